/* How each grant is inferred: every role x every answer of a read x every kind
 * of token, and what has to be said of the permission and of the mailbox. */
#include "base/text.h"
#include "rules/model/words.h"
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

/* ---- the directory: User.Read.All ---------------------------------------- */

enum holding { HELD, STRONGER, WEAKER, OTHER, NOT_HELD, BLIND, HOLDING__N };

/* What a read may answer. */
enum reply {
    GRANTS,
    EMPTY,
    DENIES,
    ODD_403,
    ODD_BODY,
    BAD_REQUEST,
    NOT_THERE,
    LATER,
    BROKEN,
    CUT_OFF,
    STALE,
    UNKNOWN_APP,
    REPLY__N
};

static const struct fake_reply users_reply[REPLY__N] = {
    [GRANTS] = {.body = MS_LIST_ONE},
    [EMPTY] = {.body = MS_LIST_NONE},
    [DENIES] = {.status = 403,
                .body = MS_ERROR("Authorization_RequestDenied",
                                 "Insufficient privileges to complete the "
                                 "operation.")},
    [ODD_403] = {.status = 403, .body = MS_ERROR("Forbidden", "")},
    [ODD_BODY] = {.body = "{\"value\":{}}"},
    [BAD_REQUEST] = {.status = 400,
                     .body = MS_ERROR("Request_BadRequest", "x")},
    [NOT_THERE] = {.status = 404,
                   .body = MS_ERROR("Request_ResourceNotFound", "x")},
    [LATER] = {.status = 429, .body = MS_ERROR("TooManyRequests", "x")},
    [BROKEN] = {.status = 503, .body = MS_ERROR("serviceNotAvailable", "x")},
    [CUT_OFF] = {.net = NET_RESET},
    [STALE] = {.status = 401,
               .body = MS_ERROR("InvalidAuthenticationToken", "expired")},
    [UNKNOWN_APP] = {.status = 401,
                     .body = MS_ERROR("Authorization_IdentityNotFound", "x")},
};

static const char *const users_roles[HOLDING__N] = {
    [HELD] = "[\"Calendars.Read\",\"User.Read.All\"]",
    [STRONGER] = "[\"Calendars.Read\",\"User.ReadWrite.All\"]",
    [WEAKER] = "[\"Calendars.Read\",\"User.ReadBasic.All\"]",
    [OTHER] = "[\"Calendars.Read\",\"Mail.Send\"]",
    [NOT_HELD] = "[]",
};

#define P_READ    "pass granted confirmed"
#define P_TOKEN   "pass granted declared"
#define F_READ    "fail not-granted confirmed"
#define F_TOKEN   "fail not-granted declared"
#define U(reason) "unknown " reason " none"

static const char *const users_verdict[HOLDING__N][REPLY__N] = {
    [HELD] = {P_READ, P_TOKEN, U("conflict"), U("api-error"), U("garbage"),
              U("api-error"), P_TOKEN, P_TOKEN, P_TOKEN, P_TOKEN,
              U("api-error"), U("api-error")},
    [STRONGER] = {P_READ, P_TOKEN, U("conflict"), U("api-error"), U("garbage"),
                  U("api-error"), P_TOKEN, P_TOKEN, P_TOKEN, P_TOKEN,
                  U("api-error"), U("api-error")},
    [WEAKER] = {F_TOKEN, F_TOKEN, F_READ, U("api-error"), U("garbage"),
                U("api-error"), F_TOKEN, F_TOKEN, F_TOKEN, F_TOKEN,
                U("api-error"), U("api-error")},
    [OTHER] = {U("conflict"), U("conflict"), F_READ, U("api-error"),
               U("garbage"), U("api-error"), F_TOKEN, F_TOKEN, F_TOKEN, F_TOKEN,
               U("api-error"), U("api-error")},
    [NOT_HELD] = {U("conflict"), U("conflict"), F_READ, U("api-error"),
                  U("garbage"), U("api-error"), F_TOKEN, F_TOKEN, F_TOKEN,
                  F_TOKEN, U("api-error"), U("api-error")},
    [BLIND] = {U("garbage"), U("garbage"), F_READ, U("api-error"), U("garbage"),
               U("api-error"), U("garbage"), U("garbage"), U("garbage"),
               U("garbage"), U("api-error"), U("api-error")},
};

