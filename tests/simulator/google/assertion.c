/* A signed assertion (RFC 7523) held against the account's keys, Google's name
 * as its audience, and the clock. */
#include "base/text.h"
#include "tests/simulator/google/google.h"
#include "tests/simulator/kit/jwt.h"

#include <string.h>

static const char audience[] = "https://oauth2.googleapis.com/token";

enum { SKEW = 300, LIFETIME_CAP = 3600 };

/* The steps of the table below: an enum token_word, TOKEN_GRANT if all is well
 * so far. */
static int
check_issuer(struct call *call, const struct jwt *assertion)
{
    static const int words[] = {
        [ACCOUNT_FINE] = TOKEN_GRANT,
        [ACCOUNT_DISABLED] = TOKEN_ROBOT_DISABLED,
        [ACCOUNT_CLIENT_DISABLED] = TOKEN_DISABLED_CLIENT,
        [ACCOUNT_ABSENT] = TOKEN_ACCOUNT_NOT_FOUND,
        [ACCOUNT_NO_CLIENT] = TOKEN_INVALID_CLIENT,
        [ACCOUNT_KEY_DELETED] = TOKEN_SIGNATURE,
    };
    const struct account *account = &tenant_of(call->sim)->account;
    const char *issuer =
        text_or(json_text(json_get(assertion->claims, "iss")), "");

    if (text_same(issuer, account->email))
        return words[account->state];
    return text_ends(issuer, ".iam.gserviceaccount.com") &&
                   strchr(issuer, ' ') == NULL
               ? TOKEN_ACCOUNT_NOT_FOUND
               : TOKEN_INVALID_CLIENT;
}

/* "kid" picks the key where it is told. */
static bool
is_of(const struct key_pair *key, const struct jwt *assertion)
{
    const char *id = json_text(json_get(assertion->header, "kid"));

    if (id != NULL && key->id != NULL && !text_same(id, key->id))
        return false;
    return key_verify(key, assertion->text, assertion->signature);
}

static int
check_key(struct call *call, const struct jwt *assertion)
{
    const struct account *account = &tenant_of(call->sim)->account;
    const char *type = json_text(json_get(assertion->header, "typ"));

    if (account->keys == 0)
        return TOKEN_NO_VERIFIER;
    if (!text_same(json_text(json_get(assertion->header, "alg")), "RS256") ||
        (type != NULL && !text_same(type, "JWT")))
        return TOKEN_SIGNATURE;
    for (uint32_t i = 0; i < account->keys; i++)
        if (is_of(&account->key[i], assertion))
            return TOKEN_GRANT;
    return TOKEN_SIGNATURE;
}

static int
check_audience(struct call *call, const struct jwt *assertion)
{
    (void)call;
    return text_same(json_text(json_get(assertion->claims, "aud")), audience)
               ? TOKEN_GRANT
               : TOKEN_AUDIENCE;
}

/* Whole seconds, an hour at most, and near what Google's clock says. */
static int
check_time(struct call *call, const struct jwt *assertion)
{
    int64_t begins, ends, now = now_of(call->sim);

    if (json_integer(json_get(assertion->claims, "iat"), &begins) &&
        json_integer(json_get(assertion->claims, "exp"), &ends) &&
        begins < ends && ends - begins <= LIFETIME_CAP &&
        begins <= now + SKEW && ends > now - SKEW)
        return TOKEN_GRANT;
    return TOKEN_CLOCK;
}

/* Parted by a blank; a comma makes a name that nobody knows. */
static int
check_scope(struct call *call, struct issued *issued)
{
    const char *text = about(call)->scope;

    while (*text != '\0') {
        size_t length = strcspn(text, " ");
        const struct scope *scope =
            scope_of(arena_slice(&call->arena, text, length));

        if (scope == NULL || issued->n == SCOPES_CAP)
            return TOKEN_INVALID_SCOPE;
        issued->scope[issued->n++] = scope;
        text += length;
        text += strspn(text, " ");
    }
    if (issued->n > 1)
        call_never(call, "several-scopes");
    return issued->n > 0 ? TOKEN_GRANT : TOKEN_INVALID_SCOPE;
}

int
assertion_check(struct call *call, const char *text, struct issued *issued)
{
    static int (*const steps[])(struct call *, const struct jwt *) = {
        check_issuer,
        check_key,
        check_audience,
        check_time,
    };
    struct jwt assertion;
    const struct json *subject;
    int word = TOKEN_GRANT;

    if (!jwt_read(&call->arena, text, &assertion))
        return TOKEN_INVALID_REQUEST;
    subject = json_get(assertion.claims, "sub");
    about(call)->scope =
        text_or(json_text(json_get(assertion.claims, "scope")), "");
    about(call)->subject =
        subject == NULL ? NULL : text_or(json_text(subject), "");
    issued->text = about(call)->scope;
    for (size_t i = 0; word == TOKEN_GRANT && i < sizeof steps / sizeof *steps;
         i++)
        word = steps[i](call, &assertion);
    return word == TOKEN_GRANT ? check_scope(call, issued) : word;
}
