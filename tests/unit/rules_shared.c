/* One account shared by several products: what people state and accept, what
 * the audit says of each, who needs what, and what changed. */
#include "audit/demand.h"
#include "audit/outcome.h"
#include "audit/record.h"
#include "audit/worksheet.h"
#include "base/out.h"
#include "base/text.h"
#include "rules/load/attest.h"
#include "rules/model/name.h"
#include "rules/model/words.h"
#include "tests/unit/rules_join.h"

#include <string.h>

static struct arena mem;

static void
teardown(void)
{
    arena_free(&mem);
}

/* ---- statements ---------------------------------------------------------- */

#define ATTEST(check)                                                          \
    "{\"check\": \"" check "\", \"value\": true, \"by\": \"B\","               \
    " \"on\": \"2026-11-01\", \"expires\": \"2027-02-01\"}"

static const struct {
    const char *list, *said;
} attested[] = {
    {ATTEST("a:r.said"), ""},
    {ATTEST("a:r.said") "," ATTEST("b:r.said"), ""},
    {ATTEST("q.login"), ""}, /* there is but one */
    {ATTEST("r.said"), "1:29: several of the rules files have \"r.said\"; say "
                       "which: \"a:r.said\" or \"b:r.said\"\n"},
    {ATTEST("c:r.said"), "1:29: unknown check \"c:r.said\"; did you mean "
                         "\"r.said\"?\n"},
    {ATTEST("a:q.login"), "1:29: unknown check \"a:q.login\"; did you mean "
                          "\"q.login\"?\n"},
    {ATTEST("q.login") "," ATTEST("b:q.login"),
     "1:121: attestation of check \"b:q.login\" stands in line 1 already\n"},
};

static bool
load_attestations(struct attestations *to, const struct ruleset *set,
                  const char *list, struct diags *diags)
{
    const char *text = arena_print(&mem, "{\"attestations\": [%s]}", list);
    struct file_text file = {text, strlen(text)};

    return attestations_load(to, &file, set, "2026-11-23", diags);
}

START_TEST(a_statement_is_about_one_files_check)
{
    struct ruleset set = join_good(&mem, "a", "b");
    struct diags diags = {.arena = &mem};
    struct attestations to;
    bool loaded = load_attestations(&to, &set, attested[_i].list, &diags);

    ck_assert_str_eq(diags_text(&diags, &mem), attested[_i].said);
    ck_assert_int_eq(loaded, attested[_i].said[0] == '\0');
}
END_TEST

START_TEST(a_statement_does_not_speak_for_the_other_product)
{
    struct ruleset set = join_good(&mem, "a", "b");
    struct diags diags = {.arena = &mem};
    struct attestations to;
    struct facts facts = join_account(&mem, 0);
    struct audit audit = {.stopped = WHY_GRANTED};

    ck_assert(load_attestations(&to, &set, ATTEST("b:r.said"), &diags));
    facts.attestation = to.item;
    facts.n_attestation = to.n;
    audit_judge(&audit, &set, &test_catalogue, &facts, &mem);
    for (uint32_t i = 0; i < audit.n_finding; i++) {
        const struct finding *f = &audit.finding[i];

        if (text_same(f->id, "r.said"))
            ck_assert_int_eq(f->verdict, text_same(f->rules, "b")
                                             ? VERDICT_PASS
                                             : VERDICT_UNKNOWN);
    }
}
END_TEST

/* A template names its checks so that it loads again. */
START_TEST(a_template_says_whose_check_it_asks)
{
    struct ruleset set = join_good(&mem, "a", "b");
    struct diags diags = {.arena = &mem};
    struct out out = {0};

    ck_assert(attestations_template(&set, NULL, "2026-11-23", &out, &diags));
    ck_assert_ptr_nonnull(strstr(out_string(&out), "\"a:r.said\""));
    ck_assert_ptr_nonnull(strstr(out_string(&out), "\"b:r.said\""));
    out_free(&out);
}
END_TEST

#define WAIVE(check)                                                           \
    "{\"check\": \"" check "\", \"reason\": \"R\", \"owner\": \"O\","          \
    " \"approver\": \"A\", \"ticket\": \"T\", \"expires\": \"2027-02-01\"}"

