/* Records out of nothing: the value of a field from its row. */
#include "tests/simulator/autotask/record.h"
#include "base/text.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* How many there are from the start; their number is given where it matters
 * what they are. */
static int64_t
base_rows(const struct sim *sim, const struct entity *entity)
{
    int64_t records = tenant_of(sim)->state[entity->index].records;

    if (records >= 0)
        return records;
    if (text_ends(entity->name, "Webhooks"))
        return 0;
    if (text_same(entity->name, "TicketHistory"))
        return 2 * base_rows(sim, entity_named("Tickets"));
    return DEFAULT_RECORDS;
}

int64_t
record_rows(const struct sim *sim, const struct entity *entity)
{
    return base_rows(sim, entity) + store_created(sim, entity);
}

/* Company 0 is the organisation itself; the own user comes first among the
 * resources, so that every right sees it. */
int64_t
record_first(const struct sim *sim, const struct entity *entity)
{
    if (text_same(entity->name, "Companies"))
        return 0;
    if (text_same(entity->name, "Resources"))
        return tenant_of(sim)->user.id;
    return 1;
}

static bool
alive(const struct sim *sim, const struct entity *entity, int64_t row)
{
    const struct stored *stored;

    if (row < 0 || row >= record_rows(sim, entity))
        return false;
    stored = store_get(sim, entity, row);
    return stored == NULL || !stored->deleted;
}

bool
record_exists(const struct sim *sim, const struct entity *entity, int64_t id)
{
    return alive(sim, entity, id - record_first(sim, entity));
}

bool
record_visible(const struct sim *sim, const struct entity *entity,
               enum level level, int64_t row)
{
    int64_t base;

    if (tenant_of(sim)->state[entity->index].filtered ||
        !alive(sim, entity, row))
        return false;
    switch (level) {
    case LEVEL_ALL:
        return true;
    case LEVEL_RESTRICTED:
        base = base_rows(sim, entity);
        return row < (base + 1) / 2 || row >= base;
    case LEVEL_UNKNOWN:
    case LEVEL_NONE:
    case LEVEL__N:
        break;
    }
    return false;
}

int64_t
record_license(const struct sim *sim, int64_t id)
{
    static const int64_t others[] = {1, 4, 5, 4};
    int64_t row = id - tenant_of(sim)->user.id;

    return row == 0 ? tenant_of(sim)->user.license : others[(row - 1) % 4];
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
            *value = (struct value){.kind = VALUE_TEXT, .text = own[i].text};
            return true;
        }
    }
    if (!text_same(name, "isActive"))
        return false;
    *value =
        (struct value){.kind = VALUE_BOOLEAN, .number = tenant->user.active};
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
        return tenant_of(sim)->user.id;
    if (text_same(entity->name, "TicketHistory"))
        row /= 2;
    count = base_rows(sim, to);
    return record_first(sim, to) + (count > 0 ? row % count : 0);
}

static struct value
number(int64_t number)
{
    return (struct value){.kind = VALUE_NUMBER, .number = (double)number};
}

static struct value
text(const char *text)
{
    return (struct value){.kind = VALUE_TEXT, .text = text};
}

bool
value_number(const char *text, double *into)
{
    char *end = NULL;
    double number = strtod(text, &end);

    if (end == text || *end != '\0' || !isfinite(number))
        return false;
    *into = number;
    return true;
}

static struct value
computed(const struct sim *sim, struct arena *arena,
         const struct entity *entity, const struct field *field, int64_t row)
{
    int64_t id = record_first(sim, entity) + row;

    switch (field->type) {
    case FIELD_INTEGER:
    case FIELD_LONG:
    case FIELD_DOUBLE:
        return number(id);
    case FIELD_PICK:
        return number(pick_of(field, row));
    case FIELD_REFERENCE:
        return number(reference_of(sim, entity, field, row));
    case FIELD_BOOLEAN:
        return (struct value){.kind = VALUE_BOOLEAN,
                              .number = !text_same(field->as, "false")};
    case FIELD_STRING:
        return text(fill(arena, field->as, id));
    case FIELD_DATETIME:
        return text(
            arena_print(arena, "2026-01-%02dT08:00:00Z", (int)(row % 28) + 1));
    }
    unreachable("field type");
}

struct value
record_computed(const struct sim *sim, struct arena *arena,
                const struct entity *entity, const struct field *field,
                int64_t row)
{
    bool person = text_same(entity->name, "Resources");
    struct value value = {.kind = VALUE_NULL};

    if (person && row == 0 && own_value(tenant_of(sim), field->name, &value))
        return value;
    if (person && text_same(field->name, "licenseType"))
        return number(record_license(sim, tenant_of(sim)->user.id + row));
    if ((field->flags & FIELD_EMPTY) != 0)
        return value;
    return computed(sim, arena, entity, field, row);
}

struct value
record_value(const struct sim *sim, struct arena *arena,
             const struct entity *entity, const struct field *field,
             int64_t row)
{
    const struct stored *stored = store_get(sim, entity, row);
    struct value value = {.kind = VALUE_NULL};

    if (stored != NULL) {
        uint32_t i = field_index(entity, field);

        if (stored->value[i].kind != VALUE_UNSET)
            return stored->value[i];
    }
    if (row >= base_rows(sim, entity))
        return value;
    return record_computed(sim, arena, entity, field, row);
}

struct value
record_udf(const struct sim *sim, const struct entity *entity, int64_t row)
{
    const struct stored *stored = store_get(sim, entity, row);

    if (stored != NULL && stored->value[entity->fields].kind != VALUE_UNSET)
        return stored->value[entity->fields];
    if (row >= base_rows(sim, entity))
        return (struct value){.kind = VALUE_NULL};
    return text("simulated");
}
