/* document_equal: whether two documents say the same.  Equal blocks do; so do blocks whose pools stand in another
 * order, as a document has that was written down and read again. */
#include "document.h"

#include <string.h>

struct pair {
    const sayso_document *a, *b;
};

static const char *items_of(const sayso_document *document, uint32_t kind)
{
    uint32_t count;
    return sayso_document_records(document, (sayso_kind)kind, &count);
}

static bool ranges_equal(const struct pair *pair, const char *x, const char *y, uint32_t pool)
{
    sayso_range p, q;
    size_t size = sayso_schema(pool)->size;
    memcpy(&p, x, sizeof p);
    memcpy(&q, y, sizeof q);
    return p.count == q.count && (!p.count || !memcmp(items_of(pair->a, pool) + p.first * size,
                                                      items_of(pair->b, pool) + q.first * size, p.count * size));
}

static bool spans_equal(const char *x, const char *y)
{
    sayso_span p, q;
    memcpy(&p, x, sizeof p);
    memcpy(&q, y, sizeof q);
    return p.start == q.start && (p.end == q.end || p.start == SAYSO_NONE);
}

static bool doubles_equal(const char *x, const char *y)
{
    double p, q;
    memcpy(&p, x, sizeof p);
    memcpy(&q, y, sizeof q);
    return memcmp(x, y, sizeof p) == 0 || (p != p && q != q); /* two absent numbers */
}

static bool shares_equal(const char *x, const char *y)
{
    float p, q;
    memcpy(&p, x, sizeof p);
    memcpy(&q, y, sizeof q);
    return memcmp(x, y, sizeof p) == 0 || (p != p && q != q);
}

static bool slices_equal(const char *x, const char *y)
{
    sayso_range p, q;
    memcpy(&p, x, sizeof p);
    memcpy(&q, y, sizeof q);
    return p.count == q.count && (p.first == q.first || !p.count);
}

static bool fields_equal(const struct pair *pair, const char *a, const char *b, const sayso_record *schema);

static bool field_equal(const struct pair *pair, const char *x, const char *y, const sayso_field *field)
{
    switch (field->type) {
    case SAYSO_FIELD_SPAN: return spans_equal(x, y);
    case SAYSO_FIELD_SPANS: return ranges_equal(pair, x, y, SAYSO_SPAN);
    case SAYSO_FIELD_REFS:
    case SAYSO_FIELD_CODES: return ranges_equal(pair, x, y, SAYSO_REF);
    case SAYSO_FIELD_STRING: return ranges_equal(pair, x, y, SAYSO_STRING);
    case SAYSO_FIELD_SLICE: return slices_equal(x, y);
    case SAYSO_FIELD_DOUBLE: return doubles_equal(x, y);
    case SAYSO_FIELD_SHARE: return shares_equal(x, y);
    case SAYSO_FIELD_VIEW:
        return (!sayso_schema(field->target)->is_span || spans_equal(x, y)) &&
               fields_equal(pair, x, y, sayso_schema(field->target)); /* views hold no views */
    case SAYSO_FIELD_BOOL:
    case SAYSO_FIELD_ENUM8: return *x == *y;
    case SAYSO_FIELD_UID: return memcmp(x, y, sizeof(uint64_t)) == 0;
    default: return memcmp(x, y, sizeof(uint32_t)) == 0;
    }
}

static bool fields_equal(const struct pair *pair, const char *a, const char *b, const sayso_record *schema)
{
    for (size_t i = 0; i < schema->field_count; i++)
        if (!field_equal(pair, a + schema->fields[i].offset, b + schema->fields[i].offset, &schema->fields[i]))
            return false;
    return true;
}

int sayso_document_equal(const sayso_document *a, const sayso_document *b)
{
    const struct pair pair = {a, b};
    const struct block_header *p = a->block, *q = b->block;
    if (p == q || (p->size == q->size && memcmp(p, q, (size_t)p->size) == 0))
        return 1;
    for (uint32_t kind = 0; kind < SAYSO_SPAN; kind++)
        if (p->arrays[kind].count != q->arrays[kind].count)
            return 0;
    uint32_t bytes = p->arrays[SAYSO_TEXT].count;
    if (bytes != q->arrays[SAYSO_TEXT].count || memcmp(items_of(a, SAYSO_TEXT), items_of(b, SAYSO_TEXT), bytes) != 0)
        return 0;
    for (uint32_t kind = 0; kind < SAYSO_SPAN; kind++) {
        const sayso_record *schema = sayso_schema(kind);
        const char *x = items_of(a, kind), *y = items_of(b, kind);
        for (uint32_t i = 0; i < p->arrays[kind].count; i++, x += schema->size, y += schema->size)
            if ((schema->is_span && !spans_equal(x, y)) || !fields_equal(&pair, x, y, schema))
                return 0;
    }
    return 1;
}
