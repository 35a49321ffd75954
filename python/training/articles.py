"""PolNeAR's articles as items for training and for measuring."""
import data
import features
from labels import encode


def item(doc, words=None, labelled=True, read=features.read):
    """One article: tokens, features and, where it is labelled, tags and links."""
    spans, forms, table = read(doc["text"], words)
    out = {"id": doc["id"], "spans": spans, "forms": forms, "features": table}
    if labelled:
        out["tags"], out["contents"], out["sources"] = encode(spans, doc["attributions"])
    return out


def items(name, words=None, read=features.read):
    return [item(d, words, read=read) for d in data.documents(name) if d["text"].strip()]
