/* A page beside the rules that were made of it once: which needs came, and
 * which went. Ids do not count, nor where in the page something stands. */
#include "base/index.h"
#include "base/text.h"
#include "rules/import/import.h"
#include "rules/model/scale.h"

/* What two readings are compared by. */
struct comparison {
    const struct catalogue *catalogue;
    struct arena *arena;
    struct out *out;
};

/* A claim as people read it: "Inquire of Contacts: All". */
static const char *
claim_words(const struct comparison *by, const struct check *check,
            const struct claim *claim)
{
    const struct right *right = claim->right;
    struct arena *arena = by->arena;
    const char *what =
        right == NULL ? arena_print(arena, "a person says: %s",
                                    text_or(claim->question, ""))
                      : arena_print(arena, "%s: %s",
                                    right_title(by->catalogue, right, arena),
                                    claim_title(claim, arena));

    return arena_print(
        arena, "%s%s%s%s", what, check->option == NULL ? "" : ", if ",
        text_or(check->option, ""),
        check->need == NEED_RECOMMENDED ? ", recommended only" : "");
}

static void
gather(const struct comparison *by, const struct ruleset *set,
       struct index *index)
{
    for (uint32_t i = 0; i < set->n_check; i++)
        for (uint32_t c = 0; c < set->check[i].n_claim; c++)
            (void)index_put(
                index, NULL,
                claim_words(by, &set->check[i], &set->check[i].claim[c]), i);
}

/* Each claim of the set that the others are without, once. */
static uint32_t
print_missing(const struct comparison *by, const struct ruleset *set,
              const struct index *others, const char *sign)
{
    struct index said = {.arena = by->arena};
    struct out *out = by->out;
    uint32_t n = 0;

    for (uint32_t i = 0; i < set->n_check; i++)
        for (uint32_t c = 0; c < set->check[i].n_claim; c++) {
            const char *words =
                claim_words(by, &set->check[i], &set->check[i].claim[c]);

            if (index_get(others, NULL, words) != INDEX_NONE ||
                index_put(&said, NULL, words, n) != n)
                continue;
            n++;
            (void)out_print(out, "%s %s: ", sign, set->check[i].id);
            (void)out_line(out, words);
            (void)out_text(out, "\n");
        }
    return n;
}

uint32_t
import_compare(const struct ruleset *rules, const struct ruleset *page,
               const struct catalogue *catalogue, struct out *out,
               struct arena *arena)
{
    const struct comparison by = {catalogue, arena, out};
    struct index before = {.arena = arena}, now = {.arena = arena};
    uint32_t n;

    gather(&by, rules, &before);
    gather(&by, page, &now);
    n = print_missing(&by, page, &before, "+");
    return n + print_missing(&by, rules, &now, "-");
}
