/* What a scan leaves behind: rights that a step was to tell of and did not are
 * closed with the reason; the details of Autotask's that are easily lost. */
#include "base/text.h"
#include "rules/model/words.h"
#include "tests/unit/scanner_tenant.h"
#include "tests/unit/scanner_tiny.h"

#include <string.h>

static struct tiny_scan t;
static struct tenant_scan real;

static void
setup(void)
{
    tiny_begin(&t);
}

static void
teardown(void)
{
    tiny_end(&t);
}

static void
real_setup(void)
{
    tenant_begin(&real);
}

static void
real_teardown(void)
{
    tenant_end(&real);
}

/* ---- what is closed ------------------------------------------------------ */

static const char *const one[] = {"A", NULL};
static const char *const two[] = {"A", "B", NULL};

/* All that was observed: "A:granted B:budget(read) ". */
static const char *
seen(void)
{
    struct out out = {0};
    const char *text;

    for (uint32_t i = 0; i < t.scan.n_observation; i++) {
        const struct observation *o = &t.scan.observation[i];

        (void)out_print(&out, "%s:%s%s ", o->right, reason_word(o->reason),
                        o->weak ? "(weak)" : "");
        ck_assert_int_eq(o->weak, o->basis == BASIS_READ);
    }
    text = arena_text(&t.mem, out_string(&out));
    out_free(&out);
    return text;
}

START_TEST(what_was_answered_without_a_word_is_absent)
{
    tiny_step(&t, NO_STEP)->answers = two;
    (void)tiny_run(&t, tiny_fine);
    ck_assert_str_eq(seen(), "A:absent B:absent ");
    ck_assert_uint_eq(t.scan.observation[0].exchange, 0);
}
END_TEST

START_TEST(what_was_told_is_not_closed)
{
    struct step *step = tiny_step(&t, NO_STEP);

    step->answers = two;
    step->probe = TINY_OBSERVE;
    tiny_step(&t, NO_STEP)->answers = one; /* another tells of it too */
    (void)tiny_run(&t, tiny_fine);
    ck_assert_str_eq(seen(), "A:granted B:absent ");
}
END_TEST

/* On another basis it is another matter. */
START_TEST(each_basis_is_closed_by_itself)
{
    struct step *step = tiny_step(&t, NO_STEP);

    step->answers = one;
    step->probe = TINY_OBSERVE;
    step = tiny_step(&t, NO_STEP);
    step->answers = one;
    step->basis = BASIS_READ;
    (void)tiny_run(&t, tiny_fine);
    ck_assert_str_eq(seen(), "A:granted A:absent(weak) ");
}
END_TEST

static const struct {
    struct fake_reply reply;
    const char *seen;
} closings[] = {
    {{.match = "", .status = 500}, "A:api-error "},
    {{.match = "", .status = 503}, "A:outage "},
    {{.match = "", .status = 429}, "A:throttled "},
    {{.match = "", .status = 404}, "A:api-error "},
    {{.match = "", .status = 302}, "A:intercepted "},
    {{.match = "", .body = "?"}, "A:garbage "},
    {{.match = "", .net = NET_TIMEOUT}, "A:timeout "},
    {{.match = "", .net = NET_TLS}, "A:tls "},
    {{.match = "", .status = 401}, "A:login-rejected "},
    {{.match = "", .delay_ms = 2000000}, "A:timeout "},
};

START_TEST(it_is_closed_with_the_reason_of_its_step)
{
    const struct fake_reply replies[] = {closings[_i].reply, {0}};

    tiny_step(&t, NO_STEP)->answers = one;
    (void)tiny_run(&t, replies);
    ck_assert_str_eq(seen(), closings[_i].seen);
}
END_TEST

START_TEST(what_was_not_sent_is_closed_too)
{
    static const char *const b[] = {"B", NULL}, *const c[] = {"C", NULL};
    struct step *step = tiny_step(&t, NO_STEP);

    step->path = "{nobody}";
    step->answers = one;
    tiny_step(&t, NO_STEP)->answers = b;
    tiny_step(&t, 1)->answers = c;
    t.how.max_requests = 1;
    (void)tiny_run(&t, tiny_fine);
    ck_assert_str_eq(seen(), "A:not-probed B:absent C:budget ");
    ck_assert_uint_eq(t.scan.observation[0].exchange, NO_EXCHANGE);
}
END_TEST

/* A spare step that nobody called for leaves nothing open; one that would have
 * been called for by a step that was not sent does. */
