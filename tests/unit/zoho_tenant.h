/* A scan of the shipped rules by the real Zoho provider over the scripted
 * transport. Every request is looked at as it arrives: one refresh, secrets in
 * its form and nowhere else, the token in a header of everything after it. */
#ifndef TESTS_UNIT_ZOHO_TENANT_H
#define TESTS_UNIT_ZOHO_TENANT_H

#include "audit/record.h"
#include "scanner/zoho/zoho.h"
#include "tests/unit/transport_fake.h"

#include <check.h>

#define ZT_CLIENT  "1000.CLIENTIDOFTHETESTS0123456789AB"
#define ZT_SECRET  "5ecre7ofthetests0123456789abcdef0123456789"
#define ZT_REFRESH "1000.refresh0ofthetests.0123456789abcdef"
#define ZT_ACCESS  "1000.access0ofthetests.0123456789abcdef"
#define ZT_ORG     "600421900"

/* What a refresh token of the printed list, and one that can write, tells. */
#define ZT_PRINTED                                                             \
    "Desk.tickets.READ Desk.tickets.WRITE Desk.search.READ "                   \
    "Desk.contacts.READ Desk.accounts.READ Desk.agents.READ "                  \
    "Desk.settings.READ Desk.basic.READ"
#define ZT_GOOD ZT_PRINTED " Desk.tickets.UPDATE"

#define ZT_ANSWER(members)                                                     \
    "{\"access_token\":\"" ZT_ACCESS "\"" members                              \
    ",\"api_domain\":\"https://www.zohoapis.com\",\"token_type\":\"Bearer\","  \
    "\"expires_in\":3600}"
#define ZT_TOLD(scope) ZT_ANSWER(",\"scope\":\"" scope "\"")
#define ZT_CODE(code, message)                                                 \
    "{\"errorCode\":\"" code "\",\"message\":\"" message "\"}"
#define ZT_NO_SCOPE                                                            \
    ZT_CODE("SCOPE_MISMATCH",                                                  \
            "The OAuth Token does not contain the scope to perform this "      \
            "operation.")
#define ZT_FORBIDDEN                                                           \
    ZT_CODE("FORBIDDEN", "You are not authorized to access this resource.")
#define ZT_MISMATCH                                                            \
    ZT_CODE("OAUTH_ORG_MISMATCH",                                              \
            "The OAuthToken is not valid for specified organization.")

/* A verdict with its reason and its strength. */
#define ZT_P_DECLARED  "pass granted declared"
#define ZT_P_CONFIRMED "pass granted confirmed"
#define ZT_F_DECLARED  "fail not-granted declared"
#define ZT_F_CONFIRMED "fail not-granted confirmed"
#define ZT_U(reason)   "unknown " reason " none"

/* Where requests go, for the rows of a script. */
#define ZT_TOKEN "oauth/v2/token"
#define ZT_ORGS  "/organizations"
/* How a request shows whose header names the organization. */
#define ZT_OF_ORG "orgId: " ZT_ORG

struct zt_scan {
    struct arena mem;
    struct fake fake;
    struct scan scan;
    struct plan plan;
    struct scan_options how;
    struct secrets secrets;
    struct ruleset rules;
    struct transport transport;
    const char *token;  /* the answer to the refresh */
    struct audit audit; /* after zt_run */
};

/* That of the test that runs. */
extern struct zt_scan zt;

/* Before each test: loads rules/horizon-zoho.json; everything is granted that
 * is asked for. After it: leaves nothing. */
void zt_begin(void);
void zt_end(void);
/* Sets a credential; NULL: it is not given. */
void zt_set(struct zt_scan *, const char *variable, const char *text);

/* All that is done before the first request; false with the cause in diags. */
bool zt_prepare(struct zt_scan *, struct diags *);
/* Rows that answer before the tenant's own, or NULL; then all is judged. */
void zt_run(struct zt_scan *, const struct fake_reply *);

/* "verdict reason strength" of a check. */
void zt_ck(struct zt_scan *, const char *check, const char *wanted);
/* All is unknown for that reason. */
void zt_ck_all(struct zt_scan *, const char *reason);
/* True if a note, the reason of the stop, a finding's detail, a trait
 * ("LABEL: VALUE") or anything of an exchange holds it. */
bool zt_tells(struct zt_scan *, const char *part);
/* By name of what is held; or NULL. */
const struct excess *zt_excess(const struct zt_scan *, const char *name);

#endif
