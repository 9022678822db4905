/* Sentences from tables: what happened, by reason and access, and to which
 * entities. Entities about which the same is to be said share a clause. */
#include "rules/judge/sentence.h"
#include "base/diag.h"
#include "base/out.h"
#include "base/text.h"
#include "rules/judge/because.h"
#include "rules/judge/number.h"
#include "rules/judge/reach.h"
#include "rules/model/name.h"
#include "rules/model/scale.h"

#include <ctype.h>
#include <string.h>

/* What follows from a grade that is too low: for one entity, for several. */
struct effect {
    const char *one, *several, *can;
};

static const struct effect effect_none = {"no ", "none of them", " can be "};
static const struct effect effect_some = {"some ", "some of them",
                                          " cannot be "};

/* Claims about which the same is to be said. */
struct clause {
    enum manner manner;
    uint64_t verbs;       /* MANNER_GRANT: a bit for each of the catalogue's */
    const char *verb;     /* MANNER_FACT: the fact's name */
    const char *about;    /* MANNER_FACT: what is so */
    const char *question; /* MANNER_QUESTION */
    const struct subject *subject; /* MANNER_REACH */
    struct judgement result;
    int64_t at_least;
    const char **entity;
    uint32_t n_entity;
};

struct speech {
    const struct court *court;
    const struct check *check;
    const struct judgement *judgement;
    enum verdict verdict;
    const struct clause *end; /* past the last */
    struct out out;
};

static void
say(struct speech *speech, const char *text)
{
    (void)out_text(&speech->out, text);
}

/* Commas, and a word before the last of n. */
static void
say_next(struct speech *speech, uint32_t i, uint32_t n, const char *word)
{
    if (i == 0)
        return;
    say(speech, i + 1 < n ? ", " : word);
}

/* "ServiceCallTickets" as "Service Call Tickets", or in lower case. */
static void
say_name(struct speech *speech, const char *name, bool lower)
{
    for (size_t i = 0; name[i] != '\0'; i++) {
        unsigned char c = (unsigned char)name[i];
        char letter[2] = {lower ? (char)tolower(c) : (char)c, '\0'};

        if (i > 0 && isupper(c) && !isupper((unsigned char)name[i - 1]))
            say(speech, " ");
        say(speech, letter);
    }
}

/* The entity of that name if people know it by another one, else NULL. */
static const struct entity *
titled(const struct speech *speech, const char *name)
{
    const struct entity *entity =
        catalogue_entity(speech->court->catalogue, name);

    return entity != NULL && entity->title != NULL ? entity : NULL;
}

/* An entity's records: "service call tickets". A name like ThingWithParts
 * has its plural in the middle. */
static void
say_noun(struct speech *speech, const char *name)
{
    const char *with = strstr(name, "With");
    const struct entity *entity = titled(speech, name);

    if (entity != NULL) {
        say(speech, entity->noun);
        return;
    }
    if (with == NULL || with == name || with[-1] == 's') {
        say_name(speech, name, true);
        return;
    }
    say_name(speech,
             arena_slice(speech->court->arena, name, (size_t)(with - name)),
             true);
    say(speech, "s ");
    say_name(speech, with, true);
}

static void
say_entities(struct speech *speech, const struct clause *clause)
{
    for (uint32_t i = 0; i < clause->n_entity; i++) {
        const struct entity *entity = titled(speech, clause->entity[i]);

        say_next(speech, i, clause->n_entity, " and ");
        if (entity != NULL)
            say(speech, entity->title);
        else
            say_name(speech, clause->entity[i], false);
    }
}

/* Each verb of the clause, as titles or as what is done. */
static unsigned
say_verbs(struct speech *speech, const struct clause *clause, const char *word)
{
    const struct catalogue *all = speech->court->catalogue;
    bool done = text_same(word, " or ");
    unsigned said = 0, n = 0;

    for (unsigned i = 0; i < all->n_verb; i++)
        n += (clause->verbs >> i & 1) != 0;
    for (unsigned i = 0; i < all->n_verb; i++) {
        if ((clause->verbs >> i & 1) == 0)
            continue;
        say_next(speech, said++, n, word);
        say(speech, done ? all->verb[i].done : all->verb[i].title);
    }
    return n;
}

