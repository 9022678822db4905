/* A scan of the shipped rules by the real Microsoft 365 provider over the
 * scripted transport. What the token says and what reads answer is set before
 * it is run. */
#ifndef TESTS_UNIT_MICROSOFT365_TENANT_H
#define TESTS_UNIT_MICROSOFT365_TENANT_H

#include "audit/record.h"
#include "scanner/microsoft365/microsoft365.h"
#include "tests/unit/transport_fake.h"

#include <check.h>

#define MS_TEST_TENANT "11111111-2222-4333-8444-555555555555"
#define MS_TEST_CLIENT "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee"
#define MS_TEST_SECRET "sim~secret-DO-NOT+USE%21"

struct ms_scan {
    struct arena mem;
    struct fake fake;
    struct scan scan;
    struct plan plan;
    struct scan_options how;
    struct secrets secrets;
    struct ruleset rules;
    struct transport transport;
    const char *discovery; /* body */
    const char *claims;    /* of the token: JSON */
    const char *token;     /* in its place, whatever it is; NULL: of claims */
    const char *exchange;  /* claims of the token for Exchange */
    const char *option[4], *subject[8]; /* "NAME=VALUE" */
    uint32_t n_option, n_subject;
    struct audit audit; /* after ms_run */
};

/* Loads rules/horizon-microsoft365.json, every option off; the token holds what
 * the rules ask for, and two technicians are named. */
void ms_begin(struct ms_scan *);
void ms_end(struct ms_scan *);
void ms_set(struct ms_scan *, const char *variable, const char *value);
/* Claims as usual, with that list of roles (JSON) and more members before it
 * ("" or ending in a comma). */
const char *ms_claims(struct ms_scan *, const char *more, const char *roles);
/* A JSON Web Token of these claims that nobody signed. */
const char *ms_token(struct ms_scan *, const char *claims);

/* Rows that answer before the tenant's own; then everything is judged. */
void ms_run(struct ms_scan *, const struct fake_reply *);

const struct finding *ms_finding(const struct ms_scan *, const char *check);
/* "verdict reason strength" of a check. */
void ms_ck(struct ms_scan *, const char *check, const char *wanted);
/* True if a note, the reason of the stop or a finding's detail holds it. */
bool ms_says(const struct ms_scan *, const char *part);
/* The same, or a trait ("LABEL: VALUE"), or the note of an exchange. */
bool ms_tells(struct ms_scan *, const char *part);
const struct excess *ms_excess(const struct ms_scan *, const char *id);

/* Bodies of Graph. */
#define MS_ERROR(code, message)                                                \
    "{\"error\":{\"code\":\"" code "\",\"message\":\"" message "\","           \
    "\"innerError\":{\"date\":\"2026-11-26T10:00:00\"}}}"
#define MS_LIST_ONE  "{\"@odata.context\":\"c\",\"value\":[{\"id\":\"7\"}]}"
#define MS_LIST_NONE "{\"@odata.context\":\"c\",\"value\":[]}"

#endif
