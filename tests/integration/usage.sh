#!/bin/sh
# The command line helps: usage on the right stream, what may have been meant,
# reports by their endings and in a folder, and what plan takes.
# shellcheck source=tests/integration/lib.sh
. "$(dirname "$0")/lib.sh"

# run ARGUMENT...: the program with just these; sets status.
run() {
    "$grantscan" "$@" >"$work/out" 2>"$work/err" </dev/null
    status=$?
}

# refused WHAT PATTERN: bad usage, said on standard error only.
refused() {
    same "$1: exit status" 3 "$status"
    same "$1: nothing on standard output" "" "$(cat "$work/out")"
    holds "$1" "$work/err" "$2"
}

# helped WHAT PATTERN: an answer on standard output only.
helped() {
    same "$1: exit status" 0 "$status"
    same "$1: nothing on standard error" "" "$(cat "$work/err")"
    holds "$1" "$work/out" "$2"
}

# ---- asked for help, and in need of it -------------------------------------

run
refused "no arguments" '^grantscan: a command is needed'
holds "no arguments: the usage" "$work/err" '^usage: grantscan COMMAND'
holds "no arguments: the commands" "$work/err" '^  rules show FILE '
lacks "no arguments: not all the options" "$work/err" '--timeout'
for group in rules attest target waive; do
    run $group
    refused "$group alone" "\"$group\" needs one more word"
    holds "$group alone: the usage" "$work/err" "^usage: grantscan $group "
    run $group --help
    helped "$group --help" "^usage: grantscan $group "
    holds "$group --help: its commands" "$work/out" "^  $group "
    lacks "$group --help: no others" "$work/out" '^  scan'
    run help $group
    helped "help $group" "^usage: grantscan $group "
done
run help
helped "help" '^usage: grantscan COMMAND'
cp "$work/out" "$work/help"
run --help
same "--help is the same" "" "$(cmp "$work/out" "$work/help" 2>&1)"
run help rules show
helped "help of a command" '^usage: grantscan rules show '
cp "$work/out" "$work/help"
run rules show --help
same "COMMAND --help is the same" "" "$(cmp "$work/out" "$work/help" 2>&1)"
run help nonsense
refused "help of nothing" 'unknown command "nonsense"'
run --version
helped "--version" '^grantscan [0-9]'
cp "$work/out" "$work/version"
run version
same "version is the same" "" "$(cmp "$work/out" "$work/version" 2>&1)"
run --version -v
helped "--version -v" '^commit [0-9a-f][0-9a-f]*$\|^commit unknown$'
for library in libcurl OpenSSL libxml2 cJSON; do
    holds "--version -v: $library" "$work/out" "^${library}[ /][0-9]"
done
cp "$work/out" "$work/version"
run version -v
same "version -v is the same" "" "$(cmp "$work/out" "$work/version" 2>&1)"

# Each command tells its own statuses; only a scan is interrupted.
for command in scan plan report evaluate diff 'target new' 'attest new' \
    'waive new' 'rules list' 'rules check' 'rules show' \
    'rules worksheet' 'rules import' completion help version; do
    # The words of a command are meant to be split.
    # shellcheck disable=SC2086
    run $command --help
    helped "$command --help" "^usage: grantscan $command "
    sed -n '/^exit status:/,$s/^  \([0-9]*\) .*/\1/p' "$work/out" |
        tr '\n' ' ' >"$work/statuses"
    case $command in
    scan | evaluate) wanted='0 1 2 3 4 130 ' ;;
    diff) wanted='0 1 2 3 4 ' ;;
    'rules import') wanted='0 1 3 4 ' ;;
    *) wanted='0 3 4 ' ;;
    esac
    same "$command --help: its exit statuses" "$wanted" \
        "$(cat "$work/statuses")"
done

# ---- what may have been meant ----------------------------------------------