START_TEST(spare_steps_are_closed_if_nobody_could_call)
{
    struct step *step;

    (void)tiny_add(&t, NO_STEP);
    step = tiny_step(&t, 0);
    step->when = "never";
    step->answers = one;
    (void)tiny_run(&t, tiny_fine);
    ck_assert_str_eq(seen(), "");
    out_free(&t.heard);
    t.heard = (struct out){0};
    t.how.max_requests = 0;
    (void)tiny_run(&t, tiny_fine);
    ck_assert_str_eq(seen(), "A:budget ");
}
END_TEST

/* ---- in which order it stands -------------------------------------------- */

/* The plan's, whichever answer comes first; both are sent at once. */
START_TEST(what_arrives_early_stands_in_its_place)
{
    static const struct fake_reply replies[] = {
        {.match = "/s0 ", .delay_ms = 500}, {.match = ""}, {0}};
    static const char *const b[] = {"B", NULL}, *const c[] = {"C", NULL};
    struct step *step = tiny_step(&t, NO_STEP);

    step->answers = one;
    step->probe = TINY_OBSERVE;
    step = tiny_step(&t, NO_STEP);
    step->answers = b;
    step->probe = TINY_OBSERVE;
    step = tiny_step(&t, 0);
    step->answers = c;
    step->probe = TINY_OBSERVE;
    (void)tiny_step(&t, 1);
    (void)tiny_run(&t, replies);
    ck_assert_str_eq(out_string(&t.heard), "1:0 3:0 0:0 2:0 end");
    ck_assert_str_eq(seen(), "A:granted B:granted C:granted ");
    for (uint32_t i = 0; i < 4; i++) {
        ck_assert_str_eq(t.scan.exchange[i].path, t.plan.step[i].path);
        ck_assert_uint_eq(t.scan.progress[i].exchange, i);
    }
    for (uint32_t i = 0; i < 3; i++)
        ck_assert_uint_eq(t.scan.observation[i].exchange, i);
}
END_TEST

/* ---- Autotask ------------------------------------------------------------ */

static const struct observation *
observation_of(const char *right)
{
    for (uint32_t i = 0; i < real.scan.n_observation; i++)
        if (text_same(real.scan.observation[i].right, right))
            return &real.scan.observation[i];
    ck_abort_msg("nothing was observed of %s", right);
    return NULL;
}

/* That the own row cannot be seen because resources cannot is said. */
START_TEST(the_licence_needs_the_view_of_resources)
{
    static const struct fake_reply refused[] = {
        {.match = "Resources/query", .status = 500, .body = DENIAL}, {0}};
    static const struct fake_reply absent[] = {
        {.match = "licenseType", .body = "{\"items\":[]}"}, {0}};

    tenant_run(&real, refused);
    ck_assert_str_eq(observation_of("api-only")->needs, "Resources.view");
    ck_assert_str_eq(tenant_verdict(&real, "api-user.api-only"),
                     "unknown api-error none");
    tenant_ck_seen(&real, "Resources", "view", BASIS_READ, "none ");
    tenant_end(&real);
    tenant_begin(&real);
    tenant_run(&real, absent);
    ck_assert_ptr_null(observation_of("api-only")->needs);
}
END_TEST

/* A canX that is no boolean makes that access unreadable: it is asked alone,
 * and then it is garbage. */
START_TEST(an_odd_offer_is_doubt)
{
    static const char odd[] =
        "{\"info\":{\"name\":\"Tickets\",\"canQuery\":true,\"canCreate\":true,"
        "\"canUpdate\":\"yes\",\"canDelete\":true,"
        "\"userAccessForQuery\":\"All\",\"userAccessForCreate\":\"All\","
        "\"userAccessForUpdate\":\"All\",\"userAccessForDelete\":\"All\","
        "\"supportsWebhookCallouts\":true}}";
    struct fake_reply replies[] = {
        {.match = "V1.0/EntityInformation"},
        {.match = "Tickets/entityInformation ", .body = odd},
        {0}};

    replies[0].body = tenant_survey(&real, "Tickets", odd, "");
    if (_i == 1)
        replies[1].body = INFO("Tickets", ALL, ALL, ALL, ALL);
    tenant_run(&real, replies);
    ck_assert_uint_eq(fake_count(&real.fake, "/entityInformation "), 1);
    ck_assert_str_eq(tenant_verdict(&real, "service-desk.tickets.edit"),
                     _i == 1 ? "pass granted declared"
                             : "unknown garbage none");
    ck_assert_str_eq(tenant_verdict(&real, "service-desk.tickets.add"),
                     "pass granted declared");
}
END_TEST

struct module_case {
    const char *tickets; /* the survey's entry */
    const char *body;    /* of the modules */
    uint32_t asked, notes;
};

