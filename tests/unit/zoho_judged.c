/* Every set of scopes for tickets against Horizon's table, told and not told;
 * what a statement adds; and the tables of other vendors. */
#include "base/out.h"
#include "base/text.h"
#include "rules/judge/excess.h"
#include "rules/load/attest.h"
#include "rules/load/load.h"
#include "rules/model/name.h"
#include "rules/model/words.h"
#include "scanner/zoho/catalogue.h"
#include "tests/unit/zoho.h"

#include <stdlib.h>
#include <string.h>

static struct arena mem;
static const struct catalogue *const all = &zoho_catalogue;

static void
teardown(void)
{
    arena_free(&mem);
}

static const struct catalogue *
find(const char *provider)
{
    return text_same(provider, "zoho") ? &zoho_catalogue : NULL;
}

static struct ruleset
rules(const char *name)
{
    static const char *const names[] = {"zoho", NULL};
    static const struct catalogue_source source = {find, names};
    const char *path = arena_print(&mem, "%s/rules/%s.json",
                                   text_or(getenv("srcdir"), "."), name);
    struct diags diags = {.arena = &mem};
    struct file_text text;
    struct ruleset set;

    ck_assert_msg(file_read(path, 1 << 20, &mem, &diags, &text), "%s", path);
    ck_assert_msg(ruleset_load(&set, &text, &source, &diags, &mem), "%s",
                  diags.n > 0 ? diags.list[0].text : "");
    return set;
}

/* What is told of every scope: held as the function says. */
static struct facts
scopes(bool (*is_held)(const char *, unsigned), unsigned mask)
{
    struct observation *seen =
        arena_new(&mem, struct observation, zoho_n_scope);

    for (uint32_t i = 0; i < zoho_n_scope; i++) {
        bool held = is_held(zoho_scope[i].text, mask);

        seen[i] =
            (struct observation){.right = all->right[zoho_scope[i].right].id,
                                 .low = held,
                                 .high = held,
                                 .reason = WHY_GRANTED,
                                 .exchange = NO_EXCHANGE};
    }
    return (struct facts){.observation = seen,
                          .n_observation = zoho_n_scope,
                          .missing = WHY_NOT_PROBED};
}

/* ---- Horizon's ------------------------------------------------------------
 */

static const char *const ticket_scopes[] = {
    "Desk.tickets.READ",   "Desk.tickets.WRITE",  "Desk.tickets.UPDATE",
    "Desk.tickets.CREATE", "Desk.tickets.DELETE", "Desk.tickets.ALL",
};

enum { READ = 1, WRITE = 2, UPDATE = 4, CREATE = 8, DELETE = 16, ALL = 32 };

static bool
of_tickets(const char *name, unsigned mask)
{
    for (unsigned i = 0; i < sizeof ticket_scopes / sizeof *ticket_scopes; i++)
        if (text_same(ticket_scopes[i], name))
            return (mask >> i & 1) != 0;
    return false;
}

static const struct finding *
finding(const struct findings *found, const char *id)
{
    for (uint32_t i = 0; i < found->n; i++)
        if (text_same(found->finding[i].id, id))
            return &found->finding[i];
    ck_abort_msg("no finding %s", id);
    return NULL;
}

static bool
is_excess(const struct excesses *more, const char *id)
{
    for (uint32_t i = 0; i < more->n; i++)
        if (text_same(more->item[i].id, id))
            return true;
    return false;
}

static enum verdict
held(bool is)
{
    return is ? VERDICT_PASS : VERDICT_FAIL;
}

/* The one that writes is the one that Zoho documents; WRITE alone is doubt,
 * never more and never less. */
START_TEST(each_set_of_scopes)
{
    unsigned mask = (unsigned)_i;
    bool any = (mask & (UPDATE | ALL)) != 0;
    struct ruleset set = rules("horizon-zoho");
    struct facts facts = scopes(of_tickets, mask);
    struct findings found = evaluate(&set, all, &facts, &mem);
    struct excesses more = excess_find(&set, all, &facts, &mem);
    const struct finding *f = finding(&found, "scopes.tickets.write-effective");

    ck_assert_int_eq(finding(&found, "scopes.tickets.read")->verdict,
                     held((mask & (READ | ALL)) != 0));
    ck_assert_int_eq(finding(&found, "scopes.tickets.write")->verdict,
                     held((mask & (WRITE | ALL)) != 0));
    ck_assert_int_eq(f->verdict,
                     !any && (mask & WRITE) != 0 ? VERDICT_UNKNOWN : held(any));
    ck_assert(f->verdict != VERDICT_UNKNOWN ||
              f->reason == WHY_NEEDS_ATTESTATION);
    ck_assert_int_eq(finding(&found, "scopes.contacts.read")->verdict,
                     VERDICT_FAIL);
    ck_assert(is_excess(&more, "excess.Desk.tickets.CREATE.held") ==
              ((mask & CREATE) != 0));
    ck_assert(is_excess(&more, "excess.Desk.tickets.DELETE.held") ==
              ((mask & DELETE) != 0));
    ck_assert(is_excess(&more, "excess.Desk.tickets.ALL.held") ==
              ((mask & ALL) != 0));
    ck_assert(!is_excess(&more, "excess.Desk.tickets.READ.held"));
    ck_assert(!is_excess(&more, "excess.Desk.tickets.WRITE.held"));
}
END_TEST

