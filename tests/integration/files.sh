#!/bin/sh
# Where reports go: one file for each, none over an input, refused before
# anything is sent where they cannot be written, and nothing left beside them
# whatever ends the program.
# shellcheck source=tests/integration/lib.sh
. "$(dirname "$0")/lib.sh"

root=no
[ "$(id -u)" = 0 ] && root=yes
folder=$work/reports
mkdir "$folder"
here=$(pwd)
case $grantscan in
/*) ;;
*) grantscan=$here/$grantscan ;;
esac

# refused WHAT WORDS ARGUMENT...: as bad usage, with these words, and nothing
# was sent or written.
refused() {
    what=$1 words=$2
    shift 2
    ls -lA --time-style=full-iso "$folder" >"$work/before"
    : >"$work/log"
    "$grantscan" scan --rules "$rules" --endpoint "$base" "$@" \
        >"$work/out" 2>"$work/err" </dev/null
    same "$what: exit status" 3 $?
    same "$what: nothing was sent" 0 "$(wc -l <"$work/log")"
    same "$what: nothing on standard output" "" "$(cat "$work/out")"
    same "$what: nothing was written" "$(cat "$work/before")" \
        "$(ls -lA --time-style=full-iso "$folder")"
    holds "$what: it says so" "$work/err" "$words"
}

# nothing_left WHAT NAME...: the folder holds just these.
nothing_left() {
    what=$1
    shift
    same "$what: nothing is left beside it" "$*" \
        "$(find "$folder" -mindepth 1 -printf '%f\n' | sort | tr '\n' ' ' |
            sed 's/ $//')"
}

sim_start --tenant table

# ---- two reports on one file -----------------------------------------------

twice='cannot both go to'
(cd "$folder" && ln -s . linked)
refused "two spellings" "$twice" \
    --report text="$folder/r" --report junit="$folder/./r"
refused "a folder that is a link" "$twice" \
    --report text="$folder/r" --report junit="$folder/linked/r"
cd "$folder" || exit 1
refused "with and without a folder" "$twice" \
    --report text=r --report junit=./r --report html="$folder/r"
same "with and without a folder: each is told" 2 \
    "$(grep -c "$twice" "$work/err")"
cd "$here" || exit 1
echo old >"$folder/r"
ln -s r "$folder/soft"
ln "$folder/r" "$folder/hard"
refused "a symbolic link" "$twice" \
    --report text="$folder/r" --report junit="$folder/soft"
refused "a hard link" "$twice" \
    --report text="$folder/hard" --report junit="$folder/r"
exec 7>>"$folder/r"
refused "an open descriptor" "$twice" \
    --report text=/dev/fd/7 --report junit="$folder/r"
exec 7>&-
refused "standard output by two names" "$twice" \
    --report text=- --report junit=/proc/self/fd/1
mkfifo "$work/fifo"
refused "one pipe" "$twice" \
    --report text="$work/fifo" --report junit="$work/fifo"
rm -f "$folder/hard" "$folder/soft" "$folder/linked"
same "what was there stays" old "$(cat "$folder/r")"
rm -f "$folder/r"
scan --report text=/dev/null --report junit=/dev/null
same "nowhere is no file" 2 "$status"
same "nowhere is still there" yes "$([ -c /dev/null ] && echo yes)"

# ---- a report over an input ------------------------------------------------

over='is an input of this run'
cp "$rules" "$folder/rules.json"
cp "$work/audit.json" "$folder/audit.json"
echo '{"attestations": []}' >"$folder/attest.json"
echo '{"waivers": []}' >"$folder/waive.json"
for name in AUTOTASK_USERNAME AUTOTASK_SECRET AUTOTASK_INTEGRATION_CODE; do
    eval "echo $name=\$$name"
done >"$folder/credentials"
chmod 600 "$folder/credentials"
ln "$folder/rules.json" "$folder/hard"
ln -s waive.json "$folder/soft"
given=$rules
rules=$folder/rules.json
refused "over the rules" "$over (--rules)" --report json="$folder/hard"
rules=$given
refused "over the statements" "$over (--attest)" \
    --attest "$folder/attest.json" --report json="$folder/./attest.json"
refused "over the waivers" "$over (--waive)" \
    --waive "$folder/waive.json" --report json="$folder/soft"
refused "over the baseline" "$over (--baseline)" \
    --baseline "$folder/audit.json" --report json="$folder/audit.json"
refused "over the credentials" "$over (--credentials)" \
    --credentials "$folder/credentials" --report json="$folder/credentials"
refused "over the authorities" "$over (--cacert)" \
    --cacert "$folder/audit.json" --report json="$folder/audit.json"
GRANTSCAN_RULES=$folder
export GRANTSCAN_RULES
"$grantscan" scan --rules rules --endpoint "$base" \
    --report json="$folder/rules.json" >"$work/out" 2>"$work/err"
same "over rules by name" 3 $?
unset GRANTSCAN_RULES
for command in report "evaluate --rules $folder/rules.json"; do
    cp "$folder/audit.json" "$work/kept"
    # The words are meant to be split.
    # shellcheck disable=SC2086
    "$grantscan" $command "$folder/audit.json" \
        --report html="$folder/audit.json" >"$work/out" 2>"$work/err"
    same "$command over its audit" 3 $?
    holds "$command over its audit" "$work/err" "$over (AUDIT.json"
    same "$command: the audit stays" "$(cat "$work/kept")" \
        "$(cat "$folder/audit.json")"
done
"$grantscan" report - --report html="$folder/audit.json" \
    <"$folder/audit.json" >"$work/out" 2>"$work/err"
same "over standard input" 3 $?
rm -f "$folder"/*

# ---- what cannot be written ------------------------------------------------

refused "a folder that is missing" 'No such file' --report text="$folder/no/r"
refused "a folder itself" 'is a directory' --report text="$folder"
refused "a folder to be" 'is a directory' --report text="$folder/r/"
refused "where no file can be made" 'proc' --report text=/proc/self/r
refused "a closed descriptor" 'Bad file' --report text=/dev/fd/9
ln -s nowhere "$folder/dangling"
refused "a link to nothing" 'link to nothing' --report text="$folder/dangling"
if [ "$root" = yes ]; then
    echo theirs >"$folder/theirs"
    chown 65534 "$folder/theirs"
    ln -s theirs "$folder/astray"
    refused "a link to another's file" "another owner's" \
        --report text="$folder/astray"
else
    mkdir "$folder/closed"
    chmod 555 "$folder/closed"
    refused "no permission" 'Permission' --report text="$folder/closed/r"
    echo mine >"$folder/mine"
    chmod 400 "$folder/mine"
    refused "a file that is read-only" 'Permission' --report text="$folder/mine"
fi
rm -rf "$folder"
mkdir "$folder"

# ---- cut short -------------------------------------------------------------

# A limit of file sizes is an error of writing and no signal that kills.
(
    ulimit -f 1 # 512 bytes, in some shells 1024
    exec "$grantscan" scan --rules "$rules" --endpoint "$base" \
        --report json="$folder/r" 2>"$folder.err"
)
same "no room: exit status" 4 $?
holds "no room: it says so" "$folder.err" 'r: File too large'
nothing_left "no room"

# begin ARGUMENT...: a scan in the background that waits for its answers.
begin() {
    sim_start --tenant table --set 'faults=[{"path":"*/query","times":-1,
        "delayMs":20000}]'
    # A shell without job control starts a background command deaf to SIGINT.
    "$pick" --hearing "$grantscan" scan --rules "$rules" --endpoint "$base" \
        --report json="$folder/a.json" "$@" \
        >"$work/out" 2>"$work/err" </dev/null &
    scanning=$!
    wait_for "$work/log" '"EntityInformation"'
}

