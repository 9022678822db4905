/* Each function and verb that decides a check, in each state in which the API
 * may show it: exactly the checks that ask for it change. With every option on,
 * so that no check is left out. */
#include "base/text.h"
#include "rules/model/name.h"
#include "tests/unit/connectwise.h"
#include "tests/unit/connectwise_tenant.h"

#include <string.h>

static struct cw_scan t;

/* What is done to a row; with LEVEL to one of its verbs. */
enum how { LEVEL, DROPPED, TWICE };

static const struct what {
    enum how how;
    const char *level; /* JSON, or NULL: no such key */
    const char *verdict;
} whats[] = {
    {LEVEL, "\"None\"", "fail not-granted"},
    {LEVEL, "\"My\"", "fail restricted"},
    {LEVEL, NULL, "unknown absent"},
    {LEVEL, "null", "unknown absent"},
    {LEVEL, "\"Mine\"", "unknown garbage"},
    {LEVEL, "3", "unknown garbage"},
    {LEVEL, "true", "unknown garbage"},
    {LEVEL, "[\"All\"]", "unknown garbage"},
    {LEVEL, "\"\"", "unknown garbage"},
    {LEVEL, "\"aLL\"", "pass granted"},
    {DROPPED, NULL, "unknown not-listed"},
    {TWICE, NULL, "unknown conflict"},
};

static bool
is_asked(const struct right *right)
{
    for (uint32_t i = 0; i < t.rules.n_check; i++)
        for (uint32_t c = 0; c < t.rules.check[i].n_claim; c++)
            if (t.rules.check[i].claim[c].right == right)
                return true;
    return false;
}

/* Whether the check asks for it, and for nothing in its place: neither of two
 * that will do decides alone, nor one that stands in for another's row. */
static bool
is_decided(const struct check *check, const struct what *what,
           const struct right *right)
{
    bool asks = false, other = false, stands_in = false;

    for (uint32_t c = 0; c < check->n_claim; c++) {
        const struct claim *claim = &check->claim[c];
        bool same = claim->right == right ||
                    (what->how != LEVEL && claim->right != NULL &&
                     claim->right->entity == right->entity);

        if (claim->fallback)
            stands_in = true;
        else if (same)
            asks = true;
        else
            other = true;
    }
    return asks && !other && !(stands_in && what->how == DROPPED);
}

/* One scan of a role in which that is changed; right: whose level, or one of
 * the function whose row it is. */
static void
try_right(const struct what *what, const struct right *right)
{
    const struct entity *entity = right->entity;
    const char *read =
        connectwise_function[entity - connectwise_catalogue.entity].read;
    struct fake_reply denied[] = {
        {.match = arena_print(&t.mem, "%s?pageSize=1&", text_or(read, "-")),
         .status = 403,
         .body = "{\"code\":\"Security\",\"message\":\"You do not have "
                 "security permission to perform this action.\"}"},
        {0}};
    struct cw_test_row *row = cw_row(&t, entity->name);
    uint32_t verb =
        (uint32_t)(right - connectwise_catalogue.right) - entity->right0;

    if (what->how == LEVEL)
        row->level[verb] = what->level;
    else if (what->how == DROPPED)
        cw_drop(&t, entity->name);
    else
        memcpy(cw_add(&t, row->module, row->function)->level, row->level,
               sizeof row->level);
    /* What is None is refused when it is read. */
    cw_run(&t, verb == CW_INQUIRE && text_same(what->level, "\"None\"") ? denied
                                                                        : NULL);
}

static void
ck_all(const struct what *what, const struct right *right)
{
    uint32_t decided = 0;

    for (uint32_t i = 0; i < t.rules.n_check; i++) {
        const struct check *check = &t.rules.check[i];
        bool own = is_decided(check, what, right);
        const char *wanted = own ? what->verdict
                             : text_same(check->id, "api.callbacks.create")
                                 ? "unknown needs"
                                 : "pass granted";

        decided += own;
        ck_assert_msg(text_starts(cw_verdict(&t, check->id), wanted),
                      "%s at %s: %s is %s, not %s", right->id,
                      text_or(what->level, "-"), check->id,
                      cw_verdict(&t, check->id), wanted);
    }
    /* Project Headers and Project Management decide together. */
    ck_assert(decided > 0 ||
              text_starts(right->id, "Project/Project Headers") ||
              text_starts(right->id, "Project/Project Management") ||
              (what->how == DROPPED &&
               text_starts(right->id, "Service Desk/Service Ticket - ")));
}

static void
begin(void)
{
    cw_begin(&t);
    cw_option(&t, "project-writes");
    cw_option(&t, "widgets");
}

/* Which rights are asked for. */
static bool *
find_asked(struct arena *arena)
{
    bool *asked = arena_new(arena, bool, connectwise_catalogue.n_right);

    begin();
    for (uint32_t r = 0; r < connectwise_catalogue.n_right; r++)
        asked[r] = is_asked(&connectwise_catalogue.right[r]);
    cw_end(&t);
    return asked;
}

START_TEST(levels)
{
    const struct what *what = &whats[_i];
    const struct entity *last = NULL;
    struct arena arena = {0};
    const bool *asked = find_asked(&arena);

    for (uint32_t r = 0; r < connectwise_catalogue.n_right; r++) {
        const struct right *right = &connectwise_catalogue.right[r];

        if (!asked[r] || right->entity == NULL ||
            (what->how != LEVEL && right->entity == last))
            continue;
        last = right->entity;
        begin();
        try_right(what, right);
        ck_all(what, right);
        cw_end(&t);
    }
    ck_assert_ptr_nonnull(last);
    arena_free(&arena);
}
END_TEST

Suite *
connectwise_levels_suite(void)
{
    Suite *suite = suite_create("connectwise levels");
    TCase *tests = tcase_create("levels");

    tcase_set_tags(tests, "sweep");
    tcase_add_loop_test(tests, levels, 0, (int)(sizeof whats / sizeof *whats));
    suite_add_tcase(suite, tests);
    return suite;
}
