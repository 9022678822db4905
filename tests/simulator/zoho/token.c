/* The token endpoint. Errors come as 200, as they do. */
#include "base/crypto.h"
#include "base/text.h"
#include "tests/simulator/kit/form.h"
#include "tests/simulator/zoho/zoho.h"

#include <string.h>

enum { LIFETIME = 3600 };

/* In the body; an address is taken too, and is a mistake that the log tells. */
static const char *
field_of(struct call *call, const struct form *form, const char *name)
{
    const char *value = form_field(form, name);

    return value != NULL ? value : call_argument(call, name);
}

static int
check_client(const struct client *client, const char *id, const char *secret)
{
    if (client->state == CLIENT_ABSENT || client->state == CLIENT_ELSEWHERE ||
        !text_same(id, client->id))
        return TOKEN_INVALID_CLIENT;
    if (client->state == CLIENT_ROTATED || !text_same(secret, client->secret))
        return TOKEN_INVALID_SECRET;
    return TOKEN_GRANT;
}

static int
check_refresh_token(const struct client *client, const char *token)
{
    if (client->state == CLIENT_EVICTED || client->state == CLIENT_REVOKED ||
        client->state == CLIENT_ELSEWHERE_CODE ||
        !text_same(token, client->refresh_token))
        return TOKEN_INVALID_CODE;
    return TOKEN_GRANT;
}

/* A code would make a new refresh token, which may push one out. */
static int
check_form(struct call *call)
{
    const struct client *client = &tenant_of(call->sim)->client;
    struct form form;
    const char *grant;
    int word;

    if (!form_read(call, &form))
        form = (struct form){.n = 0};
    grant = field_of(call, &form, "grant_type");
    if (text_same(grant, "authorization_code"))
        call_never(call, "code");
    word = check_client(client, field_of(call, &form, "client_id"),
                        field_of(call, &form, "client_secret"));
    if (word != TOKEN_GRANT)
        return word;
    if (form.twice != NULL || !text_same(grant, "refresh_token"))
        return TOKEN_INVALID_REQUEST;
    return check_refresh_token(client, field_of(call, &form, "refresh_token"));
}

/* All names that were consented to, in their order; at: the place. */
static const char *
scope_at(const struct tenant *tenant, uint32_t at)
{
    const struct json *more = tenant->more_scopes;

    if (at < tenant->scopes)
        return tenant->scope[at]->name;
    at -= tenant->scopes;
    return more != NULL && at < more->n ? more->item[at].text : NULL;
}

static const char *
scope_text(struct call *call, enum scope_form form)
{
    const struct tenant *tenant = tenant_of(call->sim);
    const char *text = "", *name;

    for (uint32_t i = 0; (name = scope_at(tenant, i)) != NULL; i++) {
        const char *gap = " ";

        if (form == SCOPE_COMMAS)
            gap = ",";
        else if (form == SCOPE_MIXED)
            gap = i % 2 == 0 ? "  " : ", ";
        text =
            arena_print(&call->arena, "%s%s%s", text, i > 0 ? gap : "", name);
    }
    return text;
}

static const char *
upper(struct arena *arena, const char *text)
{
    struct out out = {.limit = 0};
    const char *copy;

    for (; *text != '\0'; text++)
        (void)out_print(&out, "%c",
                        *text >= 'a' && *text <= 'z' ? *text - 32 : *text);
    copy = arena_text(arena, out_string(&out));
    out_free(&out);
    return copy;
}

static void
put_list(struct call *call, struct json *root)
{
    const struct tenant *tenant = tenant_of(call->sim);
    struct json *list = json_set_array(&call->arena, root, "scope");
    const char *name;

    for (uint32_t i = 0; (name = scope_at(tenant, i)) != NULL; i++)
        json_push_text(&call->arena, list, name);
}

/* In every form in which it has been seen, or might be. */
static void
put_scope(struct call *call, struct json *root)
{
    enum scope_form form = (enum scope_form)tenant_of(call->sim)->wire.scope;
    const char *text = scope_text(call, form);
    struct arena *arena = &call->arena;

    switch (form) {
    case SCOPE_ABSENT:
        return;
    case SCOPE_LIST:
        put_list(call, root);
        return;
    case SCOPE_EMPTY:
        text = "";
        break;
    case SCOPE_NULL:
        text = NULL;
        break;
    case SCOPE_LOWER:
        text = text_lower(arena, text, strlen(text));
        break;
    case SCOPE_UPPER:
        text = upper(arena, text);
        break;
    case SCOPE_REPEATED:
        text = arena_print(arena, "%s %s", text, text);
        break;
    case SCOPE_SPACES:
    case SCOPE_COMMAS:
    case SCOPE_MIXED:
        break;
    }
    json_set_text(arena, root, "scope", text);
}

/* 1000.<32 hex digits>.<32 hex digits> */
static const char *
new_token(struct call *call)
{
    const char *seed = crypto_uuid(&call->arena);
    const char *hex = crypto_sha256(&call->arena, seed, strlen(seed));

    return arena_print(&call->arena, "1000.%.32s.%s", hex, hex + 32);
}

static void
grant(struct call *call, int word)
{
    const char *domain = tenant_of(call->sim)->wire.api_domain;
    struct arena *arena = &call->arena;
    struct json *root = json_new_object(arena);
    const char *token = new_token(call);

    if (word == TOKEN_GRANT)
        token_keep(call->sim, token);
    if (word == TOKEN_BESIDE_ERROR)
        json_set_text(arena, root, "error", "general_error");
    if (word != TOKEN_NO_TOKEN)
        json_set_text(arena, root, "access_token",
                      word == TOKEN_EMPTY_TOKEN ? "" : token);
    put_scope(call, root);
    if (*domain != '\0')
        json_set_text(arena, root, "api_domain", domain);
    json_set_text(arena, root, "token_type", "Bearer");
    json_set_integer(arena, root, "expires_in", LIFETIME);
    about(call)->answer = token_words[word];
    answer_tree(call, 200, root);
}

void
answer_token(struct call *call)
{
    const struct tenant *tenant = tenant_of(call->sim);
    int word = check_form(call), chosen = chosen_token(call);

    call->auth = word == TOKEN_GRANT ? AUTH_OK : AUTH_BAD;
    if (chosen >= 0)
        word = chosen;
    else if (about(call)->login > tenant->refreshes)
        word = TOKEN_DENIED;
    if (word <= TOKEN_BESIDE_ERROR)
        grant(call, word);
    else
        answer_token_error(call, word);
}

void
answer_revoke(struct call *call)
{
    struct json *root = json_new_object(&call->arena);

    json_set_text(&call->arena, root, "status", "success");
    answer_tree(call, 200, root);
}
