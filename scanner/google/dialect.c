/* Google's two ways of answering: that of the token endpoint, with a word and a
 * sentence (RFC 6749, section 5.2), and that of its APIs, with reasons in two
 * lists of which either may be missing [code: several clients]. Here stands
 * what every answer amounts to; what a refusal refuses is in error.c. */
#include "scanner/google/google.h"

#define THROTTLED(member, phrase)                                              \
    {                                                                          \
        400, 599, FORM_JSON, member, phrase, ANSWER_THROTTLED, NULL            \
    }
#define SPENT(member, phrase)                                                  \
    {                                                                          \
        400, 599, FORM_JSON, member, phrase, ANSWER_SPENT, NULL                \
    }
#define TEXT(from, to, phrase, kind, cause)                                    \
    {                                                                          \
        from, to, FORM_JSON, "error_description", phrase, kind, cause          \
    }
#define WORD(from, to, word, kind, cause)                                      \
    {                                                                          \
        from, to, FORM_JSON, "error", word, kind, cause                        \
    }
#define SERVERS_OWN                                                            \
    {500, 599, FORM_JSON, NULL, NULL, ANSWER_UNAVAILABLE, NULL},               \
        {500, 599, FORM_EMPTY, NULL, NULL, ANSWER_UNAVAILABLE, NULL},          \
    {                                                                          \
        500, 599, FORM_OTHER, NULL, NULL, ANSWER_UNAVAILABLE, NULL             \
    }

/* "Later" comes as a 403 as often as a 429; which API is off has the domain of
 * quotas too, so the reasons tell and the domain does not [official: Calendar
 * and Directory, errors and limits]. */
#define LATER                                                                  \
    SPENT("error.errors[].reason", "dailyLimitExceeded"),                      \
        {429, 429, FORM_ANY, NULL, NULL, ANSWER_THROTTLED, NULL},              \
        THROTTLED("error.errors[].reason", "rateLimitExceeded"),               \
        THROTTLED("error.errors[].reason", "quotaExceeded"),                   \
        THROTTLED("error.errors[].reason", "UsageLimit"),                      \
        THROTTLED("error.details[].reason", "RATE_LIMIT_EXCEEDED"),            \
        THROTTLED("error.details[].reason", "rateLimitExceeded"),              \
        THROTTLED("error.details[].reason", "quotaExceeded"),                  \
        THROTTLED("error.status", "RESOURCE_EXHAUSTED"),                       \
        THROTTLED("error.message", "Rate Limit Exceeded"),                     \
        THROTTLED("error.message", "usage limits exceeded"),                   \
        THROTTLED("error.message", "Quota exceeded")

static const char key_gone[] =
    "Google does not accept the signature: the key was deleted or disabled, or "
    "the file is not one of this service account (Cloud console > IAM & Admin "
    "> Service Accounts > the account > Keys).";
static const char no_account[] =
    "Google knows no such service account or key: was the account deleted, or "
    "the address in the file changed by hand?";
static const char disabled_account[] =
    "The service account is disabled (Cloud console > IAM & Admin > Service "
    "Accounts > the account > Enable).";
static const char no_client[] =
    "Google finds no client for this service account: the address in the file "
    "is wrong, or has a blank at an end, or the account was deleted.";
static const char disabled_client[] =
    "The client of this service account, or its project, is disabled. Google "
    "does that too when a key was found in public: make a new key and delete "
    "the old one.";
static const char out_of_time[] =
    "Google found what was signed outside its time: the clock of this machine "
    "is wrong.";
static const char own_fault[] =
    "Google could not make anything of the request for a token: something in "
    "between has changed it, or this program is at fault.";

/* What refuses the key or the account ends the scan; the rest is about one
 * scope or one person [official: errors of OAuth 2.0 for service accounts;
 * issues gapi-php#147, google-api-ruby-client#720, apps-script-oauth2#68,
 * PSGSuite#310, oauth2l#130]. */
static const struct dialect_row rows[] = {
    LATER,
    WORD(400, 599, "internal_failure", ANSWER_UNAVAILABLE, NULL),
    WORD(400, 599, "temporarily_unavailable", ANSWER_UNAVAILABLE, NULL),
    TEXT(400, 403, "Invalid JWT Signature", ANSWER_LOGIN, key_gone),
    TEXT(400, 403, "No valid verifier", ANSWER_LOGIN, no_account),
    TEXT(400, 403, "account not found", ANSWER_LOGIN, no_account),
    TEXT(400, 403, "Robot is disabled", ANSWER_LOGIN, disabled_account),
    TEXT(400, 403, "short-lived token", ANSWER_LOGIN, out_of_time),
    TEXT(400, 403, "Failed audience check", ANSWER_LOGIN, own_fault),
    WORD(400, 403, "invalid_client", ANSWER_LOGIN, no_client),
    WORD(400, 403, "disabled_client", ANSWER_LOGIN, disabled_client),
    WORD(400, 403, "deleted_client", ANSWER_LOGIN, disabled_client),
    WORD(400, 403, "unsupported_grant_type", ANSWER_LOGIN, own_fault),
    WORD(400, 403, "unauthorized_client", ANSWER_DENIED, NULL),
    WORD(400, 403, "access_denied", ANSWER_DENIED, NULL),
    WORD(400, 403, "admin_policy_enforced", ANSWER_DENIED, NULL),
    WORD(400, 403, "org_internal", ANSWER_DENIED, NULL),
    WORD(400, 403, "invalid_scope", ANSWER_DENIED, NULL),
    WORD(400, 403, "invalid_grant", ANSWER_DENIED, NULL),
    WORD(400, 403, "invalid_request", ANSWER_DENIED, own_fault),
    SERVERS_OWN,
};

/* A token that was just given out is not the login: a 401 is a doubt about one
 * read, whoever sent it. */
static const struct dialect_row api_rows[] = {
    LATER,
    {401, 401, FORM_PAGE, NULL, NULL, ANSWER_INTERCEPTED,
     "A page for people came in place of the API's answer: something stands in "
     "between."},
    {401, 401, FORM_ANY, NULL, NULL, ANSWER_DENIED, NULL},
    {403, 403, FORM_JSON, NULL, NULL, ANSWER_DENIED, NULL},
    SERVERS_OWN,
};

static const char *const said[] = {"error", "error_description",
                                   "error.message", NULL};
static const char *const api_said[] = {"error.message", NULL};

const struct dialect google_dialect = {
    .row = rows,
    .n = sizeof rows / sizeof *rows,
    .said = said,
    .errors = "error",
    .secret = true,
};

const struct dialect google_api_dialect = {
    .row = api_rows,
    .n = sizeof api_rows / sizeof *api_rows,
    .said = api_said,
    .errors = "error",
    .one_sentence = true,
};
