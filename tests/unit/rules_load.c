/* The loader: every mistake, in one pass, with its place. Each row changes
 * one good file in one way and states every line that must be said of it. */
#include "base/json.h"
#include "base/out.h"
#include "rules/model/words.h"
#include "tests/unit/rules_test.h"

#include <string.h>

static struct arena mem;

static void
teardown(void)
{
    arena_free(&mem);
}

static const char good[] =
    "{\n"
    "  \"format\": \"grantscan-rules/1\",\n"
    "  \"id\": \"t\", \"title\": \"T\", \"version\": \"1\",\n"
    "  \"provider\": \"test\", \"product\": \"P\",\n"
    "  \"sources\": [{\"id\": \"s\", \"title\": \"S\", \"date\": "
    "\"2024-02-29\"}],\n"
    "  \"options\": [{\"name\": \"extra\", \"default\": false, \"about\": "
    "\"E\"}],\n"
    "  \"rules\": [\n"
    "    {\"id\": \"a.boxes\", \"section\": \"A\", \"object\": \"Boxes\",\n"
    "     \"level\": \"View\", \"why\": \"W\", \"degrades\": \"D\",\n"
    "     \"need\": \"required\", \"source\": \"s\",\n"
    "     \"screen\": \"Screen\", \"fix\": \"Fix\",\n"
    "     \"checks\": [\n"
    "      {\"access\": \"view\", \"grants\": [\n"
    "        {\"entity\": \"Boxes\", \"accesses\": [\"view\", \"edit\"]}]},\n"
    "      {\"access\": \"state\", \"option\": \"extra\", \"facts\": [\n"
    "        {\"fact\": \"login\"},\n"
    "        {\"fact\": \"coloured\", \"entity\": \"Lids\"}]},\n"
    "      {\"access\": \"max\", \"limit\":\n"
    "        {\"fact\": \"quota\", \"atLeast\": 5}},\n"
    "      {\"access\": \"said\", \"attest\":\n"
    "        {\"question\": \"Q?\"}}\n"
    "    ]}\n"
    "  ]\n"
    "}\n";

/* replace NULL: the whole file is `with`. */
static const struct mistake {
    const char *replace, *with, *said;
} mistakes[] = {
#include "tests/unit/rules_mistakes.inc"
};

/* What stands in "tolerates" of the same file, and all that is said of it. */
static const struct {
    const char *list, *said;
} tolerances[] = {
    {"[]", ""},
    {"[{\"entity\": \"Boxes\", \"reason\": \"R\"}]", ""},
    {"[{\"family\": \"goods\", \"accesses\": [\"add\"], \"reason\": "
     "\"R\"}]",
     ""},
    {"[{\"accesses\": [\"view\", \"edit\"], \"reason\": \"R\"}]", ""},
    {"[{\"entity\": \"Lids\", \"family\": \"goods\", \"reason\": "
     "\"R\"}]",
     ""},
    {"{}", "2:14: \"tolerates\" must be an array, not an object\n"},
    {"[7]", "2:15: a tolerance must be an object, not a number\n"},
    {"[{}]",
     "2:15: \"reason\" is missing in a tolerance\n"
     "2:15: a tolerance must have \"entity\", \"family\" or \"accesses\": "
     "this one would tolerate everything\n"},
    {"[{\"reason\": \"R\"}]",
     "2:15: a tolerance must have \"entity\", \"family\" or \"accesses\": "
     "this one would tolerate everything\n"},
    {"[{\"entity\": \"Boxes\"}]",
     "2:15: \"reason\" is missing in a tolerance\n"},
    {"[{\"entity\": \"Boxes\", \"reason\": \" \"}]",
     "2:45: \"reason\" is empty\n"},
    {"[{\"entity\": \"Boxs\", \"reason\": \"R\"}]",
     "2:26: unknown entity \"Boxs\"; did you mean \"Boxes\"?\n"},
    {"[{\"entity\": [\"Boxes\"], \"reason\": \"R\"}]",
     "2:26: \"entity\" must be a string, not an array\n"},
    {"[{\"family\": \"good\", \"reason\": \"R\"}]",
     "2:26: unknown family \"good\"; did you mean \"goods\"?\n"},
    {"[{\"family\": \"nothing\", \"reason\": \"R\"}]",
     "2:26: unknown family \"nothing\"; known: goods, history, "
     "secrets\n"},
    {"[{\"entity\": \"Logs\", \"family\": \"goods\", \"reason\": "
     "\"R\"}]",
     "2:44: Logs is of the family \"history\", so nothing would be "
     "tolerated\n"},
    {"[{\"accesses\": [], \"reason\": \"R\"}]",
     "2:28: \"accesses\" is empty\n"},
    {"[{\"accesses\": \"view\", \"reason\": \"R\"}]",
     "2:28: \"accesses\" must be an array, not a string\n"},
    {"[{\"accesses\": [\"veiw\", 1], \"reason\": \"R\"}]",
     "2:29: unknown access \"veiw\"; did you mean \"view\"?\n"
     "2:37: an access must be a string, not a number\n"},
    {"[{\"accesses\": [\"view\", \"view\"], \"reason\": \"R\"}]",
     "2:37: access \"view\" stands in line 2 already\n"},
    {"[{\"entity\": \"Boxes\", \"levels\": 1, \"reason\": \"R\"}]",
     "2:35: unknown key \"levels\" in a tolerance\n"},
};

