/* The table-driven reader of tenant files. */
#include "tests/simulator/kit/reader.h"
#include "base/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

void
reader_wrong(struct reader *reader, const struct json *node, const char *what)
{
    diag_add(reader->diags, node->line, node->column, "%s%s%s", reader->where,
             reader->where[0] != '\0' ? ": " : "", what);
}

struct reader
reader_below(const struct reader *reader, const struct json *member)
{
    struct reader below = *reader;

    below.where = arena_print(reader->arena, "%s%s%s", reader->where,
                              reader->where[0] != '\0' ? "." : "", member->key);
    return below;
}

bool
reader_expects(struct reader *reader, const struct json *node,
               enum json_kind kind)
{
    if (node->kind == kind)
        return true;
    reader_wrong(reader, node,
                 arena_print(reader->arena, "must be %s, not %s",
                             json_kind_name(kind), json_kind_name(node->kind)));
    return false;
}

static const char *
choices(struct arena *arena, const char *const *words)
{
    const char *list = words[0];

    for (size_t i = 1; words[i] != NULL; i++)
        list = arena_print(arena, "%s, %s", list, words[i]);
    return list;
}

bool
read_word(struct reader *reader, const struct json *node,
          const char *const *words, int *into)
{
    const char *word = json_text(node);
    int64_t number;

    /* "--set wire.global=404" comes as a number. */
    if (json_integer(node, &number))
        word = arena_print(reader->arena, "%" PRId64, number);
    for (int i = 0; word != NULL && words[i] != NULL; i++) {
        if (strcmp(words[i], word) == 0) {
            *into = i;
            return true;
        }
    }
    reader_wrong(reader, node,
                 arena_print(reader->arena, "must be one of: %s",
                             choices(reader->arena, words)));
    return false;
}

static void
read_number(struct reader *reader, const struct json *node, int64_t least,
            int64_t *into)
{
    int64_t number;

    if (!reader_expects(reader, node, JSON_NUMBER))
        return;
    if (!json_integer(node, &number) || number < least)
        reader_wrong(reader, node,
                     arena_print(reader->arena,
                                 "must be a whole number from %" PRId64
                                 " upwards",
                                 least));
    else
        *into = number;
}

static void
read_member(struct reader *reader, const struct json *node,
            const struct key *key, void *into)
{
    char *place = (char *)into + key->at;
    struct reader below = reader_below(reader, node);

    switch (key->type) {
    case KEY_TEXT:
        if (reader_expects(&below, node, JSON_STRING))
            memcpy(place, &node->text, sizeof node->text);
        return;
    case KEY_FLAG:
        if (reader_expects(&below, node, JSON_BOOLEAN))
            memcpy(place, &node->boolean, sizeof node->boolean);
        return;
    case KEY_NUMBER:
        read_number(&below, node, key->least, (void *)place);
        return;
    case KEY_WORD:
        (void)read_word(&below, node, key->words, (void *)place);
        return;
    case KEY_READ:
        key->read(&below, node, into);
        return;
    }
    unreachable("key type");
}

void
read_members(struct reader *reader, const struct json *object,
             const struct key *keys, size_t n, void *into)
{
    if (!reader_expects(reader, object, JSON_OBJECT))
        return;
    for (uint32_t i = 0; i < object->n; i++) {
        const struct json *member = &object->item[i];
        const char *near;
        size_t k = 0;

        while (k < n && strcmp(keys[k].name, member->key) != 0)
            k++;
        if (k < n) {
            read_member(reader, member, &keys[k], into);
            continue;
        }
        near = text_nearest(member->key, keys, n, sizeof *keys);
        diag_add(reader->diags, member->key_line, member->key_column,
                 near != NULL ? "%s%sunknown key \"%s\"; did you mean \"%s\"?"
                              : "%s%sunknown key \"%s\"%.0s",
                 reader->where, reader->where[0] != '\0' ? ": " : "",
                 member->key, near != NULL ? near : "");
    }
}
