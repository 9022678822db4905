/* How scopes are inferred: what is told in each form, what reads say beside it,
 * and which gate a refusal is of. */
#include "tests/unit/zoho.h"
#include "tests/unit/zoho_tenant.h"

#include <string.h>

START_TEST(everything_is_granted)
{
    zt_run(&zt, NULL);
    ck_assert_uint_eq(fake_count(&zt.fake, ZT_TOKEN), 1);
    ck_assert_uint_eq(zt.fake.n, 13);
    zt_ck(&zt, "account.login", ZT_P_DECLARED);
    zt_ck(&zt, "account.organisation", ZT_P_DECLARED);
    zt_ck(&zt, "scopes.tickets.read", ZT_P_CONFIRMED);
    zt_ck(&zt, "scopes.tickets.write", ZT_P_DECLARED);
    zt_ck(&zt, "scopes.tickets.write-effective", ZT_P_DECLARED);
    zt_ck(&zt, "scopes.search.read", ZT_P_CONFIRMED);
    zt_ck(&zt, "scopes.contacts.read", ZT_P_CONFIRMED);
    zt_ck(&zt, "scopes.accounts.read", ZT_P_DECLARED);
    zt_ck(&zt, "scopes.agents.read", ZT_P_DECLARED);
    zt_ck(&zt, "scopes.settings.read", ZT_P_CONFIRMED);
    zt_ck(&zt, "scopes.basic.read", ZT_P_CONFIRMED);
    zt_ck(&zt, "profile.tickets.view", ZT_P_CONFIRMED);
    zt_ck(&zt, "profile.tickets.edit", ZT_P_DECLARED);
    zt_ck(&zt, "reach.departments.all", ZT_P_DECLARED);
    zt_ck(&zt, "reach.records.all", ZT_P_DECLARED);
    for (uint32_t i = 0; i < zt.audit.n_finding; i++)
        ck_assert_int_eq(zt.audit.finding[i].verdict, VERDICT_PASS);
}
END_TEST

/* ---- the forms of "scope" ------------------------------------------------ */

static const struct telling {
    const char *token;
    const char *read, *accounts; /* scopes.tickets.read, scopes.accounts.read */
} forms[] = {
    {ZT_TOLD(ZT_GOOD), ZT_P_CONFIRMED, ZT_P_DECLARED},
    {ZT_TOLD("Desk.tickets.READ,Desk.accounts.READ"), ZT_P_CONFIRMED,
     ZT_P_DECLARED},
    {ZT_TOLD("desk.TICKETS.read , desk.accounts.read,"), ZT_P_CONFIRMED,
     ZT_P_DECLARED},
    {ZT_TOLD("Desk.tickets.ALL"), ZT_P_CONFIRMED, ZT_F_DECLARED},
    {ZT_TOLD("Desk.accounts.READ"), ZT_U("conflict"), ZT_P_DECLARED},
    {ZT_ANSWER(",\"scope\":[\"Desk.tickets.READ\",\"Desk.accounts.READ\"]"),
     ZT_P_CONFIRMED, ZT_P_DECLARED},
    {ZT_ANSWER(",\"Scope\":\"Desk.tickets.READ Desk.accounts.READ\""),
     ZT_P_CONFIRMED, ZT_P_DECLARED},
    /* ---- not told: reads tell, and what they do not tell is no denial */
    {ZT_ANSWER(""), ZT_P_CONFIRMED, ZT_U("needs-attestation")},
    {ZT_TOLD(""), ZT_P_CONFIRMED, ZT_U("needs-attestation")},
    {ZT_TOLD(" , "), ZT_P_CONFIRMED, ZT_U("needs-attestation")},
    {ZT_ANSWER(",\"scope\":null"), ZT_P_CONFIRMED, ZT_U("needs-attestation")},
    {ZT_ANSWER(",\"scope\":\"Desk.accounts.READ\",\"SCOPE\":\"\""),
     ZT_P_CONFIRMED, ZT_U("needs-attestation")},
    {ZT_ANSWER(",\"scope\":7"), ZT_P_CONFIRMED, ZT_U("needs-attestation")},
    {ZT_ANSWER(",\"scope\":[\"Desk.tickets.READ\",7]"), ZT_P_CONFIRMED,
     ZT_U("needs-attestation")},
    {ZT_TOLD("Desk.tickets.READ <b>"), ZT_P_CONFIRMED,
     ZT_U("needs-attestation")},
};

