/* Which requests a ruleset needs: a token on behalf of nobody, then one for
 * each scope that rules ask for, and a read with it that carries nothing but
 * its own name away; then the scopes that nobody asks for, the riskiest first.
 */
#include "base/text.h"
#include "rules/model/name.h"
#include "rules/model/subject.h"
#include "scanner/google/google.h"

enum stage { STAGE_LOGIN, STAGE_SCOPES, STAGE_BEYOND };

static const char *const stages[] = {"login", "scopes", "other scopes", NULL};

/* RFC 7523, section 2.1; what is in capitals is a secret. */
#define FORM                                                                   \
    "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer"         \
    "&assertion={ASSERTION}"

/* "fields=kind" leaves of an answer the name of its kind [official: partial
 * responses], and without a customer the list of users is refused [issue
 * 66degrees/agm#9]. */
#define ONE "maxResults=1&fields=kind"
const struct google_call google_call[] = {
    [GOOGLE_READ_NONE] = {NULL, NULL, GOOGLE_OTHER},
    [GOOGLE_READ_EVENTS] = {"calendar/v3/calendars/primary/events?" ONE,
                            "calendar#events", GOOGLE_CALENDAR},
    [GOOGLE_READ_CALENDAR_LIST] = {"calendar/v3/users/me/calendarList?" ONE,
                                   "calendar#calendarList", GOOGLE_CALENDAR},
    [GOOGLE_READ_ACL] = {"calendar/v3/calendars/primary/acl?" ONE,
                         "calendar#acl", GOOGLE_CALENDAR},
    [GOOGLE_READ_SETTINGS] = {"calendar/v3/users/me/settings?" ONE,
                              "calendar#settings", GOOGLE_CALENDAR},
    [GOOGLE_READ_USERS] = {"admin/directory/v1/users?customer=my_customer&" ONE,
                           "admin#directory#users", GOOGLE_DIRECTORY},
    [GOOGLE_READ_GROUPS] =
        {"admin/directory/v1/groups?customer=my_customer&" ONE,
         "admin#directory#groups", GOOGLE_DIRECTORY},
};

static const char *const login_rights[] = {GOOGLE_LOGIN, NULL};

/* A plan in the making. */
struct making {
    struct plan *plan;
    struct arena *arena;
    struct google_people people;
    const struct ruleset *rules;
    const bool *asked;
    uint32_t *shows; /* by person: the scope that shows whether one is reached;
                        NOBODY: none does */
    uint32_t last[GOOGLE_LANES]; /* by lane: what the next has to wait for */
    uint32_t n_token;
    enum stage stage;
};

static uint32_t
add(struct making *making, struct step step)
{
    struct plan *plan = making->plan;

    if (making->people.n == 0 && step.probe != GOOGLE_SELF)
        step.when = "if it is said on whose behalf";
    plan->step =
        arena_grow(making->arena, plan->step, plan->n, &plan->capacity);
    plan->step[plan->n] = step;
    return plan->n++;
}

static const char *const *
right_alone(struct making *making, const char *right)
{
    const char **list = arena_new(making->arena, const char *, 2);

    list[0] = right;
    return list;
}

/* A token for a scope, in the next lane; person: NOBODY if it may be any.
 * Gives the lane. */
static uint32_t
add_token(struct making *making, uint32_t entity, uint32_t person,
          enum google_probe probe)
{
    const struct entity *scope = &google_catalogue.entity[entity];
    const char *right = google_catalogue.right[scope->right0].id;
    uint32_t lane = making->n_token++ % GOOGLE_LANES;
    uint32_t token =
        lane + (probe == GOOGLE_WATCH ? GOOGLE_WATCH_TOKEN : GOOGLE_TOKEN);
    const struct google_person *who =
        person == NOBODY ? NULL : &making->people.item[person];
    const char *title =
        who == NULL ? "" : subject_title(who->subject, who->nth, making->arena);

