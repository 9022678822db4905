#!/bin/sh
# The same source gives the same bytes, wherever it is built: two archives, and
# two builds of one in folders with names of different lengths.
# reproducible.sh CONFIGURED-FOLDER WORK-FOLDER
set -eu
LC_ALL=C
export LC_ALL
build=$(cd "$1" && pwd)
mkdir -p "$2"
work=$(cd "$2" && pwd)
jobs=$(nproc 2>/dev/null || echo 2)
unset MAKEFLAGS MFLAGS MAKELEVEL

SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-1767225600}
TAR_OPTIONS="--sort=name --owner=0 --group=0 --numeric-owner
    --mtime=@$SOURCE_DATE_EPOCH --mode=u+rw,go=rX
    --pax-option=exthdr.name=%d/PaxHeaders/%f,delete=atime,delete=ctime"
TAR_OPTIONS=$(echo "$TAR_OPTIONS" | tr -s ' \n' '  ')
export SOURCE_DATE_EPOCH TAR_OPTIONS

fail() {
    echo "reproducible.sh: $*" >&2
    exit 1
}

# archive NAME: make dist, and its result kept as WORK/NAME.
archive() {
    rm -f "$build"/grantscan-*.tar.xz
    make -C "$build" dist
    mv "$build"/grantscan-*.tar.xz "$work/$1"
}

# built FOLDER: unpacks the archive there and builds beside it.
built() {
    chmod -R u+w "$work/$1" 2>/dev/null || :
    rm -rf "${work:?}/$1"
    mkdir -p "$work/$1/source" "$work/$1/build"
    TAR_OPTIONS='' tar -xf "$work/first.tar.xz" -C "$work/$1/source" \
        --strip-components=1
    (
        cd "$work/$1/build"
        ../source/configure --quiet
        make -j "$jobs" grantscan autotask-sim
    )
}

archive first.tar.xz
archive second.tar.xz
cmp "$work/first.tar.xz" "$work/second.tar.xz" ||
    fail 'make dist gave two different archives'
built a
built somewhere-else-altogether
for program in grantscan autotask-sim; do
    cmp "$work/a/build/$program" \
        "$work/somewhere-else-altogether/build/$program" ||
        fail "$program depends on where it was built"
    if grep -qF "$work" "$work/a/build/$program"; then
        fail "$program holds the path of its build folder"
    fi
done
echo '# PASS: 2'
