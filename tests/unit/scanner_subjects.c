/* Reads on people who were named: one step each, addressed by a template, and
 * nothing that comes of it says who they are. */
#include "audit/audit.h"
#include "audit/record.h"
#include "base/text.h"
#include "reports/report.h"
#include "reports/view/format.h"
#include "rules/load/load.h"
#include "rules/load/subject.h"
#include "rules/model/words.h"
#include "tests/unit/scanner_tiny.h"

#include <string.h>

static struct tiny_scan t;

static void
setup(void)
{
    tiny_begin(&t);
}

static void
teardown(void)
{
    tiny_end(&t);
}

static const char rules[] =
    "{\"format\": \"grantscan-rules/1\", \"id\": \"r\", \"title\": \"T\","
    " \"version\": \"1\", \"provider\": \"tiny\", \"product\": \"P\","
    " \"sources\": [{\"id\": \"s\", \"title\": \"S\", \"date\": "
    "\"2026-01-01\"}],"
    " \"subjects\": [{\"name\": \"technician\", \"many\": true, \"about\": "
    "\"A.\"}, {\"name\": \"outsider\", \"about\": \"B.\"}],"
    " \"rules\": [{\"id\": \"reach\", \"section\": \"S\", \"object\": \"O\","
    " \"level\": \"L\", \"why\": \"W\", \"degrades\": \"D\","
    " \"need\": \"required\", \"source\": \"s\", \"screen\": \"C\","
    " \"fix\": \"F\", \"checks\": ["
    " {\"access\": \"reached\", \"reaches\": [\"technician\"]},"
    " {\"access\": \"spared\", \"spares\": [\"outsider\"]}]}]}";

static const struct catalogue catalogue = {.provider = "tiny",
                                           .world = WORLD_CLOSED};
static const char *const names[] = {"tiny", NULL};

static const struct catalogue *
find(const char *name)
{
    return text_same(name, "tiny") ? &catalogue : NULL;
}

static struct ruleset
loaded(void)
{
    static const struct catalogue_source source = {find, names};
    struct diags diags = {.arena = &t.mem};
    struct ruleset set = {0};

    ck_assert_msg(ruleset_load(&set, &(struct file_text){rules, strlen(rules)},
                               &source, &diags, &t.mem),
                  "%s", test_mistakes(&diags, &t.mem));
    return set;
}

static struct ruleset
given(const char *const *assignment, uint32_t n)
{
    struct diags diags = {.arena = &t.mem};
    struct ruleset set = loaded();

    ck_assert_msg(ruleset_subjects(&set, assignment, n, &diags, &t.mem), "%s",
                  test_mistakes(&diags, &t.mem));
    return set;
}

/* As a provider's plan does it. */
static void
add_steps(const struct ruleset *set)
{
    for (uint32_t i = 0; i < set->n_subject; i++) {
        const struct subject *subject = &set->subject[i];

        for (uint32_t nth = 1; nth <= subject->n_value; nth++) {
            struct step *step = tiny_step(&t, NO_STEP);
            const char **answers = arena_new(&t.mem, const char *, 2);

            answers[0] = subject_right(subject->name, nth, &t.mem);
            step->path = arena_print(&t.mem, "users/{%s}/calendar", answers[0]);
            step->purpose = "whether a calendar can be read";
            step->answers = answers;
            step->basis = BASIS_READ;
            step->settles = true;
            step->probe = TINY_REACH;
        }
    }
}

static const char *const three[] = {"technician=anna@acme.example",
                                    "outsider=chief@acme.example",
                                    "technician=B. Smith+2@acme.example"};

START_TEST(each_is_asked_about_by_a_template)
{
    struct ruleset set = given(three, 3);

    t.rules = &set;
    add_steps(&set);
    (void)tiny_run(&t, tiny_fine);
    ck_assert_uint_eq(t.fake.n, 3);
    ck_assert_str_eq(t.fake.sent[0].url, "https://api.example/users/"
                                         "anna%40acme.example/calendar");
    ck_assert_str_eq(t.fake.sent[1].url,
                     "https://api.example/users/"
                     "B.%20Smith%2B2%40acme.example/calendar");
    ck_assert_str_eq(t.scan.exchange[1].path, "users/{technician/2}/calendar");
    ck_assert_uint_eq(t.scan.n_observation, 3);
    for (uint32_t i = 0; i < 3; i++)
        ck_assert(!t.scan.observation[i].weak);
}
END_TEST

