/* A hash table of open addressing. Owns how names are spread; it is never
 * walked, so the order inside shows nowhere. */
#include "base/index.h"
#include "base/text.h"

enum { FIRST_CAPACITY = 16 };

struct index_slot {
    const char *owner, *name;
    uint64_t hash;
    uint32_t value; /* plus one; 0: the slot is free */
};

/* FNV-1a, 64 bits (draft-eastlake-fnv). NULL counts as a byte that no text
 * holds, and so does the end of a text: "a","bc" is not "ab","c". */
static uint64_t
hash_text(uint64_t hash, const char *text)
{
    static const uint64_t prime = UINT64_C(0x100000001b3);

    for (; text != NULL && *text != '\0'; text++)
        hash = (hash ^ (unsigned char)*text) * prime;
    return (hash ^ (text == NULL ? 0xFFU : 0xFEU)) * prime;
}

/* The seed is another in each run, so that nobody can choose names that all
 * fall into one slot. The last step spreads what differs in high bits alone
 * over the low ones, which choose the slot. */
static uint64_t
hash_name(const struct index *map, const char *owner, const char *name)
{
    static const uint64_t offset = UINT64_C(0xcbf29ce484222325);
    uint64_t hash = hash_text(hash_text(offset ^ map->seed, owner), name);

    return hash ^ (hash >> 32);
}

/* The slot of the name, or the free one where it would go. At least half of
 * the slots are free, so there is an end to it. */
static struct index_slot *
find(const struct index *map, const char *owner, const char *name,
     uint64_t hash)
{
    uint32_t mask = map->capacity - 1;
    uint32_t at = (uint32_t)hash & mask;

    while (map->slot[at].value != 0 && !(map->slot[at].hash == hash &&
                                         text_same(map->slot[at].name, name) &&
                                         text_same(map->slot[at].owner, owner)))
        at = (at + 1) & mask;
    return &map->slot[at];
}

static void
grow(struct index *map)
{
    struct index old = *map;

    map->capacity = old.capacity == 0 ? FIRST_CAPACITY : 2 * old.capacity;
    map->slot = arena_new(map->arena, struct index_slot, map->capacity);
    if (old.capacity == 0)
        map->seed = (uint64_t)(uintptr_t)map->slot;
    for (uint32_t i = 0; i < old.capacity; i++) {
        const struct index_slot *from = &old.slot[i];

        if (from->value != 0)
            *find(map, from->owner, from->name, from->hash) = *from;
    }
}

uint32_t
index_put(struct index *map, const char *owner, const char *name,
          uint32_t value)
{
    struct index_slot *slot;
    uint64_t hash;

    if (2 * (uint64_t)map->n >= map->capacity)
        grow(map);
    hash = hash_name(map, owner, name);
    slot = find(map, owner, name, hash);
    if (slot->value == 0) {
        *slot = (struct index_slot){owner, name, hash, value + 1};
        map->n++;
    }
    return slot->value - 1;
}

uint32_t
index_get(const struct index *map, const char *owner, const char *name)
{
    if (map->n == 0)
        return INDEX_NONE;
    /* A free slot holds 0: one less is INDEX_NONE. */
    return find(map, owner, name, hash_name(map, owner, name))->value - 1;
}
