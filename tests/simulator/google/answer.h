/* Answers of the token endpoint and of the APIs, by words. */
#ifndef SIMULATOR_GOOGLE_ANSWER_H
#define SIMULATOR_GOOGLE_ANSWER_H

#include "base/json.h"

enum token_word {
    TOKEN_GRANT,
    TOKEN_GRANT_SCOPE,
    TOKEN_ACCESS_DENIED,
    TOKEN_ACCESS_DENIED_403,
    TOKEN_ACCESS_DENIED_OTHER,
    TOKEN_RESTRICTED,
    TOKEN_POLICY,
    TOKEN_ORG_INTERNAL,
    TOKEN_ORG_INTERNAL_401,
    TOKEN_DELETED,
    TOKEN_ACCOUNT_NOT_FOUND,
    TOKEN_AUDIENCE,
    TOKEN_CLOCK,
    TOKEN_INVALID_USER,
    TOKEN_NO_VERIFIER,
    TOKEN_NOT_EMAIL,
    TOKEN_ROBOT_DISABLED,
    TOKEN_SIGNATURE,
    TOKEN_IMPERSONATION,
    TOKEN_IMPERSONATION_PRN,
    TOKEN_INVALID_SCOPE,
    TOKEN_INVALID_SCOPE_OLDER,
    TOKEN_DISABLED_CLIENT,
    TOKEN_INVALID_CLIENT,
    TOKEN_UNAUTHORIZED,
    TOKEN_UNAUTHORIZED_SHORT,
    TOKEN_UNAUTHORIZED_OLDER,
    TOKEN_UNAUTHORIZED_OTHER,
    TOKEN_INVALID_REQUEST,
    TOKEN_GRANT_TYPE,
    TOKEN_FAILURE,
    TOKEN_FAILURE_429,
    TOKEN_FAILURE_503,
    TOKEN_UNKNOWN,
    TOKEN_NO_TOKEN,
    TOKEN_OTHER_SCOPE,
    TOKEN_PAGE,
    TOKEN_PAGE_502,
    TOKEN_NOT_JSON,
    TOKEN_EMPTY,
    TOKEN_REDIRECT,
    TOKEN__N
};

enum answer_word {
    ANSWER_USUAL,
    ANSWER_NO_CUSTOMER,
    ANSWER_INVALID,
    ANSWER_PARAMETER,
    ANSWER_AUTH,
    ANSWER_RATE,
    ANSWER_USER_RATE,
    ANSWER_QUOTA,
    ANSWER_DAILY,
    ANSWER_CALENDAR_USAGE,
    ANSWER_USAGE_UNKNOWN,
    ANSWER_API_OFF,
    ANSWER_API_OFF_ADMIN,
    ANSWER_SCOPE,
    ANSWER_SCOPE_DETAILS,
    ANSWER_SCOPE_ERRORS,
    ANSWER_NOT_ADMIN,
    ANSWER_FORBIDDEN,
    ANSWER_NO_CALENDAR,
    ANSWER_BLOCKED,
    ANSWER_FILE,
    ANSWER_UNKNOWN,
    ANSWER_NOT_FOUND,
    ANSWER_RESOURCE,
    ANSWER_PAGE_404,
    ANSWER_RATE_429,
    ANSWER_BACKEND_500,
    ANSWER_INTERNAL,
    ANSWER_BACKEND_503,
    ANSWER_PAGE,
    ANSWER_PAGE_502,
    ANSWER_NOT_JSON,
    ANSWER_EMPTY,
    ANSWER_OTHER_KIND,
    ANSWER_NO_KIND,
    ANSWER_ERROR_INSIDE,
    ANSWER_REDIRECT,
    ANSWER__N
};

/* As in tenant files and in the log; NULL-ended. */
extern const char *const token_words[TOKEN__N + 1];
extern const char *const answer_words[ANSWER__N + 1];

struct call;
/* Neither of the two that grant. */
void answer_token_error(struct call *, int word);
/* Any but ANSWER_USUAL. */
void answer_api(struct call *, int word);

/* A tree as Google prints it, a blank for each level. */
void answer_tree(struct call *, unsigned status, const struct json *);
void answer_page_404(struct call *);
void answer_header(struct call *, const char *name, const char *value);

#endif
