/* From status, form and words of an answer to its kind. */
#include "scanner/engine/dialect.h"
#include "base/out.h"
#include "base/text.h"

#include <string.h>

enum { QUOTE_CAP = 120 };  /* bytes quoted of a body that is no document */
enum { ERROR_CAP = 2000 }; /* bytes kept of an answer's error texts */

/* What holds for every API over HTTP, behind the provider's own rows. "Later"
 * is later, in whatever dress it comes; but for that, who answers a request
 * for JSON with mark-up is not the API. */
static const struct dialect_row common[] = {
    {401, 401, FORM_ANY, NULL, NULL, ANSWER_LOGIN, NULL},
    {407, 407, FORM_ANY, NULL, NULL, ANSWER_INTERCEPTED,
     "A proxy on the way wants a login of its own (HTTP 407)."},
    {511, 511, FORM_ANY, NULL, NULL, ANSWER_INTERCEPTED,
     "The network wants a login before it lets anything through (HTTP 511)."},
    {429, 429, FORM_ANY, NULL, NULL, ANSWER_THROTTLED, NULL},
    {408, 408, FORM_ANY, NULL, NULL, ANSWER_UNAVAILABLE, NULL},
    {425, 425, FORM_ANY, NULL, NULL, ANSWER_UNAVAILABLE, NULL},
    {502, 504, FORM_ANY, NULL, NULL, ANSWER_UNAVAILABLE, NULL},
    {0, 0, FORM_PAGE, NULL, NULL, ANSWER_INTERCEPTED,
     "A page for people came in place of the API's answer: a proxy, a "
     "firewall or an antivirus program stands in between."},
    {300, 399, FORM_ANY, NULL, NULL, ANSWER_INTERCEPTED,
     "The answer points to another address, which is never followed: "
     "something stands in between, or the API has moved."},
    {404, 405, FORM_ANY, NULL, NULL, ANSWER_NOT_OFFERED, NULL},
    {400, 599, FORM_ANY, NULL, NULL, ANSWER_ERROR, NULL},
};

static const enum answer_kind net_kind[NET__N] = {
    [NET_OK] = ANSWER_GARBAGE,
    [NET_UNREACHABLE] = ANSWER_UNREACHABLE,
    [NET_TLS] = ANSWER_TLS,
    [NET_TIMEOUT] = ANSWER_TIMEOUT,
    [NET_RESET] = ANSWER_RESET,
    [NET_TOO_BIG] = ANSWER_TOO_BIG,
    [NET_BROKEN] = ANSWER_BROKEN,
    [NET_PROXY] = ANSWER_INTERCEPTED,
    [NET_REFUSED_URL] = ANSWER_BROKEN,
};

enum reason
answer_reason(enum answer_kind kind)
{
    static const enum reason reason[ANSWER__N] = {
        [ANSWER_OK] = WHY_GRANTED,
        [ANSWER_DENIED] = WHY_API_ERROR,
        [ANSWER_LOGIN] = WHY_LOGIN_REJECTED,
        [ANSWER_NOBODY] = WHY_USER_UNKNOWN,
        [ANSWER_ELSEWHERE] = WHY_MISDIRECTED,
        [ANSWER_THROTTLED] = WHY_THROTTLED,
        [ANSWER_SPENT] = WHY_THROTTLED,
        [ANSWER_NOT_OFFERED] = WHY_API_ERROR,
        [ANSWER_ERROR] = WHY_API_ERROR,
        [ANSWER_UNAVAILABLE] = WHY_OUTAGE,
        [ANSWER_GARBAGE] = WHY_GARBAGE,
        [ANSWER_TIMEOUT] = WHY_TIMEOUT,
        [ANSWER_UNREACHABLE] = WHY_UNREACHABLE,
        [ANSWER_TLS] = WHY_TLS,
        [ANSWER_RESET] = WHY_OUTAGE,
        [ANSWER_TOO_BIG] = WHY_GARBAGE,
        [ANSWER_INTERCEPTED] = WHY_INTERCEPTED,
        [ANSWER_BROKEN] = WHY_GARBAGE,
    };

    return reason[kind];
}

bool
answer_passes(enum answer_kind kind)
{
    static const bool passes[ANSWER__N] = {
        [ANSWER_THROTTLED] = true,   [ANSWER_SPENT] = true,
        [ANSWER_UNAVAILABLE] = true, [ANSWER_TIMEOUT] = true,
        [ANSWER_RESET] = true,       [ANSWER_UNREACHABLE] = true,
        [ANSWER_TLS] = true,
    };

    return passes[kind];
}

/* ---- what it says -------------------------------------------------------- */

/* The member at the end of a path of names with dots between, or NULL. */
static const struct json *
member(const struct json *json, const char *path, struct arena *scratch)
{
    while (json != NULL && *path != '\0') {
        size_t length = strcspn(path, ".");

        json = json_get_fold(json, arena_slice(scratch, path, length));
        path += length + (path[length] == '.');
    }
    return json;
}

