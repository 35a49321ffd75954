#!/bin/sh
# Build fuzz targets with clang, under ASan and UBSan, and their seeds, into build/fuzz: tests/fuzz/build.sh [TARGET ...].
# The target json has a Python interpreter inside: it needs python3-config and Python's headers (PYTHON_CONFIG names another).
set -eu
out=${BUILD:-build}/fuzz
clang=${CLANG:-$(command -v clang || ls /usr/bin/clang-[0-9]* 2>/dev/null | sort -V | tail -n 1)}
[ -n "$clang" ] || { echo "please install: apt-get install clang" >&2; exit 1; }
libraries="$(pkg-config --cflags --libs libpcre2-8 libutf8proc) -lm -lpthread"
sanitize="-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer"
flags="-std=c11 -g -O2 -Icsrc/core ${FUZZ_CFLAGS:-}"
config=${PYTHON_CONFIG:-python3-config}
targets=${*:-parse batch words block model json}

# compile FOLDER FLAGS SOURCE ...: what is older than its source or a header, two at a time.
compile() {
    folder=$1 more=$2
    shift 2
    mkdir -p "$folder"
    for source in "$@"; do
        object=$folder/$(basename "$source" .c).o
        [ "$object" -nt "$source" ] && [ -z "$(find csrc tests/fuzz -name '*.h' -newer "$object")" ] && continue
        echo "$source -o $object"
    done | xargs -r -P 2 -L 1 "$clang" $flags $more $sanitize -c
}

compile "$out/core" "" csrc/core/*.c
# The reference kernels as fast as others: they are what others are compared with, and `make asan` reads them instrumented.
"$clang" -std=c11 -O3 -Icsrc/core -c csrc/core/kernels_scalar.c -o "$out/core/kernels_scalar.o"
compile "$out/shared" "" tests/fuzz/support.c tests/fuzz/invariants.c tests/fuzz/mutate_news.c
python3 tests/fuzz/seed.py "$out/seeds"
if [ ! -e "$out/seeds/model/small" ] || [ csrc/core/model.h -nt "$out/seeds/model/small" ]; then
    "$clang" $flags -fsanitize=address,undefined tests/fuzz/seed_model.c tests/fuzz/support.c "$out"/core/*.o $libraries -o "$out/seed_model"
    mkdir -p "$out/seeds/model"
    "$out/seed_model" "$out/seeds/model/small"
fi
for target in $targets; do
    more=
    if [ "$target" = json ]; then
        more="$($config --includes) -Wno-deprecated-declarations"
        compile "$out/module" "$more" csrc/module/*.c
        more="$more $out/module/*.o $($config --embed --ldflags)"
    fi
    "$clang" $flags $sanitize -fsanitize=fuzzer "tests/fuzz/fuzz_$target.c" "$out"/core/*.o "$out"/shared/*.o $more $libraries -o "$out/fuzz_$target"
done
