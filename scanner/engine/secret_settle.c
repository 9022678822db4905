/* Credentials once the sources were read: who is asked for what is missing,
 * what is one too many, and the files that they name. */
#include "base/file.h"
#include "scanner/engine/secret_load.h"
#include "scanner/engine/secret_prompt.h"

#include <string.h>

/* ---- what is missing ----------------------------------------------------- */

/* Whether a credential has to be there at all. */
static bool
is_needed(const struct secrets *secrets, uint32_t i,
          const struct secret_source *source)
{
    if (secrets->credential[i].optional)
        return false;
    return secret_is_site(secrets, i) ? !source->sited : !source->site_only;
}

/* How many of those of which one is enough are set; a credential that stands
 * for itself is its own only one. */
static uint32_t
count_set(const struct secrets *secrets, uint32_t i)
{
    uint32_t one_of = secrets->credential[i].one_of, n = 0;

    if (one_of == 0)
        return secret_is_set(secrets, i);
    for (uint32_t k = 0; k < secrets->n; k++)
        n += secrets->credential[k].one_of == one_of &&
             secret_is_set(secrets, k);
    return n;
}

/* Whether it is the first of those of which one is enough, or stands for
 * itself: messages and questions are for it. */
static bool
is_first(const struct secrets *secrets, uint32_t i)
{
    uint32_t one_of = secrets->credential[i].one_of;

    for (uint32_t k = 0; one_of != 0 && k < i; k++)
        if (secrets->credential[k].one_of == one_of)
            return false;
    return true;
}

static bool
is_missing(const struct secrets *secrets, uint32_t i,
           const struct secret_source *source)
{
    return is_first(secrets, i) && is_needed(secrets, i, source) &&
           count_set(secrets, i) == 0;
}

/* ---- a person ------------------------------------------------------------ */

/* Asks for one; false if there was no answer, and then nobody is asked for the
 * next. */
static bool
ask(struct secrets *secrets, uint32_t i, const struct secret_source *source,
    struct diags *diags)
{
    const struct credential *credential = &secrets->credential[i];
    bool shown =
        secret_is_site(secrets, i) || credential->plain || credential->file;
    const char *question = arena_print(diags->arena, "%s, %s",
                                       credential->variable, credential->about);
    struct secret *to = &secrets->value[i];
    bool answered =
        secret_prompt(question, shown, secret_room(to, GIVEN_LENGTH_CAP),
                      GIVEN_LENGTH_CAP + 1, source->stop);

    if (answered && secret_is_good(to->hidden, strlen(to->hidden)))
        return true;
    if (answered && to->hidden[0] != '\0')
        diag_add(diags, 0, 0, "%s holds a control character",
                 credential->variable);
    answered = answered && to->hidden[0] == '\0';
    secret_wipe(to);
    return answered;
}

static bool
ask_for_missing(struct secrets *secrets, const struct secret_source *source,
                struct diags *diags)
{
    bool good = true;

    if (!source->ask || !secret_prompt_can())
        return true;
    for (uint32_t i = 0; good && i < secrets->n; i++)
        if (is_missing(secrets, i, source))
            good = ask(secrets, i, source, diags);
    return diags->n == 0;
}

/* ---- mistakes ------------------------------------------------------------ */

/* The next credential after i of those of which one is enough, or n. */
static uint32_t
next_of(const struct secrets *secrets, uint32_t i)
{
    uint32_t one_of = secrets->credential[i].one_of;

    do
        i++;
    while (i < secrets->n &&
           (one_of == 0 || secrets->credential[i].one_of != one_of));
    return i;
}

