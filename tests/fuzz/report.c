/* Any text in every place of an audit that holds text: each report is still
 * well-formed, and the record reads back to the same bytes. */
#include "reports/report.h"
#include "audit/audit.h"
#include "base/text.h"
#include "rules/model/words.h"
#include "tests/fuzz/fuzz.h"

#include <libxml/parser.h>
#include <string.h>

/* The input: the first bytes choose verdicts, the rest is cut at line feeds
 * into the texts that are handed out in turn. */
struct input {
    struct arena *arena;
    const char *text;
    size_t length, at;
    uint8_t choice[8];
};

static const char *
next_text(struct input *in)
{
    const char *from = in->text + in->at;
    size_t left = in->length - in->at;
    const char *end = left > 0 ? memchr(from, '\n', left) : NULL;
    size_t length = end != NULL ? (size_t)(end - from) : left;

    in->at += length + (end != NULL ? 1 : 0);
    if (in->at >= in->length)
        in->at = 0;
    return text_clean(in->arena, from, length, 500);
}

static const char *
maybe_text(struct input *in, unsigned bit)
{
    return (in->choice[7] >> bit & 1) != 0 ? NULL : next_text(in);
}

static struct exchange
make_exchange(struct input *in)
{
    return (struct exchange){
        .method = "GET",
        .path = next_text(in),
        .body = maybe_text(in, 0),
        .purpose = next_text(in),
        .note = maybe_text(in, 1),
        .status = in->choice[0] * 3,
        .tries = 1,
    };
}

static struct evidence
make_evidence(struct input *in, enum reason reason)
{
    return (struct evidence){
        .about = next_text(in),
        .entity = maybe_text(in, 2),
        .aspect = next_text(in),
        .wanted = next_text(in),
        .observed = next_text(in),
        .said = maybe_text(in, 3),
        .verdict = reason_verdict(reason),
        .reason = reason,
        .exchange = in->choice[1] % 2 == 0 ? 0 : NO_EXCHANGE,
    };
}

static struct finding
make_finding(struct input *in, unsigned i)
{
    uint8_t choice = in->choice[2 + i];
    enum reason reason = (enum reason)(choice % WHY__N);
    struct evidence *evidence = arena_new(in->arena, struct evidence, 1);

    *evidence = make_evidence(in, reason);
    return (struct finding){
        .id = arena_print(in->arena, "%s.%u", next_text(in), i),
        .section = next_text(in),
        .object = next_text(in),
        .access = next_text(in),
        .need = choice % 2 == 0 ? NEED_REQUIRED : NEED_RECOMMENDED,
        .verdict = reason_verdict(reason),
        .reason = reason,
        .required = next_text(in),
        .observed = next_text(in),
        .detail = next_text(in),
        .why = next_text(in),
        .degrades = next_text(in),
        .screen = next_text(in),
        .fix = next_text(in),
        .source = next_text(in),
        .option = maybe_text(in, 4),
        .evidence = evidence,
        .n_evidence = 1,
    };
}

/* A right that nobody asked for, and a waiver of it. */
static struct excess *
make_excess(struct input *in, const struct waiver *waiver)
{
    struct excess *e = arena_new(in->arena, struct excess, 1);

    *e = (struct excess){
        .entity = next_text(in),
        .noun = maybe_text(in, 0),
        .section = next_text(in),
        .family = maybe_text(in, 1),
        .access = next_text(in),
        .title = next_text(in),
        .level = next_text(in),
        .held = next_text(in),
        .instead = maybe_text(in, 5),
        .detail = next_text(in),
        .risk = (enum risk)(in->choice[5] % RISK__N),
        .abuse = maybe_text(in, 2),
        .said = maybe_text(in, 3),
        .waiver = waiver,
    };
    e->id = arena_print(in->arena, "excess.%s.%s", e->entity, e->access);
    return e;
}

