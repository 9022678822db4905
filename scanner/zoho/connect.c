/* The refresh, and the organization that its token is of. */
#include "base/json.h"
#include "base/text.h"
#include "scanner/zoho/zoho.h"

#include <string.h>

/* Of a list in an answer that could be endless: so many names are looked at. */
enum { SCOPES_MOST = 1000, SCOPE_CAP = 200, ID_CAP = 30 };

#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
#define DIGITS  "0123456789"

struct zoho *
zoho_state(struct scan *scan)
{
    struct zoho *state = scan->state;

    if (state != NULL)
        return state;
    state = arena_new(scan->mem, struct zoho, 1);
    state->got = arena_new(scan->mem, struct zoho_result, ZOHO_PROBE__N);
    state->scope = arena_new(scan->mem, const char *, zoho_n_scope);
    state->left = -1;
    for (unsigned i = 0; i < ZOHO_PROBE__N; i++)
        state->got[i].exchange = NO_EXCHANGE;
    scan->state = state;
    return state;
}

/* ---- the scopes of the token --------------------------------------------- */

/* What was told in one go, taken apart. */
struct scopes {
    struct scan *scan;
    const char **beyond;
    uint32_t n, capacity;
    uint32_t total;
    bool odd;
};

static void
take_beyond(struct scopes *scopes, const char *name)
{
    for (uint32_t i = 0; i < scopes->n; i++)
        if (text_same_fold(scopes->beyond[i], name))
            return;
    scopes->beyond = arena_grow(scopes->scan->mem, scopes->beyond, scopes->n,
                                &scopes->capacity);
    scopes->beyond[scopes->n++] = name;
}

static void
take_scope(struct scopes *scopes, const char *text, size_t length)
{
    struct zoho *state = zoho_state(scopes->scan);
    const char *name = arena_slice(scopes->scan->mem, text, length);
    const struct right *right;

    if (length > SCOPE_CAP || scopes->total++ == SCOPES_MOST ||
        name[strspn(name, LETTERS DIGITS "._-:/")] != '\0') {
        scopes->odd = true;
        return;
    }
    right = zoho_right(name);
    if (right == NULL)
        take_beyond(scopes, name);
    else
        state->scope[zoho_scope_of(right) - zoho_scope] = name;
}

/* Names with blanks or commas between [official: both]. */
static void
take_names(struct scopes *scopes, const char *text)
{
    static const char between[] = " ,\t\r\n";

    while (!scopes->odd && *(text += strspn(text, between)) != '\0') {
        size_t length = strcspn(text, between);

        take_scope(scopes, text, length);
        text += length;
    }
}

/* A text that was cut when it was read is not all there is. */
static void
take_text(struct scopes *scopes, const struct json *json)
{
    if (json->kind == JSON_STRING && strlen(json->text) < JSON_TEXT_CAP - 4)
        take_names(scopes, json->text);
    else
        scopes->odd = true;
}

/* One text, or a list of such. */
static void
take_all(struct scopes *scopes, const struct json *json)
{
    if (json->kind != JSON_ARRAY)
        take_text(scopes, json);
    for (uint32_t i = 0; json->kind == JSON_ARRAY && i < json->n; i++)
        take_text(scopes, &json->item[i]);
}

/* Older answers have none [official: sample], and an empty one is none too:
 * then nothing is known of scopes but what reads tell. Two in different letter
 * case are no better than one that cannot be read. */
static void
take_scopes(struct scan *scan, const struct json *json)
{
    struct zoho *state = zoho_state(scan);
    struct scopes scopes = {.scan = scan};
    const struct json *told = json_get_fold(json, "scope");

    if (told == NULL && json_get(json, "scope") != NULL)
        scopes.odd = true;
    if (told != NULL && told->kind != JSON_NULL)
        take_all(&scopes, told);
    state->scope_odd = scopes.odd;
    state->scope_told = !scopes.odd && scopes.total > 0;
    if (state->scope_told) {
        state->beyond = scopes.beyond;
        state->n_beyond = scopes.n;
    } else {
        memset(state->scope, 0, zoho_n_scope * sizeof *state->scope);
    }
}

/* ---- the refresh --------------------------------------------------------- */

/* It is learned before it is looked at, so that it is hidden whatever comes of
 * it. */
static bool
take_token(struct scan *scan, const struct json *json)
{
    const char *token = json_text(json_get(json, "access_token"));

    return token != NULL &&
           session_token(&scan->session, ZOHO_ACCESS, "Zoho-oauthtoken",
                         token) &&
           token[strspn(token, LETTERS DIGITS "-._~+/=")] == '\0';
}

static void
take_refresh(struct scan *scan, uint32_t step, const struct json *json)
{
    struct zoho *state = zoho_state(scan);
    const struct zoho_dc *dc =
        zoho_dc_of_api(json_text(json_get(json, "api_domain")));

    state->got[ZOHO_TOKEN].class = ZOHO_YES;
    scan_accepted(scan, step, ZOHO_LOGIN);
    take_scopes(scan, json);
    if (dc != state->dc && !scan->options->endpoint->loopback)
        state->elsewhere = dc;
    scan_said(scan, step,
              state->scope_told
                  ? "a token, and the scopes that it has"
                  : "a token, and nothing that could be read of its scopes");
}

