/* The table of permissions and roles: whole, sorted, and without a word about
 * what includes what that is not borne out. */
#include "base/text.h"
#include "rules/model/scale.h"
#include "scanner/microsoft365/catalogue.h"
#include "tests/unit/microsoft365.h"

#include <ctype.h>
#include <string.h>

static const struct catalogue *const all = &microsoft365_catalogue;

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
    uint32_t n[MS_ROLE + 1] = {0};

    for (uint32_t i = 0; i < all->n_entity; i++) {
        const struct entity *entity = &all->entity[i];
        const struct ms_permission *more = &microsoft365_permission[i];
        const struct right *right = &all->right[entity->right0];

        n[more->audience]++;
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
        ck_assert_str_eq(entity->section, all->editor[more->audience]);
        ck_assert_msg(more->audience != MS_GRAPH ||
                          text_same(more->value, entity->name),
                      "%s", entity->name);
        ck_assert_msg(more->role == NULL || more->also_exchange, "%s",
                      entity->name);
    }
    ck_assert_uint_eq(n[MS_GRAPH], 716);
    ck_assert_uint_eq(n[MS_EXCHANGE], 20);
    ck_assert_uint_eq(n[MS_ROLE], 84);
    ck_assert_uint_eq(all->n_right, all->n_entity + 2);
}
END_TEST

/* Each is found by what the token says, and so there is no other of it. */
START_TEST(each_is_found)
{
    for (uint32_t i = 0; i < all->n_entity; i++) {
        const struct ms_permission *more = &microsoft365_permission[i];
        const struct right *right =
            microsoft365_right(more->audience, more->value);

        ck_assert_msg(right == &all->right[i], "%s", all->entity[i].name);
        ck_assert_ptr_eq(microsoft365_permission_of(right), more);
    }
    ck_assert_ptr_eq(
        microsoft365_right(MS_ROLE, "62E90394-69F5-4237-9190-012177145E10"),
        held("Directory role/Global Administrator"));
    ck_assert_ptr_null(microsoft365_right(MS_GRAPH, "calendars.read"));
    ck_assert_ptr_null(microsoft365_right(MS_GRAPH, "full_access_as_app"));
    ck_assert_ptr_null(
        microsoft365_right(MS_GRAPH, "Directory role/Global Administrator"));
    ck_assert_ptr_null(microsoft365_right(MS_GRAPH, NULL));
    ck_assert_ptr_null(
        microsoft365_right(MS_ROLE, "0997a1d0-0d1d-4acb-b408-d5ca73121e90"));
    ck_assert(microsoft365_no_role("0997A1D0-0d1d-4acb-b408-d5ca73121e90"));
    ck_assert(!microsoft365_no_role("62e90394-69f5-4237-9190-012177145e10"));
    ck_assert_ptr_null(
        microsoft365_permission_of(catalogue_right(all, NULL, MS_LOGIN)));
}
END_TEST

static bool
includes(uint32_t strong, uint32_t weak)
{
    for (uint32_t i = 0; i < all->n_implies; i++)
        if (all->implies[i].strong == strong && all->implies[i].weak == weak)
            return true;
    return false;
}

START_TEST(what_is_included_is_closed)
{
    for (uint32_t i = 0; i < all->n_implies; i++) {
        const struct implies *a = &all->implies[i];

        ck_assert_uint_ne(a->strong, a->weak);
        ck_assert(!includes(a->weak, a->strong));
        ck_assert_ptr_eq(all->right[a->strong].entity->section,
                         all->right[a->weak].entity->section);
        ck_assert(!microsoft365_perhaps(&all->right[a->strong],
                                        &all->right[a->weak]));
        for (uint32_t k = 0; k < all->n_implies; k++)
            ck_assert(all->implies[k].strong != a->weak ||
                      includes(a->strong, all->implies[k].weak));
    }
}
END_TEST

enum { NEITHER, PERHAPS, INCLUDED };

