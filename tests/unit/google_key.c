/* The key file: what is none is refused before anything is signed, and so is
 * all that would send what is signed elsewhere. */
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

/* ---- what the file is ---------------------------------------------------- */

/* Of a file that is as it should be but for one member. */
static const struct changed {
    const char *member, *instead; /* instead NULL: it is missing */
    const char *said;             /* NULL: nothing, it will do */
} changed[] = {
    {"type", NULL, "\"type\" is not \"service_account\""},
    {"type", "\"\"", "\"type\" is not"},
    {"type", "7", "\"type\" is not"},
    {"type", "\"Service_Account\"", "\"type\" is not"},
    {"type", "\"authorized_user\"", "sign-in of a person"},
    {"type", "\"external_account\"", "workload identity federation"},
    {"type", "\"impersonated_service_account\"", "for impersonation"},
    {"type", "\"gdch_service_account\"", "\"type\" is not"},
    {NULL, ",\"installed\":{\"client_id\":\"1\"}", "OAuth client"},
    {NULL, ",\"web\":{\"client_id\":\"1\"}", "OAuth client"},
    {NULL, ",\"type\":\"service_account\"", "damaged (line "},
    {"universe_domain", NULL, NULL},
    {"universe_domain", "\"example-cloud.com\"", "another cloud"},
    {"universe_domain", "\"googleapis.com.evil.example\"", "another cloud"},
    {"universe_domain", "\"\"", "another cloud"},
    {"universe_domain", "null", "another cloud"},
    {"token_uri", NULL, NULL},
    {"token_uri", "\"https://accounts.google.com/o/oauth2/token\"", NULL},
    {"token_uri", "\"https://www.googleapis.com/oauth2/v4/token\"", NULL},
    {"token_uri", "\"http://oauth2.googleapis.com/token\"", "token_uri"},
    {"token_uri", "\"https://oauth2.googleapis.com:8443/token\"", "token_uri"},
    {"token_uri", "\"https://oauth2.googleapis.com/token?x=1\"", "token_uri"},
    {"token_uri", "\"https://oauth2.googleapis.com/token \"", "token_uri"},
    {"token_uri", "\"https://oauth2.googleapis.com.evil.example/token\"",
     "token_uri"},
    {"token_uri", "\"https://oauth2.googleapis.com@evil.example/token\"",
     "token_uri"},
    {"token_uri", "\"https://evil.example/token\"", "nothing was signed"},
    {"token_uri", "\"http://127.0.0.1:8080/token\"", "token_uri"},
    {"token_uri", "\"\"", "token_uri"},
    {"token_uri", "7", "token_uri"},
    {"token_uri", "null", "token_uri"},
    {"client_email", NULL, "client_email"},
    {"client_email", "\"\"", "client_email"},
    {"client_email", "7", "client_email"},
    {"client_email", "\"" GT_CLIENT "\"", "client_email"},
    {"client_email", "\"" GT_EMAIL " \"", "client_email"},
    {"client_email", "\" " GT_EMAIL "\"", "client_email"},
    {"client_email", "\"" GT_EMAIL "\\n\"", "client_email"},
    {"client_email", "\"@example.com\"", "client_email"},
    {"client_email", "\"horizon@\"", "client_email"},
    {"project_id", NULL, NULL},
    {"client_id", NULL, NULL},
    {"private_key_id", NULL, NULL},
};

START_TEST(whose_key_it_is)
{
    const struct changed *row = &changed[_i];
    struct diags diags = {.arena = &t.mem};
    const char *user;

    gt_set(&t, gt_file(&t.mem, row->member, row->instead, gt_pem(&t.mem)));
    user = google_user(&t.secrets, &diags, &t.mem);
    if (row->said == NULL) {
        ck_assert_uint_eq(diags.n, 0);
        ck_assert_str_eq(user, GT_EMAIL);
        return;
    }
    ck_assert_ptr_null(user);
    ck_assert_uint_eq(diags.n, 1);
    ck_assert(text_starts(diags.list[0].text, GOOGLE_KEY ": the file "));
    ck_assert_msg(strstr(diags.list[0].text, row->said) != NULL, "%s",
                  diags.list[0].text);
    ck_assert_ptr_null(strstr(diags.list[0].text, "BEGIN"));
}
END_TEST

static const struct text {
    const char *text, *said;
} texts[] = {
    {"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
     "is a PEM key; the JSON key file"},
    {"{", "no JSON object any more, for it was damaged (line 1)"},
    {" \n{\"type\":\n7,,}", "damaged (line 3)"},
    {"[]", "no JSON object"},
    {"\"service_account\"", "no JSON object"},
    {"/srv/someone/key.json", "no JSON object"},
    {"\x30\x82\x09\xd9\x02\x01\x03", "no JSON object"}, /* PKCS #12 */
    {"{}", "\"type\" is not"},
};

START_TEST(what_is_no_key_file)
{
    struct diags diags = {.arena = &t.mem};

    gt_set(&t, texts[_i].text);
    ck_assert_ptr_null(google_user(&t.secrets, &diags, &t.mem));
    ck_assert_uint_eq(diags.n, 1);
    ck_assert_msg(strstr(diags.list[0].text, texts[_i].said) != NULL, "%s",
                  diags.list[0].text);
}
END_TEST

