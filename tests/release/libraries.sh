#!/bin/bash
# PCRE2 and utf8proc as static libraries, for machines whose package manager has none, and for other systems than this one: from
# their release archives, checked by digest, into SAYSO_LIBRARIES (/tmp/sayso-libraries; C:/sayso-libraries on Windows).  setup.py
# finds them by SAYSO_PCRE2 and SAYSO_UTF8PROC.  CC names a compiler; SYSTEM and PROCESSOR, as CMake has them, what it compiles for.
set -euo pipefail
prefix=/tmp/sayso-libraries
[ "${OS:-}" = Windows_NT ] && prefix=C:/sayso-libraries
prefix=${SAYSO_LIBRARIES:-$prefix}
command -v cmake >/dev/null || python3 -m pip install -q cmake
build=$(mktemp -d)
trap 'rm -rf "$build"' EXIT
cd "$build"
fetch() { # SHA256 URL ... : the first that can be had; the digest says that it is the one that was reviewed
    local digest=$1
    shift
    for url in "$@"; do curl -fsSL --retry 2 -o archive.tar.gz "$url" && break; done
    echo "$digest  archive.tar.gz" | sha256sum -c - >/dev/null 2>&1 || shasum -a 256 -c <<<"$digest  archive.tar.gz"
    tar -xzf archive.tar.gz
}
other=()
[ -n "${SYSTEM:-}" ] && other=(-DCMAKE_SYSTEM_NAME="$SYSTEM" -DCMAKE_SYSTEM_PROCESSOR="${PROCESSOR:-x86_64}" -DCMAKE_FIND_ROOT_PATH=/nowhere)
install() { # FOLDER OPTION ...
    cmake -S "$1" -B "$1/out" -DCMAKE_INSTALL_PREFIX="$prefix" -DCMAKE_INSTALL_LIBDIR=lib -DCMAKE_BUILD_TYPE=Release \
        -DBUILD_SHARED_LIBS=OFF -DCMAKE_POSITION_INDEPENDENT_CODE=ON "${other[@]}" "${@:2}"
    cmake --build "$1/out" --config Release --target install
}
# The digests are those of the upstream archives, which Debian carries unchanged and signs.
debian=http://deb.debian.org/debian/pool/main
fetch c33b418e3b936ee3153de2c61cc638e7e4fe3156022a5c77d0711bcbb9d64f1f \
    https://github.com/PCRE2Project/pcre2/releases/download/pcre2-10.42/pcre2-10.42.tar.gz \
    $debian/p/pcre2/pcre2_10.42.orig.tar.gz
install pcre2-10.42 -DPCRE2_SUPPORT_JIT="${JIT:-ON}" -DPCRE2_BUILD_PCRE2GREP=OFF -DPCRE2_BUILD_TESTS=OFF -DPCRE2_STATIC_PIC=ON
fetch a0a60a79fe6f6d54e7d411facbfcc867a6e198608f2cd992490e46f04b1bcecc \
    https://github.com/JuliaStrings/utf8proc/archive/refs/tags/v2.8.0.tar.gz \
    $debian/u/utf8proc/utf8proc_2.8.0.orig.tar.gz
install utf8proc-2.8.0 -DUTF8PROC_ENABLE_TESTING=OFF
