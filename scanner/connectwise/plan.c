/* Which requests a ruleset needs. Nothing but GET, and no field that holds a
 * secret or a customer's record: the paths below are all there are. */
#include "base/text.h"
#include "rules/model/name.h"
#include "scanner/connectwise/connectwise.h"

#include <inttypes.h>

enum stage { STAGE_LOOK_UP, STAGE_LOGIN, STAGE_ROLE, STAGE_READS };

static const char *const stages[] = {"company", "login", "role", "reads", NULL};

/* Without fields the member's own record comes with its password [swagger]. */
#define MEMBER_FIELDS                                                          \
    "fields=id,licenseClass,adminFlag,inactiveFlag,securityRole,"              \
    "structureLevel,securityLocation,restrictLocationFlag,"                    \
    "restrictDepartmentFlag,restrictScheduleFlag,excludedServiceBoardIds,"     \
    "excludedProjectBoardIds"
/* Never the url: it may carry a token. */
#define CALLBACK_FIELDS "fields=id,type,level,objectId,inactiveFlag,memberId"

/* A plan in the making. */
struct making {
    struct plan *plan;
    struct arena *arena;
    bool *asked; /* by right: a check that is on asks for it */
};

static const char *const login_right[] = {CW_LOGIN, NULL};
static const char *const member_right[] = {CW_API_ONLY, NULL};

static uint32_t
add(struct making *making, struct step step)
{
    struct plan *plan = making->plan;

    step.method = "GET";
    step.content = CONTENT_NONE;
    if (step.auth == AUTH_NONE && step.stage != STAGE_LOOK_UP) {
        step.auth = AUTH_BASIC;
        step.base = BASE_API;
    }
    if (step.endpoint == NULL)
        step.endpoint = step.path;
    plan->step =
        arena_grow(making->arena, plan->step, plan->n, &plan->capacity);
    plan->step[plan->n] = step;
    return plan->n++;
}

static uint32_t
add_connect(struct making *making)
{
    static const char path[] = "login/companyinfo/{user}";
    uint32_t look_up =
        add(making, (struct step){.path = path,
                                  .purpose = "find the company's code base; "
                                             "without credentials",
                                  .after = NO_STEP,
                                  .stage = STAGE_LOOK_UP,
                                  .probe = CW_LOOK_UP,
                                  .look_up = true});

    (void)add(making, (struct step){.path = path,
                                    .purpose = "see whether the system was "
                                               "upgraded meanwhile",
                                    .when = "if something is not found",
                                    .after = look_up,
                                    .stage = STAGE_LOOK_UP,
                                    .probe = CW_LOOK_AGAIN,
                                    .look_up = true});
    return add(making, (struct step){.path = "system/info",
                                     .purpose = "log in, and see the version",
                                     .answers = login_right,
                                     .after = look_up,
                                     .stage = STAGE_LOGIN,
                                     .probe = CW_HELLO});
}

/* The ids of what is asked for of the role, NULL-ended. */
static const char *const *
asked_ids(struct making *making)
{
    const struct catalogue *all = &connectwise_catalogue;
    const char **list =
        arena_new(making->arena, const char *, (size_t)all->n_right + 1);
    uint32_t n = 0;

    for (uint32_t r = 0; r < all->n_right; r++)
        if (making->asked[r] && all->right[r].entity != NULL)
            list[n++] = all->right[r].id;
    return list;
}

/* The first page alone: should the role be refused as a login is, it is one
 * request that is. */
static uint32_t
add_role(struct making *making, uint32_t login)
{
    uint32_t first = 0, before = login;

    for (int page = 1; page <= CW_PAGES; page++) {
        before =
            add(making,
                (struct step){
                    .path = arena_print(making->arena,
                                        "system/mySecurity?pageSize=%d&page=%d",
                                        CW_PAGE_ROWS, page),
                    .endpoint = "mySecurity",
                    .purpose = "what the API member's own role grants",
                    .when = page == 1 ? NULL : "if the page before it is full",
                    .answers = page == 1 ? asked_ids(making) : NULL,
                    .after = before,
                    .stage = STAGE_ROLE,
                    .probe = CW_ROLE});
        if (page == 1)
            first = before;
    }
    return first;
}

static void
add_own(struct making *making, uint32_t role)
{
    uint32_t member;

    (void)add(making,
              (struct step){.path = "system/mySecurity/customizeItems/"
                                    "?pageSize=1000&page=1",
                            .purpose = "which Customize lists narrow a level",
                            .after = role,
                            .stage = STAGE_READS,
                            .probe = CW_ITEMS});
    member =
        add(making, (struct step){.path = "system/myMembers?" MEMBER_FIELDS,
                                  .purpose = "the kind of account, and "
                                             "what is kept from it",
                                  .answers = member_right,
                                  .after = role,
                                  .stage = STAGE_READS,
                                  .probe = CW_MEMBER});
    (void)add(making, (struct step){.path = "system/myMembers/info?fields=id,"
                                            "licenseClass",
                                    .purpose = "the kind of account",
                                    .when = "if more of it is not to be seen",
                                    .answers = member_right,
                                    .after = member,
                                    .stage = STAGE_READS,
                                    .probe = CW_MEMBER_LESS});
    (void)add(
        making,
        (struct step){.path = "system/callbacks?pageSize=1000&" CALLBACK_FIELDS,
                      .purpose = "whether its own callbacks are on",
                      .after = member,
                      .stage = STAGE_READS,
                      .probe = CW_CALLBACKS});
}

/* Only lists of which it is known that they are refused without the right. */
static void
add_reads(struct making *making, uint32_t role)
{
    for (uint32_t e = 0; e < connectwise_catalogue.n_entity; e++) {
        const struct entity *entity = &connectwise_catalogue.entity[e];
        const struct right *right = connectwise_right(entity, CW_INQUIRE);
        const char *read = connectwise_function[e].read;
        const char **id;

        if (read == NULL || !making->asked[right - connectwise_catalogue.right])
            continue;
        id = arena_new(making->arena, const char *, 2);
        id[0] = right->id;
        (void)add(
            making,
            (struct step){.path = arena_print(making->arena,
                                              "%s?pageSize=1&fields=id", read),
                          .purpose = "read one id, to see that Inquire is real",
                          .entity = entity->name,
                          .answers = id,
                          .basis = BASIS_READ,
                          .after = role,
                          .stage = STAGE_READS,
                          .probe = CW_READ});
    }
}

void
connectwise_plan(const struct ruleset *rules, struct plan *plan,
                 struct arena *arena)
{
    struct making making = {
        plan, arena, arena_new(arena, bool, connectwise_catalogue.n_right)};
    uint32_t role;

    *plan = (struct plan){.stage = stages};
    for (uint32_t i = 0; i < rules->n_check; i++) {
        const struct check *check = &rules->check[i];

        for (uint32_t c = 0; check_is_on(rules, check) && c < check->n_claim;
             c++)
            if (check->claim[c].right != NULL)
                making.asked[check->claim[c].right -
                             connectwise_catalogue.right] = true;
    }
    role = add_role(&making, add_connect(&making));
    add_own(&making, role);
    add_reads(&making, role);
}
