/* Excess of the shipped rules in the real catalogue: what the tenants of the
 * simulator hold without need, and that the table of risks is whole. */
#include "base/json.h"
#include "base/text.h"
#include "rules/judge/excess.h"
#include "rules/model/scale.h"
#include "scanner/autotask/catalogue.h"
#include "tests/unit/rules_test.h"

#include <string.h>

static struct arena mem;

static void
teardown(void)
{
    arena_free(&mem);
}

static struct ruleset
horizon(void)
{
    struct file_text text = source_text(&mem, "rules/horizon-autotask.json");

    return rules_good(&mem, text.bytes, &autotask_catalogues);
}

/* A level of a tenant file: one word for all accesses, or an object. */
static const char *
tenant_level(const struct json *rights, const char *verb)
{
    const char *word =
        json_text(json_text(rights) != NULL ? rights : json_get(rights, verb));

    return text_same(word, "All")          ? "all"
           : text_same(word, "Restricted") ? "restricted"
                                           : "none";
}

/* What a tenant of the simulator would say of every right. */
static struct facts
tenant(const char *name)
{
    const struct catalogue *all = &autotask_catalogue;
    struct file_text text = source_text(
        &mem, arena_print(&mem, "tests/simulator/tenants/%s.json", name));
    const struct json *file = json_parse(&mem, text.bytes, text.length, NULL);
    const struct json *level = json_get(file, "securityLevel");
    struct observation *seen =
        arena_new(&mem, struct observation, all->n_right);
    struct facts facts = {.observation = seen, .missing = WHY_NOT_PROBED};

    ck_assert_ptr_nonnull(level);
    for (uint32_t i = 0; i < all->n_right; i++) {
        const struct right *right = &all->right[i];
        const struct json *rights = NULL;

        if (right->about != NULL)
            continue;
        rights = json_get(json_get(level, "entities"), right->entity->name);
        if (rights == NULL)
            rights = json_get(level, "default");
        seen[facts.n_observation++] =
            seen_of(right, BASIS_DECLARED, tenant_level(rights, right->verb),
                    WHY_GRANTED);
    }
    return facts;
}

START_TEST(what_the_table_asks_is_no_excess)
{
    struct ruleset set = horizon();
    struct facts facts = tenant("table");
    struct excesses found =
        excess_find(&set, &autotask_catalogue, &facts, &mem);

    ck_assert_msg(found.n == 0, "%s", found.n > 0 ? found.item[0].id : "");
    ck_assert_uint_eq(found.coverage.total, 232);
    ck_assert_uint_eq(found.coverage.judged, 232);
}
END_TEST

static bool
asked_for(const struct ruleset *set, const struct right *right)
{
    for (uint32_t i = 0; i < set->n_check; i++)
        for (uint32_t c = 0; c < set->check[i].n_claim; c++)
            if (set->check[i].claim[c].right == right &&
                set->check[i].option == NULL)
                return true;
    return false;
}

static uint32_t
rows_of(const struct excesses *found, const struct right *right)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < found->n; i++)
        n += text_same(found->item[i].entity, right->entity->name) &&
             text_same(found->item[i].access, right->verb);
    return n;
}

/* The riskiest first, then as the editor and the catalogue have them. */
static void
check_order(const struct excesses *found)
{
    const struct catalogue *all = &autotask_catalogue;

    for (uint32_t i = 1; i < found->n; i++) {
        const struct excess *a = &found->item[i - 1], *b = &found->item[i];
        int order = strcmp(a->section, b->section);

        if (order == 0)
            order = strcmp(a->entity, b->entity);
        ck_assert(a->risk > b->risk ||
                  (a->risk == b->risk &&
                   (order < 0 ||
                    (order == 0 && catalogue_verb(all, a->access) <
                                       catalogue_verb(all, b->access)))));
    }
}

