#!/bin/sh
# Build the fuzzer with clang and run it for a bounded time: tests/fuzz/run.sh [SECONDS], 60 by default.
# The corpus grows in build/fuzz/corpus; a fault leaves its input in build/fuzz, and this script fails.
set -eu
seconds=${1:-60}
out=${BUILD:-build}/fuzz
clang=${CLANG:-$(command -v clang || ls /usr/bin/clang-[0-9]* 2>/dev/null | sort -V | tail -n 1)}
[ -n "$clang" ] || { echo "please install: apt-get install clang" >&2; exit 1; }
python3 tests/fuzz/seed.py "$out/seeds"
mkdir -p "$out/corpus"
sanitize="-fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined"
# shellcheck disable=SC2086,SC2046
"$clang" -std=c11 -g -O1 $sanitize -fno-omit-frame-pointer -Icsrc/core $(pkg-config --cflags libpcre2-8 libutf8proc) \
    csrc/core/*.c tests/fuzz/fuzz_parse.c $(pkg-config --libs libpcre2-8 libutf8proc) -lm -lpthread -o "$out/fuzz_parse"
UBSAN_OPTIONS=print_stacktrace=1 "$out/fuzz_parse" -max_total_time="$seconds" -max_len=4096 -timeout=10 -rss_limit_mb=2048 \
    -dict=tests/fuzz/news.dict -artifact_prefix="$out/" -print_final_stats=1 -verbosity=1 "$out/corpus" "$out/seeds"
