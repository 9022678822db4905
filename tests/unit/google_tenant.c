/* The scripted Google Workspace. */
#include "tests/unit/google_tenant.h"
#include "base/file.h"
#include "base/text.h"
#include "rules/load/load.h"
#include "rules/load/subject.h"
#include "rules/model/subject.h"
#include "scanner/cli/providers.h"
#include "tests/unit/scanned.h"

#include <stdlib.h>
#include <string.h>

/* ---- what is scanned ----------------------------------------------------- */

void
gt_load(struct gt_scan *t, const char *name)
{
    static const struct catalogue_source source = {provider_catalogue,
                                                   provider_names};
    const char *root = getenv("srcdir");
    struct diags diags = {.arena = &t->mem};
    struct file_text text;
    const char *path =
        arena_print(&t->mem, "%s/rules/%s", root != NULL ? root : ".", name);

    ck_assert(file_read(path, 1 << 20, &t->mem, &diags, &text));
    ck_assert_msg(ruleset_load(&t->rules, &text, &source, &diags, &t->mem),
                  "%s", diags.n > 0 ? diags.list[0].text : "?");
}

void
gt_set(struct gt_scan *t, const char *file)
{
    secret_wipe(&t->secrets.value[0]);
    secret_keep(&t->secrets.value[0], file, strlen(file));
    t->file = file;
}

void
gt_name(struct gt_scan *t, const char *const *subject)
{
    t->n_subject = 0;
    for (; *subject != NULL; subject++)
        t->subject[t->n_subject++] = *subject;
}

void
gt_begin(struct gt_scan *t)
{
    static const char *const usual[] = {"technician=" GT_TECH1,
                                        "technician=" GT_TECH2,
                                        "administrator=" GT_BOSS, NULL};

    memset(t, 0, sizeof *t);
    gt_load(t, "horizon-google.json");
    t->secrets = (struct secrets){.credential = provider_google.credential,
                                  .n = provider_google.n_credential,
                                  .site = provider_google.site};
    gt_set(t, gt_file(&t->mem, NULL, NULL, gt_pem(&t->mem)));
    t->how = (struct scan_options){
        .endpoint = url_endpoint(provider_google.endpoint, &t->mem),
        .max_requests = 200,
        .max_ms = 600000,
        .max_usage = 80,
        .clock = GT_CLOCK};
    t->fake = (struct fake){.arena = &t->mem};
    t->delegated[0] = GT_CALENDAR;
    t->delegated[1] = GT_DIRECTORY;
    gt_name(t, usual);
}

void
gt_end(struct gt_scan *t)
{
    secrets_wipe(&t->secrets);
    arena_free(&t->mem);
}

/* ---- the wire ------------------------------------------------------------ */

static const struct fake_sent *
sent_for(const struct fake *fake, uint32_t step)
{
    for (uint32_t i = fake->n; i-- > 0;)
        if (fake->sent[i].id == step)
            return &fake->sent[i];
    ck_abort_msg("a read with a token that nobody asked for");
    return NULL;
}

/* The token that was given out for a read, and by no other. */
static const char *
check_bearer(struct gt_scan *t, const struct request *request)
{
    const struct learned *learned = &t->secrets.learned[request->token];
    uint32_t before = t->plan.step[request->id.step].after;
    const struct fake_sent *asked = sent_for(&t->fake, before);
    const char *token =
        arena_print(&t->mem, "\"%s\"", secret_reveal(&learned->value));

    ck_assert_int_eq(request->auth, AUTH_BEARER);
    ck_assert_str_eq(learned->word, "Bearer");
    ck_assert(asked->answered);
    ck_assert_ptr_nonnull(strstr(asked->reply->body, token));
    return arena_print(&t->mem, " %s", strchr(asked->line, '<'));
}

static const char *
more(struct fake *fake, const struct request *request)
{
    static const char form[] =
        "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer"
        "&assertion=";
    struct gt_scan *t = fake->ctx;
    struct out out = {0};
    const char *text;

    if (text_same(request->method, "GET")) {
        ck_assert_ptr_null(request->body);
        return check_bearer(t, request);
    }
    ck_assert_str_eq(request->method, "POST");
    ck_assert_str_eq(request->path, "token");
    ck_assert_int_eq(request->auth, AUTH_NONE);
    ck_assert_int_eq(request->content, CONTENT_FORM);
    secrets_fill(&t->secrets, request->token, request->body, &out);
    text = arena_text(&t->mem, out_string(&out));
    out_free(&out);
    ck_assert(text_starts(text, form));
    return gt_take_apart(t, text + sizeof form - 1);
}

static const struct fake_reply *
reply_with(struct gt_scan *t, int status, const char *body)
{
    struct fake_reply *reply = arena_new(&t->mem, struct fake_reply, 1);

    *reply = (struct fake_reply){.match = "", .status = status, .body = body};
    return reply;
}

static bool
is_delegated(const struct gt_scan *t, const char *line)
{
    for (const char *const *name = t->delegated; *name != NULL; name++)
        if (strstr(line, arena_print(t->fake.arena, "<" GT_AUTH "%s|", *name)))
            return true;
    return strstr(line, GT_LOGIN) != NULL;
}

