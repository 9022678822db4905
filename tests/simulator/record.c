/* Records out of nothing: the value of a field from its row. */
#include "tests/simulator/record.h"
#include "base/text.h"

#include <inttypes.h>
#include <string.h>

/* Their number is given where it matters what they are. */
static int64_t
count_by_default(const struct sim *sim, const char *name)
{
    if (text_ends(name, "Webhooks"))
        return 0;
    if (text_same(name, "TicketHistory"))
        return 2 * record_count(sim, entity_named("Tickets"));
    return DEFAULT_RECORDS;
}

int64_t
record_count(const struct sim *sim, const struct entity *entity)
{
    int64_t records = sim->tenant.state[entity->index].records;

    return records >= 0 ? records : count_by_default(sim, entity->name);
}

/* Company 0 is the organisation itself; the own user comes first among the
 * resources, so that every right sees it. */
int64_t
record_first(const struct sim *sim, const struct entity *entity)
{
    if (text_same(entity->name, "Companies"))
        return 0;
    if (text_same(entity->name, "Resources"))
        return sim->tenant.user.id;
    return 1;
}

bool
record_exists(const struct sim *sim, const struct entity *entity, int64_t id)
{
    int64_t first = record_first(sim, entity);

    return id >= first && id - first < record_count(sim, entity);
}

int64_t
record_seen(const struct sim *sim, const struct entity *entity,
            enum level level)
{
    int64_t count = record_count(sim, entity);

    if (sim->tenant.state[entity->index].filtered)
        return 0;
    switch (level) {
    case LEVEL_ALL:
        return count;
    case LEVEL_RESTRICTED:
        return (count + 1) / 2;
    case LEVEL_UNKNOWN:
    case LEVEL_NONE:
    case LEVEL__N:
        break;
    }
    return 0;
}

int64_t
record_license(const struct sim *sim, int64_t id)
{
    static const int64_t others[] = {1, 4, 5, 4};
    int64_t row = id - sim->tenant.user.id;

    return row == 0 ? sim->tenant.user.license : others[(row - 1) % 4];
}

/* The text of the table with the id in place of its #. */
static const char *
fill(struct arena *arena, const char *as, int64_t id)
{
    const char *hash = strchr(as, '#');

    if (hash == NULL)
        return as;
    return arena_print(arena, "%.*s%" PRId64 "%s", (int)(hash - as), as, id,
                       hash + 1);
}

/* What is true of the own user only; NULL text and 0 if the field is none. */
static bool
own_value(const struct tenant *tenant, const char *name, struct value *value)
{
    const struct {
        const char *name, *text;
    } own[] = {{"firstName", tenant->user.first},
               {"lastName", tenant->user.last},
               {"userName", tenant->user.user_name},
               {"email", tenant->user.email}};

    for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
        if (text_same(own[i].name, name)) {
            *value = (struct value){.is_text = true, .text = own[i].text};
            return true;
        }
    }
    if (!text_same(name, "isActive"))
        return false;
    *value = (struct value){.is_boolean = true, .number = tenant->user.active};
    return true;
}

struct nth {
    int64_t left, value;
    uint32_t n;
};

static bool
count_pick(int64_t value, const char *label, size_t length, void *with)
{
    struct nth *nth = with;

    (void)label;
    (void)length;
    nth->n++;
    if (nth->left-- > 0)
        return true;
    nth->value = value;
    return false;
}

static int64_t
pick_of(const struct field *field, int64_t row)
{
    struct nth all = {.left = INT64_MAX}, one = {.left = 0};

    (void)picks_each(field, count_pick, &all);
    one.left = row % all.n;
    (void)picks_each(field, count_pick, &one);
    return one.value;
}

static int64_t
reference_of(const struct sim *sim, const struct entity *entity,
             const struct field *field, int64_t row)
{
    const struct entity *to = entity_named(field->as);
    int64_t count;

    if (to == NULL) /* "own" */
        return sim->tenant.user.id;
    if (text_same(entity->name, "TicketHistory"))
        row /= 2;
    count = record_count(sim, to);
    return record_first(sim, to) + (count > 0 ? row % count : 0);
}

static struct value
number(int64_t number)
{
    return (struct value){.number = number};
}

struct value
record_value(const struct sim *sim, struct arena *arena,
             const struct entity *entity, const struct field *field,
             int64_t row)
{
    int64_t id = record_first(sim, entity) + row;
    bool person = text_same(entity->name, "Resources");
    struct value value = {.is_text = true};

    if (person && row == 0 && own_value(&sim->tenant, field->name, &value))
        return value;
    if (person && text_same(field->name, "licenseType"))
        return number(record_license(sim, id));
    switch (field->type) {
    case FIELD_INTEGER:
        return number(id);
    case FIELD_PICK:
        return number(pick_of(field, row));
    case FIELD_REFERENCE:
        return number(reference_of(sim, entity, field, row));
    case FIELD_BOOLEAN:
        return (struct value){.is_boolean = true,
                              .number = !text_same(field->as, "false")};
    case FIELD_STRING:
        value.text = fill(arena, field->as, id);
        return value;
    case FIELD_DATETIME:
        value.text =
            arena_print(arena, "2026-01-%02dT08:00:00Z", (int)(row % 28) + 1);
        return value;
    }
    unreachable("field type");
}
