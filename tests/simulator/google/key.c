/* Making, reading and verifying through the EVP interface of OpenSSL 3. The
 * text is parsed anew each time, so that nothing has to be given back at the
 * end. */
#include "tests/simulator/google/key.h"
#include "base/crypto.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <string.h>

enum { KEY_BITS = 2048, ID_DIGITS = 40 };

static EVP_PKEY *
parse(const char *pem)
{
    BIO *bio = BIO_new_mem_buf(pem, (int)strlen(pem));
    EVP_PKEY *key = NULL;

    if (bio == NULL)
        return NULL;
    key = strstr(pem, "PRIVATE KEY-----") != NULL
              ? PEM_read_bio_PrivateKey(bio, NULL, NULL, NULL)
              : PEM_read_bio_PUBKEY(bio, NULL, NULL, NULL);
    BIO_free(bio);
    return key;
}

bool
key_is(const char *pem)
{
    EVP_PKEY *key = parse(pem);
    bool right = key != NULL && EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA;

    EVP_PKEY_free(key);
    return right;
}

bool
key_verify(const struct key_pair *pair, struct bytes text,
           struct bytes signature)
{
    EVP_PKEY *key = parse(pair->pem);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    bool right =
        key != NULL && context != NULL &&
        EVP_DigestVerifyInit(context, NULL, EVP_sha256(), NULL, key) == 1 &&
        EVP_DigestVerify(context, signature.bytes, signature.length, text.bytes,
                         text.length) == 1;

    EVP_MD_CTX_free(context);
    EVP_PKEY_free(key);
    return right;
}

static const char *
pem_of(const EVP_PKEY *key, struct arena *arena)
{
    BIO *bio = BIO_new(BIO_s_mem());
    const char *pem = NULL;
    char *bytes = NULL;

    if (bio != NULL && PEM_write_bio_PKCS8PrivateKey(bio, key, NULL, NULL, 0,
                                                     NULL, NULL) == 1) {
        long length = BIO_get_mem_data(bio, &bytes);

        pem = arena_slice(arena, bytes, (size_t)length);
    }
    BIO_free(bio);
    return pem;
}

/* Forty digits, as real ones have; they follow from the public half. */
static const char *
id_of(EVP_PKEY *key, struct arena *arena)
{
    unsigned char *der = NULL;
    int length = i2d_PUBKEY(key, &der);
    const char *id = NULL;

    if (length > 0)
        id = arena_slice(arena, crypto_sha256(arena, der, (size_t)length),
                         ID_DIGITS);
    OPENSSL_free(der);
    return id;
}

bool
key_make(struct key_pair *pair, struct arena *arena)
{
    EVP_PKEY *key = EVP_RSA_gen(KEY_BITS);

    *pair = (struct key_pair){.pem = NULL};
    if (key != NULL) {
        pair->pem = pem_of(key, arena);
        pair->id = id_of(key, arena);
    }
    EVP_PKEY_free(key);
    return pair->pem != NULL && pair->id != NULL;
}