/* What others open too is settled by no read where they are not told. */
START_TEST(scope_in_every_form)
{
    bool told = strcmp(forms[_i].accounts, ZT_U("needs-attestation")) != 0;

    zt.token = forms[_i].token;
    zt_run(&zt, NULL);
    if (!told)
        zt_ck(&zt, "scopes.basic.read", ZT_U("needs-attestation"));
    zt_ck(&zt, "scopes.tickets.read", forms[_i].read);
    zt_ck(&zt, "scopes.accounts.read", forms[_i].accounts);
    ck_assert_uint_eq(fake_count(&zt.fake, ZT_TOKEN), 1);
}
END_TEST

/* Consent passes with it, and no read shows what it is good for. */
START_TEST(write_alone_is_open)
{
    zt.token = ZT_TOLD(ZT_PRINTED);
    zt_run(&zt, NULL);
    zt_ck(&zt, "scopes.tickets.write", ZT_P_DECLARED);
    zt_ck(&zt, "scopes.tickets.write-effective", ZT_U("needs-attestation"));
    ck_assert(zt_tells(&zt, "consent anew with Desk.tickets.UPDATE"));
}
END_TEST

/* What includes it is documented for changes. */
START_TEST(all_is_enough_to_write)
{
    zt.token = ZT_TOLD("Desk.tickets.ALL");
    zt_run(&zt, NULL);
    zt_ck(&zt, "scopes.tickets.write", ZT_P_DECLARED);
    zt_ck(&zt, "scopes.tickets.write-effective", ZT_P_DECLARED);
    ck_assert_ptr_nonnull(zt_excess(&zt, "Desk.tickets.ALL.held"));
}
END_TEST

/* ---- reads --------------------------------------------------------------- */

#define LICENSE                                                                \
    ZT_CODE("LICENSE_ACCESS_LIMITED",                                          \
            "Your Zoho Desk Edition does not support this "                    \
            "feature/operation.")
#define UNAUTHORIZED                                                           \
    ZT_CODE("UNAUTHORIZED", "You are not authorized to perform this "          \
                            "operation.")

/* Of tickets, where the scope is told and where it is not, and of the profile's
 * right to see them. */
static const struct read {
    struct fake_reply reply;
    const char *told, *untold, *profile;
} reads[] = {
    {{.status = 204}, ZT_P_CONFIRMED, ZT_P_CONFIRMED, ZT_P_CONFIRMED},
    {{.status = 200, .body = "{\"data\":[{\"id\":\"1\"}]}"},
     ZT_P_CONFIRMED,
     ZT_P_CONFIRMED,
     ZT_P_CONFIRMED},
    {{.status = 403, .body = ZT_NO_SCOPE},
     ZT_U("conflict"),
     ZT_F_CONFIRMED,
     ZT_P_DECLARED},
    {{.status = 401, .body = ZT_NO_SCOPE},
     ZT_U("conflict"),
     ZT_F_CONFIRMED,
     ZT_P_DECLARED},
    {{.status = 403, .body = ZT_FORBIDDEN},
     ZT_P_DECLARED,
     ZT_U("needs-attestation"),
     ZT_U("conflict")},
    {{.status = 403, .body = LICENSE},
     ZT_P_DECLARED,
     ZT_U("needs-attestation"),
     ZT_P_DECLARED},
    {{.status = 403, .body = ZT_MISMATCH},
     ZT_P_DECLARED,
     ZT_U("needs-attestation"),
     ZT_P_DECLARED},
    {{.status = 401, .body = UNAUTHORIZED},
     ZT_U("api-error"),
     ZT_U("api-error"),
     ZT_U("api-error")},
    {{.status = 403, .body = ZT_CODE("NEW_CODE", "x")},
     ZT_U("api-error"),
     ZT_U("api-error"),
     ZT_U("api-error")},
    {{.status = 400, .body = ZT_CODE("BAD_REQUEST", "x")},
     ZT_U("api-error"),
     ZT_U("api-error"),
     ZT_U("api-error")},
    {{.status = 404, .body = ZT_CODE("URL_NOT_FOUND", "x")},
     ZT_U("api-error"),
     ZT_U("api-error"),
     ZT_U("api-error")},
    {{.status = 200, .body = "{}"},
     ZT_U("garbage"),
     ZT_U("garbage"),
     ZT_U("garbage")},
    {{.status = 200, .body = "<html>"},
     ZT_U("intercepted"),
     ZT_U("intercepted"),
     ZT_U("intercepted")},
    {{.status = 429, .body = ZT_CODE("TOO_MANY_REQUESTS", "x")},
     ZT_P_DECLARED,
     ZT_U("throttled"),
     ZT_P_DECLARED},
    {{.status = 503}, ZT_P_DECLARED, ZT_U("outage"), ZT_P_DECLARED},
    {{.net = NET_TIMEOUT}, ZT_P_DECLARED, ZT_U("timeout"), ZT_P_DECLARED},
};

