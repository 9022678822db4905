/* The table of scopes: whole, sorted, each found by the text that is
 * delegated, and without a way in which a wider one satisfies a narrower. */
#include "base/text.h"
#include "rules/model/scale.h"
#include "scanner/google/catalogue.h"
#include "tests/unit/google.h"

#include <ctype.h>
#include <string.h>

static const struct catalogue *const all = &google_catalogue;

static const struct right *
held(const char *name)
{
    const struct entity *entity = catalogue_entity(all, name);

    ck_assert_msg(entity != NULL, "%s", name);
    return catalogue_right(all, entity, "held");
}

/* Some words, a full stop, and no other one that ends a sentence. */
static bool
is_sentence(const char *text)
{
    const char *stop = text == NULL ? NULL : strstr(text, ". ");
    size_t length = text == NULL ? 0 : strlen(text);

    return length > 20 && length < 160 && stop == NULL &&
           isupper((unsigned char)text[0]) && text[length - 1] == '.' &&
           text[length - 2] != '.' && strchr(text, '"') == NULL;
}

START_TEST(each_is_whole)
{
    uint32_t watched = 0;

    for (uint32_t i = 0; i < all->n_entity; i++) {
        const struct entity *entity = &all->entity[i];
        const struct google_scope *more = &google_scope[i];
        const struct right *right = &all->right[entity->right0];

        watched += more->watch ? 1 : 0;
        ck_assert_msg(i == 0 || strcmp(entity[-1].name, entity->name) < 0, "%s",
                      entity->name);
        ck_assert_uint_eq(entity->right0, i);
        ck_assert_ptr_eq(right->entity, entity);
        ck_assert_ptr_eq(right, held(entity->name));
        ck_assert_msg(right->risk != RISK_NONE && right->offered, "%s",
                      right->id);
        ck_assert_msg(is_sentence(right->abuse), "%s: %s", right->id,
                      right->abuse);
        ck_assert_msg(strlen(entity->noun) > 3 && strlen(entity->family) > 3,
                      "%s", entity->name);
        ck_assert_str_eq(entity->section, all->editor[0]);
        ck_assert_str_eq(entity->title, entity->name);
        ck_assert_msg(text_same(entity->subject, "administrator") ||
                          (text_same(entity->subject, "technician") &&
                           more->api != GOOGLE_DIRECTORY),
                      "%s", entity->name);
        ck_assert_msg(more->api != GOOGLE_CALENDAR ||
                          text_same(entity->subject, "technician"),
                      "%s", entity->name);
    }
    ck_assert_uint_eq(all->n_entity, 128);
    ck_assert_uint_eq(watched, 49);
    ck_assert_uint_eq(all->n_right, all->n_entity + 3);
    ck_assert_uint_eq(all->n_right, all->n_entity + all->n_fact);
}
END_TEST

/* Letter by letter, for that is how it is delegated. */
START_TEST(each_is_found)
{
    for (uint32_t i = 0; i < all->n_entity; i++) {
        const struct google_scope *more = &google_scope[i];

        ck_assert_msg(google_right(more->text) == &all->right[i], "%s",
                      more->text);
        ck_assert_ptr_eq(google_scope_of(&all->right[i]), more);
        ck_assert_str_eq(all->entity[i].alias[0], more->text);
        ck_assert_ptr_null(all->entity[i].alias[1]);
        ck_assert_msg(text_starts(more->text, "https://") &&
                          text_ends(more->text, all->entity[i].name),
                      "%s", more->text);
        ck_assert_ptr_null(strpbrk(more->text, " ,\""));
    }
    ck_assert_ptr_eq(google_right("https://mail.google.com/"),
                     held("mail.google.com/"));
    ck_assert_ptr_null(google_right("https://mail.google.com"));
    ck_assert_ptr_null(google_right("calendar.readonly"));
    ck_assert_ptr_null(
        google_right("https://www.googleapis.com/auth/Calendar.readonly"));
    ck_assert_ptr_null(google_right(NULL));
    ck_assert_ptr_null(
        google_scope_of(catalogue_right(all, NULL, GOOGLE_LOGIN)));
}
END_TEST

/* Nothing includes anything: only its own text satisfies a rule. What is wider
 * is only told. */
