/* Excess: what is held and nobody asked for is found once each, and what is
 * not readable is not judged. */
#include "audit/outcome.h"
#include "base/text.h"
#include "rules/judge/excess.h"
#include "rules/model/words.h"
#include "tests/unit/rules_test.h"

#include <string.h>

static struct arena mem;

static void
teardown(void)
{
    arena_free(&mem);
}

/* ---- small ------------------------------------------------------------- */

/* Asks for the View of Boxes and, with the option, for the rest of them. */
static const char rules[] =
    "{\"format\": \"grantscan-rules/1\", \"id\": \"t\", \"title\": \"T\","
    " \"version\": \"1\", \"provider\": \"test\", \"product\": \"P\","
    " \"sources\": [{\"id\": \"s\", \"title\": \"S\", \"date\": "
    "\"2026-01-01\"}], \"options\": [{\"name\": \"extra\","
    " \"default\": false, \"about\": \"E\"}],"
    " \"rules\": [{\"id\": \"r\", \"section\": \"S\", \"object\": \"O\","
    " \"level\": \"L\", \"why\": \"W\", \"degrades\": \"D\","
    " \"need\": \"required\", \"source\": \"s\", \"screen\": \"C\","
    " \"fix\": \"F\", \"checks\": ["
    " {\"access\": \"view\", \"grants\": [{\"entity\": \"Boxes\","
    " \"accesses\": [\"view\"], \"level\": \"restricted\"}],"
    " \"facts\": [{\"fact\": \"coloured\", \"entity\": \"Logs\"}]},"
    " {\"access\": \"manage\", \"option\": \"extra\", \"grants\": ["
    "{\"entity\": \"Boxes\", \"accesses\": [\"add\", \"edit\", \"delete\"]}]}"
    "]}], \"tolerates\": [%s]}";

static struct ruleset
rules_of(const char *tolerates)
{
    const char *at = strstr(rules, "%s");

    return rules_good(&mem,
                      arena_print(&mem, "%.*s%s%s", (int)(at - rules), rules,
                                  tolerates, at + 2),
                      &test_catalogues);
}

/* "Boxes view all", "Boxes view unknown garbage"; the exchange is the line. */
static struct observation
observation_of(const char *line, uint32_t exchange)
{
    enum reason reason = WHY_NOT_PROBED;
    struct observation seen;
    const char *word[4] = {"", "", "", ""};

    for (int i = 0; i < 4; i++) {
        size_t n = strcspn(line, " ");

        word[i] = arena_slice(&mem, line, n);
        line += n + strspn(line + n, " ");
    }
    ck_assert(word[3][0] == '\0' || reason_from(word[3], &reason));
    seen = seen_of(right_of(&test_catalogue, word[0], word[1]), BASIS_DECLARED,
                   word[2], reason);
    seen.said = word[2];
    seen.exchange = exchange;
    return seen;
}

static const char *
unjudged_text(const struct coverage *coverage)
{
    const char *text = "";

    for (uint32_t i = 0; i < coverage->n_unjudged; i++)
        text = arena_print(&mem, "%s %s", text, coverage->unjudged[i]);
    return text;
}

/* "Boxes.edit all high\n" for each, then the coverage. */
static const char *
excess_text(const struct excesses *found)
{
    const struct coverage *c = &found->coverage;
    const char *text = "";

    for (uint32_t i = 0; i < found->n; i++) {
        const struct excess *e = &found->item[i];

        ck_assert_str_eq(
            e->id, arena_print(&mem, "excess.%s.%s", e->entity, e->access));
        ck_assert_ptr_null(e->waiver);
        text = arena_print(&mem, "%s%s.%s %s %s\n", text, e->entity, e->access,
                           e->level, risk_word(e->risk));
    }
    ck_assert_int_eq(c->world, WORLD_CLOSED);
    ck_assert_uint_eq(c->total, 4);
    ck_assert_uint_eq(c->judged + c->n_unjudged, c->total);
    return arena_print(&mem, "%s%u tolerated, not judged:%s\n", text,
                       (unsigned)c->tolerated, unjudged_text(c));
}

enum { MAX_SEEN = 12 };