static void
run_read(const struct read *row, const char *token)
{
    struct fake_reply replies[] = {
        {.match = "/agentsTicketsCount?", .status = 404}, row->reply, {0}};

    replies[1].match = "/tickets?";
    zt.token = token;
    zt_run(&zt, replies);
    ck_assert_uint_le(fake_count(&zt.fake, "/tickets?"), 3);
}

START_TEST(a_read_of_tickets)
{
    run_read(&reads[_i], ZT_TOLD(ZT_GOOD));
    zt_ck(&zt, "scopes.tickets.read", reads[_i].told);
    zt_ck(&zt, "profile.tickets.view", reads[_i].profile);
    zt_end();
    zt_begin();
    run_read(&reads[_i], ZT_ANSWER(""));
    zt_ck(&zt, "scopes.tickets.read", reads[_i].untold);
    zt_ck(&zt, "profile.tickets.view", reads[_i].profile);
    zt_ck(&zt, "scopes.basic.read", ZT_U("needs-attestation"));
    zt_ck(&zt, "scopes.settings.read", ZT_U("needs-attestation"));
}
END_TEST

/* Counts are of an agent; of anything else tickets are looked at. */
static const struct {
    const char *body;
    uint32_t lists; /* of tickets that are asked for */
} counts[] = {
    {"{\"data\":[{\"agentId\":\"4000000000001017\",\"openCount\":2,"
     "\"isOnline\":true}]}",
     0},
    {"{\"data\":[]}", 0},
    {"{\"data\":[{}]}", 1},
    {"{\"data\":[{\"openCount\":2}]}", 1},
    {"{\"data\":[{\"agentId\":\"none\"}]}", 1},
    {"{\"count\":2}", 1},
};

START_TEST(a_count_of_tickets)
{
    const struct fake_reply replies[] = {
        {.match = "/agentsTicketsCount?", .body = counts[_i].body}, {0}};

    zt_run(&zt, replies);
    ck_assert_uint_eq(fake_count(&zt.fake, "/tickets?"), counts[_i].lists);
    zt_ck(&zt, "scopes.tickets.read", ZT_P_CONFIRMED);
}
END_TEST

/* A search wants two scopes: that one is missing says nothing of the other. */
START_TEST(a_search_without_tickets)
{
    static const struct fake_reply replies[] = {
        {.match = "ickets", .status = 403, .body = ZT_NO_SCOPE},
        {.match = "/search?", .status = 403, .body = ZT_NO_SCOPE},
        {0}};

    zt.token = ZT_ANSWER("");
    zt_run(&zt, replies);
    zt_ck(&zt, "scopes.tickets.read", ZT_F_CONFIRMED);
    zt_ck(&zt, "scopes.search.read", ZT_U("needs-attestation"));
    zt_ck(&zt, "scopes.contacts.read", ZT_P_CONFIRMED);
}
END_TEST

/* Where tickets can be read, it is its own scope that it lacks. */
START_TEST(a_search_beside_tickets)
{
    static const struct fake_reply replies[] = {
        {.match = "/search?", .status = 403, .body = ZT_NO_SCOPE}, {0}};

    zt.token = ZT_ANSWER("");
    zt_run(&zt, replies);
    zt_ck(&zt, "scopes.tickets.read", ZT_P_CONFIRMED);
    zt_ck(&zt, "scopes.search.read", ZT_F_CONFIRMED);
}
END_TEST

/* What another scope opens too shows nothing of the one. */
START_TEST(a_read_that_others_open)
{
    zt.token = ZT_TOLD("Desk.layouts.READ Desk.webhooks.READ");
    zt_run(&zt, NULL);
    zt_ck(&zt, "scopes.basic.read", ZT_F_DECLARED);
    zt_ck(&zt, "scopes.settings.read", ZT_F_DECLARED);
    ck_assert(zt_tells(&zt, "The token lacks Desk."));
}
END_TEST

/* Without basic and settings nothing is seen of the profile; tickets are looked
 * at all the same [a runbook of 2026]. */
