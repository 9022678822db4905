/* What a refusal of Desk refuses: a table of its codes. What is not in it may
 * mean anything. */
#include "base/text.h"
#include "scanner/zoho/zoho.h"

/* Whether it is said only of what would be allowed is documented nowhere. */
static const char not_taken[] =
    "Zoho did not take the question as it was put, which says nothing of "
    "scopes and profile";

/* Compared whole [OAS: names and examples; code: messages]. That the scope is
 * looked at before the profile is not documented: each word tells of its own
 * gate, and nothing here relies on the order. */
static const struct {
    const char *code;
    enum zoho_class class;
    enum reason reason;
    const char *why;
} refusals[] = {
    {"SCOPE_MISMATCH", ZOHO_NO_SCOPE, WHY_GRANTED, NULL},
    {"FORBIDDEN", ZOHO_NO_RIGHT, WHY_GRANTED, NULL},
    {"OAUTH_ORG_MISMATCH", ZOHO_OTHER_ORG, WHY_MISDIRECTED,
     "the token is of another organization"},
    {"LICENSE_ACCESS_LIMITED", ZOHO_EDITION, WHY_SWITCHED_OFF,
     "the edition of this Desk does not have it, which says nothing of scopes "
     "and profile"},
    {"INVALID_OAUTH", ZOHO_NO_TOKEN, WHY_LOGIN_LOST,
     "Desk does not accept the token that was just given out"},
    {"UNAUTHORIZED", ZOHO_ODD, WHY_API_ERROR,
     "Zoho's words are those of a login that is not accepted and of a right "
     "that is missing alike"},
    {"INVALID_DATA", ZOHO_ODD, WHY_API_ERROR, not_taken},
    {"UNPROCESSABLE_ENTITY", ZOHO_ODD, WHY_API_ERROR, not_taken},
    {"ONLY_LIVECHAT_USER", ZOHO_ODD, WHY_API_ERROR,
     "the agent is one of live chat alone"},
    {"INTEGRATION_ADMIN_ERROR", ZOHO_ODD, WHY_API_ERROR,
     "Zoho wants the agent to be the administrator of an integration"},
};

struct zoho_result
zoho_refused(const struct answer *answer)
{
    const char *code = json_text(json_get_fold(answer->json, "errorCode"));

    for (size_t i = 0; answer->kind == ANSWER_DENIED &&
                       i < sizeof refusals / sizeof *refusals;
         i++)
        if (text_same_fold(refusals[i].code, code))
            return (struct zoho_result){.class = refusals[i].class,
                                        .reason = refusals[i].reason,
                                        .why = refusals[i].why};
    return (struct zoho_result){
        .class = answer_passes(answer->kind) ? ZOHO_PASSING : ZOHO_ODD,
        .reason = answer_reason(answer->kind)};
}
