/* What a person should know besides the verdicts. */
#include "base/date.h"
#include "base/text.h"
#include "rules/model/subject.h"
#include "scanner/microsoft365/microsoft365.h"

static bool
holds(const struct microsoft365 *state, const char *name)
{
    const struct right *right = microsoft365_right(MS_GRAPH, name);

    return right != NULL &&
           state->graph.held[right->entity - microsoft365_catalogue.entity];
}

/* It, or one that includes it. */
static bool
covers(const struct microsoft365 *state, const char *name)
{
    const struct catalogue *all = &microsoft365_catalogue;
    const struct right *weak = microsoft365_right(MS_GRAPH, name);

    for (uint32_t i = 0; i < all->n_implies; i++)
        if (&all->right[all->implies[i].weak] == weak &&
            state->graph
                .held[all->right[all->implies[i].strong].entity - all->entity])
            return true;
    return holds(state, name);
}

static bool
is_asked(const struct microsoft365 *state, const char *name)
{
    const struct right *right = microsoft365_right(MS_GRAPH, name);

    return right != NULL &&
           state->asked[right->entity - microsoft365_catalogue.entity];
}

/* What is held in place of what is asked for. */
static void
note_look_alikes(struct scan *scan, const struct microsoft365 *state)
{
    const struct catalogue *all = &microsoft365_catalogue;

    for (uint32_t i = 0; i < all->n_look_alike; i++) {
        const struct look_alike *row = &all->look_alike[i];

        if (is_asked(state, row->meant) && !covers(state, row->meant) &&
            holds(state, row->name))
            scan_note(scan, arena_print(scan->mem, "The app holds %s. %s",
                                        row->name, row->about));
    }
}

/* ---- consent ------------------------------------------------------------- */

/* What consent in Entra would have to bring, with commas; NULL: nothing. Where
 * a calendar could be read, what opens it is not among it. */
static const char *
lacking(struct scan *scan, const struct microsoft365 *state)
{
    struct ms_reads reads = microsoft365_reads(scan, MS_MAILBOX);
    const char *list = NULL;

    for (uint32_t e = 0; e < microsoft365_catalogue.n_entity; e++) {
        const char *name = microsoft365_catalogue.entity[e].name;

        if (!state->asked[e] ||
            microsoft365_permission[e].audience != MS_GRAPH ||
            covers(state, name) ||
            (microsoft365_permission[e].also_exchange &&
             reads.first[MS_ALLOWED] != NULL))
            continue;
        list =
            list == NULL ? name : arena_print(scan->mem, "%s, %s", list, name);
    }
    return list;
}

/* Whether a read was refused, for whatever cause. */
static bool
refused(struct scan *scan)
{
    struct ms_reads users = microsoft365_reads(scan, MS_USERS);
    struct ms_reads boxes = microsoft365_reads(scan, MS_MAILBOX);

    return users.first[MS_DENIED] != NULL || users.first[MS_UNCLEAR] != NULL ||
           boxes.first[MS_DENIED] != NULL || boxes.first[MS_UNCLEAR] != NULL ||
           boxes.first[MS_POLICY] != NULL;
}

/* Consent can take minutes to get into tokens, seldom hours [issues
 * graph-docs#4765 #10907]; that delegated entries were made in place of the
 * app's own is the mistake that is made most [issue
 * dotnetcore-console-sample#44]. */
static void
note_consent(struct scan *scan, const struct microsoft365 *state)
{
    const char *missing = lacking(scan, state);
    const char *when =
        state->issued == NULL
            ? "The"
            : arena_print(scan->mem, "As of %s the", state->issued);

    if (missing == NULL && !refused(scan))
        return;
    scan_note(scan,
              arena_print(scan->mem, "The login works. %s token holds %s.",
                          when, state->roles));
    if (missing != NULL)
        scan_note(
            scan,
            arena_print(
                scan->mem,
                "The token lacks %s. If consent was given less than an hour "
                "ago, run the scan again; after that it was not given in this "
                "tenant, or not to this app. Permissions of the type Delegated "
                "do not count for a background service, though the portal "
                "marks them green, too: the same has to stand there with the "
                "type Application.",
                missing));
}

/* ---- mailboxes that are left out ----------------------------------------- */

static const char *
title_of(struct scan *scan, const char *right)
{
    const struct ruleset *rules = scan->ruleset;

    for (uint32_t i = 0; i < rules->n_subject; i++)
        for (uint32_t n = 1; n <= rules->subject[i].n_value; n++)
            if (text_same(
                    subject_right(rules->subject[i].name, n, &scan->scratch),
                    right))
                return subject_title(&rules->subject[i], n, scan->mem);
    return right;
}

/* Who has to be reached and came to that, with commas: the first few. */
static const char *
who(struct scan *scan, enum ms_outcome outcome)
{
    enum { FEW = 3 };
    const struct microsoft365 *state = microsoft365_state(scan);
    const char *list = NULL;
    uint32_t n = 0;

    for (uint32_t i = 0; i < scan->plan->n; i++) {
        const struct step *step = &scan->plan->step[i];
        const char *title;

        if (step->probe != MS_MAILBOX || state->reading[i].outcome != outcome ||
            microsoft365_spared(scan->ruleset, step->answers[0]) || ++n > FEW)
            continue;
        title = title_of(scan, step->answers[0]);
        list = n == 1 ? title : arena_print(scan->mem, "%s, %s", list, title);
    }
    return n <= FEW ? list
                    : arena_print(scan->mem, "%s and %u more", list, n - FEW);
}

/* What a policy or a scope leaves out [issues graph-docs#6260 #6018 #19315;
 * one author's measurement of administrators]. */
