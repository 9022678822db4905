#!/bin/sh
# One in ten of the runs of make torture, the same each time.
set -u
build=$(cd "$(dirname "${GRANTSCAN:-./grantscan}")" && pwd)
top=$(cd "$(dirname "$0")/../.." && pwd)
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
trap 'exit 1' INT TERM HUP
"$build/sweep" --source "$top" --build "$build" --out "$out" --sample --jobs 16