#define MODULES(text) "{\"modules\":[" text "]}"
#define ON            "{\"key\":20,\"value\":true}"
#define OFF           "{\"key\":21,\"value\":false}"

static const struct module_case modules[] = {
    {INFO("Tickets", ALL, ALL, NONE, ALL), MODULES(ON "," OFF), 1, 1},
    {INFO("Tickets", ALL, NONE, ALL, ALL), MODULES(OFF), 1, 1},
    {INFO("Tickets", ALL, ALL, NONE, ALL), MODULES(ON), 1, 0},
    {INFO("Tickets", ALL, ALL, NONE, ALL), MODULES(""), 1, 0},
    {INFO("Tickets", ALL, ALL, NONE, ALL), MODULES("7,null,{\"value\":0}"), 1,
     0},
    {INFO("Tickets", ALL, ALL, NONE, ALL), "{}", 1, 0},
    {INFO("Tickets", ALL, ALL, NONE, ALL), "<html>", 1, 0},
    {INFO("Tickets", ALL, ALL, NONE, ALL), DENIAL, 1, 0},
    /* no rule asks for Delete */
    {INFO("Tickets", ALL, ALL, ALL, NONE), MODULES(OFF), 0, 0},
    /* the level explains it */
    {INFO("Tickets", RESTRICTED, ALL, NONE, ALL), MODULES(OFF), 0, 0},
    {INFO("Tickets", NONE, NONE, NONE, NONE), MODULES(OFF), 0, 0},
    {INFO("Tickets", ALL, ALL, RESTRICTED, ALL), MODULES(OFF), 0, 0},
    {INFO("Tickets", ALL, ALL, ALL, ALL), MODULES(OFF), 0, 0},
    /* offered to nobody: that is no level */
    {"{\"name\":\"Tickets\",\"canUpdate\":false,"
     "\"userAccessForQuery\":" ALL ",\"userAccessForCreate\":" ALL
     ",\"userAccessForUpdate\":" ALL ",\"userAccessForDelete\":" ALL
     ",\"supportsWebhookCallouts\":true}",
     MODULES(OFF), 0, 0},
};

START_TEST(modules_are_asked_where_they_may_be_the_cause)
{
    const struct module_case *row = &modules[_i];
    struct fake_reply replies[] = {
        {.match = "V1.0/EntityInformation"}, {.match = "V1.0/Modules"}, {0}};

    replies[0].body = tenant_survey(&real, "Tickets", row->tickets, "");
    replies[1].body = row->body;
    tenant_run(&real, replies);
    ck_assert_uint_eq(fake_count(&real.fake, "V1.0/Modules"), row->asked);
    ck_assert_uint_eq(real.scan.n_note, row->notes);
    if (row->notes > 0)
        ck_assert_msg(strstr(real.scan.note[0], "switched off") != NULL, "%s",
                      real.scan.note[0]);
    ck_assert_int_eq(real.scan.stopped, WHY_GRANTED);
}
END_TEST

/* Only a write that is asked for, and that is offered, has a module to it. */
static const struct {
    const char *entity, *info;
    uint32_t options, asked;
} writes[] = {
    {"Projects", INFO("Projects", ALL, ALL, NONE, ALL), UINT32_MAX, 1},
    {"Projects", INFO("Projects", ALL, ALL, NONE, ALL), 0, 0},
    {"ServiceCallTickets", INFO("ServiceCallTickets", ALL, NONE, ALL, ALL),
     UINT32_MAX, 1},
    {"ServiceCallTickets", INFO("ServiceCallTickets", ALL, ALL, NONE, ALL),
     UINT32_MAX, 0},
};

START_TEST(modules_are_asked_for_a_write_that_is_asked_for)
{
    struct fake_reply replies[] = {
        {.match = "V1.0/EntityInformation"}, {.match = "V1.0/Modules"}, {0}};

    tenant_options(&real, writes[_i].options);
    replies[0].body =
        tenant_survey(&real, writes[_i].entity, writes[_i].info, "");
    replies[1].body = MODULES(OFF);
    tenant_run(&real, replies);
    ck_assert_uint_eq(fake_count(&real.fake, "V1.0/Modules"), writes[_i].asked);
}
END_TEST

/* It explains, and does not excuse: the verdict is what it was. */
START_TEST(a_module_that_is_off_changes_no_verdict)
{
    struct fake_reply replies[] = {
        {.match = "V1.0/EntityInformation"}, {.match = "V1.0/Modules"}, {0}};

    replies[0].body = tenant_survey(&real, "Tickets",
                                    INFO("Tickets", ALL, ALL, NONE, ALL), "");
    replies[1].body = MODULES(OFF);
    tenant_run(&real, replies);
    ck_assert_str_eq(tenant_verdict(&real, "service-desk.tickets.edit"),
                     "fail not-granted declared");
}
END_TEST

