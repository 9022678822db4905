/* Reading one object cell: which entities and features it names, several of
 * them in one cell and with a common word only once. */
#include "base/text.h"
#include "rules/import/parts.h"

#include <string.h>

enum { PART_CAP = 24 };

/* The parts of a cell, and whether "/" stands before each. */
struct parts {
    const char *text[PART_CAP];
    bool slash[PART_CAP];
    uint32_t n;
};

struct cell {
    struct importer *importer;
    struct arena *arena;
    uint32_t line;
    const char *section; /* the row's, to be read with "Notes" and the like */
    struct import_objects objects;
};

/* How long what separates two parts is here; 0: nothing does. */
static size_t
separator_at(const char *at)
{
    if (strncmp(at, " and ", 5) == 0)
        return 5;
    if (strncmp(at, " > ", 3) == 0)
        return 0;
    return *at != '\0' && strchr(",;/+&|\n", *at) != NULL ? 1 : 0;
}

static const char *
trimmed(struct arena *arena, const char *from, size_t n)
{
    static const char around[] = " \t\n.:-";

    while (n > 0 && strchr(around, *from) != NULL) {
        from++;
        n--;
    }
    while (n > 0 && strchr(around, from[n - 1]) != NULL)
        n--;
    if (n > 2 && *from == '"' && memchr(from + 1, '"', n - 1) == from + n - 1) {
        from++;
        n -= 2;
    }
    return arena_slice(arena, from, n);
}

/* False if there are more parts than one cell can mean. */
static bool
split(struct arena *arena, const char *text, struct parts *parts)
{
    const char *from = text;
    bool slash = false;

    *parts = (struct parts){.n = 0};
    for (;; text++) {
        size_t skip = separator_at(text);
        const char *part;

        if (skip == 0 && *text != '\0')
            continue;
        part = trimmed(arena, from, (size_t)(text - from));
        if (*part != '\0') {
            if (parts->n == PART_CAP)
                return false;
            parts->slash[parts->n] = slash;
            parts->text[parts->n++] = part;
        }
        if (*text == '\0')
            return true;
        slash = *text == '/';
        from = text + skip;
        text += skip - 1;
    }
}

/* Head before, inside and behind the (first) bracket. */
static void
brackets(struct arena *arena, const char *cell, const char **head,
         const char **inner)
{
    const char *open = strpbrk(cell, "([");
    const char *close = open == NULL ? NULL : strpbrk(open, ")]");

    *head = cell;
    *inner = "";
    if (close == NULL)
        return;
    *inner = arena_slice(arena, open + 1, (size_t)(close - open - 1));
    *head = arena_print(arena, "%.*s%s", (int)(open - cell), cell, close + 1);
    *head = trimmed(arena, *head, strlen(*head));
}

static void
entity_add(struct import_objects *objects, struct arena *arena,
           const char *name)
{
    for (uint32_t i = 0; i < objects->n; i++)
        if (text_same(objects->entity[i], name))
            return;
    objects->entity =
        arena_grow(arena, objects->entity, objects->n, &objects->capacity);
    objects->entity[objects->n++] = name;
}

static void
match_add(struct cell *cell, const char *phrase, const char *name,
          enum import_confidence confidence)
{
    struct importer *im = cell->importer;
    const char *how = cell->objects.how;

    im->match =
        arena_grow(im->arena, im->match, im->n_match, &im->match_capacity);
    im->match[im->n_match++] =
        (struct import_match){cell->line, phrase, name, confidence};
    cell->objects.how = arena_print(
        im->arena, "%s%s%s: %s", how, *how == '\0' ? "" : ", ",
        name == NULL ? phrase : name, import_confidence_word(confidence));
}

/* The entities or the feature of a row of the provider's table. */
static void
take_row(struct cell *cell, const char *phrase, const struct import_phrase *row,
         enum import_confidence confidence)
{
    struct import_objects *objects = &cell->objects;
    const char *list = row->what, *name;

    if (row->kind == IMPORT_FEATURE) {
        objects->feature =
            arena_grow(cell->arena, objects->feature, objects->n_feature,
                       &objects->feature_capacity);
        objects->feature[objects->n_feature++] = row;
        match_add(cell, phrase, row->name, confidence);
        return;
    }
    objects->yes = row->text;
    list += *list == '~' ? 1 : 0;
    while ((name = import_piece(cell->arena, &list, ',')) != NULL) {
        entity_add(objects, cell->arena, name);
        match_add(cell, phrase, name, confidence);
    }
}

static void
take(struct cell *cell, const char *phrase, const struct import_found *found)
{
    if (found->row != NULL) {
        take_row(cell, phrase, found->row, found->confidence);
    } else {
        entity_add(&cell->objects, cell->arena, found->entity->name);
        match_add(cell, phrase, found->entity->name, found->confidence);
    }
}

