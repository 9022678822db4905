/* The reads: the gates that keep a token out, in the order in which they are
 * thought to stand, and what is answered. */
#include "base/text.h"
#include "tests/simulator/zoho/profile.h"
#include "tests/simulator/zoho/zoho.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>

enum { LIMIT_CAP = 200 };

static bool
opens(const struct tenant *tenant, enum call_name name)
{
    for (uint32_t i = 0; i < tenant->scopes; i++)
        if (scope_opens(tenant->scope[i], name))
            return true;
    return false;
}

static int
check_scope(struct call *call)
{
    const struct tenant *tenant = tenant_of(call->sim);
    enum call_name name = call_name(call);

    if (opens(tenant, name) &&
        (!call_kind(name)->search || opens(tenant, CALL_NONE)))
        return ANSWER_USUAL;
    return tenant->wire.scope_status == 401 ? ANSWER_SCOPE_401 : ANSWER_SCOPE;
}

static int
check_edition(struct call *call)
{
    const struct organization *of = &tenant_of(call->sim)->organization;
    enum call_name name = call_name(call);

    if (of->closed[name] != NULL ||
        (name == CALL_WEBHOOKS && !edition_limits(of->edition)->webhooks))
        return ANSWER_LICENSE;
    return ANSWER_USUAL;
}

static int
check_profile(struct call *call)
{
    const struct call_kind *kind = call_kind(call_name(call));

    if (kind->group == NULL ||
        profile_allows(&tenant_of(call->sim)->profile, kind->group, kind->key))
        return ANSWER_USUAL;
    return ANSWER_FORBIDDEN;
}

static int
check_gates(struct call *call)
{
    static int (*const gates[][3])(struct call *) = {
        [ORDER_SCOPE] = {check_scope, check_edition, check_profile},
        [ORDER_PROFILE] = {check_profile, check_scope, check_edition},
    };
    int order = tenant_of(call->sim)->wire.order;
    int word = ANSWER_USUAL;

    for (int i = 0; word == ANSWER_USUAL && i < 3; i++)
        word = gates[order][i](call);
    return word;
}

/* A number from least to most, or none at all. */
static bool
is_number(const char *text, long least, long most)
{
    char *end = NULL;
    long number;

    if (text == NULL)
        return true;
    errno = 0;
    number = strtol(text, &end, 10);
    return errno == 0 && end != text && *end == '\0' && number >= least &&
           number <= most;
}

/* The parameter that is wrong, or NULL. */
static const char *
wrong_parameter(struct call *call)
{
    enum call_name name = call_name(call);

    if (!is_number(call_argument(call, "limit"), 1, LIMIT_CAP))
        return "/limit";
    if (!is_number(call_argument(call, "from"), 0, LONG_MAX))
        return "/from";
    if (name == CALL_LAYOUTS && call_argument(call, "module") == NULL)
        return "/module";
    if (name == CALL_AGENTSTICKETSCOUNT &&
        call_argument(call, "agentIds") == NULL)
        return "/agentIds";
    return NULL;
}

void
answer_read(struct call *call)
{
    int word = about(call)->open ? ANSWER_USUAL : check_gates(call);
    const char *wrong;
    struct json *root;

    if (word != ANSWER_USUAL) {
        answer_api(call, word);
        return;
    }
    wrong = wrong_parameter(call);
    if (wrong != NULL) {
        answer_invalid(call, wrong);
        return;
    }
    root = content_of(call);
    if (root == NULL) {
        answer_api(call, ANSWER_NOTHING);
        return;
    }
    about(call)->answer =
        answer_words[about(call)->open ? ANSWER_OPEN : ANSWER_USUAL];
    answer_tree(call, 200, root);
}
