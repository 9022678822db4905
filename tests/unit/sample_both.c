/* The sample audit with what a second look adds to it: excess, waivers,
 * statements, changes. */
#include "tests/unit/sample_both.h"
#include "tests/unit/sample_audit.h"

#include <string.h>

struct maker {
    struct arena *arena;
    bool hostile;
};

static const char *
text(const struct maker *m, const char *plain)
{
    return m->hostile ? arena_print(m->arena, "%s%s", plain, sample_poison)
                      : plain;
}

static const struct {
    const char *entity, *access, *title, *level, *held;
    const char *section, *noun, *family, *abuse, *instead;
    enum risk risk;
} rows[] = {
    {"Invoices", "edit", "Edit", "all", "All", "Contracts", "invoices", "money",
     "Changes what is owed.", NULL, RISK_CRITICAL},
    {"Invoices", "delete", "Delete", "all", "All", "Contracts", "invoices",
     "money", "Changes what is owed.", NULL, RISK_CRITICAL},
    {"Thing2", "edit", "Edit", "restricted", "Restricted", "Contracts",
     "invoices", "money", "Changes what is owed.", NULL, RISK_HIGH},
    {"Thing3", "edit", "Edit", "all", "All", "CRM", "invoices", "customers",
     "Changes what is owed.", NULL, RISK_MEDIUM},
    {"Thing4", "edit", "Edit", "all", "All", "CRM", "invoices", "customers",
     "Changes what is owed.", "Thing4.view", RISK_LOW},
    {"Thing5", "edit", "Edit", "all", "All", "CRM", NULL, NULL, NULL, NULL,
     RISK_NONE},
};

enum { N_ROWS = sizeof rows / sizeof rows[0] };

static const char *
maybe(const struct maker *m, const char *plain)
{
    return plain == NULL ? NULL : text(m, plain);
}

static const struct excess *
excesses(const struct maker *m, const struct waiver *waiver, uint32_t *n)
{
    struct excess *e = arena_new(m->arena, struct excess, N_ROWS);

    *n = N_ROWS;
    for (uint32_t i = 0; i < *n; i++) {
        const char *entity = text(m, rows[i].entity);

        e[i] = (struct excess){
            .id = arena_print(m->arena, "excess.%s.%s", entity, rows[i].access),
            .entity = entity,
            .noun = maybe(m, rows[i].noun),
            .section = text(m, rows[i].section),
            .family = maybe(m, rows[i].family),
            .access = rows[i].access,
            .title = text(m, rows[i].title),
            .level = rows[i].level,
            .held = rows[i].held,
            .instead = maybe(m, rows[i].instead),
            .detail = text(m, "No rule asks for it."),
            .risk = rows[i].risk,
            .abuse = maybe(m, rows[i].abuse),
            .said = text(m, "1"),
            .exchange = rows[i].noun == NULL ? NO_EXCHANGE : 0,
        };
    }
    e[3].waiver = &waiver[WAIVER__N];
    return e;
}

/* One of each state, then one of an excess row that ends soon. */
static struct waiver *
waivers(const struct maker *m, uint32_t *n)
{
    struct waiver *w = arena_new(m->arena, struct waiver, WAIVER__N + 1);

    *n = WAIVER__N + 1;
    for (uint32_t i = 0; i < *n; i++)
        w[i] = (struct waiver){
            .check = text(m, arena_print(m->arena, "other.check.%u", i)),
            .reason = text(m, "The change waits for its window."),
            .owner = text(m, "Integrations"),
            .approver = text(m, "R. Osei"),
            .ticket = text(m, "CHG-1"),
            .expires = i == WAIVER_EXPIRED ? "2026-11-01" : "2027-01-31",
            .target = i == WAIVER_ELSEWHERE ? text(m, "sandbox") : NULL,
            .state = i < WAIVER__N ? (enum waiver_state)i : WAIVER_ACTIVE,
            .soon = i == WAIVER__N,
        };
    w[WAIVER__N].expires = "2026-12-01";
    return w;
}

static const struct attestation *
attestations(const struct maker *m)
{
    struct attestation *by = arena_new(m->arena, struct attestation, 3);

    for (uint32_t i = 0; i < 3; i++)
        by[i] = (struct attestation){
            .rules = text(m, "sample"),
            .check = text(m, "some.check"),
            .by = text(m, "J. Lindqvist"),
            .on = "2026-06-01",
            .expires = i == 1 ? "2026-09-01" : "2027-02-01",
            .note = i == 0 ? text(m, "Looked up in the editor.") : NULL,
            .is_number = i == 1,
            .yes = true,
            .number = i == 1 ? 50 : 0,
            .expired = i == 1,
        };
    return by;
}

static const struct change *
changes(const struct maker *m)
{
    struct change *c = arena_new(m->arena, struct change, CHANGE__N);

    for (uint32_t i = 0; i < CHANGE__N; i++)
        c[i] = (struct change){
            .kind = (enum change_kind)i,
            .rules = i % 2 == 0 ? text(m, "sample") : NULL,
            .id = text(m, arena_print(m->arena, "changed.%u", i)),
            .before = i % 2 == 0 ? text(m, "pass") : NULL,
            .after = i % 3 == 0 ? NULL : text(m, "fail"),
            .detail = i % 4 == 3 ? NULL : text(m, "It was changed."),
        };
    return c;
}

