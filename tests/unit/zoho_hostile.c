/* Answers that contradict each other, and accounts that nobody would expect. */
#include "base/out.h"
#include "base/text.h"
#include "rules/model/words.h"
#include "tests/unit/zoho.h"
#include "tests/unit/zoho_tenant.h"

/* ---- scopes that are there, and a read that is refused for want of one --- */

static const struct want {
    const char *match, *scope; /* "": what is told in full */
    const char *accounts, *agents, *basic, *settings;
} wants[] = {
    {"/accounts?", ZT_GOOD, ZT_U("conflict"), ZT_P_DECLARED, ZT_P_CONFIRMED,
     ZT_P_CONFIRMED},
    {"/agents?", ZT_GOOD, ZT_P_DECLARED, ZT_U("conflict"), ZT_P_CONFIRMED,
     ZT_P_CONFIRMED},
    {ZT_ORGS, ZT_GOOD, ZT_P_DECLARED, ZT_P_DECLARED, ZT_P_CONFIRMED,
     ZT_P_CONFIRMED},
    /* without a read of their own that was allowed */
    {"/api/v1/", ZT_GOOD, ZT_U("conflict"), ZT_U("conflict"), ZT_U("conflict"),
     ZT_U("conflict")},
    {"/my", "Desk.basic.READ Desk.layouts.READ Desk.webhooks.READ",
     ZT_F_DECLARED, ZT_F_DECLARED, ZT_U("conflict"), ZT_F_DECLARED},
    {"/personalRole", "Desk.settings.READ Desk.layouts.READ Desk.webhooks.READ",
     ZT_F_DECLARED, ZT_F_DECLARED, ZT_F_DECLARED, ZT_U("conflict")},
    /* of the other one that it wants there is none */
    {"/accounts?", "Desk.accounts.READ", ZT_P_DECLARED, ZT_F_DECLARED,
     ZT_U("conflict"), ZT_U("conflict")},
    {"/agents?", "Desk.agents.ALL", ZT_F_DECLARED, ZT_U("conflict"),
     ZT_U("conflict"), ZT_U("conflict")},
};

/* Zoho says in one answer that the token has it, and in another that it lacks
 * what would do. */
START_TEST(a_scope_that_opens_nothing)
{
    const struct want *want = &wants[_i];
    const struct fake_reply replies[] = {
        {.match = want->match, .status = 403, .body = ZT_NO_SCOPE}, {0}};

    zt.token = arena_print(&zt.mem, ZT_TOLD("%s"), want->scope);
    zt_run(&zt, replies);
    zt_ck(&zt, "scopes.accounts.read", want->accounts);
    zt_ck(&zt, "scopes.agents.read", want->agents);
    zt_ck(&zt, "scopes.basic.read", want->basic);
    zt_ck(&zt, "scopes.settings.read", want->settings);
}
END_TEST

/* A search wants two; where both are said to be there, neither is sure. */
START_TEST(a_search_with_both_scopes)
{
    static const struct fake_reply replies[] = {
        {.match = "ickets", .status = 403, .body = ZT_NO_SCOPE}, {0}};

    zt_run(&zt, replies);
    zt_ck(&zt, "scopes.tickets.read", ZT_U("conflict"));
    zt_ck(&zt, "scopes.search.read", ZT_U("conflict"));
    ck_assert(zt_tells(&zt, "Desk.search.READ, Desk.tickets.READ, and Desk"));
    zt_end();
    zt_begin();
    zt.token = ZT_TOLD("Desk.search.READ"); /* nothing speaks against it */
    zt_run(&zt, replies);
    zt_ck(&zt, "scopes.tickets.read", "fail not-granted confirmed");
    zt_ck(&zt, "scopes.search.read", ZT_P_DECLARED);
}
END_TEST

/* A text that is too long to be kept whole, alone and in a list: what stood at
 * its end is not known. */
START_TEST(scope_that_was_cut)
{
    enum { NAME = 190, NAMES = 400 };
    struct out out = {0};

    (void)out_print(&out, "{\"access_token\":\"" ZT_ACCESS "\",\"scope\":%s",
                    _i == 0 ? "\"" : "[\"");
    for (unsigned i = 0; i < NAMES; i++)
        (void)out_print(&out, "Desk.%0*u ", NAME, i);
    (void)out_print(&out, ZT_GOOD "%s}", _i == 0 ? "\"" : "\"]");
    zt.token = arena_text(&zt.mem, out_string(&out));
    out_free(&out);
    zt_run(&zt, NULL);
    zt_ck(&zt, "scopes.tickets.read", ZT_P_CONFIRMED);
    zt_ck(&zt, "scopes.accounts.read", ZT_U("needs-attestation"));
}
END_TEST

