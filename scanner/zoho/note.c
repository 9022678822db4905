/* What a person should know besides the verdicts. */
#include "base/out.h"
#include "base/text.h"
#include "rules/model/name.h"
#include "scanner/zoho/zoho.h"

#include <string.h>

/* ---- scopes -------------------------------------------------------------- */

/* So many names are told in a sentence. */
enum { NAMES_MOST = 10 };

/* What the token lacks, what it has that nobody asks for, and the whole list
 * to consent to instead: names with commas. */
struct consent {
    struct out lacks, beyond, line;
    uint32_t n_beyond;
};

static void
add_name(struct out *list, const char *between, const char *name)
{
    (void)out_print(list, "%s%s", list->length > 0 ? between : "", name);
}

static void
add_beyond(struct consent *consent, const char *name)
{
    if (consent->n_beyond++ < NAMES_MOST)
        add_name(&consent->beyond, ", ", name);
}

/* Whether it is known not to be held. */
static bool
is_missing(const struct scan *scan, uint32_t scope)
{
    const struct zoho *state = scan->state;
    const struct zoho_result *read = zoho_read(scan, zoho_scope[scope].opens);

    if (state->scope_told)
        return !zoho_declared(scan, scope);
    return zoho_scope[scope].alone && read->class == ZOHO_NO_SCOPE &&
           zoho_isolates(scan, scope, read);
}

/* Where there are several ways, the first one is consented to, if it is enough
 * by itself. */
static void
take_claim(const struct scan *scan, struct consent *consent,
           const struct claim *claim, bool *taken)
{
    const struct zoho_scope *scope =
        claim->right == NULL ? NULL : zoho_scope_of(claim->right);
    uint32_t i;

    if (scope == NULL)
        return;
    i = (uint32_t)(scope - zoho_scope);
    if (taken[i] || claim->way > 1 || claim->doubtful ||
        claim->low <= GRADE_NONE)
        return;
    taken[i] = true;
    add_name(&consent->line, ",", scope->text);
    if (is_missing(scan, i))
        add_name(&consent->lacks, ", ", scope->text);
}

static void
find_beyond(struct scan *scan, struct consent *consent)
{
    const struct zoho *state = zoho_state(scan);
    const struct catalogue *all = &zoho_catalogue;
    const bool *asked = ruleset_asks(scan->ruleset, all, &scan->scratch);

    for (uint32_t i = 0; state->scope_told && i < zoho_n_scope; i++) {
        const struct right *right = &all->right[zoho_scope[i].right];

        if (state->scope[i] != NULL && !asked[right->entity - all->entity] &&
            !ruleset_tolerates(scan->ruleset, all, right))
            add_beyond(consent, zoho_scope[i].text);
    }
    for (uint32_t i = 0; i < state->n_beyond; i++)
        add_beyond(consent, scan_keep(scan, state->beyond[i]));
}

/* In the order of the rules, so that the line is the one that they print. */
static void
compare(struct scan *scan, struct consent *consent)
{
    const struct ruleset *rules = scan->ruleset;
    bool *taken = arena_new(&scan->scratch, bool, zoho_n_scope);

    for (uint32_t i = 0; i < rules->n_check; i++)
        for (uint32_t c = 0; check_is_on(rules, &rules->check[i]) &&
                             c < rules->check[i].n_claim;
             c++)
            take_claim(scan, consent, &rules->check[i].claim[c], taken);
    find_beyond(scan, consent);
}

/* [official: scopes are those of the consent; a first-run guide of 2026 for how
 * a missing one shows] */
static void
note_consent(struct scan *scan)
{
    struct consent consent = {0};
    const char *text = "";

    compare(scan, &consent);
    if (consent.n_beyond > NAMES_MOST)
        (void)out_print(&consent.beyond, " and %u more",
                        (unsigned)(consent.n_beyond - NAMES_MOST));
    if (consent.lacks.length > 0)
        text = arena_print(scan->mem, "The token lacks %s. ",
                           out_string(&consent.lacks));
    if (consent.n_beyond > 0)
        text = arena_print(
            scan->mem,
            "%sThe token has %s, which no rule of the scan asks for. ", text,
            out_string(&consent.beyond));
    if (text[0] != '\0' && consent.line.length > 0)
        text = arena_print(scan->mem,
                           "%sA scope cannot be added to a refresh token or "
                           "taken from it: generate a new code in the API "
                           "console (the client > Generate Code) with this "
                           "line, and connect the product with that code: %s",
                           text, out_string(&consent.line));
    if (text[0] != '\0')
        scan_note(scan, text);
    out_free(&consent.lacks);
    out_free(&consent.beyond);
    out_free(&consent.line);
}