static const struct {
    const char *list, *said;
    const char *waived; /* checks that are, then the state of each waiver */
} waived[] = {
    {WAIVE("a:r.view"), "", "a:r.view active "},
    {WAIVE("b:r.view"), "", "b:r.view active "},
    {WAIVE("a:r.view") "," WAIVE("b:r.view"), "",
     "a:r.view b:r.view active active "},
    {WAIVE("r.delete"), "", "b:r.delete active "},
    {WAIVE("a:r.delete"), "", "unmatched "},
    {WAIVE("c:r.view"), "", "unmatched "},
    {WAIVE("a:excess.Boxes.add"),
     "1:24: what is held without need is of no rules file: write "
     "\"excess.Boxes.add\"\n",
     ""},
    {WAIVE("r.view"),
     "1:24: several of the rules files have \"r.view\"; say which: "
     "\"a:r.view\" or \"b:r.view\"\n",
     ""},
    {WAIVE("r.delete") "," WAIVE("b:r.delete"),
     "1:132: waiver of \"b:r.delete\" stands in line 1 already\n", ""},
};

START_TEST(a_waiver_accepts_one_products_failure)
{
    struct ruleset set = join_good(&mem, "a", "b");
    const char *text =
        arena_print(&mem, "{\"waivers\": [%s]}", waived[_i].list);
    struct file_text file = {text, strlen(text)};
    struct diags diags = {.arena = &mem};
    struct facts facts =
        join_account(&mem, 2 + 4 * 2 + 16 * 2); /* Boxes: none */
    struct audit audit = {.stopped = WHY_GRANTED};
    struct waivers to;
    const char *found = "";
    bool loaded = waivers_load(&to, &file, &set, "2026-11-23", &diags);

    ck_assert_str_eq(diags_text(&diags, &mem), waived[_i].said);
    ck_assert_int_eq(loaded, waived[_i].said[0] == '\0');
    if (!loaded)
        return;
    audit_judge(&audit, &set, &test_catalogue, &facts, &mem);
    waivers_apply(&audit, &to, &mem);
    for (uint32_t i = 0; i < audit.n_finding; i++)
        if (waiver_holds(audit.finding[i].waiver))
            found = arena_print(&mem, "%s%s ", found,
                                audit_name(&audit, audit.finding[i].rules,
                                           audit.finding[i].id, &mem));
    for (uint32_t i = 0; i < audit.n_waiver; i++)
        found = arena_print(&mem, "%s%s ", found,
                            waiver_state_word(audit.waiver[i].state));
    ck_assert_str_eq(found, waived[_i].waived);
}
END_TEST

/* One file of statements for the products of several accounts: what is about
 * another product keeps its owner's name. */
START_TEST(waivers_of_another_product_do_no_harm)
{
    struct ruleset set = join_part(&mem, "a");
    const char *text =
        "{\"waivers\": [" WAIVE("a:r.view") "," WAIVE("b:r.view") "]}";
    struct file_text file = {text, strlen(text)};
    struct diags diags = {.arena = &mem};
    struct facts facts = join_account(&mem, 2);
    struct audit audit = {.stopped = WHY_GRANTED};
    struct waivers to;

    ck_assert_msg(waivers_load(&to, &file, &set, "2026-11-23", &diags), "%s",
                  diags_text(&diags, &mem));
    audit_judge(&audit, &set, &test_catalogue, &facts, &mem);
    waivers_apply(&audit, &to, &mem);
    ck_assert_uint_eq(audit.n_waiver, 2);
    ck_assert_int_eq(audit.waiver[0].state, WAIVER_ACTIVE);
    ck_assert_int_eq(audit.waiver[1].state, WAIVER_UNMATCHED);
    ck_assert_str_eq(
        audit_name(&audit, to.item[0].rules, to.item[0].check, &mem), "r.view");
    ck_assert_str_eq(
        audit_name(&audit, to.item[1].rules, to.item[1].check, &mem),
        "b:r.view");
}
END_TEST

/* ---- what an audit says -------------------------------------------------- */

static struct audit
audit_of(const struct ruleset *set, unsigned number)
{
    struct facts facts = join_account(&mem, number);
    struct audit audit = {.stopped = WHY_GRANTED,
                          .fail_on = NEED_RECOMMENDED,
                          .started = "2026-11-23T08:00:00Z"};

    audit_judge(&audit, set, &test_catalogue, &facts, &mem);
    return audit;
}

