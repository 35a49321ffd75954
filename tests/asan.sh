#!/bin/sh
# The Python suite on an extension built with ASan and UBSan. Usage: tests/asan.sh PYTHON
# A fork beside threads is left to the plain run: ASan's allocator keeps its lock in the child if a thread held it.
# Leaks are looked for in the C tests: CPython itself keeps memory at exit.
set -eu
python=$1
flags="-O2 -g -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer"
CFLAGS="$flags" LDFLAGS="-fsanitize=address,undefined" sh tests/package.sh "$python" build/asan
LD_PRELOAD="$(cc -print-file-name=libasan.so) $(cc -print-file-name=libubsan.so)" \
    ASAN_OPTIONS=detect_leaks=0:allocator_may_return_null=1 PYTHONMALLOC=malloc PYTHONPATH="$PWD/build/asan/lib" \
    "$python" -m pytest tests/python -q -x -m "not thirdparty and not fork" -p no:cacheprovider
