#!/bin/sh
# The core under MemorySanitizer: what is read must have been written.  PCRE2 (without JIT, whose code it cannot follow) and utf8proc are
# built for it, too; the C tests, then the fuzzers' corpus.  Needs clang and its runtime.  `make msan`.
set -eu
command -v clang >/dev/null || { echo "please install: apt-get install clang" >&2; exit 1; }
flags="-O1 -g -fsanitize=memory -fno-omit-frame-pointer"
libraries=$PWD/build/msan/libraries
mkdir -p build/msan
[ -e "$libraries/lib/libutf8proc.a" ] ||
    SAYSO_LIBRARIES=$libraries CC=clang CFLAGS=$flags JIT=OFF bash tests/release/libraries.sh >build/msan/libraries.log 2>&1 ||
    { tail -n 40 build/msan/libraries.log >&2; exit 1; }
PKG_CONFIG_PATH=$libraries/lib/pkgconfig make ctest BUILD=build/msan CC=clang CFLAGS="$flags"
