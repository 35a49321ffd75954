/* arrow_in: columns of somebody else's table as lists, through its Arrow capsule; needs no library. */
#include "module.h"

#include <string.h>

#include "arrow.h"

/* Is value `i` of the array there? */
static bool is_valid(const struct ArrowArray *array, int64_t i)
{
    const uint8_t *bits = array->n_buffers > 0 ? array->buffers[0] : NULL;
    return !array->null_count || !bits || (bits[i / 8] >> i % 8 & 1);
}

static PyObject *text_at(const char *bytes, int64_t size)
{
    return PyUnicode_DecodeUTF8(size ? bytes : "", (Py_ssize_t)size, "replace");
}

/* Of a string view: 4 bytes of size, then the text itself if it has at most 12 bytes, else where it stands. */
static PyObject *view_at(const struct ArrowArray *array, int64_t i)
{
    const char *view = (const char *)array->buffers[1] + i * 16;
    int32_t size, buffer, offset;
    memcpy(&size, view, sizeof size);
    if (size <= 12)
        return text_at(view + 4, size);
    memcpy(&buffer, view + 8, sizeof buffer);
    memcpy(&offset, view + 12, sizeof offset);
    return text_at((const char *)array->buffers[2 + buffer] + offset, size);
}

/* Days since 1970 as an ISO date (Howard Hinnant's way from days to civil dates). */
static PyObject *day_text(int64_t days)
{
    if (days < -719162 || days > 2932896) /* years 1 to 9999 */
        Py_RETURN_NONE;
    int64_t z = days + 719468, era = (z >= 0 ? z : z - 146096) / 146097, day_of_era = z - era * 146097;
    int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t shifted = (5 * day_of_year + 2) / 153, day = day_of_year - (153 * shifted + 2) / 5 + 1;
    int64_t month = shifted < 10 ? shifted + 3 : shifted - 9, year = year_of_era + era * 400 + (month <= 2);
    char text[16];
    PyOS_snprintf(text, sizeof text, "%04d-%02d-%02d", (int)year, (int)month, (int)day);
    return PyUnicode_FromString(text);
}

static int64_t floor_divide(int64_t a, int64_t b) { return a / b - (a % b != 0 && (a < 0) != (b < 0)); }

static int64_t integer_at(const void *items, char format, int64_t i)
{
    switch (format) {
    case 'c': return ((const int8_t *)items)[i];
    case 'C': return ((const uint8_t *)items)[i];
    case 's': return ((const int16_t *)items)[i];
    case 'S': return ((const uint16_t *)items)[i];
    case 'i': return ((const int32_t *)items)[i];
    case 'I': return ((const uint32_t *)items)[i];
    default: return ((const int64_t *)items)[i];
    }
}

static PyObject *temporal_at(const char *format, const void *items, int64_t i)
{
    if (strcmp(format, "tdD") == 0)
        return day_text(((const int32_t *)items)[i]);
    int64_t value = ((const int64_t *)items)[i];
    if (strcmp(format, "tdm") == 0)
        return day_text(floor_divide(value, 86400000));
    if (strncmp(format, "ts", 2) == 0) { /* its day, in UTC or as it stands */
        int64_t second = format[2] == 's' ? 1 : format[2] == 'm' ? 1000 : format[2] == 'u' ? 1000000 : 1000000000;
        return day_text(floor_divide(value, second * 86400));
    }
    return NULL;
}

static PyObject *value_at(const struct ArrowSchema *schema, const struct ArrowArray *array, int64_t i)
{
    const char *format;
    const void *items;
    for (;; schema = schema->dictionary, array = array->dictionary) {
        format = schema->format;
        i += array->offset;
        if (*format == 'n' || !is_valid(array, i))
            Py_RETURN_NONE;
        items = array->n_buffers > 1 ? array->buffers[1] : NULL;
        if (!schema->dictionary)
            break;
        i = integer_at(items, *format, i);
    }
    if (strcmp(format, "u") == 0) {
        const int32_t *offsets = items;
        return text_at((const char *)array->buffers[2] + offsets[i], offsets[i + 1] - offsets[i]);
    }
    if (strcmp(format, "U") == 0) {
        const int64_t *offsets = items;
        return text_at((const char *)array->buffers[2] + offsets[i], offsets[i + 1] - offsets[i]);
    }
    if (strcmp(format, "vu") == 0)
        return view_at(array, i);
    if (strcmp(format, "b") == 0)
        return PyBool_FromLong(((const uint8_t *)items)[i / 8] >> i % 8 & 1);
    if (strcmp(format, "f") == 0)
        return PyFloat_FromDouble((double)((const float *)items)[i]);
    if (strcmp(format, "g") == 0)
        return PyFloat_FromDouble(((const double *)items)[i]);
    if (strcmp(format, "L") == 0)
        return PyLong_FromUnsignedLongLong(((const uint64_t *)items)[i]);
    if (strlen(format) == 1 && strchr("cCsSiIl", *format))
        return PyLong_FromLongLong(integer_at(items, *format, i));
    PyObject *day = *format == 't' ? temporal_at(format, items, i) : NULL;
    if (!day && !PyErr_Occurred())
        PyErr_Format(PyExc_TypeError, "the column \"%s\" has the Arrow format \"%s\", which sayso cannot read",
                     schema->name ? schema->name : "", format);
    return day;
}