/* Many of them do not run out of room. */
START_TEST(there_is_room_for_many)
{
    const char *many[200];
    struct ruleset set;

    for (unsigned i = 0; i < 200; i++)
        many[i] = arena_print(&t.mem, "technician=t%u@acme.example", i);
    set = given(many, 200);
    t.rules = &set;
    add_steps(&set);
    (void)tiny_run(&t, tiny_fine);
    ck_assert_uint_eq(t.fake.n, 200);
    ck_assert_str_eq(session_value(&t.scan.session, "technician/200"),
                     "t199@acme.example");
}
END_TEST

/* A step that got no answer leaves its right unknown with that reason, and not
 * merely weakly so. */
START_TEST(what_was_not_answered_has_its_reason)
{
    static const struct fake_reply replies[] = {
        {.match = "anna", .net = NET_TIMEOUT}, {.match = ""}, {0}};
    struct ruleset set = given(three, 3);
    const struct observation *seen;

    t.rules = &set;
    add_steps(&set);
    (void)tiny_run(&t, replies);
    ck_assert_uint_eq(t.scan.n_observation, 3);
    seen = &t.scan.observation[2];
    ck_assert_str_eq(seen->right, "technician/1");
    ck_assert_int_eq(seen->reason, WHY_TIMEOUT);
    ck_assert_int_eq(seen->basis, BASIS_READ);
    ck_assert(!seen->weak);
}
END_TEST

/* However a server repeats whom it was asked about. */
static const struct fake_reply echo[] = {
    {.match = "anna",
     .status = 403,
     .body = "{\"message\": \"anna@acme.example, ANNA%40acme.example and "
             "smtp:Anna@Acme.Example have no calendar for you\"}"},
    {.match = "Smith",
     .status = 302,
     .location = "https://x.example/B.%20Smith%2B2%40acme.example/"},
    {.match = "chief",
     .status = 500,
     .body = "{\"message\": \"\\u0063hief@acme.example: no\"}"},
    {0}};

START_TEST(nothing_that_is_kept_names_them)
{
    struct ruleset set = given(three, 3);

    t.rules = &set;
    add_steps(&set);
    (void)tiny_run(&t, echo);
    for (uint32_t i = 0; i < t.scan.n_exchange; i++) {
        const char *note = t.scan.exchange[i].note;

        ck_assert_ptr_nonnull(note);
        ck_assert_ptr_nonnull(strstr(note, "***"));
        ck_assert_msg(!text_has_fold(note, "anna") &&
                          !text_has_fold(note, "smith") &&
                          !text_has_fold(note, "chief"),
                      "%s", note);
    }
    ck_assert_uint_eq(t.scan.n_exchange, 3);
}
END_TEST

/* ---- reports ------------------------------------------------------------- */

static const char *
written(const struct audit *audit, const struct report_format *format)
{
    struct presentation how = {.width = 80};
    struct out out = {0};
    const char *text;

    format->write(&out, audit, &how);
    text = arena_text(&t.mem, out_string(&out));
    out_free(&out);
    return text;
}

static struct audit
judged(const struct ruleset *set)
{
    struct audit audit = {.tool = "t",
                          .started = "2026-11-23T08:00:00Z",
                          .finished = "2026-11-23T08:00:01Z",
                          .target = {.provider = "tiny"},
                          .stopped = t.scan.stopped,
                          .stop_text = t.scan.stop_text,
                          .requests = t.scan.sent,
                          .exchange = t.scan.exchange,
                          .n_exchange = t.scan.n_exchange};

    audit_judge(&audit, set, &catalogue,
                &(struct facts){.observation = t.scan.observation,
                                .n_observation = t.scan.n_observation,
                                .missing = WHY_NOT_PROBED},
                &t.mem);
    return audit;
}

/* Of whom nothing but two letters and where they are may be told. */
static void
check_hidden(const char *text, const char *where)
{
    static const char *const whole[] = {"anna", "chief", "smith"};

    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
        ck_assert_msg(!text_has_fold(text, whole[i]), "%s: %s", where, text);
}

START_TEST(no_report_names_them)
{
    struct ruleset set = given(three, 3);
    struct audit audit;

    t.rules = &set;
    add_steps(&set);
    (void)tiny_run(&t, echo);
    audit = judged(&set);
    ck_assert_int_eq(audit.finding[0].verdict, VERDICT_FAIL);
    ck_assert_str_eq(audit.finding[0].evidence[0].about,
                     "technician 1 (***@acme.example)");
    for (const struct report_format *const *f = report_formats; *f != NULL;
         f++) {
        const char *text = written(&audit, *f);

        ck_assert_uint_gt(strlen(text), 100);
        check_hidden(text, (*f)->name);
        ck_assert_msg((*f == report_find("worksheet")) ==
                          (strstr(text, "***@acme.example") == NULL),
                      "%s", text);
    }
}
END_TEST

