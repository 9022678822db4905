/* Autotask's way of answering. Statuses alone decide nothing here: a missing
 * right is a 500 with an English sentence, and a 200 may carry errors
 * [code: several clients; official: REST_Creating_Resources_POST]. */
#include "base/out.h"
#include "base/text.h"
#include "scanner/autotask/autotask.h"

#include <string.h>

enum { ERROR_CAP = 2000 }; /* bytes kept of an answer's error texts */

/* ---- errors -------------------------------------------------------------- */

/* What an error text means; the first row that occurs in it decides. Sources:
 * denial and integration code [code, measured]; thread limit [official:
 * ThreadLimiting; code: retry handlers of public clients]. */
static const struct {
    const char *phrase;
    enum answer_kind kind;
} meaning[] = {
    {"itgenatr005", ANSWER_THROTTLED},
    {"thread threshold", ANSWER_THROTTLED},
    {"thread limit", ANSWER_THROTTLED},
    {"integrationcode is invalid", ANSWER_LOGIN},
    {"does not have the adequate permissions", ANSWER_DENIED},
};

/* What a status means when the text does not tell. 0 ends the table. */
static const struct {
    int status;
    enum answer_kind kind;
} plain_status[] = {
    {401, ANSWER_LOGIN},       {429, ANSWER_THROTTLED},
    {503, ANSWER_UNAVAILABLE}, {404, ANSWER_NOT_OFFERED},
    {405, ANSWER_NOT_OFFERED}, {0, ANSWER_ERROR},
};

static const enum answer_kind net_kind[] = {
    [NET_UNREACHABLE] = ANSWER_UNREACHABLE, [NET_TLS] = ANSWER_TLS,
    [NET_TIMEOUT] = ANSWER_TIMEOUT,         [NET_RESET] = ANSWER_RESET,
    [NET_TOO_BIG] = ANSWER_TOO_BIG,
};

static void
put_error(struct out *out, const char *text)
{
    if (text == NULL)
        return;
    if (out->length > 0)
        (void)out_text(out, "; ");
    (void)out_text(out, text);
}

/* The texts of "errors" (strings; objects with "message" are tolerated) or of
 * the framework's own "Message", joined; NULL if there are none. */
static const char *
error_text(const struct json *json, struct arena *scratch)
{
    const struct json *errors = json_get_fold(json, "errors");
    struct out out = {0};
    const char *text = NULL;

    if (errors != NULL && errors->kind == JSON_ARRAY)
        for (uint32_t i = 0; i < errors->n; i++) {
            const struct json *item = &errors->item[i];

            put_error(&out, item->kind == JSON_STRING
                                ? item->text
                                : json_text(json_get_fold(item, "message")));
        }
    else
        put_error(&out, json_text(errors));
    put_error(&out, json_text(json_get_fold(json, "message")));
    if (out.length > 0)
        text = text_clean(scratch, out_string(&out), out.length, ERROR_CAP);
    out_free(&out);
    return text;
}

/* Under any spelling of the key, so that two of them do not hide both. */
static bool
has_errors(const struct json *json)
{
    for (uint32_t i = 0; i < json->n; i++) {
        const struct json *errors = &json->item[i];

        if (text_same_fold(errors->key, "errors") &&
            errors->kind != JSON_NULL &&
            !(errors->kind == JSON_ARRAY && errors->n == 0))
            return true;
    }
    return false;
}

static enum answer_kind
kind_of_status(int status, bool json)
{
    size_t i = 0;

    while (plain_status[i].status != 0 && plain_status[i].status != status)
        i++;
    if (plain_status[i].status != 0 || json)
        return plain_status[i].kind;
    return status >= 400 ? ANSWER_OUTAGE : ANSWER_GARBAGE;
}

/* What the text of an error says, if it says anything that is known. */
static bool
kind_of_text(const char *said, enum answer_kind *kind)
{
    for (size_t i = 0; i < sizeof meaning / sizeof *meaning; i++)
        if (text_has_fold(said, meaning[i].phrase)) {
            *kind = meaning[i].kind;
            return true;
        }
    return false;
}

struct answer
autotask_read(const struct response *response, struct arena *scratch)
{
    struct answer answer = {.status = response->status};

    if (response->net != NET_OK) {
        answer.kind = net_kind[response->net];
        return answer;
    }
    if (response->length > 0)
        answer.json =
            json_parse(scratch, response->body, response->length, NULL);
    if (answer.json != NULL && answer.json->kind != JSON_OBJECT)
        answer.json = NULL;
    answer.said = error_text(answer.json, scratch);
    if (answer.said != NULL && response->status != 401 &&
        kind_of_text(answer.said, &answer.kind))
        return answer;
    if (response->status == 200 && answer.json != NULL)
        answer.kind = has_errors(answer.json) ? ANSWER_ERROR : ANSWER_OK;
    else if (response->status == 200)
        answer.kind = ANSWER_GARBAGE;
    else
        answer.kind = kind_of_status(response->status, answer.json != NULL);
    return answer;
}

/* ---- metadata ------------------------------------------------------------ */

/* Names in entityInformation [swagger S20], by access. */
static const struct {
    const char *offered, *granted;
} field[ACCESS__N] = {
    [ACCESS_VIEW] = {"canQuery", "userAccessForQuery"},
    [ACCESS_ADD] = {"canCreate", "userAccessForCreate"},
    [ACCESS_EDIT] = {"canUpdate", "userAccessForUpdate"},
    [ACCESS_DELETE] = {"canDelete", "userAccessForDelete"},
};

/* The help page numbers the levels, the wire has words [official:
 * REST_EntityInformationCall; code: issue 2 of a public client]. */
static const struct {
    const char *word, *number;
    enum level level;
} level_form[] = {
    {"None", "0", LEVEL_NONE},
    {"All", "1", LEVEL_ALL},
    {"Restricted", "2", LEVEL_RESTRICTED},
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

static enum level
level_of(const char *word)
{
    for (size_t i = 0; i < sizeof level_form / sizeof *level_form; i++)
        if (text_same_fold(word, level_form[i].word) ||
            text_same(word, level_form[i].number))
            return level_form[i].level;
    return LEVEL_UNKNOWN;
}

static enum level
flag_of(const struct json *value)
{
    bool yes;

    if (!json_boolean(value, &yes))
        return LEVEL_UNKNOWN;
    return yes ? LEVEL_ALL : LEVEL_NONE;
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
    struct entity_info info = {.present = true};
    const struct json *from = unwrap(json);

    for (int a = 0; a < ACCESS__N; a++) {
        const struct json *value = json_get_fold(from, field[a].granted);

        info.offered[a] = flag_of(json_get_fold(from, field[a].offered));
        if (value == NULL)
            continue;
        info.said[a] = word_of(value, arena);
        if (info.said[a] == NULL)
            info.said[a] = json_kind_name(value->kind);
        else
            info.level[a] = level_of(info.said[a]);
    }
    info.callouts = flag_of(json_get_fold(from, "supportsWebhookCallouts"));
    return info;
}

bool
entity_info_whole(const struct entity_info *info)
{
    if (!info->present || info->ambiguous)
        return false;
    for (int a = 0; a < ACCESS__N; a++)
        if (info->level[a] == LEVEL_UNKNOWN)
            return false;
    return true;
}
