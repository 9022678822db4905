/* The titles of the kinds of change, and what they come to in a sentence. */
#include "reports/view/changes.h"
#include "audit/record.h"
#include "base/text.h"

#include <inttypes.h>

static const struct {
    const char *title;
    const char *count; /* behind a number */
    bool still;
} kinds[CHANGE__N] = {
    [CHANGE_IDENTITY] = {"Not the same account or rules", "identity changed",
                         false},
    [CHANGE_NEW_FAILURE] = {"New failures", "new failing", false},
    [CHANGE_REGRESSED] = {"Not determined any more", "regressed to unknown",
                          false},
    [CHANGE_NEW_EXCESS] = {"Newly held without need", "newly excess", false},
    [CHANGE_WAIVER_EXPIRED] = {"No longer waived", "no longer waived", false},
    [CHANGE_ATTESTATION_EXPIRED] = {"Statements that expired",
                                    "no longer stated", false},
    [CHANGE_STILL_FAILING] = {"Still failing", "still failing", true},
    [CHANGE_STILL_EXCESS] = {"Still held without need", "still excess", true},
    [CHANGE_FIXED] = {"Fixed", "fixed", false},
    [CHANGE_RESOLVED] = {"Determined now", "determined now", false},
    [CHANGE_GONE_EXCESS] = {"No longer held without need", "no longer excess",
                            false},
    [CHANGE_RULE_ADDED] = {"Checks added to the rules", "added to the rules",
                           false},
    [CHANGE_RULE_REMOVED] = {"Checks taken out of the rules",
                             "taken out of the rules", false},
    [CHANGE_RULE_CHANGED] = {"Checks changed in the rules",
                             "changed in the rules", false},
    [CHANGE_SUBJECT] = {"Tried on others than before", "tried on others",
                        false},
};

const char *
change_title(enum change_kind kind)
{
    return kinds[kind].title;
}

bool
change_is_still(enum change_kind kind)
{
    return kinds[kind].still;
}

uint32_t
changes_of_kind(const struct change *change, uint32_t n, enum change_kind kind)
{
    uint32_t of = 0;

    for (uint32_t i = 0; i < n; i++)
        of += change[i].kind == kind;
    return of;
}

/* "2 new failing, 1 fixed"; of the kinds that are still so or not. */
static const char *
count_of(struct arena *arena, const struct change *change, uint32_t n,
         bool still)
{
    const char *text = NULL;

    for (unsigned i = 0; i < CHANGE__N; i++) {
        uint32_t of = changes_of_kind(change, n, (enum change_kind)i);

        if (of > 0 && kinds[i].still == still)
            text = arena_print(arena, "%s%s%" PRIu32 " %s", text_or(text, ""),
                               text == NULL ? "" : ", ", of, kinds[i].count);
    }
    return text;
}

const char *
changes_count(struct arena *arena, const struct change *change, uint32_t n)
{
    const char *news = count_of(arena, change, n, false);
    const char *still = count_of(arena, change, n, true);

    return arena_print(arena, "%s%s%s", text_or(news, "nothing changed"),
                       still == NULL ? "" : "; ", text_or(still, ""));
}

const char *
changes_identity(struct arena *arena, const struct audit *a)
{
    const char *text = NULL;

    for (uint32_t i = 0; i < a->n_change; i++) {
        if (a->change[i].kind == CHANGE_IDENTITY)
            text = arena_print(arena, "%s%s",
                               text == NULL ? "not the same "
                                            : arena_print(arena, "%s, ", text),
                               text_or(a->change[i].id, "?"));
    }
    return text;
}

const char *
change_name(struct arena *arena, const struct audit *a, const struct change *c)
{
    return audit_name(a, c->rules, text_or(c->id, "?"), arena);
}
