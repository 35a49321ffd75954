#!/bin/sh
# Make the corpus that is checked in anew: tests/fuzz/merge.sh [TARGET ...].  Of all inputs found so far in build/fuzz/TARGET, of
# the corpus as it is and of the cases, the fewest and shortest that reach as many branches; at most 300 kB a target, shortest first.
# Inputs named found-* once showed a fault, and stay.  All is ours: cases, mutations of them, and what the fuzzer made up.
set -eu
targets=${*:-parse batch words block model json}
out=${BUILD:-build}/fuzz
most=${MOST_BYTES:-300000}
# shellcheck disable=SC2086
sh tests/fuzz/build.sh $targets

for target in $targets; do
    corpus=tests/fuzz/corpus/$target merged=$out/merged/$target
    rm -rf "$merged" "$merged-from"
    mkdir -p "$merged" "$corpus" "$out/$target"
    cp -r "$out/$target" "$merged-from" # a fuzzer that still runs takes its files away
    "$out/fuzz_$target" -set_cover_merge=1 -use_counters=0 -max_len=65536 -rss_limit_mb=4096 "$merged" "$corpus" "$merged-from" \
        "$out/seeds/$target" 2>"$out/$target-merge.log" || { tail -n 40 "$out/$target-merge.log" >&2; exit 1; }
    find "$corpus" -type f ! -name 'found-*' -delete
    total=0
    for input in $(ls -rS "$merged"); do
        total=$((total + $(wc -c <"$merged/$input")))
        [ $total -gt "$most" ] && break
        cp "$merged/$input" "$corpus/$input"
    done
    echo "$target: $(find "$corpus" -type f | wc -l) inputs, $(cat "$corpus"/* | wc -c) bytes"
done
