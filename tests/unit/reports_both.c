/* Both directions in an audit file, there and back and with mistakes; and that
 * JUnit agrees with the exit status whatever of them there is. */
#include "audit/audit.h"
#include "audit/outcome.h"
#include "base/json.h"
#include "base/text.h"
#include "reports/report.h"
#include "tests/unit/reports_test.h"
#include "tests/unit/sample_audit.h"
#include "tests/unit/sample_both.h"

#include <check.h>
#include <string.h>

static struct arena arena;
static struct out first, second;

static void
setup(void)
{
    arena = (struct arena){0};
    first = (struct out){0};
    second = (struct out){0};
}

static void
teardown(void)
{
    out_free(&first);
    out_free(&second);
    arena_free(&arena);
}

static const char *
written(const char *format, const struct audit *a)
{
    out_reset(&first);
    report_find(format)->write(&first, a, NULL);
    return out_string(&first);
}

static uint32_t
occurrences(const char *text, const char *part)
{
    uint32_t n = 0;

    for (text = strstr(text, part); text != NULL; text = strstr(text + 1, part))
        n++;
    return n;
}

static bool
read_back(struct audit *a, const char *text, struct diags *diags)
{
    *diags = (struct diags){.arena = &arena, .file = "audit.json"};
    return audit_read(a, text, strlen(text), diags, &arena);
}

START_TEST(both_there_and_back)
{
    struct audit a = _i == 0   ? sample_both(&arena)
                     : _i == 1 ? sample_both_hostile(&arena)
                               : sample_many(&arena, 40, 300);
    struct diags diags;
    struct audit again;

    if (!read_back(&again, written("json", &a), &diags)) {
        diags_print(&diags, stdout);
        ck_abort_msg("what was written is not read");
    }
    for (uint32_t i = 0; report_formats[i] != NULL; i++) {
        (void)written(report_formats[i]->name, &a);
        out_reset(&second);
        report_formats[i]->write(&second, &again, NULL);
        ck_assert_msg(text_same(out_string(&first), out_string(&second)),
                      "%s differs once read again", report_formats[i]->name);
    }
}
END_TEST

START_TEST(both_members_survive)
{
    struct audit a = sample_both(&arena);
    struct diags diags;
    struct audit b;

    ck_assert(read_back(&b, written("json", &a), &diags));
    ck_assert_ptr_eq(b.finding[1].waiver, &b.waiver[WAIVER_EXPIRED]);
    ck_assert_ptr_eq(b.finding[1].attestation, &b.attestation[2]);
    ck_assert(b.finding[1].contested);
    ck_assert_ptr_null(b.finding[0].waiver);
    ck_assert_ptr_eq(b.excess[3].waiver, &b.waiver[WAIVER__N]);
    ck_assert(b.waiver[WAIVER__N].soon);
    ck_assert_str_eq(b.waiver[WAIVER_ELSEWHERE].target, "sandbox");
    ck_assert(b.attestation[1].is_number);
    ck_assert_int_eq(b.attestation[1].number, 50);
    ck_assert(b.attestation[1].expired);
    ck_assert(!b.attestation[0].is_number);
    ck_assert(b.attestation[0].yes);
    ck_assert_int_eq(b.excess[0].risk, RISK_CRITICAL);
    ck_assert_str_eq(b.excess[2].level, "restricted");
    ck_assert_str_eq(b.excess[2].held, "Restricted");
    ck_assert_str_eq(b.excess[2].title, "Edit");
    ck_assert_str_eq(b.excess[4].instead, "Thing4.view");
    ck_assert_ptr_null(b.excess[2].instead);
    ck_assert_uint_eq(b.excess[5].exchange, NO_EXCHANGE);
    ck_assert_uint_eq(b.coverage.judged, 230);
    ck_assert_str_eq(b.coverage.unjudged[1], "TaxRegions");
    ck_assert_str_eq(b.editor[1], "Contracts");
    ck_assert_str_eq(b.baseline, "2026-08-24T08:00:00Z");
    ck_assert_uint_eq(b.n_change, CHANGE__N);
    ck_assert_int_eq(b.change[CHANGE_FIXED].kind, CHANGE_FIXED);
}
END_TEST