/* The findings of the sample, with what people say of them. */
static const struct finding *
findings(const struct audit *a, struct waiver *w, struct attestation *by,
         struct arena *arena)
{
    struct finding *f = arena_new(arena, struct finding, a->n_finding);

    memcpy(f, a->finding, a->n_finding * sizeof *f);
    f[0].attestation = &by[0];
    by[0].check = f[0].id;
    f[0].strength = STRENGTH_ATTESTED;
    f[1].waiver = &w[WAIVER_EXPIRED];
    w[WAIVER_EXPIRED].check = f[1].id;
    w[WAIVER_EXPIRED].rules = f[1].rules;
    f[1].attestation = &by[2];
    by[2].check = f[1].id;
    f[1].contested = true;
    f[2].waiver = &w[WAIVER_ACTIVE];
    w[WAIVER_ACTIVE].check = f[2].id;
    w[WAIVER_ACTIVE].rules = f[2].rules;
    f[2].attestation = &by[1];
    by[1].check = f[2].id;
    return f;
}

static struct audit
both(const struct maker *m)
{
    struct audit a =
        m->hostile ? sample_hostile(m->arena) : sample_audit(m->arena);
    struct waiver *w = waivers(m, &a.n_waiver);
    struct attestation *by = arena_new(m->arena, struct attestation, 3);
    const char **name = arena_new(m->arena, const char *, 4);

    memcpy(by, attestations(m), 3 * sizeof *by);
    a.excess = excesses(m, w, &a.n_excess);
    w[WAIVER__N].check = a.excess[3].id;
    a.finding = findings(&a, w, by, m->arena);
    a.waiver = w;
    a.attestation = by;
    a.n_attestation = 3;
    name[0] = text(m, "ServiceCalls");
    name[1] = text(m, "TaxRegions");
    a.coverage = (struct coverage){WORLD_CLOSED, 232, 230, 17, name, 2};
    name[2] = text(m, "CRM");
    name[3] = text(m, "Contracts");
    a.editor = name + 2;
    a.n_editor = 2;
    a.baseline = "2026-08-24T08:00:00Z";
    a.change = changes(m);
    a.n_change = CHANGE__N;
    return a;
}

struct audit
sample_both(struct arena *arena)
{
    return both(&(struct maker){arena, false});
}

struct audit
sample_both_hostile(struct arena *arena)
{
    return both(&(struct maker){arena, true});
}

/* ---- many ---------------------------------------------------------------- */

static const struct excess *
many_rows(struct arena *arena, const struct audit *a, uint32_t n)
{
    static const char *const section[] = {"Contracts", "CRM", "Inventory",
                                          "Service Desk", "Admin"};
    struct excess *e = arena_new(arena, struct excess, n);

    for (uint32_t i = 0; i < n; i++) {
        /* Of 20 rows 1 is critical, 5 high, 10 medium, 4 low. */
        uint32_t share = i * 20 / n;
        const struct verb *verb = &a->verb[i % a->n_verb];

        e[i] = (struct excess){
            .entity = arena_print(arena, "BillingItemsOfKind%02u", i / 2),
            .noun = "what was billed so far",
            .section = section[i * 23 / n % 5],
            .family = section[i * 23 / n % 5],
            .access = verb->word,
            .title = verb->title,
            .level = "all",
            .held = "All",
            .detail = "No rule asks for it.",
            .risk = share < 1    ? RISK_CRITICAL
                    : share < 6  ? RISK_HIGH
                    : share < 16 ? RISK_MEDIUM
                                 : RISK_LOW,
            .abuse = i % a->n_verb == 0
                         ? "Reads what each customer was billed for, and when."
                         : "Changes details of approved charges before or "
                           "after they are billed.",
            .said = "1",
        };
        e[i].id = arena_print(arena, "excess.%s.%s", e[i].entity, verb->word);
    }
    return e;
}

/* A declaration and a read, as most checks rest on. */
static const struct evidence *
many_evidence(struct arena *arena, const struct evidence *one)
{
    struct evidence *e = arena_new(arena, struct evidence, 2);

    e[0] = e[1] = *one;
    e[0].basis = BASIS_DECLARED;
    e[1].basis = BASIS_READ;
    e[0].exchange = e[1].exchange = 0;
    return e;
}

struct audit
sample_many(struct arena *arena, uint32_t n_finding, uint32_t n_excess)
{
    struct audit a = sample_both(arena);
    struct finding *f = arena_new(arena, struct finding, n_finding);

    for (uint32_t i = 0; i < n_finding; i++) {
        f[i] = a.finding[i % a.n_finding];
        f[i].id = arena_print(arena, "service-desk.tickets-%u.edit", i);
        f[i].object = arena_print(arena, "Tickets %u", i / 4);
        f[i].evidence = many_evidence(arena, &f[i].evidence[0]);
        f[i].n_evidence = 2;
        f[i].waiver = NULL;
        f[i].attestation = NULL;
        f[i].contested = false;
    }
    a.finding = f;
    a.n_finding = n_finding;
    a.excess = many_rows(arena, &a, n_excess);
    a.n_excess = n_excess;
    return a;
}
