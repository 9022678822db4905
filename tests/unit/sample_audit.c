/* Audits made by hand. In the hostile one each text carries what breaks
 * writers that paste: markup, ends of sections, control bytes, broken UTF-8,
 * overrides of the reading direction. */
#include "tests/unit/sample_audit.h"

#include <string.h>

enum { LONG = 20000 };

const char sample_poison[] =
    " <script>alert(1)</script> ]]> --> </style> \"'&amp;<img src=x "
    "onerror=alert(2)> \x01\x1b[31m\x7f \xff\xfe\xc0\x80 \xed\xa0\x80 "
    "\xe2\x80\xae\xe2\x80\x8f \xef\xbf\xbf \r\n\t {{x}} ${y} %s%n";

struct maker {
    struct arena *arena;
    bool hostile;
};

static const char *
text(const struct maker *m, const char *plain)
{
    if (!m->hostile)
        return plain;
    return arena_print(m->arena, "%s%s", plain, sample_poison);
}

static const char *
long_text(const struct maker *m, const char *plain)
{
    char *bytes;

    if (!m->hostile)
        return plain;
    bytes = arena_new(m->arena, char, LONG + 1);
    memset(bytes, 'x', LONG);
    return bytes;
}

static const struct exchange *
exchanges(const struct maker *m)
{
    struct exchange *x = arena_new(m->arena, struct exchange, 2);

    x[0] = (struct exchange){
        .method = "GET",
        .path = text(m, "/V1.0/EntityInformation"),
        .purpose = text(m, "who may do what"),
        .note = text(m, "2 entities"),
        .status = 200,
        .millis = 402,
        .tries = 1,
        .bytes = 900,
    };
    x[1] = (struct exchange){
        .method = "POST",
        .path = text(m, "/V1.0/Notes/query"),
        .body = text(m, "{\"MaxRecords\":1}"),
        .millis = 30000,
        .tries = 3,
    };
    return x;
}

static const struct observation *
observations(const struct maker *m)
{
    struct observation *o = arena_new(m->arena, struct observation, 4);

    o[0] = (struct observation){
        .right = text(m, "Tickets.edit"),
        .low = 1,
        .high = 1,
        .reason = WHY_GRANTED,
        .said = text(m, "Restricted"),
    };
    o[1] = (struct observation){
        .right = text(m, "Tickets.view"),
        .high = 2,
        .reason = WHY_GRANTED,
        .weak = true,
        .basis = BASIS_READ,
        .exchange = 1,
    };
    o[2] = (struct observation){
        .right = text(m, "webhook-count"),
        .low = 3,
        .high = GRADE_MOST,
        .reason = WHY_GRANTED,
        .exchange = NO_EXCHANGE,
    };
    o[3] = (struct observation){
        .right = text(m, "webhook-count"),
        .reason = WHY_TIMEOUT,
        .exchange = 1,
    };
    return o;
}

static struct evidence *
evidence(const struct maker *m, enum reason reason, enum verdict verdict,
         uint32_t exchange)
{
    struct evidence *e = arena_new(m->arena, struct evidence, 1);

    *e = (struct evidence){
        .about = text(m, "Tickets: Edit"),
        .entity = text(m, "Tickets"),
        .aspect = text(m, "edit"),
        .wanted = text(m, "All"),
        .observed = text(m, "Restricted"),
        .said = text(m, "restricted"),
        .verdict = verdict,
        .reason = reason,
        .exchange = exchange,
    };
    return e;
}