/* What an older build wrote in other words is read, and stays as it is. */
START_TEST(other_sentences_are_kept)
{
    static const char *const sentence[] = {"No rule asks for it.",
                                           "Tickets: Edit is 'Restricted'.",
                                           "It was changed.", "Interrupted."};
    struct audit a = sample_both(&arena), b;
    struct diags diags;
    const char *text = written("json", &a);

    for (size_t i = 0; i < sizeof sentence / sizeof *sentence; i++) {
        const char *at = strstr(text, sentence[i]);

        ck_assert_msg(at != NULL, "the sample has no %s", sentence[i]);
        text = arena_print(&arena, "%.*sIn other words.%s", (int)(at - text),
                           text, at + strlen(sentence[i]));
    }
    ck_assert(read_back(&b, text, &diags));
    ck_assert_str_eq(written("json", &b), text);
}
END_TEST

static const struct {
    const char *from, *to, *said;
} mistake[] = {
    {"\"waiver\":\t1", "\"waiver\":\t99", "there is no waiver 99"},
    {"\"waiver\":\t1", "\"waiver\":\t0", "does not bear on this"},
    {"\"waiver\":\t1", "\"waiver\":\t\"x\"", "must be a number"},
    {"\"attestation\":\t2", "\"attestation\":\t0", "of another check"},
    {"\"contested\":\tfalse,\n\t\t\t\"counted\":\tfalse,\n\t\t\t\"waiver\":\t0",
     "\"contested\":\t1,\n\t\t\t\"counted\":\tfalse,\n\t\t\t\"waiver\":\t0",
     "must be"},
    {"\"attestation\":\tnull", "\"attestation\":\t3",
     "there is no attestation 3"},
    {"\"judged\":\t230", "\"judged\":\t232", "are not 232 in all"},
    {"\"risk\":\t\"high\"", "\"risk\":\t\"grave\"", "cannot be"},
    {"\"level\":\t\"restricted\"", "\"level\":\tnull", "must be a string"},
    {"\"observed\":\t\"Restricted\",\n\t\t\t\"counted\"",
     "\"observed\":\t\"All\",\n\t\t\t\"counted\"", "must be"},
    {"excess.Invoices.edit", "Invoices.edit", "begins with \"excess.\""},
    {"excess.Invoices.edit", "excess.Invoices.delete", "a second row"},
    {"\"reason\":\t\"excess\"", "\"reason\":\t\"granted\"",
     "must be \"excess\""},
    {"\"excess_mode\":\t\"report\"", "\"excess_mode\":\t\"ignore\"",
     "was not looked for"},
    {"\"excess_mode\":\t\"report\"", "\"excess_mode\":\t\"off\"", "cannot be"},
    {"\"excess_least\":\t\"none\"", "\"excess_least\":\t\"low\"",
     "for the mode \"fail\" alone"},
    {"\"excess_least\":\t\"none\"", "\"excess_least\":\t\"all\"", "cannot be"},
    {"\"excess_mode\":", "\"excess_mod\":", "did you mean \"excess_mode\""},
    {"\"excess\":\t[", "\"excesses\":\t[", "\"excess\" is missing"},
    {"\"coverage\":", "\"cover\":", "\"coverage\" is missing"},
    {"\"2026-08-24T08:00:00Z\"", "null", "does not say since when"},
    {"\"2026-08-24T08:00:00Z\"", "\"2026-08-24\"", "must be a time"},
    {"\"expires\":\t\"2026-12-01\"", "\"expires\":\t\"2026-13-01\"",
     "must be a date"},
    {"\"state\":\t\"active\"", "\"state\":\t\"live\"", "cannot be"},
    {"\"value\":\t50", "\"value\":\t\"50\"", "true, false or a whole number"},
    {"\"value\":\t50", "\"values\":\t50", "\"value\" is missing"},
    {"\"kind\":\t\"fixed\"", "\"kind\":\t\"mended\"", "cannot be"},
    {"\"TaxRegions\"", "7", "must be a string"},
    {"\"outcome\":\t\"not-compliant\"", "\"outcome\":\t\"compliant\"",
     "the outcome is"},
    {"\"headline\":\t\"not-compliant\"", "\"headline\":\t\"compliant\"",
     "the headline is"},
    {"\"exit_status\":\t130", "\"exit_status\":\t1", "the exit status is 1,"},
    {"\"counted\":\t{\n\t\t\"fail\":\t1", "\"counted\":\t{\n\t\t\"fail\":\t2",
     "\"counted\" is not what the findings say"},
    {"\"coverage\":\tfalse", "\"coverage\":\ttrue",
     "\"counted\" is not what the findings say"},
    {"\"counted\":\ttrue", "\"counted\":\tfalse", "must be true here"},
    {"\"counted\":\tfalse", "\"counted\":\ttrue", "must be false here"},
    {"\"headline\":\t\"not-compliant\",", "", "\"headline\" is missing"},
};

