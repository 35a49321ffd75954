/* document_check: a block from a stranger is believed in nothing: every offset, index, code and byte is looked at. */
#include "document.h"
#include "text.h"

#include <string.h>

struct check {
    const struct block_header *block;
    const char *bytes;
    size_t size;
    size_t at;           /* the byte being looked at */
    const char *message; /* what is wrong there */
};

static bool wrong(struct check *check, const void *where, const char *message)
{
    check->at = (size_t)((const char *)where - check->bytes);
    check->message = message;
    return false;
}

static const void *array_of_kind(const struct check *check, uint32_t kind)
{
    return check->bytes + check->block->arrays[kind].offset;
}

static uint32_t count_of(const struct check *check, uint32_t kind) { return check->block->arrays[kind].count; }

static bool check_header(struct check *check)
{
    const struct block_header *block = check->block;
    uint64_t expected = sizeof *block;
    if (check->size < sizeof *block)
        return wrong(check, check->bytes + check->size, "the block ends within its header");
    if (block->size != check->size || block->kinds != SAYSO_KINDS)
        return wrong(check, &block->size, "the block has another size than it says");
    for (uint32_t kind = 0; kind < SAYSO_KINDS; kind++) {
        const struct block_array *array = &block->arrays[kind];
        if (array->offset != expected || array->reserved)
            return wrong(check, array, "an array does not stand where the one before it ends");
        expected += ((uint64_t)array->count * sayso_schema(kind)->size + 7) / 8 * 8;
        if (expected > check->size)
            return wrong(check, array, "an array reaches past the end of the block");
    }
    if (expected != check->size)
        return wrong(check, &block->size, "bytes stand behind the last array");
    if (count_of(check, SAYSO_LAYOUT) != 1 || count_of(check, SAYSO_HEALTH) != 1)
        return wrong(check, block->arrays, "there must be one layout and one health record");
    return true;
}

static bool check_span(struct check *check, const void *where, bool absent_is_fine)
{
    sayso_span span;
    memcpy(&span, where, sizeof span);
    if (absent_is_fine && span.start == SAYSO_NONE)
        return true;
    if (span.start > span.end || span.end > check->block->length)
        return wrong(check, where, "a span lies outside the text");
    return true;
}

static bool check_range(struct check *check, const void *where, uint32_t pool, sayso_range *range)
{
    memcpy(range, where, sizeof *range);
    if (range->first > count_of(check, pool) || range->count > count_of(check, pool) - range->first)
        return wrong(check, where, "a range lies outside its pool");
    return true;
}

static bool check_refs(struct check *check, const void *where, const sayso_field *field)
{
    sayso_range range;
    const uint32_t *refs = array_of_kind(check, SAYSO_REF);
    if (!check_range(check, where, SAYSO_REF, &range))
        return false;
    for (uint32_t i = 0; i < range.count; i++) {
        uint32_t ref = refs[range.first + i];
        if (field->type == SAYSO_FIELD_CODES ? !sayso_code_name(ref) : ref >= count_of(check, field->target))
            return wrong(check, &refs[range.first + i], "an index or code is not known");
    }
    return true;
}

static bool check_number(struct check *check, const char *where, const sayso_field *field)
{
    uint32_t value = 0;
    memcpy(&value, where, field->type == SAYSO_FIELD_ENUM8 || field->type == SAYSO_FIELD_BOOL ? 1 : 4);
    switch (field->type) {
    case SAYSO_FIELD_ENUM8:
    case SAYSO_FIELD_ENUM32: return value < field->name_count || wrong(check, where, "a value has no name");
    case SAYSO_FIELD_BOOL: return value < 2 || wrong(check, where, "a truth value is neither 0 nor 1");
    case SAYSO_FIELD_REF:
        return value == SAYSO_NONE || value < count_of(check, field->target) ||
               wrong(check, where, "an index is too large");
    case SAYSO_FIELD_CODE: return sayso_code_name(value) || wrong(check, where, "a code is not known");
    default: return true;
    }
}

static bool check_string(struct check *check, const char *where)
{
    sayso_range range;
    if (!check_range(check, where, SAYSO_STRING, &range))
        return false;
    const char *bytes = (const char *)array_of_kind(check, SAYSO_STRING) + range.first;
    return text_valid(bytes, range.count) || wrong(check, where, "a string is not UTF-8");
}

static bool check_float(struct check *check, const char *where, bool may_be_absent)
{
    float value;
    memcpy(&value, where, sizeof value);
    return (value >= 0.0f && value <= 1.0f) || (may_be_absent && value != value) ||
           wrong(check, where, "a share or probability is not between 0 and 1");
}

