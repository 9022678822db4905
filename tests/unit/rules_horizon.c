/* The shipped rules against the real catalogue: the vendor's table comes out
 * of them again, and each right that decides a check moves that check and no
 * other. The cases are generated from the file itself. */
#include "base/out.h"
#include "base/text.h"
#include "rules/load/show.h"
#include "rules/model/words.h"
#include "scanner/autotask/catalogue.h"
#include "tests/unit/rules_test.h"

#include <string.h>

static struct arena mem;

static void
teardown(void)
{
    arena_free(&mem);
}

static struct ruleset
horizon(bool options_on)
{
    struct file_text text = source_text(&mem, "rules/horizon-autotask.json");
    struct ruleset set = rules_good(&mem, text.bytes, &autotask_catalogues);

    if (options_on)
        options_set(&set, true, &mem);
    return set;
}

START_TEST(every_check_of_the_contract)
{
    static const char *const ids[] = {
        "crm.companies.view",
        "crm.contacts.view",
        "service-desk.tickets.view",
        "service-desk.tickets.add",
        "service-desk.tickets.edit",
        "service-desk.tickets.picklists",
        "service-desk.ticket-notes.add",
        "service-desk.ticket-notes.edit",
        "service-desk.ticket-history.view",
        "service-desk.service-calls.view",
        "service-desk.service-calls.add",
        "service-desk.service-calls.edit",
        "service-desk.service-calls.delete",
        "service-desk.service-call-assignments.view",
        "service-desk.service-call-assignments.add",
        "service-desk.service-call-assignments.edit",
        "projects.projects.view",
        "projects.projects.edit",
        "projects.phases.view",
        "projects.tasks.view",
        "admin.resources.view",
        "admin.roles.view",
        "admin.locations.view",
        "admin.webhooks.subscribe",
        "admin.webhooks.manage",
        "admin.webhooks.create",
        "admin.webhooks.max",
        "admin.livelinks.manage",
        "api-user.login",
        "api-user.api-only",
        "api-user.impersonation",
    };
    struct ruleset set = horizon(false);

    ck_assert_uint_eq(set.n_check, sizeof ids / sizeof *ids);
    for (uint32_t i = 0; i < set.n_check; i++) {
        const struct check *check = &set.check[i];
        bool webhooks = text_starts(ids[i], "admin.webhooks.");
        const char *option =
            text_same(ids[i], "projects.projects.edit")   ? "project-writes"
            : text_same(ids[i], "admin.livelinks.manage") ? "livelinks"
                                                          : NULL;

        ck_assert_str_eq(check->id, ids[i]);
        ck_assert(text_same(check->option, option));
        ck_assert_int_eq(check->need,
                         webhooks ? NEED_RECOMMENDED : NEED_REQUIRED);
        ck_assert(text_starts(check->screen, "Admin > "));
    }
    ck_assert_uint_eq(set.n_option, 2);
    ck_assert(!set.option[0].on && !set.option[1].on);
}
END_TEST

START_TEST(the_vendors_table_comes_out_again)
{
    static const char table[] =
        "| Section | Object / Feature | Required level |\n"
        "|---|---|---|\n"
        "| CRM | Companies | View: All |\n"
        "| CRM | Contacts | View: All |\n"
        "| Service Desk | Tickets | View: All, Add, Edit: All |\n"
        "| Service Desk | Ticket Notes | Add, Edit: All |\n"
        "| Service Desk | Ticket History | View: All |\n"
        "| Service Desk | Service Calls | View: All, Add, Edit: All, Delete: "
        "All |\n"
        "| Service Desk | Service Call Tickets / Resources | View: All, Add, "
        "Edit: All |\n"
        "| Projects | Projects | View: All (Edit: All when project writes "
        "ship) |\n"
        "| Projects | Phases | View: All |\n"
        "| Projects | Tasks | View: All |\n"
        "| Admin / HR | Resources | View: All |\n"
        "| Admin / HR | Resource Roles, Roles | View: All |\n"
        "| Admin | Internal Locations / Business Hours | View: All |\n"
        "| Admin / API | Webhooks (Ticket / Company / Contact) | Subscribe + "
        "Manage + Create Webhooks |\n"
        "| Admin / LiveLinks | Integration Vendor Widgets / Insights | Manage "
        "(only if customer uses the GR Ticket Insight and Dashboard) |\n"
        "| API User base | \"Can be impersonated by API\" + \"API-only\" flags "
        "| enabled |\n"
        "\nOptions:\n\n"
        "- `livelinks` = no: ";
    struct ruleset set = horizon(false);
    struct out out = {0};

    ruleset_show_markdown(&set, &out);
    ck_assert_str_eq(arena_slice(&mem, out_string(&out), sizeof table - 1),
                     table);
    out_free(&out);
}
END_TEST

