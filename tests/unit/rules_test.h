/* What the test files of rules/ share: a small catalogue of their own, and
 * the files of the source tree. */
#ifndef TESTS_UNIT_RULES_TEST_H
#define TESTS_UNIT_RULES_TEST_H

#include "base/file.h"
#include "rules/judge/evaluate.h"
#include "rules/load/load.h"

#include <check.h>

/* Provider "test": Boxes (everything), Lids (view and add), Logs (view),
 * Seals (add);
 * in the sections Store and Office, the families goods, history and secrets;
 * facts login (account), coloured (entity), quota (a number). */
extern const struct catalogue test_catalogue;
extern const struct catalogue_source test_catalogues;

/* Provider "tiers": Files (read, write, own; each includes those before it;
 * off or on), Notes (read, write) and Users (read, never an empty list), these
 * none, own, team or everyone; no facts. */
extern const struct catalogue tier_catalogue;
extern const struct catalogue_source tier_catalogues;

/* The real one of Autotask. */
extern const struct catalogue_source autotask_catalogues;

/* The right of that catalogue (entity NULL: of the account), which has to
 * exist. */
const struct right *
right_of(const struct catalogue *, const char *entity, const char *verb);

/* What is observed of a right: the word of its grade; of a fact "all" for yes,
 * "none" for no; of a number its digits. Of a read "all" (allowed), "none"
 * (refused) or "nothing" (allowed, and there was nothing to see). Of "unknown"
 * the reason; any other word is an answer that makes no sense. */
struct observation
seen_of(const struct right *, enum basis, const char *word, enum reason);
/* So many of them were counted: a lower bound. */
struct observation counted_of(const struct right *, int64_t number);

/* A file of the source tree, by its path below the root. */
const char *source_path(struct arena *, const char *path);
struct file_text source_text(struct arena *, const char *path);

/* A text with the first place of a part replaced; part NULL: all of it. */
const char *text_changed(struct arena *, const char *text, const char *part,
                         const char *with);

/* The mistakes as "line:column: text\n" each. */
const char *diags_text(const struct diags *, struct arena *);

/* Loads rules that have to be good. */
struct ruleset
rules_good(struct arena *, const char *text, const struct catalogue_source *);

/* Sets all options, in a list of the ruleset's own. */
void options_set(struct ruleset *, bool on, struct arena *);

/* All of a finding that a report can show, as text to compare. */
const char *finding_text(const struct finding *, struct arena *);

Suite *rules_load_suite(void);
Suite *rules_case_suite(void);
Suite *rules_interval_suite(void);
Suite *rules_law_suite(void);
Suite *rules_show_suite(void);
Suite *rules_horizon_suite(void);
Suite *rules_attest_suite(void);
Suite *rules_waive_suite(void);
Suite *rules_excess_suite(void);
Suite *rules_inventory_suite(void);
Suite *rules_rights_suite(void);
Suite *rules_diff_suite(void);
Suite *rules_identity_suite(void);
Suite *rules_join_suite(void);
Suite *rules_shared_suite(void);
Suite *rules_outlook_suite(void);
Suite *rules_cause_suite(void);
Suite *rules_subject_suite(void);
Suite *rules_reach_suite(void);

#endif