static struct finding
finding(const struct maker *m, const char *id, enum verdict verdict,
        enum reason reason)
{
    return (struct finding){
        .rules = text(m, "sample"),
        .feature = text(m, "tickets"),
        .id = text(m, id),
        .section = text(m, "Service Desk"),
        .object = text(m, "Tickets"),
        .access = text(m, "edit"),
        .verdict = verdict,
        .reason = reason,
        .required = text(m, "All"),
        .observed = text(m, "Restricted"),
        .detail = text(m, "Tickets: Edit is 'Restricted'."),
        .why = text(m, "It changes tickets."),
        .degrades = text(m, "Tickets stay as they are."),
        .screen = text(m, "Admin > Security Levels"),
        .fix = long_text(m, "Set Edit to All."),
        .source = text(m, "The vendor's table"),
    };
}

static const struct finding *
findings(const struct maker *m)
{
    struct finding *f = arena_new(m->arena, struct finding, 4);

    f[0] = finding(m, "desk.tickets.view", VERDICT_PASS, WHY_GRANTED);
    f[0].strength = STRENGTH_CONFIRMED;
    f[0].access = "view";
    f[0].evidence = evidence(m, WHY_GRANTED, VERDICT_PASS, 0);
    f[1] = finding(m, "desk.tickets.edit", VERDICT_FAIL, WHY_RESTRICTED);
    f[1].strength = STRENGTH_DECLARED;
    f[1].access = "edit";
    f[1].evidence = evidence(m, WHY_RESTRICTED, VERDICT_FAIL, 0);
    f[2] = finding(m, "desk.notes.view", VERDICT_UNKNOWN, WHY_TIMEOUT);
    f[2].need = NEED_RECOMMENDED;
    f[2].evidence = evidence(m, WHY_TIMEOUT, VERDICT_UNKNOWN, 1);
    f[3] = finding(m, "api.links.manage", VERDICT_SKIP, WHY_OPTION_OFF);
    f[3].section = text(m, "API / links. And more");
    f[3].option = text(m, "links");
    f[3].evidence = evidence(m, WHY_OPTION_OFF, VERDICT_SKIP, NO_EXCHANGE);
    for (uint32_t i = 0; i < 4; i++)
        f[i].n_evidence = 1;
    return f;
}

/* The words of a catalogue: its verbs, and its one scale of grants. */
static void
add_words(const struct maker *m, struct audit *a)
{
    static const char *const word[] = {"view", "add", "edit", "delete"};
    static const char *const title[] = {"View", "Add", "Edit", "Delete"};
    static const char *const done[] = {"seen", "added", "changed", "deleted"};
    static const char *const grade[] = {"none", "restricted", "all"};
    static const char *const grade_title[] = {"None", "Restricted", "All"};
    struct verb *verb = arena_new(m->arena, struct verb, 4);
    struct scale *scale = arena_new(m->arena, struct scale, 1);
    const struct scale **scales = arena_new(m->arena, const struct scale *, 1);

    for (uint32_t i = 0; i < 4; i++)
        verb[i] = (struct verb){word[i], title[i], text(m, done[i]), i == 0};
    *scale = (struct scale){text(m, "level"), grade, grade_title, 3, NULL};
    scales[0] = scale;
    a->verb = verb;
    a->n_verb = 4;
    a->scale = scales;
    a->n_scale = 1;
    a->coverage.world = WORLD_CLOSED;
}

static void
add_traits(const struct maker *m, struct target *target)
{
    struct trait *trait = arena_new(m->arena, struct trait, 3);

    trait[0] = (struct trait){text(m, "Region"), text(m, "East"), true};
    trait[1] =
        (struct trait){text(m, "Customer number"), text(m, "30595"), true};
    trait[2] = (struct trait){text(m, "Address"),
                              text(m, "https://webservices3.example/"), false};
    target->trait = trait;
    target->n_trait = 3;
}

static void
add_subject(const struct maker *m, struct audit *a)
{
    struct subject *subject = arena_new(m->arena, struct subject, 1);
    const char **masked = arena_new(m->arena, const char *, 2);

    masked[0] = text(m, "an***@contoso.example");
    masked[1] = text(m, "be***@contoso.example");
    subject[0] = (struct subject){.name = text(m, "technician"),
                                  .about = text(m, "Who is read."),
                                  .rules = text(m, "sample"),
                                  .masked = masked,
                                  .n_value = 2};
    a->subject = subject;
    a->n_subject = 1;
}

