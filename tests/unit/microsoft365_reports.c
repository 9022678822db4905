/* What people ran into, by public reports, and the words that would have helped
 * them. The numbers of issues are those of the repositories named with them. */
#include "base/text.h"
#include "tests/unit/microsoft365.h"
#include "tests/unit/microsoft365_tenant.h"

#include <string.h>

static struct ms_scan t;

static void
begin(void)
{
    ms_begin(&t);
}

static void
end(void)
{
    ms_end(&t);
}

#define TOKEN   "oauth2/v2.0/token"
#define USERS   "/v1.0/users?"
#define MAILBOX "/calendarView"
#define SECOND  "/users/tech2%40acme.example/calendarView"

#define AADSTS(class, number)                                                  \
    "{\"error\":\"" class "\",\"error_description\":\"AADSTS" number           \
                          ": Words.\\r\\nTrace ID: "                           \
                          "1\",\"error_codes\":[" number "]}"

#define DENIED_USERS                                                           \
    {                                                                          \
        .match = USERS, .status = 403,                                         \
        .body = MS_ERROR("Authorization_RequestDenied",                        \
                         "Insufficient privileges to complete the operation.") \
    }
#define NO_PERMISSIONS                                                         \
    {                                                                          \
        .match = MAILBOX, .status = 401,                                       \
        .body = MS_ERROR("NoPermissionsInAccessToken",                         \
                         "The token contains no permissions, or permissions "  \
                         "can not be understood.")                             \
    }
#define DENIED_AT(where)                                                       \
    {                                                                          \
        .match = where, .status = 403,                                         \
        .body = MS_ERROR("ErrorAccessDenied",                                  \
                         "Access is denied. Check credentials and try again.") \
    }
#define ODATA "Access to OData is disabled"
#define RAOP_AT(where)                                                         \
    {                                                                          \
        .match = where, .status = 403,                                         \
        .body = MS_ERROR("ErrorAccessDenied",                                  \
                         ODATA ": [RAOP] : Blocked by tenant configured "      \
                               "AppOnly AccessPolicy settings.")               \
    }
#define REFUSED(code, class, number)                                           \
    {                                                                          \
        .match = TOKEN, .status = code, .body = AADSTS(class, number)          \
    }

