#!/bin/sh
# The simulator by itself: its command line, its tenants, and its answers to
# curl. Environment: AUTOTASK_SIM (default ./autotask-sim), SIM_WRAPPER (a
# command to run it under, for example valgrind).
set -u

here=$(cd "$(dirname "$0")/../.." && pwd)
sim=${AUTOTASK_SIM:-./autotask-sim}
wrapper=${SIM_WRAPPER:-}
table=$here/scanner/autotask/entities.tsv
facts=$here/tests/simulator/autotask
work=$(mktemp -d)
pid=
failed=0
checked=0

if ! command -v curl >/dev/null; then
    echo "curl is missing: skipped"
    [ "${CI:-}" = true ] && exit 1
    exit 77
fi

export AUTOTASK_SIM_TENANTS="$here/tests/simulator/tenants"
unset http_proxy https_proxy all_proxy

stop() {
    [ -n "$pid" ] || return 0
    kill "$pid" 2>/dev/null
    wait "$pid"
    ended=$?
    pid=
    return "$ended"
}

# shellcheck disable=SC2317 # called by the trap
finish() {
    stop
    rm -rf "$work"
}
trap finish EXIT
trap 'exit 1' INT TERM

ok() { checked=$((checked + 1)); }

bad() {
    checked=$((checked + 1))
    failed=$((failed + 1))
    echo "FAILED: $1"
}

# start ARGUMENT...: a simulator with these arguments; sets base and root.
start() {
    stop
    rm -f "$work/port" "$work/log"
    # shellcheck disable=SC2086 # a wrapper is a command with arguments
    $wrapper "$sim" --port-file "$work/port" --log "$work/log" "$@" \
        2>"$work/stderr" &
    pid=$!
    tries=0
    while [ ! -s "$work/port" ]; do
        if ! kill -0 "$pid" 2>/dev/null || [ "$tries" -ge 600 ]; then
            bad "start $*: $(cat "$work/stderr")"
            exit 1
        fi
        tries=$((tries + 1))
        sleep 0.05
    done
    root=http://127.0.0.1:$(cat "$work/port")
    base=$root/ATServicesRest/V1.0
}

cat >"$work/login" <<'EOF'
header = "UserName: api-user@acme.example"
header = "Secret: sim-secret-DO-NOT-USE"
header = "ApiIntegrationCode: SIMULATEDTRACKINGIDENTIFIER"
header = "Content-Type: application/json"
EOF

plain() { curl -s -w ' [%{http_code}]' "$@" 2>/dev/null; }
call() { curl -s -K "$work/login" -w ' [%{http_code}]' "$@" 2>/dev/null; }

# expect WHAT PATTERN ANSWER: the answer holds the text.
expect() {
    case $3 in
    *"$2"*) ok ;;
    *) bad "$1: expected '$2', got '$(echo "$3" | cut -c1-300)'" ;;
    esac
}

refuse() {
    case $3 in
    *"$2"*) bad "$1: '$2' must not be in '$(echo "$3" | cut -c1-300)'" ;;
    *) ok ;;
    esac
}

# same WHAT WANTED GOT
same() {
    if [ "$2" = "$3" ]; then
        ok
    else
        bad "$1: expected '$2', got '$3'"
    fi
}

# usage WHAT TEXT ARGUMENT...: ends with status 3 and says the text.
usage() {
    what=$1 text=$2
    shift 2
    # shellcheck disable=SC2086 # as above
    said=$($wrapper "$sim" "$@" 2>&1)
    [ $? -eq 3 ] || bad "$what: exit status is not 3"
    expect "$what" "$text" "$said"
}

all='{"filter":[{"op":"gte","field":"id","value":0}]}'
one='{"MaxRecords":1,"IncludeFields":["id"],"filter":[{"op":"gte","field":"id","value":0}]}'
permission='The logged in Resource does not have the adequate permissions to'

command_line() {
    expect "--help" "--tenant FILE|NAME" "$("$sim" --help)"
    expect "--version" "autotask-sim" "$("$sim" --version)"
    expect "--list-tenants" "stripped" "$("$sim" --list-tenants)"
    usage "no tenant" "which tenant" --port 0
    usage "unknown tenant" 'no tenant "nobody"' --tenant nobody
    usage "unknown option" "no such option" --tenant full --nonsense
    usage "bind" "loopback" --tenant full --bind 192.0.2.1
    usage "port" "no number" --tenant full --port many
    usage "half of TLS" "go together" --tenant full --tls-cert x
    usage "set" "must be KEY=VALUE" --tenant full --set wire
    usage "set, wrong word" "must be one of: string" --tenant full \
        --set wire.level=loud
    usage "set, wrong entity" 'did you mean "Tickets"' --tenant full \
        --set securityLevel.entities.Ticket.view=All
    cat >"$work/wrong.json" <<'EOF'
{
  "name": "wrong",
  "lockd": true,
  "user": {"id": "seven"},
  "securityLevel": {"default": "Some",
    "entities": {"Tickets": {"see": "All"}}}
}
EOF
    echo '{"name": "a", "securityLevel": {}, "faults": [{"status": 99}]}' \
        >"$work/status.json"
    usage "status" 'must be from 200' --tenant "$work/status.json"
    usage "unknown key" 'wrong.json:3:3: unknown key "lockd"; did you mean "locked"?' \
        --tenant "$work/wrong.json"
    usage "wrong type" 'wrong.json:4:18: user.id: must be a number' \
        --tenant "$work/wrong.json"
    usage "wrong level" 'securityLevel.default: must be one of' \
        --tenant "$work/wrong.json"
    usage "wrong access" 'securityLevel.entities.Tickets.see: not view' \
        --tenant "$work/wrong.json"
    echo '{"name": ' >"$work/wrong.json"
    usage "no JSON" 'wrong.json:' --tenant "$work/wrong.json"
}

