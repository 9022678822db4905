/* What will work, product by product, and who needs what: short. */
#include "reports/view/outlook.h"
#include "audit/record.h"
#include "reports/text/parts.h"
#include "reports/view/view.h"

#include <inttypes.h>
#include <string.h>

enum { LABEL = 2, TEXT = 14 };

const char *const text_paint[VERDICT__N] = {
    [VERDICT_SKIP] = "\033[2m",
    [VERDICT_PASS] = "\033[32m",
    [VERDICT_UNKNOWN] = "\033[33m",
    [VERDICT_FAIL] = "\033[1;31m",
};

static void
feature_line(struct lines *t, const struct outlook_line *line)
{
    static const char *const paint[PROSPECT__N] = {
        [PROSPECT_UNKNOWN] = "\033[33m",  [PROSPECT_OFF] = "\033[2m",
        [PROSPECT_WORKS] = "\033[32m",    [PROSPECT_DEGRADES] = "\033[31m",
        [PROSPECT_BREAKS] = "\033[1;31m",
    };
    const char *title = prospect_title(line->state);

    lines_spaces(t, LABEL);
    lines_painted(t, paint[line->state], title);
    lines_spaces(t, TEXT - LABEL - strlen(title));
    lines_wrap_from(t, TEXT, TEXT,
                    line->text == NULL ? line->titles
                                       : arena_print(t->arena, "%s: %s",
                                                     line->titles, line->text));
}

static void
product(struct lines *t, const struct pack *pack)
{
    struct outlook_lines lines = view_outlook(t->arena, t->audit, pack);

    if (lines.n == 0)
        return;
    lines_heading(t, arena_print(t->arena, "What will work in %s",
                                 view_pack(t->arena, t->audit, pack)));
    if (t->audit->n_pack > 1) {
        struct audit part = audit_part(t->audit, pack, t->arena);
        struct sentence s = view_sentence(t->arena, &part);

        lines_wrap(t, LABEL, arena_print(t->arena, "%s: %s", s.head, s.tail));
    }
    for (uint32_t i = 0; i < lines.n; i++)
        feature_line(t, &lines.item[i]);
}

void
text_outlook(struct lines *t)
{
    for (uint32_t i = 0; i < t->audit->n_pack; i++)
        product(t, &t->audit->pack[i]);
}

void
text_needs(struct lines *t)
{
    struct demands all;
    struct shares shares;

    if (t->audit->n_pack < 2)
        return;
    all = demands_of(t->audit, t->arena);
    shares = view_shares(t->arena, t->audit, &all);
    if (shares.n == 0)
        return;
    lines_heading(t, "Who needs what");
    for (uint32_t i = 0; i < shares.n; i++) {
        const struct share *s = &shares.item[i];

        lines_spaces(t, LABEL);
        lines_wrap_from(t, LABEL, 2 * (size_t)LABEL,
                        arena_print(t->arena, "%s (%" PRIu32 "): %s", s->who,
                                    s->n, s->what));
    }
}
