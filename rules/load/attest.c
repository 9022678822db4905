/* Attestations: who says what the API cannot show, since when, until when. */
#include "rules/load/attest.h"
#include "base/date.h"
#include "base/file.h"
#include "base/index.h"
#include "base/json.h"
#include "base/json_write.h"
#include "base/text.h"
#include "rules/load/keys.h"
#include "rules/model/name.h"
#include "rules/model/scale.h"
#include "rules/model/subject.h"

#include <string.h>

enum { MONTHS_GOOD = 3 };

static const struct key file_keys[] = {
    {"$schema", WANT_TEXT, true},
    {"attestations", WANT_ARRAY, false},
    {"listed", WANT_OBJECT, true},
};

static const struct key listed_keys[] = {
    {"text", WANT_TEXT, false},    {"by", WANT_TEXT, false},
    {"on", WANT_DATE, false},      {"expires", WANT_DATE, false},
    {"note", WANT_ANY_TEXT, true},
};

static const struct key entry_keys[] = {
    {"check", WANT_TEXT, false},   {"value", WANT_ANSWER, false},
    {"by", WANT_TEXT, false},      {"on", WANT_DATE, false},
    {"expires", WANT_DATE, false}, {"note", WANT_ANY_TEXT, true},
    {"question", WANT_TEXT, true}, /* of the template; not kept */
    {"type", WANT_TEXT, true},     /* likewise */
};

static const struct key_table file_table =
    KEY_TABLE("an attestation file", file_keys);
static const struct key_table entry_table =
    KEY_TABLE("an attestation", entry_keys);
static const struct key_table listed_table =
    KEY_TABLE("a list that was read off", listed_keys);

static bool
wants_number(const struct check *check)
{
    for (uint32_t i = 0; i < check->n_claim; i++)
        if (claim_manner(&check->claim[i]) == MANNER_NUMBER)
            return true;
    return false;
}

/* That the value is of the kind that the check asks for. */
static void
check_value(const struct json *value, const struct check *check,
            struct diags *diags)
{
    int64_t number;

    if (value == NULL)
        return;
    if (value->kind == JSON_BOOLEAN && wants_number(check))
        diag_add(diags, value->line, value->column,
                 "check \"%s\" asks how many: \"value\" must be a number",
                 check->id);
    if (json_integer(value, &number) && number >= 0 && !wants_number(check))
        diag_add(diags, value->line, value->column,
                 "check \"%s\" is yes or no: \"value\" must be true or false",
                 check->id);
}

/* The check that an entry speaks of, in the check's terms; NULL with the
 * mistake reported. */
static const struct check *
target_of(const struct json *entry, const struct ruleset *rules,
          struct diags *diags)
{
    const struct json *id = json_get(entry, "check");
    const struct check *check;
    struct name name;
    uint32_t n;

    if (json_text(id) == NULL || id->text[strspn(id->text, " \t\n")] == '\0')
        return NULL;
    name = name_read(id->text, ruleset_packs(rules), diags->arena);
    check = ruleset_check(rules, &name, &n);
    if (check != NULL)
        check_value(json_get(entry, "value"), check, diags);
    else if (n > 1)
        name_ambiguous(diags, id, rules, &name);
    else
        keys_unknown(diags, id,
                     &(struct name_list){"check", rules->check, rules->n_check,
                                         sizeof *rules->check});
    return check;
}

static bool
is_date(const struct json *node)
{
    return json_text(node) != NULL && date_is(node->text);
}

/* Dates compare as text. */
static void
check_dates(const struct json *entry, const char *today, struct diags *diags)
{
    const struct json *on = json_get(entry, "on");
    const struct json *expires = json_get(entry, "expires");

    if (!is_date(on))
        return;
    if (strcmp(on->text, today) > 0)
        diag_add(diags, on->line, on->column,
                 "\"on\": %s lies in the future (today is %s)", on->text,
                 today);
    if (is_date(expires) && strcmp(expires->text, on->text) < 0)
        diag_add(diags, expires->line, expires->column,
                 "\"expires\": %s lies before \"on\"", expires->text);
}

static struct attestation
take(const struct json *entry, const char *today, const char *rules,
     const struct check *check)
{
    struct attestation taken = {
        .rules = rules,
        .check = check == NULL ? "" : check->id,
        .by = keys_text(entry, "by"),
        .on = keys_text(entry, "on"),
        .expires = keys_text(entry, "expires"),
        .note = text_or(json_text(json_get(entry, "note")), NULL),
    };
    const struct json *value = json_get(entry, "value");

    taken.is_number = json_integer(value, &taken.number);
    (void)json_boolean(value, &taken.yes);
    taken.expired = strcmp(taken.expires, today) < 0;
    return taken;
}

