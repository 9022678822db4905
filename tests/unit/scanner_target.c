/* Target files: what they become on the command line, which has the last word,
 * and what is refused. */
#include "base/json.h"
#include "base/text.h"
#include "scanner/cli/input.h"
#include "scanner/cli/option_table.h"
#include "scanner/cli/target.h"
#include "tests/unit/scanner_test.h"

#include <stdlib.h>
#include <string.h>

enum { WORDS = 32 };

static struct arena mem;

static void
teardown(void)
{
    arena_free(&mem);
}

static bool
load(struct options *options, const char *text, struct diags *diags)
{
    *diags = (struct diags){.arena = &mem};
    options->mem = &mem;
    return target_load(options, &(struct file_text){text, strlen(text)},
                       "there/acme.json", diags);
}

static const char *
whole(void)
{
    struct diags diags = {.arena = &mem};
    const char *srcdir = getenv("srcdir");
    struct file_text text;

    ck_assert(
        file_read(arena_print(&mem, "%s/tests/fuzz/seeds/target/whole.json",
                              srcdir != NULL ? srcdir : "."),
                  INPUT_CAP, &mem, &diags, &text));
    return text.bytes;
}

START_TEST(everything_becomes_an_option)
{
    struct options options = {.command = &commands[0]};
    struct diags diags;

    ck_assert_msg(load(&options, whole(), &diags), "%s",
                  test_mistakes(&diags, &mem));
    ck_assert_str_eq(options.name, "Acme GmbH");
    ck_assert_uint_eq(options.rules.n, 2);
    ck_assert_str_eq(options.rules.item[0], "horizon-autotask");
    ck_assert_str_eq(options.rules.item[1], "there/./backup.json");
    ck_assert_uint_eq(options.option.n, 2);
    ck_assert_str_eq(options.option.item[0], "livelinks=yes");
    ck_assert_str_eq(options.option.item[1], "project-writes=no");
    ck_assert_str_eq(options.attest, "there/stated.json");
    ck_assert_str_eq(options.waive, "/etc/waived.json");
    ck_assert_str_eq(options.baseline, "there/../audit.json");
    ck_assert(options.new_only);
    ck_assert_uint_eq(options.report.n, 3);
    ck_assert_str_eq(options.report.item[0], "html=there/out/page.html");
    ck_assert_str_eq(options.report.item[1], "there/out/junit.xml");
    ck_assert_str_eq(options.report.item[2], "text=-");
    ck_assert_str_eq(options.output_dir, "there/out");
    ck_assert_str_eq(options.credentials, "there/key");
    ck_assert_str_eq(options.credentials_command, "pass show acme");
    ck_assert_str_eq(options.target.prefix, "ACME_");
    ck_assert_str_eq(options.endpoint, "https://api.example/");
    ck_assert_str_eq(options.base, "https://api.example/v1/");
    ck_assert_str_eq(options.cacert, "there/ca.pem");
    ck_assert_uint_eq(options.timeout, 30);
    ck_assert_uint_eq(options.max_time, 60);
    ck_assert_uint_eq(options.max_requests, 50);
    ck_assert_uint_eq(options.max_usage, 90);
    ck_assert_int_eq(options.fail_on, NEED_REQUIRED);
    ck_assert_int_eq(options.excess, EXCESS_FAIL);
}
END_TEST

START_TEST(the_command_line_wins)
{
    char line[] = "grantscan scan --rules mine --option a=no --name N --report "
                  "x.html --timeout 5 --credentials mykey --excess ignore "
                  "--attest mine.json";
    char *argv[WORDS] = {line};
    int argc = 1;
    struct options options = {.mem = &mem};
    struct diags diags = {.arena = &mem};

    for (char *p = line; (p = strchr(p, ' ')) != NULL; argc++) {
        *p++ = '\0';
        ck_assert_int_lt(argc, WORDS);
        argv[argc] = p;
    }
    ck_assert(options_parse(&options, argc, argv, &diags));
    ck_assert(load(&options, whole(), &diags));
    ck_assert_str_eq(options.name, "N");
    ck_assert_uint_eq(options.rules.n, 1);
    ck_assert_str_eq(options.rules.item[0], "mine");
    ck_assert_uint_eq(options.report.n, 1);
    ck_assert_uint_eq(options.timeout, 5);
    ck_assert_uint_eq(options.max_time, 60);
    ck_assert_int_eq(options.excess, EXCESS_IGNORE);
    ck_assert_str_eq(options.attest, "mine.json");
    ck_assert_uint_eq(options.option.n, 3);
    ck_assert_str_eq(options.option.item[2], "a=no"); /* the last one wins */
    ck_assert_str_eq(options.credentials, "mykey");
    ck_assert_ptr_null(options.credentials_command);
    ck_assert_ptr_null(options.target.prefix);
}
END_TEST

