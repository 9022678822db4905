#!/bin/sh
# A few of the trials of make torture-ends, the same each time.
set -u
build=$(cd "$(dirname "${GRANTSCAN:-./grantscan}")" && pwd)
top=$(cd "$(dirname "$0")/../.." && pwd)
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
trap 'exit 1' INT TERM HUP
failed=0

# sample SWEEP BUILD ONE-IN-SO-MANY
sample() {
    for system in autotask connectwise google microsoft365 zoho; do
        "$build/ends" --source "$top" --build "$2" --out "$out/$1.$system" \
            --system $system --every "$3" --jobs 4 "$1" || failed=1
    done
}

# The arguments are meant to be split.
# shellcheck disable=SC2086
"$top/tests/torture/build.sh" "$top" "$build/torture.build" \
    "CC=${TORTURE_CC:-cc}" ${TORTURE_CONFIGURE:-} || exit 1
sample alloc "$build/torture.build" 1009
sample signal "$build" 31
sample place "$build" 20
exit "$failed"
