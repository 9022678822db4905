/* The words of levels: which access, how much of it, or nothing. What is not
 * in the table makes a piece odd. */
#include "base/text.h"
#include "rules/import/parts.h"

#include <string.h>

#define V (1U << ASKED_VIEW)
#define A (1U << ASKED_ADD)
#define E (1U << ASKED_EDIT)
#define D (1U << ASKED_DELETE)

enum role {
    ROLE_ACCESS,
    ROLE_LETTER, /* one letter for an access, among others of its kind */
    ROLE_FULL,
    ROLE_MANAGE,
    ROLE_LEVEL,
    ROLE_YES,
    ROLE_NONE,
    ROLE_NOT, /* turns its meaning about: nobody's guess */
    ROLE_RECOMMENDED,
    ROLE_REQUIRED,
    ROLE_EMPTY /* says nothing by itself */
};

/* Longer phrases before the words they begin with. */
static const struct word {
    const char *words;
    enum role role;
    unsigned access;
    enum asked_level level;
} words[] = {
    {"full access", ROLE_FULL, 0, LEVEL_ALL},
    {"full control", ROLE_FULL, 0, LEVEL_ALL},
    {"full permission", ROLE_FULL, 0, LEVEL_ALL},
    {"full right", ROLE_FULL, 0, LEVEL_ALL},
    {"all permission", ROLE_FULL, 0, LEVEL_ALL},
    {"all right", ROLE_FULL, 0, LEVEL_ALL},
    {"all access", ROLE_FULL, 0, LEVEL_ALL},
    {"everything", ROLE_FULL, 0, LEVEL_ALL},
    {"full", ROLE_FULL, 0, LEVEL_ALL},
    {"read only", ROLE_ACCESS, V, LEVEL_UNSAID},
    {"view only", ROLE_ACCESS, V, LEVEL_UNSAID},
    {"readonly", ROLE_ACCESS, V, LEVEL_UNSAID},
    {"read write", ROLE_ACCESS, V | A | E, LEVEL_UNSAID},
    {"readwrite", ROLE_ACCESS, V | A | E, LEVEL_UNSAID},
    {"rw", ROLE_ACCESS, V | A | E, LEVEL_UNSAID},
    {"ro", ROLE_ACCESS, V, LEVEL_UNSAID},
    {"crud", ROLE_ACCESS, V | A | E | D, LEVEL_UNSAID},
    {"cru", ROLE_ACCESS, V | A | E, LEVEL_UNSAID},
    {"view", ROLE_ACCESS, V, LEVEL_UNSAID},
    {"read", ROLE_ACCESS, V, LEVEL_UNSAID},
    {"query", ROLE_ACCESS, V, LEVEL_UNSAID},
    {"get", ROLE_ACCESS, V, LEVEL_UNSAID},
    {"list", ROLE_ACCESS, V, LEVEL_UNSAID},
    {"count", ROLE_ACCESS, V, LEVEL_UNSAID},
    {"see", ROLE_ACCESS, V, LEVEL_UNSAID},
    {"search", ROLE_ACCESS, V, LEVEL_UNSAID},
    {"inquire", ROLE_ACCESS, V, LEVEL_UNSAID},
    {"inquiry", ROLE_ACCESS, V, LEVEL_UNSAID},
    {"add", ROLE_ACCESS, A, LEVEL_UNSAID},
    {"create", ROLE_ACCESS, A, LEVEL_UNSAID},
    {"post", ROLE_ACCESS, A, LEVEL_UNSAID},
    {"insert", ROLE_ACCESS, A, LEVEL_UNSAID},
    {"edit", ROLE_ACCESS, E, LEVEL_UNSAID},
    {"update", ROLE_ACCESS, E, LEVEL_UNSAID},
    {"modify", ROLE_ACCESS, E, LEVEL_UNSAID},
    {"change", ROLE_ACCESS, E, LEVEL_UNSAID},
    {"patch", ROLE_ACCESS, E, LEVEL_UNSAID},
    {"put", ROLE_ACCESS, E, LEVEL_UNSAID},
    {"write", ROLE_ACCESS, A | E, LEVEL_UNSAID},
    {"delete", ROLE_ACCESS, D, LEVEL_UNSAID},
    {"remove", ROLE_ACCESS, D, LEVEL_UNSAID},
    {"v", ROLE_LETTER, V, LEVEL_UNSAID},
    {"r", ROLE_LETTER, V, LEVEL_UNSAID},
    {"i", ROLE_LETTER, V, LEVEL_UNSAID},
    {"q", ROLE_LETTER, V, LEVEL_UNSAID},
    {"a", ROLE_LETTER, A, LEVEL_UNSAID},
    {"c", ROLE_LETTER, A, LEVEL_UNSAID},
    {"e", ROLE_LETTER, E, LEVEL_UNSAID},
    {"u", ROLE_LETTER, E, LEVEL_UNSAID},
    {"w", ROLE_LETTER, A | E, LEVEL_UNSAID},
    {"d", ROLE_LETTER, D, LEVEL_UNSAID},
    {"manage", ROLE_MANAGE, 0, LEVEL_UNSAID},
    {"maintain", ROLE_MANAGE, 0, LEVEL_UNSAID},
    {"all", ROLE_LEVEL, 0, LEVEL_ALL},
    {"any", ROLE_LEVEL, 0, LEVEL_ALL},
    {"my territory", ROLE_LEVEL, 0, LEVEL_PART},
    {"mine", ROLE_LEVEL, 0, LEVEL_PART},
    {"my", ROLE_LEVEL, 0, LEVEL_PART},
    {"own", ROLE_LEVEL, 0, LEVEL_PART},
    {"limited", ROLE_LEVEL, 0, LEVEL_PART},
    {"restricted", ROLE_LEVEL, 0, LEVEL_PART},
    {"assigned", ROLE_LEVEL, 0, LEVEL_PART},
    {"organization", ROLE_LEVEL, 0, LEVEL_PART},
    {"not required", ROLE_NONE, 0, LEVEL_NONE},
    {"not needed", ROLE_NONE, 0, LEVEL_NONE},
    {"no access", ROLE_NONE, 0, LEVEL_NONE},
    {"no permission", ROLE_NONE, 0, LEVEL_NONE},
    {"n a", ROLE_NONE, 0, LEVEL_NONE},
    {"none", ROLE_NONE, 0, LEVEL_NONE},
    {"no", ROLE_NONE, 0, LEVEL_NONE},
    {"off", ROLE_NONE, 0, LEVEL_NONE},
    {"disabled", ROLE_NONE, 0, LEVEL_NONE},
    {"unchecked", ROLE_NONE, 0, LEVEL_NONE},
    {"false", ROLE_NONE, 0, LEVEL_NONE},
    {"not", ROLE_NOT, 0, LEVEL_UNSAID},
    {"except", ROLE_NOT, 0, LEVEL_UNSAID},
    {"but", ROLE_NOT, 0, LEVEL_UNSAID},
    {"without", ROLE_NOT, 0, LEVEL_UNSAID},
    {"never", ROLE_NONE, 0, LEVEL_NONE},
    {"excluding", ROLE_NOT, 0, LEVEL_UNSAID},
    {"or higher", ROLE_EMPTY, 0, LEVEL_UNSAID},
    {"or above", ROLE_EMPTY, 0, LEVEL_UNSAID},
    {"or better", ROLE_EMPTY, 0, LEVEL_UNSAID},
    {"or", ROLE_NOT, 0, LEVEL_UNSAID},
    {"yes", ROLE_YES, 0, LEVEL_ALL},
    {"y", ROLE_YES, 0, LEVEL_ALL},
    {"x", ROLE_YES, 0, LEVEL_ALL},
    {"on", ROLE_YES, 0, LEVEL_ALL},
    {"true", ROLE_YES, 0, LEVEL_ALL},
    {"enabled", ROLE_YES, 0, LEVEL_ALL},
    {"enable", ROLE_YES, 0, LEVEL_ALL},
    {"allowed", ROLE_YES, 0, LEVEL_ALL},
    {"allow", ROLE_YES, 0, LEVEL_ALL},
    {"granted", ROLE_YES, 0, LEVEL_ALL},
    {"checked", ROLE_YES, 0, LEVEL_ALL},
    {"ticked", ROLE_YES, 0, LEVEL_ALL},
    {"selected", ROLE_YES, 0, LEVEL_ALL},
    {"optional", ROLE_RECOMMENDED, 0, LEVEL_UNSAID},
    {"recommended", ROLE_RECOMMENDED, 0, LEVEL_UNSAID},
    {"required", ROLE_REQUIRED, 0, LEVEL_UNSAID},
    {"mandatory", ROLE_REQUIRED, 0, LEVEL_UNSAID},
    {"access", ROLE_EMPTY, 0, LEVEL_UNSAID},
    {"permission", ROLE_EMPTY, 0, LEVEL_UNSAID},
    {"right", ROLE_EMPTY, 0, LEVEL_UNSAID},
    {"level", ROLE_EMPTY, 0, LEVEL_UNSAID},
    {"at least", ROLE_EMPTY, 0, LEVEL_UNSAID},
    {"minimum", ROLE_EMPTY, 0, LEVEL_UNSAID},
    {"can", ROLE_EMPTY, 0, LEVEL_UNSAID},
    {"and", ROLE_EMPTY, 0, LEVEL_UNSAID},
    {"to", ROLE_EMPTY, 0, LEVEL_UNSAID},
    {"the", ROLE_EMPTY, 0, LEVEL_UNSAID},
    {"of", ROLE_EMPTY, 0, LEVEL_UNSAID},
    {"is", ROLE_EMPTY, 0, LEVEL_UNSAID},
    {"set", ROLE_EMPTY, 0, LEVEL_UNSAID},
};

