#!/bin/sh
# What the README shows from start to finish, typed as it stands there, says
# what it says there; and scans send as much as its table tells. Environment: as for lib.sh.
# shellcheck source=tests/integration/lib.sh
. "$(dirname "$0")/lib.sh"

mkdir "$work/build"
place() {
    ln -s "$(cd "$(dirname "$1")" && pwd)/$(basename "$1")" "$work/build/$2"
}
place "$grantscan" grantscan
place "$sim" autotask-sim
GRANTSCAN_RULES=$top/rules
export GRANTSCAN_RULES

# block N: the N-th block of code of the section.
block() {
    awk -v wanted="$1" '
        /^## / { inside = $0 == "## From start to finish"; next }
        inside && /^```/ { open = !open; n += open; next }
        inside && open && n == wanted' "$top/README.md"
}
block 1 >"$work/typed"
block 2 >"$work/told"
holds 'there is something to type' "$work/typed" 'grantscan scan'

cat >"$work/editor" <<'EOF2'
#!/bin/sh
exec sed -i -e '0,/null/s//50/' -e 's/null/true/' \
    -e 's/"by": ""/"by": "Ann"/' "$1"
EOF2
chmod +x "$work/editor"
unset AUTOTASK_USERNAME AUTOTASK_SECRET AUTOTASK_INTEGRATION_CODE
(cd "$work" && EDITOR=./editor sh ./typed) >"$work/out" 2>&1 </dev/null
same 'it ends well' 0 $?
lines=0
while read -r line; do
    lines=$((lines + 1))
    checked=$((checked + 1))
    grep -qF -e "$line" "$work/out" || bad "it does not say: $line"
done <"$work/told"
same 'lines that it says' 3 "$lines"

# What it says of each system in its table: the requests of a plan.
# plan SYSTEM RULES [OPTION...]
plan() {
    row=$1 name=$2
    shift 2
    told=$("$grantscan" plan --rules "$name" "$@" 2>"$work/err" |
        sed -n -E 's/^([0-9]+) requests, (no more|at most [0-9]+ more)[; ].*/\1, \2/p')
    holds "$row: $told" "$top/README.md" "^| $row.*| ${told:-?}[;,]"
}
export CONNECTWISE_SITE=na.myconnectwise.net
one='--subject technician=a@acme.example'
two='--subject technician=b@acme.example'
plan 'Autotask PSA' horizon-autotask
plan 'ConnectWise PSA' horizon-connectwise
# shellcheck disable=SC2086 # two words each
plan 'Microsoft 365, calendars' horizon-microsoft365 $one $two
# shellcheck disable=SC2086
plan 'Google Workspace, calendars' horizon-google $one \
    --subject administrator=c@acme.example
plan 'Zoho Desk' horizon-zoho
done_testing