/* plan does not know what matters only for sending. */
START_TEST(a_plan_takes_its_own)
{
    struct options options = {.command = &commands[1], .timeout = 60};
    struct diags diags;

    ck_assert(load(&options, whole(), &diags));
    ck_assert_uint_eq(options.rules.n, 2);
    ck_assert_uint_eq(options.timeout, 60);
    ck_assert_ptr_null(options.attest);
    ck_assert_ptr_null(options.baseline);
    ck_assert(!options.new_only);
}
END_TEST

/* Members besides format, name and rules; what is said of them. */
static const struct {
    const char *members, *says;
} mistakes[] = {
    {"\"nmae\": \"x\"", "unknown key \"nmae\" in a target; did you mean "
                        "\"name\"?"},
    {"\"owner\": \"\"", "\"owner\" is empty"},
    {"\"owner\": 7", "\"owner\" must be a string, not a number"},
    {"\"review\": \"2027-02-30\"", "is no date"},
    {"\"provider\": \"autotsk\"",
     "unknown provider \"autotsk\"; did you mean \"autotask\"?"},
    {"\"subjects\": {\"a\": 1}",
     "subject \"a\" must be a text that is not empty, or a list of such"},
    {"\"subjects\": {\"a\": []}", "subject \"a\" must be a text"},
    {"\"subjects\": {\"a\": [\"x\", \"\"]}", "subject \"a\" must be a text"},
    {"\"subjects\": {\"a\": [[\"x\"]]}", "subject \"a\" must be a text"},
    {"\"subjects\": {\"a=b\": \"x\"}", "no subject has a name with \"=\""},
    {"\"subjects\": []", "\"subjects\" must be an object, not an array"},
    {"\"options\": {\"a\": \"yes\"}", "option \"a\" must be true or false"},
    {"\"timeout\": 0", "\"timeout\" must be a whole number from 1"},
    {"\"timeout\": 4000", "\"timeout\": 4000 is not a number from 1 to 3600"},
    {"\"timeout\": true", "\"timeout\" must be a number, not true or false"},
    {"\"timeout\": \"30\"", "\"timeout\" must be a number, not a string"},
    {"\"fail_on\": \"all\"", "\"fail_on\": all is not required or recommended"},
    {"\"reports\": [7, \"\"]", "\"reports\" must hold texts"},
    {"\"new_only\": \"yes\"", "\"new_only\" must be true or false"},
    {"\"credentials\": \"key\"", "\"credentials\" must be an object"},
    {"\"credentials\": {\"fiel\": \"x\"}",
     "unknown key \"fiel\" in \"credentials\"; did you mean \"file\"?"},
    {"\"credentials\": {\"environment\": \"a-b\"}", "A-Z, 0-9 and _"},
    {"\"password\": \"hush\"", "\"password\" looks like a credential"},
    {"\"AUTOTASK_SECRET\": \"hush\"", "looks like a credential"},
    {"\"credentials\": {\"username\": \"hush\"}", "looks like a credential"},
    {"\"credentials\": {\"command\": \"echo AUTOTASK_SECRET=hush\"}",
     "this text sets AUTOTASK_SECRET"},
    {"\"purpose\": \"CONNECTWISE_PRIVATE_KEY = hush\"",
     "this text sets CONNECTWISE_PRIVATE_KEY"},
};

START_TEST(mistakes_are_told)
{
    struct options options = {.command = &commands[0]};
    struct diags diags;
    const char *text =
        arena_print(&mem,
                    "{\"format\": \"grantscan-target/1\", \"name\": \"x\",\n"
                    "\"rules\": [\"r\"],\n%s}",
                    mistakes[_i].members);
    const char *said;

    ck_assert_msg(!load(&options, text, &diags), "%s", text);
    said = test_mistakes(&diags, &mem);
    ck_assert_msg(strstr(said, mistakes[_i].says) != NULL, "%s: %s", text,
                  said);
    ck_assert_msg(strstr(said, "hush") == NULL, "%s", said);
    ck_assert_uint_eq(diags.list[0].line, 3);
}
END_TEST

