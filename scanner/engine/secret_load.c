/* Where credentials come from: a file, the output of a command, the
 * environment. */
#include "scanner/engine/secret_load.h"
#include "base/file.h"
#include "base/out.h"
#include "scanner/engine/secret_command.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FILE_CAP = 64 * 1024 };

/* Values become headers: a line feed in one would begin another header. */
static bool
take(struct secrets *secrets, uint32_t i, const char *value, size_t length,
     struct diags *diags)
{
    const struct credential *credential = &secrets->credential[i];

    if (length > GIVEN_LENGTH_CAP || !secret_is_good(value, length)) {
        diag_add(diags, 0, 0,
                 "%s is empty, too long, or holds a control character",
                 credential->variable);
        return false;
    }
    secret_keep(&secrets->value[i], value, length);
    return true;
}

/* A piece of a line, and how to shorten it. */
struct slice {
    const char *at;
    size_t length;
};

static bool
is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static void
skip(struct slice *slice, size_t n)
{
    slice->at += n;
    slice->length -= n;
}

static void
trim(struct slice *slice)
{
    while (slice->length > 0 && is_blank(slice->at[0]))
        skip(slice, 1);
    while (slice->length > 0 && is_blank(slice->at[slice->length - 1]))
        slice->length--;
}

static void
unquote(struct slice *slice)
{
    const char *at = slice->at;

    if (slice->length < 2 || (at[0] != '"' && at[0] != '\'') ||
        at[slice->length - 1] != at[0])
        return;
    skip(slice, 1);
    slice->length--;
}

/* "export " before a name, as for the shell. */
static void
skip_export(struct slice *slice)
{
    if (slice->length <= 6 || memcmp(slice->at, "export", 6) != 0 ||
        !is_blank(slice->at[6]))
        return;
    skip(slice, 6);
    trim(slice);
}

/* The index of the credential of that name, or n. */
static uint32_t
named(const struct secrets *secrets, struct slice name)
{
    uint32_t i = 0;

    for (; i < secrets->n; i++)
        if (strlen(secrets->credential[i].variable) == name.length &&
            memcmp(secrets->credential[i].variable, name.at, name.length) == 0)
            break;
    return i;
}

/* The line is not repeated: it may be a secret. */
static void
refuse_name(const struct secrets *secrets, uint32_t number, struct diags *diags)
{
    const char *known = "";

    for (uint32_t i = 0; i < secrets->n; i++)
        known = arena_print(diags->arena, "%s%s%s", known, i > 0 ? ", " : "",
                            secrets->credential[i].variable);
    diag_add(diags, number, 1,
             "this line sets no credential that is known here; NAME=VALUE is "
             "needed, and the names are %s",
             known);
}

/* A line of the file or of the command's output: NAME=VALUE, blanks around
 * both, "export " before and quotes around the value allowed; # begins a
 * comment line. */
static bool
take_line(struct secrets *secrets, struct slice line, uint32_t number,
          struct diags *diags)
{
    struct slice name;
    uint32_t i;

    if (line.length > 0 && line.at[line.length - 1] == '\r')
        line.length--;
    trim(&line);
    if (line.length == 0 || line.at[0] == '#')
        return true;
    skip_export(&line);
    name = line;
    for (name.length = 0; name.length < line.length; name.length++)
        if (line.at[name.length] == '=')
            break;
    i = secrets->n;
    if (name.length < line.length) {
        skip(&line, name.length + 1);
        trim(&name);
        i = named(secrets, name);
    }
    if (i == secrets->n) {
        refuse_name(secrets, number, diags);
        return false;
    }
    trim(&line);
    unquote(&line);
    return take(secrets, i, line.at, line.length, diags);
}

static bool
take_lines(struct secrets *secrets, struct slice text, struct diags *diags)
{
    bool good = true;

    if (memchr(text.at, '\0', text.length) != NULL) {
        diag_add(diags, 0, 0, "holds a NUL byte; it must be UTF-8 text");
        return false;
    }
    if (text.length >= 3 && memcmp(text.at, "\xEF\xBB\xBF", 3) == 0)
        skip(&text, 3);
    for (uint32_t number = 1; text.length > 0; number++) {
        const char *end = memchr(text.at, '\n', text.length);
        struct slice line = {text.at, end != NULL ? (size_t)(end - text.at)
                                                  : text.length};

        good = take_line(secrets, line, number, diags) && good;
        skip(&text, line.length + (end != NULL));
    }
    return good;
}

