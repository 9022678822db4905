/* The zone guard: to which addresses credentials may go. Every row is one
 * address and what it has to give; NULL is a refusal. */
#include "base/text.h"
#include "scanner/autotask/autotask.h"
#include "scanner/engine/url.h"
#include "tests/unit/scanner_test.h"

#include <string.h>

struct zone_case {
    const char *url;
    const char *far;  /* the user's endpoint is elsewhere */
    const char *near; /* it is this machine; "=": the same as far */
};

#define GOOD "https://webservices2.autotask.net/ATServicesRest/"

static const char *const hosts[] = {"webservices#.autotask.net", NULL};

static const struct zone_case zones[] = {
    {GOOD, GOOD, "="},
    {"https://webservices2.autotask.net/ATServicesRest", GOOD, "="},
    {"https://webservices2.autotask.net", "https://webservices2.autotask.net/",
     "="},
    {"https://webservices2.autotask.net:443/a",
     "https://webservices2.autotask.net:443/a/", "="},
    {"https://WebServices29.AUTOTASK.NET/A",
     "https://webservices29.autotask.net/A/", "="},
    {"https://webservices9999.autotask.net/",
     "https://webservices9999.autotask.net/", "="},
    /* another scheme, or none */
    {"http://webservices2.autotask.net/ATServicesRest/", NULL, NULL},
    {"ftp://webservices2.autotask.net/", NULL, NULL},
    {"file:///etc/passwd", NULL, NULL},
    {"webservices2.autotask.net/", NULL, NULL},
    {"//webservices2.autotask.net/", NULL, NULL},
    {"https:webservices2.autotask.net/", NULL, NULL},
    {"https:/webservices2.autotask.net/", NULL, NULL},
    {"https:///webservices2.autotask.net/", NULL, NULL},
    {" https://webservices2.autotask.net/", NULL, NULL},
    {"javascript:https://webservices2.autotask.net/", NULL, NULL},
    {"", NULL, NULL},
    {"https://", NULL, NULL},
    {"https://:443/", NULL, NULL},
    /* another host that looks like it */
    {"https://webservices2.autotask.net.evil.com/", NULL, NULL},
    {"https://webservices2.autotask.net.evil.com:443/", NULL, NULL},
    {"https://evil.com/webservices2.autotask.net/", NULL, NULL},
    {"https://evilwebservices2.autotask.net/", NULL, NULL},
    {"https://evil.webservices2.autotask.net/", NULL, NULL},
    {"https://webservices2.autotask.net.", NULL, NULL},
    {"https://webservices2.autotask.net./", NULL, NULL},
    {"https://webservices2.autotask.net..", NULL, NULL},
    {"https://webservices2.autotask.neto/", NULL, NULL},
    {"https://webservices2.autotask.ne/", NULL, NULL},
    {"https://webservices2.autotask.com/", NULL, NULL},
    {"https://webservices2.autotask-net/", NULL, NULL},
    {"https://webservices2xautotask.net/", NULL, NULL},
    {"https://webservices2-autotask.net/", NULL, NULL},
    {"https://webservices.autotask.net/", NULL, NULL},
    {"https://webservices12345.autotask.net/", NULL, NULL},
    {"https://webservicesN.autotask.net/", NULL, NULL},
    {"https://webservices2a.autotask.net/", NULL, NULL},
    {"https://webservices-2.autotask.net/", NULL, NULL},
    {"https://webservices+2.autotask.net/", NULL, NULL},
    {"https://webservices2.evil.autotask.net/", NULL, NULL},
    {"https://ww2.autotask.net/", NULL, NULL},
    {"https://autotask.net/", NULL, NULL},
    {"https://webservices", NULL, NULL},
    {"https://webservices2", NULL, NULL},
    /* user information */
    {"https://webservices2.autotask.net@evil.com/", NULL, NULL},
    {"https://webservices2.autotask.net:443@evil.com/", NULL, NULL},
    {"https://evil.com@webservices2.autotask.net/", NULL, NULL},
    {"https://a:b@webservices2.autotask.net/", NULL, NULL},
    {"https://@webservices2.autotask.net/", NULL, NULL},
    /* ports */
    {"https://webservices2.autotask.net:8443/", NULL, NULL},
    {"https://webservices2.autotask.net:80/", NULL, NULL},
    {"https://webservices2.autotask.net:/", NULL, NULL},
    {"https://webservices2.autotask.net:0/", NULL, NULL},
    {"https://webservices2.autotask.net:65979/", NULL, NULL},
    {"https://webservices2.autotask.net:4294967739/", NULL, NULL},
    {"https://webservices2.autotask.net:-443/", NULL, NULL},
    {"https://webservices2.autotask.net:+443/", NULL, NULL},
    {"https://webservices2.autotask.net:443:443/", NULL, NULL},
    {"https://webservices2.autotask.net:443evil.com/", NULL, NULL},
    {"https://webservices2.autotask.net:443.evil.com/", NULL, NULL},
    /* what parsers read in different ways */
    {"https://webservices2.autotask.net\\@evil.com/", NULL, NULL},
    {"https://evil.com\\webservices2.autotask.net/", NULL, NULL},
    {"https:\\\\webservices2.autotask.net\\", NULL, NULL},
    {"https://webservices2.autotask.net/\\evil.com/", NULL, NULL},
    {"https://webservices2.autotask.net%2eevil.com/", NULL, NULL},
    {"https://webservices2.autotask.net%00.evil.com/", NULL, NULL},
    {"https://webservices2%2eautotask.net/", NULL, NULL},
    {"https://webservices2.autotask.net/%2e%2e/", NULL, NULL},
    {"https://webservices2.autotask.net/../a/", NULL, NULL},
    {"https://webservices2.autotask.net/a//b/", NULL, NULL},
    {"https://webservices2.autotask.net//evil.com/", NULL, NULL},
    {"https://webservices2.autotask.net/#evil.com/", NULL, NULL},
    {"https://evil.com#webservices2.autotask.net/", NULL, NULL},
    {"https://evil.com?webservices2.autotask.net/", NULL, NULL},
    {"https://webservices2.autotask.net?x=/", NULL, NULL},
    {"https://webservices2.autotask.net/a?b=c", NULL, NULL},
    {"https://webservices2.autotask.net/a;b", NULL, NULL},
    {"https://webservices2.autotask.net/{user}/", NULL, NULL},
    {"https://webservices2.autotask.net /", NULL, NULL},
    {"https://webservices2.autotask.net\t/", NULL, NULL},
    {"https://webservices2.autotask.net\r\nHost: evil.com/", NULL, NULL},
    {"https://webservices2.autotask.net\xef\xbc\x8f.evil.com/", NULL, NULL},
    {"https://webservices\xd9\xa2.autotask.net/", NULL, NULL},
    {"https://webservices2\xe3\x80\x82"
     "autotask.net/",
     NULL, NULL},
    {"https://w\xd0\xb5"
     "bservices2.autotask.net/",
     NULL, NULL},
    {"https://xn--webservices2.autotask.net/", NULL, NULL},
    /* this machine: only if the user's endpoint is here too */
    {"http://127.0.0.1:8080/", NULL, "http://127.0.0.1:8080/"},
    {"https://127.0.0.1:8443/x", NULL, "https://127.0.0.1:8443/x/"},
    {"http://127.255.255.254/", NULL, "http://127.255.255.254/"},
    {"http://localhost:8080/ATServicesRest/", NULL,
     "http://localhost:8080/ATServicesRest/"},
    {"http://LOCALHOST/", NULL, "http://localhost/"},
    {"http://[::1]:8080/", NULL, "http://[::1]:8080/"},
    /* other ways to write an address: refused, whatever they mean */
    {"http://127.1/", NULL, NULL},
    {"http://127.0.1/", NULL, NULL},
    {"http://0x7f.1/", NULL, NULL},
    {"http://0x7f000001/", NULL, NULL},
    {"http://2130706433/", NULL, NULL},
    {"http://017700000001/", NULL, NULL},
    {"http://0177.0.0.1/", NULL, NULL},
    {"http://127.0.0.01/", NULL, NULL},
    {"http://127.0.0.256/", NULL, NULL},
    {"http://127.0.0.1.evil.com/", NULL, NULL},
    {"http://127.0.0.1./", NULL, NULL},
    {"http://127.0.0.1.1/", NULL, NULL},
    {"http://127.0.0./", NULL, NULL},
    {"http://127...1/", NULL, NULL},
    {"http://127.0.0.1@evil.com/", NULL, NULL},
    {"http://0.0.0.0/", NULL, NULL},
    {"http://0/", NULL, NULL},
    {"http://10.0.0.1/", NULL, NULL},
    {"http://169.254.169.254/", NULL, NULL},
    {"http://localhost.evil.com/", NULL, NULL},
    {"http://localhost./", NULL, NULL},
    {"http://localhostx/", NULL, NULL},
    {"http://[::ffff:127.0.0.1]/", NULL, NULL},
    {"http://[::ffff:7f00:1]/", NULL, NULL},
    {"http://[0:0:0:0:0:0:0:1]/", NULL, NULL},
    {"http://[::1%25lo]/", NULL, NULL},
    {"http://[::1]evil.com/", NULL, NULL},
    {"http://[::1]@evil.com/", NULL, NULL},
    {"http://[::1", NULL, NULL},
    {"http://[", NULL, NULL},
    {"http://[]", NULL, NULL},
    {"http://[::]/", NULL, NULL},
    {"http://\xe2\x91\xa0"
     "27.0.0.1/",
     NULL, NULL},
};

