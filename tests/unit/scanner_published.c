/* What rules.schema.json offers to whoever writes rules: the words of every
 * provider that is known, and no others; and the manual tells of each. */
#include "base/file.h"
#include "base/index.h"
#include "base/json.h"
#include "scanner/cli/providers.h"
#include "tests/unit/scanner_test.h"

#include <stdlib.h>
#include <string.h>

static struct arena mem;
static const struct json *schema;
static const char *manual;

static struct file_text
source(const char *name)
{
    const char *srcdir = getenv("srcdir");
    struct diags diags = {.arena = &mem};
    struct file_text text;

    ck_assert_msg(file_read(arena_print(&mem, "%s/%s",
                                        srcdir != NULL ? srcdir : ".", name),
                            1 << 20, &mem, &diags, &text),
                  "%s", name);
    return text;
}

static void
begin(void)
{
    struct file_text text = source("rules/rules.schema.json");
    struct diags diags = {.arena = &mem};

    manual = source("man/grantscan-rules.5").bytes;
    schema = json_parse(&mem, text.bytes, text.length, &diags);
    ck_assert_ptr_nonnull(schema);
}

static void
end(void)
{
    arena_free(&mem);
}

/* The words of a member of a definition. */
static const struct json *
offered(const char *definition, const char *member)
{
    const struct json *of = json_get(
        json_get(json_get(json_get(schema, "$defs"), definition), "properties"),
        member);

    ck_assert_ptr_nonnull(json_get(of, "enum"));
    return json_get(of, "enum");
}

/* All that providers have is offered; what is offered, one of them has. */
static void
ck_same(const struct json *words, const struct index *known)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < words->n; i++) {
        const char *word = words->item[i].text;

        ck_assert_msg(index_get(known, NULL, word) != INDEX_NONE,
                      "\"%s\" is nobody's", word);
        ck_assert_msg(strstr(manual, word) != NULL, "\"%s\" is not told of",
                      word);
        n++;
    }
    ck_assert_msg(n == known->n, "%u are offered of %u", n, known->n);
}

static void
add(struct index *known, const char *word)
{
    (void)index_put(known, NULL, word, known->n);
}

START_TEST(the_providers)
{
    struct index known = {.arena = &mem};

    for (uint32_t i = 0; provider_names[i] != NULL; i++)
        add(&known, provider_names[i]);
    ck_same(
        json_get(json_get(json_get(schema, "properties"), "provider"), "enum"),
        &known);
}
END_TEST

START_TEST(their_facts)
{
    struct index yes = {.arena = &mem}, numbers = {.arena = &mem};

    for (uint32_t i = 0; provider_names[i] != NULL; i++) {
        const struct catalogue *all = provider_catalogue(provider_names[i]);

        for (uint32_t k = 0; k < all->n_fact; k++)
            add(all->fact[k].scale == &scale_flag ? &yes : &numbers,
                all->fact[k].name);
    }
    ck_same(offered("fact", "fact"), &yes);
    ck_same(offered("limit", "fact"), &numbers);
}
END_TEST

START_TEST(their_families_and_verbs)
{
    struct index families = {.arena = &mem}, verbs = {.arena = &mem};
    const struct json *accesses;

    for (uint32_t i = 0; provider_names[i] != NULL; i++) {
        const struct catalogue *all = provider_catalogue(provider_names[i]);

        for (uint32_t k = 0; k < all->n_entity; k++)
            add(&families, all->entity[k].family);
        for (uint32_t k = 0; k < all->n_verb; k++)
            add(&verbs, all->verb[k].word);
    }
    ck_same(offered("tolerance", "family"), &families);
    accesses = json_get(
        json_get(json_get(json_get(schema, "$defs"), "grant"), "properties"),
        "accesses");
    ck_same(json_get(json_get(accesses, "items"), "enum"), &verbs);
}
END_TEST

Suite *
scanner_published_suite(void)
{
    Suite *suite = suite_create("scanner: what the schema of rules offers");
    TCase *tests = tcase_create("published");

    tcase_add_checked_fixture(tests, begin, end);
    tcase_add_test(tests, the_providers);
    tcase_add_test(tests, their_facts);
    tcase_add_test(tests, their_families_and_verbs);
    suite_add_tcase(suite, tests);
    return suite;
}