bool
import_word_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || ((unsigned char)c & 0x80) != 0;
}

size_t
import_phrase_at(const char *at, const char *phrase)
{
    const char *from = at;

    for (; *phrase != '\0'; phrase++, at++) {
        char c = *at >= 'A' && *at <= 'Z' ? (char)(*at - 'A' + 'a') : *at;

        if (c != *phrase)
            return 0;
    }
    return import_word_char(*at) ? 0 : (size_t)(at - from);
}

bool
import_access_at(const char *at)
{
    at += strspn(at, " ");
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if ((words[i].role == ROLE_ACCESS || words[i].role == ROLE_FULL ||
             words[i].role == ROLE_MANAGE) &&
            import_phrase_at(at, words[i].words) > 0)
            return true;
    return false;
}

static void
hear_level(struct import_said *said, enum asked_level level)
{
    if (said->ask.level != LEVEL_UNSAID && said->ask.level != level)
        said->ask.odd = true;
    if (said->ask.level == LEVEL_UNSAID || level < said->ask.level)
        said->ask.level = level;
}

static void
hear_access(struct import_said *said, const struct word *word)
{
    if (word->role == ROLE_LETTER) {
        said->lone_a = said->n_letter == 0 && word->words[0] == 'a';
        said->letters |= word->access;
        said->n_letter++;
        return;
    }
    said->ask.access |= word->access;
    said->n_other++;
}

