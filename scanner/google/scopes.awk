# scopes.tsv -> scopes.inc: a SCOPE(...) line for each, with a number from 0 and
# sorted by name; behind them a WIDER(weak, strong) for each pair of which the
# strong one is wider, by whatever number of steps; behind these a WATCH(number)
# for each that is looked for, the riskiest first. Who includes it defines the
# macros.

function complain(what)
{
    printf "%s:%d: %s\n", FILENAME, FNR, what > "/dev/stderr"
    bad = 1
}

function one_of(text, table, what)
{
    if (!(text in table))
        complain("no such " what ": " text)
    return table[text]
}

# Appends to what is wider; it is found by the name, for it may stand further
# down.
function edges(list, part, n, i)
{
    if (list == "-")
        return
    n = split(list, part, " ")
    for (i = 1; i <= n; i++) {
        wider[number, ++wider[number]] = part[i]
        wanted[part[i]] = FNR
    }
}

# Marks what is reached from a scope.
function reach(from, i, to)
{
    for (i = 1; i <= wider[from]; i++) {
        to = place[wider[from, i]]
        if (!(to in seen)) {
            seen[to] = 1
            reach(to)
        }
    }
}

function clear(to)
{
    for (to in seen)
        delete seen[to]
}

BEGIN {
    FS = "\t"
    number = 0
    n_risk = split("CRITICAL HIGH MEDIUM LOW", risk, " ")
    for (i = 1; i <= n_risk; i++)
        level[tolower(risk[i])] = risk[i]
    watched["y"] = "true"
    watched["-"] = "false"
    api["calendar"] = "GOOGLE_CALENDAR"
    api["directory"] = "GOOGLE_DIRECTORY"
    api["-"] = "GOOGLE_OTHER"
    whom["technician"] = "technician"
    whom["administrator"] = "administrator"
    read["events"] = "GOOGLE_READ_EVENTS"
    read["calendar-list"] = "GOOGLE_READ_CALENDAR_LIST"
    read["acl"] = "GOOGLE_READ_ACL"
    read["settings"] = "GOOGLE_READ_SETTINGS"
    read["users"] = "GOOGLE_READ_USERS"
    read["groups"] = "GOOGLE_READ_GROUPS"
    read["-"] = "GOOGLE_READ_NONE"
}

/^#/ { next }

NF != 11 {
    complain(NF " columns, not 11")
    next
}

{
    if ($1 <= last)
        complain("not sorted: " $1)
    last = $1
    place[$1] = number
    edges($9)
    of[number] = one_of($4, level, "risk")
    look[number] = one_of($5, watched, "watch")
    line[number] = sprintf("SCOPE(%d, \"%s\", \"%s\", \"%s\", %s, %s, %s, " \
        "\"%s\", %s, \"%s\", \"%s\")", number, $1,
        $2 == "-" ? "https://www.googleapis.com/auth/" $1 : $2, $3,
        of[number], look[number], one_of($6, api, "API"),
        one_of($7, whom, "subject"), one_of($8, read, "request"), $10, $11)
    number++
}

END {
    for (name in wanted)
        if (!(name in place)) {
            FNR = wanted[name]
            complain("no such scope: " name)
        }
    for (i = 0; i < number && !bad; i++)
        print line[i]
    for (i = 0; i < number && !bad; i++) {
        clear()
        reach(i)
        if (i in seen) {
            complain("wider than itself: " line[i])
            break
        }
        for (k = 0; k < number; k++)
            if (k in seen)
                printf "WIDER(%d, %d)\n", i, k
    }
    for (r = 1; r <= n_risk && !bad; r++)
        for (i = 0; i < number; i++)
            if (look[i] == "true" && of[i] == risk[r])
                printf "WATCH(%d)\n", i
    exit bad
}
