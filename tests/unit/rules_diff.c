/* Drift: what two audits are compared by, what each change is called, and
 * what of it counts where only what is new is to count. */
#include "tests/unit/rules_diff.h"
#include "audit/diff.h"
#include "audit/outcome.h"
#include "base/text.h"
#include "rules/model/words.h"
#include "tests/unit/rules_test.h"

#include <string.h>

static struct arena mem;

static void
teardown(void)
{
    arena_free(&mem);
}

static const char *const boxes[] = {"Boxes"};

void
state_of(struct state *s, enum verdict verdict, bool excess)
{
    *s = (struct state){
        .finding = {.rules = "rules",
                    .id = "r.view",
                    .section = "S",
                    .object = "Boxes",
                    .access = "view",
                    .verdict = verdict,
                    .required = "All",
                    .detail = "Detail."},
        .excess = {.id = "excess.Boxes.edit",
                   .entity = "Boxes",
                   .access = "edit",
                   .title = "Edit",
                   .level = "all",
                   .held = "All",
                   .abuse = "Abuse."},
        .pack = {.id = "rules"},
        .trait = {{"Region", "R", true},
                  {"CRM id", "1", true},
                  {"Address", "https://a/", false}},
        .audit = {.started = "2026-11-23T08:00:00Z",
                  .target = {.name = "acme",
                             .provider = "test",
                             .endpoint = "https://a/",
                             .account = "a***",
                             .n_trait = 3},
                  .n_pack = 1,
                  .fail_on = NEED_RECOMMENDED,
                  .n_finding = 1,
                  .excess_mode = EXCESS_FAIL,
                  .n_excess = excess ? 1 : 0,
                  .coverage = {.total = 4, .judged = 4},
                  .baseline = "2026-11-22T08:00:00Z",
                  .new_only = true},
    };
    s->audit.pack = &s->pack;
    s->audit.target.trait = s->trait;
    s->audit.finding = &s->finding;
    s->audit.excess = &s->excess;
}

const char *
state_changes(const struct state *old, struct state *new, struct arena *arena)
{
    struct changes changes;
    const char *text = "";

    if (new != old) /* two scans take their own time */
        new->audit.millis = old->audit.millis + 1;
    changes = audit_diff(&old->audit, &new->audit, arena);
    for (uint32_t i = 0; i < changes.n; i++) {
        const struct change *c = &changes.item[i];

        text = arena_print(arena, "%s%s %s %s %s\n", text, change_word(c->kind),
                           c->id, c->before == NULL ? "-" : c->before,
                           c->after == NULL ? "-" : c->after);
        ck_assert(c->detail != NULL && text_ends(c->detail, "."));
    }
    new->audit.change = changes.item;
    new->audit.n_change = changes.n;
    return text;
}

static const char *
changes_text(const struct state *old, struct state *new)
{
    return state_changes(old, new, &mem);
}

/* ---- checks ------------------------------------------------------------ */

static const struct {
    enum verdict old, new;
    const char *said;
    int exit;
} ways[] = {
    {VERDICT_SKIP, VERDICT_SKIP, "", 2}, /* nothing was assessed */
    {VERDICT_SKIP, VERDICT_PASS, "", 0},
    {VERDICT_SKIP, VERDICT_UNKNOWN, "regressed-to-unknown r.view skip unknown",
     2},
    {VERDICT_SKIP, VERDICT_FAIL, "new-failure r.view skip fail", 1},
    {VERDICT_PASS, VERDICT_SKIP, "", 2},
    {VERDICT_PASS, VERDICT_PASS, "", 0},
    {VERDICT_PASS, VERDICT_UNKNOWN, "regressed-to-unknown r.view pass unknown",
     2},
    {VERDICT_PASS, VERDICT_FAIL, "new-failure r.view pass fail", 1},
    {VERDICT_UNKNOWN, VERDICT_SKIP, "resolved r.view unknown skip", 2},
    {VERDICT_UNKNOWN, VERDICT_PASS, "resolved r.view unknown pass", 0},
    {VERDICT_UNKNOWN, VERDICT_UNKNOWN, "", 2},
    {VERDICT_UNKNOWN, VERDICT_FAIL, "new-failure r.view unknown fail", 1},
    {VERDICT_FAIL, VERDICT_SKIP, "fixed r.view fail skip", 2},
    {VERDICT_FAIL, VERDICT_PASS, "fixed r.view fail pass", 0},
    {VERDICT_FAIL, VERDICT_UNKNOWN, "regressed-to-unknown r.view fail unknown",
     2},
    {VERDICT_FAIL, VERDICT_FAIL, "still-failing r.view fail fail", 0},
};