/* Who saw a change get through may say so of WRITE; where nothing that could
 * write is held, it is not believed. */
START_TEST(a_statement_settles_write_alone)
{
    static const struct attestation said = {
        .rules = "horizon-zoho",
        .check = "scopes.tickets.write-effective",
        .by = "Jane",
        .on = "2026-11-01",
        .expires = "2027-02-01",
        .yes = true,
    };
    struct ruleset set = rules("horizon-zoho");
    struct facts write = scopes(of_tickets, READ | WRITE);
    struct facts none = scopes(of_tickets, READ);
    struct findings found;

    write.attestation = none.attestation = &said;
    write.n_attestation = none.n_attestation = 1;
    found = evaluate(&set, all, &write, &mem);
    ck_assert_int_eq(finding(&found, said.check)->verdict, VERDICT_PASS);
    ck_assert_int_eq(finding(&found, said.check)->strength, STRENGTH_ATTESTED);
    found = evaluate(&set, all, &none, &mem);
    ck_assert_int_eq(finding(&found, said.check)->verdict, VERDICT_FAIL);
}
END_TEST

/* What has to be stated is asked in the table's own words. */
START_TEST(the_question_is_the_tables_own)
{
    struct ruleset set = rules("horizon-zoho");
    struct diags diags = {.arena = &mem};
    struct out out = {0};
    const char *text;

    ck_assert(attestations_template(&set, NULL, "2026-11-01", &out, &diags));
    text = arena_text(&mem, out_string(&out));
    out_free(&out);
    ck_assert_ptr_nonnull(strstr(text, "scopes.tickets.write-effective"));
    ck_assert_ptr_nonnull(
        strstr(text, "Has Horizon changed a ticket with this token"));
    ck_assert_ptr_null(strstr(text, "does what the API shows as granted"));
}
END_TEST

/* ---- of other vendors -----------------------------------------------------
 */

static const char *const shelf[] = {"birdie", "n8n-nodes-zoho-desk", "sim",
                                    "zoho-desk-mcp-server"};

enum { N_SHELF = sizeof shelf / sizeof *shelf };

static bool
all_or_none(const char *name, unsigned mask)
{
    (void)name;
    return mask != 0;
}

/* All scopes, none, and not told. */
START_TEST(the_shelf_is_judged)
{
    static const enum verdict wanted[] = {VERDICT_FAIL, VERDICT_PASS,
                                          VERDICT_UNKNOWN};
    struct ruleset set =
        rules(arena_print(&mem, "zoho/%s", shelf[_i % N_SHELF]));
    unsigned way = (unsigned)_i / N_SHELF;
    struct facts facts = scopes(all_or_none, way);
    struct findings found;

    if (way == 2)
        facts.n_observation = 0;
    found = evaluate(&set, all, &facts, &mem);
    ck_assert_uint_gt(found.n, 2);
    for (uint32_t i = 0; i < found.n; i++)
        ck_assert_msg(found.finding[i].verdict == wanted[way], "%s: %s",
                      found.finding[i].id,
                      verdict_word(found.finding[i].verdict));
}
END_TEST

Suite *
zoho_judged_suite(void)
{
    Suite *suite = suite_create("zoho: what scopes come to");
    TCase *tests = tcase_create("judged");

    tcase_add_checked_fixture(tests, NULL, teardown);
    tcase_add_loop_test(tests, each_set_of_scopes, 0, 64);
    tcase_add_test(tests, a_statement_settles_write_alone);
    tcase_add_test(tests, the_question_is_the_tables_own);
    tcase_add_loop_test(tests, the_shelf_is_judged, 0, 3 * N_SHELF);
    suite_add_tcase(suite, tests);
    return suite;
}
