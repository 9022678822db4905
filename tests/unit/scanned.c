/* From the engine's findings to what a test asks about. */
#include "tests/unit/scanned.h"
#include "audit/record.h"
#include "base/text.h"
#include "rules/model/words.h"

#include <check.h>

void
scanned_judge(struct audit *audit, const struct scan *scan,
              const struct attestation *stated, uint32_t n_stated)
{
    struct facts facts = {.observation = scan->observation,
                          .n_observation = scan->n_observation,
                          .found = scan->found,
                          .n_found = scan->n_found,
                          .attestation = stated,
                          .n_attestation = n_stated,
                          .missing = scan->stopped != WHY_GRANTED
                                         ? scan->stopped
                                         : WHY_NOT_PROBED};

    *audit = (struct audit){.target = scan->target,
                            .stopped = scan->stopped,
                            .stop_text = scan->stop_text,
                            .note = scan->note,
                            .n_note = scan->n_note,
                            .exchange = scan->exchange,
                            .n_exchange = scan->n_exchange};
    audit_judge(audit, scan->ruleset, scan->provider->catalogue, &facts,
                scan->mem);
}

const struct finding *
scanned_finding(const struct audit *audit, const char *check)
{
    for (uint32_t i = 0; i < audit->n_finding; i++)
        if (text_same(audit->finding[i].id, check))
            return &audit->finding[i];
    ck_abort_msg("no check %s", check);
    return NULL;
}

const char *
scanned_verdict(const struct audit *audit, const char *check,
                struct arena *arena)
{
    const struct finding *f = scanned_finding(audit, check);

    return arena_print(arena, "%s %s %s", verdict_word(f->verdict),
                       reason_word(f->reason), strength_word(f->strength));
}

void
scanned_ck(const struct audit *audit, const char *check, const char *wanted)
{
    struct arena mem = {0};
    const char *seen = scanned_verdict(audit, check, &mem);

    ck_assert_msg(text_same(seen, wanted), "%s: %s, not %s (%s)", check, seen,
                  wanted, scanned_finding(audit, check)->detail);
    arena_free(&mem);
}

static bool
holds(const char *text, const char *part)
{
    return text != NULL && text_has_fold(text, part);
}

bool
scanned_says(const struct audit *audit, const char *part)
{
    bool says = holds(audit->stop_text, part);

    for (uint32_t i = 0; i < audit->n_note; i++)
        says = says || holds(audit->note[i], part);
    for (uint32_t i = 0; i < audit->n_finding; i++)
        says = says || holds(audit->finding[i].detail, part);
    return says;
}

bool
scanned_tells(const struct audit *audit, const char *part)
{
    const struct target *target = &audit->target;
    bool told = scanned_says(audit, part);
    struct arena mem = {0};

    for (uint32_t i = 0; i < audit->n_exchange; i++)
        told = told || holds(audit->exchange[i].note, part) ||
               holds(audit->exchange[i].body, part) ||
               holds(audit->exchange[i].purpose, part) ||
               holds(audit->exchange[i].path, part);
    for (uint32_t i = 0; i < target->n_trait; i++)
        told = told || holds(arena_print(&mem, "%s: %s", target->trait[i].label,
                                         target->trait[i].value),
                             part);
    for (uint32_t i = 0; i < audit->n_excess; i++)
        told = told || holds(audit->excess[i].detail, part);
    arena_free(&mem);
    return told;
}

const struct excess *
scanned_excess(const struct audit *audit, const char *id)
{
    for (uint32_t i = 0; i < audit->n_excess; i++)
        if (text_same(audit->excess[i].id, id))
            return &audit->excess[i];
    return NULL;
}
