#!/bin/sh
# The program as people and jobs use it: credentials, bad input, where reports
# go, interruption, terminals.
# shellcheck source=tests/integration/lib.sh
. "$(dirname "$0")/lib.sh"

root=no
[ "$(id -u)" = 0 ] && root=yes
user=$AUTOTASK_USERNAME secret=$AUTOTASK_SECRET
code=$AUTOTASK_INTEGRATION_CODE

# nothing_sent WHAT: refused as bad input, before anything was sent.
nothing_sent() {
    same "$1: exit status" 3 "$status"
    same "$1: nothing was sent" 0 "$(wc -l <"$work/log")"
    same "$1: nothing on standard output" "" "$(cat "$work/out")"
    holds "$1: it says so" "$work/err" '^grantscan: \|^[^ ]*:[0-9]*:'
}

# run ARGUMENT...: the program with just these; sets status.
run() {
    "$grantscan" "$@" >"$work/out" 2>"$work/err" </dev/null
    status=$?
}

# scan_quietly ARGUMENT...: the program itself, to be run in the background.
scan_quietly() {
    exec "$grantscan" scan --rules "$rules" --endpoint "$base" \
        --report json="$work/audit.json" "$@" 2>"$work/err" </dev/null
}

sim_start --tenant table
scan
same "with the environment" 2 "$status"
verdicts >"$work/table"

# ---- credentials -----------------------------------------------------------

sim_start --tenant table
unset AUTOTASK_USERNAME AUTOTASK_SECRET AUTOTASK_INTEGRATION_CODE
scan
nothing_sent "no credentials"
for name in AUTOTASK_USERNAME AUTOTASK_SECRET AUTOTASK_INTEGRATION_CODE; do
    holds "no credentials: each is named" "$work/err" "$name is not set"
done
{
    echo "# made by hand"
    printf 'export AUTOTASK_USERNAME="%s"\r\n' "$user"
    echo "AUTOTASK_SECRET='$secret'"
    echo "AUTOTASK_INTEGRATION_CODE=$code"
} >"$work/credentials"
for mode in 644 640 604 660 620 666; do
    chmod $mode "$work/credentials"
    scan --credentials "$work/credentials"
    nothing_sent "a file of mode $mode"
done
chmod 600 "$work/credentials"
scan --credentials "$work/credentials"
same "a file of mode 600" "$(cat "$work/table")" "$(verdicts)"
scan --credentials-command "cat '$work/credentials'"
same "a command" "$(cat "$work/table")" "$(verdicts)"
sim_start --tenant table
scan --credentials-command 'exit 3'
nothing_sent "a command that fails"
holds "a command that fails: its status" "$work/err" 3
scan --credentials-command true
nothing_sent "a command that says nothing"
AUTOTASK_SECRET=hush-hush scan \
    --credentials-command "env >'$work/seen'; cat '$work/credentials'"
lacks "a command: no secret in its environment" "$work/seen" hush
holds "a command: the rest of its environment" "$work/seen" PATH=
real=$grantscan grantscan=$work/childless
printf '#!/bin/sh\nexec env --ignore-signal=CHLD "%s" "$@"\n' "$real" \
    >"$grantscan"
chmod +x "$grantscan"
scan --credentials-command "cat '$work/credentials'"
grantscan=$real
same "a command, where nobody hears of children" "$(cat "$work/table")" \
    "$(verdicts)"
sim_start --tenant table
rm -f "$work/began"
scan_quietly --credentials-command "echo >'$work/began'; sleep 1000" &
pid=$!
tries=0
while [ ! -s "$work/began" ] && [ $tries -lt 1500 ]; do
    tries=$((tries + 1))
    sleep 0.01
done
kill -TERM $pid
wait $pid
same "interrupted in a command that hangs" 130 $?
mkfifo -m 600 "$work/pipe"
scan --credentials "$work/pipe"
nothing_sent "a named pipe without a writer"
printf 'AUTOTASK_SECRET=a\tb\n' >"$work/credentials"
scan --credentials "$work/credentials"
nothing_sent "a control character"
echo "PASSWORD=hush-hush-hush" >"$work/credentials"
scan --credentials "$work/credentials"
nothing_sent "an unknown name"
holds "an unknown name: those that are known" "$work/err" \
    "AUTOTASK_USERNAME, AUTOTASK_SECRET, AUTOTASK_INTEGRATION_CODE"
