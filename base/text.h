/* Text: cleaning at the door, comparing, nearest word. Everything that comes
 * from the network or from a file passes text_clean once before it is kept;
 * inside the program a string is always valid UTF-8 that XML allows. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

/* A copy without anything that XML 1.0 or a terminal could choke on: each
 * broken UTF-8 sequence, control character (but TAB and LF), surrogate,
 * noncharacter and bidirectional override becomes U+FFFD; CR LF becomes LF.
 * At most cap bytes; a longer text is cut at a character and ends in "...". */
const char *
text_clean(struct arena *, const char *bytes, size_t length, size_t cap);

/* True if text_clean would keep it as it is (but for the length). */
bool text_is_clean(const char *bytes, size_t length);

/* The text as text_clean leaves it, not copied if there was nothing to do;
 * NULL for NULL. Writers let every text through here, those of markup through
 * reports/view/xml.h. */
const char *text_kept(struct arena *, const char *);
/* The first character of a text as a terminal may show it on one line: what
 * text_clean would replace and line feeds as U+FFFD, a tab as a space. Gives
 * how many bytes of the text it is; shown is not NUL-terminated. */
size_t text_shown(const char *text, const char **shown, size_t *length);

/* The whole text so, not copied if there was nothing to do. */
const char *text_line(struct arena *, const char *);

/* With a capital first letter, if it is one of a to z; "" for NULL. */
const char *text_capital(struct arena *, const char *);

/* In lower case, as far as letters are those of ASCII. */
const char *text_lower(struct arena *, const char *text, size_t length);

/* A name with all but its ends replaced, clean: "ab***@acme.example". */
const char *text_masked(struct arena *, const char *name);

/* The text, or the other one if it is NULL or empty. */
const char *text_or(const char *text, const char *otherwise);

bool text_same(const char *, const char *);      /* NULL equals only NULL */
bool text_same_fold(const char *, const char *); /* ASCII case ignored */
/* Below, equal to or above 0 as for strcmp, ASCII case ignored. */
int text_order_fold(const char *, const char *);
bool text_starts(const char *text, const char *prefix);
bool text_ends(const char *text, const char *suffix);

/* True if part occurs in text, ASCII case ignored. */
bool text_has_fold(const char *text, const char *part);

/* The entry nearest to word by edit distance, or NULL if none is near enough
 * to be a likely typing mistake. stride: bytes from one name to the next, so
 * that a table of structs whose first member is the name will do. */
const char *
text_nearest(const char *word, const void *names, size_t n, size_t stride);

#endif
