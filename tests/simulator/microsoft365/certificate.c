/* Reading and verifying through the EVP interface of OpenSSL 3. The text is
 * parsed anew each time, so that nothing has to be given back at the end. */
#include "tests/simulator/microsoft365/certificate.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <string.h>
#include <time.h>

static X509 *
parse(const char *pem)
{
    BIO *bio = BIO_new_mem_buf(pem, (int)strlen(pem));
    X509 *x509 = bio == NULL ? NULL : PEM_read_bio_X509(bio, NULL, NULL, NULL);

    BIO_free(bio);
    return x509;
}

static const char *
hex_of(struct arena *arena, const unsigned char *bytes, unsigned n)
{
    static const char digits[] = "0123456789ABCDEF";
    char *text = arena_new(arena, char, 2 * (size_t)n + 1);

    for (unsigned i = 0; i < n; i++) {
        text[2 * i] = digits[bytes[i] >> 4];
        text[2 * i + 1] = digits[bytes[i] & 15];
    }
    return text;
}

static const char *
time_of(struct arena *arena, const ASN1_TIME *when)
{
    struct tm tm;
    char text[sizeof "9999-12-31T23:59:59Z"];

    if (ASN1_TIME_to_tm(when, &tm) != 1 ||
        strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &tm) == 0)
        return "";
    return arena_text(arena, text);
}

static bool
fill(struct certificate *into, X509 *x509, struct arena *arena)
{
    unsigned char hash[EVP_MAX_MD_SIZE];
    const EVP_PKEY *key = X509_get0_pubkey(x509);
    unsigned n = 0;

    if (key == NULL || EVP_PKEY_get_base_id(key) != EVP_PKEY_RSA)
        return false;
    if (X509_digest(x509, EVP_sha1(), hash, &n) != 1)
        return false;
    into->sha1 = base64_text(arena, hash, n);
    into->thumbprint = hex_of(arena, hash, n);
    if (X509_digest(x509, EVP_sha256(), hash, &n) != 1)
        return false;
    into->sha256 = base64_text(arena, hash, n);
    into->begins = time_of(arena, X509_get0_notBefore(x509));
    into->ends = time_of(arena, X509_get0_notAfter(x509));
    return true;
}

bool
certificate_read(struct certificate *into, const char *pem, struct arena *arena)
{
    X509 *x509 = parse(pem);
    bool right;

    *into = (struct certificate){.pem = pem};
    right = x509 != NULL && fill(into, x509, arena);
    X509_free(x509);
    return right;
}

static bool
verify(EVP_MD_CTX *context, EVP_PKEY *key, enum signature form,
       struct bytes text, struct bytes signature)
{
    EVP_PKEY_CTX *of_key = NULL;

    if (EVP_DigestVerifyInit(context, &of_key, EVP_sha256(), NULL, key) != 1)
        return false;
    if (form == SIGNATURE_PS256 &&
        (EVP_PKEY_CTX_set_rsa_padding(of_key, RSA_PKCS1_PSS_PADDING) != 1 ||
         EVP_PKEY_CTX_set_rsa_mgf1_md(of_key, EVP_sha256()) != 1 ||
         EVP_PKEY_CTX_set_rsa_pss_saltlen(of_key, RSA_PSS_SALTLEN_DIGEST) != 1))
        return false;
    return EVP_DigestVerify(context, signature.bytes, signature.length,
                            text.bytes, text.length) == 1;
}

bool
certificate_verify(const struct certificate *certificate, enum signature form,
                   struct bytes text, struct bytes signature)
{
    X509 *x509 = parse(certificate->pem);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    bool right = x509 != NULL && context != NULL &&
                 verify(context, X509_get0_pubkey(x509), form, text, signature);

    EVP_MD_CTX_free(context);
    X509_free(x509);
    return right;
}
