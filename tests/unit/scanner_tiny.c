/* The tiny provider and its scan. */
#include "tests/unit/scanner_tiny.h"

const struct fake_reply tiny_fine[] = {{.match = ""}, {0}};

static const char *const stages[] = {"one", NULL};
static const char *const said[] = {"message", NULL};
static const struct dialect_row rows[] = {
    {403, 403, FORM_ANY, NULL, "have no calendar", ANSWER_DENIED, NULL},
};
static const struct dialect words = {.row = rows, .n = 1, .said = said};

/* Whatever it says is shown. */
static void
hear_of_subject(struct scan *scan, uint32_t i, const struct answer *answer)
{
    const struct step *step = &scan->plan->step[i];
    const char *kept = scan_keep(scan, answer->said);

    scan_said(scan, i, kept);
    if (answer->kind != ANSWER_OK && answer->kind != ANSWER_DENIED)
        return;
    scan_observe(scan, &(struct observation){
                           .right = step->answers[0],
                           .low = answer->kind == ANSWER_OK,
                           .high = answer->kind == ANSWER_OK,
                           .reason = WHY_GRANTED,
                           .basis = step->basis,
                           .said = kept,
                           .exchange = scan->progress[i].exchange,
                       });
}

static void
tiny_hear(struct scan *scan, uint32_t i, const struct answer *answer)
{
    struct tiny_scan *t = scan->state;
    const struct step *step = &t->plan.step[i];
    uint32_t exchange = scan->progress[i].exchange;

    (void)out_print(&t->heard, "%u:%d ", (unsigned)i, (int)answer->kind);
    if (step->probe == TINY_WANT)
        scan_want(scan, i + 1);
    if (step->probe == TINY_REACH)
        hear_of_subject(scan, i, answer);
    if (step->probe == TINY_KNOW)
        scan_know(scan, "id", "4 2");
    if (step->probe == TINY_OBSERVE)
        scan_observe(scan, &(struct observation){.right = step->answers[0],
                                                 .low = 1,
                                                 .high = 1,
                                                 .reason = WHY_GRANTED,
                                                 .basis = step->basis,
                                                 .exchange = exchange});
}

static void
tiny_conclude(struct scan *scan)
{
    struct tiny_scan *t = scan->state;

    (void)out_text(&t->heard, "end");
}

static bool
tiny_ready(struct scan *scan, uint32_t step)
{
    struct tiny_scan *t = scan->state;

    return t->ready == NULL || t->ready(t, step);
}

static const struct catalogue nothing = {.provider = "tiny"};

const struct provider tiny_provider = {
    .name = "tiny",
    .catalogue = &nothing,
    .dialect = &words,
    .login_causes = "no",
    .ready = tiny_ready,
    .hear = tiny_hear,
    .conclude = tiny_conclude,
};

uint32_t
tiny_add(struct tiny_scan *t, uint32_t after)
{
    struct step *step;

    t->plan.step =
        arena_grow(&t->mem, t->plan.step, t->plan.n, &t->plan.capacity);
    step = &t->plan.step[t->plan.n];
    *step = (struct step){
        .method = "GET",
        .path = arena_print(&t->mem, "s%u", (unsigned)t->plan.n),
        .endpoint = arena_print(&t->mem, "e%u", (unsigned)t->plan.n),
        .after = after,
        .auth = AUTH_HEADERS,
    };
    return t->plan.n++;
}

struct step *
tiny_step(struct tiny_scan *t, uint32_t after)
{
    uint32_t i = tiny_add(t, after);

    return &t->plan.step[i];
}

void
tiny_begin(struct tiny_scan *t)
{
    *t = (struct tiny_scan){.plan = {.stage = stages},
                            .provider = &tiny_provider};
    test_secrets(&t->secrets);
    t->fake.arena = &t->mem;
    t->how = (struct scan_options){
        .endpoint = url_endpoint("https://api.example/", &t->mem),
        .max_requests = 1000,
        .max_ms = 1000000};
}

void
tiny_end(struct tiny_scan *t)
{
    out_free(&t->heard);
    secrets_wipe(&t->secrets);
    arena_free(&t->mem);
}

const char *
tiny_run(struct tiny_scan *t, const struct fake_reply *replies)
{
    const struct fake_reply **script =
        arena_new(&t->mem, const struct fake_reply *, 2);

    script[0] = replies;
    t->fake.script = script;
    t->transport = fake_transport(&t->fake);
    t->how.secrets = &t->secrets;
    t->scan = (struct scan){.mem = &t->mem,
                            .session = {.mem = &t->mem, .secrets = &t->secrets},
                            .provider = t->provider,
                            .plan = &t->plan,
                            .ruleset = t->rules,
                            .options = &t->how,
                            .transport = &t->transport,
                            .state = t};
    scan_run(&t->scan);
    return out_string(&t->heard);
}
