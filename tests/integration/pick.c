/* pick [-l] FILE PATH [FIELD]...: prints values of a JSON document, one line
 * for each node that PATH leads to: the node, or its FIELDs between tabs.
 * PATH is of .key, [3], [*] and [key=value]; "." is the document. -l: the file
 * is one document per line, an array of them. Ends with 1 if nothing is found.
 * pick --hearing COMMAND [ARGUMENT]...: runs it with SIGINT as it is by
 * default, which a shell may have switched off. For the shell tests beside
 * it. */
#include "base/diag.h"
#include "base/file.h"
#include "base/json.h"
#include "base/out.h"
#include "base/text.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FILE_CAP = 64 * 1024 * 1024 };

struct picking {
    struct arena *arena;
    char **field;
    int n_field;
    uint32_t found;
};

static void
print_value(const struct json *json)
{
    struct out out = {0};

    if (json != NULL && json->kind == JSON_STRING)
        (void)out_text(&out, json->text);
    else if (json != NULL)
        json_print(json, false, &out);
    (void)fputs(out_string(&out), stdout);
    out_free(&out);
}

static void walk(struct picking *, const struct json *, const char *path,
                 void (*found)(struct picking *, const struct json *));

static void
print_field(struct picking *picking, const struct json *json)
{
    (void)picking;
    print_value(json);
}

static void
print_line(struct picking *picking, const struct json *json)
{
    picking->found++;
    for (int i = 0; i < picking->n_field; i++) {
        if (i > 0)
            (void)putchar('\t');
        walk(picking, json, picking->field[i], print_field);
    }
    if (picking->n_field == 0)
        print_value(json);
    (void)putchar('\n');
}

static bool
matches(struct picking *picking, const struct json *json, uint32_t i,
        const char *inside)
{
    const char *equals = strchr(inside, '=');
    const char *text;

    if (strcmp(inside, "*") == 0)
        return true;
    if (equals == NULL)
        return strtoul(inside, NULL, 10) == i;
    text = json_text(json_get(
        json, arena_slice(picking->arena, inside, (size_t)(equals - inside))));
    return text_same(text, equals + 1);
}

static void
walk(struct picking *picking, const struct json *json, const char *path,
     void (*found)(struct picking *, const struct json *))
{
    size_t n;

    if (json == NULL)
        return;
    path += *path == '.';
    if (*path == '\0') {
        found(picking, json);
    } else if (*path == '[') {
        const char *inside;

        n = strcspn(path, "]");
        if (path[n] == '\0' || json->kind != JSON_ARRAY)
            return;
        inside = arena_slice(picking->arena, path + 1, n - 1);
        for (uint32_t i = 0; i < json->n; i++)
            if (matches(picking, &json->item[i], i, inside))
                walk(picking, &json->item[i], path + n + 1, found);
    } else {
        n = strcspn(path, ".[");
        walk(picking, json_get(json, arena_slice(picking->arena, path, n)),
             path + n, found);
    }
}

/* "[line,line,...]", so that one parser will do. */
static struct file_text
lines_to_array(struct arena *arena, struct file_text text)
{
    struct out out = {0};
    struct file_text array;

    (void)out_text(&out, "[");
    for (const char *p = text.bytes; *p != '\0';) {
        size_t n = strcspn(p, "\n");

        if (n > 0 && out.length > 1)
            (void)out_text(&out, ",");
        (void)out_bytes(&out, p, n);
        p += n + (p[n] == '\n');
    }
    (void)out_text(&out, "]");
    array.bytes = arena_slice(arena, out_string(&out), out.length);
    array.length = out.length;
    out_free(&out);
    return array;
}

int
main(int argc, char **argv)
{
    struct arena arena = {0};
    struct diags diags = {.arena = &arena};
    struct picking picking = {.arena = &arena};
    int lines = argc > 1 && strcmp(argv[1], "-l") == 0;
    const struct json *json = NULL;
    struct file_text text;

    diag_program("pick");
    if (argc > 2 && strcmp(argv[1], "--hearing") == 0) {
        (void)signal(SIGINT, SIG_DFL);
        (void)execvp(argv[2], argv + 2);
        die("%s cannot be run", argv[2]);
    }
    if (argc - lines < 3) {
        (void)fputs("usage: pick [-l] FILE PATH [FIELD]...\n", stderr);
        return 2;
    }
    if (file_read(argv[1 + lines], FILE_CAP, &arena, &diags, &text)) {
        if (lines != 0)
            text = lines_to_array(&arena, text);
        json = json_parse(&arena, text.bytes, text.length, &diags);
    }
    diags_print(&diags, stderr);
    picking.field = argv + 3 + lines;
    picking.n_field = argc - 3 - lines;
    walk(&picking, json, argv[2 + lines], print_line);
    arena_free(&arena);
    return picking.found > 0 ? 0 : 1;
}
