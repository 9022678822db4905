/* Signatures against OpenSSL's own checking, keys and certificates that belong
 * together and that do not, and the example of a standard. */
#include "base/base64.h"
#include "base/crypto.h"
#include "base/signer.h"
#include "base/text.h"
#include "tests/unit/base_test.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <string.h>

static struct arena mem;

/* Made once, before the tests: their processes inherit it. */
static EVP_PKEY *own, *other;
static X509 *certificate, *foreign;

static void
teardown(void)
{
    arena_free(&mem);
}

/* ---- what PEM text is put together from ---------------------------------- */

static X509 *
certify(EVP_PKEY *key, long serial)
{
    X509 *made = X509_new();
    X509_NAME *name = X509_get_subject_name(made);

    ck_assert(X509_set_version(made, 2) == 1);
    ck_assert(ASN1_INTEGER_set(X509_get_serialNumber(made), serial) == 1);
    ck_assert(ASN1_TIME_set_string(X509_getm_notBefore(made),
                                   "20260101000000Z") == 1);
    ck_assert(
        ASN1_TIME_set_string(X509_getm_notAfter(made), "20270228235959Z") == 1);
    ck_assert(X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                                         (const unsigned char *)"test", -1, -1,
                                         0) == 1);
    ck_assert(X509_set_issuer_name(made, name) == 1);
    ck_assert(X509_set_pubkey(made, key) == 1);
    ck_assert(X509_sign(made, key, EVP_sha256()) > 0);
    return made;
}

static void
make_keys(void)
{
    if (own != NULL)
        return;
    own = EVP_RSA_gen(2048);
    other = EVP_RSA_gen(2048);
    certificate = certify(own, 1);
    foreign = certify(other, 2);
}

static int
put_key(BIO *bio, EVP_PKEY *key)
{
    return PEM_write_bio_PKCS8PrivateKey(bio, key, NULL, NULL, 0, NULL, NULL);
}

/* A key that is made for one test and thrown away. */
static int
put_new(BIO *bio, EVP_PKEY *key)
{
    int good = put_key(bio, key);

    EVP_PKEY_free(key);
    return good;
}

/* RSA all the same, but for one way of signing alone. */
static EVP_PKEY *
pss_key(void)
{
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, "RSA-PSS", NULL);
    EVP_PKEY *key = NULL;

    ck_assert(EVP_PKEY_keygen_init(context) == 1);
    ck_assert(EVP_PKEY_CTX_set_rsa_keygen_bits(context, 2048) > 0);
    ck_assert(EVP_PKEY_generate(context, &key) == 1);
    EVP_PKEY_CTX_free(context);
    return key;
}

/* The same whatever the keys are. */
static const struct {
    char piece;
    const char *text;
} literal[] = {
    {'o', "Bag Attributes\n    friendlyName: word\n\nsubject=CN = test\n"},
    {'D', "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"},
    {'X', "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"},
    {'W', "-----BEGIN PRIVATE KEY-----\n*!*\n-----END PRIVATE KEY-----\n"},
    {'B', "-----BEGIN PRIVATE KEY-----\nAAAA\n"},
};

static int
put_literal(BIO *bio, char piece)
{
    for (size_t i = 0; i < sizeof literal / sizeof *literal; i++)
        if (literal[i].piece == piece)
            return BIO_puts(bio, literal[i].text) > 0;
    return 0;
}

static int
put_encrypted(BIO *bio, bool traditional)
{
    static unsigned char word[] = "word";
    const EVP_CIPHER *with = EVP_aes_128_cbc();
    int n = (int)strlen((const char *)word);

    return traditional
               ? PEM_write_bio_PrivateKey_traditional(bio, own, with, word, n,
                                                      NULL, NULL)
               : PEM_write_bio_PKCS8PrivateKey(bio, own, with, (char *)word, n,
                                               NULL, NULL);
}

