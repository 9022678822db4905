/* The part of a tenant file that tells of answers on purpose, and of forms. */
#include "base/text.h"
#include "tests/simulator/google/answer.h"
#include "tests/simulator/google/tenant.h"

#include <inttypes.h>

#define AT(member)        .at = offsetof(struct tenant, member)
#define OF_CHOSEN(member) .at = offsetof(struct chosen, member)
#define READ(keys, reader, node, into)                                         \
    read_members((reader), (node), (keys), sizeof(keys) / sizeof *(keys),      \
                 (into))

const struct scope *
read_scope(struct reader *reader, const struct json *node, const char *word)
{
    const struct scope *scope = word == NULL ? NULL : scope_named(word);
    const char *near;

    if (scope != NULL)
        return scope;
    if (word == NULL) {
        (void)reader_expects(reader, node, JSON_STRING);
        return NULL;
    }
    near = scope_near(word);
    reader_wrong(reader, node,
                 near == NULL
                     ? arena_print(reader->arena, "no scope \"%s\"", word)
                     : arena_print(reader->arena,
                                   "no scope \"%s\"; did you mean \"%s\"?",
                                   word, near));
    return NULL;
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
static void
read_chosen(struct reader *reader, const struct json *node, bool token,
            struct chosen *chosen)
{
    static const struct key of_token[] = {
        {.name = "answer", .type = KEY_READ, .read = read_token_word},
        {.name = "after", .type = KEY_NUMBER, OF_CHOSEN(after)},
        {.name = "times", .type = KEY_NUMBER, .least = -1, OF_CHOSEN(times)},
    };
    static const struct key of_call[] = {
        {.name = "answer", .type = KEY_READ, .read = read_call_word},
        {.name = "after", .type = KEY_NUMBER, OF_CHOSEN(after)},
        {.name = "times", .type = KEY_NUMBER, .least = -1, OF_CHOSEN(times)},
    };

    if (node->kind != JSON_OBJECT)
        (token ? read_token_word : read_call_word)(reader, node, chosen);
    else if (token)
        READ(of_token, reader, node, chosen);
    else
        READ(of_call, reader, node, chosen);
}

static bool
read_list(struct reader *reader, const struct json *node,
          struct chosen_list *list)
{
    if (!reader_expects(reader, node, JSON_OBJECT))
        return false;
    list->one = arena_new(reader->arena, struct chosen, node->n);
    list->n = node->n;
    for (uint32_t i = 0; i < node->n; i++)
        list->one[i].times = -1;
    return true;
}

/* By scope; "login" is a token without a subject, "*" any with one. */
void
read_token_answers(struct reader *reader, const struct json *node, void *into)
{
    struct tenant *tenant = into;

    if (!read_list(reader, node, &tenant->token))
        return;
    for (uint32_t i = 0; i < node->n; i++) {
        const struct json *member = &node->item[i];
        struct reader below = reader_below(reader, member);
        struct chosen *chosen = &tenant->token.one[i];

        chosen->login = text_same(member->key, "login");
        if (!chosen->login && !text_same(member->key, "*"))
            chosen->scope = read_scope(reader, member, member->key);
        read_chosen(&below, member, true, chosen);
    }
}

void
read_call_answers(struct reader *reader, const struct json *node, void *into)
{
    struct tenant *tenant = into;

    if (!read_list(reader, node, &tenant->calls))
        return;
    for (uint32_t i = 0; i < node->n; i++) {
        const struct json *member = &node->item[i];
        struct reader below = reader_below(reader, member);
        struct chosen *chosen = &tenant->calls.one[i];
        const struct json name = {.kind = JSON_STRING,
                                  .text = member->key,
                                  .line = member->key_line,
                                  .column = member->key_column};

        (void)read_word(reader, &name, call_words, &chosen->call);
        read_chosen(&below, member, false, chosen);
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

void
read_wire(struct reader *reader, const struct json *node, void *into)
{
    static const char *const reasons[] = {"both", "errors", "details", NULL};
    static const char *const order[] = {"subject", "delegation", NULL};
    static const struct key keys[] = {
        {.name = "reasons",
         .type = KEY_WORD,
         .words = reasons,
         AT(wire.reasons)},
        {.name = "order", .type = KEY_WORD, .words = order, AT(wire.order)},
        {.name = "scope", .type = KEY_FLAG, AT(wire.scope)},
        {.name = "tokenLength", .type = KEY_NUMBER, AT(wire.token_length)},
        {.name = "dots", .type = KEY_FLAG, AT(wire.dots)},
    };

    READ(keys, reader, node, into);
}