START_TEST(each_way_has_its_name_and_weight)
{
    struct state old, new;
    const char *text;

    state_of(&old, ways[_i].old, false);
    state_of(&new, ways[_i].new, false);
    text = changes_text(&old, &new);
    ck_assert_str_eq(text, ways[_i].said[0] == '\0'
                               ? ""
                               : arena_print(&mem, "%s\n", ways[_i].said));
    ck_assert_int_eq(audit_exit(&new.audit), ways[_i].exit);
}
END_TEST

/* As many checks of each verdict as there are, the same in both. */
START_TEST(an_audit_and_itself_differ_in_nothing)
{
    static struct finding finding[VERDICT__N];
    struct state s;

    state_of(&s, VERDICT_PASS, true);
    for (int i = 0; i < VERDICT__N; i++) {
        finding[i] = s.finding;
        finding[i].id = arena_print(&mem, "r.%d", i);
        finding[i].verdict = (enum verdict)i;
    }
    s.audit.finding = finding;
    s.audit.n_finding = VERDICT__N;
    ck_assert_str_eq(changes_text(&s, &s), "");
    ck_assert_msg(audit_exit(&s.audit) == 0, "nothing is new");
    ck_assert_int_eq(audit_outcome(&s.audit), OUTCOME_NOT_COMPLIANT);
}
END_TEST

START_TEST(rules_come_and_go)
{
    static const int expected[VERDICT__N] = {
        [VERDICT_UNKNOWN] = 2, [VERDICT_FAIL] = 1};
    static struct finding before[2], after[2];
    enum verdict verdict = (enum verdict)_i;
    struct state old, new;
    const char *word = verdict_word(verdict);

    state_of(&old, VERDICT_FAIL, false);
    state_of(&new, verdict, false);
    before[0] = old.finding;
    before[1] = after[0] = after[1] = new.finding;
    before[1].id = after[1].id = "r.always";
    before[1].verdict = after[1].verdict = VERDICT_PASS;
    after[0].id = "r.add";
    old.audit.finding = before;
    new.audit.finding = after;
    old.audit.n_finding = new.audit.n_finding = 2;
    ck_assert_str_eq(
        changes_text(&old, &new),
        arena_print(&mem,
                    "%srule-added r.add - %s\n"
                    "rule-removed r.view fail -\n",
                    verdict == VERDICT_FAIL ? "new-failure r.add - fail\n" : "",
                    word));
    ck_assert_int_eq(audit_exit(&new.audit), expected[verdict]);
}
END_TEST

START_TEST(a_changed_rule_is_told)
{
    struct state old, new;

    state_of(&old, VERDICT_PASS, false);
    state_of(&new, VERDICT_PASS, false);
    new.finding.required = "Restricted";
    ck_assert_str_eq(changes_text(&old, &new),
                     "rule-changed r.view All Restricted\n");
    ck_assert_str_eq(new.audit.change[0].detail,
                     "The rule itself changed: what it requires was All and "
                     "is Restricted.");
    state_of(&new, VERDICT_FAIL, false);
    new.finding.need = NEED_RECOMMENDED;
    ck_assert_str_eq(changes_text(&old, &new),
                     "new-failure r.view pass fail\n"
                     "rule-changed r.view required recommended\n");
    state_of(&new, VERDICT_PASS, false);
    new.finding.option = "extra";
    ck_assert_str_eq(changes_text(&old, &new), "rule-changed r.view - extra\n");
    state_of(&new, VERDICT_PASS, false);
    new.finding.object = "Crates";
    ck_assert_str_eq(changes_text(&old, &new),
                     "rule-changed r.view Boxes Crates\n");
    state_of(&new, VERDICT_PASS, false);
    new.finding.section = "T";
    ck_assert_str_eq(changes_text(&old, &new), "rule-changed r.view S T\n");
    new.finding.section = "S";
    new.finding.feature = "f";
    ck_assert_str_eq(changes_text(&old, &new), "rule-changed r.view - f\n");
}
END_TEST

