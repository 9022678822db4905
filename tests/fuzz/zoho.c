/* Any bytes as one answer of Zoho's in a scan whose others are good: what is
 * odd grants nothing and refuses nothing, there is one refresh, and no answer
 * moves a credential to another host. Of the first four bytes one says what
 * came before the body (scan.h), one which request it answers and whether the
 * token tells its scopes, one where the rules begin, one how many credits are
 * left; the rest is the body. */
#include "scanner/zoho/zoho.h"
#include "base/text.h"
#include "rules/model/words.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/given.h"
#include "tests/fuzz/scan.h"

#include <string.h>

enum { HEAD = 4 };

#define HOME   "https://accounts.zoho.com/"
#define DESK   "https://desk.zoho.com/"
#define SECRET "fuzz-secret+0815/DO-NOT-USE"
#define ACCESS "1000.fuzzaccesstoken.0815"

/* ---- the good answers ---------------------------------------------------- */

#define TOKEN(scope)                                                           \
    "{\"access_token\":\"" ACCESS "\"," scope                                  \
    "\"api_domain\":\"https://www.zohoapis.com\",\"token_type\":\"Bearer\"}"
#define UNTOLD TOKEN("")
#define NO_SCOPE                                                               \
    "{\"errorCode\":\"SCOPE_MISMATCH\",\"message\":\"The OAuth Token does "    \
    "not contain the scope to perform this operation.\"}"
#define FORBIDDEN                                                              \
    "{\"errorCode\":\"FORBIDDEN\",\"message\":\"You are not authorized to "    \
    "access this resource.\"}"
#define NONE "{\"data\":[]}"

/* Some is granted, some is not; the spare ones are asked for. */
static const struct block good[ZOHO_PROBE__N] = {
    [ZOHO_TOKEN] = {.body =
                        TOKEN("\"scope\":\"Desk.tickets.ALL Desk.search.READ "
                              "Desk.basic.READ Desk.contacts.READ\",")},
    [ZOHO_ORGANIZATIONS] = {.body =
                                "{\"data\":[{\"id\":\"600421900\",\"edition\":"
                                "\"ENTERPRISE\",\"isAdminInOrg\":false}]}"},
    [ZOHO_AGENT] = {.body = "{\"id\":\"4000000000001017\",\"roleId\":"
                            "\"4000000000002001\",\"rolePermissionType\":"
                            "\"AgentPublic\",\"associatedDepartmentIds\":"
                            "[\"4000000000005001\"]}"},
    [ZOHO_PERMISSIONS] = {.body = "{\"permissions\":{\"tickets\":{\"view\":"
                                  "true,\"edit\":false}}}"},
    [ZOHO_PROFILE] = {.body = "{\"type\":\"Custom\",\"name\":\"Horizon\","
                              "\"permissions\":{\"tickets\":{\"view\":true,"
                              "\"edit\":false},\"contacts\":{\"view\":true},"
                              "\"setup\":{\"webhooks\":false}}}"},
    [ZOHO_PERSONAL_ROLE] = {.body = "{\"id\":\"4000000000002999\"}"},
    [ZOHO_DEPARTMENT_LIST] = {.body =
                                  "{\"data\":[{\"id\":\"4000000000005001\","
                                  "\"name\":\"Support\",\"isEnabled\":true}]}"},
    [ZOHO_LAYOUTS] = {.body = NONE},
    [ZOHO_WEBHOOKS] = {.first = '2', .body = NO_SCOPE},
    [ZOHO_TICKET_COUNT] = {.body = "{\"count\":1}"},
    [ZOHO_TICKETS] = {.body = NONE},
    [ZOHO_SEARCH] = {.body = NONE},
    [ZOHO_CONTACT_SEARCH] = {.first = '2', .body = NO_SCOPE},
    [ZOHO_CONTACTS] = {.body = "{\"data\":[{\"id\":\"4000000000003001\"}]}"},
    [ZOHO_ACCOUNTS] = {.first = '2', .body = FORBIDDEN},
    [ZOHO_AGENTS] = {.body = NONE},
};

/* How many are left, as a header says; the second is too few to go on. */
enum { LEFT_UNSAID, LEFT_FEW };
static const char *const left[] = {NULL, "499", "99999", "-1", "9x"};

