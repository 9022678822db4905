/* What a cell calls an object, or a section: a name of the catalogue, or one of
 * the provider's table of names. A name that is only near is none. */
#include "base/text.h"
#include "rules/import/parts.h"
#include "rules/model/fold.h"
#include "rules/model/scale.h"

#include <ctype.h>
#include <string.h>

enum { HINTS = 40, NAME_CAP = 200 };

static void
put_entity(struct mapper *m, uint32_t e, const char *name)
{
    struct names *names = &m->names;
    const char *key = name_fold(name, m->arena);

    if (*key == '\0')
        return;
    (void)index_put(&names->entity,
                    name_fold(m->catalogue->entity[e].section, m->arena), key,
                    e);
    if (index_put(&names->unique, NULL, key, e) != e)
        names->several[index_get(&names->unique, NULL, key)] = true;
    names->spelled = arena_grow(m->arena, names->spelled, names->n_spelled,
                                &names->capacity);
    names->spelled[names->n_spelled++] = name;
}

static void
put_phrases(struct mapper *m)
{
    for (uint32_t i = 0; i < m->source->phrases->n; i++) {
        const struct import_phrase *row = &m->source->phrases->row[i];
        const char *list = row->words;

        for (const char *word; (word = phrase_next(m->arena, &list)) != NULL;)
            (void)index_put(row->kind == IMPORT_SECTION ? &m->names.section
                                                        : &m->names.phrase,
                            NULL, name_fold(word, m->arena), i);
    }
}

/* An entity's own names go before what others are also called. */
void
names_make(struct mapper *m)
{
    const struct catalogue *catalogue = m->catalogue;
    struct names *names = &m->names;

    names->entity.arena = names->unique.arena = names->phrase.arena =
        names->section.arena = m->arena;
    names->several = arena_new(m->arena, bool, catalogue->n_entity);
    for (uint32_t e = 0; e < catalogue->n_entity; e++)
        put_entity(
            m, e,
            text_or(catalogue->entity[e].title, catalogue->entity[e].name));
    for (uint32_t e = 0; e < catalogue->n_entity; e++)
        for (const char *const *alias = catalogue->entity[e].alias;
             alias != NULL && *alias != NULL; alias++)
            put_entity(m, e, *alias);
    put_phrases(m);
    for (uint32_t i = 0; i < catalogue->n_editor; i++)
        (void)index_put(&names->section, NULL,
                        name_fold(catalogue->editor[i], m->arena),
                        m->source->phrases->n + i);
}

/* ---- objects ------------------------------------------------------------- */

/* Without bullets, quotes and marks of footnotes around it. */
static const char *
bare(struct mapper *m, const char *text)
{
    static const char *const marks[] = {" ",
                                        "\"",
                                        "*",
                                        "\xc2\xb7",
                                        "\xe2\x80\xa2",
                                        "\xe2\x80\xa0",
                                        "\xe2\x80\xa1",
                                        "\xe2\x80\x9c",
                                        "\xe2\x80\x9d",
                                        "\xc2\xb9",
                                        "\xc2\xb2",
                                        "\n",
                                        NULL};
    size_t length = strlen(text);
    bool more = true;

    while (more) {
        more = false;
        for (size_t i = 0; marks[i] != NULL; i++) {
            size_t n = strlen(marks[i]);

            if (length >= n && text_starts(text, marks[i])) {
                text += n;
                length -= n;
                more = true;
            } else if (length >= n &&
                       memcmp(text + length - n, marks[i], n) == 0) {
                length -= n;
                more = true;
            }
        }
    }
    return arena_slice(m->arena, text, length);
}

/* Signs that could make a list, or a part, of what folding takes for one name:
 * they are to be the same. */
static bool
same_signs(const char *a, const char *b)
{
    static const char signs[] = "([,;+/>\n";

    for (;;) {
        a += strcspn(a, signs);
        b += strcspn(b, signs);
        if (*a != *b || *a == '\0')
            return *a == *b;
        a++;
        b++;
    }
}