static const struct report {
    uint32_t number;
    const char *roles;    /* in the token; NULL: what the rules ask for */
    const char *set, *to; /* a credential, or NULL */
    const char *option, *subject;
    struct fake_reply reply[3];
    const char *check, *verdict;
    const char *words[4];
} reports[] = {
    /* microsoftgraph/dotnetcore-console-sample#44 */
    {.number = 1,
     .roles = "[]",
     .reply = {DENIED_USERS, NO_PERMISSIONS},
     .check = "graph.users.held",
     .verdict = "fail not-granted confirmed",
     .words = {"login works", "holds no application permission at all",
               "type Delegated do not count", "with the type Application"}},
    {.number = 1,
     .roles = "[\"Mail.Read\",\"New.Thing\"]",
     .reply = {DENIED_USERS, DENIED_AT(MAILBOX)},
     .check = "graph.calendars.held",
     .verdict = "fail not-granted confirmed",
     .words = {"token holds Mail.Read, New.Thing.",
               "lacks Calendars.Read, User.Read.All"}},
    /* microsoftgraph/microsoftgraph-postman-collections#48 */
    {.number = 2,
     .reply = {DENIED_AT(MAILBOX)},
     .check = "reach.technicians.reached",
     .verdict = "fail not-granted confirmed",
     .words = {"Access is denied. [the credential is fine; the right is "
               "missing for this mailbox]",
               "The token holds the permission, and Exchange does not open"}},
    /* formbricks/formbricks#2879 */
    {.number = 3,
     .set = MS_SECRET,
     .to = "66666666-0000-4000-8000-000000000001",
     .reply = {REFUSED(401, "invalid_client", "7000215")},
     .check = "app.login",
     .verdict = "unknown login-rejected none",
     .words = {"has the form of a Secret ID", "causes:\nThe Secret ID was",
               "36 characters"}},
    /* freescout-help-desk/freescout#5550 */
    {.number = 4,
     .set = MS_SECRET,
     .to = "\"Syn~th.etic-Secret\"",
     .reply = {REFUSED(401, "invalid_client", "7000215")},
     .check = "app.login",
     .verdict = "unknown login-rejected none",
     .words = {"is 20 characters long, with quotes around it"}},
    {.number = 4,
     .set = MS_SECRET,
     .to = "Syn%7Eth.etic",
     .reply = {REFUSED(401, "invalid_client", "7000215")},
     .check = "app.login",
     .verdict = "unknown login-rejected none",
     .words = {"is 13 characters long, and looks as if it had been encoded"}},
    {.number = 4,
     .set = MS_SECRET,
     .to = "Syn~th.etic ",
     .reply = {REFUSED(401, "invalid_client", "9999999")},
     .check = "app.login",
     .verdict = "unknown login-rejected none",
     .words = {"is 12 characters long, with a blank at an end"}},
    /* liprec/vsts-release-aas#119 */
    {.number = 5,
     .reply = {REFUSED(401, "invalid_client", "7000222")},
     .check = "app.login",
     .verdict = "unknown login-rejected none",
     .words = {"was sent has expired", "the app of AZURE_CLIENT_ID",
               "make a new one", "24 characters"}},
    /* AzureADQuickStarts/AppModelv2-WebApp-OpenIDConnect-DotNet#50 */
    {.number = 6,
     .reply = {REFUSED(400, "unauthorized_client", "700016")},
     .check = "app.login",
     .verdict = "unknown login-rejected none",
     .words = {"The tenant exists, and this app does not exist in it",
               "Application (client) ID"}},
    /* Azure/azure-cli#14509 */
    {.number = 7,
     .reply = {{.match = "openid-configuration",
                .status = 400,
                .body = AADSTS("invalid_tenant", "90002")}},
     .check = "app.login",
     .verdict = "unknown misdirected none",
     .words = {"no such tenant in this cloud", "US Government or of China"}},
    /* microsoft-graph-docs#4765 */
    {.number = 9,
     .roles = "[\"User.Read.All\"]",
     .reply = {DENIED_AT(MAILBOX)},
     .check = "graph.calendars.held",
     .verdict = "fail not-granted confirmed",
     .words = {"As of 2026-11-26T14:00:00Z the token holds User.Read.All.",
               "lacks Calendars.Read.", "less than an hour ago",
               "not given in this tenant, or not to this app"}},
    /* microsoftgraph/msgraph-sdk-dotnet#1033 */
    {.number = 10,
     .check = "graph.users.held",
     .verdict = "pass granted confirmed",
     .words = {"Token issued: 2026-11-26T14:00:00Z",
               "Token good until: 2026-11-26T15:05:00Z, whatever is revoked"}},
    /* microsoft-graph-docs#6260 */
    {.number = 11,
     .reply = {RAOP_AT(SECOND)},
     .check = "reach.technicians.reached",
     .verdict = "fail policy confirmed",
     .words = {"as of 2026-11-26T14:01:4", "need an hour and more",
               "scan again before you believe it", "grantscan diff"}},
    /* microsoft-graph-docs#6018 */
    {.number = 12,
     .roles = "[\"User.Read.All\"]",
     .reply = {DENIED_AT(SECOND)},
     .check = "reach.technicians.reached",
     .verdict = "fail not-granted confirmed",
     .words = {"Exchange opens other mailboxes, and not technician 2 (te",
               "itself a member of the group", "nested groups"}},
    /* maester365/maester#920 */
    {.number = 13,
     .roles = "[\"User.Read.All\"]",
     .check = "graph.calendars.held",
     .verdict = "pass granted confirmed",
     .words = {"granted in Exchange (RBAC for Applications), not in Entra",
               "--subject outsider"}},
    {.number = 13,
     .option = "scoped=yes",
     .subject = "outsider=director@acme.example",
     .check = "reach.outside.spared",
     .verdict = "fail excess confirmed",
     .words = {"overrides a scope in Exchange", "remove the consent",
               "an hour and more"}},
    /* One author's measurement. */
    {.number = 14,
     .reply = {RAOP_AT(SECOND)},
     .check = "graph.calendars.held",
     .verdict = "pass granted confirmed",
     .words = {"policy leaves out technician 2 (te", "an administrator's",
               "an ordinary technician's"}},
    /* microsoft-graph-docs#8520 */
    {.number = 15,
     .reply = {{.match = SECOND,
                .status = 404,
                .body = MS_ERROR("MailboxNotEnabledForRESTAPI", "x")}},
     .check = "reach.technicians.reached",
     .verdict = "unknown absent none",
     .words = {"has no mailbox in Exchange Online",
               "says nothing about the right"}},
    /* microsoft-graph-docs#7909 */
    {.number = 16,
     .subject = "technician=<mailto:tech3@acme.example>",
     .reply = {{.match = "tech3",
                .status = 404,
                .body = MS_ERROR("ErrorInvalidUser", "x")}},
     .check = "reach.technicians.reached",
     .verdict = "unknown absent none",
     .words = {"technician 3 (<m", "a new user, a distribution list",
               "not an address alone: there is a '<' in it"}},
    {.number = 16,
     .subject = "technician=tech3",
     .reply = {{.match = "tech3",
                .status = 404,
                .body = MS_ERROR("Request_ResourceNotFound", "x")}},
     .check = "reach.technicians.reached",
     .verdict = "unknown absent none",
     .words = {"it has no '@'"}},
    /* Worklytics/psoxy#74 */
    {.number = 19,
     .reply = {REFUSED(400, "unauthorized_client", "7000112")},
     .check = "app.login",
     .verdict = "unknown login-rejected none",
     .words = {"switched off: Enterprise applications > the app > Properties > "
               "Enabled for users to sign in",
               "Microsoft itself has disabled it"}},
    /* osodevops/ms-teams-cli#83 */
    {.number = 20,
     .reply = {{.match = MAILBOX,
                .status = 403,
                .body = MS_ERROR("Forbidden", "")}},
     .check = "reach.technicians.reached",
     .verdict = "unknown api-error none",
     .words = {"token holds User.Read.All, Calendars.Read."}},
    {.number = 20,
     .reply = {{.match = USERS, .body = MS_LIST_NONE}},
     .check = "graph.users.held",
     .verdict = "pass granted declared",
     .words = {"nothing to see, which proves nothing"}},
    /* cal.com#343 */
    {.number = 21,
     .reply = {{.match = MAILBOX,
                .status = 429,
                .body = MS_ERROR("ApplicationThrottled", "x")}},
     .check = "reach.technicians.reached",
     .verdict = "unknown throttled none",
     .words = {"four things at once", "the product itself reads counts"}},
    /* microsoftgraph/msgraph-sdk-javascript#252 */
    {.number = 22,
     .reply = {{.match = MAILBOX,
                .status = 403,
                .body = MS_ERROR("ErrorAccessDenied", ODATA)}},
     .check = "reach.technicians.reached",
     .verdict = "unknown api-error none",
     .words =
         {"an access policy leaves this mailbox out, or the mailbox itself "
          "blocks the way in"}},
    {.number = 22,
     .reply = {{.match = MAILBOX,
                .status = 403,
                .body = MS_ERROR("ExtensionError", ODATA)}},
     .check = "reach.technicians.reached",
     .verdict = "unknown api-error none",
     .words = {"or the mailbox itself blocks the way in"}},
};

