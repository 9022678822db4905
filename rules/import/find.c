/* What a phrase means: the provider's table and its catalogue, searched by
 * the form in which phrases are compared. */
#include "base/text.h"
#include "rules/import/parts.h"

#include <string.h>

enum { FUZZY_LEAST = 6 }; /* letters; shorter phrases allow no slip */

static void
entry_add(struct importer *im, const char *words, struct import_entry entry)
{
    entry.key = import_key(im->arena, words);
    im->entry =
        arena_grow(im->arena, im->entry, im->n_entry, &im->entry_capacity);
    im->entry[im->n_entry++] = entry;
}

static bool
answers_to(const struct importer *im, const struct entity *entity,
           const char *key)
{
    const char *const *alias = entity->alias;

    if (text_same(import_key(im->arena, entity->title), key))
        return true;
    for (; alias != NULL && *alias != NULL; alias++)
        if (text_same(import_key(im->arena, *alias), key))
            return true;
    return false;
}

/* Entities whose names hold a section may have the same title as others: what
 * several answer to is nobody's name. */
static void
entity_add(struct importer *im, const struct entity *entity, const char *words)
{
    const struct catalogue *catalogue = im->source->catalogue;
    const char *key = import_key(im->arena, words);
    uint32_t n = 0;

    for (uint32_t i = 0; entity->title != NULL && i < catalogue->n_entity; i++)
        n += answers_to(im, &catalogue->entity[i], key);
    if (n <= 1)
        entry_add(im, words, (struct import_entry){.entity = entity});
}

void
import_lexicon(struct importer *im)
{
    const struct catalogue *catalogue = im->source->catalogue;
    const struct import_phrases *phrases = im->source->phrases;

    for (uint32_t i = 0; i < catalogue->n_entity; i++) {
        const struct entity *entity = &catalogue->entity[i];
        const char *const *alias = entity->alias;

        entry_add(im, entity->name, (struct import_entry){.entity = entity});
        if (entity->title != NULL)
            entity_add(im, entity, entity->title);
        for (; alias != NULL && *alias != NULL; alias++)
            entity_add(im, entity, *alias);
    }
    for (uint32_t i = 0; i < phrases->n; i++) {
        const char *list = phrases->row[i].words, *words;

        while ((words = import_piece(im->arena, &list, '|')) != NULL)
            entry_add(im, words,
                      (struct import_entry){.row = &phrases->row[i]});
    }
}

static bool
names_things(const struct import_entry *entry)
{
    return entry->entity != NULL || entry->row->kind == IMPORT_OBJECT ||
           entry->row->kind == IMPORT_FEATURE;
}

/* Entities come before rows, so the exact name wins. */
static struct import_found
find_key(const struct importer *im, const char *key)
{
    for (uint32_t i = 0; i < im->n_entry; i++) {
        const struct import_entry *entry = &im->entry[i];

        if (!names_things(entry) || !text_same(entry->key, key))
            continue;
        if (entry->entity != NULL)
            return (struct import_found){NULL, entry->entity, IMPORT_EXACT};
        return (struct import_found){entry->row, NULL,
                                     entry->row->what != NULL &&
                                             entry->row->what[0] == '~'
                                         ? IMPORT_FUZZY
                                         : IMPORT_ALIAS};
    }
    return (struct import_found){NULL, NULL, IMPORT_NONE};
}

/* Whether two keys differ by one slip of the fingers: a letter too many, too
 * few, another one, or two changed about. */
static bool
one_slip(const char *a, const char *b)
{
    size_t n = strlen(a), m = strlen(b), i = 0;

    if (n < m)
        return one_slip(b, a);
    if (n - m > 1 || m < FUZZY_LEAST)
        return false;
    while (i < m && a[i] == b[i])
        i++;
    if (n > m)
        return text_same(a + i + 1, b + i);
    if (text_same(a + i + 1, b + i + 1))
        return true;
    return a[i] == b[i + 1] && a[i + 1] == b[i] &&
           text_same(a + i + 2, b + i + 2);
}

static struct import_found
find_near(const struct importer *im, const char *key)
{
    struct import_found found = {NULL, NULL, IMPORT_NONE};

    for (uint32_t i = 0; i < im->n_entry && *key != '\0'; i++) {
        const struct import_entry *entry = &im->entry[i];

        if (names_things(entry) && one_slip(entry->key, key)) {
            found =
                (struct import_found){entry->row, entry->entity, IMPORT_FUZZY};
            break;
        }
    }
    return found;
}

/* The key with vendors' words replaced by those of entity names. */
static const char *
translated(struct importer *im, const char *key)
{
    for (uint32_t i = 0; i < im->n_entry; i++) {
        const struct import_entry *entry = &im->entry[i];
        size_t n = strlen(entry->key);
        const char *at;

        if (entry->row == NULL || entry->row->kind != IMPORT_WORD ||
            !import_key_has(key, entry->key))
            continue;
        for (at = strstr(key, entry->key);
             (at > key && at[-1] != ' ') || (at[n] != ' ' && at[n] != '\0');)
            at = strstr(at + 1, entry->key);
        key = arena_print(im->arena, "%.*s%s%s", (int)(at - key), key,
                          import_key(im->arena, entry->row->what), at + n);
    }
    return key;
}

struct import_found
import_find(struct importer *im, const char *words)
{
    const char *key = import_key(im->arena, words);
    struct import_found found = find_key(im, key);

    if (found.confidence != IMPORT_NONE || *key == '\0')
        return found;
    found = find_key(im, translated(im, key));
    key = translated(im, import_key_least(im->arena, words));
    if (found.confidence == IMPORT_NONE && *key != '\0')
        found = find_key(im, key);
    if (found.confidence == IMPORT_EXACT)
        found.confidence = IMPORT_ALIAS;
    return found.confidence != IMPORT_NONE ? found : find_near(im, key);
}

const struct import_phrase *
import_row_of(struct importer *im, enum import_kind kind, const char *words)
{
    const char *key = import_key(im->arena, words);

    for (uint32_t i = 0; i < im->n_entry; i++)
        if (im->entry[i].row != NULL && im->entry[i].row->kind == kind &&
            text_same(im->entry[i].key, key))
            return im->entry[i].row;
    return NULL;
}
