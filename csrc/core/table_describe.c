/* table_describe: what each column is, for its reader: a description, a unit, and the dictionary of its labels. */
#include "codes.h"
#include "table.h"

#include <stdio.h>
#include <string.h>

/* ---- labels -------------------------------------------------------------------------------------------------------- */

static const char *label_name(const struct column_labels *labels, uint32_t i)
{
    return labels->names ? labels->names[labels->first + i] : sayso_code_name(labels->codes[i]);
}

/* Warnings alone have a column that is a code. */
static bool codes_collect(const struct memory *memory, struct column_labels *labels)
{
    labels->codes = memory_new(memory, COLUMN_LABELS * sizeof *labels->codes);
    for (uint32_t code = WARNING_SURROGATE; labels->codes && code < 1024 && labels->count < COLUMN_LABELS; code++)
        if (sayso_code_name(code))
            labels->codes[labels->count++] = code;
    return labels->codes != NULL;
}

static bool labels_choose(const struct memory *memory, struct column_spec *spec)
{
    static const char *const statuses[] = {"read", "unreadable"};
    const sayso_field *field = spec->field;
    if (field && field->type == SAYSO_FIELD_CODE)
        return codes_collect(memory, &spec->labels);
    spec->labels.names = field ? field->names : statuses;
    spec->labels.first = spec->labels.names[0] == NULL;
    spec->labels.count = (field ? field->name_count : 2) - spec->labels.first;
    return true;
}

static bool labels_make(const struct memory *memory, struct column_labels *labels)
{
    size_t size = 1;
    for (uint32_t i = 0; i < labels->count; i++)
        size += label_name(labels, i) ? strlen(label_name(labels, i)) : 0;
    labels->offsets = memory_new(memory, (labels->count + 1) * sizeof *labels->offsets);
    labels->bytes = memory_new(memory, size);
    if (!labels->offsets || !labels->bytes)
        return false;
    for (uint32_t i = 0; i < labels->count; i++) {
        const char *name = label_name(labels, i);
        size_t length = name ? strlen(name) : 0;
        memcpy(labels->bytes + labels->offsets[i], name ? name : "", length);
        labels->offsets[i + 1] = labels->offsets[i] + (int32_t)length;
    }
    return true;
}

int32_t column_label(const struct column_labels *labels, uint32_t number)
{
    if (labels->names)
        return number >= labels->first && number - labels->first < labels->count ? (int32_t)(number - labels->first)
                                                                                 : -1;
    for (uint32_t i = 0; i < labels->count; i++)
        if (labels->codes[i] == number)
            return (int32_t)i;
    return -1;
}

/* ---- descriptions -------------------------------------------------------------------------------------------------- */

/* A column's name without what it tells of the thing: "content" of "content_starts". */
static int base_length(const char *name)
{
    const char *end = strrchr(name, '_');
    return end ? (int)(end - name) : (int)strlen(name);
}

static void describe_reference(struct column_spec *spec, bool many)
{
    uint32_t target = spec->field->target;
    const char *thing = target == SAYSO_ENTITY ? "entity" : target == SAYSO_MENTION ? "mention" : "attribution";
    if (target == SAYSO_DATE)
        snprintf(spec->description, COLUMN_ABOUT, "Its index in the document's dates.");
    else
        snprintf(spec->description, COLUMN_ABOUT, "%s in its document: joins doc_id and %s_id of the table %s.",
                 many ? "Their numbers" : "Its number", thing,
                 target == SAYSO_ENTITY    ? "entities"
                 : target == SAYSO_MENTION ? "mentions"
                                           : "attributions");
    spec->unit = "index";
}

static void describe(struct column_spec *spec)
{
    static const char *const aspects[] = {[FROM_SPAN_START] = "Where %.*s starts.",
                                          [FROM_SPAN_END] = "Where %.*s ends, exclusive.",
                                          [FROM_SPANS_FIRST] = "Where the first piece of %.*s starts.",
                                          [FROM_SPANS_LAST] = "Where the last piece of %.*s ends, exclusive.",
                                          [FROM_SPANS_STARTS] = "Where each piece of %.*s starts.",
                                          [FROM_SPANS_ENDS] = "Where each piece of %.*s ends, exclusive."};
    const char *about = spec->about ? spec->about : "";
    switch ((enum column_source)spec->source) {
    case FROM_SPAN_START:
    case FROM_SPAN_END:
    case FROM_SPANS_FIRST:
    case FROM_SPANS_LAST:
    case FROM_SPANS_STARTS:
    case FROM_SPANS_ENDS:
        if (strchr(spec->name, '_'))
            snprintf(spec->description, COLUMN_ABOUT, aspects[spec->source], base_length(spec->name), spec->name);
        else
            snprintf(spec->description, COLUMN_ABOUT, aspects[spec->source], 2, "it");
        spec->unit = "code points";
        return;
    case FROM_SPANS_TEXT: snprintf(spec->description, COLUMN_ABOUT, "%s Its pieces joined by a space.", about); return;
    case FROM_CODES: snprintf(spec->description, COLUMN_ABOUT, "%s A space between them.", about); return;
    case FROM_REF: describe_reference(spec, false); return;
    case FROM_REFS: describe_reference(spec, true); return;
    default: snprintf(spec->description, COLUMN_ABOUT, "%s", about); return;
    }
}

/* Units that the kind of a field gives; indices count within the document. */
static const char *unit_of(const struct column_spec *spec)
{
    if (spec->unit)
        return spec->unit;
    if (spec->type == COLUMN_F32)
        return "0 to 1";
    if (spec->source == FROM_ROW ||
        (spec->field && spec->field->type == SAYSO_FIELD_COUNT && strncmp(spec->field->doc, "Index", 5) == 0))
        return "index";
    if (spec->source == FROM_COUNT || spec->type == COLUMN_I32)
        return strstr(spec->name, "words") ? "words" : "count";
    return NULL;
}

bool table_describe(struct sayso_table *table)
{
    struct memory memory = {&table->allocator, NULL};
    for (uint32_t c = 0; c < table->specs.count; c++) {
        struct column_spec *spec = &table->specs.items[c];
        describe(spec);
        spec->unit = unit_of(spec);
        const char *const pairs[] = {"description", spec->description, spec->unit ? "unit" : NULL, spec->unit, NULL};
        spec->metadata = *spec->description ? table_metadata(&memory, pairs) : NULL;
        if (*spec->description && !spec->metadata)
            return false;
        if (spec->type == COLUMN_LABEL && !(labels_choose(&memory, spec) && labels_make(&memory, &spec->labels)))
            return false;
    }
    return true;
}

void table_describe_free(const struct memory *memory, struct column_spec *spec)
{
    memory_free(memory, spec->labels.codes);
    memory_free(memory, spec->labels.offsets);
    memory_free(memory, spec->labels.bytes);
    memory_free(memory, spec->metadata);
}
