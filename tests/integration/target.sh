#!/bin/sh
# Everything a scan needs in one file: the nightly line names nothing else.
# shellcheck source=tests/integration/lib.sh
. "$(dirname "$0")/lib.sh"

# run ARGUMENT...: the program with just these; sets status.
run() {
    "$grantscan" "$@" >"$work/out" 2>"$work/err" </dev/null
    status=$?
}

# refused WHAT PATTERN: nothing was sent.
refused() {
    same "$1: exit status" 3 "$status"
    same "$1: nothing was sent" 0 "$(wc -l <"$work/log")"
    holds "$1" "$work/err" "$2"
}

user=$AUTOTASK_USERNAME secret=$AUTOTASK_SECRET
code=$AUTOTASK_INTEGRATION_CODE
unset AUTOTASK_USERNAME AUTOTASK_SECRET AUTOTASK_INTEGRATION_CODE
mkdir "$work/acme"
target=$work/acme/acme.json
cp "$rules" "$work/acme/rules.json"
printf 'AUTOTASK_USERNAME=%s\nAUTOTASK_SECRET=%s\nAUTOTASK_INTEGRATION_CODE=%s\n' \
    "$user" "$secret" "$code" >"$work/acme/key"
chmod 600 "$work/acme/key"

# write MEMBER...: the target with these members besides the usual ones.
write() {
    {
        echo '{"format": "grantscan-target/1", "name": "Acme GmbH",'
        echo '"owner": "Service desk", "purpose": "Tickets",'
        echo '"review": "2020-01-31", "provider": "autotask",'
        echo '"rules": ["./rules.json"], "endpoint": "'"$base"'",'
        echo '"output_dir": "out"'
        for member in "$@"; do printf ', %s\n' "$member"; done
        echo '}'
    } >"$target"
    chmod 600 "$target"
}

# ---- the nightly line ------------------------------------------------------

sim_start --tenant table
write '"credentials": {"file": "key"}' '"options": {"livelinks": true}'
run scan --target "$target" -q
same "a target alone" "1 " "$status $(cat "$work/out" "$work/err")"
same "its reports are beside it" "audit.json
junit.xml
report.html
worksheet.md" "$(ls "$work/acme/out")"
audit=$work/acme/out/audit.json
same "its name" "Acme GmbH" "$("$pick" "$audit" target.name)"
holds "its options" "$audit" livelinks
cp "$audit" "$work/audit.json"
same "an option that it switches on" "" \
    "$(verdicts | grep livelinks | grep option-off)"
holds "whose it is, and that nobody looked at it" "$audit" \
    'Owner: Service desk. Purpose: Tickets. The review of this target was due on 2020-01-31.'
lacks "no secret in what is written" "$audit" "$secret"
(cd "$work/acme" && AUTOTASK_SIM_TENANTS='' "$(readlink -f "$OLDPWD/$grantscan" ||
    echo "$grantscan")" plan --target acme.json) >"$work/out" 2>"$work/err"
holds "plan, in the folder of the target" "$work/out" 'nothing was sent'

# The command line wins.
sim_start --tenant table
run scan --target "$target" --option livelinks=no --name Other \
    --output-dir "$work/mine" -q
same "an option wins" 2 "$status"
same "a name wins" Other "$("$pick" "$work/mine/audit.json" target.name)"
cp "$work/mine/audit.json" "$work/audit.json"
same "an option of the rules wins" "skip option-off none" \
    "$(verdict admin.livelinks.manage)"

# Silent while nothing changes.
sim_start --tenant table
cp "$audit" "$work/acme/last.json"
write '"credentials": {"file": "key"}' '"baseline": "last.json"' \
    '"new_only": true' '"options": {"livelinks": true}'
run scan --target "$target" -q
same "nothing new" "0 " "$status $(cat "$work/out" "$work/err")"

# ---- where credentials come from -------------------------------------------

