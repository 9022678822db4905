/* Pages of a query or of a list below a parent, and their addresses. */
#ifndef SIMULATOR_AUTOTASK_PAGE_H
#define SIMULATOR_AUTOTASK_PAGE_H

#include "tests/simulator/autotask/autotask.h"

enum { PAGE = 500 };

struct page {
    int64_t most;  /* records on it */
    bool further;  /* asked for by the address that a page gave */
    int64_t after; /* ids above only */
    /* after of each page before it, as the address tells. */
    int64_t *before;
    uint32_t n_before;
    /* What came of it. */
    int64_t last;
    uint32_t count;
    bool more;
};

/* From the paging argument, if there is one; answers if it is unreadable. */
bool page_read(struct call *, struct page *);

/* Sets pageDetails. */
void page_details(struct call *, const struct page *, struct json *root);

#endif