/* The name of the entity that a claim is about, or NULL. */
static const char *
entity_of(const struct claim *claim)
{
    return claim->right == NULL || claim->right->entity == NULL
               ? NULL
               : claim->right->entity->name;
}

/* True if the clause is about every entity that the check asks about: then
 * the object at the beginning of the sentence names them already. */
static bool
about_all(const struct check *check, const struct clause *clause)
{
    for (uint32_t i = 0; i < check->n_claim; i++) {
        uint32_t k = 0;

        while (k < clause->n_entity &&
               !text_same(clause->entity[k], entity_of(&check->claim[i])))
            k++;
        if (k == clause->n_entity &&
            claim_manner(&check->claim[i]) == clause->manner)
            return false;
    }
    return true;
}

/* "Edit and Delete of Roles"; true if the verb has to be a plural. */
static bool
say_subject(struct speech *speech, const struct clause *clause)
{
    unsigned n = say_verbs(speech, clause, " and ");

    if (!about_all(speech->check, clause)) {
        say(speech, " of ");
        say_entities(speech, clause);
    }
    return n > 1;
}

/* Once for clauses in a row that have the same cause. */
static void
say_because(struct speech *speech, const struct clause *clause)
{
    const struct judgement *result = &clause->result, *next = NULL;

    if (clause + 1 < speech->end)
        next = &clause[1].result;
    if (next != NULL && next->reason == result->reason &&
        text_same(next->cause, result->cause))
        return;
    say(speech, ": ");
    say(speech,
        result->cause != NULL ? result->cause : reason_because(result->reason));
}

/* ", so no tickets can be changed" */
static void
say_effect(struct speech *speech, const struct clause *clause)
{
    const struct effect *effect =
        clause->result.high <= GRADE_NONE ? &effect_none : &effect_some;

    if (clause->result.reason == WHY_EXCESS)
        return;
    say(speech, ", so ");
    if (clause->n_entity == 1) {
        say(speech, effect->one);
        say_noun(speech, clause->entity[0]);
    } else {
        say(speech, effect->several);
    }
    say(speech, effect->can);
    (void)say_verbs(speech, clause, " or ");
}

/* A grade that is known, and what follows or how that is known. */
static void
say_grade(struct speech *speech, const struct clause *clause)
{
    const struct judgement *result = &clause->result;

    (void)out_print(&speech->out, "'%s'", result->observed);
    if (speech->verdict == VERDICT_FAIL)
        say_effect(speech, clause);
    else if (result->by != NULL)
        (void)out_print(&speech->out, ", as %s stated on %s", result->by->by,
                        result->by->on);
    else if (result->through != NULL)
        (void)out_print(&speech->out, ", for it is part of %s",
                        right_title(speech->court->catalogue, result->through,
                                    speech->court->arena));
    else
        say(speech, result->strength == STRENGTH_CONFIRMED
                        ? ", and a read agrees"
                        : ", as the API declares");
}

/* Who stated what, where that decides. */
static bool
says_against(const struct speech *speech, const struct judgement *result)
{
    return speech->verdict == VERDICT_FAIL && result->by != NULL;
}

