/* from_dict: the way back from plain dicts and lists to a document; nothing in them is believed. */
#include "module.h"

#include <math.h>
#include <string.h>

struct reader {
    struct state *state;
    PyObject *text;
    sayso_builder *builder;
    const char *kind; /* "attributions", for messages */
    Py_ssize_t index;
};

static int wrong(const struct reader *reader, const char *field, const char *problem)
{
    if (!PyErr_Occurred() || PyErr_ExceptionMatches(PyExc_TypeError) || PyErr_ExceptionMatches(PyExc_OverflowError) ||
        PyErr_ExceptionMatches(PyExc_ValueError))
        PyErr_Format(reader->state->error, "%s[%zd].%s: %s", reader->kind, reader->index, field, problem);
    return -1;
}

PyObject *dict_item(PyObject *dict, const char *key)
{
    PyObject *name = PyUnicode_FromString(key);
    PyObject *value = name ? PyDict_GetItemWithError(dict, name) : NULL;
    Py_XDECREF(name);
    return value;
}

static int read_u32(const struct reader *reader, const char *field, PyObject *value, uint32_t *number)
{
    unsigned long long n = value && PyLong_Check(value) ? PyLong_AsUnsignedLongLong(value) : UINT64_MAX;
    if (n >= SAYSO_NONE)
        return wrong(reader, field, "it must be an int from 0 to 2**32 - 2");
    *number = (uint32_t)n;
    return 0;
}

static int read_double(const struct reader *reader, const char *field, PyObject *value, double *number)
{
    *number = value && (PyFloat_Check(value) || PyLong_Check(value)) ? PyFloat_AsDouble(value) : NAN;
    return isnan(*number) ? wrong(reader, field, "it must be a number") : 0;
}

static int read_span(const struct reader *reader, const char *field, PyObject *value, sayso_span *span)
{
    if (!value || !PyDict_Check(value))
        return wrong(reader, field, "it must be a dict with start and end");
    if (read_u32(reader, field, dict_item(value, "start"), &span->start) < 0 ||
        read_u32(reader, field, dict_item(value, "end"), &span->end) < 0)
        return -1;
    PyObject *words = dict_item(value, "text");
    if (!words)
        return PyErr_Occurred() ? -1 : 0;
    PyObject *slice = PyUnicode_Substring(reader->text, (Py_ssize_t)span->start, (Py_ssize_t)span->end);
    if (!slice)
        return -1;
    bool same = PyUnicode_Check(words) && PyUnicode_Compare(slice, words) == 0; /* no code of a stranger's class runs */
    Py_DECREF(slice);
    return same ? 0 : wrong(reader, field, "its text is not what stands at its offsets");
}

static int read_enum(const struct reader *reader, const sayso_field *field, PyObject *value, uint32_t *number)
{
    for (uint32_t i = 0; value && i < field->name_count; i++) {
        bool fits = field->names[i]
                        ? PyUnicode_Check(value) && !PyUnicode_CompareWithASCIIString(value, field->names[i])
                        : value == Py_None;
        if (fits) {
            *number = i;
            return 0;
        }
    }
    return wrong(reader, field->name, "it is none of the names that it may be");
}

static int read_code(const struct reader *reader, const char *field, PyObject *value, uint32_t *number)
{
    for (uint32_t code = 0; value && PyUnicode_Check(value) && code < 1024; code++) {
        const char *name = sayso_code_name(code);
        if (name && PyUnicode_CompareWithASCIIString(value, name) == 0) {
            *number = code;
            return 0;
        }
    }
    return wrong(reader, field, "it is no known code");
}