/* Everything is None but for what the row says. */
static const struct {
    const char *tolerates;
    bool option;
    const char *seen[MAX_SEEN];
    const char *said;
} rows[] = {
    {"", false, {NULL}, "0 tolerated, not judged:\n"},
    {"", false, {"Boxes view all"}, "0 tolerated, not judged:\n"},
    {"", false, {"Boxes view restricted"}, "0 tolerated, not judged:\n"},
    {"",
     false,
     {"Boxes view all", "Boxes add all", "Boxes edit all", "Boxes delete all",
      "Lids view all", "Lids add all", "Logs view all", "Seals add all"},
     "Seals.add all critical\n"
     "Boxes.delete all critical\n"
     "Logs.view all high\n"
     "Boxes.edit all high\n"
     "Boxes.add all medium\n"
     "Lids.view all low\n"
     "Lids.add all low\n"
     "0 tolerated, not judged:\n"},
    {"",
     true,
     {"Boxes view all", "Boxes add all", "Boxes edit all", "Boxes delete all"},
     "0 tolerated, not judged:\n"},
    {"",
     false,
     {"Logs view restricted"},
     "Logs.view restricted high\n0 tolerated, not judged:\n"},
    /* A fact that is asked about an entity asks for no right. */
    {"",
     false,
     {"Logs view all"},
     "Logs.view all high\n0 tolerated, not "
     "judged:\n"},
    /* The API offers it to nobody: it cannot be held. */
    {"",
     false,
     {"Logs add all", "Logs delete restricted", "Seals view all"},
     "0 tolerated, not judged:\n"},
    {"",
     false,
     {"Boxes edit unknown not-offered"},
     "0 tolerated, not judged:\n"},
    {"",
     false,
     {"Lids view unknown garbage", "Lids add all"},
     "Lids.add all low\n0 tolerated, not judged: Lids\n"},
    {"",
     false,
     {"Boxes view unknown absent"},
     "0 tolerated, not judged: Boxes\n"},
    {"", false, {"Logs add unknown garbage"}, "0 tolerated, not judged:\n"},
    /* Two answers: the same, another, none, and one that makes no sense. */
    {"",
     false,
     {"Logs view all", "Logs view all"},
     "Logs.view all high\n0 tolerated, not judged:\n"},
    {"",
     false,
     {"Logs view all", "Logs view none"},
     "0 tolerated, not judged: Logs\n"},
    {"",
     false,
     {"Logs view all", "Logs view restricted", "Logs view all"},
     "0 tolerated, not judged: Logs\n"},
    {"",
     false,
     {"Logs view all", "Logs view unknown throttled"},
     "Logs.view all high\n0 tolerated, not judged:\n"},
    {"",
     false,
     {"Logs view all", "Logs view unknown garbage"},
     "0 tolerated, not judged: Logs\n"},
    {"",
     false,
     {"Logs view all", "Logs view unknown not-offered"},
     "0 tolerated, not judged: Logs\n"},
    {"{\"entity\": \"Logs\", \"reason\": \"R\"}",
     false,
     {"Logs view all", "Seals add all"},
     "Seals.add all critical\n1 tolerated, not judged:\n"},
    {"{\"entity\": \"Boxes\", \"accesses\": [\"edit\"], \"reason\": \"R\"}",
     false,
     {"Boxes edit all", "Boxes delete all"},
     "Boxes.delete all critical\n1 tolerated, not judged:\n"},
    {"{\"family\": \"goods\", \"reason\": \"R\"}",
     false,
     {"Boxes edit all", "Lids add restricted", "Logs view all"},
     "Logs.view all high\n2 tolerated, not judged:\n"},
    {"{\"accesses\": [\"view\"], \"reason\": \"R\"}",
     false,
     {"Boxes edit all", "Lids view all", "Logs view all"},
     "Boxes.edit all high\n2 tolerated, not judged:\n"},
    {"{\"family\": \"goods\", \"accesses\": [\"view\"], \"reason\": \"R\"}",
     false,
     {"Lids view all", "Lids add all", "Logs view all"},
     "Logs.view all high\nLids.add all low\n1 tolerated, not judged:\n"},
    {"{\"entity\": \"Boxes\", \"accesses\": [\"edit\"], \"reason\": \"R\"},"
     " {\"entity\": \"Logs\", \"reason\": \"R\"}",
     false,
     {"Boxes edit all", "Logs view all"},
     "2 tolerated, not judged:\n"},
    /* What is asked for needs no tolerance and is not counted as one. */
    {"{\"entity\": \"Boxes\", \"reason\": \"R\"}",
     false,
     {"Boxes view all"},
     "0 tolerated, not judged:\n"},
    {"{\"entity\": \"Logs\", \"reason\": \"R\"}",
     false,
     {"Logs view unknown timeout"},
     "0 tolerated, not judged: Logs\n"},
};

