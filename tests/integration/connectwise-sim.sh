#!/bin/sh
# The ConnectWise simulator by itself: its command line, its tenants, and its
# answers to curl, held against the published forms. Environment:
# CONNECTWISE_SIM (default ./connectwise-sim), and what lib.sh says.
# shellcheck source=tests/integration/lib.sh
. "$(dirname "$0")/lib.sh"

sim=${CONNECTWISE_SIM:-./connectwise-sim}
folder=$top/tests/simulator/connectwise
export CONNECTWISE_SIM_TENANTS="$folder/tenants"
have curl || skip 'curl is missing'

company=exampleit
public=SimPublicKeyA1b2
private=SimPrivate-DO-NOT-USE
client=51ab51ab-0000-4000-8000-51ab51ab51ab

# login FILE COMPANY PUBLIC PRIVATE CLIENT: a configuration of curl.
login() {
    printf 'user = "%s+%s:%s"\nheader = "clientId: %s"\n' \
        "$2" "$3" "$4" "$5" >"$1"
}
login "$work/login" $company $public $private $client

# start ARGUMENT...: sets api, too.
start() {
    sim_start "$@"
    api=${base}v2025_1/apis/3.0
}

# get FILE URL [ARGUMENT]...: status in code; head and body in $work. FILE is a
# login, or - for none.
get() {
    with=$1
    url=$2
    shift 2
    [ "$with" = - ] && with=/dev/null
    code=$(curl -s -K "$with" -D "$work/head" -o "$work/body" \
        -w '%{http_code}' "$@" "$url")
    tr -d '\r' <"$work/head" >"$work/head.new"
    mv "$work/head.new" "$work/head"
    [ -e "$work/body" ] || : >"$work/body"
}

# answers WHAT STATUS BODY
answers() {
    same "$1: status" "$2" "$code"
    same "$1: body" "$3" "$(cat "$work/body")"
}

# header NAME: its value in the last answer.
header() { sed -n "s/^$1: //Ip" "$work/head"; }

# field PATH [FIELD]...: of the body, as pick prints it.
field() { "$pick" "$work/body" "$@" | tr '\t' ' '; }

# keys: the names of the members of an object or of a list's first entry, by
# letter; of its own level only.
keys() {
    sed 's/^\[//; s/},{"id".*//; s/{}//g' "$work/body" |
        sed 's/:{[^{}]*}/:x/g; s/:{[^{}]*}/:x/g; s/:\[[^]]*\]/:x/g' |
        grep -o '"[A-Za-z_]*":' | tr -d '":' | LC_ALL=C sort | tr '\n' ' ' |
        sed 's/ $//'
}

# logged FIELD...: of the last request.
logged() {
    tail -n 1 "$work/log" >"$work/last"
    "$pick" -l "$work/last" '[0]' "$@" | tr '\t' ' '
}

# usage WHAT TEXT ARGUMENT...: ends with status 3 and says the text.
usage() {
    what=$1
    text=$2
    shift 2
    "$sim" "$@" >"$work/said" 2>&1
    same "$what: exit status" 3 $?
    holds "$what" "$work/said" "$text"
}

security='{"code":"Security","message":"You do not have security permission to perform this action.","errors":null}'
missing='{"code":"NotFound","message":"Resource not found","errors":null}'
unauthorized='{"code":"Unauthorized","message":"Invalid authentication credentials."}'
route='Cannot route. Codebase/company is invalid'

