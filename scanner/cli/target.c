/* Reading target files. A key or a text that looks like a credential is a
 * mistake, and its value is never repeated. */
#include "scanner/cli/target.h"
#include "base/json.h"
#include "base/text.h"
#include "rules/load/keys.h"
#include "scanner/cli/input.h"
#include "scanner/cli/mistake.h"
#include "scanner/cli/option_table.h"
#include "scanner/cli/providers.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct key target_keys[] = {
    {"$schema", WANT_TEXT, true},
    {"format", WANT_TEXT, false},
    {"name", WANT_TEXT, false},
    {"owner", WANT_TEXT, true},
    {"purpose", WANT_TEXT, true},
    {"review", WANT_DATE, true},
    {"provider", WANT_WORD, true},
    {"rules", WANT_LIST, false},
    {"options", WANT_OBJECT, true},
    {"subjects", WANT_OBJECT, true},
    {"attestations", WANT_TEXT, true},
    {"waivers", WANT_TEXT, true},
    {"baseline", WANT_TEXT, true},
    {"new_only", WANT_BOOLEAN, true},
    {"reports", WANT_LIST, true},
    {"output_dir", WANT_TEXT, true},
    {"credentials", WANT_OBJECT, true},
    {"endpoint", WANT_TEXT, true},
    {"api_url", WANT_TEXT, true},
    {"cacert", WANT_TEXT, true},
    {"timeout", WANT_COUNT, true},
    {"max_time", WANT_COUNT, true},
    {"max_requests", WANT_COUNT, true},
    {"max_usage", WANT_COUNT, true},
    {"fail_on", WANT_TEXT, true},
    {"excess", WANT_TEXT, true},
    {"junit_unknown", WANT_TEXT, true},
    {"allow_missing_baseline", WANT_BOOLEAN, true},
};

static const struct key credential_keys[] = {
    {"file", WANT_TEXT, true},
    {"command", WANT_TEXT, true},
    {"environment", WANT_ANY_TEXT, true}, /* perhaps no prefix */
};

static const struct key_table target_table = KEY_TABLE("a target", target_keys);
static const struct key_table credential_table =
    KEY_TABLE("\"credentials\"", credential_keys);

/* Which option a key stands for, and whether its text is a path. */
static const struct {
    const char *key, *option;
    enum { PLAIN, PATH, RULES, REPORT } text;
} meaning[] = {
    {"name", "name", PLAIN},
    {"rules", "rules", RULES},
    {"attestations", "attest", PATH},
    {"waivers", "waive", PATH},
    {"baseline", "baseline", PATH},
    {"new_only", "new-only", PLAIN},
    {"reports", "report", REPORT},
    {"output_dir", "output-dir", PATH},
    {"endpoint", "endpoint", PLAIN},
    {"api_url", "api-url", PLAIN},
    {"cacert", "cacert", PATH},
    {"timeout", "timeout", PLAIN},
    {"max_time", "max-time", PLAIN},
    {"max_requests", "max-requests", PLAIN},
    {"max_usage", "max-usage", PLAIN},
    {"fail_on", "fail-on", PLAIN},
    {"excess", "excess", PLAIN},
    {"junit_unknown", "junit-unknown", PLAIN},
    {"allow_missing_baseline", "allow-missing-baseline", PLAIN},
};

struct reading {
    struct options *options;
    struct options scratch; /* takes what the command line overrules */
    const char *folder;     /* of the file; "" if it is the current one */
    const char *path;
    const char *const *variable; /* of all credentials */
    struct diags *diags;
    struct arena *arena;
};

/* ---- no credentials ------------------------------------------------------ */

static bool
is_known(const char *key)
{
    for (size_t i = 0; i < sizeof target_keys / sizeof *target_keys; i++)
        if (text_same(target_keys[i].name, key))
            return true;
    return false;
}

