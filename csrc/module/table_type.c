/* table_type: Table, rows of many documents as columns, and its way into Arrow. */
#include "module.h"

#include <stdlib.h>
#include <string.h>

#include "arrow.h"

static const char *const NAMES[SAYSO_TABLES] = {"documents", "quotes",   "attributions", "sources",
                                                "mentions",  "entities", "warnings"};

/* ---- making ---- */

const char *const table_types[] = {
    [SAYSO_VALUE_INT] = "int", [SAYSO_VALUE_FLOAT] = "float", [SAYSO_VALUE_BOOL] = "bool", [SAYSO_VALUE_TEXT] = "str"};

static sayso_value_type type_named(const char *name)
{
    for (int i = SAYSO_VALUE_INT; i <= SAYSO_VALUE_TEXT; i++)
        if (strcmp(table_types[i], name) == 0)
            return (sayso_value_type)i;
    return SAYSO_VALUE_NULL;
}

static PyObject *columns_of(const sayso_table *table)
{
    uint32_t width = sayso_table_width(table);
    PyObject *columns = PyTuple_New((Py_ssize_t)width);
    for (uint32_t c = 0; columns && c < width; c++) {
        PyObject *name = PyUnicode_InternFromString(sayso_table_column(table, c));
        if (!name || PyTuple_SetItem(columns, (Py_ssize_t)c, name) < 0)
            Py_CLEAR(columns);
    }
    return columns;
}

/* The pairs (name, type) of carried columns; the names are borrowed from the tuple. */
static sayso_carry *carry_read(PyObject *pairs)
{
    Py_ssize_t count = PyTuple_Size(pairs);
    sayso_carry *carry = calloc((size_t)count + 1, sizeof *carry);
    if (!carry)
        PyErr_NoMemory();
    for (Py_ssize_t i = 0; carry && i < count; i++) {
        const char *name, *type;
        if (!PyArg_ParseTuple(PyTuple_GetItem(pairs, i), "ss", &name, &type)) {
            free(carry);
            return NULL;
        }
        carry[i] = (sayso_carry){name, type_named(type)};
    }
    return carry;
}

PyObject *table_make(PyObject *module, PyObject *args)
{
    struct state *state = PyModule_GetState(module);
    const char *name, *id;
    PyObject *pairs;
    int kind = 0;
    if (!PyArg_ParseTuple(args, "ssO!:_table", &name, &id, &PyTuple_Type, &pairs))
        return NULL;
    while (kind < SAYSO_TABLES && strcmp(NAMES[kind], name) != 0)
        kind++;
    sayso_carry *carry = carry_read(pairs);
    if (!carry)
        return NULL;
    sayso_error error = {0};
    sayso_table *core = NULL;
    sayso_value_type type = type_named(id);
    Py_ssize_t carried = PyTuple_Size(pairs);
    sayso_status status =
        sayso_table_create((sayso_table_kind)kind, type, carry, (uint32_t)carried, &module_allocator, &core, &error);
    if (status == SAYSO_ERROR_ARGUMENT && error.position < (size_t)carried)
        PyErr_Format(PyExc_ValueError,
                     "carry: the column \"%s\" has the name of another column of the table %s, or a name "
                     "or type that cannot be carried",
                     carry[error.position].name, name);
    else if (status != SAYSO_OK)
        raise_core(state, status, &error);
    free(carry);
    if (!core)
        return NULL;
    struct table *self = (struct table *)PyType_GenericAlloc(state->table_type, 0);
    if (!self) {
        sayso_table_free(core);
        return NULL;
    }
    self->state = state;
    self->core = core;
    self->id = type;
    self->carried = carried;
    self->carry = Py_NewRef(pairs);
    self->metadata = PyTuple_New(0);
    self->name = PyUnicode_FromString(NAMES[kind]);
    self->columns = columns_of(core);
    if (!self->name || !self->columns || !self->metadata)
        Py_CLEAR(self);
    return (PyObject *)self;
}

static void table_dealloc(PyObject *object)
{
    struct table *self = (struct table *)object;
    PyTypeObject *type = Py_TYPE(object);
    if (self->weak)
        PyObject_ClearWeakRefs(object);
    sayso_table_free(self->core);
    Py_XDECREF(self->name);
    Py_XDECREF(self->columns);
    Py_XDECREF(self->carry);
    Py_XDECREF(self->metadata);
    PyObject_Free(object);
    Py_DECREF((PyObject *)type);
}

