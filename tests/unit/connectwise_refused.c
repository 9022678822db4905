/* Refused logins, wherever in a scan they come and however slow the server is:
 * it ends at once, and no more than two requests are refused. */
#include "base/text.h"
#include "tests/unit/connectwise.h"
#include "tests/unit/connectwise_tenant.h"

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

static void
ck_two_at_most(void)
{
    int64_t first = INT64_MAX;
    uint32_t n = 0;

    for (uint32_t i = 0; i < t.fake.n; i++) {
        const struct fake_sent *sent = &t.fake.sent[i];

        n += sent->reply->status == 401;
        if (sent->reply->status == 401 && sent->end < first)
            first = sent->end;
    }
    ck_assert_uint_le(n, 2);
    for (uint32_t i = 0; i < t.fake.n; i++)
        ck_assert_int_le(t.fake.sent[i].begin, first);
    for (uint32_t i = 0; i < t.audit.n_exchange; i++)
        ck_assert_uint_eq(t.audit.exchange[i].tries, 1);
    ck_assert_uint_eq(cw_count(&t, VERDICT_FAIL), 0);
}

static const uint32_t delays[] = {1, 19, 20, 21, 50, 200, 5000};

/* Lists alone are refused, though the account's own data were let in. */
START_TEST(lists_that_are_all_refused)
{
    const struct fake_reply replies[] = {{.match = "pageSize=1&fields=id ",
                                          .status = 401,
                                          .delay_ms = delays[_i]},
                                         {0}};

    t.fake.delay_ms = delays[_i];
    cw_run(&t, replies);
    ck_assert_int_eq(t.audit.stopped, WHY_LOGIN_LOST);
    ck_two_at_most();
}
END_TEST

/* The login is lost after so many requests. */
START_TEST(lost_in_between)
{
    const struct fake_reply replies[] = {
        {.match = "/apis/3.0/", .skip = (uint32_t)_i, .status = 401}, {0}};

    for (size_t i = 0; i < sizeof delays / sizeof *delays; i++) {
        t.fake.delay_ms = delays[i];
        cw_run(&t, replies);
        ck_assert_int_eq(t.audit.stopped,
                         _i == 0 ? WHY_LOGIN_REJECTED : WHY_LOGIN_LOST);
        ck_two_at_most();
        end();
        begin();
    }
}
END_TEST

Suite *
connectwise_refused_suite(void)
{
    Suite *suite = suite_create("connectwise refused logins");
    TCase *tests = tcase_create("refused"), *each = tcase_create("each");

    tcase_add_checked_fixture(tests, begin, end);
    tcase_add_loop_test(tests, lists_that_are_all_refused, 0,
                        (int)(sizeof delays / sizeof *delays));
    suite_add_tcase(suite, tests);
    tcase_set_tags(each, "sweep");
    tcase_add_checked_fixture(each, begin, end);
    tcase_add_loop_test(each, lost_in_between, 0, 7);
    suite_add_tcase(suite, each);
    return suite;
}
