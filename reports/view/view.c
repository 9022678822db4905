/* Counts, sentences and groupings that the reports share. Owns the advice for
 * what could not be determined; knows no format. */
#include "reports/view/view.h"
#include "audit/record.h"
#include "base/diag.h"
#include "base/index.h"
#include "base/text.h"
#include "rules/model/name.h"
#include "rules/model/words.h"

#include <inttypes.h>
#include <string.h>

/* What settles a doubt, and what a policy forbids; other reasons have no
 * advice. */
static const struct {
    enum settle settle;
    const char *advice;
} doubt[WHY__N] = {
    [WHY_NOT_PROBED] = {SETTLE_SCAN, "Scan again."},
    [WHY_POLICY] = {SETTLE_LOOK,
                    "A policy above the account's own rights forbids it: ask "
                    "whoever keeps that policy."},
    [WHY_CONFLICT] = {SETTLE_LOOK,
                      "Metadata and a real read disagree: compare both "
                      "exchanges with what is set for the account, then scan "
                      "again."},
    [WHY_NEEDS_ATTESTATION] =
        {SETTLE_STATEMENT, "The API cannot show this: look it up, state it in "
                           "an attestation file and scan with --attest."},
    [WHY_ATTESTATION_EXPIRED] =
        {SETTLE_STATEMENT, "Look it up again and renew the statement in the "
                           "attestation file."},
    [WHY_NEEDS_SUBJECT] = {SETTLE_SCAN,
                           "Say with --subject on whom it is to be tried, "
                           "another one where somebody was named, then scan "
                           "again."},
    [WHY_NOT_LISTED] = {SETTLE_LOOK,
                        "The provider's list does not name it, which need not "
                        "mean that it is not held: look it up where rights are "
                        "set."},
    [WHY_USER_UNKNOWN] = {SETTLE_SCAN,
                          "Check the name that is logged in with, then scan "
                          "again."},
    [WHY_HOST_REFUSED] = {SETTLE_LOOK,
                          "The address that was given for the API is not one "
                          "of the provider's: find out why before any secret "
                          "is sent."},
    [WHY_MISDIRECTED] = {SETTLE_SCAN,
                         "The address or the login is wrong: go through the "
                         "causes that are named, then scan again."},
    [WHY_LOGIN_REJECTED] =
        {SETTLE_SCAN, "Mend the cause that is named with the login, and only "
                      "then scan again: refused logins can lock an account."},
    [WHY_LOGIN_LOST] =
        {SETTLE_SCAN,
         "The account was accepted at first and refused later: it was locked, "
         "switched off or given a new secret meanwhile. Find out which, then "
         "scan again."},
    [WHY_BUDGET] = {SETTLE_SCAN, "Scan again at a quieter hour."},
    [WHY_THROTTLED] = {SETTLE_SCAN, "Scan again at a quieter hour."},
    [WHY_TIMEOUT] = {SETTLE_SCAN,
                     "Scan again, with a longer --timeout if it persists."},
    [WHY_UNREACHABLE] = {SETTLE_SCAN,
                         "Check the network and the endpoint, then scan "
                         "again."},
    [WHY_TLS] = {SETTLE_SCAN,
                 "Check what stands between this machine and the provider; a "
                 "private CA is named with --cacert."},
    [WHY_INTERCEPTED] =
        {SETTLE_SCAN,
         "A proxy, a firewall or an antivirus program answered in place of the "
         "API. Let the API's address through unchanged, then scan again."},
    [WHY_OUTAGE] = {SETTLE_SCAN, "Scan again once the provider has recovered."},
    [WHY_GARBAGE] = {SETTLE_SCAN,
                     "Scan again; if it persists, report the answer."},
    [WHY_API_ERROR] = {SETTLE_SCAN,
                       "The error says nothing about rights: change none "
                       "because of it. Read it in the evidence, then scan "
                       "again."},
    [WHY_ABSENT] = {SETTLE_LOOK,
                    "The answer lacks this: check that the module is active "
                    "in the tenant."},
    [WHY_SWITCHED_OFF] = {SETTLE_SCAN,
                          "Switch on what is named as switched off, then scan "
                          "again."},
    [WHY_INTERRUPTED] = {SETTLE_SCAN, "Scan again."},
};

