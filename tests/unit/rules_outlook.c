/* What becomes of features: doubt neither works nor breaks, order and waivers
 * do not matter, and of what is lost each is told once. */
#include "audit/record.h"
#include "base/text.h"
#include "rules/judge/outlook.h"
#include "rules/model/words.h"
#include "tests/unit/rules_test.h"

#include <string.h>

static struct arena mem;

static void
teardown(void)
{
    arena_free(&mem);
}

static const struct pack pack = {.id = "p", .product = "P"};
static const struct feature feature = {"f", "F", "p"};

static struct outlook
look(const struct finding *finding, uint32_t n)
{
    struct audit audit = {.pack = &pack,
                          .n_pack = 1,
                          .feature = &feature,
                          .n_feature = 1,
                          .finding = finding,
                          .n_finding = n};
    struct outlooks all = outlooks_of(&audit, "p", &mem);

    ck_assert_uint_eq(all.n, 1);
    ck_assert_ptr_eq(all.item[0].feature, &feature);
    return all.item[0];
}

static struct finding
finding_of(char letter)
{
    static const char letters[] = "spuf", capitals[] = "SPUF";
    const char *at = strchr(letters, letter);
    bool required = at == NULL;

    if (required)
        at = strchr(capitals, letter);
    ck_assert_ptr_nonnull(at);
    return (struct finding){
        .rules = "p",
        .feature = "f",
        .verdict = (enum verdict)(at - (required ? capitals : letters)),
        .need = required ? NEED_REQUIRED : NEED_RECOMMENDED,
        .degrades = required ? "Required." : "Recommended."};
}

/* Checks as letters: skip, pass, unknown, fail; capitals are required. */
static const struct {
    const char *checks;
    enum prospect state, best, worst;
} cases[] = {
    {"", PROSPECT_UNKNOWN, PROSPECT_UNKNOWN, PROSPECT_UNKNOWN},
    {"Ss", PROSPECT_OFF, PROSPECT_OFF, PROSPECT_OFF},
    {"P", PROSPECT_WORKS, PROSPECT_WORKS, PROSPECT_WORKS},
    {"PpS", PROSPECT_WORKS, PROSPECT_WORKS, PROSPECT_WORKS},
    {"F", PROSPECT_BREAKS, PROSPECT_BREAKS, PROSPECT_BREAKS},
    {"f", PROSPECT_DEGRADES, PROSPECT_DEGRADES, PROSPECT_DEGRADES},
    {"PfF", PROSPECT_BREAKS, PROSPECT_BREAKS, PROSPECT_BREAKS},
    {"Pf", PROSPECT_DEGRADES, PROSPECT_DEGRADES, PROSPECT_DEGRADES},
    {"U", PROSPECT_UNKNOWN, PROSPECT_WORKS, PROSPECT_BREAKS},
    {"u", PROSPECT_UNKNOWN, PROSPECT_WORKS, PROSPECT_DEGRADES},
    {"PPU", PROSPECT_UNKNOWN, PROSPECT_WORKS, PROSPECT_BREAKS},
    {"fU", PROSPECT_UNKNOWN, PROSPECT_DEGRADES, PROSPECT_BREAKS},
    /* Where doubt cannot change the answer, it is known. */
    {"fu", PROSPECT_DEGRADES, PROSPECT_DEGRADES, PROSPECT_DEGRADES},
    {"FU", PROSPECT_BREAKS, PROSPECT_BREAKS, PROSPECT_BREAKS},
    {"Fu", PROSPECT_BREAKS, PROSPECT_BREAKS, PROSPECT_BREAKS},
};

START_TEST(checks_make_an_outlook)
{
    struct finding finding[4];
    uint32_t n = (uint32_t)strlen(cases[_i].checks);
    struct outlook outlook;

    for (uint32_t i = 0; i < n; i++)
        finding[i] = finding_of(cases[_i].checks[i]);
    outlook = look(finding, n);
    ck_assert_int_eq(outlook.state, cases[_i].state);
    ck_assert_int_eq(outlook.best, cases[_i].best);
    ck_assert_int_eq(outlook.worst, cases[_i].worst);
}
END_TEST

