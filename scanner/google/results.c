/* What came of several requests, taken together. */
#include "scanner/google/google.h"

static void
count(struct google_results *results, const struct google_result *result)
{
    results->n++;
    if (results->first[result->class] == NULL)
        results->first[result->class] = result;
}

bool
google_is_token(const struct scan *scan, uint32_t step)
{
    enum google_probe probe = (enum google_probe)scan->plan->step[step].probe;

    return probe != GOOGLE_SELF && probe != GOOGLE_TRIAL;
}

bool
google_is_stranger(const struct google *state,
                   const struct google_result *result)
{
    bool others = false;

    for (uint32_t i = 0; i < state->people.n; i++)
        others = others || state->people.item[i].given;
    return others && result->person != NOBODY &&
           !state->people.item[result->person].given;
}

bool
google_is_foreign(const struct scan *scan, uint32_t person)
{
    const struct google *state = scan->state;

    for (uint32_t i = 0; i < scan->plan->n; i++) {
        struct google_results all;

        if (!google_is_token(scan, i) || state->result[i].person != person ||
            state->result[i].class != GOOGLE_NOT_DELEGATED)
            continue;
        all = google_tokens(scan, state->scope[i]);
        if (all.first[GOOGLE_YES] != NULL)
            return true;
    }
    return false;
}

struct google_results
google_tokens(const struct scan *scan, uint32_t entity)
{
    const struct google *state = scan->state;
    struct google_results results = {.n = 0};

    for (uint32_t i = 0; i < scan->plan->n; i++)
        if (google_is_token(scan, i) && state->scope[i] == entity)
            count(&results, &state->result[i]);
    return results;
}

struct google_results
google_trials(const struct scan *scan, uint32_t entity)
{
    const struct google *state = scan->state;
    struct google_results results = {.n = 0};

    for (uint32_t i = 0; i < scan->plan->n; i++)
        if (scan->plan->step[i].probe == GOOGLE_TRIAL &&
            state->scope[i] == entity)
            count(&results, &state->result[i]);
    return results;
}

struct google_results
google_answers(const struct scan *scan, enum google_api api)
{
    const struct google *state = scan->state;
    struct google_results results = {.n = 0};

    for (uint32_t i = 0; i < scan->plan->n; i++)
        if (scan->plan->step[i].probe == GOOGLE_TRIAL &&
            google_scope[state->scope[i]].api == api)
            count(&results, &state->result[i]);
    return results;
}