/* 1 if it went well, as OpenSSL says it. */
static int
put_piece(BIO *bio, char piece)
{
    switch (piece) {
    case 'K':
        return put_key(bio, own);
    case 'R':
        return PEM_write_bio_PrivateKey_traditional(bio, own, NULL, NULL, 0,
                                                    NULL, NULL);
    case 'E':
    case 'T':
        return put_encrypted(bio, piece == 'T');
    case 'C':
        return PEM_write_bio_X509(bio, certificate);
    case 'F':
        return PEM_write_bio_X509(bio, foreign);
    case 'U':
        return PEM_write_bio_PUBKEY(bio, other);
    case '5':
        return put_new(bio, EVP_RSA_gen(1024));
    case 'P':
        return put_new(bio, EVP_EC_gen("P-256"));
    case 'S':
        return put_new(bio, pss_key());
    default:
        return put_literal(bio, piece);
    }
}

static struct {
    const char *bytes;
    size_t length;
} text;

/* A text of such pieces. */
static void
compose(const char *pieces)
{
    BIO *bio = BIO_new(BIO_s_mem());
    char *bytes = NULL;

    make_keys();
    for (; *pieces != '\0'; pieces++)
        ck_assert_int_eq(put_piece(bio, *pieces), 1);
    text.length = (size_t)BIO_get_mem_data(bio, &bytes);
    text.bytes = text.length == 0 ? "" : arena_slice(&mem, bytes, text.length);
    BIO_free(bio);
}

static struct signer *
signer(bool with_certificate, const char **why)
{
    return signer_pem(text.bytes, text.length, with_certificate, why);
}

/* ---- kinds of text ------------------------------------------------------- */

static const struct {
    const char *pieces;
    bool certificate;
    const char *why; /* a part of it; NULL: it is a signer */
} kinds[] = {
    {"K", false, NULL},
    {"R", false, NULL},
    {"oKo", false, NULL},
    {"KX", false, NULL}, /* nobody asked for it */
    {"UK", false, NULL},
    {"KC", true, NULL},
    {"CK", true, NULL},
    {"RC", true, NULL},
    {"FCK", true, NULL},
    {"oKoFoCo", true, NULL},
    {"CUK", true, NULL},
    {"", false, "no private key"},
    {"o", true, "no private key"},
    {"C", true, "no private key"},
    {"U", false, "no private key"},
    {"K", true, "no certificate"},
    {"KU", true, "no certificate"},
    {"KF", true, "do not belong together"},
    {"FFK", true, "do not belong together"},
    {"E", false, "encrypted"},
    {"EC", true, "encrypted"},
    {"T", false, "encrypted"},
    {"KK", false, "more than one private key"},
    {"KR", true, "more than one private key"},
    {"5", false, "at least 2048 bits"},
    {"P", false, "no RSA key"},
    {"S", false, "no RSA key"},
    {"D", false, "the private key cannot be read"},
    {"B", false, "cut off"},
    {"KB", false, "cut off"},
    {"W", false, "damaged"},
    {"KX", true, "a certificate cannot be read"},
};

START_TEST(texts_of_all_kinds)
{
    const char *why = "not set";
    struct signer *made;

    compose(kinds[_i].pieces);
    made = signer(kinds[_i].certificate, &why);
    ck_assert_msg((made != NULL) == (kinds[_i].why == NULL), "%s: %s",
                  kinds[_i].pieces, why != NULL ? why : "a signer");
    ck_assert((why == NULL) == (kinds[_i].why == NULL));
    if (why != NULL)
        ck_assert_msg(strstr(why, kinds[_i].why) != NULL, "%s: %s",
                      kinds[_i].pieces, why);
    signer_free(made);
}
END_TEST

/* As Windows writes it, and with the mark that some editors put before it. */
START_TEST(other_line_ends)
{
    struct out out = {0};
    const char *why;
    struct signer *made;

    compose("KC");
    (void)out_text(&out, "\xEF\xBB\xBF");
    for (size_t i = 0; i < text.length; i++)
        (void)out_bytes(&out, text.bytes[i] == '\n' ? "\r\n" : &text.bytes[i],
                        text.bytes[i] == '\n' ? 2 : 1);
    made = signer_pem(out_string(&out), out.length, true, &why);
    ck_assert_msg(made != NULL, "%s", why);
    signer_free(made);
    out_free(&out);
}
END_TEST

/* Wherever it ends it is a signer or a mistake, and nothing is read past it:
 * the sanitizers watch over a block of just that size. */
