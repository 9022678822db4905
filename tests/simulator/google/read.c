/* The reads: what keeps a token out, in the order in which Google says it, and
 * what is answered. */
#include "base/text.h"
#include "tests/simulator/google/google.h"

static int
check_api(struct call *call)
{
    switch (
        (enum api_state)tenant_of(call->sim)->api[call_api(call_name(call))]) {
    case API_ON:
        return ANSWER_USUAL;
    case API_OFF:
        return ANSWER_API_OFF;
    case API_BLOCKED:
        return ANSWER_BLOCKED;
    }
    return ANSWER_USUAL;
}

static int
check_scope(struct call *call)
{
    const struct issued *issued = about(call)->issued;

    for (uint32_t i = 0; i < issued->n; i++)
        if (scope_opens(issued->scope[i], call_name(call)))
            return ANSWER_USUAL;
    return ANSWER_SCOPE;
}

/* Lists of the whole customer have to say which. */
static int
check_customer(struct call *call)
{
    const struct tenant *tenant = tenant_of(call->sim);
    enum call_name name = call_name(call);
    const char *customer = call_argument(call, "customer");
    const char *domain = call_argument(call, "domain");

    if (name == CALL_USERS || name == CALL_GROUPS) {
        if (customer == NULL && domain == NULL)
            return ANSWER_NO_CUSTOMER;
        if (customer == NULL)
            return text_same_fold(domain, tenant->domain) ? ANSWER_USUAL
                                                          : ANSWER_RESOURCE;
    } else {
        customer = call_part(call, 0);
    }
    return text_same(customer, "my_customer") ||
                   text_same(customer, tenant->customer)
               ? ANSWER_USUAL
               : ANSWER_RESOURCE;
}

/* What everybody may see of others needs no administrator. */
static bool
is_public(const struct call *call)
{
    return about(call)->issued->user != NULL && call_name(call) == CALL_USERS &&
           text_same(call_argument(call, "viewType"), "domain_public");
}

static int
check_admin(struct call *call)
{
    const struct user *user = about(call)->issued->user;
    int customer = check_customer(call);

    if (customer != ANSWER_USUAL)
        return customer;
    if (user != NULL &&
        (user->kind == USER_ADMINISTRATOR ||
         (user->kind == USER_READER && call_name(call) == CALL_USERS)))
        return ANSWER_USUAL;
    return is_public(call) ? ANSWER_USUAL : ANSWER_NOT_ADMIN;
}

/* The service account has a calendar of its own. */
static int
check_calendar(struct call *call)
{
    const struct user *user = about(call)->issued->user;
    const char *id = call_part(call, 0);

    if (user != NULL && user->kind == USER_NO_CALENDAR)
        return ANSWER_NO_CALENDAR;
    if (id == NULL || text_same(id, "primary"))
        return ANSWER_USUAL;
    return text_same_fold(id, user == NULL ? tenant_of(call->sim)->account.email
                                           : user->address)
               ? ANSWER_USUAL
               : ANSWER_NOT_FOUND;
}

static int
refusal_of(struct call *call)
{
    int word = check_api(call);

    if (word == ANSWER_USUAL)
        word = check_scope(call);
    if (word != ANSWER_USUAL)
        return word;
    return call_api(call_name(call)) == API_ADMIN ? check_admin(call)
                                                  : check_calendar(call);
}

void
answer_read(struct call *call)
{
    const char *fields = call_argument(call, "fields");
    int word = refusal_of(call);
    struct json *root;

    if (word != ANSWER_USUAL) {
        answer_api(call, word);
        return;
    }
    root = content_of(call, call_name(call));
    if (!mask_apply(call, root, fields)) {
        answer_api(call, ANSWER_PARAMETER);
        return;
    }
    about(call)->answer = answer_words[ANSWER_USUAL];
    answer_tree(call, 200, root);
}