run scna
refused "a command misspelled" 'did you mean scan?'
run rules shwo
refused "a second word misspelled" 'did you mean rules show?'
run scan horizon-autotask
refused "rules without their option" 'did you mean --rules horizon-autotask?'
run scan --password hunter2
refused "a password" 'credentials are never taken from the command line'
lacks "a password is not repeated" "$work/err" hunter2
run scan -rules "$rules"
refused "one dash" '-rules: write --rules'
run scan --rules "$rules" --timeout 30s
refused "a unit" '--timeout: 30s is not a number from 1 to 3600; write 30$'
run scan --rules "$rules" --max-req 3
refused "an abbreviation" '--max-req: write it in full, --max-requests'

# ---- reports ---------------------------------------------------------------

sim_start --tenant table
run scan --rules "$rules" --endpoint "$base" --report "$work/a.html" \
    --report "$work/b.xml" --report "$work/c.json" --report "$work/d.txt" \
    --report "$work/e.md" --report "text=$work/odd.html"
same "reports by their endings" 2 "$status"
holds "an ending: html" "$work/a.html" '<html'
holds "an ending: junit" "$work/b.xml" '<testsuites'
holds "an ending: json" "$work/c.json" '"format":.*"grantscan-audit/'
holds "an ending: text" "$work/d.txt" '^31 checks'
holds "an ending: worksheet" "$work/e.md" '^# Rights of the API user'
holds "a format that is named wins" "$work/odd.html" '^31 checks'
run report "$work/c.json" --report "$work/a=b.txt"
same "a name with a sign in it" 0 "$status"
holds "a name with a sign in it" "$work/a=b.txt" '^31 checks'
run report "$work/c.json" --report "$work/r.docx"
refused "an ending that nobody knows" 'its ending tells no format (formats: '

run scan --rules "$rules" --endpoint "$base" --output-dir "$work/set"
same "a folder of reports" "audit.json
junit.xml
report.html
worksheet.md" "$(ls "$work/set")"
same "a folder of reports is its owner's alone" drwx------ \
    "$(find "$work/set" -maxdepth 0 -printf '%M\n' 2>/dev/null || echo drwx------)"
holds "and the summary is shown" "$work/out" '^31 checks'
run scan --rules "$rules" --endpoint "$base" --output-dir "$work/set" -q
same "a folder, and silence" "2 " "$status $(cat "$work/out" "$work/err")"
run report "$work/set/audit.json" --output-dir "$work/again" \
    --report junit="$work/again/junit.xml"
refused "two reports to a file of the folder" \
    '--output-dir: two reports cannot both go to'
run report "$work/set/audit.json" --output-dir "$work/set"
refused "a folder that holds the input" 'is an input of this run'
run report "$work/c.json" --output-dir "$work/none/set"
refused "a folder that cannot be made" '--output-dir: .* cannot be made'
run report "$work/c.json" --output-dir "$work/d.txt"
refused "a folder that is a file" '--output-dir: '

# ---- plan ------------------------------------------------------------------

: >"$work/log"
run plan --rules "$rules" --report "$work/none/r.html"
refused "plan names a report that cannot be written" '--report: .*/none/r.html'
run plan --rules "$rules" --output-dir "$work/planned"
helped "plan with a folder" 'nothing was sent'
same "plan makes no folder" no "$([ -e "$work/planned" ] && echo yes || echo no)"
run plan --rules "$rules" --report json="$work/planned.json"
helped "plan with a report" 'nothing was sent'
same "plan writes no report" no \
    "$([ -e "$work/planned.json" ] && echo yes || echo no)"
for option in '--timeout 3' '--max-time 3' '--max-requests 3' '--max-usage 3' \
    '--attest x' '--waive x' '--baseline x' '--new-only' '--excess fail' \
    '--fail-on required' '--name x' '--cacert x' --verbose --quiet; do
    # An option and its value are meant to be split.
    # shellcheck disable=SC2086
    run plan --rules "$rules" $option
    refused "plan $option" 'is no option of "plan", but of: .*scan'
done
same "nothing was sent" 0 "$(wc -l <"$work/log")"

done_testing
