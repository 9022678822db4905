/* What an app can hold in Microsoft 365: application permissions of Microsoft
 * Graph and of Exchange Online, and directory roles; the facts beside them that
 * rules may ask for; and names that are taken for theirs. Tables only. */
#ifndef SCANNER_MICROSOFT365_CATALOGUE_H
#define SCANNER_MICROSOFT365_CATALOGUE_H

#include "rules/model/right.h"

/* The facts that rules may name. */
#define MS_LOGIN    "login"
#define MS_APP_ONLY "app-only"

/* The option of rules files that asks for a token of Exchange Online too. */
#define MS_EXCHANGE_AUDIENCE "exchange-audience"

/* Whose permissions a token tells of: each API has tokens of its own, in which
 * the same word, and the same id, may mean something else. Directory roles
 * stand in any of them. */
enum ms_audience { MS_GRAPH, MS_EXCHANGE, MS_ROLE };

/* What else is known of a permission; as the entities of the catalogue. */
struct ms_permission {
    enum ms_audience audience;
    const char *value;  /* as the token has it: a name; of a role its id */
    const char *role;   /* of Exchange's own, which grants the same without any
                           token showing it; or NULL */
    bool also_exchange; /* such a role grants it, or includes it: that a token
                           does not show it is no denial */
};

extern const struct catalogue microsoft365_catalogue;
extern const struct ms_permission microsoft365_permission[];

/* The right of that name in a token of that audience (a role: of that id, in
 * whatever case); NULL: it is not known. */
const struct right *microsoft365_right(enum ms_audience, const char *value);

/* What else is known of a right, unless it is a fact: then NULL. */
const struct ms_permission *microsoft365_permission_of(const struct right *);

/* Whether who holds the strong one may hold the weak one with it, though
 * nobody says so: that a token does not show the weak one is no denial. */
bool microsoft365_perhaps(const struct right *strong, const struct right *weak);

/* What every token holds among its directory roles, and is none. */
bool microsoft365_no_role(const char *id);

#endif
