/* Signing in by certificate: what is told of it, and of its refusal. */
#include "base/text.h"
#include "tests/unit/microsoft365.h"
#include "tests/unit/microsoft365_tenant.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <stdio.h>

static struct ms_scan t;
static const char *pem;   /* made once: a key and its certificate */
static char sha1_hex[41]; /* of it, as OpenSSL has it */

static void
begin(void)
{
    ms_begin(&t);
}

static void
end(void)
{
    ms_end(&t);
}

#define TOKEN "oauth2/v2.0/token"

#define REFUSED(number)                                                        \
    "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS" number      \
    ": Words.\\r\\nTrace ID: 1\",\"error_codes\":[" number "]}"

static X509 *
certify(EVP_PKEY *key)
{
    X509 *made = X509_new();

    ck_assert(X509_set_version(made, 2) == 1);
    ck_assert(ASN1_INTEGER_set(X509_get_serialNumber(made), 1) == 1);
    ck_assert(ASN1_TIME_set_string(X509_getm_notBefore(made),
                                   "20260101000000Z") == 1);
    ck_assert(
        ASN1_TIME_set_string(X509_getm_notAfter(made), "20261220235959Z") == 1);
    ck_assert(X509_set_pubkey(made, key) == 1);
    ck_assert(X509_sign(made, key, EVP_sha256()) > 0);
    return made;
}

static void
make_certificate(void)
{
    static struct arena kept;
    EVP_PKEY *key = EVP_RSA_gen(2048);
    X509 *certificate = certify(key);
    BIO *bio = BIO_new(BIO_s_mem());
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    char *bytes = NULL;
    long n;

    ck_assert(PEM_write_bio_PKCS8PrivateKey(bio, key, NULL, NULL, 0, NULL,
                                            NULL) == 1);
    ck_assert(PEM_write_bio_X509(bio, certificate) == 1);
    n = BIO_get_mem_data(bio, &bytes);
    pem = arena_slice(&kept, bytes, (size_t)n);
    ck_assert(X509_digest(certificate, EVP_sha1(), digest, &length) == 1);
    for (unsigned i = 0; i < length; i++)
        (void)snprintf(&sha1_hex[2 * i], 3, "%02X", digest[i]);
    BIO_free(bio);
    X509_free(certificate);
    EVP_PKEY_free(key);
}

static void
with_certificate(const struct fake_reply *replies)
{
    ms_set(&t, MS_SECRET, NULL);
    ms_set(&t, MS_CERTIFICATE, pem);
    ms_run(&t, replies);
}

START_TEST(a_certificate_has_an_end)
{
    static const struct {
        int64_t clock;
        const char *said;
    } row[] = {
        {1795701700 - 86400 * 30, "certificate ends on 2026-12-20. Who"},
        {1795701700, "ends on 2026-12-20, which is soon: make another now"},
        {1795701700 + 86400 * 30, "certificate ended on 2026-12-20."},
    };

    t.how.clock = row[_i].clock;
    with_certificate(NULL);
    ms_ck(&t, "app.credential-expiry", "unknown needs-attestation none");
    ms_ck(&t, "app.login", "pass granted declared");
    ck_assert(ms_tells(&t, row[_i].said));
    ck_assert(ms_tells(&t, "Certificate ends: 2026-12-20"));
    ck_assert(ms_tells(&t, "app.credential-expiry"));
}
END_TEST

/* Other vendors' rules need not ask for its end: no check is named then. */
START_TEST(only_a_check_that_is_there_is_named)
{
    struct check *check = arena_new(&t.mem, struct check, t.rules.n_check);

    memcpy(check, t.rules.check, t.rules.n_check * sizeof *check);
    for (uint32_t i = 0; i < t.rules.n_check; i++)
        if (text_same(check[i].id, "app.credential-expiry"))
            check[i].id = "app.other";
    t.rules.check = check;
    with_certificate(NULL);
    ck_assert(ms_tells(&t, "The certificate ends on 2026-12-20"));
    ck_assert(!ms_tells(&t, "app.credential-expiry"));
}
END_TEST

/* Report 17 (open-webui/oikb#120): which form was sent, and the thumbprint. */
START_TEST(a_certificate_that_is_not_known)
{
    static const struct fake_reply replies[] = {
        {.match = TOKEN, .status = 401, .body = REFUSED("700027")}, {0}};

    with_certificate(replies);
    ms_ck(&t, "app.login", "unknown login-rejected none");
    ck_assert_uint_eq(fake_count(&t.fake, TOKEN), 2);
    ck_assert(ms_tells(&t, "PS256, with the hash x5t#S256"));
    ck_assert(ms_tells(&t, "after that by RS256, with x5t."));
    ck_assert(ms_tells(
        &t, arena_print(&t.mem, "%s (SHA-1, as the portal", sha1_hex)));
    ck_assert(!ms_tells(&t, "characters long"));
}
END_TEST

/* Report 18 (microsoft-authentication-library-for-dotnet#4951). */
START_TEST(a_clock_that_is_wrong)
{
    static const struct fake_reply replies[] = {{.match = TOKEN,
                                                 .status = 401,
                                                 .body = REFUSED("700024"),
                                                 .date = 1795701700 + 421},
                                                {0}};

    with_certificate(replies);
    ms_ck(&t, "app.login", "unknown login-rejected none");
    ck_assert_uint_eq(fake_count(&t.fake, TOKEN), 1);
    ck_assert(ms_tells(&t, "outside its time"));
    ck_assert(ms_tells(&t, "clock of this machine is 7 minutes behind"));
    ck_assert(
        ms_tells(&t, "by PS256, with the hash x5t#S256 in its header. T"));
}
END_TEST

Suite *
microsoft365_key_suite(void)
{
    Suite *suite = suite_create("microsoft365: by certificate");
    TCase *tests = tcase_create("key");

    tcase_add_unchecked_fixture(tests, make_certificate, NULL);
    tcase_add_checked_fixture(tests, begin, end);
    tcase_add_loop_test(tests, a_certificate_has_an_end, 0, 3);
    tcase_add_test(tests, only_a_check_that_is_there_is_named);
    tcase_add_test(tests, a_certificate_that_is_not_known);
    tcase_add_test(tests, a_clock_that_is_wrong);
    suite_add_tcase(suite, tests);
    return suite;
}
