#!/bin/sh
# Several vendors on one API user: each rules file judged by itself, excess
# against all of them, who needs what, and names that say whose.
# shellcheck source=tests/integration/lib.sh
. "$(dirname "$0")/lib.sh"

ledger=$(dirname "$0")/ledger.json

run() {
    "$grantscan" "$@" >"$work/out" 2>"$work/err" </dev/null
    status=$?
}

at() {
    "$pick" "$work/audit.json" "$@"
}

# of RULES: "id verdict reason" of each finding of that file.
of() {
    at 'findings[*]' rules id verdict reason detail | grep "^$1	" | cut -f 2-
}

day() {
    date -u -d "$1" +%Y-%m-%d
}

# ---- judged per file ---------------------------------------------------------

sim_start --tenant mine
scan
at 'findings[*]' id verdict reason detail >"$work/horizon"
at 'excess[*]' id >"$work/excess-horizon"
alone=$(at requests)
"$grantscan" scan --rules "$ledger" --endpoint "$base" --quiet \
    --report json="$work/audit.json" </dev/null
at 'findings[*]' id verdict reason detail >"$work/ledger"
at 'excess[*]' id >"$work/excess-ledger"
scan --rules "$ledger" --report junit="$work/junit.xml" \
    --report text="$work/text" --report html="$work/page.html" \
    --report worksheet="$work/sheet"
same "two files: exit status" 1 "$status"
same "Horizon as if alone" "$(cat "$work/horizon")" "$(of horizon-autotask)"
same "Ledger as if alone" "$(cat "$work/ledger")" "$(of ledger)"
same "excess is what neither asks for or tolerates" \
    "$(LC_ALL=C sort "$work/excess-horizon" >"$work/1" &&
        LC_ALL=C sort "$work/excess-ledger" | LC_ALL=C comm -12 "$work/1" -)" \
    "$(at 'excess[*]' id | LC_ALL=C sort)"
same "and one file more costs one read more" $((alone + 1)) "$(at requests)"
same "the whole" "horizon-autotask+ledger" "$(at rules id)"
same "the parts" "horizon-autotask ledger" \
    "$(at 'rulesets[*]' id | tr '\n' ' ' | sed 's/ $//')"
same "each with its verdict" "not-compliant not-compliant" \
    "$(at 'rulesets[*]' outcome | tr '\n' ' ' | sed 's/ $//')"
same "no testcase twice" "" "$(grep -o '<testcase name=[^>]* classname="[^"]*"' \
    "$work/junit.xml" | sort | uniq -d)"
holds "JUnit: a suite of the one" "$work/junit.xml" \
    '<testsuite name="Horizon: Service Desk"'
holds "JUnit: and of the other" "$work/junit.xml" \
    'classname="grantscan.[^".]*.ledger.service-desk"'
for schema in junit-10 JUnit-windyroad; do
    have xmllint && xmllint --noout --schema "$top/tests/schemas/$schema.xsd" \
        "$work/junit.xml" 2>"$work/said"
    same "JUnit is valid by $schema" 0 $?
done
for file in text page.html; do
    holds "$file: who needs what" "$work/$file" 'Who needs what'
    holds "$file: both" "$work/$file" 'Horizon and Ledger'
    holds "$file: Ledger's features" "$work/$file" 'Billing run'
    holds "$file: names say whose" "$work/$file" 'ledger:service-desk.tickets'
done
holds "worksheet: one box for both" "$work/sheet" 'Tickets.*for Horizon, Ledger$'
size=$(wc -c <"$work/page.html")
if [ "$size" -lt 200000 ]; then
    checked=$((checked + 1))
else
    bad "the page of two products has $size bytes"
fi

# The other order of files gives the same verdicts.
at 'findings[*]' rules id verdict | sort >"$work/there"
at 'excess[*]' id >"$work/excess-there"
"$grantscan" scan --rules "$ledger" --rules "$rules" --endpoint "$base" \
    --quiet --report json="$work/audit.json" </dev/null
same "files the other way round" "$(cat "$work/there")" \
    "$(at 'findings[*]' rules id verdict | sort)"
same "and the same excess" "$(cat "$work/excess-there")" "$(at 'excess[*]' id)"

# ---- what the other file asks for is no excess --------------------------------

sim_start --tenant table --set securityLevel.entities.Invoices.view=All \
    --set securityLevel.entities.ContractBlocks.view=All
scan
same "Horizon alone: held without need" \
    "excess.Invoices.view excess.ContractBlocks.view" \
    "$(at 'excess[*]' id | tr '\n' ' ' | sed 's/ $//')"
scan --rules "$ledger" --excess fail
same "with Ledger: asked for, or tolerated" "" "$(at 'excess[*]' id)"
same "Ledger's feature works" works \
    "$(at 'features[id=billing]' state)"

# ---- options, statements, waivers, of one file ---------------------------------

run plan --rules "$rules" --rules "$ledger"
same "plan for both" 0 "$status"
holds "it reads what the other needs" "$work/out" 'POST V1.0/Invoices/query'
same "in 80 columns" "" "$(awk 'length($0) > 80' "$work/out")"
scan --rules "$ledger" --option project-writes=yes
same "an option that both have: refused" 3 "$status"
holds "it is said how to say which" "$work/err" 'ledger:project-writes'
scan --rules "$ledger" --option ledger:project-writes=yes
same "an option of one file" "skip fail" \
    "$(at 'findings[id=projects.projects.edit]' verdict | tr '\n' ' ' |
        sed 's/ $//')"
