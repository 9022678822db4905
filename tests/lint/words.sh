#!/bin/sh
# The project's text speaks of the project: no paths of a machine it was
# written on, no notes left behind, no addresses of package registries.
# shellcheck source=tests/lint/lib.sh
. "${srcdir:-.}/tests/lint/lib.sh"

# Each is written so that it does not match itself.
cat >"$work/patterns" <<'END'
(^|[^[:alnum:]_.])/[w]ork/
(^|[^[:alnum:]_.])/[f]arm/
(^|[^[:alnum:]_.])/[h]ome/[a-z]
(^|[^[:alnum:]_.])/[r]oot/
/[t]mp/gs
[.][.]/[s]hared
[T]ODO
[F]IXME
(^|[^[:alnum:]])[X]XX($|[^[:alnum:]])
[r]egistry[.]npmjs
[p]ypi[.]org
[c]rates[.]io
[p]roxy[.]golang
[d]eb[.]debian[.]org
[d]eb[.]nodesource
[p]ackages[.]cloud
END
files -name '*' | grep -vE '\.(png|xz|ico)$' >"$work/list"
xargs grep -nIEf "$work/patterns" <"$work/list" >>"$work/complaints" || :
# Text files end in a line feed and hold no blanks at the ends of lines.
while read -r file; do
    case $file in
    *.c | *.h | *.sh | *.md | *.am | *.ac | *.m4 | *.json | *.[15] | \
        bootstrap)
        case $file in tests/fuzz/seeds/*) continue ;; esac
        if [ -s "$file" ] && [ -n "$(tail -c 1 "$file")" ]; then
            complain "$file: does not end in a line feed"
        fi
        grep -nE '[[:blank:]]+$' "$file" |
            sed "s|^\([0-9]*\):.*|$file:\1: blanks at the end|" \
                >>"$work/complaints" || :
        ;;
    esac
done <"$work/list"
finish "$(wc -l <"$work/list") files"
