/* Attestations: every mistake of a file with its place, what a statement is
 * worth beside what the API shows, and the template. */
#include "base/out.h"
#include "base/text.h"
#include "rules/load/attest.h"
#include "rules/model/words.h"
#include "tests/unit/rules_test.h"

#include <string.h>

static struct arena mem;

static void
teardown(void)
{
    arena_free(&mem);
}

static const char rules[] =
    "{\"format\": \"grantscan-rules/1\", \"id\": \"t\", \"title\": \"T\","
    " \"version\": \"1\", \"provider\": \"test\", \"product\": \"P\","
    " \"sources\": [{\"id\": \"s\", \"title\": \"S\", \"date\": "
    "\"2026-01-01\"}], \"options\": [{\"name\": \"extra\","
    " \"default\": false, \"about\": \"E\"}],"
    " \"rules\": [{\"id\": \"r\", \"section\": \"S\", \"object\": \"Boxes\","
    " \"level\": \"L\", \"why\": \"W\", \"degrades\": \"D\","
    " \"need\": \"required\", \"source\": \"s\", \"screen\": \"C\","
    " \"fix\": \"F\", \"checks\": ["
    " {\"access\": \"view\", \"grants\": [{\"entity\": \"Boxes\","
    " \"accesses\": [\"view\"]}]},"
    " {\"access\": \"edit\", \"grants\": [{\"entity\": \"Lids\","
    " \"accesses\": [\"edit\"]}]},"
    " {\"access\": \"max\", \"limit\": {\"fact\": \"quota\","
    " \"atLeast\": 50}},"
    " {\"access\": \"said\", \"attest\": {\"question\": \"Is it so?\"}},"
    " {\"access\": \"mixed\", \"grants\": [{\"entity\": \"Boxes\","
    " \"accesses\": [\"view\"]}], \"attest\": {\"question\": \"Q?\"}},"
    " {\"access\": \"more\", \"limit\": {\"fact\": \"quota\","
    " \"atLeast\": 50}, \"attest\": {\"question\": \"Q?\"}},"
    " {\"access\": \"off\", \"option\": \"extra\","
    " \"attest\": {\"question\": \"Is it off?\"}}"
    "]}]}";

static const char today[] = "2026-11-23";

/* ---- mistakes ---------------------------------------------------------- */

static const char good[] =
    "{\"attestations\": [\n"
    "  {\"check\": \"r.max\", \"value\": 50,\n"
    "   \"by\": \"Jane\", \"on\": \"2026-11-01\",\n"
    "   \"expires\": \"2027-02-01\", \"note\": \"N\"},\n"
    "  {\"check\": \"r.said\", \"value\": true,\n"
    "   \"by\": \"Joe\", \"on\": \"2026-11-23\", \"expires\": \"2026-11-23\"}\n"
    "]}\n";

/* replace NULL: the whole file is `with`. */
static const struct mistake {
    const char *replace, *with, *said;
} mistakes[] = {
#include "tests/unit/rules_attest.inc"
};

static const char *
changed(const struct mistake *mistake)
{
    return text_changed(&mem, good, mistake->replace, mistake->with);
}

static bool
load(struct attestations *to, const struct ruleset *set, const char *text,
     struct diags *diags)
{
    struct file_text file = {text, strlen(text)};

    return attestations_load(to, &file, set, today, diags);
}

START_TEST(mistake_is_reported)
{
    struct ruleset set = rules_good(&mem, rules, &test_catalogues);
    struct diags diags = {.arena = &mem, .file = "attest.json"};
    struct attestations to;
    bool loaded = load(&to, &set, changed(&mistakes[_i]), &diags);

    ck_assert_str_eq(diags_text(&diags, &mem), mistakes[_i].said);
    ck_assert_int_eq(loaded, mistakes[_i].said[0] == '\0');
}
END_TEST

START_TEST(a_good_file_fills_the_list)
{
    struct ruleset set = rules_good(&mem, rules, &test_catalogues);
    struct diags diags = {.arena = &mem};
    struct attestations to;

    ck_assert(load(&to, &set, good, &diags));
    ck_assert_uint_eq(to.n, 2);
    ck_assert_str_eq(to.item[0].check, "r.max");
    ck_assert(to.item[0].is_number && to.item[0].number == 50);
    ck_assert_str_eq(to.item[0].by, "Jane");
    ck_assert_str_eq(to.item[0].on, "2026-11-01");
    ck_assert_str_eq(to.item[0].expires, "2027-02-01");
    ck_assert_str_eq(to.item[0].note, "N");
    ck_assert(!to.item[0].expired);
    ck_assert(!to.item[1].is_number && to.item[1].yes);
    ck_assert_ptr_null(to.item[1].note);
    ck_assert_msg(!to.item[1].expired, "the day itself is still good");
}
END_TEST

