/* Format "junit": the dialect that Jenkins' and Ant's schemas both accept.
 * Agrees with the status: 0 has no failure and no error, 1 a failure, 2
 * an error and no failure. Names never carry what was observed. */
#include "reports/junit/junit.h"
#include "audit/outcome.h"
#include "audit/record.h"
#include "base/text.h"
#include "reports/view/excess.h"
#include "reports/view/format.h"
#include "reports/view/outlook.h"
#include "reports/view/view.h"
#include "rules/model/subject.h"
#include "rules/model/words.h"

#include <inttypes.h>
#include <string.h>

/* Why it is skipped though it is unknown and counts. */
static const char as_asked[] = "unknown, and skipped as --junit-unknown asks";

enum result
junit_unknown(const struct junit *j)
{
    return j->skip_unknown ? RESULT_SKIPPED : RESULT_ERROR;
}

static enum result
result_of(const struct junit *j, const struct finding *f)
{
    switch (f->verdict) {
    case VERDICT_PASS:
        return RESULT_PASS;
    case VERDICT_SKIP:
        return RESULT_SKIPPED;
    case VERDICT_FAIL:
        return finding_counts(f, j->audit) ? RESULT_FAILURE : RESULT_SKIPPED;
    case VERDICT_UNKNOWN:
        return finding_counts(f, j->audit) ? junit_unknown(j) : RESULT_SKIPPED;
    case VERDICT__N:
        break;
    }
    return RESULT_ERROR;
}

/* The time of an exchange goes to the first testcase that rests on it, so
 * that the times of all add up to what was spent. */
static uint64_t
charge(struct junit *j, const struct finding *f)
{
    uint64_t millis = 0;

    for (uint32_t i = 0; i < f->n_evidence; i++) {
        uint32_t index = f->evidence[i].exchange;

        if (index == NO_EXCHANGE || j->charged[index])
            continue;
        j->charged[index] = true;
        millis += j->audit->exchange[index].millis;
    }
    return millis;
}

void
junit_seconds(struct junit *j, uint64_t millis)
{
    xml_attribute_print(j->w, "time", "%" PRIu64 ".%03" PRIu64, millis / 1000,
                        millis % 1000);
}

static void
line(struct xml *w, const char *label, const char *text)
{
    if (text != NULL && text[0] != '\0')
        xml_print(w, "\n%s: %s", label, text);
}

static void
evidence_line(struct junit *j, const struct evidence *e)
{
    const struct exchange *x;

    xml_print(j->w, "\nevidence: %s: wanted %s, observed %s",
              text_or(e->about, "-"), text_or(e->wanted, "-"),
              text_or(e->observed, "-"));
    if (e->said != NULL)
        xml_print(j->w, " (\"%s\")", e->said);
    xml_print(j->w, ", %s (%s)", basis_word(e->basis), reason_word(e->reason));
    if (e->exchange == NO_EXCHANGE)
        return;
    x = &j->audit->exchange[e->exchange];
    xml_print(j->w, "; %s %s %s", x->method, x->path, view_answer(j->arena, x));
}

/* The message stands in the attribute and again in the text: some consumers
 * read only the one, some only the other. */
static void
explain(struct junit *j, const struct finding *f, const char *message)
{
    xml_attribute(j->w, "message", message);
    xml_text(j->w, message);
    line(j->w, "required", f->required);
    line(j->w, "observed", f->observed);
    line(j->w, "need", view_need(j->arena, f));
    line(j->w, "reason", reason_word(f->reason));
    line(j->w, "waiver", view_waiver(j->arena, f->waiver));
    line(j->w, "statement", view_statement(j->arena, f->attestation));
    for (uint32_t i = 0; i < f->n_evidence; i++)
        evidence_line(j, &f->evidence[i]);
    if (f->verdict == VERDICT_FAIL) {
        line(j->w, "screen", f->screen);
        line(j->w, "fix", f->fix);
    }
    if (f->verdict == VERDICT_UNKNOWN)
        line(j->w, "next", view_advice(f->reason));
}

static void
testcase(struct junit *j, const struct finding *f, const char *class,
         uint64_t millis)
{
    enum result result = result_of(j, f);
    const char *message = junit_name(
        j, text_or(f->detail, reason_about(f->reason)), "no details");

    xml_open(j->w, "testcase");
    xml_attribute(j->w, "name", junit_check(j, f));
    xml_attribute(j->w, "classname", class);
    junit_seconds(j, millis);
    if (result == RESULT_FAILURE) {
        xml_open(j->w, "failure");
        xml_attribute_print(j->w, "type", "permission.%s",
                            reason_word(f->reason));
    } else if (result == RESULT_ERROR) {
        xml_open(j->w, "error");
        xml_attribute_print(j->w, "type", "probe.%s", reason_word(f->reason));
    } else if (result == RESULT_SKIPPED) {
        const char *why = view_uncounted(j->arena, f, j->audit);

        if (why == NULL && f->verdict == VERDICT_UNKNOWN)
            why = as_asked;
        xml_open(j->w, "skipped");
        if (why != NULL)
            message =
                junit_name(j,
                           arena_print(j->arena, "%s; verdict %s: %s", why,
                                       verdict_word(f->verdict), message),
                           "does not count");
    }
    if (result != RESULT_PASS) {
        explain(j, f, message);
        xml_close(j->w);
    }
    xml_close(j->w);
}

