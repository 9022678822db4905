/* Hashes through the EVP interface of OpenSSL 3. */
#include "base/crypto.h"
#include "base/alloc.h"
#include "base/diag.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

static void *
take(size_t size, const char *file, int line)
{
    (void)file;
    (void)line;
    return alloc_new(size);
}

/* 0 frees: OPENSSL_malloc(3). */
static void *
resize(void *bytes, size_t size, const char *file, int line)
{
    (void)file;
    (void)line;
    if (size > 0)
        return alloc_grow(bytes, size);
    alloc_free(bytes);
    return NULL;
}

static void
give_back(void *bytes, const char *file, int line)
{
    (void)file;
    (void)line;
    alloc_free(bytes);
}

void
crypto_begin(void)
{
    /* Refused once the library has memory. */
    if (CRYPTO_set_mem_functions(take, resize, give_back) != 1)
        die("libcrypto cannot be set up");
}

const char *
crypto_sha256(struct arena *arena, const void *bytes, size_t length)
{
    unsigned char hash[EVP_MAX_MD_SIZE];
    unsigned n = 0;
    char *hex;

    /* Fails without memory, or where the library was built or set up without
     * the algorithm: EVP_Digest(3). */
    if (EVP_Digest(bytes, length, hash, &n, EVP_sha256(), NULL) != 1)
        die("libcrypto cannot make a SHA-256 hash; is memory short, or the "
            "library set up without it?");
    hex = arena_new(arena, char, 2 * (size_t)n + 1);
    for (unsigned i = 0; i < n; i++) {
        hex[2 * i] = "0123456789abcdef"[hash[i] >> 4];
        hex[2 * i + 1] = "0123456789abcdef"[hash[i] & 15];
    }
    return hex;
}

const char *
crypto_library(void)
{
    return OpenSSL_version(OPENSSL_VERSION);
}
