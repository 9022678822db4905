/* Any bytes as one answer of Microsoft's in a scan whose others are good: what
 * is odd grants nothing, and no answer moves a credential to another host. Of
 * the first three bytes one says what came before the body (scan.h), one which
 * request it answers, one where the rules begin; the rest is the body, or the
 * claims of a good token. */
#include "scanner/microsoft365/microsoft365.h"
#include "base/base64.h"
#include "base/out.h"
#include "base/text.h"
#include "rules/model/words.h"
#include "scanner/engine/token.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/given.h"
#include "tests/fuzz/scan.h"

#include <stdlib.h>
#include <string.h>

enum { HEAD = 3 };

#define HOME   "https://login.microsoftonline.com/"
#define GRAPH  "https://graph.microsoft.com/"
#define SECRET "fuzz-secret+0815/DO-NOT-USE"
#define TENANT "11111111-2222-4333-8444-555555555555"
#define CLIENT "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee"
#define PERSON "tech1@acme.example"

/* What the bytes may answer: the step of that probe, its n-th. */
static const struct {
    enum ms_probe probe;
    uint32_t nth;
    bool claims; /* the bytes are those of its token */
} places[] = {
    {MS_DISCOVERY, 0, false}, {MS_BY_SECRET, 0, false}, {MS_BY_SECRET, 0, true},
    {MS_USERS, 0, false},     {MS_MAILBOX, 0, false},   {MS_MAILBOX, 1, false},
};

enum { PLACES = sizeof places / sizeof *places };

/* ---- the good answers ---------------------------------------------------- */

/* Some of Graph's permissions are held. */
static const char *
good_claims(struct arena *arena)
{
    struct out out = {0};
    const char *text;

    (void)out_text(&out, "{\"aud\":\"https://graph.microsoft.com\",\"tid\":"
                         "\"" TENANT "\",\"appid\":\"" CLIENT
                         "\",\"roles\":[\"Mail.Read\"");
    for (uint32_t e = 0; e < microsoft365_catalogue.n_entity; e += 3)
        if (microsoft365_permission[e].audience == MS_GRAPH)
            (void)out_print(&out, ",\"%s\"", microsoft365_permission[e].value);
    (void)out_text(&out, "]}");
    text = arena_text(arena, out_string(&out));
    out_free(&out);
    return text;
}

static struct block
token_block(const char *claims, size_t length, struct arena *arena)
{
    struct block block = {.first = '0'};
    struct out out = {0};

    (void)out_text(&out, "{\"token_type\":\"Bearer\",\"expires_in\":3599,"
                         "\"access_token\":\"e30.");
    base64url_put(&out, claims, length);
    (void)out_text(&out, ".c2ln\"}");
    block.body = arena_text(arena, out_string(&out));
    block.length = out.length;
    out_free(&out);
    return block;
}