static struct waiver *
make_waiver(struct input *in)
{
    struct waiver *w = arena_new(in->arena, struct waiver, 1);

    *w = (struct waiver){
        .reason = next_text(in),
        .owner = next_text(in),
        .approver = next_text(in),
        .ticket = next_text(in),
        .expires = "2026-12-01",
        .target = maybe_text(in, 4),
        .state = in->choice[6] % 2 == 0 ? WAIVER_ACTIVE : WAIVER_EXPIRED,
        .soon = in->choice[6] % 3 == 0,
    };
    return w;
}

static struct attestation *
make_attestation(struct input *in, struct finding *finding)
{
    struct attestation *by = arena_new(in->arena, struct attestation, 1);

    *by = (struct attestation){
        .rules = finding->rules,
        .check = finding->id,
        .by = next_text(in),
        .on = "2026-11-01",
        .expires = "2027-02-01",
        .note = maybe_text(in, 5),
        .is_number = in->choice[6] % 2 == 0,
    };
    finding->attestation = by;
    finding->contested = in->choice[6] % 5 == 0;
    return by;
}

static struct change *
make_change(struct input *in)
{
    struct change *c = arena_new(in->arena, struct change, 1);

    *c = (struct change){
        .kind = (enum change_kind)(in->choice[1] % CHANGE__N),
        .rules = maybe_text(in, 3),
        .id = next_text(in),
        .before = maybe_text(in, 6),
        .after = next_text(in),
        .detail = maybe_text(in, 4),
    };
    return c;
}

/* What a second look adds. */
static void
add_both(struct input *in, struct audit *audit, struct finding *finding)
{
    struct waiver *waiver = make_waiver(in);
    struct excess *excess = make_excess(in, waiver);
    const char **name = arena_new(in->arena, const char *, 1);

    waiver->check = excess->id;
    name[0] = next_text(in);
    audit->excess_mode = in->choice[5] % 2 == 0 ? EXCESS_REPORT : EXCESS_FAIL;
    audit->excess = excess;
    audit->waiver = waiver;
    audit->attestation = make_attestation(in, finding);
    audit->change = make_change(in);
    audit->n_excess = audit->n_waiver = audit->n_change = 1;
    audit->n_attestation = audit->n_editor = 1;
    audit->editor = name;
    audit->coverage = (struct coverage){
        (enum world)(in->choice[4] % WORLD__N), 2, 1, 3, name, 1};
    audit->baseline = "2026-08-24T08:00:00Z";
    audit->new_only = in->choice[0] % 2 == 0;
}

/* One rules file, or two, each with a feature; the findings are theirs by
 * turns. What names a file holds no colon. */
static void
add_packs(struct input *in, struct audit *audit, struct finding *finding)
{
    struct pack *pack = arena_new(in->arena, struct pack, 2);
    struct feature *feature = arena_new(in->arena, struct feature, 2);

    audit->n_pack = audit->n_feature = 1 + in->choice[2] % 2;
    for (uint32_t i = 0; i < 2; i++) {
        pack[i] = (struct pack){.id = i == 0 ? next_text(in) : "second",
                                .title = next_text(in),
                                .version = maybe_text(in, 1),
                                .product = maybe_text(in, 2),
                                .sha256 = "0123"};
        feature[i] = (struct feature){next_text(in), next_text(in), pack[i].id};
    }
    for (uint32_t i = 0; i < audit->n_finding; i++) {
        finding[i].rules = pack[i % audit->n_pack].id;
        finding[i].feature = feature[i % audit->n_pack].id;
    }
    audit->pack = pack;
    audit->feature = feature;
}