/* Two that mean the same check, however they name it. */
static void
check_unique(const struct json *list, const struct attestation *item,
             struct packs packs, struct diags *diags)
{
    struct spot *spot = arena_new(diags->arena, struct spot, list->n);
    uint32_t n = 0;

    for (uint32_t i = 0; i < list->n; i++) {
        const struct json *id = json_get(&list->item[i], "check");

        if (item[i].rules != NULL)
            spot[n++] = (struct spot){
                name_text(packs, item[i].rules, item[i].check, diags->arena),
                id};
        else if (json_text(id) != NULL)
            spot[n++] = (struct spot){id->text, id};
    }
    keys_unique(diags, "attestation of check", spot, n);
}

/* ---- lists --------------------------------------------------------------- */

/* What stands between names, however they were copied. */
static const char between[] = " \t\r\n,;\"'`";

/* The names of a text, each once, as they stand there first. */
static void
take_names(struct inventory *to, const char *text, struct arena *arena)
{
    struct index index = {.arena = arena};
    const char **name;
    uint32_t most = 0;

    for (const char *p = text; *p != '\0'; p += strcspn(p, between)) {
        p += strspn(p, between);
        most++;
    }
    name = arena_new(arena, const char *, (size_t)most + 1);
    for (text += strspn(text, between); *text != '\0';
         text += strspn(text, between)) {
        size_t length = strcspn(text, between);

        name[to->n] = arena_slice(arena, text, length);
        if (index_put(&index, NULL, name[to->n], to->n) == to->n)
            to->n++;
        text += length;
    }
    to->name = name;
}

static const struct inventory *
take_inventory(const struct json *node, const char *today, struct diags *diags)
{
    struct inventory *to;

    if (node == NULL)
        return NULL;
    keys_check(diags, node, &listed_table);
    check_dates(node, today, diags);
    to = arena_new(diags->arena, struct inventory, 1);
    *to = (struct inventory){.by = keys_text(node, "by"),
                             .on = keys_text(node, "on"),
                             .expires = keys_text(node, "expires")};
    to->expired = strcmp(to->expires, today) < 0;
    take_names(to, keys_text(node, "text"), diags->arena);
    return to;
}

bool
attestations_fit(const struct attestations *all,
                 const struct catalogue *catalogue, struct diags *diags)
{
    if (all->inventory == NULL || catalogue->world == WORLD_LISTED)
        return true;
    diag_add(
        diags, 0, 0,
        "\"listed\": what is held is read from the provider %s itself, and "
        "nobody has to state it",
        catalogue->provider);
    return false;
}

/* -------------------------------------------------------------------------- */

bool
attestations_load(struct attestations *to, const struct file_text *text,
                  const struct ruleset *rules, const char *today,
                  struct diags *diags)
{
    uint32_t before = diags->n;
    const struct json *file =
        json_parse(diags->arena, text->bytes, text->length, diags);
    const struct json *list = json_get(file, "attestations");
    struct attestation *item;

    *to = (struct attestations){NULL, 0, NULL};
    if (file == NULL)
        return false;
    keys_check(diags, file, &file_table);
    if (list == NULL || list->kind != JSON_ARRAY) {
        keys_sort(diags, before);
        return false;
    }
    item = arena_new(diags->arena, struct attestation, list->n);
    for (uint32_t i = 0; i < list->n; i++) {
        const struct check *check;
        uint32_t first = diags->n;

        keys_check(diags, &list->item[i], &entry_table);
        check = target_of(&list->item[i], rules, diags);
        check_dates(&list->item[i], today, diags);
        item[i] =
            take(&list->item[i], today,
                 check == NULL ? NULL : check_pack(rules, check)->id, check);
        if (check != NULL)
            keys_about(diags, first, check->id);
    }
    check_unique(list, item, ruleset_packs(rules), diags);
    *to = (struct attestations){
        item, list->n, take_inventory(json_get(file, "listed"), today, diags)};
    keys_sort(diags, before);
    return diags->n == before;
}

/* ---- template ------------------------------------------------------------ */

static const char *
within_question(const struct check *check, const char *const *within,
                struct arena *arena)
{
    const char *list = *within;

    while (*++within != NULL)
        list = arena_print(arena, "%s; %s", list, *within);
    return arena_print(arena,
                       "%s, %s: if it is narrowed to parts, are these among "
                       "what is allowed: %s? See %s.",
                       check->object, check->access, list, check->screen);
}