/* Whether that is how the entity is written somewhere. */
static bool
is_written(struct mapper *m, const struct entity *entity, const char *text,
           const char *key)
{
    const char *own = text_or(entity->title, entity->name);

    if (same_signs(own, text) && text_same(name_fold(own, m->arena), key))
        return true;
    for (const char *const *alias = entity->alias;
         alias != NULL && *alias != NULL; alias++)
        if (same_signs(*alias, text) &&
            text_same(name_fold(*alias, m->arena), key))
            return true;
    return false;
}

/* Letter case and blanks aside. */
static bool
is_own_name(const char *own, const char *text)
{
    for (;; own++, text++) {
        own += strspn(own, " ");
        text += strspn(text, " ");
        if (*own == '\0' || *text == '\0')
            return *own == *text;
        if (tolower((unsigned char)*own) != tolower((unsigned char)*text))
            return false;
    }
}

/* The place of what is called so: in that section, or anywhere. */
static uint32_t
place(struct mapper *m, const struct section *section, const char *key)
{
    uint32_t e = INDEX_NONE;

    if (section->title != NULL)
        e = index_get(&m->names.entity, name_fold(section->title, m->arena),
                      key);
    return e != INDEX_NONE ? e : index_get(&m->names.unique, NULL, key);
}

/* Why the entity of that name is not what stands in that section; NULL: it
 * is. */
static const char *
misplaced(struct mapper *m, const struct section *section, uint32_t e)
{
    const struct entity *entity = &m->catalogue->entity[e];

    if (section->title == NULL)
        return m->names.several[e] ? "several sections have one of that name"
                                   : NULL;
    return entity->title == NULL || text_same(section->title, entity->section)
               ? NULL
               : arena_print(m->arena, "it stands in \"%s\"", entity->section);
}

/* False: there are too many. */
static bool
object_add(struct object *object, const struct entity *entity)
{
    for (uint32_t i = 0; i < object->n; i++)
        if (object->entity[i] == entity)
            return true;
    if (object->n == ENTITIES)
        return false;
    object->entity[object->n++] = entity;
    return true;
}

/* One whole name. False: it is none. */
static bool
whole(struct mapper *m, const struct section *section, const char *text,
      struct object *object)
{
    const char *key = strlen(text) > NAME_CAP ? "" : name_fold(text, m->arena);
    uint32_t e = *key == '\0' ? INDEX_NONE : place(m, section, key);
    const struct entity *entity;

    if (e == INDEX_NONE)
        return false;
    entity = &m->catalogue->entity[e];
    if (!is_written(m, entity, text, key))
        return false;
    object->hint = misplaced(m, section, e);
    if (object->hint != NULL)
        return false;
    object->exact = object->exact &&
                    is_own_name(text_or(entity->title, entity->name), text);
    return object_add(object, entity);
}

static bool
is_phrase(struct mapper *m, const struct import_phrase *row, const char *text)
{
    const char *words = row->words;

    for (const char *word; (word = phrase_next(m->arena, &words)) != NULL;)
        if (same_signs(word, text) &&
            text_same(name_fold(word, m->arena), name_fold(text, m->arena)))
            return true;
    return false;
}

/* The entities of a row of the provider's table. */
static bool
add_entities(struct mapper *m, const char *list, struct object *object)
{
    bool good = true;

    while (*list != '\0' && good) {
        size_t length = strcspn(list, ",");
        const struct entity *entity =
            catalogue_entity(m->catalogue, arena_slice(m->arena, list, length));

        good = entity != NULL && object_add(object, entity);
        list += length + (list[length] == ',' ? 1 : 0);
    }
    return good;
}

