/* The map from names to numbers: what was put in is found, nothing else is. */
#include "base/index.h"
#include "tests/unit/base_test.h"

#include <stdio.h>

static struct arena mem;

static void
teardown(void)
{
    arena_free(&mem);
}

START_TEST(index_keeps_the_first_of_a_name)
{
    struct index map = {.arena = &mem};

    ck_assert_uint_eq(index_get(&map, NULL, "a"), INDEX_NONE);
    ck_assert_uint_eq(index_put(&map, NULL, "a", 0), 0);
    ck_assert_uint_eq(index_put(&map, NULL, "a", 7), 0);
    ck_assert_uint_eq(index_put(&map, NULL, "b", 7), 7);
    ck_assert_uint_eq(index_get(&map, NULL, "a"), 0);
    ck_assert_uint_eq(index_get(&map, NULL, "b"), 7);
    ck_assert_uint_eq(index_get(&map, NULL, "c"), INDEX_NONE);
    ck_assert_uint_eq(map.n, 2);
}
END_TEST

/* Every pair of these is another name than every other. */
START_TEST(index_tells_the_parts_of_a_name_apart)
{
    static const char *const part[] = {NULL, "", "a", "ab", "b", "bc", "abc"};
    const uint32_t n = sizeof part / sizeof *part;
    struct index map = {.arena = &mem};

    for (uint32_t i = 0; i < n * n; i++)
        ck_assert_uint_eq(index_put(&map, part[i / n], part[i % n], i), i);
    for (uint32_t i = 0; i < n * n; i++)
        ck_assert_uint_eq(index_get(&map, part[i / n], part[i % n]), i);
}
END_TEST

START_TEST(index_grows_and_compares_texts_not_places)
{
    struct index map = {.arena = &mem};
    char text[16];

    for (uint32_t i = 0; i < 20000; i++)
        ck_assert_uint_eq(index_put(&map, "o", arena_print(&mem, "%u", i), i),
                          i);
    for (uint32_t i = 0; i < 40000; i++) {
        (void)snprintf(text, sizeof text, "%u", i);
        ck_assert_uint_eq(index_get(&map, "o", text),
                          i < 20000 ? i : INDEX_NONE);
        ck_assert_uint_eq(index_get(&map, "p", text), INDEX_NONE);
    }
}
END_TEST

Suite *
base_index_suite(void)
{
    Suite *suite = suite_create("base: index");
    TCase *map = tcase_create("index");

    tcase_add_checked_fixture(map, NULL, teardown);
    tcase_add_test(map, index_keeps_the_first_of_a_name);
    tcase_add_test(map, index_tells_the_parts_of_a_name_apart);
    tcase_add_test(map, index_grows_and_compares_texts_not_places);
    suite_add_tcase(suite, map);
    return suite;
}