command_line() {
    "$sim" --help >"$work/said"
    holds "--help" "$work/said" '--tenant FILE|NAME'
    "$sim" --version >"$work/said"
    holds "--version" "$work/said" '^connectwise-sim '
    same "--list-tenants" 'customized demo full locked my renamed table' \
        "$("$sim" --list-tenants | awk '{ print $1 }' | sort -u | tr '\n' ' ' |
            sed 's/ $//')"
    usage "no tenant" 'which tenant' --port 0
    usage "unknown tenant" 'no tenant "nobody"' --tenant nobody
    usage "unknown function" \
        'no function "Service Desk/Service Ticket"; did you mean "Service Desk/Service Tickets"' \
        --tenant table --set 'role.functions.Service Desk/Service Ticket=All'
    usage "unknown level" 'must be one of: None, My, All' --tenant table \
        --set 'role.functions.System/Table Setup.edit=Some'
    usage "unknown verb" 'must be one of: add, edit, delete, inquire' \
        --tenant table --set 'role.functions.System/Table Setup.see=All'
    usage "unknown dress" 'must be one of: none, unauthorized' \
        --tenant table --set refuse.login=rags
    usage "unknown member of a row" 'a row has no "editlevel"' --tenant table \
        --set 'role.declare={"System/Table Setup": {"editlevel": "All"}}'
    usage "no Customize list" 'has no Customize list' --tenant table \
        --set 'role.customize={"Companies/Contacts": ["x"]}'
    usage "unknown list" 'records.service/ticket: no such list' --tenant table \
        --set records.service/ticket=3
    usage "records" 'must be from 0 to a million' --tenant table \
        --set records.service/tickets=-1
    usage "unknown key" 'unknown key "upgrad"; did you mean "upgrade"' \
        --tenant table --set upgrad=1
    echo '{}' >"$work/empty.json"
    usage "no name" 'empty.json:1:1: a tenant needs a "name"' \
        --tenant "$work/empty.json"
    holds "no role" "$work/said" 'a tenant needs a "role"'
}

lookup() {
    start --tenant table
    for where in login/companyinfo/exampleit LOGIN/CompanyInfo/ExampleIT; do
        get - "$base$where"
        answers "$where" 200 '{"CompanyName":"Example IT, table","Codebase":"v2025_1/","VersionCode":"v2025.1","VersionNumber":"v4.6.98765","CompanyID":"exampleit","IsCloud":true,"SiteUrl":"api-na.myconnectwise.net","AllowedOrigins":["*.myconnectwise.net"]}'
    done
    same "look-up: type" 'application/json; charset=utf-8' \
        "$(header Content-Type)"
    same "look-up: log" 'none companyinfo []' "$(logged auth endpoint never)"
    get - "${base}login/companyinfo/other"
    answers "unknown company" 200 null
    get - "${base}login/companyinfo/example%69t"
    same "escaped company" 'Example IT, table' "$(field .CompanyName)"
    get "$work/login" "${base}login/companyinfo/$company"
    same "credential at the look-up" '["credential-at-look-up"]' \
        "$(logged never)"
    get - "${base}elsewhere"
    same "outside" 404 "$code"
    same "outside: type" text/html "$(header Content-Type)"
    start --tenant table --set site.cloud=false --set codebase=v4_6_release/ \
        --set version=v2024.8.97000
    get - "${base}login/companyinfo/$company"
    answers "on premises" 200 '{"CompanyName":"Example IT, table","Codebase":"v4_6_release/","VersionCode":"v2024.8","VersionNumber":"v4.6.97000","CompanyID":"exampleit","IsCloud":false}'
    start --tenant table --set site.told=false --set wire.isCloud=text
    get - "${base}login/companyinfo/$company"
    same "old form" 'Codebase CompanyID CompanyName IsCloud VersionCode VersionNumber|True' \
        "$(keys)|$(field .IsCloud)"
    start --tenant table \
        --set 'companyInfo={"Codebase": "../../steal/", "SiteUrl": null}'
    get - "${base}login/companyinfo/$company"
    same "anything else" '../../steal/ null' "$(field . .Codebase .SiteUrl)"
    start --tenant table --set companyInfo=null
    get - "${base}login/companyinfo/$company"
    answers "no company" 200 null
}

