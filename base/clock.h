/* A clock to wait by. It says nothing of the day: that is passed in. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdint.h>

/* Milliseconds since some moment, never going back. A machine without such a
 * clock ends the program. */
int64_t clock_ms(void);

#endif
