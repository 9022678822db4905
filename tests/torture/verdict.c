/* What must hold of the wire and of the verdicts: no check passes or fails
 * because something went wrong, and what does not rest on the request stays as
 * it was. */
#include "base/text.h"

#include "sweep.h"

#include <fnmatch.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

static const char *
path_of(const struct run *run)
{
    const char *path = run->request != NULL ? strchr(run->request, ' ') : NULL;

    return path != NULL ? path + 1 : "";
}

static bool
path_is(const struct run *run, const char *pattern)
{
    return fnmatch(pattern, path_of(run), FNM_CASEFOLD) == 0;
}

static bool
path_listed(const struct run *run, const char *const *patterns)
{
    return system_lists(patterns, path_of(run));
}

/* Everything rests on these. */
static bool
is_root(const struct run *run)
{
    return path_listed(run, run->setting->system->root);
}

static bool
is_read(const struct run *run)
{
    return path_listed(run, run->setting->system->read);
}

/* A path with the names in the places of what stands for them. */
static const char *
with_names(struct run *run, const char *path, size_t length)
{
    const char *const(*person)[2] = run->setting->system->person;
    struct arena *arena = &run->arena;
    const char *text = arena_slice(arena, path, length);

    for (; person != NULL && (*person)[0] != NULL; person++) {
        const char *at = strstr(text, (*person)[0]);

        if (at != NULL)
            text = arena_print(arena, "%.*s%s%s", (int)(at - text), text,
                               (*person)[1], at + strlen((*person)[0]));
    }
    return text;
}

/* The path of an evidence is the end of the request's, and may have a query. */
static bool
shows(struct run *run, const struct check *check)
{
    const char *path = path_of(run);
    size_t length = strlen(path);

    for (uint32_t i = 0; check->evidence != NULL && i < check->evidence->n;
         i++) {
        const char *text =
            json_text(json_get(&check->evidence->item[i], "path"));
        size_t n = text != NULL ? strcspn(text, "?") : 0;

        text = with_names(run, text_or(text, ""), n);
        n = strlen(text);
        if (n > 0 && n <= length &&
            strncasecmp(path + length - n, text, n) == 0)
            return true;
    }
    return false;
}

static bool
rests_on(struct run *run, const struct check *check)
{
    return shows(run, check) || system_depends(run->setting->system->depends,
                                               path_of(run), check->id);
}

/* Without the read nothing is known. */
static bool
is_only_read(const struct run *run, const struct check *check)
{
    const char *pattern = run->setting->system->only_read;

    return pattern != NULL && fnmatch(pattern, check->id, 0) == 0;
}

static const struct json *
finding(const struct json *audit, const char *id)
{
    const struct json *list = json_get(audit, "findings");

    for (uint32_t i = 0; list != NULL && i < list->n; i++)
        if (text_same(json_text(json_get(&list->item[i], "id")), id))
            return &list->item[i];
    return NULL;
}

static void
judge_laws(struct run *run, const struct check *before, const char *now,
           const char *reason)
{
    if (text_same(before->verdict, now))
        return;
    if (text_same(now, "pass"))
        violate(run, "false-pass", "%s: was %s (%s)", before->id,
                before->verdict, before->reason);
    if (text_same(now, "fail"))
        violate(run, "false-fail", "%s: was %s (%s), is fail (%s)", before->id,
                before->verdict, before->reason, reason);
    if (text_same(now, "skip") || text_same(before->verdict, "skip"))
        violate(run, "skip", "%s: was %s, is %s (%s)", before->id,
                before->verdict, now, reason);
}