enum { LEFTS = sizeof left / sizeof *left };

/* What one input comes to. */
struct given {
    unsigned place; /* the probe that the bytes answer */
    bool untold;    /* the token does not tell its scopes */
    unsigned left;
    struct block bytes;
};

static struct given
read_given(const uint8_t *bytes, size_t length, struct arena *arena)
{
    struct given given = {
        .place = bytes[1] % ZOHO_PROBE__N,
        .untold = bytes[1] / ZOHO_PROBE__N % 2 == 1,
        .left = bytes[3] % LEFTS,
        .bytes = {.first = bytes[0], .length = length - HEAD},
    };

    given.bytes.body =
        arena_slice(arena, (const char *)bytes + HEAD, given.bytes.length);
    return given;
}

static void
fill(struct tried *tried, const struct given *given)
{
    for (unsigned i = 0; i < ZOHO_PROBE__N; i++) {
        struct block *block = &tried->block[i];

        *block = good[i];
        if (i == ZOHO_TOKEN && given->untold)
            block->body = UNTOLD;
        block->length = strlen(block->body);
        if (i == given->place)
            *block = given->bytes;
        block->remaining = left[given->left];
    }
    tried->n_block = ZOHO_PROBE__N;
}

/* ---- what was said ------------------------------------------------------- */

struct said {
    struct answer answer[ZOHO_PROBE__N];
    bool access; /* the token of the good answers is what was given out */
    struct arena *arena;
};

static struct said
read_said(const struct tried *tried)
{
    struct said said = {.arena = tried->arena};

    for (unsigned i = 0; i < ZOHO_PROBE__N; i++) {
        struct response response = tried_response(tried, i);

        said.answer[i] =
            dialect_read(i == ZOHO_TOKEN ? &zoho_dialect : &zoho_desk_dialect,
                         &response, tried->arena);
    }
    said.access = tried->scan.n_exchange > 1 &&
                  text_same(json_text(json_get(said.answer[ZOHO_TOKEN].json,
                                               "access_token")),
                            ACCESS);
    return said;
}

static const struct json *
told_scopes(const struct said *said)
{
    struct answer answer = said->answer[ZOHO_TOKEN];

    return answer.kind == ANSWER_OK ? json_get(answer.json, "scope") : NULL;
}

/* With blanks or commas between. */
static bool
has_name(const char *text, const char *name, struct arena *arena)
{
    static const char between[] = " ,\t\r\n";

    while (text != NULL && *(text += strspn(text, between)) != '\0') {
        size_t n = strcspn(text, between);

        if (name == NULL || text_same_fold(arena_slice(arena, text, n), name))
            return true;
        text += n;
    }
    return false;
}

/* name: NULL: any. */
static bool
tells(const struct said *said, const char *name)
{
    const struct json *scopes = told_scopes(said);
    bool found = has_name(json_text(scopes), name, said->arena);

    for (uint32_t i = 0;
         scopes != NULL && scopes->kind == JSON_ARRAY && i < scopes->n; i++)
        found =
            found || has_name(json_text(&scopes->item[i]), name, said->arena);
    return found;
}

/* All of them can be read, and there is one at least. */
static bool
tells_all(const struct said *said)
{
    const struct json *scopes = told_scopes(said);

    for (uint32_t i = 0;
         scopes != NULL && scopes->kind == JSON_ARRAY && i < scopes->n; i++)
        if (json_text(&scopes->item[i]) == NULL)
            return false;
    return tells(said, NULL);
}

/* It is told, or one that includes it. */
static bool
is_declared(const struct said *said, uint32_t scope)
{
    const struct catalogue *all = &zoho_catalogue;
    bool found = tells(said, zoho_scope[scope].text);

    for (uint32_t i = 0; i < all->n_implies; i++)
        if (all->implies[i].weak == zoho_scope[scope].right)
            found =
                found ||
                tells(said,
                      zoho_scope_of(&all->right[all->implies[i].strong])->text);
    return found;
}