START_TEST(a_part_is_the_audit_of_one_file)
{
    struct ruleset set = join_good(&mem, "a", "b");
    struct audit whole = audit_of(&set, 1); /* Boxes: View is restricted */
    struct audit a = audit_part(&whole, &whole.pack[0], &mem);
    struct audit b = audit_part(&whole, &whole.pack[1], &mem);

    ck_assert_uint_eq(a.n_finding, 4);
    ck_assert_uint_eq(b.n_finding, 5);
    ck_assert_int_eq(audit_outcome(&whole), OUTCOME_NOT_COMPLIANT);
    ck_assert_int_eq(audit_outcome(&a), OUTCOME_NOT_COMPLIANT);
    ck_assert_int_eq(audit_outcome(&b), OUTCOME_UNDETERMINED);
    ck_assert_str_eq(audit_rules(&whole, &mem).id, "a+b");
    ck_assert_str_eq(audit_rules(&whole, &mem).product, "Product a, Product b");
    ck_assert_str_eq(audit_rules(&a, &mem).sha256, set.pack[0].sha256);
    ck_assert_str_ne(audit_rules(&whole, &mem).sha256, set.pack[0].sha256);
}
END_TEST

START_TEST(demands_say_who_needs_what)
{
    struct ruleset set = join_good(&mem, "a", "b");
    struct audit audit = audit_of(&set, 1);
    struct demands all = demands_of(&audit, &mem);
    const char *text = "";

    for (uint32_t i = 0; i < all.n; i++) {
        const struct demand *d = &all.item[i];

        text = arena_print(&mem, "%s%s is %s:", text, d->about, d->observed);
        for (uint32_t p = 0; p < 2; p++)
            text =
                arena_print(&mem, "%s %s", text,
                            d->ask[p].wanted == NULL ? "-" : d->ask[p].wanted);
        text = arena_print(&mem, "%s %u\n", text, (unsigned)d->n_ask);
    }
    /* What is off or only stated is asked of the account by nobody. */
    ck_assert_str_eq(text, "Boxes: View is Restricted: All Restricted 2\n"
                           "Boxes: Delete is All: - All 1\n");
    ck_assert_int_eq(all.item[0].ask[0].verdict, VERDICT_FAIL);
    ck_assert_int_eq(all.item[0].ask[0].need, NEED_REQUIRED);
    ck_assert_int_eq(all.item[0].ask[1].verdict, VERDICT_PASS);
    ck_assert_int_eq(all.item[0].ask[1].need, NEED_RECOMMENDED);
}
END_TEST

/* Two checks of a file on one right: the one that is worse off speaks, with its
 * own need and level; and of contradictory answers nothing is held. */
static const struct {
    enum verdict verdict[2];
    enum need need[2];
    const char *said;
} pairs[] = {
    {{VERDICT_PASS, VERDICT_FAIL},
     {NEED_REQUIRED, NEED_RECOMMENDED},
     "second recommended fail"},
    {{VERDICT_FAIL, VERDICT_PASS},
     {NEED_REQUIRED, NEED_RECOMMENDED},
     "first required fail"},
    {{VERDICT_FAIL, VERDICT_FAIL},
     {NEED_RECOMMENDED, NEED_REQUIRED},
     "second required fail"},
    {{VERDICT_UNKNOWN, VERDICT_PASS},
     {NEED_RECOMMENDED, NEED_REQUIRED},
     "first recommended unknown"},
    {{VERDICT_PASS, VERDICT_PASS},
     {NEED_REQUIRED, NEED_REQUIRED},
     "first required pass"},
};

START_TEST(the_check_that_is_worse_off_speaks)
{
    static const struct pack pack = {.id = "p"};
    struct evidence evidence[2];
    struct finding finding[2];
    struct audit audit = {
        .pack = &pack, .n_pack = 1, .finding = finding, .n_finding = 2};
    struct demands all;
    const struct ask *ask;

    for (int i = 0; i < 2; i++) {
        evidence[i] = (struct evidence){.about = "Boxes: View",
                                        .entity = "Boxes",
                                        .aspect = "view",
                                        .wanted = i == 0 ? "first" : "second",
                                        .observed = "All",
                                        .reason = WHY_CONFLICT,
                                        .verdict = pairs[_i].verdict[i]};
        finding[i] = (struct finding){.rules = "p",
                                      .need = pairs[_i].need[i],
                                      .evidence = &evidence[i],
                                      .n_evidence = 1};
    }
    all = demands_of(&audit, &mem);
    ck_assert_uint_eq(all.n, 1);
    ask = &all.item[0].ask[0];
    ck_assert_str_eq(arena_print(&mem, "%s %s %s", ask->wanted,
                                 need_word(ask->need),
                                 verdict_word(ask->verdict)),
                     pairs[_i].said);
    ck_assert_uint_eq(all.item[0].n_ask, 1);
    evidence[1].verdict = evidence[0].verdict = VERDICT_UNKNOWN;
    ck_assert_str_eq(demands_of(&audit, &mem).item[0].observed,
                     "contradictory");
}
END_TEST

