/* Data centers, and which of their hosts may get what. Nothing else is ever
 * sent a credential or a token. */
#include "base/text.h"
#include "scanner/zoho/zoho.h"

#include <string.h>

/* How hosts end, of the data center of that word: of accounts and of Desk, and
 * of what answers name for other products [official: multi-DC pages of accounts
 * and of Desk; code: five projects for the accounts of Singapore and the
 * Emirates]. The UK has accounts and is not among the ten that Desk names. */
#define CENTRES(ROW)                                                           \
    ROW("us", "zoho.com", "com")                                               \
    ROW("eu", "zoho.eu", "eu")                                                 \
    ROW("in", "zoho.in", "in")                                                 \
    ROW("au", "zoho.com.au", "com.au")                                         \
    ROW("jp", "zoho.jp", "jp")                                                 \
    ROW("cn", "zoho.com.cn", "com.cn")                                         \
    ROW("ca", "zohocloud.ca", "ca")                                            \
    ROW("sa", "zoho.sa", "sa")                                                 \
    ROW("sg", "zoho.sg", "sg")                                                 \
    ROW("ae", "zoho.ae", "ae")

#define CENTRE(word, end, other)                                               \
    {word, "accounts." end, "desk." end, "www.zohoapis." other},
#define HOST(word, end, other) "desk." end,

static const struct zoho_dc centres[] = {CENTRES(CENTRE)};

enum { N_CENTRE = sizeof centres / sizeof *centres, ORG_CAP = 20 };

const char *const zoho_hosts[] = {CENTRES(HOST) NULL};

static const struct zoho_dc *
centre_of_word(const char *word)
{
    for (size_t i = 0; i < N_CENTRE; i++)
        if (text_same_fold(centres[i].word, text_or(word, centres[0].word)))
            return &centres[i];
    return NULL;
}

static const struct zoho_dc *
centre_of_host(const char *host)
{
    for (size_t i = 0; i < N_CENTRE; i++)
        if (text_same(centres[i].accounts, host))
            return &centres[i];
    return NULL;
}

const struct zoho_dc *
zoho_dc_of_api(const char *url)
{
    static const char scheme[] = "https://";

    if (url == NULL || !text_starts(url, scheme))
        return NULL;
    for (size_t i = 0; i < N_CENTRE; i++)
        if (text_same_fold(centres[i].api, url + sizeof scheme - 1))
            return &centres[i];
    return NULL;
}

const char *
zoho_dc_others(const struct zoho_dc *dc, struct arena *arena)
{
    size_t last = dc == &centres[N_CENTRE - 1] ? N_CENTRE - 2 : N_CENTRE - 1;
    const char *text = NULL;

    for (size_t i = 0; i <= last; i++)
        if (&centres[i] != dc)
            text = text == NULL ? centres[i].word
                                : arena_print(arena, "%s%s%s", text,
                                              i == last ? " and " : ", ",
                                              centres[i].word);
    return text;
}

/* Whose host stands there in place of its word, or how that host ends:
 * "desk.zoho.eu", ".eu", "com"; NULL: nobody's. One host may begin another. */
static const struct zoho_dc *
centre_meant(const char *site, struct arena *arena)
{
    static const char first[] = "accounts.zoho.";
    const struct zoho_dc *meant = NULL;
    const char *bare = site + strspn(site, " \t.");

    bare = arena_slice(arena, bare, strcspn(bare, " \t/"));
    for (size_t i = 0; i < N_CENTRE; i++) {
        const struct zoho_dc *dc = &centres[i];

        if (text_same_fold(bare, dc->word) ||
            (text_starts(dc->accounts, first) &&
             text_same_fold(bare, dc->accounts + sizeof first - 1)))
            return dc;
        if ((text_has_fold(site, dc->accounts) ||
             text_has_fold(site, dc->desk)) &&
            (meant == NULL || strlen(dc->desk) > strlen(meant->desk)))
            meant = dc;
    }
    return meant;
}

