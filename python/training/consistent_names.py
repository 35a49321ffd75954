"""consistent_names.py: build the items with labels of names, make the machine's labels agree, keep them in the scratch folder."""
import collections

import consistency
import names_data
import train
import words

MACHINE = ("quotes-polnear-train", "ner-gmb-silver", "ud-ewt-train")     # corpora without names marked by hand


def main():
    vocabulary = words.load()
    items = {c: names_data.items(c, vocabulary) for c in ("quotes-polnear-train",) + train.UNLABELLED}
    seen = collections.defaultdict(collections.Counter)
    for corpus, found in items.items():
        for surface, kinds in consistency.count(found, (0, 3) if corpus == "ner-gmb-silver" else (0,)).items():
            seen[surface].update(kinds)
    types = consistency.decided(seen)
    for corpus, found in items.items():
        if corpus in MACHINE:
            consistency.apply(found, types, range(4))
        train.keep("items-names-" + corpus, found)
    print(len(seen), "surfaces,", len(types), "decided")


if __name__ == "__main__":
    main()
