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

# names PATTERN TEXT: the list in brackets behind the pattern, one name a line.
names() {
    printf '%s\n' "$2" | sed -n "s/.*($1: \([^)]*\)).*/\1/p" |
        tr -d ' ' | tr ',' '\n' | sort
}

# item PAGE OPTION: the source of what the page says under one option.
item() {
    awk -v option="$2" '
        $1 == ".It" { inside = index($0, "Fl -" option " ") > 0 }
        $1 == ".El" { inside = 0 }
        inside' "$1"
}

# words_of MACRO: each word of these macros, without punctuation.
words_of() {
    sed -n "s/^\\.$1 //p" | tr ' ' '\n' | grep -xE '[a-z][a-z0-9-]*' | sort -u
}

program=$here/grantscan
page=man/grantscan.1
[ -x "$program" ] || skip 'grantscan is not built'
"$program" --help >"$work/help"
words <"$work/help" >"$work/a"
rendered "$page" | words >"$work/b"
[ -s "$work/a" ] || complain 'grantscan --help names no options'
same "$page" "$work/a" "$work/b"

# Each option with its letter and its argument: "r rules FILE".
sed -n '/^options:/,/^$/p' "$work/help" |
    sed -n 's/^  -\(.\), --/\1 /p; s/^      --/- /p' |
    awk '{ print $1, $2, $3 ~ /^[A-Z]/ ? $3 : "" }' | sed 's/ $//' |
    sort >"$work/a"
part "$page" Sh OPTIONS | sed -n 's/^\.It Fl //p' |
    sed 's/ Ns = Ns Ar /=/; s/ Ar / /; s/^-/- /; s/ , Fl -/ /' |
    sort >"$work/b"
[ -s "$work/a" ] || complain 'grantscan --help lists no options'
same "$page: OPTIONS" "$work/a" "$work/b"

# What is compiled in: the program names it where a name is wrong.
formats=$("$program" report none.json --report 'none=-' 2>&1 || :)
names formats "$formats" >"$work/a"
[ -s "$work/a" ] || complain 'grantscan names no formats of reports'
item "$page" report | words_of Cm >"$work/b"
same "$page: --report" "$work/a" "$work/b"
sed -n '/^formats of --report:/,/^$/s/^  \([a-z][a-z0-9-]*\) .*/\1/p' \
    "$work/help" | sort >"$work/b"
comm -3 "$work/a" "$work/b" |
    sed 's/^/grantscan --help: not the formats of --report: /' \
        >>"$work/complaints"
providers=$("$program" rules import none.md --provider none 2>&1 || :)
names providers "$providers" >"$work/a"
[ -s "$work/a" ] || complain 'grantscan names no providers'
item "$page" provider | words_of Cm >"$work/b"
same "$page: --provider" "$work/a" "$work/b"

sed -n '/^exit status/,$p' "$work/help" | statuses >"$work/a"
part "$page" Sh 'EXIT STATUS' | sed -n 's/^\.It //p' | statuses >"$work/b"
[ -s "$work/a" ] || complain 'grantscan --help names no exit status'
same "$page: EXIT STATUS" "$work/a" "$work/b"

# "  rules show FILE   show rules as a table": the words before the operands.
sed -n '/^commands:/,/^$/s/^  \([a-z].*\)/\1/p' "$work/help" |
    sed "s/  .*//; s/ [A-Z[-].*//" | sort >"$work/commands"
sed -n 's/^\.Ss //p' "$page" | sort >"$work/sections"
[ -s "$work/commands" ] || complain 'grantscan --help names no commands'
same "$page: COMMANDS" "$work/commands" "$work/sections"
part "$page" Sh SYNOPSIS | sed -n 's/^\.Cm //p' | sort >"$work/b"
same "$page: SYNOPSIS" "$work/commands" "$work/b"
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

for name in autotask-sim connectwise-sim google-sim microsoft365-sim \
    zoho-sim; do
    program=$here/$name
    page=man/$name.1
    if [ -x "$program" ]; then
        "$program" --help | words >"$work/a"
        rendered "$page" | words >"$work/b"
        [ -s "$work/a" ] || complain "$name --help names no options"
        same "$page" "$work/a" "$work/b"
    elif [ -f "$page" ]; then
        complain "$name has a page and is not built"
    fi
done
finish "$(wc -l <"$work/pages") pages"
