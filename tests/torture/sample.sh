#!/bin/sh
# One in ten of the runs of make torture, the same each time.
set -u
build=$(cd "$(dirname "${GRANTSCAN:-./grantscan}")" && pwd)
top=$(cd "$(dirname "$0")/../.." && pwd)
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
trap 'exit 1' INT TERM HUP
failed=0
for system in autotask connectwise google microsoft365 zoho; do
    "$build/sweep" --source "$top" --build "$build" --out "$out" \
        --system $system --sample --jobs 16 || failed=1
done
exit $failed
