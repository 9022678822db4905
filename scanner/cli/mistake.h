/* What is said of words that are no command, no option, or no value of it: what
 * may have been meant, and the way out. Never repeats what stands behind a "="
 * or a letter that nobody knows: it may be a secret. */
#ifndef SCANNER_CLI_MISTAKE_H
#define SCANNER_CLI_MISTAKE_H

#include "scanner/cli/option_table.h"

/* Words that name no command. */
void mistake_command(const char *const *word, int n, struct diags *);

/* "--name" or "--name=value" that is no option; an exact name: it takes no
 * value. */
void mistake_option(const char *given, struct diags *);
/* A letter that is no option. */
void mistake_letter(char letter, struct diags *);

/* An option that is not the command's. */
void mistake_place(const struct option_row *, const struct command *,
                   struct diags *);

void
mistake_value(const struct option_row *, const char *value, struct diags *);

/* An operand that the command has no place for. */
void
mistake_operand(const struct command *, const char *operand, struct diags *);

/* True if the name of an option or a key is what people call a credential. */
bool mistake_tells_of_credentials(const char *name);

#endif