static void
note_untold(struct scan *scan)
{
    const struct zoho *state = zoho_state(scan);

    if (state->scope_told)
        return;
    scan_note(
        scan,
        state->scope_odd
            ? "What Zoho said of the token's scopes could not be taken apart, "
              "so only reads tell of them: those of tickets, search and "
              "contacts. The rest is not known."
            : "Zoho gave out a token without saying which scopes it has, so "
              "only reads tell of them: those of tickets, search and contacts. "
              "The rest is not known, and that is no sign that it is missing; "
              "what the token has beyond the rules is not known either.");
}

/* [OAS: no operation names it; a guide of 2026: consent passes, sendReply is
 * refused until a token with UPDATE is made] */
static void
note_write(struct scan *scan)
{
    const struct zoho *state = zoho_state(scan);

    if (state->scope_told &&
        state->scope[zoho_index("Desk.tickets.WRITE")] != NULL &&
        !zoho_declared(scan, zoho_index("Desk.tickets.UPDATE")))
        scan_note(scan,
                  "The token has Desk.tickets.WRITE, an old name that Zoho's "
                  "API documents for no request, and not Desk.tickets.UPDATE. "
                  "Consent passes with it, and the first change of a ticket "
                  "may be refused (SCOPE_MISMATCH). Nothing that only reads "
                  "can show it: let the product change one ticket, or consent "
                  "anew with Desk.tickets.UPDATE.");
}

/* ---- where it is --------------------------------------------------------- */

/* Which scope would do is measured, and not documented [code: two projects]. */
static void
note_unlisted(struct scan *scan)
{
    const struct zoho *state = zoho_state(scan);
    bool told = state->scope_told &&
                (zoho_declared(scan, zoho_index("Desk.basic.READ")) ||
                 zoho_declared(scan, zoho_index("Desk.settings.READ")));

    if (state->got[ZOHO_ORGANIZATIONS].class == ZOHO_NO_SCOPE)
        scan_note(
            scan,
            arena_print(scan->mem,
                        "The token may not list organizations, for which "
                        "Desk.basic.READ or Desk.settings.READ would do%s; the "
                        "organization was taken as it was given, and the other "
                        "scopes were looked at all the same.",
                        told ? ", and it is said to have one of them" : ""));
}

static void
note_organisation(struct scan *scan)
{
    const struct zoho *state = zoho_state(scan);
    bool refused = zoho_first(state, ZOHO_OTHER_ORG) != NULL;
    bool other = refused || state->listed == ZOHO_NO;

    if (other && zoho_first(state, ZOHO_YES) != NULL)
        scan_note(scan,
                  arena_print(scan->mem,
                              "Desk allowed what was asked of organization %s, "
                              "and %s. Both cannot be: scan again.",
                              state->org,
                              refused ? "refused more of it as not the token's "
                                        "(OAUTH_ORG_MISMATCH)"
                                      : "does not list it among those of the "
                                        "agent"));
    else if (other)
        scan_note(
            scan,
            arena_print(scan->mem,
                        "The token is not one of organization %s%s%s. It is "
                        "bound to the one that was chosen at consent, so a "
                        "refresh does not help: correct " ZOHO_ORG_ID ", or "
                        "consent again in the right one.",
                        state->org,
                        state->other != NULL ? "; the agent is of " : "",
                        text_or(state->other, "")));
    note_unlisted(scan);
}

static void
note_elsewhere(struct scan *scan)
{
    const struct zoho *state = zoho_state(scan);

    if (state->elsewhere != NULL)
        scan_note(scan,
                  arena_print(scan->mem,
                              "The answer to the login speaks of the data "
                              "center \"%s\", and \"%s\" was asked (" ZOHO_DC
                              "). If Desk refuses the token, that may be why.",
                              state->elsewhere->word, state->dc->word));
}

/* ---- gates besides scopes ------------------------------------------------ */

/* "layouts" of "api/v1/layouts?limit=1". */
static const char *
call_of(struct scan *scan, uint32_t step)
{
    const char *path = scan->plan->step[step].path;
    const char *at = path + strlen("api/v1/");

    return arena_slice(scan->mem, at, strcspn(at, "?"));
}

/* The calls that pass the test, with commas; NULL: none. */
static const char *
calls_that(struct scan *scan,
           bool (*test)(const struct scan *, const struct zoho_result *))
{
    const struct zoho *state = zoho_state(scan);
    const char *list = NULL;

    for (uint32_t i = ZOHO_ORGANIZATIONS; i < ZOHO_PROBE__N; i++)
        if (test(scan, &state->got[i]))
            list = list == NULL ? call_of(scan, i)
                                : arena_print(scan->mem, "%s, %s", list,
                                              call_of(scan, i));
    return list;
}

