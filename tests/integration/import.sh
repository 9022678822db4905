#!/bin/sh
# rules import by its command line: forms, providers, columns, what is said of
# every line, exit statuses, and a page compared with rules of before.
# shellcheck source=tests/integration/lib.sh
. "$(dirname "$0")/lib.sh"

cases=$top/tests/cases/import

# import STATUS ARGUMENT...: its exit status has to be that.
import() {
    wanted=$1
    shift
    "$grantscan" rules import "$@" >"$work/out" 2>"$work/err" </dev/null
    same "rules import $*: exit status" "$wanted" $?
}

# ---- exit statuses ---------------------------------------------------------------

import 0 "$cases/connectwise/n-able-rmm.md" --provider connectwise
cp "$work/out" "$work/rules.json"
"$grantscan" rules check "$work/rules.json" >/dev/null
same "the file is good" 0 $?
holds "what to set" "$work/rules.json" \
    '"Company Maintenance: set Inquire to All."'
import 1 "$cases/boxes.md" --provider autotask
holds "a question, with its line" "$work/err" \
    'boxes.md:5: question: Security Levels > Service Desk: is "Can edit Status'
holds "the rows add up" "$work/err" \
    '3 made rules, 1 ask for nothing, 6 left questions, 1 headings, 0 prose$'
printf 'Nothing here.\n\n| Price | Seats |\n|---|---|\n| 1 | 2 |\n' \
    >"$work/none.md"
import 3 "$work/none.md" --provider autotask
same "and no file" "" "$(cat "$work/out")"
holds "it is said" "$work/err" 'nothing could be mapped'
holds "and what was left out" "$work/err" '3 prose: 1, 3, 5$'
import 3 "$work/missing.md" --provider autotask
import 3 "$work/none.md" --provider none
holds "which providers there are" "$work/err" 'autotask, connectwise'
import 3 "$work/none.md" --provider autotask --column object
holds "which roles there are" "$work/err" 'section, object, level'

# ---- whose words these are -------------------------------------------------------

import 0 "$cases/connectwise/rewst.md"
same "ConnectWise's" connectwise "$("$pick" "$work/out" provider)"
import 1 "$cases/autotask/crayon.md"
same "Autotask's" autotask "$("$pick" "$work/out" provider)"
printf '| Object | Add |\n|---|---|\n| Contacts | All |\n' >"$work/either.md"
import 3 "$work/either.md"
holds "anybody's" "$work/err" 'several providers would fit'
import 3 "$work/none.md"
holds "nobody's" "$work/err" 'no right of any provider is named'

# ---- forms ------------------------------------------------------------------------

import 1 "$cases/page.html" --provider autotask
import 0 "$cases/values.csv" --provider autotask
for form in values.tsv page.html contest.md; do
    provider=autotask
    case $form in *.tsv) provider=connectwise ;; esac
    "$grantscan" rules import - --provider $provider <"$cases/$form" \
        >"$work/1" 2>"$work/err"
    import 1 "$cases/$form" --provider $provider
    same "$form from standard input" \
        "$("$pick" "$work/out" 'rules[*]' id level)" \
        "$("$pick" "$work/1" 'rules[*]' id level)"
done

# ---- columns ------------------------------------------------------------------------

import 1 "$cases/contest.md" --provider autotask
lacks "two columns for the object: no right" "$work/out" '"grants"'
import 1 "$cases/contest.md" --provider autotask --column object=Description
holds "one of them chosen" "$work/out" '"entity":."ProjectNotes"'
import 3 "$cases/contest.md" --provider autotask --column objct=Description
holds "a role that is none" "$work/err" 'no column has such a role'
import 3 "$cases/contest.md" --provider autotask --column object=Descripton
holds "a heading that is none" "$work/err" 'no table has that heading'
import 1 "$cases/contest.md" --provider autotask --column none=Object \
    --column object=Description --column none=Create
lacks "and others left out" "$work/out" '"section":."Projects"'

# ---- what is shown comes back ---------------------------------------------------

for file in "$rules" "$top/rules/connectwise/n-able-n-central.json"; do
    "$grantscan" rules show --format markdown "$file" >"$work/shown.md"
    import 0 "$work/shown.md"
    cp "$work/out" "$work/again.json"
    "$grantscan" rules show --format markdown "$work/again.json" >"$work/again.md"
    same "$file, shown and imported" "$(cat "$work/shown.md")" \
        "$(cat "$work/again.md")"
done

# ---- a page of today beside rules of before ---------------------------------------

import 0 "$cases/connectwise/n-able-rmm.md" --provider connectwise \
    --check "$work/rules.json"
same "nothing changed" "" "$(cat "$work/out")"
sed 's/| API Reports | None |/| API Reports | All |/; /Time Entry/d' \
    "$cases/connectwise/n-able-rmm.md" >"$work/later.md"
import 1 "$work/later.md" --provider connectwise --check "$work/rules.json"
same "what changed" \
    "+ system.api-reports.add: Add of System/API Reports: All
- time.time-entry.add: Add of Time & Expense/Time Entry: All
- time.time-entry.delete: Delete of Time & Expense/Time Entry: All
- time.time-entry.inquire: Inquire of Time & Expense/Time Entry: All" \
    "$(cat "$work/out")"
import 3 "$work/later.md" --provider connectwise --check "$rules"
holds "rules of another provider" "$work/err" 'is of another provider'
import 3 "$work/later.md" --provider connectwise --check "$work/none.json"

# ---- no more memory than it takes ---------------------------------------------------

# A page at the limit, within 100 MB.
awk 'BEGIN {
    print "| Object | View | Add | Edit | Delete |"
    print "|---|---|---|---|---|"
    for (i = 0; i < 990; i++) {
        printf "| Tickets, Contacts, Companies | "
        for (k = 0; k < 100; k++)
            printf "View All * "
        print "| All | Yes | " i " words that say nothing * |"
    }
}' | head -c 2000000 >"$work/large.md"
# Sanitizers want more addresses than there is memory.
# shellcheck disable=SC3045 # where there is none, nothing is limited
if (ulimit -v 100000 && "$grantscan" --version) >/dev/null 2>&1; then
    (
        # shellcheck disable=SC3045
        ulimit -v 100000
        "$grantscan" rules import "$work/large.md" --provider autotask \
            >"$work/out" 2>"$work/err"
    )
    same "a large page in 100 MB" 1 $?
    holds "read to its end" "$work/err" 'large.md:99[0-9]: question'
fi
done_testing