static bool
is_said(const char *const *line, const struct right *right)
{
    const char *start =
        arena_print(&mem, "%s %s ", right->entity->name, right->verb);

    for (size_t i = 0; i < MAX_SEEN && line[i] != NULL; i++)
        if (text_starts(line[i], start))
            return true;
    return false;
}

static struct facts
facts_of(const char *const *line)
{
    struct observation *seen = arena_new(&mem, struct observation, 64);
    struct facts facts = {.observation = seen, .missing = WHY_NOT_PROBED};

    for (size_t i = 0; i < MAX_SEEN && line[i] != NULL; i++)
        seen[facts.n_observation++] = observation_of(line[i], (uint32_t)i);
    for (uint32_t i = 0; i < test_catalogue.n_right; i++) {
        const struct right *right = &test_catalogue.right[i];

        if (right->about != NULL || is_said(line, right))
            continue;
        seen[facts.n_observation] =
            seen_of(right, BASIS_DECLARED, "none", WHY_GRANTED);
        seen[facts.n_observation++].said = "None";
    }
    /* A read that was allowed declares nothing. */
    seen[facts.n_observation++] =
        seen_of(right_of(&test_catalogue, "Logs", "view"), BASIS_READ, "all",
                WHY_GRANTED);
    /* Nor does anything that the catalogue does not know, or a fact. */
    seen[facts.n_observation++] = (struct observation){
        .right = "Ghosts.view", .low = 2, .high = 2, .reason = WHY_GRANTED};
    seen[facts.n_observation++] =
        seen_of(right_of(&test_catalogue, "Logs", "coloured"), BASIS_DECLARED,
                "all", WHY_GRANTED);
    seen[facts.n_observation++] =
        seen_of(right_of(&test_catalogue, NULL, "login"), BASIS_DECLARED, "all",
                WHY_GRANTED);
    return facts;
}

START_TEST(excess_is_what_is_held_and_not_asked_for)
{
    struct ruleset set = rules_of(rows[_i].tolerates);
    struct facts facts = facts_of(rows[_i].seen);
    struct excesses found;

    options_set(&set, rows[_i].option, &mem);
    found = excess_find(&set, &test_catalogue, &facts, &mem);
    ck_assert_str_eq(excess_text(&found), rows[_i].said);
}
END_TEST

START_TEST(order_never_matters)
{
    struct ruleset set = rules_of(rows[_i].tolerates);
    struct facts facts = facts_of(rows[_i].seen), other = facts;
    struct observation *seen =
        arena_new(&mem, struct observation, facts.n_observation);
    struct excesses found = excess_find(&set, &test_catalogue, &facts, &mem);
    const char *text = excess_text(&found);

    other.observation = seen;
    for (uint32_t turn = 1; turn < facts.n_observation; turn++) {
        struct excesses again;

        for (uint32_t i = 0; i < facts.n_observation; i++)
            seen[facts.n_observation - 1 - i] =
                facts.observation[(i + turn) % facts.n_observation];
        again = excess_find(&set, &test_catalogue, &other, &mem);
        ck_assert_str_eq(excess_text(&again), text);
        for (uint32_t i = 0; i < found.n; i++) {
            ck_assert_str_eq(again.item[i].said, found.item[i].said);
            ck_assert_uint_eq(again.item[i].exchange, found.item[i].exchange);
        }
    }
}
END_TEST