information() {
    start --tenant table
    get "$work/login" "$api/system/info"
    answers "information" 200 '{"version":"v2025.1.98765","isCloud":true,"serverTimeZone":"Eastern Standard Time","licenseBits":[{"name":"AuditTrail","activeFlag":true},{"name":"KnowledgeBase","activeFlag":true},{"name":"SpamStats","activeFlag":false}],"cloudRegion":"NA","maxWorkFlowRecordsAllowed":1000}'
    same "model" 2025.1 "$(header api-current-version)"
    same "information: log" 'ok info none []' \
        "$(logged auth endpoint dress never)"
    start --tenant table --set 'systemInfo={"version": "v2019.5.68761"}'
    get "$work/login" "$api/system/info"
    same "version" v2019.5.68761 "$(field .version)"
}

# refused WHAT LOGIN STATUS BODY
refused() {
    get "$2" "$api/system/info"
    answers "$1" "$3" "$4"
}

logins() {
    login "$work/company" other $public $private $client
    login "$work/key" $company $public "x$private" $client
    login "$work/client" $company $public $private other
    printf 'user = "%s+%s:%s"\n' $company $public $private >"$work/noclient"
    printf 'header = "Authorization: Basic %%%%"\n' >"$work/broken"
    start --tenant table
    for wrong in company key client noclient broken -; do
        file=$work/$wrong
        [ "$wrong" = - ] && file=-
        refused "login, $wrong" "$file" 401 "$unauthorized"
    done
    same "no login: log" 'none unauthorized' "$(logged auth dress)"
    login "$work/upper" EXAMPLEIT $public $private \
        "$(echo $client | tr '[:lower:]' '[:upper:]')"
    get "$work/upper" "$api/system/info"
    same "letter case" 200 "$code"
    get "$work/key" "${base}v4_6_release/apis/3.0/system/info"
    same "by the router" "404 text/html" "$code $(header Content-Type)"
    get "$work/login" "${base}v4_6_release/apis/3.0/system/info"
    same "the router" 200 "$code"
    start --tenant table --set refuse.company=route --set refuse.key=empty \
        --set refuse.clientId=not-authenticated --set refuse.none=html-404
    refused "company" "$work/company" 400 "$route"
    refused "key" "$work/key" 401 ''
    same "an empty one" '0 ' "$(header Content-Length) $(header Content-Type)"
    refused "client" "$work/client" 401 \
        '{"code":"ConnectWiseApi","message":"UserNotAuthenticated","errors":null}'
    get - "$api/system/info"
    same "none" 404 "$code"
    start --tenant locked
    refused "inactive" "$work/login" 401 "$unauthorized"
    start --tenant table --set refuse.login=cloudflare
    get "$work/login" "$api/system/info"
    same "any login" 403 "$code"
    get - "${base}login/companyinfo/$company"
    same "but for the look-up" 200 "$code"
}

addresses() {
    start --tenant table
    get "$work/login" "${base}v2024_9/apis/3.0/system/info"
    same "another codebase" 404 "$code"
    same "its headers" 'text/html Microsoft-IIS/10.0 max-age=31536000; includeSubDomains 00000000-0000-4000-8000-000000000001 Error from cloudfront' \
        "$(header Content-Type) $(header Server) $(header Strict-Transport-Security) $(header x-cw-request-id) $(header X-Cache)"
    holds "its page" "$work/body" '<title>404</title>'
    get "$work/login" "$api/v4_6_release/apis/3.0/system/info"
    answers "doubled" 400 "$route"
    same "doubled: type" 'text/plain; charset=utf-8' "$(header Content-Type)"
    for path in system/nothing system/mySecurity/count service/tickets/1/x; do
        get "$work/login" "$api/$path"
        answers "$path" 404 "$missing"
    done
    get "$work/login" "$api/system/mySecurity" -X DELETE
    answers "no such method" 405 \
        '{"code":"MethodNotAllowed","message":"Method not allowed","errors":null}'
    start --tenant table --set upgrade.after=2 \
        --set upgrade.version=v2025.2.11111
    for wanted in 200 200 404; do
        get "$work/login" "$api/system/info"
        same "upgrade" $wanted "$code"
    done
    get - "${base}login/companyinfo/$company"
    same "upgraded" 'v2025_2/ v2025.2' "$(field . .Codebase .VersionCode)"
    get "$work/login" "${base}v2025_2/apis/3.0/system/info"
    same "upgraded version" '200 v2025.2.11111 2025.2' \
        "$code $(field .version) $(header api-current-version)"
}

