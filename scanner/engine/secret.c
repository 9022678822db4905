/* Credentials. */
#include "scanner/engine/secret.h"
#include "base/crypto.h"
#include "base/file.h"
#include "base/out.h"
#include "base/text.h"
#include "scanner/engine/expand.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { FILE_CAP = 64 * 1024 };

const char *
secret_reveal(const struct secret *secret)
{
    return secret->hidden;
}

const char *
secrets_user(const struct secrets *secrets)
{
    return secrets->value[0].hidden;
}

void
secrets_wipe(struct secrets *secrets)
{
    explicit_bzero(secrets->value, sizeof secrets->value);
    explicit_bzero(secrets->learned, sizeof secrets->learned);
}

const char *
secrets_user_masked(const struct secrets *secrets, struct arena *arena)
{
    const char *user = secrets_user(secrets);
    const char *at = strrchr(user, '@');
    size_t length = at != NULL ? (size_t)(at - user) : strlen(user);
    int shown = length > 4 ? 2 : 0;
    const char *masked =
        arena_print(arena, "%.*s***%s", shown, user, at != NULL ? at : "");

    return text_clean(arena, masked, strlen(masked), SECRET_LENGTH_CAP);
}

const char *
secrets_user_mark(const struct secrets *secrets, struct arena *arena)
{
    enum { MARK = 8 };
    const char *user = secrets_user(secrets);
    const char *text = arena_print(arena, "grantscan user mark\n%s", user);

    return arena_slice(arena, crypto_sha256(arena, text, strlen(text)), MARK);
}

/* ---- scrubbing ----------------------------------------------------------- */

/* Marks the bytes of text that spell the word, letter case aside. */
static bool
mark(const char *text, const char *word, bool *hidden)
{
    size_t length = strlen(word);
    const char *hit = text;
    bool any = false;

    for (; length > 0 && (hit = strcasestr(hit, word)) != NULL; hit++) {
        memset(hidden + (hit - text), true, length);
        any = true;
    }
    return any;
}

/* As it is, and as it travels in a URL. */
static bool
mark_credential(const char *text, const struct secret *secret, bool *hidden)
{
    struct out quoted = {0};
    bool any = mark(text, secret->hidden, hidden);

    expand_quote(secret->hidden, &quoted);
    any = mark(text, out_string(&quoted), hidden) || any;
    out_free(&quoted);
    return any;
}

/* All are marked before anything is replaced: one may hold a part of another,
 * and no part of either may stay. */
const char *
secrets_scrub(const struct secrets *secrets, const char *text,
              struct arena *arena)
{
    bool *hidden = arena_new(arena, bool, strlen(text) + 1), any = false;
    struct out out = {0};

    for (uint32_t i = 0; secrets != NULL && i < secrets->n; i++)
        any = mark_credential(text, &secrets->value[i], hidden) || any;
    for (uint32_t i = 0; secrets != NULL && i < LEARNED_CAP; i++)
        any = mark_credential(text, &secrets->learned[i].value, hidden) || any;
    if (!any)
        return text;
    for (size_t i = 0; text[i] != '\0'; i++)
        if (!hidden[i])
            (void)out_bytes(&out, text + i, 1);
        else if (i == 0 || !hidden[i - 1])
            (void)out_text(&out, "***");
    text = arena_text(arena, out_string(&out));
    out_free(&out);
    return text;
}

/* ---- reading ------------------------------------------------------------- */

bool
secret_is_good(const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)bytes[i] < 0x20 || (unsigned char)bytes[i] == 0x7F)
            return false;
    return length > 0 && length <= SECRET_LENGTH_CAP;
}

/* Values become headers: a line feed in one would begin another header. */
static bool
take(struct secrets *secrets, uint32_t i, const char *value, size_t length,
     struct diags *diags)
{
    const struct credential *credential = &secrets->credential[i];

    if (!secret_is_good(value, length)) {
        diag_add(diags, 0, 0,
                 "%s is empty, too long, or holds a control character",
                 credential->variable);
        return false;
    }
    memcpy(secrets->value[i].hidden, value, length);
    secrets->value[i].hidden[length] = '\0';
    return true;
}

/* The index of the credential that a line NAME=VALUE sets, or n. */
static uint32_t
named(const struct secrets *secrets, const char *line, size_t length)
{
    uint32_t i = 0;

    for (; i < secrets->n; i++) {
        size_t n = strlen(secrets->credential[i].variable);

        if (length > n && line[n] == '=' &&
            memcmp(line, secrets->credential[i].variable, n) == 0)
            break;
    }
    return i;
}

/* A line of the file or of the command's output: NAME=VALUE, "export " before
 * and quotes around the value allowed; # begins a comment line. */
