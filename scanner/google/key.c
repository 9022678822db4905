/* The key file: what it is, whose it is, and that nothing is signed with it
 * for anybody but Google. */
#include "base/json.h"
#include "base/text.h"
#include "rules/model/subject.h"
#include "scanner/google/google.h"

#include <string.h>

/* ---- what the file is ---------------------------------------------------- */

/* Other files that are taken for it [official: kinds of credentials]. */
static const struct {
    const char *member, *value; /* value NULL: it is there */
    const char *about;
} others[] = {
    {"type", "authorized_user",
     "is the sign-in of a person (gcloud auth), not the key of a service "
     "account"},
    {"type", "external_account",
     "is a configuration for workload identity federation, not the key of a "
     "service account"},
    {"type", "impersonated_service_account",
     "is a configuration for impersonation, not the key of a service account"},
    {"installed", NULL,
     "is an OAuth client for sign-ins of people, not the key of a service "
     "account"},
    {"web", NULL,
     "is an OAuth client for sign-ins of people, not the key of a service "
     "account"},
};

/* Google's own address for tokens, and names it had before. What is signed goes
 * to the first, whatever the file says; that a file names none of them means
 * that somebody wants to collect what is signed. */
static const char *const token_uris[] = {
    GOOGLE_AUDIENCE,
    "https://accounts.google.com/o/oauth2/token",
    "https://www.googleapis.com/oauth2/v4/token",
    "https://www.googleapis.com/oauth2/v3/token",
    NULL,
};

static void
wrong(struct diags *diags, const char *about)
{
    diag_add(diags, 0, 0, GOOGLE_KEY ": the file %s", about);
}

static bool
is_one_of(const char *text, const char *const *list)
{
    for (; *list != NULL; list++)
        if (text_same(text, *list))
            return true;
    return false;
}

static bool
check_kind(const struct json *file, struct diags *diags)
{
    const char *type = json_text(json_get(file, "type"));

    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        const struct json *member = json_get(file, others[i].member);

        if (others[i].value == NULL
                ? member != NULL
                : text_same(json_text(member), others[i].value)) {
            wrong(diags, others[i].about);
            return false;
        }
    }
    if (!text_same(type, "service_account")) {
        wrong(diags, "is not the JSON key of a service account: its \"type\" "
                     "is not \"service_account\"");
        return false;
    }
    return true;
}

/* Where a key of this file would be used. */
static void
check_home(const struct json *file, struct diags *diags)
{
    const struct json *universe = json_get(file, "universe_domain");
    const struct json *uri = json_get(file, "token_uri");

    if (universe != NULL && !text_same(json_text(universe), "googleapis.com"))
        wrong(diags, "is of another cloud than Google's public one "
                     "(\"universe_domain\"); nothing was signed");
    if (uri != NULL &&
        (json_text(uri) == NULL || !is_one_of(json_text(uri), token_uris)))
        wrong(diags, "names an address for tokens that is not Google's "
                     "(\"token_uri\"); nothing was signed, for what is signed "
                     "is as good as the key for an hour");
}

/* An address with a blank at an end is one that Google does not know [issue
 * apps-script-oauth2#68]. */
static bool
is_address(const char *text)
{
    const char *at = text == NULL ? NULL : strchr(text, '@');

    if (at == NULL || at == text || at[1] == '\0')
        return false;
    for (; *text != '\0'; text++)
        if (*text <= ' ' || *text > '~')
            return false;
    return true;
}

/* Its text as JSON; NULL with the mistake in diags. The arena then holds the
 * key, and is to be freed soon. */
static const struct json *
read_file(const struct secrets *secrets, struct diags *diags,
          struct arena *arena)
{
    const char *text = secrets_value(secrets, GOOGLE_KEY);
    struct diags ignored = {.arena = arena};
    const struct json *file = json_parse(arena, text, strlen(text), &ignored);

    if (file != NULL && file->kind == JSON_OBJECT)
        return check_kind(file, diags) ? file : NULL;
    if (text_starts(text, "-----BEGIN"))
        wrong(diags, "is a PEM key; the JSON key file of the service account "
                     "is needed, which also says whose key it is");
    else if (file == NULL && text[strspn(text, "\xEF\xBB\xBF \t\r\n")] == '{')
        diag_add(diags, 0, 0,
                 GOOGLE_KEY ": the file is no JSON object any more, for it "
                            "was damaged (line %u); take it as Google made it",
                 ignored.list[0].line);
    else
        wrong(diags, "is no JSON object, as a key file of a service account "
                     "is");
    return NULL;
}

/* A member that is shown, in the arena; NULL: it is not there, or is none of
 * what Google writes there. In a file that was put together by hand it may be
 * anything, the key too. */
static const char *
member(const struct json *file, const char *name, const char *letters,
       size_t most, struct arena *arena)
{
    const char *text = json_text(json_get(file, name));
    size_t length = text == NULL ? 0 : strlen(text);

    return length == 0 || length > most || strspn(text, letters) < length
               ? NULL
               : arena_text(arena, text);
}

