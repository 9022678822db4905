/* A scan of the shipped rules by the real Google Workspace provider over the
 * scripted transport. What is asked of Google is in what was signed: every
 * assertion is taken apart and verified as it arrives, and every read has to
 * come with the token that was given out for it. */
#ifndef TESTS_UNIT_GOOGLE_TENANT_H
#define TESTS_UNIT_GOOGLE_TENANT_H

#include "audit/record.h"
#include "scanner/google/google.h"
#include "tests/unit/transport_fake.h"

#include <check.h>

#define GT_EMAIL  "horizon-audit@example-project.iam.gserviceaccount.com"
#define GT_CLIENT "104857600000000000042"
#define GT_KEY_ID "0123456789abcdef0123456789abcdef01234567"
#define GT_CLOCK  1795701700 /* 2026-11-26T14:01:40Z */

#define GT_TECH1 "tech1@acme.example"
#define GT_TECH2 "tech2@acme.example"
#define GT_BOSS  "boss@acme.example"

/* What the line of a request says besides: for which scope and on behalf of
 * whom a token is asked for, or was given out. Of the login it is "nobody". */
#define GT_AUTH             "https://www.googleapis.com/auth/"
#define GT_FOR(scope, whom) "<" GT_AUTH scope "|" whom ">"
#define GT_CALENDAR         "calendar.readonly"
#define GT_DIRECTORY        "admin.directory.user.readonly"
#define GT_LOGIN            "|nobody>"
#define GT_EVENTS           "/calendar/v3/calendars/primary/events?"
#define GT_USERS            "/admin/directory/v1/users?"

/* Bodies. */
#define GT_REFUSED(word, text)                                                 \
    "{\"error\":\"" word "\",\"error_description\":\"" text "\"}"
#define GT_NOT_DELEGATED                                                       \
    GT_REFUSED("unauthorized_client",                                          \
               "Client is unauthorized to retrieve access tokens using this "  \
               "method, or client not authorized for any of the scopes "       \
               "requested.")
#define GT_TOKEN(token)                                                        \
    "{\"access_token\":\"" token "\",\"expires_in\":3599,"                     \
    "\"token_type\":\"Bearer\"}"
#define GT_ERROR(code, message, domain, reason)                                \
    "{\"error\":{\"code\":" code ",\"message\":\"" message "\",\"errors\":[{"  \
    "\"message\":\"" message "\",\"domain\":\"" domain                         \
    "\",\"reason\":\"" reason "\"}]}}"
#define GT_NOT_ADMIN                                                           \
    GT_ERROR("403", "Not Authorized to access this resource/api", "global",    \
             "forbidden")

struct gt_scan {
    struct arena mem;
    struct fake fake;
    struct scan scan;
    struct plan plan;
    struct scan_options how;
    struct secrets secrets;
    struct ruleset rules;
    struct transport transport;
    const char *file;          /* the key file, unless gt_set was called */
    const char *delegated[16]; /* names of scopes, NULL-ended */
    const char *subject[40];   /* "NAME=VALUE" */
    uint32_t n_subject, n_token;
    struct audit audit; /* after gt_run */
};

/* Makes the key of all tests, once; for an unchecked fixture. */
void gt_make_key(void);
/* It as PEM, PKCS#8, line feeds as in a file of JSON: "\n" escaped. */
const char *gt_pem(struct arena *);
/* A key of that kind ("RSA" of so many bits, "EC") in the same form. */
const char *gt_other_pem(const char *kind, unsigned bits, struct arena *);
/* A key file as Google makes it, with that key and that text in place of a
 * member, or after the last one (", ..."); either may be NULL. */
const char *gt_file(struct arena *, const char *member, const char *instead,
                    const char *pem);

/* Verifies an assertion, that it asks for one scope, on behalf of one who was
 * named or of nobody, and is good for no longer than an hour. Gives for which
 * and for whom: " <SCOPE|WHOM>". */
const char *gt_take_apart(struct gt_scan *, const char *assertion);

/* Loads rules/horizon-google.json: both scopes are delegated, two technicians
 * and an administrator are named, and everything is switched on. */
void gt_begin(struct gt_scan *);
void gt_end(struct gt_scan *);
/* Another file of rules/ instead. */
void gt_load(struct gt_scan *, const char *name);
void gt_set(struct gt_scan *, const char *file);
/* Names these instead; NULL-ended. */
void gt_name(struct gt_scan *, const char *const *subject);

/* All that is done before the first request; false with the cause in diags. */
bool gt_prepare(struct gt_scan *, struct diags *);
/* Rows that answer before the tenant's own; then everything is judged. */
void gt_run(struct gt_scan *, const struct fake_reply *);

const struct finding *gt_finding(const struct gt_scan *, const char *check);
/* "verdict reason strength" of a check. */
void gt_ck(struct gt_scan *, const char *check, const char *wanted);
/* All is unknown for that reason, but for those of this list; may be NULL. */
void
gt_ck_all(struct gt_scan *, const char *reason, const char *const *but_for);
/* True if a note, the reason of the stop or a finding's detail holds it. */
bool gt_says(const struct gt_scan *, const char *part);
/* The same, or a trait ("LABEL: VALUE"), or the note of an exchange. */
bool gt_tells(struct gt_scan *, const char *part);
const struct excess *gt_excess(const struct gt_scan *, const char *scope);

#endif
