#include "tests/simulator/kit/indent.h"
#include "base/text.h"

#include <string.h>

struct style {
    const char *const *bare;
    struct out *out;
};

static void
print_line(uint32_t depth, struct out *out)
{
    (void)out_text(out, "\n");
    out_spaces(out, depth);
}

static bool
is_bare(const char *const *bare, const char *key)
{
    for (size_t i = 0; bare != NULL && key != NULL && bare[i] != NULL; i++)
        if (text_same(bare[i], key))
            return true;
    return false;
}

static void
print_alone(const struct json *node, bool bare, struct out *out)
{
    struct json alone = *node;

    alone.key = NULL;
    if (bare && node->kind == JSON_STRING && node->text[0] != '\0' &&
        node->text[strspn(node->text, "0123456789")] == '\0')
        (void)out_text(out, node->text);
    else
        json_print(&alone, false, out);
}

static void
print_node(const struct style *style, const struct json *node, bool bare,
           uint32_t depth)
{
    bool object = node->kind == JSON_OBJECT;

    if (!object && node->kind != JSON_ARRAY) {
        print_alone(node, bare, style->out);
        return;
    }
    (void)out_text(style->out, object ? "{" : "[");
    for (uint32_t i = 0; i < node->n; i++) {
        const struct json *item = &node->item[i];

        (void)out_text(style->out, i > 0 ? "," : "");
        print_line(depth + 1, style->out);
        if (object)
            (void)out_print(style->out, "\"%s\": ", item->key);
        print_node(style, item, object ? is_bare(style->bare, item->key) : bare,
                   depth + 1);
    }
    if (node->n > 0)
        print_line(depth, style->out);
    (void)out_text(style->out, object ? "}" : "]");
}

void
json_indent(const struct json *root, const char *const *bare, struct out *out)
{
    const struct style style = {bare, out};

    print_node(&style, root, false, 0);
    (void)out_text(out, "\n");
}