START_TEST(a_report)
{
    const struct report *row = &reports[_i];

    if (row->roles != NULL)
        t.claims = ms_claims(&t, "", row->roles);
    if (row->set != NULL)
        ms_set(&t, row->set, row->to);
    if (row->option != NULL)
        t.option[t.n_option++] = row->option;
    if (row->subject != NULL)
        t.subject[t.n_subject++] = row->subject;
    ms_run(&t, row->reply);
    ms_ck(&t, row->check, row->verdict);
    for (size_t i = 0; i < 4 && row->words[i] != NULL; i++)
        ck_assert_msg(ms_tells(&t, row->words[i]), "%u: nobody says \"%s\"",
                      (unsigned)row->number, row->words[i]);
    ck_assert(!ms_tells(&t, MS_TEST_SECRET));
    if (row->set != NULL)
        ck_assert(!ms_tells(&t, row->to));
    /* Microsoft's advice never stands alone. */
    for (uint32_t i = 0; i < t.audit.n_exchange; i++)
        ck_assert(t.audit.exchange[i].note == NULL ||
                  strstr(t.audit.exchange[i].note, "Check cred") == NULL ||
                  strstr(t.audit.exchange[i].note, "is fine") != NULL);
    ck_assert(row->number != 7 || fake_count(&t.fake, TOKEN) == 0);
}
END_TEST