START_TEST(without_a_baseline_all_is_new)
{
    struct state s;

    state_of(&s, VERDICT_FAIL, true);
    s.audit.baseline = NULL;
    ck_assert_int_eq(audit_exit(&s.audit), 1);
}
END_TEST

/* ---- excess ------------------------------------------------------------ */

static const struct {
    bool old, new;                   /* held */
    bool old_unjudged, new_unjudged; /* the entity */
    bool old_blind, new_blind;       /* nothing was judged */
    enum excess_mode old_mode, new_mode;
    const char *said;
    int exit;
} rights[] = {
    {false, false, false, false, false, false, EXCESS_FAIL, EXCESS_FAIL, "", 0},
    {false, true, false, false, false, false, EXCESS_FAIL, EXCESS_FAIL,
     "newly-excess excess.Boxes.edit - all\n", 1},
    {false, true, false, false, false, false, EXCESS_REPORT, EXCESS_REPORT,
     "newly-excess excess.Boxes.edit - all\n", 0},
    {true, true, false, false, false, false, EXCESS_FAIL, EXCESS_FAIL,
     "still-excess excess.Boxes.edit all all\n", 0},
    {true, false, false, false, false, false, EXCESS_FAIL, EXCESS_FAIL,
     "no-longer-excess excess.Boxes.edit all -\n", 0},
    {true, false, false, true, false, false, EXCESS_REPORT, EXCESS_REPORT,
     "regressed-to-unknown excess.coverage judged not judged\n", 0},
    {true, false, false, true, false, false, EXCESS_FAIL, EXCESS_FAIL,
     "regressed-to-unknown excess.coverage judged not judged\n", 2},
    {false, false, true, true, false, false, EXCESS_FAIL, EXCESS_FAIL, "", 0},
    {false, false, true, true, false, false, EXCESS_IGNORE, EXCESS_FAIL,
     "regressed-to-unknown excess.coverage not looked for not judged\n", 2},
    /* What the baseline did not see it does not vouch for. */
    {false, true, true, false, false, false, EXCESS_FAIL, EXCESS_FAIL,
     "newly-excess excess.Boxes.edit not judged all\n", 1},
    {false, true, true, false, false, false, EXCESS_FAIL, EXCESS_REPORT, "", 0},
    {true, true, true, true, false, false, EXCESS_REPORT, EXCESS_REPORT,
     "still-excess excess.Boxes.edit all all\n", 0},
    {false, true, false, false, true, false, EXCESS_FAIL, EXCESS_FAIL,
     "newly-excess excess.Boxes.edit not judged all\n", 1},
    {true, false, false, false, false, true, EXCESS_FAIL, EXCESS_FAIL, "", 0},
    {true, false, false, false, false, false, EXCESS_FAIL, EXCESS_IGNORE, "",
     0},
    {false, true, false, false, false, false, EXCESS_IGNORE, EXCESS_FAIL,
     "newly-excess excess.Boxes.edit not judged all\n", 1},
    {false, true, false, false, false, false, EXCESS_IGNORE, EXCESS_REPORT, "",
     0},
};

