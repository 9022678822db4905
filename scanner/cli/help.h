/* The help texts, made of the tables of commands, options and formats. */
#ifndef SCANNER_CLI_HELP_H
#define SCANNER_CLI_HELP_H

#include "scanner/cli/options.h"

#include <stdio.h>

/* All of the program. */
void help_program(FILE *);
/* One command: its own options and exit statuses. */
void help_command(const struct command *, FILE *);
/* How to call it, and the commands: all, or those of a group. */
void help_commands(const char *group, FILE *);

/* Whichever fits what was asked: the command, the group, or all. */
void help_options(const struct options *, FILE *);

#endif