/* ---- rows in ---- */

/* A Python value as a cell; text is borrowed from `*keep`, which the caller lets go. */
static int value_read(PyObject *object, sayso_value *value, PyObject **keep)
{
    *value = (sayso_value){.type = SAYSO_VALUE_NULL};
    if (object == Py_None)
        return 0;
    if (PyBool_Check(object)) {
        value->type = SAYSO_VALUE_BOOL;
        value->integer = object == Py_True;
    } else if (PyLong_Check(object)) {
        value->type = SAYSO_VALUE_INT;
        value->integer = PyLong_AsLongLong(object);
        value->real = (double)value->integer;
    } else if (PyFloat_Check(object)) {
        value->type = SAYSO_VALUE_FLOAT;
        value->real = PyFloat_AsDouble(object);
    } else if (PyUnicode_Check(object)) {
        char *bytes;
        Py_ssize_t size;
        *keep = PyUnicode_AsEncodedString(object, "utf-8", "surrogatepass");
        if (!*keep || PyBytes_AsStringAndSize(*keep, &bytes, &size) < 0)
            return -1;
        value->type = SAYSO_VALUE_TEXT;
        value->text = bytes;
        value->size = (size_t)size;
    } else {
        PyErr_Format(PyExc_TypeError, "a table cannot hold an object of %R", (PyObject *)Py_TYPE(object));
    }
    return PyErr_Occurred() ? -1 : 0;
}

/* Values of one document: id, date, error, and the carried ones. */
struct cells {
    Py_ssize_t count;
    sayso_value *values;
    PyObject **keep;
};

static void cells_free(struct cells *cells)
{
    for (Py_ssize_t i = 0; cells->keep && i < cells->count; i++)
        Py_XDECREF(cells->keep[i]);
    free(cells->values);
    free(cells->keep);
}

static int cells_read(struct cells *cells, PyObject *const *first, Py_ssize_t firsts, PyObject *rest)
{
    Py_ssize_t carried = PyTuple_Size(rest);
    cells->count = firsts + carried;
    cells->values = calloc((size_t)cells->count, sizeof *cells->values);
    cells->keep = calloc((size_t)cells->count, sizeof *cells->keep);
    if (!cells->values || !cells->keep)
        return PyErr_NoMemory(), -1;
    for (Py_ssize_t i = 0; i < cells->count; i++) {
        PyObject *object = i < firsts ? first[i] : PyTuple_GetItem(rest, i - firsts);
        if (value_read(object, &cells->values[i], &cells->keep[i]) < 0)
            return -1;
    }
    return 0;
}

/* _add(document, id, carried values): the rows of a document, while the corpus is being made. */
static PyObject *table_add(PyObject *object, PyObject *args)
{
    struct table *self = (struct table *)object;
    PyObject *document_object, *id, *rest;
    struct cells cells = {0};
    if (!PyArg_ParseTuple(args, "O!OO!:_add", self->state->document_type, &document_object, &id, &PyTuple_Type, &rest))
        return NULL;
    if (PyTuple_Size(rest) != self->carried) {
        PyErr_SetString(PyExc_ValueError, "there must be a value for each carried column");
        return NULL;
    }
    struct document *document = (struct document *)document_object;
    PyObject *const first[] = {id, document->date, document->error};
    sayso_status status = SAYSO_ERROR_ARGUMENT;
    sayso_error error = {0};
    if (cells_read(&cells, first, 3, rest) < 0)
        goto done;
    if (cells.values[0].type != self->id) {
        PyErr_SetString(PyExc_TypeError, "ids must be all int or all str");
        goto done;
    }
    sayso_row row = {cells.values[0], cells.values[1], cells.values[2], cells.values + 3};
    status = sayso_table_add(self->core, document->core, &row, &error);
    if (status != SAYSO_OK)
        raise_core(self->state, status, &error);
done:
    cells_free(&cells);
    if (status != SAYSO_OK)
        return NULL;
    Py_RETURN_NONE;
}

