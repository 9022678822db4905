#!/bin/sh
# What comes from a file name, an argument, an input or a server steers no
# terminal and begins no line that looks like one of the program's own.
# shellcheck source=tests/integration/lib.sh
. "$(dirname "$0")/lib.sh"

# Clears the screen, turns the text around, goes back, ends the line, and says
# that all is well.
bad_text=$(printf 'x\033[2J\342\200\256\302\233\b\r\ngrantscan: all is well')
folder=$work/$bad_text
mkdir "$folder"

# tame WHAT FILE: no byte or character of those, and no line that was faked.
tame() {
    checked=$((checked + 1))
    LC_ALL=C tr -d '\n\t\040-\176\200-\377' <"$2" >"$work/control"
    if [ -s "$work/control" ]; then
        bad "$1: control characters"
        LC_ALL=C cat -v "$2" | head -n 5
    fi
    lacks "$1: a C1 control" "$2" "$(printf '\302\233')"
    lacks "$1: text that is turned around" "$2" "$(printf '\342\200\256')"
    lacks "$1: a line of its own" "$2" '^grantscan: all is well'
    lacks "$1: a line of its own" "$2" '^| *all is well'
    holds "$1: the text is there, made harmless" "$2" 'all is well'
}

# said WHAT ARGUMENT...: both outputs of the program together are tame.
said() {
    what=$1
    shift
    "$grantscan" "$@" >"$work/out" 2>"$work/err" </dev/null
    cat "$work/out" "$work/err" >"$work/both"
    tame "$what" "$work/both"
}

# ---- arguments and file names ----------------------------------------------

said "a command" "$bad_text"
said "an option" plan "--$bad_text"
said "a value" scan --timeout "$bad_text"
said "an option of the rules" plan --rules "$rules" --option "$bad_text=yes"
said "an endpoint" plan --rules "$rules" --endpoint "https://e.test/$bad_text"
said "rules by name" plan --rules "$bad_text"
said "a report" scan --rules "$rules" --report "$bad_text=-"
said "a folder that is missing" scan --rules "$rules" \
    --report "json=$folder/none/r"
said "two reports" scan --rules "$rules" --report "json=$folder/r" \
    --report "text=$folder/r"
said "a link to nothing" scan --rules "$rules" --report "json=$folder"
said "a provider" rules import --provider "$bad_text" "$rules"
for command in "rules check" "rules show" "rules worksheet" report; do
    # The words of a command are meant to be split.
    # shellcheck disable=SC2086
    said "$command: a missing file" $command "$folder/none.json"
    echo '{"format": 1}' >"$folder/bad.json"
    # shellcheck disable=SC2086
    said "$command: a bad file" $command "$folder/bad.json"
done
cp "$rules" "$folder/good.json"
said "rules check: a good file" rules check "$folder/good.json"
said "diff" diff "$folder/none.json" "$folder/bad.json"
printf '| Section | Object | Required level |\n|---|---|---|\n| a | Tikets | All |\n' \
    >"$folder/table.md"
said "rules import" rules import --provider autotask "$folder/table.md"

# ---- what files say --------------------------------------------------------

# In JSON, so that nothing of it is raw in the file.
escaped='x\u001b[2J\u202e\u009b\b\r\ngrantscan: all is well\n| all is well |'
as_written=$(printf '%s' "$escaped" | sed 's/\\/\\\\/g')
said_by=
for member in title version section object why; do
    said_by="$said_by; s/\"$member\": \"/&$as_written /"
done
sed "${said_by#; }" "$rules" >"$work/hostile.json"
said "rules check" rules check "$work/hostile.json"
same "rules check: they are good rules" "" "$(cat "$work/err")"
said "rules show --format markdown" rules show --format markdown \
    "$work/hostile.json"
said "rules show" rules show "$work/hostile.json"
said "rules worksheet" rules worksheet "$work/hostile.json"
sed "s/\"need\": \"/&$as_written/" "$rules" >"$work/wrong.json"
said "a word that is none" rules check "$work/wrong.json"
said "a word that is none, told of a scan" scan --rules "$work/wrong.json"

# ---- what a server says ----------------------------------------------------

sim_start --tenant table --set 'faults=[{"path":"Companies/query","times":-1,
    "status":500,"body":"{\"errors\":[\"'"$(printf '%s' "$escaped" |
    sed 's/\\/\\\\\\\\/g')"'\"]}"}]'
said "-v" scan -v --rules "$rules" --endpoint "$base" \
    --name "$bad_text" --report json="$work/audit.json"
same "-v: each exchange is one line" 0 \
    "$(grep -vc '^grantscan: ' "$work/err")"
said "the report" report "$work/audit.json"
said "diff of audits" diff --format json "$work/audit.json" "$work/audit.json"
said "the worksheet" report "$work/audit.json" --report worksheet=-

done_testing