START_TEST(what_was_not_judged_is_no_baseline)
{
    struct state old, new;

    state_of(&old, VERDICT_PASS, rights[_i].old);
    state_of(&new, VERDICT_PASS, rights[_i].new);
    old.audit.excess_mode = rights[_i].old_mode;
    new.audit.excess_mode = rights[_i].new_mode;
    old.audit.coverage.unjudged = new.audit.coverage.unjudged = boxes;
    old.audit.coverage.n_unjudged = rights[_i].old_unjudged;
    new.audit.coverage.n_unjudged = rights[_i].new_unjudged;
    if (rights[_i].old_blind)
        old.audit.coverage.judged = 0;
    if (rights[_i].new_blind)
        new.audit.coverage.judged = 0;
    ck_assert_str_eq(changes_text(&old, &new), rights[_i].said);
    ck_assert_int_eq(audit_exit(&new.audit), rights[_i].exit);
}
END_TEST

/* ---- statements -------------------------------------------------------- */

static const struct {
    enum waiver_state old, new;
    bool another; /* a second waiver holds */
    const char *said;
    int exit;
} waived[] = {
    {WAIVER_ACTIVE, WAIVER_ACTIVE, false, "", 0},
    {WAIVER_ACTIVE, WAIVER_EXPIRED, false,
     "waiver-expired r.view active expired\n", 1},
    {WAIVER_ACTIVE, WAIVER_EXPIRED, true, "", 0},
    {WAIVER_EXPIRED, WAIVER_EXPIRED, false, "", 0},
    {WAIVER_ACTIVE, WAIVER_UNNEEDED, false, "", 0},
    {WAIVER_ELSEWHERE, WAIVER_EXPIRED, false, "", 0},
};

START_TEST(an_expired_waiver_is_news)
{
    struct state old, new;
    struct waiver before = {.rules = "rules",
                            .check = "r.view",
                            .approver = "Ann",
                            .expires = "2026-11-22",
                            .state = waived[_i].old};
    struct waiver after[2] = {before, before};

    after[0].state = waived[_i].new;
    after[1].state = WAIVER_ACTIVE;
    after[1].target = "acme";
    state_of(&old, VERDICT_FAIL, false);
    state_of(&new, VERDICT_FAIL, false);
    old.audit.waiver = &before;
    old.audit.n_waiver = 1;
    new.audit.waiver = after;
    new.audit.n_waiver = waived[_i].another ? 2 : 1;
    new.finding.waiver = &after[waived[_i].another ? 1 : 0];
    ck_assert_str_eq(changes_text(&old, &new),
                     arena_print(&mem, "%sstill-failing r.view fail fail\n",
                                 waived[_i].said));
    ck_assert_int_eq(audit_exit(&new.audit), waived[_i].exit);
}
END_TEST

/* That one ran out is no news of what another accepted. */
START_TEST(an_expired_waiver_of_something_else_is_none)
{
    struct waiver before = {.rules = "rules",
                            .check = "r.view",
                            .approver = "Ann",
                            .expires = "2026-11-22"};
    struct waiver after = before;
    struct state old, new;

    before.state = WAIVER_ACTIVE;
    after.state = WAIVER_EXPIRED;
    if (_i == 0)
        after.check = "r.edit";
    else if (_i == 1)
        after.rules = "other";
    else
        after.target = "acme";
    state_of(&old, VERDICT_FAIL, false);
    state_of(&new, VERDICT_FAIL, false);
    old.audit.waiver = &before;
    old.audit.n_waiver = 1;
    new.audit.waiver = &after;
    new.audit.n_waiver = 1;
    ck_assert_ptr_null(strstr(changes_text(&old, &new), "active expired"));
}
END_TEST

/* A waiver that is taken out of the file, with the check still failing. */
START_TEST(a_withdrawn_waiver_is_news)
{
    struct waiver waiver = {
        .rules = "rules", .check = "r.view", .approver = "Ann"};
    struct state old, new;

    state_of(&old, VERDICT_FAIL, false);
    state_of(&new, VERDICT_FAIL, false);
    old.audit.waiver = &waiver;
    old.audit.n_waiver = 1;
    ck_assert_str_eq(changes_text(&old, &new),
                     "waiver-expired r.view active -\n"
                     "still-failing r.view fail fail\n");
    ck_assert_int_eq(audit_exit(&new.audit), 1);
    new.finding.verdict = VERDICT_PASS; /* nothing is left to accept */
    ck_assert_str_eq(changes_text(&old, &new), "fixed r.view fail pass\n");
}
END_TEST