static const enum zoho_probe reads[][2] = {
    [ZOHO_READ_NONE] = {ZOHO_TOKEN, ZOHO_TOKEN},
    [ZOHO_READ_TICKETS] = {ZOHO_TICKET_COUNT, ZOHO_TICKETS},
    [ZOHO_READ_SEARCH] = {ZOHO_SEARCH, ZOHO_SEARCH},
    [ZOHO_READ_CONTACTS] = {ZOHO_CONTACT_SEARCH, ZOHO_CONTACTS},
    [ZOHO_READ_ACCOUNTS] = {ZOHO_ACCOUNTS, ZOHO_ACCOUNTS},
    [ZOHO_READ_AGENTS] = {ZOHO_AGENTS, ZOHO_AGENTS},
    [ZOHO_READ_LAYOUTS] = {ZOHO_LAYOUTS, ZOHO_LAYOUTS},
    [ZOHO_READ_WEBHOOKS] = {ZOHO_WEBHOOKS, ZOHO_WEBHOOKS},
};

/* Whether one of its reads was allowed; or refused for want of a scope. */
static bool
was_read(const struct said *said, uint32_t scope, bool refused)
{
    enum zoho_read read = zoho_scope[scope].opens;

    for (size_t i = 0; read != ZOHO_READ_NONE && i < 2; i++) {
        struct answer answer = said->answer[reads[read][i]];

        if (refused ? text_same_fold(
                          json_text(json_get_fold(answer.json, "errorCode")),
                          "SCOPE_MISMATCH")
                    : answer.kind == ANSWER_OK)
            return true;
    }
    return false;
}

/* A part that was refused refuses the whole. */
static bool
was_refused(const struct said *said, uint32_t scope)
{
    const struct catalogue *all = &zoho_catalogue;
    bool found = was_read(said, scope, true);

    for (uint32_t i = 0; i < all->n_implies; i++)
        if (all->implies[i].strong == zoho_scope[scope].right) {
            const struct zoho_scope *part =
                zoho_scope_of(&all->right[all->implies[i].weak]);

            found =
                found || was_read(said, (uint32_t)(part - zoho_scope), true);
        }
    return found;
}

/* The second answer counts where the first tells of no rights. */
static bool
says_key(const struct said *said, const struct zoho_key *key, bool held)
{
    const struct json *groups =
        json_get(said->answer[ZOHO_PERMISSIONS].json, "permissions");
    bool yes;

    if (groups == NULL || groups->kind != JSON_OBJECT)
        groups = json_get(said->answer[ZOHO_PROFILE].json, "permissions");
    return json_boolean(json_get(json_get(groups, key->group), key->key),
                        &yes) &&
           yes == held;
}

/* ---- promises ------------------------------------------------------------ */

/* Whatever an answer says of them: they are hidden. */
static void
check_text(const struct said *said, const char *text)
{
    given_text(text);
    promise(text == NULL || strstr(text, SECRET) == NULL);
    promise(text == NULL || !said->access || strstr(text, ACCESS) == NULL);
}

/* What is settled was said, in the API's words, of that very right. */
static void
check_settled(const struct said *said, const struct claim *claim, bool passes)
{
    bool held = passes == (claim->low > 0);
    const struct zoho_scope *scope = zoho_scope_of(claim->right);
    const struct zoho_key *key = zoho_key_of(claim->right);

    promise(!passes || !claim->doubtful);
    if (scope != NULL) {
        uint32_t i = (uint32_t)(scope - zoho_scope);

        promise(held ? is_declared(said, i) || was_read(said, i, false)
                     : (tells_all(said) && !is_declared(said, i)) ||
                           was_refused(said, i));
    } else if (key != NULL) {
        promise(says_key(said, key, held));
    } else {
        promise(claim->right != NULL);
    }
}

static void
check_findings(const struct tried *tried, const struct said *said)
{
    promise(tried->findings.n == tried->rules->n_check);
    for (uint32_t i = 0; i < tried->findings.n; i++) {
        const struct finding *finding = &tried->findings.finding[i];

        check_text(said, finding->detail);
        check_text(said, finding->observed);
        promise(reason_verdict(finding->reason) == finding->verdict);
        promise(finding->verdict != VERDICT_PASS || tried->scan.accepted);
        if (finding->verdict == VERDICT_PASS ||
            finding->verdict == VERDICT_FAIL)
            check_settled(said, &tried->rules->check[i].claim[0],
                          finding->verdict == VERDICT_PASS);
    }
}