static void
property(struct junit *j, const char *name, const char *value)
{
    if (value == NULL)
        return;
    xml_open(j->w, "property");
    xml_attribute(j->w, "name", name);
    xml_attribute(j->w, "value", value);
    xml_close(j->w);
}

static void
rules_properties(struct junit *j)
{
    const struct audit *a = j->audit;
    struct pack rules = audit_rules(a, j->arena);

    property(j, "rules.id", rules.id);
    property(j, "rules.title", rules.title);
    property(j, "rules.version", rules.version);
    property(j, "rules.sha256", rules.sha256);
    property(j, "rules.product", rules.product);
    property(j, "rules.basis", view_basis(j->arena, a));
    property(j, "fail-on", need_word(a->fail_on));
    for (uint32_t i = 0; i < a->n_option; i++)
        property(
            j,
            junit_name(j,
                       arena_print(j->arena, "option.%s",
                                   audit_name(a, a->option[i].rules,
                                              a->option[i].name, j->arena)),
                       "option"),
            a->option[i].on ? "yes" : "no");
    for (uint32_t i = 0; i < a->n_subject; i++)
        if (subject_find(a->subject, i, a->subject[i].name) == NULL)
            property(j,
                     junit_name(j,
                                arena_print(j->arena, "subject.%s",
                                            a->subject[i].name),
                                "subject"),
                     view_given(j->arena, &a->subject[i]));
}

/* "target.customer-number". */
static void
trait_property(struct junit *j, const struct trait *trait)
{
    property(j,
             arena_print(j->arena, "target.%s",
                         junit_part(j, trait->label, "trait")),
             trait->value);
}

/* Of the whole audit; they stand in the first suite, for the root may hold
 * none. */
static void
properties(struct junit *j)
{
    const struct audit *a = j->audit;

    xml_open(j->w, "properties");
    if (j->suites > 0) {
        xml_close(j->w);
        return;
    }
    property(j, "tool", a->tool);
    property(j, "outcome", outcome_word(j->outcome));
    property(j, "headline", view_sentence(j->arena, a).head);
    property(j, "target.name", a->target.name);
    property(j, "target.provider", a->target.provider);
    property(j, "target.id", a->target.id);
    property(j, "target.account", a->target.account);
    for (uint32_t i = 0; i < a->target.n_trait; i++)
        trait_property(j, &a->target.trait[i]);
    rules_properties(j);
    property(j, "requests", arena_print(j->arena, "%" PRIu32, a->requests));
    property(j, "excess.mode", view_excess_mode(j->arena, a));
    if (a->excess_mode != EXCESS_IGNORE) {
        property(j, "excess.judged", view_judged(j->arena, a));
        property(j, "excess.count",
                 arena_print(j->arena, "%" PRIu32, excess_whole(a)));
        property(j, "excess.risks", view_risks(j->arena, a));
    }
    if (j->waived > 0)
        property(j, "waived", arena_print(j->arena, "%" PRIu32, j->waived));
    property(j, "baseline", a->baseline);
    if (a->baseline != NULL)
        property(j, "new-only", a->new_only ? "yes" : "no");
    if (a->stopped != WHY_GRANTED)
        property(j, "stopped", reason_word(a->stopped));
    xml_close(j->w);
}

/* Some consumers refuse the whole file if this is no date. */
static const char *
timestamp(struct junit *j)
{
    const char *started = j->audit->started;

    if (started == NULL || strlen(started) < 19)
        return "1970-01-01T00:00:00";
    return arena_slice(j->arena, started, 19);
}

void
junit_open(struct junit *j, const char *name, const struct sums *sums)
{
    const struct target *t = &j->audit->target;

    xml_open(j->w, "testsuite");
    xml_attribute(j->w, "name", name);
    xml_attribute(j->w, "package", "");
    xml_attribute_print(j->w, "id", "%" PRIu32, j->suites);
    xml_attribute(j->w, "timestamp", timestamp(j));
    xml_attribute(j->w, "hostname", junit_name(j, t->name, "localhost"));
    xml_attribute_print(j->w, "tests", "%" PRIu32, sums->tests);
    xml_attribute_print(j->w, "failures", "%" PRIu32, sums->failures);
    xml_attribute_print(j->w, "errors", "%" PRIu32, sums->errors);
    xml_attribute_print(j->w, "skipped", "%" PRIu32, sums->skipped);
    junit_seconds(j, sums->millis);
    properties(j);
}

