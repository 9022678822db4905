/* What people ran into, by public reports, and the words that would have helped
 * them. The numbers of issues are those of the repositories named with them. */
#include "base/text.h"
#include "tests/unit/google.h"
#include "tests/unit/google_tenant.h"

#include <string.h>

static struct gt_scan t;

static void
begin(void)
{
    gt_begin(&t);
}

static void
end(void)
{
    gt_end(&t);
}

#define POST_FOR(scope) "<" GT_AUTH scope "|"
#define GRANT(text)     GT_REFUSED("invalid_grant", text)
#define OFF(api)                                                               \
    api " API has not been used in project 815000000042 before or it is "      \
        "disabled. Enable it by visiting https://x.example/?project=1 then "   \
        "retry."
#define CLIENT "client id " GT_CLIENT

static const struct report {
    uint32_t number;
    const char *delegated[4]; /* [0] NULL: what the rules ask for, unless */
    bool nothing;             /* is */
    struct fake_reply reply[3];
    const char *check, *verdict;
    const char *words[5];
    const char *never[2];
} reports[] = {
    /* googleapis/google-api-php-client#1379 */
    {.number = 1,
     .delegated = {GT_DIRECTORY},
     .check = "delegation.calendar.held",
     .verdict = "fail not-granted declared",
     .words = {"As of 2026-11-26T14:0",
               "Google gives " CLIENT " no token for "
               "calendar.readonly;",
               "If it was changed less than 24 hours ago, scan again later",
               "Manage Domain Wide Delegation"},
     .never = {"Nothing at all"}},
    /* googleapis/google-auth-library-ruby#123 #210 */
    {.number = 2,
     .nothing = true,
     .check = "key.login",
     .verdict = "pass granted declared",
     .words = {"the key itself works, so look at the delegation and not at "
               "the key"}},
    /* hashicorp/terraform-provider-googleworkspace#228 */
    {.number = 3,
     .delegated = {GT_CALENDAR},
     .check = "delegation.directory.held",
     .verdict = "fail not-granted declared",
     .words = {"no token for admin.directory.user.readonly; others it gives, "
               "so the entry is there and lacks just that"},
     .never = {"no token for calendar.readonly", "Nothing at all"}},
    /* n8n-io/n8n#17465 */
    {.number = 4,
     .nothing = true,
     .check = "delegation.calendar.held",
     .verdict = "fail not-granted declared",
     .words = {"Nothing at all is delegated to " CLIENT,
               "the e-mail address of the service account was entered there "
               "in place of the number",
               "another Workspace", "less than 24 hours ago",
               "approval of a second administrator"},
     .never = {"others it gives"}},
    /* googleapis/google-api-java-client-services#4279,
     * googleapis/google-api-go-client#1724 */
    {.number = 5,
     .reply = {{.match = GT_USERS, .status = 403, .body = GT_NOT_ADMIN}},
     .check = "subject.administrator.reached",
     .verdict = "fail not-granted confirmed",
     .words = {"The scope for the directory is delegated; administrator 1",
               "may not read it", "Users > Read"},
     .never = {"no token for admin", "is not delegated"}},
    {.number = 5,
     .reply = {{.match = GT_USERS, .status = 403, .body = GT_NOT_ADMIN}},
     .check = "delegation.directory.held",
     .verdict = "pass granted declared",
     .words = {"may not read"}},
    /* googleworkspace/python-samples#17, allenporter/gcal_sync#167 */
    {.number = 6,
     .reply = {{.match = GT_EVENTS,
                .status = 403,
                .body = GT_ERROR("403", OFF("Google Calendar"), "usageLimits",
                                 "accessNotConfigured")}},
     .check = "api.calendar.enabled",
     .verdict = "fail not-granted declared",
     .words = {"Google Calendar API is switched off in project 815000000042",
               "That hides whether its scopes are good for anything"}},
    /* ThomasHabets/cmdg#93 */
    {.number = 6,
     .reply = {{.match = GT_USERS,
                .status = 403,
                .body = GT_ERROR("403", OFF("Admin SDK"), "usageLimits",
                                 "accessNotConfigured")}},
     .check = "delegation.directory.held",
     .verdict = "pass granted declared",
     .words = {"Admin SDK API is switched off in project 815000000042",
               "switch it off and on again"}},
    /* NousResearch/hermes-agent#43769 */
    {.number = 6,
     .delegated = {GT_CALENDAR},
     .reply = {{.match = GT_EVENTS,
                .status = 403,
                .body = GT_ERROR("403", OFF("Google Calendar"), "usageLimits",
                                 "accessNotConfigured")}},
     .check = "delegation.directory.held",
     .verdict = "fail not-granted declared",
     .words = {"is switched off in project", "no token for admin.directory"}},
    /* googleapis/google-api-php-client#783 */
    {.number = 7,
     .reply = {{.match = "|" GT_BOSS ">",
                .status = 400,
                .body = GRANT("Not a valid email.")}},
     .check = "delegation.directory.held",
     .verdict = "unknown needs-subject none",
     .words = {"gives out nothing on behalf of administrator 1",
               "there is nobody of this address",
               "nothing was learned about the scope"},
     .never = {"no token for admin"}},
    /* googleapis/google-api-php-client#1207, SCRT-HQ/PSGSuite#267 */
    {.number = 7,
     .reply = {{.match = "|tech",
                .status = 400,
                .body = GRANT("Invalid email or User ID")}},
     .check = "subject.technician.reached",
     .verdict = "unknown needs-subject none",
     .words = {"on behalf of technician 1 (te", "is suspended, is a group",
               "That says nothing about scopes, and nothing about the key"}},
    /* GAM-team/GAM#1171 */
    {.number = 7,
     .reply = {{.match = "|tech",
                .status = 400,
                .body = GRANT("The account has been deleted")}},
     .check = "delegation.calendar.held",
     .verdict = "unknown needs-subject none",
     .words = {"this account was deleted lately"}},
    {.number = 7,
     .reply = {{.match = "|tech",
                .status = 400,
                .body = GT_REFUSED("invalid_request",
                                   "Invalid impersonation &quot;sub&quot; "
                                   "field.")}},
     .check = "delegation.calendar.held",
     .verdict = "unknown needs-subject none",
     .words = {"there is no such account any more, or this is no address"}},
    /* erebusnz/gapi#147 */
    {.number = 8,
     .reply = {{.match = GT_LOGIN,
                .status = 400,
                .body = GRANT("Invalid JWT: Token must be a short-lived token "
                              "(60 minutes) and in a reasonable timeframe."),
                .date = GT_CLOCK + 421}},
     .check = "key.login",
     .verdict = "unknown login-rejected none",
     .words = {"the clock of this machine is wrong", "(421 seconds)"}},
    {.number = 8,
     .reply = {{.match = GT_LOGIN,
                .status = 400,
                .body = GRANT("Invalid JWT Signature."),
                .date = GT_CLOCK}},
     .check = "key.login",
     .verdict = "unknown login-rejected none",
     .words = {"the key was deleted or disabled, or the file is not one of "
               "this service account"},
     .never = {"clock"}},
    /* googleapis/google-api-ruby-client#720 */
    {.number = 8,
     .reply = {{.match = GT_LOGIN,
                .status = 400,
                .body = GRANT("Robot is disabled.")}},
     .check = "key.login",
     .verdict = "unknown login-rejected none",
     .words = {"The service account is disabled", "> Enable"}},
    /* googleworkspace/apps-script-oauth2#68 */
    {.number = 8,
     .reply = {{.match = GT_LOGIN,
                .status = 401,
                .body = GT_REFUSED("invalid_client",
                                   "The OAuth client was not found.")}},
     .check = "key.login",
     .verdict = "unknown login-rejected none",
     .words = {"has a blank at an end"}},
    /* SCRT-HQ/PSGSuite#310 */
    {.number = 8,
     .reply = {{.match = GT_LOGIN,
                .status = 401,
                .body = GT_REFUSED("disabled_client",
                                   "The OAuth client was disabled.")}},
     .check = "key.login",
     .verdict = "unknown login-rejected none",
     .words = {"or its project, is disabled", "make a new key and delete the "
                                              "old one"}},
    /* mondoohq/mql#10296, SCRT-HQ/PSGSuite#310 */
    {.number = 9,
     .reply = {{.match = POST_FOR(GT_DIRECTORY),
                .status = 400,
                .body = GT_REFUSED("invalid_scope",
                                   "Invalid OAuth scope or ID token audience "
                                   "provided.")}},
     .check = "delegation.directory.held",
     .verdict = "unknown not-listed none",
     .words = {"Google does not know this scope: the rules file is wrong"},
     .never = {"no token for admin"}},
};