static void
take_unknown(struct cell *cell, const char *phrase, const char *about)
{
    struct import_objects *objects = &cell->objects;

    objects->unknown =
        arena_grow(cell->arena, objects->unknown, objects->n_unknown,
                   &objects->unknown_capacity);
    objects->unknown[objects->n_unknown++] = phrase;
    match_add(cell, phrase, NULL, IMPORT_NONE);
    import_unmapped(cell->importer, cell->line, phrase, about);
}

/* The words of the part before, fewer and fewer of its last, followed by this
 * part: "Service Call Tickets" / "Resources". Dropping one word comes first,
 * because two things of a kind are the commonest. */
static struct import_found
with_head(struct cell *cell, const char *before, const char *part)
{
    static const unsigned dropped[] = {1, 0, 2};
    struct import_found first = {NULL, NULL, IMPORT_NONE};

    for (size_t i = 0; i < sizeof dropped / sizeof *dropped; i++) {
        size_t n = strlen(before);
        struct import_found found;

        for (unsigned drop = dropped[i]; drop > 0 && n > 0; drop--)
            while (n > 0 && before[--n] != ' ')
                ;
        if (n == 0)
            continue;
        found = import_find(cell->importer, arena_print(cell->arena, "%.*s %s",
                                                        (int)n, before, part));
        if (found.confidence < IMPORT_ALIAS)
            continue;
        if (first.confidence != IMPORT_NONE) {
            first.confidence = IMPORT_FUZZY;
            return first;
        }
        first = found;
        first.confidence = IMPORT_ALIAS;
    }
    return first;
}

/* Whether the finding is the entity that was taken last. */
static bool
same_entity(const struct import_objects *objects,
            const struct import_found *found)
{
    return found->entity != NULL && objects->n > 0 &&
           text_same(objects->entity[objects->n - 1], found->entity->name);
}

/* A part by itself, or together with the section it stands in. */
static struct import_found
alone_found(struct cell *cell, const char *part)
{
    struct import_found alone = import_find(cell->importer, part);
    struct import_found within = {NULL, NULL, IMPORT_NONE};

    if (alone.confidence < IMPORT_ALIAS && *cell->section != '\0')
        within = import_find(cell->importer, arena_print(cell->arena, "%s %s",
                                                         cell->section, part));
    if (within.confidence < IMPORT_ALIAS)
        return alone;
    within.confidence = IMPORT_FUZZY;
    return within;
}

/* The entity that a finding means, if it is but one. */
static const char *
only_entity(const struct import_found *found)
{
    return found->entity != NULL ? found->entity->name : found->row->what;
}

/* A part by itself or with words of the part before it. Behind a "/" the
 * latter is likelier; where both would do, the choice is a guess. */
static struct import_found
part_found(struct cell *cell, const struct parts *parts, uint32_t i)
{
    const char *part = parts->text[i];
    const char *before = i == 0 ? NULL : parts->text[i - 1];
    struct import_found alone = alone_found(cell, part);
    struct import_found found = {NULL, NULL, IMPORT_NONE};

    if (before != NULL)
        found = with_head(cell, before, part);
    if (found.confidence == IMPORT_NONE || same_entity(&cell->objects, &found))
        return alone;
    if (alone.confidence < IMPORT_ALIAS)
        return found;
    if (!parts->slash[i] || text_same(only_entity(&alone), only_entity(&found)))
        return alone;
    if (strchr(before, ' ') == NULL)
        found = alone;
    found.confidence = IMPORT_FUZZY;
    return found;
}

/* "Ticket / Company / Contact Webhooks": parts in the singular that take the
 * last word of the last one. */
static bool
with_tail(struct cell *cell, const struct parts *parts)
{
    const char *last = parts->text[parts->n - 1];
    const char *tail = strrchr(last, ' ');
    struct import_found found[PART_CAP];

    if (parts->n < 2 || tail == NULL)
        return false;
    for (uint32_t i = 0; i < parts->n; i++) {
        const char *words = parts->text[i];

        if (i + 1 < parts->n) {
            if (text_ends(words, "s") || strchr(words, ' ') != NULL)
                return false;
            words = arena_print(cell->arena, "%s%s", words, tail);
        }
        found[i] = import_find(cell->importer, words);
        if (found[i].confidence < IMPORT_ALIAS)
            return false;
        found[i].confidence = IMPORT_ALIAS;
    }
    for (uint32_t i = 0; i < parts->n; i++)
        take(cell, parts->text[i], &found[i]);
    return true;
}

/* What stands in brackets goes before the head ("Webhooks (Ticket)") or
 * behind it ("Ticket (Notes)"). False: it does neither. */
static bool
take_inner(struct cell *cell, const char *head, const struct parts *inner,
           bool behind)
{
    struct import_found found[PART_CAP];

    for (uint32_t i = 0; i < inner->n; i++) {
        const char *a = behind ? head : inner->text[i];
        const char *b = behind ? inner->text[i] : head;

        found[i] = import_find(cell->importer,
                               arena_print(cell->arena, "%s %s", a, b));
        if (found[i].confidence < IMPORT_ALIAS)
            return false;
        found[i].confidence = behind ? IMPORT_FUZZY : IMPORT_ALIAS;
    }
    for (uint32_t i = 0; i < inner->n; i++)
        take(cell, inner->text[i], &found[i]);
    return inner->n > 0;
}

