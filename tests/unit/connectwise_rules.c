/* What rules files gained for ConnectWise, as the loader reads it; and that an
 * audit of a role is judged again, from its file, to the same. */
#include "audit/audit.h"
#include "base/out.h"
#include "base/text.h"
#include "rules/load/attest.h"
#include "rules/load/load.h"
#include "rules/model/found.h"
#include "scanner/cli/providers.h"
#include "tests/unit/connectwise.h"
#include "tests/unit/connectwise_tenant.h"

#include <string.h>

static struct cw_scan t;

static void
begin(void)
{
    cw_begin(&t);
}

static void
end(void)
{
    cw_end(&t);
}

#define FILE_OF(rule, check, tolerates)                                        \
    "{\"format\":\"grantscan-rules/1\",\"id\":\"x\",\"title\":\"X\","          \
    "\"version\":\"1\",\"provider\":\"connectwise\",\"product\":\"X\","        \
    "\"sources\":[{\"id\":\"s\",\"title\":\"S\",\"date\":\"2026-11-01\"}],"    \
    "\"options\":[{\"name\":\"o\",\"default\":false,\"about\":\"O\"}],"        \
    "\"tolerates\":[" tolerates "],"                                           \
    "\"rules\":[{\"id\":\"r\",\"section\":\"S\",\"object\":\"O\","             \
    "\"level\":\"L\",\"why\":\"W\",\"degrades\":\"D\",\"need\":"               \
    "\"required\",\"source\":\"s\",\"screen\":\"Z\",\"fix\":\"F\"" rule        \
    ",\"checks\":[{\"access\":\"a\"," check "}]}]}"

#define GRANT(entity) "{\"entity\":\"" entity "\",\"accesses\":[\"edit\"]}"
#define TICKETS       "Service Desk/Service Tickets"
#define NOTES         "Service Desk/Service Ticket - Dependencies"
#define TOLERATED(o)                                                           \
    "{\"entity\":\"" NOTES "\",\"reason\":\"R\",\"option\":\"" o "\"}"

struct reading {
    const char *text, *mistake; /* NULL: good */
};

static const struct reading readings[] = {
    {FILE_OF(",\"basis\":\"inferred\",\"option\":\"o\"",
             "\"grants\":[" GRANT(TICKETS) "]", ""),
     NULL},
    {FILE_OF(",\"basis\":\"published\"", "\"grants\":[" GRANT(TICKETS) "]",
             TOLERATED("o")),
     NULL},
    {FILE_OF(",\"basis\":\"guessed\",\"option\":\"o\"",
             "\"grants\":[" GRANT(TICKETS) "]", ""),
     "\"basis\" is \"published\" or \"inferred\", not \"guessed\""},
    {FILE_OF("", "\"grants\":[" GRANT(TICKETS) "]", TOLERATED("p")),
     "unknown option \"p\""},
    {FILE_OF(",\"option\":\"o\"",
             "\"grants\":[" GRANT(NOTES) "],\"ifAbsent\":{\"grants\":[" GRANT(
                 TICKETS) "]}",
             ""),
     NULL},
    {FILE_OF(",\"option\":\"o\"",
             "\"grants\":[" GRANT(NOTES) "],\"ifAbsent\":{}", ""),
     "must ask for something"},
    {FILE_OF(",\"option\":\"o\"",
             "\"grants\":[" GRANT(NOTES) "],\"ifAbsent\":{\"fix\":\"x\"}", ""),
     "fix"},
    {FILE_OF(",\"option\":\"o\"",
             "\"grants\":[" GRANT(NOTES) "],\"ifAbsent\":[]", ""),
     "ifAbsent"},
    {FILE_OF(",\"option\":\"o\"",
             "\"grants\":[{\"entity\":\"" TICKETS
             "\",\"accesses\":[\"edit\"],\"within\":[\"A\",3]}]",
             ""),
     "must be named by a string"},
    {FILE_OF(",\"option\":\"o\"",
             "\"grants\":[{\"entity\":\"" TICKETS
             "\",\"accesses\":[\"edit\"],\"level\":\"my\",\"within\":[\"A\"]}]",
             ""),
     NULL},
    {FILE_OF(",\"option\":\"o\"", "\"grants\":[" GRANT("Service Tickets") "]",
             ""),
     "unknown entity"},
};

