"""The encoder as integers: what INTEGERS.md specifies, made from a trained network.

`quantize` turns a network into arrays; `integers.py` computes with them as the C core must, bit for bit.
"""
import numpy as np
import torch

UNIT = 1024                 # preactivations: 2^-10
MIDDLE, SPREAD = 64, 63     # a state h in [-1, 1] is stored as 64 + round(63 h), 1 .. 127
SCORE = 256                 # scores of the heads: 2^-8 nats
VECTOR = 64                 # vectors of the links: 2^-6
SEGMENTS = 16
SMALL = ("shape", "signal", "place", "rule", "mention")     # tables folded into rows of preactivations, in input order


def curve():
    """Base and slope of T(a) = tanh(a / 2), a in [0, 8) cut in 16 pieces, in 2^-15: continuous, least squares.

    Returns
    -------
    base, slope : ndarray of int16 (SEGMENTS,)
    """
    a = np.arange(8 * UNIT) / UNIT
    hat = np.maximum(0, 1 - np.abs(a[:, None] * 2 - np.arange(SEGMENTS + 1)))
    hat[:, 0] *= 1
    target = np.tanh(a / 2)
    free, *_ = np.linalg.lstsq(hat[:, 1:], target, rcond=None)      # T(0) = 0 stays exact
    nodes = np.clip(np.round(np.concatenate([[0], free]) * 32768), 0, 32767).astype(np.int64)
    return nodes[:-1].astype(np.int16), np.diff(nodes).astype(np.int16)


def rows_of(matrix, largest):
    """A matrix (rows, columns) as integers up to `largest` with a step for each row."""
    step = np.abs(matrix).max(1) / largest
    step = np.where(step > 0, step, 1.0)
    return np.round(matrix / step[:, None]).astype(np.int32), step


def scaled(factor, bound):
    """Multipliers m and a common shift s with m / 2^s = factor and bound * m below 2^31.

    Parameters
    ----------
    factor : ndarray of float (rows,)
    bound : ndarray of int (rows,)
        Largest magnitude of what is multiplied, row by row.
    """
    shift = 24
    while shift > 0 and (np.round(factor * 2.0 ** shift) * bound + 2.0 ** shift >= 2.0 ** 31).any():
        shift -= 1
    return np.round(factor * 2.0 ** shift).astype(np.int32), shift


def states_matrix(matrix, bias, unit):
    """A linear map of stored states: weights, offset that takes the middle out, multipliers, shift, bias in `unit`."""
    weights, step = rows_of(matrix, 127)
    mult, shift = scaled(step / SPREAD * unit, np.abs(weights).sum(1) * SPREAD)
    return {"w": weights.astype(np.int8), "off": (-MIDDLE * weights.sum(1)).astype(np.int32), "mult": mult, "shift": shift,
            "bias": np.round(bias * unit).astype(np.int32)}


def short(array):
    """Rounded to int16 in preactivation units, saturated."""
    return np.clip(np.round(array * UNIT), -32768, 32767).astype(np.int16)


def doubled(array, hidden):
    """Rows of the candidate gate (third of i, f, g, o) times two, since tanh(z) = T(2 z)."""
    out = array.copy()
    out[2 * hidden:3 * hidden] *= 2
    return out


def lstm(layer, suffix, hidden):
    """Input and recurrent matrices and the bias of one direction, candidate rows doubled."""
    get = lambda name: getattr(layer, name + "_l0" + suffix).detach().numpy().astype(np.float64)
    both = get("bias_ih") + get("bias_hh")
    return tuple(doubled(x, hidden) for x in (get("weight_ih"), get("weight_hh"), both))


def tables(net, parts):
    """Word, prefix and suffix tables as int8 columns with a step for each column.

    Returns
    -------
    list of ndarray of int8, and the steps of all columns together.
    """
    out, steps = [], []
    for name in parts:
        table = getattr(net, name).weight.detach().numpy().astype(np.float64)
        step = np.quantile(np.abs(table), 0.9995, axis=0) / 127
        step = np.where(step > 0, step, 1.0)
        out.append(np.clip(np.round(table / step), -127, 127).astype(np.int8))
        steps.append(step)
    return out, np.concatenate(steps)


def quantize(net):
    """All arrays of INTEGERS.md by name.

    Parameters
    ----------
    net : encoder.Encoder

    Returns
    -------
    dict
    """
    hidden = net.first.hidden_size
    out = {"hidden": hidden}
    (out["word"], out["prefix"], out["suffix"]), steps = tables(net, ("word", "prefix", "suffix"))
    wide = len(steps)
    get = lambda name: getattr(net, name).weight.detach().numpy().astype(np.float64)
    small = {name: get(name).T if name == "signal" else get(name) for name in SMALL}
    cuts = np.cumsum([wide] + [t.shape[1] for t in small.values()])
    first, extra = [], {name: [] for name in SMALL}
    for suffix in ("", "_reverse"):
        w, u, b = lstm(net.first, suffix, hidden)
        first.append(w[:, :wide] * steps)
        for k, (name, table) in enumerate(small.items()):
            extra[name].append(table @ w[:, cuts[k]:cuts[k + 1]].T + (b if name == "place" else 0.0))
        out["recurrent1" + suffix] = states_matrix(u, np.zeros(len(u)), UNIT)
    for name, rows in extra.items():
        out[name] = short(np.concatenate(rows, 1))
    weights, step = rows_of(np.concatenate(first), 32767)
    out["input1"] = {"w": weights.astype(np.int16), "mult": np.round(step * UNIT * 2.0 ** 32).astype(np.int64), "shift": 32}
    for suffix in ("", "_reverse"):
        w, u, b = lstm(net.second, suffix, hidden)
        out["input2" + suffix] = states_matrix(w, b, UNIT)
        out["recurrent2" + suffix] = states_matrix(u, np.zeros(len(u)), UNIT)
    plain = lambda layer, unit, scale=1.0: states_matrix(layer.weight.detach().numpy().astype(np.float64) * scale,
                                                          layer.bias.detach().numpy().astype(np.float64) * scale, unit)
    out["tags"], out["names"] = plain(net.heads.tags, SCORE), plain(net.names, SCORE)
    for kind in ("content", "source"):
        link = getattr(net.heads, kind)
        out[kind + "_ask"] = plain(link.ask, VECTOR, 1 / np.sqrt(link.width))
        out[kind + "_answer"] = plain(link.answer, VECTOR)
        out[kind + "_none"] = plain(link.none, SCORE)
        out[kind + "_place"] = np.round(link.place.detach().numpy() * SCORE).astype(np.int32)
    out["base"], out["slope"] = curve()
    out["confidence"] = np.zeros(8, np.int32)
    return out


def calibration(name):
    """The integers of `integers.confidence`, fitted by ``calibrate.py NAME``; the constant last."""
    import data
    weights = np.load(data.scratch(name + ".confidence.npy"))
    return np.round(weights * np.append(np.full(7, UNIT * 1024 // SCORE), UNIT)).astype(np.int32)


def load(name):
    """A trained network from the scratch folder."""
    import data
    import words
    from encoder import Encoder
    found = torch.load(data.scratch(name + ".pt"), weights_only=False)
    s = found["settings"]
    net = Encoder(words.load().vectors, s["hidden"], s["drop"], s["width"])
    net.load_state_dict(found["state"])
    return net.eval()