# dressed WORD STATUS BODY: the refusal of one path, the others as usual.
dressed() {
    start --tenant table \
        --set "refusals=[{\"path\": \"system/mysecurity\", \"dress\": \"$1\"}]"
    get "$work/login" "$api/system/mySecurity"
    same "$1: log" "$1" "$(logged dress)"
    answers "$1" "$2" "$3"
    get "$work/login" "$api/system/info" -o /dev/null
    same "$1: other paths" 200 "$code"
    get "$work/login" "$api/system/mySecurity"
}

dresses() {
    dressed unauthorized 401 "$unauthorized"
    dressed not-authenticated 401 \
        '{"code":"ConnectWiseApi","message":"UserNotAuthenticated","errors":null}'
    dressed empty 401 ''
    dressed security 403 "$security"
    dressed ssl 403 \
        '{"code":"Security","message":"SSL is required.","errors":null}'
    dressed cloudflare 403 '<!DOCTYPE html><html><head><title>Access denied</title></head><body>Error 1020</body></html>'
    same "cloudflare: type" text/html "$(header Content-Type)"
    dressed route 400 "$route"
    dressed invalid 400 '{"code":"InvalidObject","message":"The request is invalid.","errors":[{"code":"UnsupportedFormat","message":"Unsupported format applied to page","resource":"mySecurity","field":"page"}]}'
    dressed not-found 404 "$missing"
    dressed method 405 \
        '{"code":"MethodNotAllowed","message":"Method not allowed","errors":null}'
    dressed throttled 429 \
        '{"error":"ConnectWiseAPI","message":"Too many requests. Please try again in 30 seconds."}'
    same "throttled: headers" '30 application/json; charset=utf-8' \
        "$(header Retry-After) $(header Content-Type)"
    dressed timeout 500 \
        '{"code":"ServerError","message":"Execution Timeout Expired.","errors":null}'
    dressed redirect 302 ''
    same "redirect: target" \
        'http://na.myconnectwise.net/v2025_1/apis/3.0/system/mySecurity' \
        "$(header Location)"
    dressed page 200 '<!DOCTYPE html><html><head><title>Login</title></head><body><form></form></body></html>'
    start --tenant table --set retryAfter=1 \
        --set 'refusals=[{"dress": "throttled", "after": 2, "times": 1}]'
    for wanted in 200 200 429 200; do
        get "$work/login" "$api/system/info"
        same "after and times" $wanted "$code"
        [ $wanted = 429 ] && same "seconds" 1 "$(header Retry-After)"
    done
    start --tenant table --set 'retryAfter=""' \
        --set 'refusals=[{"dress": "throttled"}]'
    get "$work/login" "$api/system/info"
    same "no seconds" '429 ' "$code $(header Retry-After)"
    get - "${base}login/companyinfo/$company"
    same "the look-up, too" 429 "$code"
    start --tenant table \
        --set 'faults=[{"path": "system/info", "status": 503, "body": "<p>", "contentType": "text/html"}]'
    get "$work/login" "$api/system/info"
    answers "fault" 503 '<p>'
    get "$work/login" "$api/system/info"
    same "fault, once" 200 "$code"
}

row_keys='_info addLevel customFlag deleteLevel editLevel id inquireLevel member moduleDescription moduleFunctionDescription moduleFunctionIdentifier moduleFunctionName moduleIdentifier moduleName myAllFlag reportFlag restrictFlag sortOrder'

# row FUNCTION FIELD...: of the rows in the body by the function's name.
row() {
    name=$1
    shift
    field "[moduleFunctionName=$name]" "$@"
}

# links: "rel page" of each, by the host that is asked for.
links() {
    header Link | tr ',' '\n' |
        sed -n "s|.*<https://$1/v2025_1/apis/3.0/system/mySecurity?pageSize=\(.*\)&page\(.*\)=\(.*\)>; rel=\"\(.*\)\"|\4 \1 page\2 \3|p" |
        tr '\n' ';'
}

