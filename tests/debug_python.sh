#!/bin/sh
# What the extension does with references, under a Python that counts them (Py_DEBUG) and checks its own use of memory:
# tests/debug_python.sh [PYTHON], `make debug-python`.  The extension is built for it, so that its references count, too;
# warnings are errors, memory is filled and fenced (PYTHONMALLOC=debug).
set -eu
python=${1:-python3.11-dbg}
"$python" -c "import sys; sys.gettotalrefcount()" || { echo "please install: apt-get install python3.11-dbg" >&2; exit 1; }
env=build/debug/env lib=build/debug/lib
[ -x "$env/bin/python" ] || "$python" -m venv "$env"
"$env/bin/python" -m pip install -q 'setuptools>=77' pytest hypothesis
sh tests/package.sh "$env/bin/python" build/debug
cd tests/python
PYTHONMALLOC=debug PYTHONPATH="../../$lib" "../../$env/bin/python" -X dev -W error -m pytest -q -p no:cacheprovider --rootdir ../.. \
    -m "not thirdparty" test_references.py test_module.py test_corpus.py test_tables.py test_pickle.py test_threads.py \
    test_subinterpreters.py test_lifetimes.py test_golden.py \
    -k "not test_import_is_light" # Debian's debug Python reads its own site with encodings.ascii
