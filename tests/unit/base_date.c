/* The calendar: days that exist, days between, and clocks. */
#include "base/date.h"
#include "base/diag.h"
#include "tests/unit/base_test.h"

#include <stdlib.h>
#include <string.h>

static struct arena mem;

static void
teardown(void)
{
    arena_free(&mem);
}

static const struct {
    const char *text;
    bool good;
} days[] = {
    {"2026-11-23", true},  {"0001-01-01", true},  {"9999-12-31", true},
    {"2024-02-29", true},  {"2000-02-29", true},  {"2026-02-29", false},
    {"1900-02-29", false}, {"2026-04-31", false}, {"2026-00-10", false},
    {"2026-13-10", false}, {"2026-10-00", false}, {"0000-10-10", false},
    {"2026-1-23", false},  {"2026-11-2", false},  {"2026-11-233", false},
    {" 2026-11-2", false}, {"2026/11/23", false}, {"+026-11-23", false},
    {"20a6-11-23", false}, {"", false},           {"2026-11-23T", false},
};

START_TEST(a_date_is_a_day_that_exists)
{
    struct date date;

    ck_assert(date_is(days[_i].text) == days[_i].good);
    if (!days[_i].good)
        return;
    ck_assert(date_read(days[_i].text, &date));
    ck_assert_str_eq(date_text(&mem, date), days[_i].text);
}
END_TEST

static const struct {
    const char *text;
    bool good;
} times[] = {
    {"2026-11-23T08:00:00Z", true},  {"2026-11-23T23:59:59Z", true},
    {"2026-11-23T24:00:00Z", false}, {"2026-11-23T08:60:00Z", false},
    {"2026-11-23T08:00:60Z", false}, {"2026-11-31T08:00:00Z", false},
    {"2026-11-23T08:00:00", false},  {"2026-11-23T08:00:00Zx", false},
    {"2026-11-23 08:00:00Z", false}, {"2026-11-23", false},
    {"2026-11-23T08:0:00Z", false},  {"2026-11-23T08:00:00z", false},
};

START_TEST(a_time_is_one_that_exists)
{
    ck_assert(date_time_is(times[_i].text) == times[_i].good);
}
END_TEST

static const struct {
    const char *from, *to;
    int64_t days;
} between[] = {
    {"2026-11-23", "2026-11-23", 0},
    {"2026-11-23", "2026-12-07", 14},
    {"2026-12-07", "2026-11-23", -14},
    {"2024-02-28", "2024-03-01", 2},
    {"2026-02-28", "2026-03-01", 1},
    {"1900-02-28", "1900-03-01", 1},
    {"2025-12-31", "2026-01-01", 1},
    {"1970-01-01", "2000-01-01", 10957},
    {"0001-01-01", "9999-12-31", 3652058},
    {"2026-02-30", "2026-03-01", 0},
    {"2026-11-23", "", 0},
};

START_TEST(days_between_are_counted)
{
    ck_assert_int_eq(date_between(between[_i].from, between[_i].to),
                     between[_i].days);
}
END_TEST

static const struct {
    const char *from;
    unsigned months;
    const char *to;
} later[] = {
    {"2026-08-23", 3, "2026-11-23"}, {"2026-11-30", 3, "2027-02-28"},
    {"2026-12-01", 0, "2026-12-01"}, {"2026-12-01", 12, "2027-12-01"},
    {"2026-09-30", 3, "2026-12-28"}, {"9999-10-05", 3, "9999-12-31"},
    {"9999-09-05", 3, "9999-12-05"},
};

START_TEST(months_later_there_is_such_a_day)
{
    struct date date;

    ck_assert(date_read(later[_i].from, &date));
    ck_assert_str_eq(date_later(later[_i].from, later[_i].months, &mem),
                     later[_i].to);
    date = date_months_later(date, later[_i].months);
    ck_assert_str_eq(date_text(&mem, date), later[_i].to);
    ck_assert_str_eq(date_later("never", 3, &mem), "never");
}
END_TEST

static const struct {
    int64_t seconds;
    const char *text;
} clocks[] = {
    {0, "1970-01-01T00:00:00Z"},
    {-1, "1969-12-31T23:59:59Z"},
    {1795420800, "2026-11-23T08:00:00Z"},
    {-30610224000, "1000-01-01T00:00:00Z"},
    {253402300799, "9999-12-31T23:59:59Z"},
};

