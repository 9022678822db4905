/* Messages on standard error. */
#include "base/diag.h"
#include "base/plain.h"
#include "base/text.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_CAP = 16 * 1024 };

static const char *program = "grantscan";
static int verbosity;
static bool ascii;

void
diag_program(const char *name)
{
    program = name;
}

void
diag_verbosity(int level)
{
    verbosity = level;
}

void
diag_ascii(bool yes)
{
    ascii = yes;
}

/* Names and texts from outside cannot steer the terminal, nor begin a line
 * that looks like one of ours. Takes no memory, which may be what is short. */
static void
print_line(const char *text, FILE *stream)
{
    while (*text != '\0') {
        const char *shown;
        size_t length;

        text += text_shown(text, &shown, &length);
        if (ascii && (unsigned char)shown[0] >= 0x80) {
            (void)plain_ascii(shown, &shown);
            length = strlen(shown);
        }
        (void)fwrite(shown, 1, length, stream);
    }
}

static void __attribute__((format(printf, 2, 0)))
say(const char *before, const char *format, va_list list)
{
    char text[LINE_CAP];
    int length = vsnprintf(text, sizeof text, format, list);

    (void)fprintf(stderr, "%s%s", before, before[0] != '\0' ? ": " : "");
    print_line(text, stderr);
    (void)fputs(length >= (int)sizeof text ? "...\n" : "\n", stderr);
}

void
warn(const char *format, ...)
{
    va_list list;

    va_start(list, format);
    say(program, format, list);
    va_end(list);
}

void
tell(const char *format, ...)
{
    va_list list;

    va_start(list, format);
    say("", format, list);
    va_end(list);
}

void
note(const char *format, ...)
{
    va_list list;

    if (verbosity < 1)
        return;
    va_start(list, format);
    say(program, format, list);
    va_end(list);
}

void
die(const char *format, ...)
{
    va_list list;

    va_start(list, format);
    say(program, format, list);
    va_end(list);
    exit(EXIT_RESOURCE);
}

void
unreachable(const char *what)
{
    (void)fprintf(stderr, "%s: this cannot happen: %s\n", program, what);
    abort();
}

void
diag_add(struct diags *diags, uint32_t line, uint32_t column,
         const char *format, ...)
{
    struct diag *diag;
    va_list list;

    if (diags->n >= DIAGS_KEPT) {
        diags->n++;
        return;
    }
    diags->list =
        arena_grow(diags->arena, diags->list, diags->n, &diags->capacity);
    diag = &diags->list[diags->n++];
    diag->file = diags->file;
    diag->line = line;
    diag->column = column;
    va_start(list, format);
    diag->text = arena_vprint(diags->arena, format, list);
    va_end(list);
}

uint32_t
diags_kept(const struct diags *diags)
{
    return diags->n < DIAGS_KEPT ? diags->n : DIAGS_KEPT;
}

const char *
diags_near(const struct diags *diags, const char *word, const void *names,
           size_t n, size_t stride)
{
    return diags->n < DIAGS_GUESSES ? text_nearest(word, names, n, stride)
                                    : NULL;
}

void
diags_print(const struct diags *diags, FILE *stream)
{
    for (uint32_t i = 0; i < diags_kept(diags); i++) {
        const struct diag *diag = &diags->list[i];

        (void)fprintf(stream, "%s: ", program);
        if (diag->file != NULL) {
            print_line(diag->file, stream);
            (void)fputc(':', stream);
        }
        if (diag->line > 0)
            (void)fprintf(stream, "%u:%u:", (unsigned)diag->line,
                          (unsigned)diag->column);
        if (diag->file != NULL || diag->line > 0)
            (void)fputc(' ', stream);
        print_line(diag->text, stream);
        (void)fputc('\n', stream);
    }
    if (diags->n > DIAGS_KEPT)
        (void)fprintf(stream, "%s: and %u more\n", program,
                      (unsigned)(diags->n - DIAGS_KEPT));
}
