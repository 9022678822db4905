/* What people really ran into with Zoho, and what they should have been told:
 * nothing more than the answer says. Public threads are named where they are.
 */
#include "base/text.h"
#include "tests/unit/zoho.h"
#include "tests/unit/zoho_tenant.h"

#include <string.h>

#define EDITION "does not have"
/* What is consented to, as the rules print it. */
#define ZT_LINE                                                                \
    "Desk.tickets.READ,Desk.tickets.WRITE,Desk.tickets.UPDATE,"                \
    "Desk.search.READ,Desk.contacts.READ,Desk.accounts.READ,"                  \
    "Desk.agents.READ,Desk.settings.READ,Desk.basic.READ"
#define TOKEN_OF(error)                                                        \
    {                                                                          \
        .match = ZT_TOKEN, .status = 200, .body = "{\"error\":\"" error "\"}"  \
    }

static const struct report {
    struct fake_reply reply;
    const char *told;     /* scopes; NULL: those that are asked for */
    const char *words[3]; /* that are said */
    const char *never;    /* what is not said; or NULL */
} reports[] = {
    /* An error within a 200 [issues asciisd/zoho#18, schmorrison/Zoho#22]. */
    {TOKEN_OF("invalid_client"),
     NULL,
     {"(invalid_client)", "another data center", "accounts.zoho.com"},
     "refresh token is not"},
    {TOKEN_OF("invalid_client"),
     NULL,
     {"Others are eu, in, au, jp, cn, ca, sa, sg and ae;"},
     "Others are us"},
    /* Many causes under one word [issue verbb/formie#2199]. */
    {TOKEN_OF("invalid_code"),
     NULL,
     {"revoked", "of another client", "another data center"},
     "does not know the client"},
    /* Pushed out by newer ones [official: help centre; Kaizen #43]. */
    {TOKEN_OF("invalid_code"),
     NULL,
     {"new codes lately", "no refresh token is ever made", "the oldest"},
     NULL},
    /* Scopes are frozen, and WRITE is no right to write [a guide of 2026]. */
    {{.match = "nothing"},
     ZT_PRINTED,
     {"SCOPE_MISMATCH", "cannot be added to a refresh token",
      "Desk.tickets.UPDATE"},
     EDITION},
    /* What is too much cannot be taken away either. */
    {{.match = "nothing"},
     ZT_GOOD " Desk.settings.ALL Desk.tickets.DELETE",
     {"The token has Desk.settings.ALL, Desk.tickets.DELETE, which no rule",
      "or taken from it", ZT_LINE},
     "The token lacks"},
    {{.match = "nothing"},
     ZT_GOOD,
     {"data sharing", "speaks of 12 of the 390 rights", "as not judged"},
     ZT_LINE},
    /* Whoever sets up a client is an administrator as a rule. */
    {{.match = ZT_ORGS,
      .body = "{\"data\":[{\"id\":\"" ZT_ORG "\",\"isAdminInOrg\":true}]}"},
     NULL,
     {"is an administrator. A profile with", "Permissions > Profiles"},
     ZT_LINE},
    /* Of another portal [two guides of 2026]. */
    {{.match = ZT_OF_ORG,
      .status = 403,
      .body = ZT_CODE("OAUTH_ORG_MISMATCH", "x")},
     NULL,
     {"organization " ZT_ORG, "a refresh does not help", ZOHO_ORG_ID},
     EDITION},
    /* A 403 is the edition's only where it says so [issue
     * simstudioai/sim#6157]. */
    {{.match = "/webhooks ", .status = 403, .body = ZT_FORBIDDEN},
     NULL,
     {"FORBIDDEN"},
     EDITION},
    {{.match = "/webhooks ", .status = 403, .body = ZT_NO_SCOPE},
     NULL,
     {"Desk refuses what it opens for want of a scope"},
     EDITION},
    {{.match = "/webhooks ",
      .status = 403,
      .body = ZT_CODE("LICENSE_ACCESS_LIMITED", "x")},
     NULL,
     {"(ENTERPRISE) " EDITION " webhooks", "no denial of a scope"},
     "The token lacks"},
    /* An outage looks like one's own fault [issue PipedreamHQ/pipedream#14420].
     */
    {{.match = ZT_TOKEN, .status = 502, .body = "<html>Bad Gateway</html>"},
     NULL,
     {"out of order"},
     "another data center"},
};

