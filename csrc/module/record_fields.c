/* record_fields: the values of records' fields as Python objects, by the type that the schema gives. */
#include "module.h"

#include <math.h>
#include <string.h>

PyObject *document_text(const struct document *document, sayso_span span)
{
    return PyUnicode_Substring(document->text, (Py_ssize_t)span.start, (Py_ssize_t)span.end);
}

PyObject *document_string(const struct document *document, sayso_range range)
{
    if (!range.count)
        Py_RETURN_NONE;
    uint32_t size;
    const char *strings = sayso_document_records(document->core, SAYSO_STRING, &size);
    return PyUnicode_DecodeUTF8(strings + range.first, (Py_ssize_t)range.count, "surrogatepass");
}

/* A tuple of what `make` gives for each item of a range in a pool. */
static PyObject *tuple_of(struct document *document, sayso_kind pool, uint32_t target, sayso_range range)
{
    uint32_t size;
    const char *items = sayso_document_records(document->core, pool, &size);
    PyObject *tuple = PyTuple_New((Py_ssize_t)range.count);
    for (uint32_t i = 0; tuple && i < range.count; i++) {
        PyObject *item;
        if (pool == SAYSO_SPAN) {
            item = span_new(document, ((const sayso_span *)(const void *)items)[range.first + i]);
        } else if (pool == SAYSO_REF) {
            uint32_t ref = ((const uint32_t *)(const void *)items)[range.first + i];
            if (target == SAYSO_KINDS) {
                const char *name = sayso_code_name(ref);
                item = PyUnicode_InternFromString(name ? name : "?");
            } else {
                item = record_new(document, target, ref);
            }
        } else {
            item = record_new(document, pool, range.first + i);
        }
        if (!item || PyTuple_SetItem(tuple, (Py_ssize_t)i, item) < 0)
            Py_CLEAR(tuple);
    }
    return tuple;
}

static PyObject *enum_name(const sayso_field *field, uint32_t value)
{
    const char *name = value < field->name_count ? field->names[value] : NULL;
    if (!name)
        Py_RETURN_NONE;
    return PyUnicode_InternFromString(name);
}

bool view_present(uint32_t view, const char *base)
{
    const sayso_record *schema = sayso_schema(view);
    if (!schema->is_span && !(schema->field_count && schema->fields[0].type == SAYSO_FIELD_SPAN))
        return true;
    sayso_span span;
    memcpy(&span, base, sizeof span);
    return span.start != SAYSO_NONE;
}

PyObject *field_get(struct document *document, uint32_t index, const char *base, const sayso_field *field)
{
    const char *at = base + field->offset;
    uint32_t number;
    sayso_range range;
    sayso_span span;
    switch (field->type) {
    case SAYSO_FIELD_U32: memcpy(&number, at, sizeof number); return PyLong_FromUnsignedLong(number);
    case SAYSO_FIELD_COUNT:
        memcpy(&number, at, sizeof number);
        if (number == SAYSO_NONE)
            Py_RETURN_NONE;
        return PyLong_FromUnsignedLong(number);
    case SAYSO_FIELD_FLOAT:
    case SAYSO_FIELD_SHARE: {
        float value;
        memcpy(&value, at, sizeof value);
        if (isnan(value))
            Py_RETURN_NONE;
        return PyFloat_FromDouble((double)value);
    }
    case SAYSO_FIELD_DOUBLE: {
        double value;
        memcpy(&value, at, sizeof value);
        if (isnan(value))
            Py_RETURN_NONE;
        return PyFloat_FromDouble(value);
    }
    case SAYSO_FIELD_BOOL: return PyBool_FromLong(*at);
    case SAYSO_FIELD_ENUM8: return enum_name(field, *(const uint8_t *)at);
    case SAYSO_FIELD_ENUM32: memcpy(&number, at, sizeof number); return enum_name(field, number);
    case SAYSO_FIELD_SPAN: memcpy(&span, at, sizeof span); return span_new(document, span);
    case SAYSO_FIELD_SPANS: memcpy(&range, at, sizeof range); return tuple_of(document, SAYSO_SPAN, 0, range);
    case SAYSO_FIELD_REF:
        memcpy(&number, at, sizeof number);
        if (number == SAYSO_NONE)
            Py_RETURN_NONE;
        return record_new(document, field->target, number);
    case SAYSO_FIELD_REFS: memcpy(&range, at, sizeof range); return tuple_of(document, SAYSO_REF, field->target, range);
    case SAYSO_FIELD_SLICE:
        memcpy(&range, at, sizeof range);
        return tuple_of(document, (sayso_kind)field->target, 0, range);
    case SAYSO_FIELD_STRING: memcpy(&range, at, sizeof range); return document_string(document, range);
    case SAYSO_FIELD_CODES: memcpy(&range, at, sizeof range); return tuple_of(document, SAYSO_REF, SAYSO_KINDS, range);
    case SAYSO_FIELD_CODE: {
        memcpy(&number, at, sizeof number);
        const char *name = sayso_code_name(number);
        return PyUnicode_InternFromString(name ? name : "?");
    }
    case SAYSO_FIELD_WIKIDATA:
        memcpy(&number, at, sizeof number);
        if (!number)
            Py_RETURN_NONE;
        return PyUnicode_FromFormat("Q%u", (unsigned)number);
    case SAYSO_FIELD_UID: {
        uint64_t uid;
        char hex[17];
        memcpy(&uid, at, sizeof uid);
        for (int i = 0; i < 16; i++)
            hex[i] = "0123456789abcdef"[(uid >> (60 - 4 * i)) & 15];
        hex[16] = '\0';
        return PyUnicode_FromString(hex);
    }
    case SAYSO_FIELD_VIEW:
        if (!view_present(field->target, at))
            Py_RETURN_NONE;
        return record_at(document, field->target, index, at);
    }
    PyErr_SetString(PyExc_SystemError, "a field of unknown type");
    return NULL;
}

PyObject *attribution_text(const struct document *document, const sayso_attribution *attribution)
{
    uint32_t size;
    const sayso_span *spans = sayso_document_records(document->core, SAYSO_SPAN, &size);
    if (attribution->content.count == 1)
        return document_text(document, spans[attribution->content.first]);
    PyObject *pieces = PyList_New(0), *space = PyUnicode_FromString(" "), *joined = NULL;
    for (uint32_t i = 0; pieces && space && i < attribution->content.count; i++) {
        PyObject *piece = document_text(document, spans[attribution->content.first + i]);
        if (!piece || PyList_Append(pieces, piece) < 0)
            Py_CLEAR(pieces);
        Py_XDECREF(piece);
    }
    if (pieces && space)
        joined = PyUnicode_Join(space, pieces);
    Py_XDECREF(pieces);
    Py_XDECREF(space);
    return joined;
}