START_TEST(a_copied_system_level_gives_each_away_once)
{
    const struct catalogue *all = &autotask_catalogue;
    struct ruleset set = horizon(), strict = set;
    struct facts facts = tenant("full");
    struct excesses kind = excess_find(&set, all, &facts, &mem);
    struct excesses found;
    uint32_t expected = 0;

    strict.n_tolerance = 0;
    found = excess_find(&strict, all, &facts, &mem);
    for (uint32_t i = 0; i < all->n_right; i++) {
        const struct right *right = &all->right[i];
        bool excess = right->offered && !asked_for(&set, right);

        if (right->about != NULL)
            continue;
        ck_assert_uint_eq(rows_of(&found, right), excess ? 1 : 0);
        expected += excess;
    }
    ck_assert_uint_eq(found.n, expected);
    ck_assert_uint_eq(kind.n + kind.coverage.tolerated, expected);
    ck_assert_uint_gt(kind.n, 300);
    ck_assert_uint_eq(
        rows_of(&kind, right_of(all, "IntegrationVendorWidgets", "edit")),
        1); /* its option is off */
    ck_assert_uint_eq(rows_of(&kind, right_of(all, "Tickets", "edit")), 0);
    check_order(&found);
}
END_TEST

/* The whole of what may be held without being asked for: a longer list is a
 * decision. */
START_TEST(the_table_tolerates_what_it_implies_and_no_more)
{
    struct ruleset set = horizon(), strict = set;
    struct facts facts = tenant("full");
    struct excesses kind = excess_find(&set, &autotask_catalogue, &facts, &mem);
    struct excesses all;
    const char *text = "";

    strict.n_tolerance = 0;
    all = excess_find(&strict, &autotask_catalogue, &facts, &mem);
    for (uint32_t e = 0; e < autotask_catalogue.n_entity; e++) {
        const struct entity *entity = &autotask_catalogue.entity[e];
        const char *held = "";

        for (uint32_t i = 0; i < AUTOTASK_VERBS; i++) {
            const struct right *right =
                autotask_right(entity, (enum autotask_verb)i);

            if (rows_of(&all, right) != rows_of(&kind, right))
                held = arena_print(&mem, "%s %s", held, right->verb);
        }
        if (held[0] != '\0')
            text = arena_print(&mem, "%s%s:%s\n", text, entity->name, held);
    }
    ck_assert_str_eq(text, "CompanyWebhookExcludedResources: view add delete\n"
                           "CompanyWebhookFields: view add edit delete\n"
                           "CompanyWebhookUdfFields: view add edit delete\n"
                           "ContactWebhookExcludedResources: view add delete\n"
                           "ContactWebhookFields: view add edit delete\n"
                           "ContactWebhookUdfFields: view add edit delete\n"
                           "Projects: edit\n"
                           "ServiceCallTicketResources: delete\n"
                           "ServiceCallTickets: delete\n"
                           "TicketNotes: view\n"
                           "TicketWebhookExcludedResources: view add delete\n"
                           "TicketWebhookFields: view add edit delete\n"
                           "TicketWebhookUdfFields: view add edit delete\n");
    for (uint32_t i = 0; i < set.n_tolerance; i++)
        ck_assert(text_ends(set.tolerance[i].reason, "."));
}
END_TEST

/* ---- the table of risks ------------------------------------------------ */

static bool
among(const char *word, const char *const *list, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (text_same(word, list[i]))
            return true;
    return false;
}

/* What it can do, how bad that is, and what may be done with it. */
static void
check_right(const struct right *right)
{
    ck_assert_str_eq(right->id, arena_print(&mem, "%s.%s", right->entity->name,
                                            right->verb));
    ck_assert_msg((right->risk != RISK_NONE) == right->offered, "%s: risk",
                  right->id);
    ck_assert_msg(right->abuse != NULL || !right->offered, "%s: abuse",
                  right->id);
    ck_assert(right->abuse == NULL || text_ends(right->abuse, "."));
}