static const char *
changed(const struct mistake *mistake)
{
    return text_changed(&mem, good, mistake->replace, mistake->with);
}

START_TEST(mistake_is_reported)
{
    const char *text = changed(&mistakes[_i]);
    struct diags diags = {.arena = &mem, .file = "rules.json"};
    struct ruleset set = {0};
    bool loaded = ruleset_load(&set, &(struct file_text){text, strlen(text)},
                               &test_catalogues, &diags, &mem);

    ck_assert_str_eq(diags_text(&diags, &mem), mistakes[_i].said);
    ck_assert_int_eq(loaded, mistakes[_i].said[0] == '\0');
    for (uint32_t i = 0; i < diags.n; i++)
        ck_assert_str_eq(diags.list[i].file, "rules.json");
}
END_TEST

START_TEST(mistake_in_a_tolerance_is_reported)
{
    const char *text = arena_print(&mem, "{\n\"tolerates\": %s,\n%s",
                                   tolerances[_i].list, good + strlen("{\n"));
    struct diags diags = {.arena = &mem};
    struct ruleset set = {0};
    bool loaded = ruleset_load(&set, &(struct file_text){text, strlen(text)},
                               &test_catalogues, &diags, &mem);

    ck_assert_str_eq(diags_text(&diags, &mem), tolerances[_i].said);
    ck_assert_int_eq(loaded, tolerances[_i].said[0] == '\0');
}
END_TEST

static const char *
said_of(const char *text)
{
    struct diags diags = {.arena = &mem};
    struct ruleset set = {0};

    (void)ruleset_load(&set, &(struct file_text){text, strlen(text)},
                       &test_catalogues, &diags, &mem);
    return diags_text(&diags, &mem);
}

/* What a check serves and what is lost without it: its own, else its rule's;
 * without a word about it, the product as such. */
