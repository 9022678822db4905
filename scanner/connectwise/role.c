/* The rows of the caller's own role, page by page, and what its Customize lists
 * hold. Rows are kept; what they come to is told when no more will come. */
#include "base/text.h"
#include "scanner/connectwise/connectwise.h"

#include <inttypes.h>
#include <string.h>
#include <strings.h>

/* [swagger: MySecurity] */
static const char *const level_key[CW_VERBS] = {
    [CW_ADD] = "addLevel",
    [CW_EDIT] = "editLevel",
    [CW_DELETE] = "deleteLevel",
    [CW_INQUIRE] = "inquireLevel",
};

static const char *const module_key[] = {"moduleName", "moduleIdentifier",
                                         "moduleDescription"};
static const char *const function_key[] = {"moduleFunctionName",
                                           "moduleFunctionIdentifier",
                                           "moduleFunctionDescription"};

static void
read_level(struct scan *scan, const struct json *value, struct cw_row *row,
           enum cw_verb verb)
{
    static const char *const word[] = {"None", "My", "All"};
    const char *text = json_text(value);

    row->grade[verb] = -1;
    if (value == NULL || value->kind == JSON_NULL)
        return;
    for (int grade = CW_NONE; text != NULL && grade <= CW_ALL; grade++) {
        if (text_same_fold(text, word[grade]))
            row->grade[verb] = grade;
        if (text_same(text, word[grade])) {
            row->word[verb] = word[grade]; /* no secret, whatever it is */
            return;
        }
    }
    row->word[verb] =
        text != NULL ? scan_keep(scan, text) : json_kind_name(value->kind);
}

/* A flag that is set, or that nobody can read. */
static bool
may_be_set(const struct json *value)
{
    bool set = true;

    if (value == NULL || value->kind == JSON_NULL)
        return false;
    (void)json_boolean(value, &set);
    return set;
}

/* False: a row that tells nothing. */
static bool
read_row(struct scan *scan, const struct json *json, struct cw_row *row)
{
    const struct json *custom;

    *row = (struct cw_row){.id = -1};
    if (!json_integer(json_get_fold(json, "id"), &row->id))
        return false;
    for (int i = 0; i < 3; i++) {
        row->module[i] =
            scan_keep(scan, json_text(json_get_fold(json, module_key[i])));
        row->function[i] =
            scan_keep(scan, json_text(json_get_fold(json, function_key[i])));
    }
    for (int v = 0; v < CW_VERBS; v++)
        read_level(scan, json_get_fold(json, level_key[v]), row,
                   (enum cw_verb)v);
    custom = json_get_fold(json, "customFlag");
    row->custom = may_be_set(custom);
    row->custom_told = custom != NULL && custom->kind != JSON_NULL;
    return true;
}

/* All rows are one member's: of two it could not be said whose rights these
 * are. */
static bool
same_member(struct connectwise *state, const struct json *json)
{
    const struct json *member = json_get_fold(json, "member");
    int64_t id;

    if (!json_integer(json_get_fold(member, "id"), &id))
        return true;
    if (!state->member_known)
        state->member = id;
    state->member_known = true;
    return state->member == id;
}

static const struct cw_row *
row_of(const struct connectwise *state, int64_t id)
{
    for (uint32_t i = 0; i < state->n_row; i++)
        if (state->row[i].id == id)
            return &state->row[i];
    return NULL;
}

static bool
same_text(const char *a, const char *b)
{
    return a == b || text_same(a, b);
}

/* Whether two rows of one id say the same. */
static bool
same_row(const struct cw_row *a, const struct cw_row *b)
{
    bool same = a->custom == b->custom;

    for (int i = 0; i < 3; i++)
        same = same && same_text(a->module[i], b->module[i]) &&
               same_text(a->function[i], b->function[i]);
    for (int v = 0; v < CW_VERBS; v++)
        same = same && same_text(a->word[v], b->word[v]);
    return same;
}

/* What a page is: rows to take; none that count; or such that those before do
 * not count either, for it contradicts them. */
enum page { PAGE_GOOD, PAGE_ODD, PAGE_FALSE };

static enum page
take_row(struct scan *scan, const struct json *json)
{
    struct connectwise *state = connectwise_state(scan);
    const struct cw_row *known;
    struct cw_row row;

    if (!same_member(state, json))
        return PAGE_FALSE;
    if (!read_row(scan, json, &row) || state->n_row == CW_ROWS_MOST)
        return PAGE_ODD;
    known = row_of(state, row.id);
    if (known != NULL)
        return same_row(known, &row) ? PAGE_ODD : PAGE_FALSE;
    state->row =
        arena_grow(scan->mem, state->row, state->n_row, &state->row_capacity);
    state->row[state->n_row++] = row;
    return PAGE_GOOD;
}