/* What a provider calls things, and what was observed of one of them. */
static void
add_words(struct input *in, struct audit *audit)
{
    struct verb *verb = arena_new(in->arena, struct verb, 1);
    struct scale *scale = arena_new(in->arena, struct scale, 1);
    const struct scale **scales = arena_new(in->arena, const struct scale *, 1);
    const char **grade = arena_new(in->arena, const char *, 4);
    struct trait *trait = arena_new(in->arena, struct trait, 1);
    struct observation *seen = arena_new(in->arena, struct observation, 1);

    *verb = (struct verb){next_text(in), next_text(in), next_text(in), false};
    for (unsigned i = 0; i < 4; i++)
        grade[i] = next_text(in);
    *scale = (struct scale){next_text(in), grade, grade + 2, 2, NULL};
    scales[0] = scale;
    *trait = (struct trait){next_text(in), next_text(in), true};
    *seen = (struct observation){
        .right = next_text(in),
        .low = in->choice[3],
        .high = in->choice[4] % 2 == 0 ? GRADE_MOST : in->choice[3],
        .reason = (enum reason)(in->choice[5] % WHY__N),
        .weak = in->choice[6] % 2 == 0,
        .basis = (enum basis)(in->choice[3] % BASIS__N),
        .said = maybe_text(in, 5),
        .exchange = NO_EXCHANGE,
    };
    audit->verb = verb;
    audit->scale = scales;
    audit->target.trait = trait;
    audit->observation = seen;
    audit->n_verb = audit->n_scale = audit->n_observation = 1;
    audit->target.n_trait = 1;
}

static struct audit
make_audit(struct input *in)
{
    struct audit audit;

    struct exchange *exchange = arena_new(in->arena, struct exchange, 1);
    struct finding *finding = arena_new(in->arena, struct finding, 4);
    const char **note = arena_new(in->arena, const char *, 1);

    exchange[0] = make_exchange(in);
    for (unsigned i = 0; i < 4; i++)
        finding[i] = make_finding(in, i);
    note[0] = next_text(in);
    audit = (struct audit){
        .tool = next_text(in),
        .started = "2026-11-23T08:00:00Z",
        .finished = "2026-11-23T08:00:01Z",
        .target = {.name = next_text(in),
                   .provider = next_text(in),
                   .id = maybe_text(in, 6),
                   .endpoint = next_text(in),
                   .account = next_text(in),
                   .kind = next_text(in)},
        .fail_on = NEED_RECOMMENDED,
        .stopped = WHY_GRANTED,
        .note = note,
        .n_note = 1,
        .requests = 1,
        .finding = finding,
        .n_finding = 4,
        .exchange = exchange,
        .n_exchange = 1,
    };
    add_packs(in, &audit, finding);
    add_words(in, &audit);
    add_both(in, &audit, &finding[0]);
    return audit;
}

static void
check_markup(const struct out *out)
{
    xmlDocPtr doc =
        xmlReadMemory(out->bytes, (int)out->length, NULL, NULL,
                      XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_HUGE);

    promise(doc != NULL);
    xmlFreeDoc(doc);
}

/* The record, read and written again. */
static void
check_record(const struct report_format *format, const struct out *out,
             struct arena *arena)
{
    struct diags diags = {.arena = arena};
    struct presentation how = {.width = 80};
    struct audit audit;
    struct out again = {0};
    bool read = audit_read(&audit, out->bytes, out->length, &diags, arena);

    if (!read)
        diags_print(&diags, stderr);
    promise(read);
    format->write(&again, &audit, &how);
    promise(again.length == out->length);
    promise(memcmp(again.bytes, out->bytes, out->length) == 0);
    out_free(&again);
}

static void
check_format(const struct report_format *format, const struct audit *audit,
             struct arena *arena)
{
    struct presentation how = {.width = 80};
    struct out out = {0};

    format->write(&out, audit, &how);
    promise(!out.failed && out.length > 0);
    promise(text_is_clean(out.bytes, out.length));
    if (text_same(format->name, "junit") || text_same(format->name, "html"))
        check_markup(&out);
    if (text_same(format->name, "json"))
        check_record(format, &out, arena);
    out_free(&out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct arena arena = {0};
    struct input in = {.arena = &arena};
    struct audit audit;
    size_t chosen = length < sizeof in.choice ? length : sizeof in.choice;

    if (length > 0)
        memcpy(in.choice, bytes, chosen);
    in.text =
        arena_slice(&arena, (const char *)bytes + chosen, length - chosen);
    in.length = length - chosen;
    audit = make_audit(&in);
    for (uint32_t i = 0; report_formats[i] != NULL; i++)
        check_format(report_formats[i], &audit, &arena);
    arena_free(&arena);
    return 0;
}
