/* The arguments of a read: $top, $select, and where a page begins. */
#ifndef SIMULATOR_MICROSOFT365_ODATA_H
#define SIMULATOR_MICROSOFT365_ODATA_H

#include "tests/simulator/kit/kit.h"

struct page {
    int64_t top, skip;
    const char *select; /* or NULL: all */
};

/* Answers 400, and is false, if an argument is no good; properties: those that
 * may be selected, NULL-ended. */
bool page_read(struct call *, struct page *, const char *const *properties);

/* Leaves what is selected; never what begins with "@". */
void page_select(struct json *, const struct page *);

/* {"@odata.context": ..., "value": []}, filled by the caller; put is called
 * for each of the entries of this page. */
void
page_answer(struct call *, const struct page *, const char *context,
            int64_t total, void (*put)(struct call *, struct json *, int64_t));

/* "users" -> the context of that, with what is selected. */
const char *page_context(struct call *, const struct page *, const char *what);

#endif
