/* Answers of the token endpoint and of Zoho Desk, by words. */
#ifndef SIMULATOR_ZOHO_ANSWER_H
#define SIMULATOR_ZOHO_ANSWER_H

#include "base/json.h"

enum token_word {
    TOKEN_GRANT,
    TOKEN_NO_TOKEN,
    TOKEN_EMPTY_TOKEN,
    TOKEN_BESIDE_ERROR,
    TOKEN_INVALID_CLIENT,
    TOKEN_INVALID_CLIENT_400,
    TOKEN_INVALID_SECRET,
    TOKEN_INVALID_SECRET_400,
    TOKEN_INVALID_CODE,
    TOKEN_INVALID_CODE_400,
    TOKEN_INVALID_SCOPE,
    TOKEN_INVALID_REQUEST,
    TOKEN_MISSING_ORG,
    TOKEN_GENERAL,
    TOKEN_UNKNOWN,
    TOKEN_DENIED,
    TOKEN_DENIED_200,
    TOKEN_DENIED_OTHER,
    TOKEN_PAGE,
    TOKEN_PAGE_404,
    TOKEN_PAGE_500,
    TOKEN_PAGE_503,
    TOKEN_NOT_JSON,
    TOKEN_EMPTY,
    TOKEN_REDIRECT,
    TOKEN__N
};

enum answer_word {
    ANSWER_USUAL,
    ANSWER_OPEN,
    ANSWER_NOTHING,
    ANSWER_BAD_REQUEST,
    ANSWER_INVALID_OAUTH,
    ANSWER_UNAUTHORIZED,
    ANSWER_SCOPE_401,
    ANSWER_SCOPE,
    ANSWER_ORG,
    ANSWER_FORBIDDEN,
    ANSWER_LICENSE,
    ANSWER_LIVECHAT,
    ANSWER_INTEGRATION,
    ANSWER_UNKNOWN,
    ANSWER_NO_CODE,
    ANSWER_NOT_FOUND,
    ANSWER_METHOD,
    ANSWER_SIZE,
    ANSWER_MEDIA,
    ANSWER_INVALID_DATA,
    ANSWER_UNPROCESSABLE,
    ANSWER_PAYLOAD,
    ANSWER_THRESHOLD,
    ANSWER_CONCURRENCY,
    ANSWER_INTERNAL,
    ANSWER_PAGE,
    ANSWER_PAGE_401,
    ANSWER_PAGE_502,
    ANSWER_NOT_JSON,
    ANSWER_EMPTY,
    ANSWER_OTHER,
    ANSWER_ERROR_INSIDE,
    ANSWER_REDIRECT,
    ANSWER__N
};

/* As in tenant files and in the log; NULL-ended. */
extern const char *const token_words[TOKEN__N + 1];
extern const char *const answer_words[ANSWER__N + 1];

struct call;
/* Any but those of a tree that the token endpoint makes itself. */
void answer_token_error(struct call *, int word);
/* Neither ANSWER_USUAL nor ANSWER_OPEN. */
void answer_api(struct call *, int word);
/* 422: the parameter that is wrong, as a path. */
void answer_invalid(struct call *, const char *field);

/* A tree as the samples of the API have it. */
void answer_tree(struct call *, unsigned status, const struct json *);

#endif
