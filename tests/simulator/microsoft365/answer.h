/* Answers of Graph, and of what may stand in front of it. */
#ifndef SIMULATOR_MICROSOFT365_ANSWER_H
#define SIMULATOR_MICROSOFT365_ANSWER_H

#include "base/json.h"

enum answer_word {
    ANSWER_NONE,
    ANSWER_DENIED,
    ANSWER_DIRECTORY_DENIED,
    ANSWER_RAOP,
    ANSWER_ODATA,
    ANSWER_EXTENSION,
    ANSWER_INSUFFICIENT,
    ANSWER_INSUFFICIENT_401,
    ANSWER_NO_PERMISSIONS,
    ANSWER_FORBIDDEN,
    ANSWER_ACCESS_DENIED,
    ANSWER_INSUFFICIENT_CLAIMS,
    ANSWER_EMPTY_403,
    ANSWER_TOKEN_EMPTY,
    ANSWER_GARBLED,
    ANSWER_EXPIRED,
    ANSWER_AUDIENCE,
    ANSWER_SIGNATURE,
    ANSWER_IDENTITY,
    ANSWER_NO_MAILBOX,
    ANSWER_NO_MAILBOX_OLD,
    ANSWER_INVALID_USER,
    ANSWER_RESOURCE,
    ANSWER_NOT_FOUND,
    ANSWER_ITEM,
    ANSWER_NO_DATES,
    ANSWER_BAD_REQUEST,
    ANSWER_SEGMENT,
    ANSWER_PROPERTY,
    ANSWER_ME,
    ANSWER_METHOD,
    ANSWER_THROTTLED,
    ANSWER_CONCURRENCY,
    ANSWER_ACTIVITY,
    ANSWER_SERVER,
    ANSWER_BAD_GATEWAY,
    ANSWER_UNAVAILABLE,
    ANSWER_GATEWAY,
    ANSWER_BANDWIDTH,
    ANSWER_ERROR_INSIDE,
    ANSWER_NO_VALUE,
    ANSWER_PAGE,
    ANSWER_PAGE_503,
    ANSWER_REDIRECT,
    ANSWER__N
};

/* As in tenant files and in the log; NULL-ended. */
extern const char *const answer_words[ANSWER__N + 1];

struct call;
/* name: what {name} of the message is, or NULL. */
void answer_graph(struct call *, int word, const char *name);
/* A good one. */
void answer_graph_json(struct call *, const struct json *);

/* The text with each {name} of a pair in its place. */
struct pair;
const char *
fill_text(struct call *, const char *format, const struct pair *, size_t n);

#endif