/* More than ten in ten minutes [official; code: four projects, measured]. */
static const char throttled[] =
    "Zoho gives out no token for now: a refresh token is good for ten in ten "
    "minutes, and the product under audit takes of the same ten. Nothing is "
    "known of what is granted. Scan again in ten minutes; nothing was tried "
    "again.";

void
zoho_hear_token(struct scan *scan, uint32_t step, const struct answer *answer)
{
    struct zoho_result *result = &zoho_state(scan)->got[ZOHO_TOKEN];

    result->exchange = scan->progress[step].exchange;
    result->reason = answer_reason(answer->kind);
    if (answer->kind == ANSWER_THROTTLED) {
        scan_stop(scan, WHY_THROTTLED, throttled);
    } else if (answer->kind != ANSWER_OK) {
        scan_stop_at(scan, step, answer, "The login");
    } else if (take_token(scan, answer->json)) {
        take_refresh(scan, step, answer->json);
    } else {
        result->reason = scan->progress[step].reason = WHY_GARBAGE;
        scan_doubt(scan, step, ZOHO_LOGIN, WHY_GARBAGE);
        scan_stop(scan, WHY_GARBAGE,
                  "The answer to the login holds no token that could be "
                  "used; nothing was tried again.");
    }
}

/* Others are not tried by this program: the secret would travel. */
static void
note_centre(struct scan *scan)
{
    const struct zoho *state = zoho_state(scan);

    scan_note(scan,
              arena_print(scan->mem,
                          "The login went to %s, for the data center \"%s\" "
                          "(" ZOHO_DC "). Others are %s; none of them was "
                          "tried, for the secret would have gone there.",
                          state->dc->accounts, state->dc->word,
                          zoho_dc_others(state->dc, scan->mem)));
}

/* A token that Desk refuses without a word, and at once, is mostly of another
 * data center [issues openclaw-cliq#46, trycompai/comp#3229]; one that it let
 * in before is not. */
void
zoho_tell_refused(struct scan *scan, const struct answer *answer)
{
    const struct zoho *state = zoho_state(scan);

    (void)answer;
    if (zoho_accepted(state))
        return;
    if (state->got[ZOHO_TOKEN].class == ZOHO_YES)
        scan_note(scan,
                  arena_print(scan->mem,
                              "%s gave out a token, and %s refused it at once. "
                              "The organization may live in another data "
                              "center: the address in the browser when Desk is "
                              "open tells, as desk.zoho.eu does for eu.",
                              state->dc->accounts, state->dc->desk));
    note_centre(scan);
}

/* ---- the organization ---------------------------------------------------- */

const char *
zoho_id(struct arena *arena, const struct json *json)
{
    const char *text = text_or(json_text(json), json_digits(json));
    int64_t number;

    if (text != NULL)
        return text[0] != '\0' && strlen(text) <= ID_CAP &&
                       text[strspn(text, DIGITS)] == '\0'
                   ? arena_text(arena, text)
                   : NULL;
    return json_integer(json, &number) && number > 0
               ? arena_print(arena, "%lld", (long long)number)
               : NULL;
}

const struct json *
zoho_list(const struct answer *answer)
{
    const struct json *data = json_get(answer->json, "data");

    return data != NULL && data->kind == JSON_ARRAY ? data : NULL;
}

enum zoho_told
zoho_told(const struct json *json)
{
    bool yes;

    if (!json_boolean(json, &yes))
        return ZOHO_UNTOLD;
    return yes ? ZOHO_TRUE : ZOHO_NO;
}

static const char *
trait(struct scan *scan, const struct json *json)
{
    const char *text = scan_keep(scan, json_text(json));

    return text != NULL && text[0] != '\0' ? text : NULL;
}

/* Ours. Where it is there twice and not alike, nothing of it is told. */
static void
take_ours(struct scan *scan, const struct json *item)
{
    struct zoho *state = zoho_state(scan);
    enum zoho_told admin = zoho_told(json_get(item, "isAdminInOrg"));
    const char *edition = trait(scan, json_get(item, "edition"));

    if (state->listed == ZOHO_TRUE && state->admin != admin)
        admin = ZOHO_UNTOLD;
    if (state->listed == ZOHO_TRUE && !text_same(state->edition, edition))
        edition = NULL;
    state->listed = ZOHO_TRUE;
    state->admin = admin;
    state->edition = edition;
}

/* An agent is of one organization at least: an empty list says nothing, and
 * one with something in it that cannot be read is not whole. */
bool
zoho_take_organizations(struct scan *scan, uint32_t step,
                        const struct answer *answer)
{
    struct zoho *state = zoho_state(scan);
    const struct json *list = zoho_list(answer);
    bool whole = list != NULL && list->n > 0;

    (void)step;
    for (uint32_t i = 0; list != NULL && i < list->n; i++) {
        const char *id = zoho_id(scan->mem, json_get(&list->item[i], "id"));

        if (id == NULL) {
            whole = false;
        } else if (!text_same(id, state->org)) {
            state->other = id;
        } else {
            take_ours(scan, &list->item[i]);
        }
    }
    if (state->listed == ZOHO_UNTOLD && whole)
        state->listed = ZOHO_NO;
    scan_trait(scan, "Edition", state->edition, false);
    return state->listed != ZOHO_UNTOLD;
}
