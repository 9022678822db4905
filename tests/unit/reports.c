/* Reports: the audit file there and back, what JUnit says against the exit
 * status, sentences, hostile texts. */
#include "audit/audit.h"
#include "base/text.h"
#include "reports/report.h"
#include "reports/view/view.h"
#include "tests/unit/reports_test.h"
#include "tests/unit/sample_audit.h"

#include <check.h>
#include <stdlib.h>
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

static void
write_as(const char *format, const struct audit *a, struct out *out)
{
    out_reset(out);
    report_find(format)->write(out, a, NULL);
}

static bool
read_text(struct audit *a, const char *text, struct diags *diags)
{
    *diags = (struct diags){.arena = &arena, .file = "audit.json"};
    return audit_read(a, text, strlen(text), diags, &arena);
}

static uint32_t
occurrences(const char *text, const char *part)
{
    uint32_t n = 0;

    for (text = strstr(text, part); text != NULL; text = strstr(text + 1, part))
        n++;
    return n;
}

START_TEST(formats_are_found_by_name)
{
    uint32_t n = 0;

    for (; report_formats[n] != NULL; n++) {
        ck_assert_ptr_eq(report_find(report_formats[n]->name),
                         report_formats[n]);
        ck_assert_str_ne(report_formats[n]->about, "");
    }
    ck_assert_uint_ge(n, 4);
    ck_assert_ptr_null(report_find("jsonx"));
    ck_assert_ptr_null(report_find(""));
}
END_TEST

/* What is read is written again byte for byte, in every format. */
static void
check_round_trip(const struct audit *a)
{
    struct diags diags;
    struct audit again;

    write_as("json", a, &first);
    if (!read_text(&again, out_string(&first), &diags)) {
        diags_print(&diags, stdout);
        ck_abort_msg("what was written is not read");
    }
    for (uint32_t i = 0; report_formats[i] != NULL; i++) {
        write_as(report_formats[i]->name, a, &first);
        write_as(report_formats[i]->name, &again, &second);
        ck_assert_msg(text_same(out_string(&first), out_string(&second)),
                      "%s differs once read again", report_formats[i]->name);
        ck_assert_uint_gt(first.length, 0);
    }
}

START_TEST(audit_there_and_back)
{
    struct audit a = sample_audit(&arena);
    struct audit hostile = sample_hostile(&arena);
    struct audit empty = sample_empty(&arena);

    check_round_trip(&a);
    check_round_trip(&hostile);
    check_round_trip(&empty);
}
END_TEST