/* ---- the organization ---------------------------------------------------- */

/* One call of several, among them that which names none. */
START_TEST(one_call_is_of_another_organization)
{
    static const char *const match[] = {"/myinfo",  "/departments",
                                        "/layouts", "/accounts?",
                                        "/agents?", ZT_ORGS};
    struct fake_reply replies[] = {{.status = 403, .body = ZT_MISMATCH}, {0}};

    replies[0].match = match[_i];
    zt_run(&zt, replies);
    zt_ck(&zt, "account.organisation",
          _i == 5 ? ZT_U("misdirected") : ZT_U("conflict"));
    ck_assert(!zt_tells(&zt, "refresh does not help"));
    zt_ck(&zt, "scopes.agents.read", ZT_P_DECLARED);
}
END_TEST

/* A list without ours, and calls to it that were allowed. */
START_TEST(an_organization_that_is_not_listed)
{
    static const struct fake_reply replies[] = {
        {.match = ZT_ORGS, .body = "{\"data\":[{\"id\":\"7\"}]}"}, {0}};
    static const struct fake_reply refused[] = {
        {.match = ZT_ORGS, .status = 403, .body = ZT_NO_SCOPE}, {0}};

    zt_run(&zt, replies);
    zt_ck(&zt, "account.organisation", ZT_U("conflict"));
    ck_assert(zt_tells(&zt, "does not list it among those of the agent"));
    ck_assert(!zt_tells(&zt, "refresh does not help"));
    zt_end();
    zt_begin();
    zt_run(&zt, refused);
    ck_assert(zt_tells(&zt, "said to have one of them"));
    zt_end();
    zt_begin();
    zt.token = ZT_TOLD("Desk.tickets.READ");
    zt_run(&zt, refused);
    ck_assert(!zt_tells(&zt, "said to have one of them"));
}
END_TEST

/* ---- ids that are numbers and too long for one ----------------------------
 */

#define LONG(last) "215666000009321000" last

static const struct ids {
    const char *agent, *role, *department, *personal;
    const char *records, *departments;
} ids[] = {
    {LONG("1"), LONG("2"), LONG("3"), LONG("4"), ZT_P_DECLARED, ZT_P_DECLARED},
    /* those that a double would take for the same */
    {LONG("1"), LONG("2"), LONG("3"), LONG("2"), ZT_F_DECLARED, ZT_P_DECLARED},
    {LONG("1"), LONG("2"), LONG("5"), LONG("4"), ZT_P_DECLARED, ZT_F_DECLARED},
    {LONG("1"), LONG("2"), LONG("3") ".0", LONG("4"), ZT_P_DECLARED,
     ZT_U("absent")},
    {LONG("1"), LONG("2"), LONG("3"), LONG("4") "e1", ZT_U("garbage"),
     ZT_P_DECLARED},
    {"-" LONG("1"), LONG("2"), LONG("3"), LONG("4"), ZT_U("garbage"),
     ZT_U("garbage")},
};

START_TEST(ids_are_not_rounded)
{
    const struct ids *row = &ids[_i];
    const struct fake_reply replies[] = {
        {.match = "/myinfo",
         .body = arena_print(&zt.mem,
                             "{\"id\":%s,\"roleId\":%s,"
                             "\"rolePermissionType\":\"AgentPublic\","
                             "\"associatedDepartmentIds\":[%s]}",
                             row->agent, row->role, row->department)},
        {.match = "/personalRole",
         .body = arena_print(&zt.mem, "{\"id\":%s}", row->personal)},
        {.match = "/departments",
         .body = "{\"data\":[{\"id\":" LONG("3") ",\"isEnabled\":true}]}"},
        {.match = "/myProfilePermissions",
         .body = "{\"type\":\"Custom\",\"permissions\":{\"setup\":"
                 "{\"fetchAcrossDepartment\":false}}}"},
        {0}};

    zt_run(&zt, replies);
    zt_ck(&zt, "reach.records.all", row->records);
    zt_ck(&zt, "reach.departments.all", row->departments);
}
END_TEST

/* ---- an administrator, or not -------------------------------------------- */

