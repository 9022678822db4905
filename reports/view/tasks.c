/* From failing checks to things to set. What is one thing is told by the rules:
 * by the name of the control that a fix begins with, in quotes, or by the very
 * same rights that several products ask for. */
#include "reports/view/tasks.h"
#include "base/index.h"
#include "base/out.h"
#include "base/text.h"

#include <string.h>

#define ELLIPSIS "\xE2\x80\xA6 > "

/* What is known while items are collected. */
struct gather {
    struct arena *arena;
    struct task *item;
    uint32_t *screen; /* of each item */
    uint32_t n;
    struct index known; /* where the item of a control or of rights stands */
};

/* The control in a text like: Tick "Can create WebHooks". NULL: there is none.
 */
static const char *
control_of(struct arena *arena, const char *fix)
{
    const char *from = fix == NULL ? NULL : strchr(fix, '"');
    const char *to = from == NULL ? NULL : strchr(from + 1, '"');

    return to == NULL ? NULL
                      : arena_slice(arena, from + 1, (size_t)(to - from - 1));
}

/* What a check asks for, as far as two products can ask for the same. */
static const char *
rights_of(struct arena *arena, const struct finding *f)
{
    struct out out = {0};
    const char *text;

    (void)out_print(&out, "%s\n%s", text_or(f->object, ""),
                    text_or(f->access, ""));
    for (uint32_t i = 0; i < f->n_evidence; i++)
        (void)out_print(&out, "\n%s", text_or(f->evidence[i].about, ""));
    text = arena_text(arena, out_string(&out));
    out_free(&out);
    return text;
}

/* The item it belongs to, a new one if there is none. A waiver accepts its own
 * check and no other, so what is waived stays alone. */
static struct task *
item_of(struct gather *g, const struct finding *f)
{
    const char *control = control_of(g->arena, f->fix);
    const char *rights = rights_of(g->arena, f);
    uint32_t at = INDEX_NONE;

    if (f->waiver != NULL || f->contested)
        return &g->item[g->n++];
    if (control != NULL)
        at = index_get(&g->known, text_or(f->screen, ""), control);
    if (at == INDEX_NONE)
        at = index_get(&g->known, NULL, rights);
    if (at == INDEX_NONE)
        at = g->n++;
    if (control != NULL)
        (void)index_put(&g->known, text_or(f->screen, ""), control, at);
    (void)index_put(&g->known, NULL, rights, at);
    return &g->item[at];
}

static void
item_add(struct arena *arena, struct task *item, const struct finding *f)
{
    const char *right = text_capital(arena, f->access);
    bool told = false;

    for (uint32_t i = 0; i < item->of.n && !told; i++)
        told = text_same(item->of.item[i]->access, f->access);
    if (!told)
        item->rights = item->rights == NULL
                           ? right
                           : arena_print(arena, "%s, %s", item->rights, right);
    item->of.item =
        arena_grow(arena, item->of.item, item->of.n, &item->capacity);
    item->of.item[item->of.n++] = f;
}

static const char *
screen_of(const struct task *item)
{
    return text_or(item->of.item[0]->screen, "Other");
}

const char *
tasks_path(struct arena *arena, const char *before, const char *path)
{
    size_t from = 0;

    if (before == NULL || text_same(before, path))
        return path;
    for (size_t i = 0; path[i] != '\0' && path[i] == before[i]; i++)
        if (path[i] == ' ' && i > 0 && path[i - 1] == '>')
            from = i + 1;
    return from == 0 || path[from] == '\0'
               ? path
               : arena_print(arena, ELLIPSIS "%s", path + from);
}

/* Items by screen, each screen where its first item stands. */
static struct tasks
by_screen(struct gather *g)
{
    struct task_screen *screen = arena_new(g->arena, struct task_screen, g->n);
    struct task *sorted = arena_new(g->arena, struct task, g->n);
    struct index known = {.arena = g->arena};
    struct tasks tasks = {screen, 0};
    const char *before = NULL;
    uint32_t used = 0;

    for (uint32_t i = 0; i < g->n; i++) {
        const char *path = screen_of(&g->item[i]);

        g->screen[i] = index_put(&known, NULL, path, tasks.n);
        if (g->screen[i] == tasks.n) {
            screen[tasks.n++].path = tasks_path(g->arena, before, path);
            before = path;
        }
        screen[g->screen[i]].n++;
    }
    for (uint32_t k = 0; k < tasks.n; k++) {
        screen[k].item = sorted + used;
        used += screen[k].n;
        screen[k].n = 0;
    }
    for (uint32_t i = 0; i < g->n; i++) {
        struct task_screen *s = &screen[g->screen[i]];

        sorted[(s->item - sorted) + s->n++] = g->item[i];
    }
    return tasks;
}

struct tasks
tasks_of(struct arena *arena, const struct audit *a)
{
    struct selection fail = select_verdict(arena, a, VERDICT_FAIL);
    struct gather g = {.arena = arena,
                       .item = arena_new(arena, struct task, fail.n),
                       .screen = arena_new(arena, uint32_t, fail.n),
                       .known = {.arena = arena}};

    for (uint32_t i = 0; i < fail.n; i++)
        item_add(arena, item_of(&g, fail.item[i]), fail.item[i]);
    return by_screen(&g);
}
