/* Filters: their rules, the texts of what breaks them, and their evaluation.
 * Names of members and fields are read without regard to letter case. Texts
 * that are nowhere published are the simulator's own; the manual says which. */
#include "tests/simulator/autotask/filter.h"
#include "base/text.h"
#include "tests/simulator/autotask/page.h"
#include "tests/simulator/autotask/record.h"

#include <string.h>

enum op {
    OP_EQ,
    OP_NOTEQ,
    OP_GT,
    OP_GTE,
    OP_LT,
    OP_LTE,
    OP_BEGINS,
    OP_ENDS,
    OP_CONTAINS,
    OP_EXIST,
    OP_NOT_EXIST,
    OP_IN,
    OP_NOT_IN,
    OP_AND,
    OP_OR,
    OP__N
};

static const char *const op_names[OP__N] = {
    "eq",       "noteq",      "gt",       "gte",      "lt",
    "lte",      "beginsWith", "endsWith", "contains", "exist",
    "notExist", "in",         "notIn",    "and",      "or",
};

static enum op
op_of(const struct json *condition)
{
    const char *name = json_text(json_get_fold(condition, "op"));
    int op = 0;

    while (op < OP__N && !text_same_fold(op_names[op], name))
        op++;
    return (enum op)op;
}

struct checker {
    struct call *call;
    unsigned ors, udfs;
};

static bool check(struct checker *, const struct json *condition);

static bool
wrong(struct call *call, const char *text)
{
    answer_error(call, 500, "%s", text);
    return false;
}

static bool
check_group(struct checker *checker, const struct json *condition, enum op op)
{
    const struct json *items = json_get_fold(condition, "items");

    if (items == NULL || items->kind != JSON_ARRAY || items->n == 0)
        return wrong(checker->call,
                     "Invalid query syntax. A group needs items.");
    if (op == OP_OR)
        checker->ors += items->n;
    if (checker->ors > OR_CONDITIONS)
        return wrong(checker->call,
                     "Invalid query syntax. Queries are limited to 500 or "
                     "fewer 'OR' conditions.");
    for (uint32_t i = 0; i < items->n; i++)
        if (!check(checker, &items->item[i]))
            return false;
    return true;
}

static bool
check_field(struct checker *checker, const struct json *condition)
{
    const struct entity *entity = about(checker->call)->entity;
    const char *name = json_text(json_get_fold(condition, "field"));
    bool udf = false;

    if (name == NULL)
        return wrong(checker->call,
                     "Invalid query syntax. A condition needs a field.");
    (void)json_boolean(json_get_fold(condition, "udf"), &udf);
    if (udf && ++checker->udfs > 1)
        return wrong(checker->call, "Invalid query syntax. Queries are "
                                    "limited to one user-defined field.");
    if (udf ? (entity->traits & TRAIT_UDF) != 0 && text_same(name, udf_name)
            : field_named(entity, name) != NULL)
        return true;
    answer_error(checker->call, 500, "Unable to find %s in the %s Entity", name,
                 entity->singular);
    return false;
}

static bool
check(struct checker *checker, const struct json *condition)
{
    enum op op = op_of(condition);
    const struct json *value = json_get_fold(condition, "value");

    if (op == OP__N)
        return wrong(checker->call,
                     "Invalid query syntax. There is no such operator.");
    if (op == OP_AND || op == OP_OR)
        return check_group(checker, condition, op);
    if (!check_field(checker, condition))
        return false;
    if (op == OP_EXIST || op == OP_NOT_EXIST)
        return true;
    if (value == NULL || value->kind == JSON_OBJECT ||
        (value->kind == JSON_ARRAY) != (op == OP_IN || op == OP_NOT_IN))
        return wrong(checker->call,
                     "Invalid query syntax. The value does not fit.");
    return true;
}

/* Exactly one condition, ticketID eq N, whose ticket may be viewed. */
static bool
check_history(struct call *call, const struct query *query)
{
    const struct json *condition = query->filter->item;
    const struct entity *tickets = entity_named("Tickets");
    const char *name = json_text(json_get_fold(condition, "field"));
    const struct json *value = json_get_fold(condition, "value");
    int64_t ticket;

    if (query->filter->n != 1 || op_of(condition) != OP_EQ ||
        !text_same_fold(name, "ticketID") || !json_integer(value, &ticket))
        return wrong(call, "TicketHistory can be queried by exactly one "
                           "filter: ticketID eq a number.");
    if (record_visible(call->sim, tickets,
                       right_of(call->sim, tickets, ACCESS_VIEW),
                       ticket - record_first(call->sim, tickets)))
        return true;
    return wrong(call, "No matching records found. The logged in resource may "
                       "not have the required permissions to view the "
                       "ticket.");
}

static bool
check_include(struct call *call, const struct json *include)
{
    const struct entity *entity = about(call)->entity;

    if (include == NULL || include->kind == JSON_NULL)
        return true;
    if (include->kind != JSON_ARRAY)
        return wrong(call, "Invalid query syntax. IncludeFields is a list.");
    for (uint32_t i = 0; i < include->n; i++) {
        const char *name = json_text(&include->item[i]);

        if (name != NULL && field_named(entity, name) != NULL)
            continue;
        answer_error(call, 500, "Unable to find %s in the %s Entity",
                     name == NULL ? "a field" : name, entity->singular);
        return false;
    }
    return true;
}