every_tenant() {
    for file in "$here"/tests/simulator/tenants/*.json; do
        start --tenant "$file"
        expect "$file" '[200]' \
            "$(plain "$root/atservicesrest/v1.0/zoneInformation?user=api-user@acme.example")"
        stop || bad "$file: did not end with 0 on SIGTERM"
    done
}

utilities() {
    start --tenant table
    expect "zone" "\"url\":\"$root/ATServicesRest/\"" \
        "$(plain "$root/atservicesrest/v1.0/ZONEINFORMATION?user=API-user%40acme.example")"
    expect "zone of nobody" 'Zone information could not be determined"]} [500]' \
        "$(plain "$base/ZoneInformation?user=nobody")"
    expect "zone without user" 'could not be determined"]} [500]' \
        "$(plain "$base/ZoneInformation")"
    expect "zone with a wrong code" 'IntegrationCode is invalid."]} [500]' \
        "$(plain -H 'ApiIntegrationCode: X' "$base/ZoneInformation?user=api-user@acme.example")"
    expect "versions" '{"apiVersions":["V1.0"]} [200]' \
        "$(plain "$root/ATServicesRest/VersionInformation")"
    expect "version" 'majorVersion' "$(call "$base/Version")"
    expect "authenticate" '[200]' "$(call "$base/Authenticate")"
    expect "modules" '{"key":65,"value":true}' "$(call "$base/Modules")"
    expect "threshold" '"currentTimeframeRequestCount":128}' \
        "$(call "$base/ThresholdInformation")"
    expect "unknown path" '[404]' "$(call "$base/Nothing")"
    expect "outside" '[404]' "$(plain "$root/")"
    expect "no login" '[401]' "$(plain -D - "$base/Version")"
    expect "realm" 'WWW-Authenticate: Basic Realm="webservices2.autotask.net"' \
        "$(plain -D - "$base/Version")"
    expect "empty 401" 'Content-Length: 0' "$(plain -D - "$base/Version")"
}

metadata() {
    everything=$(call "$base/EntityInformation")
    count=$(echo "$everything" | grep -o '"canQuery"' | wc -l | tr -d ' ')
    same "entities in one call" 232 "$count"
    grep -v '^#' "$table" | cut -f1 | while read -r name; do
        echo "url = \"$base/$name/entityInformation\""
        echo "output = /dev/null"
    done >"$work/urls"
    count=$(curl -s -K "$work/login" -K "$work/urls" -w '%{http_code}\n' |
        grep -c '^200$')
    same "entities one by one" 232 "$count"
    info=$(call "$base/ServiceCallTickets/entityInformation")
    expect "offered" '"canCreate":true,"canDelete":true,"canQuery":true,"canUpdate":false' "$info"
    expect "granted" '"userAccessForCreate":"All","userAccessForDelete":"None","userAccessForQuery":"All"' "$info"
    expect "callouts" '"supportsWebhookCallouts":true' \
        "$(call "$base/Tickets/entityInformation")"
    expect "no callouts" '"supportsWebhookCallouts":false' \
        "$(call "$base/Projects/entityInformation")"
    expect "picklist" '"label":"In Progress"' \
        "$(call "$base/Tickets/entityInformation/fields")"
    expect "user-defined" 'SimulatedUdf' \
        "$(call "$base/Tickets/entityInformation/userDefinedFields")"
    expect "metadata by POST" "does not support http method 'POST'" \
        "$(call -X POST "$base/Tickets/entityInformation")"
}

# The scanner and the simulator each have a table of the paths. Where they
# differ, one is wrong: both are of one interface description.
tables() {
    for file in "$table" "$facts/paths.tsv"; do
        grep -v '^#' "$file" | cut -f1-3 | tr '\t' '\n' | tr ' ' '\n' |
            while IFS='=' read -r path list; do
                echo "$path $(echo "$list" | tr ',' '\n' | sort | tr '\n' ' ')"
            done >"$work/table.$(basename "$file")"
    done
    same "tables" '' "$(diff "$work/table.entities.tsv" \
        "$work/table.paths.tsv")"
}

# The verbs of the table, at the top level: an empty body is sent to each.
verbs() {
    for method in POST PUT PATCH; do
        verb=$(echo "$method" | tr '[:upper:]' '[:lower:]')
        grep -v '^#' "$table" | cut -f1 | while read -r name; do
            echo "url = \"$base/$name\""
            echo "output = /dev/null"
        done >"$work/urls"
        curl -s -K "$work/login" -K "$work/urls" -X "$method" -d '{}' \
            -w '%{http_code}\n' >"$work/codes"
        grep -v '^#' "$table" | cut -f2 | paste - "$work/codes" |
            awk -F '\t' -v verb="$verb" '{
                offered = ("," $1 ",") ~ ("," verb ",")
                some = $1 ~ /p(ost|ut|atch)/
                if (offered ? $2 != 500 : $2 != (some ? 405 : 404))
                    wrong = wrong " " NR ":" $2
            } END { print wrong }' >"$work/wrong"
        same "$method, rows with a wrong status" "" "$(cat "$work/wrong")"
    done
}

queries() {
    start --tenant table --set records.Tickets=613
    expect "one" '{"items":[{"id":1}],"pageDetails":{"count":1,"requestCount":1,"prevPageUrl":null,"nextPageUrl":"http' \
        "$(call "$base/Tickets/query" -d "$one")"
    expect "count" '{"queryCount":613} [200]' \
        "$(call "$base/Tickets/query/count" -d "$all")"
    expect "search" '{"queryCount":613} [200]' \
        "$(call -G "$base/Tickets/query/count" --data-urlencode "search=$all")"
    expect "by id" '{"item":{"id":7,' "$(call "$base/Tickets/7")"
    expect "absent" '{"item":null} [200]' "$(call "$base/Tickets/700")"
    expect "own organisation" '"items":[{"id":0}]' \
        "$(call "$base/Companies/query" -d "$one")"
    expect "children" '"items":[{"id":1,"serviceCallID":1' \
        "$(call "$base/ServiceCalls/1/Tickets")"
    expect "own record" '"licenseType":7' "$(call "$base/Resources/query" \
        -d '{"filter":[{"op":"eq","field":"userName","value":"api-user"}]}')"
    expect "by e-mail" '"items":[{"id":101}]' "$(call "$base/Resources/query" \
        -d '{"IncludeFields":["id"],"filter":[{"op":"eq","field":"email","value":"api-user@acme.example"}]}')"
    expect "own webhooks" '{"queryCount":1} [200]' \
        "$(call "$base/TicketWebhooks/query/count" -d '{"filter":[{"op":"eq","field":"ownerResourceID","value":101}]}')"
}

# address before|after ANSWER: what the page says of the page there.
address() {
    case $1 in before) key=prevPageUrl ;; *) key=nextPageUrl ;; esac
    echo "$2" | sed -n "s/.*\"$key\":\"\([^\"]*\)\".*/\1/p"
}

