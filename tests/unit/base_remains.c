/* What is left of a key once it was used and freed: neither its text nor any of
 * its private numbers, however they are written. */
#include "base/base64.h"
#include "base/signer.h"
#include "tests/unit/base_test.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef ARENA_DEBUG /* a sanitizer keeps what was freed */

enum { NEEDLE = 24, NEEDLES = 8 };

/* Each byte one too high, so that it does not find itself. */
static unsigned char needle[NEEDLES][NEEDLE];
static uint32_t n_needle;

static void
add(const unsigned char *bytes)
{
    ck_assert_uint_lt(n_needle, NEEDLES);
    for (size_t i = 0; i < NEEDLE; i++)
        needle[n_needle][i] = (unsigned char)(bytes[i] + 1);
    n_needle++;
}

/* A number as it stands in DER, and as OpenSSL calculates with it. */
static void
add_number(EVP_PKEY *key, const char *name)
{
    unsigned char bytes[512], swapped[512];
    BIGNUM *number = NULL;
    int n;

    ck_assert(EVP_PKEY_get_bn_param(key, name, &number) == 1);
    n = BN_bn2bin(number, bytes);
    ck_assert_int_gt(n, 2 * NEEDLE);
    for (int i = 0; i < n; i++)
        swapped[i] = bytes[n - 1 - i];
    add(bytes + 8);
    add(swapped + 8);
    explicit_bzero(bytes, sizeof bytes);
    explicit_bzero(swapped, sizeof swapped);
    BN_clear_free(number);
}

static bool
is_at(const unsigned char *p, const unsigned char *shifted)
{
    for (size_t i = 0; i < NEEDLE; i++)
        if ((unsigned char)(p[i] + 1) != shifted[i])
            return false;
    return true;
}

static uint32_t
count_in(const unsigned char *p, const unsigned char *end)
{
    uint32_t found = 0;

    for (; p + NEEDLE <= end; p++)
        for (uint32_t i = 0; i < n_needle; i++)
            found += p[0] == (unsigned char)(needle[i][0] - 1) &&
                     is_at(p, needle[i]);
    return found;
}

/* How many stand in memory that this process may write to. */
static uint32_t
count(void)
{
    FILE *maps = fopen("/proc/self/maps", "r");
    uint32_t found = 0;
    char line[512];

    ck_assert_ptr_nonnull(maps);
    while (fgets(line, sizeof line, maps) != NULL) {
        char *after;
        uintptr_t from = (uintptr_t)strtoull(line, &after, 16);
        uintptr_t to = (uintptr_t)strtoull(after + 1, &after, 16);

        if (after[1] == 'r' && after[2] == 'w' && strstr(line, "[v") == NULL)
            found += count_in((const unsigned char *)from, /* NOLINT */
                              (const unsigned char *)to);  /* NOLINT */
    }
    (void)fclose(maps);
    return found;
}

static char text[4096]; /* the PEM text of a key */

/* Gives the length of the text; what must not be found is noted. */
static size_t
make_key(void)
{
    BIO *bio = BIO_new(BIO_s_mem());
    EVP_PKEY *key = EVP_RSA_gen(2048);
    char *bytes = NULL;
    long length;

    ck_assert_ptr_nonnull(key);
    add_number(key, OSSL_PKEY_PARAM_RSA_D);
    add_number(key, OSSL_PKEY_PARAM_RSA_FACTOR1);
    add_number(key, OSSL_PKEY_PARAM_RSA_FACTOR2);
    ck_assert(PEM_write_bio_PKCS8PrivateKey(bio, key, NULL, NULL, 0, NULL,
                                            NULL) == 1);
    length = BIO_get_mem_data(bio, &bytes);
    ck_assert_int_lt(length, (long)sizeof text);
    add((unsigned char *)bytes + 800); /* private by then */
    memcpy(text, bytes, (size_t)length);
    EVP_PKEY_free(key);
    BIO_free(bio);
    return (size_t)length;
}

static void
use(size_t length)
{
    struct out out = {0};
    const char *why = NULL;
    struct signer *signer = signer_pem(text, length, false, &why);

    ck_assert_msg(signer != NULL, "%s", why);
    explicit_bzero(text, length);
    signer_sign(signer, SIGNER_RS256, "text", 4, &out);
    signer_sign(signer, SIGNER_PS256, "text", 4, &out);
    ck_assert_uint_ge(count(), 3); /* that they can be found */
    out_free(&out);
    signer_free(signer);
}

START_TEST(nothing_of_a_key)
{
    use(make_key());
    ck_assert_uint_eq(count(), 0);
}
END_TEST
#endif

Suite *
base_remains_suite(void)
{
    Suite *suite = suite_create("base: what remains of a key");
    TCase *tests = tcase_create("remains");

    /* It looks at all memory there is, which valgrind would not like. */
    tcase_set_tags(tests, "all-memory");
#ifndef ARENA_DEBUG
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, nothing_of_a_key);
#endif
    suite_add_tcase(suite, tests);
    return suite;
}
