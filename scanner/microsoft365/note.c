/* What a person should know besides the verdicts. */
#include "base/text.h"
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

/* Whether consent in Entra is what is missing: where a calendar could be read,
 * it is not. */
static bool
lacks_consent(struct scan *scan, const struct microsoft365 *state)
{
    struct ms_reads reads = microsoft365_reads(scan, MS_MAILBOX);

    for (uint32_t e = 0; e < microsoft365_catalogue.n_entity; e++)
        if (state->asked[e] && !state->graph.held[e] &&
            microsoft365_permission[e].audience == MS_GRAPH &&
            !(microsoft365_permission[e].also_exchange &&
              reads.first[MS_ALLOWED] != NULL))
            return true;
    return false;
}

/* Consent can take minutes to get into tokens, seldom hours [issues
 * graph-docs#4765 #10907]. */
static void
note_consent(struct scan *scan, const struct microsoft365 *state)
{
    if (lacks_consent(scan, state))
        scan_note(
            scan,
            "The token holds what was granted when it was issued. If consent "
            "was given less than an hour ago, run the scan again; after that "
            "it was not given in this tenant, or not to this app. Permissions "
            "of the type Delegated do not count for a background service, "
            "though the portal marks them green, too.");
}

/* What a policy or a scope leaves out [issues graph-docs#6260 #6018 #19315;
 * one author's measurement of administrators]. */
static void
note_policy(struct scan *scan)
{
    struct ms_reads reads = microsoft365_reads(scan, MS_MAILBOX);

    if (reads.first[MS_POLICY] != NULL)
        scan_note(scan,
                  "An application access policy leaves out a mailbox that has "
                  "to be reached. Changes of a policy need an hour and more; "
                  "members of nested groups are not covered; a mailbox of an "
                  "administrator may be refused all the same.");
}

/* By default an application permission opens every mailbox [official]. */
static void
note_reach(struct scan *scan, const struct microsoft365 *state,
           enum ms_outsiders outsiders)
{
    if (!holds(state, "Calendars.Read") && !holds(state, "Calendars.ReadWrite"))
        return;
    if (outsiders == MS_NOBODY)
        scan_note(scan,
                  "As far as this scan can tell, the app may read the "
                  "calendars of all mailboxes. Whether it is limited to some, "
                  "only one that has to be out of reach shows (--option "
                  "scoped=yes --subject outsider=ADDRESS).");
    else if (outsiders == MS_NOT_SPARED)
        scan_note(scan, "As far as this scan can tell, the app may read the "
                        "calendars of all mailboxes: none was shown to be out "
                        "of its reach.");
}

/* [data: permissions] */
static void
note_narrower(struct scan *scan, const struct microsoft365 *state)
{
    if (holds(state, "User.Read.All") && holds(state, "Calendars.Read") &&
        is_asked(state, "User.Read.All") && is_asked(state, "Calendars.Read"))
        scan_note(scan,
                  "User.ReadBasic.All and Calendars.ReadBasic.All would be "
                  "enough to match people and to see when they are busy, "
                  "without the texts of events. Ask the vendor before "
                  "narrowing.");
}

void
microsoft365_note(struct scan *scan, enum ms_outsiders outsiders)
{
    const struct microsoft365 *state = microsoft365_state(scan);

    note_policy(scan);
    if (state->opaque != WHY_GRANTED)
        return;
    note_look_alikes(scan, state);
    note_consent(scan, state);
    note_reach(scan, state, outsiders);
    note_narrower(scan, state);
    scan_note(scan,
              "The list of permissions is complete for Microsoft Graph. What "
              "Exchange grants by itself (RBAC for Applications) cannot be "
              "listed, nor can permissions for services that no token was "
              "asked for.");
}
