/* What a text calls an object, or a section: a name of the catalogue, or one of
 * the provider's table of names. A name that is only near is none. */
#include "base/text.h"
#include "rules/import/parts.h"
#include "rules/model/fold.h"
#include "rules/model/scale.h"

#include <ctype.h>
#include <string.h>

enum { HINTS = 40, NAME_CAP = 200, HINT_CAP = 80 };

/* Signs of print, which say nothing beside a name: blanks, dashes, quotes,
 * bullets and marks of footnotes. Any other sign may. */
static const char *const print_signs[] = {
    "\xc2\xa0",     "\xc2\xa7",     "\xc2\xad",     "\xc2\xae",
    "\xc2\xb7",     "\xc2\xb9",     "\xc2\xb2",     "\xc2\xb3",
    "\xe2\x80\x8b", "\xe2\x80\x90", "\xe2\x80\x91", "\xe2\x80\x92",
    "\xe2\x80\x93", "\xe2\x80\x94", "\xe2\x80\x95", "\xe2\x80\x98",
    "\xe2\x80\x99", "\xe2\x80\x9c", "\xe2\x80\x9d", "\xe2\x80\x9e",
    "\xe2\x80\xa0", "\xe2\x80\xa1", "\xe2\x80\xa2", "\xe2\x80\xa3",
    "\xe2\x80\xaf", "\xe2\x84\xa2", "\xe2\x88\x92", "\xe2\x97\x8f",
    "\xe2\x97\xa6", "\xe2\x96\xaa", "\xef\xbb\xbf"};

size_t
print_length(const char *text)
{
    size_t n = (unsigned char)*text > 127
                   ? sizeof print_signs / sizeof *print_signs
                   : 0;

    while (n > 0 && !text_starts(text, print_signs[n - 1]))
        n--;
    return n > 0 ? strlen(print_signs[n - 1]) : 0;
}

/* Signs of ASCII that are none of print, nor of a list or a part. */
#define ODD_SIGNS "~!?#%=|<{}^$@\\"

/* Whether folding leaves out what could make another name of it: a sign of a
 * list or of a part, an odd one, or a letter or a sign beyond ASCII. */
static bool
tells_apart(char c)
{
    return strchr("([,;+/>\n" ODD_SIGNS, c) != NULL || (unsigned char)c > 127;
}

/* Whether a sign stands in the text that may mean something. */
bool
name_has_sign(const char *text)
{
    for (size_t n; *text != '\0'; text += n) {
        n = print_length(text);
        if (n == 0 && (strchr(ODD_SIGNS, *text) != NULL || *text == '\xc2' ||
                       *text == '\xe2' || (unsigned char)*text >= 0xef))
            return true;
        n = n == 0 ? 1 : n;
    }
    return false;
}

/* A name as it is looked up: folded, and what else tells it apart. "" if it is
 * none. */
const char *
name_key(const char *name, struct arena *arena)
{
    struct out out = {0};
    const char *key = strlen(name) > NAME_CAP ? "" : name_fold(name, arena);

    (void)out_text(&out, key);
    for (size_t n; *key != '\0' && *name != '\0'; name += n) {
        n = print_length(name);
        if (n == 0 && tells_apart(*name))
            (void)out_bytes(&out, name, 1);
        n = n == 0 ? 1 : n;
    }
    return out_kept(&out, arena);
}

/* ---- making the index ---------------------------------------------------- */

static void
put_entity(struct mapper *m, uint32_t e, const char *name)
{
    struct names *names = &m->names;
    const char *key = name_key(name, m->arena);
    uint32_t first;

    if (*key == '\0')
        return;
    prose_learn(m, name);
    (void)index_put(&names->called,
                    name_fold(m->catalogue->entity[e].section, m->arena), key,
                    e);
    first = index_put(&names->called, ANY_ENTITY, key, e);
    if (first != e)
        names->several[first] = true;
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

        if (row->kind == IMPORT_LEVEL || row->kind == IMPORT_VERB ||
            row->kind == IMPORT_NAMES)
            continue;
        for (const char *word; (word = phrase_next(m->arena, &list)) != NULL;) {
            prose_learn(m, word);
            (void)(row->kind == IMPORT_SECTION
                       ? index_put(&m->names.section, NULL,
                                   name_fold(word, m->arena), i)
                       : index_put(&m->names.called, ANY_PHRASE,
                                   name_key(word, m->arena), i));
        }
    }
}

