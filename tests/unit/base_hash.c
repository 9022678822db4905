/* SHA-256 against texts whose hash is known. */
#include "base/crypto.h"
#include "base/out.h"
#include "tests/unit/base_test.h"

static struct arena mem;

static void
teardown(void)
{
    arena_free(&mem);
}

/* The examples of FIPS 180-4 and its validation tests, and the lengths around
 * which the padding takes one block or two. */
static const struct {
    const char *unit;
    size_t times;
    const char *hash;
} hashes[] = {
    {"", 0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    {"abc", 1,
     "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
     "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
    {"a", 1000000,
     "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
    {"a", 55,
     "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318"},
    {"a", 56,
     "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a"},
    {"a", 63,
     "7d3e74a05d7db15bce4ad9ec0658ea98e3f06eeecf16b4c6fff2da457ddc2f34"},
    {"a", 64,
     "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"},
    {"a", 65,
     "635361c48bb9eab14198e76ea8ab7f1a41685d6ad62aa9146d301d4f17eb0ae0"},
    {"a", 119,
     "31eba51c313a5c08226adf18d4a359cfdfd8d2e816b13f4af952f7ea6584dcfb"},
    {"a", 120,
     "2f3d335432c70b580af0e8e1b3674a7c020d683aa5f73aaaedfdc55af904c21c"},
};

START_TEST(sha256_of_known_texts)
{
    struct out out = {0};

    for (size_t i = 0; i < hashes[_i].times; i++)
        ck_assert(out_text(&out, hashes[_i].unit));
    ck_assert_str_eq(crypto_sha256(&mem, out_string(&out), out.length),
                     hashes[_i].hash);
    out_free(&out);
}
END_TEST

Suite *
base_hash_suite(void)
{
    Suite *suite = suite_create("base: hash");
    TCase *hash = tcase_create("hash");

    tcase_add_checked_fixture(hash, NULL, teardown);
    tcase_add_loop_test(hash, sha256_of_known_texts, 0,
                        (int)(sizeof hashes / sizeof *hashes));
    suite_add_tcase(suite, hash);
    return suite;
}