static void
check_zone(const struct zone_case *row, bool loopback, const char *wanted)
{
    struct arena arena = {0};
    const struct base *base = url_guard(row->url, hosts, loopback, &arena);
    const char *got = base != NULL ? base->text : NULL;

    ck_assert_msg(text_same(got, wanted), "%s (%s): %s, not %s", row->url,
                  loopback ? "near" : "far", got != NULL ? got : "refused",
                  wanted != NULL ? wanted : "refused");
    arena_free(&arena);
}

START_TEST(zone_is_autotask_s_or_nothing)
{
    const struct zone_case *row = &zones[_i];

    check_zone(row, false, row->far);
    check_zone(row, true, text_same(row->near, "=") ? row->far : row->near);
}
END_TEST

/* Whatever one byte is put anywhere into a good address: the host that is
 * left is Autotask's, or it is refused. */
START_TEST(zone_with_any_byte_in_it)
{
    static const char good[] = "https://webservices2.autotask.net/A/";
    struct arena arena = {0};

    for (size_t at = 0; at < sizeof good; at++)
        for (int byte = 1; byte < 256; byte++) {
            const char *url =
                arena_print(&arena, "%.*s%c%s", (int)at, good, byte, good + at);
            const struct base *base = url_guard(url, hosts, false, &arena);
            bool digit = at >= 19 && at <= 20 && byte >= '0' && byte <= '9';
            bool path = at > 33 && strchr("\\?#%;@ \t\r\n", byte) == NULL &&
                        byte < 0x80;

            ck_assert_msg(base == NULL || digit || path, "%s", url);
        }
    arena_free(&arena);
}
END_TEST

