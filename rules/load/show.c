/* A ruleset for people to read. The Markdown is the vendor's own table again:
 * one row per rule, in the vendor's words. */
#include "rules/load/show.h"
#include "base/text.h"
#include "base/wrap.h"
#include "rules/model/scale.h"
#include "rules/model/words.h"

#include <string.h>

enum { INDENT = 2, GAP = 2, NEED_WIDTH = 11, WIDTH_LEAST = 50 };

/* One line of a cell, padded to its width; what is left of the text. */
static const char *
cell_line(struct out *out, const char *text, size_t width, bool pad)
{
    size_t length, used;

    text = wrap_rest(text);
    length = wrap_line(text, width);
    used = wrap_columns(text, length);
    (void)out_bytes(out, text, length);
    if (pad && used < width)
        out_spaces(out, width - used);
    return wrap_rest(text + length);
}

static void
paragraph(struct out *out, const char *text, size_t indent, size_t width)
{
    out_spaces(out, indent);
    wrap_text(out, (struct wrap){indent, indent, width}, text);
}

/* Not indented: a line feed in it would begin a line that looks like another
 * part of the table. */
static void
show_title(const char *title, size_t width, struct out *out)
{
    struct out line = {0};

    (void)out_line(&line, title);
    paragraph(out, out_string(&line), 0, width);
    out_free(&line);
}

struct layout {
    size_t width, object, level, id;
};

/* Object, level and need side by side, each wrapped in its column. */
static void
show_rule(const struct rule *rule, const struct layout *layout, struct out *out)
{
    const char *object = rule->object, *level = rule->level;
    const char *need = need_word(rule->need);

    do {
        bool more = *level != '\0' || *need != '\0';

        out_spaces(out, INDENT);
        object = cell_line(out, object, layout->object, more);
        if (more) {
            out_spaces(out, GAP);
            level = cell_line(out, level, layout->level, *need != '\0');
        }
        if (*need != '\0') {
            out_spaces(out, GAP);
            (void)out_text(out, need);
            need = "";
        }
        (void)out_text(out, "\n");
    } while (*object != '\0' || *level != '\0');
}

static size_t
longest_id(const struct ruleset *set)
{
    size_t longest = 0;

    for (uint32_t i = 0; i < set->n_check; i++) {
        size_t length = strlen(set->check[i].id);

        longest = length > longest ? length : longest;
    }
    return longest;
}

static void
show_checks(const struct ruleset *set, const struct rule *rule,
            const struct layout *layout, struct out *out)
{
    for (uint32_t i = 0; i < rule->n_check; i++) {
        const struct check *check = &set->check[rule->check0 + i];

        out_spaces(out, 2 * (size_t)INDENT);
        (void)out_text(out, check->id);
        out_spaces(out, layout->id - strlen(check->id) + GAP);
        (void)out_line(out, check->required);
        if (check->option != NULL)
            (void)out_print(out, " (%s)", check->option);
        if (check->need != rule->need)
            (void)out_print(out, " %s", need_word(check->need));
        (void)out_text(out, "\n");
    }
}

static void
show_options(const struct ruleset *set, size_t width, struct out *out)
{
    if (set->n_option > 0)
        (void)out_text(out, "\nOptions\n");
    for (uint32_t i = 0; i < set->n_option; i++) {
        const struct rule_option *option = &set->option[i];

        out_spaces(out, INDENT);
        (void)out_print(out, "%s = %s\n", option->name,
                        option->on ? "yes" : "no");
        paragraph(out, option->about, 2 * (size_t)INDENT, width);
    }
}

static const char *
how_many(const struct subject *subject)
{
    return subject->many ? "one or several" : "one";
}

static void
show_subjects(const struct ruleset *set, size_t width, struct out *out)
{
    if (set->n_subject > 0)
        (void)out_text(out, "\nSubjects (--subject NAME=VALUE)\n");
    for (uint32_t i = 0; i < set->n_subject; i++) {
        const struct subject *subject = &set->subject[i];

        out_spaces(out, INDENT);
        (void)out_print(out, "%s (%s)\n", subject->name, how_many(subject));
        paragraph(out, subject->about, 2 * (size_t)INDENT, width);
    }
}

static void
show_sources(const struct ruleset *set, size_t width, struct out *out)
{
    (void)out_text(out, "\nSources\n");
    for (uint32_t i = 0; i < set->n_source; i++) {
        const struct source *source = &set->source[i];

        paragraph(out, source->title, INDENT, width);
        out_spaces(out, 2 * (size_t)INDENT);
        (void)out_print(out, "%s%s", source->date,
                        source->url == NULL ? "" : ", ");
        (void)out_line(out, text_or(source->url, ""));
        (void)out_text(out, "\n");
    }
}

/* Where a renderer would make a link out of bare text: before the slashes of a
 * URL, behind "www", at an address of mail. */
static bool
is_link(const char *text, size_t i)
{
    return text[i] == '@' || text_starts(text + i, "://") ||
           (text[i] == '.' && i >= 3 &&
            text_same_fold((char[]){text[i - 3], text[i - 2], text[i - 1], 0},
                           "www"));
}

