/* The tables of scopes and of rights of a profile: whole, sorted, each found by
 * what Zoho calls it, and what .ALL stands in for. */
#include "base/text.h"
#include "rules/model/scale.h"
#include "scanner/zoho/catalogue.h"
#include "tests/unit/zoho.h"

#include <ctype.h>
#include <string.h>

static const struct catalogue *const all = &zoho_catalogue;

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
           text[length - 2] != '.' && strpbrk(text, "\"%") == NULL;
}

static void
ck_title(const struct entity *entity)
{
    bool scope = text_same(entity->section, "OAuth scopes");

    ck_assert_msg(scope || text_same(entity->section, "Agent profile"), "%s",
                  entity->name);
    ck_assert_msg(scope ? text_same(entity->title, entity->name)
                        : isupper((unsigned char)entity->title[0]) &&
                              strstr(entity->title, ": ") != NULL &&
                              !text_ends(entity->title, ": "),
                  "%s: %s", entity->name, entity->title);
}

START_TEST(each_is_whole)
{
    for (uint32_t i = 0; i < all->n_entity; i++) {
        const struct entity *entity = &all->entity[i];
        const struct right *right = &all->right[entity->right0];

        ck_assert_msg(i == 0 || strcmp(entity[-1].name, entity->name) < 0, "%s",
                      entity->name);
        ck_assert_uint_eq(entity->right0, i);
        ck_assert_ptr_eq(right->entity, entity);
        ck_assert_ptr_eq(right, held(entity->name));
        ck_assert_msg(right->risk != RISK_NONE && right->offered, "%s",
                      right->id);
        ck_assert_msg(is_sentence(right->abuse), "%s: %s", right->id,
                      right->abuse);
        ck_assert_msg(text_starts(entity->noun, "requests that ") &&
                          strchr(entity->noun, '%') == NULL &&
                          strlen(entity->family) > 3,
                      "%s: %s", entity->name, entity->noun);
        ck_assert_ptr_null(entity->subject);
        ck_title(entity);
    }
    ck_assert_uint_eq(zoho_n_scope, 135);
    ck_assert_uint_eq(zoho_n_key, 390);
    ck_assert_uint_eq(all->n_entity, zoho_n_scope + zoho_n_key);
    ck_assert_uint_eq(all->n_right, all->n_entity + all->n_fact);
}
END_TEST

/* In whatever case, for Zoho writes them in more than one. */
START_TEST(each_scope_is_found)
{
    for (uint32_t i = 0; i < zoho_n_scope; i++) {
        const struct zoho_scope *scope = &zoho_scope[i];
        const struct right *right = &all->right[scope->right];

        ck_assert_ptr_eq(zoho_right(scope->text), right);
        ck_assert_ptr_eq(held(scope->text), right);
        ck_assert_ptr_eq(zoho_scope_of(right), scope);
        ck_assert_ptr_null(zoho_key_of(right));
        ck_assert_str_eq(right->entity->section, "OAuth scopes");
        ck_assert_ptr_null(strpbrk(scope->text, " ,\"%"));
    }
    ck_assert_ptr_eq(zoho_right("desk.tickets.read"),
                     held("Desk.tickets.READ"));
    ck_assert_ptr_null(zoho_right("Desk.tickets"));
    ck_assert_ptr_null(zoho_right("Desk.tickets.READ "));
    ck_assert_ptr_null(zoho_right("tickets.view"));
    ck_assert_ptr_null(zoho_right(""));
    ck_assert_ptr_null(zoho_right(NULL));
    ck_assert_ptr_null(zoho_scope_of(catalogue_right(all, NULL, ZOHO_LOGIN)));
}
END_TEST

