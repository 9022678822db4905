/* What token and reads together come to.
 *
 * The roles of a readable token are all that Entra granted. For mailboxes that
 * is not all there is: Exchange grants by itself, too (RBAC for Applications),
 * and never shows it in the token. So of what a mailbox is opened with a role
 * that is missing is no denial until a read is refused as well. */
#include "base/text.h"
#include "rules/model/subject.h"
#include "scanner/microsoft365/microsoft365.h"

/* What a read needs any one of [data: permissions of /users, calendarView];
 * those that only change more are left out where they are not known to. */
static const struct {
    enum ms_probe probe;
    const char *name;
} openers[] = {
    {MS_USERS, "Directory.Read.All"},
    {MS_USERS, "Directory.ReadWrite.All"},
    {MS_USERS, "User.Read.All"},
    {MS_USERS, "User.ReadBasic.All"},
    {MS_USERS, "User.ReadWrite.All"},
    {MS_MAILBOX, "Calendars.Read"},
    {MS_MAILBOX, "Calendars.ReadBasic.All"},
    {MS_MAILBOX, "Calendars.ReadWrite"},
};

enum { N_OPENER = sizeof openers / sizeof *openers };

/* Exchange's own roles hold a read of calendars whole, or with writing; there
 * is none that is less or only writes [official]. */
#define CALENDARS_READ  "Calendars.Read"
#define CALENDARS_BASIC "Calendars.ReadBasic.All"

struct telling {
    struct scan *scan;
    struct microsoft365 *state;
    const struct entity *entity; /* that is told of */
};

/* ---- what a token says --------------------------------------------------- */

static const struct ms_grants *
grants_of(const struct telling *t)
{
    const struct ms_permission *about =
        &microsoft365_permission[t->entity - microsoft365_catalogue.entity];

    switch (about->audience) {
    case MS_GRAPH:
        return &t->state->graph;
    case MS_EXCHANGE:
        return &t->state->exchange;
    case MS_ROLE:
        return &t->state->directory;
    }
    unreachable("audience of a permission");
}

static bool
holds(const struct telling *t, const struct entity *entity)
{
    struct telling of = *t;

    of.entity = entity;
    return grants_of(&of)->held[entity - microsoft365_catalogue.entity];
}

/* It, or one that includes it. */
static bool
is_covered(const struct telling *t)
{
    const struct catalogue *all = &microsoft365_catalogue;

    if (holds(t, t->entity))
        return true;
    for (uint32_t i = 0; i < all->n_implies; i++)
        if (all->right[all->implies[i].weak].entity == t->entity &&
            holds(t, all->right[all->implies[i].strong].entity))
            return true;
    return false;
}

/* What reads can tell of it: MS_USERS, MS_MAILBOX, or MS_PROBE__N. */
static enum ms_probe
probe_of(const struct entity *entity)
{
    for (size_t i = 0; i < N_OPENER; i++)
        if (text_same(openers[i].name, entity->name))
            return openers[i].probe;
    return MS_PROBE__N;
}

/* Whether some role in the token opens that read. Those of device management
 * that read open the directory, too [data]. */
static bool
is_explained(const struct telling *t, enum ms_probe probe)
{
    const struct catalogue *all = &microsoft365_catalogue;

    for (uint32_t e = 0; e < all->n_entity; e++) {
        const struct entity *entity = &all->entity[e];

        if (!t->state->graph.held[e])
            continue;
        if (probe_of(entity) == probe ||
            (probe == MS_USERS &&
             text_starts(entity->name, "DeviceManagement")))
            return true;
    }
    return false;
}

static bool
has_directory_role(const struct telling *t)
{
    for (uint32_t e = 0; e < microsoft365_catalogue.n_entity; e++)
        if (t->state->directory.held[e])
            return true;
    return !t->state->directory.known || t->state->strange_role;
}

/* ---- saying it ----------------------------------------------------------- */

static void
say(const struct telling *t, struct observation seen)
{
    const struct catalogue *all = &microsoft365_catalogue;

    seen.right = all->right[t->entity->right0].id;
    scan_observe(t->scan, &seen);
}

static void
tell_token(const struct telling *t, bool held)
{
    say(t,
        (struct observation){.low = held,
                             .high = held,
                             .reason = WHY_GRANTED,
                             .basis = BASIS_DECLARED,
                             .said = held ? "in the token" : "not in the token",
                             .exchange = grants_of(t)->exchange});
}

static void
tell_doubt(const struct telling *t, enum reason reason, uint32_t exchange,
           const char *why)
{
    say(t, (struct observation){.reason = reason,
                                .basis = BASIS_DECLARED,
                                .why = why,
                                .exchange = exchange});
}