static void
say_grant(struct speech *speech, const struct clause *clause)
{
    const struct judgement *result = &clause->result;
    bool against = says_against(speech, result);
    bool forbidden = result->reason == WHY_POLICY && result->cause != NULL;

    if (speech->verdict == VERDICT_SKIP) {
        say(speech, "the API offers ");
        (void)say_subject(speech, clause);
        say(speech, " to nobody, so there is nothing to grant");
        return;
    }
    if (against)
        (void)out_print(&speech->out, "%s stated on %s that ", result->by->by,
                        result->by->on);
    say(speech, say_subject(speech, clause) ? " are " : " is ");
    if (against) {
        say(speech, "not as required");
    } else if (speech->verdict == VERDICT_UNKNOWN || forbidden) {
        if (result->doubted != NULL)
            (void)out_print(&speech->out,
                            "'%s', which need not mean that it works",
                            result->doubted);
        else
            say(speech, forbidden ? "forbidden" : "not known");
        say_because(speech, clause);
    } else {
        say_grade(speech, clause);
    }
}

static void
say_fact(struct speech *speech, const struct clause *clause)
{
    if (speech->verdict == VERDICT_FAIL)
        say(speech, "it is not so that ");
    else if (speech->verdict == VERDICT_UNKNOWN)
        say(speech, "it is not known whether ");
    say(speech, clause->about);
    if (clause->n_entity > 1 ||
        (clause->n_entity == 1 && !about_all(speech->check, clause))) {
        say(speech, " (");
        say_entities(speech, clause);
        say(speech, ")");
    }
    if (speech->verdict == VERDICT_UNKNOWN)
        say_because(speech, clause);
}

static void
say_number(struct speech *speech, const struct clause *clause)
{
    const struct judgement *result = &clause->result;

    if (result->strength != STRENGTH_ATTESTED &&
        speech->verdict == VERDICT_UNKNOWN &&
        result->reason != WHY_NEEDS_ATTESTATION) {
        say(speech, "the maximum is not known");
        say_because(speech, clause);
        return;
    }
    say(speech, number_text(result, clause->at_least, speech->verdict,
                            speech->court->arena));
}

static void
say_question(struct speech *speech, const struct clause *clause)
{
    const struct judgement *result = &clause->result;

    if (result->strength == STRENGTH_ATTESTED) {
        (void)out_print(&speech->out, "%s stated on %s that the answer is %s",
                        result->by->by, result->by->on, result->observed);
        (void)out_print(&speech->out, " (%s)", clause->question);
    } else if (result->reason == WHY_NEEDS_ATTESTATION) {
        say(speech, "the API cannot show this; a person has to answer: ");
        say(speech, clause->question);
    } else {
        say(speech, "this is not known");
        say_because(speech, clause);
    }
}

static void
say_clause(struct speech *speech, const struct clause *clause)
{
    switch (clause->manner) {
    case MANNER_GRANT:
        say_grant(speech, clause);
        return;
    case MANNER_FACT:
        say_fact(speech, clause);
        return;
    case MANNER_NUMBER:
        say_number(speech, clause);
        return;
    case MANNER_QUESTION:
        say_question(speech, clause);
        return;
    case MANNER_REACH:
        say(speech,
            reach_text(speech->check, speech->judgement, clause->subject,
                       speech->verdict, speech->court->arena));
        return;
    case MANNER__N:
        break;
    }
    unreachable("manner of a claim");
}

/* Numbers and questions are said one by one. */
static bool
shares(enum manner manner)
{
    return manner == MANNER_GRANT || manner == MANNER_FACT;
}

/* The verbs of one entity that came to the same as claim i. */
static uint64_t
verbs_like(const struct speech *speech, uint32_t i)
{
    const struct catalogue *all = speech->court->catalogue;
    const struct claim *claim = speech->check->claim;
    uint64_t verbs = 0;

    if (claim_manner(&claim[i]) != MANNER_GRANT || claim[i].right == NULL)
        return 0;
    for (uint32_t j = 0; j < speech->check->n_claim; j++)
        if (claim_manner(&claim[j]) == MANNER_GRANT && claim[j].right != NULL &&
            claim[i].right->entity == claim[j].right->entity &&
            judgement_same(&speech->judgement[i], &speech->judgement[j]))
            verbs |= UINT64_C(1) << catalogue_verb(all, claim[j].right->verb);
    return verbs;
}