struct beside_case {
    const char *url, *other;
    bool good;
};

static const struct beside_case besides[] = {
    {"https://cw.example.com/v4_6_release/", "https://cw.example.com/", true},
    {"https://cw.example.com:443/x/", "https://cw.example.com/", true},
    {"https://CW.example.com/x", "https://cw.example.com:443/", true},
    {"https://cw.example.com:8443/", "https://cw.example.com:8443/y/", true},
    {"http://127.0.0.1:9/x/", "http://127.0.0.1:8/", true},
    {"https://cw.example.com:8443/", "https://cw.example.com/", false},
    {"http://cw.example.com/", "https://cw.example.com/", false},
    {"http://cw.example.com:443/", "https://cw.example.com/", false},
    {"https://cw.example.com./", "https://cw.example.com/", false},
    {"https://cw.example.com.evil.example/", "https://cw.example.com/", false},
    {"https://evil.example/cw.example.com/", "https://cw.example.com/", false},
    {"https://me@cw.example.com/", "https://cw.example.com/", false},
    {"https://cw.example.com/?x", "https://cw.example.com/", false},
    {"http://127.0.0.1:9/", "https://cw.example.com/", false},
    {"https://cw.example.com/", "http://127.0.0.1:9/", false},
    {"", "https://cw.example.com/", false},
};