/* A read that settles it, or only bears on it. */
static void
tell_read(const struct telling *t, bool held, bool weak,
          const struct ms_reading *reading)
{
    say(t, (struct observation){.low = held,
                                .high = held,
                                .reason = WHY_GRANTED,
                                .weak = weak,
                                .basis = BASIS_READ,
                                .said = held ? "read allowed" : "read refused",
                                .why = reading->why,
                                .exchange = reading->exchange});
}

static void
tell_unclear(const struct telling *t, const struct ms_reading *reading)
{
    say(t, (struct observation){.reason = reading->reason,
                                .weak = true,
                                .basis = BASIS_READ,
                                .why = reading->why,
                                .exchange = reading->exchange});
}

/* ---- permissions that are asked for -------------------------------------- */

/* Of what the token holds: reads confirm or contradict. One that was allowed
 * outweighs others that were refused, which are about their mailboxes. */
static void
corroborate(const struct telling *t, const struct ms_reads *reads)
{
    if (reads->first[MS_UNCLEAR] != NULL)
        tell_unclear(t, reads->first[MS_UNCLEAR]);
    if (reads->first[MS_ALLOWED] != NULL)
        tell_read(t, true, true, reads->first[MS_ALLOWED]);
    else if (reads->first[MS_DENIED] != NULL)
        tell_read(t, false, true, reads->first[MS_DENIED]);
}

/* The name of one that is held and may include it, though nobody says so; or
 * NULL. */
static const char *
perhaps(const struct telling *t)
{
    const struct catalogue *all = &microsoft365_catalogue;
    const struct right *weak = &all->right[t->entity->right0];

    for (uint32_t e = 0; e < all->n_entity; e++)
        if (holds(t, &all->entity[e]) &&
            microsoft365_perhaps(&all->right[all->entity[e].right0], weak))
            return all->entity[e].name;
    return NULL;
}

/* Of what the token does not hold and only Entra could grant. That the read was
 * allowed all the same is a contradiction, unless another role explains it. A
 * role in the directory may stand behind what no read tells of. */
static void
tell_missing(const struct telling *t, enum ms_probe probe,
             const struct ms_reads *reads)
{
    bool refused = reads->first[MS_DENIED] != NULL;
    const char *more = perhaps(t);

    if (more != NULL && !refused) {
        tell_doubt(t, WHY_NOT_LISTED, t->state->graph.exchange,
                   arena_print(t->scan->mem,
                               "the token does not hold it, but %s, which may "
                               "include it",
                               more));
        return;
    }
    if (has_directory_role(t) && !refused && reads->first[MS_ALLOWED] == NULL) {
        tell_doubt(t, WHY_NOT_LISTED, t->state->graph.exchange,
                   "the token does not hold it, but a role in the directory, "
                   "which may allow the same");
        return;
    }
    tell_token(t, false);
    if (reads->first[MS_EMPTY] != NULL && !is_explained(t, probe))
        tell_unclear(t, reads->first[MS_EMPTY]);
    if (reads->first[MS_UNCLEAR] != NULL)
        tell_unclear(t, reads->first[MS_UNCLEAR]);
    if (reads->first[MS_ALLOWED] != NULL && !is_explained(t, probe))
        tell_read(t, true, true, reads->first[MS_ALLOWED]);
    else if (refused)
        tell_read(t, false, true, reads->first[MS_DENIED]);
}

/* Why reads of mailboxes leave it open, in the order of what weighs most. */
static void
tell_open(const struct telling *t, const struct ms_reads *reads)
{
    static const char why[] =
        "the token does not hold it, but Exchange can grant it by itself "
        "(RBAC for Applications), and only a read would show that";
    const struct ms_reading *open = reads->first[MS_UNCLEAR];

    if (open == NULL)
        open = reads->first[MS_NOT_DONE];
    if (open != NULL)
        tell_doubt(t, open->reason, open->exchange, why);
    else if (reads->n == 0)
        tell_doubt(t, WHY_NEEDS_SUBJECT, t->state->graph.exchange, why);
    else
        tell_doubt(t, WHY_CONFLICT, t->state->graph.exchange,
                   "the token does not hold it, but an answer speaks of a "
                   "policy that only narrows what is held");
}

/* All that were tried were refused, and none of the answers is in doubt. */
static bool
all_refused(const struct ms_reads *reads)
{
    return reads->first[MS_DENIED] != NULL &&
           reads->first[MS_ALLOWED] == NULL &&
           reads->first[MS_POLICY] == NULL &&
           reads->first[MS_UNCLEAR] == NULL &&
           reads->first[MS_NOT_DONE] == NULL;
}