/* How the provider itself calls it. */
static const char *
own_name(const struct entity *entity)
{
    return text_or(entity->title, entity->name);
}

/* An entity's own names go before what others are also called. */
void
names_make(struct mapper *m)
{
    const struct catalogue *all = m->catalogue;

    m->names.called.arena = m->names.section.arena = m->names.begins.arena =
        m->arena;
    m->names.several = arena_new(m->arena, bool, all->n_entity);
    for (uint32_t e = 0; e < all->n_entity; e++)
        put_entity(m, e, own_name(&all->entity[e]));
    for (uint32_t e = 0; e < all->n_entity; e++)
        for (const char *const *alias = all->entity[e].alias;
             alias != NULL && *alias != NULL; alias++)
            put_entity(m, e, *alias);
    put_phrases(m);
    names_spell(m);
    for (uint32_t i = 0; i < all->n_editor; i++) {
        prose_learn(m, all->editor[i]);
        (void)index_put(&m->names.section, NULL,
                        name_fold(all->editor[i], m->arena),
                        m->source->phrases->n + i);
    }
}

/* ---- objects ------------------------------------------------------------- */

/* Without bullets, quotes and marks of footnotes around it. */
static const char *
bare(struct mapper *m, const char *text)
{
    static const char *const marks[] = {" ",
                                        "\"",
                                        "*",
                                        "\n",
                                        "\xc2\xb7",
                                        "\xc2\xb9",
                                        "\xc2\xb2",
                                        "\xe2\x80\xa2",
                                        "\xe2\x80\xa0",
                                        "\xe2\x80\xa1",
                                        "\xe2\x80\x9c",
                                        "\xe2\x80\x9d"};
    size_t i = 0;

    while (i < sizeof marks / sizeof *marks && strlen(text) <= NAME_CAP) {
        if (text_starts(text, marks[i])) {
            text += strlen(marks[i]);
            i = 0;
        } else if (text_ends(text, marks[i])) {
            text = arena_slice(m->arena, text, strlen(text) - strlen(marks[i]));
            i = 0;
        } else {
            i++;
        }
    }
    return text;
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
        e = index_get(&m->names.called, name_fold(section->title, m->arena),
                      key);
    return e != INDEX_NONE ? e : index_get(&m->names.called, ANY_ENTITY, key);
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

/* A row of the provider's table. */
static bool
phrase(struct mapper *m, const char *key, struct object *object)
{
    uint32_t at = index_get(&m->names.called, ANY_PHRASE, key);
    const struct import_phrase *row;
    bool good = at != INDEX_NONE;

    if (!good)
        return false;
    row = &m->source->phrases->row[at];
    object->exact = false;
    if (row->kind == IMPORT_FEATURE) {
        object->feature = row;
        return true;
    }
    for (const char *list = row->name; *list != '\0' && good;) {
        size_t length = strcspn(list, ",");

        good = object_add(
            object, catalogue_entity(m->catalogue,
                                     arena_slice(m->arena, list, length)));
        list += length + (list[length] == ',');
    }
    return good;
}

/* One whole name. False: it is none. */
static bool
whole(struct mapper *m, const struct section *section, const char *text,
      struct object *object)
{
    const char *key = name_key(text, m->arena);
    uint32_t e = *key == '\0' ? INDEX_NONE : place(m, section, key);
    const struct entity *entity;

    if (!may_be_spelled(m, e, text))
        return false;
    if (e != INDEX_NONE)
        object->hint = misplaced(m, section, e);
    if (e == INDEX_NONE || object->hint != NULL)
        return phrase(m, key, object);
    entity = &m->catalogue->entity[e];
    object->exact = object->exact && (m->source->phrases->prefix != NULL ||
                                      is_own_name(own_name(entity), text));
    return object_add(object, entity);
}

/* How long what stands between two names of a list is; 0: none does. */
static size_t
between(const struct mapper *m, const char *text)
{
    static const char *const signs[] = {", and ", ", ",  ",",   "; ", "\n",
                                        " and ",  " & ", " + ", NULL};

    for (size_t i = 0; signs[i] != NULL; i++)
        if (text_starts(text, signs[i]))
            return strlen(signs[i]);
    return m->source->phrases->prefix != NULL && *text == ' ';
}

/* Several names with something between that can only mean each of them. */
static bool
list(struct mapper *m, const struct section *section, const char *text,
     struct object *object)
{
    struct object found = {.exact = false};
    const char *from = text;

    for (const char *at = text;; at++) {
        size_t n = between(m, at);

        if (n == 0 && *at != '\0')
            continue;
        from = bare(m, arena_slice(m->arena, from, (size_t)(at - from)));
        if (!whole(m, section, from, &found) || found.feature != NULL)
            return false;
        if (*at == '\0')
            break;
        from = at + n;
        at += n - 1;
    }
    *object = found;
    return true;
}

/* A name before a bracket that holds a condition, a mark, or something that
 * says no more than the name does. */
static bool
before_bracket(struct mapper *m, const struct section *section,
               const char *name, struct object *object)
{
    const char *open = strpbrk(name, "([");
    const char *inside;
    struct token only;

    if (open == NULL || open == name ||
        strchr(")]", name[strlen(name) - 1]) == NULL)
        return false;
    inside = arena_slice(m->arena, open + 1, strlen(open) - 2);
    object->exact = false;
    only = token_at(&m->lexicon, inside);
    object->less = only.said == SAID_LESS && inside[only.length] == '\0';
    if (is_condition(inside))
        object->condition = inside;
    else if (!object->less && inside[strspn(inside, "0123456789 *^")] != '\0' &&
             !text_has_fold(inside, "customiz") &&
             !text_has_fold(inside, "customis") &&
             !text_has_fold(inside, "see below"))
        return false;
    return whole(m, section,
                 bare(m, arena_slice(m->arena, name, (size_t)(open - name))),
                 object);
}

static bool
find(struct mapper *m, const struct section *section, const char *name,
     struct object *object)
{
    return whole(m, section, name, object) || list(m, section, name, object) ||
           before_bracket(m, section, name, object);
}

/* What a footnote says of the object by its mark at the name. */
static void
take_footnote(struct mapper *m, const char *text, struct object *object)
{
    const struct footnote *footnote = footnote_in(&m->lexicon, text);

    if (footnote == NULL)
        return;
    object->doubt = footnote->condition == NULL || object->condition != NULL;
    object->condition = footnote->condition;
    object->hint = "its footnote says more";
}

/* What may have been meant by a name that is not known; NULL: nobody can tell.
 * Of a page of such names only the first are looked at. */
static const char *
hint_of(struct mapper *m, const char *name)
{
    const struct look_alike *other = catalogue_look_alike(m->catalogue, name);
    const char *near;

    if (other != NULL)
        return other->about;
    if (m->n_question >= HINTS || strlen(name) > HINT_CAP)
        return NULL;
    near = text_nearest(name, m->names.spelled, m->names.n_spelled,
                        sizeof *m->names.spelled);
    return near == NULL ? NULL
                        : arena_print(m->arena, "did they mean \"%s\"?", near);
}

struct object
object_find(struct mapper *m, const struct section *section, const char *text)
{
    const char *name = bare(m, text);
    struct object object = {.exact = text_same(name, text)};

    if (section->odd) {
        object.doubt = true;
        object.hint = "nobody can tell what the sign at its section means";
        return object;
    }
    if (section->person) {
        (void)phrase(m, name_key(name, m->arena), &object);
        object.doubt = object.feature == NULL;
    } else {
        object.doubt = !find(m, section, name, &object);
    }
    if (!object.doubt)
        take_footnote(m, text, &object);
    else if (object.hint == NULL && !section->person)
        object.hint = hint_of(m, name);
    return object;
}

bool
is_name(struct mapper *m, const char *text)
{
    struct object object = {.exact = true};
    const struct section any = {0};

    return find(m, &any, bare(m, text), &object) || object.hint != NULL;
}
