/* What came of reads, taken together, and whom they were tried on. */
#include "base/text.h"
#include "scanner/microsoft365/microsoft365.h"

bool
microsoft365_spared(const struct ruleset *rules, const char *right)
{
    for (uint32_t i = 0; i < rules->n_check; i++)
        for (uint32_t c = 0; c < rules->check[i].n_claim; c++) {
            const struct claim *claim = &rules->check[i].claim[c];

            if (claim->subject != NULL && claim->high == GRADE_NONE &&
                text_same(claim->right->id, right))
                return true;
        }
    return false;
}

struct ms_reads
microsoft365_reads(struct scan *scan, enum ms_probe probe)
{
    const struct microsoft365 *state = microsoft365_state(scan);
    struct ms_reads reads = {.n = 0};

    for (uint32_t i = 0; i < scan->plan->n; i++) {
        const struct step *step = &scan->plan->step[i];
        const struct ms_reading *reading = &state->reading[i];

        if (step->probe != probe ||
            (probe == MS_MAILBOX &&
             microsoft365_spared(scan->ruleset, step->answers[0])))
            continue;
        reads.n++;
        if (reads.first[reading->outcome] == NULL)
            reads.first[reading->outcome] = reading;
    }
    return reads;
}