static void
take_parts(struct cell *cell, const char *text)
{
    struct parts parts;

    if (!split(cell->arena, text, &parts)) {
        take_unknown(cell, text, "more names than one cell can mean");
        return;
    }
    if (parts.n > 0 && with_tail(cell, &parts))
        return;
    for (uint32_t i = 0; i < parts.n; i++) {
        struct import_found found = part_found(cell, &parts, i);

        if (found.confidence == IMPORT_NONE)
            take_unknown(cell, parts.text[i], "no such object is known");
        else
            take(cell, parts.text[i], &found);
    }
}

/* A name for the whole, if the provider's table has one for just these, and
 * the group that their actions belong to. */
static void
name_objects(struct cell *cell)
{
    struct import_objects *objects = &cell->objects;
    const struct import_phrases *phrases = cell->importer->source->phrases;
    const char *all = "";

    for (uint32_t i = 0; i < objects->n; i++)
        all = arena_print(cell->arena, "%s%s%s", all, i > 0 ? "," : "",
                          objects->entity[i]);
    for (uint32_t i = 0; i < phrases->n; i++) {
        const struct import_phrase *row = &phrases->row[i];

        if (row->kind == IMPORT_OBJECT && row->name != NULL &&
            objects->n_unknown == 0 &&
            text_same(row->what + (row->what[0] == '~' ? 1 : 0), all)) {
            objects->name = row->name;
            break;
        }
    }
    for (uint32_t i = 0; i < objects->n; i++) {
        const struct import_phrase *subject =
            import_row_of(cell->importer, IMPORT_SUBJECT, objects->entity[i]);

        if (subject != NULL)
            objects->group = subject->name;
    }
}

/* Whether one of the row's phrases is the text, in as many parts. */
static bool
phrase_whole(struct cell *cell, const struct import_phrase *row,
             const char *text, uint32_t n)
{
    const char *key = import_key(cell->arena, text);
    const char *list = row->words, *words;
    struct parts parts;

    if (row->kind != IMPORT_OBJECT && row->kind != IMPORT_FEATURE)
        return false;
    while ((words = import_piece(cell->arena, &list, '|')) != NULL)
        if (text_same(import_key(cell->arena, words), key) &&
            split(cell->arena, words, &parts) && parts.n == n)
            return true;
    return false;
}

/* The cell as one phrase. What has separators is that only if the provider's
 * table has it so: "Service Call Tickets / Resources" is not the entity
 * ServiceCallTicketResources. */
static struct import_found
whole_found(struct cell *cell, const char *text)
{
    struct import_found found = {NULL, NULL, IMPORT_ALIAS};
    const struct import_phrases *phrases = cell->importer->source->phrases;
    struct parts parts;

    if (!split(cell->arena, text, &parts))
        return (struct import_found){NULL, NULL, IMPORT_NONE};
    if (parts.n == 1 && strpbrk(text, "([") == NULL)
        return alone_found(cell, text);
    for (uint32_t i = 0; i < phrases->n && found.row == NULL; i++)
        if (phrase_whole(cell, &phrases->row[i], text, parts.n))
            found.row = &phrases->row[i];
    if (found.row == NULL)
        found.confidence = IMPORT_NONE;
    else if (found.row->what[0] == '~')
        found.confidence = IMPORT_FUZZY;
    return found;
}

static void
take_cell(struct cell *cell, const char *text)
{
    struct import_found found = whole_found(cell, text);
    struct parts parts;
    const char *head, *inner;

    brackets(cell->arena, text, &head, &inner);
    if (found.confidence != IMPORT_NONE) {
        take(cell, text, &found);
        return;
    }
    if (*inner == '\0' || *head == '\0') {
        take_parts(cell, text);
        return;
    }
    if (split(cell->arena, inner, &parts) &&
        take_inner(cell, head, &parts, false))
        return;
    take_parts(cell, head);
    if (split(cell->arena, inner, &parts) &&
        take_inner(cell, head, &parts, true))
        return;
    if (text_starts(inner, "also ")) {
        take_parts(cell, inner + strlen("also "));
        return;
    }
    found = import_find(cell->importer, inner);
    if (found.confidence == IMPORT_NONE || !same_entity(&cell->objects, &found))
        take_unknown(cell, inner, "in brackets behind an object");
}

struct import_objects
import_objects_read(struct importer *im, const struct import_row *row)
{
    struct cell cell = {
        .importer = im,
        .arena = im->arena,
        .line = row->line,
        .section = row->section,
        .objects = {.how = ""},
    };

    take_cell(&cell, row->object);
    name_objects(&cell);
    return cell.objects;
}
