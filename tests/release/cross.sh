#!/bin/bash
# The core for another system, with its libraries: cross.sh musl|aarch64|windows, `make cross`.  Compiled with the warnings of our own
# build, and where the result can be run (musl here, aarch64 under qemu, Windows under wine) it must find what golden.tsv has.
set -euo pipefail
cd "$(dirname "$0")/../.."
target=$1 python=${PYTHON:-python3}
out=$PWD/build/cross/$target
mkdir -p "$out"
case $target in
musl) package=musl-tools CC=musl-gcc run="" ;;
aarch64) package="gcc-aarch64-linux-gnu qemu-user" CC=aarch64-linux-gnu-gcc run=qemu-aarch64 SYSTEM=Linux PROCESSOR=aarch64 ;;
windows) package=gcc-mingw-w64-x86-64 CC=x86_64-w64-mingw32-gcc run=wine SYSTEM=Windows PROCESSOR=AMD64
    lenient=-Wno-float-conversion ;; # its isnan() narrows
*) echo "cross.sh musl|aarch64|windows" >&2 && exit 2 ;;
esac
export CC SYSTEM=${SYSTEM:-} PROCESSOR=${PROCESSOR:-} SAYSO_LIBRARIES=$out/libraries
command -v "$CC" >/dev/null || { echo "please install: apt-get install $package" >&2; exit 1; }
[ -f "$out/libraries/lib/libutf8proc.a" ] || [ -f "$out/libraries/lib/libutf8proc_static.a" ] ||
    bash tests/release/libraries.sh >"$out/libraries.log" 2>&1 || { tail -20 "$out/libraries.log"; exit 1; }
library() { ls "$out/libraries/lib/lib$1.a" "$out/libraries/lib/lib$1-static.a" "$out/libraries/lib/lib$1_static.a" 2>/dev/null | head -1; }
"$CC" -O2 -std=c11 -Wall -Wextra -Wshadow -Wconversion -Wpedantic -Werror ${lenient:-} -DPCRE2_STATIC -DUTF8PROC_STATIC -static -Icsrc/core \
    -I"$out/libraries/include" csrc/core/*.c tests/release/blocks.c "$(library pcre2-8)" "$(library utf8proc)" -lm -lpthread \
    -o "$out/blocks"
[ -f "$out/blocks.exe" ] && blocks=$out/blocks.exe || blocks=$out/blocks
if [ -n "$run" ] && ! command -v "$run" >/dev/null; then
    echo "$target: compiled, not run: there is no $run"
else
    "$python" tests/release/golden.py --core $run "$blocks" python/sayso/data/english.sayso
fi
