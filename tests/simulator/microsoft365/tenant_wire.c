/* The part of a tenant file that tells of forms and of what goes wrong. */
#include "tests/simulator/microsoft365/aadsts.h"
#include "tests/simulator/microsoft365/answer.h"
#include "tests/simulator/microsoft365/tenant.h"

#include <inttypes.h>

#define AT(member) .at = offsetof(struct tenant, member)
#define READ(keys, reader, node, into)                                         \
    read_members((reader), (node), (keys), sizeof(keys) / sizeof *(keys),      \
                 (into))

#define OF_REFUSAL(member) .at = offsetof(struct refusal, member)

/* A word, or a number of the token endpoint. */
static void
read_answer(struct reader *reader, const struct json *node, void *into)
{
    struct refusal *refusal = into;

    if (node->kind == JSON_STRING) {
        (void)read_word(reader, node, answer_words, &refusal->answer);
        return;
    }
    if (!json_integer(node, &refusal->number) || !aadsts_known(refusal->number))
        reader_wrong(reader, node,
                     "must be a word, or the number of an AADSTS error that "
                     "the simulator knows");
}

void
read_refusals(struct reader *reader, const struct json *node, void *into)
{
    static const struct key keys[] = {
        {.name = "path", .type = KEY_TEXT, OF_REFUSAL(path)},
        {.name = "answer", .type = KEY_READ, .read = read_answer},
        {.name = "after", .type = KEY_NUMBER, OF_REFUSAL(after)},
        {.name = "times", .type = KEY_NUMBER, .least = -1, OF_REFUSAL(times)},
    };
    struct tenant *tenant = into;

    if (!reader_expects(reader, node, JSON_ARRAY))
        return;
    tenant->refusal = arena_new(reader->arena, struct refusal, node->n);
    tenant->refusals = node->n;
    for (uint32_t i = 0; i < node->n; i++) {
        tenant->refusal[i] =
            (struct refusal){.path = "*", .answer = ANSWER_DENIED, .times = -1};
        READ(keys, reader, &node->item[i], &tenant->refusal[i]);
    }
}

/* Seconds, or a date as a text; "" is no header. */
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
read_claims(struct reader *reader, const struct json *node, void *into)
{
    struct tenant *tenant = into;

    if (reader_expects(reader, node, JSON_OBJECT))
        tenant->token.claims = node;
}

static void
read_omit(struct reader *reader, const struct json *node, void *into)
{
    struct tenant *tenant = into;

    if (!reader_expects(reader, node, JSON_ARRAY))
        return;
    for (uint32_t i = 0; i < node->n; i++)
        if (!reader_expects(reader, &node->item[i], JSON_STRING))
            return;
    tenant->token.omit = node;
}

static void
read_lifetime(struct reader *reader, const struct json *node, void *into)
{
    struct tenant *tenant = into;

    if (!json_integer(node, &tenant->token.lifetime))
        reader_wrong(reader, node, "must be a whole number of seconds");
}

void
read_token(struct reader *reader, const struct json *node, void *into)
{
    static const char *const forms[] = {"v1", "v2", "opaque", "encrypted",
                                        NULL};
    static const char *const audiences[] = {"url", "slash", "id", NULL};
    static const struct key keys[] = {
        {.name = "form", .type = KEY_WORD, .words = forms, AT(token.form)},
        {.name = "audience",
         .type = KEY_WORD,
         .words = audiences,
         AT(token.audience)},
        {.name = "strings", .type = KEY_FLAG, AT(token.strings)},
        {.name = "lifetime", .type = KEY_READ, .read = read_lifetime},
        {.name = "claims", .type = KEY_READ, .read = read_claims},
        {.name = "omit", .type = KEY_READ, .read = read_omit},
    };

    READ(keys, reader, node, into);
}

void
read_wire(struct reader *reader, const struct json *node, void *into)
{
    static const char *const no_role[] = {"no-permissions", "denied",
                                          "insufficient", NULL};
    static const char *const common[] = {"refused", "accepted", NULL};
    static const char *const assertion[] = {"both", "PS256", "RS256", NULL};
    static const char *const order[] = {"rights", "data", NULL};
    static const struct key keys[] = {
        {.name = "noRole",
         .type = KEY_WORD,
         .words = no_role,
         AT(wire.no_role)},
        {.name = "common", .type = KEY_WORD, .words = common, AT(wire.common)},
        {.name = "assertion",
         .type = KEY_WORD,
         .words = assertion,
         AT(wire.assertion)},
        {.name = "order", .type = KEY_WORD, .words = order, AT(wire.order)},
        {.name = "self", .type = KEY_FLAG, AT(wire.self)},
        {.name = "assignments", .type = KEY_FLAG, AT(wire.assignments)},
    };

    READ(keys, reader, node, into);
}