/* Of what the token does not hold and Exchange may grant all the same. */
static void
tell_beside(const struct telling *t, enum ms_probe probe,
            const struct ms_reads *reads)
{
    const struct ms_reading *allowed = reads->first[MS_ALLOWED];
    bool reading = text_same(t->entity->name, CALENDARS_READ) ||
                   text_same(t->entity->name, CALENDARS_BASIC);

    if (probe != MS_MAILBOX) {
        tell_doubt(t, WHY_NOT_LISTED, t->state->graph.exchange,
                   "the token does not hold it, but Exchange can grant it by "
                   "itself (RBAC for Applications), which no list shows");
    } else if (all_refused(reads)) {
        tell_token(t, false);
        tell_read(t, false, true, reads->first[MS_DENIED]);
    } else if (allowed == NULL) {
        tell_open(t, reads);
    } else if (is_explained(t, probe) || !reading) {
        tell_doubt(t, WHY_NOT_LISTED, allowed->exchange,
                   "the token does not hold it; that a calendar can be read "
                   "may be due to a weaker permission");
    } else if (reads->first[MS_UNCLEAR] != NULL) {
        tell_doubt(t, reads->first[MS_UNCLEAR]->reason,
                   reads->first[MS_UNCLEAR]->exchange, NULL);
    } else {
        tell_read(t, true, false, allowed);
        scan_note(t->scan,
                  "Calendars can be read though the token does not hold the "
                  "permission: it was granted in Exchange (RBAC for "
                  "Applications), not in Entra. Whether it is limited to some "
                  "mailboxes, only one that has to be out of reach shows "
                  "(--subject outsider=ADDRESS).");
    }
}

/* Nothing is known but what reads tell: a refusal denies, and a success may be
 * due to more or to less than is asked for. */
static void
tell_blind(const struct telling *t, const struct ms_reads *reads)
{
    static const char why[] = "the token cannot be read";

    if (all_refused(reads))
        tell_read(t, false, false, reads->first[MS_DENIED]);
    else if (reads->n == 0)
        tell_doubt(t, t->state->opaque, t->state->graph.exchange, why);
    else if (reads->first[MS_UNCLEAR] != NULL)
        tell_doubt(t, reads->first[MS_UNCLEAR]->reason,
                   reads->first[MS_UNCLEAR]->exchange, why);
    else
        tell_doubt(t, t->state->opaque, t->state->graph.exchange, why);
}

static void
tell_asked(const struct telling *t)
{
    enum ms_probe probe = probe_of(t->entity);
    struct ms_reads reads = microsoft365_reads(t->scan, probe);

    if (t->state->opaque != WHY_GRANTED) {
        tell_blind(t, &reads);
    } else if (is_covered(t)) {
        tell_token(t, holds(t, t->entity));
        corroborate(t, &reads);
    } else if (microsoft365_permission[t->entity -
                                       microsoft365_catalogue.entity]
                   .also_exchange ||
               probe == MS_MAILBOX) {
        tell_beside(t, probe, &reads);
    } else {
        tell_missing(t, probe, &reads);
    }
}

/* ---- everything else ----------------------------------------------------- */

/* What the token does not hold is not held, as far as excess goes: what
 * Exchange grants by itself nobody can list, and a note says so. */
static void
tell_entity(const struct telling *t)
{
    uint32_t e = (uint32_t)(t->entity - microsoft365_catalogue.entity);
    enum ms_audience audience = microsoft365_permission[e].audience;
    const struct ms_grants *grants = grants_of(t);

    if (audience == MS_GRAPH && t->state->asked[e])
        tell_asked(t);
    else if (grants->known)
        tell_token(t, grants->held[e]);
    else if (audience == MS_EXCHANGE && !t->state->exchange_wanted)
        say(t, (struct observation){.reason = WHY_OPTION_OFF,
                                    .basis = BASIS_DECLARED,
                                    .exchange = NO_EXCHANGE});
    else if (t->state->asked[e])
        tell_doubt(t, WHY_ABSENT, grants->exchange, NULL);
}

void
microsoft365_tell(struct scan *scan)
{
    struct telling t = {.scan = scan, .state = microsoft365_state(scan)};

    for (uint32_t e = 0; e < microsoft365_catalogue.n_entity; e++) {
        t.entity = &microsoft365_catalogue.entity[e];
        tell_entity(&t);
    }
}
