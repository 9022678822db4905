/* What a token of Zoho Desk and the agent behind it can hold: OAuth scopes, the
 * rights of the agent's profile, the facts beside them that rules may ask for,
 * and names that are taken for scopes. Tables only. */
#ifndef SCANNER_ZOHO_CATALOGUE_H
#define SCANNER_ZOHO_CATALOGUE_H

#include "rules/model/right.h"

/* The facts that rules may name. */
#define ZOHO_LOGIN         "login"
#define ZOHO_ORGANISATION  "organisation"
#define ZOHO_ADMINISTRATOR "administrator"
#define ZOHO_DEPARTMENTS   "departments-all"
#define ZOHO_RECORDS       "records-all"

/* The reads that can show that a right works. */
enum zoho_read {
    ZOHO_READ_NONE,
    ZOHO_READ_TICKETS,
    ZOHO_READ_SEARCH,
    ZOHO_READ_CONTACTS,
    ZOHO_READ_ACCOUNTS,
    ZOHO_READ_AGENTS,
    ZOHO_READ_LAYOUTS,
    ZOHO_READ_WEBHOOKS,
};

/* What else is known of a scope. */
struct zoho_scope {
    uint32_t right;   /* index in the catalogue */
    const char *text; /* as Zoho documents it; told in any case */
    /* The read that tells it from the scopes beside which it mostly stands;
     * others that name the same read open it too. */
    enum zoho_read opens;
    bool alone; /* no other one does, but for its .ALL: the read settles it */
};

/* What else is known of a right of the profile. */
struct zoho_key {
    uint32_t right;
    const char *group, *key;
    enum zoho_read opens; /* that is refused without it */
};

extern const struct catalogue zoho_catalogue;
extern const struct zoho_scope zoho_scope[];
extern const uint32_t zoho_n_scope;
extern const struct zoho_key zoho_key[];
extern const uint32_t zoho_n_key;

/* The right of the scope that is told by that text; NULL: it is not known. */
const struct right *zoho_right(const char *text);

/* The index of a scope that the table has, by the very text. */
uint32_t zoho_index(const char *text);

/* The right of the profile of that name; NULL: it is not known. */
const struct right *zoho_profile_right(const char *group, const char *key);

/* What else is known of a right; NULL: it is none of these. */
const struct zoho_scope *zoho_scope_of(const struct right *);
const struct zoho_key *zoho_key_of(const struct right *);

#endif