/* Of two spellings of the same answer the same one is quoted always. */
START_TEST(equal_answers_are_quoted_alike)
{
    struct ruleset set = rules_of("");
    struct observation seen[2] = {observation_of("Logs view all", 1),
                                  observation_of("Logs view all", 5)};
    struct observation back[2];
    struct facts facts = {.observation = seen, .n_observation = 2};
    struct facts other = {.observation = back, .n_observation = 2};
    struct excesses found, again;

    seen[1].said = "2";
    back[0] = seen[1];
    back[1] = seen[0];
    found = excess_find(&set, &test_catalogue, &facts, &mem);
    again = excess_find(&set, &test_catalogue, &other, &mem);
    ck_assert_uint_eq(found.n, 1);
    ck_assert_uint_eq(again.n, 1);
    ck_assert_str_eq(found.item[0].said, "2");
    ck_assert_uint_eq(found.item[0].exchange, 5);
    ck_assert_str_eq(again.item[0].said, "2");
    ck_assert_uint_eq(again.item[0].exchange, 5);
}
END_TEST

START_TEST(a_row_tells_what_it_is_about)
{
    struct ruleset set = rules_of("");
    static const char *const line[MAX_SEEN] = {"Lids view all",
                                               "Lids add restricted"};
    struct facts facts = facts_of(line);
    struct excesses found = excess_find(&set, &test_catalogue, &facts, &mem);

    ck_assert_uint_eq(found.n, 2);
    ck_assert_str_eq(found.item[0].id, "excess.Lids.view");
    ck_assert_str_eq(found.item[0].noun, "lids");
    ck_assert_str_eq(found.item[0].section, "Store");
    ck_assert_str_eq(found.item[0].family, "goods");
    ck_assert_str_eq(found.item[0].abuse, "Reads which lids there are.");
    ck_assert_uint_eq(found.item[0].exchange, 0);
    ck_assert_str_eq(found.item[1].abuse, "Puts on the wrong lid.");
    ck_assert_str_eq(found.item[1].said, "restricted");
    ck_assert_str_eq(found.item[1].title, "Add");
    ck_assert_str_eq(found.item[1].held, "Restricted");
    ck_assert_ptr_null(found.item[1].instead);
    ck_assert_str_eq(found.item[1].detail,
                     "Lids: Add is 'Restricted', and no rule asks for it. Puts "
                     "on the wrong lid.");
}
END_TEST

START_TEST(nothing_seen_is_nothing_judged)
{
    struct ruleset set = rules_of("");
    struct facts facts = {.missing = WHY_LOGIN_REJECTED};
    struct excesses found = excess_find(&set, &test_catalogue, &facts, &mem);

    ck_assert_str_eq(excess_text(&found),
                     "0 tolerated, not judged: Boxes Lids Logs Seals\n");
}
END_TEST

START_TEST(excess_counts_only_where_it_is_to_fail)
{
    static const int exits[EXCESS__N] = {
        [EXCESS_REPORT] = 0, [EXCESS_IGNORE] = 0, [EXCESS_FAIL] = 1};
    struct finding pass = {.id = "r.view", .verdict = VERDICT_PASS};
    struct excess row = {.id = "excess.Logs.view", .entity = "Logs"};
    struct audit audit = {.finding = &pass,
                          .n_finding = 1,
                          .excess_mode = (enum excess_mode)_i,
                          .excess = &row,
                          .n_excess = 1};

    ck_assert_int_eq(audit_exit(&audit), exits[_i]);
    ck_assert_uint_eq(tally_of(&audit).counted_excess, (uint32_t)exits[_i]);
    ck_assert_int_eq(excess_counts(&row, &audit), exits[_i]);
    pass.verdict = VERDICT_UNKNOWN;
    ck_assert_int_eq(audit_exit(&audit), exits[_i] == 1 ? 1 : 2);
    pass.verdict = VERDICT_FAIL;
    ck_assert_int_eq(audit_exit(&audit), 1);
}
END_TEST

