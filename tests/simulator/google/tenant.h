/* A simulated customer of Google Workspace with a service account: everything
 * its JSON file may say. Read strictly, never changed afterwards but for what
 * is used up of chosen answers and the tokens that were given out, which the
 * lock guards. man/google-sim.1 is the reference of the format. */
#ifndef SIMULATOR_GOOGLE_TENANT_H
#define SIMULATOR_GOOGLE_TENANT_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/json.h"
#include "tests/simulator/google/key.h"
#include "tests/simulator/google/scope.h"
#include "tests/simulator/kit/fault.h"
#include "tests/simulator/kit/reader.h"

enum { EVENTS_CAP = 1000, KEY_CAP = 64 * 1024 };

enum user_kind {
    USER_PLAIN,
    USER_ADMINISTRATOR,
    USER_READER, /* a delegated administrator: may read users, nothing else */
    USER_NO_CALENDAR,
    USER_SUSPENDED,
    USER_SUSPENDED_LATE, /* a token is given out, and refused by each call */
    USER_DELETED,
    USER_FORGOTTEN, /* deleted long ago */
    USER_RESTRICTED,
    USER_GROUP,
    USER_EXTERNAL, /* no account of a customer */
    USER_ELSEWHERE /* another customer's */
};

struct user {
    const char *address;
    int kind; /* enum user_kind */
};

enum account_state {
    ACCOUNT_FINE,
    ACCOUNT_DISABLED,
    ACCOUNT_CLIENT_DISABLED,
    ACCOUNT_ABSENT,
    ACCOUNT_NO_CLIENT,
    ACCOUNT_KEY_DELETED
};

struct account {
    const char *email, *client_id, *project, *number;
    int state;                /* enum account_state */
    const struct json *files; /* of keys, or NULL */
    struct key_pair *key;
    uint32_t keys, key_capacity;
};

/* What was entered as the client in the Admin console. */
enum entered { ENTERED_ID, ENTERED_EMAIL, ENTERED_NOTHING };

struct delegation {
    int entered; /* enum entered */
    const struct scope **scope;
    uint32_t n;
};

enum api_state { API_ON, API_OFF, API_BLOCKED };

/* An answer on purpose, to one kind of request. */
struct chosen {
    bool login;                /* a token without a subject */
    const struct scope *scope; /* of a token; NULL: any */
    int call;                  /* enum call_name of a read; CALL_NONE: any */
    int answer;                /* enum token_word or enum answer_word */
    int64_t after;             /* requests that are answered as usual first */
    int64_t times;             /* left; -1: always */
};

struct chosen_list {
    struct chosen *one;
    uint32_t n;
};

enum wire_reasons { REASONS_BOTH, REASONS_ERRORS, REASONS_DETAILS };
enum wire_order { ORDER_SUBJECT, ORDER_DELEGATION };

struct wire {
    int reasons, order;   /* of the enums above */
    bool scope;           /* a token's answer names its scope */
    int64_t token_length; /* at least */
    bool dots;            /* a token ends in some */
};

struct tenant {
    const char *name, *customer, *domain;
    struct account account;
    struct delegation delegation;
    int api[API__N]; /* enum api_state */
    struct user *user;
    uint32_t users, user_capacity;
    struct chosen_list token, calls;
    int64_t events, lifetime, concurrent, budget, clock;
    const char *retry_after;
    struct wire wire;
    struct faults faults;
    struct issued *issued; /* newest first */
};

/* False if the tree is no tenant; every mistake is then in diags. key: one
 * more file, or NULL. */
bool tenant_load(struct tenant *, const struct json *, const char *key,
                 struct diags *, struct arena *);

/* tenant_account.c: into a struct tenant. */
void read_account(struct reader *, const struct json *, void *into);
/* Those of the account, and one more, or NULL. */
void keys_load(struct reader *, const struct json *, const char *more,
               struct tenant *);
void read_delegation(struct reader *, const struct json *, void *into);
void read_apis(struct reader *, const struct json *, void *into);
void read_users(struct reader *, const struct json *, void *into);
void users_default(struct tenant *, struct arena *);
/* NULL: nobody by that address. */
const struct user *user_of(const struct tenant *, const char *address);

/* tenant_wire.c: a scope by either name, or NULL with a complaint; and likewise
 * into a struct tenant. */
const struct scope *
read_scope(struct reader *, const struct json *, const char *word);
void read_token_answers(struct reader *, const struct json *, void *into);
void read_call_answers(struct reader *, const struct json *, void *into);
void read_retry_after(struct reader *, const struct json *, void *into);
void read_wire(struct reader *, const struct json *, void *into);

#endif
