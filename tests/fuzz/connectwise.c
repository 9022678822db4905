/* Any bytes as one answer of ConnectWise in a scan whose others are good: what
 * is odd grants nothing, and no answer moves a credential to another host. Of
 * the first three bytes one says what came before the body (scan.h), one which
 * request it answers, one where the rules begin; then a line that is the header
 * "Link", and the body. */
#include "scanner/connectwise/connectwise.h"
#include "base/out.h"
#include "base/text.h"
#include "rules/model/scale.h"
#include "rules/model/words.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/given.h"
#include "tests/fuzz/scan.h"

#include <stdlib.h>
#include <string.h>

enum { HEAD = 3 };

#define HOME   "https://api-na.myconnectwise.net/"
#define SECRET "fuzz-secret+0815/DO-NOT-USE"
#define NEXT   "<https://na.myconnectwise.net/x?page=2>; rel=\"next\""
#define DENIED                                                                 \
    "{\"code\":\"Security\",\"message\":\"You do not have security "           \
    "permission to perform this action.\",\"errors\":null}"

/* What the bytes may answer: the step of that probe, its n-th. */
static const struct {
    enum cw_probe probe;
    uint32_t nth;
} places[] = {
    {CW_LOOK_UP, 0},   {CW_HELLO, 0},  {CW_ROLE, 0},       {CW_ROLE, 1},
    {CW_ITEMS, 0},     {CW_MEMBER, 0}, {CW_READ, 0},       {CW_MEMBER_LESS, 0},
    {CW_CALLBACKS, 0}, {CW_READ, 1},   {CW_LOOK_AGAIN, 0},
};

enum { PLACES = sizeof places / sizeof *places };

/* ---- the good answers ---------------------------------------------------- */

/* Some of the first half of the functions stand on the first page, which alone
 * grants anything, and some of the second half on the second. */
static uint32_t
half(void)
{
    return connectwise_catalogue.n_entity / 2;
}

static const char *
page_of(uint32_t from, uint32_t to, const char *level, struct arena *arena)
{
    struct out out = {0};
    const char *text;

    for (uint32_t e = from; e < to; e += 5)
        (void)out_print(&out,
                        "%s{\"id\":%u,\"addLevel\":\"%s\",\"editLevel\":\"%s\","
                        "\"deleteLevel\":\"%s\",\"inquireLevel\":\"%s\","
                        "\"moduleName\":\"%s\",\"moduleFunctionName\":\"%s\","
                        "\"customFlag\":false,\"member\":{\"id\":501}}",
                        e == from ? "[" : ",", (unsigned)e, level, level, level,
                        level, connectwise_function[e].module,
                        connectwise_function[e].function);
    (void)out_text(&out, "]");
    text = arena_text(arena, out_string(&out));
    out_free(&out);
    return text;
}

static struct block
good(enum cw_probe probe, uint32_t nth, struct arena *arena)
{
    static const char *const body[CW_PROBE__N] = {
        [CW_LOOK_UP] = "{\"CompanyName\":\"A\",\"Codebase\":\"v2025_1/\"}",
        [CW_LOOK_AGAIN] = "{\"Codebase\":\"v2025_1/\"}",
        [CW_HELLO] = "{\"version\":\"v2025.1.1\",\"cloudRegion\":\"NA\"}",
        [CW_ROLE] = "[]",
        [CW_ITEMS] = "[]",
        [CW_MEMBER] = "{\"id\":501,\"licenseClass\":\"F\"}",
        [CW_MEMBER_LESS] = "{\"id\":501,\"licenseClass\":\"F\"}",
        [CW_CALLBACKS] = "[]",
        [CW_READ] = "[{\"id\":1}]",
    };
    struct block block = {.first = '0', .body = body[probe]};

    if (probe == CW_ROLE && nth == 0) {
        block.body = page_of(0, half(), "All", arena);
        block.link = NEXT;
    } else if (probe == CW_ROLE && nth == 1) {
        block.body =
            page_of(half(), connectwise_catalogue.n_entity, "None", arena);
    }
    block.length = strlen(block.body);
    return block;
}

/* Its number among the steps of its probe. */
static uint32_t
nth_of(const struct plan *plan, uint32_t step)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < step; i++)
        n += plan->step[i].probe == plan->step[step].probe;
    return n;
}

/* Fills the answers; the step that the bytes answer is what is returned. Spare
 * requests are made needed ones. */
static uint32_t
fill(struct tried *tried, const struct plan *plan, unsigned place,
     const struct block *bytes)
{
    static const struct block denied = {
        .first = '2', .body = DENIED, .length = sizeof DENIED - 1};
    static const struct block gone = {.first = '3', .body = ""};
    uint32_t at = 0;

    promise(plan->n < BLOCKS);
    for (uint32_t i = 0; i < plan->n; i++) {
        enum cw_probe probe = (enum cw_probe)plan->step[i].probe;
        uint32_t nth = nth_of(plan, i);

        tried->block[i] = good(probe, nth, tried->arena);
        if (places[place].probe == CW_MEMBER_LESS && probe == CW_MEMBER)
            tried->block[i] = denied;
        if (places[place].probe == CW_LOOK_AGAIN && probe == CW_CALLBACKS)
            tried->block[i] = gone;
        if (places[place].probe == probe && places[place].nth == nth)
            at = i;
    }
    tried->n_block = plan->n;
    tried->block[at] = *bytes;
    return at;
}