/* Both at once are told both. */
START_TEST(all_that_is_wrong_is_told)
{
    struct diags diags = {.arena = &t.mem};

    gt_set(&t, "{\"type\":\"service_account\",\"token_uri\":\"https://evil."
               "example/\",\"universe_domain\":\"evil.example\"}");
    ck_assert_ptr_null(google_user(&t.secrets, &diags, &t.mem));
    ck_assert_uint_eq(diags.n, 3);
}
END_TEST

/* ---- before the first request -------------------------------------------- */

static void
ck_refused(const char *part)
{
    struct diags diags = {.arena = &t.mem};

    ck_assert(!gt_prepare(&t, &diags));
    ck_assert_uint_ge(diags.n, 1);
    ck_assert_msg(strstr(diags.list[0].text, part) != NULL, "%s",
                  diags.list[0].text);
    ck_assert_ptr_null(google_state(&t.scan)->signer);
}

START_TEST(a_key_that_cannot_sign)
{
    static const struct {
        const char *kind;
        unsigned bits;
        const char *said;
    } row[] = {{"RSA", 1024, "2048"}, {"EC", 0, "RSA"}};

    gt_set(&t, gt_file(&t.mem, NULL, NULL,
                       gt_other_pem(row[_i].kind, row[_i].bits, &t.mem)));
    ck_refused(row[_i].said);
}
END_TEST

START_TEST(a_key_that_is_missing)
{
    static const char *const instead[] = {
        NULL, "\"\"", "7", "\"-----BEGIN PRIVATE KEY-----\\nAAAA\"",
        "\"SYNTHETIC\""};

    gt_set(&t, gt_file(&t.mem, "private_key", instead[_i], ""));
    ck_refused("the key in the file");
}
END_TEST

/* Copied through a field of one line, or with the feeds spelled out. */
START_TEST(a_key_without_its_lines)
{
    static const char *const instead[] = {
        "\"-----BEGIN PRIVATE KEY-----\\\\nAAAA\\\\n"
        "-----END PRIVATE KEY-----\\\\n\"",
        "\"-----BEGIN PRIVATE KEY----- AAAA -----END PRIVATE KEY-----\""};

    gt_set(&t, gt_file(&t.mem, "private_key", instead[_i], ""));
    ck_refused("it has lost its lines");
}
END_TEST

/* Reports: google-api-dotnet-client#1561, Eagnir/GmailNotify#3. */
START_TEST(a_private_account)
{
    static const char *const who[] = {"technician=someone@gmail.com",
                                      "administrator=Someone@GMail.Com",
                                      "technician=someone@googlemail.com"};
    const char *const named[] = {"technician=" GT_TECH1, who[_i], NULL};

    gt_name(&t, named);
    ck_refused("a private account");
}
END_TEST

START_TEST(one_that_only_looks_private)
{
    static const char *const named[] = {"technician=someone@gmail.com.example",
                                        "technician=gmail.com@acme.example",
                                        NULL};
    struct diags diags = {.arena = &t.mem};

    gt_name(&t, named);
    ck_assert(gt_prepare(&t, &diags));
    signer_free(google_state(&t.scan)->signer);
}
END_TEST

static const struct place {
    const char *endpoint, *api; /* api NULL: not given */
    const char *calendar, *directory;
    const char *said; /* it is refused */
} places[] = {
    {"https://oauth2.googleapis.com/", NULL, "https://www.googleapis.com/",
     "https://admin.googleapis.com/", NULL},
    {"http://127.0.0.1:8080/", NULL, "http://127.0.0.1:8080/",
     "http://127.0.0.1:8080/", NULL},
    {"http://127.0.0.1:8080/", "http://127.0.0.1:9090/",
     "http://127.0.0.1:9090/", "http://127.0.0.1:9090/", NULL},
    {"https://accounts.google.com/", NULL, NULL, NULL, "--endpoint"},
    {"https://oauth2.googleapis.com:8443/", NULL, NULL, NULL, "--endpoint"},
    {"https://oauth2.googleapis.com/x/", NULL, NULL, NULL, "--endpoint"},
    {"https://oauth2.googleapis.com.evil.example/", NULL, NULL, NULL,
     "--endpoint"},
    {"https://evil.example/", NULL, NULL, NULL, "nothing that is signed"},
    {"https://oauth2.googleapis.com/", "https://evil.example/", NULL, NULL,
     "--api-url"},
    {"https://oauth2.googleapis.com/", "https://www.googleapis.com/", NULL,
     NULL, "--api-url"},
};

START_TEST(where_it_is_sent)
{
    const struct place *row = &places[_i];
    struct diags diags = {.arena = &t.mem};

    t.how.endpoint = url_endpoint(row->endpoint, &t.mem);
    ck_assert_ptr_nonnull(t.how.endpoint);
    t.how.api = row->api == NULL ? NULL : url_endpoint(row->api, &t.mem);
    if (row->said != NULL) {
        ck_refused(row->said);
        return;
    }
    ck_assert(gt_prepare(&t, &diags));
    ck_assert_str_eq(t.scan.session.base[GOOGLE_CALENDAR_BASE]->text,
                     row->calendar);
    ck_assert_str_eq(t.scan.session.base[GOOGLE_DIRECTORY_BASE]->text,
                     row->directory);
    signer_free(google_state(&t.scan)->signer);
}
END_TEST

