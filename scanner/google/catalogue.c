/* The catalogue's arrays; scopes come from scopes.tsv at build time. */
#include "scanner/google/catalogue.h"
#include "base/text.h"
#include "rules/model/scale.h"

#define SECTION "Domain-wide delegation"
#define PREFIX  "https://www.googleapis.com/auth/"

static const struct verb verbs[] = {
    {"held", "Delegated", "reached", false},
};

#define WIDER(weak, strong)
#define WATCH(number)
#define SCOPE(number, label, in_full, kind, harm, look, whose, whom, request,  \
              things, sentence)                                                \
    {                                                                          \
        .name = (label),                                                       \
        .title = (label),                                                      \
        .section = SECTION,                                                    \
        .family = (kind),                                                      \
        .noun = (things),                                                      \
        .alias = (const char *const[]){(in_full), NULL},                       \
        .subject = (whom),                                                     \
        .right0 = (number),                                                    \
        .n_right = 1,                                                          \
    },

static const struct entity entities[] = {
#include "scanner/google/scopes.inc"
};

#undef SCOPE
#define SCOPE(number, label, in_full, kind, harm, look, whose, whom, request,  \
              things, sentence)                                                \
    {                                                                          \
        .id = label ".held",                                                   \
        .entity = &entities[number],                                           \
        .verb = "held",                                                        \
        .scale = &scale_flag,                                                  \
        .abuse = (sentence),                                                   \
        .risk = RISK_##harm,                                                   \
        .offered = true,                                                       \
    },

static const struct right rights[] = {
#include "scanner/google/scopes.inc"
    {.id = GOOGLE_LOGIN,
     .verb = GOOGLE_LOGIN,
     .scale = &scale_flag,
     .offered = true,
     .about = "the key gets a token"},
    {.id = GOOGLE_CALENDAR_ENABLED,
     .verb = GOOGLE_CALENDAR_ENABLED,
     .scale = &scale_flag,
     .offered = true,
     .about = "Google Calendar API is enabled in the key's project"},
    {.id = GOOGLE_ADMIN_ENABLED,
     .verb = GOOGLE_ADMIN_ENABLED,
     .scale = &scale_flag,
     .offered = true,
     .about = "Admin SDK API is enabled in the key's project"},
};

#undef SCOPE
#define SCOPE(number, label, in_full, kind, harm, look, whose, whom, request,  \
              things, sentence)                                                \
    {(in_full), (look), (whose), (request)},

const struct google_scope google_scope[] = {
#include "scanner/google/scopes.inc"
};

#undef SCOPE
#undef WIDER
#define SCOPE(number, label, in_full, kind, harm, look, whose, whom, request,  \
              things, sentence)
#define WIDER(weak, strong) {(strong), (weak)},

static const struct implies wider[] = {
#include "scanner/google/scopes.inc"
};

#undef WIDER
#undef WATCH
#define WIDER(weak, strong)
#define WATCH(number) (number),

const uint32_t google_watch[] = {
#include "scanner/google/scopes.inc"
};

static const struct fact facts[] = {
    {GOOGLE_LOGIN, &scale_flag, false},
    {GOOGLE_CALENDAR_ENABLED, &scale_flag, false},
    {GOOGLE_ADMIN_ENABLED, &scale_flag, false},
};

static const char *const editor[] = {SECTION};

#define NO_SCOPE(name) name " is no scope that Google knows."
#define SIGN_IN(name)                                                          \
    name " belongs to the sign-in of a person; a service account that acts "   \
         "for people does without it."
/* In short and in full. */
#define LOOK_ALIKE(name, meant, about)                                         \
    {name, (meant), about(name)},                                              \
    {                                                                          \
        PREFIX name, (meant), about(PREFIX name)                               \
    }

/* Names that stand in documents, or that other names suggest [issue:
 * SCRT-HQ/PSGSuite #310 for admin.directory; Google's list of OAuth scopes]. */
