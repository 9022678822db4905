/* The token endpoint, and what else belongs to tokens and is never asked. */
#include "base/crypto.h"
#include "base/text.h"
#include "tests/simulator/google/google.h"
#include "tests/simulator/kit/base64.h"
#include "tests/simulator/kit/form.h"

#include <inttypes.h>
#include <string.h>

static const char grant_type[] = "urn:ietf:params:oauth:grant-type:jwt-bearer";
static const char odd_scope[] =
    "https://www.googleapis.com/auth/tasks.readonly";

enum { TOKEN_BYTES = 150 };

/* One name, one host, and no blank. */
static bool
is_address(const char *text)
{
    const char *at = strchr(text, '@');

    return at != NULL && at > text && at[1] != '\0' &&
           strchr(at + 1, '@') == NULL && strchr(text, ' ') == NULL;
}

static int
check_subject(struct call *call, const struct issued *issued)
{
    static const int words[] = {
        [USER_PLAIN] = TOKEN_GRANT,
        [USER_ADMINISTRATOR] = TOKEN_GRANT,
        [USER_READER] = TOKEN_GRANT,
        [USER_NO_CALENDAR] = TOKEN_GRANT,
        [USER_SUSPENDED] = TOKEN_INVALID_USER,
        [USER_SUSPENDED_LATE] = TOKEN_GRANT,
        [USER_DELETED] = TOKEN_DELETED,
        [USER_FORGOTTEN] = TOKEN_IMPERSONATION,
        [USER_RESTRICTED] = TOKEN_RESTRICTED,
        [USER_GROUP] = TOKEN_INVALID_USER,
        [USER_EXTERNAL] = TOKEN_INVALID_USER,
        [USER_ELSEWHERE] = TOKEN_UNAUTHORIZED,
    };

    if (!is_address(about(call)->subject))
        return TOKEN_NOT_EMAIL;
    return issued->user == NULL ? TOKEN_INVALID_USER
                                : words[issued->user->kind];
}

static bool
is_delegated(const struct delegation *delegation, const struct scope *scope)
{
    for (uint32_t i = 0; i < delegation->n; i++)
        if (delegation->scope[i] == scope)
            return true;
    return false;
}

/* All or nothing, and to the number of the client alone. */
static int
check_delegation(struct call *call, const struct issued *issued)
{
    const struct delegation *delegation = &tenant_of(call->sim)->delegation;

    if (delegation->entered != ENTERED_ID)
        return TOKEN_UNAUTHORIZED;
    for (uint32_t i = 0; i < issued->n; i++)
        if (!is_delegated(delegation, issued->scope[i]))
            return TOKEN_UNAUTHORIZED;
    return TOKEN_GRANT;
}

/* Which of the two Google looks at first is not known. */
static int
check_rights(struct call *call, const struct issued *issued)
{
    int subject, delegation;

    if (about(call)->subject == NULL)
        return TOKEN_GRANT;
    subject = check_subject(call, issued);
    delegation = check_delegation(call, issued);
    if (tenant_of(call->sim)->wire.order == ORDER_DELEGATION)
        return delegation != TOKEN_GRANT ? delegation : subject;
    return subject != TOKEN_GRANT ? subject : delegation;
}

/* What is wrong with the form, else with the assertion in it. */
static int
check_form(struct call *call, struct issued *issued)
{
    struct form form;
    const char *grant, *assertion;

    if (!form_read(call, &form) || form.twice != NULL)
        return TOKEN_INVALID_REQUEST;
    grant = form_field(&form, "grant_type");
    assertion = form_field(&form, "assertion");
    if (grant == NULL || assertion == NULL)
        return TOKEN_INVALID_REQUEST;
    if (!text_same(grant, grant_type))
        return TOKEN_GRANT_TYPE;
    return assertion_check(call, assertion, issued);
}

static const char *
new_token(struct call *call)
{
    const struct tenant *tenant = tenant_of(call->sim);
    size_t bytes = TOKEN_BYTES, wanted = (size_t)tenant->wire.token_length;

    if (wanted / 4 * 3 > bytes)
        bytes = wanted / 4 * 3 + 3;
    return arena_print(
        &call->arena, "ya29.%s%s",
        base64_noise(&call->arena, crypto_uuid(&call->arena), bytes),
        tenant->wire.dots ? "......" : "");
}

static void
grant(struct call *call, struct issued *issued, int word)
{
    const struct tenant *tenant = tenant_of(call->sim);
    struct arena *arena = &call->arena;
    struct json *root = json_new_object(arena);

    issued->token = new_token(call);
    issued->expires = now_of(call->sim) + tenant->lifetime;
    token_keep(call->sim, issued);
    json_set_text(arena, root, "access_token", issued->token);
    json_set_integer(arena, root, "expires_in", tenant->lifetime);
    json_set_text(arena, root, "token_type", "Bearer");
    if (word == TOKEN_OTHER_SCOPE)
        json_set_text(arena, root, "scope", odd_scope);
    else if (word == TOKEN_GRANT_SCOPE || tenant->wire.scope)
        json_set_text(arena, root, "scope", issued->text);
    about(call)->answer = token_words[word];
    answer_tree(call, 200, root);
}

void
answer_token(struct call *call)
{
    struct issued issued = {.n = 0};
    int word, chosen;

    call->endpoint = "token";
    word = check_form(call, &issued);
    call->auth = word == TOKEN_GRANT ? AUTH_OK : AUTH_BAD;
    if (word == TOKEN_GRANT) {
        issued.user = about(call)->subject == NULL
                          ? NULL
                          : user_of(tenant_of(call->sim), about(call)->subject);
        chosen = chosen_token(call, about(call)->subject == NULL, issued.scope,
                              issued.n);
        word = chosen >= 0 ? chosen : check_rights(call, &issued);
    }
    if (word == TOKEN_GRANT || word == TOKEN_GRANT_SCOPE ||
        word == TOKEN_OTHER_SCOPE)
        grant(call, &issued, word);
    else
        answer_token_error(call, word);
}

/* The newer form says when, and numbers as texts. */
void
answer_tokeninfo(struct call *call)
{
    const struct account *account = &tenant_of(call->sim)->account;
    const struct issued *issued = about(call)->issued;
    struct arena *arena = &call->arena;
    struct json *root = json_new_object(arena);
    bool newer = !text_starts(call->below, "oauth2/");
    int64_t left;

    if (issued == NULL) {
        json_set_text(arena, root, "error", "invalid_token");
        json_set_text(arena, root, "error_description", "Invalid Value");
        answer_tree(call, 400, root);
        return;
    }
    left = issued->expires - now_of(call->sim);
    json_set_text(arena, root, newer ? "azp" : "issued_to", account->client_id);
    json_set_text(arena, root, newer ? "aud" : "audience", account->client_id);
    json_set_text(arena, root, "scope", issued->text);
    if (newer) {
        json_set_text(arena, root, "exp",
                      arena_print(arena, "%" PRId64, issued->expires));
        json_set_text(arena, root, "expires_in",
                      arena_print(arena, "%" PRId64, left));
    } else {
        json_set_integer(arena, root, "expires_in", left);
    }
    json_set_text(arena, root, "access_type", "online");
    answer_tree(call, 200, root);
}

void
answer_revoke(struct call *call)
{
    answer_tree(call, 200, json_new_object(&call->arena));
}
