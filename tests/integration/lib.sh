#!/bin/sh
# For the tests beside it: a simulated tenant, a scan of it, and what came of
# it. Environment: GRANTSCAN, AUTOTASK_SIM, PICK (the programs; default: those
# in the current folder). Sourced, not run.

set -u

top=$(cd "$(dirname "$0")/../.." && pwd)
grantscan=${GRANTSCAN:-./grantscan}
sim=${AUTOTASK_SIM:-./autotask-sim}
pick=${PICK:-./pick}
# shellcheck disable=SC2034 # used by those who source this
rules=$top/rules/horizon-autotask.json
work=$(mktemp -d)
sim_pid=
base=
failed=0
checked=0

unset http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY NO_COLOR
export AUTOTASK_SIM_TENANTS="$top/tests/simulator/tenants"
export AUTOTASK_USERNAME=api-user@acme.example
export AUTOTASK_SECRET=sim-secret-DO-NOT-USE
export AUTOTASK_INTEGRATION_CODE=SIMULATEDTRACKINGIDENTIFIER

sim_stop() {
    [ -n "$sim_pid" ] || return 0
    kill "$sim_pid" 2>/dev/null
    wait "$sim_pid" 2>/dev/null
    sim_pid=
}

# shellcheck disable=SC2317 # called by the trap
lib_finish() {
    sim_stop
    rm -rf "$work"
}
trap lib_finish EXIT
trap 'exit 1' INT TERM HUP

skip() {
    echo "skipped: $1"
    [ "${CI:-}" = true ] && exit 1
    exit 77
}

# have PROGRAM: false, with a word, if it is missing; a failure where nothing
# may be left out.
have() {
    command -v "$1" >/dev/null && return 0
    echo "not checked: $1 is missing"
    [ "${CI:-}" = true ] && failed=$((failed + 1))
    return 1
}

bad() {
    failed=$((failed + 1))
    echo "FAILED: $1"
}

# same WHAT WANTED GOT
same() {
    checked=$((checked + 1))
    [ "$2" = "$3" ] && return 0
    bad "$1"
    printf '%s\n' "$2" >"$work/wanted"
    printf '%s\n' "$3" >"$work/got"
    diff "$work/wanted" "$work/got" | sed 's/^/    /' | head -n 40
    return 1
}

# holds WHAT FILE PATTERN: a line of the file matches.
holds() {
    checked=$((checked + 1))
    grep -q -e "$3" "$2" && return 0
    bad "$1: no \"$3\" in:"
    head -n 20 "$2" | sed 's/^/    /'
    return 1
}

# lacks WHAT FILE PATTERN
lacks() {
    checked=$((checked + 1))
    grep -q -e "$3" "$2" || return 0
    bad "$1: \"$3\" in:"
    grep -n -e "$3" "$2" | head -n 5 | cut -c 1-200 | sed 's/^/    /'
    return 1
}

done_testing() {
    echo "$checked checks, $failed failed"
    [ "$failed" -eq 0 ]
    exit
}

# sim_start ARGUMENT...: a simulator with these arguments; sets base and log.
sim_start() {
    sim_stop
    rm -f "$work/port" "$work/log"
    "$sim" --port-file "$work/port" --log "$work/log" "$@" \
        2>"$work/sim.err" &
    sim_pid=$!
    sim_tries=0
    while [ ! -s "$work/port" ]; do
        sim_tries=$((sim_tries + 1))
        if ! kill -0 "$sim_pid" 2>/dev/null || [ "$sim_tries" -gt 1500 ]; then
            echo "the simulator did not start: $*"
            cat "$work/sim.err"
            exit 1
        fi
        sleep 0.01
    done
    base=http://127.0.0.1:$(cat "$work/port")/
}

# scan ARGUMENT...: sets status; audit.json, out and err are in $work.
scan() {
    rm -f "$work/audit.json"
    "$grantscan" scan --rules "$rules" --endpoint "$base" \
        --report json="$work/audit.json" "$@" \
        >"$work/out" 2>"$work/err" </dev/null
    # shellcheck disable=SC2034 # for those who source this
    status=$?
}

# verdicts: "id verdict reason" of each check in the audit, by id.
verdicts() {
    "$pick" "$work/audit.json" 'findings[*]' id verdict reason |
        tr '\t' ' ' | LC_ALL=C sort
}

# verdict CHECK: "verdict reason strength".
verdict() {
    "$pick" "$work/audit.json" "findings[id=$1]" verdict reason strength |
        tr '\t' ' '
}

# wanted_status: what the contract says of the verdicts in the audit.
wanted_status() {
    if verdicts | grep -q ' fail '; then
        echo 1
    elif verdicts | grep -q ' unknown ' || ! verdicts | grep -q ' pass '; then
        echo 2
    else
        echo 0
    fi
}
