/* The lines before a body. libcurl 7.88 takes a Content-Length that is too
 * large for none at all, and the last of several (lib/http.c,
 * Curl_http_header); an answer without a known end that is cut looks whole.
 * So lengths are read here too, and what is odd is doubt (RFC 9112, 6.3). */
#include "scanner/engine/http_head.h"
#include "base/date.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#define LENGTH "content-length"

/* Not strchr: a NUL in a line is no space. */
static bool
is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* "HTTP/1.1 401 Unauthorized" or "HTTP/2 401"; 0 if it is none. */
static int
status_of(const char *line, size_t length)
{
    const char *p = memchr(line, ' ', length);
    int status = 0;

    if (p == NULL || (size_t)(p + 4 - line) > length)
        return 0;
    for (int i = 1; i <= 3; i++) {
        if (p[i] < '0' || p[i] > '9')
            return 0;
        status = status * 10 + (p[i] - '0');
    }
    if ((size_t)(p + 4 - line) < length && !is_space(p[4]))
        return 0;
    return status;
}

static size_t
skip_blanks(const char *line, size_t from, size_t length)
{
    while (from < length && (line[from] == ' ' || line[from] == '\t'))
        from++;
    return from;
}

/* The value of the header of that name, trimmed, or NULL. A blank before the
 * colon is forbidden, but must not hide the header (RFC 9112, 5.1). */
static const char *
value_of(const char *line, size_t *length, const char *name)
{
    size_t from = strlen(name);

    if (*length <= from || strncasecmp(line, name, from) != 0)
        return NULL;
    from = skip_blanks(line, from, *length);
    if (from == *length || line[from] != ':')
        return NULL;
    from = skip_blanks(line, from + 1, *length);
    while (*length > from && is_space(line[*length - 1]))
        --*length;
    *length -= from;
    return line + from;
}

/* Digits that fit, and the same each time. */
static void
take_length(struct head *head, const char *value, size_t length)
{
    enum { MOST_DIGITS = 18 };
    int64_t size = 0;

    if (length == 0 || length > MOST_DIGITS)
        head->broken = true;
    for (size_t i = 0; i < length && !head->broken; i++) {
        if (value[i] < '0' || value[i] > '9')
            head->broken = true;
        size = size * 10 + (value[i] - '0');
    }
    if (head->sized && head->size != size)
        head->broken = true;
    head->sized = true;
    head->size = size;
}

/* An interim answer (1xx) is no answer; the next one begins anew. */
static void
take_first(struct head *head, const char *line, size_t length)
{
    int status = status_of(line, length);

    *head = (struct head){.bytes = head->bytes, .allowance = head->allowance};
    if (status >= 200)
        head->status = status;
    else if (status < 100)
        head->broken = true;
}

static bool
is_blank(const char *line, size_t length)
{
    while (length > 0 && (line[length - 1] == '\r' || line[length - 1] == '\n'))
        length--;
    return length == 0;
}

/* Adds the value of the header of that name, if it is that one, to those
 * before; false: it does not fit. */
static bool
add_value(const char *line, size_t length, const char *name, char *kept)
{
    const char *value = value_of(line, &length, name);
    size_t had = strlen(kept);
    int n;

    if (value == NULL)
        return true;
    n = snprintf(kept + had, HEAD_LINK_CAP + 1 - had, "%s%.*s",
                 had > 0 ? ", " : "", (int)length, value);
    return n >= 0 && (size_t)n <= HEAD_LINK_CAP - had;
}

/* One that cannot be read says nothing. */
static void
take_date(struct head *head, const char *line, size_t length)
{
    const char *value = value_of(line, &length, "date");

    if (value != NULL && !date_of_header(value, length, &head->date))
        head->date = 0;
}

/* One that is too long is no number, and says nothing; nor do two that are not
 * the same. */
static void
take_remaining(struct head *head, const char *line, size_t length)
{
    size_t had = strlen(head->remaining);
    const char *value = head->allowance == NULL
                            ? NULL
                            : value_of(line, &length, head->allowance);

    if (value == NULL)
        return;
    if (length > HEAD_REMAINING_CAP ||
        (had > 0 &&
         (had != length || memcmp(value, head->remaining, had) != 0))) {
        value = "?";
        length = 1;
    }
    memcpy(head->remaining, value, length);
    head->remaining[length] = '\0';
}

void
head_line(struct head *head, const char *line, size_t length)
{
    size_t n = length;
    const char *value;

    head->bytes += length;
    if (head->ended) /* a trailer */
        return;
    if (length >= 5 && memcmp(line, "HTTP/", 5) == 0) {
        take_first(head, line, length);
        return;
    }
    if (is_blank(line, length)) {
        head->ended = head->status != 0;
        return;
    }
    value = value_of(line, &n, LENGTH);
    if (value != NULL) {
        take_length(head, value, n);
        head->broken = head->broken || line[sizeof LENGTH - 1] != ':';
    }
    if (!add_value(line, length, "link", head->link))
        head->broken = true;
    take_date(head, line, length);
    take_remaining(head, line, length);
    (void)add_value(line, length, "location", head->location);
    head->located = head->location[0] != '\0';
}