START_TEST(of_each_report)
{
    const struct report *row = &reports[_i];

    if (row->nothing || row->delegated[0] != NULL)
        memcpy(t.delegated, row->delegated, sizeof row->delegated);
    gt_run(&t, row->reply);
    gt_ck(&t, row->check, row->verdict);
    for (size_t i = 0; i < 5 && row->words[i] != NULL; i++)
        ck_assert_msg(gt_says(&t, row->words[i]), "report %u: %s",
                      (unsigned)row->number, row->words[i]);
    for (size_t i = 0; i < 2 && row->never[i] != NULL; i++)
        ck_assert_msg(!gt_says(&t, row->never[i]), "report %u says: %s",
                      (unsigned)row->number, row->never[i]);
}
END_TEST

/* Nobody's words are lost: what Google said stands with the request. */
START_TEST(googles_own_words_stand_by)
{
    static const struct fake_reply replies[] = {
        {.match = GT_FOR(GT_CALENDAR, GT_TECH1),
         .also = "POST",
         .status = 400,
         .body = GRANT("Something new for " GT_TECH1)},
        {0}};

    gt_run(&t, replies);
    ck_assert(gt_tells(&t, "invalid_grant; Something new for ***"));
    gt_ck(&t, "delegation.calendar.held", "pass granted confirmed");
}
END_TEST

#define LOOP(function, table)                                                  \
    tcase_add_loop_test(tests, (function), 0,                                  \
                        (int)(sizeof(table) / sizeof *(table)))

Suite *
google_reports_suite(void)
{
    Suite *suite = suite_create("google: what people report");
    TCase *tests = tcase_create("reports");

    tcase_set_tags(tests, "sweep");
    tcase_add_unchecked_fixture(tests, gt_make_key, NULL);
    tcase_add_checked_fixture(tests, begin, end);
    LOOP(of_each_report, reports);
    tcase_add_test(tests, googles_own_words_stand_by);
    suite_add_tcase(suite, tests);
    return suite;
}