START_TEST(reads)
{
    static const struct catalogue_source source = {provider_catalogue,
                                                   provider_names};
    const struct reading *reading = &readings[_i];
    struct file_text text = {.bytes = reading->text,
                             .length = strlen(reading->text)};
    struct diags diags = {.arena = &t.mem};
    struct ruleset set;
    bool good = ruleset_load(&set, &text, &source, &diags, &t.mem);
    bool told = false;

    ck_assert_msg(good == (reading->mistake == NULL), "%s",
                  diags.n > 0 ? diags.list[0].text : "good");
    for (uint32_t i = 0; i < diags.n; i++)
        told = told || text_has_fold(diags.list[i].text, reading->mistake);
    ck_assert_msg(good || told, "%s", diags.list[0].text);
    if (_i == 0)
        ck_assert(set.rule[0].inferred);
    if (_i == 1)
        ck_assert(!set.rule[0].inferred);
}
END_TEST

/* The template asks whether what is needed is within. */
START_TEST(asks_what_is_within)
{
    struct diags diags = {.arena = &t.mem};
    struct out out = {0};

    ck_assert(
        attestations_template(&t.rules, NULL, "2026-11-01", &out, &diags));
    ck_assert_ptr_nonnull(
        strstr(out_string(&out),
               "Service / Service Board; Project / Project Boards?"));
    out_free(&out);
}
END_TEST

START_TEST(every_row_is_inferred)
{
    cw_run(&t, NULL);
    for (uint32_t i = 0; i < t.audit.n_finding; i++)
        ck_assert(t.audit.finding[i].inferred);
}
END_TEST

/* The file holds all that judging needs: strangers, narrowed levels, what is
 * gone and why. */
START_TEST(judged_again)
{
    struct diags diags = {.arena = &t.mem};
    struct audit again;
    struct facts facts;
    struct out out = {0};

    cw_add(&t, "Cloud", "Brand New")->level[CW_ADD] = "\"All\"";
    cw_row(&t, "Service Desk/Resource Scheduling")->custom = "true";
    cw_drop(&t, NOTES);
    cw_drop(&t, "System/My Company");
    cw_run(&t, NULL);
    t.audit.tool = "grantscan";
    t.audit.started = t.audit.finished = "2026-11-01T00:00:00Z";
    t.audit.target.provider = "connectwise";
    audit_write(&out, &t.audit);
    ck_assert_msg(
        audit_read(&again, out_string(&out), out.length, &diags, &t.mem), "%s",
        diags.n > 0 ? diags.list[0].text : "?");
    facts = (struct facts){.observation = again.observation,
                           .n_observation = again.n_observation,
                           .found = again.found,
                           .n_found = again.n_found};
    audit_judge(&again, &t.rules, &connectwise_catalogue, &facts, &t.mem);
    ck_assert_uint_eq(again.n_finding, t.audit.n_finding);
    for (uint32_t i = 0; i < again.n_finding; i++)
        ck_assert_str_eq(again.finding[i].detail, t.audit.finding[i].detail);
    ck_assert_uint_eq(again.n_excess, t.audit.n_excess);
    ck_assert_str_eq(again.excess[0].id, "excess.Cloud/Brand New.add");
    ck_assert_uint_eq(again.coverage.total, t.audit.coverage.total);
    ck_assert_uint_eq(again.coverage.judged, t.audit.coverage.judged);
    out_free(&out);
}
END_TEST

/* A file may name what it found twice, or what the catalogue has. */
START_TEST(found_twice)
{
    const struct found found[] = {{"Cloud/New", "Cloud", RISK_NONE},
                                  {"Finance/Invoicing", "Finance", RISK_NONE},
                                  {"Cloud/New", "Other", RISK_LOW},
                                  {"Cloud/Newer", "Cloud", RISK_HIGH}};
    const struct catalogue *more =
        catalogue_found(&connectwise_catalogue, found, 4, &t.mem);

    ck_assert_uint_eq(more->n_entity, 2);
    ck_assert_uint_eq(more->n_right, 2 * CW_VERBS);
    ck_assert_str_eq(more->entity[1].name, "Cloud/Newer");
    ck_assert_str_eq(more->right[CW_VERBS].id, "Cloud/Newer.add");
    ck_assert_ptr_eq(more->right[CW_VERBS].entity, &more->entity[1]);
    ck_assert_int_eq(more->right[0].risk, RISK_MEDIUM);
    ck_assert_int_eq(more->right[CW_VERBS].risk, RISK_HIGH);
}
END_TEST

Suite *
connectwise_rules_suite(void)
{
    Suite *suite = suite_create("connectwise rules");
    TCase *tests = tcase_create("rules");

    tcase_add_checked_fixture(tests, begin, end);
    tcase_add_loop_test(tests, reads, 0,
                        (int)(sizeof readings / sizeof *readings));
    tcase_add_test(tests, asks_what_is_within);
    tcase_add_test(tests, every_row_is_inferred);
    tcase_add_test(tests, judged_again);
    tcase_add_test(tests, found_twice);
    suite_add_tcase(suite, tests);
    return suite;
}