static void
hear(struct import_said *said, const struct word *word)
{
    said->anything = said->anything || word->role != ROLE_EMPTY;
    switch (word->role) {
    case ROLE_ACCESS:
    case ROLE_LETTER:
        hear_access(said, word);
        return;
    case ROLE_FULL:
        said->ask.full = true;
        break;
    case ROLE_MANAGE:
        said->ask.managed = true;
        break;
    case ROLE_LEVEL:
        said->level = true;
        break;
    case ROLE_YES:
        said->yes = true;
        break;
    case ROLE_NONE:
        said->ask.none = true;
        break;
    case ROLE_NOT:
        said->ask.odd = true;
        said->ask.none = true;
        break;
    case ROLE_RECOMMENDED:
        said->ask.recommended = true;
        break;
    case ROLE_REQUIRED:
    case ROLE_EMPTY:
        break;
    }
    if (word->level > LEVEL_NONE)
        hear_level(said, word->level);
}

static const struct word *
word_at(const char *at)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (import_phrase_at(at, words[i].words) > 0)
            return &words[i];
    return NULL;
}

struct import_said
import_listen(struct arena *arena, const char *head, const char *object)
{
    const char *key = import_key_whole(arena, head);
    struct import_said said = {.ask = {.text = head}};

    while (*key != '\0') {
        const struct word *word = word_at(key);
        size_t n = word == NULL ? strcspn(key, " ") : strlen(word->words);

        if (word != NULL) {
            hear(&said, word);
        } else {
            said.n_other++;
            if (!import_key_has(object, arena_slice(arena, key, n)))
                said.ask.odd = true;
        }
        key += n + strspn(key + n, " ");
    }
    if (said.n_other == 0)
        said.ask.access |= said.letters;
    else if (said.n_letter > 0 && !(said.lone_a && said.n_letter == 1))
        said.ask.odd = true;
    return said;
}