START_TEST(a_clock_is_written_so_that_it_is_read)
{
    const char *text = date_time_of_clock(&mem, clocks[_i].seconds);

    ck_assert_str_eq(text, clocks[_i].text);
    ck_assert(date_time_is(text));
    ck_assert_str_eq(date_of_clock(&mem, clocks[_i].seconds),
                     arena_slice(&mem, text, 10));
}
END_TEST

/* One second past either end, and what no calendar has. */
static const int64_t wrong[] = {-30610224001, 253402300800, INT64_MIN,
                                INT64_MAX};

START_TEST(a_clock_that_cannot_be_written_ends_the_program)
{
    (void)date_of_clock(&mem, wrong[_i]);
}
END_TEST

static const struct {
    const char *text;
    int64_t seconds; /* -1: it is none */
} headers[] = {
    {"Thu, 01 Jan 1970 00:00:00 GMT", 0},
    {"Mon, 23 Nov 2026 08:00:00 GMT", 1795420800},
    {"Tue, 29 Feb 2000 23:59:59 GMT", 951868799},
    {"Fri, 31 Dec 9999 23:59:59 GMT", 253402300799},
    {"Sat, 31 Dec 2016 23:59:60 GMT", 1483228800},
    {"Wed, 31 Dec 1969 23:59:59 GMT", -1},
    {"Thu, 29 Feb 2001 10:00:00 GMT", -1},
    {"Thu, 00 Nov 2026 10:00:00 GMT", -1},
    {"Thu, 26 Nov 2026 24:00:00 GMT", -1},
    {"Thu, 26 Nov 2026 10:60:00 GMT", -1},
    {"Thu, 26 Nov 2026 10:00:61 GMT", -1},
    {"Thu, 26 nov 2026 10:00:00 GMT", -1},
    {"Thu, 26 anF 2026 10:00:00 GMT", -1},
    {"Xxx, 26 Nov 2026 10:00:00 GMT", -1},
    {"Thu, 26 Nov 2026 10:00:00 CET", -1},
    {"Thu, 26 Nov 2026 1o:00:00 GMT", -1},
    {"Thu, 26 Nov 2026 10:00:00 GMT ", -1},
    {"Thursday, 26-Nov-26 10:00:00 GMT", -1},
    {"2026-11-26T10:00:00Z", -1},
    {"", -1},
};

START_TEST(a_header_tells_the_time)
{
    const char *text = headers[_i].text;
    int64_t seconds = -1;

    ck_assert_int_eq(date_of_header(text, strlen(text), &seconds),
                     headers[_i].seconds >= 0);
    ck_assert_int_eq(seconds, headers[_i].seconds);
}
END_TEST

Suite *
base_date_suite(void)
{
    const char *fork = getenv("CK_FORK");
    Suite *suite = suite_create("base: date");
    TCase *date = tcase_create("date");

    tcase_set_tags(date, "own-process");
    tcase_add_checked_fixture(date, NULL, teardown);
    tcase_add_loop_test(date, a_date_is_a_day_that_exists, 0,
                        sizeof days / sizeof *days);
    tcase_add_loop_test(date, a_time_is_one_that_exists, 0,
                        sizeof times / sizeof *times);
    tcase_add_loop_test(date, days_between_are_counted, 0,
                        sizeof between / sizeof *between);
    tcase_add_loop_test(date, months_later_there_is_such_a_day, 0,
                        sizeof later / sizeof *later);
    tcase_add_loop_test(date, a_clock_is_written_so_that_it_is_read, 0,
                        sizeof clocks / sizeof *clocks);
    tcase_add_loop_test(date, a_header_tells_the_time, 0,
                        sizeof headers / sizeof *headers);
    if (fork == NULL || strcmp(fork, "no") != 0)
        tcase_add_loop_exit_test(
            date, a_clock_that_cannot_be_written_ends_the_program,
            EXIT_RESOURCE, 0, sizeof wrong / sizeof *wrong);
    suite_add_tcase(suite, date);
    return suite;
}
