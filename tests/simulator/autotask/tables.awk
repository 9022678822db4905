# paths.tsv, fields.tsv and details.tsv, in this order -> tables.inc: ENTITY,
# NESTED and FIELD lines; who includes it defines the macros. The fields of an
# entity stand together, those of details.tsv over those of fields.tsv.

function sum_of(prefix, list, part, n, i, sum)
{
    n = list == "-" ? 0 : split(list, part, ",")
    for (i = 1; i <= n; i++)
        sum = sum (i > 1 ? " | " : "") prefix toupper(part[i])
    return n == 0 ? "0" : sum
}

function wrong(what)
{
    printf "%s:%d: %s\n", FILENAME, FNR, what > "/dev/stderr"
    bad = 1
}

function add_field(entity, field)
{
    if ((entity, field) in type)
        return
    name[entity, ++fields[entity]] = field
    flags[entity, field] = as[entity, field] = "-"
}

# The entity whose singular the name of a field ends in: "companyID" whole,
# "ownerResourceID" in part. Sets whole.
function referred(field, stem, at)
{
    whole = 0
    if (field !~ /.ID$/)
        return ""
    stem = toupper(substr(field, 1, 1)) substr(field, 2, length(field) - 3)
    for (at = 1; at <= length(stem); at++) {
        if (substr(stem, at, 1) !~ /[A-Z]/ || !(substr(stem, at) in plural))
            continue
        whole = at == 1
        return plural[substr(stem, at)]
    }
    return ""
}

# What the server sets itself, by the names that such fields have.
function set_by_server(field)
{
    return field ~ /^(id|creatorResourceID|creatorType|lastActivityDate|lastActivityDateTime|lastModifiedDate|lastModifiedDateTime|lastModifiedByResourceID)$/ ||
        field ~ /^created?(Date|DateTime)$/ ||
        field ~ /^impersonator[A-Za-z]*ResourceID$/
}

function print_field(entity, field, kind, list, value, to)
{
    kind = type[entity, field]
    list = flags[entity, field]
    value = as[entity, field]
    if (list !~ /readonly/ && set_by_server(field))
        list = list == "-" ? "readonly" : list ",readonly"
    if (field == "id") {
        value = "#"
    } else if (value == "-" && kind ~ /^(integer|long)$/) {
        to = referred(field)
        if (to != "")
            kind = "reference"
        value = to
        if (!whole)
            list = list == "-" ? "empty" : list ",empty"
    } else if (value == "-" && kind == "double") {
        list = list == "-" ? "empty" : list ",empty"
    } else if (value == "-" && kind == "string") {
        value = field " #"
    } else if (value == "-" && kind == "boolean") {
        value = field == "isActive" ? "true" : "false"
    }
    printf "FIELD(%s, \"%s\", \"%s\", %s, %s, \"%s\")\n", \
        entity == "*" ? "NULL" : "\"" entity "\"", field, \
        base[entity, field], toupper(kind), sum_of("FIELD_", list), value
}

BEGIN { FS = "\t" }

/^#/ { next }

FILENAME ~ /paths\.tsv$/ {
    if (NF != 5)
        wrong(NF " columns, not 5")
    entity[++entities] = $1
    singular[$1] = $4 == "-" ? $1 : $4
    plural[singular[$1]] = $1
    add_field($1, "id")
    type[$1, "id"] = base[$1, "id"] = "long"
    printf "ENTITY(\"%s\", \"%s\", %s, %s)\n", $1, singular[$1], \
        sum_of("VERB_", $2), sum_of("TRAIT_", $5)
    n = $3 == "-" ? 0 : split($3, path, " ")
    for (i = 1; i <= n; i++) {
        split(path[i], side, "=")
        split(side[1], part, "/")
        printf "NESTED(\"%s\", \"%s\", \"%s\", %s)\n", $1, part[1], \
            part[2], sum_of("VERB_", side[2])
    }
    next
}

!($1 in singular) && $1 != "*" { wrong("no entity " $1); next }

FILENAME ~ /fields\.tsv$/ {
    add_field($1, $2)
    type[$1, $2] = base[$1, $2] = $3 == "object" ? "string" : $3
    if ($4 == "read-only")
        flags[$1, $2] = "readonly"
    else if ($4 != "")
        wrong("what is " $4)
    next
}

{
    if (NF != 5)
        wrong(NF " columns, not 5")
    add_field($1, $2)
    type[$1, $2] = $3
    if (!(($1, $2) in base))
        base[$1, $2] = $3 ~ /^(pick|reference)$/ ? "integer" : $3
    flags[$1, $2] = $4
    as[$1, $2] = $5
}

END {
    # Those without fields of their own share the handful of "*".
    for (i = 1; i <= entities; i++)
        for (n = 1; fields[entity[i]] > 1 && n <= fields[entity[i]]; n++)
            print_field(entity[i], name[entity[i], n])
    for (n = 1; n <= fields["*"]; n++)
        print_field("*", name["*", n])
    exit bad
}
