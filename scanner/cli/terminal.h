/* What the terminal can show. */
#ifndef SCANNER_CLI_TERMINAL_H
#define SCANNER_CLI_TERMINAL_H

#include "base/diag.h"
#include "base/out.h"

/* Columns of a text on that descriptor: of the terminal, 60 to 140; without
 * one, 80. */
unsigned terminal_width(int fd);

/* Whether escapes may steer it, and colour be used (NO_COLOR, no-color.org). */
bool terminal_steers(int fd);
bool terminal_colours(int fd);

/* A terminal whose locale is not UTF-8: nothing beyond ASCII. */
bool terminal_is_ascii(int fd);

/* A text to standard output, as the terminal can show it; false with the cause
 * in diags. */
bool terminal_print(const struct out *, struct diags *);

#endif
