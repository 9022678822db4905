/* ConnectWise's way of answering. Wrong credentials come as 401, 404 or 400
 * [official: note on PSA under 404; code, measured], and a role that refuses as
 * 403 with a code and a sentence [official; code, measured; issue
 * ConnectPyse#20]; what has only one of the two is not that. */
#include "base/text.h"
#include "scanner/connectwise/connectwise.h"

static const char no_ssl[] = "\"SSL is required.\": this is not the address of "
                             "the API. On the cloud its "
                             "name begins with \"api-\", and it is https.";

/* The order is that of [official: errors]; where nothing is official, as seen
 * in public code. */
static const struct dialect_row rows[] = {
    {300, 399, FORM_ANY, NULL, NULL, ANSWER_ELSEWHERE,
     "ConnectWise points to another address, which is never followed: no "
     "credential was sent there. Either this is not the address of the API, or "
     "something in between leads astray."},
    {0, 0, FORM_JSON, NULL, "ssl is required", ANSWER_ELSEWHERE, no_ssl},
    {0, 0, FORM_OTHER, NULL, "ssl is required", ANSWER_ELSEWHERE, no_ssl},
    {400, 400, FORM_JSON, NULL, "cannot route", ANSWER_ELSEWHERE, NULL},
    {400, 400, FORM_OTHER, NULL, "cannot route", ANSWER_ELSEWHERE, NULL},
    {403, 403, FORM_JSON, NULL, "you do not have security permission",
     ANSWER_DENIED, NULL},
    {404, 404, FORM_ANY, NULL, NULL, ANSWER_NOT_OFFERED, NULL},
    {200, 299, FORM_PAGE, NULL, NULL, ANSWER_INTERCEPTED,
     "This address answers with a web page, not with the API: it is the one "
     "for people, its code base is out of date, or a proxy or firewall stands "
     "in between."},
    {500, 599, FORM_JSON, NULL, NULL, ANSWER_UNAVAILABLE, NULL},
    {500, 599, FORM_EMPTY, NULL, NULL, ANSWER_UNAVAILABLE, NULL},
    {500, 599, FORM_OTHER, NULL, NULL, ANSWER_UNAVAILABLE, NULL},
};

static const char *const said[] = {"message", "errors", NULL};

/* "Please try again in 30 seconds." [code, measured] */
const struct dialect connectwise_dialect = {
    .row = rows,
    .n = sizeof rows / sizeof *rows,
    .said = said,
    .wait_ms = 30000,
};

bool
connectwise_denied(const struct answer *answer)
{
    const char *code = json_text(json_get_fold(answer->json, "code"));

    return answer->kind == ANSWER_DENIED && code != NULL &&
           text_same_fold(code, "Security");
}