/* Bytes of the first sentence: to its full stop, or to the end of the line. */
static size_t
sentence_length(const char *text)
{
    size_t line = strcspn(text, "\r\n");
    const char *stop = strstr(text, ". ");

    return stop != NULL && (size_t)(stop - text) < line
               ? (size_t)(stop - text) + 1
               : line;
}

static void
put_error(const struct dialect *dialect, struct out *out, const char *text)
{
    if (text == NULL || *text == '\0')
        return;
    if (out->length > 0)
        (void)out_text(out, "; ");
    (void)out_bytes(out, text,
                    dialect->one_sentence ? sentence_length(text)
                                          : strlen(text));
}

static void
put_errors(const struct dialect *dialect, struct out *out,
           const struct json *value)
{
    if (value == NULL)
        return;
    put_error(dialect, out, json_text(value));
    for (uint32_t i = 0; value->kind == JSON_ARRAY && i < value->n; i++) {
        const struct json *item = &value->item[i];
        const char *text = json_text(item);

        put_error(dialect, out,
                  text != NULL ? text
                               : json_text(json_get_fold(item, "message")));
    }
}

/* The texts of the members that hold some, joined; NULL if there are none. */
static const char *
error_text(const struct dialect *dialect, const struct json *json,
           struct arena *scratch)
{
    struct out out = {0};
    const char *text = NULL;

    for (const char *const *name = dialect->said; *name != NULL; name++)
        put_errors(dialect, &out, member(json, *name, scratch));
    if (out.length > 0)
        text = text_clean(scratch, out_string(&out), out.length, ERROR_CAP);
    out_free(&out);
    return text;
}

/* Under any spelling of the key, so that two of them do not hide both. */
static bool
has_errors(const struct dialect *dialect, const struct json *json)
{
    for (uint32_t i = 0; dialect->errors != NULL && i < json->n; i++) {
        const struct json *errors = &json->item[i];

        if (text_same_fold(errors->key, dialect->errors) &&
            errors->kind != JSON_NULL &&
            !(errors->kind == JSON_ARRAY && errors->n == 0))
            return true;
    }
    return false;
}

/* What can hold an answer: an object, or a list where errors have no member of
 * their own that would have to be looked for. */
static bool
is_document(const struct dialect *dialect, const struct json *json)
{
    return json != NULL &&
           (json->kind == JSON_OBJECT ||
            (json->kind == JSON_ARRAY && dialect->errors == NULL));
}

/* Where a body begins. */
static const char *
behind_mark(const char *body)
{
    static const char mark[] = "\xEF\xBB\xBF"; /* of UTF-8 */

    if (strncmp(body, mark, sizeof mark - 1) == 0)
        body += sizeof mark - 1;
    return body + strspn(body, " \t\r\n");
}

static enum form
form_of(const struct response *response, const struct json *json)
{
    const char *body;

    if (json != NULL)
        return FORM_JSON;
    body = behind_mark(response->body);
    if (*body == '<')
        return FORM_PAGE;
    return *body == '\0' ? FORM_EMPTY : FORM_OTHER;
}

/* ---- which row ----------------------------------------------------------- */

struct seen {
    const struct answer *answer;
    const char *body; /* of FORM_OTHER */
    enum form form;
    struct arena *scratch;
};

/* Whether a text at the end of that path holds the phrase, or there is any; of
 * a list in its path, in any of its items. */
static bool
member_says(const struct json *json, const char *path, const char *phrase,
            struct arena *scratch)
{
    static const char each[] = "[].";
    size_t length = strcspn(path, "[.");
    const struct json *next;

    if (*path == '\0')
        return json_text(json) != NULL &&
               (phrase == NULL || text_has_fold(json_text(json), phrase));
    next = json_get_fold(json, arena_slice(scratch, path, length));
    path += length;
    if (!text_starts(path, each))
        return next != NULL &&
               member_says(next, path + (*path == '.'), phrase, scratch);
    path += sizeof each - 1;
    if (next == NULL || next->kind != JSON_ARRAY)
        return false;
    for (uint32_t i = 0; i < next->n; i++)
        if (member_says(&next->item[i], path, phrase, scratch))
            return true;
    return false;
}

static bool
says(const struct dialect_row *row, const struct seen *seen)
{
    const char *text = seen->answer->said;

    if (row->form == FORM_OTHER)
        text = seen->body;
    if (row->member != NULL)
        return member_says(seen->answer->json, row->member, row->phrase,
                           seen->scratch);
    return row->phrase == NULL ||
           (text != NULL && text_has_fold(text, row->phrase));
}

/* Whatever a 401 says, it is a refused login, but for rows of its own. */
static bool
has_status(const struct dialect_row *row, int status)
{
    if (row->from == 0 && row->to == 0)
        return status != 401 || row->kind == ANSWER_LOGIN;
    return row->from <= status && status <= row->to;
}