static void
tell_missing(const struct secrets *secrets, uint32_t i,
             const struct secret_source *source, struct diags *diags)
{
    const char *names = secret_variable(secrets, i, source, diags->arena);
    const char *about = secrets->credential[i].about;
    bool several = next_of(secrets, i) < secrets->n;

    for (i = next_of(secrets, i); i < secrets->n; i = next_of(secrets, i)) {
        names = arena_print(diags->arena, "%s or %s", names,
                            secret_variable(secrets, i, source, diags->arena));
        about = arena_print(diags->arena, "%s, or %s", about,
                            secrets->credential[i].about);
    }
    diag_add(diags, 0, 0,
             "%s %s: %s (environment, --credentials FILE or "
             "--credentials-command COMMAND)",
             names, several ? "has to be set" : "is not set", about);
}

static void
tell_too_many(const struct secrets *secrets, uint32_t i,
              const struct secret_source *source, struct diags *diags)
{
    const char *one, *other;

    while (!secret_is_set(secrets, i))
        i = next_of(secrets, i);
    one = secret_variable(secrets, i, source, diags->arena);
    do
        i = next_of(secrets, i);
    while (!secret_is_set(secrets, i));
    other = secret_variable(secrets, i, source, diags->arena);
    diag_add(diags, 0, 0,
             "%s and %s are both set, and a login uses one of them: drop %s to "
             "use %s, or drop %s to use %s",
             one, other, one, other, other, one);
}

/* One message for each credential, or for those of which one is enough. */
static bool
is_complete(const struct secrets *secrets, const struct secret_source *source,
            struct diags *diags)
{
    uint32_t before = diags->n;

    for (uint32_t i = 0; i < secrets->n; i++)
        if (is_missing(secrets, i, source))
            tell_missing(secrets, i, source, diags);
        else if (is_first(secrets, i) && !source->site_only &&
                 count_set(secrets, i) > 1)
            tell_too_many(secrets, i, source, diags);
    return diags->n == before;
}

/* ---- files that are named ------------------------------------------------ */

/* NULL: the text can be a secret. */
static const char *
why_not(const struct file_text *text)
{
    if (text->length == 0)
        return "is empty";
    if (memchr(text->bytes, '\0', text->length) != NULL)
        return "is no text (PEM or JSON is needed; a .pfx or .p12 file has to "
               "be converted first)";
    return NULL;
}

/* The text of the file in place of its path. */
static bool
open_file(struct secrets *secrets, uint32_t i, struct diags *diags)
{
    const char *variable = secrets->credential[i].variable;
    const char *path =
        arena_text(diags->arena, secret_reveal(&secrets->value[i]));
    struct diags wrong = {.arena = diags->arena};
    struct file_text text = {0};
    struct arena mem = {0};

    secret_wipe(&secrets->value[i]);
    secrets->path[i] = path;
    if (file_read_private(path, SECRET_LENGTH_CAP, &mem, &wrong, &text) &&
        why_not(&text) != NULL)
        diag_add(&wrong, 0, 0, "%s: %s", path, why_not(&text));
    if (wrong.n > 0)
        diag_add(diags, 0, 0, "%s: %s", variable, wrong.list[0].text);
    else
        secret_keep(&secrets->value[i], text.bytes, text.length);
    arena_free(&mem);
    return wrong.n == 0;
}

static bool
open_files(struct secrets *secrets, struct diags *diags)
{
    bool good = true;

    for (uint32_t i = 0; i < secrets->n; i++)
        if (secrets->credential[i].file && secret_is_set(secrets, i))
            good = open_file(secrets, i, diags) && good;
    return good;
}

/* -------------------------------------------------------------------------- */

bool
secrets_load(struct secrets *secrets, const struct provider *provider,
             const struct secret_source *source, struct diags *diags)
{
    bool good;

    *secrets = (struct secrets){.credential = provider->credential,
                                .n = provider->n_credential,
                                .site = provider->site,
                                .user_is_word = provider->user_is_word};
    good = secrets_gather(secrets, source, diags);
    if (source->hide != NULL)
        secrets_forget(source->hide);
    if (!good || !ask_for_missing(secrets, source, diags) ||
        !is_complete(secrets, source, diags))
        return false;
    return source->site_only || open_files(secrets, diags);
}
