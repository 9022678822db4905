/* What somebody read off completes what was tried one by one, and settles
 * nothing that was. */
#include "base/text.h"
#include "rules/judge/excess.h"
#include "rules/judge/inventory.h"
#include "rules/load/attest.h"
#include "rules/model/words.h"
#include "scanner/google/catalogue.h"
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
    " \"version\": \"1\", \"provider\": \"google\", \"product\": \"P\","
    " \"sources\": [{\"id\": \"s\", \"title\": \"S\", \"date\": "
    "\"2026-01-01\"}], \"rules\": [{\"id\": \"r\", \"section\": \"S\","
    " \"object\": \"O\", \"level\": \"L\", \"why\": \"W\", \"degrades\": "
    "\"D\", \"need\": \"required\", \"source\": \"s\", \"screen\": \"C\","
    " \"fix\": \"F\", \"checks\": [{\"access\": \"held\", \"grants\": ["
    "{\"entity\": \"calendar.readonly\", \"accesses\": [\"held\"]}]}]}]}";

static const char *const names[] = {"google", NULL};

static const struct catalogue *
google(const char *name)
{
    (void)name;
    return &google_catalogue;
}

/* Every entity that is looked for was tried: calendar.readonly and gmail.send
 * are held, of drive nothing is known; what is on no list was left out. */
static struct facts
scanned(void)
{
    struct observation *seen =
        arena_new(&mem, struct observation, google_catalogue.n_entity);

    for (uint32_t e = 0; e < google_catalogue.n_entity; e++) {
        const char *name = google_catalogue.entity[e].name;
        bool held = text_same(name, "calendar.readonly") ||
                    text_same(name, "gmail.send");

        seen[e] = (struct observation){
            .right =
                google_catalogue.right[google_catalogue.entity[e].right0].id,
            .low = held,
            .high = held,
            .reason = text_same(name, "drive") ? WHY_THROTTLED
                      : google_scope[e].watch  ? WHY_GRANTED
                                               : WHY_OPTION_OFF,
            .exchange = NO_EXCHANGE};
    }
    return (struct facts){.observation = seen,
                          .n_observation = google_catalogue.n_entity,
                          .missing = WHY_NOT_PROBED};
}

static struct attestations
read_off(const struct ruleset *set, const char *text, const char *expires)
{
    static const char today[] = "2026-11-23";
    struct diags diags = {.arena = &mem};
    struct attestations all;
    const char *file = arena_print(
        &mem,
        "{\"attestations\": [], \"listed\": {\"text\": \"%s\", \"by\": "
        "\"Jane\", \"on\": \"2026-11-01\", \"expires\": \"%s\"}}",
        text, expires);

    ck_assert_msg(attestations_load(&all,
                                    &(struct file_text){file, strlen(file)},
                                    set, today, &diags),
                  "%s", diags.n > 0 ? diags.list[0].text : "?");
    ck_assert(attestations_fit(&all, &google_catalogue, &diags));
    return all;
}

static struct ruleset
rules_of_google(void)
{
    static const struct catalogue_source source = {google, names};

    return rules_good(&mem, rules, &source);
}

/* "name risk" for each, with "; ", then the coverage. */
static const char *
excess_of(const struct ruleset *set, const struct facts *facts)
{
    struct excesses found = excess_find(set, &google_catalogue, facts, &mem);
    const char *text = "";

    for (uint32_t i = 0; i < found.n; i++)
        text =
            arena_print(&mem, "%s%s %s; ", text, found.item[i].entity,
                        found.item[i].said != NULL ? found.item[i].said : "-");
    return arena_print(&mem, "%s%s %u", text, world_word(found.coverage.world),
                       found.coverage.n_unjudged);
}

/* The text of a list, and what it comes to. */
static const struct {
    const char *text, *excess, *note;
} rows[] = {
    {"https://www.googleapis.com/auth/calendar.readonly,https://"
     "www.googleapis.com/auth/gmail.send",
     "gmail.send -; closed 0", "2 names."},
    /* Blanks, line breaks, quotes, short names, and what stands twice. */
    {" calendar.readonly\\n  \\\"gmail.send\\\", gmail.send "
     ";calendar.readonly ",
     "gmail.send -; closed 0", "2 names."},
    /* What nobody tried, and what the answers left open. */
    {"calendar.readonly gmail.send drive tasks",
     "drive listed by Jane on 2026-11-01; gmail.send -; "
     "tasks listed by Jane on 2026-11-01; closed 0",
     "4 names."},
    {"calendar.readonly gmail.send https://www.googleapis.com/auth/unheard.of",
     "gmail.send -; https://www.googleapis.com/auth/unheard.of listed by Jane "
     "on 2026-11-01; closed 0",
     "3 names."},
    /* What was tried outranks it, both ways. */
    {"calendar.readonly", "gmail.send -; closed 0",
     "lacks what was found to be held: gmail.send"},
    {"calendar.readonly gmail.send gmail.modify", "gmail.send -; closed 0",
     "names what was found not to be held: gmail.modify"},
};