START_TEST(the_table_fits_80_columns)
{
    struct ruleset set = horizon(false);
    struct out out = {0};
    const char *line;

    ruleset_show(&set, 80, &out);
    for (line = out_string(&out); *line != '\0';
         line += strcspn(line, "\n") + 1)
        ck_assert_uint_le(strcspn(line, "\n"), 80);
    for (uint32_t i = 0; i < set.n_check; i++)
        ck_assert_ptr_nonnull(strstr(out_string(&out), set.check[i].id));
    out_free(&out);
}
END_TEST

/* The manual's example is a good file. */
START_TEST(the_example_of_the_manual_loads)
{
    struct file_text text = source_text(&mem, "man/grantscan-rules.5");
    const char *from = strstr(text.bytes, "\n{\n  \"$schema\"");
    const char *to = from == NULL ? NULL : strstr(from, "\n}\n");
    struct ruleset set;

    ck_assert(from != NULL && to != NULL && from < to);
    set = rules_good(&mem, arena_slice(&mem, from, (size_t)(to - from) + 2),
                     &autotask_catalogues);
    ck_assert_uint_eq(set.n_check, 1);
    ck_assert_str_eq(set.check[0].id, "tickets.view");
}
END_TEST

/* ---- one right at a time ---------------------------------------------- */

/* The rights that decide something, each once. */
struct rights {
    struct observation *seen;
    uint32_t n, capacity;
};

static bool
is_about(const struct observation *seen, const struct claim *claim)
{
    return claim->right != NULL && text_same(seen->right, claim->right->id);
}

static void
add_right(struct rights *rights, const struct claim *claim)
{
    const struct right *right = claim->right;
    struct observation seen;

    if (right == NULL)
        return;
    if (claim->high == GRADE_MOST)
        seen = counted_of(right, claim->low);
    else if (right->offered)
        seen = seen_of(right, BASIS_DECLARED, "all", WHY_GRANTED);
    else
        seen = seen_of(right, BASIS_DECLARED, "unknown", WHY_NOT_OFFERED);
    seen.exchange = rights->n;
    for (uint32_t i = 0; i < rights->n; i++)
        if (is_about(&rights->seen[i], claim))
            return;
    rights->seen = arena_grow(&mem, rights->seen, rights->n, &rights->capacity);
    rights->seen[rights->n++] = seen;
}

static struct rights
all_granted(const struct ruleset *set)
{
    struct rights rights = {NULL, 0, 0};

    for (uint32_t i = 0; i < set->n_check; i++)
        for (uint32_t k = 0; k < set->check[i].n_claim; k++)
            add_right(&rights, &set->check[i].claim[k]);
    return rights;
}

static struct findings
judge_rights(const struct ruleset *set, const struct rights *rights)
{
    struct facts facts = {.observation = rights->seen,
                          .n_observation = rights->n,
                          .missing = WHY_NOT_PROBED};

    return evaluate(set, &autotask_catalogue, &facts, &mem);
}

static bool
names_it(const struct check *check, const struct observation *seen)
{
    for (uint32_t i = 0; i < check->n_claim; i++)
        if (is_about(seen, &check->claim[i]))
            return true;
    return false;
}

/* The right of an observation of the real catalogue. */
static const struct right *
right_seen(const struct observation *seen)
{
    const struct catalogue *all = &autotask_catalogue;

    for (uint32_t i = 0; i < all->n_right; i++)
        if (text_same(all->right[i].id, seen->right))
            return &all->right[i];
    ck_abort_msg("no right %s", seen->right);
    return NULL;
}

