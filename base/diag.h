/* Messages to people: one line each on standard error, whatever the names and
 * texts in them hold (base/text.h, text_line), and the list in which
 * a reader of an input file gathers every mistake before it gives up.
 * Nothing here prints to standard output. */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum { EXIT_RESOURCE = 4 }; /* the program could not do its own work */

/* The name before each message; the text must live as long as the program. */
void diag_program(const char *name);

/* How much note() says: 0 nothing, 1 notes. */
void diag_verbosity(int level);

/* Whether messages are shown in ASCII alone. */
void diag_ascii(bool);

/* No format ends in \n. tell() prints no name of the program before it. die()
 * exits with status EXIT_RESOURCE. */
void warn(const char *format, ...) __attribute__((format(printf, 1, 2)));
void tell(const char *format, ...) __attribute__((format(printf, 1, 2)));
void note(const char *format, ...) __attribute__((format(printf, 1, 2)));
_Noreturn void
die(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* For states that no input can reach: aborts, in release builds too. */
_Noreturn void unreachable(const char *what);

struct diag {
    const char *file;      /* NULL: no file, e.g. the command line */
    uint32_t line, column; /* from 1; 0: unknown */
    const char *text;
};

enum { DIAGS_KEPT = 200, DIAGS_GUESSES = 25 };

struct diags {
    struct arena *arena; /* the messages live here; must be set */
    const char *file;    /* put into each entry added */
    struct diag *list;   /* the first DIAGS_KEPT of them */
    uint32_t n;          /* how many were added */
    uint32_t capacity;
};

void diag_add(struct diags *, uint32_t line, uint32_t column,
              const char *format, ...) __attribute__((format(printf, 4, 5)));

uint32_t diags_kept(const struct diags *); /* how many are in the list */

/* As text_nearest, but only for the first DIAGS_GUESSES mistakes: nobody reads
 * more guesses, and of thousands each would be a search of its own. */
const char *diags_near(const struct diags *, const char *word,
                       const void *names, size_t n, size_t stride);

/* Prints "file:line:column: text" for each entry kept, in their order, and how
 * many there were beyond. */
void diags_print(const struct diags *, FILE *);

#endif