enum { N_MISTAKE = sizeof mistake / sizeof mistake[0] };

START_TEST(mistakes_in_both_are_named)
{
    struct audit a = sample_both(&arena);
    const char *text = written("json", &a);
    const char *at = strstr(text, mistake[_i].from);
    struct diags diags;
    bool said = false;

    ck_assert_msg(at != NULL, "the sample has no %s", mistake[_i].from);
    (void)out_bytes(&second, text, (size_t)(at - text));
    (void)out_text(&second, mistake[_i].to);
    (void)out_text(&second, at + strlen(mistake[_i].from));
    ck_assert(!read_back(&a, out_string(&second), &diags));
    for (uint32_t i = 0; i < diags.n; i++)
        said = said || strstr(diags.list[i].text, mistake[_i].said) != NULL;
    if (!said)
        diags_print(&diags, stdout);
    ck_assert_msg(said, "not said: %s", mistake[_i].said);
}
END_TEST

/* ---- JUnit and the exit status ------------------------------------------- */

static void
check_agreement(const struct audit *a)
{
    const char *text = written("junit", a);
    uint32_t failures = occurrences(text, "<failure ");
    uint32_t errors = occurrences(text, "<error ");

    ck_assert_uint_ge(occurrences(text, "<testcase "), 1);
    ck_assert_uint_eq(occurrences(text, "tests=\"0\""), 0);
    switch (audit_exit(a)) {
    case 0:
        ck_assert_uint_eq(failures + errors, 0);
        break;
    case 1:
        ck_assert_uint_ge(failures, 1);
        break;
    default:
        ck_assert_uint_eq(failures, 0);
        ck_assert_uint_ge(errors, 1);
    }
}

/* Digits of a number to some base, the least first. */
static unsigned
next(uint32_t *k, unsigned base)
{
    unsigned digit = (unsigned)(*k % base);

    *k /= base;
    return digit;
}

enum { WAIVED = 3, MODES = EXCESS__N, LEASTS = 2, ROWS = 4, NEWS = 3 };

static const struct waiver waiver[] = {
    {.rules = "sample",
     .check = "check.0",
     .expires = "2027-01-01",
     .state = WAIVER_ACTIVE},
    {.rules = "sample",
     .check = "check.0",
     .expires = "2026-01-01",
     .state = WAIVER_EXPIRED},
};
static const struct pack pack[] = {{.id = "sample"}, {.id = "second"}};

/* Up to two findings (verdict, need, no or live or expired waiver), of one
 * product or each of its own. */