# The pages of a query, each once: sizes, then the ids that are not in order.
pages() {
    page=$("$@") sizes=''
    while :; do
        sizes="$sizes $(echo "$page" | grep -o '"id":' | wc -l | tr -d ' ')"
        next=$(address after "$page")
        echo "$page" | grep -o '"id":[0-9]*' | cut -d: -f2 >>"$work/ids"
        [ -n "$next" ] || break
        case $* in
        *search=*) page=$(call "$next") ;;
        *) page=$(call "$next" -d "$body") ;;
        esac
    done
    echo "$sizes"
}

paging() {
    start --tenant table --set records.Tickets=1203 \
        --set records.TicketNotes=0
    ids='"IncludeFields":["id"],"filter":[{"op":"gte","field":"id","value":0}]'
    for body in "{$ids}" "{\"MaxRecords\":500,$ids}"; do
        : >"$work/ids"
        same "three pages" ' 500 500 203' \
            "$(pages call "$base/Tickets/query" -d "$body")"
        same "each once, in order" "$(seq 1203)" "$(cat "$work/ids")"
    done
    same "three pages by GET" ' 500 500 203' "$(pages call -G \
        "$base/Tickets/query" --data-urlencode "search=$body")"
    first=$(call "$base/Tickets/query" -d "$body")
    second=$(call "$(address after "$first")" -d "$body")
    expect "page details" '"pageDetails":{"count":500,"requestCount":500,"prevPageUrl":"' "$second"
    same "the page before" "$first" \
        "$(call "$(address before "$second")" -d "$body")"
    expect "next page by GET" '[405]' "$(call "$(address after "$first")")"
    expect "none beyond" '"count":203,' "$(call \
        "$(address after "$second")" -d "$body")"
    expect "unreadable" 'paging is not readable."]} [500]' \
        "$(call "$base/Tickets/query/next?paging=x" -d "$body")"
    body='{"MaxRecords":700,"filter":[{"op":"gte","field":"id","value":0}]}'
    expect "at most 500" '"count":500,"requestCount":500,' \
        "$(call "$base/Tickets/query" -d "$body")"
    # A page does not move when what it begins after is gone.
    start --tenant full --set records.ServiceCalls=5
    body="{\"MaxRecords\":2,$ids}"
    first=$(call "$base/ServiceCalls/query" -d "$body")
    call -X DELETE "$base/ServiceCalls/2" >/dev/null
    expect "stable" '"items":[{"id":3},{"id":4}]' \
        "$(call "$(address after "$first")" -d "$body")"
}