/* A field that is no view. */
static bool check_plain(struct check *check, const char *record, const sayso_field *field)
{
    const char *where = record + field->offset;
    sayso_range range;
    switch (field->type) {
    case SAYSO_FIELD_SPAN: return check_span(check, where, true);
    case SAYSO_FIELD_SPANS: return check_range(check, where, SAYSO_SPAN, &range);
    case SAYSO_FIELD_SLICE: return check_range(check, where, field->target, &range);
    case SAYSO_FIELD_REFS:
    case SAYSO_FIELD_CODES: return check_refs(check, where, field);
    case SAYSO_FIELD_STRING: return check_string(check, where);
    case SAYSO_FIELD_FLOAT: return check_float(check, where, false);
    case SAYSO_FIELD_SHARE: return check_float(check, where, true);
    default: return check_number(check, where, field);
    }
}

/* Views hold no views. */
static bool check_view(struct check *check, const char *view, const sayso_record *schema)
{
    bool good = !schema->is_span || check_span(check, view, true);
    for (size_t i = 0; good && i < schema->field_count; i++)
        good = check_plain(check, view, &schema->fields[i]);
    return good;
}

static bool check_fields(struct check *check, const char *record, const sayso_record *schema)
{
    bool good = true;
    for (size_t i = 0; good && i < schema->field_count; i++) {
        const sayso_field *field = &schema->fields[i];
        good = field->type == SAYSO_FIELD_VIEW ? check_view(check, record + field->offset, sayso_schema(field->target))
                                               : check_plain(check, record, field);
    }
    return good;
}

static bool check_records(struct check *check, uint32_t kind)
{
    const sayso_record *schema = sayso_schema(kind);
    const char *records = array_of_kind(check, kind);
    for (uint32_t i = 0; i < count_of(check, kind); i++, records += schema->size)
        if ((schema->is_span && !check_span(check, records, false)) || !check_fields(check, records, schema))
            return false;
    return true;
}

/* Each nested attribution is one deeper than its parent, so no chain of parents can go in a circle. */
static bool check_depths(struct check *check)
{
    const sayso_attribution *all = array_of_kind(check, SAYSO_ATTRIBUTION);
    for (uint32_t i = 0; i < count_of(check, SAYSO_ATTRIBUTION); i++) {
        uint32_t expected = all[i].parent == SAYSO_NONE ? 0 : all[all[i].parent].depth + 1;
        if (all[i].depth != expected)
            return wrong(check, &all[i].depth, "the depth of an attribution is not that of its parent plus one");
    }
    return true;
}

/* Strings that nobody may miss. */
static bool check_names(struct check *check)
{
    const sayso_warning *warnings = array_of_kind(check, SAYSO_WARNING);
    for (uint32_t i = 0; i < count_of(check, SAYSO_WARNING); i++)
        if (!warnings[i].detail.count)
            return wrong(check, &warnings[i].detail, "a warning has no message");
    const sayso_entity *all = array_of_kind(check, SAYSO_ENTITY);
    for (uint32_t i = 0; i < count_of(check, SAYSO_ENTITY); i++)
        if (!all[i].name.count)
            return wrong(check, &all[i].name, "an entity has no name");
    return true;
}

static bool check_text(struct check *check, const struct memory *memory, sayso_status *status)
{
    struct text text = {0};
    const void *bytes = array_of_kind(check, SAYSO_TEXT);
    *status = text_view(&text, memory, bytes, count_of(check, SAYSO_TEXT), SAYSO_MAX_BYTES, NULL);
    bool good = *status == SAYSO_OK && text.length == check->block->length &&
                text.checkpoints.count == count_of(check, SAYSO_CHECKPOINT) &&
                (!text.checkpoints.count || !memcmp(text.checkpoints.items, array_of_kind(check, SAYSO_CHECKPOINT),
                                                    text.checkpoints.count * sizeof(uint32_t)));
    array_free(memory, &text.checkpoints);
    return good || wrong(check, bytes, "the text is not UTF-8, or its length is wrong");
}

sayso_status document_check(const struct block_header *block, size_t size, const sayso_allocator *allocator,
                            sayso_error *error)
{
    struct memory memory = {allocator, NULL};
    struct check check = {block, (const char *)block, size, 0, NULL};
    sayso_status status = SAYSO_ERROR_BLOCK;
    bool ours = size >= sizeof block->magic + 8 && !memcmp(block->magic, BLOCK_MAGIC, sizeof block->magic);
    if (!ours) {
        wrong(&check, block, "this is not a document of sayso");
    } else if (block->version != SAYSO_BLOCK_VERSION) {
        wrong(&check, &block->version, "the document was written by another version of sayso");
        status = SAYSO_ERROR_VERSION;
    } else if (check_header(&check)) {
        bool good = check_text(&check, &memory, &status);
        if (status != SAYSO_ERROR_MEMORY)
            status = SAYSO_ERROR_BLOCK;
        for (uint32_t kind = 0; good && kind <= SAYSO_SPAN; kind++)
            good = check_records(&check, kind);
        if (good && check_depths(&check) && check_names(&check))
            return SAYSO_OK;
    }
    return error_fill(error, status, check.at, check.message);
}
