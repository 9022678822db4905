/* Which requests a ruleset needs: a look-up, a token, one id of the directory,
 * and of each mailbox that was named an empty minute of the past. No record is
 * read, and the paths below are all there are. */
#include "base/text.h"
#include "rules/model/name.h"
#include "rules/model/subject.h"
#include "scanner/microsoft365/microsoft365.h"

enum stage { STAGE_TENANT, STAGE_LOGIN, STAGE_READS };

static const char *const stages[] = {"tenant", "login", "reads", NULL};

/* The templates of forms: what is in capitals is a secret, filled in on the
 * way out [official: v2-oauth2-client-creds, certificate credentials]. */
#define FORM(scope) "client_id={client}&scope={" scope "}"
#define SECRET      "&client_secret={" MS_SECRET "}"
#define ASSERTED                                                               \
    "&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3A"                    \
    "client-assertion-type%3Ajwt-bearer&client_assertion={ASSERTION}"
#define GRANT      "&grant_type=client_credentials"
#define TOKEN_PATH "{tenant}/oauth2/v2.0/token"

/* A window without any event; both ends have to be given. */
#define MINUTE                                                                 \
    "startDateTime=2000-01-01T00:00:00Z&endDateTime=2000-01-01T00:01:00Z"

static const char *const login_rights[] = {MS_LOGIN, MS_APP_ONLY, NULL};

/* A plan in the making. */
struct making {
    const struct ruleset *rules;
    struct plan *plan;
    struct arena *arena;
    const bool *asked;
};

static uint32_t
add(struct making *making, struct step step)
{
    struct plan *plan = making->plan;

    if (step.method == NULL)
        step.method = "GET";
    if (step.endpoint == NULL)
        step.endpoint = step.path;
    plan->step =
        arena_grow(making->arena, plan->step, plan->n, &plan->capacity);
    plan->step[plan->n] = step;
    return plan->n++;
}

static uint32_t
add_token(struct making *making, struct step step)
{
    step.method = "POST";
    step.path = TOKEN_PATH;
    step.content = CONTENT_FORM;
    step.token = MS_ASSERTION;
    step.signs_in = step.stage == STAGE_LOGIN;
    return add(making, step);
}

/* The rights of the account and all permissions that are asked for. */
static const char *const *
token_rights(struct making *making)
{
    const struct catalogue *all = &microsoft365_catalogue;
    const char **list =
        arena_new(making->arena, const char *, (size_t)all->n_entity + 3);
    uint32_t n = 0;

    for (const char *const *id = login_rights; *id != NULL; id++)
        list[n++] = *id;
    for (uint32_t e = 0; e < all->n_entity; e++)
        if (making->asked[e])
            list[n++] = all->right[all->entity[e].right0].id;
    return list;
}

/* Gives the step after which there is a token. Which of the ways to one is
 * taken, the credential says; each of them lets the next have its turn. */
static uint32_t
add_login(struct making *making)
{
    const char *const *rights = token_rights(making);
    uint32_t last = add(
        making,
        (struct step){.path = "{tenant}/v2.0/.well-known/openid-configuration",
                      .purpose = "see that there is such a tenant, and in "
                                 "which cloud; without credential",
                      .after = NO_STEP,
                      .stage = STAGE_TENANT,
                      .probe = MS_DISCOVERY});

    last = add_token(making,
                     (struct step){.body = FORM("graph_scope") SECRET GRANT,
                                   .purpose = "a token, by secret",
                                   .when = "if there is a secret",
                                   .answers = rights,
                                   .after = last,
                                   .stage = STAGE_LOGIN,
                                   .probe = MS_BY_SECRET});
    last = add_token(making,
                     (struct step){.body = FORM("graph_scope") ASSERTED GRANT,
                                   .purpose = "a token, by certificate",
                                   .when = "if there is a certificate",
                                   .answers = rights,
                                   .after = last,
                                   .stage = STAGE_LOGIN,
                                   .probe = MS_BY_PS256});
    return add_token(
        making, (struct step){.body = FORM("graph_scope") ASSERTED GRANT,
                              .purpose = "the same, with the older hash of "
                                         "the certificate",
                              .when = "if the newer one is not known",
                              .answers = rights,
                              .after = last,
                              .stage = STAGE_LOGIN,
                              .probe = MS_BY_RS256});
}