START_TEST(text_that_is_cut)
{
    compose("KC");
    for (size_t n = 0; n + 10 < text.length; n += 7) {
        char *cut = arena_new(&mem, char, n + 1);
        const char *why;

        memcpy(cut, text.bytes, n);
        ck_assert_ptr_null(signer_pem(cut, n, true, &why));
        ck_assert_ptr_nonnull(why);
    }
}
END_TEST

/* A key with one of its private numbers changed signs, but not well. */
START_TEST(a_doctored_key)
{
    const char *why;
    struct out der = {0}, pem = {0};
    unsigned char *bytes = NULL;
    int n;

    make_keys();
    n = i2d_PrivateKey(own, &bytes);
    ck_assert_int_gt(n, 700);
    (void)out_bytes(&der, (char *)bytes, (size_t)n);
    OPENSSL_free(bytes);
    der.bytes[290] = (char)(der.bytes[290] ^ 1);       /* in d */
    der.bytes[n - 20] = (char)(der.bytes[n - 20] ^ 1); /* in qInv */
    (void)out_text(&pem, "-----BEGIN RSA PRIVATE KEY-----\n");
    for (size_t at = 0; at < der.length; at += 48) {
        base64_put(&pem, der.bytes + at,
                   der.length - at < 48 ? der.length - at : 48);
        (void)out_text(&pem, "\n");
    }
    (void)out_text(&pem, "-----END RSA PRIVATE KEY-----\n");
    ck_assert_ptr_null(signer_pem(out_string(&pem), pem.length, false, &why));
    ck_assert_msg(strstr(why, "do not fit together") != NULL, "%s", why);
    out_free(&der);
    out_free(&pem);
}
END_TEST

/* ---- signatures ---------------------------------------------------------- */

/* OpenSSL's word on a signature, with the public key of the certificate. */
static bool
is_good(enum signer_algorithm algorithm, const char *bytes,
        const struct out *signature)
{
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    EVP_PKEY_CTX *how = NULL;
    bool good;

    ck_assert(EVP_DigestVerifyInit(context, &how, EVP_sha256(), NULL,
                                   X509_get0_pubkey(certificate)) == 1);
    if (algorithm == SIGNER_PS256) {
        ck_assert(EVP_PKEY_CTX_set_rsa_padding(how, RSA_PKCS1_PSS_PADDING) > 0);
        ck_assert(EVP_PKEY_CTX_set_rsa_pss_saltlen(how, 32) > 0);
        ck_assert(EVP_PKEY_CTX_set_rsa_mgf1_md(how, EVP_sha256()) > 0);
    }
    good =
        EVP_DigestVerify(context, (const unsigned char *)out_string(signature),
                         signature->length, (const unsigned char *)bytes,
                         strlen(bytes)) == 1;
    EVP_MD_CTX_free(context);
    return good;
}

START_TEST(signatures_are_good)
{
    enum signer_algorithm algorithm = _i == 0 ? SIGNER_RS256 : SIGNER_PS256;
    enum signer_algorithm wrong = _i == 0 ? SIGNER_PS256 : SIGNER_RS256;
    struct out signature = {0};
    const char *why;
    struct signer *made;

    compose("KC");
    made = signer(true, &why);
    ck_assert_msg(made != NULL, "%s", why);
    signer_sign(made, algorithm, "what is signed", 14, &signature);
    ck_assert_uint_eq(signature.length, 256);
    ck_assert(is_good(algorithm, "what is signed", &signature));
    ck_assert(!is_good(wrong, "what is signed", &signature));
    ck_assert(!is_good(algorithm, "what is signeD", &signature));
    for (size_t i = 0; i < signature.length; i += 17) {
        signature.bytes[i] = (char)(signature.bytes[i] ^ 1);
        ck_assert(!is_good(algorithm, "what is signed", &signature));
        signature.bytes[i] = (char)(signature.bytes[i] ^ 1);
    }
    ck_assert(is_good(algorithm, "what is signed", &signature));
    ck_assert_str_eq(signer_word(algorithm), _i == 0 ? "RS256" : "PS256");
    out_free(&signature);
    signer_free(made);
}
END_TEST

