"""PolNeAR's articles as items for training and for measuring."""
import data
import features
from labels import encode


def item(doc, words=None, labelled=True):
    """One article: tokens, features and, where it is labelled, tags and links."""
    spans, forms, table = features.read(doc["text"], words)
    out = {"id": doc["id"], "spans": spans, "forms": forms, "features": table}
    if labelled:
        out["tags"], out["contents"], out["sources"] = encode(spans, doc["attributions"])
    return out


def items(name, words=None):
    return [item(d, words) for d in data.documents(name) if d["text"].strip()]
