/* What a person should know besides the verdicts. */
#include "base/date.h"
#include "base/text.h"
#include "scanner/google/google.h"

#include <string.h>

/* "client id 104812345678901234567", which is what the Admin console wants; a
 * file without it is one that somebody made shorter. */
static const char *
client_of(struct scan *scan)
{
    const struct google *state = google_state(scan);

    return state->key.client == NULL
               ? "the client id of this service account"
               : arena_print(scan->mem, "client id %s", state->key.client);
}

/* Names of the scopes that are asked for and came to that, with commas; NULL:
 * none did. */
static const char *
asked_that(struct scan *scan, enum google_class class)
{
    const struct google *state = google_state(scan);
    const char *list = NULL;

    for (uint32_t e = 0; e < google_catalogue.n_entity; e++) {
        struct google_results tokens = google_tokens(scan, e);
        const char *name = google_catalogue.entity[e].name;

        if (!state->asked[e] || tokens.first[class] == NULL ||
            (class != GOOGLE_YES && tokens.first[GOOGLE_YES] != NULL))
            continue;
        list =
            list == NULL ? name : arena_print(scan->mem, "%s, %s", list, name);
    }
    return list;
}

/* Every token that was asked for on behalf of somebody came to that. */
static bool
all_not_delegated(const struct scan *scan)
{
    const struct google *state = scan->state;
    uint32_t n = 0;

    for (uint32_t i = 0; i < scan->plan->n; i++) {
        if (!google_is_token(scan, i))
            continue;
        if (state->result[i].class != GOOGLE_NOT_DELEGATED)
            return false;
        n++;
    }
    return n > 0;
}

#define CONSOLE                                                                \
    "Admin console > Security > Access and data control > API controls > "     \
    "Manage Domain Wide Delegation"

#define CAUSES                                                                 \
    "Possible causes: the e-mail address of the service account was entered "  \
    "there in place of the number; the entry is one of another service "       \
    "account; the people that were named are of another Workspace; the entry " \
    "was saved less than 24 hours ago; it still waits for the approval of a "  \
    "second administrator."

static bool
any_given(const struct scan *scan)
{
    const struct google *state = scan->state;

    for (uint32_t i = 0; i < scan->plan->n; i++)
        if (google_is_token(scan, i) && state->result[i].class == GOOGLE_YES)
            return true;
    return false;
}

/* [issues google-api-php-client#1379, google-auth-library-ruby#123 #210,
 * n8n#17465; official: support answer 162106] */
static void
note_delegation(struct scan *scan)
{
    const char *missing = asked_that(scan, GOOGLE_NOT_DELEGATED);
    const char *at = date_time_of_clock(scan->mem, scan_clock(scan));
    const char *client = client_of(scan);

    if (all_not_delegated(scan))
        scan_note(
            scan,
            arena_print(scan->mem,
                        "Nothing at all is delegated to %s, as of %s; the key "
                        "itself works, so look at the delegation and not at "
                        "the key (" CONSOLE "). " CAUSES,
                        client, at));
    else if (missing != NULL && any_given(scan))
        scan_note(
            scan,
            arena_print(scan->mem,
                        "As of %s Google gives %s no token for %s; others it "
                        "gives, so the entry is there and lacks just that "
                        "(" CONSOLE "). If it was changed less than 24 hours "
                        "ago, scan again later.",
                        at, client, missing));
    else if (missing != NULL)
        scan_note(scan, arena_print(
                            scan->mem,
                            "As of %s Google gives %s no token for %s. It gave "
                            "none for anything else either, though it did not "
                            "answer all; look at the delegation (" CONSOLE
                            "). " CAUSES,
                            at, client, missing));
}

/* [official: Workspace policy; another page of the console than delegation] */
static void
note_policy(struct scan *scan)
{
    const char *blocked = asked_that(scan, GOOGLE_POLICY);

    if (blocked != NULL)
        scan_note(scan,
                  arena_print(scan->mem,
                              "A policy of the Workspace blocks %s for this "
                              "client, whatever is delegated: look at Admin "
                              "console > Security > Access and data control > "
                              "API controls > App access control, and not at "
                              "the delegation.",
                              blocked));
}

/* [issues python-samples#17, gcal_sync#167, cmdg#93] */
static void
note_api(struct scan *scan, enum google_api api)
{
    const char *project = google_state(scan)->project_off[api];

    if (project == NULL)
        return;
    scan_note(
        scan,
        arena_print(
            scan->mem,
            "%s is switched off in project %s (Cloud console > APIs & Services "
            "> Library). That hides whether its scopes are good for anything: "
            "the tokens say that they are delegated, and no read was possible. "
            "A change there can take minutes; where it is on and this stays, "
            "switch it off and on again.",
            google_api_title(api),
            project[0] != '\0' ? project : "of the service account"));
}

