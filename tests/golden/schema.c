/* What an audit file may hold, from the tables that it is written and read by:
 *   schema         its JSON Schema; audit/audit.schema.json is this
 *   schema keys    the keys alone, one a line */
#include "audit/fields.h"
#include "base/json_write.h"
#include "base/text.h"
#include "rules/model/words.h"

#include <stdio.h>
#include <stdlib.h>

/* What a key holds that is written by hand. */
enum content {
    IS_FORMAT, /* the format's own word */
    IS_WORD,
    IS_TEXT,
    IS_MAYBE_TEXT,
    IS_TEXTS,
    IS_FLAG,
    IS_COUNT,
    IS_MAYBE_COUNT,
    IS_VALUE,  /* of a statement: yes or no, or a number */
    IS_FLAGS,  /* yes or no, by name */
    IS_LABELS, /* a text or null, by name */
    IS_ONE,
    IS_MAYBE_ONE,
    IS_MANY
};

static const struct other {
    const struct shape *of;
    const char *key;
    enum content content;
    const struct shape *shape; /* IS_ONE, IS_MAYBE_ONE, IS_MANY */
    enum vocabulary words;     /* IS_WORD */
} others[] = {
    {&shape_audit, "format", IS_FORMAT, NULL, WORDS__N},
    {&shape_audit, "target", IS_ONE, &shape_target, WORDS__N},
    {&shape_audit, "rules", IS_ONE, &shape_rules, WORDS__N},
    {&shape_audit, "rulesets", IS_MANY, &shape_ruleset, WORDS__N},
    {&shape_audit, "options", IS_FLAGS, NULL, WORDS__N},
    {&shape_audit, "options_about", IS_LABELS, NULL, WORDS__N},
    {&shape_audit, "outcome", IS_WORD, NULL, WORDS_OUTCOME},
    {&shape_audit, "tally", IS_ONE, &shape_tally, WORDS__N},
    {&shape_audit, "quota", IS_MAYBE_ONE, &shape_quota, WORDS__N},
    {&shape_audit, "notes", IS_TEXTS, NULL, WORDS__N},
    {&shape_audit, "findings", IS_MANY, &shape_finding, WORDS__N},
    {&shape_audit, "features", IS_MANY, &shape_feature, WORDS__N},
    {&shape_audit, "exchanges", IS_MANY, &shape_exchange, WORDS__N},
    {&shape_audit, "observations", IS_MANY, &shape_observation, WORDS__N},
    {&shape_audit, "excess", IS_MANY, &shape_excess, WORDS__N},
    {&shape_audit, "coverage", IS_ONE, &shape_coverage, WORDS__N},
    {&shape_audit, "attestations", IS_MANY, &shape_attestation, WORDS__N},
    {&shape_audit, "waivers", IS_MANY, &shape_waiver, WORDS__N},
    {&shape_audit, "changes", IS_MANY, &shape_change, WORDS__N},
    {&shape_audit, "editor", IS_TEXTS, NULL, WORDS__N},
    {&shape_audit, "verbs", IS_MANY, &shape_verb, WORDS__N},
    {&shape_audit, "scales", IS_MANY, &shape_scale, WORDS__N},
    {&shape_audit, "found", IS_MANY, &shape_found, WORDS__N},
    {&shape_audit, "subjects", IS_MANY, &shape_subject, WORDS__N},
    {&shape_subject, "given", IS_TEXTS, NULL, WORDS__N},
    {&shape_target, "traits", IS_MANY, &shape_trait, WORDS__N},
    {&shape_ruleset, "outcome", IS_WORD, NULL, WORDS_OUTCOME},
    {&shape_ruleset, "tally", IS_ONE, &shape_tally, WORDS__N},
    {&shape_feature, "state", IS_WORD, NULL, WORDS_PROSPECT},
    {&shape_feature, "at_best", IS_WORD, NULL, WORDS_PROSPECT},
    {&shape_feature, "at_worst", IS_WORD, NULL, WORDS_PROSPECT},
    {&shape_feature, "without", IS_TEXTS, NULL, WORDS__N},
    {&shape_audit, "headline", IS_WORD, NULL, WORDS_HEADLINE},
    {&shape_audit, "counted", IS_ONE, &shape_counted, WORDS__N},
    {&shape_audit, "exit_status", IS_COUNT, NULL, WORDS__N},
    {&shape_finding, "counted", IS_FLAG, NULL, WORDS__N},
    {&shape_excess, "counted", IS_FLAG, NULL, WORDS__N},
    {&shape_tally, "pass", IS_COUNT, NULL, WORDS__N},
    {&shape_tally, "fail", IS_COUNT, NULL, WORDS__N},
    {&shape_tally, "unknown", IS_COUNT, NULL, WORDS__N},
    {&shape_tally, "skip", IS_COUNT, NULL, WORDS__N},
    {&shape_finding, "evidence", IS_MANY, &shape_evidence, WORDS__N},
    {&shape_finding, "waiver", IS_MAYBE_COUNT, NULL, WORDS__N},
    {&shape_finding, "attestation", IS_MAYBE_COUNT, NULL, WORDS__N},
    {&shape_evidence, "method", IS_MAYBE_TEXT, NULL, WORDS__N},
    {&shape_evidence, "path", IS_MAYBE_TEXT, NULL, WORDS__N},
    {&shape_evidence, "status", IS_MAYBE_COUNT, NULL, WORDS__N},
    {&shape_excess, "verdict", IS_WORD, NULL, WORDS_VERDICT},
    {&shape_excess, "reason", IS_WORD, NULL, WORDS_REASON},
    {&shape_excess, "observed", IS_TEXT, NULL, WORDS__N},
    {&shape_excess, "waiver", IS_MAYBE_COUNT, NULL, WORDS__N},
    {&shape_coverage, "unjudged", IS_TEXTS, NULL, WORDS__N},
    {&shape_attestation, "value", IS_VALUE, NULL, WORDS__N},
    {&shape_scale, "words", IS_TEXTS, NULL, WORDS__N},
    {&shape_scale, "titles", IS_TEXTS, NULL, WORDS__N},
};

