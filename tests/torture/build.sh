#!/bin/sh
# A build in which allocations can be made to fail: build.sh SOURCE FOLDER
# [ARGUMENT OF configure]... What is there already is only brought up to date.
set -eu
source=$1
folder=$2
shift 2
mkdir -p "$folder"
cd "$folder"
if [ ! -f Makefile ]; then
    "$source/configure" --quiet --enable-torture \
        "$@" >configure.log 2>&1 || {
        cat configure.log
        exit 1
    }
fi
# Not the flags and the jobs of the make that asks.
unset MAKEFLAGS MFLAGS MAKELEVEL
make -j2 grantscan autotask-sim connectwise-sim google-sim microsoft365-sim \
    zoho-sim >make.log 2>&1 || {
    tail -n 30 make.log
    exit 1
}