/* With a least risk only what is of it or more counts. */
START_TEST(only_that_risk_or_more_counts)
{
    enum risk risk = (enum risk)(_i % RISK__N);
    enum risk least = (enum risk)(_i / RISK__N);
    bool counts = risk >= least;
    struct finding pass = {.id = "r.view", .verdict = VERDICT_PASS};
    struct excess row = {
        .id = "excess.Logs.view", .entity = "Logs", .risk = risk};
    struct audit audit = {.finding = &pass,
                          .n_finding = 1,
                          .excess_mode = EXCESS_FAIL,
                          .excess_least = least,
                          .excess = &row,
                          .n_excess = 1};

    ck_assert(excess_counts(&row, &audit) == counts);
    ck_assert_uint_eq(tally_of(&audit).counted_excess, counts);
    ck_assert_int_eq(audit_exit(&audit), counts ? 1 : 0);
    audit.excess_mode = EXCESS_REPORT;
    ck_assert_int_eq(audit_exit(&audit), 0);
}
END_TEST

/* What was left out by choice is neither judged nor in doubt; of an entity with
 * something that is not known it stays in doubt. */
START_TEST(what_was_left_out_is_not_counted)
{
    static const struct {
        const char *seen[MAX_SEEN];
        uint32_t total, judged;
    } left[] = {
        {{"Logs view unknown option-off", NULL}, 3, 3},
        {{"Logs view unknown option-off", "Boxes edit unknown timeout"}, 3, 2},
        {{"Boxes edit unknown option-off", "Boxes add unknown timeout"}, 4, 3},
        {{"Boxes edit unknown option-off", "Boxes add all"}, 3, 3},
        {{"Boxes add all", NULL}, 4, 4},
    };
    struct ruleset set = {.n_check = 0};
    struct facts facts = facts_of(left[_i].seen);
    struct excesses found = excess_find(&set, &test_catalogue, &facts, &mem);

    ck_assert_uint_eq(found.coverage.total, left[_i].total);
    ck_assert_uint_eq(found.coverage.judged, left[_i].judged);
    ck_assert_uint_eq(found.coverage.n_unjudged,
                      left[_i].total - left[_i].judged);
}
END_TEST

/* Where excess is to fail, what could not be read is doubt. */
START_TEST(what_is_not_judged_is_doubt)
{
    static const int exits[EXCESS__N] = {
        [EXCESS_REPORT] = 0, [EXCESS_IGNORE] = 0, [EXCESS_FAIL] = 2};
    static const char *const name[] = {"Logs"};
    struct finding pass = {.id = "r.view", .verdict = VERDICT_PASS};
    struct excess row = {.id = "excess.Boxes.view", .entity = "Boxes"};
    struct audit audit = {
        .finding = &pass,
        .n_finding = 1,
        .excess_mode = (enum excess_mode)_i,
        .excess = &row,
        .coverage = {
            .total = 4, .judged = 3, .unjudged = name, .n_unjudged = 1}};

    ck_assert_int_eq(audit_exit(&audit), exits[_i]);
    ck_assert_int_eq(unjudged_counts(&audit), exits[_i] == 2);
    audit.n_excess = 1;
    ck_assert_int_eq(audit_exit(&audit), exits[_i] == 2 ? 1 : 0);
}
END_TEST

Suite *
rules_excess_suite(void)
{
    Suite *suite = suite_create("rules: excess");
    TCase *small = tcase_create("small");

    tcase_add_checked_fixture(small, NULL, teardown);
    tcase_add_loop_test(small, excess_is_what_is_held_and_not_asked_for, 0,
                        (int)(sizeof rows / sizeof *rows));
    tcase_add_loop_test(small, order_never_matters, 0,
                        (int)(sizeof rows / sizeof *rows));
    tcase_add_test(small, equal_answers_are_quoted_alike);
    tcase_add_test(small, a_row_tells_what_it_is_about);
    tcase_add_test(small, nothing_seen_is_nothing_judged);
    tcase_add_loop_test(small, excess_counts_only_where_it_is_to_fail, 0,
                        EXCESS__N);
    tcase_add_loop_test(small, only_that_risk_or_more_counts, 0,
                        RISK__N * RISK__N);
    tcase_add_loop_test(small, what_was_left_out_is_not_counted, 0, 5);
    tcase_add_loop_test(small, what_is_not_judged_is_doubt, 0, EXCESS__N);
    suite_add_tcase(suite, small);
    return suite;
}