START_TEST(says_what_the_answer_says)
{
    const struct report *report = &reports[_i];
    const struct fake_reply replies[] = {report->reply, {0}};

    if (report->told != NULL)
        zt.token =
            arena_print(&zt.mem, ZT_ANSWER(",\"scope\":\"%s\""), report->told);
    zt_run(&zt, replies);
    for (size_t i = 0; i < 3 && report->words[i] != NULL; i++)
        ck_assert_msg(zt_tells(&zt, report->words[i]), "does not say \"%s\"",
                      report->words[i]);
    if (report->never != NULL)
        ck_assert_msg(!zt_tells(&zt, report->never), "says \"%s\"",
                      report->never);
}
END_TEST

/* One line to paste, wherever it stands. */
START_TEST(the_line_is_the_same_everywhere)
{
    unsigned printed = 0;

    zt.token = ZT_TOLD(ZT_PRINTED);
    zt_run(&zt, NULL);
    ck_assert(zt_tells(&zt, "with that code: " ZT_LINE));
    for (uint32_t i = 0; i < zt.audit.n_finding; i++) {
        const struct finding *f = &zt.audit.finding[i];

        if (!text_starts(f->id, "scopes."))
            continue;
        ck_assert_msg(strstr(f->screen, "Scope: " ZT_LINE) != NULL, "%s",
                      f->id);
        printed++;
    }
    ck_assert_uint_eq(printed, 9);
}
END_TEST

/* Without a list nothing is known of the rest either way. */
START_TEST(says_that_scopes_are_open)
{
    zt.token = ZT_ANSWER("");
    zt_run(&zt, NULL);
    ck_assert(zt_tells(&zt, "beyond the rules is not known"));
    ck_assert(!zt_tells(&zt, "which no rule of the scan"));
    ck_assert(!zt_tells(&zt, "The token lacks"));
}
END_TEST

/* Nor is one named as missing but where its own read is refused for it: those
 * of accounts are opened by other scopes too. */
START_TEST(says_which_scope_a_read_misses)
{
    static const struct fake_reply replies[] = {
        {.match = "/contacts", .status = 403, .body = ZT_NO_SCOPE},
        {.match = "/accounts?", .status = 403, .body = ZT_NO_SCOPE},
        {0}};

    zt.token = ZT_ANSWER("");
    zt_run(&zt, replies);
    ck_assert(zt_tells(&zt, "The token lacks Desk.contacts.READ. "));
}
END_TEST

/* What is tolerated only while an option holds is beyond the rules else. */
START_TEST(says_what_is_tolerated_for_now)
{
    const struct rule_option options[] = {
        {.name = "cleaning", .rules = zt.rules.pack[0].id, .on = _i == 1}};
    const struct tolerance tolerances[] = {{.entity = "Desk.tickets.DELETE",
                                            .verbs = 1,
                                            .option = "cleaning",
                                            .rules = zt.rules.pack[0].id}};

    zt.rules.option = options;
    zt.rules.n_option = 1;
    zt.rules.tolerance = tolerances;
    zt.rules.n_tolerance = 1;
    zt.token = ZT_TOLD(ZT_GOOD " Desk.tickets.DELETE");
    zt_run(&zt, NULL);
    ck_assert_int_eq(zt_tells(&zt,
                              "The token has Desk.tickets.DELETE, which no "
                              "rule of the scan asks for"),
                     _i == 0);
    ck_assert_int_eq(zt_excess(&zt, "Desk.tickets.DELETE.held") != NULL,
                     _i == 0);
}
END_TEST

/* The answer speaks of another place than the one that was asked [issues
 * openclaw-cliq#46, trycompai/comp#3229]. */
START_TEST(says_that_it_may_be_elsewhere)
{
    zt.token = "{\"access_token\":\"" ZT_ACCESS "\",\"scope\":\"" ZT_GOOD
               "\",\"api_domain\":\"https://www.zohoapis.eu\"}";
    zt_run(&zt, NULL);
    ck_assert(zt_tells(&zt, "speaks of the data center \"eu\""));
}
END_TEST

Suite *
zoho_reports_suite(void)
{
    Suite *suite = suite_create("zoho: what people ran into");
    TCase *tests = tcase_create("reports");

    tcase_add_checked_fixture(tests, zt_begin, zt_end);
    tcase_add_loop_test(tests, says_what_the_answer_says, 0,
                        (int)(sizeof reports / sizeof *reports));
    tcase_add_test(tests, the_line_is_the_same_everywhere);
    tcase_add_test(tests, says_that_scopes_are_open);
    tcase_add_test(tests, says_which_scope_a_read_misses);
    tcase_add_loop_test(tests, says_what_is_tolerated_for_now, 0, 2);
    tcase_add_test(tests, says_that_it_may_be_elsewhere);
    suite_add_tcase(suite, tests);
    return suite;
}