static struct audit
small_findings(uint32_t n, bool shared, uint32_t *k)
{
    enum verdict verdict[2] = {0};
    enum need need[2] = {0};
    unsigned live[2] = {0};
    struct finding *f = arena_new(&arena, struct finding, n);
    struct audit a;

    for (uint32_t i = 0; i < n; i++) {
        verdict[i] = (enum verdict)next(k, VERDICT__N);
        live[i] = next(k, WAIVED);
    }
    need[0] = (enum need)next(k, NEED__N);
    a = sample_verdicts(&arena, n, verdict, need);
    for (uint32_t i = 0; i < n; i++) {
        f[i] = a.finding[i];
        f[i].waiver = live[i] == 0 ? NULL : &waiver[live[i] - 1];
    }
    if (shared) {
        f[1].rules = pack[1].id;
        f[1].id = f[0].id;
    }
    a.finding = f;
    return a;
}

/* No or an excess row (waived or not), and from which risk on it counts. */
static void
add_excess(struct audit *a, unsigned row, uint32_t *k)
{
    struct excess *e = arena_new(&arena, struct excess, 1);

    *e = (struct excess){.id = "excess.Invoices.edit",
                         .entity = "Invoices",
                         .section = "CRM",
                         .level = "all",
                         .risk = RISK_HIGH,
                         .waiver = row == 2   ? &waiver[0]
                                   : row == 3 ? &waiver[1]
                                              : NULL};
    a->excess = e;
    a->excess_mode = (enum excess_mode)next(k, MODES);
    a->n_excess = row > 0 && a->excess_mode != EXCESS_IGNORE;
    a->excess_least = next(k, LEASTS) == 0 || a->excess_mode != EXCESS_FAIL
                          ? RISK_NONE
                          : RISK_CRITICAL;
}

/* Findings, an excess row, all news or not. */
static struct audit
small_audit(uint32_t n, uint32_t k)
{
    bool shared = n == 2 && k / 7 % 2 == 1;
    struct change *change = arena_new(&arena, struct change, 3);
    unsigned row = next(&k, ROWS), news;
    struct audit a = small_findings(n, shared, &k);

    if (shared) {
        a.pack = pack;
        a.n_pack = 2;
    }
    add_excess(&a, row, &k);
    news = next(&k, NEWS);
    a.new_only = news > 0;
    a.baseline = a.new_only ? "2026-08-24T08:00:00Z" : NULL;
    change[0] = (struct change){
        .kind = CHANGE_NEW_FAILURE, .rules = "sample", .id = "check.0"};
    change[1] =
        (struct change){.kind = CHANGE_NEW_EXCESS, .id = a.excess[0].id};
    a.change = change;
    a.n_change = news == 2 ? 2 : 0;
    a.fail_on = (enum need)next(&k, NEED__N);
    return a;
}

/* Checks of the same name in files whose ids differ by a sign. */
START_TEST(junit_tells_rules_files_apart)
{
    static const struct pack two[] = {{.id = "acme.a"}, {.id = "acme-a"}};
    struct audit a = sample_audit(&arena);
    struct finding f[2] = {a.finding[0], a.finding[0]};
    const char *text;

    f[0].rules = two[0].id;
    f[1].rules = two[1].id;
    a.pack = two;
    a.n_pack = 2;
    a.finding = f;
    a.n_finding = 2;
    text = written("junit", &a);
    ck_assert_uint_eq(
        occurrences(text,
                    "classname=\"grantscan.contoso.acme_a.service-desk\""),
        1);
    ck_assert_uint_eq(
        occurrences(text,
                    "classname=\"grantscan.contoso.acme-a.service-desk\""),
        1);
}
END_TEST

