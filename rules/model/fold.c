/* Names, without what differs from one place of print to the next. */
#include "rules/model/fold.h"
#include "base/out.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static bool
is_word(char c)
{
    return isalnum((unsigned char)c) != 0;
}

/* The length of the word at p: letters and digits, up to where another one
 * begins in "ServiceTickets" or "APIReports". */
static size_t
word_length(const char *p)
{
    size_t n = 1;

    while (is_word(p[n])) {
        bool up = isupper((unsigned char)p[n]) != 0;

        if (up && islower((unsigned char)p[n - 1]) != 0)
            break;
        if (up && islower((unsigned char)p[n + 1]) != 0)
            break;
        n++;
    }
    return n;
}

/* In lower case and in the singular, as far as spelling tells. */
static void
put_word(struct out *out, const char *word, size_t length)
{
    const char *tail = word + length;
    const char *more = "";

    if (length > 4 && strncasecmp(tail - 3, "ies", 3) == 0) {
        length -= 3;
        more = "y";
    } else if (length > 3 && strncasecmp(tail - 1, "s", 1) == 0 &&
               strncasecmp(tail - 2, "ss", 2) != 0) {
        length--;
    }
    for (size_t i = 0; i < length; i++) {
        char c = (char)tolower((unsigned char)word[i]);

        (void)out_bytes(out, &c, 1);
    }
    (void)out_text(out, more);
}

const char *
name_fold(const char *name, struct arena *arena)
{
    struct out out = {0};
    const char *text;

    for (const char *p = name; *p != '\0';) {
        size_t length = 1;

        if (is_word(*p)) {
            length = word_length(p);
            put_word(&out, p, length);
        } else if (*p == '&') {
            (void)out_text(&out, "and");
        }
        p += length;
    }
    text = arena_text(arena, out_string(&out));
    out_free(&out);
    return text;
}