/* Whether a check has to be what it was, by what the row says of the fault. */
static const char *
must_stay(struct run *run, const struct check *check)
{
    unsigned flags = run->fault->flags;
    bool read = is_read(run);

    if ((flags & FAULT_SAME) != 0 || ((flags & FAULT_SAME_READ) != 0 && read))
        return "trace";
    if ((flags & FAULT_KEEP) != 0 && read && shows(run, check) &&
        !text_same(check->id, run->setting->system->api_only) &&
        !is_only_read(run, check))
        return "lost-read";
    if ((flags & (FAULT_ENDS | FAULT_ALL)) == 0 && !is_root(run) &&
        !rests_on(run, check))
        return "harmed";
    return NULL;
}

/* What was refused is a token that nothing else uses. */
static bool
is_own_token(const struct run *run)
{
    return run->setting->system->own_tokens && is_read(run);
}

static bool
login_was_accepted(const struct run *run)
{
    return !path_is(run, run->setting->system->look_up) &&
           !path_is(run, run->setting->system->hello);
}

/* Whether a check that passed has to be unknown now. */
static bool
must_doubt(struct run *run, const struct check *check)
{
    const struct depends *doubt = run->setting->system->doubt;
    unsigned flags = run->fault->flags;

    if (text_same(check->id, run->setting->system->login))
        return (flags & FAULT_ENDS) != 0 && !is_own_token(run) &&
               text_starts(run->fault->name, "401");
    if (doubt != NULL)
        return (flags & (FAULT_DOUBT | FAULT_KEEP)) != 0 && shows(run, check) &&
               system_depends(doubt, path_of(run), check->id);
    return (flags & FAULT_DOUBT) != 0 && shows(run, check) &&
           (!is_root(run) || run->fault->act == ACT_TWICE) &&
           !text_starts(run->fault->name, "survey");
}

/* Words for a login that was accepted first. */
static void
judge_login(struct run *run, const char *now, const char *reason)
{
    if ((run->fault->flags & FAULT_ENDS) == 0 || !login_was_accepted(run))
        return;
    if (text_starts(run->fault->name, "says-code") || is_own_token(run)) {
        if (!text_same(now, "pass"))
            violate(run, "login", "is %s (%s), and had been accepted", now,
                    reason);
    } else if (!text_same(reason, "login-lost")) {
        violate(run, "login", "is %s (%s), not login-lost", now, reason);
    }
}

/* That there is nothing, where the system says so to those who may see it. */
static bool
is_empty(const struct run *run)
{
    return run->setting->system->empty_is_yes &&
           (text_starts(run->fault->name, "items-none") ||
            text_same(run->fault->name, "204-bare"));
}

/* A read that showed no row confirms nothing. */
static void
judge_strength(struct run *run, const struct check *before,
               const char *strength)
{
    unsigned flags = run->fault->flags;

    if (((flags & (FAULT_DOUBT | FAULT_KEEP)) != 0 ||
         text_starts(run->fault->name, "items-none")) &&
        is_read(run) && !is_empty(run) && shows(run, before) &&
        text_same(before->verdict, "pass") && text_same(strength, "confirmed"))
        violate(run, "confirmed", "%s: without a row", before->id);
}

/* What passes is no harm where it may be asked again. */
static bool
is_asked_once(const struct run *run)
{
    const char *once = run->setting->system->once;

    return (run->fault->flags & FAULT_ONCE) != 0 && once != NULL &&
           path_is(run, once);
}

static void
judge_check(struct run *run, const struct check *before,
            const struct json *audit)
{
    const struct json *after = finding(audit, before->id);
    const char *now = text_or(json_text(json_get(after, "verdict")), "?");
    const char *reason = text_or(json_text(json_get(after, "reason")), "?");
    const char *kind;

    if (after == NULL)
        return;
    judge_laws(run, before, now, reason);
    if (run->fault == NULL)
        return;
    judge_strength(run, before, json_text(json_get(after, "strength")));
    if (text_same(before->verdict, "pass") && text_same(now, "pass") &&
        must_doubt(run, before))
        violate(run, "no-doubt", "%s: is %s (%s)", before->id, now, reason);
    if (run->slow)
        return;
    kind = is_asked_once(run) ? NULL : must_stay(run, before);
    if (kind != NULL && (!text_same(now, before->verdict) ||
                         !text_same(reason, before->reason)))
        violate(run, kind, "%s: was %s (%s), is %s (%s)", before->id,
                before->verdict, before->reason, now, reason);
    if (text_same(before->id, run->setting->system->login))
        judge_login(run, now, reason);
}

