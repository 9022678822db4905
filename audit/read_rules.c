/* An audit file's rules files, their options and features -> struct audit, and
 * what the file says of itself: it must follow from the findings. */
#include "audit/get.h"
#include "audit/outcome.h"
#include "audit/record.h"
#include "base/text.h"
#include "rules/judge/outlook.h"
#include "rules/load/join.h"
#include "rules/model/name.h"
#include "rules/model/subject.h"
#include "rules/model/words.h"

#include <inttypes.h>

/* ---- rules and their options --------------------------------------------- */

static void
read_packs(struct reader *r, const struct json *top, struct audit *a)
{
    const struct json *list = get_member(r, top, "rulesets", JSON_ARRAY);
    struct pack *pack;

    if (list == NULL)
        return;
    if (list->n > JOIN_MAX) {
        MISTAKE(r, list, "%" PRIu32 " rulesets; %u are the most", list->n,
                (unsigned)JOIN_MAX);
        return;
    }
    pack = arena_new(r->arena, struct pack, list->n);
    for (uint32_t i = 0; i < list->n; i++) {
        (void)get_shape(r, &list->item[i], &shape_ruleset, &pack[i]);
        if (pack[i].id != NULL &&
            pack_find((struct packs){pack, i}, pack[i].id) != NULL)
            MISTAKE(r, &list->item[i], "a second ruleset \"%s\"", pack[i].id);
    }
    a->pack = pack;
    a->n_pack = list->n;
}

/* Whether a text is what would have been written. */
static bool
same_text(struct reader *r, const char *said, const char *wanted)
{
    return text_same(said, field_text(r->arena, wanted));
}

/* "rules" says the same as "rulesets", in one. */
static void
check_rules(struct reader *r, const struct json *top, const struct audit *a)
{
    const struct json *node = get_member(r, top, "rules", JSON_OBJECT);
    struct pack whole = audit_rules(a, r->arena), said = {.id = NULL};

    if (node == NULL || !get_shape(r, node, &shape_rules, &said))
        return;
    if (!same_text(r, said.id, whole.id) ||
        !same_text(r, said.title, whole.title) ||
        !same_text(r, said.version, whole.version) ||
        !same_text(r, said.sha256, whole.sha256) ||
        !same_text(r, said.product, whole.product))
        MISTAKE(r, node, "\"rules\" and \"rulesets\" do not say the same");
}

/* Whose option a key names. */
static struct rule_option
option_of(struct reader *r, const struct json *node, const struct audit *a)
{
    struct name name = {NULL, node->key};

    if (a->n_pack == 1)
        name.rules = a->pack[0].id;
    else
        name = name_read(node->key, audit_packs(a), r->arena);
    if (pack_find(audit_packs(a), name.rules) == NULL)
        MISTAKE(r, node, "the option \"%s\" is of none of the rulesets",
                node->key);
    return (struct rule_option){.name = name.plain, .rules = name.rules};
}

static void
read_options(struct reader *r, const struct json *top, struct audit *a)
{
    const struct json *on = get_member(r, top, "options", JSON_OBJECT);
    const struct json *about = get_member(r, top, "options_about", JSON_OBJECT);
    struct rule_option *option;

    if (on == NULL || about == NULL)
        return;
    option = arena_new(r->arena, struct rule_option, on->n);
    for (uint32_t i = 0; i < on->n; i++) {
        bool listed =
            i < about->n && text_same(about->item[i].key, on->item[i].key);

        option[i] = option_of(r, &on->item[i], a);
        option[i].about = listed ? json_text(&about->item[i]) : NULL;
        if (!json_boolean(&on->item[i], &option[i].on))
            MISTAKE(r, &on->item[i], "an option must be true or false");
        if (!listed)
            MISTAKE(r, &on->item[i],
                    "options_about does not list the same options");
    }
    if (about->n > on->n)
        MISTAKE(r, about, "options_about does not list the same options");
    a->option = option;
    a->n_option = on->n;
}

/* ---- features ------------------------------------------------------------ */