static const struct {
    const char *strong, *weak;
    int is;
} pairs[] = {
    {"Calendars.Read", "Calendars.ReadBasic.All", INCLUDED},
    {"Calendars.ReadWrite", "Calendars.Read", INCLUDED},
    {"Calendars.ReadWrite", "Calendars.ReadBasic.All", INCLUDED},
    {"Calendars.Read", "Calendars.ReadWrite", NEITHER},
    {"Calendars.Read.All", "Calendars.Read", NEITHER},
    {"Calendars.ReadWrite.All", "Calendars.Read", NEITHER},
    {"User.Read.All", "User.ReadBasic.All", INCLUDED},
    {"User.ReadWrite.All", "User.Read.All", INCLUDED},
    {"Directory.Read.All", "User.Read.All", INCLUDED},
    {"Directory.Read.All", "User.ReadWrite.All", NEITHER},
    {"Directory.ReadWrite.All", "User.ReadWrite.All", INCLUDED},
    {"Directory.ReadWrite.All", "User.Read.All", INCLUDED},
    {"Directory.ReadWrite.All", "User.ReadBasic.All", INCLUDED},
    {"Directory.Read.All", "Group.Read.All", PERHAPS},
    {"Directory.ReadWrite.All", "Group.Read.All", PERHAPS},
    {"Directory.ReadWrite.All", "Application.Read.All", PERHAPS},
    {"Sites.FullControl.All", "Sites.Read.All", PERHAPS},
    {"Mail.ReadWrite", "Mail.Read", INCLUDED},
    {"Mail.ReadWrite", "Mail.Send", NEITHER},
    {"Mail.ReadBasic", "Mail.ReadBasic.All", PERHAPS},
    {"Mail.ReadBasic.All", "Mail.ReadBasic", PERHAPS},
    {"Agreement.ReadWrite.All", "Agreement.Read.All", PERHAPS},
    {"Office 365 Exchange Online/full_access_as_app", "Calendars.Read",
     NEITHER},
    {"Directory role/Global Administrator", "Calendars.Read", NEITHER},
};

START_TEST(what_is_included_is_borne_out)
{
    const struct right *strong = held(pairs[_i].strong);
    const struct right *weak = held(pairs[_i].weak);
    bool sure = includes((uint32_t)(strong - all->right),
                         (uint32_t)(weak - all->right));

    ck_assert_msg(sure == (pairs[_i].is == INCLUDED), "%s", strong->id);
    ck_assert_msg(microsoft365_perhaps(strong, weak) ==
                      (pairs[_i].is == PERHAPS),
                  "%s", strong->id);
}
END_TEST

/* What Exchange grants by itself is never denied by a token. */
START_TEST(what_exchange_grants_too)
{
    static const struct {
        const char *name, *role;
        bool also;
    } row[] = {
        {"Calendars.Read", "Application Calendars.Read", true},
        {"Calendars.ReadWrite", "Application Calendars.ReadWrite", true},
        {"Calendars.ReadBasic.All", NULL, true},
        {"MailboxItem.Read.All", "Application MailboxItem.Read", true},
        {"Calendars.Read.All", NULL, false},
        {"User.Read.All", NULL, false},
        {"Office 365 Exchange Online/Calendars.Read", NULL, false},
        {"Office 365 Exchange Online/full_access_as_app",
         "Application EWS.AccessAsApp", true},
    };

    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        const struct ms_permission *more =
            microsoft365_permission_of(held(row[i].name));

        ck_assert_msg(text_same(more->role, row[i].role), "%s", row[i].name);
        ck_assert_msg(more->also_exchange == row[i].also, "%s", row[i].name);
    }
}
END_TEST

/* Two are permissions that open something else; no other is in the table. */
START_TEST(look_alikes_are_others)
{
    uint32_t real = 0;

    for (uint32_t i = 0; i < all->n_look_alike; i++) {
        const struct look_alike *other = &all->look_alike[i];

        real += catalogue_entity(all, other->name) != NULL ? 1 : 0;
        ck_assert_msg(other->meant == NULL ||
                          catalogue_entity(all, other->meant) != NULL,
                      "%s", other->name);
        ck_assert_msg(strstr(other->about, other->name) == other->about, "%s",
                      other->name);
        ck_assert_ptr_eq(catalogue_look_alike(all, other->name), other);
    }
    ck_assert_uint_eq(real, 2);
    ck_assert_ptr_nonnull(catalogue_look_alike(all, "user.read"));
    ck_assert_ptr_null(catalogue_look_alike(all, "User.Read.All"));
}
END_TEST

Suite *
microsoft365_catalogue_suite(void)
{
    Suite *suite = suite_create("microsoft365: the catalogue");
    TCase *table = tcase_create("table");

    tcase_add_test(table, each_is_whole);
    tcase_add_test(table, each_is_found);
    tcase_add_test(table, what_is_included_is_closed);
    tcase_add_loop_test(table, what_is_included_is_borne_out, 0,
                        sizeof pairs / sizeof *pairs);
    tcase_add_test(table, what_exchange_grants_too);
    tcase_add_test(table, look_alikes_are_others);
    suite_add_tcase(suite, table);
    return suite;
}
