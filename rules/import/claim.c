/* From words to claims: rows of the provider's table, numbers stated in the
 * text around the tables, and options made of conditions. */
#include "base/text.h"
#include "rules/import/parts.h"
#include "rules/model/scale.h"

#include <stdlib.h>
#include <string.h>

enum { OPTION_WORDS = 4, NUMBER_WORDS = 6, NUMBER_DIGITS = 9 };

/* By what is done with it, where the provider's word is another one. */
const char *
import_verb_word(const struct importer *im, enum asked_verb verb)
{
    static const struct {
        const char *word, *done;
    } words[ASKED_VERBS] = {
        [ASKED_VIEW] = {"view", "seen"},
        [ASKED_ADD] = {"add", "added"},
        [ASKED_EDIT] = {"edit", "changed"},
        [ASKED_DELETE] = {"delete", "deleted"},
    };
    const struct catalogue *all = im->source->catalogue;

    for (uint32_t i = 0; i < all->n_verb; i++)
        if (!text_same(all->verb[i].word, words[verb].word) &&
            text_same(all->verb[i].done, words[verb].done) &&
            catalogue_verb(all, words[verb].word) == all->n_verb)
            return all->verb[i].word;
    return words[verb].word;
}

/* A part of it is the least that is held at all, whatever the provider calls
 * that: a check must not ask for more than the vendor does. */
int64_t
import_grade(const struct scale *scale, enum asked_level level)
{
    return level == LEVEL_PART ? 1 : scale_top(scale);
}

const struct right *
import_right(const struct importer *im, const char *name, const char *verb)
{
    const struct catalogue *catalogue = im->source->catalogue;
    const struct entity *entity = catalogue_entity(catalogue, name);

    return entity == NULL ? NULL : catalogue_right(catalogue, entity, verb);
}

void
import_claim(struct importer *im, struct import_check *check,
             struct claim claim)
{
    for (uint32_t i = 0; i < check->n; i++) {
        if (check->claim[i].right != claim.right)
            continue;
        if (check->claim[i].low < claim.low)
            check->claim[i].low = claim.low;
        return;
    }
    check->claim =
        arena_grow(im->arena, check->claim, check->n, &check->capacity);
    check->claim[check->n++] = claim;
}

/* The first number among the next words of a key; -1: there is none. */
static int64_t
number_in(const char *key)
{
    for (unsigned i = 0; i < NUMBER_WORDS && *key != '\0'; i++) {
        size_t n = strcspn(key, " ");

        if (strspn(key, "0123456789") == n && n > 0 && n <= NUMBER_DIGITS)
            return strtoll(key, NULL, 10);
        key += n + strspn(key + n, " ");
    }
    return -1;
}

static int64_t
number_after(struct importer *im, const char *text, const char *words)
{
    const char *key = import_key_whole(im->arena, text);
    size_t n = strlen(words);

    for (; (key = strstr(key, words)) != NULL; key++) {
        int64_t number = number_in(key + n + strspn(key + n, " "));

        if (number > 0)
            return number;
    }
    return -1;
}

/* The number behind the words in any row or in the text around the tables. */
static int64_t
number_stated(struct importer *im, const char *words)
{
    const struct import_document *document = &im->document;
    int64_t number = -1;

    for (uint32_t i = 0; i < document->n_row && number < 1; i++) {
        const struct import_row *row = &document->row[i];

        number = number_after(im,
                              arena_print(im->arena, "%s %s %s", row->object,
                                          row->level, row->why),
                              words);
    }
    for (uint32_t i = 0; i < document->n_text && number < 1; i++)
        number = number_after(im, document->text[i].text, words);
    return number;
}

/* The number of a limit: in its own row, else where it is stated. */
static int64_t
limit_number(const struct import_scope *scope, const char *fact)
{
    struct importer *im = scope->importer;
    const struct import_phrases *phrases = im->source->phrases;
    int64_t number = number_in(import_key_whole(im->arena, scope->row->level));

    for (uint32_t i = 0; i < phrases->n && number < 1; i++) {
        const char *list = phrases->row[i].words, *words;

        if (phrases->row[i].kind != IMPORT_NUMBER ||
            !text_same(phrases->row[i].name, fact))
            continue;
        while (number < 1 &&
               (words = import_piece(im->arena, &list, '|')) != NULL)
            number = number_stated(im, import_key_whole(im->arena, words));
    }
    return number;
}

static void
claim_limit(const struct import_scope *scope, struct import_check *check,
            const struct import_phrase *row, const char *fact)
{
    const struct right *right =
        catalogue_right(scope->importer->source->catalogue, NULL, fact);
    int64_t number = limit_number(scope, fact);

    if (number > 0 && right != NULL) {
        import_claim(
            scope->importer, check,
            (struct claim){.right = right, .low = number, .high = GRADE_MOST});
        return;
    }
    import_note(scope->importer, scope->row->line, scope->row->object,
                "no number is given for a limit; it is asked of a person");
    import_claim(
        scope->importer, check,
        (struct claim){.low = 1,
                       .high = 1,
                       .question = row->text != NULL
                                       ? row->text
                                       : "The table gives no number. Is the "
                                         "limit as high as the vendor asks?"});
}

