/* Any text as the record of a scan, as `report`, `diff` and --baseline read it:
 * it is refused with a reason, or it is written again as it was written first,
 * shown in every format, and it is no news to itself. */
#include "audit/audit.h"
#include "audit/record.h"
#include "base/text.h"
#include "reports/report.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/given.h"

#include <string.h>

static void
check_formats(const struct audit *audit)
{
    struct presentation how = {.width = 80};

    for (uint32_t i = 0; report_formats[i] != NULL; i++) {
        struct out out = {0};

        report_formats[i]->write(&out, audit, &how);
        promise(!out.failed && out.length > 0);
        promise(text_is_clean(out.bytes, out.length));
        out_free(&out);
    }
}

static void
check_written(const struct audit *audit, struct arena *arena)
{
    struct diags diags = {.arena = arena};
    struct out once = {0}, twice = {0};
    struct audit again;
    bool read;

    audit_write(&once, audit);
    read = audit_read(&again, once.bytes, once.length, &diags, arena);
    if (!read)
        diags_print(&diags, stderr);
    promise(read);
    audit_write(&twice, &again);
    promise(once.length == twice.length);
    promise(memcmp(once.bytes, twice.bytes, once.length) == 0);
    out_free(&once);
    out_free(&twice);
}

static void
check_news(const struct audit *audit, struct arena *arena)
{
    struct audit now = *audit;

    audit_compare(&now, audit, arena);
    for (uint32_t i = 0; i < now.n_change; i++)
        promise(now.change[i].kind == CHANGE_STILL_FAILING ||
                now.change[i].kind == CHANGE_STILL_EXCESS ||
                now.change[i].kind == CHANGE_WAIVER_EXPIRED ||
                now.change[i].kind == CHANGE_ATTESTATION_EXPIRED);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct arena arena = {0};
    struct diags diags = {.arena = &arena};
    struct audit audit;
    const char *text = arena_slice(&arena, (const char *)bytes, length);
    bool good = audit_read(&audit, text, length, &diags, &arena);

    given_diags(&diags, good);
    if (good) {
        check_written(&audit, &arena);
        check_formats(&audit);
        check_news(&audit, &arena);
    }
    arena_free(&arena);
    return 0;
}