static bool
option_on(const struct ruleset *rules, const char *name)
{
    for (uint32_t i = 0; i < rules->n_option; i++)
        if (rules->option[i].on && text_same(rules->option[i].name, name))
            return true;
    return false;
}

static bool
asks_exchange(const struct making *making)
{
    for (uint32_t e = 0; e < microsoft365_catalogue.n_entity; e++)
        if (making->asked[e] &&
            microsoft365_permission[e].audience == MS_EXCHANGE)
            return true;
    return option_on(making->rules, MS_EXCHANGE_AUDIENCE);
}

/* Whatever it answers, it is not the login: that was accepted before. */
static void
add_exchange(struct making *making, uint32_t login)
{
    static const char purpose[] =
        "a token for Exchange, to see what it grants by itself";

    (void)add_token(making,
                    (struct step){.body = FORM("exchange_scope") SECRET GRANT,
                                  .purpose = purpose,
                                  .when = "if there is a secret",
                                  .after = login,
                                  .stage = STAGE_READS,
                                  .probe = MS_EXCHANGE_BY_SECRET});
    (void)add_token(making,
                    (struct step){.body = FORM("exchange_scope") ASSERTED GRANT,
                                  .purpose = purpose,
                                  .when = "if there is a certificate",
                                  .after = login,
                                  .stage = STAGE_READS,
                                  .probe = MS_EXCHANGE_BY_KEY});
}

/* One at a time on a mailbox [issue twenty#11070]. */
static void
add_mailbox(struct making *making, const struct subject *subject, uint32_t nth,
            uint32_t login)
{
    const char *right = subject_right(subject->name, nth, making->arena);
    const char **id = arena_new(making->arena, const char *, 2);

    id[0] = right;
    (void)add(
        making,
        (struct step){
            .path = arena_print(making->arena,
                                "v1.0/users/{%s}/calendarView?" MINUTE
                                "&$top=1&$select=id",
                                right),
            .purpose = arena_print(making->arena,
                                   "see whether the calendar of %s can be read",
                                   subject_title(subject, nth, making->arena)),
            .answers = id,
            .basis = BASIS_READ,
            .settles = true,
            .after = login,
            .stage = STAGE_READS,
            .probe = MS_MAILBOX,
            .dialect = &microsoft365_graph_dialect,
            .base = BASE_API,
            .auth = AUTH_BEARER,
            .token = MS_GRAPH_TOKEN});
}

static void
add_reads(struct making *making, uint32_t login)
{
    const struct ruleset *rules = making->rules;

    (void)add(making,
              (struct step){.path = "v1.0/users?$top=1&$select=id",
                            .purpose = "read one id, to see that the directory "
                                       "can be read",
                            .after = login,
                            .stage = STAGE_READS,
                            .probe = MS_USERS,
                            .dialect = &microsoft365_graph_dialect,
                            .base = BASE_API,
                            .auth = AUTH_BEARER,
                            .token = MS_GRAPH_TOKEN});
    for (uint32_t i = 0; i < rules->n_subject; i++)
        for (uint32_t nth = 1;
             subject_is_first(rules, i) && nth <= rules->subject[i].n_value;
             nth++)
            add_mailbox(making, &rules->subject[i], nth, login);
}

void
microsoft365_plan(const struct ruleset *rules, struct plan *plan,
                  struct arena *arena)
{
    struct making making = {
        rules, plan, arena,
        ruleset_asks(rules, &microsoft365_catalogue, arena)};
    uint32_t login;

    *plan = (struct plan){.stage = stages};
    login = add_login(&making);
    add_reads(&making, login);
    if (asks_exchange(&making))
        add_exchange(&making, login);
}