# What is below a parent.
below() {
    start --tenant full --set records.TicketNotes=1203 --set records.Tickets=2
    body=
    : >"$work/ids"
    page=$(call "$base/Tickets/1/Notes")
    expect "children" '"pageDetails":{"count":500,"requestCount":500,"prevPageUrl":null,' "$page"
    page=$(call "$(address after "$page")")
    expect "more children" '"count":102,"requestCount":500,' "$page"
    expect "not another's" '{"item":null}' "$(call "$base/Tickets/1/Notes/2")"
    expect "information" '"info":{"name":"TicketNotes","canCreate":true,' \
        "$(call "$base/Tickets/1/Notes/entityInformation")"
    expect "fields" '"name":"noteType"' \
        "$(call "$base/Tickets/1/Notes/entityInformation/fields")"
    expect "user-defined fields" '{"fields":[]} [200]' \
        "$(call "$base/Tickets/1/Notes/entityInformation/userDefinedFields")"
    sed -n 's/^\([A-Z][A-Za-z]*\)\t[^\t]*\t\([^-\t][^\t]*\).*/\2/p' \
        "$facts/paths.tsv" | tr ' ' '\n' | cut -d= -f1 |
        while IFS=/ read -r parent segment; do
            echo "url = \"$base/$parent/1/$segment/entityInformation\""
            echo "output = /dev/null"
        done >"$work/urls"
    count=$(curl -s -K "$work/login" -K "$work/urls" -w '%{http_code}\n' |
        grep -c '^200$')
    same "information of all below" 142 "$count"
    expect "by POST" '[405]' \
        "$(call -X POST "$base/Tickets/1/Notes/entityInformation")"
}

# Every field of the interface description is known, with its type.
schema() {
    start --tenant full
    rm -rf "$work/fields"
    mkdir "$work/fields"
    grep -v '^#' "$facts/fields.tsv" | cut -f1 | sort -u |
        while read -r name; do
            echo "url = \"$base/$name/entityInformation/fields\""
            echo "output = \"$work/fields/$name\""
        done >"$work/urls"
    curl -s -K "$work/login" -K "$work/urls"
    for file in "$work"/fields/*; do
        grep -o '"name":"[^"]*","isRequired[^}]*"dataType":"[a-z]*"' "$file" |
            sed 's/"name":"\([^"]*\)".*"dataType":"\([a-z]*\)"/\1\t\2/' |
            sed "s/^/${file##*/}\t/"
    done | LC_ALL=C sort >"$work/known"
    grep -v '^#' "$facts/fields.tsv" | cut -f1-3 |
        sed 's/\tobject$/\tstring/' | LC_ALL=C sort >"$work/wanted"
    same "fields that are not known" '' \
        "$(LC_ALL=C comm -23 "$work/wanted" "$work/known" | head)"
    same "how many" 1998 "$(wc -l <"$work/wanted" | tr -d ' ')"
}

# What a record of the run holds but for what the server sets itself.
content() {
    sed 's/^{"item"://; s/}$//' "$2" | sed 's/,"/\n"/g; s/^{//; s/}$//' |
        awk -v entity="$1" 'FNR == NR { own[$1 " " $2] = 1; next }
            { key = $0; sub(/":.*/, "", key); sub(/^"/, "", key) }
            key != "parentID" && !((entity " " key) in own)' "$work/own" -
}

# A copy of a record of each entity that can be created: taken, and read back.
copies() {
    for file in "$work"/fields/*; do
        grep -o '"name":"[^"]*","isRequired":[a-z]*,"isReadOnly":true' "$file" |
            sed 's/"name":"\([^"]*\)".*/\1/' | sed "s/^/${file##*/} /"
    done >"$work/own"
    rm -rf "$work/copy"
    mkdir "$work/copy"
    # Entity, where it is created, the first id: the first record of each
    # refers to the first of its parent.
    grep -v '^#' "$facts/paths.tsv" | grep -v Webhook | awk -F '\t' '
        $2 !~ /get/ { next }
        $2 ~ /post/ { print $1, $1 }
        $2 !~ /post/ && $3 ~ /post/ {
            n = split($3, path, " ")
            for (i = 1; path[i] !~ /post/; i++)
                continue
            split(path[i], side, "[/=]")
            first = side[1] == "Companies" ? 0 : \
                side[1] == "Resources" ? 101 : 1
            print $1, side[1] "/" first "/" side[2]
        }' >"$work/names"
    : >"$work/copied"
    while read -r name path; do
        [ -e "$work/fields/$name" ] || continue
        first=1
        [ "$name" != Companies ] || first=0
        call -o "$work/copy/$name" "$base/$name/$first" >/dev/null
        sed 's/^{"item"://; s/}$//' "$work/copy/$name" >"$work/sent"
        made=$(call "$base/$path" -d "@$work/sent")
        id=$(echo "$made" | sed -n 's/^{"itemId":\([0-9]*\)} \[200\]$/\1/p')
        call -o "$work/made" "$base/$name/${id:-x}" >/dev/null
        if [ "$(content "$name" "$work/copy/$name")" != \
            "$(content "$name" "$work/made")" ] || [ -z "$id" ]; then
            echo "$name: $made"
        fi
        echo "$name" >>"$work/copied"
    done <"$work/names" >"$work/wrong"
    same "records that are not taken and read back" '' "$(cat "$work/wrong")"
    same "how many kinds" 109 "$(wc -l <"$work/copied" | tr -d ' ')"
}

# found CONDITIONS: how many contacts match.
found() {
    call "$base/Contacts/query/count" -d "{\"filter\":[$1]}" |
        sed 's/{"queryCount":\([0-9]*\)}.*/\1/'
}

