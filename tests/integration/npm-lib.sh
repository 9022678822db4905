#!/bin/sh
# For the tests that need packages of the npm registry; sourced after lib.sh.

# npm_keep FOLDER PACKAGE@VERSION...: has them in FOLDER/node_modules, from the
# registry that npm is set up for. They are kept for the next time; an install
# that was broken off is begun again. Skips the test where that cannot be.
npm_keep() {
    npm_folder=$1
    shift
    for program in npm node; do
        command -v "$program" >/dev/null || skip "$program is missing"
    done
    [ "$(cat "$npm_folder/whole" 2>/dev/null)" = "$*" ] && return 0
    rm -rf "$npm_folder"
    mkdir -p "$npm_folder"
    echo '{"private": true}' >"$npm_folder/package.json"
    (cd "$npm_folder" && npm install --no-save --no-package-lock --no-audit \
        --no-fund --ignore-scripts --fetch-retries=1 "$@") \
        >"$npm_folder/log" 2>&1 || {
        tail -n 3 "$npm_folder/log"
        skip 'npm cannot install the packages: no registry in reach?'
    }
    echo "$*" >"$npm_folder/whole"
}