pages() {
    start --tenant table
    get "$work/login" "$api/system/mySecurity"
    same "rows of a page" 25 "$(field '[*]' .id | wc -l)"
    same "first page" 'next 25 page 2;last 25 page 5;' \
        "$(links na.myconnectwise.net)"
    same "keys of a row" "$row_keys" "$(keys)"
    get "$work/login" "$api/system/mySecurity?page=5"
    same "last page" 'first 25 page 1;prev 25 page 4;' \
        "$(links na.myconnectwise.net)"
    same "rows of the last" "10 101" \
        "$(field '[*]' .id | wc -l) $(field '[0].id')"
    get "$work/login" "$api/system/mySecurity?page=6"
    answers "beyond" 200 '[]'
    get "$work/login" "$api/system/mySecurity?pageSize=1000&page=1"
    same "one page" "$(grep -vc '^#' "$folder/functions.tsv") " \
        "$(field '[*]' .id | wc -l) $(header Link)"
    same "ids are unique" '' "$(field '[*]' .id | sort | uniq -d)"
    for wrong in pageSize=1001 pageSize=0 pageSize=x page=0 pageId=-1; do
        get "$work/login" "$api/system/mySecurity?$wrong"
        same "$wrong" "400 InvalidObject mySecurity ${wrong%=*}" \
            "$code $(field .code) $(field '.errors[0]' .resource .field)"
    done
    get "$work/login" "$api/system/mySecurity" \
        -H 'pagination-type: forward-only'
    same "forward only" 'next 25 pageId 25;' "$(links na.myconnectwise.net)"
    get "$work/login" "$api/system/mySecurity?pageSize=50&pageId=100"
    same "by id" '101 ' "$(field '[0].id') $(header Link)"
    get "$work/login" "$api/system/mySecurity?pageSize=1&fields=id,member/id"
    same "fields" 'id member' "$(keys)"
    start --tenant table --set wire.pageSize=ignored \
        --set wire.linkHost=elsewhere.example
    get "$work/login" "$api/system/mySecurity?pageSize=1000&page=2"
    same "size ignored" \
        '26 next 25 page 3;last 25 page 5;first 25 page 1;prev 25 page 1;' \
        "$(field '[0].id') $(links elsewhere.example)"
    get "$work/login" "$api/service/tickets?pageSize=1&fields=id"
    answers "but of the role alone" 200 '[{"id":177}]'
    start --tenant table --set wire.link=missing
    get "$work/login" "$api/system/mySecurity"
    same "no link" '25 ' "$(field '[*]' .id | wc -l) $(header Link)"
    start --tenant table --set wire.paging=forward
    get "$work/login" "$api/system/mySecurity?pageSize=100"
    same "always forward" 'next 100 pageId 100;' \
        "$(links na.myconnectwise.net)"
}

levels='.addLevel .editLevel .deleteLevel .inquireLevel'

# rows ARGUMENT...: all rows of the table with these changes.
rows() {
    start --tenant table "$@"
    get "$work/login" "$api/system/mySecurity?pageSize=1000&page=1"
}