START_TEST(a_token_without_basic)
{
    static const struct fake_reply replies[] = {
        {.match = "/tickets", .status = 204},
        {.match = "/agentsTickets", .status = 403, .body = ZT_CODE("X", "x")},
        {.match = "/api/v1/", .status = 403, .body = ZT_NO_SCOPE},
        {0}};

    zt.token = ZT_TOLD("Desk.tickets.READ Desk.search.READ");
    zt_run(&zt, replies);
    zt_ck(&zt, "scopes.tickets.read", ZT_P_CONFIRMED);
    zt_ck(&zt, "scopes.search.read", ZT_P_CONFIRMED);
    zt_ck(&zt, "scopes.basic.read", ZT_F_CONFIRMED);
    zt_ck(&zt, "scopes.settings.read", ZT_F_CONFIRMED);
    zt_ck(&zt, "scopes.tickets.write-effective", ZT_F_DECLARED);
    zt_ck(&zt, "account.organisation", ZT_P_DECLARED);
    zt_ck(&zt, "profile.tickets.view", ZT_U("api-error"));
    zt_ck(&zt, "reach.records.all", ZT_U("api-error"));
    zt_ck(&zt, "reach.departments.all", ZT_U("api-error"));
    ck_assert(zt_tells(&zt, "cannot be seen without Desk.basic.READ"));
    ck_assert(zt_tells(&zt, "Desk.tickets.READ,Desk.tickets.WRITE"));
}
END_TEST

/* ---- the organization ---------------------------------------------------- */

START_TEST(a_token_of_another_organization)
{
    static const struct fake_reply replies[] = {
        {.match = ZT_OF_ORG, .status = 403, .body = ZT_MISMATCH}, {0}};

    zt_run(&zt, replies);
    zt_ck(&zt, "account.organisation", ZT_F_DECLARED);
    zt_ck(&zt, "scopes.tickets.read", ZT_P_DECLARED);
    zt_ck(&zt, "profile.tickets.view", ZT_U("misdirected"));
    zt_ck(&zt, "reach.records.all", ZT_U("misdirected"));
    ck_assert(zt_tells(&zt, "refresh does not help"));
    ck_assert_uint_le(zt.fake.n, 4);
    ck_assert_uint_eq(fake_count(&zt.fake, ZT_TOKEN), 1);
}
END_TEST

START_TEST(organizations_that_may_not_be_listed)
{
    static const struct fake_reply replies[] = {
        {.match = ZT_ORGS, .status = 403, .body = ZT_NO_SCOPE}, {0}};

    zt_run(&zt, replies);
    zt_ck(&zt, "account.organisation", ZT_P_DECLARED);
    zt_ck(&zt, "scopes.tickets.read", ZT_P_CONFIRMED);
}
END_TEST

START_TEST(an_organization_by_number)
{
    static const struct fake_reply replies[] = {
        {.match = ZT_ORGS,
         .body = "{\"data\":[{\"id\":600421900,\"isAdminInOrg\":true}]}"},
        {0}};

    zt_run(&zt, replies);
    zt_ck(&zt, "account.organisation", ZT_P_DECLARED);
    ck_assert_ptr_nonnull(zt_excess(&zt, "administrator"));
    ck_assert_int_eq(zt_excess(&zt, "administrator")->risk, RISK_CRITICAL);
}
END_TEST

Suite *
zoho_scopes_suite(void)
{
    Suite *suite = suite_create("zoho: what is inferred");
    TCase *tests = tcase_create("inferred");

    tcase_add_checked_fixture(tests, zt_begin, zt_end);
    tcase_add_test(tests, everything_is_granted);
    tcase_add_loop_test(tests, scope_in_every_form, 0,
                        (int)(sizeof forms / sizeof *forms));
    tcase_add_test(tests, write_alone_is_open);
    tcase_add_test(tests, all_is_enough_to_write);
    tcase_add_loop_test(tests, a_read_of_tickets, 0,
                        (int)(sizeof reads / sizeof *reads));
    tcase_add_loop_test(tests, a_count_of_tickets, 0,
                        (int)(sizeof counts / sizeof *counts));
    tcase_add_test(tests, a_search_without_tickets);
    tcase_add_test(tests, a_search_beside_tickets);
    tcase_add_test(tests, a_read_that_others_open);
    tcase_add_test(tests, a_token_without_basic);
    tcase_add_test(tests, a_token_of_another_organization);
    tcase_add_test(tests, organizations_that_may_not_be_listed);
    tcase_add_test(tests, an_organization_by_number);
    suite_add_tcase(suite, tests);
    return suite;
}