static int read_string(const struct reader *reader, const char *field, PyObject *value, sayso_range *range)
{
    *range = sayso_builder_range(reader->builder, SAYSO_STRING);
    if (value == Py_None)
        return 0;
    if (!value || !PyUnicode_Check(value))
        return wrong(reader, field, "it must be a str or None");
    PyObject *bytes = PyUnicode_AsEncodedString(value, "utf-8", "surrogatepass");
    char *data;
    Py_ssize_t size;
    int status = -1;
    if (bytes && PyBytes_AsStringAndSize(bytes, &data, &size) == 0)
        status = sayso_builder_string(reader->builder, range, data, (size_t)size) ? 0 : (PyErr_NoMemory(), -1);
    Py_XDECREF(bytes);
    return status;
}

static int read_list(const struct reader *reader, const sayso_field *field, PyObject *value, sayso_range *range)
{
    bool spans = field->type == SAYSO_FIELD_SPANS;
    *range = sayso_builder_range(reader->builder, spans ? SAYSO_SPAN : SAYSO_REF);
    if (!value || !PyList_Check(value))
        return wrong(reader, field->name, "it must be a list");
    for (Py_ssize_t i = 0; i < PyList_Size(value); i++) {
        PyObject *item = PyList_GetItem(value, i);
        sayso_span span;
        uint32_t ref;
        int added;
        if (spans) {
            if (read_span(reader, field->name, item, &span) < 0)
                return -1;
            added = sayso_builder_span(reader->builder, range, span);
        } else {
            if ((field->type == SAYSO_FIELD_CODES ? read_code(reader, field->name, item, &ref)
                                                  : read_u32(reader, field->name, item, &ref)) < 0)
                return -1;
            added = sayso_builder_ref(reader->builder, range, ref);
        }
        if (!added)
            return PyErr_NoMemory(), -1;
    }
    return 0;
}

static int read_slice(const struct reader *reader, const char *field, PyObject *value, sayso_range *range)
{
    uint32_t end;
    if (!value || !PyList_Check(value) || PyList_Size(value) != 2)
        return wrong(reader, field, "it must be a list of two indices");
    if (read_u32(reader, field, PyList_GetItem(value, 0), &range->first) < 0 ||
        read_u32(reader, field, PyList_GetItem(value, 1), &end) < 0)
        return -1;
    if (end < range->first)
        return wrong(reader, field, "it ends before it begins");
    range->count = end - range->first;
    return 0;
}

static int read_wikidata(const struct reader *reader, const char *field, PyObject *value, uint32_t *number)
{
    *number = 0;
    if (value == Py_None)
        return 0;
    Py_ssize_t length = value && PyUnicode_Check(value) ? PyUnicode_GetLength(value) : 0;
    uint64_t digits = 0;
    for (Py_ssize_t i = 1; i < length && digits < SAYSO_NONE; i++) {
        Py_UCS4 c = PyUnicode_ReadChar(value, i);
        digits = c >= '0' && c <= '9' ? digits * 10 + (c - '0') : SAYSO_NONE;
    }
    if (length < 2 || PyUnicode_ReadChar(value, 0) != 'Q' || !digits || digits >= SAYSO_NONE)
        return wrong(reader, field, "it must be \"Q\" and digits, or None");
    *number = (uint32_t)digits;
    return 0;
}

static int read_uid(const struct reader *reader, const char *field, PyObject *value, uint64_t *uid)
{
    Py_ssize_t length = value && PyUnicode_Check(value) ? PyUnicode_GetLength(value) : 0;
    *uid = 0;
    for (Py_ssize_t i = 0; i < length && length == 16; i++) {
        Py_UCS4 c = PyUnicode_ReadChar(value, i);
        bool digit = c >= '0' && c <= '9', letter = c >= 'a' && c <= 'f';
        if (!digit && !letter)
            length = 0;
        else
            *uid = *uid << 4 | (digit ? c - '0' : c - 'a' + 10);
    }
    return length == 16 ? 0 : wrong(reader, field, "it must be 16 hex digits");
}

static int read_record(const struct reader *reader, uint32_t kind, PyObject *dict, char *record);