const char *
google_user(const struct secrets *secrets, struct diags *diags,
            struct arena *arena)
{
    struct arena mem = {0};
    const struct json *file = read_file(secrets, diags, &mem);
    uint32_t before = diags->n;
    const char *email = NULL;

    if (file != NULL) {
        check_home(file, diags);
        email = json_text(json_get(file, "client_email"));
        if (!is_address(email))
            wrong(diags, "does not say whose key it is: \"client_email\" is "
                         "missing, or no address");
        else
            email = arena_text(arena, email);
    }
    arena_free(&mem);
    return file != NULL && diags->n == before ? email : NULL;
}

/* ---- who it is ----------------------------------------------------------- */

#define DIGITS  "0123456789"
#define LETTERS "abcdefghijklmnopqrstuvwxyz"
enum { CLIENT_CAP = 32, KEY_CAP = 64, PROJECT_CAP = 64 };

/* Why it cannot sign. In one line it is no PEM any more: somebody copied it
 * with "\\n" for each "\n", or through a field of one line. */
static const char *
says_lines(const char *pem, const char *why)
{
    return strstr(pem, "-----BEGIN ") != NULL && strchr(pem, '\n') == NULL
               ? "it has lost its lines; take the file as Google made it"
               : why;
}

static bool
take_key(struct scan *scan, const struct json *file, struct diags *diags)
{
    struct google *state = google_state(scan);
    const char *pem = json_text(json_get(file, "private_key"));
    const char *why = "there is none (\"private_key\")";

    state->key = (struct google_key){
        .email = session_value(&scan->session, "user"),
        .client = member(file, "client_id", DIGITS, CLIENT_CAP, scan->mem),
        .key =
            member(file, "private_key_id", DIGITS "abcdef", KEY_CAP, scan->mem),
        .project = member(file, "project_id", DIGITS LETTERS "-.:", PROJECT_CAP,
                          scan->mem),
    };
    if (pem != NULL)
        state->signer = signer_pem(pem, strlen(pem), false, &why);
    if (state->signer == NULL)
        diag_add(diags, 0, 0, GOOGLE_KEY ": the key in the file: %s",
                 pem == NULL ? why : says_lines(pem, why));
    return state->signer != NULL;
}

/* A delegation reaches the accounts of its Workspace alone [issues
 * google-api-dotnet-client#1561, GmailNotify#3]. */
static bool
check_people(struct scan *scan, struct diags *diags)
{
    static const char *const elsewhere[] = {"@gmail.com", "@googlemail.com"};
    const struct google *state = google_state(scan);

    for (uint32_t i = 0; i < state->people.n; i++) {
        const struct google_person *person = &state->people.item[i];
        const char *value = person->subject->value[person->nth - 1];

        for (size_t k = 0; k < sizeof elsewhere / sizeof *elsewhere; k++)
            if (text_ends(text_lower(scan->mem, value, strlen(value)),
                          elsewhere[k]))
                diag_add(diags, 0, 0,
                         "--subject %s: %s is a private account of Google's; a "
                         "delegation reaches only the accounts of its "
                         "Workspace",
                         person->subject->name, google_title(scan, i));
    }
    return diags->n == 0;
}

/* An endpoint on this machine stands for all; else each API has the address
 * that Google gave it. */
static bool
prepare_bases(struct scan *scan, struct diags *diags)
{
    const struct base *endpoint = scan->options->endpoint;
    const struct base *api = scan->options->api;

    if (!endpoint->loopback &&
        !text_same(endpoint->text, provider_google.endpoint)) {
        diag_add(diags, 0, 0,
                 "--endpoint: %s is not where Google gives out tokens (%s); "
                 "nothing that is signed is sent there",
                 endpoint->text, provider_google.endpoint);
        return false;
    }
    if (api != NULL && !api->loopback) {
        diag_add(diags, 0, 0,
                 "--api-url: Google's APIs have addresses of their own each, "
                 "and none of them can be set");
        return false;
    }
    if (api == NULL && endpoint->loopback)
        api = endpoint;
    session_base(&scan->session, GOOGLE_CALENDAR_BASE,
                 api != NULL
                     ? api
                     : url_endpoint("https://www.googleapis.com/", scan->mem));
    session_base(
        &scan->session, GOOGLE_DIRECTORY_BASE,
        api != NULL ? api
                    : url_endpoint("https://admin.googleapis.com/", scan->mem));
    return true;
}

bool
google_prepare(struct scan *scan, struct diags *diags)
{
    struct google *state = google_state(scan);
    struct arena mem = {0};
    const struct json *file;
    bool good = prepare_bases(scan, diags) && check_people(scan, diags);

    file = good ? read_file(scan->session.secrets, diags, &mem) : NULL;
    good = file != NULL && take_key(scan, file, diags);
    arena_free(&mem);
    if (!good)
        return false;
    scan_trait(scan, "Client ID", state->key.client, true);
    scan_trait(scan, "Key ID", state->key.key, false);
    scan_trait(scan, "Project", state->key.project, false);
    return true;
}
