#!/bin/bash
# PCRE2 and utf8proc as static libraries, for machines whose package manager has none: from their release archives, checked by
# digest, into /tmp/sayso-libraries (C:/sayso-libraries on Windows).  setup.py finds them by SAYSO_PCRE2 and SAYSO_UTF8PROC.
set -euo pipefail
prefix=/tmp/sayso-libraries
[ "${OS:-}" = Windows_NT ] && prefix=C:/sayso-libraries
command -v cmake >/dev/null || python3 -m pip install -q cmake
build=$(mktemp -d)
cd "$build"
fetch() { # URL SHA256
    curl -fsSLo archive.tar.gz "$1"
    echo "$2  archive.tar.gz" | sha256sum -c - 2>/dev/null || shasum -a 256 -c <<<"$2  archive.tar.gz"
    tar -xzf archive.tar.gz
}
install() { # FOLDER OPTION ...
    cmake -S "$1" -B "$1/out" -DCMAKE_INSTALL_PREFIX="$prefix" -DCMAKE_BUILD_TYPE=Release -DBUILD_SHARED_LIBS=OFF \
        -DCMAKE_POSITION_INDEPENDENT_CODE=ON "${@:2}"
    cmake --build "$1/out" --config Release --target install
}
fetch https://github.com/PCRE2Project/pcre2/releases/download/pcre2-10.42/pcre2-10.42.tar.gz \
    "${PCRE2_SHA256:?the digest of the archive that was reviewed}"
install pcre2-10.42 -DPCRE2_SUPPORT_JIT=ON -DPCRE2_BUILD_PCRE2GREP=OFF -DPCRE2_BUILD_TESTS=OFF -DPCRE2_STATIC_PIC=ON
fetch https://github.com/JuliaStrings/utf8proc/archive/refs/tags/v2.8.0.tar.gz "${UTF8PROC_SHA256:?as above}"
install utf8proc-2.8.0 -DUTF8PROC_ENABLE_TESTING=OFF