START_TEST(of_the_directory)
{
    enum holding holding = (enum holding)(_i / REPLY__N);
    enum reply reply = (enum reply)(_i % REPLY__N);
    struct fake_reply replies[] = {users_reply[reply], {0}};

    replies[0].match = "/v1.0/users?";
    if (holding == BLIND)
        t.token = "opaque";
    else
        t.claims = ms_claims(&t, "", users_roles[holding]);
    ms_run(&t, replies);
    ms_ck(&t, "graph.users.held", users_verdict[holding][reply]);
    ms_ck(&t, "app.login", holding == BLIND ? U("garbage") : P_TOKEN);
    ms_ck(&t, "app.app-only", holding == BLIND ? U("garbage") : P_TOKEN);
    ck_assert((ms_excess(&t, "excess.User.ReadWrite.All.held") != NULL) ==
              (holding == STRONGER));
    ck_assert((ms_excess(&t, "excess.Mail.Send.held") != NULL) ==
              (holding == OTHER));
}
END_TEST

/* ---- mailboxes: Calendars.Read ------------------------------------------- */

enum mailbox {
    OPEN,
    WITH_EVENT,
    PLAIN,
    NO_ROLE,
    TOO_LITTLE,
    RAOP,
    ODATA,
    FORBIDDEN,
    NO_MAILBOX,
    NOBODY,
    BAD,
    BUSY,
    DOWN,
    NO_LIST,
    EXPIRED,
    PAGE,
    MAILBOX__N
};

#define DISABLED "Access to OData is disabled"

static const struct fake_reply mailbox_reply[MAILBOX__N] = {
    [OPEN] = {.body = MS_LIST_NONE},
    [WITH_EVENT] = {.body = MS_LIST_ONE},
    [PLAIN] = {.status = 403,
               .body = MS_ERROR("ErrorAccessDenied",
                                "Access is denied. Check credentials and try "
                                "again.")},
    [NO_ROLE] = {.status = 401,
                 .body = MS_ERROR("NoPermissionsInAccessToken",
                                  "The token contains no permissions, or "
                                  "permissions can not be understood.")},
    [TOO_LITTLE] = {.status = 403,
                    .body = MS_ERROR(
                        "ErrorInsufficientPermissionsInAccessToken", "x")},
    [RAOP] = {.status = 403,
              .body = MS_ERROR("ErrorAccessDenied",
                               DISABLED ": [RAOP] : Blocked by tenant "
                                        "configured AppOnly AccessPolicy "
                                        "settings.")},
    [ODATA] = {.status = 403, .body = MS_ERROR("ErrorAccessDenied", DISABLED)},
    [FORBIDDEN] = {.status = 403, .body = MS_ERROR("Forbidden", "")},
    [NO_MAILBOX] = {.status = 404,
                    .body = MS_ERROR("MailboxNotEnabledForRESTAPI", "x")},
    [NOBODY] = {.status = 404, .body = MS_ERROR("ErrorInvalidUser", "x")},
    [BAD] = {.status = 400, .body = MS_ERROR("ErrorInvalidParameter", "x")},
    [BUSY] = {.status = 429,
              .body = MS_ERROR("ApplicationThrottled", "MailboxConcurrency")},
    [DOWN] = {.status = 504, .body = MS_ERROR("UnknownError", "")},
    [NO_LIST] = {.body = "{\"value\":null}"},
    [EXPIRED] = {.status = 401,
                 .body = MS_ERROR("InvalidAuthenticationToken", "expired")},
    [PAGE] = {.body = "<html><body>Sign in</body></html>"},
};

