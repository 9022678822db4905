#!/bin/sh
# ./bootstrap demo, for each system, as it is: in a folder that has what it
# needs of the tree, and where the programs are built already, so that it has
# nothing to make, to install or to fetch. Environment: AUTOTASK_SIM and the
# like, and what lib.sh says.
# shellcheck source=tests/integration/lib.sh
. "$(dirname "$0")/lib.sh"

tree=$work/tree
bin=$work/bin
unset CONNECTWISE_SITE

# place PROGRAM NAME: a built program where the demonstration looks for it.
place() {
    ln -s "$(cd "$(dirname "$1")" && pwd)/$(basename "$1")" "$tree/build/$2"
}

mkdir -p "$tree/build" "$tree/m4" "$tree/tests/simulator/connectwise" \
    "$tree/tests/simulator/google" "$tree/tests/simulator/microsoft365" \
    "$tree/tests/simulator/zoho" "$bin"
cp "$top/bootstrap" "$tree"
cp -r "$top/rules" "$tree"
cp -r "$top/tests/simulator/tenants" "$tree/tests/simulator"
cp -r "$top/tests/simulator/connectwise/tenants" \
    "$tree/tests/simulator/connectwise"
place "$grantscan" grantscan
place "${AUTOTASK_SIM:-./autotask-sim}" autotask-sim
cp -r "$top/tests/simulator/google/tenants" "$tree/tests/simulator/google"
cp -r "$top/tests/simulator/microsoft365/tenants" \
    "$tree/tests/simulator/microsoft365"
cp -r "$top/tests/simulator/zoho/tenants" "$tree/tests/simulator/zoho"
place "${CONNECTWISE_SIM:-./connectwise-sim}" connectwise-sim
place "${GOOGLE_SIM:-./google-sim}" google-sim
place "${MICROSOFT365_SIM:-./microsoft365-sim}" microsoft365-sim
place "${ZOHO_SIM:-./zoho-sim}" zoho-sim

# Nothing is out of date, and making it is seen.
for file in configure.ac Makefile.am Makefile.in config.h.in; do
    : >"$tree/$file"
done
cat >"$tree/configure" <<'END'
#!/bin/sh
echo configured >>"$0.ran"
END
chmod +x "$tree/configure"
programs='grantscan autotask-sim connectwise-sim google-sim microsoft365-sim'
programs="$programs zoho-sim"
printf '%s:\n\t@echo $@ >>made\n.PHONY: %s\n' "$programs" "$programs" \
    >"$tree/build/Makefile"
echo >"$tree/build/.arguments"

# Whatever is missing here is not to be installed by a test.
for name in apt-get sudo; do
    cat >"$bin/$name" <<'END'
#!/bin/sh
echo "$0 $*" >>"$0.ran"
exit 1
END
    chmod +x "$bin/$name"
done

# demo ARGUMENT...: sets status.
demo() {
    rm -rf "$tree/build/demo"
    (cd "$tree" && PATH=$bin:$PATH ./bootstrap demo "$@") \
        >"$work/out" 2>"$work/err" </dev/null
    status=$?
    if [ -e "$bin/apt-get.ran" ] || [ -e "$bin/sudo.ran" ]; then
        skip "not everything that bootstrap needs is installed"
    fi
}

# shown NAME TITLE WHOSE COUNTS LOGIN: what came of it; LOGIN is a check.
shown() {
    name=$1
    audit=$tree/build/demo/audit.json
    same "$name: status" 0 "$status"
    same "$name: no complaint" '' "$(cat "$work/err")"
    holds "$name" "$work/out" "^bootstrap: scanning a simulated $2 tenant"
    holds "$name" "$work/out" \
        '^bootstrap: the scan ended with status 1: not compliant, as is meant'
    holds "$name: the report" "$work/out" '^Not compliant: '
    same "$name: whose rights" "$3" "$("$pick" "$audit" target provider kind |
        tr '\t' ' ')"
    same "$name: tally" "$4" "$("$pick" "$audit" tally pass fail unknown skip |
        tr '\t' ' ')"
    same "$name: the login was accepted" pass \
        "$("$pick" "$audit" "findings[id=$5]" verdict)"
    holds "$name: the page" "$tree/build/demo/report.html" '^<!DOCTYPE html>'
    holds "$name: JUnit" "$tree/build/demo/junit.xml" '<testsuite'
    for file in "$tree"/build/demo/*.* "$work/out"; do
        lacks "$name: no secret" "$file" 'DO-NOT-USE'
    done
    # Its simulator is gone.
    "$grantscan" scan --rules "$rules" --timeout 5 \
        --endpoint "http://127.0.0.1:$(cat "$tree/build/demo/port")/" \
        --report json="$work/audit.json" >"$work/gone" 2>&1 </dev/null
    same "$name: nobody listens any more" unreachable \
        "$("$pick" "$work/audit.json" stopped)"
}

demo
shown autotask Autotask "autotask API user" "19 6 3 3" api-user.login
demo connectwise
shown connectwise ConnectWise "connectwise API member" "19 6 3 4" \
    api-member.login
demo google
shown google "Google Workspace" "google service account" "3 1 3 0" key.login
demo microsoft365
shown microsoft365 "Microsoft 365" "microsoft365 app registration" "3 3 1 0" \
    app.login
demo zoho
shown zoho "Zoho Desk" "zoho agent" "16 4 1 0" account.login
holds "by hand: with what" "$work/out" '^    # with ZOHO_CLIENT_ID, '
# shellcheck disable=SC2016 # a pattern
holds "by hand: at which port" "$work/out" '\$(cat build/demo/port)/"'
same "nothing was configured" '' "$(cat "$tree/configure.ran" 2>/dev/null)"
same "what is made first" 'autotask-sim connectwise-sim google-sim grantscan microsoft365-sim zoho-sim ' \
    "$(sort -u "$tree/build/made" | tr '\n' ' ')"

demo nobody
same "another system: status" 3 "$status"
holds "another system" "$work/err" 'connectwise'
demo connectwise twice
same "too many arguments: status" 3 "$status"
done_testing
