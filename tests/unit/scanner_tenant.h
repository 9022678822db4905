/* A scan of the shipped rules by the real provider over the scripted
 * transport: a tenant that grants everything, and rows that differ. */
#ifndef TESTS_UNIT_SCANNER_TENANT_H
#define TESTS_UNIT_SCANNER_TENANT_H

#include "scanner/engine/scan.h"
#include "tests/unit/scanner_test.h"
#include "tests/unit/transport_fake.h"

struct tenant_scan {
    struct arena mem;
    struct fake fake;
    struct scan scan;
    struct plan plan;
    struct scan_options how;
    struct secrets secrets;
    struct ruleset rules;
    struct transport transport;
};

/* Loads rules/horizon-autotask.json; every option on. */
void tenant_begin(struct tenant_scan *);
/* Turns the rules' options on, a bit each. */
void tenant_options(struct tenant_scan *, uint32_t mask);
void tenant_end(struct tenant_scan *);
/* Rows that answer before those of the tenant that grants everything. */
void tenant_run(struct tenant_scan *, const struct fake_reply *);

/* The whole survey with one entity's entry replaced ("" leaves it out), and
 * one more text put at the end of the list. */
const char *tenant_survey(struct tenant_scan *, const char *entity,
                          const char *instead, const char *more);

/* Index of the step of a method and path, or NO_STEP. */
uint32_t tenant_step(const struct tenant_scan *, const char *path);

/* What was observed of a right of an entity (NULL: of the account), named by
 * its verb or fact, on a basis; sorted by time. An interval in the words of
 * its scale, and a doubt by its reason: "all none..all timeout ". */
const char *tenant_seen(struct tenant_scan *, const char *entity,
                        const char *verb, enum basis basis);

void tenant_ck_seen(struct tenant_scan *, const char *entity, const char *verb,
                    enum basis basis, const char *wanted);

/* What the rules make of it: "verdict reason strength" of one check. */
const char *tenant_verdict(struct tenant_scan *, const char *check);

/* True if any text that an audit would keep holds the part. */
bool tenant_shows(const struct tenant_scan *, const char *part);

/* An answer with entity metadata: the four levels, one JSON value each. */
#define INFO(name, query, create, update, delete)                              \
    "{\"info\":{\"name\":\"" name                                              \
    "\",\"canQuery\":true,\"canCreate\":true,\"canUpdate\":true,"              \
    "\"canDelete\":true,\"userAccessForQuery\":" query                         \
    ",\"userAccessForCreate\":" create ",\"userAccessForUpdate\":" update      \
    ",\"userAccessForDelete\":" delete ",\"supportsWebhookCallouts\":true}}"
#define ALL        "\"All\""
#define NONE       "\"None\""
#define RESTRICTED "\"Restricted\""

#define DENIAL                                                                 \
    "{\"errors\":[\"The logged in Resource does not have the adequate "        \
    "permissions to query this entity type.\"]}"

#endif
