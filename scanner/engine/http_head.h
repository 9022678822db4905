/* What the lines before a body say, as they come in: which status counts, and
 * whether the length can be believed. Knows no library. */
#ifndef SCANNER_ENGINE_HTTP_HEAD_H
#define SCANNER_ENGINE_HTTP_HEAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { HEAD_LINK_CAP = 2000, HEAD_REMAINING_CAP = 40 };

/* All zero but for what is asked: nothing yet. */
struct head {
    const char *allowance; /* name of the header that says how much of an
                              allowance is left, in small letters; or NULL */
    size_t bytes;          /* of all lines, interim answers included */
    int status;            /* of the final answer's first line; 0: none yet */
    bool ended;            /* the empty line after it was seen */
    bool located;          /* it names another place */
    /* Values of "Link", several of them with ", " between (RFC 8288), and of
     * the last "Location". */
    char link[HEAD_LINK_CAP + 1], location[HEAD_LINK_CAP + 1];
    /* The value of that; "?" where it is none, or told in two ways. */
    char remaining[HEAD_REMAINING_CAP + 1];
    int64_t date; /* what time it is there, in seconds since 1970; 0: unsaid */
    bool broken;  /* its length or first line makes no sense, or a value that
                     counts is too long to be kept */
    bool sized;   /* it gives a length */
    int64_t size; /* that length */
};

/* One line as received, its end included. */
void head_line(struct head *, const char *line, size_t length);

#endif