#define ORG(more) "{\"id\":\"" ZT_ORG "\"" more "}"
#define YES       ",\"isAdminInOrg\":true"
#define NO        ",\"isAdminInOrg\":false"
#define TYPE(word, permissions)                                                \
    "{\"type\":\"" word "\",\"permissions\":" permissions "}"
#define SOME "{\"tickets\":{\"view\":true}}"

static const struct administrator {
    const char *organizations, *permissions, *profile; /* NULL: the usual */
    const char *wanted;
} administrators[] = {
    {NULL, NULL, NULL, "no"},
    {ORG(YES), NULL, NULL, "yes"},
    {ORG(NO), TYPE("Light", SOME), NULL, "no"},
    {ORG(NO), TYPE("ADMINISTRATOR", SOME), NULL, "yes"},
    {ORG(YES) "," ORG(YES), NULL, NULL, "yes"},
    {ORG(YES) "," ORG(NO), NULL, NULL, "absent"},
    {ORG(NO) "," ORG(YES), NULL, NULL, "absent"},
    {ORG(YES) "," ORG(NO) "," ORG(YES), NULL, NULL, "absent"},
    {ORG(NO) "," ORG(""), NULL, NULL, "absent"},
    {ORG(""), NULL, NULL, "absent"},
    {ORG(",\"isAdminInOrg\":\"false\""), NULL, NULL, "absent"},
    {ORG(NO), TYPE("Superuser", SOME), NULL, "absent"},
    {ORG(NO), TYPE("Standard", "[]"), TYPE("Administrator", SOME), "conflict"},
    {ORG(NO), TYPE("Administrator", "7"), TYPE("Light", SOME), "conflict"},
    {ORG(NO), TYPE("Light", "{}"), TYPE("Light", SOME), "no"},
};

START_TEST(an_administrator_or_not)
{
    const struct administrator *row = &administrators[_i];
    struct fake_reply replies[] = {{0}, {0}, {0}, {0}};
    const char *told = NULL;
    unsigned n = 0;

    if (row->organizations != NULL)
        replies[n++] =
            (struct fake_reply){.match = ZT_ORGS,
                                .body = arena_print(&zt.mem, "{\"data\":[%s]}",
                                                    row->organizations)};
    if (row->permissions != NULL)
        replies[n++] = (struct fake_reply){.match = "/myProfilePermissions",
                                           .body = row->permissions};
    if (row->profile != NULL)
        replies[n++] =
            (struct fake_reply){.match = "/myProfile", .body = row->profile};
    zt_run(&zt, replies);
    for (uint32_t i = 0; i < zt.scan.n_observation; i++) {
        const struct observation *seen = &zt.scan.observation[i];

        if (text_same(seen->right, ZOHO_ADMINISTRATOR))
            told = seen->reason != WHY_GRANTED ? reason_word(seen->reason)
                   : seen->low > GRADE_NONE    ? "yes"
                                               : "no";
    }
    ck_assert_str_eq(told, row->wanted);
    ck_assert((zt_excess(&zt, "administrator") != NULL) ==
              text_same(row->wanted, "yes"));
    ck_assert(zt_tells(&zt, "who consented is an administrator") ==
              text_same(row->wanted, "yes"));
    zt_ck(&zt, "profile.tickets.view", ZT_P_CONFIRMED);
}
END_TEST

/* Whoever has a token is of one organization at least, so that a list of none
 * says nothing; of two that are ours and differ, neither is told. */
static const struct {
    const char *list, *organisation;
    const char *edition; /* "": none is told */
} lists[] = {
    {"", ZT_U("garbage"), ""},
    {"{\"id\":\"600421901\"}", ZT_U("conflict"), ""},
    {"{\"id\":\"600421901\"},{}", ZT_U("garbage"), ""},
    {ORG(",\"edition\":\"FREE\""), ZT_P_DECLARED, "Edition: FREE"},
    {ORG(",\"edition\":\"\""), ZT_P_DECLARED, ""},
    {ORG(",\"edition\":\"FREE\"") "," ORG(",\"edition\":\"FREE\""),
     ZT_P_DECLARED, "Edition: FREE"},
    {ORG(",\"edition\":\"FREE\"") "," ORG(",\"edition\":\"EXPRESS\""),
     ZT_P_DECLARED, ""},
};

