#!/bin/sh
# Every script passes shellcheck.
# shellcheck source=tests/lint/lib.sh
. "${srcdir:-.}/tests/lint/lib.sh"

command -v shellcheck >/dev/null 2>&1 || skip 'shellcheck is not here'
{
    files -name '*.sh'
    for script in bootstrap .ci/run docs/recipes/grantscan-nightly; do
        if [ -f "$script" ]; then echo "$script"; fi
    done
} >"$work/list"
while read -r script; do
    # These are sourced, never run.
    case $script in
    */lib.sh | */npm-lib.sh) shell='sh' ;;
    *)
        shell=$(sed -n '1s|^#!.*/\([a-z]*\)$|\1|p' "$script")
        [ -x "$script" ] || complain "$script: cannot be executed"
        ;;
    esac
    [ -n "$shell" ] || complain "$script: begins with no #!"
    shellcheck --external-sources --shell="${shell:-sh}" --format=gcc \
        "$script" >>"$work/complaints" 2>&1 || :
done <"$work/list"
[ -s "$work/list" ] || complain 'no scripts found'
finish "$(wc -l <"$work/list") scripts"