/* RFC 7515, appendix A.2: the key, what is signed, and the signature. */
static const char rfc_key[] =
    "-----BEGIN RSA PRIVATE KEY-----\n"
    "MIIEowIBAAKCAQEAofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd/wWJcyQoTbji9k0\n"
    "l8W26mPddxHmfHQp+Vaw+4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL+yRT+SFd2lZS+pC\n"
    "gNMsD1W/YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb/7OMg0LOL+bSf63kpaSHSX\n"
    "ndS5z5rexMdbBYUsLA9e+KXBdQOS+UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uD\n"
    "Zlxvb3qCo5ZwKh9kG4LT6/I5IhlJH7aGhyxXFvUK+DWNmoudF8NAco9/h9iaGNj8\n"
    "q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQIDAQABAoIBABKucaRpzQorw35S\n"
    "bEUAVx8dYXUdZOlJcHtiWQ+dC6V8ljxAHj/PLyzTveyI5QO/xkObCyjIL303l2cf\n"
    "UhPu2MFaJdjVzqACXuOrLot/eSFvxjvqVidTtAZExqFRJ9mylUVAoLvhowVWmC1O\n"
    "n95fZCXxTUtxNEG1Xcc7m0rtzJKs45J+N/V9DP1edYH6USyPSWGp6wuA+KgHRnKK\n"
    "Vf9GRx80JQY7nVNkL17eHoTWEwga+lwi0FEoW9Y7lDtWXYmKBWhUE+U8PGxlJf8f\n"
    "40493HDw1WRQ/aSLoS4QTp3rn7gYgeHEvfJdkkf0UMhlknlo53M09EFPdadQ4TlU\n"
    "bjqKc50CgYEA4BzEEOtIpmVdVEZNCqS7baC4crd0pqnRH/5IB3jw3bcxGn6QLvnE\n"
    "tfdUdiYrqBdss1l58BQ3KhooKeQTa9AB0Hw/Py5PJdTJNPY8cQn7ouZ2KKDcmnPG\n"
    "BY5t7yLc1QlQ5xHdwW1VhvKn+nXqhJTBgIPgtldC+KDV5z+y2XDwGUcCgYEAuQPE\n"
    "fgmVtjL0Uyyx88GZFF1fOunH3+7cepKmtH4pxhtCoHqpWmT8YAmZxaewHgHAjLYs\n"
    "p1ZSe7zFYHj7C6ul7TjeLQeZD/YwD66t62wDmpe/HlB+TnBA+njbglfIsRLtXlnD\n"
    "zQkv5dTltRJ11BKBBypeeF6689rjcJIDEz9RWdcCgYAHAp9XcCSrn8wVkMVkKdb7\n"
    "DOX4IKjzdahm+ctDAJN4O/y7OW5FKebvUjdAIt2GuoTZ71iTG+7F0F+lP88jtjP4\n"
    "U4qe7VHoewl4MKOfXZKTe+YCS1XbNvfgwJ3Ltyl1OH9hWvu2yza7q+d5PCsDzqtm\n"
    "27kxuvULVeya+TEdAB1ijQKBgQCH/3r6YrVH/uCWGy6bzV1nGNOdjKc9tmkfOJmN\n"
    "54dxdixdpozCQ6U4OxZrsj3FcOhHBsqAHvX2uuYjagqvo3cOj1TRqNocX40omfCC\n"
    "Mx3bD1yPPf/6TI2XECva/ggqEY2mYzmIiA5LVVmc5nrybr+lssFKneeyxN2Wq93S\n"
    "0iJMdQKBgCGHewxzoa1r8ZMD0LETNrToK423K377UCYqXfg5XMclbrjPbEC3YI1Z\n"
    "NqMtuhdBJqUnBi6tjKMF+34Xf0CUN8ncuXGO2CAYvO8PdyCixHX52ybaDjy1FtCE\n"
    "6yUXjoKNXKvUm7MWGsAYH6f4IegOetN5NvmUMFStCSkh7ixZLkN1\n"
    "-----END RSA PRIVATE KEY-----\n";
