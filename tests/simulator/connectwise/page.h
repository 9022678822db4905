/* Pages of a list: 25 entries unless the request asks otherwise, and the Link
 * header that tells of the others. */
#ifndef SIMULATOR_CONNECTWISE_PAGE_H
#define SIMULATOR_CONNECTWISE_PAGE_H

#include "tests/simulator/connectwise/connectwise.h"

enum { PAGE = 25, PAGE_CAP = 1000 };

struct page {
    int64_t size, number;
    bool forward;       /* by pageId instead of numbers */
    int64_t first, end; /* indices of entries */
};

/* Which of so many entries are asked for; answers if the arguments are wrong.
 * Entry n has the id first_id + n, which forward-only pages go by. */
bool page_read(struct call *, struct page *, int64_t total, int64_t first_id);

#endif
