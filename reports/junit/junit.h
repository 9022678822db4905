/* What the parts of the JUnit report share: junit.c the checks of the rules,
 * excess.c those of what is held without need, name.c what all are called. For
 * no one else. */
#ifndef REPORTS_JUNIT_JUNIT_H
#define REPORTS_JUNIT_JUNIT_H

#include "base/arena.h"
#include "reports/view/xml.h"
#include "rules/model/audit.h"

/* How a finding is told to a machine that knows only these four. */
enum result { RESULT_PASS, RESULT_SKIPPED, RESULT_FAILURE, RESULT_ERROR };

struct junit {
    struct arena *arena;
    struct xml *w;
    const struct audit *audit;
    bool *charged; /* exchanges whose time some testcase has */
    uint32_t suites;
    enum outcome outcome; /* of the whole, told in the first suite */
    uint32_t waived;
    bool skip_unknown; /* what is unknown is skipped, and no error */
};

struct sums {
    uint32_t tests, skipped, failures, errors;
    uint64_t millis;
};

/* What an unknown that counts is told as. */
enum result junit_unknown(const struct junit *);

/* One line, never empty: consumers drop what has no name. */
const char *junit_name(struct junit *, const char *text, const char *otherwise);
/* A text as one part of a class name, which is one element of a path, too. */
const char *junit_part(struct junit *, const char *text, const char *otherwise);
/* "grantscan.acme.crm"; of several rules files, whose ids may be the same,
 * "grantscan.acme.horizon.crm". rules: NULL for what is of none. */
const char *junit_class(struct junit *, const char *rules, const char *section);
/* What the testcase of a check is called. */
const char *junit_check(struct junit *, const struct finding *);
void junit_seconds(struct junit *, uint64_t millis);

void junit_open(struct junit *, const char *name, const struct sums *);
void junit_close(struct junit *);

/* A check per section, if what is held without need is to fail. */
void junit_excess(struct junit *);

#endif
