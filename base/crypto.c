/* Hashes through the EVP interface of OpenSSL 3, and random bytes. */
#include "base/crypto.h"
#include "base/alloc.h"
#include "base/diag.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

static void (*random_from)(unsigned char *, size_t);

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

void
crypto_random_from(void (*from)(unsigned char *bytes, size_t length))
{
    random_from = from;
}

const char *
crypto_uuid(struct arena *arena)
{
    unsigned char b[16] = {0};

    if (random_from != NULL)
        random_from(b, sizeof b);
    else if (RAND_bytes(b, sizeof b) != 1)
        die("libcrypto has no random bytes");
    b[6] = (unsigned char)((b[6] & 0x0F) | 0x40); /* version 4 */
    b[8] = (unsigned char)((b[8] & 0x3F) | 0x80); /* variant of RFC 9562 */
    return arena_print(arena,
                       "%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-"
                       "%02x%02x%02x%02x%02x%02x",
                       b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8],
                       b[9], b[10], b[11], b[12], b[13], b[14], b[15]);
}

const char *
crypto_library(void)
{
    return OpenSSL_version(OPENSSL_VERSION);
}