START_TEST(the_list_of_organizations)
{
    const struct fake_reply replies[] = {
        {.match = ZT_ORGS,
         .body = arena_print(&zt.mem, "{\"data\":[%s]}", lists[_i].list)},
        {0}};

    zt_run(&zt, replies);
    zt_ck(&zt, "account.organisation", lists[_i].organisation);
    ck_assert(zt_tells(&zt, lists[_i].edition));
    ck_assert(*lists[_i].edition != '\0' || !zt_tells(&zt, "Edition: "));
}
END_TEST

/* ---- departments --------------------------------------------------------- */

#define DEPARTMENT(id, on)                                                     \
    "{\"id\":\"400000000000500" id "\",\"name\":\"D" id "\"" on "}"
#define ON  ",\"isEnabled\":true"
#define OFF ",\"isEnabled\":false"

/* The agent is of the first one, and sees no other. */
static const struct departments {
    const char *list, *wanted;
} departments[] = {
    {DEPARTMENT("1", ON), ZT_P_DECLARED},
    {DEPARTMENT("1", ""), ZT_P_DECLARED},
    {DEPARTMENT("1", ON) "," DEPARTMENT("2", OFF), ZT_P_DECLARED},
    {DEPARTMENT("1", ON) "," DEPARTMENT("2", ON), ZT_F_DECLARED},
    {DEPARTMENT("2", ON) "," DEPARTMENT("2", ON), ZT_F_DECLARED},
    /* one that may be off is no sign that something is missing */
    {DEPARTMENT("1", ON) "," DEPARTMENT("2", ""), ZT_U("absent")},
    {DEPARTMENT("1", ON) "," DEPARTMENT("2", ",\"isEnabled\":\"true\""),
     ZT_U("absent")},
    {DEPARTMENT("1", ON) "," DEPARTMENT("2", ",\"isEnabled\":null"),
     ZT_U("absent")},
    {DEPARTMENT("2", OFF) "," DEPARTMENT("1", ON) "," DEPARTMENT("2", ON),
     ZT_U("absent")},
    {DEPARTMENT("2", ON) "," DEPARTMENT("1", ON) "," DEPARTMENT("2", OFF),
     ZT_U("absent")},
    {DEPARTMENT("1", OFF), ZT_U("absent")},
    {DEPARTMENT("1", ON) ",{\"name\":\"D2\"" ON "}", ZT_U("garbage")},
};

START_TEST(a_department_that_may_be_off)
{
    const struct fake_reply replies[] = {
        {.match = "/myProfilePermissions",
         .body = "{\"permissions\":{\"setup\":"
                 "{\"fetchAcrossDepartment\":false}}}"},
        {.match = "/departments",
         .body = arena_print(&zt.mem, "{\"data\":[%s]}", departments[_i].list)},
        {0}};

    zt_run(&zt, replies);
    zt_ck(&zt, "reach.departments.all", departments[_i].wanted);
    ck_assert(!zt_tells(&zt, "D2, D2"));
}
END_TEST

/* ---- a token that is refused after a gate behind it was reached ---------- */

static const struct lost {
    struct fake_reply first, then;
    bool at_once; /* nothing of Desk looked past the token */
} lost[] = {
    {{.status = 403, .body = ZT_NO_SCOPE},
     {.status = 401, .body = ZT_CODE("INVALID_OAUTH", "x")},
     false},
    {{.status = 403, .body = ZT_FORBIDDEN}, {.status = 401}, false},
    {{.status = 403, .body = ZT_CODE("LICENSE_ACCESS_LIMITED", "x")},
     {.status = 401},
     false},
    {{.status = 204}, {.status = 401}, true}, /* makes no sense there */
    {{.status = 503}, {.status = 401, .body = "<html>"}, true},
    {{.status = 401}, {.status = 401}, true},
};

START_TEST(a_gate_behind_the_token)
{
    struct fake_reply replies[] = {lost[_i].first, lost[_i].then, {0}};

    replies[0].match = ZT_ORGS;
    replies[1].match = "/api/v1/";
    zt_run(&zt, replies);
    zt_ck(&zt, "account.login", ZT_U("login-lost"));
    zt_ck(&zt, "scopes.agents.read",
          lost[_i].at_once ? ZT_U("login-lost") : ZT_P_DECLARED);
    ck_assert(zt_tells(&zt, "none of them was tried") == lost[_i].at_once);
    ck_assert(zt_tells(&zt, "desk.zoho.com refused it at once") ==
              lost[_i].at_once);
    ck_assert_uint_le(fake_count(&zt.fake, "/api/v1/my"), 2);
    ck_assert_uint_eq(fake_count(&zt.fake, ZT_TOKEN), 1);
}
END_TEST