/* Report 8 (AzureAD/microsoft-identity-web#1404): a token of another tenant. */
START_TEST(a_token_of_somebody_else)
{
    struct diags diags = {.arena = &t.mem};

    t.claims = "{\"aud\":\"https://graph.microsoft.com\",\"appid\":"
               "\"" MS_TEST_CLIENT "\",\"tid\":"
               "\"99999999-2222-4333-8444-555555555555\",\"roles\":[]}";
    ms_run(&t, NULL);
    ms_ck(&t, "app.login", "unknown misdirected none");
    ck_assert(ms_tells(&t, "is for another tenant (99999999-2222-"));
    ms_set(&t, MS_TENANT, "common");
    ck_assert_ptr_null(microsoft365_user(&t.secrets, &diags, &t.mem));
}
END_TEST

/* What was found out does not stay said where it is not so. */
START_TEST(what_is_not_said)
{
    static const struct fake_reply policy[] = {RAOP_AT(SECOND), {0}};

    t.claims =
        ms_claims(&t, "", "[\"Calendars.ReadWrite\",\"User.ReadWrite.All\"]");
    ms_run(&t, policy);
    ck_assert(!ms_tells(&t, "calendars of all mailboxes"));
    ck_assert(!ms_tells(&t, "lacks"));
    ck_assert(!ms_tells(&t, "Delegated"));
    ck_assert(ms_tells(&t, "Calendars.Read is held only as a part of"));
    ck_assert(ms_tells(&t, "User.Read.All is held only as a part of"));
    /* Report 23 (microsoft-graph-docs-contrib#2448): it is not asked for. */
    ck_assert_uint_eq(fake_count(&t.fake, "servicePrincipals"), 0);
}
END_TEST

/* Advice is on what is held and asked for; and a lesser permission that nothing
 * can limit to some mailboxes is none where they are to be limited. */
static const struct {
    const char *option, *subject;
    bool users, calendars;
} advice[] = {
    {NULL, NULL, true, true},
    {"older-article=yes", NULL, false, true},
    {"scoped=yes", "outsider=director@acme.example", true, false},
};

START_TEST(a_narrower_choice)
{
    if (advice[_i].option != NULL)
        t.option[t.n_option++] = advice[_i].option;
    if (advice[_i].subject != NULL)
        t.subject[t.n_subject++] = advice[_i].subject;
    ms_run(&t, NULL);
    ck_assert_int_eq(ms_tells(&t, "User.ReadBasic.All would be enough"),
                     advice[_i].users);
    ck_assert_int_eq(ms_tells(&t, "Calendars.ReadBasic.All would be enough"),
                     advice[_i].calendars);
    ck_assert(ms_tells(&t, "Ask the vendor before narrowing."));
}
END_TEST

/* Times that no clock shows are none, and end nothing. */
START_TEST(times_that_are_none)
{
    static const char *const odd[] = {
        "0", "-1", "253402300800", "9223372036854775807", "1e300", "\"1\""};

    t.claims = arena_print(&t.mem,
                           "{\"aud\":\"https://graph.microsoft.com\",\"tid\":"
                           "\"" MS_TEST_TENANT "\",\"appid\":\"" MS_TEST_CLIENT
                           "\",\"iat\":%s,\"exp\":%s,\"roles\":[]}",
                           odd[_i], odd[_i]);
    ms_run(&t, NULL);
    ms_ck(&t, "app.login", "pass granted declared");
    ck_assert(!ms_tells(&t, "Token issued"));
    ck_assert(!ms_tells(&t, "Token good"));
    ck_assert(ms_tells(&t, "works. The token holds no application permission"));
}
END_TEST

Suite *
microsoft365_reports_suite(void)
{
    Suite *suite = suite_create("microsoft365: what people ran into");
    TCase *tests = tcase_create("reports");

    tcase_add_checked_fixture(tests, begin, end);
    tcase_add_loop_test(tests, a_report, 0,
                        (int)(sizeof reports / sizeof *reports));
    tcase_add_test(tests, a_token_of_somebody_else);
    tcase_add_test(tests, what_is_not_said);
    tcase_add_loop_test(tests, a_narrower_choice, 0,
                        sizeof advice / sizeof *advice);
    tcase_add_loop_test(tests, times_that_are_none, 0, 6);
    suite_add_tcase(suite, tests);
    return suite;
}