/* _seal(pairs): no more rows; `pairs` become the metadata of the Arrow schema. */
PyObject *table_seal(PyObject *object, PyObject *pairs)
{
    struct table *self = (struct table *)object;
    PyObject *flat = PySequence_Tuple(pairs);
    Py_ssize_t count = flat ? PyTuple_Size(flat) : 0;
    const char **texts = calloc((size_t)count + 1, sizeof *texts);
    sayso_error error = {0};
    bool good = flat && texts;
    for (Py_ssize_t i = 0; good && i < count; i++)
        good = (texts[i] = PyUnicode_AsUTF8AndSize(PyTuple_GetItem(flat, i), NULL)) != NULL;
    if (good && sayso_table_seal(self->core, texts, &error) != SAYSO_OK)
        raise_core(self->state, error.code, &error), good = false;
    else if (!good && !PyErr_Occurred())
        PyErr_NoMemory();
    free(texts);
    if (good) {
        PyObject *before = self->metadata;
        self->metadata = flat;
        flat = before;
    }
    Py_XDECREF(flat);
    if (!good)
        return NULL;
    Py_RETURN_NONE;
}

/* ---- rows out ---- */

static PyObject *cell_object(const struct table *self, uint64_t row, uint32_t column)
{
    sayso_value value = sayso_table_cell(self->core, row, column);
    switch (value.type) {
    case SAYSO_VALUE_NULL: Py_RETURN_NONE;
    case SAYSO_VALUE_INT: return PyLong_FromLongLong(value.integer);
    case SAYSO_VALUE_FLOAT: return PyFloat_FromDouble(value.real);
    case SAYSO_VALUE_BOOL: return PyBool_FromLong((long)value.integer);
    case SAYSO_VALUE_TEXT: return PyUnicode_DecodeUTF8(value.text, (Py_ssize_t)value.size, "replace");
    case SAYSO_VALUE_LIST: break;
    }
    PyObject *list = PyList_New((Py_ssize_t)value.size);
    for (size_t i = 0; list && i < value.size; i++) {
        PyObject *item = PyLong_FromLong(value.list[i]);
        if (!item || PyList_SetItem(list, (Py_ssize_t)i, item) < 0)
            Py_CLEAR(list);
    }
    return list;
}

static Py_ssize_t table_length(PyObject *self) { return (Py_ssize_t)sayso_table_rows(((struct table *)self)->core); }

static PyObject *table_item(PyObject *object, Py_ssize_t i)
{
    struct table *self = (struct table *)object;
    if (i < 0 || i >= table_length(object)) {
        PyErr_SetString(PyExc_IndexError, "row out of range");
        return NULL;
    }
    PyObject *row = PyDict_New();
    for (uint32_t c = 0; row && c < sayso_table_width(self->core); c++) {
        PyObject *value = cell_object(self, (uint64_t)i, c);
        if (!value || PyDict_SetItem(row, PyTuple_GetItem(self->columns, (Py_ssize_t)c), value) < 0)
            Py_CLEAR(row);
        Py_XDECREF(value);
    }
    return row;
}

static PyObject *table_column(PyObject *object, PyObject *name)
{
    struct table *self = (struct table *)object;
    Py_ssize_t column = PySequence_Index(self->columns, name), rows = table_length(object);
    if (column < 0) {
        if (PyErr_ExceptionMatches(PyExc_ValueError))
            PyErr_SetObject(PyExc_KeyError, name);
        return NULL;
    }
    PyObject *list = PyList_New(rows);
    for (Py_ssize_t i = 0; list && i < rows; i++) {
        PyObject *value = cell_object(self, (uint64_t)i, (uint32_t)column);
        if (!value || PyList_SetItem(list, i, value) < 0)
            Py_CLEAR(list);
    }
    return list;
}

/* table["speaker"] is a column, table[3] a row. */
static PyObject *table_subscript(PyObject *object, PyObject *key)
{
    if (PyUnicode_Check(key))
        return table_column(object, key);
    Py_ssize_t i = PyNumber_AsSsize_t(key, PyExc_IndexError);
    if (i == -1 && PyErr_Occurred())
        return NULL;
    return table_item(object, i < 0 ? i + table_length(object) : i);
}

static PyObject *get_columns(PyObject *self, void *closure)
{
    (void)closure;
    return Py_NewRef(((struct table *)self)->columns);
}

