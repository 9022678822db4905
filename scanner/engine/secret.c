/* Credentials: held, told apart, wiped. Where they come from: secret_load.c. */
#include "scanner/engine/secret.h"
#include "base/alloc.h"
#include "base/crypto.h"
#include "base/text.h"

#include <string.h>

/* ---- one ----------------------------------------------------------------- */

void
secret_wipe(struct secret *secret)
{
    alloc_free(secret->hidden);
    secret->hidden = NULL;
}

char *
secret_room(struct secret *secret, size_t length)
{
    secret_wipe(secret);
    secret->hidden = alloc_zero(length + 1, 1);
    return secret->hidden;
}

void
secret_keep(struct secret *secret, const char *bytes, size_t length)
{
    char *room = alloc_zero(length + 1, 1);

    memcpy(room, bytes, length);
    secret_wipe(secret);
    secret->hidden = room;
}

const char *
secret_reveal(const struct secret *secret)
{
    return secret->hidden == NULL ? "" : secret->hidden;
}

bool
secret_is_good(const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)bytes[i] < 0x20 || (unsigned char)bytes[i] == 0x7F)
            return false;
    return length > 0 && length <= SECRET_LENGTH_CAP;
}

/* ---- all of them --------------------------------------------------------- */

const char *
secrets_user(const struct secrets *secrets)
{
    return secret_reveal(&secrets->value[0]);
}

const char *
secrets_value(const struct secrets *secrets, const char *variable)
{
    for (uint32_t i = 0; i < secrets->n; i++) {
        const char *value = secret_reveal(&secrets->value[i]);

        if (strcmp(secrets->credential[i].variable, variable) == 0)
            return value[0] != '\0' ? value : NULL;
    }
    return NULL;
}

const char *
secrets_site(const struct secrets *secrets)
{
    return secrets->site == NULL ? NULL : secrets_value(secrets, secrets->site);
}

void
secrets_wipe(struct secrets *secrets)
{
    for (uint32_t i = 0; i < SECRETS_CAP; i++)
        secret_wipe(&secrets->value[i]);
    for (uint32_t i = 0; i < LEARNED_CAP; i++)
        secrets_unlearn(secrets, i);
}

const char *
secrets_user_masked(const struct secrets *secrets, struct arena *arena)
{
    return text_masked(arena, secrets_user(secrets));
}

const char *
secrets_mark(const char *user, struct arena *arena)
{
    enum { MARK = 8 };
    const char *text = arena_print(arena, "grantscan user mark\n%s", user);

    return arena_slice(arena, crypto_sha256(arena, text, strlen(text)), MARK);
}