START_TEST(text_that_is_no_json_is_one_mistake)
{
    struct ruleset set = rules_good(&mem, rules, &test_catalogues);
    struct diags diags = {.arena = &mem};
    struct attestations to = {NULL, 7, NULL};

    ck_assert(!load(&to, &set, "{\"attestations\": [", &diags));
    ck_assert_uint_eq(diags.n, 1);
    ck_assert_uint_eq(to.n, 0);
}
END_TEST

/* ---- what a statement is worth ----------------------------------------- */

static const struct {
    const char *name;
    const char *check, *value; /* the statement; NULL: none */
    const char *expires;       /* NULL: in time */
    const char *view;          /* of Boxes */
    int64_t counted;           /* of the quota; 0: not counted */
    const char *verdict;       /* of that check */
    bool contested;
    const char *observed, *detail; /* NULL: any */
} worth[] = {
    {"yes", "r.said", "true", NULL, "all", 0, "pass attested attested", false,
     "yes",
     "Boxes: Jane stated on 2026-11-01 that the answer is yes (Is it so?)."},
    {"no", "r.said", "false", NULL, "all", 0, "fail not-granted attested",
     false, "no",
     "Boxes: Jane stated on 2026-11-01 that the answer is no (Is it so?); the "
     "table asks for it."},
    {"the last day", "r.said", "true", "2026-11-23", "all", 0,
     "pass attested attested", false, NULL, NULL},
    {"expired", "r.said", "true", "2026-11-22", "all", 0,
     "unknown attestation-expired none", false, "not known",
     "Boxes: this is not known: the statement by Jane expired on 2026-11-22; "
     "it has to be looked up and stated anew."},
    {"a no that expired", "r.said", "false", "2026-11-22", "all", 0,
     "unknown attestation-expired none", false, NULL, NULL},
    {"enough", "r.max", "50", NULL, "all", 0, "pass attested attested", false,
     "50", "Boxes: Jane stated on 2026-11-01 that the maximum is 50."},
    {"one too few", "r.max", "49", NULL, "all", 0, "fail below-limit attested",
     false, "49",
     "Boxes: Jane stated on 2026-11-01 that the maximum is 49; the table "
     "asks for at least 50."},
    {"none at all", "r.max", "0", NULL, "all", 0, "fail below-limit attested",
     false, "0", NULL},
    {"a number that expired", "r.max", "50", "2026-11-22", "all", 3,
     "unknown attestation-expired none", false, "not known (3 counted)",
     "Boxes: the maximum is not known: the statement by Jane expired on "
     "2026-11-22; it has to be looked up and stated anew."},
    {"as many as there are", "r.max", "50", NULL, "all", 50,
     "pass granted declared", false, "at least 50", NULL},
    {"more than are counted", "r.max", "60", NULL, "all", 10,
     "pass attested attested", false, "60", NULL},
    {"fewer than are counted", "r.max", "40", NULL, "all", 60,
     "pass granted declared", true, "at least 60",
     "Boxes: 60 exist, so the maximum is no less than that; the table asks "
     "for at least 50. Jane stated on 2026-11-01 that the maximum is 40, "
     "which is in error: 60 exist."},
    {"enough, and fewer than are counted", "r.max", "55", NULL, "all", 60,
     "pass granted declared", true, NULL, NULL},
    {"too few, and fewer than are counted", "r.max", "5", NULL, "all", 10,
     "unknown conflict none", true, "not known (10 counted)",
     "Boxes: the maximum is not known: Jane stated on 2026-11-01 that it is "
     "5, but 10 exist."},
    {"expired, and fewer than are counted", "r.max", "5", "2026-11-22", "all",
     60, "pass granted declared", false, NULL, NULL},
    {"yes against a failure", "r.view", "true", NULL, "none", 0,
     "fail not-granted declared", true, "None",
     "Boxes: View is 'None', so no boxes can be seen; the table asks for All. "
     "Jane stated the opposite on 2026-11-01, which is in error: a statement "
     "never outranks what the API shows."},
    {"no against a failure", "r.view", "false", NULL, "none", 0,
     "fail not-granted declared", false, NULL, NULL},
    {"yes beside a pass", "r.view", "true", NULL, "all", 0,
     "pass granted declared", false, NULL, NULL},
    {"no against a pass", "r.view", "false", NULL, "all", 0,
     "unknown conflict none", true, "contradictory",
     "Boxes: View is 'All', as the API declares. But Jane stated the "
     "opposite on 2026-11-01; the two contradict each other, so it is not "
     "known."},
    {"an expired no against a pass", "r.view", "false", "2026-11-22", "all", 0,
     "pass granted declared", false, NULL, NULL},
    {"yes where nothing is known", "r.view", "true", NULL, "unknown", 0,
     "unknown garbage none", false, NULL, NULL},
    {"no where nothing is known", "r.view", "false", NULL, "unknown", 0,
     "unknown garbage none", false, NULL, NULL},
    {"yes to what nobody is offered", "r.edit", "true", NULL, "all", 0,
     "skip not-offered none", false, NULL, NULL},
    {"no to what nobody is offered", "r.edit", "false", NULL, "all", 0,
     "skip not-offered none", false, NULL, NULL},
    {"yes to what is off", "r.off", "true", NULL, "all", 0,
     "skip option-off none", false, NULL, NULL},
    {"yes, and the API agrees", "r.mixed", "true", NULL, "all", 0,
     "pass granted attested", false, NULL, NULL},
    {"yes, and the API fails", "r.mixed", "true", NULL, "none", 0,
     "fail not-granted declared", true, NULL, NULL},
    {"no, and the API agrees", "r.mixed", "false", NULL, "all", 0,
     "fail not-granted attested", false, NULL, NULL},
    {"a number is no answer", "r.more", "60", NULL, "all", 0,
     "unknown needs-attestation none", false, NULL, NULL},
};

