#!/bin/sh
# Completion in each shell that is here: commands, options and values.
# shellcheck source=tests/integration/lib.sh
. "$(dirname "$0")/lib.sh"

program=$(cd "$(dirname "$grantscan")" && pwd)/$(basename "$grantscan")
mkdir "$work/bin"
ln -s "$program" "$work/bin/grantscan"
PATH=$work/bin:$PATH
export PATH
export GRANTSCAN_RULES="$top/rules"

for shell in bash zsh fish; do
    grantscan completion $shell >"$work/$shell"
    same "completion $shell" 0 $?
    for option in $(grantscan --help | grep -oE -- '^  .{4}--[a-z-]+' |
        sed 's/.*--//'); do
        holds "$shell: --$option" "$work/$shell" "[-]*$option"
    done
done
grantscan completion tcsh >"$work/out" 2>"$work/err"
same "another shell" 3 $?
holds "another shell" "$work/err" 'tcsh is not bash, zsh or fish'

# in_bash WORD...: what bash offers for the last of the words, on one line.
in_bash() {
    # shellcheck disable=SC2016 # for the other shell
    bash -c '. "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
        _grantscan; echo "${COMPREPLY[*]}"' - "$work/bash" grantscan "$@"
}
if have bash; then
    same "bash: commands" "plan" "$(in_bash pl)"
    same "bash: second words" "list" "$(in_bash rules li)"
    same "bash: options of a command" "--credentials --credentials-command" \
        "$(in_bash plan --cred)"
    same "bash: options of two words" "--format" "$(in_bash rules show --fo)"
    same "bash: no others" "" "$(in_bash report --timeo)"
    same "bash: values" "required recommended" "$(in_bash scan --fail-on '')"
    same "bash: values of providers" "autotask" \
        "$(in_bash rules import --provider au)"
    same "bash: rules by name" "horizon-autotask" \
        "$(in_bash scan --rules horizon-a)"
    same "bash: nothing for a number" "" "$(in_bash scan --timeout '')"
    touch "$work/some file.json"
    same "bash: files" "$work/some file.json" \
        "$(in_bash report "$work/some")"
fi

if have zsh; then
    zsh -n "$work/zsh"
    same "zsh reads it" 0 $?
fi

# in_fish LINE: what fish offers for it.
in_fish() {
    XDG_CONFIG_HOME=$work XDG_DATA_HOME=$work \
        fish -c "source '$work/fish'; complete -C '$1'" 2>&1 |
        cut -f 1 | LC_ALL=C sort | tr '\n' ' ' | sed 's/ $//'
}
if have fish; then
    same "fish: commands" "plan" "$(in_fish 'grantscan pl')"
    same "fish: second words" "list" "$(in_fish 'grantscan rules li')"
    same "fish: options of a command" "--credentials --credentials-command" \
        "$(in_fish 'grantscan plan --cred')"
    same "fish: no others" "" "$(in_fish 'grantscan report --timeo')"
    same "fish: values" "recommended required" \
        "$(in_fish 'grantscan scan --fail-on ')"
fi

done_testing