/* What is signed is for Google, wherever it goes and whatever the file calls
 * the place. */
START_TEST(the_audience_is_always_google)
{
    gt_set(&t, gt_file(&t.mem, "token_uri",
                       "\"https://www.googleapis.com/oauth2/v4/token\"",
                       gt_pem(&t.mem)));
    t.how.endpoint = url_endpoint("http://127.0.0.1:8080/", &t.mem);
    gt_run(&t, NULL); /* the tenant looks at each audience */
    gt_ck(&t, "key.login", "pass granted declared");
    gt_ck(&t, "delegation.calendar.held", "pass granted confirmed");
    ck_assert_uint_eq(fake_count(&t.fake, " http://127.0.0.1:8080/"), t.fake.n);
}
END_TEST

/* ---- what of it is told -------------------------------------------------- */

static const struct shown {
    const char *member, *instead, *told, *not_told;
} shown[] = {
    {NULL, NULL, "Client ID: " GT_CLIENT, NULL},
    {NULL, NULL, "Key ID: " GT_KEY_ID, NULL},
    {NULL, NULL, "Project: example-project", NULL},
    {"client_id", NULL, "Key ID: " GT_KEY_ID, "Client ID: "},
    {"client_id", "7", "Key ID: " GT_KEY_ID, "Client ID: "},
    {"client_id", "\"\"", "Key ID: " GT_KEY_ID, "Client ID: "},
    {"client_id", "\"10485760x\"", "Key ID: " GT_KEY_ID, "Client ID: "},
    {"client_id", "\"" GT_EMAIL "\"", "Key ID: " GT_KEY_ID, "Client ID: "},
    {"client_id", "\"123456789012345678901234567890123\"",
     "Project: ", "Client ID: "},
    {"private_key_id", NULL, "Client ID: ", "Key ID: "},
    {"private_key_id", "\"\"", "Client ID: ", "Key ID: "},
    {"private_key_id", "\"-----BEGIN PRIVATE KEY-----\\nMIIE\"",
     "Client ID: ", "Key ID: "},
    {"private_key_id", "\"MIIEvQIBADANBgkqhkiG9w0BAQEF\"",
     "Client ID: ", "Key ID: "},
    {"project_id", NULL, "Client ID: ", "Project: "},
    {"project_id", "\"acme.example:audit-1\"", "Project: acme.example:audit-1",
     NULL},
    {"project_id", "\"MIIEvQIBADANBgkqhkiG9w0BAQEF\"",
     "Client ID: ", "Project: "},
};

START_TEST(who_it_is_is_told)
{
    const struct shown *row = &shown[_i];

    gt_set(&t, gt_file(&t.mem, row->member, row->instead, gt_pem(&t.mem)));
    if (text_same(row->member, "private_key_id"))
        t.file = ""; /* then no assertion names it */
    gt_run(&t, NULL);
    ck_assert(gt_tells(&t, row->told));
    ck_assert(row->not_told == NULL || !gt_tells(&t, row->not_told));
}
END_TEST

/* Nobody can say the number of a key file that does not have it. */
START_TEST(nothing_is_delegated_to_whom)
{
    t.delegated[0] = NULL;
    gt_set(&t, gt_file(&t.mem, "client_id", NULL, gt_pem(&t.mem)));
    gt_run(&t, NULL);
    ck_assert(gt_says(&t, "Nothing at all is delegated to the client id of "
                          "this service account"));
}
END_TEST

#define LOOP(function, table)                                                  \
    tcase_add_loop_test(tests, (function), 0,                                  \
                        (int)(sizeof(table) / sizeof *(table)))

Suite *
google_key_suite(void)
{
    Suite *suite = suite_create("google: the key file");
    TCase *tests = tcase_create("key");

    tcase_set_tags(tests, "sweep");
    tcase_add_unchecked_fixture(tests, gt_make_key, NULL);
    tcase_add_checked_fixture(tests, begin, end);
    LOOP(whose_key_it_is, changed);
    LOOP(what_is_no_key_file, texts);
    tcase_add_test(tests, all_that_is_wrong_is_told);
    tcase_add_loop_test(tests, a_key_that_cannot_sign, 0, 2);
    tcase_add_loop_test(tests, a_key_that_is_missing, 0, 5);
    tcase_add_loop_test(tests, a_key_without_its_lines, 0, 2);
    tcase_add_loop_test(tests, a_private_account, 0, 3);
    tcase_add_test(tests, one_that_only_looks_private);
    LOOP(where_it_is_sent, places);
    tcase_add_test(tests, the_audience_is_always_google);
    LOOP(who_it_is_is_told, shown);
    tcase_add_test(tests, nothing_is_delegated_to_whom);
    suite_add_tcase(suite, tests);
    return suite;
}
