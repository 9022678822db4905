/* Any bytes as a file of credentials: refused with a message that does not
 * repeat them, or every credential is set and could be a header. The first
 * byte chooses the provider. */
#include "scanner/engine/secret.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/given.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { TELLING = 12 }; /* no message has so long a part of a line by chance */

/* A message may name a variable, never what stands behind it. */
static void
check_silence(const struct diags *diags, const char *text, struct arena *arena)
{
    for (const char *line = text; line != NULL && *line != '\0';) {
        size_t n = strcspn(line, "\n");
        const char *value = memchr(line, '=', n);
        const char *hidden;

        line += n;
        line += *line == '\n';
        if (value == NULL || line - value < TELLING)
            continue;
        hidden = arena_slice(arena, value, TELLING);
        for (uint32_t i = 0; i < diags_kept(diags); i++)
            promise(strstr(diags->list[i].text, hidden) == NULL);
    }
}

static void
check_set(const struct secrets *secrets)
{
    promise(secrets->n > 0);
    for (uint32_t i = 0; i < secrets->n; i++) {
        const struct credential *credential = &secrets->credential[i];
        const char *value = secret_reveal(&secrets->value[i]);

        if (value[0] == '\0' || credential->file) {
            promise(value[0] != '\0' || credential->optional ||
                    credential->one_of != 0);
            continue;
        }
        promise(strlen(value) <= GIVEN_LENGTH_CAP);
        promise(secret_is_good(value, strlen(value)));
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static struct secrets secrets;
    struct arena arena = {0};
    struct diags diags = {.arena = &arena};
    const struct provider *provider =
        given_provider(length > 0 && bytes[0] < 'A' ? bytes[0] : 0);
    int fd = memfd_create("credentials", MFD_CLOEXEC);
    struct secret_source source = {
        .file = arena_print(&arena, "/proc/self/fd/%d", fd)};
    bool good;

    promise(fd >= 0 && fchmod(fd, 0600) == 0);
    promise(write(fd, bytes, length) == (ssize_t)length);
    for (uint32_t i = 0; i < provider->n_credential; i++)
        (void)unsetenv(provider->credential[i].variable);
    good = secrets_load(&secrets, provider, &source, &diags);
    promise(good == (diags.n == 0));
    if (good)
        check_set(&secrets);
    else
        check_silence(&diags, arena_slice(&arena, (const char *)bytes, length),
                      &arena);
    secrets_wipe(&secrets);
    (void)close(fd);
    arena_free(&arena);
    return 0;
}
