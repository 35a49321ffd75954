"""Which steps from tag to tag BIO and the quotation marks allow."""
import numpy as np

from labels import TAGS

NEVER = -1e4
COUNT = len(TAGS)


def _role(tag):
    return (tag + 1) // 2


def structure():
    """Penalties (tags, tags) of steps that BIO forbids, and of steps that leave a role inside a closed quotation."""
    step, held = np.zeros((COUNT, COUNT), np.float32), np.zeros((COUNT, COUNT), np.float32)
    for a in range(COUNT):
        for b in range(COUNT):
            inner = b > 0 and b % 2 == 0
            if inner and _role(a) != _role(b):
                step[a, b] = NEVER
            if not (_role(a) == _role(b) and (b == 0 or inner)):
                held[a, b] = NEVER
    return step, held
