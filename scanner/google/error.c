/* What a refusal refuses: tables of Google's words. The first row that fits
 * decides, and what fits none may mean anything. */
#include "base/text.h"
#include "scanner/google/google.h"

/* Of an answer that no row knows. */
static struct google_result
unclear(const struct answer *answer)
{
    return (struct google_result){
        .class = answer_passes(answer->kind) ? GOOGLE_PASSING : GOOGLE_ODD,
        .reason = answer_reason(answer->kind)};
}

/* ---- a token ------------------------------------------------------------- */

#define CHOOSE "; choose another, for nothing was learned about the scope"

/* The word is compared whole, the sentence in part [official: errors of OAuth
 * 2.0 for service accounts; the issues are where the words were seen]. */
static const struct {
    int from, to;
    const char *word;
    const char *part; /* of the sentence; NULL: any */
    enum google_class class;
    enum reason reason;
    const char *why;
} tokens[] = {
    /* [issues google-api-php-client#1379 #950, google-auth-library-ruby#210] */
    {401, 401, "unauthorized_client",
     "client is unauthorized to retrieve access tokens using this method",
     GOOGLE_NOT_DELEGATED, WHY_GRANTED, NULL},
    {401, 401, "unauthorized_client", "unauthorized client or scope in request",
     GOOGLE_NOT_DELEGATED, WHY_GRANTED, NULL},
    {400, 403, "access_denied", "requested client not authorized",
     GOOGLE_NOT_DELEGATED, WHY_GRANTED, NULL},
    /* [code: GAM] */
    {400, 403, "access_denied", "account restricted", GOOGLE_NO_SUBJECT,
     WHY_NEEDS_SUBJECT, "this account is restricted" CHOOSE},
    {400, 403, "admin_policy_enforced", NULL, GOOGLE_POLICY, WHY_POLICY,
     "a policy of the Workspace blocks the scope or the client (Admin console "
     "> Security > Access and data control > API controls > App access "
     "control)"},
    {400, 403, "org_internal", NULL, GOOGLE_ODD, WHY_API_ERROR,
     "the client is limited to its own organisation, and this person is not of "
     "it"},
    /* [issues google-oauth-java-client#602, google-api-nodejs-client#1381] */
    {400, 400, "invalid_scope", NULL, GOOGLE_NO_SCOPE, WHY_NOT_LISTED,
     "Google does not know this scope: the rules file is wrong, and nothing "
     "was "
     "learned about the account"},
    /* [issues google-api-php-client#783 #1207, PSGSuite#267; code: GAM] */
    {400, 400, "invalid_grant", "not a valid email", GOOGLE_NO_SUBJECT,
     WHY_NEEDS_SUBJECT, "there is nobody of this address" CHOOSE},
    {400, 400, "invalid_grant", "invalid email or user id", GOOGLE_NO_SUBJECT,
     WHY_NEEDS_SUBJECT,
     "this person does not exist, is suspended, is a group, or belongs to "
     "another company" CHOOSE},
    {400, 400, "invalid_grant", "account has been deleted", GOOGLE_NO_SUBJECT,
     WHY_NEEDS_SUBJECT, "this account was deleted lately" CHOOSE},
    {400, 400, "invalid_request", "invalid impersonation", GOOGLE_NO_SUBJECT,
     WHY_NEEDS_SUBJECT,
     "there is no such account any more, or this is no address" CHOOSE},
};

struct google_result
google_refused_token(const struct answer *answer)
{
    const char *word = json_text(json_get(answer->json, "error"));
    const char *text = json_text(json_get(answer->json, "error_description"));

    if (answer->kind != ANSWER_DENIED)
        return unclear(answer);
    for (size_t i = 0; i < sizeof tokens / sizeof *tokens; i++)
        if (tokens[i].from <= answer->status &&
            answer->status <= tokens[i].to && text_same(tokens[i].word, word) &&
            (tokens[i].part == NULL ||
             (text != NULL && text_has_fold(text, tokens[i].part))))
            return (struct google_result){.class = tokens[i].class,
                                          .reason = tokens[i].reason,
                                          .why = tokens[i].why};
    return unclear(answer);
}

/* ---- a read -------------------------------------------------------------- */

/* A reason is compared whole, in either list, the message in part [official:
 * errors of Calendar and Directory; issues python-samples#17, gcal_sync#167,
 * google-api-java-client-services#4279, google-api-nodejs-client#1884,
 * google-auth-library-ruby#134; code: GAM]. */
