/* Secrets that are learned on the way, and forms that carry secrets. */
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
    explicit_bzero(learned, sizeof *learned);
    if (!secret_is_good(text, length))
        return false;
    learned->name = name;
    learned->word = word;
    memcpy(learned->value.hidden, text, length + 1);
    return true;
}

void
secret_base64(struct out *out, const char *bytes, size_t length)
{
    static const char digit[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                "abcdefghijklmnopqrstuvwxyz0123456789+/";
    const unsigned char *p = (const unsigned char *)bytes;

    for (; length > 0; length -= length < 3 ? length : 3, p += 3) {
        unsigned b = length > 1 ? p[1] : 0, c = length > 2 ? p[2] : 0;
        unsigned all = (unsigned)p[0] << 16 | b << 8 | c;
        char four[4] = {digit[all >> 18], digit[all >> 12 & 63],
                        length > 1 ? digit[all >> 6 & 63] : '=',
                        length > 2 ? digit[all & 63] : '='};

        (void)out_bytes(out, four, sizeof four);
    }
}

bool
secrets_learn_basic(struct secrets *secrets, uint32_t index,
                    const uint32_t *credential, uint32_t n)
{
    struct out plain = {0}, coded = {0};
    bool good = true;

    for (uint32_t i = 0; i < n; i++) {
        const char *part = secrets->value[credential[i]].hidden;

        if (i > 0)
            (void)out_text(&plain, i + 1 == n ? ":" : "+");
        (void)out_text(&plain, part);
        good = good && (i + 1 == n || strchr(part, ':') == NULL);
    }
    secret_base64(&coded, out_string(&plain), plain.length);
    good = good &&
           secrets_learn(secrets, index, NULL, "Basic", out_string(&coded));
    out_free(&plain);
    out_free(&coded);
    return good;
}

/* ---- forms --------------------------------------------------------------- */

/* The secret that a mark "{NAME}" of that length stands for, or NULL. */
static const struct secret *
marked(const struct secrets *secrets, const char *mark, size_t length)
{
    for (uint32_t i = 0; i < secrets->n; i++)
        if (strlen(secrets->credential[i].variable) == length - 2 &&
            strncmp(secrets->credential[i].variable, mark + 1, length - 2) == 0)
            return &secrets->value[i];
    for (uint32_t i = 0; i < LEARNED_CAP; i++)
        if (secrets->learned[i].name != NULL &&
            strlen(secrets->learned[i].name) == length - 2 &&
            strncmp(secrets->learned[i].name, mark + 1, length - 2) == 0)
            return &secrets->learned[i].value;
    return NULL;
}

/* Upper case, which expand() leaves alone: values that were learned from an
 * answer are percent-encoded by then and cannot hold a mark. */
void
secrets_fill(const struct secrets *secrets, const char *template,
             struct out *out)
{
    while (*template != '\0') {
        const struct secret *secret = NULL;
        size_t name = 0;

        if (*template == '{')
            name = strspn(template + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_");
        if (name > 0 && template[name + 1] == '}')
            secret = marked(secrets, template, name + 2);
        if (secret == NULL) {
            (void)out_bytes(out, template ++, 1);
            continue;
        }
        expand_quote(secret->hidden, out);
        template += name + 2;
    }
}
