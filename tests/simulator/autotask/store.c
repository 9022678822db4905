/* Written records, by entity and row. */
#include "tests/simulator/autotask/store.h"

#include <string.h>

/* Texts included, so that a client gone wild does not fill the memory. */
enum { STORED_CAP = 100000, BYTES_CAP = 256 * 1024 * 1024 };

struct shelf {
    struct stored **at; /* by row; NULL: never written */
    int64_t rows, created;
};

struct store {
    struct arena *arena;
    pthread_mutex_t lock;
    int64_t n;
    struct shelf shelf[]; /* by entity */
};

struct store *
store_new(struct arena *arena)
{
    struct store *store = arena_zero(
        arena, 1, sizeof *store + entity_count() * sizeof *store->shelf,
        alignof(struct store));

    store->arena = arena;
    (void)pthread_mutex_init(&store->lock, NULL);
    return store;
}

static struct store *
store_of(const struct sim *sim)
{
    return tenant_of(sim)->store;
}

void
store_lock(const struct sim *sim)
{
    (void)pthread_mutex_lock(&store_of(sim)->lock);
}

void
store_unlock(const struct sim *sim)
{
    (void)pthread_mutex_unlock(&store_of(sim)->lock);
}

int64_t
store_created(const struct sim *sim, const struct entity *entity)
{
    return store_of(sim)->shelf[entity->index].created;
}

const struct stored *
store_get(const struct sim *sim, const struct entity *entity, int64_t row)
{
    const struct shelf *shelf = &store_of(sim)->shelf[entity->index];

    return row < shelf->rows ? shelf->at[row] : NULL;
}

static void
widen(struct store *store, struct shelf *shelf, int64_t row)
{
    struct stored **at;
    int64_t rows = shelf->rows < 64 ? 64 : shelf->rows;

    while (rows <= row)
        rows *= 2;
    at = arena_new(store->arena, struct stored *, (size_t)rows);
    if (shelf->rows > 0)
        memcpy(at, shelf->at, (size_t)shelf->rows * sizeof(struct stored *));
    shelf->at = at;
    shelf->rows = rows;
}

struct stored *
store_change(struct sim *sim, const struct entity *entity, int64_t row)
{
    struct store *store = store_of(sim);
    struct shelf *shelf = &store->shelf[entity->index];
    struct stored *stored;

    if (store->arena->total > BYTES_CAP)
        return NULL;
    if (row >= shelf->rows)
        widen(store, shelf, row);
    if (shelf->at[row] != NULL || store->n == STORED_CAP)
        return shelf->at[row];
    stored = arena_zero(store->arena, 1,
                        sizeof *stored +
                            (entity->fields + 1) * sizeof *stored->value,
                        alignof(struct stored));
    store->n++;
    return shelf->at[row] = stored;
}

void
store_create(struct sim *sim, const struct entity *entity)
{
    store_of(sim)->shelf[entity->index].created++;
}

const char *
store_text(struct sim *sim, const char *text)
{
    return arena_text(store_of(sim)->arena, text);
}