static const char *
refuse(const char *site, const char **why, struct arena *arena)
{
    const struct zoho_dc *meant = centre_meant(site, arena);
    const char *shown = text_clean(arena, site, strlen(site), 100);
    const char *end = ".";

    if (meant != NULL)
        end = arena_print(arena, "; did you mean \"%s\"?", meant->word);
    *why = arena_print(
        arena,
        ZOHO_DC ": \"%s\" is no data center of Zoho Desk%s; no credential is "
                "sent anywhere%s They are %s; the address in the browser tells "
                "which it is (desk.zoho.com: us, desk.zoho.eu: eu)",
        shown,
        text_same_fold(site, "uk")
            ? ", which has no address there that Zoho names"
            : "",
        end, zoho_dc_others(NULL, arena));
    return NULL;
}

const char *
zoho_locate(const char *site, const char **why, struct arena *arena)
{
    const struct zoho_dc *dc = centre_of_word(site);

    if (dc == NULL)
        return refuse(site, why, arena);
    return arena_print(arena, "https://%s/", dc->accounts);
}

/* The data center that was named, or the one of the endpoint, which must not be
 * two; NULL with the mistake in diags. An endpoint on this machine stands for
 * any. */
static const struct zoho_dc *
choose_centre(const char *site, const struct base *endpoint,
              struct diags *diags)
{
    const struct zoho_dc *named = centre_of_word(site);
    const struct zoho_dc *dc = centre_of_host(endpoint->host);
    const char *why = NULL;

    if (named == NULL) {
        (void)refuse(site, &why, diags->arena);
        diag_add(diags, 0, 0, "%s", why);
        return NULL;
    }
    if (endpoint->loopback)
        return named;
    if (dc != NULL && endpoint->port == NULL &&
        text_same(endpoint->path, "/") && (site == NULL || dc == named))
        return dc;
    diag_add(diags, 0, 0,
             "--endpoint: %s is not where Zoho gives out tokens%s; no "
             "credential is sent there",
             endpoint->text,
             dc != NULL && site != NULL ? " for the data center of " ZOHO_DC
                                        : "");
    return NULL;
}

/* Where tokens come from, and Desk of the same data center. */
static bool
prepare_bases(struct scan *scan, struct diags *diags)
{
    const struct base *endpoint = scan->options->endpoint;
    const struct base *api = scan->options->api;
    struct zoho *state = zoho_state(scan);

    state->dc = choose_centre(secrets_value(scan->session.secrets, ZOHO_DC),
                              endpoint, diags);
    if (state->dc == NULL)
        return false;
    if (api != NULL && !api->loopback &&
        !text_same(api->host, state->dc->desk)) {
        diag_add(diags, 0, 0,
                 "--api-url: %s does not belong to the data center of %s",
                 api->text, state->dc->accounts);
        return false;
    }
    if (api == NULL && endpoint->loopback)
        session_base(&scan->session, BASE_API, endpoint);
    else if (api == NULL)
        session_base(
            &scan->session, BASE_API,
            url_endpoint(arena_print(scan->mem, "https://%s/", state->dc->desk),
                         scan->mem));
    return true;
}

const char *
zoho_user(const struct secrets *secrets, struct diags *diags,
          struct arena *arena)
{
    (void)diags;
    return arena_text(arena, secrets_value(secrets, ZOHO_CLIENT_ID));
}

bool
zoho_prepare(struct scan *scan, struct diags *diags)
{
    struct zoho *state = zoho_state(scan);
    const char *org = secrets_value(scan->session.secrets, ZOHO_ORG_ID);
    size_t n = org == NULL ? 0 : strspn(org, "0123456789");

    if (!prepare_bases(scan, diags))
        return false;
    if (n == 0 || n > ORG_CAP || org[n] != '\0') {
        diag_add(diags, 0, 0,
                 ZOHO_ORG_ID " is no organization id, which is a number "
                             "(Desk > Setup > Developer Space > API)");
        return false;
    }
    state->org = arena_text(scan->mem, org);
    scan_trait(scan, "Data center", state->dc->word, true);
    scan_trait(scan, "Organization", state->org, true);
    return true;
}