START_TEST(each_key_is_found)
{
    for (uint32_t i = 0; i < zoho_n_key; i++) {
        const struct zoho_key *key = &zoho_key[i];
        const struct right *right = &all->right[key->right];
        size_t length = strlen(key->group);

        ck_assert_ptr_eq(zoho_profile_right(key->group, key->key), right);
        ck_assert_ptr_eq(zoho_key_of(right), key);
        ck_assert_ptr_null(zoho_scope_of(right));
        ck_assert_str_eq(right->entity->section, "Agent profile");
        ck_assert(text_starts(right->entity->name, key->group));
        ck_assert_int_eq(right->entity->name[length], '.');
        ck_assert_str_eq(right->entity->name + length + 1, key->key);
    }
    ck_assert_ptr_null(zoho_profile_right("tickets", "View"));
    ck_assert_ptr_null(zoho_profile_right("tickets.view", ""));
    ck_assert_ptr_null(zoho_profile_right(NULL, NULL));
    ck_assert_ptr_null(zoho_key_of(catalogue_right(all, NULL, ZOHO_RECORDS)));
}
END_TEST

static bool
includes(const char *strong, const char *weak)
{
    for (uint32_t i = 0; i < all->n_implies; i++)
        if (&all->right[all->implies[i].strong] == held(strong) &&
            &all->right[all->implies[i].weak] == held(weak))
            return true;
    return false;
}

/* Only what is called as it is up to the last dot, and nothing else. */
START_TEST(all_includes_its_own)
{
    static const struct {
        const char *strong, *weak;
        bool is;
    } row[] = {
        {"Desk.tickets.ALL", "Desk.tickets.READ", true},
        {"Desk.tickets.ALL", "Desk.tickets.CREATE", true},
        {"Desk.tickets.ALL", "Desk.tickets.UPDATE", true},
        {"Desk.tickets.ALL", "Desk.tickets.DELETE", true},
        {"Desk.tickets.ALL", "Desk.tickets.WRITE", true},
        {"Desk.tickets.ALL", "Desk.tickets.ALL", false},
        {"Desk.tickets.ALL", "Desk.contacts.READ", false},
        {"Desk.tickets.ALL", "tickets.view", false},
        {"Desk.tickets.UPDATE", "Desk.tickets.WRITE", false},
        {"Desk.tickets.WRITE", "Desk.tickets.UPDATE", false},
        {"Desk.tickets.UPDATE", "Desk.tickets.READ", false},
        {"Desk.contacts.ALL", "Desk.accounts.READ", false},
        {"Desk.settings.ALL", "Desk.settings.WRITE", true},
        {"Desk.settings.ALL", "Desk.settings.extension.READ", false},
        {"Desk.activities.ALL", "Desk.activities.calls.READ", false},
        {"Desk.basic.ALL", "Desk.agents.READ", false},
    };

    for (size_t i = 0; i < sizeof row / sizeof *row; i++)
        ck_assert_msg(includes(row[i].strong, row[i].weak) == row[i].is,
                      "%s, %s", row[i].strong, row[i].weak);
    for (uint32_t i = 0; i < all->n_implies; i++) {
        const char *strong = all->right[all->implies[i].strong].entity->name;
        const char *weak = all->right[all->implies[i].weak].entity->name;
        size_t stem = strlen(strong) - strlen("ALL");

        ck_assert_msg(text_ends(strong, ".ALL") &&
                          strncmp(strong, weak, stem) == 0 &&
                          strchr(weak + stem, '.') == NULL,
                      "%s, %s", strong, weak);
    }
    ck_assert_uint_eq(all->n_wider, 0);
}
END_TEST