/* A record's absent spans must read as absent, also those of a view that is not there. */
static int read_view(const struct reader *reader, const sayso_field *field, PyObject *value, char *at)
{
    const sayso_record *schema = sayso_schema(field->target);
    if (value == Py_None) {
        static const sayso_span nowhere = {SAYSO_NONE, SAYSO_NONE};
        if (schema->is_span)
            memcpy(at, &nowhere, sizeof nowhere);
        for (size_t i = 0; i < schema->field_count; i++)
            if (schema->fields[i].type == SAYSO_FIELD_SPAN)
                memcpy(at + schema->fields[i].offset, &nowhere, sizeof nowhere);
        return 0;
    }
    return read_record(reader, field->target, value, at);
}

static int read_field(const struct reader *reader, const sayso_field *field, PyObject *value, char *record)
{
    char *at = record + field->offset;
    const char *name = field->name;
    uint32_t number = 0;
    sayso_range range = {0, 0};
    sayso_span span = {SAYSO_NONE, SAYSO_NONE};
    double real = NAN;
    uint64_t uid;
    int status = 0;
    switch (field->type) {
    case SAYSO_FIELD_U32: status = read_u32(reader, name, value, &number); break;
    case SAYSO_FIELD_COUNT:
    case SAYSO_FIELD_REF:
        if (value == Py_None)
            number = SAYSO_NONE;
        else
            status = read_u32(reader, name, value, &number);
        break;
    case SAYSO_FIELD_BOOL:
        number = value == Py_True;
        status = value == Py_True || value == Py_False ? 0 : wrong(reader, name, "it must be a bool");
        break;
    case SAYSO_FIELD_ENUM8:
    case SAYSO_FIELD_ENUM32: status = read_enum(reader, field, value, &number); break;
    case SAYSO_FIELD_CODE: status = read_code(reader, name, value, &number); break;
    case SAYSO_FIELD_WIKIDATA: status = read_wikidata(reader, name, value, &number); break;
    case SAYSO_FIELD_FLOAT:
    case SAYSO_FIELD_SHARE:
    case SAYSO_FIELD_DOUBLE:
        if (field->type == SAYSO_FIELD_FLOAT || value != Py_None)
            status = read_double(reader, name, value, &real);
        break;
    case SAYSO_FIELD_SPAN:
        if (value != Py_None)
            status = read_span(reader, name, value, &span);
        memcpy(at, &span, sizeof span);
        return status;
    case SAYSO_FIELD_SPANS:
    case SAYSO_FIELD_REFS:
    case SAYSO_FIELD_CODES:
    case SAYSO_FIELD_SLICE:
    case SAYSO_FIELD_STRING:
        status = field->type == SAYSO_FIELD_SLICE    ? read_slice(reader, name, value, &range)
                 : field->type == SAYSO_FIELD_STRING ? read_string(reader, name, value, &range)
                                                     : read_list(reader, field, value, &range);
        memcpy(at, &range, sizeof range);
        return status;
    case SAYSO_FIELD_UID:
        status = read_uid(reader, name, value, &uid);
        memcpy(at, &uid, sizeof uid);
        return status;
    case SAYSO_FIELD_VIEW: return value ? read_view(reader, field, value, at) : wrong(reader, name, "it is missing");
    }
    if (status < 0)
        return -1;
    float share = (float)real;
    if (field->type == SAYSO_FIELD_DOUBLE)
        memcpy(at, &real, sizeof real);
    else if (field->type == SAYSO_FIELD_FLOAT || field->type == SAYSO_FIELD_SHARE)
        memcpy(at, &share, sizeof share);
    else if (field->type == SAYSO_FIELD_ENUM8 || field->type == SAYSO_FIELD_BOOL)
        *at = (char)number;
    else
        memcpy(at, &number, sizeof number);
    return 0;
}