static const struct {
    const char *name;
    const struct shape *shape;
} parts[] = {
    {"target", &shape_target},     {"trait", &shape_trait},
    {"rules", &shape_rules},       {"ruleset", &shape_ruleset},
    {"feature", &shape_feature},   {"quota", &shape_quota},
    {"tally", &shape_tally},       {"counted", &shape_counted},
    {"finding", &shape_finding},   {"evidence", &shape_evidence},
    {"exchange", &shape_exchange}, {"observation", &shape_observation},
    {"found", &shape_found},       {"excess", &shape_excess},
    {"coverage", &shape_coverage}, {"attestation", &shape_attestation},
    {"waiver", &shape_waiver},     {"change", &shape_change},
    {"subject", &shape_subject},   {"verb", &shape_verb},
    {"scale", &shape_scale},
};

enum { N_PART = sizeof parts / sizeof *parts };

/* Of what the fields speak of in words that are not theirs alone. */
#define TIME "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$"
#define DATE "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"

static struct json_writer json;

static void
stop(const char *what, const char *key)
{
    (void)fprintf(stderr, "schema: %s \"%s\"\n", what, key);
    exit(EXIT_FAILURE);
}

static void
put_type(const char *type, bool maybe)
{
    if (!maybe) {
        json_write_text(&json, "type", type);
        return;
    }
    json_write_array(&json, "type");
    json_write_text(&json, NULL, type);
    json_write_text(&json, NULL, "null");
    json_write_end(&json);
}

static void
put_pattern(const char *pattern, bool maybe)
{
    put_type("string", maybe);
    json_write_text(&json, "pattern", pattern);
}

static void
put_integer(bool maybe)
{
    put_type("integer", maybe);
    json_write_integer(&json, "minimum", 0);
}

static void
put_words(enum vocabulary words, bool maybe)
{
    json_write_array(&json, "enum");
    for (unsigned i = 0; i < word_count(words); i++)
        json_write_text(&json, NULL, word_of(words, i));
    if (maybe)
        json_write_null(&json, NULL);
    json_write_end(&json);
}

static void
put_reference(const struct shape *shape)
{
    char text[64];

    for (uint32_t i = 0; i < N_PART; i++)
        if (parts[i].shape == shape) {
            (void)snprintf(text, sizeof text, "#/$defs/%s", parts[i].name);
            json_write_text(&json, "$ref", text);
            return;
        }
    stop("no part of the schema is", shape->what);
}

/* A list, or a map by name, of what is of one type; maybe: or is null. */
static void
put_each(const char *type, const char *key, const char *of, bool maybe)
{
    put_type(type, false);
    json_write_object(&json, key);
    put_type(of, maybe);
    json_write_end(&json);
}

static void
put_field(const struct field *field)
{
    json_write_object(&json, field->key);
    switch (field->kind) {
    case FIELD_TEXT:
    case FIELD_RULES:
    case FIELD_FEATURE:
        put_type("string", false);
        break;
    case FIELD_MAYBE:
    case FIELD_OWNER:
        put_type("string", true);
        break;
    case FIELD_TIME:
    case FIELD_MAYBE_TIME:
        put_pattern(TIME, field->kind == FIELD_MAYBE_TIME);
        break;
    case FIELD_DATE:
        put_pattern(DATE, false);
        break;
    case FIELD_FLAG:
        put_type("boolean", false);
        break;
    case FIELD_COUNT:
    case FIELD_STATUS:
        put_integer(false);
        break;
    case FIELD_EXCHANGE:
        put_integer(true);
        break;
    case FIELD_NUMBER:
        put_type("integer", false);
        break;
    case FIELD_GRADE:
        put_type("integer", true);
        break;
    case FIELD_WORD:
    case FIELD_STOPPED:
        put_words(field->words, field->kind == FIELD_STOPPED);
        break;
    }
    json_write_end(&json);
}