START_TEST(an_expired_attestation_is_news)
{
    struct attestation before = {.rules = "rules",
                                 .check = "r.view",
                                 .by = "Jane",
                                 .expires = "2026-11-22"};
    struct attestation after = before;
    struct state old, new;

    state_of(&old, VERDICT_PASS, false);
    state_of(&new, VERDICT_UNKNOWN, false);
    old.audit.attestation = &before;
    new.audit.attestation = &after;
    old.audit.n_attestation = new.audit.n_attestation = 1;
    ck_assert_str_eq(changes_text(&old, &new),
                     "regressed-to-unknown r.view pass unknown\n");
    after.expired = true;
    ck_assert_str_eq(changes_text(&old, &new),
                     "regressed-to-unknown r.view pass unknown\n"
                     "attestation-expired r.view good expired\n");
    ck_assert_int_eq(audit_exit(&new.audit), 2);
    before.expired = true;
    ck_assert_str_eq(changes_text(&old, &new),
                     "regressed-to-unknown r.view pass unknown\n");
}
END_TEST

/* By kind, the most urgent first, then by id. */
START_TEST(changes_have_an_order)
{
    static struct finding before[4], after[4];
    struct state old, new;
    static const char *const id[] = {"z", "b", "y", "a"};

    state_of(&old, VERDICT_PASS, true);
    state_of(&new, VERDICT_FAIL, false);
    for (size_t i = 0; i < 4; i++) {
        before[i] = old.finding;
        after[i] = new.finding;
        before[i].id = after[i].id = id[i];
    }
    before[2].verdict = before[3].verdict = VERDICT_FAIL;
    after[3].verdict = VERDICT_PASS;
    old.audit.finding = before;
    new.audit.finding = after;
    old.audit.n_finding = new.audit.n_finding = 4;
    new.audit.target.account = "b***";
    ck_assert_str_eq(changes_text(&old, &new),
                     "identity-changed user a*** b***\n"
                     "new-failure b pass fail\n"
                     "new-failure z pass fail\n"
                     "still-failing y fail fail\n"
                     "fixed a fail pass\n"
                     "no-longer-excess excess.Boxes.edit all -\n");
}
END_TEST

START_TEST(news_is_what_is_worse)
{
    for (int i = 0; i < CHANGE__N; i++)
        ck_assert_int_eq(change_is_news((enum change_kind)i),
                         i < CHANGE_STILL_FAILING);
}
END_TEST

Suite *
rules_diff_suite(void)
{
    Suite *suite = suite_create("rules: drift");
    TCase *diff = tcase_create("diff");

    tcase_add_checked_fixture(diff, NULL, teardown);
    tcase_add_loop_test(diff, each_way_has_its_name_and_weight, 0,
                        (int)(sizeof ways / sizeof *ways));
    tcase_add_test(diff, an_audit_and_itself_differ_in_nothing);
    tcase_add_loop_test(diff, rules_come_and_go, 0, VERDICT__N);
    tcase_add_test(diff, a_changed_rule_is_told);
    tcase_add_test(diff, without_a_baseline_all_is_new);
    tcase_add_loop_test(diff, what_was_not_judged_is_no_baseline, 0,
                        (int)(sizeof rights / sizeof *rights));
    tcase_add_loop_test(diff, an_expired_waiver_of_something_else_is_none, 0,
                        3);
    tcase_add_loop_test(diff, an_expired_waiver_is_news, 0,
                        (int)(sizeof waived / sizeof *waived));
    tcase_add_test(diff, a_withdrawn_waiver_is_news);
    tcase_add_test(diff, an_expired_attestation_is_news);
    tcase_add_test(diff, changes_have_an_order);
    tcase_add_test(diff, news_is_what_is_worse);
    suite_add_tcase(suite, diff);
    return suite;
}