const char *
view_duration(struct arena *arena, uint32_t millis)
{
    uint32_t tenths = (millis + 50) / 100;

    if (millis < 1000)
        return arena_print(arena, "%" PRIu32 " ms", millis);
    if (tenths < 600)
        return arena_print(arena, "%" PRIu32 ".%" PRIu32 " s", tenths / 10,
                           tenths % 10);
    return arena_print(arena, "%" PRIu32 " min %" PRIu32 " s", millis / 60000,
                       millis / 1000 % 60);
}

const char *
view_time(struct arena *arena, const char *timestamp)
{
    if (timestamp == NULL)
        return NULL;
    if (strlen(timestamp) != 20 || timestamp[10] != 'T' || timestamp[19] != 'Z')
        return timestamp;
    return arena_print(arena, "%.10s %.8s UTC", timestamp, timestamp + 11);
}

/* 10000 -> "10,000". */
static const char *
grouped(struct arena *arena, int64_t n)
{
    if (n < 1000)
        return arena_print(arena, "%" PRId64, n);
    return arena_print(arena, "%s,%03" PRId64, grouped(arena, n / 1000),
                       n % 1000);
}

const char *
view_quota(struct arena *arena, const struct audit *a)
{
    const struct quota *q = &a->quota;
    const char *text;

    if (!q->known)
        return NULL;
    text = arena_print(arena, "%s of %s requests in %" PRId64 " minutes",
                       grouped(arena, q->used), grouped(arena, q->limit),
                       q->minutes);
    if (q->limit <= 0 || q->used < 0)
        return text;
    return arena_print(arena, "%s (%.0f\xC2\xA0%%)", text,
                       100.0 * (double)q->used / (double)q->limit);
}

const char *
view_answer(struct arena *arena, const struct exchange *x)
{
    const char *answer;

    if (x->tries == 0)
        return "never sent";
    answer = x->status == 0 ? "no answer"
                            : arena_print(arena, "answered %d", x->status);
    if (x->tries > 1)
        answer =
            arena_print(arena, "%s after %" PRIu32 " tries", answer, x->tries);
    return arena_print(arena, "%s, %s", answer,
                       view_duration(arena, x->millis));
}

const char *
view_rules(struct arena *arena, const struct audit *a)
{
    const char *text = "";

    for (uint32_t i = 0; i < a->n_pack; i++)
        text = arena_print(arena, "%s%s%s, version %s (%s)", text,
                           i == 0 ? "" : "; ",
                           text_or(a->pack[i].title, "no title"),
                           text_or(a->pack[i].version, "unknown"),
                           text_or(a->pack[i].id, "no id"));
    return text_or(text, "no rules");
}

const char *
view_pack(struct arena *arena, const struct audit *a, const struct pack *pack)
{
    return pack_title(audit_packs(a), pack, arena);
}

const char *
view_kind(const struct audit *a)
{
    return text_or(a->target.kind, "account");
}

const char *
view_products(struct arena *arena, const struct audit *a)
{
    const char *text = NULL;

    if (a->n_pack == 1)
        return a->pack[0].product;
    for (uint32_t i = 0; i < a->n_pack; i++)
        text = arena_print(arena, "%s%s%s", text_or(text, ""),
                           i == 0               ? ""
                           : i + 1 == a->n_pack ? " and "
                                                : ", ",
                           view_pack(arena, a, &a->pack[i]));
    return text;
}

const char *
view_product(struct arena *arena, const struct audit *a,
             const struct finding *f)
{
    const struct pack *pack = pack_find(audit_packs(a), f->rules);

    return a->n_pack < 2 || pack == NULL ? NULL : view_pack(arena, a, pack);
}

const char *
view_check(struct arena *arena, const struct audit *a, const struct finding *f)
{
    return audit_name(a, f->rules, f->id, arena);
}

const char *
view_which(const struct finding *f)
{
    for (uint32_t i = 0; i < f->n_evidence; i++)
        if (f->evidence[i].verdict != f->verdict)
            return f->detail;
    return NULL;
}

