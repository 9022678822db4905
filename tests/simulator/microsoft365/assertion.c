/* A signed assertion (RFC 7523) held against the application's certificates,
 * its claims, the clock, and those that were used before. Header and hash go
 * in pairs: PS256 with "x5t#S256", RS256 with "x5t" of SHA-1. */
#include "tests/simulator/microsoft365/assertion.h"
#include "base/text.h"
#include "tests/simulator/kit/jwt.h"
#include "tests/simulator/microsoft365/microsoft365.h"

#include <inttypes.h>
#include <string.h>

enum { SKEW = 300 };

struct used {
    const char *id;
    struct used *next;
};

struct assertion {
    struct jwt jwt;
    enum signature form;
    const char *thumbprint; /* as it was sent */
};

/* The form of the header; false for none of the two. */
static bool
read_form(struct call *call, struct assertion *into)
{
    const char *word = json_text(json_get(into->jwt.header, "alg"));

    if (text_same(word, "PS256"))
        into->form = SIGNATURE_PS256;
    else if (text_same(word, "RS256"))
        into->form = SIGNATURE_RS256;
    else
        return false;
    into->thumbprint = json_text(json_get(
        into->jwt.header, into->form == SIGNATURE_PS256 ? "x5t#S256" : "x5t"));
    about(call)->login = into->form == SIGNATURE_PS256 ? "PS256" : "RS256";
    return true;
}

static const struct certificate *
certificate_of(const struct call *call, const struct assertion *assertion)
{
    const struct tenant *tenant = tenant_of(call->sim);
    int accepted = tenant->wire.assertion;

    if (accepted != ASSERTION_BOTH &&
        (accepted == ASSERTION_PS256) != (assertion->form == SIGNATURE_PS256))
        return NULL;
    for (uint32_t i = 0; i < tenant->certificates; i++) {
        const struct certificate *of = &tenant->certificate[i];

        if (text_same(assertion->form == SIGNATURE_PS256 ? of->sha256
                                                         : of->sha1,
                      assertion->thumbprint))
            return of;
    }
    return NULL;
}

/* The thumbprint that was sent, in hex. */
static const char *
hex_sent(struct call *call, const struct assertion *assertion)
{
    const char *sent = text_or(assertion->thumbprint, ""), *hex = "";
    struct bytes bytes;

    if (!base64_bytes(&call->arena, sent, strlen(sent), &bytes))
        return "";
    for (size_t i = 0; i < bytes.length && i < 64; i++)
        hex = arena_print(&call->arena, "%s%02X", hex, bytes.bytes[i]);
    return hex;
}

static int64_t
check_key(struct call *call, const struct assertion *assertion,
          const char **detail)
{
    const struct certificate *certificate = certificate_of(call, assertion);
    const char *now = time_text(&call->arena, now_of(call->sim));
    const char *hex = hex_sent(call, assertion);
    const char *app = tenant_of(call->sim)->app.id;

    if (certificate == NULL)
        *detail = arena_print(
            &call->arena,
            "The certificate with identifier used to sign the client assertion "
            "is not registered on application. [Reason - The key was not "
            "found., Thumbprint of key used by client: '%s', Configured keys: "
            "see app Id '%s']",
            hex, app);
    else if (!certificate_verify(certificate, assertion->form,
                                 assertion->jwt.text, assertion->jwt.signature))
        *detail = arena_print(
            &call->arena,
            "Client assertion failed signature validation. [Reason - The key "
            "was found, but use of the key to verify the signature failed., "
            "Thumbprint of key used by client: '%s', Found key 'Start=%s, "
            "End=%s', see app Id '%s']",
            hex, certificate->begins, certificate->ends, app);
    else if (strcmp(now, certificate->begins) < 0 ||
             strcmp(now, certificate->ends) > 0)
        *detail = arena_print(
            &call->arena,
            "The certificate used to sign the client assertion is expired on "
            "application. [Reason - The key used is expired., Thumbprint of "
            "key used by client: '%s', Found key 'Start=%s, End=%s', see app "
            "Id '%s']",
            hex, certificate->begins, certificate->ends, app);
    else
        return 0;
    return 700027;
}

/* The URL of this request, by either name of this machine. */
static bool
is_audience(struct call *call, const char *audience)
{
    const char *base = call->sim->base, *host = call_header(call, "Host");
    const char *path = call->path + (*call->path == '/');
    size_t scheme = strcspn(base, "/") + 2;

    return text_same(audience, arena_print(&call->arena, "%s%s", base, path)) ||
           text_same(audience,
                     arena_print(&call->arena, "%.*s%s/%s", (int)scheme, base,
                                 text_or(host, ""), path));
}

static int64_t
check_time(struct call *call, const struct json *claims, const char **detail)
{
    int64_t begins, ends, now = now_of(call->sim);

    if (!json_integer(json_get(claims, "nbf"), &begins) ||
        !json_integer(json_get(claims, "exp"), &ends)) {
        *detail = "It lacks its times.";
        return 50027;
    }
    if (now + SKEW >= begins && now - SKEW < ends && begins <= ends)
        return 0;
    *detail = arena_print(&call->arena,
                          "Current time: %s, assertion valid from %" PRId64
                          ", expiry time of assertion %" PRId64 ".",
                          time_text(&call->arena, now), begins, ends);
    return 700024;
}

/* Once only. Real tenants are not known to say so; a client that sends one
 * again is at fault all the same. */
static int64_t
check_use(struct call *call, const struct json *claims, const char **detail)
{
    const char *id = json_text(json_get(claims, "jti"));
    struct sim *sim = call->sim;
    struct tenant *tenant = tenant_of(sim);
    struct used *used;

    if (id == NULL || *id == '\0') {
        *detail = "It lacks an id.";
        return 50027;
    }
    (void)pthread_mutex_lock(&sim->lock);
    for (used = tenant->used; used != NULL && !text_same(used->id, id);)
        used = used->next;
    if (used == NULL) {
        struct used *mine = arena_new(&sim->kept, struct used, 1);

        *mine = (struct used){arena_text(&sim->kept, id), tenant->used};
        tenant->used = mine;
    }
    (void)pthread_mutex_unlock(&sim->lock);
    if (used == NULL)
        return 0;
    *detail = "It was used before.";
    call_never(call, "assertion-again");
    return 50027;
}

static int64_t
check_claims(struct call *call, const struct json *claims, const char **detail)
{
    const char *issuer = json_text(json_get(claims, "iss"));
    int64_t number;

    if (!text_same_fold(issuer, json_text(json_get(claims, "sub"))) ||
        !text_same_fold(issuer, tenant_of(call->sim)->app.id))
        return 50048;
    if (!is_audience(call, json_text(json_get(claims, "aud"))))
        return 700023;
    number = check_time(call, claims, detail);
    return number != 0 ? number : check_use(call, claims, detail);
}

int64_t
assertion_check(struct call *call, const char *text, const char **detail)
{
    struct assertion assertion = {.form = SIGNATURE_RS256};
    int64_t number;

    if (!jwt_read(&call->arena, text, &assertion.jwt)) {
        *detail = "It has not three parts of JSON and a signature.";
        return 50027;
    }
    if (!read_form(call, &assertion)) {
        *detail = "Its algorithm is not supported.";
        return 50027;
    }
    number = check_key(call, &assertion, detail);
    return number != 0 ? number
                       : check_claims(call, assertion.jwt.claims, detail);
}