# The word lists of levels are meant to be split.
# shellcheck disable=SC2086
role() {
    rows
    same "levels" 'All All None All' "$(row 'Service Tickets' $levels)"
    same "names" 'Service Desk|ServiceDesk|ServiceTickets|Service Tickets' \
        "$(row 'Service Tickets' .moduleName)|$(row 'Service Tickets' .moduleIdentifier)|$(row 'Service Tickets' .moduleFunctionIdentifier)|$(row 'Service Tickets' .moduleFunctionDescription)"
    same "member" "501 HorizonAPI HorizonAPI" \
        "$(row 'Service Tickets' .member.id .member.identifier .member.name)"
    same "link of the member" \
        'https://api-na.myconnectwise.net/v2025_1/apis/3.0//system/members/501' \
        "$(row 'Service Tickets' .member._info.member_href)"
    same "flags" 'true false false false' \
        "$(row 'Service Tickets' .myAllFlag .reportFlag .restrictFlag .customFlag)"
    same "eight modules have reports" 8 "$(row Reports .id | wc -l)"
    same "report flag" 'false true' \
        "$(row 'API Reports' .reportFlag) $(row 'Marketing Reports' .reportFlag)"
    same "None is listed" 'None None None None' "$(row Invoicing $levels)"
    rows --set role.hideNone=true
    same "None is hidden" 15 "$(field '[*]' .id | wc -l)"
    rows --set 'role.functions.Service Desk/Service Tickets.edit=My'
    same "one level" 'All My None All' "$(row 'Service Tickets' $levels)"
    rows --set wire.unpublished=empty
    same "unpublished levels" 'null null null All' "$(row 'My Company' $levels)"
    rows --set 'role.declare={"System/Table Setup": {"addLevel": "ALL", "editLevel": "Mine", "deleteLevel": null, "inquireLevel": 3, "customFlag": true}}'
    same "odd levels" 'ALL Mine null 3 true' \
        "$(row 'Table Setup' $levels .customFlag)"
    rows --set 'role.twice={"System/Table Setup": {"editLevel": "All"}}'
    same "twice" 'None None None All;None All None All;' \
        "$(row 'Table Setup' $levels | tr '\n' ';')"
    rows --set 'role.absent=["System/Table Setup"]'
    same "absent" '109 ' \
        "$(field '[*]' .id | wc -l) $(row 'Table Setup' .id)"
    rows --set 'role.unknown={"Service Desk/Oracle/Pythia": {"edit": "My"}}'
    same "unknown" 'None My None None Service Desk false' \
        "$(row Oracle/Pythia $levels .moduleName .customFlag)"
    rows --set 'wire.omit=["moduleFunctionIdentifier", "sortOrder", "_info"]'
    same "omitted" \
        "$(echo "$row_keys" |
            sed 's/_info //; s/moduleFunctionIdentifier //; s/ sortOrder//')" \
        "$(keys)"
    start --tenant renamed
    get "$work/login" "$api/system/mySecurity?pageSize=1000"
    same "renamed" 'Project Management|All|Service Tickets – Dependencies||' \
        "$(row 'Project Management' .moduleFunctionName)|$(row 'Project Management' .inquireLevel)|$(row 'Service Tickets – Dependencies' .moduleFunctionName)|$(row 'Project Headers' .id)|$(row 'Setup Tables' .nothing)"
    start --tenant full
    get "$work/login" "$api/system/mySecurity?pageSize=1000"
    same "full" '110 All All All All' \
        "$(field '[*]' $levels | sort | uniq -c | sed 's/^ *//')"
    start --tenant my
    get "$work/login" "$api/system/mySecurity?pageSize=1000"
    same "my" 'My My None My 0' "$(row 'Service Tickets' $levels) $(field \
        '[*]' $levels | grep -c All)"
}

# flagged: the functions of the body whose customFlag is true.
flagged() {
    field '[*]' .customFlag .moduleFunctionName | sed -n 's/^true //p' |
        tr '\n' ';'
}

customize() {
    start --tenant customized
    get "$work/login" "$api/system/mySecurity/customizeItems/?pageSize=1000"
    answers "items" 200 '[{"id":1,"customizeIdentifier":"ServiceResourceScheduling","itemIdentifier":"Corporate"},{"id":2,"customizeIdentifier":"SystemTableSetup","itemIdentifier":"Service / Service Board"},{"id":3,"customizeIdentifier":"SystemTableSetup","itemIdentifier":"Project / Project Boards"},{"id":4,"customizeIdentifier":"SystemTableSetup","itemIdentifier":"General / Manage Hosted API"}]'
    get "$work/login" "$api/system/mySecurity?pageSize=1000"
    same "flagged" 'Resource Scheduling;Table Setup;' \
        "$(flagged)"
    start --tenant table \
        --set 'refusals=[{"path": "system/mySecurity/customizeItems", "dress": "not-found", "times": 1}]'
    get "$work/login" "$api/system/mySecurity/customizeItems/"
    answers "a server too old" 404 "$missing"
    get "$work/login" "$api/system/mySecurity/customizeItems/"
    answers "no items" 200 '[]'
    rows --set wire.customFlag=offered
    same "may have a list" 18 "$(flagged | tr ';' '\n' | wc -l)"
    rows --set wire.customFlag=empty
    same "no flag" 110 "$(field '[*]' .customFlag | grep -c null)"
}