written() {
    start --tenant full
    mine='{"op":"eq","field":"lastName","value":"Example"}'
    contact='{"firstName":"A","lastName":"Example","isActive":1'
    same "none yet" 0 "$(found "$mine")"
    expect "created" '{"itemId":6} [200]' "$(call "$base/Companies/2/Contacts" \
        -d "$contact,\"id\":77,\"MiddleInitial\":\"M\",\"userDefinedFields\":[{\"name\":\"SimulatedUdf\",\"value\":\"own\"}]}")"
    same "found by query" 1 "$(found "$mine")"
    same "found by its user-defined field" 1 "$(found \
        '{"op":"eq","field":"SimulatedUdf","udf":true,"value":"own"}')"
    expect "read by id" '"item":{"id":6,' "$(call "$base/Contacts/6")"
    made=$(call "$base/Contacts/6")
    expect "the parent's" '"companyID":2,' "$made"
    expect "as sent" '"middleInitial":"M",' "$made"
    expect "not sent" '"city":null,' "$made"
    expect "set by the server" '"createDate":"20' "$made"
    expect "below its parent" '"id":6,' "$(call "$base/Companies/2/Contacts")"
    refuse "below another" '"id":6,' "$(call "$base/Companies/1/Contacts")"
    same "null is no value" 1 "$(found "$mine,{\"op\":\"notExist\",\"field\":\"city\"}")"
    call -X PATCH "$base/Companies/2/Contacts" \
        -d '{"id":6,"city":"Ghent"}' >/dev/null
    made=$(call "$base/Contacts/6")
    expect "changed" '"city":"Ghent"' "$made"
    expect "the rest stays" '"middleInitial":"M",' "$made"
    expect "PUT, required" 'firstName is required' \
        "$(call -X PUT "$base/Companies/2/Contacts" -d '{"id":6}')"
    call -X PUT "$base/Companies/2/Contacts" -d "$contact,\"id\":6}" >/dev/null
    made=$(call "$base/Contacts/6")
    expect "replaced" '"city":null,' "$made"
    expect "its parent stays" '"companyID":2,' "$made"
    expect "a record of before, changed" '{"itemId":1}' "$(call -X PATCH \
        "$base/Companies/1/Contacts" -d '{"id":1,"lastName":"Example"}')"
    same "both" 2 "$(found "$mine")"
    expect "deleted" '{"itemId":6} [200]' \
        "$(call -X DELETE "$base/Companies/2/Contacts/6")"
    same "gone from queries" 1 "$(found "$mine")"
    expect "gone by id" '{"item":null}' "$(call "$base/Contacts/6")"
    expect "gone for good" 'No matching records found.' \
        "$(call -X DELETE "$base/Companies/2/Contacts/6")"
    expect "its id is not used again" '{"itemId":7}' \
        "$(call "$base/Companies/2/Contacts" -d "$contact}")"
    expect "no such field" 'Unable to find color in the Contact Entity"]} [500]' \
        "$(call "$base/Companies/2/Contacts" -d "$contact,\"color\":1}")"
    expect "no such type" 'value of bulkEmailOptOutTime is not readable."]} [500]' \
        "$(call "$base/Companies/2/Contacts" -d "$contact,\"bulkEmailOptOutTime\":[]}")"
    expect "no such parent" 'Value does not reference an existing entity for Company . "]} [500]' \
        "$(call "$base/Companies/99/Contacts" -d "$contact}")"
    expect "no such id" 'Reference value on field: companyID of type: Company does not exist or is invalid.' \
        "$(call "$base/Tickets" -d '{"title":"x","companyID":99,"status":1,"priority":1}')"
    start --tenant mine
    call "$base/Tickets" -d '{"title":"x","companyID":1,"status":1,"priority":1}' >/dev/null
    expect "own record, View Restricted" '"item":{"id":6,' \
        "$(call "$base/Tickets/6")"
    start --tenant full --set 'impersonation={"technicians":true,"entities":{"TicketNotes":["add"]}}'
    call -H 'ImpersonationResourceId: 102' "$base/Tickets/1/Notes" \
        -d '{"title":"a","description":"b","noteType":1,"publish":1}' >/dev/null
    made=$(call "$base/TicketNotes/6")
    expect "in another's name" '"creatorResourceID":102,' "$made"
    expect "by the user" '"impersonatorCreatorResourceID":101,' "$made"
}

# A wrong tracking identifier with a good user, in each dress.
wrong_code() {
    set -- -H 'UserName: api-user@acme.example' \
        -H 'Secret: sim-secret-DO-NOT-USE' -H 'ApiIntegrationCode: X'
    words='IntegrationCode is invalid."]} [500]'
    zone="ZoneInformation?user=api-user@acme.example"
    start --tenant full --set lockAfter=2
    expect "as ever, zone" "$words" "$(plain "$@" "$base/$zone")"
    same "as ever" ' [401]' "$(plain "$@" "$base/Tickets/1")"
    start --tenant full --set wrongCode=500
    expect "words, zone" "$words" "$(plain "$@" "$base/$zone")"
    expect "words" "$words" "$(plain "$@" "$base/Tickets/1")"
    same "no words for a wrong secret" ' [401]' \
        "$(plain -H 'UserName: api-user@acme.example' -H 'Secret: no' \
            -H 'ApiIntegrationCode: X' "$base/Tickets/1")"
    start --tenant full --set wrongCode=401
    same "empty, zone" ' [401]' "$(plain "$@" "$base/$zone")"
    same "empty" ' [401]' "$(plain "$@" "$base/Tickets/1")"
    usage "no such dress" "must be one of: mixed, 500, 401" --tenant full \
        --set wrongCode=403
}