/* Text that acts as no markup and ends neither its cell nor its line. feed:
 * what a line feed becomes. */
static void
markdown(struct out *out, const char *text, const char *feed)
{
    for (size_t i = 0; text[i] != '\0'; i++) {
        if (text[i] == '\n') {
            (void)out_text(out, feed);
            continue;
        }
        if (strchr("\\`*_[]<>&#|~", text[i]) != NULL || is_link(text, i))
            (void)out_text(out, "\\");
        (void)out_bytes(out, text[i] == '\t' ? " " : text + i, 1);
    }
}

static void
markdown_text(struct out *out, const char *text)
{
    markdown(out, text, " ");
}

static void
markdown_cell(struct out *out, const char *text)
{
    (void)out_text(out, " ");
    markdown(out, text, "<br>");
    (void)out_text(out, " |");
}

/* A rule of which all is only recommended, else each check that is. */
static void
show_need(const struct ruleset *set, const struct rule *rule, const char **head,
          struct out *out)
{
    const struct check *check = &set->check[rule->check0];
    uint32_t less = 0;

    for (uint32_t i = 0; i < rule->n_check; i++)
        less += check[i].need == NEED_RECOMMENDED;
    for (uint32_t i = 0; i < rule->n_check && less > 0; i++) {
        if (check[i].need != NEED_RECOMMENDED)
            continue;
        (void)out_print(out, "%s- `%s` = recommended\n", *head,
                        less == rule->n_check ? rule->id : check[i].id);
        *head = "";
        if (less == rule->n_check)
            break;
    }
}

/* What a table of three columns has no room for; the import of a table reads
 * these lists back. */
static void
show_limits_and_needs(const struct ruleset *set, struct out *out)
{
    const char *head = "\nLimits and needs:\n\n";

    for (uint32_t i = 0; i < set->n_check; i++) {
        const struct check *check = &set->check[i];

        for (uint32_t c = 0; c < check->n_claim; c++) {
            if (check->claim[c].right == NULL ||
                !scale_is_number(check->claim[c].right->scale))
                continue;
            (void)out_print(out, "%s- `%s`: at least %lld\n", head, check->id,
                            (long long)check->claim[c].low);
            head = "";
        }
    }
    for (uint32_t i = 0; i < set->n_rule; i++)
        show_need(set, &set->rule[i], &head, out);
}

/* Whether all checks of a rule serve the feature. */
static bool
serves(const struct ruleset *set, const struct rule *rule, const char *feature)
{
    for (uint32_t i = 0; i < rule->n_check; i++)
        if (!text_same(set->check[rule->check0 + i].feature, feature))
            return false;
    return true;
}

/* The rules that serve a feature, and the checks where not the whole rule
 * does; each between two marks. */
static void
show_served(const struct ruleset *set, const char *feature, const char *mark,
            struct out *out)
{
    const char *before = "";

    for (uint32_t r = 0; r < set->n_rule; r++) {
        const struct rule *rule = &set->rule[r];
        bool whole = serves(set, rule, feature);

        for (uint32_t i = 0; i < (whole ? 1 : rule->n_check); i++) {
            const struct check *check = &set->check[rule->check0 + i];

            if (!text_same(check->feature, feature))
                continue;
            (void)out_print(out, "%s%s%s%s", before, mark,
                            whole ? rule->id : check->id, mark);
            before = ", ";
        }
    }
}

/* One that the file itself names, of the product as such nobody needs to be
 * told. */
static bool
is_named(const struct feature *feature)
{
    return !text_same(feature->id, FEATURE_PRODUCT);
}

static void
show_features_markdown(const struct ruleset *set, struct out *out)
{
    const char *head = "\nFeatures:\n\n";

    for (uint32_t i = 0; i < set->n_feature; i++) {
        if (!is_named(&set->feature[i]))
            continue;
        (void)out_print(out, "%s- `%s` (", head, set->feature[i].id);
        markdown_text(out, set->feature[i].title);
        (void)out_text(out, "): ");
        show_served(set, set->feature[i].id, "`", out);
        (void)out_text(out, "\n");
        head = "";
    }
}

static void
show_features(const struct ruleset *set, size_t width, struct out *out)
{
    const char *head = "\nFeatures\n";

    for (uint32_t i = 0; i < set->n_feature; i++) {
        struct out served = {0};

        if (!is_named(&set->feature[i]))
            continue;
        (void)out_text(out, head);
        head = "";
        show_served(set, set->feature[i].id, "", &served);
        paragraph(out, set->feature[i].title, INDENT, width);
        paragraph(out, out_string(&served), 2 * (size_t)INDENT, width);
        out_free(&served);
    }
}