static const char *const reach_verdict[MAILBOX__N] = {
    [OPEN] = P_READ,
    [WITH_EVENT] = P_READ,
    [PLAIN] = F_READ,
    [NO_ROLE] = F_READ,
    [TOO_LITTLE] = F_READ,
    [RAOP] = "fail policy confirmed",
    [ODATA] = U("api-error"),
    [FORBIDDEN] = U("api-error"),
    [NO_MAILBOX] = U("absent"),
    [NOBODY] = U("absent"),
    [BAD] = U("api-error"),
    [BUSY] = U("throttled"),
    [DOWN] = U("outage"),
    [NO_LIST] = U("garbage"),
    [EXPIRED] = U("api-error"),
    [PAGE] = U("intercepted"),
};

/* What settles it where the token does, and where it does not. */
static const char *const held_verdict[MAILBOX__N] = {
    [OPEN] = P_READ,
    [WITH_EVENT] = P_READ,
    [PLAIN] = U("conflict"),
    [NO_ROLE] = U("conflict"),
    [TOO_LITTLE] = U("conflict"),
    [RAOP] = P_TOKEN,
    [ODATA] = U("api-error"),
    [FORBIDDEN] = U("api-error"),
    [NO_MAILBOX] = P_TOKEN,
    [NOBODY] = P_TOKEN,
    [BAD] = U("api-error"),
    [BUSY] = P_TOKEN,
    [DOWN] = P_TOKEN,
    [NO_LIST] = U("garbage"),
    [EXPIRED] = U("api-error"),
    [PAGE] = U("intercepted"),
};

static const struct {
    const char *roles; /* NULL: the token is opaque */
    const char *open, *refused, *policy;
} kinds[] = {
    {"[\"Calendars.Read\"]", NULL, NULL, NULL},
    {"[\"Calendars.ReadWrite\"]", NULL, NULL, NULL},
    {"[\"Calendars.ReadBasic.All\"]", U("not-listed"), F_READ, U("conflict")},
    {"[\"Calendars.Read.All\",\"Mail.Read\"]", P_READ, F_READ, U("conflict")},
    {"[]", P_READ, F_READ, U("conflict")},
    {NULL, U("garbage"), F_READ, U("garbage")},
};

enum { N_KIND = sizeof kinds / sizeof *kinds };

/* Of what the token does not hold: whatever reads leave open is open. */
static const char *
not_held(size_t kind, enum mailbox reply)
{
    switch (reply) {
    case OPEN:
    case WITH_EVENT:
        return kinds[kind].open;
    case PLAIN:
    case NO_ROLE:
    case TOO_LITTLE:
        return kinds[kind].refused;
    case RAOP:
        return kinds[kind].policy;
    case NO_MAILBOX:
    case NOBODY:
    case BUSY:
    case DOWN:
        return kinds[kind].roles == NULL ? U("garbage") : reach_verdict[reply];
    case ODATA:
    case FORBIDDEN:
    case BAD:
    case NO_LIST:
    case EXPIRED:
    case PAGE:
    case MAILBOX__N:
        break;
    }
    return reach_verdict[reply];
}

START_TEST(of_mailboxes)
{
    size_t kind = (size_t)_i / MAILBOX__N;
    enum mailbox reply = (enum mailbox)(_i % MAILBOX__N);
    struct fake_reply replies[] = {mailbox_reply[reply], {0}};
    const char *roles = kinds[kind].roles;

    replies[0].match = "/calendarView";
    if (roles == NULL)
        t.token = "a.b.c.d.e";
    else
        t.claims = ms_claims(&t, "", roles);
    ms_run(&t, replies);
    ms_ck(&t, "graph.calendars.held",
          kinds[kind].open == NULL ? held_verdict[reply]
                                   : not_held(kind, reply));
    ms_ck(&t, "reach.technicians.reached", reach_verdict[reply]);
}
END_TEST

Suite *
microsoft365_matrix_suite(void)
{
    Suite *suite = suite_create("microsoft365: how grants are inferred");
    TCase *tests = tcase_create("matrix");

    tcase_add_checked_fixture(tests, begin, end);
    tcase_add_loop_test(tests, of_the_directory, 0, HOLDING__N * REPLY__N);
    tcase_add_loop_test(tests, of_mailboxes, 0, N_KIND * MAILBOX__N);
    suite_add_tcase(suite, tests);
    return suite;
}
