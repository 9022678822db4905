/* The dresses in which the service refuses, or something in front of it. */
#ifndef SIMULATOR_CONNECTWISE_DRESS_H
#define SIMULATOR_CONNECTWISE_DRESS_H

enum dress {
    DRESS_NONE,
    DRESS_UNAUTHORIZED,
    DRESS_NOT_AUTHENTICATED,
    DRESS_EMPTY,
    DRESS_SECURITY,
    DRESS_SSL,
    DRESS_CLOUDFLARE,
    DRESS_ROUTE,
    DRESS_INVALID,
    DRESS_HTML_404,
    DRESS_NOT_FOUND,
    DRESS_METHOD,
    DRESS_THROTTLED,
    DRESS_TIMEOUT,
    DRESS_REDIRECT,
    DRESS_PAGE,
    DRESS__N
};

/* As in tenant files and in the log; NULL-ended. */
extern const char *const dress_words[DRESS__N + 1];

struct call;
void dress_answer(struct call *, int dress);

/* 400 about one argument. */
void dress_invalid(struct call *, const char *resource, const char *argument);

#endif
