/* On whose behalf tokens are asked for. A delegation is for all people of a
 * Workspace [official: support answer 162106], so any of them will do for a
 * token; what it can read depends on who that is. */
#include "base/text.h"
#include "rules/model/subject.h"
#include "scanner/google/google.h"

struct google_people
google_people(const struct ruleset *rules, struct arena *arena)
{
    struct google_people people = {.rules = rules};
    uint32_t n = 0;

    for (uint32_t i = 0; i < rules->n_subject; i++)
        n += rules->subject[i].n_value;
    people.item = arena_new(arena, struct google_person, n);
    for (uint32_t i = 0; i < rules->n_subject; i++) {
        const struct subject *subject = &rules->subject[i];

        for (uint32_t nth = 1;
             subject_is_first(rules, i) && nth <= subject->n_value; nth++)
            people.item[people.n++] = (struct google_person){
                .subject = subject,
                .nth = nth,
                .right = subject_right(subject->name, nth, arena),
                .administrator = text_same(subject->name, GOOGLE_ADMINISTRATOR),
            };
    }
    return people;
}

uint32_t
google_next(const struct google_people *people, uint32_t entity, bool anybody)
{
    const struct ruleset *rules = people->rules;
    const char *fitting = google_catalogue.entity[entity].subject;
    bool others = anybody || subject_find(rules->subject, rules->n_subject,
                                          fitting) == NULL;
    uint32_t best = NOBODY;
    int most = -1;

    for (uint32_t i = 0; i < people->n; i++) {
        const struct google_person *person = &people->item[i];
        bool fits = text_same(person->subject->name, fitting);
        int worth = fits + (anybody ? 2 * person->proven : 0);

        if (person->gone || worth <= most || (!fits && !others))
            continue;
        best = i;
        most = worth;
    }
    return best;
}
