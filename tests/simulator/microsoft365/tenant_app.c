/* The application's part of a tenant file: what it is, what it signs in with,
 * what it was granted. */
#include "base/date.h"
#include "base/file.h"
#include "base/text.h"
#include "tests/simulator/microsoft365/tenant.h"

#define AT(member) .at = offsetof(struct tenant, member)
#define READ(keys, reader, node, into)                                         \
    read_members((reader), (node), (keys), sizeof(keys) / sizeof *(keys),      \
                 (into))

enum { CERTIFICATE_CAP = 64 * 1024 };

void
read_texts(struct reader *reader, const struct json *node, struct texts *into)
{
    if (!reader_expects(reader, node, JSON_ARRAY))
        return;
    into->text = arena_new(reader->arena, const char *, node->n);
    into->n = 0;
    for (uint32_t i = 0; i < node->n; i++)
        if (reader_expects(reader, &node->item[i], JSON_STRING))
            into->text[into->n++] = node->item[i].text;
}

bool
texts_hold(const struct texts *texts, const char *text)
{
    for (uint32_t i = 0; i < texts->n; i++)
        if (text_same_fold(texts->text[i], text))
            return true;
    return false;
}

void
read_app(struct reader *reader, const struct json *node, void *into)
{
    static const struct key keys[] = {
        {.name = "clientId", .type = KEY_TEXT, AT(app.id)},
        {.name = "objectId", .type = KEY_TEXT, AT(app.object)},
        {.name = "name", .type = KEY_TEXT, AT(app.name)},
        {.name = "absent", .type = KEY_FLAG, AT(app.absent)},
        {.name = "disabled", .type = KEY_FLAG, AT(app.disabled)},
    };

    READ(keys, reader, node, into);
}

#define OF_SECRET(member) .at = offsetof(struct secret, member)

static void
read_secret(struct reader *reader, const struct json *node,
            struct secret *secret)
{
    static const struct key keys[] = {
        {.name = "secretId", .type = KEY_TEXT, OF_SECRET(id)},
        {.name = "secretValue", .type = KEY_TEXT, OF_SECRET(value)},
        {.name = "ends", .type = KEY_TEXT, OF_SECRET(ends)},
    };

    *secret = (struct secret){.id = "66666666-0000-4000-8000-000000000001",
                              .ends = "2099-12-31T00:00:00Z"};
    READ(keys, reader, node, secret);
    if (secret->value == NULL || secret->value[0] == '\0')
        reader_wrong(reader, node, "a secret needs a \"secretValue\"");
    if (!date_time_is(secret->ends))
        reader_wrong(reader, node,
                     "\"ends\" must be a time as 2027-05-01T08:00:00Z");
}

void
read_secrets(struct reader *reader, const struct json *node, void *into)
{
    struct tenant *tenant = into;

    if (!reader_expects(reader, node, JSON_ARRAY))
        return;
    tenant->secret = arena_new(reader->arena, struct secret, node->n);
    tenant->secrets = node->n;
    for (uint32_t i = 0; i < node->n; i++)
        read_secret(reader, &node->item[i], &tenant->secret[i]);
}

/* Paths of PEM files; a key that stands there, too, is not looked at. */
void
read_certificates(struct reader *reader, const struct json *node, void *into)
{
    struct tenant *tenant = into;
    struct texts paths = {.n = 0};
    struct file_text file;

    read_texts(reader, node, &paths);
    tenant->certificate = arena_new(reader->arena, struct certificate, paths.n);
    for (uint32_t i = 0; i < paths.n; i++) {
        if (!file_read(paths.text[i], CERTIFICATE_CAP, reader->arena,
                       reader->diags, &file))
            continue;
        if (!certificate_read(&tenant->certificate[tenant->certificates++],
                              file.bytes, reader->arena))
            reader_wrong(reader, node,
                         arena_print(reader->arena,
                                     "%s: no certificate with an RSA key",
                                     paths.text[i]));
    }
}

static void
check_permissions(struct reader *reader, const struct json *node, int resource,
                  const struct texts *texts)
{
    for (uint32_t i = 0; i < texts->n; i++) {
        const char *value = texts->text[i], *near;

        if (permission_named(resource, value) != NULL)
            continue;
        near = permission_near(value);
        reader_wrong(
            reader, node,
            near == NULL || text_same(near, value)
                ? arena_print(reader->arena, "no permission \"%s\"", value)
                : arena_print(reader->arena,
                              "no permission \"%s\"; did you mean \"%s\"?",
                              value, near));
    }
}

static void
read_graph(struct reader *reader, const struct json *node, void *into)
{
    struct tenant *tenant = into;

    read_texts(reader, node, &tenant->graph);
    check_permissions(reader, node, RESOURCE_GRAPH, &tenant->graph);
}

static void
read_exchange(struct reader *reader, const struct json *node, void *into)
{
    struct tenant *tenant = into;

    read_texts(reader, node, &tenant->of_exchange);
    check_permissions(reader, node, RESOURCE_EXCHANGE, &tenant->of_exchange);
}

static void
read_unconsented(struct reader *reader, const struct json *node, void *into)
{
    struct tenant *tenant = into;

    read_texts(reader, node, &tenant->unconsented);
    check_permissions(reader, node, RESOURCE_GRAPH, &tenant->unconsented);
}

/* Delegated permissions are another list, with names of its own. */
static void
read_delegated(struct reader *reader, const struct json *node, void *into)
{
    struct tenant *tenant = into;

    read_texts(reader, node, &tenant->delegated);
}

static void
read_unknown(struct reader *reader, const struct json *node, void *into)
{
    struct tenant *tenant = into;

    read_texts(reader, node, &tenant->unknown);
}

void
read_permissions(struct reader *reader, const struct json *node, void *into)
{
    static const struct key keys[] = {
        {.name = "graph", .type = KEY_READ, .read = read_graph},
        {.name = "exchange", .type = KEY_READ, .read = read_exchange},
        {.name = "unknown", .type = KEY_READ, .read = read_unknown},
        {.name = "delegated", .type = KEY_READ, .read = read_delegated},
        {.name = "unconsented", .type = KEY_READ, .read = read_unconsented},
    };

    READ(keys, reader, node, into);
}

void
read_directory_roles(struct reader *reader, const struct json *node, void *into)
{
    struct tenant *tenant = into;

    read_texts(reader, node, &tenant->directory_roles);
}