/* Append the values of the wanted columns of a batch to their lists. */
static int batch_read(const struct ArrowSchema *schema, const struct ArrowArray *batch, PyObject *lists)
{
    PyObject *name, *list;
    Py_ssize_t at = 0;
    while (PyDict_Next(lists, &at, &name, &list)) {
        int64_t c = 0;
        while (c < schema->n_children && PyUnicode_CompareWithASCIIString(name, schema->children[c]->name) != 0)
            c++;
        for (int64_t i = 0; c < schema->n_children && i < batch->length; i++) {
            /* a struct's own offset moves its children as well */
            PyObject *value = value_at(schema->children[c], batch->children[c], batch->offset + i);
            int status = value ? PyList_Append(list, value) : -1;
            Py_XDECREF(value);
            if (status < 0)
                return -1;
        }
    }
    return 0;
}

static int stream_failed(struct ArrowArrayStream *stream)
{
    const char *problem = stream->get_last_error(stream);
    PyErr_Format(PyExc_ValueError, "the table could not be read: %s", problem ? problem : "it does not say why");
    return -1;
}

/* Append the values of an array that is a column by itself. */
static int column_read(const struct ArrowSchema *schema, const struct ArrowArray *array, PyObject *values)
{
    for (int64_t i = 0; i < array->length; i++) {
        PyObject *value = value_at(schema, array, i);
        int status = value ? PyList_Append(values, value) : -1;
        Py_XDECREF(value);
        if (status < 0)
            return -1;
    }
    return 0;
}

static bool holds_texts(const struct ArrowSchema *schema)
{
    const char *format = schema->dictionary ? schema->dictionary->format : schema->format;
    return !strcmp(format, "u") || !strcmp(format, "U") || !strcmp(format, "vu") || !strcmp(format, "n");
}

/* Of a table, fill `lists` and `names`; of a single column of texts, `values`, and set `*alone`. */
static int stream_read(struct ArrowArrayStream *stream, PyObject *lists, PyObject *names, PyObject *values, bool *alone)
{
    struct ArrowSchema schema = {0};
    int status = -1;
    if (stream->get_schema(stream, &schema) != 0)
        return stream_failed(stream);
    *alone = strcmp(schema.format, "+s") != 0;
    if (*alone && !holds_texts(&schema)) {
        PyErr_Format(PyExc_TypeError, "the data is neither a table nor a column of texts: its Arrow format is \"%s\"",
                     schema.format);
        goto done;
    }
    for (int64_t c = 0; !*alone && c < schema.n_children; c++) {
        PyObject *name =
            PyUnicode_DecodeUTF8(schema.children[c]->name, (Py_ssize_t)strlen(schema.children[c]->name), "replace");
        int added = name ? PyList_Append(names, name) : -1;
        Py_XDECREF(name);
        if (added < 0)
            goto done;
    }
    for (;;) {
        struct ArrowArray batch = {0};
        if (stream->get_next(stream, &batch) != 0) {
            status = stream_failed(stream);
            goto done;
        }
        if (!batch.release) {
            status = 0;
            goto done;
        }
        int read = *alone ? column_read(&schema, &batch, values) : batch_read(&schema, &batch, lists);
        batch.release(&batch);
        if (read < 0)
            goto done;
    }
done:
    schema.release(&schema);
    return status;
}

/* _arrow_columns(table, wanted names): (names of all columns, {wanted name: list of values}); of a column of texts
 * (None, list of values). */
PyObject *arrow_columns(PyObject *module, PyObject *args)
{
    PyObject *table, *wanted, *lists = NULL, *names = NULL, *values = NULL, *capsule = NULL, *result = NULL;
    bool alone = false;
    (void)module;
    if (!PyArg_ParseTuple(args, "OO!:_arrow_columns", &table, &PyTuple_Type, &wanted))
        return NULL;
    lists = PyDict_New();
    names = PyList_New(0);
    values = PyList_New(0);
    for (Py_ssize_t i = 0; lists && i < PyTuple_Size(wanted); i++) {
        PyObject *list = PyList_New(0);
        if (!list || PyDict_SetItem(lists, PyTuple_GetItem(wanted, i), list) < 0)
            Py_CLEAR(lists);
        Py_XDECREF(list);
    }
    if (lists && names && values)
        capsule = PyObject_CallMethod(table, "__arrow_c_stream__", NULL);
    struct ArrowArrayStream *stream = capsule ? PyCapsule_GetPointer(capsule, "arrow_array_stream") : NULL;
    if (stream && !stream->release)
        PyErr_SetString(PyExc_ValueError, "the table's Arrow stream is used up");
    else if (stream && stream_read(stream, lists, names, values, &alone) == 0)
        result = alone ? PyTuple_Pack(2, Py_None, values) : PyTuple_Pack(2, names, lists);
    Py_XDECREF(lists);
    Py_XDECREF(names);
    Py_XDECREF(values);
    Py_XDECREF(capsule); /* releases the stream */
    return result;
}
