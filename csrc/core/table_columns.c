/* table_columns: which columns each table has: from the schema, views and spans laid flat. */
#include "table.h"

#include <stdio.h>
#include <string.h>

static bool add_column(struct sayso_table *table, const char *name, const char *suffix, struct column_spec spec)
{
    struct memory memory = {&table->allocator, NULL};
    struct column_spec *column = array_push(&memory, &table->specs);
    if (!column)
        return false;
    *column = spec;
    if (!column->about)
        column->about = spec.field ? spec.field->doc : NULL;
    snprintf(column->name, sizeof column->name, "%s%s", name, suffix);
    return true;
}

bool table_add_column(struct sayso_table *table, const char *name, struct column_spec spec)
{
    return add_column(table, name, "", spec);
}

/* Own span of a record: its text and where it stands. */
static bool add_own_span(struct sayso_table *table, uint32_t kind, uint8_t record)
{
    struct column_spec spec = {
        .type = COLUMN_TEXT, .source = FROM_SPAN_TEXT, .record = record, .about = sayso_schema(kind)->doc};
    bool good = add_column(table, "text", "", spec);
    spec.type = COLUMN_I32;
    spec.source = FROM_SPAN_START;
    good = good && add_column(table, "start", "", spec);
    spec.source = FROM_SPAN_END;
    return good && add_column(table, "end", "", spec);
}

static bool add_span(struct sayso_table *table, const char *name, struct column_spec spec)
{
    spec.type = COLUMN_TEXT;
    spec.source = FROM_SPAN_TEXT;
    bool good = add_column(table, name, "", spec);
    spec.type = COLUMN_I32;
    spec.source = FROM_SPAN_START;
    good = good && add_column(table, name, "_start", spec);
    spec.source = FROM_SPAN_END;
    return good && add_column(table, name, "_end", spec);
}

static bool add_spans(struct sayso_table *table, const char *name, struct column_spec spec)
{
    static const struct {
        const char *suffix;
        uint8_t type, source;
    } parts[] = {{"", COLUMN_TEXT, FROM_SPANS_TEXT},
                 {"_start", COLUMN_I32, FROM_SPANS_FIRST},
                 {"_end", COLUMN_I32, FROM_SPANS_LAST},
                 {"_starts", COLUMN_LIST, FROM_SPANS_STARTS},
                 {"_ends", COLUMN_LIST, FROM_SPANS_ENDS}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        spec.type = parts[i].type;
        spec.source = parts[i].source;
        if (!add_column(table, name, parts[i].suffix, spec))
            return false;
    }
    return true;
}

static bool add_reference(struct sayso_table *table, const char *name, struct column_spec spec)
{
    bool good = true;
    if (spec.field->target == SAYSO_ENTITY || spec.field->target == SAYSO_DATE) {
        spec.type = COLUMN_TEXT;
        spec.source = FROM_REF_NAME;
        good = add_column(table, name, "", spec);
    }
    spec.type = COLUMN_I32;
    spec.source = FROM_REF;
    return good && add_column(table, name, "_id", spec);
}

static bool add_fields(struct sayso_table *table, uint32_t kind, uint8_t record, uint32_t base, const char *prefix);

