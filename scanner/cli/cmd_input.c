/* What several commands read: a saved audit, and the calendar. */
#include "audit/audit.h"
#include "base/date.h"
#include "base/file.h"
#include "reports/report.h"
#include "scanner/cli/cmd.h"
#include "scanner/cli/input.h"

#include <time.h>

bool
cmd_audit(struct audit *audit, const char *path, struct diags *diags,
          struct arena *arena)
{
    struct file_text text;
    bool good;

    if (!file_read(path, AUDIT_CAP, arena, diags, &text))
        return false;
    diags->file = path;
    good = audit_read(audit, text.bytes, text.length, diags, arena);
    diags->file = NULL;
    return good;
}

const char *
cmd_today(struct arena *arena)
{
    return date_of_clock(arena, (int64_t)time(NULL));
}