static bool
is_of_edition(const struct scan *scan, const struct zoho_result *result)
{
    (void)scan;
    return result->class == ZOHO_EDITION;
}

/* Only what the code says: other refusals have been taken for the edition's
 * [issue simstudioai/sim#6157]. */
static void
note_edition(struct scan *scan)
{
    const struct zoho *state = zoho_state(scan);
    const char *list = calls_that(scan, is_of_edition);

    if (list == NULL)
        return;
    scan_note(scan,
              arena_print(scan->mem,
                          "The edition of this Desk%s%s%s does not have %s "
                          "(LICENSE_ACCESS_LIMITED). That is no denial of a "
                          "scope or of a right of the profile.",
                          state->edition != NULL ? " (" : "",
                          text_or(state->edition, ""),
                          state->edition != NULL ? ")" : "", list));
}

static bool
is_not_taken(const struct scan *scan, const struct zoho_result *result)
{
    enum { NOT_TAKEN = 422 };

    return result->class == ZOHO_ODD && result->exchange != NO_EXCHANGE &&
           scan->exchange[result->exchange].status == NOT_TAKEN;
}

/* [OAS: what a 422 is said of; that it is said only of what would be allowed is
 * likely and unverified] */
static void
note_not_taken(struct scan *scan)
{
    const char *list = calls_that(scan, is_not_taken);

    if (list != NULL)
        scan_note(scan,
                  arena_print(scan->mem,
                              "Zoho did not take %s as it was asked (HTTP "
                              "422). That is no denial, and no proof either: "
                              "what it had to show is left open. Scanning "
                              "again will not help; where the product is seen "
                              "to do it, waive what stays unknown by it.",
                              list));
}

static void
note_conflicts(struct scan *scan)
{
    const struct zoho *state = zoho_state(scan);
    const char *list = NULL;

    for (uint32_t i = 0; state->scope_told && i < zoho_n_scope; i++)
        if (zoho_gainsaid(scan, i) != NULL)
            list = list == NULL ? zoho_scope[i].text
                                : arena_print(scan->mem, "%s, %s", list,
                                              zoho_scope[i].text);
    if (list != NULL)
        scan_note(scan,
                  arena_print(scan->mem,
                              "Zoho says that the token has %s, and Desk "
                              "refuses what it opens for want of a scope "
                              "(SCOPE_MISMATCH). Scan again; if it stays, "
                              "consent anew.",
                              list));
}

/* The way out of the one critical row. */
static void
note_administrator(struct scan *scan)
{
    const struct zoho *state = zoho_state(scan);

    if (state->admin == ZOHO_TRUE ||
        (text_same_fold(state->profile_type, "Administrator") &&
         !state->profile_type_odd))
        scan_note(scan,
                  "The agent who consented is an administrator. A profile with "
                  "what the rules ask for does as well: clone one (Setup > "
                  "Users and Control > Permissions > Profiles), leave what the "
                  "worksheet lists, and give it to the agent for whom the "
                  "product works. Where that is another agent than the one who "
                  "consented, a new code of that agent's is needed.");
}

/* What no answer shows. */
static void
note_unseen(struct scan *scan)
{
    const struct zoho *state = zoho_state(scan);

    if (state->profile_told)
        scan_note(scan,
                  "Permissions of single fields and rules of data sharing are "
                  "shown by no request: a field that is hidden is missing in "
                  "answers without a word.");
    if (state->profile_told && state->n_spoken < zoho_n_key)
        scan_note(scan,
                  arena_print(scan->mem,
                              "The profile speaks of %u of the %u rights that "
                              "are known here. Those that it leaves out, by "
                              "edition it seems, count as not judged.",
                              (unsigned)state->n_spoken, (unsigned)zoho_n_key));
    if (state->n_stranger > ZOHO_STRANGERS_MOST)
        scan_note(scan, arena_print(scan->mem,
                                    "The profile holds %u rights that are not "
                                    "known here; %u of them are listed.",
                                    (unsigned)state->n_stranger,
                                    (unsigned)ZOHO_STRANGERS_MOST));
}

void
zoho_note(struct scan *scan)
{
    const struct zoho *state = zoho_state(scan);

    if (state->left >= 0)
        scan_trait(scan, "API credits left that day",
                   arena_print(scan->mem, "%lld", (long long)state->left),
                   false);
    note_elsewhere(scan);
    note_organisation(scan);
    if (zoho_is_refused(scan))
        return;
    note_untold(scan);
    note_consent(scan);
    note_write(scan);
    note_conflicts(scan);
    note_administrator(scan);
    note_edition(scan);
    note_not_taken(scan);
    note_unseen(scan);
}
