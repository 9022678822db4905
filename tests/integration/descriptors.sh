#!/bin/sh
# Standard descriptors that are closed or full, and none left: status 4, and
# never half of a report, nothing of it in a socket, and no word of the network.
# shellcheck source=tests/integration/lib.sh
. "$(dirname "$0")/lib.sh"

audit=$top/tests/golden/small.json

# plain ARGUMENT...: the program with its output as the caller left it.
# shellcheck disable=SC2317 # called by every()
plain() {
    "$grantscan" "$@" 2>"$work/err" </dev/null
    status=$?
}

# every COMMAND: each command that prints, by way of a function that runs it.
every() {
    "$1" --help
    "$1" scan --help
    "$1" --version
    "$1" plan --rules "$rules"
    "$1" rules check "$rules"
    "$1" rules show "$rules"
    "$1" rules show --format markdown "$rules"
    "$1" rules worksheet "$rules"
    "$1" attest new --rules "$rules"
    "$1" report "$audit"
    "$1" report --report json=- "$audit"
    "$1" report --report html=/dev/stdout "$audit"
    "$1" diff "$audit" "$audit"
}

# ---- output that does not arrive ---------------------------------------------

# shellcheck disable=SC2317 # called by every()
to_full() {
    plain "$@" >/dev/full
    same "$*: a full disk" 4 "$status"
    same "$*: and it is told once" 1 "$(wc -l <"$work/err")"
}

# shellcheck disable=SC2317 # called by every()
to_closed() {
    plain "$@" >&-
    same "$*: standard output is closed" 4 "$status"
    same "$*: and it is told once" 1 "$(wc -l <"$work/err")"
}

if [ -w /dev/full ]; then every to_full; fi
every to_closed

# ---- closed from the start ---------------------------------------------------

sim_start --tenant table
scan --quiet
verdicts >"$work/wanted"
with=$status

# closed WHAT: a scan whose standard descriptors the caller closed.
closed() {
    same "$1: status" "$with" $?
    same "$1: the same audit" "$(cat "$work/wanted")" "$(verdicts)"
    rm -f "$work/audit.json"
}

scan_to() {
    "$grantscan" scan --rules "$rules" --endpoint "$base" --quiet \
        --report json="$work/audit.json" "$@"
}

rm -f "$work/audit.json"
scan_to <&- >"$work/out" 2>"$work/err"
closed "no input"
scan_to >&- </dev/null 2>"$work/err"
closed "no output"
scan_to 2>&- </dev/null >"$work/out"
closed "no errors"
scan_to -v <&- >&- 2>&-
closed "none of them"
"$grantscan" rules check - <&- >"$work/out" 2>"$work/err"
same "input that is closed" 3 $?
holds "input that is closed: told" "$work/err" "standard input"

# ---- none left ---------------------------------------------------------------

# limited N ARGUMENT... Redirections first: the shell needs places for them.
limited() {
    (
        exec </dev/null >"$work/out" 2>"$work/err"
        # shellcheck disable=SC3045 # every shell that is some system's sh has it
        ulimit -n "$1" || exit 99
        shift
        exec "$grantscan" "$@"
    )
    status=$?
}

lines=$(wc -l <"$work/log")
for n in 8 9 10 11 12 13 14 15 16 17 18 19 20 30 40 60; do
    rm -f "$work/audit.json"
    limited "$n" scan --rules "$rules" --endpoint "$base" \
        --report json="$work/audit.json"
    same "$n descriptors: status" 4 "$status"
    holds "$n descriptors: told" "$work/err" "no file descriptors are left"
    same "$n descriptors: no report" no \
        "$([ -e "$work/audit.json" ] && echo yes || echo no)"
    same "$n descriptors: nothing printed" 0 "$(wc -c <"$work/out")"
done
same "no descriptors: nothing sent" "$lines" "$(wc -l <"$work/log")"
for n in 6 8 10; do
    limited "$n" report "$audit"
    same "report with $n descriptors" 4 "$status"
    holds "report with $n descriptors: told" "$work/err" "no file descriptors"
done
limited 12 report "$audit"
same "report with enough of them" 0 "$(wc -c <"$work/err")"
limited 80 scan --rules "$rules" --endpoint "$base" \
    --report json="$work/audit.json"
same "a scan with enough of them" "$with" "$status"

done_testing