static void
read_features(struct reader *r, const struct json *top, struct audit *a)
{
    const struct json *list = get_member(r, top, "features", JSON_ARRAY);
    struct feature *feature;

    if (list == NULL)
        return;
    feature = arena_new(r->arena, struct feature, list->n);
    for (uint32_t i = 0; i < list->n; i++) {
        (void)get_shape(r, &list->item[i], &shape_feature, &feature[i]);
        if (pack_find(audit_packs(a), feature[i].rules) == NULL)
            MISTAKE(r, &list->item[i], "the feature is of no ruleset here");
        if (feature[i].id != NULL &&
            index_put(&r->features, feature[i].rules, feature[i].id, i) != i)
            MISTAKE(r, &list->item[i], "a second feature \"%s\"",
                    feature[i].id);
    }
    a->feature = feature;
    a->n_feature = list->n;
}

/* ---- subjects ------------------------------------------------------------ */

static void
read_subject(struct reader *r, const struct json *node, const struct audit *a,
             struct subject *subject)
{
    if (!get_shape(r, node, &shape_subject, subject))
        return;
    subject->masked = get_names(r, node, "given", &subject->n_value);
    if (subject->n_value > SUBJECT_VALUES_MAX)
        MISTAKE(r, node, "%" PRIu32 " of one subject; %u are the most",
                subject->n_value, (unsigned)SUBJECT_VALUES_MAX);
    if (pack_find(audit_packs(a), subject->rules) == NULL)
        MISTAKE(r, node, "the subject is of no ruleset here");
}

/* Builds before had none. */
static void
read_subjects(struct reader *r, const struct json *top, struct audit *a)
{
    struct index known = {.arena = r->arena};
    const struct json *list;
    struct subject *subject;

    if (json_get(top, "subjects") == NULL)
        return;
    list = get_member(r, top, "subjects", JSON_ARRAY);
    if (list == NULL)
        return;
    subject = arena_new(r->arena, struct subject, list->n);
    for (uint32_t i = 0; i < list->n; i++) {
        read_subject(r, &list->item[i], a, &subject[i]);
        if (subject[i].name != NULL &&
            index_put(&known, subject[i].rules, subject[i].name, i) != i)
            MISTAKE(r, &list->item[i], "a second subject \"%s\"",
                    subject[i].name);
    }
    a->subject = subject;
    a->n_subject = list->n;
}

void
get_rules(struct reader *r, const struct json *top, struct audit *a)
{
    read_packs(r, top, a);
    read_subjects(r, top, a);
    check_rules(r, top, a);
    read_features(r, top, a);
    read_options(r, top, a);
}

void
get_owner(struct reader *r, const struct json *node, const struct audit *a,
          const struct finding *f)
{
    if (pack_find(audit_packs(a), f->rules) == NULL)
        MISTAKE(r, node, "the finding is of no ruleset here");
    else if (index_get(&r->features, f->rules, f->feature) == INDEX_NONE)
        MISTAKE(r, node, "the finding serves no feature of its ruleset");
}

/* ---- sums ---------------------------------------------------------------- */

/* What the file says of itself must follow from its findings. */
static void
check_sums(struct reader *r, const struct json *node, const struct audit *a)
{
    const struct json *object = get_member(r, node, "tally", JSON_OBJECT);
    const char *outcome = get_string(r, node, "outcome");
    struct tally tally = tally_of(a);

    if (object == NULL || outcome == NULL)
        return;
    get_known_keys(r, object, &shape_tally);
    for (uint32_t i = 0; shape_tally.other[i] != NULL; i++) {
        const char *key = shape_tally.other[i];
        enum verdict verdict;
        int64_t n;

        if (get_integer(r, object, key, UINT32_MAX, &n) &&
            verdict_from(key, &verdict) && n != tally.of[verdict])
            MISTAKE(r, json_get(object, key),
                    "the tally of \"%s\" is %" PRId64 ", but %" PRIu32
                    " findings say so",
                    key, n, tally.of[verdict]);
    }
    if (!text_same(outcome, outcome_word(audit_outcome(a))))
        MISTAKE(r, json_get(node, "outcome"),
                "the outcome is \"%s\", but the findings make it \"%s\"",
                outcome, outcome_word(audit_outcome(a)));
}

