#!/bin/sh
# The manual pages pass mandoc's checks and tell of what the programs' own
# --help tells of: every option, command and exit status, and no others.
# shellcheck source=tests/lint/lib.sh
. "${srcdir:-.}/tests/lint/lib.sh"

command -v mandoc >/dev/null 2>&1 || skip 'mandoc is not here'

files -path './man/*.[1-9]' >"$work/pages"
while read -r page; do
    # Cross references are to pages that need not be installed here.
    mandoc -Tlint -Wstyle "$page" |
        grep -vE 'referenced manual not found|Mdocdate|mandoc[.]db' \
            >>"$work/complaints" || :
done <"$work/pages"
[ -s "$work/pages" ] || complain 'no pages found'

# words: each "--option" of the text, one a line.
words() {
    grep -oE -- '(^|[^[:alnum:]-])--[a-z][a-z-]*' | grep -oE -- '--.*' |
        sort -u
}

# rendered PAGE: as plain text.
rendered() {
    mandoc -Tascii "$1" | sed 's/.\x08//g'
}

# part PAGE MACRO TITLE: the source of one section (Sh) or subsection (Ss).
part() {
    awk -v macro=".$2" -v title="$3" '
        $1 == ".Sh" || $1 == macro {
            name = $0
            sub(/^\.S[hs] /, "", name)
            inside = name == title && $1 == macro
            next
        }
        inside' "$1"
}

# same WHAT FILE-OF-HELP FILE-OF-PAGE: complains of each difference.
same() {
    comm -23 "$2" "$3" | sed "s|^|$1: the page lacks |" >>"$work/complaints"
    comm -13 "$2" "$3" | sed "s|^|$1: the program knows no |" \
        >>"$work/complaints"
}

statuses() {
    grep -oE '(^|[^[:alnum:].])(130|[0-4])($|[^[:alnum:].])' |
        grep -oE '[0-9]+' | sort -u
}

program=$here/grantscan
page=man/grantscan.1
[ -x "$program" ] || skip 'grantscan is not built'
"$program" --help >"$work/help"
words <"$work/help" >"$work/a"
rendered "$page" | words >"$work/b"
[ -s "$work/a" ] || complain 'grantscan --help names no options'
same "$page" "$work/a" "$work/b"

sed -n '/^exit status/,$p' "$work/help" | statuses >"$work/a"
part "$page" Sh 'EXIT STATUS' | sed -n 's/^\.It //p' | statuses >"$work/b"
[ -s "$work/a" ] || complain 'grantscan --help names no exit status'
same "$page: EXIT STATUS" "$work/a" "$work/b"

# "  rules show FILE   show rules as a table": the words before the operands.
sed -n '/^commands:/,/^$/s/^  \([a-z][a-z ]*[a-z]\) .*/\1/p' "$work/help" |
    sort >"$work/commands"
sed -n 's/^\.Ss //p' "$page" | sort >"$work/sections"
[ -s "$work/commands" ] || complain 'grantscan --help names no commands'
same "$page: COMMANDS" "$work/commands" "$work/sections"
while read -r command; do
    # The words of a command are meant to be split.
    # shellcheck disable=SC2086
    "$program" $command --help | sed '/^exit status/,$d' | words |
        grep -vxE -- '--(help|version)' >"$work/a" || :
    # What the subsection says in ".Fl -name" after "Options:".
    part "$page" Ss "$command" | grep -E '^\.Fl -' |
        grep -oE -- '-[a-z][a-z-]*' | sed 's/^/-/' | sort -u >"$work/b" || :
    same "$page: $command" "$work/a" "$work/b"
done <"$work/commands"

program=$here/autotask-sim
page=man/autotask-sim.1
if [ -x "$program" ]; then
    "$program" --help | words >"$work/a"
    rendered "$page" | words >"$work/b"
    [ -s "$work/a" ] || complain 'autotask-sim --help names no options'
    same "$page" "$work/a" "$work/b"
elif [ -f "$page" ]; then
    complain 'autotask-sim has a page and is not built'
fi
finish "$(wc -l <"$work/pages") pages"
