/* The Microsoft 365 provider: its parts and what they share. Facts about Entra,
 * Graph and Exchange are marked with their source where they are used. */
#ifndef SCANNER_MICROSOFT365_MICROSOFT365_H
#define SCANNER_MICROSOFT365_MICROSOFT365_H

#include "base/signer.h"
#include "rules/model/scale.h"
#include "scanner/engine/scan.h"
#include "scanner/microsoft365/catalogue.h"

extern const struct provider provider_microsoft365;

/* What a step is for (step.probe). */
enum ms_probe {
    MS_DISCOVERY,          /* tenant and cloud; without credential */
    MS_BY_SECRET,          /* a token for Graph */
    MS_BY_PS256,           /* the same, by certificate */
    MS_BY_RS256,           /* the same, in the older form: spare */
    MS_USERS,              /* one id of the directory */
    MS_MAILBOX,            /* an empty minute of somebody's calendar */
    MS_EXCHANGE_BY_SECRET, /* a token for Exchange */
    MS_EXCHANGE_BY_KEY,    /* the same, by certificate */
    MS_PROBE__N
};

/* Learned secrets, by their index. */
enum { MS_GRAPH_TOKEN, MS_EXCHANGE_TOKEN, MS_ASSERTION };

#define MS_TENANT      "AZURE_TENANT_ID"
#define MS_CLIENT      "AZURE_CLIENT_ID"
#define MS_SECRET      "AZURE_CLIENT_SECRET"
#define MS_CERTIFICATE "AZURE_CLIENT_CERTIFICATE_PATH"
#define MS_AUTHORITY   "AZURE_AUTHORITY_HOST"

/* The verb of every permission, and where what no catalogue names belongs. */
#define MS_HELD            "held"
#define MS_GRAPH_TITLE     "Microsoft Graph"
#define MS_EXCHANGE_TITLE  "Office 365 Exchange Online"
#define MS_DIRECTORY_TITLE "Directory roles"

/* ---- cloud.c ------------------------------------------------------------- */

/* A cloud of Microsoft's: its hosts, and no others, belong together. */
struct ms_cloud {
    const char *name;
    const char *authority; /* gets the credential */
    const char *graph;     /* gets the token */
    const char *exchange;  /* for whom a second token is; NULL: not known */
    const char *sub_scope; /* how discovery tells it from another at the same
                              authority; NULL: it is the usual one there */
};

/* The URL of the authority from AZURE_AUTHORITY_HOST, which may be NULL. NULL:
 * no credential may be sent there, for the reason in *why. */
const char *
microsoft365_locate(const char *site, const char **why, struct arena *);
/* The usual cloud of an authority's host; NULL: it is none. */
const struct ms_cloud *microsoft365_cloud(const char *host);
/* The cloud at the same authority that discovery tells of. */
const struct ms_cloud *
microsoft365_cloud_of(const struct ms_cloud *, const char *sub_scope);
/* Whether the text is a GUID. */
bool microsoft365_guid(const char *);
/* The GUID in an issuer, if its host is that of the authority; *host is the
 * issuer's in any case, or NULL. */
const char *
microsoft365_issuer(const char *issuer, const char **host, struct arena *);

/* ---- what was learned ---------------------------------------------------- */

/* What came of a read. */
enum ms_outcome {
    MS_NOT_DONE, /* no answer that tells anything: see the reason */
    MS_ALLOWED,
    MS_EMPTY, /* not refused, and nothing to see where there is something */
    MS_DENIED,
    MS_POLICY,  /* an access policy leaves this mailbox out */
    MS_UNCLEAR, /* an answer that may mean anything */
    MS_OUTCOME__N
};

struct ms_reading {
    bool heard;
    enum ms_outcome outcome;
    enum reason reason; /* of what settles nothing: why */
    uint32_t exchange;
    const char *why;  /* more on it, or NULL */
    const char *said; /* the API's own words, or NULL */
};

/* What a token for one audience says that its holder may do. */
struct ms_grants {
    bool known;
    uint32_t exchange; /* of the token */
    bool *held;        /* by entity of the catalogue */
};

struct microsoft365 {
    const struct ms_cloud *cloud;
    const char *tenant; /* GUID, once it is known */
    const char *client; /* GUID in lower case */
    const char *issued; /* when the token was, or NULL */
    const char *roles;  /* what it holds, in words; NULL: not known */
    struct signer *signer;
    enum signer_algorithm algorithm;
    bool has_token;     /* one of ours, as far as can be told */
    enum reason opaque; /* why the token cannot be read; WHY_GRANTED: it can */
    struct ms_grants graph, exchange, directory;
    bool strange_role;    /* one in the directory that no catalogue names */
    bool exchange_wanted; /* its own permissions were asked for */
    struct ms_reading *reading; /* by step */
    bool *asked;                /* by entity: a check that is on asks for it */
};

struct microsoft365 *microsoft365_state(struct scan *);

/* ---- the rest ------------------------------------------------------------ */

/* Of the authority, and of Graph. */
extern const struct dialect microsoft365_dialect, microsoft365_graph_dialect;

const char *
microsoft365_user(const struct secrets *, struct diags *, struct arena *);
bool microsoft365_prepare(struct scan *, struct diags *);
bool microsoft365_ready(struct scan *, uint32_t step);
void microsoft365_plan(const struct ruleset *, struct plan *, struct arena *);
void microsoft365_hear(struct scan *, uint32_t step, const struct answer *);
void
microsoft365_hear_discovery(struct scan *, uint32_t, const struct answer *);
void microsoft365_hear_token(struct scan *, uint32_t, const struct answer *);
void microsoft365_hear_exchange(struct scan *, uint32_t, const struct answer *);
/* Before anything is sent: when the certificate that there is ends. */
void microsoft365_tell_certificate(struct scan *);
/* Of a login that was refused: what helps to see why. */
void microsoft365_tell_refused(struct scan *, const struct answer *);
/* Of every permission what token and reads come to. */
void microsoft365_tell(struct scan *);
void microsoft365_conclude(struct scan *);

/* What came of all reads of a kind; of mailboxes, of those that have to be
 * reached. */
struct ms_reads {
    uint32_t n; /* 0: none is in the plan */
    const struct ms_reading *first[MS_OUTCOME__N];
};

struct ms_reads microsoft365_reads(struct scan *, enum ms_probe);
/* Whether a right that is a subject's has to be out of reach. */
bool microsoft365_spared(const struct ruleset *, const char *right);
/* Those that have to be out of reach. */
enum ms_outsiders { MS_NOBODY, MS_NOT_SPARED, MS_SPARED };

/* Besides the verdicts: what a person should know. */
void microsoft365_note(struct scan *, enum ms_outsiders);

#endif