/* Which read shows which right, and which scopes a read settles by itself. */
START_TEST(reads_show)
{
    static const struct {
        const char *name;
        enum zoho_read opens;
        bool alone;
    } row[] = {
        {"Desk.tickets.READ", ZOHO_READ_TICKETS, true},
        {"Desk.search.READ", ZOHO_READ_SEARCH, true},
        {"Desk.contacts.READ", ZOHO_READ_CONTACTS, true},
        {"Desk.basic.READ", ZOHO_READ_LAYOUTS, false},
        {"Desk.layouts.READ", ZOHO_READ_LAYOUTS, false},
        {"Desk.settings.READ", ZOHO_READ_WEBHOOKS, false},
        {"Desk.events.READ", ZOHO_READ_WEBHOOKS, false},
        {"Desk.webhooks.READ", ZOHO_READ_WEBHOOKS, false},
        {"tickets.view", ZOHO_READ_TICKETS, false},
        {"contacts.view", ZOHO_READ_CONTACTS, false},
        {"accounts.view", ZOHO_READ_ACCOUNTS, false},
        {"agents.overview", ZOHO_READ_AGENTS, false},
        {"setup.webhooks", ZOHO_READ_WEBHOOKS, false},
    };
    size_t n = 0;

    for (uint32_t i = 0; i < zoho_n_scope; i++)
        n += zoho_scope[i].opens != ZOHO_READ_NONE ? 1 : 0;
    for (uint32_t i = 0; i < zoho_n_key; i++)
        n += zoho_key[i].opens != ZOHO_READ_NONE ? 1 : 0;
    ck_assert_uint_eq(n, sizeof row / sizeof *row);
    for (size_t i = 0; i < n; i++) {
        const struct zoho_scope *scope = zoho_scope_of(held(row[i].name));
        const struct zoho_key *key = zoho_key_of(held(row[i].name));

        ck_assert_msg((scope == NULL ? key->opens : scope->opens) ==
                          row[i].opens,
                      "%s", row[i].name);
        ck_assert_msg(scope == NULL || scope->alone == row[i].alone, "%s",
                      row[i].name);
    }
}
END_TEST

START_TEST(an_administrator_holds_everything)
{
    const struct right *right = all->everything;

    ck_assert_str_eq(right->id, ZOHO_ADMINISTRATOR);
    ck_assert_ptr_eq(right, catalogue_right(all, NULL, ZOHO_ADMINISTRATOR));
    ck_assert_int_eq(right->risk, RISK_CRITICAL);
    ck_assert(is_sentence(right->abuse));
    for (uint32_t i = 0; i < all->n_fact; i++)
        ck_assert_ptr_nonnull(
            catalogue_right(all, NULL, all->fact[i].name)->about);
}
END_TEST

START_TEST(look_alikes_are_no_scopes)
{
    for (uint32_t i = 0; i < all->n_look_alike; i++) {
        const struct look_alike *other = &all->look_alike[i];

        ck_assert_msg(catalogue_entity(all, other->name) == NULL &&
                          zoho_right(other->name) == NULL,
                      "%s", other->name);
        ck_assert_msg(other->meant == NULL || zoho_right(other->meant) != NULL,
                      "%s", other->name);
        ck_assert_msg(text_starts(other->about, other->name), "%s",
                      other->name);
        ck_assert_ptr_eq(catalogue_look_alike(all, other->name), other);
    }
    ck_assert_str_eq(catalogue_look_alike(all, "ZohoDesk.basic.READ")->meant,
                     "Desk.basic.READ");
    ck_assert_str_eq(catalogue_look_alike(all, "Desk.tickets.EDIT")->meant,
                     "Desk.tickets.UPDATE");
    ck_assert_ptr_null(catalogue_look_alike(all, "Desk.tickets.WRITE"));
}
END_TEST

Suite *
zoho_catalogue_suite(void)
{
    Suite *suite = suite_create("zoho: the catalogue");
    TCase *table = tcase_create("table");

    tcase_add_test(table, each_is_whole);
    tcase_add_test(table, each_scope_is_found);
    tcase_add_test(table, each_key_is_found);
    tcase_add_test(table, all_includes_its_own);
    tcase_add_test(table, reads_show);
    tcase_add_test(table, an_administrator_holds_everything);
    tcase_add_test(table, look_alikes_are_no_scopes);
    suite_add_tcase(suite, table);
    return suite;
}
