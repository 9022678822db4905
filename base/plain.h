/* Text as a terminal of little learning shows it. */
#ifndef BASE_PLAIN_H
#define BASE_PLAIN_H

#include "base/out.h"

/* The ASCII that stands for the first character of a text; gives how many
 * bytes of it that is. */
size_t plain_ascii(const char *text, const char **shown);

/* Appends a text with plain spaces for those that do not break; ascii: and
 * nothing beyond ASCII. */
void out_plain(struct out *, const char *text, bool ascii);

#endif
