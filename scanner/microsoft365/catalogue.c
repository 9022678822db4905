/* The catalogue's arrays; permissions and roles come from permissions.tsv at
 * build time. */
#include "scanner/microsoft365/catalogue.h"
#include "base/text.h"
#include "rules/model/scale.h"

static const struct verb verbs[] = {
    {"held", "Held", "reached", false},
};

#define IMPLIES(strong, weak)
#define PERHAPS(strong, weak)
#define PERMISSION(number, in_full, label, in, of, word, kind, things, harm,   \
                   sentence, twin, also)                                       \
    {                                                                          \
        .name = (in_full),                                                     \
        .title = (label),                                                      \
        .section = (in),                                                       \
        .family = (kind),                                                      \
        .noun = (things),                                                      \
        .right0 = (number),                                                    \
        .n_right = 1,                                                          \
    },

static const struct entity entities[] = {
#include "scanner/microsoft365/permissions.inc"
};

#undef PERMISSION
#define PERMISSION(number, in_full, label, in, of, word, kind, things, harm,   \
                   sentence, twin, also)                                       \
    {                                                                          \
        .id = in_full ".held",                                                 \
        .entity = &entities[number],                                           \
        .verb = "held",                                                        \
        .scale = &scale_flag,                                                  \
        .abuse = (sentence),                                                   \
        .risk = RISK_##harm,                                                   \
        .offered = true,                                                       \
    },

static const struct right rights[] = {
#include "scanner/microsoft365/permissions.inc"
    {.id = MS_LOGIN,
     .verb = MS_LOGIN,
     .scale = &scale_flag,
     .offered = true,
     .about = "the app can get a token"},
    {.id = MS_APP_ONLY,
     .verb = MS_APP_ONLY,
     .scale = &scale_flag,
     .offered = true,
     .about = "the token is the app's own, not a person's"},
};

#undef PERMISSION
#define PERMISSION(number, in_full, label, in, of, word, kind, things, harm,   \
                   sentence, twin, also)                                       \
    {(of), (word), (twin), (also)},

const struct ms_permission microsoft365_permission[] = {
#include "scanner/microsoft365/permissions.inc"
};

#undef PERMISSION
#undef IMPLIES
#define PERMISSION(number, in_full, label, in, of, word, kind, things, harm,   \
                   sentence, twin, also)
#define IMPLIES(strong, weak) {(strong), (weak)},

static const struct implies includes[] = {
#include "scanner/microsoft365/permissions.inc"
};

#undef IMPLIES
#undef PERHAPS
#define IMPLIES(strong, weak)
#define PERHAPS(strong, weak) {(strong), (weak)},

static const struct implies may_include[] = {
#include "scanner/microsoft365/permissions.inc"
};

static const struct fact facts[] = {
    {MS_LOGIN, &scale_flag, false},
    {MS_APP_ONLY, &scale_flag, false},
};

/* The names of the APIs as the Entra admin center lists them under API
 * permissions; directory roles have a page of their own. */
static const char *const editor[] = {
    "Microsoft Graph",
    "Office 365 Exchange Online",
    "Directory roles",
};

#define DELEGATED(name)                                                        \
    name " is a delegated permission: it serves an app while a person is "     \
         "signed in, and is never in a token of the app's own."
#define SIGN_IN(name)                                                          \
    name                                                                       \
        " belongs to the sign-in of a person; an app that has a token of its " \
        "own neither needs nor gets it."
#define EXCHANGE "Office 365 Exchange Online/"

/* [Microsoft Graph permissions reference; official pages of Exchange's
 * protocols]. The first two exist, and are not what they seem to be. */
