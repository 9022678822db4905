/* What the tenant file has answered on purpose, and limits. */
#include "tests/simulator/google/google.h"

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

static bool
fits_scope(const struct chosen *chosen, const struct scope *const *scope,
           uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (chosen->scope == scope[i])
            return true;
    return false;
}

/* What names the scope comes before what stands for any. */
int
chosen_token(struct call *call, bool login, const struct scope *const *scope,
             uint32_t n)
{
    struct chosen_list *list = &tenant_of(call->sim)->token;
    int word = -1;

    (void)pthread_mutex_lock(&call->sim->lock);
    for (uint32_t i = 0; word < 0 && i < list->n; i++)
        if ((login ? list->one[i].login
                   : fits_scope(&list->one[i], scope, n)) &&
            takes(&list->one[i]))
            word = list->one[i].answer;
    for (uint32_t i = 0; word < 0 && !login && i < list->n; i++)
        if (!list->one[i].login && list->one[i].scope == NULL &&
            takes(&list->one[i]))
            word = list->one[i].answer;
    (void)pthread_mutex_unlock(&call->sim->lock);
    return word;
}

void
chosen_check(struct call *call)
{
    struct chosen_list *list = &tenant_of(call->sim)->calls;
    enum call_name name = call_name(call);
    int word = -1;

    if (name == CALL_NONE)
        return;
    (void)pthread_mutex_lock(&call->sim->lock);
    for (int pass = 0; pass < 2; pass++)
        for (uint32_t i = 0; word < 0 && i < list->n; i++)
            if (list->one[i].call == (int)(pass == 0 ? name : CALL_NONE) &&
                takes(&list->one[i]))
                word = list->one[i].answer;
    (void)pthread_mutex_unlock(&call->sim->lock);
    if (word > ANSWER_USUAL)
        answer_api(call, word);
}

/* Of reads alone: no number is published for tokens. */
void
limits_check(struct call *call)
{
    const struct tenant *tenant = tenant_of(call->sim);

    if (call_name(call) == CALL_NONE)
        return;
    if (tenant->concurrent > 0 && !slot_take(call, 0, tenant->concurrent))
        answer_api(call, ANSWER_QUOTA);
    else if (tenant->budget > 0 && budget_count(call->sim) > tenant->budget)
        answer_api(call, ANSWER_USER_RATE);
}