static const char rfc_input[] =
    "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQog"
    "Imh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
static const char rfc_signature[] =
    "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7"
    "AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4"
    "BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K"
    "0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqv"
    "hJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrB"
    "p0igcN_IoypGlUPQGe77Rw";

START_TEST(the_example_of_the_standard)
{
    struct out signature = {0}, coded = {0};
    const char *why;
    struct signer *made = signer_pem(rfc_key, strlen(rfc_key), false, &why);

    ck_assert_msg(made != NULL, "%s", why);
    signer_sign(made, SIGNER_RS256, rfc_input, strlen(rfc_input), &signature);
    base64url_put(&coded, out_string(&signature), signature.length);
    ck_assert_str_eq(out_string(&coded), rfc_signature);
    ck_assert_ptr_null(signer_print(made, SIGNER_SHA1, &mem));
    ck_assert_ptr_null(signer_ends(made, &mem));
    out_free(&signature);
    out_free(&coded);
    signer_free(made);
}
END_TEST

/* ---- the certificate ----------------------------------------------------- */

START_TEST(what_is_told_of_the_certificate)
{
    unsigned char *der = NULL, hash[EVP_MAX_MD_SIZE];
    struct out sha1 = {0}, sha256 = {0};
    unsigned n = 0;
    const char *why;
    struct signer *made;
    int length;

    compose("FKC");
    made = signer(true, &why);
    ck_assert_msg(made != NULL, "%s", why);
    length = i2d_X509(certificate, &der);
    ck_assert_int_gt(length, 0);
    ck_assert(EVP_Digest(der, (size_t)length, hash, &n, EVP_sha1(), NULL) == 1);
    base64url_put(&sha1, hash, n);
    ck_assert(EVP_Digest(der, (size_t)length, hash, &n, EVP_sha256(), NULL) ==
              1);
    base64url_put(&sha256, hash, n);
    OPENSSL_free(der);
    ck_assert_str_eq(signer_print(made, SIGNER_SHA1, &mem), out_string(&sha1));
    ck_assert_uint_eq(sha1.length, 27);
    ck_assert_str_eq(signer_print(made, SIGNER_SHA256, &mem),
                     out_string(&sha256));
    ck_assert_uint_eq(sha256.length, 43);
    ck_assert_str_eq(signer_ends(made, &mem), "2027-02-28");
    out_free(&sha1);
    out_free(&sha256);
    signer_free(made);
}
END_TEST

/* ---- names --------------------------------------------------------------- */

static void
ones(unsigned char *bytes, size_t length)
{
    memset(bytes, 0xFF, length);
}

static void
zeros(unsigned char *bytes, size_t length)
{
    memset(bytes, 0, length);
}

START_TEST(random_names)
{
    const char *one, *two;

    crypto_random_from(ones);
    ck_assert_str_eq(crypto_uuid(&mem), "ffffffff-ffff-4fff-bfff-ffffffffffff");
    crypto_random_from(zeros);
    ck_assert_str_eq(crypto_uuid(&mem), "00000000-0000-4000-8000-000000000000");
    crypto_random_from(NULL);
    one = crypto_uuid(&mem);
    two = crypto_uuid(&mem);
    ck_assert_str_ne(one, two);
    ck_assert_uint_eq(strlen(one), 36);
}
END_TEST

Suite *
base_signer_suite(void)
{
    Suite *suite = suite_create("base: signer");
    TCase *tests = tcase_create("signer");

    tcase_add_unchecked_fixture(tests, make_keys, NULL);
    tcase_add_checked_fixture(tests, NULL, teardown);
    tcase_add_loop_test(tests, texts_of_all_kinds, 0,
                        (int)(sizeof kinds / sizeof *kinds));
    tcase_add_test(tests, other_line_ends);
    tcase_add_test(tests, text_that_is_cut);
    tcase_add_test(tests, a_doctored_key);
    tcase_add_loop_test(tests, signatures_are_good, 0, 2);
    tcase_add_test(tests, the_example_of_the_standard);
    tcase_add_test(tests, what_is_told_of_the_certificate);
    tcase_add_test(tests, random_names);
    suite_add_tcase(suite, tests);
    return suite;
}