member='id,licenseClass,adminFlag,inactiveFlag,securityRole,structureLevel,securityLocation,restrictLocationFlag,restrictDepartmentFlag,restrictScheduleFlag,excludedServiceBoardIds,excludedProjectBoardIds'

own() {
    start --tenant demo
    get "$work/login" "$api/system/myMembers?fields=$member"
    answers "member" 200 '{"id":501,"licenseClass":"A","adminFlag":false,"inactiveFlag":false,"securityRole":{"id":77,"name":"Horizon (copied, edited)","_info":{}},"structureLevel":{"id":1,"name":"Corporate","_info":{}},"securityLocation":{"id":38,"name":"Corporate","_info":{}},"restrictLocationFlag":false,"restrictDepartmentFlag":false,"restrictScheduleFlag":false,"excludedServiceBoardIds":[12],"excludedProjectBoardIds":[]}'
    same "member: log" '[]' "$(logged never)"
    get "$work/login" "$api/system/myMembers"
    holds "the whole member" "$work/body" DO-NOT-READ
    same "the whole member: log" '["member-without-fields"]' "$(logged never)"
    get "$work/login" "$api/system/myMembers?fields=id,Password"
    same "secret field" '["secret-field"]' "$(logged never)"
    get "$work/login" "$api/system/myMembers/info"
    same "lighter" 'fullName id identifier licenseClass' "$(keys)"
    get "$work/login" "$api/system/callbacks?pageSize=1000&fields=id,type,level,objectId,inactiveFlag,memberId"
    answers "callbacks" 200 '[{"id":9,"objectId":1,"type":"ticket","level":"owner","memberId":501,"inactiveFlag":false},{"id":10,"objectId":1,"type":"schedule","level":"owner","memberId":501,"inactiveFlag":true}]'
    same "callbacks: log" '[]' "$(logged never)"
    get "$work/login" "$api/system/callbacks"
    holds "their addresses" "$work/body" 'token=sim-token-DO-NOT-READ'
    same "their addresses: log" '["secret-field"]' "$(logged never)"
    start --tenant full --set wire.myMembers=array --set member.licenseClass=F
    get "$work/login" "$api/system/myMembers?fields=id,licenseClass,adminFlag"
    answers "array" 200 '[{"id":501,"licenseClass":"F","adminFlag":true}]'
}