START_TEST(features_are_inherited)
{
    static const char features[] =
        "\"features\": [{\"id\": \"f\", \"title\": \"F\"}, {\"id\": \"g\", "
        "\"title\": \"G\"}], \"rules\": [\n";
    const char *text = text_changed(&mem, good, "\"rules\": [\n", features);
    struct ruleset set = rules_good(&mem, good, &test_catalogues);

    ck_assert_uint_eq(set.n_feature, 1);
    ck_assert_str_eq(set.feature[0].id, FEATURE_PRODUCT);
    ck_assert_str_eq(set.feature[0].title, "P as a whole");
    ck_assert_str_eq(set.check[0].feature, FEATURE_PRODUCT);
    ck_assert_str_eq(set.check[0].degrades, "D");

    text = text_changed(&mem, text, "\"need\": \"required\"",
                        "\"need\": \"required\", \"feature\": \"f\"");
    text = text_changed(&mem, text, "{\"access\": \"said\",",
                        "{\"access\": \"said\", \"feature\": \"g\", "
                        "\"degrades\": \"E\",");
    set = rules_good(&mem, text, &test_catalogues);
    ck_assert_uint_eq(set.n_feature, 2);
    ck_assert_str_eq(set.feature[1].title, "G");
    ck_assert_str_eq(set.feature[1].rules, "t");
    ck_assert_str_eq(set.check[0].feature, "f");
    ck_assert_str_eq(set.check[0].degrades, "D");
    ck_assert_str_eq(set.check[3].feature, "g");
    ck_assert_str_eq(set.check[3].degrades, "E");

    /* The product as such may be named, but is not listed. */
    text = text_changed(&mem, text, "\"feature\": \"g\"",
                        "\"feature\": \"product\"");
    text = text_changed(&mem, text, ", {\"id\": \"g\", \"title\": \"G\"}", "");
    set = rules_good(&mem, text, &test_catalogues);
    ck_assert_uint_eq(set.n_feature, 2);
    ck_assert_str_eq(set.feature[1].title, "The rest of P");
    ck_assert_str_eq(set.check[3].feature, FEATURE_PRODUCT);
    text = text_changed(&mem, text, "\"title\": \"F\"}",
                        "\"title\": \"F\"}, {\"id\": \"product\", \"title\":"
                        " \"All else\"}");
    ck_assert_ptr_nonnull(strstr(said_of(text), "\"product\" is what rules "
                                                "serve that name no feature"));
}
END_TEST

/* Where an object of each definition of the schema stands in a file. */
static const struct {
    const char *definition, *before, *after;
} places[] = {
    {NULL, "", ""},
    {"source", "{\"sources\": [", "]}"},
    {"option", "{\"options\": [", "]}"},
    {"feature", "{\"features\": [", "]}"},
    {"tolerance", "{\"tolerates\": [", "]}"},
    {"rule", "{\"rules\": [", "]}"},
    {"check", "{\"rules\": [{\"checks\": [", "]}]}"},
    {"grant", "{\"rules\": [{\"checks\": [{\"grants\": [", "]}]}]}"},
    {"fact", "{\"rules\": [{\"checks\": [{\"facts\": [", "]}]}]}"},
    {"limit", "{\"rules\": [{\"checks\": [{\"limit\": ", "}]}]}"},
    {"attest", "{\"rules\": [{\"checks\": [{\"attest\": ", "}]}]}"},
    {"withheld", "{\"rules\": [{\"checks\": [{\"withholds\": [", "]}]}]}"},
    {"way", "{\"rules\": [{\"checks\": [{\"anyOf\": [", "]}]}]}"},
};

/* What editors offer the loader takes, and what it must have they ask for. */
START_TEST(the_schema_and_the_loader_know_the_same)
{
    struct file_text file = source_text(&mem, "rules/rules.schema.json");
    struct diags diags = {.arena = &mem};
    const struct json *schema =
        json_parse(&mem, file.bytes, file.length, &diags);
    const struct json *properties, *required;
    const char *text, *bare;

    ck_assert_msg(schema != NULL, "%s", diags_text(&diags, &mem));
    if (places[_i].definition != NULL)
        schema = json_get(json_get(schema, "$defs"), places[_i].definition);
    properties = json_get(schema, "properties");
    required = json_get(schema, "required");
    ck_assert(properties != NULL && properties->n > 0);
    for (uint32_t i = 0; i < properties->n; i++) {
        text = arena_print(&mem, "%s{\"%s\": 1.5}%s", places[_i].before,
                           properties->item[i].key, places[_i].after);
        ck_assert_msg(strstr(said_of(text), "unknown key") == NULL, "%s", text);
    }
    bare = said_of(
        arena_print(&mem, "%s{}%s", places[_i].before, places[_i].after));
    for (uint32_t i = 0; required != NULL && i < required->n; i++)
        ck_assert_msg(strstr(bare, arena_print(&mem, "\"%s\" is missing in ",
                                               required->item[i].text)),
                      "%s is not asked for: %s", required->item[i].text, bare);
}
END_TEST