/* ---- promises ------------------------------------------------------------ */

static void
check_text(const char *text)
{
    given_text(text);
    promise(text == NULL || strstr(text, SECRET) == NULL);
}

/* A member of this name, of an object or of one in a list, that says so. */
static bool
tells(const struct json *json, const char *key, const char *word)
{
    const char *text;

    if (json == NULL)
        return false;
    for (uint32_t i = 0; json->kind == JSON_ARRAY && i < json->n; i++)
        if (tells(&json->item[i], key, word))
            return true;
    text = json_text(json_get_fold(json, key));
    return text != NULL && (word == NULL || text_same_fold(text, word));
}

/* A fact that passes for what the bytes say. */
static void
check_fact(const struct right *right, enum cw_probe probe,
           const struct json *json)
{
    bool of_member = probe == CW_MEMBER || probe == CW_MEMBER_LESS;

    if (probe == CW_HELLO && text_same(right->id, CW_LOGIN))
        promise(tells(json, "version", NULL));
    if (of_member && text_same(right->id, CW_API_ONLY))
        promise(tells(json, "licenseClass", "A"));
}

/* What passes for what the bytes say is said there in the words of the API. */
static void
check_pass(const struct claim *claim, enum cw_probe probe, uint32_t nth,
           const struct json *json)
{
    static const char *const key[] = {"addLevel", "editLevel", "deleteLevel",
                                      "inquireLevel"};
    const struct catalogue *all = &connectwise_catalogue;
    const struct right *right = claim->right;
    const char *level;

    if (right == NULL || claim->low <= 0)
        return;
    if (right->entity == NULL) {
        check_fact(right, probe, json);
        return;
    }
    if (probe != CW_ROLE || (nth == 1 && right->entity < all->entity + half()))
        return;
    level = key[catalogue_verb(all, right->verb)];
    promise(tells(json, level, "All") ||
            (claim->low < CW_ALL && tells(json, level, "My")));
}

static void
check_findings(const struct tried *tried, uint32_t step,
               const struct answer *answer)
{
    enum cw_probe probe = (enum cw_probe)tried->plan.step[step].probe;
    uint32_t nth = nth_of(&tried->plan, step);

    promise(tried->findings.n == tried->rules->n_check);
    for (uint32_t i = 0; i < tried->findings.n; i++) {
        const struct finding *finding = &tried->findings.finding[i];

        check_text(finding->detail);
        check_text(finding->observed);
        promise(reason_verdict(finding->reason) == finding->verdict);
        promise(finding->verdict != VERDICT_PASS || tried->scan.accepted);
        if (finding->verdict == VERDICT_PASS)
            check_pass(&tried->rules->check[i].claim[0], probe, nth,
                       answer->json);
    }
    for (uint32_t i = 0; i < tried->scan.n_note; i++)
        check_text(tried->scan.note[i]);
    check_text(tried->scan.stop_text);
    for (uint32_t i = 0; i < tried->scan.n_found; i++)
        check_text(tried->scan.found[i].name);
}

/* -------------------------------------------------------------------------- */

static void
take_secrets(struct secrets *secrets, struct arena *arena)
{
    static const struct secret_source source;
    struct diags diags = {.arena = arena};

    for (uint32_t i = 0; i < provider_connectwise.n_credential; i++)
        (void)setenv(provider_connectwise.credential[i].variable,
                     i == 0 ? "exampleit" : SECRET, 1);
    promise(secrets_load(secrets, &provider_connectwise, &source, &diags));
}

/* The line that is the header, and the rest. */
static struct block
read_block(const uint8_t *bytes, size_t length, struct arena *arena)
{
    const char *text = (const char *)bytes + HEAD;
    size_t left = length - HEAD;
    const char *end = left > 0 ? memchr(text, '\n', left) : NULL;
    size_t line = end != NULL ? (size_t)(end - text) : 0;
    struct block block = {.first = bytes[0]};

    if (line > 0 && memchr(text, '\0', line) == NULL)
        block.link = arena_slice(arena, text, line);
    line += end != NULL;
    block.length = left - line;
    block.body = arena_slice(arena, text + line, block.length);
    return block;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static struct secrets secrets;
    static struct tried tried;
    struct arena arena = {0};
    struct plan plan = {0};
    struct ruleset rules;
    struct response response;
    struct answer answer;
    struct block block;
    uint32_t step;

    if (length < HEAD)
        return 0;
    rules = given_rules(&provider_connectwise, bytes[2], &arena);
    tried = (struct tried){.provider = &provider_connectwise,
                           .rules = &rules,
                           .silent = NEVER_SILENT,
                           .home = HOME,
                           .arena = &arena,
                           .secrets = &secrets};
    take_secrets(&secrets, &arena);
    block = read_block(bytes, length, &arena);
    connectwise_plan(&rules, &plan, &arena);
    step = fill(&tried, &plan, bytes[1] % PLACES, &block);
    tried_run(&tried);
    response = tried_response(&tried, step);
    answer = dialect_read(&connectwise_dialect, &response, &arena);
    given_text(answer.said); /* not kept yet, so it may repeat anything */
    check_findings(&tried, step, &answer);
    secrets_wipe(&secrets);
    arena_free(&arena);
    return 0;
}