void
ruleset_show(const struct ruleset *set, unsigned width, struct out *out)
{
    const struct pack *pack = &set->pack[0];
    struct layout layout = {.width = width < WIDTH_LEAST ? WIDTH_LEAST : width};
    size_t room = layout.width - INDENT - 2 * (size_t)GAP - NEED_WIDTH;
    const char *section = NULL;

    layout.object = room / 2;
    layout.level = room - layout.object;
    layout.id = longest_id(set);
    show_title(pack->title, layout.width, out);
    (void)out_print(out, "%s ", pack->id);
    (void)out_line(out, pack->version);
    (void)out_text(out, ", for ");
    (void)out_line(out, pack->product);
    (void)out_print(out, " on %s: %u rule%s, %u check%s\n", set->provider,
                    (unsigned)set->n_rule, set->n_rule == 1 ? "" : "s",
                    (unsigned)set->n_check, set->n_check == 1 ? "" : "s");
    for (uint32_t i = 0; i < set->n_rule; i++) {
        const struct rule *rule = &set->rule[i];

        if (!text_same(section, rule->section)) {
            (void)out_text(out, "\n");
            (void)out_line(out, rule->section);
            (void)out_text(out, "\n");
        }
        section = rule->section;
        show_rule(rule, &layout, out);
        show_checks(set, rule, &layout, out);
    }
    show_options(set, layout.width, out);
    show_subjects(set, layout.width, out);
    show_features(set, layout.width, out);
    show_sources(set, layout.width, out);
}

/* ---- checks, each as it is read back ---------------------------------------
 */

/* A text between quotes, on one line. */
static void
quoted(struct out *out, const char *text)
{
    struct out plain = {0};

    (void)out_text(&plain, "\"");
    for (; *text != '\0'; text++) {
        if (*text == '"' || *text == '\\')
            (void)out_text(&plain, "\\");
        (void)out_bytes(&plain, *text == '\n' ? " " : text, 1);
    }
    (void)out_text(&plain, "\"");
    markdown_text(out, out_string(&plain));
    out_free(&plain);
}

/* "RIGHT" = WORD, with what narrows it. */
static void
show_right(const struct claim *claim, struct out *out)
{
    const struct scale *scale = claim->right->scale;

    quoted(out, claim->right->id);
    if (scale_is_number(scale))
        (void)out_print(out, " = %lld", (long long)claim->low);
    else
        (void)out_print(out, " = %s", scale->word[claim->low]);
    for (const char *const *part = claim->within; part != NULL && *part != NULL;
         part++) {
        (void)out_text(out, part == claim->within ? " within " : " and ");
        quoted(out, *part);
    }
    if (claim->doubtful)
        (void)out_text(out, " doubtful");
}

static void
show_claim(const struct claim *claim, bool choice, struct out *out)
{
    if (claim->fallback)
        (void)out_text(out, "if absent: ");
    else if (choice)
        (void)out_print(out, "way %u: ", (unsigned)claim->way);
    if (claim->right == NULL) {
        (void)out_text(out, "asked ");
        quoted(out, claim->question);
        return;
    }
    if (claim->subject != NULL) {
        (void)out_print(out, "%s ",
                        claim->high == GRADE_NONE ? "spares" : "reaches");
        quoted(out, claim->subject->name);
        return;
    }
    if (claim->high == GRADE_NONE)
        (void)out_text(out, "not ");
    show_right(claim, out);
}

static void
show_subjects_markdown(const struct ruleset *set, struct out *out)
{
    if (set->n_subject > 0)
        (void)out_text(out, "\nSubjects:\n\n");
    for (uint32_t i = 0; i < set->n_subject; i++) {
        (void)out_print(out, "- `%s` = %s: ", set->subject[i].name,
                        how_many(&set->subject[i]));
        markdown_text(out, set->subject[i].about);
        (void)out_text(out, "\n");
    }
}

static void
show_checks_markdown(const struct ruleset *set, struct out *out)
{
    (void)out_text(out, "\nChecks:\n\n");
    for (uint32_t i = 0; i < set->n_check; i++) {
        const struct check *check = &set->check[i];

        (void)out_print(out, "- `%s`", check->id);
        if (check->option != NULL)
            (void)out_print(out, " if `%s`", check->option);
        for (uint32_t c = 0; c < check->n_claim; c++) {
            (void)out_text(out, c == 0 ? ": " : "; ");
            show_claim(&check->claim[c], check->claim[c].way > 0, out);
        }
        (void)out_text(out, "\n");
    }
}

void
ruleset_show_markdown(const struct ruleset *set, struct out *out)
{
    (void)out_text(out, "| Section | Object / Feature | Required level |\n"
                        "|---|---|---|\n");
    for (uint32_t i = 0; i < set->n_rule; i++) {
        const struct rule *rule = &set->rule[i];

        (void)out_text(out, "|");
        markdown_cell(out, rule->section);
        markdown_cell(out, rule->object);
        markdown_cell(out, rule->level);
        (void)out_text(out, "\n");
    }
    if (set->n_option > 0)
        (void)out_text(out, "\nOptions:\n\n");
    for (uint32_t i = 0; i < set->n_option; i++) {
        (void)out_print(out, "- `%s` = %s: ", set->option[i].name,
                        set->option[i].on ? "yes" : "no");
        markdown_text(out, set->option[i].about);
        (void)out_text(out, "\n");
    }
    show_subjects_markdown(set, out);
    show_limits_and_needs(set, out);
    show_features_markdown(set, out);
    show_checks_markdown(set, out);
}
