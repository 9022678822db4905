#!/bin/sh
# One direction of dependency, one owner for each library, and two files that
# may look into a secret.
# shellcheck source=tests/lint/lib.sh
. "${srcdir:-.}/tests/lint/lib.sh"

# FOLDER: what it may include of the project. The edges go one way, so that
# there is no circle.
may_include() {
    case $1 in
    base/*) echo 'base/' ;;
    rules/model/*) echo 'base/ rules/model/' ;;
    rules/load/*) echo 'base/ rules/model/ rules/load/' ;;
    rules/judge/*) echo 'base/ rules/model/ rules/judge/' ;;
    rules/import/*) echo 'base/ rules/model/ rules/import/' ;;
    audit/*)
        echo 'base/ rules/model/ rules/load/ rules/judge/ audit/' ;;
    reports/view/*)
        echo 'base/ rules/model/ rules/judge/ audit/ reports/view/' ;;
    reports/text/*)
        echo 'base/ rules/model/ rules/judge/ audit/ reports/view/ reports/text/' ;;
    reports/html/*)
        echo 'base/ rules/model/ rules/judge/ audit/ reports/view/ reports/html/' ;;
    reports/junit/*)
        echo 'base/ rules/model/ rules/judge/ audit/ reports/view/ reports/junit/' ;;
    reports/*) echo 'base/ audit/ reports/' ;;
    scanner/engine/*) echo 'base/ rules/model/ scanner/engine/' ;;
    # The table of providers is the only one that includes a provider.
    scanner/cli/providers.*)
        echo 'base/ rules/model/ rules/import/ scanner/' ;;
    scanner/cli/*) echo 'base/ rules/ audit/ reports/ scanner/engine/ scanner/cli/' ;;
    scanner/*/phrases.*)
        echo "base/ rules/model/ rules/import/ ${1%/*}/" ;;
    scanner/*)
        echo "base/ rules/model/ scanner/engine/ ${1%/*}/" ;;
    # Facts of the API alone: the scanner must not vouch for itself. Beside
    # these only the generated table, as any .inc file.
    tests/simulator/kit/*) echo 'base/ tests/simulator/kit/' ;;
    tests/simulator/*) echo "base/ tests/simulator/kit/ ${1%/*}/" ;;
    *) echo 'base/ rules/ audit/ reports/ scanner/ tests/' ;;
    esac
}

# LIBRARY HEADER: the files that may include it.
owners() {
    case $1 in
    curl/*)
        echo 'scanner/engine/http.c scanner/engine/http_net.c
            scanner/engine/transfer.
            scanner/engine/url.c scanner/engine/expand.c tests/fuzz/url.c' ;;
    cjson/*) echo 'base/json_parse.c' ;;
    openssl/*)
        echo 'base/crypto.c base/signer.c tests/unit/' \
            tests/simulator/google/key.c \
            tests/simulator/microsoft365/certificate.c
        ;;
    md4c.h) echo 'rules/import/markdown.c' ;;
    libxml/*) echo 'reports/view/xml.c rules/import/html.c tests/fuzz/ tests/unit/ tests/golden/' ;;
    microhttpd.h) echo 'tests/simulator/kit/' ;;
    check.h) echo 'tests/' ;;
    *) echo '' ;;
    esac
}

# The pure folders see no file, socket or process (nor a clock: banned.sh).
impure='sys/ unistd.h fcntl.h poll.h signal.h netdb.h pthread.h dirent.h'

allowed() {
    for prefix in $2; do
        case $1 in "$prefix"*) return 0 ;; esac
    done
    return 1
}

own_include() {
    case $2 in
    *.inc | config.h) return 0 ;;
    */*) ;;
    *) # beside it; for tests only
        case $1 in tests/*) return 0 ;; esac
        ;;
    esac
    allowed "$2" "$(may_include "$1")" ||
        complain "$1: must not include \"$2\""
}

library_include() {
    owner=$(owners "$2")
    if [ -n "$owner" ]; then
        allowed "$1" "$owner" || complain "$1: <$2> belongs to $owner"
    fi
    case $1 in
    rules/* | reports/* | scanner/autotask/* | scanner/engine/retry.c | \
        scanner/engine/expand.c)
        if allowed "$2" "$impure"; then
            complain "$1: <$2> has no place in a pure folder"
        fi
        ;;
    esac
}

files -name '*.c' -o -name '*.h' -o -name '*.inc' >"$work/list"
while read -r file; do
    # The name between the quotes is lost in code(): take the line itself.
    sed -n 's/^[[:space:]]*#[[:space:]]*include[[:space:]]*\(["<][^">]*\)[">].*/\1/p' \
        "$file" >"$work/includes"
    while read -r include; do
        case $include in
        '"'*) own_include "$file" "${include#?}" ;;
        *) library_include "$file" "${include#?}" ;;
        esac
    done <"$work/includes"
    case $file in
    scanner/engine/transfer.c | scanner/engine/secret.[ch] | \
        scanner/engine/secret_*.[ch] | tests/*) ;;
    *)
        if code "$file" | grep -q 'secret_reveal'; then
            complain "$file: only scanner/engine/transfer.c may reveal a secret"
        fi
        ;;
    esac
done <"$work/list"
[ -s "$work/list" ] || complain 'no sources found'
finish "$(wc -l <"$work/list") files"
