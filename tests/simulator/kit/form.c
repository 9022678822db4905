/* application/x-www-form-urlencoded, as browsers send it: "+" is a blank. */
#include "tests/simulator/kit/form.h"
#include "base/text.h"

#include <string.h>

static int
digit_of(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)(c | ' ');
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* NULL if a NUL is in it. A "%" without digits stands for itself. */
static const char *
decoded(struct arena *arena, const char *text, size_t length)
{
    char *out = arena_new(arena, char, length + 1);
    size_t n = 0;

    for (size_t i = 0; i < length; i++) {
        int high = -1, low = -1;

        out[n] = (char)(text[i] == '+' ? ' ' : text[i]);
        if (text[i] == '%' && i + 2 < length) {
            high = digit_of(text[i + 1]);
            low = digit_of(text[i + 2]);
        }
        if (high >= 0 && low >= 0) {
            out[n] = (char)(high << 4 | low);
            i += 2;
        }
        if (out[n++] == '\0')
            return NULL;
    }
    return out;
}

static bool
add_field(struct call *call, struct form *form, const char *text, size_t length)
{
    const char *equal = memchr(text, '=', length);
    size_t name = equal == NULL ? length : (size_t)(equal - text);
    struct pair *field;

    form->field =
        arena_grow(&call->arena, form->field, form->n, &form->capacity);
    field = &form->field[form->n];
    field->name = decoded(&call->arena, text, name);
    field->value = equal == NULL
                       ? ""
                       : decoded(&call->arena, equal + 1, length - name - 1);
    if (field->name == NULL || field->value == NULL)
        return false;
    if (form_field(form, field->name) != NULL)
        form->twice = field->name;
    form->n++;
    return true;
}

bool
form_read(struct call *call, struct form *form)
{
    static const char type[] = "application/x-www-form-urlencoded";
    const char *said = call_header(call, "Content-Type");
    const char *text = out_string(&call->body);

    *form = (struct form){.n = 0};
    if (said == NULL || strncasecmp(said, type, sizeof type - 1) != 0 ||
        strlen(text) != call->body.length)
        return false;
    while (*text != '\0') {
        size_t length = strcspn(text, "&");

        if (length > 0 && !add_field(call, form, text, length))
            return false;
        text += length;
        text += *text == '&';
    }
    return true;
}

const char *
form_field(const struct form *form, const char *name)
{
    for (uint32_t i = 0; i < form->n; i++)
        if (text_same(form->field[i].name, name))
            return form->field[i].value;
    return NULL;
}

const char *
form_masked(struct call *call, const struct form *form, const char *const *open)
{
    const char *text = "";

    for (uint32_t i = 0; i < form->n; i++) {
        const struct pair *field = &form->field[i];
        const char *value = "***";

        for (size_t k = 0; open[k] != NULL; k++)
            if (text_same(field->name, open[k]))
                value = field->value;
        text = arena_print(&call->arena, "%s%s%s=%s", text, i > 0 ? "&" : "",
                           field->name, value);
    }
    return text;
}