/* Whether a clause tells of all those on whom it was tried. */
static bool
tells_of(const struct clause *clause, uint32_t n, const struct subject *subject)
{
    for (uint32_t i = 0; i < n; i++)
        if (clause[i].subject == subject)
            return true;
    return false;
}

/* Puts claim i into the clause that already says its like; false: none. */
static bool
join(const struct speech *speech, uint32_t i, struct clause *clause, uint32_t n)
{
    const struct claim *claim = &speech->check->claim[i];
    enum manner manner = claim_manner(claim);
    uint64_t verbs = verbs_like(speech, i);

    if (claim->subject != NULL)
        return tells_of(clause, n, claim->subject);
    for (struct clause *c = clause; c < clause + n; c++) {
        bool like = c->manner == manner && c->verbs == verbs &&
                    shares(manner) &&
                    (manner == MANNER_GRANT ||
                     text_same(c->verb, claim->right->verb)) &&
                    judgement_same(&c->result, &speech->judgement[i]);

        if (!like)
            continue;
        for (uint32_t k = 0; k < c->n_entity; k++)
            if (text_same(c->entity[k], entity_of(claim)))
                return true;
        c->entity[c->n_entity++] = entity_of(claim);
        return true;
    }
    return false;
}

static uint32_t
gather(const struct speech *speech, struct clause *clause)
{
    const struct check *check = speech->check;
    uint32_t n = 0;

    for (uint32_t i = 0; i < check->n_claim; i++) {
        const struct claim *claim = &check->claim[i];

        if (speech->judgement[i].verdict != speech->verdict ||
            speech->judgement[i].aside || join(speech, i, clause, n))
            continue;
        clause[n] = (struct clause){
            .manner = claim_manner(claim),
            .verbs = verbs_like(speech, i),
            .verb = claim->right == NULL ? NULL : claim->right->verb,
            .about = claim->right == NULL ? NULL : claim->right->about,
            .question = claim->question,
            .subject = claim->subject,
            .result = speech->judgement[i],
            .at_least = claim->low,
            .entity =
                arena_new(speech->court->arena, const char *, check->n_claim),
        };
        if (entity_of(claim) != NULL)
            clause[n].entity[clause[n].n_entity++] = entity_of(claim);
        n++;
    }
    return n;
}

static void
say_end(struct speech *speech, enum manner manner)
{
    const char *text;

    if (speech->verdict == VERDICT_FAIL && manner != MANNER_REACH) {
        say(speech, "; the table asks for ");
        say(speech, manner == MANNER_GRANT || manner == MANNER_NUMBER
                        ? speech->check->required
                        : "it");
    }
    text = out_string(&speech->out);
    if (!text_ends(text, "?") && !text_ends(text, "."))
        say(speech, ".");
}

const char *
sentence(const struct court *court, const struct check *check,
         const struct judgement *judgement, enum verdict verdict)
{
    struct speech speech = {.court = court,
                            .check = check,
                            .judgement = judgement,
                            .verdict = verdict};
    struct clause *clause =
        arena_new(court->arena, struct clause, check->n_claim);
    uint32_t n = gather(&speech, clause);
    const char *text;

    speech.end = clause + n;
    (void)out_print(&speech.out, "%s: ", check->object);
    if (n > 0 && clause[0].result.reason == WHY_OPTION_OFF) {
        (void)out_print(&speech.out, "not checked, because %s",
                        option_against(check->option, court->arena));
        n = 1;
    } else {
        for (uint32_t i = 0; i < n; i++) {
            say(&speech, i > 0 ? "; " : "");
            say_clause(&speech, &clause[i]);
        }
    }
    say_end(&speech, n > 0 ? clause[0].manner : MANNER_GRANT);
    say(&speech, grade_meaning(check, judgement, verdict, court->arena));
    text = arena_text(court->arena, out_string(&speech.out));
    out_free(&speech.out);
    return text;
}
