/* Any bytes as one answer of Google's in a scan whose others are good: what is
 * odd grants nothing and refuses nothing, and no answer moves a credential to
 * another host. Of the first three bytes one says what came before the body
 * (scan.h), one which request it answers, one where the rules begin; the rest
 * is the body. */
#include "scanner/google/google.h"
#include "base/json_write.h"
#include "base/text.h"
#include "rules/model/words.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/given.h"
#include "tests/fuzz/scan.h"
#include "tests/simulator/google/key.h"

#include <string.h>

/* Each token is signed for, which takes its time: few checks, few requests. */
enum { HEAD = 3, ASKED = 3, MOST = 10 };

#define HOME      "https://oauth2.googleapis.com/"
#define CALENDAR  "https://www.googleapis.com/"
#define DIRECTORY "https://admin.googleapis.com/"
#define PERSON    "tech1@acme.example"
#define BOSS      "admin@acme.example"

/* What the bytes may answer: the step of that probe, its n-th. */
static const struct {
    enum google_probe probe;
    uint32_t nth;
} places[] = {
    {GOOGLE_SELF, 0},  {GOOGLE_PERSON, 0}, {GOOGLE_PERSON, 1}, {GOOGLE_ANY, 0},
    {GOOGLE_WATCH, 0}, {GOOGLE_TRIAL, 0},  {GOOGLE_TRIAL, 1},
};

enum { PLACES = sizeof places / sizeof *places };

/* ---- the good answers ---------------------------------------------------- */

/* Every third scope is not delegated. */
static struct block
good_token(uint32_t step)
{
    static const char yes[] =
        "{\"access_token\":\"ya29.fuzz\",\"expires_in\":3599,"
        "\"token_type\":\"Bearer\"}";
    static const char no[] =
        "{\"error\":\"unauthorized_client\",\"error_description\":\"Client is "
        "unauthorized to retrieve access tokens using this method, or client "
        "not authorized for any of the scopes requested.\"}";

    if (step > 0 && step % 3 == 0)
        return (struct block){.first = '1', .body = no, .length = strlen(no)};
    return (struct block){.first = '0', .body = yes, .length = strlen(yes)};
}

static struct block
good_read(const char *path, struct arena *arena)
{
    struct block block = {.first = '0'};

    for (int i = GOOGLE_READ_EVENTS; i <= GOOGLE_READ_GROUPS; i++)
        if (text_same(google_call[i].path, path))
            block.body =
                arena_print(arena, "{\"kind\":\"%s\"}", google_call[i].kind);
    promise(block.body != NULL);
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

static void
fill(struct tried *tried, const struct plan *plan, unsigned place,
     const struct block *bytes)
{
    promise(plan->n < BLOCKS);
    for (uint32_t i = 0; i < plan->n; i++) {
        const struct step *step = &plan->step[i];

        tried->block[i] = step->probe == GOOGLE_TRIAL
                              ? good_read(step->path, tried->arena)
                              : good_token(i);
        if (places[place].probe == (enum google_probe)step->probe &&
            places[place].nth == nth_of(plan, i))
            tried->block[i] = *bytes;
    }
    tried->n_block = plan->n;
}

/* ---- promises ------------------------------------------------------------ */

/* Whatever an answer says of them: they are hidden. (The key is not looked for:
 * no server knows it, and an answer may say anything else.) */
static void
check_text(const char *text)
{
    given_text(text);
    promise(text == NULL ||
            (strstr(text, PERSON) == NULL && strstr(text, BOSS) == NULL));
}

/* Whether an answer to a request for that scope's token has this member. */
static bool
answered(const struct tried *tried, const struct entity *scope, bool refused)
{
    for (uint32_t i = 1; i < tried->plan.n; i++) {
        const struct step *step = &tried->plan.step[i];
        struct response response = tried_response(tried, i);
        struct answer answer;

        if (step->probe == GOOGLE_TRIAL ||
            !text_same(step->entity, scope->name))
            continue;
        answer = dialect_read(&google_dialect, &response, tried->arena);
        if (refused
                ? response.status >= 400 && response.status <= 403 &&
                      json_text(json_get(answer.json, "error")) != NULL
                : response.status == 200 &&
                      json_text(json_get(answer.json, "access_token")) != NULL)
            return true;
    }
    return false;
}

/* What is settled was said, in the API's words, of that very scope. */
static void
check_settled(const struct tried *tried, const struct finding *finding,
              const struct claim *claim)
{
    bool wants = claim->low > 0, passes = finding->verdict == VERDICT_PASS;

    if (claim->right == NULL || claim->right->entity == NULL)
        return;
    promise(answered(tried, claim->right->entity, wants != passes));
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
        if (finding->verdict == VERDICT_PASS ||
            finding->verdict == VERDICT_FAIL)
            check_settled(tried, finding, &tried->rules->check[i].claim[0]);
    }
    for (uint32_t i = 0; i < tried->scan.n_note; i++)
        check_text(tried->scan.note[i]);
    check_text(tried->scan.stop_text);
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
    static const char *const person[] = {PERSON}, *const boss[] = {BOSS};
    static const char *const masked[] = {"te***@acme.example"};
    static const struct subject subject[] = {
        {.name = "technician",
         .about = "Whose calendar is read.",
         .rules = "given",
         .many = true,
         .value = person,
         .masked = masked,
         .n_value = 1},
        {.name = "administrator",
         .about = "Who may list users.",
         .rules = "given",
         .value = boss,
         .masked = masked,
         .n_value = 1},
    };
    struct ruleset rules = given_rules(&provider_google, from, arena);

    rules.subject = subject;
    rules.n_subject = 2;
    rules.n_check = rules.n_rule = ASKED;
    return rules;
}

/* The file of a key that is made once. */
static void
give_key(struct secrets *secrets)
{
    static struct arena forever;
    static const char *file;

    if (file == NULL) {
        struct key_pair pair;
        struct out out = {0};
        struct json_writer writer = {.out = &out};

        promise(key_make(&pair, &forever));
        json_write_object(&writer, NULL);
        json_write_text(&writer, "type", "service_account");
        json_write_text(&writer, "client_email",
                        "horizon@acme-horizon.iam.gserviceaccount.com");
        json_write_text(&writer, "client_id", "104857600000000000042");
        json_write_text(&writer, "private_key", pair.pem);
        json_write_end(&writer);
        file = arena_text(&forever, out_string(&out));
        out_free(&out);
    }
    *secrets = (struct secrets){.credential = provider_google.credential,
                                .n = provider_google.n_credential,
                                .site = provider_google.site};
    secret_keep(&secrets->value[0], file, strlen(file));
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
    tried = (struct tried){.provider = &provider_google,
                           .rules = &rules,
                           .silent = NEVER_SILENT,
                           .home = HOME,
                           .other = {CALENDAR, DIRECTORY},
                           .goes_on = true,
                           .most = MOST,
                           .arena = &arena,
                           .secrets = &secrets};
    give_key(&secrets);
    block = (struct block){.first = bytes[0], .length = length - HEAD};
    block.body = arena_slice(&arena, (const char *)bytes + HEAD, block.length);
    google_plan(&rules, &plan, &arena);
    fill(&tried, &plan, bytes[1] % PLACES, &block);
    tried_run(&tried);
    check_findings(&tried);
    secrets_wipe(&secrets);
    arena_free(&arena);
    return 0;
}
