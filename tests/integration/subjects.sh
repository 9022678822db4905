#!/bin/sh
# Reads on people who are named for it: said on the command line or in a target
# file, told in every report, and nowhere by their whole name.
# shellcheck source=tests/integration/lib.sh
. "$(dirname "$0")/lib.sh"

# run ARGUMENT...: the program with just these; sets status.
run() {
    "$grantscan" "$@" >"$work/out" 2>"$work/err" </dev/null
    status=$?
}

# refused WHAT PATTERN: nothing was sent, and nobody named.
refused() {
    same "$1: exit status" 3 "$status"
    same "$1: nothing was sent" 0 "$(wc -l <"$work/log")"
    holds "$1" "$work/err" "$2"
    lacks "$1: nobody is named" "$work/err" 'anna\|berta'
}

# Rules that no provider of this version looks at; what they ask is unknown.
rules=$work/rules.json
cat >"$rules" <<'END'
{"format": "grantscan-rules/1", "id": "reach", "title": "Reach",
 "version": "1", "provider": "autotask", "product": "P",
 "sources": [{"id": "s", "title": "S", "date": "2026-01-01"}],
 "subjects": [
  {"name": "technician", "many": true, "about": "Whose calendar is read."},
  {"name": "outsider", "about": "Whose calendar nobody may read."}],
 "rules": [{"id": "reach", "section": "Reach", "object": "Mailboxes",
  "level": "All", "why": "W", "degrades": "D", "need": "required",
  "source": "s", "screen": "Admin", "fix": "F", "checks": [
   {"access": "login", "facts": [{"fact": "login"}]},
   {"access": "reached", "reaches": ["technician"]},
   {"access": "spared", "spares": ["outsider"]}]}]}
END
anna=technician=anna@acme.example
berta=technician=berta@acme.example

# ---- rules -----------------------------------------------------------------

run rules check "$rules"
same "rules check" 0 "$status"
holds "rules check" "$work/out" 'features: 1, subjects: 2)'
run rules show "$rules"
holds "rules show" "$work/out" '^  technician (one or several)'
holds "rules show" "$work/out" '^    Whose calendar nobody may read\.'
run rules show --format markdown "$rules"
# shellcheck disable=SC2016 # for the other program
holds "rules show: Markdown" "$work/out" '^- `outsider` = one: Whose calendar'
# shellcheck disable=SC2016
holds "rules show: a check" "$work/out" '^- `reach.reached`: reaches "technician"'
# shellcheck disable=SC2016
holds "rules show: a check" "$work/out" '^- `reach.spared`: spares "outsider"'
run rules worksheet --subject "$anna" "$rules"
same "rules worksheet" 0 "$status"
holds "rules worksheet" "$work/out" 'Mailboxes.*Reached'
run attest new --rules "$rules"
holds "attest new" "$work/out" 'Mailboxes, reached: is every technician reached?'
holds "attest new" "$work/out" 'the outsider not reached? A scan with --subject outsider=VALUE'
run attest new --rules "$rules" --subject "$anna"
lacks "attest new: who is named is tried" "$work/out" technician
sim_start --tenant full
scan
run attest new "$work/audit.json" --rules "$rules"
holds "attest new of an audit" "$work/out" 'is every technician reached?'
run attest new "$work/audit.json" --rules "$rules" --subject "$anna"
lacks "attest new of an audit: who is named is tried" "$work/out" technician

# ---- what is refused -------------------------------------------------------

sim_start --tenant full
for words in "anna@acme.example:as NAME=VALUE" \
    "technican=anna@acme.example:did you mean \"technician\".*outsider" \
    "technician=:the value is empty" \
    "outsider=:the value is empty"; do
    run scan --rules "$rules" --endpoint "$base" --subject "${words%%:*}"
    refused "--subject ${words%%:*}" "${words#*:}"
done
run scan --rules "$rules" --endpoint "$base" --subject "$anna" \
    --subject "technician=ANNA@acme.example"
refused "the same twice" 'technician.*is given twice'
run scan --rules "$rules" --endpoint "$base" --subject outsider=a@x \
    --subject outsider=b@x
refused "two where there is one" '"outsider" is one'
run evaluate --rules "$rules" --subject "$anna" audit.json
refused "evaluate takes none" '--subject is no option of "evaluate"'

# ---- a scan ----------------------------------------------------------------

# shellcheck disable=SC2119 # none
scan
same "nobody is named" "unknown needs-subject none" "$(verdict reach.reached)"
same "nobody is named" "unknown needs-subject none" "$(verdict reach.spared)"
same "nobody is named: exit status" 2 "$status"
cp "$work/audit.json" "$work/none.json"

scan -v --subject "$anna" --subject "$berta" \
    --report text="$work/a.txt" --report html="$work/a.html" \
    --report junit="$work/a.xml" --report worksheet="$work/a.md"
same "named" "unknown not-probed none" "$(verdict reach.reached)"
same "who is recorded" 'technician	["***@acme.example","be***@acme.example"]' \
    "$("$pick" "$work/audit.json" 'subjects[name=technician]' name given)"
holds "text" "$work/a.txt" 'Tried on *technician: \*\*\*@acme.example, be'
holds "html" "$work/a.html" 'Tried on'
holds "junit" "$work/a.xml" 'name="subject.outsider" value="nobody was named"'
for file in audit.json a.txt a.html a.xml a.md err out; do
    lacks "$file names nobody" "$work/$file" 'anna\|berta'
done
run plan --rules "$rules" --endpoint "$base" --subject "$anna" --subject "$berta"
holds "plan" "$work/out" '^  technician 2 (be\*\*\*@acme.example)'
holds "plan" "$work/out" 'outsider: nobody was named (--subject outsider=VALUE)'
lacks "plan names nobody" "$work/out" 'anna\|berta'

# ---- what is made of it later ----------------------------------------------

cp "$work/audit.json" "$work/two.json"
run evaluate --rules "$rules" --report json="$work/again.json" "$work/two.json"
same "judged again" "" "$(diff "$work/two.json" "$work/again.json" |
    grep '^[<>]' | grep -v '"Judged from\|"notes"\|\]')"
run diff "$work/none.json" "$work/two.json"
holds "diff" "$work/out" 'nobody, and now on 2 technicians'
run diff "$work/two.json" "$work/again.json"
lacks "diff of the same people" "$work/out" technicians
cat >"$work/attest.json" <<'END'
{"attestations": [{"check": "reach.reached", "value": true, "by": "Ann",
 "on": "2026-01-01", "expires": "2999-01-01"}]}
END
scan --attest "$work/attest.json"
same "stated" "pass attested attested" "$(verdict reach.reached)"

# ---- target files ----------------------------------------------------------

run target new --rules "$rules" --subject "$anna" --subject "$berta" \
    --subject outsider=chief@acme.example --endpoint "$base"
same "target new" 0 "$status"
sed 's/"name":[^,]*""/"name": "n"/; s/"owner":[^,]*""/"owner": "o"/
    s/"purpose":[^,]*""/"purpose": "p"/' "$work/out" >"$work/target.json"
run plan --target "$work/target.json"
same "target" 0 "$status"
holds "target" "$work/out" '^  technician 2 (be'
holds "target" "$work/out" '^  outsider 1 (ch'
run plan --target "$work/target.json" --subject technician=dora@acme.example
holds "the command line wins" "$work/out" '^  technician 1 (\*\*\*@acme'
lacks "the command line wins" "$work/out" 'technician 2'
holds "of its name alone" "$work/out" '^  outsider 1 (ch'

done_testing
