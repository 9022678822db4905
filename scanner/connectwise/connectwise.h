/* The ConnectWise PSA provider: its parts and what they share. Facts about the
 * REST API are marked with their source where they are used. */
#ifndef SCANNER_CONNECTWISE_CONNECTWISE_H
#define SCANNER_CONNECTWISE_CONNECTWISE_H

#include "scanner/connectwise/catalogue.h"
#include "scanner/engine/scan.h"

extern const struct provider provider_connectwise;

/* What a step is for (step.probe). */
enum cw_probe {
    CW_LOOK_UP,     /* where the company lives; without credentials */
    CW_LOOK_AGAIN,  /* the same, after a 404: spare */
    CW_HELLO,       /* the one first authenticated request */
    CW_ROLE,        /* a page of the role's rows */
    CW_ITEMS,       /* what Customize lists hold */
    CW_MEMBER,      /* the caller itself */
    CW_MEMBER_LESS, /* the same with less: spare */
    CW_CALLBACKS,   /* its callbacks */
    CW_READ,        /* one id of a list */
    CW_PROBE__N
};

/* ---- site.c -------------------------------------------------------------- */

/* The URL of the API's host, from what a vendor's form calls server. NULL: no
 * credential may be sent there, for the reason in *why. */
const char *
connectwise_locate(const char *site, const char **why, struct arena *);
/* Whether a code base may become a part of an address. */
bool connectwise_codebase(const char *);

/* ---- dialect.c ----------------------------------------------------------- */

extern const struct dialect connectwise_dialect;
/* What has been the cause of a login that failed, the most likely first
 * [official; 3rd; issues ConnectWiseManageAPI#18, n8n-nodes-msp-ai#2,
 * connectwise-rest#22]. */
#define CW_CAUSES                                                              \
    "Possible causes:\n"                                                       \
    "The company (CONNECTWISE_COMPANY) is not the login name: it is what is "  \
    "typed as Company when logging in, not the company's display name.\n"      \
    "The key pair was deleted or mistyped, or the API member is inactive: "    \
    "System > Members > API Members > the member > API Keys.\n"                \
    "The client id (CONNECTWISE_CLIENT_ID) is missing, or is a private one "   \
    "of another company.\n"                                                    \
    "The site is of another region, or is not the address of the API (on the " \
    "cloud its name begins with \"api-\").\n"                                  \
    "The code base is out of date, because the system was upgraded."

/* Whether a role is what refused it: the words and the code of that. */
bool connectwise_denied(const struct answer *);

/* ---- plan.c -------------------------------------------------------------- */

/* Pages of the role's rows that may be asked for: 300 rows even where a server
 * gives no more than 25 at a time; a role has some 110 [vendor's matrix], so
 * more than CW_ROWS_MOST are none. */
enum {
    CW_PAGES = 12,
    CW_PAGE_ROWS = 1000,
    CW_PAGE_DEFAULT = 25,
    CW_ROWS_MOST = 1000
};

void connectwise_plan(const struct ruleset *, struct plan *, struct arena *);

/* ---- what is kept from one answer to the next ---------------------------- */

/* A row of the caller's own role. */
struct cw_row {
    int64_t id;
    const char *module[3], *function[3]; /* name, identifier, description */
    const char *word[CW_VERBS];          /* as sent; NULL: absent or null */
    int64_t grade[CW_VERBS];             /* -1: none that is known */
    bool custom;      /* a Customize list is set, or may be */
    bool custom_told; /* the row says so either way */
};

struct cw_item {
    const char *group, *name;
};

enum cw_again { AGAIN_NOT, AGAIN_ASKED, AGAIN_SAME, AGAIN_CHANGED };

struct connectwise {
    const char *codebase;
    enum cw_again again; /* what came of looking up the code base once more */
    bool *retried;       /* by step: it was asked again for that */
    struct cw_row *row;
    uint32_t n_row, row_capacity;
    bool ended;          /* the last page of rows was read */
    enum reason missing; /* why what is not in the rows is not known, but for
                            their end; WHY_GRANTED: nothing was odd */
    uint32_t exchange;   /* of the rows */
    bool member_known;   /* the rows say whose they are */
    int64_t member;
    struct cw_item *item;
    uint32_t n_item, item_capacity;
    bool items_whole;
    bool admin_known;  /* its flag was seen, set or not */
    const char *admin; /* how an administrator is told; NULL: by nothing */
    uint32_t admin_exchange;
};

struct connectwise *connectwise_state(struct scan *);

/* ---- hear.c -------------------------------------------------------------- */

void connectwise_hear(struct scan *, uint32_t step, const struct answer *);

/* ---- connect.c ----------------------------------------------------------- */

bool connectwise_prepare(struct scan *, struct diags *);
void connectwise_hear_look_up(struct scan *, uint32_t, const struct answer *);
void connectwise_hear_again(struct scan *, uint32_t, const struct answer *);
void connectwise_hear_hello(struct scan *, uint32_t, const struct answer *);
/* True: the answer may be due to a code base that has changed; it waits for a
 * second look. */
bool connectwise_lost(struct scan *, uint32_t step, const struct answer *);

/* ---- role.c, member.c ---------------------------------------------------- */

void connectwise_hear_role(struct scan *, uint32_t, const struct answer *);
void connectwise_hear_items(struct scan *, uint32_t, const struct answer *);
void connectwise_hear_member(struct scan *, uint32_t, const struct answer *);
void connectwise_hear_callbacks(struct scan *, uint32_t, const struct answer *);

/* ---- match.c ------------------------------------------------------------- */

#define CW_NO_ROW UINT32_MAX

/* Which row is which function's. */
struct cw_match {
    uint32_t *row; /* by entity: its row, or CW_NO_ROW */
    bool *twice;   /* by entity: several rows are */
    bool *used;    /* by row: it is some entity's */
};

struct cw_match
connectwise_match(const struct connectwise *, struct arena *scratch);
/* The row of its module that is nobody's and has the nearest name, or NULL. */
const struct cw_row *
connectwise_nearest(const struct connectwise *, const struct cw_match *,
                    const struct cw_function *, struct arena *scratch);

/* ---- tell.c -------------------------------------------------------------- */

/* What the rows come to, once no more will come. */
void connectwise_conclude(struct scan *);

#endif