/* [issues google-api-java-client-services#4279, google-api-go-client#1724] */
static void
note_administrator(struct scan *scan)
{
    struct google_results reads = google_answers(scan, GOOGLE_DIRECTORY);
    const struct google_result *refused = reads.first[GOOGLE_NO_ADMIN];

    if (refused != NULL)
        scan_note(scan, arena_print(
                            scan->mem,
                            "The scope for the directory is delegated; %s may "
                            "not read it. Let the product act as an "
                            "administrator, or give this account a role of "
                            "its own with Users > Read (Admin console > "
                            "Account > Admin roles).",
                            google_title(scan, refused->person)));
}

/* Whom nothing could be learned on behalf of [issues google-api-php-client#783
 * #1207, PSGSuite#267]. */
static void
note_gone(struct scan *scan)
{
    const struct google *state = google_state(scan);
    const char *list = NULL;

    for (uint32_t i = 0; i < state->people.n; i++)
        if (state->people.item[i].gone)
            list = list == NULL ? google_title(scan, i)
                                : arena_print(scan->mem, "%s, %s", list,
                                              google_title(scan, i));
    if (list != NULL)
        scan_note(scan,
                  arena_print(scan->mem,
                              "Google gives out nothing on behalf of %s: no "
                              "such account in this Workspace, or suspended, "
                              "or no person. That says nothing about scopes, "
                              "and nothing about the key.",
                              list));
}

/* Whether a read found that this person has no calendar. */
static bool
lacks_calendar(const struct scan *scan, uint32_t person)
{
    const struct google *state = scan->state;

    for (uint32_t i = 0; i < scan->plan->n; i++)
        if (scan->plan->step[i].probe == GOOGLE_TRIAL &&
            state->result[i].person == person &&
            state->result[i].class == GOOGLE_NO_SUBJECT)
            return true;
    return false;
}

/* [official: errors of Calendar] */
static void
note_no_calendar(struct scan *scan)
{
    const struct google *state = google_state(scan);
    const char *list = NULL;

    for (uint32_t i = 0; i < state->people.n; i++)
        if (lacks_calendar(scan, i))
            list = list == NULL ? google_title(scan, i)
                                : arena_print(scan->mem, "%s, %s", list,
                                              google_title(scan, i));
    if (list != NULL)
        scan_note(scan, arena_print(
                            scan->mem,
                            "Calendar is switched off for %s (Admin console > "
                            "Apps > Google Workspace > Calendar > Service "
                            "status): there is nothing to read, which says "
                            "nothing about the scope or the API.",
                            list));
}

static void
note_reach(struct scan *scan)
{
    if (asked_that(scan, GOOGLE_YES) != NULL)
        scan_note(scan,
                  "What is delegated is good for every account of the "
                  "Workspace; it cannot be limited to some people. Whoever "
                  "has the key can use it.");
}

/* What an answer to a scope of the watch list leaves open. */
static bool
is_open(const struct google *state, const struct google_result *result)
{
    return result->class != GOOGLE_YES &&
           (result->class != GOOGLE_NOT_DELEGATED ||
            google_is_stranger(state, result));
}

/* A vendor's list may ask for more than its program needs [issue mql#10296]:
 * what opens nothing that another on the list does not open can be spared. */
static void
note_spare(struct scan *scan)
{
    const struct google *state = google_state(scan);
    const struct catalogue *all = &google_catalogue;

    for (uint32_t i = 0; i < all->n_wider; i++) {
        const struct entity *weak = all->right[all->wider[i].weak].entity;
        const struct entity *strong = all->right[all->wider[i].strong].entity;

        if (state->asked[weak - all->entity] &&
            state->asked[strong - all->entity])
            scan_note(scan,
                      arena_print(scan->mem,
                                  "%s is asked for, and so is %s, which opens "
                                  "all that it opens. A program that asks "
                                  "Google for one of them alone has no use for "
                                  "the other: ask the vendor which.",
                                  weak->name, strong->name));
    }
}

/* How much of the watch list was tried, and how much of that answered. */
static void
note_tried(struct scan *scan)
{
    const struct google *state = google_state(scan);
    uint32_t n = 0, tried = 0, open = 0;

    for (uint32_t i = 0; i < scan->plan->n; i++) {
        if (scan->plan->step[i].probe != GOOGLE_WATCH)
            continue;
        n++;
        if (state->result[i].exchange == NO_EXCHANGE)
            continue;
        tried++;
        open += is_open(state, &state->result[i]);
    }
    if (open == tried)
        return;
    scan_note(scan,
              arena_print(
                  scan->mem,
                  "Google has no list of what is delegated. %s scopes that "
                  "can do harm were tried one by one%s; others cannot be "
                  "listed. The whole entry is in the " CONSOLE ".",
                  tried == n ? arena_print(scan->mem, "%u", n)
                             : arena_print(scan->mem, "%u of %u", tried, n),
                  open == 0 ? ""
                            : arena_print(scan->mem, ", and %u of them %s open",
                                          open, open == 1 ? "is" : "are")));
}

void
google_note(struct scan *scan)
{
    note_delegation(scan);
    note_policy(scan);
    note_api(scan, GOOGLE_CALENDAR);
    note_api(scan, GOOGLE_DIRECTORY);
    note_administrator(scan);
    note_gone(scan);
    note_no_calendar(scan);
    note_reach(scan);
    note_spare(scan);
    note_tried(scan);
}
