/* Renders an audit: what the shell tests of reports look at.
 *   render list                    the names of all formats, one a line
 *   render FORMAT FILE [colour]    the report, on standard output
 * FILE may be @sample, @hostile, @both, @poison, @held (poison whose excess
 * counts) or @empty: audits made in memory, with texts that no file could bring
 * in. */
#include "audit/audit.h"
#include "base/file.h"
#include "base/text.h"
#include "reports/report.h"
#include "tests/unit/sample_audit.h"
#include "tests/unit/sample_both.h"

#include <stdio.h>
#include <stdlib.h>

enum { CAP = 64 * 1024 * 1024 };

static int
list(void)
{
    for (uint32_t i = 0; report_formats[i] != NULL; i++)
        (void)puts(report_formats[i]->name);
    return EXIT_SUCCESS;
}

static bool
audit_get(struct audit *audit, const char *path, struct diags *diags)
{
    struct file_text file;

    if (text_same(path, "@sample"))
        *audit = sample_audit(diags->arena);
    else if (text_same(path, "@hostile"))
        *audit = sample_hostile(diags->arena);
    else if (text_same(path, "@both"))
        *audit = sample_both(diags->arena);
    else if (text_same(path, "@poison") || text_same(path, "@held"))
        *audit = sample_both_hostile(diags->arena);
    else if (text_same(path, "@empty"))
        *audit = sample_empty(diags->arena);
    else
        return file_read(path, CAP, diags->arena, diags, &file) &&
               audit_read(audit, file.bytes, file.length, diags, diags->arena);
    if (text_same(path, "@held"))
        audit->excess_mode = EXCESS_FAIL;
    return true;
}

static bool
render(const struct report_format *format, const char *path, bool colour,
       struct diags *diags)
{
    struct presentation presentation = {.colour = colour};
    struct audit audit;
    struct out out = {0};
    bool done;

    if (!audit_get(&audit, path, diags))
        return false;
    format->write(&out, &audit, &presentation);
    done = fwrite(out.bytes, 1, out.length, stdout) == out.length;
    out_free(&out);
    return done;
}

int
main(int argc, char **argv)
{
    struct arena arena = {0};
    struct diags diags = {.arena = &arena};
    const struct report_format *format;
    bool done;

    if (argc == 2 && text_same(argv[1], "list"))
        return list();
    if (argc != 3 && argc != 4) {
        (void)fputs("usage: render list | FORMAT FILE [colour]\n", stderr);
        return 3;
    }
    format = report_find(argv[1]);
    if (format == NULL) {
        (void)fprintf(stderr, "no format %s\n", argv[1]);
        return 3;
    }
    diags.file = argv[2];
    done = render(format, argv[2], argc == 4, &diags);
    diags_print(&diags, stderr);
    arena_free(&arena);
    return done ? EXIT_SUCCESS : 3;
}
