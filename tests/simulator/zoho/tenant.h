/* A simulated portal of Zoho Desk with a client, the agent who consented and a
 * refresh token: everything its JSON file may say. Read strictly, never changed
 * afterwards but for what is counted down and the tokens that were given out,
 * which the lock guards. man/zoho-sim.1 is the reference of the format. */
#ifndef SIMULATOR_ZOHO_TENANT_H
#define SIMULATOR_ZOHO_TENANT_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/json.h"
#include "tests/simulator/kit/fault.h"
#include "tests/simulator/kit/reader.h"
#include "tests/simulator/zoho/scope.h"

enum { RECORDS_CAP = 1000 };

enum client_state {
    CLIENT_FINE,
    CLIENT_ABSENT,
    CLIENT_ROTATED,   /* another secret by now */
    CLIENT_EVICTED,   /* the refresh token, by newer ones */
    CLIENT_REVOKED,   /* likewise, by a person */
    CLIENT_ELSEWHERE, /* in another data centre, which shows in three ways */
    CLIENT_ELSEWHERE_CODE,
    CLIENT_ELSEWHERE_TOKEN
};

struct client {
    const char *id, *secret, *refresh_token;
    int state; /* enum client_state */
};

enum edition {
    EDITION_FREE,
    EDITION_FREE_2019,
    EDITION_NEW_FREE,
    EDITION_EXPRESS,
    EDITION_STANDARD,
    EDITION_PROFESSIONAL,
    EDITION_ENTERPRISE,
    EDITION_ULTIMATE,
    EDITION_ZOHOONE,
    EDITION__N
};

/* As in tenant files and in answers; NULL-ended. */
extern const char *const edition_words[EDITION__N + 1];

struct edition_limits {
    int64_t credits, concurrent;
    bool webhooks;
};

const struct edition_limits *edition_limits(int edition);

struct organization {
    const char *id, *company, *portal;
    int edition; /* enum edition */
    bool administrator;
    const struct json *sandbox;  /* a boolean or null; NULL: false */
    const struct json *others;   /* ids of more portals of the agent, or NULL */
    const char *closed[CALL__N]; /* by call: what the edition lacks, or NULL */
};

/* A department has an id by its place. */
struct department {
    const char *name;
    bool enabled;
};

struct agent {
    const char *id, *first, *last, *email, *role, *status;
    int permission;             /* enum permission */
    const struct json *belongs; /* names of departments; NULL: all */
};

enum permission {
    PERMISSION_ADMIN,
    PERMISSION_PUBLIC,
    PERMISSION_PERSONAL,
    PERMISSION_TEAM,
    PERMISSION_LIGHT,
    PERMISSION_CUSTOM,
    PERMISSION__N
};

/* As in tenant files and in answers; NULL-ended. */
extern const char *const permission_words[PERMISSION__N + 1];

enum profile_type {
    PROFILE_ADMINISTRATOR,
    PROFILE_STANDARD,
    PROFILE_LIGHT,
    PROFILE_PORTAL,
    PROFILE_CUSTOM,
    PROFILE__N
};
enum profile_extent { EXTENT_USUAL, EXTENT_ALL, EXTENT_NAMED };
enum profile_form { FORM_PERMISSIONS, FORM_OBJECT };

/* As in tenant files and in answers; NULL-ended. */
extern const char *const profile_types[PROFILE__N + 1];

struct profile {
    const char *id, *name, *description;
    int type, extent, form; /* of the enums above */
    bool standard;
    const struct json *rest;  /* of keys that are not named; NULL: by type */
    const struct json *named; /* values by group and key, or NULL */
    const struct json *more;  /* groups that are in no table, or NULL */
};

struct personal_role {
    const char *id, *name;
};

struct records {
    int64_t tickets, contacts, accounts, agents, layouts, webhooks;
};

/* An answer on purpose. */
struct chosen {
    int call;      /* enum call_name; CALL_NONE: any */
    int answer;    /* enum token_word or enum answer_word */
    int64_t after; /* requests that are answered as usual first */
    int64_t times; /* left; -1: always */
};

struct chosen_list {
    struct chosen *one;
    uint32_t n;
};

enum scope_form {
    SCOPE_SPACES,
    SCOPE_COMMAS,
    SCOPE_MIXED,
    SCOPE_LOWER,
    SCOPE_UPPER,
    SCOPE_REPEATED,
    SCOPE_ABSENT,
    SCOPE_EMPTY,
    SCOPE_NULL,
    SCOPE_LIST
};

enum gate_order { ORDER_SCOPE, ORDER_PROFILE };

struct wire {
    int scope, order; /* of the enums above */
    bool numeric_ids, no_credits;
    int64_t scope_status;
    const char *api_domain;
};

struct tenant {
    const char *name;
    struct client client;
    struct organization organization;
    struct agent agent;
    struct profile profile;
    struct personal_role personal_role;
    struct department *department;
    uint32_t departments;
    const struct scope **scope;
    uint32_t scopes;
    const struct json *more_scopes; /* texts that are in no table, or NULL */
    struct records records;
    struct chosen token;
    struct chosen_list calls;
    int64_t credits, concurrent; /* -1: by edition */
    int64_t refreshes, token_uses;
    int64_t tokens; /* of them so many are good at a time */
    const char *retry_after;
    struct wire wire;
    struct faults faults;
    struct issued *issued; /* newest first */
    int64_t logins;        /* requests to the token endpoint */
};

/* False if the tree is no tenant; every mistake is then in diags. */
bool tenant_load(struct tenant *, const struct json *, struct diags *,
                 struct arena *);

/* tenant_portal.c: into a struct tenant. */
void read_client(struct reader *, const struct json *, void *into);
void read_organization(struct reader *, const struct json *, void *into);
void read_agent(struct reader *, const struct json *, void *into);
void read_personal_role(struct reader *, const struct json *, void *into);
void read_departments(struct reader *, const struct json *, void *into);
void departments_default(struct tenant *, struct arena *);
/* Once all is read. */
void departments_check(struct reader *, const struct tenant *);
/* Of the department at a place. */
const char *department_id(struct arena *, uint32_t place);

/* tenant_rights.c: likewise. */
void read_scopes(struct reader *, const struct json *, void *into);
void read_more_scopes(struct reader *, const struct json *, void *into);
void read_profile(struct reader *, const struct json *, void *into);

/* tenant_wire.c: likewise. */
void read_records(struct reader *, const struct json *, void *into);
void read_token(struct reader *, const struct json *, void *into);
void read_calls(struct reader *, const struct json *, void *into);
void read_retry_after(struct reader *, const struct json *, void *into);
void read_wire(struct reader *, const struct json *, void *into);
/* An array of texts and nothing else. */
bool reader_texts(struct reader *, const struct json *);

#endif