/* A page for machines that agrees with the exit status. */
static void
check_agreement(const struct audit *a)
{
    uint32_t failures;
    uint32_t errors;
    uint32_t cases;

    write_as("junit", a, &first);
    failures = occurrences(out_string(&first), "<failure ");
    errors = occurrences(out_string(&first), "<error ");
    cases = occurrences(out_string(&first), "<testcase ");
    ck_assert_uint_ge(cases, 1);
    ck_assert_uint_ge(cases, a->n_finding);
    ck_assert_uint_eq(occurrences(out_string(&first), "tests=\"0\""), 0);
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

/* All audits of up to three findings: verdict x need each, fail_on. */
START_TEST(junit_agrees_with_the_exit_status)
{
    enum { KINDS = VERDICT__N * NEED__N };
    uint32_t n = (uint32_t)_i;
    uint32_t combinations = 1;

    for (uint32_t i = 0; i < n; i++)
        combinations *= KINDS;
    for (uint32_t k = 0; k < combinations * NEED__N; k++) {
        enum verdict verdict[3] = {0};
        enum need need[3] = {0};
        uint32_t rest = k / NEED__N;
        struct audit a;

        for (uint32_t i = 0; i < n; i++, rest /= KINDS) {
            verdict[i] = (enum verdict)(rest % VERDICT__N);
            need[i] = (enum need)(rest / VERDICT__N % NEED__N);
        }
        a = sample_verdicts(&arena, n, verdict, need);
        a.fail_on = (enum need)(k % NEED__N);
        check_agreement(&a);
    }
}
END_TEST

START_TEST(junit_tells_an_uncounted_fail)
{
    enum verdict verdict = VERDICT_FAIL;
    enum need need = NEED_RECOMMENDED;
    struct audit a = sample_verdicts(&arena, 1, &verdict, &need);

    a.fail_on = NEED_REQUIRED;
    write_as("junit", &a, &first);
    ck_assert_uint_eq(occurrences(out_string(&first), "<skipped "), 1);
    ck_assert_ptr_nonnull(
        strstr(out_string(&first), "message=\"only recommended"));
    ck_assert_ptr_nonnull(strstr(out_string(&first), "reason: not-granted"));
}
END_TEST

START_TEST(junit_names_hold_nothing_observed)
{
    struct audit a = sample_audit(&arena);
    const char *name;

    write_as("junit", &a, &first);
    name = strstr(out_string(&first), "name=\"desk.tickets.edit\" "
                                      "classname=\"grantscan.contoso.service-"
                                      "desk\"");
    ck_assert_ptr_nonnull(name);
    ck_assert_ptr_nonnull(strstr(out_string(&first),
                                 "classname=\"grantscan.contoso.api-links-and-"
                                 "more\""));
    /* 402 ms are charged once, though two testcases rest on them. */
    ck_assert_uint_eq(occurrences(out_string(&first), "time=\"0.402\""), 1);
    ck_assert_uint_eq(occurrences(out_string(&first), "time=\"30.402\""), 1);
}
END_TEST

static const struct {
    enum verdict verdict[4];
    enum need need[4];
    uint32_t n;
    enum need fail_on;
    const char *sentence;
} said[] = {
    {{VERDICT_FAIL, VERDICT_FAIL, VERDICT_UNKNOWN, VERDICT_PASS},
     {NEED_REQUIRED, NEED_RECOMMENDED, NEED_REQUIRED, NEED_REQUIRED},
     4,
     NEED_RECOMMENDED,
     "Not compliant: 2 of 4 checks fail (1 required, 1 recommended) and 1 "
     "could not be determined."},
    {{VERDICT_FAIL, VERDICT_FAIL},
     {NEED_REQUIRED, NEED_RECOMMENDED},
     2,
     NEED_REQUIRED,
     "Not compliant: 2 of 2 checks fail (1 required, 1 recommended); 1 of "
     "these is only recommended and does not count."},
    {{VERDICT_PASS, VERDICT_SKIP},
     {NEED_REQUIRED, NEED_REQUIRED},
     2,
     NEED_RECOMMENDED,
     "Compliant: the one check that applies passes (1 of 2 does not apply "
     "here)."},
    {{VERDICT_PASS, VERDICT_PASS},
     {NEED_REQUIRED, NEED_REQUIRED},
     2,
     NEED_RECOMMENDED,
     "Compliant: all 2 checks that apply pass."},
    {{VERDICT_PASS, VERDICT_FAIL},
     {NEED_REQUIRED, NEED_RECOMMENDED},
     2,
     NEED_REQUIRED,
     "Compliant: 1 of 2 checks pass and 1 fails; 1 of these is only "
     "recommended and does not count."},
    {{VERDICT_PASS, VERDICT_UNKNOWN},
     {NEED_REQUIRED, NEED_REQUIRED},
     2,
     NEED_RECOMMENDED,
     "Undetermined: 1 of 2 checks could not be determined; no check that was "
     "assessed fails."},
    {{VERDICT_SKIP},
     {NEED_REQUIRED},
     1,
     NEED_RECOMMENDED,
     "Undetermined: none of 1 check was assessed."},
    {{VERDICT_SKIP},
     {NEED_REQUIRED},
     0,
     NEED_RECOMMENDED,
     "Undetermined: there was nothing to check."},
};

START_TEST(the_verdict_in_one_sentence)
{
    struct audit a =
        sample_verdicts(&arena, said[_i].n, said[_i].verdict, said[_i].need);
    struct sentence s;

    a.fail_on = said[_i].fail_on;
    s = view_sentence(&arena, &a);
    ck_assert_str_eq(arena_print(&arena, "%s: %s", s.head, s.tail),
                     said[_i].sentence);
}
END_TEST

/* Nothing of a hostile text acts; all of it is legal text. */
START_TEST(hostile_text_is_only_text)
{
    struct audit a = sample_hostile(&arena);

    ck_assert(!text_is_clean(sample_poison, strlen(sample_poison)));
    for (uint32_t i = 0; report_formats[i] != NULL; i++) {
        const char *name = report_formats[i]->name;

        write_as(name, &a, &first);
        ck_assert(text_is_clean(first.bytes, first.length));
        ck_assert_uint_eq(strlen(first.bytes), first.length);
        if (!text_same(name, "html") && !text_same(name, "junit"))
            continue;
        ck_assert_ptr_null(strstr(first.bytes, "<script"));
        ck_assert_ptr_null(strstr(first.bytes, "<img"));
        ck_assert_ptr_null(strstr(first.bytes, "]]>"));
        ck_assert_ptr_nonnull(strstr(first.bytes, "&lt;script&gt;"));
    }
}
END_TEST

static size_t
longest_word(const char *line, size_t length)
{
    size_t longest = 0;

    for (size_t i = 0, word = 0; i < length; i++) {
        word = line[i] == ' ' ? 0 : word + ((line[i] & 0xC0) != 0x80);
        longest = word > longest ? word : longest;
    }
    return longest;
}

/* No line is wider than asked for, unless a word in it fits on none. */
START_TEST(text_fits_its_width)
{
    static const unsigned width[] = {60, 80, 132, 140};
    struct audit a = sample_hostile(&arena);

    for (size_t i = 0; i < sizeof width / sizeof width[0]; i++) {
        struct presentation p = {.width = width[i]};
        const char *line;

        out_reset(&first);
        report_find("text")->write(&first, &a, &p);
        for (line = first.bytes; *line != '\0';) {
            size_t length = strcspn(line, "\n");
            size_t columns = 0;

            for (size_t k = 0; k < length; k++)
                columns += (line[k] & 0xC0) != 0x80;
            ck_assert_msg(columns <= width[i] ||
                              longest_word(line, length) > width[i] / 2,
                          "%zu columns: %.*s", columns, (int)length, line);
            line += length + (line[length] == '\n');
        }
    }
}
END_TEST

START_TEST(colour_adds_nothing_but_colour)
{
    struct presentation colour = {.colour = true};
    struct audit a = sample_audit(&arena);
    char *plain;
    size_t n = 0;

    report_find("text")->write(&first, &a, &colour);
    write_as("text", &a, &second);
    ck_assert_ptr_null(strchr(out_string(&second), '\033'));
    plain = arena_new(&arena, char, first.length + 1);
    for (const char *p = out_string(&first); *p != '\0'; p++) {
        if (*p == '\033')
            p += strcspn(p, "m");
        else
            plain[n++] = *p;
    }
    ck_assert_str_eq(plain, out_string(&second));
    ck_assert_uint_gt(first.length, second.length);
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("reports");
    TCase *tests = tcase_create("reports");
    SRunner *runner;
    int failed;

    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, formats_are_found_by_name);
    tcase_add_test(tests, audit_there_and_back);
    tcase_add_loop_test(tests, junit_agrees_with_the_exit_status, 0, 4);
    tcase_add_test(tests, junit_tells_an_uncounted_fail);
    tcase_add_test(tests, junit_names_hold_nothing_observed);
    tcase_add_loop_test(tests, the_verdict_in_one_sentence, 0,
                        sizeof said / sizeof said[0]);
    tcase_add_test(tests, hostile_text_is_only_text);
    tcase_add_test(tests, text_fits_its_width);
    tcase_add_test(tests, colour_adds_nothing_but_colour);
    suite_add_tcase(suite, tests);
    reports_both(suite);
    reports_file(suite);
    reports_more(suite);
    reports_junit(suite);
    reports_outcome(suite);
    reports_page(suite);
    reports_tasks(suite);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