# filter CONDITIONS: how many of the 613 tickets match.
filter() { call "$base/Tickets/query/count" -d "{\"filter\":[$1]}"; }

filters() {
    expect "flat is and" '{"queryCount":2}' "$(filter '{"op":"gt","field":"id","value":3},{"op":"lte","field":"ID","value":5}')"
    expect "or" '{"queryCount":2}' "$(filter '{"op":"or","items":[{"op":"eq","field":"id","value":3},{"op":"eq","field":"id","value":5}]}')"
    expect "and in or" '{"queryCount":3}' "$(filter '{"op":"or","items":[{"op":"lt","field":"id","value":3},{"op":"and","items":[{"op":"gt","field":"id","value":5},{"op":"lt","field":"id","value":7}]}]}')"
    expect "in" '{"queryCount":2}' "$(filter '{"op":"in","field":"id","value":[1,2,9999]}')"
    expect "notIn" '{"queryCount":611}' "$(filter '{"op":"notIn","field":"id","value":[1,2]}')"
    expect "noteq" '{"queryCount":612}' "$(filter '{"op":"noteq","field":"id","value":1}')"
    expect "beginsWith" '{"queryCount":111}' "$(filter '{"op":"beginsWith","field":"title","value":"ticket 2"}')"
    expect "endsWith" '{"queryCount":6}' "$(filter '{"op":"endsWith","field":"title","value":"00"}')"
    expect "contains" '{"queryCount":613}' "$(filter '{"op":"contains","field":"title","value":"ICK"}')"
    expect "notExist" '{"queryCount":0}' "$(filter '{"op":"notExist","field":"title"}')"
    expect "udf" '{"queryCount":613}' "$(filter '{"op":"exist","field":"SimulatedUdf","udf":true}')"
    expect "two udf" 'one user-defined field' "$(filter '{"op":"exist","field":"SimulatedUdf","udf":true},{"op":"exist","field":"SimulatedUdf","udf":true}')"
    expect "no filter" 'needs a filter."]} [500]' "$(filter '')"
    expect "no operator" '[500]' "$(filter '{"op":"like","field":"id","value":1}')"
    expect "unknown field" 'Unable to find color in the Ticket Entity"]} [500]' "$(filter '{"op":"eq","field":"color","value":1}')"
    expect "no JSON" '[500]' "$(filter 'nonsense')"
    many=$(awk 'BEGIN { for (i = 0; i < 501; i++) printf "%s{\"op\":\"eq\",\"field\":\"id\",\"value\":%d}", i ? "," : "", i }')
    echo "{\"filter\":[{\"op\":\"or\",\"items\":[$many]}]}" >"$work/many"
    expect "501 or" "limited to 500 or fewer 'OR' conditions" \
        "$(call "$base/Tickets/query/count" -d "@$work/many")"
    expect "history" '"count":2,' "$(call "$base/TicketHistory/query" \
        -d '{"filter":[{"op":"eq","field":"ticketID","value":3}]}')"
    expect "history, other filter" 'exactly one filter' \
        "$(call "$base/TicketHistory/query" -d "$all")"
    expect "history, unseen ticket" '[500]' "$(call "$base/TicketHistory/query" \
        -d '{"filter":[{"op":"eq","field":"ticketID","value":9999}]}')"
}

