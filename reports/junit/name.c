/* What things are called in JUnit: by names that stay the same from scan to
 * scan, for consumers keep a history under them. */
#include "base/text.h"
#include "reports/junit/junit.h"
#include "reports/view/view.h"

#include <string.h>

const char *
junit_name(struct junit *j, const char *text, const char *otherwise)
{
    return text_or(view_one_line(j->arena, text_kept(j->arena, text)),
                   otherwise);
}

/* ---- parts of a class name ----------------------------------------------- */

/* What is no letter in any script: Latin-1's signs, the punctuation of U+2000
 * to U+206F and U+3000 to U+303F, and what cleaning puts in the place of
 * others. */
static bool
is_sign(const unsigned char *p)
{
    return p[0] == 0xC2 || (p[0] == 0xE2 && (p[1] == 0x80 || p[1] == 0x81)) ||
           (p[0] == 0xE3 && p[1] == 0x80) ||
           (p[0] == 0xEF && p[1] == 0xBF && p[2] == 0xBD);
}

static bool
is_plain(const unsigned char *p)
{
    if (p[0] >= 0x80)
        return !is_sign(p);
    return (p[0] >= 'a' && p[0] <= 'z') || (p[0] >= 'A' && p[0] <= 'Z') ||
           (p[0] >= '0' && p[0] <= '9');
}

/* The bytes of the first character of clean text. */
static size_t
bytes_of(const char *text)
{
    size_t n = 1;

    while (((unsigned char)text[n] & 0xC0) == 0x80)
        n++;
    return n;
}

/* Letters, digits and single hyphens: a dot would make packages of it, and a
 * slash folders. */
const char *
junit_part(struct junit *j, const char *text, const char *otherwise)
{
    const char *clean = text_kept(j->arena, text_or(text, ""));
    char *part = arena_new(j->arena, char, strlen(clean) + 1);
    size_t n = 0;

    for (size_t bytes; *clean != '\0'; clean += bytes) {
        bytes = bytes_of(clean);
        if (is_plain((const unsigned char *)clean)) {
            memcpy(part + n, clean, bytes);
            if (part[n] >= 'A' && part[n] <= 'Z')
                part[n] = (char)(part[n] - 'A' + 'a');
            n += bytes;
        } else if (n > 0 && part[n - 1] != '-') {
            part[n++] = '-';
        }
    }
    if (n > 0 && part[n - 1] == '-')
        part[n - 1] = '\0';
    return text_or(part, otherwise);
}

/* An id of a rules file, which may hold dots, as one part of a class name; no
 * two ids become the same, for none holds an underscore. */
static const char *
rules_part(struct junit *j, const char *rules)
{
    const char *clean = text_kept(j->arena, rules);
    size_t length = strlen(clean);
    char *part = arena_new(j->arena, char, length + 1);

    for (size_t i = 0; i < length; i++)
        part[i] = clean[i] == '.' ? '_' : clean[i];
    return part;
}

/* The name that the user gave. Without one it is the masked account, which
 * several may share: then the id tells them apart. */
static const char *
target_part(struct junit *j)
{
    const struct target *t = &j->audit->target;
    const char *name = text_or(t->name, "");

    if (t->id == NULL || (name[0] != '\0' && !text_same(t->name, t->account)))
        return junit_part(j, name, "target");
    return junit_part(
        j, arena_print(j->arena, "%s %s", name, text_or(t->id, "")), "target");
}

const char *
junit_class(struct junit *j, const char *rules, const char *section)
{
    bool several = j->audit->n_pack > 1 && rules != NULL;

    return arena_print(j->arena, "grantscan.%s.%s%s%s", target_part(j),
                       several ? rules_part(j, rules) : "", several ? "." : "",
                       junit_part(j, section, "checks"));
}

/* ---- names of checks ----------------------------------------------------- */

/* Whether each word of a text is one of the id's. */
static bool
is_told(struct junit *j, const char *id, const char *text)
{
    const char *words = arena_print(j->arena, "-%s-", junit_part(j, text, ""));
    const char *known = arena_print(j->arena, "-%s-", junit_part(j, id, ""));

    for (const char *p = words; p[1] != '\0';) {
        size_t length = 1 + strcspn(p + 1, "-");

        if (strstr(known, arena_print(j->arena, "%.*s-", (int)length, p)) ==
            NULL)
            return false;
        p += length;
    }
    return true;
}

/* The id says most of it: "desk.tickets.edit". The words of the table follow
 * where they say more. */
const char *
junit_check(struct junit *j, const struct finding *f)
{
    const char *object = text_or(f->object, "");
    const char *access = text_or(f->access, "");
    const char *name = text_or(f->id, "");

    if (!is_told(j, name, object))
        name = arena_print(j->arena, "%s %s", name, object);
    if (!is_told(j, text_or(f->id, ""), access))
        name = arena_print(j->arena, "%s %s", name,
                           text_capital(j->arena, access));
    return junit_name(j, name, "check");
}