START_TEST(beside_another)
{
    const struct beside_case *row = &besides[_i];
    struct arena arena = {0};
    const struct base *other = url_endpoint(row->other, &arena);

    ck_assert_msg((url_beside(row->url, other, &arena) != NULL) == row->good,
                  "%s beside %s", row->url, row->other);
    arena_free(&arena);
}
END_TEST

struct endpoint_case {
    const char *url, *wanted;
    bool loopback;
};

static const struct endpoint_case endpoints[] = {
    {"https://webservices.autotask.net/", "https://webservices.autotask.net/",
     false},
    {"https://webservices.autotask.net", "https://webservices.autotask.net/",
     false},
    {"https://proxy.example:8443/at", "https://proxy.example:8443/at/", false},
    {"http://127.0.0.1:1/", "http://127.0.0.1:1/", true},
    {"https://localhost:65535", "https://localhost:65535/", true},
    {"http://[::1]:80", "http://[::1]:80/", true},
    {"http://webservices.autotask.net/", NULL, false},
    {"http://127.1/", NULL, false},
    {"http://0x7f.1/", NULL, false},
    {"http://localhost.evil.com/", NULL, false},
    {"https://a@b/", NULL, false},
    {"https://a/?b", NULL, false},
    {"https://a/#b", NULL, false},
    {"https://a:0/", NULL, false},
    {"https://a:65536/", NULL, false},
    {"https://a:99999/", NULL, false},
    {"https://a:/", NULL, false},
    {"https://a:0443/", NULL, false},
    {"HTTPS://A.example/B", "https://a.example/B/", false},
    {"https://a.example.", NULL, false},
    {"https://b\xc3\xbc"
     "cher.example/",
     NULL, false},
    {"https://xn--bcher-kva.example/", "https://xn--bcher-kva.example/", false},
    {"https://%61.example/", NULL, false},
    {"https://a.example/./b", NULL, false},
    {"https://a.example/b/../c", NULL, false},
    {"https://a.example/?", NULL, false},
    {"https://a.example/#", NULL, false},
    {"https://[fe80::1%25eth0]/", NULL, false},
    {"https://[fe80::1]/", "https://[fe80::1]/", false},
    {"https://3232235777/", NULL, false},
    {"https://192.168.1.1/", "https://192.168.1.1/", false},
    {"https:/a.example/", NULL, false},
    {"https:///a.example/", NULL, false},
    {"https://", NULL, false},
    {"a.example", NULL, false},
    {"", NULL, false},
};

START_TEST(endpoint_is_https_or_this_machine)
{
    const struct endpoint_case *row = &endpoints[_i];
    struct arena arena = {0};
    const struct base *base = url_endpoint(row->url, &arena);
    const char *url = base != NULL ? base->text : NULL;

    ck_assert_msg(text_same(url, row->wanted), "%s: %s", row->url,
                  url != NULL ? url : "refused");
    if (base != NULL)
        ck_assert_int_eq(base->loopback, row->loopback);
    arena_free(&arena);
}
END_TEST

Suite *
scanner_zone_suite(void)
{
    Suite *suite = suite_create("scanner: zone guard");
    TCase *tests = tcase_create("urls");

    tcase_add_loop_test(tests, zone_is_autotask_s_or_nothing, 0,
                        (int)(sizeof zones / sizeof *zones));
    tcase_add_test(tests, zone_with_any_byte_in_it);
    tcase_add_loop_test(tests, beside_another, 0,
                        (int)(sizeof besides / sizeof *besides));
    tcase_add_loop_test(tests, endpoint_is_https_or_this_machine, 0,
                        (int)(sizeof endpoints / sizeof *endpoints));
    suite_add_tcase(suite, tests);
    return suite;
}