static void
check_texts(const struct said *said, const struct scan *scan)
{
    for (uint32_t i = 0; i < scan->n_note; i++)
        check_text(said, scan->note[i]);
    check_text(said, scan->stop_text);
    for (uint32_t i = 0; i < scan->target.n_trait; i++)
        check_text(said, scan->target.trait[i].value);
    for (uint32_t i = 0; i < scan->n_found; i++) {
        check_text(said, scan->found[i].name);
        promise(scan->found[i].name[0] != '\0');
    }
    for (uint32_t i = 0; i < scan->n_observation; i++)
        check_text(said, scan->observation[i].said);
}

/* One refresh, whatever came of it. A token that is not accepted ends the scan,
 * and so do few credits. */
static void
check_sent(const struct tried *tried, const struct said *said,
           const struct given *given)
{
    const struct scan *scan = &tried->scan;
    bool ends = false;
    uint32_t n = 0;

    for (uint32_t i = 0; i < scan->n_exchange; i++) {
        const struct exchange *exchange = &scan->exchange[i];

        check_text(said, exchange->path);
        check_text(said, exchange->body);
        check_text(said, exchange->note);
        promise(exchange->tries <= 3);
        if (text_same(exchange->method, "POST")) {
            n++;
            promise(exchange->tries == 1);
        }
    }
    promise(n == 1);
    for (unsigned i = ZOHO_TOKEN; i < ZOHO_PROBE__N; i++)
        if (scan->progress[i].exchange != NO_EXCHANGE)
            ends = ends || said->answer[i].kind == ANSWER_LOGIN ||
                   (i != ZOHO_TOKEN && i != given->place &&
                    given->left == LEFT_FEW);
    promise(!ends || scan->stopped != WHY_GRANTED);
}

/* ---- the rules ----------------------------------------------------------- */

/* The n-th of those that a read opens, counted round and round. */
static const struct right *
shown_by_read(uint32_t n)
{
    for (;;) {
        for (uint32_t i = 0; i < zoho_n_scope; i++)
            if (zoho_scope[i].opens != ZOHO_READ_NONE && n-- == 0)
                return &zoho_catalogue.right[zoho_scope[i].right];
        for (uint32_t i = 0; i < zoho_n_key; i++)
            if (zoho_key[i].opens != ZOHO_READ_NONE && n-- == 0)
                return &zoho_catalogue.right[zoho_key[i].right];
    }
}

/* Every second one is of a right of which more than one answer tells. */
static struct ruleset
rules_of(uint8_t from, struct arena *arena)
{
    struct ruleset rules = given_rules(&provider_zoho, from, arena);
    struct check *check = arena_new(arena, struct check, rules.n_check);

    for (uint32_t i = 0; i < rules.n_check; i++) {
        struct claim *claim = arena_new(arena, struct claim, 1);

        check[i] = rules.check[i];
        *claim = *check[i].claim;
        if (i % 2 == 0 && claim->right != NULL && claim->right->entity != NULL)
            claim->right = shown_by_read(from + i);
        check[i].claim = claim;
    }
    rules.check = check;
    return rules;
}

/* -------------------------------------------------------------------------- */

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static struct secrets secrets;
    static struct tried tried;
    struct arena arena = {0};
    struct ruleset rules;
    struct given given;
    struct said said;

    if (length < HEAD)
        return 0;
    rules = rules_of(bytes[2], &arena);
    tried = (struct tried){.provider = &provider_zoho,
                           .rules = &rules,
                           .silent = NEVER_SILENT,
                           .home = HOME,
                           .other = {DESK},
                           .goes_on = true,
                           .arena = &arena,
                           .secrets = &secrets};
    tried_secrets(&tried, SECRET);
    given = read_given(bytes, length, &arena);
    fill(&tried, &given);
    tried_run(&tried);
    said = read_said(&tried);
    check_findings(&tried, &said);
    check_texts(&said, &tried.scan);
    check_sent(&tried, &said, &given);
    secrets_wipe(&secrets);
    arena_free(&arena);
    return 0;
}
