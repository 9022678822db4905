/* Private keys and certificates through OpenSSL 3: PEM_read_bio_ex for blocks,
 * EVP_DigestSign for signatures. */
#include "base/signer.h"
#include "base/alloc.h"
#include "base/base64.h"
#include "base/date.h"
#include "base/diag.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <limits.h>
#include <string.h>

/* A server refuses less than LEAST_BITS; past MOST_BITS OpenSSL verifies
 * nothing (OPENSSL_RSA_MAX_MODULUS_BITS). SALT: RFC 7518, section 3.5. */
enum { LEAST_BITS = 2048, MOST_BITS = 16384, SALT = 32 };

struct signer {
    EVP_PKEY *key;
    X509 *certificate; /* NULL: none was asked for */
};

/* ---- signing ------------------------------------------------------------- */

static bool
set_padding(EVP_PKEY_CTX *context, enum signer_algorithm algorithm)
{
    switch (algorithm) {
    case SIGNER_RS256:
        return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) > 0;
    case SIGNER_PS256: /* MGF1 with the same hash: EVP_PKEY_CTX_ctrl(3) */
        return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) >
                   0 &&
               EVP_PKEY_CTX_set_rsa_pss_saltlen(context, SALT) > 0;
    }
    unreachable("no such algorithm");
}

/* A signature that is not good is none: of a key whose parts do not fit
 * together OpenSSL makes one all the same. */
static bool
sign(EVP_PKEY *key, enum signer_algorithm algorithm, const void *bytes,
     size_t length, struct out *out)
{
    EVP_MD_CTX *context = EVP_MD_CTX_new(), *again = EVP_MD_CTX_new();
    size_t n = (size_t)EVP_PKEY_get_size(key);
    unsigned char *signature = alloc_new(n);
    EVP_PKEY_CTX *how = NULL;
    bool good =
        EVP_DigestSignInit(context, &how, EVP_sha256(), NULL, key) > 0 &&
        set_padding(how, algorithm) &&
        EVP_DigestSign(context, signature, &n, bytes, length) > 0 &&
        EVP_DigestVerifyInit(again, &how, EVP_sha256(), NULL, key) > 0 &&
        set_padding(how, algorithm) &&
        EVP_DigestVerify(again, signature, n, bytes, length) > 0;

    if (good)
        (void)out_bytes(out, (const char *)signature, n);
    alloc_free(signature);
    EVP_MD_CTX_free(context);
    EVP_MD_CTX_free(again);
    ERR_clear_error();
    return good;
}

void
signer_sign(const struct signer *signer, enum signer_algorithm algorithm,
            const void *bytes, size_t length, struct out *out)
{
    /* The key signed when it was read. */
    if (!sign(signer->key, algorithm, bytes, length, out))
        die("libcrypto cannot sign with %s and SHA-256; is it set up without "
            "them?",
            signer_word(algorithm));
}

const char *
signer_word(enum signer_algorithm algorithm)
{
    switch (algorithm) {
    case SIGNER_RS256:
        return "RS256";
    case SIGNER_PS256:
        return "PS256";
    }
    unreachable("no such algorithm");
}

/* ---- blocks of PEM ------------------------------------------------------- */

/* What was seen. The certificates are looked through again when the key is
 * known, for it may come last. */
struct found {
    EVP_PKEY *key;
    X509 *certificate;
    uint32_t n_certificate;
    const char *why; /* the first mistake */
};

struct block {
    char *name, *header;
    unsigned char *bytes;
    long length;
};

static void
block_free(struct block *block)
{
    OPENSSL_free(block->name);
    OPENSSL_free(block->header);
    OPENSSL_free(block->bytes);
    *block = (struct block){0};
}

static void
refuse(struct found *found, const char *why)
{
    if (found->why == NULL)
        found->why = why;
}

static bool
is_one_of(const char *name, const char *const *list)
{
    for (; *list != NULL; list++)
        if (strcmp(name, *list) == 0)
            return true;
    return false;
}

static void
take_key(struct found *found, const struct block *block)
{
    const unsigned char *p = block->bytes;

    if (strcmp(block->name, PEM_STRING_PKCS8) == 0 ||
        strstr(block->header, "ENCRYPTED") != NULL) {
        refuse(found, "the private key is encrypted; nobody is here to type "
                      "its password, so an unencrypted one is needed");
        return;
    }
    if (found->key != NULL) {
        refuse(found, "there is more than one private key");
        return;
    }
    found->key = d2i_AutoPrivateKey(NULL, &p, block->length);
    if (found->key == NULL)
        refuse(found, "the private key cannot be read: it is damaged, or of a "
                      "kind that is not known");
}

/* The one that belongs to the key. */
static void
take_certificate(struct found *found, const struct block *block)
{
    const unsigned char *p = block->bytes;
    X509 *certificate = d2i_X509(NULL, &p, block->length);

    if (certificate == NULL) {
        refuse(found, "a certificate cannot be read: it is damaged");
        return;
    }
    found->n_certificate++;
    if (found->certificate == NULL && found->key != NULL &&
        X509_check_private_key(certificate, found->key) == 1)
        found->certificate = certificate;
    else
        X509_free(certificate);
}