rights() {
    expect "query denied" "$permission query this entity type.\"]} [500]" \
        "$(call "$base/Invoices/query" -d "$all")"
    expect "count denied" "$permission query" \
        "$(call "$base/Invoices/query/count" -d "$all")"
    expect "create denied" "$permission create this entity type." \
        "$(call "$base/Projects" -d '{}')"
    expect "update denied" "$permission update this entity type." \
        "$(call -X PATCH "$base/Projects" -d '{"id":1}')"
    expect "delete denied" "$permission delete this entity type." \
        "$(call -X DELETE "$base/ServiceCalls/1/Tickets/1")"
    expect "required" 'description is required' \
        "$(call "$base/Tickets/1/Notes" -d '{}')"
    expect "picklist" 'Picklist value [99] does not exist for priority.' \
        "$(call "$base/Tickets" -d '{"priority":99}')"
    expect "reference" 'Reference value on field: contactID of type: Contact does not exist or is invalid.' \
        "$(call "$base/Tickets" -d '{"contactID":99}')"
    expect "created" '{"itemId":614} [200]' \
        "$(call "$base/Tickets" -d '{"title":"x","companyID":1,"status":1,"priority":1}')"
    expect "stored" '{"queryCount":614}' "$(filter '{"op":"gte","field":"id","value":0}')"
    expect "updated" '{"itemId":3} [200]' \
        "$(call -X PATCH "$base/Tickets" -d '{"id":3,"title":"x"}')"
    expect "no such record" 'No matching records found. The logged in resource may not have the required permissions to update the data.' \
        "$(call -X PATCH "$base/Tickets" -d '{"id":9223372036854775807}')"
    expect "nothing to delete" 'No message. No matching records found.' \
        "$(call -X DELETE "$base/ServiceCalls/999")"
    expect "no DELETE" "does not support http method 'DELETE'" \
        "$(call -X DELETE "$base/Tickets/1")"
    start --tenant mine
    expect "fewer" '{"queryCount":3} [200]' \
        "$(call "$base/Tickets/query/count" -d "$all")"
    expect "history of an unseen ticket" '[500]' "$(call "$base/TicketHistory/query" \
        -d '{"filter":[{"op":"eq","field":"ticketID","value":5}]}')"
    start --tenant full --set modules.projects=false --set wire.denial=variant
    expect "module off" "$permission update this entity projectType." \
        "$(call -X PATCH "$base/Projects" -d '{"id":1}')"
    expect "metadata, module off" '"userAccessForCreate":"None","userAccessForDelete":"None","userAccessForQuery":"All","userAccessForUpdate":"None"' \
        "$(call "$base/Projects/entityInformation")"
    start --tenant full --set lineOfBusiness.Invoices=true
    expect "line of business" '{"items":[],"pageDetails":{"count":0' \
        "$(call "$base/Invoices/query" -d "$all")"
    start --tenant stripped
    expect "webhooks unticked" '"userAccessForCreate":"None","userAccessForDelete":"None","userAccessForQuery":"None","userAccessForUpdate":"None"' \
        "$(call "$base/TicketWebhooks/entityInformation")"
    start --tenant full --set webhooks.maximum=3
    expect "webhook maximum" 'maximum number of webhooks' \
        "$(call "$base/TicketWebhooks" -d '{"name":"a","webhookUrl":"u","deactivationUrl":"u","isActive":true,"secretKey":"s","sendThresholdExceededNotification":true}')"
}

wire_forms() {
    for form in upper:ALL lower:all number:1 numeric-string:1 garbage:Perhaps; do
        start --tenant full --set "wire.level=${form%%:*}"
        expect "level ${form%%:*}" "\"userAccessForQuery\":" \
            "$(call "$base/Tickets/entityInformation" |
                grep "\"userAccessForQuery\":\"*${form#*:}[\",]")"
    done
    start --tenant full --set wire.info=flat --set wire.names=singular
    expect "flat" '{"name":"Ticket",' "$(call "$base/Tickets/entityInformation")"
    expect "flat, all" '{"entityDescriptions":[{"name":"ActionType",' \
        "$(call "$base/EntityInformation")"
    start --tenant full --set 'wire.omit=["Tickets"]' \
        --set 'wire.unreadable=["Roles.view","Companies"]' \
        --set declare.Invoices.view=None --set 'metadataDenied=["Phases"]'
    everything=$(call "$base/EntityInformation")
    refuse "omitted" '"name":"Tickets"' "$everything"
    expect "unreadable" '"name":"Roles","canCreate":true,"canDelete":false,"canQuery":true,"canUpdate":true,"userAccessForCreate":"All","userAccessForDelete":"None","userAccessForQuery":[]' "$everything"
    expect "readable alone" '"userAccessForQuery":"All"' \
        "$(call "$base/Roles/entityInformation")"
    expect "declared" '"userAccessForQuery":"None"' \
        "$(call "$base/Invoices/entityInformation")"
    expect "yet read" '[200]' "$(call "$base/Invoices/query" -d "$one")"
    expect "metadata denied" "$permission query" \
        "$(call "$base/Phases/entityInformation")"
    for form in missing:200 404:404 500:500 empty:200 html:200; do
        start --tenant full --set "wire.global=${form%%:*}"
        expect "global ${form%%:*}" "[${form#*:}]" \
            "$(call "$base/EntityInformation")"
    done
    start --tenant full --set wire.global=truncated
    refuse "truncated" ']} [200]' "$(call "$base/EntityInformation")"
}

login() {
    start --tenant full --set lockAfter=2
    expect "wrong secret" '[401]' \
        "$(plain -H 'UserName: api-user@acme.example' -H 'Secret: no' -H 'ApiIntegrationCode: x' "$base/Version")"
    expect "not yet locked" '[200]' "$(call "$base/Version")"
    for _ in 1 2; do
        plain -H 'UserName: api-user@acme.example' "$base/Version" >/dev/null
    done
    expect "locked now" '[401]' "$(call "$base/Version")"
    refuse "no header values" 'DO-NOT-USE' "$(cat "$work/log")"
    expect "names of headers" '"Secret"' "$(cat "$work/log")"
    start --tenant locked
    expect "locked" '[401]' "$(call "$base/Version")"
    start --tenant full --set usage.used=9999
    expect "last" '[200]' "$(call "$base/Version")"
    expect "over" '[500]' "$(call "$base/Version")"
}