static const struct look_alike look_alikes[] = {
    {"Calendars.Read.All", "Calendars.Read",
     "Calendars.Read.All is about working hours and places of work; it opens "
     "no calendar."},
    {"Calendars.ReadWrite.All", "Calendars.ReadWrite",
     "Calendars.ReadWrite.All is about working hours and places of work; it "
     "opens no calendar."},
    {"Calendars.ReadBasic", "Calendars.ReadBasic.All",
     DELEGATED("Calendars.ReadBasic")},
    {"Calendars.Read.Shared", "Calendars.Read",
     DELEGATED("Calendars.Read.Shared")},
    {"Calendars.ReadWrite.Shared", "Calendars.ReadWrite",
     DELEGATED("Calendars.ReadWrite.Shared")},
    {"User.Read", "User.Read.All", DELEGATED("User.Read")},
    {"User.ReadWrite", "User.ReadWrite.All", DELEGATED("User.ReadWrite")},
    {"User.ReadBasic", "User.ReadBasic.All", DELEGATED("User.ReadBasic")},
    {"Contacts.Read.Shared", "Contacts.Read",
     DELEGATED("Contacts.Read.Shared")},
    {"Contacts.ReadWrite.Shared", "Contacts.ReadWrite",
     DELEGATED("Contacts.ReadWrite.Shared")},
    {"Mail.Read.Shared", "Mail.Read", DELEGATED("Mail.Read.Shared")},
    {"Mail.ReadBasic.Shared", "Mail.ReadBasic.All",
     DELEGATED("Mail.ReadBasic.Shared")},
    {"Mail.ReadWrite.Shared", "Mail.ReadWrite",
     DELEGATED("Mail.ReadWrite.Shared")},
    {"Mail.Send.Shared", "Mail.Send", DELEGATED("Mail.Send.Shared")},
    {"Chat.Read", "Chat.Read.All", DELEGATED("Chat.Read")},
    {"Chat.ReadWrite", "Chat.ReadWrite.All", DELEGATED("Chat.ReadWrite")},
    {"Files.Read", "Files.Read.All", DELEGATED("Files.Read")},
    {"Files.ReadWrite", "Files.ReadWrite.All", DELEGATED("Files.ReadWrite")},
    {"Notes.Read", "Notes.Read.All", DELEGATED("Notes.Read")},
    {"Notes.ReadWrite", "Notes.ReadWrite.All", DELEGATED("Notes.ReadWrite")},
    {"OnlineMeetings.Read", "OnlineMeetings.Read.All",
     DELEGATED("OnlineMeetings.Read")},
    {"OnlineMeetings.ReadWrite", "OnlineMeetings.ReadWrite.All",
     DELEGATED("OnlineMeetings.ReadWrite")},
    {"People.Read", "People.Read.All", DELEGATED("People.Read")},
    {"Presence.Read", "Presence.Read.All", DELEGATED("Presence.Read")},
    {"Tasks.Read", "Tasks.Read.All", DELEGATED("Tasks.Read")},
    {"Tasks.Read.Shared", "Tasks.Read.All", DELEGATED("Tasks.Read.Shared")},
    {"Tasks.ReadWrite", "Tasks.ReadWrite.All", DELEGATED("Tasks.ReadWrite")},
    {"Tasks.ReadWrite.Shared", "Tasks.ReadWrite.All",
     DELEGATED("Tasks.ReadWrite.Shared")},
    {"Directory.AccessAsUser.All", NULL,
     DELEGATED("Directory.AccessAsUser.All")},
    {"EWS.AccessAsUser.All", EXCHANGE "full_access_as_app",
     DELEGATED("EWS.AccessAsUser.All")},
    {"Exchange.Manage", EXCHANGE "Exchange.ManageAsApp",
     DELEGATED("Exchange.Manage")},
    {"IMAP.AccessAsUser.All", EXCHANGE "IMAP.AccessAsApp",
     DELEGATED("IMAP.AccessAsUser.All")},
    {"POP.AccessAsUser.All", EXCHANGE "POP.AccessAsApp",
     DELEGATED("POP.AccessAsUser.All")},
    {"SMTP.Send", EXCHANGE "SMTP.SendAsApp", DELEGATED("SMTP.Send")},
    {"openid", NULL, SIGN_IN("openid")},
    {"profile", NULL, SIGN_IN("profile")},
    {"email", NULL, SIGN_IN("email")},
    {"offline_access", NULL, SIGN_IN("offline_access")},
};

static const char *const options[] = {MS_EXCHANGE_AUDIENCE, NULL};

#define COUNT(array) (sizeof(array) / sizeof *(array))

const struct catalogue microsoft365_catalogue = {
    .provider = "microsoft365",
    .verb = verbs,
    .n_verb = COUNT(verbs),
    .fact = facts,
    .n_fact = COUNT(facts),
    .entity = entities,
    .n_entity = COUNT(entities),
    .right = rights,
    .n_right = COUNT(rights),
    .implies = includes,
    .n_implies = COUNT(includes),
    .look_alike = look_alikes,
    .n_look_alike = COUNT(look_alikes),
    .option = options,
    .world = WORLD_CLOSED,
    .editor = editor,
    .n_editor = COUNT(editor),
    .account = "app registration",
};

static const struct right *
role_right(const char *id)
{
    for (size_t i = 0; i < COUNT(entities); i++)
        if (microsoft365_permission[i].audience == MS_ROLE &&
            text_same_fold(microsoft365_permission[i].value, id))
            return &rights[i];
    return NULL;
}

const struct right *
microsoft365_right(enum ms_audience audience, const char *value)
{
    if (value == NULL || audience == MS_ROLE)
        return value == NULL ? NULL : role_right(value);
    for (size_t i = 0; i < COUNT(entities); i++)
        if (microsoft365_permission[i].audience == audience &&
            text_same(microsoft365_permission[i].value, value))
            return &rights[i];
    return NULL;
}

const struct ms_permission *
microsoft365_permission_of(const struct right *right)
{
    return right->entity == NULL
               ? NULL
               : &microsoft365_permission[right->entity - entities];
}

bool
microsoft365_perhaps(const struct right *strong, const struct right *weak)
{
    for (size_t i = 0; i < COUNT(may_include); i++)
        if (&rights[may_include[i].strong] == strong &&
            &rights[may_include[i].weak] == weak)
            return true;
    return false;
}

/* [seen in tokens of apps that have no role at all; unverified]. */
bool
microsoft365_no_role(const char *id)
{
    return text_same_fold(id, "0997a1d0-0d1d-4acb-b408-d5ca73121e90");
}