static const struct {
    const char *word;
    const char *read; /* what a tenant lets a read show then */
    enum reason reason;
    enum verdict verdict;
    enum reason expected;
    bool flags; /* makes sense for a flag */
} changes[] = {
    {"none", "none", WHY_GRANTED, VERDICT_FAIL, WHY_NOT_GRANTED, true},
    {"restricted", "all", WHY_GRANTED, VERDICT_FAIL, WHY_RESTRICTED, false},
    {"unknown", "unknown", WHY_GARBAGE, VERDICT_UNKNOWN, WHY_GARBAGE, true},
};

/* Adds to each View that was declared what a read of it shows. */
static void
add_reads(struct rights *rights)
{
    uint32_t n = rights->n;

    for (uint32_t i = 0; i < n; i++) {
        const struct right *right = right_seen(&rights->seen[i]);
        struct observation seen =
            seen_of(right, BASIS_READ, "all", WHY_GRANTED);

        if (right->about != NULL || !text_same(right->verb, "view"))
            continue;
        seen.exchange = rights->seen[i].exchange + 1000;
        rights->seen =
            arena_grow(&mem, rights->seen, rights->n, &rights->capacity);
        rights->seen[rights->n++] = seen;
    }
}

/* A copy of the rights in which one is changed, and its read with it. */
static struct rights
changed(const struct rights *rights, uint32_t right, int change)
{
    struct rights copy = {
        .seen = arena_new(&mem, struct observation, rights->n), .n = rights->n};
    const struct observation *old = &rights->seen[right];

    memcpy(copy.seen, rights->seen, rights->n * sizeof *copy.seen);
    for (uint32_t i = 0; i < copy.n; i++) {
        struct observation *seen = &copy.seen[i];
        uint32_t exchange = seen->exchange;

        if (!text_same(seen->right, old->right))
            continue;
        if (seen->weak)
            *seen = seen_of(right_seen(old), BASIS_READ, changes[change].read,
                            WHY_TIMEOUT);
        else
            *seen = seen_of(right_seen(old), BASIS_DECLARED,
                            changes[change].word, changes[change].reason);
        seen->exchange = exchange;
    }
    return copy;
}

/* Every finding, before and after: those that name the right have changed,
 * all others are the same to the last letter. */
static uint32_t
compare(const struct ruleset *set, const struct observation *right, int change,
        const struct findings *before, const struct findings *after)
{
    uint32_t moved = 0;

    for (uint32_t i = 0; i < set->n_check; i++) {
        const struct finding *f = &after->finding[i];

        if (!names_it(&set->check[i], right)) {
            ck_assert_str_eq(finding_text(f, &mem),
                             finding_text(&before->finding[i], &mem));
            continue;
        }
        moved++;
        ck_assert_int_eq(before->finding[i].verdict, VERDICT_PASS);
        ck_assert_int_eq(f->verdict, changes[change].verdict);
        ck_assert_int_eq(f->reason, changes[change].expected);
        ck_assert_str_ne(f->detail, before->finding[i].detail);
    }
    return moved;
}

static void
change_each(bool with_reads, int change)
{
    struct ruleset set = horizon(true);
    struct rights rights = all_granted(&set);
    uint32_t n = rights.n, tried = 0;
    struct findings before;

    if (with_reads)
        add_reads(&rights);
    before = judge_rights(&set, &rights);
    for (uint32_t i = 0; i < n; i++) {
        const struct observation *right = &rights.seen[i];
        struct rights copy;
        struct findings after;

        bool fact = right_seen(right)->about != NULL;

        if (right->reason != WHY_GRANTED || right->high == GRADE_MOST ||
            (fact && !changes[change].flags))
            continue;
        copy = changed(&rights, i, change);
        after = judge_rights(&set, &copy);
        ck_assert_uint_gt(compare(&set, right, change, &before, &after), 0);
        tried++;
    }
    /* 31 rights on View and 6 flags; a test of nothing would pass too. */
    ck_assert_uint_gt(tried, 40);
}

START_TEST(one_right_moves_its_checks_and_no_other)
{
    change_each(false, _i);
    change_each(true, _i);
}
END_TEST

