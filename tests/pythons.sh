#!/bin/bash
# The suite under Pythons that a machine has not, built from their source: tests/pythons.sh PYTHON [NAME ...], `make pythons`.
# PYTHON has the extension of the stable ABI, built in place; NAME is
#   own            that Python with an extension of its own ABI
#   3.14, 3.15     the extension of the stable ABI as PYTHON built it, with the whole suite, and one of their own ABI
#   3.13t, 3.14t   free-threaded: an extension of their own, with the whole suite
#   3.14t-tsan     that and what threads share under ThreadSanitizer, interpreter included (clang)
# Whatever the ABI, all results must be the same bytes (golden.py --digest).  Sources are those that Debian carries, checked by
# digest; an interpreter is built once, into build/pythons, in some five minutes on two cores.
set -euo pipefail
cd "$(dirname "$0")/.."
here=$PWD out=$PWD/build/pythons reference=$1
shift
[ $# -gt 0 ] || set -- own 3.13t 3.14 3.14t 3.14t-tsan 3.15
mkdir -p "$out"

# The release and digest of its source.
release() {
    case $1 in
    3.13*) echo 3.13.5 93e583f243454e6e9e4588ca2c2662206ad961659863277afcdb96801647d640 ;;
    3.14*) echo 3.14.7 3b48dac8fb59f62eaa67ac83c1eb12bda1b7a08406dd286e252c11a66be27f81 ;;
    3.15*) echo 3.15.0~rc2 8d93af5eaaaea5adfd41bd786a7ba3f03f2ad1ab57c6a65e0b963deab91d5ad7 ;;
    *) echo "there is no $1" >&2; exit 2 ;;
    esac
}

# interpreter NAME: built into build/pythons/NAME.
interpreter() {
    local name=$1 version sum options=() archive short
    [ -x "$out/$name/bin/python3" ] && return
    read -r version sum < <(release "$name")
    short=${version%.*}
    archive=$out/python-$version.tar.xz
    [ -f "$archive" ] || curl -fsSL --retry 2 -o "$archive" "http://deb.debian.org/debian/pool/main/p/python$short/python${short}_$version.orig.tar.xz" ||
        curl -fsSL -o "$archive" "https://www.python.org/ftp/python/${version%%~*}/Python-${version/\~/}.tar.xz"
    echo "$sum  $archive" | sha256sum -c - >/dev/null
    case $name in *t | *t-tsan) options+=(--disable-gil) ;; esac
    case $name in *-tsan) options+=(--with-thread-sanitizer CC=clang CXX=clang++) ;; esac
    mkdir -p "$out/source-$version" "$out/make-$name"
    tar -xf "$archive" -C "$out/source-$version" --strip-components=1
    (cd "$out/make-$name" && "../source-$version/configure" -q --prefix="$out/$name" --with-ensurepip=install "${options[@]}" &&
        make -s -j2 && make -s install) >"$out/make-$name.log" 2>&1 || { tail -n 40 "$out/make-$name.log" >&2; exit 1; }
}

# environment NAME: pytest in build/pythons/NAME-env, and of what tables are read with that which has wheels for it.
environment() {
    local env=$out/$1-env
    [ -x "$env/bin/pytest" ] && return
    "$out/$1/bin/python3" -m venv "$env"
    # wheels alone: the newest hypothesis has Rust, and no wheel for each Python
    "$env/bin/pip" install -q --only-binary :all: 'setuptools>=77' pytest hypothesis
    case $1 in *-tsan) return ;; esac
    for package in numpy pandas pyarrow polars; do
        "$env/bin/pip" install -q --only-binary :all: "$package" >/dev/null 2>&1 || echo "   $1: no wheel of $package"
    done
}

# library NAME PYTHON: the package with an extension of that Python's own ABI in build/pythons/NAME-abi/lib.
library() {
    SAYSO_ABI3=0 sh tests/package.sh "$2" "$out/$1-abi"
    ls "$out/$1-abi"/lib/sayso/_core.*.so | grep -qv abi3
}

# digest PYTHON LIBRARY: of all results of the golden file's texts.
digest() {
    PYTHONPATH=$2 "$1" tests/release/golden.py --digest
}

# suite PYTHON LIBRARY MARKERS TEST ...
suite() {
    (cd tests/python && PYTHONPATH=$2 "$1" -m pytest -q -p no:cacheprovider --rootdir "$here" -m "$3" "${@:4}") >"$out/suite.log" 2>&1 ||
        { tail -n 60 "$out/suite.log" >&2; exit 1; }
    tail -n 1 "$out/suite.log"
}

expected=$(digest "$reference" "$here/python")
same() {
    local got
    got=$(digest "$2" "$3")
    [ "$got" = "$expected" ] || { echo "$1: results differ: $got, not $expected" >&2; exit 1; }
    echo "   $1: the same bytes"
}

for name in "$@"; do
    echo "== $name"
    if [ "$name" = own ]; then
        library own "$reference"
        same "own ABI" "$reference" "$out/own-abi/lib"
        continue
    fi
    interpreter "$name"
    environment "$name"
    python=$out/$name-env/bin/python
    "$python" -VV
    case $name in
    *-tsan)
        export TSAN_OPTIONS="halt_on_error=1 suppressions=$out/source-$(release "$name" | cut -d' ' -f1)/Tools/tsan/suppressions_free_threading.txt"
        CC=clang CFLAGS="-O1 -g -fsanitize=thread" LDFLAGS=-fsanitize=thread library "$name" "$python"
        # TSan's runtime starts no thread after a fork, and cannot see what PyArrow synchronises
        suite "$python" "$out/$name-abi/lib" "not thirdparty and not fork" test_shared.py test_threads.py -k "not arrow"
        unset TSAN_OPTIONS
        ;;
    *t)
        library "$name" "$python"
        same "own ABI" "$python" "$out/$name-abi/lib"
        suite "$python" "$out/$name-abi/lib" "not thirdparty"
        ;;
    *)
        library "$name" "$python"
        same "own ABI" "$python" "$out/$name-abi/lib"
        same "stable ABI" "$python" "$here/python"
        suite "$python" "$here/python" "not thirdparty"
        ;;
    esac
done