/* The audit says what counted, and its sums are those of its rows. */
START_TEST(the_audit_says_what_counted)
{
    struct audit a = sample_both(&arena);
    const char *text = written("json", &a);

    ck_assert_ptr_nonnull(strstr(text, "\"exit_status\":\t130"));
    a.stopped = WHY_GRANTED;
    for (int i = 0; i < 4; i++) {
        struct counted counted;

        a.new_only = i % 2 == 1;
        a.excess_mode = i < 2 ? EXCESS_REPORT : EXCESS_FAIL;
        counted = audit_counted(&a);
        text = written("json", &a);
        ck_assert_ptr_nonnull(strstr(
            text, arena_print(&arena, "\"exit_status\":\t%d", audit_exit(&a))));
        ck_assert_uint_eq(occurrences(text, "\"counted\":\ttrue"),
                          counted.fail + counted.unknown + counted.excess);
        ck_assert_uint_eq(occurrences(text, "\"counted\":\tfalse"),
                          a.n_finding + a.n_excess - counted.fail -
                              counted.unknown - counted.excess);
    }
    ck_assert_uint_gt(audit_counted(&a).excess, 0);
}
END_TEST

START_TEST(junit_agrees_whatever_is_waived_or_new)
{
    uint32_t n = (uint32_t)_i;
    uint32_t all = ROWS * NEED__N * MODES * LEASTS * NEWS * NEED__N;
    bool seen[3] = {false};

    for (uint32_t i = 0; i < n; i++)
        all *= VERDICT__N * WAIVED;
    for (uint32_t k = 0; k < all; k++) {
        struct audit a = small_audit(n, k);

        check_agreement(&a);
        seen[audit_exit(&a)] = true;
        if (k % 64 == 0)
            arena_free(&arena);
    }
    ck_assert(seen[1] && seen[2]);
    ck_assert(seen[0] == (n > 0));
}
END_TEST

/* Longer than what is kept of a text in a document. */
static const char *
too_long(char c)
{
    size_t n = JSON_TEXT_CAP + 1000;
    char *text = arena_new(&arena, char, n + 1);

    memset(text, c, n);
    return text;
}

START_TEST(what_is_written_can_be_read_however_long)
{
    struct audit a = sample_both(&arena), b;
    struct pack *packs = arena_new(&arena, struct pack, 2);
    struct finding *f = arena_new(&arena, struct finding, a.n_finding);
    struct excess *e = arena_new(&arena, struct excess, a.n_excess);
    const char *note[] = {too_long('n')};
    struct diags diags;

    memcpy(f, a.finding, a.n_finding * sizeof *f);
    memcpy(e, a.excess, a.n_excess * sizeof *e);
    packs[0] = packs[1] = a.pack[0];
    packs[1].id = "another";
    packs[0].title = too_long('t');
    packs[1].title = too_long('u');
    f[0].detail = too_long('d');
    f[0].degrades = too_long('l');
    e[0].noun = too_long('e');
    a.pack = packs;
    a.n_pack = 2;
    a.finding = f;
    a.excess = e;
    a.note = note;
    a.n_note = 1;
    (void)out_text(&second, written("json", &a));
    ck_assert_msg(read_back(&b, out_string(&second), &diags), "%s",
                  diags.n > 0 ? diags.list[0].text : "");
    ck_assert_uint_eq(strlen(b.finding[0].detail), JSON_TEXT_CAP);
    ck_assert_str_eq(written("json", &b), out_string(&second));
}
END_TEST

void
reports_both(Suite *suite)
{
    TCase *tests = tcase_create("both");

    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_set_timeout(tests, 120);
    tcase_add_loop_test(tests, both_there_and_back, 0, 3);
    tcase_add_test(tests, both_members_survive);
    tcase_add_test(tests, other_sentences_are_kept);
    tcase_add_loop_test(tests, mistakes_in_both_are_named, 0, N_MISTAKE);
    tcase_add_test(tests, what_is_written_can_be_read_however_long);
    tcase_add_test(tests, junit_tells_rules_files_apart);
    tcase_add_test(tests, the_audit_says_what_counted);
    tcase_add_loop_test(tests, junit_agrees_whatever_is_waived_or_new, 0, 3);
    suite_add_tcase(suite, tests);
}