/* "NAME=..." of a credential, anywhere in a text. */
static const char *
sets_credential(const struct reading *r, const char *text)
{
    for (const char *const *name = r->variable; *name != NULL; name++) {
        const char *at = strstr(text, *name);

        if (at == NULL)
            continue;
        at += strlen(*name);
        at += strspn(at, " \t\"'");
        if (*at == '=' || *at == ':')
            return *name;
    }
    return NULL;
}

/* Options of the rules have names of their own, and values that are yes or
 * no: no secret fits in. */
static void
refuse_credentials(struct reading *r, const struct json *node)
{
    for (uint32_t i = 0; i < node->n; i++) {
        const struct json *item = &node->item[i];
        const char *name =
            item->kind == JSON_STRING ? sets_credential(r, item->text) : NULL;

        if (item->key != NULL && !is_known(item->key) &&
            (item->kind == JSON_STRING || item->kind == JSON_OBJECT) &&
            mistake_tells_of_credentials(item->key))
            diag_add(r->diags, item->key_line, item->key_column,
                     "%s looks like a credential, which has no place in a "
                     "target; \"credentials\" says where they come from: a "
                     "\"file\", a \"command\", or the prefix of the variables "
                     "in the \"environment\"",
                     keys_quote(r->diags, item->key));
        else if (name != NULL)
            diag_add(r->diags, item->line, item->column,
                     "this text sets %s: a credential has no place in a target",
                     name);
        else
            refuse_credentials(r, item);
    }
}

/* ---- values -------------------------------------------------------------- */

static const char *
in_folder(const struct reading *r, const char *path)
{
    if (path[0] == '/' || r->folder[0] == '\0')
        return path;
    return arena_print(r->arena, "%s/%s", r->folder, path);
}

/* "FORMAT=FILE" or "FILE" with the file in its folder. */
static const char *
report_in_folder(const struct reading *r, const char *text)
{
    size_t length = strcspn(text, "=");
    const char *file = text;

    if (text[length] == '=' && strcspn(text, "./") > length)
        file = text + length + 1;
    if (text_same(file, "-"))
        return text;
    return arena_print(r->arena, "%.*s%s", (int)(file - text), text,
                       in_folder(r, file));
}

static const char *
text_of(const struct reading *r, size_t i, const char *text)
{
    switch (meaning[i].text) {
    case PATH:
        return in_folder(r, text);
    case RULES:
        return input_is_name(text) ? text : in_folder(r, text);
    case REPORT:
        return report_in_folder(r, text);
    case PLAIN:
        break;
    }
    return text;
}

static bool
is_of(const struct reading *r, const struct option_row *row)
{
    return r->options->command == NULL ||
           (row->commands & r->options->command->bit) != 0;
}

/* The options that a value goes to: the real ones, unless the command has no
 * such option or its line has it already. */
static struct options *
options_for(struct reading *r, const struct option_row *row)
{
    return is_of(r, row) && !option_is_given(r->options, row) ? r->options
                                                              : &r->scratch;
}

static void
set_value(struct reading *r, size_t i, const struct json *value)
{
    const struct option_row *row = option_find(meaning[i].option);
    const char *text = json_text(value);
    int64_t number;
    bool yes;

    if (json_boolean(value, &yes)) {
        if (yes && row->argument == NULL)
            (void)row->set(options_for(r, row), NULL);
        return;
    }
    if (json_integer(value, &number))
        text = arena_print(r->arena, "%lld", (long long)number);
    else if (text != NULL && text[0] != '\0')
        text = text_of(r, i, text);
    if (text == NULL || text[0] == '\0')
        diag_add(r->diags, value->line, value->column,
                 "\"%s\" must hold texts that are not empty", meaning[i].key);
    else if (!row->set(options_for(r, row), text))
        diag_add(r->diags, value->line, value->column, "\"%s\": %s is not %s",
                 meaning[i].key, text, row->want);
}