sim_start --tenant table
write '"credentials": {"environment": "ACME_"}'
AUTOTASK_USERNAME=$user AUTOTASK_SECRET=$secret \
    AUTOTASK_INTEGRATION_CODE=$code run scan --target "$target"
refused "a prefix: others do not count" 'ACME_AUTOTASK_SECRET is not set'
ACME_AUTOTASK_USERNAME=$user ACME_AUTOTASK_SECRET=$secret \
    ACME_AUTOTASK_INTEGRATION_CODE=$code run scan --target "$target" -q
same "a prefix" 2 "$status"
sim_start --tenant table
write '"credentials": {"environment": ""}'
AUTOTASK_USERNAME=$user AUTOTASK_SECRET=$secret \
    AUTOTASK_INTEGRATION_CODE=$code run scan --target "$target" -q
same "no prefix" 2 "$status"
write '"credentials": {"command": "env >'"$work/seen"'; cat '"$work/acme/key"'"}'
OTHER_AUTOTASK_SECRET=hush-hush run scan --target "$target" -q
same "a command" 2 "$status"
lacks "a command sees no other account's secret" "$work/seen" hush
holds "a command sees the rest" "$work/seen" '^PATH='
sim_start --tenant table
for mode in 660 602 622; do
    rm -f "$work/seen"
    chmod $mode "$target"
    run scan --target "$target"
    refused "a command that others choose ($mode)" 'others can write this file'
    same "a command that others choose ($mode) is not run" no \
        "$([ -e "$work/seen" ] && echo yes || echo no)"
done

# ---- what is refused -------------------------------------------------------

write '"secret": "hush-hush"'
run scan --target "$target"
refused "a secret" 'acme.json:[0-9]*:[0-9]*: "secret" looks like a credential'
lacks "a secret is not repeated" "$work/err" hush
write '"credentials": {"command": "echo AUTOTASK_SECRET=hush-hush"}'
run scan --target "$target"
refused "a secret in a command" 'this text sets AUTOTASK_SECRET'
lacks "a secret in a command is not repeated" "$work/err" hush
write '"ruels": []'
run scan --target "$target"
refused "a key that is none" 'acme.json:6:[0-9]*: unknown key "ruels" .*"rules"'
write '"subjects": {"staff": "all"}'
run plan --target "$target"
refused "subjects" 'the rules have no subject "staff" (they have none)'
write '"new_only": true'
run scan --target "$target"
refused "what only both can tell" '--new-only needs --baseline'
write '"baseline": "out/audit.json"'
run scan --target "$target"
refused "a report over an input" 'is an input of this run'
sed 's/"autotask"/"connectwise"/' "$target" >"$work/acme/other.json"
run plan --target "$work/acme/other.json" --rules "$rules"
refused "another provider" 'of provider "connectwise", the rules are for "auto'
run scan
refused "neither rules nor target" 'needs --rules FILE or --target FILE'

# ---- writing one -----------------------------------------------------------

run target new --rules "$work/acme/rules.json" --name New --option livelinks=yes \
    --credentials "$work/acme/key" --endpoint "$base" --timeout 30 \
    --report "html=$work/new.html" --excess fail
same "target new" "0 " "$status $(cat "$work/err")"
cp "$work/out" "$work/new.json"
for part in '"format":.*"grantscan-target/1"' '"livelinks":.*true' \
    '"project-writes":.*false' '"timeout":.*30' '"excess":.*"fail"' \
    '"provider":.*"autotask"' '"review":.*"20'; do
    holds "target new: what was given" "$work/new.json" "$part"
done
run scan --target "$work/new.json"
refused "until it is filled in" 'new.json:[0-9]*:[0-9]*: "owner" is empty'
sed 's/\("owner":\|"purpose":\).*/\1 "somebody",/' "$work/new.json" \
    >"$work/filled.json"
run scan --target "$work/filled.json" -q
same "filled in, it is scanned" 1 "$status"
holds "filled in, it is scanned" "$work/new.html" '<html'
run target new --name x
holds "target new without rules" "$work/err" '"target new" needs --rules FILE'

done_testing
