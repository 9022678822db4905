/* A simulated tenant: everything its JSON file may say. Read strictly, never
 * changed afterwards but for what is used up of refusals and what logins leave,
 * which the lock guards. man/microsoft365-sim.1 is the reference of the
 * format. */
#ifndef SIMULATOR_MICROSOFT365_TENANT_H
#define SIMULATOR_MICROSOFT365_TENANT_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/json.h"
#include "tests/simulator/kit/fault.h"
#include "tests/simulator/kit/reader.h"
#include "tests/simulator/microsoft365/certificate.h"
#include "tests/simulator/microsoft365/permission.h"

enum { EVENTS_CAP = 1000 };

struct texts {
    const char **text;
    uint32_t n;
};

struct secret {
    const char *id, *value, *ends;
};

enum user_kind {
    USER_MAILBOX,
    USER_NONE,  /* no mailbox */
    USER_OLD,   /* the same, in the words of before */
    USER_LIST,  /* a distribution list */
    USER_ODATA, /* its own block of protocols */
    USER_ADMINISTRATOR
};

struct user {
    const char *address, *id;
    int kind; /* enum user_kind */
};

/* Of RBAC for Applications. */
struct scope {
    int role; /* of exchange_roles */
    struct texts mailboxes;
};

enum policy_right { POLICY_RESTRICT, POLICY_DENY };

struct policy {
    int right; /* enum policy_right */
    struct texts mailboxes;
};

/* An answer on purpose. */
struct refusal {
    const char *path; /* glob, held against call->below */
    int answer;       /* enum answer_word */
    int64_t number;   /* of the token endpoint, or 0 */
    int64_t after;    /* requests that fit and are answered as usual first */
    int64_t times;    /* left; -1: always */
};

enum token_form { TOKEN_V1, TOKEN_V2, TOKEN_OPAQUE, TOKEN_ENCRYPTED };
enum audience_form { AUDIENCE_URL, AUDIENCE_SLASH, AUDIENCE_ID };

struct token_wire {
    int form, audience;        /* of the enums above */
    bool strings;              /* numbers of the answer are texts */
    int64_t lifetime;          /* seconds */
    const struct json *claims; /* over those of a token, or NULL */
    const struct json *omit;   /* names of claims that it lacks, or NULL */
};

enum wire_no_role { NO_ROLE_NO_PERMISSIONS, NO_ROLE_DENIED, NO_ROLE_LACKS };
enum wire_common { COMMON_REFUSED, COMMON_ACCEPTED };
enum wire_assertion { ASSERTION_BOTH, ASSERTION_PS256, ASSERTION_RS256 };
enum wire_order { ORDER_RIGHTS, ORDER_DATA };

struct wire {
    int no_role, common, assertion, order;
    bool self, assignments; /* one's own may be read without a permission */
};

struct tenant {
    const char *name;
    const char *id, *domain, *region, *sub_region;
    int cloud; /* enum cloud */
    bool exchange;
    struct {
        const char *id, *object, *name;
        bool absent, disabled;
    } app;
    struct secret *secret;
    uint32_t secrets;
    struct certificate *certificate;
    uint32_t certificates;
    /* Granted: of Graph with those that nobody knows, of Exchange; and what is
     * there to be seen in the portal only. */
    struct texts graph, unknown, of_exchange, delegated, unconsented;
    struct texts directory_roles;
    struct scope *scope;
    uint32_t scopes;
    struct policy *policy;
    uint32_t policies;
    struct user *user;
    uint32_t users, user_capacity;
    int64_t events, concurrent, clock;
    const char *retry_after;
    struct refusal *refusal;
    uint32_t refusals;
    struct token_wire token;
    struct wire wire;
    struct faults faults;
    struct issued *issued; /* newest first */
    struct used *used;     /* of assertions */
};

/* False if the tree is no tenant; every mistake is then in diags. */
bool tenant_load(struct tenant *, const struct json *, struct diags *,
                 struct arena *);

/* tenant_app.c: lists of texts. */
void read_texts(struct reader *, const struct json *, struct texts *);
bool texts_hold(const struct texts *, const char *); /* no letter case */

/* tenant_app.c: into a struct tenant. */
void read_app(struct reader *, const struct json *, void *into);
void read_secrets(struct reader *, const struct json *, void *into);
void read_certificates(struct reader *, const struct json *, void *into);
void read_permissions(struct reader *, const struct json *, void *into);
void read_directory_roles(struct reader *, const struct json *, void *into);

/* tenant_mailbox.c: likewise. */
void users_default(struct tenant *, struct arena *);
void read_users(struct reader *, const struct json *, void *into);
void read_scopes(struct reader *, const struct json *, void *into);
void read_policies(struct reader *, const struct json *, void *into);

/* tenant_wire.c: likewise. */
void read_refusals(struct reader *, const struct json *, void *into);
void read_retry_after(struct reader *, const struct json *, void *into);
void read_token(struct reader *, const struct json *, void *into);
void read_wire(struct reader *, const struct json *, void *into);

#endif
