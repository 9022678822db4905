#!/bin/sh
# A source file that a comment names is there: "held.c" in the folder of the one
# that says so, "base/text.h" from the top. What begins with a folder that is
# not here is another project's ("lib/transfer.c" is libcurl's).
# shellcheck source=tests/lint/lib.sh
. "${srcdir:-.}/tests/lint/lib.sh"

files -name '*.c' -o -name '*.h' >"$work/list"
while read -r file; do
    comments "$file" |
        grep -noE '[[:alnum:]_*./-]*[[:alnum:]_*]\.[ch]($|[^[:alnum:]_])' |
        sed 's/[^[:alnum:]_]$//; s/:/ /' >"$work/names" || :
    while read -r line name; do
        case $name in
        */*)
            if [ ! -d "${name%%/*}" ]; then continue; fi
            path=$name
            ;;
        *) path=$(dirname "$file")/$name ;;
        esac
        # A star stands for what the files of a group end in.
        # shellcheck disable=SC2086
        set -- $path
        if [ ! -f "$1" ]; then
            complain "$file:$line: there is no $name"
        fi
    done <"$work/names"
done <"$work/list"
[ -s "$work/list" ] || complain 'no sources found'
finish "$(wc -l <"$work/list") files"