START_TEST(every_entity_can_be_judged)
{
    static const char *const family[] = {
        "money",     "identity", "secrets",  "configuration",
        "customers", "service",  "projects", "assets",
        "knowledge", "time",     "history",  "reference"};
    const struct catalogue *all = &autotask_catalogue;

    ck_assert_uint_eq(all->n_entity, 232);
    ck_assert_uint_eq(all->n_editor, 11);
    for (uint32_t e = 0; e < all->n_entity; e++) {
        const struct entity *entity = &all->entity[e];

        ck_assert_msg(e == 0 ||
                          strcmp(all->entity[e - 1].name, entity->name) < 0,
                      "%s is out of order", entity->name);
        ck_assert_msg(among(entity->section, all->editor, all->n_editor),
                      "%s: section %s", entity->name, entity->section);
        ck_assert_msg(
            among(entity->family, family, sizeof family / sizeof *family),
            "%s: family %s", entity->name, entity->family);
        ck_assert(entity->noun != NULL && entity->noun[0] != '\0');
        for (uint32_t i = 0; i < AUTOTASK_VERBS; i++)
            check_right(autotask_right(entity, (enum autotask_verb)i));
    }
}
END_TEST

/* The helpers beside the table give what the table holds, each by its place. */
/* Nor is an entity of which the API offers nothing to anybody: of a scan that
 * never got in nothing is known. */
START_TEST(a_scan_that_never_got_in_judged_nothing)
{
    struct ruleset set = horizon();
    struct facts facts = {.missing = WHY_LOGIN_REJECTED};
    struct excesses found =
        excess_find(&set, &autotask_catalogue, &facts, &mem);

    ck_assert_uint_eq(found.n, 0);
    ck_assert_uint_eq(found.coverage.judged, 0);
    ck_assert_uint_eq(found.coverage.n_unjudged, autotask_catalogue.n_entity);
}
END_TEST

START_TEST(a_right_is_where_it_is_looked_for)
{
    const struct catalogue *all = &autotask_catalogue;

    for (uint32_t e = 0; e < all->n_entity; e++) {
        const struct entity *entity = &all->entity[e];

        for (uint32_t i = 0; i < all->n_verb; i++)
            ck_assert_ptr_eq(catalogue_right(all, entity, all->verb[i].word),
                             autotask_right(entity, (enum autotask_verb)i));
        for (uint32_t i = 0; i < all->n_fact; i++)
            if (all->fact[i].per_entity)
                ck_assert_ptr_eq(
                    catalogue_right(all, entity, all->fact[i].name),
                    autotask_fact(entity, all->fact[i].name));
    }
    for (uint32_t i = 0; i < all->n_fact; i++)
        if (!all->fact[i].per_entity)
            ck_assert_ptr_eq(right_of(all, NULL, all->fact[i].name)->scale,
                             all->fact[i].scale);
}
END_TEST

/* Each row of the file is of an entity that is known. */
START_TEST(no_risk_is_without_an_entity)
{
    struct file_text text = source_text(&mem, "scanner/autotask/risk.tsv");
    const char *line = text.bytes;
    uint32_t n = 0;

    while (*line != '\0') {
        size_t length = strcspn(line, "\n");
        const char *row = arena_slice(&mem, line, length);
        uint32_t tabs = 0;

        line += length + (line[length] == '\n');
        if (row[0] == '#')
            continue;
        for (const char *c = row; *c != '\0'; c++)
            tabs += *c == '\t';
        ck_assert_msg(tabs == 9, "columns: %s", row);
        ck_assert_msg(
            autotask_entity(arena_slice(&mem, row, strcspn(row, "\t"))) != NULL,
            "no such entity: %s", row);
        n++;
    }
    ck_assert_uint_eq(n, autotask_catalogue.n_entity);
}
END_TEST

Suite *
rules_rights_suite(void)
{
    Suite *suite = suite_create("rules: rights of Autotask");
    TCase *real = tcase_create("real");

    tcase_add_checked_fixture(real, NULL, teardown);
    tcase_add_test(real, what_the_table_asks_is_no_excess);
    tcase_add_test(real, a_copied_system_level_gives_each_away_once);
    tcase_add_test(real, the_table_tolerates_what_it_implies_and_no_more);
    tcase_add_test(real, every_entity_can_be_judged);
    tcase_add_test(real, a_scan_that_never_got_in_judged_nothing);
    tcase_add_test(real, a_right_is_where_it_is_looked_for);
    tcase_add_test(real, no_risk_is_without_an_entity);
    suite_add_tcase(suite, real);
    return suite;
}