lacks "an unknown name: its value is not told" "$work/err" hush
if [ "$root" = yes ]; then
    chown 65534 "$work/credentials"
    scan --credentials "$work/credentials"
    nothing_sent "another owner's file"
fi
export AUTOTASK_USERNAME="$user" AUTOTASK_SECRET="$secret"
export AUTOTASK_INTEGRATION_CODE="$code"

# ---- bad input -------------------------------------------------------------

for url in http://example.com/ https://a@b/ ftp://127.0.0.1/ http://127.1/ \
    'https://b/?x' nonsense; do
    run scan --rules "$rules" --endpoint "$url"
    nothing_sent "--endpoint $url"
done
run scan --endpoint "$base"
nothing_sent "no rules"
run scan --rules "$work/none.json" --endpoint "$base"
nothing_sent "rules that are not there"
echo '{"format": "grantscan-rules/1", "id": 7}' >"$work/bad.json"
run scan --rules "$work/bad.json" --endpoint "$base"
nothing_sent "rules that are none"
scan --option livelink=yes
nothing_sent "an option that is not there"
holds "an option that is not there: did you mean" "$work/err" livelinks
scan --option livelinks=perhaps
nothing_sent "an option that is neither"
scan --cacert "$work/none.pem"
nothing_sent "a CA file that is not there"
scan --cacert "$rules"
nothing_sent "a CA file that is none"
for twice in "--attest -" "--waive -" "--baseline -" "--rules -"; do
    # The words of an option are meant to be split.
    # shellcheck disable=SC2086
    run scan --rules - $twice --endpoint "$base"
    nothing_sent "standard input twice: $twice"
    holds "standard input twice: $twice" "$work/err" 'only once'
done
run diff - -
nothing_sent "standard input twice: diff"
run evaluate - --rules -
nothing_sent "standard input twice: evaluate"
run
nothing_sent "no command"
GRANTSCAN_RULES=$top/rules run plan --rules horizon-autotask
same "rules by name" 0 "$status"
run --help
same "--help" 0 "$status"
holds "--help: on standard output" "$work/out" '^usage: grantscan'
run --version
same "--version" 0 "$status"

sim_start --tenant table
http_proxy=http://127.0.0.1:1 ALL_PROXY=http://127.0.0.1:1 scan
same "no proxy for this machine" "$(cat "$work/table")" "$(verdicts)"
"$grantscan" scan --rules - --endpoint "$base" -q --report text=- \
    <"$rules" >"$work/out" 2>"$work/err"
holds "rules from standard input" "$work/out" '^31 checks'
"$grantscan" report - --report text=- <"$work/audit.json" >"$work/out2"
holds "an audit from standard input" "$work/out2" '^31 checks'

# ---- where reports go ------------------------------------------------------

sim_start --tenant table
for target in "$work/none/r.txt" "$work" /; do
    scan --report text="$target"
    nothing_sent "a report to $target"
done
scan --report text=- --report junit=/dev/stdout
nothing_sent "two reports on standard output"
scan --report text="$work/a" --report junit="$work/a"
nothing_sent "two reports to one file"
scan --report word="$work/a"
nothing_sent "a format that is not there"
holds "a format that is not there: those that are" "$work/err" junit
scan --report text
nothing_sent "a report without a file"
ln -s "$work/nowhere/r.txt" "$work/dangling"
scan --report text="$work/dangling"
nothing_sent "a link to nowhere"
if [ "$root" = no ]; then
    mkdir "$work/closed" && chmod 555 "$work/closed"
    scan --report text="$work/closed/r.txt"
    nothing_sent "a folder that cannot be written to"
fi

scan --report text="$work/r.txt"
same "a report is its owner's alone" -rw------- \
    "$(find "$work/r.txt" -printf '%M\n' 2>/dev/null || echo -rw-------)"
cp "$work/r.txt" "$work/plain.txt"
scan --report text=/dev/stdout
same "/dev/stdout is written to" "All" \
    "$(sed -n '/^All checks/s/ .*//p' "$work/out")"