START_TEST(all_granted_leaves_what_only_a_person_can_tell)
{
    struct ruleset set = horizon(true);
    struct rights rights = all_granted(&set);
    struct findings findings;

    add_reads(&rights);
    findings = judge_rights(&set, &rights);
    for (uint32_t i = 0; i < findings.n; i++) {
        const struct finding *f = &findings.finding[i];
        enum reason expected = WHY_GRANTED;

        if (text_same(f->id, "api-user.impersonation"))
            expected = WHY_NEEDS_ATTESTATION;
        if (text_same(f->id, "service-desk.service-call-assignments.edit"))
            expected = WHY_NOT_OFFERED;
        ck_assert_int_eq(f->reason, expected);
        ck_assert_int_eq(f->verdict, reason_verdict(expected));
        if (text_same(f->id, "crm.companies.view"))
            ck_assert_int_eq(f->strength, STRENGTH_CONFIRMED);
        if (text_same(f->id, "service-desk.tickets.edit"))
            ck_assert_int_eq(f->strength, STRENGTH_DECLARED);
    }
}
END_TEST

/* An edit that nobody is offered cannot be missing; granted, it is a riddle. */
START_TEST(the_edit_that_nobody_has)
{
    static const struct {
        const char *word;
        enum reason expected;
    } edit[] = {
        {"unknown", WHY_NOT_OFFERED},
        {"none", WHY_NOT_OFFERED},
        {"restricted", WHY_CONFLICT},
        {"all", WHY_CONFLICT},
    };
    struct ruleset set = horizon(false);
    struct observation seen =
        seen_of(right_of(&autotask_catalogue, "ServiceCallTickets", "edit"),
                BASIS_DECLARED, edit[_i].word, WHY_GARBAGE);
    struct rights rights = {&seen, 1, 1};
    struct findings findings = judge_rights(&set, &rights);

    for (uint32_t i = 0; i < findings.n; i++)
        if (text_same(findings.finding[i].id,
                      "service-desk.service-call-assignments.edit"))
            ck_assert_int_eq(findings.finding[i].reason, edit[_i].expected);
}
END_TEST

START_TEST(a_rejected_login_leaves_nothing_known)
{
    struct ruleset set = horizon(false);
    struct facts facts = {.missing = WHY_LOGIN_REJECTED};
    struct findings findings =
        evaluate(&set, &autotask_catalogue, &facts, &mem);
    uint32_t skips = 0;

    ck_assert_uint_eq(findings.n, set.n_check);
    for (uint32_t i = 0; i < findings.n; i++) {
        if (findings.finding[i].verdict == VERDICT_SKIP)
            skips++;
        else
            ck_assert_int_eq(findings.finding[i].reason, WHY_LOGIN_REJECTED);
    }
    ck_assert_uint_eq(skips, 3); /* two options, one that is not offered */
}
END_TEST

START_TEST(an_option_that_is_off_hides_every_answer)
{
    struct ruleset set = horizon(true);
    struct rights rights = all_granted(&set);
    struct findings findings;
    uint32_t off = 0;

    options_set(&set, false, &mem);
    findings = judge_rights(&set, &rights);
    for (uint32_t i = 0; i < findings.n; i++)
        if (findings.finding[i].option != NULL) {
            ck_assert_int_eq(findings.finding[i].reason, WHY_OPTION_OFF);
            off++;
        }
    ck_assert_uint_eq(off, 2);
}
END_TEST

Suite *
rules_horizon_suite(void)
{
    Suite *suite = suite_create("rules: horizon");
    TCase *file = tcase_create("file");
    TCase *verdicts = tcase_create("verdicts");

    tcase_add_checked_fixture(file, NULL, teardown);
    tcase_add_test(file, every_check_of_the_contract);
    tcase_add_test(file, the_vendors_table_comes_out_again);
    tcase_add_test(file, the_table_fits_80_columns);
    tcase_add_test(file, the_example_of_the_manual_loads);
    suite_add_tcase(suite, file);
    tcase_add_checked_fixture(verdicts, NULL, teardown);
    tcase_set_timeout(verdicts, 120);
    tcase_add_loop_test(verdicts, one_right_moves_its_checks_and_no_other, 0,
                        (int)(sizeof changes / sizeof *changes));
    tcase_add_test(verdicts, all_granted_leaves_what_only_a_person_can_tell);
    tcase_add_loop_test(verdicts, the_edit_that_nobody_has, 0, 4);
    tcase_add_test(verdicts, a_rejected_login_leaves_nothing_known);
    tcase_add_test(verdicts, an_option_that_is_off_hides_every_answer);
    suite_add_tcase(suite, verdicts);
    return suite;
}
