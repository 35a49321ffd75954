#!/bin/sh
# Build the fuzz targets with clang and run each for a bounded time: tests/fuzz/run.sh [SECONDS [TARGET ...]], 60 by default.
# Inputs that were new go to build/fuzz/TARGET; a fault leaves its input there, and this script fails.
# tests/fuzz/corpus holds the small corpus that is checked in (tests/fuzz/merge.sh makes it anew).
set -eu
seconds=${1:-60}
[ $# -gt 0 ] && shift
targets=${*:-parse batch words block model}
out=${BUILD:-build}/fuzz
clang=${CLANG:-$(command -v clang || ls /usr/bin/clang-[0-9]* 2>/dev/null | sort -V | tail -n 1)}
[ -n "$clang" ] || { echo "please install: apt-get install clang" >&2; exit 1; }
libraries="$(pkg-config --cflags --libs libpcre2-8 libutf8proc) -lm -lpthread"
sanitize="-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer"
flags="-std=c11 -g -O1 -Icsrc/core"

mkdir -p "$out/objects"
for source in csrc/core/*.c tests/fuzz/support.c tests/fuzz/invariants.c tests/fuzz/mutate_news.c; do
    object=$out/objects/$(basename "$source" .c).o
    case $source in tests/*) object=$out/objects/fuzz_$(basename "$source" .c).o ;; esac
    [ "$object" -nt "$source" ] && [ "$object" -nt csrc/core/sayso.h ] && [ -z "$(find csrc/core -name '*.h' -newer "$object")" ] && continue
    # shellcheck disable=SC2086
    "$clang" $flags $sanitize -c "$source" -o "$object"
done
python3 tests/fuzz/seed.py "$out/seeds"
# shellcheck disable=SC2086
"$clang" $flags tests/fuzz/seed_model.c tests/fuzz/support.c csrc/core/*.c $libraries -o "$out/seed_model"
mkdir -p "$out/seeds/model"
"$out/seed_model" "$out/seeds/model/small"

for target in $targets; do
    mkdir -p "$out/$target"
    # shellcheck disable=SC2086
    "$clang" $flags $sanitize -fsanitize=fuzzer "tests/fuzz/fuzz_$target.c" "$out"/objects/*.o $libraries -o "$out/fuzz_$target"
    corpora="$out/$target"
    for folder in "tests/fuzz/corpus/$target" "$out/seeds/$target"; do
        [ -d "$folder" ] && corpora="$corpora $folder"
    done
    echo "== $target"
    # shellcheck disable=SC2086
    UBSAN_OPTIONS=print_stacktrace=1 "$out/fuzz_$target" -max_total_time="$seconds" -max_len=16384 -timeout=20 -rss_limit_mb=2048 \
        -dict=tests/fuzz/news.dict -artifact_prefix="$out/$target-" -print_final_stats=1 -verbosity="${VERBOSITY:-1}" $corpora \
        2>"$out/$target.log" || { tail -n 60 "$out/$target.log" >&2; exit 1; }
    grep -E "^(#|stat::|Done)" "$out/$target.log" | tail -n 8
done