same "/dev/stdout is still there" yes "$([ -e /dev/stdout ] && echo yes)"
"$grantscan" scan --rules "$rules" --endpoint "$base" | cat >"$work/piped"
holds "a pipe" "$work/piped" '^31 checks'
mkfifo "$work/fifo"
cat "$work/fifo" >"$work/from-fifo" &
reader=$!
scan --report text="$work/fifo"
wait "$reader"
same "a named pipe is still one" yes "$([ -p "$work/fifo" ] && echo yes)"
holds "a named pipe is written to" "$work/from-fifo" '^31 checks'
echo old >"$work/real"
ln -s real "$work/link"
scan --report text="$work/link"
same "a link of one's own stays a link" yes "$([ -L "$work/link" ] && echo yes)"
holds "and its file is replaced" "$work/real" '^31 checks'
if [ "$root" = yes ]; then
    echo theirs >"$work/theirs"
    chown 65534 "$work/theirs"
    ln -s theirs "$work/astray"
    scan --report text="$work/astray"
    same "a link to another owner's file" theirs "$(cat "$work/theirs")"
    same "is not followed: exit status" 3 "$status"
fi
same "nothing is left beside them" "" \
    "$(find "$work" -name '*.??????' -name 'r.txt.*')"
if [ -w /dev/full ]; then
    "$grantscan" scan --rules "$rules" --endpoint "$base" \
        >/dev/full 2>"$work/err"
    same "a full disk" 4 $?
fi

# ---- terminals -------------------------------------------------------------

escape=$(printf '\033')
NO_COLOR=1 scan --report text=-
lacks "no terminal: no escapes" "$work/out" "$escape"
lacks "no terminal: no progress" "$work/err" "$escape"
same "the closing line" 1 "$(wc -l <"$work/err")"
scan --report html="$work/page.html"
holds "the closing line" "$work/err" '; exit 2; wrote .*audit.json, .*page.html$'
scan -q --report text=-
same "-q says nothing more" "" "$(cat "$work/err")"
run scan -q --rules "$rules" --endpoint "$base"
same "-q alone is silent" "2 " "$status $(cat "$work/out" "$work/err")"
if have script; then
    export grantscan rules base
    # shellcheck disable=SC2016 # for the other shell
    in_terminal='"$grantscan" scan --rules "$rules" --endpoint "$base"'
    TERM=xterm script -qec "$in_terminal" /dev/null \
        </dev/null >"$work/colour" 2>&1
    holds "a terminal: colour" "$work/colour" "$escape\\[[0-9;]*m"
    holds "a terminal: progress" "$work/colour" 'survey: [0-9]* of [0-9]*'
    NO_COLOR=1 TERM=xterm script -qec "$in_terminal" /dev/null \
        </dev/null >"$work/plain" 2>&1
    lacks "NO_COLOR: no colour" "$work/plain" "$escape\\[[0-9;]*m"
fi

# ---- interruption ----------------------------------------------------------

# interrupt SIGNAL: in the middle of a scan that takes its time.
interrupt() {
    sim_start --tenant table --set 'faults=[{"path":"*/query","times":-1,
        "delayMs":20000}]'
    rm -f "$work/audit.json" "$work/r.xml"
    # A shell without job control starts a background command deaf to SIGINT.
    "$pick" --hearing "$grantscan" scan --rules "$rules" --endpoint "$base" \
        --report json="$work/audit.json" --report junit="$work/r.xml" \
        >"$work/out" 2>"$work/err" </dev/null &
    scanning=$!
    tries=0
    while ! grep -q '"EntityInformation"' "$work/log" && [ $tries -lt 1500 ]; do
        tries=$((tries + 1))
        sleep 0.01
    done
    kill -"$1" "$scanning"
    wait "$scanning"
    status=$?
    same "$1: exit status" 130 "$status"
    same "$1: the reports are written" "$(wc -l <"$work/table")" \
        "$(verdicts | wc -l)"
    holds "$1: JUnit too" "$work/r.xml" '</testsuites>'
    same "$1: what was heard stays" "pass granted declared" \
        "$(verdict api-user.login)"
    same "$1: nothing fails" "" "$(verdicts | grep ' fail ')"
    same "$1: what was not is open" "unknown interrupted none" \
        "$(verdict api-user.api-only)"
    same "$1: not compliant by any means" undetermined \
        "$("$pick" "$work/audit.json" outcome)"
}
interrupt INT
interrupt TERM

done_testing
