/* The calendar. */
#include "base/date.h"
#include "base/diag.h"

#include <string.h>
#include <time.h>

enum { DATE = 10, YEAR_LAST = 9999, DAY_OF_EVERY_MONTH = 28 };

/* Whether text has a digit wherever form has "0", and what form has else. */
static bool
has_form(const char *text, const char *form)
{
    for (; *form != '\0'; text++, form++)
        if (*form == '0' ? *text < '0' || *text > '9' : *text != *form)
            return false;
    return true;
}

/* The number in so many digits. */
static int
number(const char *text, unsigned digits)
{
    int value = 0;

    while (digits-- > 0)
        value = value * 10 + (*text++ - '0');
    return value;
}

static int
days_in(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    return days[month - 1] + (month == 2 && leap ? 1 : 0);
}

/* The day that a text begins with. */
static bool
read_day(const char *text, struct date *date)
{
    if (!has_form(text, "0000-00-00"))
        return false;
    *date = (struct date){number(text, 4), number(text + 5, 2),
                          number(text + 8, 2)};
    return date->year >= 1 && date->month >= 1 && date->month <= 12 &&
           date->day >= 1 && date->day <= days_in(date->year, date->month);
}

bool
date_read(const char *text, struct date *date)
{
    return read_day(text, date) && text[DATE] == '\0';
}

bool
date_is(const char *text)
{
    struct date date;

    return date_read(text, &date);
}

bool
date_time_is(const char *text)
{
    struct date date;

    return read_day(text, &date) && has_form(text + DATE, "T00:00:00Z") &&
           text[DATE + strlen("T00:00:00Z")] == '\0' &&
           number(text + 11, 2) <= 23 && number(text + 14, 2) <= 59 &&
           number(text + 17, 2) <= 59;
}

const char *
date_text(struct arena *arena, struct date date)
{
    return arena_print(arena, "%04d-%02d-%02d", date.year, date.month,
                       date.day);
}

struct date
date_months_later(struct date date, unsigned months)
{
    int64_t month = (int64_t)date.year * 12 + (date.month - 1) + months;

    if (month / 12 > YEAR_LAST)
        return (struct date){YEAR_LAST, 12, 31};
    date.year = (int)(month / 12);
    date.month = (int)(month % 12) + 1;
    if (date.day > DAY_OF_EVERY_MONTH)
        date.day = DAY_OF_EVERY_MONTH;
    return date;
}

/* Days since a fixed day. The year begins in March, so that the day that not
 * every year has is its last. */
static int64_t
day_number(struct date date)
{
    int64_t year = date.month <= 2 ? date.year - 1 : date.year;
    int64_t month = date.month <= 2 ? date.month + 12 : date.month;

    return 365 * year + year / 4 - year / 100 + year / 400 +
           (153 * (month - 3) + 2) / 5 + date.day;
}

const char *
date_later(const char *day, unsigned months, struct arena *arena)
{
    struct date date;

    if (!date_read(day, &date))
        return day;
    return date_text(arena, date_months_later(date, months));
}

int64_t
date_between(const char *from, const char *to)
{
    struct date a, b;

    if (!date_read(from, &a) || !date_read(to, &b))
        return 0;
    return day_number(b) - day_number(a);
}

/* The number from 1 of three letters in a row of them, 0 if they are none. */
static int
nth_of(const char *row, const char *letters)
{
    for (int i = 0; row[i] != '\0'; i += 3)
        if (memcmp(row + i, letters, 3) == 0)
            return i / 3 + 1;
    return 0;
}

/* The name of the day is not held against the day: nothing depends on it. */
bool
date_of_header(const char *text, size_t length, int64_t *seconds)
{
    static const char form[] = "Thu, 00 Nov 0000 00:00:00 GMT";
    static const struct date epoch = {1970, 1, 1};
    char copy[sizeof form];
    struct date date;
    int hour, minute, second;

    if (length != sizeof form - 1)
        return false;
    memcpy(copy, text, length);
    copy[length] = '\0';
    date = (struct date){
        0, nth_of("JanFebMarAprMayJunJulAugSepOctNovDec", copy + 8), 0};
    if (nth_of("MonTueWedThuFriSatSun", copy) == 0 || date.month == 0 ||
        !has_form(copy + 3, ", 00 ") ||
        !has_form(copy + 11, " 0000 00:00:00 GMT"))
        return false;
    date.year = number(copy + 12, 4);
    date.day = number(copy + 5, 2);
    hour = number(copy + 17, 2);
    minute = number(copy + 20, 2);
    second = number(copy + 23, 2);
    if (date.year < epoch.year || date.day < 1 ||
        date.day > days_in(date.year, date.month) || hour > 23 || minute > 59 ||
        second > 60)
        return false;
    *seconds = (day_number(date) - day_number(epoch)) * 86400 + hour * 3600 +
               minute * 60 + second;
    return true;
}

const char *
date_time_of_clock(struct arena *arena, int64_t seconds)
{
    time_t when = (time_t)seconds;
    struct tm tm;

    if (gmtime_r(&when, &tm) == NULL || tm.tm_year < 1000 - 1900 ||
        tm.tm_year > YEAR_LAST - 1900)
        die("the clock of this machine is wrong: it is %lld seconds from the "
            "beginning of 1970, in a year that has not four digits",
            (long long)seconds);
    return arena_print(arena, "%04d-%02d-%02dT%02d:%02d:%02dZ",
                       tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour,
                       tm.tm_min, tm.tm_sec);
}

const char *
date_of_clock(struct arena *arena, int64_t seconds)
{
    return arena_slice(arena, date_time_of_clock(arena, seconds), DATE);
}