static bool
check_query(struct call *call, const struct query *query)
{
    struct checker checker = {.call = call};

    if (query->filter == NULL || query->filter->kind != JSON_ARRAY ||
        query->filter->n == 0)
        return wrong(call, "Invalid query syntax. A query needs a filter.");
    if (text_same(about(call)->entity->name, "TicketHistory"))
        return check_history(call, query);
    for (uint32_t i = 0; i < query->filter->n; i++)
        if (!check(&checker, &query->filter->item[i]))
            return false;
    return true;
}

bool
query_read(struct call *call, struct query *query)
{
    bool get = strcmp(call->method, "GET") == 0;
    const char *text =
        get ? call_argument(call, "search") : out_string(&call->body);
    const struct json *root = NULL;
    int64_t most = PAGE;

    *query = (struct query){.most = PAGE};
    if (text != NULL)
        root = json_parse(&call->arena, text, strlen(text), NULL);
    if (root == NULL || root->kind != JSON_OBJECT)
        return wrong(call, "Invalid query syntax. The query is not readable.");
    query->filter = json_get_fold(root, "filter");
    query->include = json_get_fold(root, "IncludeFields");
    (void)json_integer(json_get_fold(root, "MaxRecords"), &most);
    query->most = most < 1 || most > PAGE ? PAGE : most;
    return check_query(call, query) && check_include(call, query->include);
}

/* -1, 0, 1; texts without regard to letter case. Unlike is greater. */
static int
compare(const struct value *value, const struct json *with)
{
    const char *text = json_text(with);
    double number = with->number;
    bool flag = false;
    int order;

    if (value->kind == VALUE_TEXT) {
        order = strcasecmp(value->text, text == NULL ? "" : text);
        return order < 0 ? -1 : order > 0;
    }
    if (json_boolean(with, &flag))
        number = flag;
    else if (text != NULL && !value_number(text, &number))
        return 1;
    else if (text == NULL && with->kind != JSON_NUMBER)
        return 1;
    return value->number < number ? -1 : value->number > number;
}

static bool
among(const struct value *value, const struct json *list)
{
    for (uint32_t i = 0; i < list->n; i++)
        if (compare(value, &list->item[i]) == 0)
            return true;
    return false;
}

static bool
looks_like(const struct value *value, enum op op, const char *part)
{
    size_t whole, length;

    if (value->kind != VALUE_TEXT || part == NULL)
        return false;
    if (op == OP_CONTAINS)
        return text_has_fold(value->text, part);
    whole = strlen(value->text);
    length = strlen(part);
    if (length > whole)
        return false;
    return strncasecmp(value->text + (op == OP_ENDS ? whole - length : 0), part,
                       length) == 0;
}

static bool
holds(const struct value *value, enum op op, const struct json *with)
{
    bool null = value->kind == VALUE_NULL;

    if (null && op != OP_NOT_EXIST && op != OP_NOTEQ && op != OP_NOT_IN)
        return op == OP_EQ && with != NULL && with->kind == JSON_NULL;
    if (null)
        return op != OP_NOTEQ || with->kind != JSON_NULL;
    switch (op) {
    case OP_EQ:
        return compare(value, with) == 0;
    case OP_NOTEQ:
        return compare(value, with) != 0;
    case OP_GT:
        return compare(value, with) > 0;
    case OP_GTE:
        return compare(value, with) >= 0;
    case OP_LT:
        return compare(value, with) < 0;
    case OP_LTE:
        return compare(value, with) <= 0;
    case OP_BEGINS:
    case OP_ENDS:
    case OP_CONTAINS:
        return looks_like(value, op, json_text(with));
    case OP_EXIST:
        return true;
    case OP_NOT_EXIST:
        return false;
    case OP_IN:
        return among(value, with);
    case OP_NOT_IN:
        return !among(value, with);
    case OP_AND:
    case OP_OR:
    case OP__N:
        break;
    }
    unreachable("operator");
}

static bool
matches(struct call *call, const struct json *condition, int64_t row)
{
    enum op op = op_of(condition);
    const struct json *items = json_get_fold(condition, "items");
    const char *name = json_text(json_get_fold(condition, "field"));
    const struct field *field;
    struct value value;
    bool udf = false;

    if (op == OP_AND || op == OP_OR) {
        for (uint32_t i = 0; i < items->n; i++)
            if (matches(call, &items->item[i], row) == (op == OP_OR))
                return op == OP_OR;
        return op == OP_AND;
    }
    (void)json_boolean(json_get_fold(condition, "udf"), &udf);
    field = udf ? NULL : field_named(about(call)->entity, name);
    value = field == NULL ? record_udf(call->sim, about(call)->entity, row)
                          : record_value(call->sim, &call->arena,
                                         about(call)->entity, field, row);
    return holds(&value, op, json_get_fold(condition, "value"));
}

bool
query_matches(struct call *call, const struct query *query, int64_t row)
{
    for (uint32_t i = 0; i < query->filter->n; i++)
        if (!matches(call, &query->filter->item[i], row))
            return false;
    return true;
}
