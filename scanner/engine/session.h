/* What a scan of one target has learned on the way: where its parts are, the
 * tokens it may use, the values for templates. The secrets are the caller's
 * (secret.h), learned ones included; secrets_wipe forgets them. */
#ifndef SCANNER_ENGINE_SESSION_H
#define SCANNER_ENGINE_SESSION_H

#include "rules/model/rules.h"
#include "scanner/engine/expand.h"
#include "scanner/engine/plan.h"
#include "scanner/engine/secret.h"
#include "scanner/engine/transport.h"
#include "scanner/engine/url.h"

enum { SESSION_BASES = 8 };

/* All zero but for mem and secrets: nothing learned yet. */
struct session {
    struct arena *mem;       /* names and values are not copied */
    struct secrets *secrets; /* credentials and tokens; may be NULL */
    const struct base *base[SESSION_BASES]; /* NULL: not known yet */
    struct known *known;
    uint32_t n_known, known_capacity;
};

void session_base(struct session *, uint32_t index, const struct base *);

/* A name is set once; a second value for it is not taken. */
void session_know(struct session *, const char *name, const char *value);
/* What is known before anything is sent: where it goes (api: NULL if it is
 * looked up), and on whom the rules (or NULL) try reads. Each of these is a
 * value by the name of its right (rules/model/subject.h), and hidden in what is
 * scrubbed: they are people. */
void session_begin(struct session *, const struct base *endpoint,
                   const struct base *api, const struct ruleset *);
const char *session_value(const struct session *, const char *name);
/* expand() with the values of the session. */
bool session_expand(const struct session *, const char *template,
                    enum expand_as, struct out *);
/* Appends path and body of a step, the templates filled in; false if a value is
 * not known. */
bool session_compose(const struct session *, const struct step *,
                     struct out *path, struct out *body);

/* Sets a token, which AUTH_BEARER of that index sends after the word: "Bearer"
 * with most, another with some. False: no header could carry it. */
bool session_token(struct session *, uint32_t index, const char *word,
                   const char *token);

/* text without any credential or token. */
const char *
session_scrub(const struct session *, const char *text, struct arena *);

/* Says how a request is to be addressed and authenticated: fills in base,
 * auth, token and secrets. False: the base, or that token, is not known. */
bool session_address(const struct session *, struct request *, uint32_t base,
                     enum auth, uint32_t token);

#endif