/* The two examples of the manual: a whole file, and more of what it may hold
 * in the place of its rules. */
START_TEST(the_rules_of_the_manual_load)
{
    struct file_text manual = source_text(&mem, "man/grantscan-rules.5");
    const char *file = strstr(manual.bytes, "{\n  \"$schema\"");
    const char *more = strstr(manual.bytes, "\n  \"options\": [\n");
    const char *rules;
    struct ruleset set;

    ck_assert(file != NULL && more != NULL);
    rules = strstr(file, "\n  \"rules\": [");
    set = rules_good(
        &mem,
        arena_print(&mem, "%.*s", (int)(strstr(file, "\n.Ed") - file), file),
        &autotask_catalogues);
    ck_assert_uint_eq(set.n_check, 1);
    set = rules_good(&mem,
                     arena_print(&mem, "%.*s%.*s}", (int)(rules - file), file,
                                 (int)(strstr(more, "\n.Ed") - more), more),
                     &autotask_catalogues);
    ck_assert_uint_eq(set.n_check, 5);
    ck_assert_uint_eq(set.n_feature, 2);
    ck_assert_str_eq(set.check[2].degrades, "Nobody is told.");
    ck_assert_uint_eq(set.check[4].n_claim, 3);
}
END_TEST

START_TEST(text_that_is_no_json_is_one_mistake)
{
    static const char *const texts[] = {"", "{", "{\"id\": \"t\"} x"};

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct diags diags = {.arena = &mem};
        struct ruleset set = {0};

        ck_assert(!ruleset_load(&set,
                                &(struct file_text){texts[i], strlen(texts[i])},
                                &test_catalogues, &diags, &mem));
        ck_assert_uint_eq(diags.n, 1);
        ck_assert_uint_eq(diags.list[0].line, 1);
    }
}
END_TEST

START_TEST(good_file_fills_the_model)
{
    struct ruleset set = rules_good(&mem, good, &test_catalogues);
    const struct check *check = set.check;

    ck_assert_str_eq(set.pack->id, "t");
    ck_assert_str_eq(set.pack->title, "T");
    ck_assert_str_eq(set.pack->version, "1");
    ck_assert_str_eq(set.provider, "test");
    ck_assert_str_eq(set.pack->product, "P");
    ck_assert_uint_eq(strlen(set.pack->sha256), 64);
    ck_assert_uint_eq(set.n_option, 1);
    ck_assert(!set.option[0].on);
    ck_assert_str_eq(set.option[0].about, "E");
    ck_assert_uint_eq(set.n_source, 1);
    ck_assert_str_eq(set.source[0].date, "2024-02-29");
    ck_assert_ptr_null(set.source[0].url);
    ck_assert_uint_eq(set.n_rule, 1);
    ck_assert_uint_eq(set.rule[0].line, 8);
    ck_assert_uint_eq(set.rule[0].n_check, 4);
    ck_assert_uint_eq(set.n_check, 4);
    ck_assert_str_eq(check[0].id, "a.boxes.view");
    ck_assert_str_eq(check[0].required, "All");
    ck_assert_str_eq(check[0].screen, "Screen");
    ck_assert_ptr_null(check[0].option);
    ck_assert_uint_eq(check[0].n_claim, 2);
    ck_assert_str_eq(check[0].claim[1].right->id, "Boxes.edit");
    ck_assert_int_eq(check[0].claim[1].low, 2);
    ck_assert_int_eq(check[0].claim[1].high, 2);
    ck_assert_str_eq(check[1].option, "extra");
    ck_assert_str_eq(check[1].required, "yes");
    ck_assert_str_eq(check[1].claim[0].right->id, "login");
    ck_assert_str_eq(check[1].claim[1].right->id, "Lids.coloured");
    ck_assert_int_eq(check[1].claim[1].low, 1);
    ck_assert_str_eq(check[2].required, "at least 5");
    ck_assert_str_eq(check[2].claim[0].right->id, "quota");
    ck_assert_int_eq(check[2].claim[0].low, 5);
    ck_assert(check[2].claim[0].high == GRADE_MOST);
    ck_assert_ptr_null(check[3].claim[0].right);
    ck_assert_str_eq(check[3].claim[0].question, "Q?");
}
END_TEST

