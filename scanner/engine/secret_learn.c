/* Secrets that are learned on the way, and forms that carry secrets. */
#include "base/base64.h"
#include "scanner/engine/expand.h"
#include "scanner/engine/secret.h"

#include <string.h>

bool
secrets_learn(struct secrets *secrets, uint32_t index, const char *name,
              const char *word, const char *text)
{
    struct learned *learned;
    size_t length = strlen(text);

    if (index >= LEARNED_CAP)
        unreachable("more learned secrets than room for them");
    learned = &secrets->learned[index];
    secrets_unlearn(secrets, index);
    if (!secret_is_good(text, length))
        return false;
    learned->name = name;
    learned->word = word;
    secret_keep(&learned->value, text, length);
    return true;
}

void
secrets_unlearn(struct secrets *secrets, uint32_t index)
{
    secret_wipe(&secrets->learned[index].value);
    secrets->learned[index] = (struct learned){0};
}

bool
secrets_learn_basic(struct secrets *secrets, uint32_t index,
                    const uint32_t *credential, uint32_t n)
{
    struct out plain = {0}, coded = {0};
    bool good = true;

    for (uint32_t i = 0; i < n; i++) {
        const char *part = secret_reveal(&secrets->value[credential[i]]);

        if (i > 0)
            (void)out_text(&plain, i + 1 == n ? ":" : "+");
        (void)out_text(&plain, part);
        good = good && (i + 1 == n || strchr(part, ':') == NULL);
    }
    base64_put(&coded, out_string(&plain), plain.length);
    good = good &&
           secrets_learn(secrets, index, NULL, "Basic", out_string(&coded));
    out_free(&plain);
    out_free(&coded);
    return good;
}

/* ---- forms --------------------------------------------------------------- */

static bool
is_name(const char *name, const char *mark, size_t length)
{
    return name != NULL && strlen(name) == length - 2 &&
           strncmp(name, mark + 1, length - 2) == 0;
}

/* The secret that a mark "{NAME}" of that length stands for, or NULL. A file is
 * what something is made from, and nothing to be sent. */
static const struct secret *
marked(const struct secrets *secrets, uint32_t index, const char *mark,
       size_t length)
{
    if (index < LEARNED_CAP &&
        is_name(secrets->learned[index].name, mark, length))
        return &secrets->learned[index].value;
    for (uint32_t i = 0; i < secrets->n; i++)
        if (!secrets->credential[i].file &&
            is_name(secrets->credential[i].variable, mark, length))
            return &secrets->value[i];
    for (uint32_t i = 0; i < LEARNED_CAP; i++)
        if (is_name(secrets->learned[i].name, mark, length))
            return &secrets->learned[i].value;
    return NULL;
}

/* Upper case, which expand() leaves alone: values that were learned from an
 * answer are percent-encoded by then and cannot hold a mark. */
void
secrets_fill(const struct secrets *secrets, uint32_t index,
             const char *template, struct out *out)
{
    while (*template != '\0') {
        const struct secret *secret = NULL;
        size_t name = 0;

        if (*template == '{')
            name = strspn(template + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_");
        if (name > 0 && template[name + 1] == '}')
            secret = marked(secrets, index, template, name + 2);
        if (secret == NULL) {
            (void)out_bytes(out, template ++, 1);
            continue;
        }
        expand_quote(secret_reveal(secret), out);
        template += name + 2;
    }
}
