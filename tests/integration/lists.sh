#!/bin/sh
# What can be named (rules list), and files to fill in: statements and waivers.
# shellcheck source=tests/integration/lib.sh
. "$(dirname "$0")/lib.sh"

# run ARGUMENT...: the program with just these; sets status.
run() {
    "$grantscan" "$@" >"$work/out" 2>"$work/err" </dev/null
    status=$?
}

# fill SED-PROGRAM: the template as a file that may load.
fill() {
    sed -e "$1" "$work/template.json" >"$work/filled.json"
}

# ---- rules by name ---------------------------------------------------------

run rules list
same "rules list" "0 " "$status $(cat "$work/err")"
holds "a row" "$work/out" \
    '^horizon-autotask  *Horizon  *autotask  *[0-9]*  *20[0-9-]*  *installed$'
lacks "no schema" "$work/out" schema
same "the source date and the rows are the file's" \
    "$(grep -c '"section":' "$rules") $(sed -n 's/.*"date": "\(.*\)".*/\1/p' \
        "$rules" | sort | tail -n 1)" \
    "$(sed -n 's/^horizon-autotask .* \([0-9][0-9]*\)  *\(20[0-9-]*\) .*/\1 \2/p' \
        "$work/out")"
run plan --rules horizon-autotask
same "a name, where it was built" 0 "$status"
run plan --rules horizon-autotsk
same "a name misspelled" 3 "$status"
holds "a name misspelled" "$work/err" 'did you mean "horizon-autotask"?'

mkdir -p "$work/mine/autotask" "$work/mine/elsewhere"
sed 's/"product": "[^"]*"/"product": "Backup"/' "$rules" \
    >"$work/mine/autotask/backup.json"
cp "$rules" "$work/mine/elsewhere/lost.json"
cp "$work/mine/autotask/backup.json" "$work/mine/horizon-autotask.json"
export GRANTSCAN_RULES="$work/mine"
run rules list
holds "the shelf" "$work/out" '^backup  *Backup  *autotask .*  shelf$'
holds "the first of two is found" "$work/out" \
    '^horizon-autotask  *Backup .* installed$'
lacks "no folder but the providers'" "$work/out" lost
sed '1d; s/ .*//' "$work/out" >"$work/names"
same "each once" '' "$(uniq -d "$work/names")"
same "in order" '' "$(LC_ALL=C sort "$work/names" | diff - "$work/names")"
for name in backup horizon-autotask horizon-connectwise horizon-google \
    horizon-microsoft365 horizon-zoho autotask/rewst connectwise/rewst; do
    holds "$name is listed" "$work/names" "^$name\$"
done
lacks "no name that means two" "$work/names" '^rewst$'
run plan --rules rewst
same "a name on two shelves" 3 "$status"
holds "a name on two shelves" "$work/err" \
    'on more than one shelf: write autotask/rewst or connectwise/rewst'
run plan --rules autotask/rewst
same "a name with its shelf" 0 "$status"
run plan --rules autotask/backup
same "a shelf that is told without need" 0 "$status"
run plan --rules connectwise/backup
same "the wrong shelf" 3 "$status"
run plan --rules backup
same "a name on the shelf" 0 "$status"
echo '{}' >"$work/mine/autotask/bad.json"
run rules list
same "a file with mistakes" 3 "$status"
holds "a file with mistakes is named" "$work/err" \
    'autotask/bad.json: mistakes: [0-9]*; "grantscan rules check '
holds "a file with mistakes: the others" "$work/out" '^backup '
unset GRANTSCAN_RULES

# ---- attest new ------------------------------------------------------------

run attest new --rules "$rules"
same "attest new" "0 " "$status $(cat "$work/err")"
same "attest new: two blanks a level, one value a line" "" \
    "$(grep -vE '^( {2}){0,3}("[a-z]+": (".*"|null|\[),?|[][{}]+,?)$' \
        "$work/out")"