/* Those that hold another object, or several. */
static void
put_objects(const struct other *other)
{
    switch (other->content) {
    case IS_ONE:
        put_reference(other->shape);
        return;
    case IS_MAYBE_ONE:
        json_write_array(&json, "anyOf");
        json_write_object(&json, NULL);
        put_reference(other->shape);
        json_write_end(&json);
        json_write_object(&json, NULL);
        put_type("null", false);
        json_write_end(&json);
        json_write_end(&json);
        return;
    case IS_MANY:
        put_type("array", false);
        json_write_object(&json, "items");
        put_reference(other->shape);
        json_write_end(&json);
        return;
    case IS_FORMAT:
    case IS_WORD:
    case IS_TEXT:
    case IS_MAYBE_TEXT:
    case IS_TEXTS:
    case IS_FLAG:
    case IS_COUNT:
    case IS_MAYBE_COUNT:
    case IS_VALUE:
    case IS_FLAGS:
    case IS_LABELS:
        break;
    }
    stop("no object is", other->key);
}

static void
put_value(void)
{
    json_write_array(&json, "type");
    json_write_text(&json, NULL, "boolean");
    json_write_text(&json, NULL, "integer");
    json_write_end(&json);
}

static void
put_content(const struct other *other)
{
    switch (other->content) {
    case IS_FORMAT:
        json_write_text(&json, "const", AUDIT_FORMAT);
        return;
    case IS_WORD:
        put_words(other->words, false);
        return;
    case IS_TEXT:
    case IS_MAYBE_TEXT:
        put_type("string", other->content == IS_MAYBE_TEXT);
        return;
    case IS_TEXTS:
        put_each("array", "items", "string", false);
        return;
    case IS_FLAG:
        put_type("boolean", false);
        return;
    case IS_COUNT:
    case IS_MAYBE_COUNT:
        put_integer(other->content == IS_MAYBE_COUNT);
        return;
    case IS_VALUE:
        put_value();
        return;
    case IS_FLAGS:
        put_each("object", "additionalProperties", "boolean", false);
        return;
    case IS_LABELS:
        put_each("object", "additionalProperties", "string", true);
        return;
    case IS_ONE:
    case IS_MAYBE_ONE:
    case IS_MANY:
        put_objects(other);
        return;
    }
    stop("nothing is", other->key);
}

static void
put_other(const struct shape *shape, const char *key)
{
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (others[i].of != shape || !text_same(others[i].key, key))
            continue;
        json_write_object(&json, key);
        put_content(&others[i]);
        json_write_end(&json);
        return;
    }
    stop("it is not said what is in", key);
}

/* Every key is written, but for those that builds before did not know of, and
 * no other. */
static void
put_shape(const struct shape *shape)
{
    put_type("object", false);
    json_write_object(&json, "properties");
    for (uint32_t i = 0; i < shape->n; i++)
        put_field(&shape->field[i]);
    for (uint32_t i = 0; shape->other[i] != NULL; i++)
        put_other(shape, shape->other[i]);
    for (uint32_t i = 0; shape->later != NULL && shape->later[i] != NULL; i++)
        put_other(shape, shape->later[i]);
    json_write_end(&json);
    json_write_array(&json, "required");
    for (uint32_t i = 0; i < shape->n; i++)
        if (!shape->field[i].later)
            json_write_text(&json, NULL, shape->field[i].key);
    for (uint32_t i = 0; shape->other[i] != NULL; i++)
        json_write_text(&json, NULL, shape->other[i]);
    json_write_end(&json);
    json_write_boolean(&json, "additionalProperties", false);
}

static void
print_keys(const struct shape *shape)
{
    for (uint32_t i = 0; i < shape->n; i++)
        (void)puts(shape->field[i].key);
    for (uint32_t i = 0; shape->other[i] != NULL; i++)
        (void)puts(shape->other[i]);
    for (uint32_t i = 0; shape->later != NULL && shape->later[i] != NULL; i++)
        (void)puts(shape->later[i]);
}

static bool
print_schema(void)
{
    struct out out = {0};
    bool done;

    json = (struct json_writer){.out = &out, .pretty = true};
    json_write_object(&json, NULL);
    json_write_text(&json, "$schema",
                    "https://json-schema.org/draft/2020-12/schema");
    json_write_text(&json, "title", "Audit of grantscan");
    json_write_text(&json, "description",
                    "The whole record of one scan, as --report json=FILE "
                    "writes it; see grantscan-audit(5).");
    put_shape(&shape_audit);
    json_write_object(&json, "$defs");
    for (uint32_t i = 0; i < N_PART; i++) {
        json_write_object(&json, parts[i].name);
        put_shape(parts[i].shape);
        json_write_end(&json);
    }
    json_write_end(&json);
    json_write_end(&json);
    done = fwrite(out.bytes, 1, out.length, stdout) == out.length;
    out_free(&out);
    return done;
}

int
main(int argc, char **argv)
{
    if (argc == 1)
        return print_schema() ? EXIT_SUCCESS : EXIT_FAILURE;
    if (argc != 2 || !text_same(argv[1], "keys"))
        stop("not known:", argv[1]);
    print_keys(&shape_audit);
    for (uint32_t i = 0; i < N_PART; i++)
        print_keys(parts[i].shape);
    return EXIT_SUCCESS;
}