static const struct finding *
finding_of(const struct findings *findings, const char *id)
{
    for (uint32_t i = 0; i < findings->n; i++)
        if (text_same(findings->finding[i].id, id))
            return &findings->finding[i];
    ck_abort_msg("no finding %s", id);
    return NULL;
}

static struct attestations
statement(const struct ruleset *set, const char *check, const char *value,
          const char *expires)
{
    struct attestations to;
    struct diags diags = {.arena = &mem};
    const char *text = arena_print(
        &mem,
        "{\"attestations\": [{\"check\": \"%s\", \"value\": %s, \"by\": "
        "\"Jane\", \"on\": \"2026-11-01\", \"expires\": \"%s\"}]}",
        check, value, expires == NULL ? "2027-02-01" : expires);

    ck_assert_msg(load(&to, set, text, &diags), "%s", diags_text(&diags, &mem));
    return to;
}

START_TEST(statement_is_weighed)
{
    struct ruleset set = rules_good(&mem, rules, &test_catalogues);
    struct attestations to =
        statement(&set, worth[_i].check, worth[_i].value, worth[_i].expires);
    const struct observation seen[2] = {
        seen_of(right_of(&test_catalogue, "Boxes", "view"), BASIS_DECLARED,
                worth[_i].view, WHY_GARBAGE),
        counted_of(right_of(&test_catalogue, NULL, "quota"), worth[_i].counted),
    };
    struct facts facts = {.observation = seen,
                          .n_observation = worth[_i].counted > 0 ? 2 : 1,
                          .attestation = to.item,
                          .n_attestation = to.n,
                          .missing = WHY_NOT_PROBED};
    struct findings findings = evaluate(&set, &test_catalogue, &facts, &mem);
    const struct finding *f = finding_of(&findings, worth[_i].check);
    const char *verdict =
        arena_print(&mem, "%s %s %s", verdict_word(f->verdict),
                    reason_word(f->reason), strength_word(f->strength));

    ck_assert_msg(text_same(verdict, worth[_i].verdict), "%s: is %s",
                  worth[_i].name, verdict);
    ck_assert_msg(f->contested == worth[_i].contested, "%s: %s", worth[_i].name,
                  f->detail);
    if (worth[_i].observed != NULL)
        ck_assert_str_eq(f->observed, worth[_i].observed);
    if (worth[_i].detail != NULL)
        ck_assert_str_eq(f->detail, worth[_i].detail);
    ck_assert(text_ends(f->detail, ".") || text_ends(f->detail, "?"));
    ck_assert_int_eq(reason_verdict(f->reason), f->verdict);
    for (uint32_t i = 0; i < findings.n; i++)
        if (&findings.finding[i] != f)
            ck_assert_ptr_null(findings.finding[i].attestation);
}
END_TEST