const char *
view_one_line(struct arena *arena, const char *text)
{
    size_t length = text == NULL ? 0 : strlen(text);
    char *line = arena_new(arena, char, length + 1);
    size_t n = 0;
    size_t i;

    for (i = 0; i < length; i++) {
        if (strchr(" \t\r\n", text[i]) == NULL)
            line[n++] = text[i];
        else if (n > 0 && line[n - 1] != ' ')
            line[n++] = ' ';
    }
    if (n > 0 && line[n - 1] == ' ')
        line[n - 1] = '\0';
    return line;
}

enum settle
view_settle(enum reason reason)
{
    return doubt[reason].advice == NULL ? SETTLE_SCAN : doubt[reason].settle;
}

const char *
view_advice(enum reason reason)
{
    return doubt[reason].advice;
}

struct selection
select_all(struct arena *arena, const struct audit *a)
{
    struct selection s = {
        .item = arena_new(arena, const struct finding *, a->n_finding)};

    for (s.n = 0; s.n < a->n_finding; s.n++)
        s.item[s.n] = &a->finding[s.n];
    return s;
}

struct selection
select_verdict(struct arena *arena, const struct audit *a, enum verdict verdict)
{
    struct selection s = {
        .item = arena_new(arena, const struct finding *, a->n_finding)};
    unsigned need;
    uint32_t i;

    for (need = 0; need < NEED__N; need++) {
        for (i = 0; i < a->n_finding; i++) {
            const struct finding *f = &a->finding[i];

            if (f->verdict == verdict && f->need == need)
                s.item[s.n++] = f;
        }
    }
    return s;
}

struct selection
select_settle(struct arena *arena, const struct selection *from,
              enum settle settle)
{
    struct selection s = {
        .item = arena_new(arena, const struct finding *, from->n)};
    uint32_t i;

    for (i = 0; i < from->n; i++) {
        if (view_settle(from->item[i]->reason) == settle)
            s.item[s.n++] = from->item[i];
    }
    return s;
}

struct groups
group_by(struct arena *arena, const struct selection *from,
         const char *(*key)(const struct finding *))
{
    struct groups g = {.group = arena_new(arena, struct group, from->n)};
    uint32_t *of = arena_new(arena, uint32_t, from->n);
    struct index known = {.arena = arena};
    uint32_t i;
    uint32_t k;

    for (i = 0; i < from->n; i++) {
        const char *name = text_or(key(from->item[i]), "Other");

        k = index_put(&known, NULL, name, g.n);
        if (k == g.n)
            g.group[g.n++].key = name;
        g.group[k].of.n++;
        of[i] = k;
    }
    for (k = 0; k < g.n; k++) {
        g.group[k].of.item =
            arena_new(arena, const struct finding *, g.group[k].of.n);
        g.group[k].of.n = 0;
    }
    for (i = 0; i < from->n; i++) {
        struct selection *s = &g.group[of[i]].of;

        s->item[s->n++] = from->item[i];
    }
    return g;
}

static const char *
key_section(const struct finding *f)
{
    return f->section;
}

static struct selection
select_rules(struct arena *arena, const struct audit *a, const char *rules)
{
    struct selection s = {
        arena_new(arena, const struct finding *, a->n_finding), 0};

    for (uint32_t i = 0; i < a->n_finding; i++) {
        if (text_same(a->finding[i].rules, rules))
            s.item[s.n++] = &a->finding[i];
    }
    return s;
}

struct groups
group_sections(struct arena *arena, const struct audit *a)
{
    struct groups all = {arena_new(arena, struct group, a->n_finding), 0};

    if (a->n_pack < 2) {
        struct selection every = select_all(arena, a);

        return group_by(arena, &every, key_section);
    }
    for (uint32_t p = 0; p < a->n_pack; p++) {
        struct selection own = select_rules(arena, a, a->pack[p].id);
        struct groups of = group_by(arena, &own, key_section);

        for (uint32_t i = 0; i < of.n; i++) {
            all.group[all.n] = of.group[i];
            all.group[all.n++].key =
                arena_print(arena, "%s: %s", view_pack(arena, a, &a->pack[p]),
                            of.group[i].key);
        }
    }
    return all;
}

const char *
key_object(const struct finding *f)
{
    return f->object;
}

const char *
key_screen(const struct finding *f)
{
    return f->screen;
}

const char *
key_reason(const struct finding *f)
{
    return reason_word(f->reason);
}
