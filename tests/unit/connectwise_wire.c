/* Answers as they come over the wire, in tests/cases/connectwise/: what kind
 * each is, and what becomes of a scan in which it is given. */
#include "base/file.h"
#include "base/text.h"
#include "rules/model/words.h"
#include "scanner/engine/http_head.h"
#include "tests/unit/connectwise.h"
#include "tests/unit/connectwise_tenant.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

static struct cw_scan t;

static void
begin(void)
{
    cw_begin(&t);
}

static void
end(void)
{
    cw_end(&t);
}

/* ---- files --------------------------------------------------------------- */

static const char *
path_of(const char *name)
{
    const char *root = getenv("srcdir");

    return arena_print(&t.mem, "%s/tests/cases/connectwise/%s",
                       root != NULL ? root : ".", name);
}

/* The answer in a file, for requests that hold match. */
static struct fake_reply
reply_of(const char *name, const char *match)
{
    struct fake_reply reply = {.match = match};
    struct diags diags = {.arena = &t.mem};
    struct head *head = arena_new(&t.mem, struct head, 1);
    struct file_text file;
    const char *at, *next;

    ck_assert_msg(file_read(path_of(arena_print(&t.mem, "%s.http", name)),
                            1 << 20, &t.mem, &diags, &file),
                  "%s", name);
    for (at = file.bytes; !head->ended; at = next) {
        next = strchr(at, '\n');
        ck_assert_msg(next != NULL, "%s: the head has no end", name);
        if (strncmp(at, "Retry-After: ", 13) == 0)
            reply.retry_after = at + 13;
        head_line(head, arena_print(&t.mem, "%.*s\r\n", (int)(next - at), at),
                  (size_t)(next - at) + 2);
        next++;
    }
    ck_assert(!head->broken);
    reply.status = head->status;
    reply.body = at;
    reply.length = strlen(at);
    reply.link = head->link[0] != '\0' ? head->link : NULL;
    reply.location = head->location[0] != '\0' ? head->location : NULL;
    return reply;
}

/* ---- the dialect --------------------------------------------------------- */

static const struct {
    const char *file;
    enum answer_kind kind;
    const char *said; /* of it; NULL: nothing */
} answers[] = {
    {"callbacks", ANSWER_OK, NULL},
    {"companyinfo-cloud", ANSWER_OK, NULL},
    {"companyinfo-evil-codebase", ANSWER_OK, NULL},
    {"companyinfo-old-strings", ANSWER_OK, NULL},
    {"companyinfo-onprem", ANSWER_OK, NULL},
    {"companyinfo-unknown", ANSWER_GARBAGE, NULL},
    {"count", ANSWER_OK, NULL},
    {"customizeitems", ANSWER_OK, NULL},
    {"error-400-route", ANSWER_ELSEWHERE, "Cannot route"},
    {"error-400-validation", ANSWER_ERROR, "The request is invalid"},
    {"error-401-connectwiseapi", ANSWER_LOGIN, "UserNotAuthenticated"},
    {"error-401-unauthorized", ANSWER_LOGIN, "Invalid authentication"},
    {"error-403-cloudflare", ANSWER_INTERCEPTED, NULL},
    {"error-403-security", ANSWER_DENIED, "security permission"},
    {"error-403-ssl", ANSWER_ELSEWHERE, "SSL is required"},
    {"error-404-html", ANSWER_NOT_OFFERED, NULL},
    {"error-404-json", ANSWER_NOT_OFFERED, "Resource not found"},
    {"error-405", ANSWER_NOT_OFFERED, "Method not allowed"},
    {"error-429", ANSWER_THROTTLED, "30 seconds"},
    {"error-500-timeout", ANSWER_UNAVAILABLE, "Timeout Expired"},
    {"forward-only", ANSWER_OK, NULL},
    {"list-empty", ANSWER_OK, NULL},
    {"list-one-id", ANSWER_OK, NULL},
    {"mymembers-fields", ANSWER_OK, NULL},
    {"mysecurity", ANSWER_OK, NULL},
    {"mysecurity-lastpage", ANSWER_OK, NULL},
    {"mysecurity-nulls", ANSWER_OK, NULL},
    {"mysecurity-odd-level", ANSWER_OK, NULL},
    {"mysecurity-page1", ANSWER_OK, NULL},
    {"redirect-302", ANSWER_ELSEWHERE, "http://na.myconnectwise.net/"},
    {"system-info", ANSWER_OK, NULL},
};