static bool add_field(struct sayso_table *table, const sayso_field *field, uint8_t record, uint32_t base,
                      const char *prefix)
{
    struct column_spec spec = {.source = FROM_FIELD, .record = record, .offset = base + field->offset, .field = field};
    char name[COLUMN_NAME];
    /* of a view "gender", the field "value" is the column "gender" itself */
    if (*prefix && strcmp(field->name, "value") == 0)
        snprintf(name, sizeof name, "%s", prefix);
    else
        snprintf(name, sizeof name, "%s%s%s", prefix, *prefix ? "_" : "", field->name);
    switch (field->type) {
    case SAYSO_FIELD_SPAN: return add_span(table, name, spec);
    case SAYSO_FIELD_SPANS: return add_spans(table, name, spec);
    case SAYSO_FIELD_REF: return add_reference(table, name, spec);
    case SAYSO_FIELD_VIEW:
        if (sayso_schema(field->target)->is_span) {
            struct column_spec own = {.record = record, .offset = spec.offset, .about = field->doc};
            if (!add_span(table, name, own))
                return false;
        }
        return add_fields(table, field->target, record, spec.offset, name);
    case SAYSO_FIELD_SLICE: return true; /* joined by paragraph and sentence indices instead */
    case SAYSO_FIELD_REFS:
        spec.source = FROM_REFS;
        spec.type = COLUMN_LIST;
        name[strlen(name) - 1] = '\0'; /* "mentions" -> "mention_ids" */
        return add_column(table, name, "_ids", spec);
    case SAYSO_FIELD_CODES:
        spec.source = FROM_CODES;
        spec.type = COLUMN_TEXT;
        return add_column(table, name, "", spec);
    case SAYSO_FIELD_U32:
    case SAYSO_FIELD_COUNT: spec.type = COLUMN_I32; break;
    case SAYSO_FIELD_FLOAT:
    case SAYSO_FIELD_SHARE: spec.type = COLUMN_F32; break;
    case SAYSO_FIELD_DOUBLE: spec.type = COLUMN_F64; break;
    case SAYSO_FIELD_BOOL: spec.type = COLUMN_BOOL; break;
    case SAYSO_FIELD_ENUM8:
    case SAYSO_FIELD_ENUM32:
    case SAYSO_FIELD_CODE: spec.type = COLUMN_LABEL; break;
    default: spec.type = COLUMN_TEXT; break;
    }
    return add_column(table, name, "", spec);
}

static bool add_fields(struct sayso_table *table, uint32_t kind, uint8_t record, uint32_t base, const char *prefix)
{
    const sayso_record *schema = sayso_schema(kind);
    for (size_t i = 0; i < schema->field_count; i++)
        if (!add_field(table, &schema->fields[i], record, base, prefix))
            return false;
    return true;
}

static bool add_document_columns(struct sayso_table *table)
{
    static const struct {
        const char *name, *about;
        uint8_t type, source;
    } texts[] = {{"status", "\"read\", or \"unreadable\": the row is then empty.", COLUMN_LABEL, FROM_STATUS},
                 {"error", "Why it could not be read, or None.", COLUMN_TEXT, FROM_ERROR},
                 {"date", "The day of publication that the caller gave, ISO 8601, or None.", COLUMN_TEXT, FROM_DATE}};
    static const struct {
        const char *name, *about;
        uint32_t kind;
    } counts[] = {{"tokens", "How many tokens it has.", SAYSO_TOKEN},
                  {"sentences", "How many sentences.", SAYSO_SENTENCE},
                  {"paragraphs", "How many paragraphs.", SAYSO_PARAGRAPH},
                  {"mentions", "How many rows of the table mentions.", SAYSO_MENTION},
                  {"entities", "How many rows of the table entities.", SAYSO_ENTITY},
                  {"attributions", "How many rows of the table attributions.", SAYSO_ATTRIBUTION},
                  {"scare_quotes", "How many marks without attribution.", SAYSO_SCARE_QUOTE},
                  {"warnings", "How many rows of the table warnings.", SAYSO_WARNING}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct column_spec spec = {.type = texts[i].type, .source = texts[i].source, .about = texts[i].about};
        if (!add_column(table, texts[i].name, "", spec))
            return false;
    }
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        struct column_spec spec = {
            .type = COLUMN_I32, .source = FROM_COUNT, .offset = counts[i].kind, .about = counts[i].about};
        if (!add_column(table, counts[i].name, "", spec))
            return false;
    }
    return add_fields(table, SAYSO_HEALTH, 0, 0, "") && add_fields(table, SAYSO_LAYOUT, 1, 0, "");
}