START_TEST(check_overrides_its_rule)
{
    const struct mistake change = {
        "\"access\": \"view\",",
        "\"access\": \"view\", \"object\": \"O\", \"required\": \"R\", "
        "\"screen\": \"S\", \"fix\": \"F\", \"option\": \"extra\","
        "\"need\": \"recommended\",",
        NULL};
    struct ruleset set = rules_good(&mem, changed(&change), &test_catalogues);

    ck_assert_str_eq(set.check[0].object, "O");
    ck_assert_str_eq(set.check[0].required, "R");
    ck_assert_str_eq(set.check[0].screen, "S");
    ck_assert_str_eq(set.check[0].fix, "F");
    ck_assert_str_eq(set.check[0].option, "extra");
    ck_assert_str_eq(set.check[1].object, "Boxes");
    ck_assert_int_eq(set.check[0].need, NEED_RECOMMENDED);
    ck_assert_int_eq(set.check[1].need, NEED_REQUIRED);
}
END_TEST

START_TEST(rule_option_reaches_its_checks)
{
    const struct mistake change = {
        "\"need\": \"required\",",
        "\"need\": \"recommended\", \"option\": \"extra\",", NULL};
    struct ruleset set = rules_good(&mem, changed(&change), &test_catalogues);

    ck_assert_int_eq(set.rule[0].need, NEED_RECOMMENDED);
    for (uint32_t i = 0; i < set.n_check; i++)
        ck_assert_str_eq(set.check[i].option, "extra");
}
END_TEST

START_TEST(restricted_may_be_enough)
{
    const struct mistake change = {
        "[\"view\", \"edit\"]", "[\"view\"], \"level\": \"restricted\"", NULL};
    struct ruleset set = rules_good(&mem, changed(&change), &test_catalogues);

    ck_assert_int_eq(set.check[0].claim[0].low, 1);
    ck_assert_int_eq(set.check[0].claim[0].high, 2);
    ck_assert_str_eq(set.check[0].required, "Restricted");
}
END_TEST

static const struct {
    const char *assignment;
    bool good, on;
    const char *said;
} assignments[] = {
    {"extra=yes", true, true, ""},
    {"extra=TRUE", true, true, ""},
    {"extra=on", true, true, ""},
    {"extra=1", true, true, ""},
    {"extra=no", true, false, ""},
    {"extra=false", true, false, ""},
    {"extra=off", true, false, ""},
    {"extra=0", true, false, ""},
    {"extra=", false, false, "0:0: option \"extra\" is yes or no, not \"\"\n"},
    {"extra=maybe", false, false,
     "0:0: option \"extra\" is yes or no, not \"maybe\"\n"},
    {"extra", false, false,
     "0:0: option \"extra\" must be given as NAME=yes or NAME=no\n"},
    {"extar=yes", false, false,
     "0:0: the rules have no option \"extar\"; did you mean \"extra\"?\n"},
    {"=yes", false, false, "0:0: the rules have no option \"\"\n"},
    {"something-else=yes", false, false,
     "0:0: the rules have no option \"something-else\"\n"},
};

START_TEST(option_is_set)
{
    struct ruleset set = rules_good(&mem, good, &test_catalogues);
    struct diags diags = {.arena = &mem};

    ck_assert_int_eq(
        ruleset_choose(&set, &assignments[_i].assignment, 1, &diags, &mem),
        assignments[_i].good);
    ck_assert_int_eq(set.option[0].on, assignments[_i].on);
    ck_assert_str_eq(diags_text(&diags, &mem), assignments[_i].said);
}
END_TEST