START_TEST(kind)
{
    struct fake_reply reply = reply_of(answers[_i].file, "x");
    struct response response = {.net = NET_OK,
                                .status = reply.status,
                                .body = reply.body,
                                .length = reply.length,
                                .location = reply.location,
                                .link = reply.link,
                                .retry_after_ms = -1};
    struct answer answer =
        dialect_read(&connectwise_dialect, &response, &t.mem);

    ck_assert_msg(answer.kind == answers[_i].kind, "%s: %d", answers[_i].file,
                  (int)answer.kind);
    if (answers[_i].said != NULL)
        ck_assert_msg(answer.said != NULL &&
                          strstr(answer.said, answers[_i].said) != NULL,
                      "%s: %s", answers[_i].file, text_or(answer.said, "-"));
    ck_assert_int_eq(connectwise_denied(&answer),
                     text_same(answers[_i].file, "error-403-security"));
}
END_TEST

/* No file is left out here. */
START_TEST(every_file_has_a_row)
{
    DIR *folder = opendir(path_of(""));
    const struct dirent *entry;
    size_t n = 0;

    ck_assert_ptr_nonnull(folder);
    while ((entry = readdir(folder)) != NULL)
        n += text_ends(entry->d_name, ".http");
    (void)closedir(folder);
    ck_assert_uint_eq(n, sizeof answers / sizeof *answers);
}
END_TEST

/* ---- in a scan ----------------------------------------------------------- */

#define LOOK_UP "companyinfo"
#define HELLO   "system/info"
#define PAGE1   "mySecurity?pageSize=1000&page=1 "
#define PAGE2   "mySecurity?pageSize=1000&page=2 "
#define TICKETS "service-desk.service-tickets."
#define READ    "service/tickets"

/* One or two answers in place of the tenant's own, and something to see. */
struct given {
    const char *match, *file, *match2, *file2;
    enum reason stopped;        /* WHY_NOT_PROBED: it is not */
    const char *check, *wanted; /* a verdict; or NULL */
    const char *says;           /* somewhere in the report; or NULL */
    const char *sent;           /* a request with this in its URL; or NULL */
};

