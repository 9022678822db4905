/* What came of a scan of a scripted tenant: judged, and looked at. */
#ifndef TESTS_UNIT_SCANNED_H
#define TESTS_UNIT_SCANNED_H

#include "scanner/engine/scan.h"

/* Judges what the scan found by its rules, with what people stated. */
void scanned_judge(struct audit *, const struct scan *,
                   const struct attestation *stated, uint32_t n_stated);

/* The finding of that check; the test fails if there is none. */
const struct finding *scanned_finding(const struct audit *, const char *check);
/* "verdict reason strength" of a check. */
const char *
scanned_verdict(const struct audit *, const char *check, struct arena *);
/* Fails if that is another than is wanted. */
void scanned_ck(const struct audit *, const char *check, const char *wanted);

/* True if a note, the reason of the stop or a finding's detail holds the part,
 * letter case ignored. */
bool scanned_says(const struct audit *, const char *part);
/* The same, or a trait ("LABEL: VALUE"), what is told of an exchange, or the
 * detail of an excess row. */
bool scanned_tells(const struct audit *, const char *part);

/* The excess row of that id, or NULL. */
const struct excess *scanned_excess(const struct audit *, const char *id);

#endif