START_TEST(products_of_one_name_are_told_apart)
{
    static const struct pack pack[] = {{.id = "a.1", .product = "Acme"},
                                       {.id = "a-1", .product = "Acme"},
                                       {.id = "b", .product = "Beta"},
                                       {.id = "c"}};
    struct packs packs = {pack, 4};

    ck_assert_str_eq(pack_title(packs, &pack[0], &mem), "Acme (a.1)");
    ck_assert_str_eq(pack_title(packs, &pack[1], &mem), "Acme (a-1)");
    ck_assert_str_eq(pack_title(packs, &pack[2], &mem), "Beta");
    ck_assert_str_eq(pack_title(packs, &pack[3], &mem), "c");
}
END_TEST

/* Rows as letters: a product, what it does with the row (s: set, k: keep), the
 * level needed (a: all, r: restricted), the rights that it asks for. */
static const struct {
    const char *rows[3];
    const char *said; /* "s All of P, Q: fix; ..." for each row */
} boxes[] = {
    {{"PsaX", "QsaX"}, "s All of P, Q: PsaX QsaX; "},
    {{"PkrX", "QsaX"}, "s All of P, Q: QsaX; "},
    {{"QsaX", "PkrX"}, "s All of Q, P: QsaX; "},
    {{"PkaX", "QkrX"}, "k All of P, Q: PkaX; "},
    /* the same words, other rights */
    {{"PkaX", "QsrY"}, "s Restricted of Q: QsrY; k All of P: PkaX; "},
    {{"QsrY", "PkaX"}, "s Restricted of Q: QsrY; k All of P: PkaX; "},
    {{"PsaX", "QsaXY"}, "s All of P: PsaX; s All of Q: QsaXY; "},
    /* the same file */
    {{"PsaX", "PsaX"}, "s All of P: PsaX; s All of P: PsaX; "},
    {{"PsaX", "QsaX", "QsaX"}, "s All of P, Q: PsaX QsaX; s All of Q: QsaX; "},
};

static struct finding
row_of(const char *letters)
{
    static const struct evidence one[] = {
        {.about = "X: View", .entity = "X"},
        {.about = "Y: View", .entity = "Y"},
    };

    return (struct finding){
        .rules = letters[0] == 'P' ? "P" : "Q",
        .section = "S",
        .object = "Boxes",
        .access = "view",
        .verdict = letters[1] == 's' ? VERDICT_FAIL : VERDICT_PASS,
        .required = letters[2] == 'a' ? "All" : "Restricted",
        .observed = "None",
        .fix = letters,
        .evidence = letters[3] == 'X' ? &one[0] : &one[1],
        .n_evidence = (uint32_t)strlen(letters + 3)};
}

START_TEST(only_the_same_rights_are_one_box)
{
    static const struct pack pack[] = {{.id = "P"}, {.id = "Q"}};
    const struct scale *level = test_catalogue.right[0].scale;
    struct finding finding[3];
    struct audit audit = {.pack = pack,
                          .n_pack = 2,
                          .finding = finding,
                          .scale = &level,
                          .n_scale = 1};
    struct worksheet sheet;
    const char *text = "";

    while (audit.n_finding < 3 && boxes[_i].rows[audit.n_finding] != NULL) {
        finding[audit.n_finding] = row_of(boxes[_i].rows[audit.n_finding]);
        audit.n_finding++;
    }
    sheet = worksheet_make(&audit, &mem);
    for (uint32_t i = 0; i < sheet.n; i++)
        text = arena_print(&mem, "%s%c %s of %s: %s; ", text,
                           sheet.row[i].work == WORK_SET ? 's' : 'k',
                           sheet.row[i].needed, sheet.row[i].product,
                           sheet.row[i].how);
    ck_assert_str_eq(text, boxes[_i].said);
}
END_TEST

