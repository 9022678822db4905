/* The catalogue's arrays; the functions come from functions.tsv at build
 * time. Every verb counts as offered: a role that says nothing of one leaves it
 * open, which is doubt and no denial. */
#include "scanner/connectwise/catalogue.h"
#include "base/text.h"

/* An API member has no records of its own and is in no team, unless somebody
 * put it there [official: API members]. */
static const char about_my[] =
    "My covers only what belongs to the API member itself, or to its team; an "
    "API member owns nothing and is in no team unless somebody put it there, "
    "so My is worth next to nothing for it.";

static const char *const level_words[] = {"none", "my", "all"};
static const char *const level_titles[] = {"None", "My", "All"};
static const char *const level_abouts[] = {NULL, about_my, NULL};
static const struct scale scale_level = {.name = "level",
                                         .word = level_words,
                                         .title = level_titles,
                                         .n = 3,
                                         .about = level_abouts};

static const struct verb verbs[CW_VERBS] = {
    [CW_ADD] = {"add", "Add", "added", false},
    [CW_EDIT] = {"edit", "Edit", "changed", false},
    [CW_DELETE] = {"delete", "Delete", "deleted", false},
    [CW_INQUIRE] = {"inquire", "Inquire", "seen", true},
};

#define ALIASES(...)                                                           \
    (const char *const[])                                                      \
    {                                                                          \
        __VA_ARGS__                                                            \
    }
#define FUNCTION(number, in, label, of, things, harm, harm_read, writes,       \
                 reads, group, list, ...)                                      \
    {                                                                          \
        .name = in "/" label,                                                  \
        .title = (label),                                                      \
        .section = (in),                                                       \
        .family = (of),                                                        \
        .noun = (things),                                                      \
        .alias = ALIASES(__VA_ARGS__),                                         \
        .right0 = (number)*CW_VERBS,                                           \
        .n_right = CW_VERBS,                                                   \
    },

static const struct entity entities[] = {
#include "scanner/connectwise/functions.inc"
};

#undef FUNCTION

#define RIGHT(number, label, word, harm, sentence)                             \
    {                                                                          \
        .id = label "." word, .entity = &entities[number], .verb = (word),     \
        .scale = &scale_level, .abuse = (sentence), .risk = RISK_##harm,       \
        .offered = true,                                                       \
    }
#define FUNCTION(number, in, label, of, things, harm, harm_read, writes,       \
                 reads, group, list, ...)                                      \
    RIGHT(number, in "/" label, "add", harm, writes),                          \
        RIGHT(number, in "/" label, "edit", harm, writes),                     \
        RIGHT(number, in "/" label, "delete", harm, writes),                   \
        RIGHT(number, in "/" label, "inquire", harm_read, reads),

#define N_FUNCTION (sizeof entities / sizeof *entities)

static const struct right rights[] = {
#include "scanner/connectwise/functions.inc"
    {.id = CW_LOGIN,
     .verb = CW_LOGIN,
     .scale = &scale_flag,
     .offered = true,
     .about = "the API member can log in to the REST API"},
    {.id = CW_API_ONLY,
     .verb = CW_API_ONLY,
     .scale = &scale_flag,
     .offered = true,
     .about = "the account is an API member, which has no licence and cannot "
              "log in to the application"},
    {.id = CW_ADMINISTRATOR,
     .verb = CW_ADMINISTRATOR,
     .scale = &scale_flag,
     .offered = true,
     .risk = RISK_CRITICAL,
     .about = "the account is an administrator",
     .abuse = "Whoever gets hold of its keys can do anything in the system: "
              "read and change all data, make logins, hand out rights."},
};

#undef FUNCTION

#define FUNCTION(number, in, label, of, things, harm, harm_read, writes,       \
                 reads, group, list, ...)                                      \
    {(in), (label), (group), (list)},

const struct cw_function connectwise_function[] = {
#include "scanner/connectwise/functions.inc"
};

#undef FUNCTION

static const struct fact facts[] = {
    {CW_LOGIN, &scale_flag, false},
    {CW_API_ONLY, &scale_flag, false},
    {CW_ADMINISTRATOR, &scale_flag, false},
};

/* The modules, in the order in which the editor of roles lists them [vendor's
 * matrix of 2017]. */
static const char *const editor[] = {
    "Companies", "Finance",      "Marketing", "Procurement",    "Project",
    "Sales",     "Service Desk", "System",    "Time & Expense",
};

const struct catalogue connectwise_catalogue = {
    .provider = "connectwise",
    .verb = verbs,
    .n_verb = CW_VERBS,
    .fact = facts,
    .n_fact = sizeof facts / sizeof *facts,
    .entity = entities,
    .n_entity = N_FUNCTION,
    .right = rights,
    .n_right = sizeof rights / sizeof *rights,
    .world = WORLD_CLOSED,
    .editor = editor,
    .n_editor = sizeof editor / sizeof *editor,
    .everything = &rights[N_FUNCTION * CW_VERBS + 2],
    .account = "API member",
};

const struct right *
connectwise_right(const struct entity *entity, enum cw_verb verb)
{
    return &rights[entity->right0 + verb];
}

/* Seen in print [3rd: Hudu, CyberDrain, TimeZest, N-able]. */
static const char *const modules[][5] = {
    {"Companies", "Company", NULL},
    {"Finance", NULL},
    {"Marketing", NULL},
    {"Procurement", NULL},
    {"Project", "Projects", NULL},
    {"Sales", NULL},
    {"Service Desk", "Service", NULL},
    {"System", NULL},
    {"Time & Expense", "Time and Expense", "Time and Expenses",
     "Time & Expenses", NULL},
};

const char *const *
connectwise_module(const char *name)
{
    for (size_t i = 0; i < sizeof modules / sizeof *modules; i++)
        if (text_same(modules[i][0], name))
            return modules[i];
    return NULL;
}
