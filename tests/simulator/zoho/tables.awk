# scopes.tsv -> a SCOPE line each, profile.tsv -> a KEY line each; who includes
# them defines the macro.

function wrong(what)
{
    printf "%s:%d: %s\n", FILENAME, FNR, what > "/dev/stderr"
    bad = 1
}

# "agents,search" -> "1U << CALL_AGENTS | 1U << CALL_NONE"
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
    word["-"] = "0"
    word["search"] = "1U << CALL_NONE"
    n = split("organizations accessibleOrganizations myProfilePermissions " \
        "myProfile myinfo personalRole agents departments tickets " \
        "ticketsSearch contacts contactsSearch accounts layouts webhooks " \
        "agentsTicketsCount", name, " ")
    for (i = 1; i <= n; i++)
        word[name[i]] = "1U << CALL_" toupper(name[i])
}

/^#/ { next }

$1 !~ /^[A-Za-z][A-Za-z0-9.]*$/ { wrong("no name: " $1); next }

NF == 2 {
    if ($1 in seen)
        wrong("twice: " $1)
    seen[$1]
    printf "SCOPE(\"%s\", %s)\n", $1, opens($2)
    next
}

NF == 3 && $2 ~ /^[A-Za-z]+$/ && $3 ~ /^[yn]$/ {
    if (($1, $2) in seen)
        wrong("twice: " $1 "." $2)
    seen[$1, $2]
    if ($1 != group && $1 in groups)
        wrong("in two places: " $1)
    group = $1
    groups[group]
    printf "KEY(\"%s\", \"%s\", %s)\n", $1, $2, $3 == "y" ? "true" : "false"
    next
}

{ wrong("no row of either table") }

END { exit bad }
