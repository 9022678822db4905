# permissions.tsv -> permissions.inc: a PERMISSION(...) line for each, with a
# number from 0 and sorted by name; behind them an IMPLIES(strong, weak) for
# each pair of which the strong one includes the weak one, by whatever number
# of steps, and a PERHAPS(strong, weak) for each of which it may. Who includes
# it defines the macros.

# A sentence or a word as C has it, or NULL.
function quoted(text)
{
    return text == "-" ? "NULL" : "\"" text "\""
}

function complain(what)
{
    printf "%s:%d: %s\n", FILENAME, FNR, what > "/dev/stderr"
    bad = 1
}

# Appends to what a permission leads to; edges are found by the name, for they
# lead to what stands further down as well.
function edges(list, into, part, n, i)
{
    if (list == "-")
        return
    n = split(list, part, " ")
    for (i = 1; i <= n; i++) {
        into[number, ++into[number]] = part[i]
        wanted[part[i]] = FNR
    }
}

# Marks what is reached from a permission; sure: by "implies" alone.
function reach(from, sure, i, to)
{
    for (i = 1; i <= implies[from]; i++) {
        to = place[implies[from, i]]
        if (!(to in seen)) {
            seen[to] = 1
            reach(to, sure)
        }
    }
    for (i = 1; !sure && i <= perhaps[from]; i++) {
        to = place[perhaps[from, i]]
        if (!(to in seen)) {
            seen[to] = 1
            reach(to, sure)
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
    audience["graph"] = "MS_GRAPH"
    audience["exchange"] = "MS_EXCHANGE"
    audience["role"] = "MS_ROLE"
    section["graph"] = "Microsoft Graph"
    section["exchange"] = "Office 365 Exchange Online"
    section["role"] = "Directory roles"
    prefix["exchange"] = "Office 365 Exchange Online/"
    prefix["role"] = "Directory role/"
}

/^#/ { next }

$1 == "sentence" {
    if (NF != 4)
        complain(NF " columns, not 4")
    sentence[$2, $3] = $4
    next
}

NF != 11 {
    complain(NF " columns, not 11")
    next
}

{
    name = prefix[$1] $2
    if (!($1 in audience))
        complain("no such thing: " $1)
    if ($5 !~ /^(low|medium|high|critical)$/)
        complain("no such risk: " $5)
    if (name <= last)
        complain("not sorted: " name)
    last = name
    if ($11 == "-")
        $11 = sentence[$4, $7]
    if ($11 == "")
        complain("no sentence for " $4 ", " $7)
    if ($1 == "graph")
        place[$2] = number
    edges($9, implies)
    edges($10, perhaps)
    line[number] = sprintf("PERMISSION(%d, \"%s\", \"%s\", \"%s\", %s, " \
        "\"%s\", \"%s\", \"%s\", %s, %s, %s, %s)", number, name, $2, \
        section[$1], audience[$1], $3 == "-" ? $2 : $3, $4, $6, toupper($5), \
        quoted($11), $8 == "part" ? "NULL" : quoted($8), \
        $8 == "-" ? "false" : "true")
    number++
}

END {
    for (name in wanted)
        if (!(name in place)) {
            FNR = wanted[name]
            complain("no such permission: " name)
        }
    for (i = 0; i < number && !bad; i++)
        print line[i]
    for (i = 0; i < number && !bad; i++) {
        clear()
        reach(i, 1)
        if (i in seen) {
            complain("includes itself: " line[i])
            break
        }
        for (k = 0; k < number; k++)
            if (k in seen)
                printf "IMPLIES(%d, %d)\n", i, k
        for (k in seen)
            sure[i, k] = 1
    }
    for (i = 0; i < number && !bad; i++) {
        clear()
        reach(i, 0)
        for (k = 0; k < number; k++)
            if (k in seen && k != i && !((i, k) in sure))
                printf "PERHAPS(%d, %d)\n", i, k
    }
    exit bad
}
