#!/bin/sh
# The corpus as a test: every seed, whole and cut short, through its target;
# and through the targets of readers the files of that kind that the tree has.
set -eu
top=$(cd "${srcdir:-.}" && pwd)
seeds=$top/tests/fuzz/seeds
for target in $FUZZ_TARGETS; do
    "./$target" "$seeds/${target#fuzz-}"/*
done
./fuzz-rules "$top/rules"/*-*.json "$top/rules"/autotask/*.json \
    "$top/rules"/connectwise/*.json "$top/rules"/google/*.json \
    "$top/rules"/microsoft365/*.json "$top/rules"/zoho/*.json
./fuzz-audit "$top/tests/golden"/*.json
./fuzz-import "$top/tests/cases/import"/*.md "$top/tests/cases/import"/*/*.md
./fuzz-import-html "$top/tests/cases/import"/*.html
./fuzz-import-csv "$top/tests/cases/import"/*.csv "$top/tests/cases/import"/*.tsv
./fuzz-tenant "$top/tests/simulator/tenants"/*.json
