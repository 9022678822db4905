/* The spellings of a secret in which it could leave: as it is, in percents, in
 * base64 from each of its three beginnings, and for addresses likewise. */
#include "tests/laws/hidden.h"
#include "base/base64.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/text.h"

#include <ctype.h>
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

enum { KEY_CAP = 1 << 16, PIECE = 40, SHORTEST = 8 };

/* What is a secret among the variables of all systems, and what is merely no
 * part of a report. */
static const char *const secrets[] = {
    "*_SECRET", "*_KEY", "*_TOKEN", "*_CODE", "CONNECTWISE_CLIENT_ID", NULL};
static const char *const names[] = {"AUTOTASK_USERNAME", NULL};

static void
add(const char **list, const char *text)
{
    size_t n = 0;

    while (list[n] != NULL)
        n++;
    if (n + 1 >= HIDDEN_MAX)
        die("too much to hide");
    if (strlen(text) >= SHORTEST)
        list[n] = text;
}

static const char *
in_percents(struct arena *arena, const char *text, bool capital)
{
    struct out out = {0};
    const char *copy;

    for (; *text != '\0'; text++)
        if (isalnum((unsigned char)*text) || strchr("-._~", *text) != NULL)
            (void)out_bytes(&out, text, 1);
        else if (capital)
            (void)out_print(&out, "%%%02X", (unsigned)(unsigned char)*text);
        else
            (void)out_print(&out, "%%%02x", (unsigned)(unsigned char)*text);
    copy = arena_text(arena, out_string(&out));
    out_free(&out);
    return copy;
}

/* What base64 makes of it behind so many other bytes, without the letters that
 * depend on what stands beside it. */
static const char *
in_base64(struct arena *arena, const char *text, size_t before, bool url)
{
    char bytes[1024] = {0};
    size_t length = strlen(text), first = (before * 8 + 5) / 6;
    size_t last = (before + length) * 8 / 6;
    struct out out = {0};
    const char *copy;

    if (length + before > sizeof bytes)
        return "";
    memcpy(bytes + before, text, length);
    if (url)
        base64url_put(&out, bytes, before + length);
    else
        base64_put(&out, bytes, before + length);
    copy = arena_slice(arena, out_string(&out) + first, last - first);
    out_free(&out);
    return copy;
}

static void
add_spellings(const char **list, struct arena *arena, const char *text)
{
    add(list, text);
    add(list, in_percents(arena, text, true));
    add(list, in_percents(arena, text, false));
    for (size_t before = 0; before < 3; before++) {
        add(list, in_base64(arena, text, before, false));
        add(list, in_base64(arena, text, before, true));
    }
}

static bool
fits_one(const char *name, const char *const *patterns)
{
    for (; *patterns != NULL; patterns++)
        if (fnmatch(*patterns, name, 0) == 0)
            return true;
    return false;
}

/* The lines of the key; the first is the same in every key of its length. */
static void
add_key(const char **list, struct arena *arena, const char *path)
{
    struct diags diags = {.arena = arena};
    struct file_text text;
    const char *line;

    if (!file_read(path, KEY_CAP, arena, &diags, &text))
        die("%s cannot be read", path);
    line = json_text(json_get(json_parse(arena, text.bytes, text.length, NULL),
                              "private_key"));
    for (int i = 0; line != NULL && *line != '\0'; i++) {
        size_t length = strcspn(line, "\n");

        if (i > 1 && length >= PIECE && line[0] != '-')
            add(list, arena_slice(arena, line, PIECE));
        line += length + (line[length] == '\n');
    }
}

void
hidden_fill(struct setting *setting, struct arena *arena)
{
    const struct system *system = setting->system;

    for (size_t i = 0; system->hidden[i] != NULL; i++)
        setting->hidden[i] = system->hidden[i];
    for (size_t i = 0; i < VARIABLES_MAX; i++) {
        const char *name = system->variable[i][0];
        const char *value = system->variable[i][1];

        if (name == NULL)
            continue;
        if (fits_one(name, secrets)) {
            add_spellings(setting->hidden, arena, value);
            add_spellings(setting->secret, arena, value);
        } else if (fits_one(name, names)) {
            add_spellings(setting->hidden, arena, value);
        }
    }
    if (system->key != NULL) {
        add_key(setting->hidden, arena, getenv(system->key));
        add_key(setting->secret, arena, getenv(system->key));
    }
}
