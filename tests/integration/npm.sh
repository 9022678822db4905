#!/bin/sh
# A published client of the Autotask API against the simulator: its own test
# file as it is, and what else it can read. Its packages are kept in npm.out of
# the current folder for the next time. Environment: as for lib.sh.
# shellcheck source=tests/integration/lib.sh
. "$(dirname "$0")/lib.sh"

# shellcheck source=tests/integration/npm-lib.sh
. "$(dirname "$0")/npm-lib.sh"

client=@apigrate/autotask-restapi
kept=$PWD/npm.out

npm_keep "$kept" "$client@2.0.1" jest@29.7.0 dotenv@8.6.0

# The client asks the service's own host for the zone, and goes where the
# answer says: only that first address is turned to the simulator.
cat >"$work/turn.js" <<'EOF2'
const real = globalThis.fetch;
const host = /^https:\/\/webservices\.autotask\.net\//;
globalThis.fetch = (url, options) =>
    real(String(url).replace(host, process.env.SIM_BASE), options);
EOF2

own_tests() {
    sim_start --tenant full
    rm -rf "$kept/client"
    cp -R "$kept/node_modules/$client" "$kept/client"
    echo "{\"testEnvironment\": \"node\", \"setupFiles\": [\"$work/turn.js\"],
        \"cacheDirectory\": \"$kept/cache\"}" >"$kept/client/jest.config.json"
    (cd "$kept/client" && SIM_BASE=$base AUTOTASK_USER=$AUTOTASK_USERNAME \
        node ../node_modules/jest/bin/jest.js --ci --runInBand \
        -c jest.config.json) >"$work/jest" 2>&1
    same "the client's own tests end with" 0 $?
    holds "the client's own tests" "$work/jest" \
        '^Tests: *12 passed, 12 total$'
    # Not one of them was satisfied by an error.
    same 'answers above 299 to them' '' \
        "$(sed -n 's/.*"path":"\([^"]*\)".*"status":\([3-5]..\).*/\2 \1/p' "$work/log")"
}

reading() {
    sim_start --tenant full --set records.Tickets=1203 \
        --set records.TicketNotes=1203 --set wrongCode=500
    NODE_PATH=$kept/node_modules SIM_BASE=$base \
        node "$top/tests/integration/npm.js" >"$work/reading" 2>&1
    same 'reading ends with' 0 $?
    holds 'reading' "$work/reading" '^26 read, 0 wrong$'
}

own_tests
reading
done_testing
