/* table_store: how a Table pickles: what it was made with, and its batches as bytes. */
#include "module.h"

#include <stdlib.h>

static PyObject *buffer_bytes(const void *bytes, size_t size)
{
    return PyBytes_FromStringAndSize(size ? bytes : "", (Py_ssize_t)size);
}

/* (rows, ((values, offsets, valid), ... a column each)). */
static PyObject *batch_bytes(const sayso_table *core, uint32_t batch)
{
    uint32_t width = sayso_table_width(core);
    PyObject *columns = PyTuple_New((Py_ssize_t)width);
    for (uint32_t c = 0; columns && c < width; c++) {
        sayso_buffers from = sayso_table_buffers(core, batch, c);
        PyObject *values = buffer_bytes(from.values, from.value_bytes);
        PyObject *offsets = buffer_bytes(from.offsets, from.offset_bytes);
        PyObject *valid = buffer_bytes(from.valid, from.valid_bytes);
        PyObject *column = values && offsets && valid ? PyTuple_Pack(3, values, offsets, valid) : NULL;
        Py_XDECREF(values);
        Py_XDECREF(offsets);
        Py_XDECREF(valid);
        if (!column || PyTuple_SetItem(columns, (Py_ssize_t)c, column) < 0)
            Py_CLEAR(columns);
    }
    return columns ? Py_BuildValue("(IN)", sayso_table_batch_rows(core, batch), columns) : NULL;
}

PyObject *table_reduce(PyObject *object, PyObject *unused)
{
    (void)unused;
    struct table *self = (struct table *)object;
    PyObject *batches = PyList_New(0);
    for (uint32_t b = 0; batches && b < sayso_table_batches(self->core); b++) {
        PyObject *batch = sayso_table_batch_rows(self->core, b) ? batch_bytes(self->core, b) : Py_NewRef(Py_None);
        if (!batch || (batch != Py_None && PyList_Append(batches, batch) < 0))
            Py_CLEAR(batches);
        Py_XDECREF(batch);
    }
    PyObject *restore = batches ? PyObject_GetAttrString(self->state->module, "_table_restore") : NULL;
    if (!restore) {
        Py_XDECREF(batches);
        return NULL;
    }
    return Py_BuildValue("(N(OsOOON))", restore, self->name, table_types[self->id], self->carry, self->metadata,
                         self->columns, batches);
}

static int batch_restore(struct table *self, PyObject *batch)
{
    unsigned rows;
    PyObject *columns;
    sayso_error error = {0};
    Py_ssize_t width = PyTuple_Size(self->columns);
    if (!PyTuple_Check(batch) || !PyArg_ParseTuple(batch, "IO!:_table_restore", &rows, &PyTuple_Type, &columns))
        return PyErr_Occurred() ? -1 : (PyErr_SetString(PyExc_TypeError, "a batch is a tuple"), -1);
    if (PyTuple_Size(columns) != width)
        return PyErr_SetString(PyExc_ValueError, "a batch has not as many columns as its table"), -1;
    sayso_buffers *buffers = calloc((size_t)width + 1, sizeof *buffers);
    if (!buffers)
        return PyErr_NoMemory(), -1;
    int status = 0;
    for (Py_ssize_t c = 0; !status && c < width; c++) {
        const char *parts[3] = {NULL, NULL, NULL};
        Py_ssize_t sizes[3] = {0, 0, 0};
        PyObject *column = PyTuple_GetItem(columns, c);
        if (!PyTuple_Check(column)) {
            PyErr_SetString(PyExc_TypeError, "a column is a tuple of three bytes");
            status = -1;
        } else if (!PyArg_ParseTuple(column, "y#y#y#:_table_restore", &parts[0], &sizes[0], &parts[1], &sizes[1],
                                     &parts[2], &sizes[2])) {
            status = -1;
        }
        buffers[c] =
            (sayso_buffers){parts[0], parts[1], parts[2], (size_t)sizes[0], (size_t)sizes[1], (size_t)sizes[2]};
    }
    if (!status && sayso_table_load(self->core, rows, buffers, &error) != SAYSO_OK) {
        raise_core(self->state, error.code, &error);
        status = -1;
    }
    free(buffers);
    return status;
}

/* _table_restore(name, type of ids, carried, metadata, columns, batches) */
PyObject *table_restore(PyObject *module, PyObject *args)
{
    PyObject *name, *id, *carry, *metadata, *columns, *batches;
    if (!PyArg_ParseTuple(args, "UUO!O!O!O!:_table_restore", &name, &id, &PyTuple_Type, &carry, &PyTuple_Type,
                          &metadata, &PyTuple_Type, &columns, &PyList_Type, &batches))
        return NULL;
    PyObject *makings = PyTuple_Pack(3, name, id, carry);
    PyObject *object = makings ? table_make(module, makings) : NULL;
    Py_XDECREF(makings);
    struct table *self = (struct table *)object;
    int same = object ? PyObject_RichCompareBool(self->columns, columns, Py_EQ) : -1;
    if (same == 0)
        PyErr_SetString(PyExc_ValueError, "this table was stored by another version of sayso, with other columns");
    for (Py_ssize_t i = 0; same > 0 && i < PyList_Size(batches); i++)
        same = batch_restore(self, PyList_GetItem(batches, i)) == 0;
    PyObject *sealed = same > 0 ? table_seal(object, metadata) : NULL;
    if (!sealed)
        Py_CLEAR(object);
    Py_XDECREF(sealed);
    return object;
}
