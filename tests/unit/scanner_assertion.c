/* Assertions: their bytes, their signature by OpenSSL's own checking, and that
 * they are secrets. */
#include "base/base64.h"
#include "base/text.h"
#include "scanner/engine/assertion.h"
#include "tests/unit/scanner_test.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <string.h>

static struct arena mem;
static struct secrets secrets;
static EVP_PKEY *key; /* made once, before the tests */
static struct signer *signer;

static const struct assertion_claim header[] = {{.name = "kid", .text = "k1"}};
static const struct assertion_claim claims[] = {
    {.name = "iss", .text = "me"},
    {.name = "aud", .text = "https://x.example/token"},
    {.name = "odd", .text = "\"\\\n\xC3\xA9\xFF"},
    {.name = "iat", .number = 1700000000},
    {.name = "exp", .number = 1700000300},
};

static void
make_key(void)
{
    BIO *bio = BIO_new(BIO_s_mem());
    const char *why = NULL;
    char *bytes = NULL;
    long n;

    key = EVP_RSA_gen(2048);
    ck_assert(PEM_write_bio_PKCS8PrivateKey(bio, key, NULL, NULL, 0, NULL,
                                            NULL) == 1);
    n = BIO_get_mem_data(bio, &bytes);
    signer = signer_pem(bytes, (size_t)n, false, &why);
    ck_assert_msg(signer != NULL, "%s", why);
    BIO_free(bio);
}

static void
free_key(void)
{
    signer_free(signer);
    EVP_PKEY_free(key);
}

static void
teardown(void)
{
    secrets_wipe(&secrets);
    arena_free(&mem);
}

static struct assertion
assertion_of(enum signer_algorithm algorithm)
{
    return (struct assertion){.signer = signer,
                              .algorithm = algorithm,
                              .header = header,
                              .n_header = 1,
                              .claim = claims,
                              .n_claim = sizeof claims / sizeof *claims};
}

static bool
is_signed(const char *text, size_t length, const struct out *signature,
          enum signer_algorithm algorithm)
{
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    EVP_PKEY_CTX *how = NULL;
    bool good;

    ck_assert(EVP_DigestVerifyInit(context, &how, EVP_sha256(), NULL, key) ==
              1);
    if (algorithm == SIGNER_PS256) {
        ck_assert(EVP_PKEY_CTX_set_rsa_padding(how, RSA_PKCS1_PSS_PADDING) > 0);
        ck_assert(EVP_PKEY_CTX_set_rsa_pss_saltlen(how, 32) > 0);
    }
    good = EVP_DigestVerify(
               context, (const unsigned char *)out_string(signature),
               signature->length, (const unsigned char *)text, length) == 1;
    EVP_MD_CTX_free(context);
    return good;
}

/* The bytes that a part stands for. */
static const char *
decoded(const char *part, size_t length)
{
    struct out out = {0};
    const char *text;

    ck_assert(base64url_take(&out, part, length));
    text = arena_slice(&mem, out_string(&out), out.length);
    out_free(&out);
    return text;
}

START_TEST(three_parts_of_which_one_vouches)
{
    enum signer_algorithm algorithm = _i == 0 ? SIGNER_RS256 : SIGNER_PS256;
    struct assertion assertion = assertion_of(algorithm);
    struct out out = {0}, signature = {0};
    const char *first, *second, *third;

    assertion_sign(&assertion, &out);
    first = out_string(&out);
    second = strchr(first, '.');
    ck_assert_ptr_nonnull(second);
    third = strchr(second + 1, '.');
    ck_assert_ptr_nonnull(third);
    ck_assert_str_eq(decoded(first, (size_t)(second - first)),
                     _i == 0 ? "{\"alg\":\"RS256\",\"typ\":\"JWT\","
                               "\"kid\":\"k1\"}"
                             : "{\"alg\":\"PS256\",\"typ\":\"JWT\","
                               "\"kid\":\"k1\"}");
    ck_assert_str_eq(decoded(second + 1, (size_t)(third - second - 1)),
                     "{\"iss\":\"me\",\"aud\":\"https://x.example/token\","
                     "\"odd\":\"\\\"\\\\\\n\xC3\xA9\xEF\xBF\xBD\","
                     "\"iat\":1700000000,\"exp\":1700000300}");
    ck_assert(base64url_take(&signature, third + 1, strlen(third + 1)));
    ck_assert(is_signed(first, (size_t)(third - first), &signature, algorithm));
    out.bytes[10] = (char)(out.bytes[10] ^ 1);
    ck_assert(
        !is_signed(first, (size_t)(third - first), &signature, algorithm));
    out_free(&out);
    out_free(&signature);
}
END_TEST

/* What stands for a password is kept as one. */
START_TEST(it_is_a_secret)
{
    struct assertion assertion = assertion_of(SIGNER_RS256);
    struct out out = {0}, form = {0};
    const char *text;

    assertion_sign(&assertion, &out);
    ck_assert(assertion_learn(&assertion, &secrets, 5, "ASSERTION"));
    secrets_fill(&secrets, 5, "x={ASSERTION}", &form);
    ck_assert_str_eq(out_string(&form),
                     arena_print(&mem, "x=%s", out_string(&out)));
    text = arena_print(&mem, "<%s>", out_string(&out));
    ck_assert_str_eq(secrets_scrub(&secrets, text, &mem), "<***>");
    ck_assert_ptr_null(secrets.learned[5].word);
    out_free(&out);
    out_free(&form);
}
END_TEST

START_TEST(too_long_is_none)
{
    struct assertion assertion = assertion_of(SIGNER_RS256);
    char *text = arena_new(&mem, char, SECRET_LENGTH_CAP + 1);
    struct assertion_claim one = {.name = "long", .text = text};

    memset(text, 'x', SECRET_LENGTH_CAP);
    assertion.claim = &one;
    assertion.n_claim = 1;
    ck_assert(!assertion_learn(&assertion, &secrets, 0, "ASSERTION"));
    ck_assert_ptr_null(secrets.learned[0].name);
}
END_TEST

Suite *
scanner_assertion_suite(void)
{
    Suite *suite = suite_create("scanner: assertions");
    TCase *tests = tcase_create("assertions");

    tcase_add_unchecked_fixture(tests, make_key, free_key);
    tcase_add_checked_fixture(tests, NULL, teardown);
    tcase_add_loop_test(tests, three_parts_of_which_one_vouches, 0, 2);
    tcase_add_test(tests, it_is_a_secret);
    tcase_add_test(tests, too_long_is_none);
    suite_add_tcase(suite, tests);
    return suite;
}
