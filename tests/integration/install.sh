#!/bin/sh
# make install puts everything in place; the installed program finds its rules
# by name, also where it was moved to.
set -eu
prefix=$(sed -n 's/^prefix = //p' Makefile)
data=$(sed -n 's/^datarootdir = //p' Makefile | sed "s|\${prefix}|$prefix|")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
    echo "install.sh: $*" >&2
    exit 1
}

# The test runs inside make check: no words of that make, nor of distcheck's.
unset MAKEFLAGS MFLAGS MAKEOVERRIDES MAKELEVEL DESTDIR GRANTSCAN_RULES
${MAKE:-make} install DESTDIR="$work/root" >"$work/log" 2>&1 || {
    cat "$work/log"
    fail 'make install failed'
}
root=$work/root$prefix
share=$work/root$data
for file in "$root/bin/grantscan" "$root/bin/autotask-sim" \
    "$root/bin/connectwise-sim" "$root/bin/google-sim" \
    "$root/bin/microsoft365-sim" "$root/bin/zoho-sim" \
    "$share/grantscan/rules/horizon-autotask.json" \
    "$share/grantscan/audit.schema.json" \
    "$share/grantscan/rules/autotask/rewst.json" \
    "$share/grantscan/rules/connectwise/chatstyle.json" \
    "$share/grantscan/rules/google/cyclr.json" \
    "$share/grantscan/rules/microsoft365/condeco.json" \
    "$share/grantscan/rules/zoho/sim.json" \
    "$share/grantscan/rules/rules.schema.json" \
    "$share/grantscan/rules/attestations.schema.json" \
    "$share/grantscan/rules/target.schema.json" \
    "$share/grantscan/rules/waivers.schema.json" \
    "$share/grantscan/tenants/demo.json" \
    "$share/grantscan/connectwise/tenants/demo.json" \
    "$share/grantscan/google/tenants/demo.json" \
    "$share/grantscan/microsoft365/tenants/demo.json" \
    "$share/grantscan/zoho/tenants/demo.json" \
    "$share/bash-completion/completions/grantscan" \
    "$share/zsh/site-functions/_grantscan" \
    "$share/fish/vendor_completions.d/grantscan.fish" \
    "$share/man/man1/grantscan.1" "$share/man/man1/autotask-sim.1" \
    "$share/man/man1/connectwise-sim.1" \
    "$share/man/man1/google-sim.1" \
    "$share/man/man1/microsoft365-sim.1" \
    "$share/man/man1/zoho-sim.1" \
    "$share/man/man5/grantscan-rules.5" \
    "$share/man/man5/grantscan-audit.5"; do
    [ -s "$file" ] || fail "not installed: ${file#"$work/root"}"
done

# What is installed leads only to what is installed.
find "$share" -name '*.md' | while read -r page; do
    grep -oE '\]\([^):#]+\)' "$page" | sed 's/^](//; s/)$//' |
        while read -r link; do
            [ -e "$(dirname "$page")/$link" ] ||
                echo "${page#"$work/root"} leads to $link"
        done
done >"$work/lost"
if [ -s "$work/lost" ]; then
    cat "$work/lost"
    fail 'links that lead nowhere'
fi

# Elsewhere than it was configured for: found beside the program.
mkdir -p "$work/moved" "$work/empty"
mv "$root/bin" "$work/moved/bin"
mv "$share" "$work/moved/share"
cd "$work/empty"
"$work/moved/bin/grantscan" plan --rules horizon-autotask >"$work/plan" ||
    fail 'the installed program does not find its rules by name'
grep -q 'nothing was sent' "$work/plan" || fail 'plan printed no plan'
"$work/moved/bin/grantscan" rules list >"$work/list" ||
    fail 'the installed program does not list its rules'
grep -q '^horizon-autotask .*installed$' "$work/list" ||
    fail 'the list lacks what is installed'
if "$work/moved/bin/grantscan" plan --rules no-such-rules 2>"$work/said"; then
    fail 'rules that are not there were found'
fi
grep -q 'no-such-rules' "$work/said" || fail 'the message names no rules'
echo 'install.sh: program, rules, schema, tenants and pages are in place'
