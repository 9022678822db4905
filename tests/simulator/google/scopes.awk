# scopes.tsv -> scopes.inc: a SCOPE line each; who includes it defines the macro.

function wrong(what)
{
    printf "%s:%d: %s\n", FILENAME, FNR, what > "/dev/stderr"
    bad = 1
}

# "events,acl" -> "1U << CALL_EVENTS | 1U << CALL_ACL"
function opens(list,    part, n, i, text)
{
    n = split(list, part, ",")
    for (i = 1; i <= n; i++) {
        if (!(part[i] in word))
            wrong("what is " part[i])
        text = text (i > 1 ? " | " : "") word[part[i]]
    }
    return text
}

# As people say it: without what most begin with.
function short(scope)
{
    sub(/^https:\/\/(www\.googleapis\.com\/auth\/)?/, "", scope)
    return scope
}

BEGIN {
    FS = "\t"
    word["-"] = "0"
    n = split("events calendarList calendar acl settings freeBusy users " \
        "groups orgunits resources roles domains customer", name, " ")
    for (i = 1; i <= n; i++)
        word[name[i]] = "1U << CALL_" toupper(name[i])
}

/^#/ { next }

NF != 2 { wrong(NF " columns, not 2"); next }

$1 !~ /^https:\/\/[A-Za-z0-9._\/-]+$/ { wrong("no scope: " $1); next }

$1 in seen { wrong("twice: " $1) }

{
    seen[$1]
    printf "SCOPE(\"%s\", \"%s\", %s)\n", short($1), $1, opens($2)
}

END { exit bad }
