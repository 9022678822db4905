/* Zoho's two ways of answering: that of its accounts, where an error is a word
 * in an answer that mostly says 200 [issue asciisd/zoho#18], and that of Desk,
 * where it is a code. Here stands what every answer amounts to; what a refusal
 * of Desk refuses is in error.c. */
#include "scanner/zoho/zoho.h"

#define WORD(word, kind, cause)                                                \
    {                                                                          \
        200, 499, FORM_JSON, "error", word, kind, cause                        \
    }
#define CODE(code, kind)                                                       \
    {                                                                          \
        200, 499, FORM_JSON, "errorCode", code, kind, NULL                     \
    }
/* Later is later, under any status and code. */
#define TOO_MANY                                                               \
    {429, 429, FORM_ANY, NULL, NULL, ANSWER_THROTTLED, NULL},                  \
    {                                                                          \
        200, 599, FORM_JSON, NULL, "too many requests", ANSWER_THROTTLED, NULL \
    }
#define SERVERS_OWN                                                            \
    {500, 599, FORM_JSON, NULL, NULL, ANSWER_UNAVAILABLE, NULL},               \
        {500, 599, FORM_EMPTY, NULL, NULL, ANSWER_UNAVAILABLE, NULL},          \
    {                                                                          \
        500, 599, FORM_OTHER, NULL, NULL, ANSWER_UNAVAILABLE, NULL             \
    }

/* In the order in which it is worth to look [issues asciisd/zoho#6 #18,
 * zoho-v3#38, rclone#5029]. */
static const char no_client[] =
    "Zoho does not know the client in this data center (invalid_client). "
    "Nothing was tried again. Possible causes:\n"
    "The account lives in another data center (" ZOHO_DC "): the address in "
    "the browser when Desk is open tells, as desk.zoho.eu does for eu.\n"
    "The client id (" ZOHO_CLIENT_ID ") is not that of the client, or the "
    "client was deleted (API console > the client > Client Secret).";
/* [code: a runbook] */
static const char no_secret[] =
    "Zoho does not accept the client secret (invalid_client_secret): it was "
    "mistyped, or made anew since (API console > the client > Client Secret). "
    "Nothing was tried again.";
/* [official: help article "invalid code", quoted in verbb/formie#2199; twenty
 * tokens for a client and user: help article and Kaizen #43] */
static const char no_code[] =
    "Zoho does not accept the refresh token (invalid_code). Nothing was tried "
    "again, and no refresh token is ever made here. Possible causes:\n"
    "The account lives in another data center (" ZOHO_DC ").\n"
    "The token is of another client than " ZOHO_CLIENT_ID ".\n"
    "It was pushed out: Zoho keeps twenty for a client and user, and each new "
    "code beyond that deletes the oldest. If somebody generated new codes "
    "lately, the product's token may be gone.\n"
    "It was revoked, or removed under Connected Apps, or the password was "
    "changed and tokens were ended with it.\n"
    "It was mistyped, or is the code and not the token that was made of it.";

/* Its throttle is told as 400 by some and as 200 by others [code: four
 * projects, measured; official: Kaizen #43]. */
static const struct dialect_row rows[] = {
    TOO_MANY,
    WORD("invalid_client_secret", ANSWER_LOGIN, no_secret),
    WORD("invalid_client", ANSWER_LOGIN, no_client),
    WORD("invalid_code", ANSWER_LOGIN, no_code),
    WORD(NULL, ANSWER_ERROR, NULL),
    SERVERS_OWN,
};

/* A code counts, whatever the status [code: tests that accept 401 and 403 for
 * the same]; also that of a 401, whose words may be those of a missing right
 * [OAS]. A 401 without one is of the token, which all requests carry. */
static const struct dialect_row desk_rows[] = {
    CODE("THRESHOLD_EXCEEDED", ANSWER_SPENT),
    TOO_MANY,
    CODE("TOO_MANY_REQUESTS", ANSWER_THROTTLED),
    CODE("INTERNAL_SERVER_ERROR", ANSWER_UNAVAILABLE),
    CODE(NULL, ANSWER_DENIED),
    {204, 204, FORM_EMPTY, NULL, NULL, ANSWER_OK, NULL},
    SERVERS_OWN,
};

static const char *const said[] = {"error", "error_description", "message",
                                   NULL};
static const char *const desk_said[] = {"errorCode", "message", "error",
                                        "error_description", NULL};

const struct dialect zoho_dialect = {
    .row = rows,
    .n = sizeof rows / sizeof *rows,
    .said = said,
    .errors = "error",
    .secret = true,
};

const struct dialect zoho_desk_dialect = {
    .row = desk_rows,
    .n = sizeof desk_rows / sizeof *desk_rows,
    .said = desk_said,
    .errors = "errorCode",
};