static int read_record(const struct reader *reader, uint32_t kind, PyObject *dict, char *record)
{
    const sayso_record *schema = sayso_schema(kind);
    if (!PyDict_Check(dict))
        return wrong(reader, schema->name, "it must be a dict");
    if (schema->is_span) {
        sayso_span span;
        if (read_span(reader, "start", dict, &span) < 0)
            return -1;
        memcpy(record, &span, sizeof span);
    }
    for (size_t i = 0; i < schema->field_count; i++) {
        PyObject *value = dict_item(dict, schema->fields[i].name);
        if (!value)
            return wrong(reader, schema->fields[i].name, "it is missing");
        if (read_field(reader, &schema->fields[i], value, record) < 0)
            return -1;
    }
    return 0;
}

static int read_kind(struct reader *reader, uint32_t kind, PyObject *dict)
{
    bool single = kind == SAYSO_LAYOUT || kind == SAYSO_HEALTH;
    PyObject *value = dict_item(dict, dict_keys[kind]);
    reader->kind = dict_keys[kind];
    reader->index = 0;
    if (single)
        return value ? read_record(reader, kind, value, sayso_builder_add(reader->builder, (sayso_kind)kind))
                     : wrong(reader, "", "it is missing");
    if (!value || !PyList_Check(value))
        return wrong(reader, "", "there must be a list of these");
    for (; reader->index < PyList_Size(value); reader->index++) {
        char *record = sayso_builder_add(reader->builder, (sayso_kind)kind);
        if (!record)
            return PyErr_NoMemory(), -1;
        if (read_record(reader, kind, PyList_GetItem(value, reader->index), record) < 0)
            return -1;
    }
    return 0;
}

/* What had read it, where the dict tells; an older one does not. */
static int read_origin(struct reader *reader, PyObject *dict)
{
    PyObject *rules = dict_item(dict, "rules"), *model = dict_item(dict, "model");
    sayso_origin origin = {0, 0, 0};
    reader->kind = "document";
    if (PyErr_Occurred())
        return -1;
    if (rules && read_u32(reader, "rules", rules, &origin.rules) < 0)
        return -1;
    if (model && model != Py_None && read_uid(reader, "model", model, &origin.model) < 0)
        return -1;
    sayso_builder_origin(reader->builder, origin);
    return 0;
}

PyObject *document_from_dict(struct state *state, PyObject *dict)
{
    if (!PyDict_Check(dict)) {
        PyErr_SetString(PyExc_TypeError, "from_dict() takes a dict, as to_dict() gives it");
        return NULL;
    }
    PyObject *text = dict_item(dict, "text"), *id = dict_item(dict, "id");
    PyObject *date = dict_item(dict, "date"), *error = dict_item(dict, "error");
    PyObject *document = NULL;
    struct text_in in;
    sayso_error problem = {0};
    sayso_document *core = NULL;
    if (PyErr_Occurred())
        return NULL;
    if (!text) {
        PyErr_SetString(state->error, "there is no text in the dict");
        return NULL;
    }
    if (!str_or_none(date) || !str_or_none(error)) {
        PyErr_SetString(state->error, "date and error must be str or None");
        return NULL;
    }
    if (text_in_take(state, text, &in) < 0)
        return NULL;
    struct reader reader = {state, in.text, NULL, "", 0};
    sayso_status status = sayso_builder_create(in.bytes, in.size, &module_allocator, &reader.builder, &problem);
    if (status != SAYSO_OK) {
        raise_core(state, status, &problem);
        goto done;
    }
    if (read_origin(&reader, dict) < 0)
        goto done;
    for (uint32_t kind = 0; kind < SAYSO_SPAN; kind++)
        if (read_kind(&reader, kind, dict) < 0)
            goto done;
    status = sayso_builder_finish(reader.builder, &module_allocator, &core, &problem);
    if (status != SAYSO_OK)
        PyErr_Format(state->error, "the dict describes no document: %s", problem.message);
    else
        document = document_new(state, core, in.text, id, date, error);
done:
    sayso_builder_free(reader.builder);
    text_in_release(&in);
    return document;
}
