#!/bin/sh
# The terminal: its width, whole words, plain spaces, ASCII where it knows no
# more, no escapes where it is dumb, and progress that only goes on.
# shellcheck source=tests/integration/lib.sh
. "$(dirname "$0")/lib.sh"

typist=${TYPIST:-./typist}
escape=$(printf '\033')
unset LC_ALL LC_CTYPE
export LANG=C.UTF-8 TERM=xterm

# at COLUMNS ARGUMENT...: the program at a terminal of that width.
at() {
    columns=$1
    shift
    "$typist" --columns "$columns" "$grantscan" "$@" 2>/dev/null |
        tr -d '\r' >"$work/out"
}

# widest: the columns of the longest line.
widest() {
    sed 's/[^ -~]/x/g' "$work/out" | awk '
        length($0) > most { most = length($0) } END { print most }'
}

# within WHAT LEAST MOST
within() {
    got=$(widest)
    same "$1: $got columns" yes \
        "$([ "$got" -ge "$2" ] && [ "$got" -le "$3" ] && echo yes)"
}

sim_start --tenant table
scan --report text=/dev/null
cp "$work/audit.json" "$work/old.json"
sim_start --tenant mine
scan --report text=/dev/null
cp "$work/audit.json" "$work/new.json"
sim_start --tenant stripped
scan --report text=/dev/null
cp "$work/audit.json" "$work/kept.json"
for command in "report $work/kept.json" \
    "diff $work/old.json $work/new.json" "plan --rules $rules" \
    "rules show $rules" --help "scan --help"; do
    for columns in 60 80 100 140; do
        # The words of a command are meant to be split.
        # shellcheck disable=SC2086
        NO_COLOR=1 at "$columns" $command
        case $command in
        rules* | plan*) within "$command at $columns" 50 $((columns + 20)) ;;
        *) within "$command at $columns" $((columns - 20)) "$columns" ;;
        esac
    done
done
NO_COLOR=1 at 300 report "$work/kept.json"
within "not wider than 140" 120 140
NO_COLOR=1 at 20 report "$work/kept.json"
within "not narrower than 60" 45 60

# Whole words: each is one of those of a terminal that is wide enough.
NO_COLOR=1 at 140 report "$work/kept.json"
tr ' ' '\n' <"$work/out" | LC_ALL=C sort -u >"$work/words"
NO_COLOR=1 at 60 report "$work/kept.json"
same "no word is broken" "" "$(tr ' ' '\n' <"$work/out" | LC_ALL=C sort -u |
    LC_ALL=C comm -23 - "$work/words")"
lacks "plain spaces" "$work/out" "$(printf '\302\240')"
"$grantscan" report "$work/kept.json" >"$work/out"
lacks "plain spaces, where it is no terminal too" "$work/out" \
    "$(printf '\302\240')"

# What the marks mean, of those that occur.
"$grantscan" report "$work/kept.json" >"$work/out"
holds "a legend" "$work/out" '^  ?? unknown: .*; - skipped: '

# ---- ASCII, and escapes ----------------------------------------------------

sed 's/"title": "What/"title": "\\u201eWh\\u00e4t\\u201c \\u2192/' "$rules" \
    >"$work/odd.json"
at 80 rules show "$work/odd.json"
holds "UTF-8 where it is known" "$work/out" "$(printf '\342\206\222')"
for locale in C POSIX de_DE.ISO-8859-1 ''; do
    LANG=$locale at 80 rules show "$work/odd.json"
    holds "ASCII with LANG=$locale" "$work/out" '"Whaet" ->'
    same "ASCII alone with LANG=$locale" "" \
        "$(LC_ALL=C tr -d '\n -~' <"$work/out")"
    LANG=$locale at 80 report "$work/kept.json" --report worksheet=-
    same "a worksheet with LANG=$locale" "" \
        "$(LC_ALL=C tr -d '\n -~' <"$work/out")"
    LANG=$locale at 80 plan --rules "$(printf 'caf\303\251')"
    holds "a message with LANG=$locale" "$work/out" '"cafe"'
done
LC_ALL=C at 80 rules show "$work/odd.json"
holds "LC_ALL comes first" "$work/out" '"Whaet" ->'
"$grantscan" rules show "$work/odd.json" >"$work/out"
holds "no terminal: as it is" "$work/out" "$(printf '\342\206\222')"

# ---- progress --------------------------------------------------------------

sim_start --tenant table
at 80 scan --rules "$rules" --endpoint "$base"
holds "escapes where they are known" "$work/out" "$escape"
"$typist" "$grantscan" scan --rules "$rules" --endpoint "$base" 2>/dev/null |
    tr '\r' '\n' | sed -n "s/^$escape\[K\(.*: [0-9]*\) of [0-9]*.*/\1/p" \
    >"$work/steps"
same "there is progress" yes "$([ "$(wc -l <"$work/steps")" -gt 5 ] && echo yes)"
same "a stage is not come back to" "$(sed 's/:.*//' "$work/steps" | uniq)" \
    "$(sed 's/:.*//' "$work/steps" | awk '!seen[$0]++')"
same "a count does not go back" "" "$(awk -F': ' '
    $1 == stage && $2 <= n { print }
    { stage = $1; n = $2 }' "$work/steps")"
for term in dumb ''; do
    TERM=$term at 80 scan --rules "$rules" --endpoint "$base"
    lacks "TERM=$term: no escape" "$work/out" "$escape"
    holds "TERM=$term: the summary" "$work/out" '^31 checks'
done

done_testing
