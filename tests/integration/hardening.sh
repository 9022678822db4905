#!/bin/sh
# The programs as they were built: what makes a mistake in memory harder to
# use. And as they run: nobody may look into the process or get its memory.
# shellcheck source=tests/integration/lib.sh
. "$(dirname "$0")/lib.sh"

# ---- built -----------------------------------------------------------------

have readelf || done_testing
sanitized=no
if readelf -Ws "$grantscan" | grep -q __asan_init; then
    sanitized=yes
    echo "not checked: _FORTIFY_SOURCE, which the sanitizers stand in for"
fi

# built PROGRAM
built() {
    name=$(basename "$1")
    readelf -Wh "$1" >"$work/head"
    readelf -Wl "$1" >"$work/segments"
    readelf -Wd "$1" >"$work/dynamic"
    readelf -Ws "$1" >"$work/symbols"
    holds "$name: position independent" "$work/head" 'Type: *DYN'
    holds "$name: a program that is" "$work/dynamic" 'FLAGS_1.*PIE'
    holds "$name: read-only relocations" "$work/segments" GNU_RELRO
    holds "$name: all of them" "$work/dynamic" 'FLAGS_1.*NOW\|BIND_NOW'
    holds "$name: a stack that cannot be executed" "$work/segments" \
        'GNU_STACK.* RW  '
    same "$name: nothing is both written and executed" "" \
        "$(grep -e 'RWE' "$work/segments")"
    lacks "$name: no relocations in code" "$work/dynamic" TEXTREL
    lacks "$name: no search path for libraries" "$work/dynamic" 'R.*PATH'
    holds "$name: guarded stacks" "$work/symbols" __stack_chk_fail
    [ "$sanitized" = yes ] ||
        holds "$name: checked copies" "$work/symbols" '__[a-z]*_chk'
}
built "$grantscan"
built "$sim"

# What the compiler was asked for, where it takes it: configure has tried.
makefile=$(dirname "$grantscan")/Makefile
if [ -f "$makefile" ]; then
    grep '^GS_HARDEN_CFLAGS' "$makefile" >"$work/flags"
    holds "stack protector" "$work/flags" '-fstack-protector-strong'
    holds "stack clash" "$work/flags" '-fstack-clash-protection'
    [ "$sanitized" = yes ] ||
        holds "fortified" "$work/flags" '-D_FORTIFY_SOURCE=[23]'
    case $(uname -m) in
    x86_64 | i?86) holds "CET" "$work/flags" '-fcf-protection' ;;
    aarch64) holds "BTI" "$work/flags" '-mbranch-protection' ;;
    esac
fi
# The linker keeps the mark only if the C library's own start files have it;
# each of ours has.
library=$(dirname "$grantscan")/libbase.a
if [ "$(uname -m)" = x86_64 ] && [ -f "$library" ]; then
    readelf -Wn "$library" >"$work/notes" 2>/dev/null
    same "CET in each object" "$(grep -c '^File:' "$work/notes")" \
        "$(grep -c 'x86 feature: IBT, SHSTK' "$work/notes")"
fi

# ---- running ---------------------------------------------------------------

# The credentials command is a child, and looks at its parent. The owner of
# what /proc shows of a process is root once it cannot be dumped (proc(5)),
# which tells something only where that is not root's.
# shellcheck disable=SC2016 # for the other shell
look='stat -c %u /proc/$PPID/environ; grep "^Max core" /proc/$PPID/limits
    cat /proc/$PPID/environ >/dev/null 2>&1 && echo readable'
as_user=
if [ "$(id -u)" = 0 ]; then
    as_user="setpriv --reuid 65534 --regid 65534 --clear-groups"
    have setpriv || done_testing
    chmod 755 "$work"
    cp "$grantscan" "$work/grantscan" && grantscan=$work/grantscan
    cp "$rules" "$work/rules.json" && rules=$work/rules.json
    chmod 755 "$grantscan"
    chmod 644 "$rules"
fi
# shellcheck disable=SC2086 # words of a command
(cd "$work" && $as_user "$grantscan" scan --rules "$rules" \
    --credentials-command "{ $look; } >&2" >"$work/out" 2>"$work/err")
holds "no core file" "$work/err" '^Max core file size *0  *0 '
if [ "$sanitized" = yes ]; then
    echo "not checked: PR_SET_DUMPABLE, so that the leak checker can look"
else
    same "cannot be dumped" 0 "$(sed -n 1p "$work/err")"
    lacks "its environment is nobody's to read" "$work/err" '^readable'
fi

# The fence is told of, and only under -v; a scan behind it finds the same.
sim_start --tenant table
scan
verdicts >"$work/quiet"
lacks "the fence: nothing is said" "$work/err" landlock
scan -v
same "the fence: it is told once" 1 \
    "$(grep -cE '^grantscan: landlock: (on \(ABI [0-9]+\)|not here)$' "$work/err")"
same "the fence: the verdicts are the same" "$(cat "$work/quiet")" "$(verdicts)"

done_testing
