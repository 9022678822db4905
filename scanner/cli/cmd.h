/* The commands: each gives the exit status of the program. */
#ifndef SCANNER_CLI_CMD_H
#define SCANNER_CLI_CMD_H

#include "scanner/cli/options.h"

int cmd_scan(const struct options *);
int cmd_plan(const struct options *);
int cmd_report(const struct options *);
int cmd_evaluate(const struct options *);
int cmd_rules_check(const struct options *);
int cmd_rules_show(const struct options *);
int cmd_rules_worksheet(const struct options *);
int cmd_rules_import(const struct options *);
int cmd_diff(const struct options *);
int cmd_target_new(const struct options *);
int cmd_attest_new(const struct options *);
int cmd_waive_new(const struct options *);
int cmd_rules_list(const struct options *);
int cmd_completion(const struct options *);
int cmd_help(const struct options *);
int cmd_version(const struct options *);

/* Today in UTC, "YYYY-MM-DD"; dies if the clock is no good (base/date.h). */
const char *cmd_today(struct arena *);

/* Loads a saved audit; mistakes are in diags. */
bool
cmd_audit(struct audit *, const char *path, struct diags *, struct arena *);

/* Prints the mistakes; gives EXIT_USAGE. */
int cmd_refuse(const struct diags *);

#endif
