#!/bin/sh
# Calls that are never made, and calls that only few files make.
# shellcheck source=tests/lint/lib.sh
. "${srcdir:-.}/tests/lint/lib.sh"

# CALLS|FILES THAT MAY (prefixes)|WHY NOT
table='
sprintf vsprintf strcpy strcat stpcpy strtok gets atoi atol atof|-|no bounds, no errors
system popen tmpnam mktemp|-|shells and races
cJSON_GetObjectItem cJSON_HasObjectItem|-|ignores letter case
malloc calloc realloc strdup strndup asprintf vasprintf|base/ tests/simulator/ tests/fuzz/|memory comes from an arena
alloca|-|no bounds
getenv|base/alloc.c scanner/engine/secret_load.c scanner/cli/input.c scanner/cli/terminal.c tests/|the environment belongs to the shell
time gettimeofday localtime localtime_r mktime|scanner/cli/cmd_input.c scanner/cli/cmd_scan.c tests/|the time is passed in
clock_gettime|base/clock.c tests/|the time is passed in
clock_ms|base/clock. scanner/engine/http.c scanner/engine/secret_command.c|the time is passed in
gmtime gmtime_r strftime|base/date.c tests/|the calendar is base/date.c
exit abort _exit|base/alloc.c base/diag.c scanner/cli/main.c scanner/cli/signals.c scanner/engine/secret_command.c tests/|status comes from main, or from die()
fork|base/alloc.c scanner/engine/secret_command.c tests/|no other processes
execl execv execvp posix_spawn|scanner/engine/secret_command.c tests/|no other processes
setlocale|-|output does not depend on the locale
'

files -name '*.c' -o -name '*.h' >"$work/list"
while read -r file; do
    code "$file" >"$work/code"
    printf '%s' "$table" | while IFS='|' read -r calls homes why; do
        if [ -z "$calls" ]; then continue; fi
        home=false
        for prefix in $homes; do
            case $file in "$prefix"*) home=true ;; esac
        done
        if $home; then continue; fi
        pattern=$(printf '%s' "$calls" | tr ' ' '|')
        grep -nE "(^|[^[:alnum:]_.>])($pattern)[[:space:]]*\(" "$work/code" |
            sed "s|^\([0-9]*\):[[:space:]]*\(.*\)|$file:\1: $why: \2|" \
                >>"$work/complaints" || :
    done
    case $file in
    base/* | rules/* | audit/* | reports/* | scanner/*)
        grep -nE '(^|[^[:alnum:]_])default[[:space:]]*:' "$work/code" |
            sed "s|^\([0-9]*\):.*|$file:\1: a default hides the cases to come|" \
                >>"$work/complaints" || :
        ;;
    esac
done <"$work/list"
[ -s "$work/list" ] || complain 'no sources found'
finish "$(wc -l <"$work/list") files"