static void
note_left_out(struct scan *scan, const struct microsoft365 *state)
{
    struct ms_reads reads = microsoft365_reads(scan, MS_MAILBOX);
    bool policy = reads.first[MS_POLICY] != NULL;
    bool others = reads.first[MS_ALLOWED] != NULL;
    const char *what = "An application access policy leaves out";

    if (!policy && reads.first[MS_DENIED] == NULL)
        return;
    if (!policy && !others &&
        (state->roles == NULL || !covers(state, "Calendars.Read")))
        return; /* nothing opens it: no wonder */
    if (!policy)
        what = others ? "Exchange opens other mailboxes, and not"
                      : "The token holds the permission, and Exchange does not "
                        "open";
    scan_note(
        scan,
        arena_print(
            scan->mem,
            "%s %s, as of %s. Changes in Exchange need an hour and more, up to "
            "a day: scan again before you believe it (grantscan diff shows "
            "what "
            "changed). Is the mailbox itself a member of the group? Members of "
            "nested groups are not covered. Is it an administrator's? That may "
            "be refused all the same: try an ordinary technician's.",
            what, who(scan, policy ? MS_POLICY : MS_DENIED),
            date_time_of_clock(scan->mem, scan_clock(scan))));
}

/* [issues cal.com#343, twenty#11070] */
static void
note_busy(struct scan *scan)
{
    struct ms_reads reads = microsoft365_reads(scan, MS_MAILBOX);

    if (reads.first[MS_NOT_DONE] != NULL &&
        reads.first[MS_NOT_DONE]->reason == WHY_THROTTLED)
        scan_note(scan, "Exchange lets an app read four things at once, and "
                        "what the product itself reads counts: that a read was "
                        "put off says nothing of the right. Scan again later.");
}

/* ---- reach --------------------------------------------------------------- */

/* By default an application permission opens every mailbox [official], and what
 * Entra granted a scope in Exchange does not narrow [issue maester#920]. */
static void
note_reach(struct scan *scan, const struct microsoft365 *state,
           enum ms_outsiders outsiders)
{
    struct ms_reads reads = microsoft365_reads(scan, MS_MAILBOX);
    bool limited =
        reads.first[MS_POLICY] != NULL || reads.first[MS_DENIED] != NULL;

    if (!holds(state, "Calendars.Read") && !holds(state, "Calendars.ReadWrite"))
        return;
    if (outsiders == MS_NOBODY && !limited)
        scan_note(scan,
                  "As far as this scan can tell, the app may read the "
                  "calendars of all mailboxes. Whether it is limited to some, "
                  "only one that has to be out of reach shows (--option "
                  "scoped=yes --subject outsider=ADDRESS).");
    else if (outsiders == MS_NOT_SPARED)
        scan_note(scan,
                  arena_print(scan->mem,
                              "%s What was consented to in Entra holds for all "
                              "mailboxes and overrides a scope in Exchange "
                              "(RBAC for Applications): where there is one, "
                              "remove the consent. A policy may need an hour "
                              "and more to take hold.",
                              limited ? "Somebody outside the team was not "
                                        "shown to be out of reach."
                                      : "As far as this scan can tell, the app "
                                        "may read the calendars of all "
                                        "mailboxes: none was shown to be out "
                                        "of its reach."));
}

/* What is asked for and held only as a part of more would go with that. */
static void
note_parts(struct scan *scan, const struct microsoft365 *state)
{
    for (uint32_t e = 0; e < microsoft365_catalogue.n_entity; e++) {
        const char *name = microsoft365_catalogue.entity[e].name;

        if (state->asked[e] && !state->graph.held[e] &&
            microsoft365_permission[e].audience == MS_GRAPH &&
            covers(state, name))
            scan_note(scan, arena_print(scan->mem,
                                        "%s is held only as a part of a "
                                        "stronger permission: have it "
                                        "consented to by itself before that "
                                        "one is taken away.",
                                        name));
    }
}

/* [data: permissions]. Where mailboxes are to be spared the lesser permission
 * for calendars is no advice: Exchange has no role of its own for it, and its
 * policies are not known to limit it [official: tables of both]. */
static void
note_narrower(struct scan *scan, const struct microsoft365 *state,
              enum ms_outsiders outsiders)
{
    struct ms_reads reads = microsoft365_reads(scan, MS_MAILBOX);
    bool limited = outsiders != MS_NOBODY || reads.first[MS_POLICY] != NULL;
    const char *users = NULL, *calendars = NULL;

    if (holds(state, "User.Read.All") && is_asked(state, "User.Read.All"))
        users = "User.ReadBasic.All would be enough to match people. ";
    if (holds(state, "Calendars.Read") && is_asked(state, "Calendars.Read") &&
        !limited)
        calendars = "Calendars.ReadBasic.All would be enough to see when "
                    "people are busy, without the texts of events. ";
    if (users != NULL || calendars != NULL)
        scan_note(scan,
                  arena_print(scan->mem, "%s%sAsk the vendor before narrowing.",
                              text_or(users, ""), text_or(calendars, "")));
}

void
microsoft365_note(struct scan *scan, enum ms_outsiders outsiders)
{
    const struct microsoft365 *state = microsoft365_state(scan);

    note_left_out(scan, state);
    note_busy(scan);
    if (state->opaque != WHY_GRANTED)
        return;
    note_look_alikes(scan, state);
    note_consent(scan, state);
    note_parts(scan, state);
    note_reach(scan, state, outsiders);
    note_narrower(scan, state, outsiders);
    scan_note(scan,
              "The list of permissions is complete for Microsoft Graph. What "
              "Exchange grants by itself (RBAC for Applications) cannot be "
              "listed, nor can permissions for services that no token was "
              "asked for.");
}
