/* The rows of objects.tsv, as they are at build time. A table only. */
#include "scanner/autotask/phrases.h"

#define PHRASE(label, phrases, id, meaning)                                    \
    {                                                                          \
        .kind = IMPORT_##label,                                                \
        .words = (phrases),                                                    \
        .name = (id),                                                          \
        .what = (meaning),                                                     \
    },

static const struct import_phrase rows[] = {
#include "scanner/autotask/objects.inc"
};

const struct import_phrases autotask_phrases = {
    .screen = "Admin > Account Settings & Users > Resources/Users (HR) > "
              "Security Levels > (the API user's level)",
    .editor = "Security Levels",
    .row = rows,
    .n = sizeof rows / sizeof *rows,
};