void
judge_verdicts(struct run *run, const struct json *audit)
{
    for (uint32_t i = 0; i < run->tenant->n_check; i++)
        judge_check(run, &run->tenant->check[i], audit);
}

struct wire {
    int64_t lines, refused, hits, after;
    long long hit_ms; /* when the first was answered */
};

static void
judge_request(struct run *run, const struct seen *seen)
{
    const struct system *system = run->setting->system;
    bool query = strcmp(seen->method, "POST") == 0 && system->query != NULL &&
                 fnmatch(system->query, seen->path, FNM_CASEFOLD) == 0;

    if (fnmatch(system->look_up, seen->path, FNM_CASEFOLD) == 0 &&
        seen->credentials > 0)
        violate(run, "login", "credentials with the look-up");
    if (strcmp(seen->method, "GET") != 0 && !query)
        violate(run, "write", "%s %s", seen->method, seen->path);
}

static void
judge_logins(struct run *run, const struct wire *wire)
{
    unsigned flags = run->fault != NULL ? run->fault->flags : 0;
    int64_t refused =
        run->setting->system->own_tokens ? wire->hits : wire->refused;

    if (wire->refused > 2)
        violate(run, "logins", "%" PRId64 " refused", wire->refused);
    else if ((flags & FAULT_ONE) != 0 &&
             !path_is(run, run->setting->system->look_up) && wire->hits > 0 &&
             refused != 1)
        violate(run, "logins", "%" PRId64 " refused, not one", refused);
    if ((flags & FAULT_ENDS) != 0 && wire->after > 0 && !is_own_token(run))
        violate(run, "logins", "%" PRId64 " requests long after it",
                wire->after);
}

static void
count_request(struct wire *wire, const struct seen *seen, bool ends)
{
    bool refused = seen->status == 401 || (ends && seen->hit != 0);

    wire->lines++;
    if (seen->hit != 0 && wire->hits++ == 0)
        wire->hit_ms = seen->ms;
    wire->after += wire->hits > 0 && seen->ms > wire->hit_ms + AFTER_MS;
    wire->refused += seen->credentials > 0 && refused;
}

/* Tries behind the first, of all requests together. */
static int64_t
tried_again(const struct json *audit)
{
    const struct json *list = json_get(audit, "exchanges");
    int64_t n = 0, tries;

    for (uint32_t i = 0; list != NULL && i < list->n; i++)
        if (json_integer(json_get(&list->item[i], "tries"), &tries) &&
            tries > 1)
            n += tries - 1;
    return n;
}

void
judge_wire(struct run *run, const struct json *audit)
{
    const char *log = run_text(run, "wire", NULL);
    unsigned flags = run->fault != NULL ? run->fault->flags : 0;
    struct wire wire = {0};
    struct seen seen;
    int64_t told = -1, most;

    while (run_seen(&log, &seen)) {
        count_request(&wire, &seen, (flags & FAULT_ENDS) != 0);
        judge_request(run, &seen);
    }
    if (!run->slow || wire.refused > 2)
        judge_logins(run, &wire);
    (void)json_integer(json_get(audit, "requests"), &told);
    most = wire.lines;
    if ((flags & FAULT_LOOSE) != 0)
        most = INT64_MAX;
    else /* sent into a connection that was closed at that moment: unread */
        most += tried_again(audit);
    if (told < wire.lines || told > most)
        violate(run, "told", "%" PRId64 " requests told, %" PRId64 " seen",
                told, wire.lines);
}