/* The first suite tells what concerns them all. */
void
junit_close(struct junit *j)
{
    const struct audit *a = j->audit;

    xml_open(j->w, "system-out");
    if (j->suites == 0) {
        struct sentence s = view_sentence(j->arena, a);

        xml_print(j->w, "%s: %s", s.head, s.tail);
        for (uint32_t i = 0; i < a->n_pack; i++)
            line(j->w, view_pack(j->arena, a, &a->pack[i]),
                 view_prospects(j->arena, a, &a->pack[i]));
        line(j->w, "stopped", a->stop_text);
        for (uint32_t i = 0; i < a->n_note; i++)
            line(j->w, "note", a->note[i]);
    }
    xml_close(j->w);
    xml_element(j->w, "system-err", NULL, NULL);
    xml_close(j->w);
    j->suites++;
}

static void
suite(struct junit *j, const struct group *g)
{
    const struct finding *first = g->of.item[0];
    const char *class = junit_class(j, first->rules, first->section);
    uint64_t *millis = arena_new(j->arena, uint64_t, g->of.n);
    struct sums sums = {.tests = g->of.n};

    for (uint32_t i = 0; i < g->of.n; i++) {
        enum result result = result_of(j, g->of.item[i]);

        sums.failures += result == RESULT_FAILURE;
        sums.errors += result == RESULT_ERROR;
        sums.skipped += result == RESULT_SKIPPED;
        millis[i] = charge(j, g->of.item[i]);
        sums.millis += millis[i];
    }
    junit_open(j, junit_name(j, g->key, "checks"), &sums);
    for (uint32_t i = 0; i < g->of.n; i++)
        testcase(j, g->of.item[i], class, millis[i]);
    junit_close(j);
}

/* Exit status 2 that no case tells of; or, where what is unknown is skipped, a
 * scan that came to nothing: a refused login is never green. */
static bool
is_untold(const struct junit *j)
{
    const struct audit *a = j->audit;
    struct tally tally = tally_of(a);

    if (audit_status(a) != 2)
        return false;
    if (j->skip_unknown)
        return audit_headline(a) == HEADLINE_PREVENTED ||
               tally.of[VERDICT_PASS] + tally.of[VERDICT_FAIL] == 0;
    return tally.counted_unknown == 0 && !unjudged_counts(a);
}

/* An error says so. */
static void
suite_nothing(struct junit *j)
{
    struct sums sums = {.tests = 1, .errors = 1};
    struct sentence s = view_sentence(j->arena, j->audit);
    enum reason cause = audit_cause(j->audit);

    junit_open(j, "grantscan", &sums);
    xml_open(j->w, "testcase");
    xml_attribute(j->w, "name", "the scan came to something");
    xml_attribute(j->w, "classname", junit_class(j, NULL, "grantscan"));
    junit_seconds(j, 0);
    xml_open(j->w, "error");
    xml_attribute_print(j->w, "type", "probe.%s",
                        cause == WHY_GRANTED ? "nothing-assessed"
                                             : reason_word(cause));
    xml_attribute_print(j->w, "message", "%s: %s", s.head, s.tail);
    xml_print(j->w, "%s: %s", s.head, s.tail);
    xml_close(j->w);
    xml_close(j->w);
    junit_close(j);
}

static void
junit_write(struct out *out, const struct audit *a,
            const struct presentation *presentation)
{
    struct arena arena = {0};
    struct junit j = {.arena = &arena, .audit = a};
    struct groups sections = group_sections(&arena, a);

    j.skip_unknown = presentation != NULL && presentation->skip_unknown;
    j.w = xml_new(&arena, XML_PLAIN, out);
    j.outcome = audit_outcome(a);
    j.waived = tally_of(a).waived;
    j.charged = arena_new(&arena, bool, a->n_exchange);
    xml_open(j.w, "testsuites");
    for (uint32_t i = 0; i < sections.n; i++)
        suite(&j, &sections.group[i]);
    junit_excess(&j);
    if (is_untold(&j))
        suite_nothing(&j);
    xml_close(j.w);
    xml_finish(j.w);
    arena_free(&arena);
}

const struct report_format report_junit = {
    .name = "junit",
    .about = "JUnit XML for CI: a suite per section, a testcase per check",
    .ending = ".xml",
    .usual = "junit.xml",
    .write = junit_write,
};