static const struct look_alike look_alikes[] = {
    LOOK_ALIKE("admin.directory", NULL, NO_SCOPE),
    LOOK_ALIKE("admin.directory.readonly", NULL, NO_SCOPE),
    LOOK_ALIKE("admin.directory.users", "admin.directory.user", NO_SCOPE),
    LOOK_ALIKE("admin.directory.users.readonly",
               "admin.directory.user.readonly", NO_SCOPE),
    LOOK_ALIKE("admin.directory.groups", "admin.directory.group", NO_SCOPE),
    LOOK_ALIKE("admin.directory.groups.readonly",
               "admin.directory.group.readonly", NO_SCOPE),
    LOOK_ALIKE("admin.directory.calendar", "admin.directory.resource.calendar",
               NO_SCOPE),
    LOOK_ALIKE("admin.directory.calendar.readonly",
               "admin.directory.resource.calendar.readonly", NO_SCOPE),
    LOOK_ALIKE("admin.reports", "admin.reports.audit.readonly", NO_SCOPE),
    LOOK_ALIKE("calendar.read", "calendar.readonly", NO_SCOPE),
    LOOK_ALIKE("calendar.readwrite", "calendar", NO_SCOPE),
    LOOK_ALIKE("calendars", "calendar", NO_SCOPE),
    LOOK_ALIKE("calendars.readonly", "calendar.readonly", NO_SCOPE),
    LOOK_ALIKE("calendar.event", "calendar.events", NO_SCOPE),
    LOOK_ALIKE("calendar.events.read", "calendar.events.readonly", NO_SCOPE),
    LOOK_ALIKE("calendar.settings", "calendar.settings.readonly", NO_SCOPE),
    LOOK_ALIKE("gmail", "mail.google.com/", NO_SCOPE),
    LOOK_ALIKE("gmail.read", "gmail.readonly", NO_SCOPE),
    LOOK_ALIKE("drive.read", "drive.readonly", NO_SCOPE),
    LOOK_ALIKE("contacts.read", "contacts.readonly", NO_SCOPE),
    {"mail.google.com", "mail.google.com/", NO_SCOPE("mail.google.com")},
    {"https://mail.google.com", "mail.google.com/",
     NO_SCOPE("https://mail.google.com")},
    {"Calendars.Read", "calendar.readonly",
     "Calendars.Read is a permission of Microsoft Graph."},
    {"openid", NULL, SIGN_IN("openid")},
    {"email", "userinfo.email", SIGN_IN("email")},
    {"profile", "userinfo.profile", SIGN_IN("profile")},
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

const uint32_t google_n_watch = COUNT(google_watch);

const struct catalogue google_catalogue = {
    .provider = "google",
    .verb = verbs,
    .n_verb = COUNT(verbs),
    .fact = facts,
    .n_fact = COUNT(facts),
    .entity = entities,
    .n_entity = COUNT(entities),
    .right = rights,
    .n_right = COUNT(rights),
    .wider = wider,
    .n_wider = COUNT(wider),
    .look_alike = look_alikes,
    .n_look_alike = COUNT(look_alikes),
    .world = WORLD_LISTED,
    .editor = editor,
    .n_editor = COUNT(editor),
    .account = "service account",
};

const struct right *
google_right(const char *text)
{
    for (size_t i = 0; i < COUNT(entities); i++)
        if (text_same(google_scope[i].text, text))
            return &rights[i];
    return NULL;
}

const struct google_scope *
google_scope_of(const struct right *right)
{
    return right->entity == NULL ? NULL
                                 : &google_scope[right->entity - entities];
}

bool
google_wider(const struct right *weak, const struct right *strong)
{
    for (size_t i = 0; i < COUNT(wider); i++)
        if (&rights[wider[i].strong] == strong &&
            &rights[wider[i].weak] == weak)
            return true;
    return false;
}