static const char every[] = "spufSPUF";

static bool
has(const char *letters, size_t n, char a, char b)
{
    for (size_t i = 0; i < n; i++)
        if (letters[i] == a || letters[i] == b)
            return true;
    return false;
}

/* All triples of checks: what the state promises is there. */
START_TEST(doubt_neither_works_nor_breaks)
{
    for (unsigned k = 0; k < 64; k++) {
        char letters[3] = {every[_i], every[k % 8], every[k / 8]};
        struct finding finding[3];
        struct outlook o;

        for (int i = 0; i < 3; i++)
            finding[i] = finding_of(letters[i]);
        o = look(finding, 3);
        if (o.state == PROSPECT_WORKS || o.state == PROSPECT_OFF)
            ck_assert(!has(letters, 3, 'u', 'U') && !has(letters, 3, 'f', 'F'));
        if (o.state == PROSPECT_BREAKS)
            ck_assert(has(letters, 3, 'F', 'F'));
        if (o.state == PROSPECT_DEGRADES)
            ck_assert(has(letters, 3, 'f', 'f') && !has(letters, 3, 'F', 'U'));
        if (o.state == PROSPECT_UNKNOWN)
            ck_assert(has(letters, 3, 'u', 'U') && o.best < o.worst);
        ck_assert_int_le(o.best, o.worst);
        ck_assert_int_eq(o.n_lost > 0, has(letters, 3, 'f', 'F'));
        ck_assert_int_eq(o.n_open > 0, has(letters, 3, 'u', 'U'));
    }
}
END_TEST

START_TEST(order_and_waivers_do_not_matter)
{
    static const struct waiver waiver = {.state = WAIVER_ACTIVE};

    for (unsigned k = 0; k < 64; k++) {
        struct finding there[3] = {finding_of(every[_i]),
                                   finding_of(every[k % 8]),
                                   finding_of(every[k / 8])};
        struct finding back[3] = {there[2], there[1], there[0]};
        struct outlook a = look(there, 3), b;

        back[0].waiver = back[1].waiver = back[2].waiver = &waiver;
        b = look(back, 3);
        ck_assert_int_eq(a.state, b.state);
        ck_assert_int_eq(a.best, b.best);
        ck_assert_int_eq(a.worst, b.worst);
        ck_assert_uint_eq(a.n_lost, b.n_lost);
    }
}
END_TEST

START_TEST(each_loss_is_told_once)
{
    struct finding finding[4] = {finding_of('F'), finding_of('F'),
                                 finding_of('f'), finding_of('F')};
    struct outlook o;

    finding[3].degrades = "Another.";
    o = look(finding, 4);
    ck_assert_uint_eq(o.n_lost, 3);
    ck_assert_str_eq(o.lost[0]->degrades, "Required.");
    ck_assert_str_eq(o.lost[1]->degrades, "Recommended.");
    ck_assert_str_eq(o.lost[2]->degrades, "Another.");
}
END_TEST

/* The worst comes first; what is like it stands as in the file. */
START_TEST(the_worst_comes_first)
{
    static const struct feature list[] = {
        {"off", "Off", "p"},   {"good", "Good", "p"},  {"open", "Open", "p"},
        {"less", "Less", "p"}, {"bad", "Bad", "p"},    {"other", "Other", "q"},
        {"fine", "Fine", "p"}, {"worse", "Worse", "p"}};
    static const char letters[] = "SPUfFFPF";
    static const char *const wanted[] = {"bad",  "worse", "less", "open",
                                         "good", "fine",  "off"};
    struct finding finding[8];
    struct audit audit = {
        .feature = list, .n_feature = 8, .finding = finding, .n_finding = 8};
    struct outlooks all;

    for (uint32_t i = 0; i < 8; i++) {
        finding[i] = finding_of(letters[i]);
        finding[i].feature = list[i].id;
        finding[i].rules = list[i].rules;
    }
    all = outlooks_of(&audit, "p", &mem);
    ck_assert_uint_eq(all.n, 7);
    for (uint32_t i = 0; i < 7; i++)
        ck_assert_str_eq(all.item[i].feature->id, wanted[i]);
}
END_TEST

