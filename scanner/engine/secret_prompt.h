/* Asking a person for a credential, without showing what is typed. */
#ifndef SCANNER_ENGINE_SECRET_PROMPT_H
#define SCANNER_ENGINE_SECRET_PROMPT_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

/* Whether somebody can be asked: standard input and standard error are the
 * terminal. */
bool secret_prompt_can(void);

/* Writes the question to standard error and reads one line of at most room - 1
 * bytes straight to where it belongs: there is no other copy. shown: what is
 * typed may be seen. False if there is none, it is too long, or *stop became
 * other than 0; then nothing is there. */
bool secret_prompt(const char *question, bool shown, char *to, size_t room,
                   const volatile sig_atomic_t *stop);

/* Puts the terminal back as it was; nothing if nobody is being asked. Safe in
 * a signal handler. */
void secret_prompt_restore(void);

#endif