static enum page
take_page(struct scan *scan, const struct json *list)
{
    struct connectwise *state = connectwise_state(scan);
    uint32_t before = state->n_row;
    enum page page = PAGE_GOOD;

    for (uint32_t i = 0; i < list->n && page == PAGE_GOOD; i++)
        page = take_row(scan, &list->item[i]);
    if (page != PAGE_GOOD)
        state->n_row = page == PAGE_ODD ? before : 0;
    return page;
}

/* Whether a relation, behind its "=", is or names the page: next, "next",
 * "last next". */
static bool
names_page(const char *value, const char *page)
{
    static const char end[] = " \t\"';,";
    char quote = value[0];
    size_t length = strlen(page);

    value += quote == '"' || quote == '\'';
    while (*value != '\0' && strchr("\"';,", *value) == NULL) {
        size_t n = strcspn(value, end);

        if (n == length && strncasecmp(value, page, n) == 0)
            return true;
        value += n;
        value += strspn(value, " \t");
    }
    return false;
}

/* Whether the header tells of that page (RFC 8288, section 3.3). */
static bool
links(const struct answer *answer, const char *page)
{
    const char *at = text_or(answer->link, "");

    while ((at = strcasestr(at, "rel")) != NULL) {
        at += strlen("rel");
        at += strspn(at, " \t");
        if (*at != '=')
            continue;
        at++;
        at += strspn(at, " \t");
        if (names_page(at, page))
            return true;
    }
    return false;
}

/* Whether a list goes on behind a page: as the header says, which names pages
 * by address; the address itself is never used. Where it names none at all, a
 * page may be a full one that has as many rows as there are unless asked
 * [official: pagination], or several times as many. */
static bool
goes_on(const struct answer *answer)
{
    uint32_t n = answer->json->n;

    if (links(answer, "next"))
        return true;
    if (links(answer, "first") || links(answer, "prev") ||
        links(answer, "last"))
        return false;
    return n > 0 && n % CW_PAGE_DEFAULT == 0;
}

static bool
is_list(const struct answer *answer)
{
    return answer->kind == ANSWER_OK && answer->json->kind == JSON_ARRAY;
}

/* Why what the rows do not hold is not known. */
static enum reason
reason_for(struct scan *scan, uint32_t step, const struct answer *answer)
{
    if (connectwise_denied(answer)) {
        scan_note(scan, "The role does not let the API member see its own "
                        "rights, so none of them could be judged; reads alone "
                        "prove nothing.");
        return WHY_API_ERROR;
    }
    if (answer->kind == ANSWER_OK)
        return WHY_GARBAGE;
    if (answer->kind == ANSWER_NOT_OFFERED)
        scan_note(scan, "The system does not offer the list of the API "
                        "member's own rights (system/mySecurity), so none of "
                        "them could be judged; reads alone prove nothing.");
    return answer->kind == ANSWER_NOT_OFFERED ? WHY_ABSENT
                                              : scan->progress[step].reason;
}

static void
want_next(struct scan *scan, uint32_t step)
{
    if (step + 1 < scan->plan->n && scan->plan->step[step + 1].probe == CW_ROLE)
        scan_want(scan, step + 1);
    else
        connectwise_state(scan)->missing = WHY_GARBAGE; /* it never ends */
}

void
connectwise_hear_role(struct scan *scan, uint32_t step,
                      const struct answer *answer)
{
    struct connectwise *state = connectwise_state(scan);

    if (state->exchange == NO_EXCHANGE)
        state->exchange = scan->progress[step].exchange;
    if (!is_list(answer)) {
        state->missing = reason_for(scan, step, answer);
        scan->progress[step].reason = state->missing;
        return;
    }
    if (take_page(scan, answer->json) != PAGE_GOOD) {
        scan_said(scan, step,
                  "rows that came before, of two members, or that are none");
        state->missing = WHY_GARBAGE;
        scan->progress[step].reason = WHY_GARBAGE;
        return;
    }
    scan_said(scan, step,
              arena_print(scan->mem, "%" PRIu32 " functions of the role",
                          answer->json->n));
    if (goes_on(answer))
        want_next(scan, step);
    else
        state->ended = true;
}

/* ---- Customize lists ----------------------------------------------------- */

void
connectwise_hear_items(struct scan *scan, uint32_t step,
                       const struct answer *answer)
{
    struct connectwise *state = connectwise_state(scan);
    bool whole = is_list(answer) && !goes_on(answer);

    for (uint32_t i = 0; is_list(answer) && i < answer->json->n; i++) {
        const struct json *json = &answer->json->item[i];
        const char *group =
            json_text(json_get_fold(json, "customizeIdentifier"));
        const char *name = json_text(json_get_fold(json, "itemIdentifier"));

        if (group == NULL || name == NULL) {
            whole = false;
            continue;
        }
        state->item = arena_grow(scan->mem, state->item, state->n_item,
                                 &state->item_capacity);
        state->item[state->n_item++] =
            (struct cw_item){scan_keep(scan, group), scan_keep(scan, name)};
    }
    state->items_whole = whole;
    if (is_list(answer))
        scan_said(scan, step,
                  arena_print(scan->mem, "%" PRIu32 " items", answer->json->n));
}