/* All of a right; one that there is not cannot be asked for. */
static void
claim_all(struct importer *im, struct import_check *check,
          const struct right *right)
{
    if (right != NULL)
        import_claim(im, check,
                     (struct claim){.right = right,
                                    .low = scale_top(right->scale),
                                    .high = scale_top(right->scale)});
}

static void
claim_fact(const struct import_scope *scope, struct import_check *check,
           const char *name)
{
    struct importer *im = scope->importer;
    const char *at = strchr(name, '@');
    const char *fact;

    if (at == NULL) {
        claim_all(im, check,
                  catalogue_right(im->source->catalogue, NULL, name));
        return;
    }
    fact = arena_slice(im->arena, name, (size_t)(at - name));
    for (uint32_t i = 0; i < scope->n; i++) {
        const char *entity = scope->entity[i];

        if (text_same(at, "@subject")) {
            const struct import_phrase *subject =
                import_row_of(im, IMPORT_SUBJECT, entity);

            if (subject == NULL)
                continue;
            entity = subject->what;
        }
        claim_all(im, check, import_right(im, entity, fact));
    }
}

void
import_claims(const struct import_scope *scope, struct import_check *check,
              const struct import_phrase *row)
{
    struct importer *im = scope->importer;
    const char *list = row->what, *word;

    while ((word = import_piece(im->arena, &list, ',')) != NULL) {
        if (text_starts(word, "fact:"))
            claim_fact(scope, check, word + strlen("fact:"));
        else if (text_starts(word, "limit:"))
            claim_limit(scope, check, row, word + strlen("limit:"));
        else if (text_same(word, "attest"))
            import_claim(
                im, check,
                (struct claim){.low = 1,
                               .high = 1,
                               .question = arena_print(
                                   im->arena, "%s (The table says: %s.)",
                                   row->text, scope->row->level)});
        else
            for (uint32_t i = 0; i < scope->n; i++)
                claim_all(im, check, import_right(im, scope->entity[i], word));
    }
}

/* The words that tell this condition from others. */
static const char *
condition_meaning(struct importer *im, const char *condition)
{
    static const char *const empty[] = {
        "only",     "if",       "when", "whenever", "the",  "a",      "an",
        "customer", "client",   "you",  "your",     "they", "use",    "used",
        "using",    "is",       "are",  "be",       "want", "wanted", "need",
        "needed",   "required", "to",   "of",       "for",  "in",     "on",
        "and",      "or",       "case", "provided", "that", "will",   "it"};
    const char *key = import_key_whole(im->arena, condition);
    const char *text = "", *word;

    while ((word = import_piece(im->arena, &key, ' ')) != NULL) {
        bool counts = true;

        for (size_t i = 0; i < sizeof empty / sizeof *empty; i++)
            counts = counts && !text_same(word, empty[i]);
        if (counts)
            text = arena_print(im->arena, "%s%s%s", text,
                               *text == '\0' ? "" : " ", word);
    }
    return text;
}

/* A name of the first of those words. */
static const char *
option_slug(struct importer *im, const char *meaning)
{
    size_t n = 0;

    for (unsigned i = 0; i < OPTION_WORDS && meaning[n] != '\0'; i++) {
        n += strspn(meaning + n, " ");
        n += strcspn(meaning + n, " ");
    }
    meaning = import_slug(im->arena, arena_slice(im->arena, meaning, n));
    return *meaning == '\0' ? "option" : meaning;
}

static const struct import_phrase *
condition_row(struct importer *im, const char *condition)
{
    const char *key = import_key(im->arena, condition);

    for (uint32_t i = 0; i < im->n_entry; i++)
        if (im->entry[i].row != NULL &&
            im->entry[i].row->kind == IMPORT_CONDITION &&
            import_key_has(key, im->entry[i].key))
            return im->entry[i].row;
    return NULL;
}

static bool
option_taken(const struct importer *im, const char *name)
{
    for (uint32_t i = 0; i < im->n_option; i++)
        if (text_same(im->option[i].name, name))
            return true;
    return false;
}

const char *
import_option_name(struct importer *im, const char *condition)
{
    const struct import_phrase *row = condition_row(im, condition);
    struct import_option new = {
        .about = condition,
        .meaning = condition_meaning(im, condition),
    };
    const char *slug = row != NULL ? row->name : option_slug(im, new.meaning);

    new.name = slug;
    for (uint32_t i = 0; i < im->n_option; i++)
        if (text_same(im->option[i].meaning, new.meaning) ||
            (row != NULL && text_same(im->option[i].name, row->name)))
            return im->option[i].name;
    for (unsigned i = 2; option_taken(im, new.name); i++)
        new.name = arena_print(im->arena, "%s-%u", slug, i);
    im->option =
        arena_grow(im->arena, im->option, im->n_option, &im->option_capacity);
    im->option[im->n_option++] = new;
    return new.name;
}