START_TEST(it_completes_what_was_tried)
{
    struct ruleset set = rules_of_google();
    struct attestations all = read_off(&set, rows[_i].text, "2026-12-01");
    struct facts facts = scanned();
    const char *note =
        inventory_apply(all.inventory, &set, &google_catalogue, &facts, &mem);

    ck_assert_str_eq(excess_of(&set, &facts), rows[_i].excess);
    ck_assert_msg(text_has_fold(note, rows[_i].note), "%s", note);
    ck_assert(text_has_fold(note, "Jane on 2026-11-01"));
}
END_TEST

START_TEST(one_that_expired_is_left_out)
{
    struct ruleset set = rules_of_google();
    struct attestations all =
        read_off(&set, "calendar.readonly drive", "2026-11-22");
    struct facts facts = scanned();
    const char *note =
        inventory_apply(all.inventory, &set, &google_catalogue, &facts, &mem);

    ck_assert_str_eq(excess_of(&set, &facts), "gmail.send -; listed 1");
    ck_assert(text_has_fold(note, "is left out"));
}
END_TEST

/* What opens more than what is asked for does not stand in for it, and says
 * so; what opens something else does not. */
START_TEST(what_is_wider_is_told_so)
{
    struct ruleset set = rules_of_google();
    struct attestations all =
        read_off(&set, "calendar.readonly calendar drive", "2026-12-01");
    struct facts facts = {.missing = WHY_NOT_PROBED};
    struct excesses found;

    (void)inventory_apply(all.inventory, &set, &google_catalogue, &facts, &mem);
    found = excess_find(&set, &google_catalogue, &facts, &mem);
    ck_assert_uint_eq(found.n, 2);
    for (uint32_t i = 0; i < found.n; i++) {
        bool wider = text_starts(found.item[i].abuse,
                                 "Wider than calendar.readonly, which is asked "
                                 "for and is not replaced by it. ");

        ck_assert_ptr_null(found.item[i].instead);
        ck_assert_int_eq(wider, text_same(found.item[i].entity, "calendar"));
    }
}
END_TEST

/* A check is stated by itself, or not at all. */
START_TEST(it_decides_no_check)
{
    struct ruleset set = rules_of_google();
    struct attestations all = read_off(&set, "calendar.readonly", "2026-12-01");
    struct facts facts = {.missing = WHY_TIMEOUT};
    struct findings findings;

    (void)inventory_apply(all.inventory, &set, &google_catalogue, &facts, &mem);
    findings = evaluate(&set, &google_catalogue, &facts, &mem);
    ck_assert_uint_eq(findings.n, 1);
    ck_assert_int_eq(findings.finding[0].verdict, VERDICT_UNKNOWN);
    ck_assert_int_eq(findings.finding[0].reason, WHY_TIMEOUT);
}
END_TEST

START_TEST(it_is_for_who_has_no_list)
{
    struct ruleset set = rules_of_google();
    struct attestations all = read_off(&set, "calendar.readonly", "2026-12-01");
    struct diags diags = {.arena = &mem};

    ck_assert(!attestations_fit(&all, &test_catalogue, &diags));
    ck_assert_uint_eq(diags.n, 1);
    ck_assert(text_has_fold(diags.list[0].text, "nobody has to state it"));
}
END_TEST

Suite *
rules_inventory_suite(void)
{
    Suite *suite = suite_create("inventory");
    TCase *tcase = tcase_create("inventory");

    tcase_add_checked_fixture(tcase, NULL, teardown);
    tcase_add_loop_test(tcase, it_completes_what_was_tried, 0,
                        (int)(sizeof rows / sizeof *rows));
    tcase_add_test(tcase, one_that_expired_is_left_out);
    tcase_add_test(tcase, what_is_wider_is_told_so);
    tcase_add_test(tcase, it_decides_no_check);
    tcase_add_test(tcase, it_is_for_who_has_no_list);
    suite_add_tcase(suite, tcase);
    return suite;
}