/* ---- what could not be seen is told with its cause ----------------------- */

static const struct hidden {
    struct fake_reply reply;
    const char *words;
} hidden[] = {
    {{.status = 403, .body = ZT_FORBIDDEN},
     "profile could not be read: the agent may not (FORBIDDEN)"},
    {{.status = 503}, "profile could not be read: the server was out of order"},
    {{.status = 503},
     "which may see others, could not be read: the server was"},
    {{.status = 429}, "profile could not be read: the provider asked for"},
    {{.status = 404}, "profile could not be read: the API answered with"},
    {{.status = 403, .body = ZT_CODE("LICENSE_ACCESS_LIMITED", "x")},
     "profile could not be read: the edition of this Desk"},
    {{.net = NET_TIMEOUT}, "profile could not be read: no answer in time"},
};

START_TEST(the_cause_is_told)
{
    struct fake_reply replies[] = {hidden[_i].reply, hidden[_i].reply, {0}};

    replies[0].match = "/myProfile";
    replies[1].match = "/agentsTicketsCount";
    zt_run(&zt, replies);
    ck_assert_msg(zt_tells(&zt, hidden[_i].words), "%s", hidden[_i].words);
}
END_TEST

/* Whether a search for an id that nobody has is taken is not documented. */
START_TEST(a_question_that_is_not_taken)
{
    static const struct fake_reply replies[] = {
        {.match = "/tickets/search",
         .status = 422,
         .body = ZT_CODE("UNPROCESSABLE_ENTITY", "x")},
        {.match = "/accounts?",
         .status = 422,
         .body = ZT_CODE("INVALID_DATA", "x")},
        {0}};

    zt_run(&zt, replies);
    zt_ck(&zt, "scopes.search.read", ZT_U("api-error"));
    zt_ck(&zt, "profile.accounts.view", ZT_U("api-error"));
    ck_assert(zt_tells(&zt, "did not take tickets/search, accounts as it was"));
    ck_assert(zt_tells(&zt, "says nothing of scopes and profile"));
}
END_TEST

/* A read that shows a scope by itself, refused at another gate. */
START_TEST(a_scope_behind_another_gate)
{
    static const struct fake_reply replies[] = {
        {.match = "ickets", .status = 403, .body = ZT_FORBIDDEN}, {0}};

    zt.token = ZT_ANSWER("");
    zt_run(&zt, replies);
    zt_ck(&zt, "scopes.tickets.read", ZT_U("needs-attestation"));
    zt_ck(&zt, "scopes.agents.read", ZT_U("needs-attestation"));
    ck_assert(zt_tells(&zt, "refused for want of something else"));
    ck_assert(zt_tells(&zt, "no read shows this one alone"));
}
END_TEST

Suite *
zoho_hostile_suite(void)
{
    Suite *suite = suite_create("zoho: contradictions");
    TCase *tests = tcase_create("contradictions");

    tcase_add_checked_fixture(tests, zt_begin, zt_end);
    tcase_add_loop_test(tests, a_scope_that_opens_nothing, 0,
                        (int)(sizeof wants / sizeof *wants));
    tcase_add_test(tests, a_search_with_both_scopes);
    tcase_add_loop_test(tests, scope_that_was_cut, 0, 2);
    tcase_add_loop_test(tests, one_call_is_of_another_organization, 0, 6);
    tcase_add_test(tests, an_organization_that_is_not_listed);
    tcase_add_loop_test(tests, ids_are_not_rounded, 0,
                        (int)(sizeof ids / sizeof *ids));
    tcase_add_loop_test(tests, the_list_of_organizations, 0,
                        (int)(sizeof lists / sizeof *lists));
    tcase_add_loop_test(tests, an_administrator_or_not, 0,
                        (int)(sizeof administrators / sizeof *administrators));
    tcase_add_loop_test(tests, a_department_that_may_be_off, 0,
                        (int)(sizeof departments / sizeof *departments));
    tcase_add_loop_test(tests, a_gate_behind_the_token, 0,
                        (int)(sizeof lost / sizeof *lost));
    tcase_add_loop_test(tests, the_cause_is_told, 0,
                        (int)(sizeof hidden / sizeof *hidden));
    tcase_add_test(tests, a_question_that_is_not_taken);
    tcase_add_test(tests, a_scope_behind_another_gate);
    suite_add_tcase(suite, tests);
    return suite;
}
