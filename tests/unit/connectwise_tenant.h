/* A scan of the shipped rules by the real ConnectWise provider over the
 * scripted transport: a tenant whose role is the vendor's table, which tests
 * change before they run it. */
#ifndef TESTS_UNIT_CONNECTWISE_TENANT_H
#define TESTS_UNIT_CONNECTWISE_TENANT_H

#include "audit/record.h"
#include "scanner/connectwise/connectwise.h"
#include "tests/unit/transport_fake.h"

#include <check.h>

enum { CW_TEST_ROWS = 400 };

/* A row of the role as it is put on the wire. */
struct cw_test_row {
    const char *module, *function;
    const char *level[CW_VERBS];          /* JSON; NULL: no such key */
    const char *custom;                   /* JSON */
    const char *identifier, *description; /* of the function; NULL: as named */
    int id, member;                       /* of the latter 0: not told */
};

struct cw_scan {
    struct arena mem;
    struct fake fake;
    struct scan scan;
    struct plan plan;
    struct scan_options how;
    struct secrets secrets;
    struct ruleset rules;
    struct transport transport;
    struct cw_test_row row[CW_TEST_ROWS];
    uint32_t n_row;
    uint32_t page;     /* rows a page; 0: all on one */
    bool links;        /* pages say in a header whether they go on */
    const char *next;  /* as the header says that; NULL: as is usual */
    const char *items; /* body of the Customize lists */
    const char *member;
    const char *callbacks;
    struct audit audit; /* after cw_run */
    struct attestation stated[4];
    uint32_t n_stated;
};

/* Loads rules/horizon-connectwise.json, every option off; the role is what the
 * rules ask for, every other function at None. */
void cw_begin(struct cw_scan *);
void cw_end(struct cw_scan *);
void cw_option(struct cw_scan *, const char *name);
/* The row of a function, to be changed. */
struct cw_test_row *cw_row(struct cw_scan *, const char *entity);
/* Takes it out of the role. */
void cw_drop(struct cw_scan *, const char *entity);
/* A row more. */
struct cw_test_row *
cw_add(struct cw_scan *, const char *module, const char *function);
/* Sets a level of every row. */
void cw_all(struct cw_scan *, const char *level);
/* The rows from one up to another, as they are put on the wire. */
const char *cw_page(struct cw_scan *, uint32_t from, uint32_t to);
/* Rows that answer before the tenant's own; then everything is judged. */
void cw_run(struct cw_scan *, const struct fake_reply *);

const struct finding *cw_finding(const struct cw_scan *, const char *check);
/* "verdict reason strength" of a check. */
const char *cw_verdict(struct cw_scan *, const char *check);
void cw_ck(struct cw_scan *, const char *check, const char *wanted);
/* True if a note, the reason of the stop or a finding's detail holds it. */
bool cw_says(const struct cw_scan *, const char *part);
/* What the audit says of the tenant or the account; NULL: nothing. */
const char *cw_trait(const struct cw_scan *, const char *label);
/* What is noted of the first request whose URL holds it. */
const char *cw_note_of(const struct cw_scan *, const char *path);
const struct excess *cw_excess(const struct cw_scan *, const char *id);
/* How many findings have that verdict. */
uint32_t cw_count(const struct cw_scan *, enum verdict);

#endif