static const struct given givens[] = {
    {LOOK_UP, "companyinfo-cloud", .check = "api-member.login",
     .wanted = "pass granted declared", .sent = "/v2025_1/apis/3.0/"},
    {LOOK_UP, "companyinfo-onprem", .check = "api-member.login",
     .wanted = "pass granted declared", .sent = "/v4_6_release/apis/3.0/"},
    {LOOK_UP, "companyinfo-old-strings", .check = "api-member.login",
     .wanted = "pass granted declared", .sent = "/v2017_3/apis/3.0/"},
    {LOOK_UP, "companyinfo-unknown", .stopped = WHY_USER_UNKNOWN,
     .says = "no such company"},
    {LOOK_UP, "companyinfo-evil-codebase", .stopped = WHY_GARBAGE,
     .says = "no credential was sent"},
    {LOOK_UP, "error-404-html", .stopped = WHY_MISDIRECTED,
     .says = "has no company look-up"},
    {HELLO, "system-info", .check = "api-member.login",
     .wanted = "pass granted declared"},
    {HELLO, "error-401-connectwiseapi", .stopped = WHY_LOGIN_REJECTED,
     .says = "API member is inactive"},
    {HELLO, "error-401-unauthorized", .stopped = WHY_LOGIN_REJECTED,
     .says = "not the role"},
    {HELLO, "error-400-route", .stopped = WHY_MISDIRECTED, .says = "HTTP 400"},
    {HELLO, "error-403-ssl", .stopped = WHY_MISDIRECTED, .says = "api-"},
    {HELLO, "error-404-html", .stopped = WHY_MISDIRECTED, .says = "HTTP 404"},
    {HELLO, "redirect-302", .stopped = WHY_MISDIRECTED,
     .says = "points to http://na.myconnectwise.net/v2025_1/"},
    {HELLO, "count", .check = "api-member.login",
     .wanted = "unknown garbage none"},

    {PAGE1, "mysecurity", .check = TICKETS "inquire",
     .wanted = "fail restricted confirmed", .says = "Inquire is 'My'"},
    {PAGE1, "mysecurity", .check = TICKETS "add",
     .wanted = "pass granted declared"},
    {PAGE1, "mysecurity", .check = "time.time-entry.add",
     .wanted = "pass granted declared"},
    {PAGE1, "mysecurity", .check = "companies.contacts.inquire",
     .wanted = "pass granted confirmed"},
    {PAGE1, "mysecurity", .check = "service-desk.resource-scheduling.add",
     .wanted = "unknown needs-attestation none"},
    {PAGE1, "mysecurity", .check = "project.teams.inquire",
     .wanted = "unknown not-listed none"},
    {PAGE1, "mysecurity-odd-level", .check = TICKETS "add",
     .wanted = "pass granted declared"},
    {PAGE1, "mysecurity-odd-level", .check = TICKETS "edit",
     .wanted = "pass granted declared"},
    {PAGE1, "mysecurity-odd-level", .check = TICKETS "inquire",
     .wanted = "unknown garbage none"},
    {PAGE1, "mysecurity-odd-level", .check = "companies.contacts.inquire",
     .wanted = "unknown garbage none"},
    {PAGE1, "mysecurity-nulls", .check = "system.table-setup.inquire",
     .wanted = "unknown garbage none"},
    {PAGE1, "mysecurity-page1", PAGE2, "mysecurity-lastpage",
     .check = "time.time-entry.add", .wanted = "pass granted declared",
     .sent = "mySecurity?pageSize=1000&page=2"},
    {PAGE1, "forward-only", PAGE2, "mysecurity-lastpage",
     .check = "time.time-entry.add", .wanted = "pass granted declared",
     .sent = "mySecurity?pageSize=1000&page=2"},
    {PAGE1, "mysecurity-page1", PAGE2, "error-403-security",
     .check = "time.time-entry.add", .wanted = "unknown api-error none"},
    {PAGE1, "error-403-security", .check = TICKETS "add",
     .wanted = "unknown api-error none",
     .says = "does not let the API member see its own rights"},
    {PAGE1, "error-403-cloudflare", .check = TICKETS "add",
     .wanted = "unknown intercepted none"},
    {PAGE1, "error-400-validation", .check = TICKETS "add",
     .wanted = "unknown api-error none"},
    {PAGE1, "error-404-json", .check = TICKETS "add",
     .wanted = "unknown absent none"},
    {PAGE1, "error-405", .check = TICKETS "add",
     .wanted = "unknown absent none"},
    {PAGE1, "error-500-timeout", .check = TICKETS "add",
     .wanted = "unknown timeout none"},
    {PAGE1, "count", .check = TICKETS "add", .wanted = "unknown garbage none"},
    {PAGE1, "list-empty", .check = TICKETS "add",
     .wanted = "unknown garbage none"},
    {PAGE1, "list-one-id", .check = TICKETS "add",
     .wanted = "unknown garbage none"},

    {"customizeItems", "customizeitems", .check = "system.table-setup.inquire",
     .wanted = "unknown needs-attestation none",
     .says = "Service / Service Board; Project / Project Boards; General / "
             "Manage Hosted API"},
    {"customizeItems", "customizeitems",
     .check = "service-desk.resource-scheduling.edit",
     .wanted = "unknown needs-attestation none", .says = "Corporate"},
    {"myMembers?", "mymembers-fields", .check = "api-member.api-only",
     .wanted = "pass granted declared",
     .says = "shut out of 1 service board: "},
    {"callbacks", "callbacks", .check = "api.callbacks.create",
     .wanted = "unknown needs-attestation none",
     .says = "1 of the API member's 2 callbacks is switched off"},

    {READ, "list-one-id", .check = TICKETS "inquire",
     .wanted = "pass granted confirmed"},
    {READ, "list-empty", .check = TICKETS "inquire",
     .wanted = "pass granted declared"},
    {READ, "count", .check = TICKETS "inquire",
     .wanted = "unknown garbage none"},
    {READ, "error-403-security", .check = TICKETS "inquire",
     .wanted = "unknown conflict none"},
    {READ, "error-403-cloudflare", .check = TICKETS "inquire",
     .wanted = "unknown intercepted none"},
    {READ, "error-404-html", .check = TICKETS "inquire",
     .wanted = "pass granted declared"},
    {READ, "error-429", .check = TICKETS "inquire",
     .wanted = "pass granted declared"},
    {READ, "error-401-unauthorized", .stopped = WHY_LOGIN_LOST},
};

