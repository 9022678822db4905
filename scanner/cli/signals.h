/* What becomes of signals. None of them leaves half a report, or a file beside
 * one. */
#ifndef SCANNER_CLI_SIGNALS_H
#define SCANNER_CLI_SIGNALS_H

#include <signal.h>

/* From the start: what interrupts the program ends it at once, with status
 * 130; a closed pipe and a limit of file sizes are errors of writing. */
void signals_begin(void);

/* For a scan: the first interruption only sets the value that is given back,
 * so that what is known is written; the second ends the program at once. */
const volatile sig_atomic_t *signals_scan(void);

#endif