static void
set_values(struct reading *r, const struct json *root)
{
    for (size_t i = 0; i < sizeof meaning / sizeof *meaning; i++) {
        const struct json *value = json_get(root, meaning[i].key);

        if (value == NULL)
            continue;
        if (value->kind != JSON_ARRAY)
            set_value(r, i, value);
        for (uint32_t k = 0; value->kind == JSON_ARRAY && k < value->n; k++)
            set_value(r, i, &value->item[k]);
    }
}

/* Before those of the command line, which win because they come later. */
static void
set_options(struct reading *r, const struct json *list)
{
    const struct option_row *row = option_find("option");
    struct options *to = is_of(r, row) ? r->options : &r->scratch;
    struct strings given = to->option;

    if (list == NULL || list->kind != JSON_OBJECT)
        return;
    to->option = (struct strings){0};
    for (uint32_t i = 0; i < list->n; i++) {
        const struct json *item = &list->item[i];
        bool yes = false;

        if (!json_boolean(item, &yes))
            diag_add(r->diags, item->line, item->column,
                     "option %s must be true or false",
                     keys_quote(r->diags, item->key));
        option_push(
            to, &to->option,
            arena_print(r->arena, "%s=%s", item->key, yes ? "yes" : "no"));
    }
    for (uint32_t i = 0; i < given.n; i++)
        option_push(to, &to->option, given.item[i]);
}

/* Whether the command line says who that is: then the file does not. */
static bool
is_named(const struct strings *given, uint32_t n, const char *name)
{
    size_t length = strlen(name);

    for (uint32_t i = 0; i < n; i++)
        if (text_starts(given->item[i], name) && given->item[i][length] == '=')
            return true;
    return false;
}

static void
set_subject(struct reading *r, const struct json *subject,
            const struct json *value, struct strings *list)
{
    const char *text = json_text(value);

    if (text_or(text, NULL) == NULL)
        diag_add(r->diags, value->line, value->column,
                 "subject %s must be a text that is not empty, or a list of "
                 "such",
                 keys_quote(r->diags, subject->key));
    else
        option_push(r->options, list,
                    arena_print(r->arena, "%s=%s", subject->key, text));
}

/* Of a name that the command line has it counts alone. */
static void
set_subjects(struct reading *r, const struct json *list)
{
    const struct option_row *row = option_find("subject");
    struct options *to = is_of(r, row) ? r->options : &r->scratch;
    uint32_t given = to->subject.n;

    if (list == NULL || list->kind != JSON_OBJECT)
        return;
    for (uint32_t i = 0; i < list->n; i++) {
        const struct json *subject = &list->item[i];
        struct strings none = {0};
        struct strings *of =
            is_named(&to->subject, given, subject->key) ? &none : &to->subject;

        if (strchr(subject->key, '=') != NULL)
            diag_add(r->diags, subject->key_line, subject->key_column,
                     "no subject has a name with \"=\"");
        else if (subject->kind != JSON_ARRAY || subject->n == 0)
            set_subject(r, subject, subject, of);
        for (uint32_t k = 0; subject->kind == JSON_ARRAY && k < subject->n; k++)
            set_subject(r, subject, &subject->item[k], of);
    }
}

/* ---- credentials --------------------------------------------------------- */

