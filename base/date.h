/* Days and times as text, in UTC and in the proleptic Gregorian calendar. The
 * only place that knows the calendar. Texts of days compare as the days do. */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct date {
    int year, month, day; /* year 1 to 9999; the others from 1 */
};

/* Whether a text is YYYY-MM-DD and the day exists. */
bool date_read(const char *, struct date *);
bool date_is(const char *);
/* Whether a text is YYYY-MM-DDThh:mm:ssZ and there is such a time. */
bool date_time_is(const char *);

const char *date_text(struct arena *, struct date);

/* The same day some months on; the 28th where a later one might not exist, and
 * the last day of 9999 where it would be none. */
struct date date_months_later(struct date, unsigned months);

/* The text of it; a text that is no day as it is. */
const char *date_later(const char *day, unsigned months, struct arena *);

/* Days from one to the other, negative if that came before; 0 where one is no
 * day. */
int64_t date_between(const char *from, const char *to);

/* Seconds since 1970 of a time as the header "Date" has it, like
 * "Thu, 26 Nov 2026 10:00:00 GMT" (RFC 9110, 5.6.7: the form that servers have
 * to write). False: it is none. */
bool date_of_header(const char *text, size_t length, int64_t *seconds);

/* What the clock says, in seconds since 1970, as YYYY-MM-DD or with the time.
 * A clock whose year is not of four digits makes dates that nobody can read
 * back: that is an error of the machine and ends the program. */
const char *date_of_clock(struct arena *, int64_t seconds);
const char *date_time_of_clock(struct arena *, int64_t seconds);

#endif