/* Of a row of sources: which attribution, what the text calls the source, and the speaker's entity. */
static bool add_source_columns(struct sayso_table *table)
{
    static const char *const wanted[] = {"uid",       "act",         "kind",   "quoted_words", "words",
                                         "source",    "source_kind", "naming", "number",       "source_count",
                                         "anonymity", "channel",     "zone",   "depth",        "speaker_confidence"};
    const sayso_record *schema = sayso_schema(SAYSO_ATTRIBUTION);
    struct column_spec entity = {.type = COLUMN_I32,
                                 .source = FROM_ROW,
                                 .record = 1,
                                 .about = "The speaker's number in its document: joins doc_id and entity_id."};
    for (size_t w = 0; w < sizeof wanted / sizeof *wanted; w++)
        for (size_t i = 0; i < schema->field_count; i++)
            if (strcmp(schema->fields[i].name, wanted[w]) == 0 && !add_field(table, &schema->fields[i], 0, 0, ""))
                return false;
    if (!add_column(table, "entity_id", "", entity))
        return false;
    schema = sayso_schema(SAYSO_ENTITY); /* its lists of places stand in the entities' own table */
    for (size_t i = 0; i < schema->field_count; i++) {
        const sayso_field *field = &schema->fields[i];
        bool list = field->type == SAYSO_FIELD_SPANS || field->type == SAYSO_FIELD_REFS;
        if (!list && !add_field(table, field, 1, 0, "speaker"))
            return false;
    }
    return true;
}

static bool add_records(struct sayso_table *table, uint32_t kind, const char *id)
{
    struct column_spec row = {
        .type = COLUMN_I32, .source = FROM_ROW, .about = "Its number in its document; with doc_id the key of the row."};
    return add_column(table, id, "", row) && (!sayso_schema(kind)->is_span || add_own_span(table, kind, 0)) &&
           add_fields(table, kind, 0, 0, "");
}

static bool add_attributions(struct sayso_table *table)
{
    struct column_spec key = {.type = COLUMN_TEXT,
                              .source = FROM_STATEMENT,
                              .offset = offsetof(sayso_attribution, content),
                              .about = "16 hex digits of the content's letters and digits, the same wherever they are "
                                       "printed."};
    return add_records(table, SAYSO_ATTRIBUTION, "attribution_id") && add_column(table, "statement_key", "", key);
}

bool table_columns(struct sayso_table *table, sayso_value_type id, const sayso_carry *carry, uint32_t carried)
{
    static const uint8_t types[] = {[SAYSO_VALUE_INT] = COLUMN_I64,
                                    [SAYSO_VALUE_FLOAT] = COLUMN_F64,
                                    [SAYSO_VALUE_BOOL] = COLUMN_BOOL,
                                    [SAYSO_VALUE_TEXT] = COLUMN_TEXT};
    struct column_spec row = {
        .type = COLUMN_I32, .source = FROM_ROW, .about = "The attribution's number: joins doc_id and attribution_id."};
    struct column_spec doc = {
        .type = types[id], .source = FROM_ID, .about = "The caller's id, or the number of the input from 0."};
    if (!add_column(table, "doc_id", "", doc))
        return false;
    for (uint32_t i = 0; i < carried; i++) {
        struct column_spec spec = {.type = types[carry[i].type],
                                   .source = FROM_CARRY,
                                   .offset = i,
                                   .about = "Carried from the caller's data."};
        if (!add_column(table, carry[i].name, "", spec))
            return false;
    }
    switch (table->kind) {
    case SAYSO_TABLE_DOCUMENTS: return add_document_columns(table);
    case SAYSO_TABLE_QUOTES:
    case SAYSO_TABLE_ATTRIBUTIONS: return add_attributions(table);
    case SAYSO_TABLE_SOURCES: return add_column(table, "attribution_id", "", row) && add_source_columns(table);
    case SAYSO_TABLE_MENTIONS: return add_records(table, SAYSO_MENTION, "mention_id");
    case SAYSO_TABLE_ENTITIES: return add_records(table, SAYSO_ENTITY, "entity_id") && table_presence_columns(table);
    case SAYSO_TABLE_WARNINGS: return add_records(table, SAYSO_WARNING, "warning_id");
    case SAYSO_TABLES: break;
    }
    return false;
}
