#!/bin/sh
# At a terminal, and only there, credentials that are missing are asked for, and
# what is typed is not seen, kept or left behind.
# shellcheck source=tests/integration/lib.sh
. "$(dirname "$0")/lib.sh"

typist=${TYPIST:-./typist}
user=$AUTOTASK_USERNAME secret=$AUTOTASK_SECRET
code=$AUTOTASK_INTEGRATION_CODE
unset AUTOTASK_USERNAME AUTOTASK_SECRET AUTOTASK_INTEGRATION_CODE

# typed ARGUMENT...: a scan by somebody at a terminal; sets seen.
typed() {
    rm -f "$work/audit.json"
    "$typist" "$@" "$grantscan" scan --rules "$rules" --endpoint "$base" \
        --report json="$work/audit.json" >"$work/out" 2>"$work/err"
    seen=$(tail -n 1 "$work/err")
}

sim_start --tenant table
typed --type "$user" --type "$secret" --type "$code"
same "asked for and given" "status 2, echo on" "$seen"
for name in AUTOTASK_USERNAME AUTOTASK_SECRET AUTOTASK_INTEGRATION_CODE; do
    holds "each is asked for" "$work/out" "$name, .*: "
done
lacks "what is typed is not seen: secret" "$work/out" "$secret"
lacks "what is typed is not seen: code" "$work/out" "$code"
lacks "what is typed is not seen: user" "$work/out" "$user"
same "and it was used" "pass granted declared" "$(verdict api-user.login)"
lacks "and is not in the audit" "$work/audit.json" "$secret"

# Only what is missing.
sim_start --tenant table
AUTOTASK_USERNAME=$user AUTOTASK_INTEGRATION_CODE=$code typed --type "$secret"
same "only what is missing" "status 2, echo on" "$seen"
lacks "what is there is not asked for" "$work/out" AUTOTASK_USERNAME

sim_start --tenant table
AUTOTASK_USERNAME=$user typed --type "" --type "$code"
same "an empty answer" "status 3, echo on" "$seen"
holds "an empty answer" "$work/out" 'AUTOTASK_SECRET is not set'
same "an empty answer: nothing was sent" 0 "$(wc -l <"$work/log")"
AUTOTASK_USERNAME=$user AUTOTASK_INTEGRATION_CODE=$code typed \
    --type "$(printf 'a\001b')"
same "a control character" "status 3, echo on" "$seen"

# Interrupted in the middle of a question the terminal is as it was.
AUTOTASK_USERNAME=$user typed --type '^C'
same "interrupted" "status 130, echo on" "$seen"
AUTOTASK_USERNAME=$user typed --type "^$(printf '\134')"
same "quit" "status 131, echo on" "$seen"
AUTOTASK_USERNAME=$user typed --type '^D'
same "the end of what is typed" "status 3, echo on" "$seen"
same "and nothing was sent" 0 "$(wc -l <"$work/log")"

# Not at a terminal: said, and not asked.
"$typist" --type x sh -c '"$@" </dev/null' - "$grantscan" scan \
    --rules "$rules" --endpoint "$base" >"$work/out" 2>"$work/err"
holds "no terminal to read" "$work/out" 'AUTOTASK_SECRET is not set'
lacks "no terminal to read" "$work/out" 'AUTOTASK_SECRET, '
"$typist" --type x "$grantscan" scan -q --rules "$rules" --endpoint "$base" \
    >"$work/out" 2>"$work/err"
holds "-q asks nobody" "$work/out" 'AUTOTASK_SECRET is not set'
lacks "-q asks nobody" "$work/out" 'AUTOTASK_SECRET, '

done_testing