# Each list of the table of functions, with its function alone granted, alone
# My, and nothing.
lists() {
    grep -v '^#' "$folder/functions.tsv" | cut -f1,2,8 | grep -v '	-$' |
        while IFS='	' read -r module function reads; do
            echo "$reads" | tr ',' '\n' | sed "s|^|$module/$function	|"
        done >"$work/reads"
    tab=$(printf '\t')
    for level in All My None; do
        start --tenant table --set role.functions={} --set "role.default=$level"
        while IFS=$tab read -r function list; do
            where=$(echo "$list" | sed 's/{id}/177/')
            get "$work/login" "$api/$where?pageSize=1&fields=id"
            echo "$level $code $(cat "$work/body")"
        done <"$work/reads" | LC_ALL=C sort | uniq -c | sed 's/^ *//' >"$work/$level"
    done
    n=$(wc -l <"$work/reads")
    same "lists under All" "$n All 200 [{\"id\":177}]" "$(cat "$work/All")"
    # Boards are a setup table.
    same "lists under My" "$((n - 1)) My 200 []
1 My 200 [{\"id\":177}]" "$(cat "$work/My")"
    same "lists under None" "1 None 200 [{\"id\":177}]
$((n - 1)) None 403 $security" "$(cat "$work/None")"
    for list in service/boards service/priorities service/sources \
        service/boards/1/statuses schedule/types system/locations \
        system/info/members; do
        get "$work/login" "$api/$list?pageSize=1&fields=id"
        answers "$list" 200 '[{"id":177}]'
    done
    for function in 'Project Headers' 'Project Management'; do
        start --tenant table --set role.functions={} \
            --set "role.functions.Project/$function.inquire=All"
        get "$work/login" "$api/project/projects?pageSize=1&fields=id"
        answers "$function alone" 200 '[{"id":177}]'
    done
}

reads() {
    start --tenant table --set records.service/tickets=613 \
        --set records.company/contacts=0
    get "$work/login" "$api/service/tickets?pageSize=1&fields=id"
    answers "one" 200 '[{"id":177}]'
    same "one: link" '<https://na.myconnectwise.net/v2025_1/apis/3.0/service/tickets?pageSize=1&fields=id&page=2>; rel="next", <https://na.myconnectwise.net/v2025_1/apis/3.0/service/tickets?pageSize=1&fields=id&page=613>; rel="last"' \
        "$(header Link)"
    same "one: log" 'service/tickets []' "$(logged endpoint never)"
    get "$work/login" "$api/service/tickets/count"
    answers "count" 200 '{"count":613}'
    get "$work/login" "$api/service/tickets/177/notes/count"
    answers "count below" 200 '{"count":3}'
    get "$work/login" "$api/company/contacts?pageSize=1&fields=id"
    answers "empty" 200 '[]'
    get "$work/login" "$api/service/tickets/789?fields=id"
    answers "by id" 200 '{"id":789}'
    get "$work/login" "$api/service/tickets/790?fields=id"
    answers "no such id" 404 "$missing"
    get "$work/login" "$api/service/tickets?pageSize=1"
    same "records" '["records"]' "$(logged never)"
    holds "records" "$work/body" sim-record-DO-NOT-READ
    start --tenant my
    get "$work/login" "$api/service/tickets/count"
    answers "My counts none" 200 '{"count":0}'
    start --tenant demo
    get "$work/login" "$api/system/members/count"
    answers "None counts nothing" 403 "$security"
}

# tried METHOD PATH STATUS
tried() {
    get "$work/login" "$api/$2" -X "$1" -d '{}'
    same "$1 $2" "$3 [\"write\"]" "$code $(logged never)"
}

never() {
    start --tenant table \
        --set 'role.functions.Service Desk/Service Tickets={"add": "My", "edit": "My", "delete": "All", "inquire": "All"}'
    tried POST service/tickets 201
    tried PATCH service/tickets/177 403
    tried DELETE service/tickets/177 204
    tried PUT company/companies/177 403
    tried POST company/companies 403
    tried POST system/callbacks 405
    get "$work/login" "$api/service/tickets/count"
    answers "nothing is stored" 200 '{"count":3}'
    get "$work/login" "$api/service/tickets/search" -X POST -d '{}'
    same "search" '["write","search"]' "$(logged never)"
    get "$work/login" "$api/system/members/1/tokens"
    same "tokens" '["tokens"]' "$(logged never)"
    get "$work/login" "$api/system/documents/1/download"
    same "download" '["download"]' "$(logged never)"
    get "$work/login" "$api/system/info?clientId=$client"
    same "in the address" '["credential-in-address"]' "$(logged never)"
    lacks "no secret in the log but what was in an address" "$work/log" \
        "$private"
    get "$work/login" "$api/company/contacts?fields=id,webUrl"
    same "field of an address" '["secret-field","records"]' "$(logged never)"
}

every_tenant() {
    for file in "$folder"/tenants/*.json; do
        sim_start --tenant "$file"
        get - "${base}login/companyinfo/$company"
        same "$file" 200 "$code"
    done
}

command_line
every_tenant
lookup
information
logins
addresses
dresses
pages
role
customize
own
lists
reads
never
done_testing