/* One box that two products ask for is ticked once, as far as either needs. */
START_TEST(the_worksheet_has_each_box_once)
{
    static const char *const orders[2][2] = {{"a", "b"}, {"b", "a"}};
    struct ruleset set = join_good(&mem, orders[_i][0], orders[_i][1]);
    struct audit audit = audit_of(&set, 1);
    struct worksheet sheet = worksheet_make(&audit, &mem);
    uint32_t views = 0;

    for (uint32_t i = 0; i < sheet.n; i++) {
        const struct work_row *row = &sheet.row[i];

        if (!text_same(row->object, "Boxes") || !text_same(row->column, "View"))
            continue;
        views++;
        ck_assert_int_eq(row->work, WORK_SET);
        ck_assert_str_eq(row->needed, "All");
        ck_assert_str_eq(row->product, _i == 0 ? "Product a, Product b"
                                               : "Product b, Product a");
    }
    ck_assert_uint_eq(views, 1);
}
END_TEST

/* ---- drift --------------------------------------------------------------- */

/* What changed, but for what is held without need as it was. */
static const char *
drift(const struct ruleset *before, const struct ruleset *after, int *exit)
{
    struct audit old = audit_of(before, 0), new = audit_of(after, 2);
    const char *text = "";

    new.started = "2026-11-24T08:00:00Z";
    new.new_only = true;
    audit_compare(&new, &old, &mem);
    for (uint32_t i = 0; i < new.n_change; i++) {
        const struct change *c = &new.change[i];

        if (c->kind != CHANGE_STILL_EXCESS)
            text = arena_print(&mem, "%s%s %s:%s\n", text, change_word(c->kind),
                               c->rules == NULL ? "" : c->rules, c->id);
    }
    *exit = audit_exit(&new);
    return text;
}

START_TEST(a_product_more_or_less_is_no_other_account)
{
    struct ruleset a = join_part(&mem, "a");
    struct ruleset b = join_part(&mem, "b");
    struct ruleset both = join_good(&mem, "a", "b");
    int exit;

    ck_assert_str_eq(drift(&both, &both, &exit),
                     "new-failure a:r.view\nnew-failure b:r.view\n");
    ck_assert_int_eq(exit, 1);
    ck_assert_str_eq(drift(&a, &both, &exit),
                     "new-failure a:r.view\nnew-failure b:r.view\n"
                     "no-longer-excess :excess.Boxes.delete\n"
                     "rule-added b:q.login\nrule-added b:r.delete\n"
                     "rule-added b:r.edit\nrule-added b:r.said\n"
                     "rule-added b:r.view\n");
    ck_assert_str_eq(drift(&both, &a, &exit),
                     "new-failure a:r.view\n"
                     "newly-excess :excess.Boxes.delete\n"
                     "rule-removed b:q.login\nrule-removed b:r.delete\n"
                     "rule-removed b:r.edit\nrule-removed b:r.said\n"
                     "rule-removed b:r.view\n");
    ck_assert(text_starts(drift(&a, &b, &exit), "identity-changed :rules\n"));
}
END_TEST

Suite *
rules_shared_suite(void)
{
    Suite *suite = suite_create("rules: a shared account");
    TCase *shared = tcase_create("shared");

    tcase_add_checked_fixture(shared, NULL, teardown);
    tcase_add_loop_test(shared, a_statement_is_about_one_files_check, 0,
                        (int)(sizeof attested / sizeof *attested));
    tcase_add_test(shared, a_statement_does_not_speak_for_the_other_product);
    tcase_add_test(shared, a_template_says_whose_check_it_asks);
    tcase_add_loop_test(shared, a_waiver_accepts_one_products_failure, 0,
                        (int)(sizeof waived / sizeof *waived));
    tcase_add_test(shared, waivers_of_another_product_do_no_harm);
    tcase_add_loop_test(shared, the_check_that_is_worse_off_speaks, 0,
                        (int)(sizeof pairs / sizeof *pairs));
    tcase_add_test(shared, products_of_one_name_are_told_apart);
    tcase_add_loop_test(shared, only_the_same_rights_are_one_box, 0,
                        (int)(sizeof boxes / sizeof *boxes));
    tcase_add_test(shared, a_part_is_the_audit_of_one_file);
    tcase_add_test(shared, demands_say_who_needs_what);
    tcase_add_loop_test(shared, the_worksheet_has_each_box_once, 0, 2);
    tcase_add_test(shared, a_product_more_or_less_is_no_other_account);
    suite_add_tcase(suite, shared);
    return suite;
}
