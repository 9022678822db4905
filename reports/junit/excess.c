/* JUnit of what is held without need: a check for each section of the editor
 * where --excess fail asks for it. */
#include "reports/view/excess.h"
#include "audit/outcome.h"
#include "base/text.h"
#include "reports/junit/junit.h"
#include "reports/view/view.h"
#include "rules/model/words.h"

#include <inttypes.h>

/* Sections of the editor, then others that rows speak of. */
static const char *const *
sections_of(struct junit *j, uint32_t *n)
{
    const struct audit *a = j->audit;
    const char **name =
        arena_new(j->arena, const char *, (size_t)a->n_editor + a->n_excess);

    *n = 0;
    for (uint32_t i = 0; i < a->n_editor; i++)
        name[(*n)++] = a->editor[i];
    for (uint32_t i = 0; i < a->n_excess; i++) {
        uint32_t k = 0;

        while (k < *n && !text_same(name[k], a->excess[i].section))
            k++;
        if (k == *n)
            name[(*n)++] = a->excess[i].section;
    }
    return name;
}

/* What was not judged passes no check. */
static enum result
excess_result(const struct audit *a, const char *section)
{
    bool any = false;

    for (uint32_t i = 0; i < a->n_excess; i++) {
        if (!text_same(a->excess[i].section, section))
            continue;
        if (excess_counts(&a->excess[i], a))
            return RESULT_FAILURE;
        any = true;
    }
    return any || a->coverage.judged == 0 ? RESULT_SKIPPED : RESULT_PASS;
}

static void
excess_rows(struct junit *j, const char *section)
{
    const struct audit *a = j->audit;

    for (uint32_t i = 0; i < a->n_excess; i++) {
        const struct excess *e = &a->excess[i];
        const char *why = view_uncounted_excess(j->arena, e, a);

        if (!text_same(e->section, section))
            continue;
        xml_print(j->w, "\n%s (%s risk)%s%s: %s", e->id, risk_word(e->risk),
                  why == NULL ? "" : ", ", text_or(why, ""),
                  text_or(e->detail, ""));
    }
}

static void
excess_case(struct junit *j, const char *section, enum result result)
{
    const struct audit *a = j->audit;
    uint32_t n = 0;
    const char *message;

    for (uint32_t i = 0; i < a->n_excess; i++)
        n += text_same(a->excess[i].section, section);
    xml_open(j->w, "testcase");
    xml_attribute(
        j->w, "name",
        junit_name(j, arena_print(j->arena, "excess %s", section), "excess"));
    xml_attribute(j->w, "classname", junit_class(j, NULL, "excess"));
    junit_seconds(j, 0);
    if (result != RESULT_PASS) {
        message = arena_print(j->arena, "%" PRIu32 " %s that nobody asked for",
                              n, n == 1 ? "right" : "rights");
        if (result == RESULT_SKIPPED)
            message = n == 0 ? "no entity could be judged"
                             : arena_print(j->arena, "%s, none of which counts",
                                           message);
        xml_open(j->w, result == RESULT_FAILURE ? "failure" : "skipped");
        if (result == RESULT_FAILURE)
            xml_attribute_print(j->w, "type", "permission.%s",
                                reason_word(WHY_EXCESS));
        xml_attribute(j->w, "message", message);
        xml_text(j->w, message);
        excess_rows(j, section);
        xml_close(j->w);
    }
    xml_close(j->w);
}

void
junit_excess(struct junit *j)
{
    const struct audit *a = j->audit;
    struct sums sums = {.tests = 0};
    uint32_t n;
    const char *const *section = sections_of(j, &n);
    enum result *result = arena_new(j->arena, enum result, n);

    if (a->excess_mode != EXCESS_FAIL || n == 0)
        return;
    sums.tests = n;
    for (uint32_t i = 0; i < n; i++) {
        result[i] = excess_result(a, section[i]);
        sums.failures += result[i] == RESULT_FAILURE;
        sums.skipped += result[i] == RESULT_SKIPPED;
    }
    junit_open(j, "excess", &sums);
    for (uint32_t i = 0; i < n; i++)
        excess_case(j, section[i], result[i]);
    junit_close(j);
}