/* What was recorded judges the same without them. */
START_TEST(an_audit_is_read_and_judged_again)
{
    struct ruleset set = given(three, 3), again = loaded();
    struct diags diags = {.arena = &t.mem};
    struct audit audit, read;
    const char *text;

    t.rules = &set;
    add_steps(&set);
    (void)tiny_run(&t, echo);
    audit = judged(&set);
    text = written(&audit, report_find("json"));
    ck_assert_msg(audit_read(&read, text, strlen(text), &diags, &t.mem), "%s",
                  test_mistakes(&diags, &t.mem));
    ck_assert_str_eq(written(&read, report_find("json")), text);
    ck_assert_uint_eq(read.n_subject, 2);
    ck_assert_ptr_null(read.subject[0].value);
    ruleset_recall(&again, read.subject, read.n_subject, &t.mem);
    audit = judged(&again);
    ck_assert_str_eq(written(&audit, report_find("json")), text);
}
END_TEST

/* Of a build that knew no subjects, and of one that says too much of them. */
static const struct {
    const char *part, *with, *said;
} edited[] = {
    {"\"subjects\":\t[", "\"subjects\":\t{}, \"x\": [", "must be an array"},
    {"\"given\":\t[\"***", "\"given\":\t[7, \"***", "must be a string"},
    {"\"name\":\t\"outsider\",", "\"name\":\t\"technician\",",
     "a second subject \"technician\""},
    {"\"about\":\t\"A.\",\n\t\t\t\"rules\":\t\"r\"",
     "\"about\":\t\"A.\",\n\t\t\t\"rules\":\t\"q\"",
     "the subject is of no ruleset"},
    {"\"about\":\t\"A.\",", "", "\"about\" is missing"},
};

static const char *
replaced(const char *text, const char *part, const char *with)
{
    const char *at = strstr(text, part);

    ck_assert_msg(at != NULL, "%s", part);
    return arena_print(&t.mem, "%.*s%s%s", (int)(at - text), text, with,
                       at + strlen(part));
}

START_TEST(a_wrong_record_is_refused)
{
    struct ruleset set = given(three, 3);
    struct diags diags = {.arena = &t.mem};
    struct audit audit, read;
    const char *text;

    (void)tiny_run(&t, tiny_fine);
    audit = judged(&set);
    text = replaced(written(&audit, report_find("json")), edited[_i].part,
                    edited[_i].with);
    ck_assert(!audit_read(&read, text, strlen(text), &diags, &t.mem));
    ck_assert_msg(strstr(test_mistakes(&diags, &t.mem), edited[_i].said) !=
                      NULL,
                  "%s", test_mistakes(&diags, &t.mem));
}
END_TEST

START_TEST(older_audits_have_none)
{
    struct ruleset set = given(NULL, 0);
    struct diags diags = {.arena = &t.mem};
    struct audit audit, read;
    const char *text, *from, *to;

    (void)tiny_run(&t, tiny_fine);
    audit = judged(&set);
    text = written(&audit, report_find("json"));
    from = strstr(text, "\t\"subjects\"");
    to = strstr(text, "\t\"quota\"");
    text = arena_print(&t.mem, "%.*s%s", (int)(from - text), text, to);
    ck_assert_msg(audit_read(&read, text, strlen(text), &diags, &t.mem), "%s",
                  test_mistakes(&diags, &t.mem));
    ck_assert_uint_eq(read.n_subject, 0);
}
END_TEST

Suite *
scanner_subject_suite(void)
{
    Suite *suite = suite_create("scanner: subjects");
    TCase *tests = tcase_create("subjects");

    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, each_is_asked_about_by_a_template);
    tcase_add_test(tests, there_is_room_for_many);
    tcase_add_test(tests, what_was_not_answered_has_its_reason);
    tcase_add_test(tests, nothing_that_is_kept_names_them);
    tcase_add_test(tests, no_report_names_them);
    tcase_add_test(tests, an_audit_is_read_and_judged_again);
    tcase_add_loop_test(tests, a_wrong_record_is_refused, 0,
                        (int)(sizeof edited / sizeof *edited));
    tcase_add_test(tests, older_audits_have_none);
    suite_add_tcase(suite, tests);
    return suite;
}
