/* to_dict: a document as plain dicts and lists, field by field from the schema. */
#include "module.h"

#include <math.h>
#include <string.h>

const char *const dict_keys[SAYSO_SPAN] = {[SAYSO_TOKEN] = "tokens",
                                           [SAYSO_SENTENCE] = "sentences",
                                           [SAYSO_PARAGRAPH] = "paragraphs",
                                           [SAYSO_LAYOUT] = "layout",
                                           [SAYSO_MENTION] = "mentions",
                                           [SAYSO_ENTITY] = "entities",
                                           [SAYSO_ATTRIBUTION] = "attributions",
                                           [SAYSO_SCARE_QUOTE] = "scare_quotes",
                                           [SAYSO_DATE] = "dates",
                                           [SAYSO_QUANTITY] = "quantities",
                                           [SAYSO_WARNING] = "warnings",
                                           [SAYSO_HEALTH] = "health"};

/* Steals `value`; -1 if it is NULL. */
static int put(PyObject *dict, const char *key, PyObject *value)
{
    int status = value ? PyDict_SetItemString(dict, key, value) : -1;
    Py_XDECREF(value);
    return status;
}

static int put_span(PyObject *dict, const struct document *document, sayso_span span)
{
    return put(dict, "start", PyLong_FromUnsignedLong(span.start)) < 0 ||
                   put(dict, "end", PyLong_FromUnsignedLong(span.end)) < 0
               ? -1
               : put(dict, "text", document_text(document, span));
}

static PyObject *span_dict(const struct document *document, sayso_span span)
{
    if (span.start == SAYSO_NONE)
        Py_RETURN_NONE;
    PyObject *dict = PyDict_New();
    if (dict && put_span(dict, document, span) < 0)
        Py_CLEAR(dict);
    return dict;
}

/* A list of what stands in a range of the pool: spans as dicts, references as indices. */
static PyObject *list_of(const struct document *document, sayso_kind pool, sayso_range range)
{
    uint32_t size;
    const char *items = sayso_document_records(document->core, pool, &size);
    PyObject *list = PyList_New((Py_ssize_t)range.count);
    for (uint32_t i = 0; list && i < range.count; i++) {
        PyObject *item;
        if (pool == SAYSO_SPAN)
            item = span_dict(document, ((const sayso_span *)(const void *)items)[range.first + i]);
        else
            item = PyLong_FromUnsignedLong(((const uint32_t *)(const void *)items)[range.first + i]);
        if (!item || PyList_SetItem(list, (Py_ssize_t)i, item) < 0)
            Py_CLEAR(list);
    }
    return list;
}

static PyObject *record_dict(struct document *document, uint32_t kind, uint32_t index, const char *base);

static PyObject *field_plain(struct document *document, uint32_t index, const char *base, const sayso_field *field)
{
    uint32_t number;
    sayso_range range;
    sayso_span span;
    memcpy(&number, base + field->offset, field->type == SAYSO_FIELD_ENUM8 || field->type == SAYSO_FIELD_BOOL ? 1 : 4);
    switch (field->type) {
    case SAYSO_FIELD_SPAN: memcpy(&span, base + field->offset, sizeof span); return span_dict(document, span);
    case SAYSO_FIELD_SPANS:
        memcpy(&range, base + field->offset, sizeof range);
        return list_of(document, SAYSO_SPAN, range);
    case SAYSO_FIELD_REFS:
        memcpy(&range, base + field->offset, sizeof range);
        return list_of(document, SAYSO_REF, range);
    case SAYSO_FIELD_SLICE:
        memcpy(&range, base + field->offset, sizeof range);
        return Py_BuildValue("[II]", (unsigned)range.first, (unsigned)(range.first + range.count));
    case SAYSO_FIELD_REF:
        if (number == SAYSO_NONE)
            Py_RETURN_NONE;
        return PyLong_FromUnsignedLong(number);
    case SAYSO_FIELD_VIEW: return record_dict(document, field->target, index, base + field->offset);
    case SAYSO_FIELD_CODES: {
        PyObject *tuple = field_get(document, index, base, field);
        PyObject *list = tuple ? PySequence_List(tuple) : NULL;
        Py_XDECREF(tuple);
        return list;
    }
    default: /* numbers, names and strings are plain already */ return field_get(document, index, base, field);
    }
}

static PyObject *record_dict(struct document *document, uint32_t kind, uint32_t index, const char *base)
{
    const sayso_record *schema = sayso_schema(kind);
    if (kind >= SAYSO_KINDS && !view_present(kind, base))
        Py_RETURN_NONE;
    PyObject *dict = PyDict_New();
    if (dict && schema->is_span) {
        sayso_span span;
        memcpy(&span, base, sizeof span);
        if (put_span(dict, document, span) < 0)
            Py_CLEAR(dict);
    }
    for (size_t i = 0; dict && i < schema->field_count; i++)
        if (put(dict, schema->fields[i].name, field_plain(document, index, base, &schema->fields[i])) < 0)
            Py_CLEAR(dict);
    return dict;
}

static PyObject *kind_plain(struct document *document, uint32_t kind)
{
    uint32_t count;
    const char *records = sayso_document_records(document->core, (sayso_kind)kind, &count);
    if (kind == SAYSO_LAYOUT || kind == SAYSO_HEALTH)
        return record_dict(document, kind, 0, records);
    size_t size = sayso_schema(kind)->size;
    PyObject *list = PyList_New((Py_ssize_t)count);
    for (uint32_t i = 0; list && i < count; i++) {
        PyObject *item = record_dict(document, kind, i, records + i * size);
        if (!item || PyList_SetItem(list, (Py_ssize_t)i, item) < 0)
            Py_CLEAR(list);
    }
    return list;
}

PyObject *document_to_dict(struct document *document)
{
    PyObject *dict = PyDict_New();
    if (!dict)
        return NULL;
    if (put(dict, "sayso", PyUnicode_FromString(SAYSO_VERSION)) < 0 ||
        put(dict, "rules", document_rules(document)) < 0 || put(dict, "model", document_model(document)) < 0 ||
        put(dict, "id", Py_NewRef(document->id)) < 0 || put(dict, "date", Py_NewRef(document->date)) < 0 ||
        put(dict, "error", Py_NewRef(document->error)) < 0 || put(dict, "text", Py_NewRef(document->text)) < 0)
        goto fail;
    /* what readers look for first stands first */
    static const uint32_t order[] = {SAYSO_ATTRIBUTION, SAYSO_ENTITY,    SAYSO_MENTION,  SAYSO_SCARE_QUOTE,
                                     SAYSO_DATE,        SAYSO_QUANTITY,  SAYSO_LAYOUT,   SAYSO_HEALTH,
                                     SAYSO_WARNING,     SAYSO_PARAGRAPH, SAYSO_SENTENCE, SAYSO_TOKEN};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        if (put(dict, dict_keys[order[i]], kind_plain(document, order[i])) < 0)
            goto fail;
    return dict;
fail:
    Py_DECREF(dict);
    return NULL;
}
