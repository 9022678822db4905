/* File descriptors: the standard ones, and whether there are any left. */
#ifndef BASE_DESCRIPTORS_H
#define BASE_DESCRIPTORS_H

#include <stdbool.h>

/* Holds the places of those of 0, 1 and 2 that are closed, so that no file or
 * socket comes to stand there; using them fails as before. */
void descriptors_standard(void);

/* Whether that one was closed when the program began. */
bool descriptors_was_closed(int fd);

/* Dies if fewer than so many more can be opened, and says so. */
void descriptors_need(unsigned n);

/* Dies if this is the errno of a call that got no descriptor. */
void descriptors_check(int error);

#endif