cat >"$work/attest.json" <<END
{"attestations": [
  {"check": "admin.webhooks.max", "value": 50, "by": "Ann",
   "on": "$(day '-1 days')", "expires": "$(day '+9 days')"},
  {"check": "horizon-autotask:api-user.impersonation", "value": true,
   "by": "Ann", "on": "$(day '-1 days')", "expires": "$(day '+9 days')"}]}
END
scan --rules "$ledger" --attest "$work/attest.json"
same "a statement speaks for one product" "pass unknown" \
    "$(at 'findings[id=api-user.impersonation]' verdict | tr '\n' ' ' |
        sed 's/ $//')"
sed 's/horizon-autotask://' "$work/attest.json" >"$work/vague.json"
scan --rules "$ledger" --attest "$work/vague.json"
same "a statement about either: refused" 3 "$status"
cat >"$work/waive.json" <<END
{"waivers": [{"check": "ledger:contracts.invoices.view", "reason": "r",
  "owner": "o", "approver": "a", "ticket": "t", "expires": "$(day '+50 days')"},
 {"check": "ledger:api-user.impersonation", "reason": "r", "owner": "o",
  "approver": "a", "ticket": "t", "expires": "$(day '+50 days')"}]}
END
sim_start --tenant table
scan --rules "$ledger" --attest "$work/attest.json" --waive "$work/waive.json"
same "waived for one product: exit status" 0 "$status"
same "a waiver grants nothing: the feature breaks" breaks \
    "$(at 'features[id=billing]' state)"
same "both waivers are in force" "active active" \
    "$(at 'waivers[*]' state | tr '\n' ' ' | sed 's/ $//')"
cp "$work/audit.json" "$work/both.json"

# ---- later -----------------------------------------------------------------------

for format in text html junit json worksheet; do
    run report "$work/both.json" --report "$format=$work/again"
    same "rendered again as $format" 0 "$status"
done
same "the record is the same bytes" "$(sha256sum <"$work/both.json")" \
    "$("$grantscan" report "$work/both.json" --report json=- | sha256sum)"
scan
cp "$work/audit.json" "$work/one.json"
run diff "$work/one.json" "$work/both.json"
holds "a product more" "$work/out" 'ledger:contracts.invoices.view'
lacks "but the same account" "$work/out" 'identity'
run evaluate "$work/one.json" --rules "$rules" --rules "$ledger" \
    --report json="$work/audit.json" --quiet
same "judged again by both" 1 "$status"
same "by metadata, which was there" "fail not-granted declared" \
    "$(verdict contracts.invoices.view)"
run rules worksheet "$rules" "$ledger"
same "a worksheet for both, without a scan" 0 "$status"
holds "with both products" "$work/out" 'for Horizon and Ledger'
run attest new --rules "$rules" --rules "$ledger"
holds "a template says whose" "$work/out" '"ledger:api-user.impersonation"'

# An audit of another format is refused with a sentence that says so.
sim_start --tenant mine
scan
sed 's,grantscan-audit/2,grantscan-audit/1,' "$work/audit.json" \
    >"$work/before.json"
run report "$work/before.json" --report text=-
same "an audit of before is refused" 3 "$status"
holds "and it is said why" "$work/err" 'grantscan-audit/1'
lacks "nor another identity" "$work/audit.json" 'identity-changed'

# ---- mistakes ----------------------------------------------------------------------

scan --rules "$rules"
same "the same file twice: refused" 3 "$status"
holds "with the cause" "$work/err" 'two of the rules files have the id'
sed 's/"Invoices", "acc/"Invoces", "acc/' "$ledger" >"$work/wrong.json"
sed 's/"feature": "billing"/"feature": "biling"/' "$ledger" >"$work/wrong2.json"
run scan --rules "$work/wrong.json" --rules "$work/wrong2.json"
same "mistakes: refused" 3 "$status"
holds "of the one file" "$work/err" 'wrong.json:.*did you mean "Invoices"'
holds "and of the other" "$work/err" 'wrong2.json:.*did you mean "billing"'
run plan --rules - --rules -
same "standard input can be read once" 3 "$status"

# An imported table is a vendor's rules file like any other.
run rules import "$top/tests/cases/import/second.md" --provider autotask
cp "$work/out" "$work/imported.json"
scan --rules "$work/imported.json"
same "with an imported table" "" "$(at 'findings[*]' rules | sort -u |
    grep -vx -e horizon-autotask -e "$("$pick" "$work/imported.json" id)")"
same "whose rules name no feature: the product as a whole" 1 \
    "$(at 'features[*]' title | grep -c 'as a whole$')"
printf '| Section | Object | Level |\n|---|---|---|\n%s\n' \
    '| CRM | Contacts | View: All, Delete (never) |' >"$work/never.md"
run rules import "$work/never.md" --provider autotask
lacks "what is never to be granted is not asked for" "$work/out" '"delete"'

done_testing