/* Of the shipped rules every check serves a feature; if nothing is known, no
 * feature is said to work or to break. */
START_TEST(horizon_says_nothing_where_nothing_is_known)
{
    struct file_text text = source_text(&mem, "rules/horizon-autotask.json");
    struct ruleset set = rules_good(&mem, text.bytes, &autotask_catalogues);
    struct facts facts = {.missing = WHY_LOGIN_REJECTED};
    struct audit audit = {.stopped = WHY_LOGIN_REJECTED};
    struct outlooks all;

    for (uint32_t i = 0; i < set.n_check; i++)
        ck_assert_str_ne(set.check[i].feature, FEATURE_PRODUCT);
    audit_judge(&audit, &set, autotask_catalogues.find("autotask"), &facts,
                &mem);
    all = outlooks_of(&audit, "horizon-autotask", &mem);
    ck_assert_uint_eq(all.n, set.n_feature);
    for (uint32_t i = 0; i < all.n; i++)
        ck_assert(all.item[i].state == PROSPECT_UNKNOWN ||
                  all.item[i].state == PROSPECT_OFF);
}
END_TEST

/* Webhooks are what the vendor can do without, but worse. */
START_TEST(horizon_without_webhooks_degrades)
{
    struct file_text text = source_text(&mem, "rules/horizon-autotask.json");
    struct ruleset set = rules_good(&mem, text.bytes, &autotask_catalogues);
    static const char *const entity[] = {"TicketWebhooks", "CompanyWebhooks",
                                         "ContactWebhooks"};
    struct observation seen[3];
    struct facts facts = {
        .observation = seen, .n_observation = 3, .missing = WHY_NOT_PROBED};
    struct audit audit = {.stopped = WHY_GRANTED};
    const struct catalogue *autotask = autotask_catalogues.find("autotask");
    struct outlooks all;

    for (int i = 0; i < 3; i++)
        seen[i] = seen_of(right_of(autotask, entity[i], "add"), BASIS_DECLARED,
                          "none", WHY_GRANTED);
    audit_judge(&audit, &set, autotask, &facts, &mem);
    all = outlooks_of(&audit, "horizon-autotask", &mem);
    ck_assert_str_eq(all.item[0].feature->id, "live-updates");
    ck_assert_int_eq(all.item[0].state, PROSPECT_DEGRADES);
    ck_assert_uint_eq(all.item[0].n_lost, 1);
    ck_assert(text_starts(all.item[0].lost[0]->degrades,
                          "Polling instead of webhooks"));
}
END_TEST

Suite *
rules_outlook_suite(void)
{
    Suite *suite = suite_create("rules: outlook");
    TCase *outlook = tcase_create("outlook");

    tcase_add_checked_fixture(outlook, NULL, teardown);
    tcase_add_loop_test(outlook, checks_make_an_outlook, 0,
                        (int)(sizeof cases / sizeof *cases));
    tcase_add_loop_test(outlook, doubt_neither_works_nor_breaks, 0, 8);
    tcase_add_loop_test(outlook, order_and_waivers_do_not_matter, 0, 8);
    tcase_add_test(outlook, each_loss_is_told_once);
    tcase_add_test(outlook, the_worst_comes_first);
    tcase_add_test(outlook, horizon_says_nothing_where_nothing_is_known);
    tcase_add_test(outlook, horizon_without_webhooks_degrades);
    suite_add_tcase(suite, outlook);
    return suite;
}