/* What each column is: (name, type, unit or None, description). */
static PyObject *get_schema(PyObject *object, void *closure)
{
    struct table *self = (struct table *)object;
    uint32_t width = sayso_table_width(self->core);
    PyObject *schema = PyTuple_New((Py_ssize_t)width);
    (void)closure;
    for (uint32_t c = 0; schema && c < width; c++) {
        sayso_column column = sayso_table_describe(self->core, c);
        PyObject *row = Py_BuildValue("(sszs)", column.name, column.type, column.unit, column.description);
        if (!row || PyTuple_SetItem(schema, (Py_ssize_t)c, row) < 0)
            Py_CLEAR(schema);
    }
    return schema;
}

static PyObject *get_metadata(PyObject *self, void *closure)
{
    (void)closure;
    PyObject *flat = ((struct table *)self)->metadata, *dict = PyDict_New();
    for (Py_ssize_t i = 0; dict && i + 1 < PyTuple_Size(flat); i += 2)
        if (PyDict_SetItem(dict, PyTuple_GetItem(flat, i), PyTuple_GetItem(flat, i + 1)) < 0)
            Py_CLEAR(dict);
    return dict;
}

static PyObject *get_name(PyObject *self, void *closure)
{
    (void)closure;
    return Py_NewRef(((struct table *)self)->name);
}

static PyObject *table_repr(PyObject *object)
{
    struct table *self = (struct table *)object;
    return PyUnicode_FromFormat("<Table %U: %zd rows, %zd columns>", self->name, table_length(object),
                                PyTuple_Size(self->columns));
}

/* ---- Arrow ---- */

static void capsule_end(PyObject *capsule)
{
    struct ArrowArrayStream *stream = PyCapsule_GetPointer(capsule, "arrow_array_stream");
    if (!stream)
        PyErr_Clear();
    else if (stream->release) /* else its reader has taken it over */
        stream->release(stream);
    free(stream);
}

static PyObject *table_arrow_stream(PyObject *object, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"requested_schema", NULL};
    PyObject *wanted = Py_None; /* may be disregarded, says the interface */
    struct table *self = (struct table *)object;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "|O:__arrow_c_stream__", names, &wanted))
        return NULL;
    struct ArrowArrayStream *stream = malloc(sizeof *stream);
    if (!stream)
        return PyErr_NoMemory();
    sayso_error error = {0};
    sayso_status status = sayso_table_stream(self->core, stream, &error);
    if (status != SAYSO_OK) {
        free(stream);
        return raise_core(self->state, status, &error);
    }
    PyObject *capsule = PyCapsule_New(stream, "arrow_array_stream", capsule_end);
    if (!capsule) {
        stream->release(stream);
        free(stream);
    }
    return capsule;
}

/* function(table, ...) of sayso._tables, imported only now. */
static PyObject *elsewhere(PyObject *self, const char *function, PyObject *args, PyObject *kwargs)
{
    PyObject *module = PyImport_ImportModule("sayso._tables");
    PyObject *callable = module ? PyObject_GetAttrString(module, function) : NULL;
    PyObject *first = PyTuple_Pack(1, self);
    PyObject *all = first ? PySequence_Concat(first, args) : NULL;
    PyObject *result = callable && all ? PyObject_Call(callable, all, kwargs) : NULL;
    Py_XDECREF(module);
    Py_XDECREF(callable);
    Py_XDECREF(first);
    Py_XDECREF(all);
    return result;
}

#define ELSEWHERE(name, function)                                                                                      \
    static PyObject *name(PyObject *self, PyObject *args, PyObject *kwargs)                                            \
    {                                                                                                                  \
        return elsewhere(self, function, args, kwargs);                                                                \
    }
ELSEWHERE(to_pandas, "to_pandas")
ELSEWHERE(to_polars, "to_polars")
ELSEWHERE(to_arrow, "to_arrow")
ELSEWHERE(write_parquet, "write_parquet")
ELSEWHERE(write_csv, "write_csv")
ELSEWHERE(write_jsonl, "write_jsonl")
ELSEWHERE(repr_html, "to_html")
#define METHOD(function) (PyCFunction)(void (*)(void))(function), METH_VARARGS | METH_KEYWORDS