/* Of a subject that nobody is named for: what naming one would show. */
static const char *
subject_question(const struct check *check, const struct claim *claim,
                 struct arena *arena)
{
    const char *name = claim->subject->name;

    return arena_print(
        arena, "%s, %s: is %s%s %sreached? A scan with %s would show it.",
        check->object, check->access, claim->subject->many ? "every " : "the ",
        name, claim->high == GRADE_NONE ? "not " : "",
        subject_option(claim->subject, arena));
}

static const char *
doubtful_question(const struct check *check, const struct right *right,
                  struct arena *arena)
{
    bool one = right->entity->n_right == 1;

    return arena_print(arena,
                       "%s: does what the API shows as granted (%s%s%s: %s) "
                       "work? See %s.",
                       check->object, right->entity->name, one ? "" : ", ",
                       one ? "" : right->verb, check->required, check->screen);
}

/* The question that a check leaves to a person, or NULL: its own, before one
 * that is made of what it asks for. */
static const char *
question_of(const struct check *check, struct arena *arena)
{
    for (uint32_t i = 0; i < check->n_claim; i++)
        if (check->claim[i].question != NULL)
            return check->claim[i].question;
    for (uint32_t i = 0; i < check->n_claim; i++) {
        const struct claim *claim = &check->claim[i];

        if (claim_manner(claim) == MANNER_NUMBER)
            return arena_print(arena,
                               "%s: what is the most that is allowed? At least "
                               "%lld is needed. See %s.",
                               check->object, (long long)claim->low,
                               check->screen);
        if (claim_unnamed(claim))
            return subject_question(check, claim, arena);
        if (claim->within != NULL)
            return within_question(check, claim->within, arena);
        if (claim->doubtful)
            return doubtful_question(check, claim->right, arena);
    }
    return NULL;
}

/* The same of a check that an audit found like that (NULL: there is none): what
 * the audit left to a person is asked about, also where it is no question of
 * the rules. Who was not named may still be named, or the answer stated. */
static const char *
question_after(const struct check *check, const struct finding *finding,
               struct arena *arena)
{
    const char *question = question_of(check, arena);

    if (finding == NULL || finding->reason == WHY_NEEDS_SUBJECT)
        return question;
    if (finding->reason != WHY_NEEDS_ATTESTATION &&
        finding->reason != WHY_ATTESTATION_EXPIRED)
        return NULL;
    return question != NULL
               ? question
               : arena_print(arena, "%s Is it as it has to be (%s)? See %s.",
                             finding->detail, check->required, check->screen);
}

/* What is left to fill in is no good value, lest a file that nobody filled in
 * count as a statement. */
static void
put_entry(struct json_writer *w, const char *name, const char *question,
          bool number, const char *today)
{
    struct arena scratch = {0};

    json_write_object(w, NULL);
    json_write_text(w, "check", name);
    json_write_text(w, "question", text_kept(&scratch, question));
    json_write_text(w, "type", number ? "a whole number" : "true or false");
    json_write_null(w, "value");
    json_write_text(w, "by", "");
    json_write_text(w, "on", today);
    json_write_text(w, "expires", date_later(today, MONTHS_GOOD, &scratch));
    json_write_text(w, "note", "");
    json_write_end(w);
    arena_free(&scratch);
}

bool
attestations_template(const struct ruleset *rules, const struct audit *audit,
                      const char *today, struct out *out, struct diags *diags)
{
    struct arena *arena = diags->arena;
    struct json_writer w = {.out = out, .edited = true};
    struct index found = {.arena = arena};
    uint32_t before = diags->n;

    for (uint32_t i = 0; audit != NULL && i < audit->n_finding; i++)
        (void)index_put(&found, audit->finding[i].rules, audit->finding[i].id,
                        i);
    json_write_object(&w, NULL);
    json_write_array(&w, "attestations");
    for (uint32_t i = 0; i < rules->n_check; i++) {
        const struct check *check = &rules->check[i];
        const char *pack = check_pack(rules, check)->id, *question;
        const struct finding *finding = NULL;

        if (audit != NULL) {
            uint32_t at = index_get(&found, pack, check->id);

            if (at == INDEX_NONE) {
                diag_add(diags, 0, 0,
                         "the audit has no check \"%s\" of \"%s\": it was "
                         "made by other rules",
                         check->id, pack);
                break;
            }
            finding = &audit->finding[at];
        }
        question = question_after(check, finding, arena);
        if (question != NULL && check_is_on(rules, check))
            put_entry(&w,
                      name_text(ruleset_packs(rules), pack, check->id, arena),
                      question, wants_number(check), today);
    }
    json_write_end(&w);
    json_write_end(&w);
    return diags->n == before;
}
