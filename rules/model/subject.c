/* What subjects are called. */
#include "rules/model/subject.h"
#include "base/text.h"
#include "rules/model/scale.h"

#include <string.h>

const char *
subject_right(const char *name, uint32_t nth, struct arena *arena)
{
    return nth == 0 ? name : arena_print(arena, "%s/%u", name, (unsigned)nth);
}

const struct right *
subject_make_right(const struct subject *subject, uint32_t nth,
                   struct arena *arena)
{
    struct right *right = arena_new(arena, struct right, 1);

    *right = (struct right){
        .id = subject_right(subject->name, nth, arena),
        .verb = SUBJECT_VERB,
        .scale = &scale_subject,
        .about = arena_print(arena, "%s is reached",
                             subject_title(subject, nth, arena)),
        .offered = true,
    };
    return right;
}

const struct subject *
subject_find(const struct subject *subject, uint32_t n, const char *name)
{
    for (uint32_t i = 0; i < n; i++)
        if (text_same(subject[i].name, name))
            return &subject[i];
    return NULL;
}

bool
subject_is_first(const struct ruleset *set, uint32_t i)
{
    return subject_find(set->subject, i, set->subject[i].name) == NULL;
}

bool
claim_unnamed(const struct claim *claim)
{
    return claim->subject != NULL && claim->nth == 0;
}

const char *
subject_title(const struct subject *subject, uint32_t nth, struct arena *arena)
{
    if (nth == 0 || nth > subject->n_value)
        return subject->name;
    return arena_print(arena, "%s %u (%s)", subject->name, (unsigned)nth,
                       subject->masked[nth - 1]);
}

const char *
subject_noun(const char *name, uint32_t n, struct arena *arena)
{
    static const char *const hissing[] = {"s", "x", "ch", "sh"};
    size_t length = strlen(name);

    if (n == 1)
        return name;
    for (size_t i = 0; i < sizeof hissing / sizeof *hissing; i++)
        if (text_ends(name, hissing[i]))
            return arena_print(arena, "%ses", name);
    if (length > 1 && name[length - 1] == 'y' &&
        strchr("aeiou", name[length - 2]) == NULL)
        return arena_print(arena, "%.*sies", (int)length - 1, name);
    return arena_print(arena, "%ss", name);
}

const char *
subject_option(const struct subject *subject, struct arena *arena)
{
    return arena_print(arena, "--subject %s=VALUE%s", subject->name,
                       subject->many ? ", once for each" : "");
}