holds "attest new: the type" "$work/out" '^      "type": "a whole number",$'
holds "attest new: a note" "$work/out" '^      "note": ""$'
cp "$work/out" "$work/template.json"
fill 's/"by": ""/"by": "Jane"/; /whole number/{n;s/null/50/;}; s/null/true/'
sim_start --tenant table
scan --attest "$work/filled.json"
same "attest new: filled in, it loads" 0 "$status"
fill 's/"by": ""/"by": "Jane"/; /whole number/{n;s/null/true/;}; s/null/true/'
scan --attest "$work/filled.json"
holds "a wrong value names its check" "$work/err" \
    'check "admin.webhooks.max" asks how many'
fill 's/null/true/'
scan --attest "$work/filled.json"
holds "nobody's name names the check" "$work/err" \
    '"by" is empty (check "api-user.impersonation")'
run attest new --rules "$rules" --option livelinks=yes
same "attest new takes an option" 0 "$status"
run attest new --rules "$rules" --option livelink=yes
same "attest new refuses one that is none" 3 "$status"
echo '{"format": "grantscan-target/1", "name": "a", "rules": ["'"$rules"'"]}' \
    >"$work/target.json"
run attest new --target "$work/target.json"
same "attest new for a target" 0 "$status"
holds "attest new for a target" "$work/out" '"check": "admin.webhooks.max"'

# Of an audit: what that left open, and nothing that it did not.
scan
run attest new "$work/audit.json" --rules "$rules"
same "attest new of an audit" "0 " "$status $(cat "$work/err")"
same "attest new of an audit: what it asks" \
    "$(verdicts | sed -n 's/ unknown needs-attestation.*//p' | sort)" \
    "$(sed -n 's/.*"check": "\(.*\)",/\1/p' "$work/out" | sort)"
run attest new "$work/audit.json" --rules "$top/tests/integration/ledger.json"
same "attest new of an audit by other rules" 3 "$status"
holds "attest new of an audit by other rules" "$work/err" 'by other rules'
run attest new "$work/none.json" --rules "$rules"
same "attest new of no audit" 3 "$status"

# ---- waive new -------------------------------------------------------------

sim_start --tenant stripped
scan --name Acme
same "a scan with failures" 1 "$status"
verdicts | sed -n 's/ fail .*//p' >"$work/failing"
run waive new "$work/audit.json"
same "waive new" "0 " "$status $(cat "$work/err")"
same "waive new: each that fails" "$(cat "$work/failing")" \
    "$(sed -n 's/.*"check": "\(.*\)",/\1/p' "$work/out" | LC_ALL=C sort)"
holds "waive new: what does not pass" "$work/out" '^      "about": "..*",$'
holds "waive new: for this target" "$work/out" '^      "target": "Acme"$'
cp "$work/out" "$work/template.json"
scan --name Acme --waive "$work/template.json"
same "waive new: not as it is" 3 "$status"
holds "waive new: what is missing names the check" "$work/err" \
    "\"reason\" is empty (check \"$(head -n 1 "$work/failing")\")"
fill 's/: ""/: "x"/'
sim_start --tenant stripped
scan --name Acme --waive "$work/filled.json"
lacks "waive new: filled in, nothing fails" "$work/out" 'exit 1'
same "waive new: filled in, none of them counts" 2 "$status"
run waive new "$work/audit.json"
same "waive new: what is waived needs none" "" \
    "$(sed -n 's/.*"check"://p' "$work/out")"
one=$(head -n 1 "$work/failing")
excess=$("$pick" "$work/audit.json" 'excess[*]' id | head -n 1)
run waive new "$work/audit.json" "$one" "$excess"
same "waive new: those that are named" "$one
$excess" "$(sed -n 's/.*"check": "\(.*\)",/\1/p' "$work/out")"
run waive new "$work/audit.json" "${one%?}"
same "waive new: a name that is none" "3 " "$status $(cat "$work/out")"
holds "waive new: a name that is none" "$work/err" "did you mean \"$one\"?"

done_testing
