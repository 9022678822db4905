#!/bin/sh
# The corpus as a test: every seed, whole and cut short, through its target.
set -eu
seeds=$(cd "${srcdir:-.}/tests/fuzz/seeds" && pwd)
for target in rules answer report; do
    "./fuzz-$target" "$seeds/$target"/*
done
./fuzz-rules "${srcdir:-.}/rules"/*-*.json
