#!/bin/sh
# Run each fuzz target for a bounded time: tests/fuzz/run.sh [SECONDS [TARGET ...]], 60 by default.
# It starts from tests/fuzz/corpus, which is checked in (merge.sh makes it anew), and from the cases.  New inputs go to
# build/fuzz/TARGET; a fault leaves its input there, and this script fails.
set -eu
seconds=${1:-60}
[ $# -gt 0 ] && shift
targets=${*:-parse batch words block model json}
out=${BUILD:-build}/fuzz
# shellcheck disable=SC2086
sh tests/fuzz/build.sh $targets

for target in $targets; do
    mkdir -p "$out/$target"
    corpora="$out/$target"
    for folder in "tests/fuzz/corpus/$target" "$out/seeds/$target"; do
        [ -d "$folder" ] && corpora="$corpora $folder"
    done
    longest=16384
    [ "$target" = model ] && longest=65536
    echo "== $target"
    # shellcheck disable=SC2086
    UBSAN_OPTIONS=print_stacktrace=1 "$out/fuzz_$target" -max_total_time="$seconds" -max_len=$longest -timeout=20 -rss_limit_mb=2048 \
        -dict=tests/fuzz/news.dict -artifact_prefix="$out/$target-" -print_final_stats=1 -verbosity="${VERBOSITY:-1}" $corpora \
        2>"$out/$target.log" || { tail -n 60 "$out/$target.log" >&2; exit 1; }
    grep -E "^(#[0-9]+.DONE|stat::|Done)" "$out/$target.log"
done
