/* What the rows of the role come to, once no more will come. A row that is
 * there declares; one that is not there denies nothing. */
#include "base/out.h"
#include "base/text.h"
#include "rules/model/name.h"
#include "scanner/connectwise/connectwise.h"

#include <inttypes.h>
#include <string.h>

struct telling {
    struct scan *scan;
    const struct connectwise *state;
    struct cw_match match;
    bool whole;    /* the rows are all there are */
    bool withheld; /* and those without any right are among them */
};

static void
tell_one(struct telling *t, struct observation seen)
{
    seen.basis = BASIS_DECLARED;
    seen.exchange = t->state->exchange;
    scan_observe(t->scan, &seen);
}

/* ---- Customize lists ----------------------------------------------------- */

/* The items of a group, in a row; "" if there are none. */
static const char *
items_of(const struct telling *t, const char *group)
{
    struct out out = {0};
    const char *text;

    for (uint32_t i = 0; group != NULL && i < t->state->n_item; i++)
        if (text_same_fold(t->state->item[i].group, group))
            (void)out_print(&out, "%s%s", out.length > 0 ? "; " : "",
                            t->state->item[i].name);
    text = arena_text(t->scan->mem, out_string(&out));
    out_free(&out);
    return text;
}

/* Whether the list shows what is allowed or what is not is documented nowhere,
 * nor whether the flag means that there is one or that there could be. So a
 * level that is high enough may be worth less; also where a list may be had and
 * neither it nor the flag was to be seen. */
static const char *
narrowing(const struct telling *t, const struct cw_row *row, const char *group)
{
    const char *items = items_of(t, group);
    bool known = row->custom_told || t->state->items_whole || group == NULL;

    if (!row->custom && items[0] == '\0' && known)
        return NULL;
    if (items[0] == '\0')
        items =
            t->state->items_whole ? "it names nothing" : "it could not be read";
    return arena_print(t->scan->mem,
                       "the level is 'All', but its Customize list may narrow "
                       "it (%s), and the API does not tell whether the list is "
                       "of what is allowed or of what is not; a person has to "
                       "look",
                       items);
}

/* ---- rows ---------------------------------------------------------------- */

/* A level of which less may be left is held at least in part: never none. */
static void
tell_level(struct telling *t, const struct cw_row *row, enum cw_verb verb,
           const char *right, const char *narrow)
{
    int64_t grade = row->grade[verb];
    struct observation seen = {.right = right,
                               .low = grade,
                               .high = grade,
                               .reason = WHY_GRANTED,
                               .said = row->word[verb]};

    if (grade < 0) {
        seen.low = seen.high = 0;
        seen.reason = seen.said == NULL ? WHY_ABSENT : WHY_GARBAGE;
    } else if (grade == CW_ALL && narrow != NULL) {
        seen.low = CW_MY;
        seen.why = narrow;
    }
    tell_one(t, seen);
}

static void
tell_row(struct telling *t, const struct cw_row *row, const char *name,
         const char *group)
{
    const char *narrow = narrowing(t, row, group);

    for (uint32_t v = 0; v < CW_VERBS; v++)
        tell_level(
            t, row, (enum cw_verb)v,
            found_right(name, connectwise_catalogue.verb[v].word, t->scan->mem),
            narrow);
}

static void
tell_doubt(struct telling *t, const struct entity *entity,
           struct observation seen)
{
    for (uint32_t v = 0; v < CW_VERBS; v++) {
        seen.right = connectwise_right(entity, (enum cw_verb)v)->id;
        tell_one(t, seen);
    }
}

/* ---- functions without a row --------------------------------------------- */

static const char *
absence(const struct telling *t, const struct cw_function *function,
        const struct cw_row *near)
{
    const char *hint =
        near == NULL ? ""
                     : arena_print(t->scan->mem, "; the nearest name is '%s'",
                                   near->function[0]);
    const char *hides =
        t->withheld ? ""
                    : "; the list holds no function without any right, so this "
                      "one may be left out because it is None";

    return arena_print(t->scan->mem,
                       "the role's list has no function '%s' in %s%s%s",
                       function->function, function->module, hint, hides);
}

static void
tell_absent(struct telling *t, const struct entity *entity)
{
    const struct cw_function *function =
        &connectwise_function[entity - connectwise_catalogue.entity];
    const struct cw_row *near;

    if (!t->whole) {
        tell_doubt(t, entity,
                   (struct observation){.reason = t->state->missing});
        return;
    }
    near =
        connectwise_nearest(t->state, &t->match, function, &t->scan->scratch);
    tell_doubt(t, entity,
               (struct observation){.reason = WHY_NOT_LISTED,
                                    .gone = t->withheld && near == NULL,
                                    .why = absence(t, function, near)});
}