static struct block
good(enum ms_probe probe, struct arena *arena)
{
    static const char *const body[MS_PROBE__N] = {
        [MS_DISCOVERY] = "{\"issuer\":\"" HOME TENANT "/v2.0\"}",
        [MS_USERS] = "{\"value\":[{\"id\":\"1\"}]}",
        [MS_MAILBOX] = "{\"value\":[]}",
    };
    const char *claims;

    if (body[probe] != NULL)
        return (struct block){
            .first = '0', .body = body[probe], .length = strlen(body[probe])};
    claims = good_claims(arena);
    return token_block(claims, strlen(claims), arena);
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

/* The first step of the probe. */
static uint32_t
step_of(const struct plan *plan, enum ms_probe probe)
{
    uint32_t i = 0;

    while (i < plan->n && plan->step[i].probe != probe)
        i++;
    promise(i < plan->n);
    return i;
}

static void
fill(struct tried *tried, const struct plan *plan, unsigned place,
     const struct block *bytes)
{
    promise(plan->n < BLOCKS);
    for (uint32_t i = 0; i < plan->n; i++) {
        enum ms_probe probe = (enum ms_probe)plan->step[i].probe;

        tried->block[i] = good(probe, tried->arena);
        if (places[place].probe == probe &&
            places[place].nth == nth_of(plan, i))
            tried->block[i] =
                places[place].claims
                    ? token_block(bytes->body, bytes->length, tried->arena)
                    : *bytes;
    }
    tried->n_block = plan->n;
}

/* ---- promises ------------------------------------------------------------ */

static void
check_text(const char *text)
{
    given_text(text);
    promise(text == NULL ||
            (strstr(text, SECRET) == NULL && strstr(text, PERSON) == NULL));
}

/* The claims of the token that was given out, or NULL. */
static const struct json *
claims_of(const struct tried *tried)
{
    uint32_t step = step_of(&tried->plan, MS_BY_SECRET);
    struct response response = tried_response(tried, step);
    struct answer answer =
        dialect_read(&microsoft365_dialect, &response, tried->arena);
    const char *token = json_text(json_get(answer.json, "access_token"));

    return token == NULL || answer.kind != ANSWER_OK
               ? NULL
               : token_claims(tried->arena, token);
}

static bool
lists(const struct json *roles, const struct right *right)
{
    const struct ms_permission *about = microsoft365_permission_of(right);

    for (uint32_t i = 0; roles != NULL && i < roles->n; i++)
        if (text_same(json_text(&roles->item[i]), about->value))
            return true;
    return false;
}

/* It stands in the token, or one that includes it does; or it is one of those
 * that Exchange grants besides, which reads show. */
static bool
is_granted(const struct json *claims, const struct right *right)
{
    const struct catalogue *all = &microsoft365_catalogue;
    const struct ms_permission *about = microsoft365_permission_of(right);
    const char *key = about->audience == MS_ROLE ? "wids" : "roles";
    const struct json *roles = json_get(claims, key);

    if (about->audience == MS_EXCHANGE)
        return false; /* no token of Exchange is asked for here */
    if (about->audience == MS_ROLE)
        return roles != NULL && roles->n > 0;
    if (about->also_exchange || lists(roles, right))
        return true;
    for (uint32_t i = 0; i < all->n_implies; i++)
        if (&all->right[all->implies[i].weak] == right &&
            lists(roles, &all->right[all->implies[i].strong]))
            return true;
    return false;
}

/* What passes for what the bytes say is said there in the words of the API. */
static void
check_pass(const struct tried *tried, const struct claim *claim)
{
    const struct json *claims = claims_of(tried);

    if (claim->right == NULL || claim->low <= 0)
        return;
    promise(claims != NULL);
    promise(text_same_fold(json_text(json_get(claims, "tid")), TENANT));
    if (claim->right->entity != NULL)
        promise(is_granted(claims, claim->right));
}

static void
check_findings(const struct tried *tried)
{
    promise(tried->findings.n == tried->rules->n_check);
    for (uint32_t i = 0; i < tried->findings.n; i++) {
        const struct finding *finding = &tried->findings.finding[i];

        check_text(finding->detail);
        check_text(finding->observed);
        promise(reason_verdict(finding->reason) == finding->verdict);
        promise(finding->verdict != VERDICT_PASS || tried->scan.accepted);
        if (finding->verdict == VERDICT_PASS)
            check_pass(tried, &tried->rules->check[i].claim[0]);
    }
    for (uint32_t i = 0; i < tried->scan.n_note; i++)
        check_text(tried->scan.note[i]);
    check_text(tried->scan.stop_text);
    for (uint32_t i = 0; i < tried->scan.n_found; i++) {
        check_text(tried->scan.found[i].name);
        promise(tried->scan.found[i].name[0] != '\0');
    }
    for (uint32_t i = 0; i < tried->scan.n_exchange; i++) {
        check_text(tried->scan.exchange[i].path);
        check_text(tried->scan.exchange[i].note);
        promise(tried->scan.exchange[i].tries <= 3);
    }
}

/* -------------------------------------------------------------------------- */

static struct ruleset
rules_of(uint8_t from, struct arena *arena)
{
    static const char *const person[] = {PERSON, "tech2@acme.example"};
    static const char *const masked[] = {"te***@acme.example",
                                         "te***@acme.example"};
    static const struct subject subject = {
        .name = "technician",
        .about = "Whose calendar is read.",
        .rules = "given",
        .many = true,
        .value = person,
        .masked = masked,
        .n_value = 2,
    };
    struct ruleset rules = given_rules(&provider_microsoft365, from, arena);

    rules.subject = &subject;
    rules.n_subject = 1;
    return rules;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static struct secrets secrets;
    static struct tried tried;
    struct arena arena = {0};
    struct plan plan = {0};
    struct ruleset rules;
    struct block block;

    if (length < HEAD)
        return 0;
    rules = rules_of(bytes[2], &arena);
    tried = (struct tried){.provider = &provider_microsoft365,
                           .rules = &rules,
                           .silent = NEVER_SILENT,
                           .home = HOME,
                           .other = {GRAPH},
                           .goes_on = true,
                           .arena = &arena,
                           .secrets = &secrets};
    tried_secrets(&tried, SECRET);
    block = (struct block){.first = bytes[0], .length = length - HEAD};
    block.body = arena_slice(&arena, (const char *)bytes + HEAD, block.length);
    microsoft365_plan(&rules, &plan, &arena);
    fill(&tried, &plan, bytes[1] % PLACES, &block);
    tried_run(&tried);
    check_findings(&tried);
    secrets_wipe(&secrets);
    arena_free(&arena);
    return 0;
}
