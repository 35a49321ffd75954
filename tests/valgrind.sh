#!/bin/sh
# Memcheck over what allocates and computes: the C tests whose texts are short, and the fuzzers' corpus.  valgrind knows AVX2 and no
# AVX-512; replay_batch reads each text with the best kernels and with scalar ones.  Usage: tests/valgrind.sh [PROGRAM ...]
set -eu
command -v valgrind >/dev/null || { echo "please install: apt-get install valgrind" >&2; exit 1; }
out=build/valgrind
programs=${*:-test_batch test_decision test_pattern test_story_hash test_table replay_batch replay_block replay_model replay_parse
    replay_words}
for program in $programs; do
    folder=$out/c
    arguments=
    case $program in
    replay_*)
        folder=$out/fuzz
        arguments=$(ls tests/fuzz/corpus/"${program#replay_}"/* | awk "NR % ${EVERY:-5} == 1") # every fifth
        ;;
    esac
    make -s "$folder/$program" BUILD=$out CFLAGS="-O1 -g"
    echo "== $program"
    # shellcheck disable=SC2086
    valgrind -q --error-exitcode=9 --leak-check=full --errors-for-leak-kinds=definite "$folder/$program" $arguments >"$out/$program.log" 2>&1 || { tail -n 60 "$out/$program.log" >&2; exit 1; }
done
