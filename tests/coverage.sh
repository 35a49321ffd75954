#!/bin/sh
# Branch coverage of the core by the C tests, the fuzzers' corpus and the Python suite: tests/coverage.sh PYTHON [PYTEST-ARGUMENT ...].
# Everything counts, the branches that only a failing allocation takes too: the C tests let each one fail.
# The table goes to build/coverage/table.txt, line by line to build/coverage/index.html.
set -eu
python=$1
shift
out=build/coverage
flags="-O0 -g --coverage -fprofile-update=atomic"
find "$out" -name '*.gcda' -delete 2>/dev/null || true
# The kernels optimised, or the encoder's arithmetic takes minutes.
make -s $(ls csrc/core/kernels_*.c | sed "s|.*/\(.*\)c$|$out/core/\1o|") BUILD="$out" CFLAGS="$flags -O2"
make -s ctest BUILD="$out" CFLAGS="$flags"
mkdir -p "$out/lib/sayso"
cp -R python/sayso/. "$out/lib/sayso/"
rm -f "$out"/lib/sayso/*.so
include=$("$python" -c 'import sysconfig; print(sysconfig.get_path("include"))')
# shellcheck disable=SC2046
cc -std=c11 -O1 -shared -fPIC -DPy_LIMITED_API=0x030B0000 -DPCRE2_STATIC -DUTF8PROC_STATIC -Icsrc/core -I"$include" csrc/module/*.c \
    "$out"/core/*.o --coverage -Wl,-Bstatic $(pkg-config --libs libpcre2-8 libutf8proc) -Wl,-Bdynamic -lm -lpthread \
    -o "$out/lib/sayso/_core.abi3.so"
PYTHONPATH="$PWD/$out/lib" "$python" -m pytest tests/python -q -m "not thirdparty" -p no:cacheprovider "$@"
"$python" -m gcovr --root . --filter csrc/core/ --txt-metric branch --gcov-ignore-parse-errors=suspicious_hits.warn \
    --merge-mode-functions=separate --txt "$out/table.txt" --html-details "$out/index.html" --fail-under-branch 85 "$out" 2>"$out/gcovr.log" ||
    { tail -n 5 "$out/gcovr.log" >&2; exit 1; }
cat "$out/table.txt"