impersonation() {
    start --tenant full --set 'impersonation={"technicians":true,"entities":{"TicketNotes":["add"],"Tickets":["view"]}}'
    expect "may" '[200]' "$(call -H 'ImpersonationResourceId: 102' \
        "$base/Tickets/1/Notes" -d '{"title":"a","description":"b","noteType":1,"publish":1}')"
    expect "oneself" "$permission create" "$(call -H 'ImpersonationResourceId: 101' \
        "$base/Tickets/1/Notes" -d '{}')"
    expect "no box" "$permission query" "$(call -H 'ImpersonationResourceId: 102' \
        "$base/Companies/query" -d "$one")"
    expect "box" '[200]' "$(call -H 'ImpersonationResourceId: 102' \
        "$base/Tickets/query" -d "$one")"
    expect "ignored" '[200]' "$(call -H 'ImpersonationResourceId: 102' \
        "$base/Tasks/query" -d "$one")"
    expect "logged" '"impersonation":true' "$(cat "$work/log")"
}

faults() {
    cat >"$work/faults.json" <<'EOF'
{"name": "faults", "securityLevel": {"default": "All"}, "faults": [
  {"path": "Version", "status": 429, "headers": {"Retry-After": "7"}},
  {"path": "*/query", "method": "POST", "times": 2, "close": true},
  {"path": "Roles*", "times": -1, "status": 200, "size": 5000, "body": "a"},
  {"path": "Modules", "status": 200, "body": "0123456789", "closeAfter": 4},
  {"path": "zoneinformation", "status": 503, "contentType": "text/html"}]}
EOF
    start --tenant "$work/faults.json" --set threads.limit=1
    expect "throttled" 'Retry-After: 7' "$(call -D - "$base/Version")"
    expect "once" '[200]' "$(call "$base/Version")"
    for _ in 1 2; do
        expect "dropped" '[000]' "$(call "$base/Tickets/query" -d "$one")"
    done
    expect "third" '[200]' "$(call "$base/Tickets/query" -d "$one")"
    size=$(call "$base/Roles/1" | wc -c | tr -d ' ')
    same "size" 5006 "$size"
    call "$base/Modules" >"$work/cut"
    expect "cut" '0123 [200]' "$(cat "$work/cut")"
    expect "zone" '[503]' "$(plain "$base/ZoneInformation")"

    start --tenant "$work/faults.json" --set threads.limit=1 \
        --set 'faults=[{"path":"Tickets/*","method":"GET","delayMs":600000},
            {"path":"Version","status":0},{"path":"Version","status":502}]'
    expect "first as usual" '[200]' "$(call "$base/Version")"
    expect "second not" '[502]' "$(call "$base/Version")"

    # One request holds the only thread of its endpoint; the next is refused.
    # The slow one may itself be refused by one that looks for it, and is then
    # sent again.
    slow=
    tries=0
    until call "$base/Tickets/query" -d "$one" | grep -q Itgenatr005; do
        if [ -z "$slow" ] || ! kill -0 "$slow" 2>/dev/null; then
            curl -s -K "$work/login" "$base/Tickets/1" >/dev/null 2>&1 &
            slow=$!
        fi
        tries=$((tries + 1))
        [ "$tries" -lt 200 ] || break
        sleep 0.05
    done
    [ "$tries" -lt 200 ] || bad "the thread limit does not hold"
    expect "another endpoint" '[200]' "$(call "$base/Phases/query" -d "$one")"
    kill "$slow"
    wait "$slow" 2>/dev/null
    stop || bad "does not end while a request waits"
}

together() {
    start --tenant full --latency 400
    rm -f "$work/urls"
    for name in Companies Contacts Tickets TicketNotes ServiceCalls Projects \
        Phases Tasks Resources Roles ResourceRoles InternalLocations \
        Invoices Contracts Products Departments; do
        echo "url = \"$base/$name/entityInformation\""
        echo "output = \"$work/out.$name\""
    done >"$work/urls"
    curl -s --no-progress-meter -Z --parallel-immediate --parallel-max 16 -K "$work/login" \
        -K "$work/urls" 2>/dev/null || bad "sixteen at once"
    count=$(cat "$work"/out.* | grep -o '"userAccessForQuery":"All"' |
        wc -l | tr -d ' ')
    same "sixteen at once" 16 "$count"
    sed 's/.*"begin":\([0-9]*\),"end":\([0-9]*\).*/\1 \2/' "$work/log" |
        awk '{ begin[NR] = $1; if (NR == 1 || $2 < first) first = $2 }
            END { for (i in begin) n += begin[i] < first; exit n < 2 }' ||
        bad "requests wait for each other"
}

tls() {
    if ! command -v openssl >/dev/null; then
        echo "openssl is missing: https is not checked"
        [ "${CI:-}" = true ] && bad "openssl is missing"
        return
    fi
    openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 \
        -addext subjectAltName=IP:127.0.0.1 -keyout "$work/key" \
        -out "$work/cert" 2>/dev/null
    start --tenant full --tls-cert "$work/cert" --tls-key "$work/key"
    base=https://127.0.0.1:$(cat "$work/port")/ATServicesRest/V1.0
    expect "https" '"url":"https://127.0.0.1:' \
        "$(plain --cacert "$work/cert" "$base/ZoneInformation?user=api-user@acme.example")"
}

for part in command_line every_tenant utilities metadata tables verbs queries \
    filters rights paging below schema copies written wire_forms login \
    wrong_code impersonation faults together tls; do
    echo "simulator: $part"
    $part
done
stop || bad "did not end with 0 on SIGTERM"
echo "simulator: $checked checks, $failed failed"
[ "$failed" -eq 0 ]