    making->last[lane] =
        add(making,
            (struct step){.method = "POST",
                          .path = "token",
                          .body = FORM,
                          .endpoint = arena_print(making->arena, "token %s %s",
                                                  scope->name, title),
                          .purpose = arena_print(
                              making->arena, "a token for %s alone%s%s",
                              scope->name, who == NULL ? "" : ", as ", title),
                          .entity = scope->name,
                          .answers = right_alone(making, right),
                          .after = making->last[lane],
                          .stage = (uint16_t)making->stage,
                          .probe = (uint16_t)probe,
                          .signs_in = true,
                          .content = CONTENT_FORM,
                          .token = token + GOOGLE_LANES});
    return lane;
}

/* What that token opens. */
static void
add_trial(struct making *making, uint32_t entity, uint32_t person,
          uint32_t lane)
{
    enum google_read read = google_scope[entity].opens;
    const struct google_call *call = &google_call[read];
    const struct google_person *who =
        person == NOBODY ? NULL : &making->people.item[person];

    if (read == GOOGLE_READ_NONE)
        return;
    making->last[lane] =
        add(making,
            (struct step){
                .method = "GET",
                .path = call->path,
                .endpoint = arena_print(making->arena, "%s %u", call->path,
                                        (unsigned)making->plan->n),
                .purpose = arena_print(making->arena, "see whether %s opens it",
                                       google_catalogue.entity[entity].name),
                .entity = google_catalogue.entity[entity].name,
                .answers = who == NULL ? NULL : right_alone(making, who->right),
                .basis = BASIS_READ,
                .settles = true,
                .after = making->last[lane],
                .stage = (uint16_t)making->stage,
                .probe = GOOGLE_TRIAL,
                .dialect = &google_api_dialect,
                .base = call->api == GOOGLE_CALENDAR ? GOOGLE_CALENDAR_BASE
                                                     : GOOGLE_DIRECTORY_BASE,
                .auth = AUTH_BEARER,
                .token = GOOGLE_TOKEN + lane});
}

/* Whether a file tries reads on that subject, or, where it is NULL, asks for
 * that scope. */
static bool
has_claim(const struct ruleset *rules, uint32_t pack,
          const struct subject *subject, const struct entity *scope)
{
    for (uint32_t i = 0; i < rules->n_check; i++) {
        const struct check *check = &rules->check[i];

        if (rules->rule[check->rule].pack != pack || !check_is_on(rules, check))
            continue;
        for (uint32_t c = 0; c < check->n_claim; c++) {
            const struct claim *claim = &check->claim[c];

            if (subject == NULL
                    ? claim->right != NULL && claim->right->entity == scope
                    : claim->subject != NULL &&
                          text_same(claim->subject->name, subject->name))
                return true;
        }
    }
    return false;
}

/* Whether the file that wants somebody reached asks for that scope as well:
 * then its product reaches people with it. */
static bool
goes_with(const struct ruleset *rules, const struct subject *subject,
          const struct entity *scope)
{
    for (uint32_t pack = 0; pack < rules->n_pack; pack++)
        if (has_claim(rules, pack, subject, NULL) &&
            has_claim(rules, pack, NULL, scope))
            return true;
    return false;
}

/* Which scope shows best whether somebody can be reached: of those that are
 * asked for and open what that is measured by, one of the file that wants it
 * comes first. */
static uint32_t
shows_reach(const struct making *making, const struct google_person *person)
{
    static const enum google_read by[2][3] = {
        {GOOGLE_READ_EVENTS, GOOGLE_READ_CALENDAR_LIST, GOOGLE_READ_SETTINGS},
        {GOOGLE_READ_USERS, GOOGLE_READ_GROUPS, GOOGLE_READ_GROUPS},
    };
    uint32_t other = NOBODY;

    for (size_t i = 0; i < 3; i++)
        for (uint32_t e = 0; e < google_catalogue.n_entity; e++) {
            if (!making->asked[e] ||
                google_scope[e].opens != by[person->administrator][i])
                continue;
            if (goes_with(making->rules, person->subject,
                          &google_catalogue.entity[e]))
                return e;
            if (other == NOBODY)
                other = e;
        }
    return other;
}

