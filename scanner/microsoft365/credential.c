/* What is told of the credential that was sent, and how its refusal can be
 * looked into: facts of it, and never itself. */
#include "base/base64.h"
#include "base/date.h"
#include "base/text.h"
#include "scanner/microsoft365/microsoft365.h"

#include <string.h>

enum { SOON_DAYS = 30 };

/* The check that asks a person how long the credential lasts. */
#define EXPIRY "app.credential-expiry"

/* ---- a secret ------------------------------------------------------------ */

/* What a way through a file, a shell or a form may have done to it. */
static const char *
oddity(const char *secret)
{
    size_t length = strlen(secret);
    char first = secret[0], last = secret[length - 1];

    if (first == ' ' || first == '\t' || last == ' ' || last == '\t')
        return ", with a blank at an end";
    if ((first == '"' || first == '\'') && last == first)
        return ", with quotes around it";
    if (text_has_fold(secret, "%7e") || text_has_fold(secret, "%2b"))
        return ", and looks as if it had been encoded for a form before, which "
               "is done here anyway";
    return "";
}

/* A mangled Value is seen by its length [issues freescout#5550,
 * Dynamics-AX-Integration#95]. */
static void
tell_secret(struct scan *scan)
{
    const char *secret = secrets_value(scan->session.secrets, MS_SECRET);

    if (secret != NULL && secret[0] != '\0')
        scan_note(scan,
                  arena_print(scan->mem,
                              "The secret that was sent is %zu characters "
                              "long%s. Compare that with the Value, where it "
                              "was kept when it was made.",
                              strlen(secret), oddity(secret)));
}

/* ---- a certificate ------------------------------------------------------- */

/* In hex, as the portal shows it. */
static const char *
hex(const struct signer *signer, enum signer_print print, struct arena *arena)
{
    static const char digits[] = "0123456789ABCDEF";
    const char *letters = signer_print(signer, print, arena);
    struct out bytes = {0};
    char *text = NULL;

    if (letters != NULL && base64url_take(&bytes, letters, strlen(letters))) {
        text = arena_zero(arena, bytes.length * 2 + 1, 1, 1);
        for (size_t i = 0; i < bytes.length; i++) {
            unsigned char byte = (unsigned char)out_string(&bytes)[i];

            text[2 * i] = digits[byte >> 4];
            text[2 * i + 1] = digits[byte & 15];
        }
    }
    out_free(&bytes);
    return text_or(text, "not known");
}

/* Which form went out, and what the portal would have to show [issues
 * entra-docs#1301, oikb#120]. */
static void
tell_prints(struct scan *scan)
{
    const struct microsoft365 *state = microsoft365_state(scan);

    scan_note(
        scan,
        arena_print(
            scan->mem,
            "What was sent was signed %s. Thumbprints of the certificate: "
            "%s (SHA-1, as the portal shows it), %s (SHA-256).",
            state->algorithm == SIGNER_PS256
                ? "by PS256, with the hash x5t#S256 in its header"
                : "by PS256, with the hash x5t#S256 in its header, and "
                  "after that by RS256, with x5t",
            hex(state->signer, SIGNER_SHA1, scan->mem),
            hex(state->signer, SIGNER_SHA256, scan->mem)));
}

/* Not every vendor's rules ask for it. */
static bool
asks_expiry(const struct ruleset *rules)
{
    for (uint32_t i = 0; i < rules->n_check; i++)
        if (text_same(rules->check[i].id, EXPIRY))
            return true;
    return false;
}

void
microsoft365_tell_certificate(struct scan *scan)
{
    const struct microsoft365 *state = microsoft365_state(scan);
    const char *ends = signer_ends(state->signer, scan->mem);
    const char *today = date_of_clock(scan->mem, scan_clock(scan));
    int64_t days;

    if (ends == NULL)
        return;
    scan_trait(scan, "Certificate ends", ends, false);
    days = date_between(today, ends);
    scan_note(scan,
              arena_print(
                  scan->mem,
                  "The certificate %s on %s%s. %sWhether the product uses this "
                  "one, the API does not show.",
                  days < 0 ? "ended" : "ends", ends,
                  days >= 0 && days < SOON_DAYS ? ", which is soon: make "
                                                  "another now"
                                                : "",
                  asks_expiry(scan->ruleset) ? "Who states " EXPIRY
                                               " should let the statement "
                                               "expire no later. "
                                             : ""));
}

/* ---- refused ------------------------------------------------------------- */

void
microsoft365_tell_refused(struct scan *scan, const struct answer *answer)
{
    const struct microsoft365 *state = microsoft365_state(scan);
    const char *class = json_text(json_get(answer->json, "error"));
    const char *clock = scan_clock_says(scan, answer);

    if (!text_same(class, "invalid_client"))
        return;
    if (state->signer == NULL) {
        tell_secret(scan);
        return;
    }
    tell_prints(scan);
    if (clock != NULL)
        scan_note(scan, clock);
}