/* ---- whatever the answers are -------------------------------------------- */

static uint32_t seed;

static uint32_t
chance(uint32_t n)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 16) % n;
}

/* A script of odd answers; what they do not match is answered well. */
static const struct fake_reply *
odd_script(void)
{
    static const char *const match[] = {
        "/query ",
        "/entityInformation ",
        "V1.0/EntityInformation",
        "licenseType",
        "query/count",
        "/fields ",
        "V1.0/",
        "Tickets/",
        "ThresholdInformation",
    };
    static const char *const body[] = {
        "",       "{}",   "{\"items\":[]}", "{\"items\":[{\"id\":1}]}",
        "<html>", "null", DENIAL,           "{\"errors\":[\"thread limit\"]}",
    };
    static const int status[] = {200, 200, 200, 403, 404, 429, 500, 502, 302};
    struct fake_reply *script = arena_new(&real.mem, struct fake_reply, 41);

    for (int i = 0; i < 40; i++) {
        script[i] = (struct fake_reply){
            .match = match[chance(sizeof match / sizeof *match)],
            .skip = chance(6),
            .times = 1 + chance(3),
            .net = chance(4) == 0 ? (enum net)chance(NET__N) : NET_OK,
            .status = status[chance(sizeof status / sizeof *status)],
            .body = body[chance(sizeof body / sizeof *body)],
            .delay_ms = 1 + chance(40)};
        script[i].unsent = script[i].net != NET_OK && chance(3) == 0;
    }
    return script;
}

/* It ends within its limits, each endpoint has one request at a time, and no
 * right that was planned for is left without a word. */
START_TEST(whatever_the_answers_nothing_is_left_open)
{
    seed = (uint32_t)_i;
    real.how.max_requests = 20 + chance(100);
    tenant_run(&real, odd_script());
    ck_assert_uint_le(real.scan.sent, real.how.max_requests);
    ck_assert_uint_le(real.fake.most, SCAN_REFUSED_MOST);
    for (uint32_t i = 0; i < real.fake.n; i++)
        for (uint32_t k = 0; k < i; k++)
            ck_assert(
                !text_same(real.plan.step[real.fake.sent[i].id].endpoint,
                           real.plan.step[real.fake.sent[k].id].endpoint) ||
                real.fake.sent[k].end <= real.fake.sent[i].begin);
    for (uint32_t i = 0; i < real.plan.n; i++) {
        const struct step *step = &real.plan.step[i];

        for (const char *const *right = step->answers;
             step->when == NULL && right != NULL && *right != NULL; right++)
            (void)observation_of(*right);
    }
    for (uint32_t i = 0; i < real.rules.n_check; i++)
        ck_assert_ptr_null(strstr(tenant_verdict(&real, real.rules.check[i].id),
                                  "fail restricted"));
}
END_TEST

#define LOOP(tests, function, table)                                           \
    tcase_add_loop_test((tests), (function), 0,                                \
                        (int)(sizeof(table) / sizeof *(table)))

Suite *
scanner_close_suite(void)
{
    Suite *suite = suite_create("scanner: what is left behind");
    TCase *tests = tcase_create("closing"), *all = tcase_create("Autotask");

    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, what_was_answered_without_a_word_is_absent);
    tcase_add_test(tests, what_was_told_is_not_closed);
    tcase_add_test(tests, each_basis_is_closed_by_itself);
    LOOP(tests, it_is_closed_with_the_reason_of_its_step, closings);
    tcase_add_test(tests, what_was_not_sent_is_closed_too);
    tcase_add_test(tests, spare_steps_are_closed_if_nobody_could_call);
    tcase_add_test(tests, what_arrives_early_stands_in_its_place);
    suite_add_tcase(suite, tests);
    tcase_add_checked_fixture(all, real_setup, real_teardown);
    tcase_add_test(all, the_licence_needs_the_view_of_resources);
    tcase_add_loop_test(all, an_odd_offer_is_doubt, 0, 2);
    LOOP(all, modules_are_asked_where_they_may_be_the_cause, modules);
    LOOP(all, modules_are_asked_for_a_write_that_is_asked_for, writes);
    tcase_add_test(all, a_module_that_is_off_changes_no_verdict);
    tcase_add_loop_test(all, whatever_the_answers_nothing_is_left_open, 0, 100);
    suite_add_tcase(suite, all);
    return suite;
}