static PyObject *itself(PyObject *self, PyObject *unused)
{
    (void)unused;
    return Py_NewRef(self); /* a sealed table does not change */
}

PyTypeObject *table_type_create(PyObject *module)
{
    static PyMethodDef methods[] = {
        {"to_pandas", METHOD(to_pandas),
         "to_pandas($self, /)\n--\n\nA pandas.DataFrame, labels as categories; needs pip install \"sayso[pandas]\"."},
        {"to_polars", METHOD(to_polars),
         "to_polars($self, /)\n--\n\nA polars.DataFrame, labels as Categorical; needs pip install \"sayso[polars]\"."},
        {"to_arrow", METHOD(to_arrow),
         "to_arrow($self, /)\n--\n\nA pyarrow.Table, nothing copied; needs pip install \"sayso[arrow]\"."},
        {"write_parquet", METHOD(write_parquet),
         "write_parquet($self, path, /)\n--\n\nWrite a Parquet file that takes its name when it is whole.\n\n"
         "Types, descriptions and metadata come back from it; needs pip install \"sayso[arrow]\"."},
        {"write_csv", METHOD(write_csv),
         "write_csv($self, path, /)\n--\n\nWrite a CSV file for spreadsheets; path may be an open text file.\n\n"
         "UTF-8, a row of names first, lists with a space between items.  No cell can become a formula: text that\n"
         "begins with =, +, -, @, a tab or a carriage return gets an apostrophe before it, and control characters\n"
         "become U+FFFD.  So a CSV file does not give back the very same text; Parquet and JSON Lines do."},
        {"write_jsonl", METHOD(write_jsonl),
         "write_jsonl($self, path, /)\n--\n\nWrite a JSON object a row, as iteration gives it; path may be an open "
         "text file."},
        {"__arrow_c_stream__", METHOD(table_arrow_stream),
         "__arrow_c_stream__($self, requested_schema=None)\n--\n\nA fresh Arrow stream of the rows, nothing copied."},
        {"_repr_html_", METHOD(repr_html), "_repr_html_($self, /)\n--\n\nWhat a notebook shows."},
        {"__reduce__", table_reduce, METH_NOARGS, NULL},
        {"__copy__", itself, METH_NOARGS, NULL},
        {"__deepcopy__", itself, METH_O, NULL},
        {"_add", table_add, METH_VARARGS, NULL},
        {"_seal", table_seal, METH_O, NULL},
        {NULL, NULL, 0, NULL},
    };
    static PyGetSetDef getset[] = {
        {"name", get_name, NULL, "Which of the corpus' tables it is.", NULL},
        {"columns", get_columns, NULL, "The names of its columns.", NULL},
        {"schema", get_schema, NULL, "What each column is: (name, type, unit or None, description).", NULL},
        {"metadata", get_metadata, NULL, "Versions of sayso, its rules and model, and the options: a dict of str.",
         NULL},
        {NULL, NULL, NULL, NULL, NULL},
    };
    static PyMemberDef members[] = {
        {"__weaklistoffset__", T_PYSSIZET, offsetof(struct table, weak), READONLY, NULL},
        {NULL, 0, 0, 0, NULL},
    };
    PyType_Slot slots[] = {
        {Py_tp_doc, "Rows of many documents: table[3] is a row as a dict, table[\"speaker\"] a column as a list.\n\n"
                    "Anything that reads Arrow capsules (Polars, PyArrow, DuckDB, pandas) reads it without a copy."},
        {Py_tp_dealloc, SLOT(table_dealloc)},
        {Py_tp_repr, SLOT(table_repr)},
        {Py_tp_iter, SLOT(PySeqIter_New)}, /* rows, until the index is out of range */
        {Py_tp_methods, methods},
        {Py_tp_members, members},
        {Py_tp_getset, getset},
        {Py_sq_length, SLOT(table_length)},
        {Py_sq_item, SLOT(table_item)},
        {Py_mp_length, SLOT(table_length)},
        {Py_mp_subscript, SLOT(table_subscript)},
        {0, NULL},
    };
    PyType_Spec spec = {
        .name = "sayso.Table",
        .basicsize = sizeof(struct table),
        .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_DISALLOW_INSTANTIATION,
        .slots = slots,
    };
    return (PyTypeObject *)PyType_FromModuleAndSpec(module, &spec, NULL);
}