/* Who may write the file may choose what is run. */
static bool
is_trusted(const char *path)
{
    struct stat file;

    if (text_same(path, "-") || stat(path, &file) != 0 ||
        !S_ISREG(file.st_mode))
        return true; /* what the caller has opened or typed */
    return (file.st_uid == geteuid() || file.st_uid == 0) &&
           (file.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

static bool
is_prefix(const char *text)
{
    return text[strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")] ==
               '\0' &&
           (text[0] < '0' || text[0] > '9');
}

static void
check_credentials(struct reading *r, const struct json *where)
{
    const struct json *command = json_get(where, "command");
    const struct json *prefix = json_get(where, "environment");

    if (command != NULL && !is_trusted(r->path))
        diag_add(r->diags, command->line, command->column,
                 "others can write this file, and would choose the command "
                 "that is run; it must belong to you or root, and be writable "
                 "by its owner only");
    if (json_text(prefix) != NULL && !is_prefix(prefix->text))
        diag_add(r->diags, prefix->line, prefix->column,
                 "\"environment\" is no beginning of a variable's name: A-Z, "
                 "0-9 and _");
}

static void
set_credentials(struct reading *r, const struct json *where)
{
    struct options *options = r->options;
    const char *file = json_text(json_get(where, "file"));

    if (where == NULL)
        return;
    keys_check(r->diags, where, &credential_table);
    check_credentials(r, where);
    if (options->credentials != NULL || options->credentials_command != NULL)
        return;
    if (file != NULL)
        options->credentials = in_folder(r, file);
    options->credentials_command = json_text(json_get(where, "command"));
    options->target.prefix = json_text(json_get(where, "environment"));
}

/* ---- the file ------------------------------------------------------------ */

static void
check_file(struct reading *r, const struct json *root)
{
    const struct json *format = json_get(root, "format");
    const struct json *provider = json_get(root, "provider");

    if (json_text(format) != NULL && !text_same(format->text, TARGET_FORMAT))
        diag_add(r->diags, format->line, format->column,
                 "\"format\" is not \"" TARGET_FORMAT "\"");
    if (json_text(provider) != NULL && provider_find(provider->text) == NULL)
        keys_unknown(r->diags, provider,
                     &(struct name_list){"provider", provider_names,
                                         provider_count(),
                                         sizeof *provider_names});
}

bool
target_load(struct options *options, const struct file_text *text,
            const char *path, struct diags *diags)
{
    struct reading r = {.options = options,
                        .scratch = {.mem = options->mem},
                        .folder = "",
                        .path = path,
                        .variable = provider_secrets(options->mem),
                        .diags = diags,
                        .arena = options->mem};
    const struct json *root =
        json_parse(options->mem, text->bytes, text->length, diags);
    uint32_t before = diags->n;

    if (root == NULL)
        return false;
    if (strchr(path, '/') != NULL)
        r.folder = file_folder(path, options->mem);
    refuse_credentials(&r, root);
    if (diags->n > before)
        return false;
    keys_check(diags, root, &target_table);
    check_file(&r, root);
    set_values(&r, root);
    set_options(&r, json_get(root, "options"));
    set_subjects(&r, json_get(root, "subjects"));
    set_credentials(&r, json_get(root, "credentials"));
    options->target.owner = json_text(json_get(root, "owner"));
    options->target.purpose = json_text(json_get(root, "purpose"));
    options->target.review = json_text(json_get(root, "review"));
    options->target.provider = json_text(json_get(root, "provider"));
    keys_sort(diags, before);
    return diags->n == before;
}

bool
target_read(struct options *options, struct diags *diags)
{
    const char *path = options->target.path;
    struct file_text text;
    bool good;

    if (!file_read(path, INPUT_CAP, options->mem, diags, &text))
        return false;
    diags->file = path;
    good = target_load(options, &text, path, diags);
    diags->file = NULL;
    return good;
}

const char *
target_note(const struct target_info *target, const char *day,
            struct arena *arena)
{
    const char *note = NULL;

    if (target->owner != NULL)
        note = arena_print(arena, "Owner: %s.", target->owner);
    if (target->purpose != NULL)
        note = arena_print(arena, "%s%sPurpose: %s%s", text_or(note, ""),
                           note == NULL ? "" : " ", target->purpose,
                           text_ends(target->purpose, ".") ? "" : ".");
    if (target->review != NULL)
        note = arena_print(arena, "%s%s%s %s.", text_or(note, ""),
                           note == NULL ? "" : " ",
                           strcmp(target->review, day) < 0
                               ? "The review of this target was due on"
                               : "To be reviewed by",
                           target->review);
    return note;
}
