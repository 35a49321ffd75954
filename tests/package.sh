#!/bin/sh
# The package with an extension that is built anew for PYTHON, under FOLDER/lib: tests/package.sh PYTHON FOLDER.
# CC, CFLAGS, LDFLAGS and SAYSO_ABI3 go to setup.py.
set -eu
python=$1 folder=$2
mkdir -p "$folder/lib/sayso"
cp -R python/sayso/. "$folder/lib/sayso/"
rm -f "$folder"/lib/sayso/*.so
"$python" setup.py -q build_ext --build-lib "$folder/lib" --build-temp "$folder/temp"
