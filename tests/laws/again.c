/* The same once more: the same tenant gives the same record, the same record
 * the same reports, and judging what is recorded the same verdicts. */
#include "base/text.h"
#include "tests/laws/laws.h"

#include <ctype.h>
#include <string.h>

#define CLOCKS "The clock of this machine is"

enum { ARGUMENTS = 64 };

/* What two scans of one tenant may differ in besides when they were made. */
static const char *const chance[] = {"millis", NULL};

/* How long "2026-11-27T15:00:00Z" is at that place, or 0. */
static size_t
time_length(const char *text)
{
    static const char form[] = "dddd-dd-ddTdd:dd:ddZ";
    size_t i = 0;

    while (form[i] != '\0' &&
           (form[i] == 'd' ? isdigit((unsigned char)text[i]) != 0
                           : text[i] == form[i]))
        i++;
    return form[i] == '\0' ? i : 0;
}

static const char *
below(struct arena *arena, const char *path, const struct json *node,
      uint32_t i)
{
    if (node->item[i].key != NULL)
        return arena_print(arena, "%s.%s", path, node->item[i].key);
    return arena_print(arena, "%s[%u]", path, i);
}

static bool
is_same_value(const struct json *a, const struct json *b)
{
    switch (a->kind) {
    case JSON_STRING:
        return text_same(a->text, b->text);
    case JSON_NUMBER:
        return a->number <= b->number && a->number >= b->number;
    case JSON_BOOLEAN:
        return a->boolean == b->boolean;
    case JSON_NULL:
    case JSON_ARRAY:
    case JSON_OBJECT:
        break;
    }
    return a->n == b->n;
}

/* Where two differ first, or NULL. */
static const char *
differ(struct arena *arena, const struct json *a, const struct json *b,
       const char *path)
{
    const char *at = NULL;

    if (a == NULL || b == NULL)
        return a == b ? NULL : path;
    if (a->key != NULL && one_of(a->key, chance))
        return NULL;
    if (a->kind != b->kind || !text_same(a->key, b->key) ||
        !is_same_value(a, b))
        return path;
    for (uint32_t i = 0; i < a->n && at == NULL; i++)
        at = differ(arena, &a->item[i], &b->item[i], below(arena, path, a, i));
    return at;
}

/* The record without times, without how clocks differ, and without the port
 * that its simulator happened to listen at. */
static const struct json *
without_chance(struct trial *trial, const char *name, int port)
{
    const char *text = run_text(trial, name, "json", NULL);
    const char *part = arena_print(&trial->arena, "127.0.0.1:%d", port);
    const struct json *json;
    struct out out = {0};

    while (*text != '\0') {
        size_t length = time_length(text);

        if (length == 0 && text_starts(text, part))
            length = strlen(part);
        if (length == 0 && text_starts(text, CLOCKS))
            length = strcspn(text, ")");
        (void)out_bytes(&out, length > 0 ? "*" : text, 1);
        text += length > 0 ? length : 1;
    }
    json = json_parse(&trial->arena, out_string(&out), out.length, NULL);
    out_free(&out);
    return json;
}

static void
judge_second(struct trial *trial)
{
    const struct json *first = without_chance(trial, "first", trial->port);
    const struct json *second;
    const char *at;

    simulator_stop(trial);
    simulator_start(trial);
    run_scan(trial, "second", false);
    second = without_chance(trial, "second", trial->port);
    at = differ(&trial->arena, first, second, "");
    (void)law(trial, at == NULL && second != NULL, "again",
              "another scan differs in %s", text_or(at, "?"));
}

/* Bytes for bytes, the scan's own and the one rendered from its record. */
static void
judge_reports(struct trial *trial, const char *name)
{
    const char **argv = arena_new(&trial->arena, const char *, ARGUMENTS);
    size_t n = 0;

    argv[n++] = trial->setting->grantscan;
    argv[n++] = "report";
    argv[n++] = run_path(trial, "first", "json");
    for (size_t i = 0; report_name[i] != NULL; i++) {
        argv[n++] = "--report";
        argv[n++] = arena_print(&trial->arena, "%s=%s", report_name[i],
                                run_path(trial, name, report_name[i]));
    }
    run(trial, name, argv);
    (void)law(trial, trial->status == 0, "report", "exit status %d",
              trial->status);
    for (size_t i = 0; report_name[i] != NULL; i++) {
        size_t length, other;
        const char *a = run_text(trial, "first", report_name[i], &length);
        const char *b = run_text(trial, name, report_name[i], &other);

        (void)law(trial,
                  length > 0 && length == other && memcmp(a, b, length) == 0,
                  "report", "%s again is another", report_name[i]);
    }
}

static void
judge_evaluate(struct trial *trial, const struct json *first, int status)
{
    static const char *const members[] = {
        "findings", "excess",  "tally",  "outcome", "exit_status",
        "coverage", "options", "target", "stopped", NULL};
    const char **argv = arena_new(&trial->arena, const char *, ARGUMENTS);
    const struct json *again, *options = json_get(first, "options");
    size_t n = 0;

    argv[n++] = trial->setting->grantscan;
    argv[n++] = "evaluate";
    argv[n++] = "--rules";
    argv[n++] = trial->setting->rules;
    for (uint32_t i = 0; options != NULL && i < options->n; i++) {
        bool on = false;

        (void)json_boolean(&options->item[i], &on);
        argv[n++] = "--option";
        argv[n++] = arena_print(&trial->arena, "%s=%s", options->item[i].key,
                                on ? "yes" : "no");
    }
    argv[n++] = "--report";
    argv[n++] = arena_print(&trial->arena, "json=%s",
                            run_path(trial, "judged", "json"));
    argv[n++] = run_path(trial, "first", "json");
    run(trial, "judged", argv);
    again = run_json(trial, "judged", "json");
    (void)law(trial, trial->status == status, "evaluate",
              "exit status %d, and that of the scan was %d", trial->status,
              status);
    for (size_t i = 0; members[i] != NULL; i++) {
        const char *at = differ(&trial->arena, json_get(first, members[i]),
                                json_get(again, members[i]), members[i]);

        (void)law(trial, at == NULL && again != NULL, "evaluate",
                  "differs in %s", text_or(at, "?"));
    }
}

/* After the scan that is called first. */
void
judge_again(struct trial *trial)
{
    const struct json *first = trial->audit;
    int status = (int)number(first, "exit_status");

    judge_evaluate(trial, first, status);
    judge_reports(trial, "third");
    judge_reports(trial, "fourth");
    judge_second(trial);
}
