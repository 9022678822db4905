/* Scales, and looking things up in a catalogue. */
#include "rules/model/scale.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

static const char *const flag_words[] = {"no", "yes"};

const struct scale scale_flag = {
    .name = "flag", .word = flag_words, .title = flag_words, .n = 2};
static const char *const reach_titles[] = {"not reached", "reached"};

const struct scale scale_subject = {
    .name = "reach", .word = flag_words, .title = reach_titles, .n = 2};
const struct scale scale_number = {.name = "limit"};

int64_t
scale_top(const struct scale *scale)
{
    return scale->n == 0 ? GRADE_MOST : (int64_t)scale->n - 1;
}

bool
scale_spans(const struct scale *scale, int64_t low, int64_t high)
{
    int64_t top = scale_top(scale);

    return low >= GRADE_NONE && low <= high && low <= top &&
           (high <= top || high == GRADE_MOST);
}

bool
scale_is_number(const struct scale *scale)
{
    return scale->n == 0;
}

static const char *
digits(int64_t number, struct arena *arena)
{
    return arena_print(arena, "%lld", (long long)number);
}

const char *
scale_word(const struct scale *scale, int64_t grade, struct arena *arena)
{
    return scale->n == 0 ? digits(grade, arena) : scale->word[grade];
}

const char *
scale_title(const struct scale *scale, int64_t grade, struct arena *arena)
{
    return scale->n == 0 ? digits(grade, arena) : scale->title[grade];
}

bool
scale_from(const struct scale *scale, const char *word, int64_t *grade)
{
    for (uint32_t i = 0; i < scale->n; i++) {
        if (text_same(scale->word[i], word)) {
            *grade = i;
            return true;
        }
    }
    return false;
}

const char *
claim_title(const struct claim *claim, struct arena *arena)
{
    const struct scale *scale;

    if (claim->right == NULL)
        return "yes";
    scale = claim->right->scale;
    if (!scale_is_number(scale))
        return scale_title(scale, claim->low, arena);
    return arena_print(arena, "at least %lld", (long long)claim->low);
}

static int
name_order(const void *name, const void *entity)
{
    return strcmp(name, ((const struct entity *)entity)->name);
}

const struct entity *
catalogue_entity(const struct catalogue *catalogue, const char *name)
{
    return name == NULL ? NULL
                        : bsearch(name, catalogue->entity, catalogue->n_entity,
                                  sizeof *catalogue->entity, name_order);
}

const struct right *
catalogue_right(const struct catalogue *catalogue, const struct entity *entity,
                const char *verb)
{
    uint32_t from = 0, to = catalogue->n_right;

    if (entity != NULL) {
        from = entity->right0;
        to = from + entity->n_right;
    }
    for (uint32_t i = from; i < to; i++)
        if (catalogue->right[i].entity == entity &&
            text_same(catalogue->right[i].verb, verb))
            return &catalogue->right[i];
    return NULL;
}

uint32_t
verb_place(const struct verb *verb, uint32_t n, const char *word)
{
    uint32_t i = 0;

    while (i < n && !text_same(verb[i].word, word))
        i++;
    return i;
}

const struct look_alike *
catalogue_look_alike(const struct catalogue *catalogue, const char *name)
{
    for (uint32_t i = 0; i < catalogue->n_look_alike; i++)
        if (text_same_fold(catalogue->look_alike[i].name, name))
            return &catalogue->look_alike[i];
    return NULL;
}

uint32_t
catalogue_verb(const struct catalogue *catalogue, const char *word)
{
    return verb_place(catalogue->verb, catalogue->n_verb, word);
}

const char *
verb_title(const struct verb *verb, uint32_t n, const char *word)
{
    uint32_t place = verb_place(verb, n, word);

    return place < n ? verb[place].title : word;
}

bool
entity_spelled(const struct entity *entity, const char *name)
{
    for (const char *const *alias = entity->alias;
         alias != NULL && *alias != NULL; alias++)
        if (text_same(*alias, name))
            return true;
    return text_same(entity->name, name);
}

const char *
right_title(const struct catalogue *catalogue, const struct right *right,
            struct arena *arena)
{
    const char *verb =
        verb_title(catalogue->verb, catalogue->n_verb, right->verb);

    if (right->entity == NULL)
        return verb;
    if (catalogue->n_verb == 1 && right->about == NULL)
        return right->entity->name;
    return arena_print(arena, "%s of %s", verb, right->entity->name);
}

const char *
right_title_of(const struct catalogue *catalogue, const char *id,
               struct arena *arena)
{
    for (uint32_t i = 0; i < catalogue->n_right; i++)
        if (text_same(catalogue->right[i].id, id))
            return right_title(catalogue, &catalogue->right[i], arena);
    return id;
}

enum manner
claim_manner(const struct claim *claim)
{
    if (claim->right == NULL)
        return MANNER_QUESTION;
    if (claim->subject != NULL)
        return MANNER_REACH;
    if (scale_is_number(claim->right->scale))
        return MANNER_NUMBER;
    return claim->right->about != NULL ? MANNER_FACT : MANNER_GRANT;
}
