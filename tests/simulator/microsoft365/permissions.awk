# permissions.tsv -> permissions.inc: a PERMISSION line each; who includes it
# defines the macro.

function wrong(what)
{
    printf "%s:%d: %s\n", FILENAME, FNR, what > "/dev/stderr"
    bad = 1
}

# "users,own" -> "OPENS_USERS | OPENS_OWN"
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

BEGIN {
    FS = "\t"
    resource["graph"] = "RESOURCE_GRAPH"
    resource["exchange"] = "RESOURCE_EXCHANGE"
    word["-"] = "OPENS_NOTHING"
    word["users"] = "OPENS_USERS"
    word["applications"] = "OPENS_APPLICATIONS"
    word["own"] = "OPENS_OWN"
    word["calendars"] = "OPENS_CALENDARS"
    word["basic"] = "OPENS_BASIC"
}

/^#/ { next }

NF != 4 { wrong(NF " columns, not 4"); next }

!($1 in resource) { wrong("what is " $1); next }

($1, $2) in seen { wrong("twice: " $1 " " $2) }

{
    seen[$1, $2] = 1
    printf "PERMISSION(%s, \"%s\", \"%s\", %s)\n", resource[$1], $2, $3, \
        opens($4)
}

END { exit bad }
