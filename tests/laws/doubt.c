/* Doubt never passes and never fails: whatever answer goes wrong, a verdict
 * stays as it is or becomes unknown, and no excess comes up. */
#include "base/text.h"
#include "tests/laws/laws.h"

#include <string.h>

enum { PARTS = 12, NTH_MOST = 8 };

#define AGAIN "\"headers\":{\"Retry-After\":\"0\"}"
#define PAGE                                                                   \
    "\"contentType\":\"text/html\",\"body\":\"<html><title>Blocked</title>\""

const struct wrong wrongs[] = {
    {"503", "\"status\":503," AGAIN, false},
    {"page", "\"status\":200," PAGE, false},
    {"empty", "\"status\":200", false},
    {"reset", "\"close\":true", true},
    {"404", "\"status\":404,\"body\":\"{}\"", false},
    {"429", "\"status\":429," AGAIN, false},
    {"403-page", "\"status\":403," PAGE, false},
    {"hollow", "\"status\":200,\"body\":\"{}\"", false},
    {"null", "\"status\":200,\"body\":\"null\"", false},
    {"cut", "\"status\":200,\"body\":\"{\",\"size\":900,\"closeAfter\":60",
     true},
    {"500", "\"status\":500,\"body\":\"{}\"", false},
    {"502-page", "\"status\":502," PAGE, false},
    {"403", "\"status\":403,\"body\":\"{}\"", false},
    {"400", "\"status\":400,\"body\":\"{}\"", false},
    {"401", "\"status\":401,\"body\":\"{}\"", false},
    {"407", "\"status\":407," PAGE, false},
    {"302",
     "\"status\":302,\"headers\":{\"Location\":\"/redirected\"},"
     "\"body\":\"{}\"",
     false},
    {"text",
     "\"status\":200,\"contentType\":\"text/plain\","
     "\"body\":\"Too many requests\"",
     false},
    {NULL, NULL, false}};

uint32_t
doubt_requests(struct trial *trial, const struct request **list)
{
    struct request *request =
        arena_new(&trial->arena, struct request, trial->log->n);
    uint32_t n = 0;

    for (uint32_t i = 0; i < trial->log->n; i++) {
        const char *path = member(&trial->log->item[i], "path");
        uint32_t nth = 0;

        for (uint32_t k = 0; k < i; k++)
            nth += text_same_fold(member(&trial->log->item[k], "path"), path);
        if (nth < NTH_MOST)
            request[n++] = (struct request){path, nth};
    }
    *list = request;
    return n;
}

/* A fault's path is what follows some "/" of the whole one, and which of them
 * only the simulator knows: a fault for each. */
const char *
doubt_faults(struct arena *arena, const struct request *request,
             const struct wrong *wrong)
{
    struct out out = {0};
    const char *text, *path = request->path;

    (void)out_text(&out, "[");
    for (int i = 0; i < PARTS && *path == '/'; i++) {
        path++;
        (void)out_print(&out,
                        "%s{\"path\":\"%s\",\"times\":%u,\"status\":0},"
                        "{\"path\":\"%s\",\"times\":-1,%s}",
                        i > 0 ? "," : "", path, request->nth, path,
                        wrong->members);
        path += strcspn(path, "/");
    }
    (void)out_text(&out, "]");
    text = arena_text(arena, out_string(&out));
    out_free(&out);
    return text;
}

static const struct json *
with_id(const struct json *list, const char *id)
{
    for (uint32_t i = 0; list != NULL && i < list->n; i++)
        if (text_same(member(&list->item[i], "id"), id))
            return &list->item[i];
    return NULL;
}

/* A pass that was declared is not confirmed because an answer is missing. */
static void
judge_strength(struct trial *trial, const struct json *was,
               const struct json *is)
{
    (void)law(trial,
              !text_same(member(is, "verdict"), "pass") ||
                  text_same(member(was, "strength"), "confirmed") ||
                  text_same(member(was, "strength"), member(is, "strength")),
              "doubt", "%s: was %s, is %s", member(was, "id"),
              member(was, "strength"), member(is, "strength"));
}

void
judge_doubt(struct trial *trial, const struct json *before)
{
    const struct json *list = json_get(before, "findings");
    const struct json *findings = json_get(trial->audit, "findings");
    const struct json *excess = json_get(trial->audit, "excess");

    for (uint32_t i = 0; i < list->n; i++) {
        const struct json *was = &list->item[i];
        const char *id = member(was, "id");
        const struct json *is = with_id(findings, id);
        bool same = text_same(member(was, "verdict"), member(is, "verdict"));

        (void)law(trial,
                  same || (text_same(member(is, "verdict"), "unknown") &&
                           !text_same(member(was, "verdict"), "skip")),
                  "doubt", "%s: was %s (%s), is %s (%s)", id,
                  member(was, "verdict"), member(was, "reason"),
                  member(is, "verdict"), member(is, "reason"));
        judge_strength(trial, was, is);
        if (same)
            trial->setting->count->kept++;
        else
            trial->setting->count->moved++;
    }
    for (uint32_t i = 0; excess != NULL && i < excess->n; i++)
        (void)law(trial,
                  with_id(json_get(before, "excess"),
                          member(&excess->item[i], "id")) != NULL,
                  "doubt", "%s came up", member(&excess->item[i], "id"));
}