/* Goes through the blocks of one kind. False: the text is broken. */
static void
each_block(struct found *found, const char *text, size_t length,
           const char *const *names,
           void (*take)(struct found *, const struct block *))
{
    BIO *bio = BIO_new_mem_buf(text, (int)length);
    struct block block = {0};

    while (PEM_read_bio_ex(bio, &block.name, &block.header, &block.bytes,
                           &block.length, PEM_FLAG_SECURE) == 1) {
        if (is_one_of(block.name, names))
            take(found, &block);
        block_free(&block);
    }
    if (ERR_GET_REASON(ERR_peek_last_error()) != PEM_R_NO_START_LINE)
        refuse(found, "a block of the PEM text is damaged or cut off");
    ERR_clear_error();
    BIO_free(bio);
}

/* ---- what makes a signer ------------------------------------------------- */

static void
check_key(struct found *found)
{
    struct out out = {0};

    if (found->key == NULL) {
        refuse(found, "there is no private key (a block that begins with "
                      "-----BEGIN PRIVATE KEY-----)");
        return;
    }
    if (EVP_PKEY_is_a(found->key, "RSA") != 1)
        refuse(found, "the private key is no RSA key");
    else if (EVP_PKEY_get_bits(found->key) < LEAST_BITS)
        refuse(found, "the private key is too short: RSA with at least 2048 "
                      "bits is needed");
    else if (EVP_PKEY_get_bits(found->key) > MOST_BITS)
        refuse(found, "the private key is longer than 16384 bits");
    else if (!sign(found->key, SIGNER_RS256, "", 0, &out))
        refuse(found, "the private key is damaged: its parts do not fit "
                      "together");
    out_free(&out);
}

static void
check_certificate(struct found *found)
{
    if (found->certificate != NULL)
        return;
    refuse(found, found->n_certificate == 0
                      ? "there is no certificate (a block that begins with "
                        "-----BEGIN CERTIFICATE-----)"
                      : "the certificate and the private key do not belong "
                        "together");
}

struct signer *
signer_pem(const char *text, size_t length, bool certificate, const char **why)
{
    /* PKCS #8, PKCS #1, SEC 1: whatever it is, it is told apart later. */
    static const char *const keys[] = {PEM_STRING_PKCS8,
                                       PEM_STRING_PKCS8INF,
                                       PEM_STRING_RSA,
                                       PEM_STRING_DSA,
                                       PEM_STRING_ECPRIVATEKEY,
                                       PEM_STRING_EVP_PKEY,
                                       NULL};
    static const char *const certificates[] = {PEM_STRING_X509,
                                               PEM_STRING_X509_OLD, NULL};
    struct found found = {0};
    struct signer *signer;

    if (length > INT_MAX)
        length = INT_MAX;
    if (length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
        text += 3; /* a block begins where a line does */
        length -= 3;
    }
    each_block(&found, text, length, keys, take_key);
    check_key(&found);
    if (certificate && found.why == NULL) {
        each_block(&found, text, length, certificates, take_certificate);
        check_certificate(&found);
    }
    *why = found.why;
    if (found.why != NULL) {
        EVP_PKEY_free(found.key);
        X509_free(found.certificate);
        return NULL;
    }
    signer = alloc_new(sizeof *signer);
    *signer = (struct signer){found.key, found.certificate};
    return signer;
}

void
signer_free(struct signer *signer)
{
    if (signer == NULL)
        return;
    EVP_PKEY_free(signer->key);
    X509_free(signer->certificate);
    alloc_free(signer);
}

/* ---- the certificate ----------------------------------------------------- */

const char *
signer_print(const struct signer *signer, enum signer_print print,
             struct arena *arena)
{
    const EVP_MD *const hash[] = {
        [SIGNER_SHA1] = EVP_sha1(), [SIGNER_SHA256] = EVP_sha256()};
    unsigned char bytes[EVP_MAX_MD_SIZE];
    struct out out = {0};
    const char *text;
    unsigned n = 0;

    if (signer->certificate == NULL)
        return NULL;
    if (X509_digest(signer->certificate, hash[print], bytes, &n) != 1)
        die("libcrypto cannot make the hash of a certificate");
    base64url_put(&out, bytes, n);
    text = arena_text(arena, out_string(&out));
    out_free(&out);
    return text;
}

const char *
signer_ends(const struct signer *signer, struct arena *arena)
{
    struct tm tm = {0};
    struct date date;

    if (signer->certificate == NULL ||
        ASN1_TIME_to_tm(X509_get0_notAfter(signer->certificate), &tm) != 1)
        return NULL;
    date = (struct date){tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday};
    return date.year < 1000 || date.year > 9999 ? NULL : date_text(arena, date);
}