static void
find_shows(struct making *making)
{
    const struct google_people *people = &making->people;

    making->shows = arena_new(making->arena, uint32_t, people->n);
    for (uint32_t i = 0; i < people->n; i++)
        making->shows[i] =
            i > 0 && people->item[i].subject == people->item[i - 1].subject
                ? making->shows[i - 1]
                : shows_reach(making, &people->item[i]);
}

static bool
is_first(const struct making *making, uint32_t person)
{
    for (uint32_t i = 0; i < person; i++)
        if (making->people.item[i].administrator ==
            making->people.item[person].administrator)
            return false;
    return true;
}

/* Everybody who was named: the first of each kind, or the others. */
static void
add_people(struct making *making, bool first)
{
    for (uint32_t i = 0; i < making->people.n; i++) {
        uint32_t entity = making->shows[i];

        if (is_first(making, i) != first || entity == NOBODY)
            continue;
        add_trial(making, entity, i,
                  add_token(making, entity, i, GOOGLE_PERSON));
    }
}

/* Whether some named person's token is one for this scope. */
static bool
is_covered(const struct making *making, uint32_t entity)
{
    for (uint32_t i = 0; i < making->people.n; i++)
        if (making->shows[i] == entity)
            return true;
    return false;
}

static void
add_asked(struct making *making)
{
    making->stage = STAGE_SCOPES;
    add_people(making, true);
    for (uint32_t e = 0; e < google_catalogue.n_entity; e++)
        if (making->asked[e] && !is_covered(making, e))
            add_trial(making, e, NOBODY,
                      add_token(making, e, NOBODY, GOOGLE_ANY));
    add_people(making, false);
}

/* On whose behalf these are tried is known when all that is asked for was
 * tried: the first of each lane waits for all of that. */
static void
add_beyond(struct making *making)
{
    uint32_t last = making->plan->n - 1, n = 0;

    making->stage = STAGE_BEYOND;
    for (uint32_t lane = 0; lane < GOOGLE_LANES; lane++)
        making->last[lane] = last;
    for (uint32_t i = 0; i < google_n_watch; i++) {
        uint32_t lane;

        if (making->asked[google_watch[i]])
            continue;
        lane = add_token(making, google_watch[i], NOBODY, GOOGLE_WATCH);
        making->plan->step[making->last[lane]].gathers = n++ < GOOGLE_LANES;
    }
}

/* The first that is asked for: a token without a person is given out for any
 * that Google knows, whatever is delegated [issues google-auth-library-ruby
 * #123 #210]. */
static uint32_t
login_scope(const struct ruleset *rules)
{
    for (uint32_t i = 0; i < rules->n_check; i++)
        for (uint32_t c = 0; c < rules->check[i].n_claim; c++) {
            const struct right *right = rules->check[i].claim[c].right;

            if (right != NULL && right->entity != NULL &&
                check_is_on(rules, &rules->check[i]))
                return (uint32_t)(right->entity - google_catalogue.entity);
        }
    return google_watch[0];
}

static uint32_t
add_login(struct making *making, const struct ruleset *rules)
{
    const struct entity *scope = &google_catalogue.entity[login_scope(rules)];

    return add(making,
               (struct step){.method = "POST",
                             .path = "token",
                             .body = FORM,
                             .endpoint = "token",
                             .purpose = "a token of the account's own, as "
                                        "nobody: does the key work?",
                             .entity = scope->name,
                             .answers = login_rights,
                             .after = NO_STEP,
                             .stage = STAGE_LOGIN,
                             .probe = GOOGLE_SELF,
                             .signs_in = true,
                             .content = CONTENT_FORM,
                             .token = GOOGLE_ASSERTION});
}

void
google_plan(const struct ruleset *rules, struct plan *plan, struct arena *arena)
{
    struct making making = {.plan = plan,
                            .arena = arena,
                            .people = google_people(rules, arena),
                            .rules = rules,
                            .asked =
                                ruleset_asks(rules, &google_catalogue, arena)};
    uint32_t login;

    find_shows(&making);
    *plan = (struct plan){.stage = stages};
    login = add_login(&making, rules);
    for (uint32_t lane = 0; lane < GOOGLE_LANES; lane++)
        making.last[lane] = login;
    add_asked(&making);
    add_beyond(&making);
}
