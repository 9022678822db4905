/* The part of a tenant file that tells of answers on purpose, and of forms. */
#include "base/text.h"
#include "tests/simulator/zoho/answer.h"
#include "tests/simulator/zoho/tenant.h"

#include <inttypes.h>

#define AT(member)        .at = offsetof(struct tenant, member)
#define OF_CHOSEN(member) .at = offsetof(struct chosen, member)
#define READ(keys, reader, node, into)                                         \
    read_members((reader), (node), (keys), sizeof(keys) / sizeof *(keys),      \
                 (into))

static void
read_count(struct reader *reader, const struct json *node, int64_t *into)
{
    struct reader below = reader_below(reader, node);

    if (!json_integer(node, into) || *into < 0 || *into > RECORDS_CAP)
        reader_wrong(&below, node, "must be from 0 to a thousand");
}

void
read_records(struct reader *reader, const struct json *node, void *into)
{
    static const char *const names[] = {"tickets", "contacts", "accounts",
                                        "agents",  "layouts",  "webhooks",
                                        NULL};
    struct records *records = &((struct tenant *)into)->records;
    int64_t *const places[] = {&records->tickets,  &records->contacts,
                               &records->accounts, &records->agents,
                               &records->layouts,  &records->webhooks};

    if (!reader_expects(reader, node, JSON_OBJECT))
        return;
    for (uint32_t i = 0; i < node->n; i++) {
        const struct json *member = &node->item[i];
        const struct json name = {.kind = JSON_STRING,
                                  .text = member->key,
                                  .line = member->key_line,
                                  .column = member->key_column};
        int which;

        if (read_word(reader, &name, names, &which))
            read_count(reader, member, places[which]);
    }
}

static void
read_token_word(struct reader *reader, const struct json *node, void *into)
{
    struct chosen *chosen = into;

    (void)read_word(reader, node, token_words, &chosen->answer);
}

static void
read_call_word(struct reader *reader, const struct json *node, void *into)
{
    struct chosen *chosen = into;

    (void)read_word(reader, node, answer_words, &chosen->answer);
}

/* A word, or how often and from when. */
void
read_token(struct reader *reader, const struct json *node, void *into)
{
    static const struct key keys[] = {
        {.name = "answer", .type = KEY_READ, .read = read_token_word},
        {.name = "after", .type = KEY_NUMBER, OF_CHOSEN(after)},
        {.name = "times", .type = KEY_NUMBER, .least = -1, OF_CHOSEN(times)},
    };
    struct tenant *tenant = into;

    if (node->kind == JSON_OBJECT)
        READ(keys, reader, node, &tenant->token);
    else
        read_token_word(reader, node, &tenant->token);
}

static void
read_call(struct reader *reader, const struct json *node, struct chosen *chosen)
{
    static const struct key keys[] = {
        {.name = "answer", .type = KEY_READ, .read = read_call_word},
        {.name = "after", .type = KEY_NUMBER, OF_CHOSEN(after)},
        {.name = "times", .type = KEY_NUMBER, .least = -1, OF_CHOSEN(times)},
    };

    chosen->times = -1;
    if (node->kind == JSON_OBJECT)
        READ(keys, reader, node, chosen);
    else
        read_call_word(reader, node, chosen);
}

void
read_calls(struct reader *reader, const struct json *node, void *into)
{
    struct tenant *tenant = into;

    if (!reader_expects(reader, node, JSON_OBJECT))
        return;
    tenant->calls.one = arena_new(reader->arena, struct chosen, node->n);
    tenant->calls.n = node->n;
    for (uint32_t i = 0; i < node->n; i++) {
        const struct json *member = &node->item[i];
        struct reader below = reader_below(reader, member);
        const struct json name = {.kind = JSON_STRING,
                                  .text = member->key,
                                  .line = member->key_line,
                                  .column = member->key_column};

        (void)read_word(reader, &name, call_words, &tenant->calls.one[i].call);
        read_call(&below, member, &tenant->calls.one[i]);
    }
}

/* Seconds, or a text as it is; "" is no header. */
void
read_retry_after(struct reader *reader, const struct json *node, void *into)
{
    struct tenant *tenant = into;
    int64_t seconds;

    if (json_integer(node, &seconds))
        tenant->retry_after = arena_print(reader->arena, "%" PRId64, seconds);
    else if (reader_expects(reader, node, JSON_STRING))
        tenant->retry_after = node->text;
}

static void
read_scope_status(struct reader *reader, const struct json *node, void *into)
{
    struct tenant *tenant = into;

    if (!json_integer(node, &tenant->wire.scope_status) ||
        (tenant->wire.scope_status != 401 && tenant->wire.scope_status != 403))
        reader_wrong(reader, node, "must be 401 or 403");
}

void
read_wire(struct reader *reader, const struct json *node, void *into)
{
    static const char *const scopes[] = {
        "spaces", "commas", "mixed",   "lower", "upper", "repeated",
        "absent", "empty",  "nothing", "list",  NULL};
    static const char *const order[] = {"scope", "profile", NULL};
    static const struct key keys[] = {
        {.name = "scope", .type = KEY_WORD, .words = scopes, AT(wire.scope)},
        {.name = "order", .type = KEY_WORD, .words = order, AT(wire.order)},
        {.name = "scopeStatus", .type = KEY_READ, .read = read_scope_status},
        {.name = "numericIds", .type = KEY_FLAG, AT(wire.numeric_ids)},
        {.name = "noCredits", .type = KEY_FLAG, AT(wire.no_credits)},
        {.name = "apiDomain", .type = KEY_TEXT, AT(wire.api_domain)},
    };

    READ(keys, reader, node, into);
}