static void
check_flag(struct reader *r, const struct json *node, bool wanted)
{
    const struct json *counted = json_get(node, "counted");
    bool said;

    if (counted != NULL && (!json_boolean(counted, &said) || said != wanted))
        MISTAKE(r, counted, "\"counted\" must be %s here",
                wanted ? "true" : "false");
}

/* "counted" of each row, which follows from what the row says. */
static void
check_flags(struct reader *r, const struct json *top, const struct audit *a)
{
    const struct json *findings = json_get(top, "findings");
    const struct json *excess = json_get(top, "excess");

    for (uint32_t i = 0; i < a->n_finding; i++)
        check_flag(r, &findings->item[i], finding_counts(&a->finding[i], a));
    for (uint32_t i = 0; i < a->n_excess; i++)
        check_flag(r, &excess->item[i], excess_counts(&a->excess[i], a));
}

/* What counted, and the exit status that it made; builds before did not say
 * so. */
static void
check_counted(struct reader *r, const struct json *top, const struct audit *a)
{
    struct counted wanted = audit_counted(a), said = {.fail = 0};
    const struct json *node;
    const char *headline;
    int64_t status;

    if (json_get(top, "exit_status") == NULL)
        return;
    node = get_member(r, top, "counted", JSON_OBJECT);
    headline = get_string(r, top, "headline");
    if (headline != NULL &&
        !text_same(headline, headline_word(audit_headline(a))))
        MISTAKE(r, json_get(top, "headline"),
                "the headline is \"%s\", but the findings make it \"%s\"",
                headline, headline_word(audit_headline(a)));
    if (node != NULL && get_shape(r, node, &shape_counted, &said) &&
        (said.fail != wanted.fail || said.unknown != wanted.unknown ||
         said.excess != wanted.excess || said.coverage != wanted.coverage))
        MISTAKE(r, node, "\"counted\" is not what the findings say");
    if (get_integer(r, top, "exit_status", UINT8_MAX, &status) &&
        status != audit_exit(a))
        MISTAKE(r, json_get(top, "exit_status"),
                "the exit status is %" PRId64 ", but the findings make it %d",
                status, audit_exit(a));
    check_flags(r, top, a);
}

static void
check_word(struct reader *r, const struct json *node, const char *key,
           enum prospect wanted)
{
    const char *said = get_string(r, node, key);

    if (said != NULL && !text_same(said, prospect_word(wanted)))
        MISTAKE(r, json_get(node, key),
                "\"%s\" is \"%s\", but the findings make it \"%s\"", key, said,
                prospect_word(wanted));
}

/* What is lost, sentence by sentence. */
static void
check_without(struct reader *r, const struct json *node,
              const struct outlook *outlook)
{
    uint32_t n;
    const char *const *text = get_names(r, node, "without", &n);
    bool same = n == outlook->n_lost;

    for (uint32_t i = 0; i < n && same; i++)
        same = text_same(text[i], text_or(outlook->lost[i]->degrades, ""));
    if (!same)
        MISTAKE(r, node, "\"without\" is not what the findings say");
}

static void
check_feature(struct reader *r, const struct json *node,
              const struct outlook *outlook)
{
    check_word(r, node, "state", outlook->state);
    check_word(r, node, "at_best", outlook->best);
    check_word(r, node, "at_worst", outlook->worst);
    check_without(r, node, outlook);
}

void
get_sums(struct reader *r, const struct json *top, const struct audit *a)
{
    const struct json *packs = json_get(top, "rulesets");
    const struct json *features = json_get(top, "features");

    check_sums(r, top, a);
    check_counted(r, top, a);
    for (uint32_t i = 0; i < a->n_pack; i++) {
        struct audit part = audit_part(a, &a->pack[i], r->arena);
        struct outlooks all = outlooks_of(a, a->pack[i].id, r->arena);
        const struct outlook **of =
            arena_new(r->arena, const struct outlook *, a->n_feature);

        check_sums(r, &packs->item[i], &part);
        for (uint32_t k = 0; k < all.n; k++)
            of[all.item[k].feature - a->feature] = &all.item[k];
        for (uint32_t k = 0; k < a->n_feature; k++)
            if (of[k] != NULL)
                check_feature(r, &features->item[k], of[k]);
    }
}
