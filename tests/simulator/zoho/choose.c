/* What the tenant file has answered on purpose, and limits. */
#include "tests/simulator/zoho/zoho.h"

#include <inttypes.h>

/* Uses up one time of it. */
static bool
takes(struct chosen *chosen)
{
    if (chosen->times == 0)
        return false;
    if (chosen->after > 0) {
        chosen->after--;
        return false;
    }
    if (chosen->times > 0)
        chosen->times--;
    return true;
}

int
chosen_token(struct call *call)
{
    struct chosen *chosen = &tenant_of(call->sim)->token;
    int word = -1;

    (void)pthread_mutex_lock(&call->sim->lock);
    if (chosen->answer != TOKEN_GRANT && takes(chosen))
        word = chosen->answer;
    (void)pthread_mutex_unlock(&call->sim->lock);
    return word;
}

/* What names the call comes before what stands for any. */
static int
chosen_call(struct call *call, enum call_name name)
{
    struct chosen_list *list = &tenant_of(call->sim)->calls;
    int word = -1;

    (void)pthread_mutex_lock(&call->sim->lock);
    for (int pass = 0; pass < 2; pass++)
        for (uint32_t i = 0; word < 0 && i < list->n; i++)
            if (list->one[i].call == (int)(pass == 0 ? name : CALL_NONE) &&
                takes(&list->one[i]))
                word = list->one[i].answer;
    (void)pthread_mutex_unlock(&call->sim->lock);
    return word;
}

void
chosen_check(struct call *call)
{
    int word;

    if (call_name(call) == CALL_NONE)
        return;
    word = chosen_call(call, call_name(call));
    if (word == ANSWER_OPEN)
        about(call)->open = true;
    else if (word > ANSWER_USUAL)
        answer_api(call, word);
}

static int64_t
credits_of(const struct tenant *tenant)
{
    return tenant->credits >= 0
               ? tenant->credits
               : edition_limits(tenant->organization.edition)->credits;
}

/* What is left after it, below 0 if it is too much: then it costs nothing. */
static int64_t
pay(struct sim *sim, int64_t price)
{
    int64_t left;

    (void)pthread_mutex_lock(&sim->lock);
    left = credits_of(tenant_of(sim)) - sim->used - price;
    if (left >= 0)
        sim->used += price;
    (void)pthread_mutex_unlock(&sim->lock);
    return left;
}

/* The headers of the answer, whatever it will be. */
static void
put_credits(struct call *call, int64_t price, int64_t left)
{
    if (tenant_of(call->sim)->wire.no_credits)
        return;
    answer_header(call, "X-Rate-Limit-Request-Weight-v3",
                  arena_print(&call->arena, "%" PRId64, price));
    answer_header(call, "X-Rate-Limit-Remaining-v3",
                  arena_print(&call->arena, "%" PRId64, left));
}

void
limits_check(struct call *call)
{
    const struct tenant *tenant = tenant_of(call->sim);
    int64_t at_once = tenant->concurrent, price, left;

    if (call_name(call) == CALL_NONE)
        return;
    if (at_once < 0)
        at_once = edition_limits(tenant->organization.edition)->concurrent;
    if (!slot_take(call, 0, at_once)) {
        answer_api(call, ANSWER_CONCURRENCY);
        return;
    }
    price = call_kind(call_name(call))->credits;
    left = pay(call->sim, price);
    if (left < 0)
        answer_api(call, ANSWER_THRESHOLD);
    else
        put_credits(call, price, left);
}
