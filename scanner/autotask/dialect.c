/* Autotask's way of answering. Statuses alone decide little here: a missing
 * right is a 500 with an English sentence, and a 200 may carry errors
 * [code: several clients; official: REST_Creating_Resources_POST]. */
#include "base/text.h"
#include "scanner/autotask/autotask.h"

/* Sources: denial, unknown user and integration code [code, measured]; thread
 * limit [official: ThreadLimiting; code: retry handlers of public clients]; a
 * 403 is declared on every call for an entity [swagger S26]. A refused login
 * comes first, whatever else is said beside it: it must not be tried again. */
static const struct dialect_row rows[] = {
    {0, 0, FORM_ANY, NULL, "integrationcode is invalid", ANSWER_LOGIN,
     "Autotask does not accept the API tracking identifier (\"IntegrationCode "
     "is invalid.\"). Compare AUTOTASK_INTEGRATION_CODE with the tracking "
     "identifier of the API user: Admin > Resources (Users) > the user > API "
     "Tracking Identifier."},
    {0, 0, FORM_ANY, NULL, "itgenatr005", ANSWER_THROTTLED, NULL},
    {0, 0, FORM_ANY, NULL, "thread threshold", ANSWER_THROTTLED, NULL},
    {0, 0, FORM_ANY, NULL, "thread limit", ANSWER_THROTTLED, NULL},
    {0, 0, FORM_ANY, NULL, "zone information could not be determined",
     ANSWER_NOBODY, NULL},
    {0, 0, FORM_ANY, NULL, "does not have the adequate permissions",
     ANSWER_DENIED, NULL},
    {403, 403, FORM_JSON, NULL, NULL, ANSWER_DENIED, NULL},
    {403, 403, FORM_EMPTY, NULL, NULL, ANSWER_DENIED, NULL},
    {403, 403, FORM_OTHER, NULL, NULL, ANSWER_DENIED, NULL},
};

/* The framework's own errors have a "Message" [swagger]. */
static const char *const said[] = {"errors", "message", NULL};

const struct dialect autotask_dialect = {
    .row = rows,
    .n = sizeof rows / sizeof *rows,
    .said = said,
    .errors = "errors",
};

/* ---- metadata ------------------------------------------------------------ */

/* Names in entityInformation [swagger S20], by verb. */
static const struct {
    const char *offered, *granted;
} field[AUTOTASK_VERBS] = {
    [AUTOTASK_VIEW] = {"canQuery", "userAccessForQuery"},
    [AUTOTASK_ADD] = {"canCreate", "userAccessForCreate"},
    [AUTOTASK_EDIT] = {"canUpdate", "userAccessForUpdate"},
    [AUTOTASK_DELETE] = {"canDelete", "userAccessForDelete"},
};

/* The help page numbers the levels, the wire has words [official:
 * REST_EntityInformationCall; code: issue 2 of a public client]. */
static const struct {
    const char *word, *number;
    int64_t grade;
} level_form[] = {
    {"None", "0", AUTOTASK_NONE},
    {"All", "1", AUTOTASK_ALL},
    {"Restricted", "2", AUTOTASK_RESTRICTED},
};

/* The value as sent, in text; NULL if it is no word and no whole number. */
static const char *
word_of(const struct json *value, struct arena *arena)
{
    int64_t number;

    if (json_integer(value, &number))
        return arena_print(arena, "%lld", (long long)number);
    return json_text(value);
}

static void
read_level(const struct json *value, struct access_info *info,
           struct arena *arena)
{
    const char *word = word_of(value, arena);

    if (value == NULL)
        return;
    info->said = word != NULL ? word : json_kind_name(value->kind);
    for (size_t i = 0; i < sizeof level_form / sizeof *level_form; i++) {
        if (word != NULL && (text_same_fold(word, level_form[i].word) ||
                             text_same(word, level_form[i].number))) {
            info->known = true;
            info->grade = level_form[i].grade;
        }
    }
}

static void
read_flag(const struct json *value, struct access_info *info)
{
    bool yes;

    if (value == NULL)
        return;
    info->known = json_boolean(value, &yes);
    info->said = json_kind_name(value->kind);
    if (!info->known)
        return;
    info->grade = yes ? 1 : 0;
    info->said = yes ? "true" : "false";
}

static void
read_offer(const struct json *value, struct access_info *info)
{
    bool yes;

    if (value == NULL)
        info->offer = OFFER_UNSAID;
    else if (!json_boolean(value, &yes))
        info->offer = OFFER_ODD;
    else
        info->offer = yes ? OFFER_YES : OFFER_NO;
}

static const struct json *
unwrap(const struct json *json)
{
    const struct json *info = json_get_fold(json, "info");

    return info != NULL ? info : json;
}

const char *
entity_info_name(const struct json *json)
{
    return json_text(json_get_fold(unwrap(json), "name"));
}

struct entity_info
entity_info_read(const struct json *json, struct arena *arena)
{
    struct entity_info info = {.callouts = {.known = false}};
    const struct json *from = unwrap(json);

    for (int v = 0; v < AUTOTASK_VERBS; v++) {
        read_level(json_get_fold(from, field[v].granted), &info.access[v],
                   arena);
        read_offer(json_get_fold(from, field[v].offered), &info.access[v]);
    }
    read_flag(json_get_fold(from, "supportsWebhookCallouts"), &info.callouts);
    return info;
}
