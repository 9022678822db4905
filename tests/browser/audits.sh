#!/bin/sh
# Pages of scans in a browser: how long they are, that they hide nothing, that
# they work without a script (see audits.mjs); then, with packages of the npm
# registry, that axe-core and html-validate find nothing. The pages and what they
# print stay in audits.out of the current folder. Environment: as for lib.sh.
# shellcheck source=tests/integration/lib.sh
. "$(dirname "$0")/../integration/lib.sh"
# shellcheck source=tests/integration/npm-lib.sh
. "$(dirname "$0")/../integration/npm-lib.sh"

kept=$PWD/audits.out
chromium=${CHROMIUM:-}
for name in chromium chromium-browser google-chrome; do
    [ -n "$chromium" ] && break
    chromium=$(command -v "$name" || true)
done
[ -n "$chromium" ] || skip "no Chromium here: no page was looked at"
command -v node >/dev/null || skip "no Node here: no page was looked at"

# Of each page: sheets of paper, heights at 390, 768 and 1280 pixels.
limits='
demo      8 11690  8520  7260
full     11  8290  6390  5800
table     5  6640  5140  4670
stripped 12 10560  7990  6890
mine      5  7910  5910  5210
reader   10 13600  9540  8280
locked    2  3880  2640  2350
two      14 12750  9640  8240
psa       8 12760  9230  7730
app       6  8570  5690  4870
appall    6  7230  5130  4590
scopes   10  7110  4930  4250
wide      9  5250  3900  3580
agent     7 10280  7250  6050
admin     6  6750  5370  4660
light     6  9680  7270  5960
'

rm -rf "$kept/pages"
mkdir -p "$kept/pages"
echo "$limits" >"$kept/limits"

# page NAME: the page of the scan that was made last.
page() {
    "$grantscan" report "$work/audit.json" --report \
        html="$kept/pages/$1.html" >"$work/out" 2>&1
    same "$1: a page" 0 $?
}

for tenant in demo full table stripped mine reader locked; do
    sim_start --tenant "$tenant"
    scan --name 'Acme IT'
    page "$tenant"
done
sim_start --tenant stripped
scan --name 'Acme IT' --rules "$top/tests/integration/ledger.json"
page two

sim=${CONNECTWISE_SIM:-./connectwise-sim}
rules=$top/rules/horizon-connectwise.json
export CONNECTWISE_SIM_TENANTS="$top/tests/simulator/connectwise/tenants"
unset CONNECTWISE_SITE
export CONNECTWISE_COMPANY=exampleit
export CONNECTWISE_PUBLIC_KEY=SimPublicKeyA1b2
export CONNECTWISE_PRIVATE_KEY=SimPrivate-DO-NOT-USE
export CONNECTWISE_CLIENT_ID=51ab51ab-0000-4000-8000-51ab51ab51ab
sim_start --tenant demo
scan --name 'Example IT'
page psa
sim_stop

sim=${MICROSOFT365_SIM:-./microsoft365-sim}
rules=$top/rules/horizon-microsoft365.json
export MICROSOFT365_SIM_TENANTS="$top/tests/simulator/microsoft365/tenants"
export AZURE_TENANT_ID=acme.example
export AZURE_CLIENT_ID=aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee
export AZURE_CLIENT_SECRET='sim~secret-DO-NOT+USE%21'
unset AZURE_CLIENT_CERTIFICATE_PATH AZURE_AUTHORITY_HOST
reach='--subject technician=tech1@acme.example
    --subject technician=tech2@acme.example'
sim_start --tenant demo
# The words are meant to be split.
# shellcheck disable=SC2086
scan --name 'Acme IT' $reach --option scoped=yes \
    --subject outsider=director@acme.example
page app
sim_start --tenant everything
# shellcheck disable=SC2086
scan --name 'Acme IT' $reach --option exchange-audience=yes
page appall
sim_stop

sim=${GOOGLE_SIM:-./google-sim}
rules=$top/rules/horizon-google.json
export GOOGLE_SIM_TENANTS="$top/tests/simulator/google/tenants"
export GOOGLE_APPLICATION_CREDENTIALS="$work/key.json"
"$sim" --tenant demo --make-key "$work/key.json" || exit 1
for tenant in demo wide; do
    sim_start --tenant "$tenant" --key "$work/key.json"
    scan --name 'Acme IT' --subject technician=tech1@acme.example \
        --subject technician=tech2@acme.example \
        --subject administrator=admin@acme.example
    page "$([ "$tenant" = demo ] && echo scopes || echo wide)"
done
sim_stop

sim=${ZOHO_SIM:-./zoho-sim}
rules=$top/rules/horizon-zoho.json
export ZOHO_SIM_TENANTS="$top/tests/simulator/zoho/tenants"
export ZOHO_CLIENT_ID=1000.SIMULATEDHORIZONCLIENT000000000
export ZOHO_CLIENT_SECRET=sim-secret-DO-NOT-USE
export ZOHO_REFRESH_TOKEN=1000.0123456789abcdef0123456789abcdef.fedcba9876543210fedcba9876543210
export ZOHO_ORG_ID=600421900
unset ZOHO_DC
for tenant in demo administrator light; do
    sim_start --tenant "$tenant"
    scan --name 'Acme IT'
    case $tenant in
    demo) page agent ;;
    administrator) page admin ;;
    *) page "$tenant" ;;
    esac
done
sim_stop

# look WHAT [NODE_MODULES]
look() {
    what=$1
    shift
    node "$top/tests/browser/audits.mjs" "$chromium" "$kept/limits" \
        "$kept/pages" "$@" >"$work/seen" 2>&1
    same "$what" 0 $?
    grep -v '^ok' "$work/seen"
    same "$what: pages" "$(echo "$limits" | grep -c ' ')" \
        "$(sed -n 's/^ok: \([a-z]*\): .*/\1/p' "$work/seen" | sort -u | wc -l)"
}

look 'pages in the browser'
[ "$failed" -eq 0 ] || done_testing
npm_keep "$kept/npm" axe-core@4.10.3 html-validate@9.7.1
look 'pages to axe-core and html-validate' "$kept/npm/node_modules"
done_testing