static bool
from_file(struct secrets *secrets, const char *path, struct diags *diags)
{
    struct arena arena = {0};
    struct file_text text = {0};
    bool good = file_read_private(path, FILE_CAP, &arena, diags, &text);

    if (good) {
        diags->file = path;
        good =
            take_lines(secrets, (struct slice){text.bytes, text.length}, diags);
        diags->file = NULL;
    }
    arena_free(&arena);
    return good;
}

static bool
from_command(struct secrets *secrets, const struct secret_source *source,
             struct diags *diags)
{
    struct out out = {.limit = FILE_CAP};
    bool good = secret_command(source, &out, diags);

    if (good) {
        diags->file = "output of the credentials command";
        good = take_lines(secrets, (struct slice){out_string(&out), out.length},
                          diags);
        diags->file = NULL;
    }
    out_free(&out);
    return good;
}

const char *
secret_variable(const struct secrets *secrets, uint32_t i,
                const struct secret_source *source, struct arena *arena)
{
    return arena_print(arena, "%s%s",
                       source->prefix != NULL ? source->prefix : "",
                       secrets->credential[i].variable);
}

bool
secret_is_site(const struct secrets *secrets, uint32_t i)
{
    return secrets->site != NULL &&
           strcmp(secrets->credential[i].variable, secrets->site) == 0;
}

bool
secret_is_set(const struct secrets *secrets, uint32_t i)
{
    return secret_reveal(&secrets->value[i])[0] != '\0';
}

/* Whether the file or the command left the credential to the environment: it is
 * not set, and none that would do in its place. */
static bool
is_gap(const struct secrets *secrets, uint32_t i)
{
    uint32_t one_of = secrets->credential[i].one_of;

    for (uint32_t k = 0; one_of != 0 && k < secrets->n; k++)
        if (secrets->credential[k].one_of == one_of &&
            secret_is_set(secrets, k))
            return false;
    return !secret_is_set(secrets, i);
}

/* Whether a variable that is set to nothing is as good as none: a schedule sets
 * all that it knows of. */
static bool
may_be_empty(const struct credential *credential)
{
    return credential->optional || credential->one_of != 0;
}

/* Where the account lives need not be told where that is known; what can be
 * left out anyway may still tell more (which cloud a test stands for). */
static bool
is_idle(const struct secrets *secrets, uint32_t i,
        const struct secret_source *source)
{
    return source->sited && secret_is_site(secrets, i) &&
           !secrets->credential[i].optional;
}

static bool
from_environment(struct secrets *secrets, const struct secret_source *source,
                 struct diags *diags)
{
    bool gap[SECRETS_CAP] = {false}, good = true;

    for (uint32_t i = 0; i < secrets->n; i++)
        gap[i] = is_gap(secrets, i) && !is_idle(secrets, i, source);
    for (uint32_t i = 0; i < secrets->n; i++) {
        const char *value =
            gap[i] ? getenv(secret_variable(secrets, i, source, diags->arena))
                   : NULL;

        if (value == NULL ||
            (value[0] == '\0' && may_be_empty(&secrets->credential[i])))
            continue;
        good = take(secrets, i, value, strlen(value), diags) && good;
    }
    return good;
}

bool
secrets_gather(struct secrets *secrets, const struct secret_source *source,
               struct diags *diags)
{
    bool good = true;

    if (source->file != NULL)
        good = from_file(secrets, source->file, diags);
    if (source->command != NULL)
        good = from_command(secrets, source, diags) && good;
    return from_environment(secrets, source, diags) && good;
}

/* ---- the environment is forgotten ---------------------------------------- */

/* How long the name of a variable is that ends with this one; 0: it does
 * not. */
static size_t
ends_with(const char *line, const char *name)
{
    size_t length = strcspn(line, "="), least = strlen(name);

    return length >= least && line[length] == '=' &&
                   memcmp(line + length - least, name, least) == 0
               ? length
               : 0;
}

/* Wiped where it stands, which is where /proc shows it too. */
static void
forget_one(const char *name)
{
    enum { NAME_CAP = 256 };

    for (char **line = environ; line != NULL && *line != NULL;) {
        size_t length = ends_with(*line, name);
        char whole[NAME_CAP];

        if (length > 0)
            explicit_bzero(*line + length + 1, strlen(*line + length + 1));
        if (length == 0 || length >= sizeof whole) {
            line++;
            continue;
        }
        memcpy(whole, *line, length);
        whole[length] = '\0';
        if (unsetenv(whole) != 0)
            line++;
        else
            line = environ;
    }
}

void
secrets_forget(const char *const *name)
{
    for (; *name != NULL; name++)
        forget_one(*name);
}
