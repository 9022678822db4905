#!/bin/sh
# What always holds, of every tenant of every simulator: what is sent, what a
# verdict rests on, what the reports keep to themselves, that the same again
# gives the same, and that an answer gone wrong makes no check pass or fail. Of
# the answers gone wrong one in so many is tried; make torture tries them all.
set -u
build=$(cd "$(dirname "${GRANTSCAN:-./grantscan}")" && pwd)
top=$(cd "$(dirname "$0")/../.." && pwd)
out=$(mktemp -d)
pids=
# shellcheck disable=SC2317 # called by the trap
finish() {
    # shellcheck disable=SC2086 # several
    [ -z "$pids" ] || kill $pids 2>/dev/null
    rm -rf "$out"
}
trap finish EXIT
trap 'exit 1' INT TERM HUP
for system in autotask connectwise google microsoft365 zoho; do
    "$build/laws" --source "$top" --build "$build" --out "$out" \
        --system $system --jobs 8 --every "${LAWS_EVERY:-41}" &
    pids="$pids $!"
done
status=0
for pid in $pids; do
    wait "$pid" || status=1
done
pids=
exit "$status"