# wait_for FILE PATTERN
wait_for() {
    tries=0
    while ! grep -qs -e "$2" "$1" && [ $tries -lt 1500 ]; do
        tries=$((tries + 1))
        sleep 0.01
    done
}

# ended WHAT STATUS
ended() {
    wait "$scanning"
    same "$1: exit status" "$2" $?
}

for signal in INT TERM HUP; do
    begin
    kill -$signal "$scanning"
    ended "$signal" 130
    nothing_left "$signal" a.json
    same "$signal: what was heard is written" undetermined \
        "$("$pick" "$folder/a.json" outcome)"
    rm -f "$folder"/*
done

# The first one is heard, and the reports are being written: to a pipe that
# nobody reads.
for signal in INT TERM HUP; do
    begin --report text="$work/fifo"
    kill -$signal "$scanning"
    tries=0
    while [ ! -e "$folder/a.json" ] && [ $tries -lt 1500 ]; do
        tries=$((tries + 1))
        sleep 0.01
    done
    kill -INT "$scanning"
    ended "$signal, then INT" 130
    nothing_left "$signal, then INT" a.json
    same "$signal, then INT: what is there is whole" undetermined \
        "$("$pick" "$folder/a.json" outcome)"
    rm -f "$folder"/*
done

# Others end it and can be told apart; one that was to be ignored is.
begin
kill -USR1 "$scanning"
ended USR1 $((128 + $(kill -l USR1 2>/dev/null || echo 10)))
nothing_left USR1
sim_start --tenant table
(
    trap '' HUP
    exec "$grantscan" report - --report json="$folder/a.json" \
        >"$work/out" 2>"$work/err" <"$work/fifo"
) &
scanning=$!
exec 8>"$work/fifo"
kill -HUP "$scanning"
cat "$work/audit.json" >&8
exec 8>&-
ended "HUP that is ignored" 0
nothing_left "HUP that is ignored" a.json
rm -f "$folder"/*

# Where there is nothing to write yet one is enough.
"$pick" --hearing "$grantscan" report - --report json="$folder/a.json" \
    >"$work/out" 2>"$work/err" <"$work/fifo" &
scanning=$!
exec 8>"$work/fifo"
while [ ! -e "$work/ended" ]; do # it may not have begun to hear yet
    kill -INT "$scanning"
    sleep 0.01
done 2>"$work/late" &
ended "INT before anything" 130
: >"$work/ended"
exec 8>&-
nothing_left "INT before anything"

# ---- readers ---------------------------------------------------------------

# Whoever reads a report meanwhile has the old one or the new one, whole.
cp "$work/audit.json" "$folder/a.json"
(
    for _ in 1 2 3 4 5 6 7 8 9 10; do
        "$grantscan" report "$work/audit.json" --report json="$folder/a.json"
    done
    : >"$work/written"
) &
writing=$!
torn=0 reads=0
while [ ! -e "$work/written" ]; do
    reads=$((reads + 1))
    cmp -s "$work/audit.json" "$folder/a.json" || torn=$((torn + 1))
done
wait "$writing"
same "no reader sees half of it ($reads reads)" 0 "$torn"
nothing_left "ten times" a.json
if [ -w /dev/full ]; then
    scan --report text=/dev/full
    same "a full device: exit status" 4 "$status"
    same "a full device is still one" yes "$([ -c /dev/full ] && echo yes)"
fi

done_testing