static void
tell_function(struct telling *t, uint32_t e)
{
    const struct entity *entity = &connectwise_catalogue.entity[e];
    uint32_t row = t->match.row[e];

    if (t->match.twice[e])
        tell_doubt(t, entity,
                   (struct observation){
                       .reason = WHY_CONFLICT,
                       .why = "the role's list has several rows for it"});
    else if (row == CW_NO_ROW)
        tell_absent(t, entity);
    else
        tell_row(t, &t->state->row[row], entity->name,
                 connectwise_function[e].customize);
}

/* A row that is no function anybody here has heard of: found all the same. */
static void
tell_stranger(struct telling *t, const struct cw_row *row)
{
    const char *module = text_or(row->module[0], row->module[1]);
    const char *function = text_or(row->function[0], row->function[1]);
    const char *name;

    module = text_or(module, "?");
    function = text_or(function, "?");
    name = arena_print(t->scan->mem, "%s/%s", module, function);
    scan_found(t->scan, name, module, RISK_NONE);
    tell_row(t, row, name, NULL);
}

/* ---- the whole ----------------------------------------------------------- */

/* A role without these is none that anything could be done with: if they are
 * not there, it is the list that is not. */
static bool
has_modules(const struct cw_match *match)
{
    static const char *const needed[] = {"Companies", "Service Desk", "System"};

    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
        uint32_t e = 0;

        while (e < connectwise_catalogue.n_entity &&
               (match->row[e] == CW_NO_ROW ||
                !text_same(connectwise_catalogue.entity[e].section, needed[i])))
            e++;
        if (e == connectwise_catalogue.n_entity)
            return false;
    }
    return true;
}

static bool
is_all(const struct cw_row *row, int64_t grade)
{
    uint32_t n = 0;

    for (int v = 0; v < CW_VERBS; v++) {
        if (row->word[v] != NULL && row->grade[v] != grade)
            return false;
        n += row->word[v] != NULL;
    }
    return n > 0;
}

static uint32_t
count_all(const struct connectwise *state, int64_t grade)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < state->n_row; i++)
        n += is_all(&state->row[i], grade);
    return n;
}

/* One by its flag or its role's name, or by a role that grants all but
 * everything; none only where both were seen. */
static void
tell_administrator(struct telling *t)
{
    const struct connectwise *state = t->state;
    uint32_t all = count_all(state, CW_ALL);
    bool most = t->whole && (uint64_t)all * 10 >= (uint64_t)state->n_row * 9;
    bool admin = state->admin != NULL;
    bool known = admin || most || (state->admin_known && t->whole);
    struct observation seen = {.right = CW_ADMINISTRATOR,
                               .low = admin || most,
                               .high = admin || most,
                               .reason = known      ? WHY_GRANTED
                                         : t->whole ? WHY_ABSENT
                                                    : state->missing,
                               .basis = BASIS_DECLARED,
                               .exchange = state->exchange};

    if (most)
        seen.said = arena_print(t->scan->mem,
                                "All in %" PRIu32 " of %" PRIu32
                                " functions of the role",
                                all, state->n_row);
    if (admin) {
        seen.said = state->admin;
        seen.exchange = state->admin_exchange;
    }
    scan_observe(t->scan, &seen);
}

static void
settle_list(struct telling *t)
{
    struct connectwise *state = connectwise_state(t->scan);

    t->whole =
        state->ended && state->missing == WHY_GRANTED && has_modules(&t->match);
    t->withheld = t->whole && count_all(state, CW_NONE) > 0;
    if (state->missing == WHY_GRANTED)
        state->missing = WHY_GARBAGE;
}

/* The engine knows why a page that was never answered was not. */
static void
find_gap(struct scan *scan)
{
    struct connectwise *state = connectwise_state(scan);

    for (uint32_t i = 0; i < scan->plan->n; i++) {
        const struct progress *progress = &scan->progress[i];

        if (scan->plan->step[i].probe != CW_ROLE ||
            progress->state == STEP_ANSWERED ||
            (scan->plan->step[i].when != NULL && !progress->wanted))
            continue;
        if (state->missing == WHY_GRANTED)
            state->missing = scan_reason(scan, i);
    }
}

void
connectwise_conclude(struct scan *scan)
{
    struct telling t = {.scan = scan, .state = connectwise_state(scan)};

    if (t.state->exchange == NO_EXCHANGE && t.state->admin == NULL)
        return;
    find_gap(scan);
    t.match = connectwise_match(t.state, &scan->scratch);
    settle_list(&t);
    for (uint32_t e = 0; e < connectwise_catalogue.n_entity; e++)
        tell_function(&t, e);
    for (uint32_t i = 0; i < t.state->n_row; i++)
        if (!t.match.used[i])
            tell_stranger(&t, &t.state->row[i]);
    tell_administrator(&t);
    if (t.whole && !t.state->items_whole)
        scan_note(scan, "What Customize lists hold could not be read in full, "
                        "so a level may be worth less than it says where its "
                        "row does not tell of a list.");
}
