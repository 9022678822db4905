/* Header and claims as JSON, both in base64url, and the signature over what
 * stands there then (RFC 7515, section 5.1). */
#include "scanner/engine/assertion.h"
#include "base/base64.h"
#include "base/json_write.h"
#include "base/text.h"

static void
put_claims(struct json_writer *json, const struct assertion_claim *claim,
           uint32_t n, struct arena *arena)
{
    for (uint32_t i = 0; i < n; i++)
        if (claim[i].text != NULL)
            json_write_text(json, claim[i].name,
                            text_kept(arena, claim[i].text));
        else
            json_write_integer(json, claim[i].name, claim[i].number);
    json_write_end(json);
}

/* One part of it. */
static void
put_part(struct out *to, struct out *part)
{
    base64url_put(to, out_string(part), part->length);
    out_free(part);
}

void
assertion_sign(const struct assertion *assertion, struct out *out)
{
    struct out head = {0}, body = {0}, signature = {0}, text = {0};
    struct json_writer json = {.out = &head};
    struct arena arena = {0};

    json_write_object(&json, NULL);
    json_write_text(&json, "alg", signer_word(assertion->algorithm));
    json_write_text(&json, "typ", "JWT");
    put_claims(&json, assertion->header, assertion->n_header, &arena);
    json = (struct json_writer){.out = &body};
    json_write_object(&json, NULL);
    put_claims(&json, assertion->claim, assertion->n_claim, &arena);
    put_part(&text, &head);
    (void)out_text(&text, ".");
    put_part(&text, &body);
    signer_sign(assertion->signer, assertion->algorithm, out_string(&text),
                text.length, &signature);
    (void)out_text(&text, ".");
    put_part(&text, &signature);
    (void)out_bytes(out, out_string(&text), text.length);
    out_free(&text);
    arena_free(&arena);
}

bool
assertion_learn(const struct assertion *assertion, struct secrets *secrets,
                uint32_t index, const char *name)
{
    struct out out = {0};
    bool good;

    assertion_sign(assertion, &out);
    good = secrets_learn(secrets, index, name, NULL, out_string(&out));
    out_free(&out);
    return good;
}