static struct audit
make(const struct maker *m)
{
    struct audit a;

    struct rule_option *option = arena_new(m->arena, struct rule_option, 1);
    const char **note = arena_new(m->arena, const char *, 1);
    struct pack *pack = arena_new(m->arena, struct pack, 1);
    struct feature *feature = arena_new(m->arena, struct feature, 1);

    option[0] = (struct rule_option){.name = text(m, "links"),
                                     .about = text(m, "Links wanted."),
                                     .rules = text(m, "sample")};
    pack[0] = (struct pack){.id = text(m, "sample"),
                            .title = text(m, "Sample rules"),
                            .version = text(m, "1"),
                            .product = text(m, "Horizon"),
                            .sha256 = text(m, "0123")};
    feature[0] = (struct feature){text(m, "tickets"), text(m, "Tickets"),
                                  text(m, "sample")};
    note[0] = text(m, "A note.");
    a = (struct audit){
        .tool = text(m, "grantscan 0.0.0"),
        .started = "2026-11-23T08:00:00Z",
        .finished = "2026-11-23T08:00:31Z",
        .target = {.name = text(m, "Contoso"),
                   .provider = text(m, "autotask"),
                   .id = text(m, "0123456789abcdef"),
                   .endpoint = text(m, "https://webservices.example/"),
                   .account = text(m, "ab...@contoso.example"),
                   .kind = text(m, "API user")},
        .quota = {true, 124, 10000, 60},
        .pack = pack,
        .n_pack = 1,
        .feature = feature,
        .n_feature = 1,
        .option = option,
        .n_option = 1,
        .fail_on = NEED_RECOMMENDED,
        .stopped = WHY_INTERRUPTED,
        .stop_text = text(m, "Interrupted.\nSomebody pressed a key."),
        .note = note,
        .n_note = 1,
        .requests = 4,
        .millis = 31234,
        .finding = findings(m),
        .n_finding = 4,
        .exchange = exchanges(m),
        .n_exchange = 2,
        .observation = observations(m),
        .n_observation = 4,
    };
    add_traits(m, &a.target);
    add_subject(m, &a);
    add_words(m, &a);
    return a;
}

struct audit
sample_audit(struct arena *arena)
{
    return make(&(struct maker){arena, false});
}

struct audit
sample_hostile(struct arena *arena)
{
    return make(&(struct maker){arena, true});
}

struct audit
sample_empty(struct arena *arena)
{
    struct audit a = sample_audit(arena);

    a.n_finding = 0;
    a.n_exchange = 0;
    a.n_observation = 0;
    a.n_option = 0;
    a.n_note = 0;
    a.stopped = WHY_GRANTED;
    a.stop_text = NULL;
    a.quota.known = false;
    a.target = (struct target){.provider = "autotask"};
    return a;
}

struct audit
sample_verdicts(struct arena *arena, uint32_t n, const enum verdict *verdict,
                const enum need *need)
{
    static const enum reason reason[VERDICT__N] = {
        [VERDICT_SKIP] = WHY_OPTION_OFF,
        [VERDICT_PASS] = WHY_GRANTED,
        [VERDICT_UNKNOWN] = WHY_TIMEOUT,
        [VERDICT_FAIL] = WHY_NOT_GRANTED,
    };
    struct maker m = {arena, false};
    struct audit a = sample_empty(arena);
    struct finding *f = arena_new(arena, struct finding, n);

    for (uint32_t i = 0; i < n; i++) {
        f[i] = finding(&m, arena_print(arena, "check.%u", i), verdict[i],
                       reason[verdict[i]]);
        f[i].need = need[i];
    }
    a.finding = f;
    a.n_finding = n;
    return a;
}