/* Who stated it, when and until when stands in the evidence. */
START_TEST(a_statement_is_evidence)
{
    struct ruleset set = rules_good(&mem, rules, &test_catalogues);
    struct attestations to = statement(&set, "r.said", "true", NULL);
    struct facts facts = {.attestation = to.item,
                          .n_attestation = to.n,
                          .missing = WHY_NOT_PROBED};
    struct findings findings = evaluate(&set, &test_catalogue, &facts, &mem);
    const struct finding *f = finding_of(&findings, "r.said");

    ck_assert_ptr_eq(f->attestation, &to.item[0]);
    ck_assert_uint_eq(f->n_evidence, 1);
    ck_assert_str_eq(f->evidence[0].about, "a person's statement");
    ck_assert_str_eq(f->evidence[0].observed, "yes");
    ck_assert_str_eq(f->evidence[0].said,
                     "stated by Jane on 2026-11-01, until 2027-02-01");
}
END_TEST

/* Whatever is stated, nothing is known of an account that nobody got into. */
START_TEST(no_statement_helps_where_the_login_was_rejected)
{
    static const char *const value[] = {"r.view",  "true", "r.edit", "false",
                                        "r.max",   "50",   "r.said", "true",
                                        "r.mixed", "true", "r.off",  "false"};
    struct ruleset set = rules_good(&mem, rules, &test_catalogues);

    for (size_t i = 0; i < sizeof value / sizeof *value; i += 2) {
        struct attestations to = statement(&set, value[i], value[i + 1], NULL);
        struct facts facts = {.attestation = to.item,
                              .n_attestation = to.n,
                              .missing = WHY_LOGIN_REJECTED};
        struct findings findings =
            evaluate(&set, &test_catalogue, &facts, &mem);

        for (uint32_t k = 0; k < findings.n; k++) {
            const struct finding *f = &findings.finding[k];

            ck_assert(!f->contested);
            if (f->verdict != VERDICT_SKIP)
                ck_assert_int_eq(f->reason, WHY_LOGIN_REJECTED);
            else
                ck_assert(text_same(f->access, "off") ||
                          text_same(f->access, "edit"));
        }
    }
}
END_TEST

/* ---- template ------------------------------------------------------------ */

static const char *
template_of(const struct ruleset *set, const struct audit *audit)
{
    struct diags diags = {.arena = &mem};
    struct out out = {0};
    const char *text;

    text = attestations_template(set, audit, today, &out, &diags)
               ? arena_text(&mem, out_string(&out))
               : diags_text(&diags, &mem);
    out_free(&out);
    return text;
}

START_TEST(the_template_asks_what_only_a_person_can_tell)
{
    static const char *const asked[] = {"r.max", "r.said", "r.mixed", "r.more"};
    static const char *const value[] = {"50", "true", "true", "50"};
    struct ruleset set = rules_good(&mem, rules, &test_catalogues);
    const char *text = template_of(&set, NULL);
    struct diags diags = {.arena = &mem};
    struct attestations to;

    ck_assert_msg(!load(&to, &set, text, &diags),
                  "what nobody filled in is no statement");
    ck_assert_uint_eq(diags.n, 8); /* a value and a name for each */
    for (size_t i = 0; i < 4; i++) {
        text = text_changed(&mem, text, "null", value[i]);
        text = text_changed(&mem, text, "\"by\": \"\"", "\"by\": \"Jane\"");
    }
    diags = (struct diags){.arena = &mem};
    ck_assert_msg(load(&to, &set, text, &diags), "%s",
                  diags_text(&diags, &mem));
    ck_assert_uint_eq(to.n, 4);
    for (uint32_t i = 0; i < to.n; i++) {
        ck_assert_str_eq(to.item[i].check, asked[i]);
        ck_assert_str_eq(to.item[i].on, today);
        ck_assert_str_eq(to.item[i].expires, "2027-02-23");
    }
    ck_assert_ptr_nonnull(strstr(text, "\"question\": \"Is it so?\""));
    ck_assert_ptr_null(to.item[1].note); /* a question is no remark */
    options_set(&set, true, &mem);
    ck_assert_ptr_nonnull(strstr(template_of(&set, NULL), "\"r.off\""));
}
END_TEST

