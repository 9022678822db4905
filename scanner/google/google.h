/* The Google Workspace provider: its parts and what they share. Facts about
 * Google are marked with their source where they are used.
 *
 * Nothing lists what is delegated to a service account. What there is: a token
 * is asked for on behalf of a person and for one scope, and it is given out or
 * not. Several scopes in one request would be refused for any one of them, and
 * nobody would say for which [issue terraform-provider-googleworkspace#228]. */
#ifndef SCANNER_GOOGLE_GOOGLE_H
#define SCANNER_GOOGLE_GOOGLE_H

#include "base/signer.h"
#include "scanner/engine/scan.h"
#include "scanner/google/catalogue.h"

extern const struct provider provider_google;

#define GOOGLE_KEY "GOOGLE_APPLICATION_CREDENTIALS"

/* For whom assertions are: always Google, also where an endpoint on this
 * machine stands for it, so that what was signed for that is good for nothing
 * else [official]. */
#define GOOGLE_AUDIENCE "https://oauth2.googleapis.com/token"

/* Requests stand in so many lanes, one behind the other: what was learned for
 * one is gone before the next of its lane goes out, so no request ever carries
 * another one's token. */
enum { GOOGLE_LANES = 4 };

/* Learned secrets: for each lane a token, and so many after it an assertion;
 * the watch list has its own, for it does not wait for each lane. */
enum {
    GOOGLE_TOKEN,
    GOOGLE_ASSERTION = GOOGLE_LANES,
    GOOGLE_WATCH_TOKEN = 2 * GOOGLE_LANES
};

/* What a step is for (step.probe); step.entity names the scope. */
enum google_probe {
    GOOGLE_SELF,   /* a token of the account's own, on behalf of nobody */
    GOOGLE_PERSON, /* one for a scope, on behalf of one person that was named */
    GOOGLE_ANY,    /* the same, on behalf of whoever of the kind will do */
    GOOGLE_WATCH,  /* the same, for a scope that nobody asks for */
    GOOGLE_TRIAL,  /* a read with the token of the step before it */
    GOOGLE_PROBE__N
};

/* Bases beside that of tokens. */
enum { GOOGLE_CALENDAR_BASE = BASE_API, GOOGLE_DIRECTORY_BASE };

/* ---- key.c --------------------------------------------------------------- */

/* What the key file says of itself, but for the key. */
struct google_key {
    const char *email;   /* of the service account */
    const char *client;  /* its numeric id; NULL: the file does not say it */
    const char *key;     /* id of the key, or NULL */
    const char *project; /* or NULL */
};

const char *google_user(const struct secrets *, struct diags *, struct arena *);
bool google_prepare(struct scan *, struct diags *);

/* ---- people.c ------------------------------------------------------------ */

/* The subject that may read the directory; all others are for their own
 * calendars and the like. */
#define GOOGLE_ADMINISTRATOR "administrator"
#define NOBODY               UINT32_MAX

/* Somebody on whose behalf tokens are asked for. */
struct google_person {
    const struct subject *subject;
    uint32_t nth;
    const char *right; /* that this person is reached (rules/model/subject.h) */
    bool administrator;
    bool given;  /* a token was given out on behalf of this person */
    bool proven; /* for something that rules ask for */
    bool gone;   /* Google gives nothing out on behalf of this address */
};

struct google_people {
    const struct ruleset *rules;
    struct google_person *item;
    uint32_t n;
};

struct google_people google_people(const struct ruleset *, struct arena *);
/* Who is next to be tried for that scope: one who is not gone, of those on whom
 * it is tried as a rule, where rules speak of such. Where anybody will do, one
 * who is known to be of this Workspace, of those first, and then others: on
 * behalf of somebody else nothing would be given out, whatever is delegated. Or
 * NOBODY. */
uint32_t
google_next(const struct google_people *, uint32_t entity, bool anybody);

/* ---- what was learned ---------------------------------------------------- */

/* What an answer comes to: of a token, and of a read. */
enum google_class {
    GOOGLE_UNHEARD, /* there was none */
    GOOGLE_YES,     /* a token; the read was allowed */
    GOOGLE_NOT_DELEGATED,
    GOOGLE_NO_SUBJECT, /* says something of the person, and nothing else */
    GOOGLE_POLICY,     /* forbidden above the delegation */
    GOOGLE_NO_SCOPE,   /* there is no such scope */
    GOOGLE_TOO_LITTLE, /* the scope of the token does not open the read */
    GOOGLE_API_OFF,
    GOOGLE_NO_ADMIN,
    GOOGLE_NO_RECORD, /* not seen by this person, which says nothing */
    GOOGLE_PASSING,   /* comes and goes: says nothing either */
    GOOGLE_ODD,       /* may mean anything */
    GOOGLE_CLASS__N
};

struct google_result {
    enum google_class class;
    enum reason reason; /* of what settles nothing: why */
    const char *why;    /* more on it, or NULL */
    const char *said;   /* Google's own words, or NULL */
    uint32_t exchange;
    uint32_t person; /* on whose behalf; NOBODY: the account's own */
};

struct google {
    struct google_key key;
    struct signer *signer;
    struct google_people people;
    struct google_result *result; /* by step */
    uint32_t *scope;              /* by step: the entity; of others 0 */
    bool *asked;                /* by entity: a check that is on asks for it */
    uint32_t n_token_refused;   /* reads whose token was not accepted */
    const char *project_off[3]; /* by API that is off: its project, or "" */
};

struct google *google_state(struct scan *);

/* ---- the rest ------------------------------------------------------------ */

/* Of the token endpoint, and of the APIs. */
extern const struct dialect google_dialect, google_api_dialect;

/* What a refusal means. */
struct google_result google_refused_token(const struct answer *);
struct google_result
google_refused_read(const struct answer *, enum google_read);
/* The API's own name, as the Cloud console has it. */
const char *google_api_title(enum google_api);
/* A kind of read: its path and base, and the kind of its answer. */
struct google_call {
    const char *path, *kind;
    enum google_api api;
};

extern const struct google_call google_call[];

bool google_ready(struct scan *, uint32_t step);
void google_plan(const struct ruleset *, struct plan *, struct arena *);
void google_hear(struct scan *, uint32_t step, const struct answer *);
/* Of a login that was refused: what helps to see why. */
void google_tell_refused(struct scan *, const struct answer *);
void google_conclude(struct scan *);

/* Whether it asks for a token on behalf of somebody. */
bool google_is_token(const struct scan *, uint32_t step);
/* Whether it was asked for on behalf of somebody for whom nothing was given out
 * while something was for others: one of another Workspace is refused alike. */
bool google_is_stranger(const struct google *, const struct google_result *);
/* Whether that person was refused a scope that was given out on behalf of
 * somebody else: then other refusals say nothing of what is delegated. */
bool google_is_foreign(const struct scan *, uint32_t person);

/* What came of all tokens for a scope, or of all reads with them. */
struct google_results {
    uint32_t n; /* in the plan */
    const struct google_result *first[GOOGLE_CLASS__N];
};

struct google_results google_tokens(const struct scan *, uint32_t entity);
struct google_results google_trials(const struct scan *, uint32_t entity);
struct google_results google_answers(const struct scan *, enum google_api);
/* "technician 1 (te***@acme.example)" */
const char *google_title(struct scan *, uint32_t person);
void google_note(struct scan *);

#endif