/* Ways are numbered within their clause; what stands alone is one of its own.
 */
START_TEST(claims_know_their_way)
{
    const struct mistake change = {
        "{\"entity\": \"Boxes\", \"accesses\": [\"view\", \"edit\"]}]}",
        "{\"entity\": \"Boxes\", \"accesses\": [\"view\"], \"doubtful\": "
        "true}], "
        "\"withholds\": [{\"entity\": \"Lids\", \"accesses\": [\"add\"]}], "
        "\"anyOf\": [{\"grants\": [{\"entity\": \"Boxes\", \"accesses\": "
        "[\"add\", \"view\"]}]}, {\"attest\": {\"question\": \"Q?\"}}]}",
        NULL};
    struct ruleset set = rules_good(&mem, changed(&change), &test_catalogues);
    const struct claim *claim = set.check[0].claim;

    ck_assert_uint_eq(set.check[0].n_claim, 5);
    ck_assert(claim[0].doubtful && !claim[2].doubtful);
    ck_assert_str_eq(claim[1].right->id, "Lids.add");
    ck_assert(claim[1].low == GRADE_NONE && claim[1].high == GRADE_NONE);
    ck_assert(claim[0].clause != claim[1].clause);
    ck_assert(claim[1].clause != claim[2].clause);
    ck_assert(claim[2].clause == claim[3].clause &&
              claim[2].clause == claim[4].clause);
    ck_assert(claim[2].way == claim[3].way && claim[3].way != claim[4].way);
    ck_assert_ptr_null(claim[4].right);
}
END_TEST

/* A file with very many of everything is read in time, not in its square. */
START_TEST(many_rules_load)
{
    enum { MANY = 3000 };
    struct out out = {0};
    struct ruleset set;
    const char *rules = strstr(good, "    {\"id\": \"a.boxes\"");
    const char *rest = rules + strlen("    {\"id\": \"a.boxes\"");
    const char *end = strstr(rules, "  ]\n}");

    (void)out_bytes(&out, good, (size_t)(rules - good));
    for (int i = 0; i < MANY; i++)
        (void)out_print(&out, "%s{\"id\": \"a%d\"%.*s", i > 0 ? "," : "", i,
                        (int)(end - rest), rest);
    (void)out_text(&out, end);
    set = rules_good(&mem, out_string(&out), &test_catalogues);
    ck_assert_uint_eq(set.n_rule, MANY);
    ck_assert_uint_eq(set.n_check, 4 * MANY);
    ck_assert_str_eq(set.check[4 * MANY - 1].id, "a2999.said");
    out_free(&out);
}
END_TEST

Suite *
rules_load_suite(void)
{
    Suite *suite = suite_create("rules: load");
    TCase *load = tcase_create("load");

    tcase_add_checked_fixture(load, NULL, teardown);
    tcase_add_loop_test(load, mistake_is_reported, 0,
                        (int)(sizeof mistakes / sizeof *mistakes));
    tcase_add_loop_test(load, mistake_in_a_tolerance_is_reported, 0,
                        (int)(sizeof tolerances / sizeof *tolerances));
    tcase_add_test(load, text_that_is_no_json_is_one_mistake);
    tcase_add_test(load, features_are_inherited);
    tcase_add_test(load, the_rules_of_the_manual_load);
    tcase_add_loop_test(load, the_schema_and_the_loader_know_the_same, 0,
                        (int)(sizeof places / sizeof *places));
    tcase_add_test(load, good_file_fills_the_model);
    tcase_add_test(load, check_overrides_its_rule);
    tcase_add_test(load, rule_option_reaches_its_checks);
    tcase_add_test(load, restricted_may_be_enough);
    tcase_add_loop_test(load, option_is_set, 0,
                        (int)(sizeof assignments / sizeof *assignments));
    tcase_add_test(load, claims_know_their_way);
    tcase_add_test(load, many_rules_load);
    suite_add_tcase(suite, load);
    return suite;
}