START_TEST(wider_is_told_and_no_more)
{
    static const struct {
        const char *weak, *strong;
        bool is;
    } row[] = {
        {"calendar.readonly", "calendar", true},
        {"calendar.events.readonly", "calendar", true},
        {"calendar.events.readonly", "calendar.readonly", true},
        {"calendar.events.owned.readonly", "calendar", true},
        {"calendar", "calendar.readonly", false},
        {"calendar.readonly", "calendar.readonly", false},
        {"calendar.readonly", "calendar.acls", false},
        {"calendar.acls.readonly", "calendar.readonly", false},
        {"calendar.freebusy", "calendar.readonly", true},
        {"calendar.freebusy", "calendar.events", false},
        {"admin.directory.user.readonly", "admin.directory.user", true},
        {"admin.directory.user.readonly", "cloud-platform", true},
        {"admin.directory.user", "cloud-platform", false},
        {"gmail.send", "mail.google.com/", true},
        {"gmail.send", "gmail.readonly", false},
        {"documents.readonly", "drive", true},
    };

    ck_assert_uint_eq(all->n_implies, 0);
    for (size_t i = 0; i < sizeof row / sizeof *row; i++)
        ck_assert_msg(google_wider(held(row[i].weak), held(row[i].strong)) ==
                          row[i].is,
                      "%s, %s", row[i].weak, row[i].strong);
}
END_TEST

/* By whatever number of steps, and never in a circle. */
START_TEST(wider_is_closed)
{
    for (uint32_t a = 0; a < all->n_entity; a++) {
        ck_assert(!google_wider(&all->right[a], &all->right[a]));
        for (uint32_t b = 0; b < all->n_entity; b++) {
            if (!google_wider(&all->right[a], &all->right[b]))
                continue;
            for (uint32_t c = 0; c < all->n_entity; c++)
                ck_assert(!google_wider(&all->right[b], &all->right[c]) ||
                          google_wider(&all->right[a], &all->right[c]));
        }
    }
}
END_TEST

START_TEST(watched_is_sorted_by_risk)
{
    ck_assert_uint_eq(google_n_watch, 49);
    for (uint32_t i = 0; i < google_n_watch; i++) {
        const struct right *right = &all->right[google_watch[i]];
        const struct right *before =
            i == 0 ? NULL : &all->right[google_watch[i - 1]];

        ck_assert_msg(google_scope_of(right)->watch, "%s", right->id);
        ck_assert_msg(before == NULL || before->risk > right->risk ||
                          (before->risk == right->risk && before < right),
                      "%s", right->id);
    }
    ck_assert(all->right[google_watch[0]].risk == RISK_CRITICAL);
}
END_TEST

/* What is known of each request: which scopes it is the read of. */
START_TEST(each_request_shows_its_own)
{
    static const uint32_t times[] = {
        [GOOGLE_READ_EVENTS] = 7, [GOOGLE_READ_CALENDAR_LIST] = 2,
        [GOOGLE_READ_ACL] = 2,    [GOOGLE_READ_SETTINGS] = 1,
        [GOOGLE_READ_USERS] = 2,  [GOOGLE_READ_GROUPS] = 2,
    };
    uint32_t n[GOOGLE_READ_GROUPS + 1] = {0};

    for (uint32_t i = 0; i < all->n_entity; i++) {
        const struct google_scope *more = &google_scope[i];
        bool directory = more->opens >= GOOGLE_READ_USERS;

        n[more->opens]++;
        ck_assert_msg(more->opens == GOOGLE_READ_NONE ||
                          more->api ==
                              (directory ? GOOGLE_DIRECTORY : GOOGLE_CALENDAR),
                      "%s", more->text);
    }
    for (size_t i = 1; i < sizeof times / sizeof *times; i++)
        ck_assert_uint_eq(n[i], times[i]);
}
END_TEST

START_TEST(look_alikes_are_no_scopes)
{
    for (uint32_t i = 0; i < all->n_look_alike; i++) {
        const struct look_alike *other = &all->look_alike[i];

        ck_assert_msg(catalogue_entity(all, other->name) == NULL &&
                          google_right(other->name) == NULL,
                      "%s", other->name);
        ck_assert_msg(other->meant == NULL ||
                          catalogue_entity(all, other->meant) != NULL,
                      "%s", other->name);
        ck_assert_msg(text_starts(other->about, other->name), "%s",
                      other->name);
        ck_assert_ptr_eq(catalogue_look_alike(all, other->name), other);
    }
    ck_assert_ptr_nonnull(catalogue_look_alike(all, "admin.directory"));
    ck_assert_ptr_nonnull(catalogue_look_alike(
        all, "https://www.googleapis.com/auth/admin.directory"));
    ck_assert_ptr_null(catalogue_look_alike(all, "admin.directory.user"));
}
END_TEST

Suite *
google_catalogue_suite(void)
{
    Suite *suite = suite_create("google: the catalogue");
    TCase *table = tcase_create("table");

    tcase_add_test(table, each_is_whole);
    tcase_add_test(table, each_is_found);
    tcase_add_test(table, wider_is_told_and_no_more);
    tcase_add_test(table, wider_is_closed);
    tcase_add_test(table, watched_is_sorted_by_risk);
    tcase_add_test(table, each_request_shows_its_own);
    tcase_add_test(table, look_alikes_are_no_scopes);
    suite_add_tcase(suite, table);
    return suite;
}