static const struct {
    int status;
    enum google_api api; /* GOOGLE_OTHER: either */
    const char *said;    /* a reason; NULL: any */
    const char *part;    /* of the message; NULL: any */
    enum google_class class;
    enum reason reason;
    const char *why;
} reads[] = {
    {403, GOOGLE_OTHER, "accessNotConfigured", NULL, GOOGLE_API_OFF,
     WHY_SWITCHED_OFF, "the API is switched off in the key's project"},
    {403, GOOGLE_OTHER, "SERVICE_DISABLED", NULL, GOOGLE_API_OFF,
     WHY_SWITCHED_OFF, "the API is switched off in the key's project"},
    {403, GOOGLE_OTHER, "insufficientPermissions", NULL, GOOGLE_TOO_LITTLE,
     WHY_GRANTED, NULL},
    {403, GOOGLE_OTHER, "ACCESS_TOKEN_SCOPE_INSUFFICIENT", NULL,
     GOOGLE_TOO_LITTLE, WHY_GRANTED, NULL},
    {403, GOOGLE_DIRECTORY, "forbidden",
     "not authorized to access this "
     "resource",
     GOOGLE_NO_ADMIN, WHY_GRANTED,
     "the scope is delegated, and this person may not read the directory"},
    {403, GOOGLE_CALENDAR, "notACalendarUser", NULL, GOOGLE_NO_SUBJECT,
     WHY_NEEDS_SUBJECT,
     "Calendar is switched off for this person; choose another, for that says "
     "nothing about the scope"},
    {403, GOOGLE_OTHER, "domainCannotUseApis", NULL, GOOGLE_ODD, WHY_API_ERROR,
     "the use of APIs is switched off for this company"},
    {403, GOOGLE_OTHER, "forbidden", NULL, GOOGLE_NO_RECORD, WHY_ABSENT,
     "this person has no access to what was read, which says nothing about "
     "the scope"},
    {404, GOOGLE_OTHER, NULL, NULL, GOOGLE_NO_RECORD, WHY_ABSENT,
     "Google finds nothing there for this person, which says nothing about "
     "the scope"},
    {401, GOOGLE_OTHER, NULL, NULL, GOOGLE_ODD, WHY_API_ERROR,
     "the API does not accept the token that was just given out; is this "
     "person suspended?"},
};

/* Whether one of the lists of an error has that reason. */
static bool
gives(const struct json *error, const char *reason)
{
    static const char *const lists[] = {"errors", "details"};

    for (size_t k = 0; k < sizeof lists / sizeof *lists; k++) {
        const struct json *list = json_get_fold(error, lists[k]);

        for (uint32_t i = 0;
             list != NULL && list->kind == JSON_ARRAY && i < list->n; i++)
            if (text_same_fold(
                    json_text(json_get_fold(&list->item[i], "reason")), reason))
                return true;
    }
    return false;
}

static bool
fits(size_t row, const struct answer *answer, enum google_api api,
     const struct json *error)
{
    const char *text = json_text(json_get_fold(error, "message"));

    return reads[row].status == answer->status &&
           (reads[row].api == GOOGLE_OTHER || reads[row].api == api) &&
           (reads[row].said == NULL || gives(error, reads[row].said)) &&
           (reads[row].part == NULL ||
            (text != NULL && text_has_fold(text, reads[row].part)));
}

struct google_result
google_refused_read(const struct answer *answer, enum google_read read)
{
    const struct json *error = json_get_fold(answer->json, "error");
    enum google_api api = google_call[read].api;

    if (answer->kind != ANSWER_DENIED && answer->kind != ANSWER_NOT_OFFERED)
        return unclear(answer);
    for (size_t i = 0; error != NULL && i < sizeof reads / sizeof *reads; i++)
        if (fits(i, answer, api, error))
            return (struct google_result){.class = reads[i].class,
                                          .reason = reads[i].reason,
                                          .why = reads[i].why};
    return unclear(answer);
}

const char *
google_api_title(enum google_api api)
{
    switch (api) {
    case GOOGLE_CALENDAR:
        return "Google Calendar API";
    case GOOGLE_DIRECTORY:
        return "Admin SDK API";
    case GOOGLE_OTHER:
        break;
    }
    return "the API";
}