static const struct dialect_row *
find_row(const struct dialect_row *row, uint32_t n, const struct seen *seen)
{
    for (uint32_t i = 0; i < n; i++, row++) {
        if (has_status(row, seen->answer->status) &&
            (row->form == FORM_ANY || row->form == seen->form) &&
            says(row, seen))
            return row;
    }
    return NULL;
}

/* Whether words of a document may stand there: a page for people may hold any
 * words, and is not the API. */
static bool
begins_json(const char *body)
{
    body = behind_mark(body);
    return *body == '{' || *body == '[';
}

/* The row of a refused login whose words stand anywhere in a body that cannot
 * be taken apart; or NULL. */
static const struct dialect_row *
find_refusal(const struct dialect *dialect, const struct response *response)
{
    const char *body = response->length > 0 ? response->body : "";

    for (uint32_t i = 0; i < dialect->n; i++) {
        const struct dialect_row *row = &dialect->row[i];

        if (row->kind == ANSWER_LOGIN && row->phrase != NULL &&
            has_status(row, response->status) &&
            (row->form != FORM_JSON || begins_json(body)) &&
            text_has_fold(body, row->phrase))
            return row;
    }
    return NULL;
}

/* What a 401 comes to that says nothing, by a row that has it; or NULL. */
static const struct dialect_row *
find_bare(const struct dialect *dialect)
{
    for (uint32_t i = 0; i < dialect->n; i++) {
        const struct dialect_row *row = &dialect->row[i];

        if (row->from <= 401 && 401 <= row->to && row->form == FORM_ANY &&
            row->member == NULL && row->phrase == NULL)
            return row;
    }
    return NULL;
}

/* Of an answer that did not arrive whole only one thing counts: whether it
 * refuses the login, by its status or in the provider's words. A login that
 * was refused once is not tried again because the refusal was cut short. */
static void
read_broken(const struct dialect *dialect, const struct response *response,
            struct answer *answer)
{
    const struct dialect_row *row = find_refusal(dialect, response);

    answer->kind = net_kind[response->net];
    if (response->net == NET_PROXY)
        answer->cause = "A proxy on the way did not let the request through.";
    if (row == NULL && response->status != 401)
        return;
    if (row == NULL)
        row = find_bare(dialect);
    answer->kind = row != NULL ? row->kind : ANSWER_LOGIN;
    answer->cause = row != NULL ? row->cause : NULL;
}

/* The row that decides, or NULL: none fits. */
static const struct dialect_row *
decide(const struct dialect *dialect, const struct response *response,
       const struct seen *seen)
{
    const struct dialect_row *row = NULL;

    if (seen->answer->json == NULL)
        row = find_refusal(dialect, response);
    if (row == NULL)
        row = find_row(dialect->row, dialect->n, seen);
    if (row == NULL)
        row = find_row(common, sizeof common / sizeof *common, seen);
    return row;
}

/* The kind of an answer that no row decides. */
static enum answer_kind
plain_kind(const struct dialect *dialect, const struct answer *answer)
{
    if (answer->status != 200 || !is_document(dialect, answer->json))
        return ANSWER_GARBAGE;
    return has_errors(dialect, answer->json) ? ANSWER_ERROR : ANSWER_OK;
}

/* What is worth showing of an answer that has no texts of errors: how it
 * begins, or where it points to. */
static void
quote(const struct response *response, const struct seen *seen, bool secret,
      struct answer *answer)
{
    const char *place = response->location;
    struct arena *scratch = seen->scratch;

    if (seen->form == FORM_OTHER && !secret)
        answer->said =
            text_clean(scratch, response->body, response->length, QUOTE_CAP);
    if (response->status / 100 == 3 && place != NULL)
        answer->said = text_clean(scratch, place, strlen(place), ERROR_CAP);
}

struct answer
dialect_read(const struct dialect *dialect, const struct response *response,
             struct arena *scratch)
{
    struct answer answer = {.status = response->status,
                            .link = response->link,
                            .remaining = response->remaining,
                            .date = response->date,
                            .asked_ms = response->retry_after_ms};
    struct diags ignored = {.arena = scratch};
    struct seen seen = {.answer = &answer, .scratch = scratch};
    const struct dialect_row *row;

    if (response->net != NET_OK) {
        read_broken(dialect, response, &answer);
        return answer;
    }
    answer.json =
        json_parse(scratch, response->body, response->length, &ignored);
    seen.form = form_of(response, answer.json);
    seen.body = seen.form == FORM_OTHER ? response->body : NULL;
    answer.said = error_text(dialect, answer.json, scratch);
    row = decide(dialect, response, &seen);
    answer.kind = row != NULL ? row->kind : plain_kind(dialect, &answer);
    answer.cause = row != NULL ? row->cause : NULL;
    quote(response, &seen, dialect->secret, &answer);
    if (answer.kind == ANSWER_THROTTLED && answer.asked_ms < 0 &&
        dialect->wait_ms > 0)
        answer.asked_ms = dialect->wait_ms;
    return answer;
}