static bool
take_line(struct secrets *secrets, const char *line, size_t length,
          uint32_t number, struct diags *diags)
{
    const char *value;
    uint32_t i;

    if (length > 0 && line[length - 1] == '\r')
        length--;
    if (length > 7 && memcmp(line, "export ", 7) == 0) {
        line += 7;
        length -= 7;
    }
    if (length == 0 || line[0] == '#')
        return true;
    i = named(secrets, line, length);
    if (i == secrets->n) {
        diag_add(diags, number, 1,
                 "this line sets no credential that is "
                 "known here (NAME=VALUE)");
        return false;
    }
    value = line + strlen(secrets->credential[i].variable) + 1;
    length -= (size_t)(value - line);
    if (length >= 2 && (value[0] == '"' || value[0] == '\'') &&
        value[length - 1] == value[0]) {
        value++;
        length -= 2;
    }
    return take(secrets, i, value, length, diags);
}

static bool
take_lines(struct secrets *secrets, const char *text, const char *from,
           struct diags *diags)
{
    const char *file = diags->file;
    bool good = true;
    uint32_t number = 1;

    diags->file = from;
    for (; *text != '\0'; number++) {
        size_t length = strcspn(text, "\n");

        good = take_line(secrets, text, length, number, diags) && good;
        text += length + (text[length] == '\n');
    }
    diags->file = file;
    return good;
}

static bool
from_file(struct secrets *secrets, const char *path, struct diags *diags)
{
    struct arena arena = {0};
    struct file_text text = {0};
    bool good = file_read_private(path, FILE_CAP, &arena, diags, &text) &&
                take_lines(secrets, text.bytes, path, diags);

    arena_wipe(&arena);
    return good;
}

/* Runs the command with its output on a pipe; -1 if that cannot be done. */
static pid_t
spawn(const char *command, int *fd)
{
    int end[2];
    pid_t pid;

    if (pipe(end) != 0)
        return -1;
    pid = fork();
    if (pid == 0) {
        if (dup2(end[1], STDOUT_FILENO) < 0)
            _exit(127);
        (void)close(end[0]);
        (void)close(end[1]);
        (void)execl("/bin/sh", "sh", "-c", command, (char *)NULL);
        _exit(127);
    }
    (void)close(end[1]);
    if (pid < 0)
        (void)close(end[0]);
    *fd = end[0];
    return pid;
}

static void
drain(int fd, struct out *out)
{
    char bytes[4096];
    ssize_t n;

    while ((n = read(fd, bytes, sizeof bytes)) != 0)
        if (n > 0)
            (void)out_bytes(out, bytes, (size_t)n);
        else if (errno != EINTR)
            break;
    explicit_bzero(bytes, sizeof bytes);
    (void)close(fd);
}

static bool
from_command(struct secrets *secrets, const char *command, struct diags *diags)
{
    struct out out = {.limit = FILE_CAP};
    int fd = -1, status = 0;
    pid_t pid = spawn(command, &fd);
    bool good = false;

    if (pid < 0) {
        diag_add(diags, 0, 0, "the credentials command cannot be run: %s",
                 strerror(errno));
        return false;
    }
    drain(fd, &out);
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        continue;
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        diag_add(diags, 0, 0, "the credentials command failed (status %d)",
                 WIFEXITED(status) ? WEXITSTATUS(status) : 128);
    else if (out.failed)
        diag_add(diags, 0, 0,
                 "the credentials command prints more than %d bytes", FILE_CAP);
    else
        good = take_lines(secrets, out_string(&out),
                          "output of the credentials command", diags);
    out_free(&out);
    return good;
}

static bool
from_environment(struct secrets *secrets, struct diags *diags)
{
    bool good = true;

    for (uint32_t i = 0; i < secrets->n; i++) {
        const char *variable = secrets->credential[i].variable;
        const char *value = getenv(variable);

        if (secrets->value[i].hidden[0] != '\0')
            continue;
        if (value != NULL)
            good = take(secrets, i, value, strlen(value), diags) && good;
    }
    return good;
}

bool
secrets_load(struct secrets *secrets, const struct provider *provider,
             const struct secret_source *source, struct diags *diags)
{
    bool good = true;

    *secrets = (struct secrets){.credential = provider->credential,
                                .n = provider->n_credential};
    if (source->file != NULL)
        good = from_file(secrets, source->file, diags);
    if (source->command != NULL)
        good = from_command(secrets, source->command, diags) && good;
    if (!from_environment(secrets, diags) || !good)
        return false;
    for (uint32_t i = 0; i < secrets->n; i++) {
        if (secrets->value[i].hidden[0] != '\0')
            continue;
        diag_add(diags, 0, 0,
                 "%s is not set: %s (environment, --credentials FILE or "
                 "--credentials-command COMMAND)",
                 secrets->credential[i].variable, secrets->credential[i].about);
        good = false;
    }
    return good;
}
