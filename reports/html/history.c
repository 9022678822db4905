/* What a check was at the baseline, beside the check itself. */
#include "reports/html/html.h"

#include "base/text.h"

static const struct {
    const char *mark; /* behind the badge, or NULL */
    const char *then; /* how it stood; NULL: the change has a word for it */
} about[CHANGE__N] = {
    [CHANGE_IDENTITY] = {NULL, "another account"},
    [CHANGE_NEW_FAILURE] = {"new", NULL},
    [CHANGE_REGRESSED] = {"not known any more", NULL},
    [CHANGE_NEW_EXCESS] = {"new", NULL},
    [CHANGE_WAIVER_EXPIRED] = {"no longer waived", "waived"},
    [CHANGE_ATTESTATION_EXPIRED] = {"no longer stated",
                                    "with a statement that was valid"},
    [CHANGE_STILL_FAILING] = {"as before", NULL},
    [CHANGE_STILL_EXCESS] = {"as before", NULL},
    [CHANGE_FIXED] = {"fixed", NULL},
    [CHANGE_RESOLVED] = {"known now", NULL},
    [CHANGE_GONE_EXCESS] = {"gone", NULL},
    [CHANGE_RULE_ADDED] = {"new rule", "not among the rules"},
    [CHANGE_RULE_REMOVED] = {NULL, "among the rules"},
    [CHANGE_RULE_CHANGED] = {"changed rule", "asked for otherwise"},
    [CHANGE_SUBJECT] = {NULL, "tried on others"},
};

void
history_begin(struct page *page)
{
    const struct audit *a = page->audit;
    uint32_t *last = arena_new(page->arena, uint32_t, a->n_change);

    page->change = (struct index){.arena = page->arena};
    page->next_change = arena_new(page->arena, uint32_t, a->n_change);
    for (uint32_t i = 0; i < a->n_change; i++) {
        const struct change *c = &a->change[i];
        uint32_t first;

        page->next_change[i] = INDEX_NONE;
        if (c->rules == NULL)
            continue;
        first = index_put(&page->change, c->rules, c->id, i);
        if (first != i)
            page->next_change[last[first]] = i;
        last[first] = i;
    }
}

static uint32_t
first_of(const struct page *page, const struct finding *f)
{
    return index_get(&page->change, f->rules, f->id);
}

void
history_marks(struct page *page, const struct finding *f)
{
    for (uint32_t i = first_of(page, f); i != INDEX_NONE;
         i = page->next_change[i]) {
        const char *mark = about[page->audit->change[i].kind].mark;

        if (mark == NULL)
            continue;
        xml_element(page->w, "span", "mark", mark);
        xml_text(page->w, " ");
    }
}

const char *
history_then(struct page *page, const struct finding *f)
{
    const struct audit *a = page->audit;
    uint32_t i = first_of(page, f);
    const char *text = NULL;

    if (a->baseline == NULL)
        return NULL;
    for (; i != INDEX_NONE; i = page->next_change[i]) {
        const struct change *c = &a->change[i];

        text = arena_print(
            page->arena, "%s%s%s", text_or(text, ""), text == NULL ? "" : ", ",
            about[c->kind].then != NULL ? about[c->kind].then
                                        : text_or(c->before, "not there"));
    }
    return arena_print(page->arena, "%s in the scan of %s.",
                       text == NULL ? "the same" : text,
                       view_time(page->arena, a->baseline));
}
