/* The key of the tests and its file, and what was signed with it: taken apart
 * and verified by OpenSSL itself. */
#include "base/base64.h"
#include "base/text.h"
#include "tests/unit/google_tenant.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <string.h>

/* ---- the key ------------------------------------------------------------- */

static EVP_PKEY *test_key;

void
gt_make_key(void)
{
    if (test_key == NULL)
        test_key = EVP_PKEY_Q_keygen(NULL, NULL, "RSA", (size_t)2048);
    ck_assert_ptr_nonnull(test_key);
}

/* As a text of JSON has it. */
static const char *
pem_of(EVP_PKEY *key, struct arena *arena)
{
    BIO *bio = BIO_new(BIO_s_mem());
    struct out out = {0};
    char *bytes = NULL;
    const char *text;
    long n;

    ck_assert(PEM_write_bio_PKCS8PrivateKey(bio, key, NULL, NULL, 0, NULL,
                                            NULL) == 1);
    n = BIO_get_mem_data(bio, &bytes);
    for (long i = 0; i < n; i++)
        if (bytes[i] == '\n')
            (void)out_text(&out, "\\n");
        else
            (void)out_bytes(&out, &bytes[i], 1);
    text = arena_text(arena, out_string(&out));
    out_free(&out);
    BIO_free(bio);
    return text;
}

const char *
gt_pem(struct arena *arena)
{
    return pem_of(test_key, arena);
}

const char *
gt_other_pem(const char *kind, unsigned bits, struct arena *arena)
{
    EVP_PKEY *key = text_same(kind, "EC")
                        ? EVP_PKEY_Q_keygen(NULL, NULL, "EC", "P-256")
                        : EVP_PKEY_Q_keygen(NULL, NULL, "RSA", (size_t)bits);
    const char *pem = pem_of(key, arena);

    EVP_PKEY_free(key);
    return pem;
}

const char *
gt_file(struct arena *arena, const char *member, const char *instead,
        const char *pem)
{
    static const struct {
        const char *name, *value;
    } usual[] = {
        {"type", "\"service_account\""},
        {"project_id", "\"example-project\""},
        {"private_key_id", "\"" GT_KEY_ID "\""},
        {"private_key", NULL},
        {"client_email", "\"" GT_EMAIL "\""},
        {"client_id", "\"" GT_CLIENT "\""},
        {"auth_uri", "\"https://accounts.google.com/o/oauth2/auth\""},
        {"token_uri", "\"https://oauth2.googleapis.com/token\""},
        {"universe_domain", "\"googleapis.com\""},
    };
    struct out out = {0};
    const char *text;

    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++) {
        bool changed = text_same(usual[i].name, member);
        const char *value = changed ? instead : usual[i].value;

        if (changed && instead == NULL)
            continue;
        (void)out_print(&out, "%s\"%s\":", out.length == 0 ? "{" : ",",
                        usual[i].name);
        if (value != NULL)
            (void)out_text(&out, value);
        else
            (void)out_print(&out, "\"%s\"", pem);
    }
    (void)out_text(&out, member == NULL ? text_or(instead, "") : "");
    (void)out_text(&out, "}");
    text = arena_text(arena, out_string(&out));
    out_free(&out);
    return text;
}

/* ---- what was signed ----------------------------------------------------- */

#define AUDIENCE "https://oauth2.googleapis.com/token"

static const char *
part_of(struct arena *arena, const char *text, size_t length)
{
    struct out out = {0};
    const char *bytes;

    ck_assert(base64url_take(&out, text, length));
    bytes = arena_slice(arena, out_string(&out), out.length);
    out_free(&out);
    return bytes;
}

static const struct json *
json_part(struct arena *arena, const char *text, size_t length)
{
    const char *plain = part_of(arena, text, length);
    const struct json *json = json_parse(arena, plain, strlen(plain), NULL);

    ck_assert_msg(json != NULL && json->kind == JSON_OBJECT, "%s", plain);
    return json;
}

static void
verify(const char *text, size_t length, const char *sign)
{
    EVP_MD_CTX *ctx = EVP_MD_CTX_new();
    struct out out = {0};

    ck_assert(base64url_take(&out, sign, strlen(sign)));
    ck_assert(EVP_DigestVerifyInit(ctx, NULL, EVP_sha256(), NULL, test_key) ==
              1);
    ck_assert_int_eq(
        EVP_DigestVerify(ctx, (const unsigned char *)out_string(&out),
                         out.length, (const unsigned char *)text, length),
        1);
    EVP_MD_CTX_free(ctx);
    out_free(&out);
}

static void
check_header(const struct gt_scan *t, const struct json *header)
{
    const char *kid = json_text(json_get(header, "kid"));

    ck_assert_str_eq(json_text(json_get(header, "alg")), "RS256");
    ck_assert_str_eq(json_text(json_get(header, "typ")), "JWT");
    if (strstr(t->file, "private_key_id") != NULL)
        ck_assert_str_eq(kid, GT_KEY_ID);
    else
        ck_assert_ptr_null(kid);
    ck_assert_uint_eq(header->n, kid == NULL ? 2 : 3);
}

/* Whom a token is asked for, of whom only those may be who were named. */
static const char *
check_subject(const struct gt_scan *t, const struct json *claims)
{
    const char *sub = json_text(json_get(claims, "sub"));
    bool known = false;

    if (json_get(claims, "sub") == NULL)
        return "nobody";
    for (uint32_t i = 0; i < t->n_subject; i++)
        known = known || text_same(strchr(t->subject[i], '=') + 1, sub);
    ck_assert_msg(known, "nobody named %s", sub);
    return sub;
}

static const char *
check_claims(struct gt_scan *t, const struct json *claims)
{
    const char *scope = json_text(json_get(claims, "scope"));
    const char *sub = check_subject(t, claims);
    int64_t now = scan_clock(&t->scan), iat, exp;

    ck_assert_str_eq(json_text(json_get(claims, "iss")), GT_EMAIL);
    ck_assert_str_eq(json_text(json_get(claims, "aud")), AUDIENCE);
    ck_assert(json_integer(json_get(claims, "iat"), &iat));
    ck_assert(json_integer(json_get(claims, "exp"), &exp));
    ck_assert_int_eq(iat, now);
    ck_assert_int_gt(exp, iat);
    ck_assert_int_le(exp, iat + 3600);
    ck_assert_ptr_nonnull(google_right(scope)); /* one, and one that is known */
    ck_assert_uint_eq(claims->n, text_same(sub, "nobody") ? 5 : 6);
    return arena_print(&t->mem, " <%s|%s>", scope, sub);
}

const char *
gt_take_apart(struct gt_scan *t, const char *assertion)
{
    const char *dot = strchr(assertion, '.');
    const char *second = dot == NULL ? NULL : strchr(dot + 1, '.');

    ck_assert_ptr_nonnull(second);
    verify(assertion, (size_t)(second - assertion), second + 1);
    check_header(t, json_part(&t->mem, assertion, (size_t)(dot - assertion)));
    return check_claims(
        t, json_part(&t->mem, dot + 1, (size_t)(second - dot) - 1));
}