/* Of a name that the command line has only that counts. */
START_TEST(subjects_become_options)
{
    static const char text[] =
        "{\"format\": \"grantscan-target/1\", \"name\": \"x\", \"rules\": "
        "[\"r\"], \"subjects\": {\"tech\": [\"a@x\", \"b@x\"], \"boss\": "
        "\"c@x\", \"te\": \"d=e\"}}";
    struct options options = {.command = &commands[0], .mem = &mem};
    struct diags diags;

    option_push(&options, &options.subject, "boss=z@x");
    ck_assert(load(&options, text, &diags));
    ck_assert_uint_eq(options.subject.n, 4);
    ck_assert_str_eq(options.subject.item[0], "boss=z@x");
    ck_assert_str_eq(options.subject.item[1], "tech=a@x");
    ck_assert_str_eq(options.subject.item[2], "tech=b@x");
    ck_assert_str_eq(options.subject.item[3], "te=d=e");
    /* A command that has no such option takes none. */
    options = (struct options){.command = &commands[1]};
    while (!text_same(options.command->name, "rules show"))
        options.command++;
    ck_assert(load(&options, text, &diags));
    ck_assert_uint_eq(options.subject.n, 0);
}
END_TEST

START_TEST(what_is_needed)
{
    struct options options = {.command = &commands[0]};
    struct diags diags;

    ck_assert(!load(&options, "{}", &diags));
    ck_assert_uint_eq(diags.n, 3);
    ck_assert(!load(&options, "[]", &diags));
    ck_assert(!load(&options, "{", &diags));
    ck_assert(!load(&options,
                    "{\"format\": \"grantscan-target/2\", \"name\": \"x\", "
                    "\"rules\": [\"r\"]}",
                    &diags));
    ck_assert_ptr_nonnull(strstr(test_mistakes(&diags, &mem), "target/1"));
}
END_TEST

/* The schema for editors knows the same keys. */
START_TEST(the_schema_knows_the_same)
{
    struct diags diags = {.arena = &mem};
    const char *srcdir = getenv("srcdir");
    struct file_text text;
    const struct json *list;

    ck_assert(file_read(arena_print(&mem, "%s/rules/target.schema.json",
                                    srcdir != NULL ? srcdir : "."),
                        INPUT_CAP, &mem, &diags, &text));
    list = json_get(json_parse(&mem, text.bytes, text.length, &diags),
                    "properties");
    ck_assert_uint_gt(list->n, 20);
    for (uint32_t i = 0; i < list->n; i++) {
        struct options options = {.command = &commands[0]};
        const char *key = list->item[i].key;

        (void)load(&options, arena_print(&mem, "{\"%s\": null}", key), &diags);
        ck_assert_msg(strstr(test_mistakes(&diags, &mem), "unknown key") ==
                          NULL,
                      "%s", key);
    }
    list = json_parse(&mem, whole(), strlen(whole()), &diags);
    for (uint32_t i = 0; i < list->n; i++)
        ck_assert_msg(strstr(text.bytes,
                             arena_print(&mem, "\"%s\":", list->item[i].key)) !=
                          NULL,
                      "%s", list->item[i].key);
}
END_TEST

START_TEST(what_a_note_says)
{
    struct target_info target = {.owner = "Service desk", .review = NULL};

    ck_assert_ptr_null(
        target_note(&(struct target_info){0}, "2026-11-27", &mem));
    ck_assert_str_eq(target_note(&target, "2026-11-27", &mem),
                     "Owner: Service desk.");
    target.purpose = "Tickets";
    target.review = "2026-11-27";
    ck_assert_str_eq(target_note(&target, "2026-11-27", &mem),
                     "Owner: Service desk. Purpose: Tickets. To be reviewed by "
                     "2026-11-27.");
    target.purpose = "Tickets.";
    ck_assert_ptr_nonnull(strstr(target_note(&target, "2026-11-27", &mem),
                                 "Purpose: Tickets. To be"));
    ck_assert_ptr_nonnull(strstr(target_note(&target, "2026-11-28", &mem),
                                 "was due on 2026-11-27."));
}
END_TEST

Suite *
scanner_target_suite(void)
{
    Suite *suite = suite_create("scanner: target file");
    TCase *each = tcase_create("target");

    tcase_add_checked_fixture(each, NULL, teardown);
    tcase_add_test(each, everything_becomes_an_option);
    tcase_add_test(each, the_command_line_wins);
    tcase_add_test(each, a_plan_takes_its_own);
    tcase_add_loop_test(each, mistakes_are_told, 0,
                        (int)(sizeof mistakes / sizeof *mistakes));
    tcase_add_test(each, subjects_become_options);
    tcase_add_test(each, what_is_needed);
    tcase_add_test(each, the_schema_knows_the_same);
    tcase_add_test(each, what_a_note_says);
    suite_add_tcase(suite, each);
    return suite;
}