/* Of an audit, what it left open, whatever the rules say of it. */
START_TEST(the_template_asks_what_an_audit_left_open)
{
    struct ruleset set = rules_good(&mem, rules, &test_catalogues);
    struct facts facts = {.missing = WHY_NOT_PROBED};
    struct findings found = evaluate(&set, &test_catalogue, &facts, &mem);
    struct finding *seen = arena_new(&mem, struct finding, found.n);
    struct audit audit = {.finding = seen, .n_finding = found.n};
    const char *text;

    for (uint32_t i = 0; i < found.n; i++) {
        seen[i] = found.finding[i];
        seen[i].reason = WHY_GARBAGE;
    }
    seen[0].reason = WHY_NEEDS_ATTESTATION;
    seen[0].detail = "Nobody knows.";
    text = template_of(&set, &audit);
    ck_assert_ptr_nonnull(strstr(text, "\"r.view\""));
    ck_assert_ptr_nonnull(strstr(text, "Nobody knows. Is it as it has to be"));
    ck_assert_ptr_null(strstr(text, "Is it so?"));
    seen[0].reason = WHY_ATTESTATION_EXPIRED;
    ck_assert_ptr_nonnull(strstr(template_of(&set, &audit), "Nobody knows."));
    seen[1].id = "other";
    ck_assert_ptr_nonnull(
        strstr(template_of(&set, &audit), "it was made by other rules"));
}
END_TEST

/* Files as the manual prints them, with the rules that it speaks of. */
START_TEST(the_examples_of_the_manual_load)
{
    struct file_text manual = source_text(&mem, "man/grantscan-rules.5");
    struct file_text text = source_text(&mem, "rules/horizon-autotask.json");
    const char *attest = strstr(manual.bytes, "\n{\n  \"attestations\"");
    const char *waive = strstr(manual.bytes, "\n{\n  \"waivers\"");
    struct ruleset set = rules_good(&mem, text.bytes, &autotask_catalogues);
    struct diags diags = {.arena = &mem};
    struct attestations attestations;
    struct waivers waivers;

    ck_assert(attest != NULL && waive != NULL);
    text.bytes = attest;
    text.length = (size_t)(strstr(attest, "\n.Ed") - attest);
    ck_assert_msg(attestations_load(&attestations, &text, &set, today, &diags),
                  "%s", diags_text(&diags, &mem));
    ck_assert_uint_eq(attestations.n, 1);
    text.bytes = waive;
    text.length = (size_t)(strstr(waive, "\n.Ed") - waive);
    ck_assert_msg(waivers_load(&waivers, &text, &set, today, &diags), "%s",
                  diags_text(&diags, &mem));
    ck_assert_uint_eq(waivers.n, 1);
}
END_TEST

Suite *
rules_attest_suite(void)
{
    Suite *suite = suite_create("rules: attestations");
    TCase *file = tcase_create("file");
    TCase *verdicts = tcase_create("verdicts");

    tcase_add_checked_fixture(file, NULL, teardown);
    tcase_add_loop_test(file, mistake_is_reported, 0,
                        (int)(sizeof mistakes / sizeof *mistakes));
    tcase_add_test(file, a_good_file_fills_the_list);
    tcase_add_test(file, text_that_is_no_json_is_one_mistake);
    tcase_add_test(file, the_examples_of_the_manual_load);
    tcase_add_test(file, the_template_asks_what_only_a_person_can_tell);
    tcase_add_test(file, the_template_asks_what_an_audit_left_open);
    suite_add_tcase(suite, file);
    tcase_add_checked_fixture(verdicts, NULL, teardown);
    tcase_add_loop_test(verdicts, statement_is_weighed, 0,
                        (int)(sizeof worth / sizeof *worth));
    tcase_add_test(verdicts, a_statement_is_evidence);
    tcase_add_test(verdicts, no_statement_helps_where_the_login_was_rejected);
    suite_add_tcase(suite, verdicts);
    return suite;
}