START_TEST(in_a_scan)
{
    const struct given *given = &givens[_i];
    struct fake_reply reply[3] = {{0}};

    reply[0] = reply_of(given->file, given->match);
    if (given->match2 != NULL)
        reply[1] = reply_of(given->file2, given->match2);
    cw_run(&t, reply);
    ck_assert_msg(
        t.audit.stopped ==
            (given->stopped == WHY_NOT_PROBED ? WHY_GRANTED : given->stopped),
        "%s: %s", given->file, reason_word(t.audit.stopped));
    if (given->check != NULL)
        cw_ck(&t, given->check, given->wanted);
    if (given->says != NULL)
        ck_assert_msg(cw_says(&t, given->says), "%s: no \"%s\"", given->file,
                      given->says);
    if (given->sent != NULL)
        ck_assert_uint_gt(fake_count(&t.fake, given->sent), 0);
    if (t.audit.stopped != WHY_GRANTED && t.audit.stopped != WHY_LOGIN_LOST)
        ck_assert_uint_eq(cw_count(&t, VERDICT_UNKNOWN) +
                              cw_count(&t, VERDICT_SKIP),
                          t.audit.n_finding);
}
END_TEST

/* The last page names none behind it, whatever it names before. */
START_TEST(last_page)
{
    struct fake_reply reply[3] = {{0}};

    reply[0] = reply_of("mysecurity-page1", PAGE1);
    reply[1] = reply_of("mysecurity-lastpage", PAGE2);
    cw_run(&t, reply);
    ck_assert_uint_eq(fake_count(&t.fake, "mySecurity?"), 2);
    ck_assert_uint_eq(fake_count(&t.fake, "https://na."), 0);
    ck_assert_ptr_null(cw_excess(&t, "excess.Finance/Invoicing.inquire"));
}
END_TEST

/* Every row of it is known by its name, and none grants more than is asked. */
START_TEST(whole_role)
{
    struct fake_reply reply[2] = {{0}};

    reply[0] = reply_of("mysecurity", PAGE1);
    cw_run(&t, reply);
    ck_assert_uint_eq(t.audit.n_found, 0);
    ck_assert_uint_eq(t.audit.n_excess, 0);
    ck_assert_uint_eq(fake_count(&t.fake, "mySecurity?"), 1);
}
END_TEST

/* As long as the header asks for. */
START_TEST(waits)
{
    struct fake_reply reply[2] = {{0}};

    reply[0] = reply_of("error-429", HELLO);
    reply[0].times = 1;
    cw_run(&t, reply);
    ck_assert_int_eq(t.audit.stopped, WHY_GRANTED);
    ck_assert_int_ge(fake_nth(&t.fake, HELLO, 1)->begin -
                         fake_nth(&t.fake, HELLO, 0)->end,
                     30000);
}
END_TEST

Suite *
connectwise_wire_suite(void)
{
    Suite *suite = suite_create("connectwise wire");
    TCase *tests = tcase_create("wire");

    tcase_add_checked_fixture(tests, begin, end);
    tcase_add_loop_test(tests, kind, 0,
                        (int)(sizeof answers / sizeof *answers));
    tcase_add_test(tests, every_file_has_a_row);
    tcase_add_loop_test(tests, in_a_scan, 0,
                        (int)(sizeof givens / sizeof *givens));
    tcase_add_test(tests, last_page);
    tcase_add_test(tests, whole_role);
    tcase_add_test(tests, waits);
    suite_add_tcase(suite, tests);
    return suite;
}