/* A row of the provider's table. */
static bool
phrase(struct mapper *m, const char *text, struct object *object)
{
    const struct import_phrase *row;
    uint32_t at =
        strlen(text) > NAME_CAP
            ? INDEX_NONE
            : index_get(&m->names.phrase, NULL, name_fold(text, m->arena));

    if (at == INDEX_NONE)
        return false;
    row = &m->source->phrases->row[at];
    if (!is_phrase(m, row, text) || row->kind == IMPORT_LEVEL)
        return false;
    object->exact = false;
    if (row->kind == IMPORT_FEATURE)
        object->feature = row;
    return row->kind == IMPORT_FEATURE || add_entities(m, row->name, object);
}

/* How long what stands between two names of a list is; 0: none does. */
static size_t
between(const char *text)
{
    static const char *const signs[] = {", and ", ", ",  ",",   "; ", "\n",
                                        " and ",  " & ", " + ", NULL};

    for (size_t i = 0; signs[i] != NULL; i++)
        if (text_starts(text, signs[i]))
            return strlen(signs[i]);
    return 0;
}

/* Several names with something between that can only mean each of them. */
static bool
list(struct mapper *m, const struct section *section, const char *text,
     struct object *object)
{
    struct object found = {.exact = false};
    const char *from = text;

    for (const char *at = text;; at++) {
        size_t n = between(at);

        if (n == 0 && *at != '\0')
            continue;
        from = bare(m, arena_slice(m->arena, from, (size_t)(at - from)));
        if ((!whole(m, section, from, &found) && !phrase(m, from, &found)) ||
            found.feature != NULL)
            return false;
        if (*at == '\0')
            break;
        from = at + n;
        at += n - 1;
    }
    found.condition = object->condition;
    *object = found;
    return true;
}

/* A bracket behind the name: a condition, or something that says no more than
 * the name does. */
static bool
bracket(struct mapper *m, const char *text, struct object *object)
{
    const char *inside = bare(m, text);
    size_t length = strlen(inside);

    object->exact = false;
    inside = length > 1 ? arena_slice(m->arena, inside + 1, length - 2) : "";
    if (text_has_fold(inside, "customiz") ||
        text_has_fold(inside, "customis") || text_has_fold(inside, "see below"))
        return true;
    if (is_condition(inside)) {
        object->condition = inside;
        return true;
    }
    return *inside == '\0';
}

static void
hint(struct mapper *m, const char *text, struct object *object)
{
    const char *near = NULL;

    if (object->hint != NULL || m->n_question >= HINTS || strlen(text) > 80)
        return;
    near = text_nearest(text, m->names.spelled, m->names.n_spelled,
                        sizeof *m->names.spelled);
    if (near != NULL)
        object->hint = arena_print(m->arena, "did they mean \"%s\"?", near);
}

/* The name before a bracket. */
static bool
before_bracket(struct mapper *m, const struct section *section,
               const char *name, struct object *object)
{
    const char *open = strpbrk(name, "([");
    const char *rest;

    if (open == NULL || open == name ||
        strchr(")]", name[strlen(name) - 1]) == NULL)
        return false;
    rest = bare(m, arena_slice(m->arena, name, (size_t)(open - name)));
    return bracket(m, open, object) &&
           (whole(m, section, rest, object) || phrase(m, rest, object));
}

struct object
object_find(struct mapper *m, const struct section *section, const char *text)
{
    const char *name = bare(m, text);
    struct object object = {.exact = text_same(name, text)};

    if (section->person) {
        (void)phrase(m, name, &object);
        object.doubt = object.feature == NULL;
        return object;
    }
    if (whole(m, section, name, &object) || phrase(m, name, &object) ||
        list(m, section, name, &object) ||
        before_bracket(m, section, name, &object))
        return object;
    object.doubt = true;
    hint(m, name, &object);
    return object;
}

bool
is_name(struct mapper *m, const char *text)
{
    struct object object = {.exact = true};
    const struct section any = {0};

    text = bare(m, text);
    return strlen(text) <= NAME_CAP &&
           (whole(m, &any, text, &object) || object.hint != NULL ||
            phrase(m, text, &object) || list(m, &any, text, &object));
}