/* What the tenant answers where no row does. */
static const struct fake_reply *
otherwise(struct fake *fake, const struct fake_sent *sent)
{
    struct gt_scan *t = fake->ctx;

    if (text_same(sent->method, "POST")) {
        if (!is_delegated(t, sent->line))
            return reply_with(t, 401, GT_NOT_DELEGATED);
        return reply_with(t, 200,
                          arena_print(&t->mem,
                                      GT_TOKEN("ya29.c.SYNTHETIC-%u_token..."),
                                      (unsigned)t->n_token++));
    }
    for (int read = GOOGLE_READ_NONE + 1; read <= GOOGLE_READ_GROUPS; read++)
        if (strstr(sent->url, google_call[read].path) != NULL)
            return reply_with(t, 200,
                              arena_print(&t->mem, "{\"kind\":\"%s\"}",
                                          google_call[read].kind));
    return NULL;
}

/* ---- the scan ------------------------------------------------------------ */

static void
choose(struct gt_scan *t)
{
    struct diags diags = {.arena = &t->mem};

    ck_assert(ruleset_choose(&t->rules, NULL, 0, &diags, &t->mem));
    ck_assert_msg(
        ruleset_subjects(&t->rules, t->subject, t->n_subject, &diags, &t->mem),
        "%s", diags.n > 0 ? diags.list[0].text : "?");
}

static void
know(struct gt_scan *t)
{
    struct diags diags = {.arena = &t->mem};

    scan_know(&t->scan, "user", google_user(&t->secrets, &diags, &t->mem));
    for (uint32_t i = 0; i < t->rules.n_subject; i++)
        for (uint32_t nth = 1; nth <= t->rules.subject[i].n_value; nth++)
            scan_know(&t->scan,
                      subject_right(t->rules.subject[i].name, nth, &t->mem),
                      t->rules.subject[i].value[nth - 1]);
}

bool
gt_prepare(struct gt_scan *t, struct diags *diags)
{
    choose(t);
    t->transport = fake_transport(&t->fake);
    t->how.secrets = &t->secrets;
    t->scan = (struct scan){.mem = &t->mem,
                            .session = {.mem = &t->mem, .secrets = &t->secrets},
                            .provider = &provider_google,
                            .ruleset = &t->rules,
                            .plan = &t->plan,
                            .options = &t->how,
                            .transport = &t->transport};
    google_plan(&t->rules, &t->plan, &t->mem);
    know(t);
    return google_prepare(&t->scan, diags);
}

/* Nothing that opens anything is told: tokens of the tests begin as Google's
 * do, and so does every assertion. */
static void
ck_quiet(struct gt_scan *t)
{
    static const char *const never[] = {"ya29.", "eyJ", "-----BEGIN",
                                        "@acme.example>"};

    for (size_t i = 0; i < sizeof never / sizeof *never; i++)
        ck_assert_msg(!gt_tells(t, never[i]), "tells %s", never[i]);
    ck_assert(!gt_tells(t, GT_TECH1));
    ck_assert(!gt_tells(t, GT_BOSS));
}

void
gt_run(struct gt_scan *t, const struct fake_reply *replies)
{
    static const struct fake_reply none[] = {{0}};
    const struct fake_reply **script =
        arena_new(&t->mem, const struct fake_reply *, 2);
    struct diags diags = {.arena = &t->mem};

    script[0] = replies != NULL ? replies : none;
    t->fake.script = script;
    t->fake.more = more;
    t->fake.otherwise = otherwise;
    t->fake.ctx = t;
    ck_assert_msg(gt_prepare(t, &diags), "%s",
                  diags.n > 0 ? diags.list[0].text : "?");
    scan_run(&t->scan);
    scanned_judge(&t->audit, &t->scan, NULL, 0);
    ck_assert_uint_le(t->fake.most, 4);
    ck_quiet(t);
}

/* ---- looking at it ------------------------------------------------------- */

const struct finding *
gt_finding(const struct gt_scan *t, const char *check)
{
    return scanned_finding(&t->audit, check);
}

void
gt_ck(struct gt_scan *t, const char *check, const char *wanted)
{
    scanned_ck(&t->audit, check, wanted);
}

void
gt_ck_all(struct gt_scan *t, const char *reason, const char *const *but_for)
{
    const char *wanted = arena_print(&t->mem, "unknown %s none", reason);

    for (uint32_t i = 0; i < t->audit.n_finding; i++) {
        const char *id = t->audit.finding[i].id;
        const char *const *name = but_for;

        while (name != NULL && *name != NULL && !text_same(*name, id))
            name++;
        if (name == NULL || *name == NULL)
            gt_ck(t, id, wanted);
    }
}

bool
gt_says(const struct gt_scan *t, const char *part)
{
    return scanned_says(&t->audit, part);
}

bool
gt_tells(struct gt_scan *t, const char *part)
{
    return scanned_tells(&t->audit, part);
}

const struct excess *
gt_excess(const struct gt_scan *t, const char *scope)
{
    return scanned_excess(&t->audit,
                          arena_print(t->fake.arena, "excess.%s.held", scope));
}
