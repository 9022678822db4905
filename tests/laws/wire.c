/* What was sent, as the other end saw it, and that nothing that is written
 * holds a secret. */
#include "base/text.h"
#include "tests/laws/laws.h"

#include <fnmatch.h>
#include <inttypes.h>
#include <string.h>

enum { TRIES = 3, REFUSED = 2, SENT_MOST = 160 };

static bool
fits(const char *pattern, const char *path)
{
    return pattern != NULL && fnmatch(pattern, path, FNM_CASEFOLD) == 0;
}

/* The same letters without regard to their percents. */
static bool
holds_secret(struct trial *trial, const char *text, const char **which)
{
    for (size_t i = 0; trial->setting->secret[i] != NULL; i++)
        if (strstr(text, trial->setting->secret[i]) != NULL) {
            *which = trial->setting->secret[i];
            return true;
        }
    return false;
}

/* The first request, where it looks something up, carries no credential. */
static void
judge_look_up(struct trial *trial, const struct json *line)
{
    static const char *const theirs[] = {"Authorization", "Secret",
                                         "UserName",      "ApiIntegrationCode",
                                         "clientId",      NULL};
    const struct json *headers = json_get(line, "headers");

    if (!fits(trial->setting->system->look_up, member(line, "path")))
        return;
    for (uint32_t i = 0; headers != NULL && i < headers->n; i++)
        (void)law(trial, !one_of(json_text(&headers->item[i]), theirs),
                  "look-up", "carries %s", json_text(&headers->item[i]));
}

static void
judge_request(struct trial *trial, const struct json *line)
{
    const struct system *system = trial->setting->system;
    const char *method = member(line, "method");
    const char *path = member(line, "path"), *which = "";
    const struct json *never = json_get(line, "never");
    const char *whole =
        arena_print(&trial->arena, "%s?%s", path, member(line, "query"));

    (void)law(trial,
              text_same(method, "GET") ||
                  (text_same(method, "POST") && fits(system->query, path)),
              "write", "%s %s", method, path);
    (void)law(trial, never == NULL || never->n == 0, "never", "%s %s", method,
              whole);
    (void)law(trial, !holds_secret(trial, whole, &which), "address",
              "%s holds %.12s...", path, which);
    (void)law(trial, strstr(path, "redirected") == NULL, "redirect",
              "%s was asked for", path);
    judge_look_up(trial, line);
}

/* Where tokens are given out, asking for one is the login, and a token that is
 * refused is none; where each has a scope of its own, only the first is. */
static bool
is_refused(const struct system *system, const struct json *line, uint32_t i)
{
    bool refused =
        text_same(member(line, "auth"), "bad") || number(line, "status") == 401;
    bool tokens = text_ends(system->hello, "/token");

    return refused && (!tokens || fits(system->hello, member(line, "path"))) &&
           (!system->own_tokens || i == 0);
}

static void
judge_logins(struct trial *trial)
{
    const struct system *system = trial->setting->system;
    bool rejected =
        text_same(member(trial->audit, "stopped"), "login-rejected");
    uint32_t refused = 0, hello = 0;

    for (uint32_t i = 0; i < trial->log->n; i++) {
        const struct json *line = &trial->log->item[i];

        refused += is_refused(system, line, i);
        hello += fits(system->hello, member(line, "path"));
    }
    (void)law(trial, refused <= REFUSED, "logins", "%" PRIu32 " refused",
              refused);
    if (rejected)
        (void)law(trial,
                  hello == 1 && trial->log->n <= 1 + (*system->look_up != '\0'),
                  "logins", "%" PRIu32 " requests, %" PRIu32 " logins",
                  trial->log->n, hello);
}

/* All that was sent is told, and nothing is tried without end. */
static void
judge_count(struct trial *trial)
{
    const struct json *list = json_get(trial->audit, "exchanges");
    int64_t told = number(trial->audit, "requests"), tries = 0, again = 0;
    int64_t seen = trial->log->n;

    for (uint32_t i = 0; list != NULL && i < list->n; i++) {
        int64_t n = number(&list->item[i], "tries");

        (void)law(trial, n <= TRIES, "tries", "%s: %" PRId64 " times",
                  member(&list->item[i], "path"), n);
        tries += n;
        again += n > 1 ? n - 1 : 0;
    }
    /* A stop may come before what was made ready went out. */
    (void)law(trial,
              tries == told ||
                  (tries > told && *member(trial->audit, "stopped") != '\0'),
              "told", "%" PRId64 " tries, %" PRId64 " requests told", tries,
              told);
    /* What is sent into a connection that closes at that moment is lost. */
    (void)law(
        trial,
        told == seen || (trial->closes && told > seen && told <= seen + again),
        "told", "%" PRId64 " requests told, %" PRId64 " seen", told, seen);
    (void)law(trial, seen <= SENT_MOST, "bounded", "%" PRId64 " requests",
              seen);
}

void
judge_wire(struct trial *trial)
{
    for (uint32_t i = 0; i < trial->log->n; i++)
        judge_request(trial, &trial->log->item[i]);
    judge_logins(trial);
    judge_count(trial);
}

void
judge_hidden(struct trial *trial, const char *name)
{
    static const char *const endings[] = {"html",      "json", "junit", "text",
                                          "worksheet", "out",  "err",   NULL};
    const char *const *hidden = trial->setting->hidden;

    for (size_t f = 0; endings[f] != NULL; f++) {
        size_t length;
        const char *text = run_text(trial, name, endings[f], &length);

        for (size_t i = 0; hidden[i] != NULL; i++)
            (void)law(
                trial,
                memmem(text, length, hidden[i], strlen(hidden[i])) == NULL,
                "secret", "%s.%s holds %.8s...", name, endings[f], hidden[i]);
    }
}
