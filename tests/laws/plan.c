/* The plan sends nothing, and nothing is sent that it does not list. */
#include "base/text.h"
#include "tests/laws/laws.h"

#include <fnmatch.h>
#include <string.h>

enum { LINES_MOST = 512, ARGUMENTS = 64 };

struct planned {
    const char *text;    /* "GET path" */
    const char *pattern; /* the same, to be held against what was sent */
};

/* What stands in braces may be anything; all else means itself. */
static const char *
pattern_of(struct trial *trial, const char *line)
{
    struct out out = {0};
    const char *pattern, *space = strchr(line, ' ');

    (void)out_bytes(&out, line, (size_t)(space - line));
    (void)out_text(&out, " */");
    for (const char *p = space + 1; *p != '\0'; p++) {
        if (*p == '{') {
            (void)out_text(&out, "*");
            p += strcspn(p, "}");
            if (*p == '\0')
                break;
            continue;
        }
        if (strchr("?*[\\", *p) != NULL)
            (void)out_text(&out, "\\");
        (void)out_bytes(&out, p, 1);
    }
    pattern = arena_text(&trial->arena, out_string(&out));
    out_free(&out);
    return pattern;
}

/* "    GET  path" as "GET path"; NULL of any other line. */
static const char *
request_of(struct trial *trial, const char *line, size_t length)
{
    const char *text = arena_slice(&trial->arena, line, length), *path;

    if (!text_starts(text, "    GET ") && !text_starts(text, "    POST "))
        return NULL;
    text += 4;
    path = text + strcspn(text, " ");
    path += strspn(path, " ");
    return arena_print(&trial->arena, "%.*s %s", (int)strcspn(text, " "), text,
                       path);
}

/* A query that is printed below several requests is that of each. */
static void
add_query(struct trial *trial, struct planned *planned, const char *line)
{
    size_t name = strspn(line, " ") + 1;

    planned->pattern =
        arena_print(&trial->arena, "%s\\?%.*s=*", planned->pattern,
                    (int)strcspn(line + name, "="), line + name);
}

static uint32_t
read_plan(struct trial *trial, struct planned *planned)
{
    const char *text = run_text(trial, "plan", "out", NULL);
    uint32_t n = 0, from = 0; /* of the requests just above */

    while (*text != '\0' && n < LINES_MOST) {
        size_t length = strcspn(text, "\n");
        const char *line = request_of(trial, text, length);

        if (line != NULL)
            planned[n++] = (struct planned){line, pattern_of(trial, line)};
        for (uint32_t i = from; line == NULL && i < n; i++)
            if (text_starts(text, "      ?"))
                add_query(trial, &planned[i], text);
        if (line == NULL)
            from = n;
        text += length + (text[length] == '\n');
    }
    return n;
}

static bool
is_planned(const struct planned *planned, uint32_t n, const char *sent)
{
    for (uint32_t i = 0; i < n; i++)
        if (fnmatch(planned[i].pattern, sent, FNM_CASEFOLD) == 0)
            return true;
    return false;
}

static bool
is_listed(const struct planned *planned, uint32_t n, const char *told)
{
    for (uint32_t i = 0; i < n; i++)
        if (text_same(planned[i].text, told))
            return true;
    return false;
}

static const char *
sent_text(struct trial *trial, const struct json *line)
{
    const char *query = member(line, "query");

    return arena_print(&trial->arena, "%s %s%s%s", member(line, "method"),
                       member(line, "path"), *query != '\0' ? "?" : "", query);
}

/* Of the scan before, whose log and record are held against it. */
void
judge_plan(struct trial *trial)
{
    const char **argv = arena_new(&trial->arena, const char *, ARGUMENTS);
    struct planned *planned =
        arena_new(&trial->arena, struct planned, LINES_MOST);
    const struct json *told = json_get(trial->audit, "exchanges");
    size_t length;
    uint32_t n;

    argv[0] = trial->setting->grantscan;
    argv[1] = "plan";
    (void)run_arguments(trial, argv, 2);
    (void)run_text(trial, "sim", "log", &length);
    run(trial, "plan", argv);
    (void)law(trial, trial->status == 0, "plan", "exit status %d",
              trial->status);
    if (length == strlen(run_text(trial, "sim", "log", NULL)))
        (void)law(trial, true, "plan", " ");
    else
        (void)law(trial, false, "plan", "something was sent");
    n = read_plan(trial, planned);
    (void)law(trial, n > 0 && n < LINES_MOST, "plan", "%u requests", n);
    for (uint32_t i = 0; i < trial->log->n; i++) {
        const char *sent = sent_text(trial, &trial->log->item[i]);

        (void)law(trial, is_planned(planned, n, sent), "plan",
                  "was sent, and is not planned: %s", sent);
    }
    for (uint32_t i = 0; told != NULL && i < told->n; i++) {
        const char *text = arena_print(&trial->arena, "%s %s",
                                       member(&told->item[i], "method"),
                                       member(&told->item[i], "path"));

        (void)law(trial, is_listed(planned, n, text), "plan",
                  "is told, and is not planned: %s", text);
    }
    judge_hidden(trial, "plan");
}
