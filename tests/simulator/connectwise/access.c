/* What keeps a caller out before rights are looked at: the refusals of the
 * tenant file, the codebase of the path, the login. */
#include "base/text.h"
#include "tests/simulator/connectwise/connectwise.h"

#include <fnmatch.h>
#include <string.h>

/* Base 64 to text; NULL if it is none, or holds a NUL. */
static const char *
decoded(struct arena *arena, const char *text)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                 "abcdefghijklmnopqrstuvwxyz0123456789+/";
    char *out = arena_new(arena, char, strlen(text) + 1);
    unsigned bits = 0, held = 0;
    size_t n = 0;

    for (; *text != '\0' && *text != '='; text++) {
        const char *digit = strchr(digits, *text);

        if (digit == NULL)
            return NULL;
        bits = (bits << 6 | (unsigned)(digit - digits)) & 0xffff;
        held += 6;
        if (held < 8)
            continue;
        held -= 8;
        out[n] = (char)(bits >> held & 0xff);
        if (out[n++] == '\0')
            return NULL;
    }
    return out;
}

/* What is wrong with "company+publicKey:privateKey" and the client id; the
 * dress in which that is refused, or DRESS_NONE. */
static int
fault_of_login(struct call *call)
{
    const struct tenant *tenant = tenant_of(call->sim);
    const char *header = call_header(call, "Authorization");
    const char *company = tenant->credentials.company, *login, *keys;

    if (header == NULL || strncasecmp(header, "Basic ", 6) != 0)
        return tenant->refuse.none;
    login = decoded(&call->arena, header + 6);
    if (login == NULL)
        return tenant->refuse.key;
    if (strncasecmp(login, company, strlen(company)) != 0 ||
        login[strlen(company)] != '+')
        return tenant->refuse.company;
    keys = arena_print(&call->arena, "%s:%s", tenant->credentials.public_key,
                       tenant->credentials.private_key);
    if (!text_same(login + strlen(company) + 1, keys))
        return tenant->refuse.key;
    if (!text_same_fold(call_header(call, "clientId"),
                        tenant->credentials.client_id))
        return tenant->refuse.client;
    return DRESS_NONE;
}

void
login_judge(struct call *call)
{
    int dress = fault_of_login(call);

    if (call_header(call, "Authorization") == NULL &&
        call_header(call, "clientId") == NULL)
        call->auth = AUTH_NONE;
    else
        call->auth = dress == DRESS_NONE ? AUTH_OK : AUTH_BAD;
}

/* Outside the API and the look-up there are only pages for people. */
void
outside_check(struct call *call)
{
    if (!about(call)->api && strncasecmp(call->below, "login/", 6) != 0)
        dress_answer(call, DRESS_HTML_404);
}

/* The first that fits and is neither yet to come nor used up. */
void
refusal_check(struct call *call)
{
    struct tenant *tenant = tenant_of(call->sim);
    int dress = DRESS_NONE;

    (void)pthread_mutex_lock(&call->sim->lock);
    for (uint32_t i = 0; dress == DRESS_NONE && i < tenant->refusals; i++) {
        struct refusal *refusal = &tenant->refusal[i];

        if (refusal->times == 0 ||
            fnmatch(refusal->path, call->below, FNM_CASEFOLD) != 0)
            continue;
        if (refusal->after > 0) {
            refusal->after--;
            continue;
        }
        if (refusal->times > 0)
            refusal->times--;
        dress = refusal->dress;
    }
    (void)pthread_mutex_unlock(&call->sim->lock);
    if (dress != DRESS_NONE)
        dress_answer(call, dress);
}

const char *
codebase_now(struct sim *sim, const char **version)
{
    const struct tenant *tenant = tenant_of(sim);
    const char *codebase = tenant->codebase;
    int64_t used;

    (void)pthread_mutex_lock(&sim->lock);
    used = sim->used;
    (void)pthread_mutex_unlock(&sim->lock);
    *version = tenant->version;
    if (tenant->upgrade.after >= 0 && used > tenant->upgrade.after) {
        codebase = tenant->upgrade.codebase;
        if (tenant->upgrade.version != NULL)
            *version = tenant->upgrade.version;
    }
    return codebase;
}

/* The cloud's front leads the old name to whatever is current. */
static bool
is_router(const struct call *call)
{
    return tenant_of(call->sim)->site.cloud &&
           text_same_fold(about(call)->codebase, "v4_6_release");
}

void
codebase_check(struct call *call)
{
    const char *version, *codebase;
    const char *asked = about(call)->codebase;

    if (!about(call)->api)
        return;
    (void)budget_count(call->sim);
    codebase = codebase_now(call->sim, &version);
    if (strstr(call->below, "apis/3.0") != NULL)
        dress_answer(call, DRESS_ROUTE);
    else if (!is_router(call) &&
             (strlen(asked) != strcspn(codebase, "/") ||
              strncasecmp(asked, codebase, strlen(asked)) != 0))
        dress_answer(call, DRESS_HTML_404);
}

/* The router hides what was wrong behind a page. */
void
login_check(struct call *call)
{
    const struct tenant *tenant = tenant_of(call->sim);
    int dress;

    if (!about(call)->api)
        return;
    dress = fault_of_login(call);
    if (tenant->refuse.login != DRESS_NONE)
        dress = tenant->refuse.login;
    else if (dress == DRESS_NONE && tenant->member.inactive)
        dress = tenant->refuse.key;
    if (dress != DRESS_NONE)
        dress_answer(call, is_router(call) ? DRESS_HTML_404 : dress);
}
