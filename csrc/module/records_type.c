/* records_type: an immutable sequence of a document's records, each made when it is asked for. */
#include "module.h"

#include <stdlib.h>

struct records {
    PyObject_HEAD PyObject *weak;
    struct document *document;
    uint32_t kind;
    uint32_t *indices; /* owned; NULL: first, first + step, ... */
    Py_ssize_t first, step, count;
};

static struct records *records_alloc(struct document *document, uint32_t kind, Py_ssize_t count)
{
    struct records *self = (struct records *)PyType_GenericAlloc(document->state->records_type, 0);
    if (!self)
        return NULL;
    self->document = (struct document *)Py_NewRef((PyObject *)document);
    self->kind = kind;
    self->step = 1;
    self->count = count;
    return self;
}

PyObject *records_new(struct document *document, uint32_t kind, uint32_t first, uint32_t count)
{
    struct records *self = records_alloc(document, kind, (Py_ssize_t)count);
    if (self)
        self->first = (Py_ssize_t)first;
    return (PyObject *)self;
}

PyObject *records_chosen(struct document *document, uint32_t kind, uint32_t *indices, uint32_t count)
{
    struct records *self = records_alloc(document, kind, (Py_ssize_t)count);
    if (self)
        self->indices = indices;
    else
        free(indices);
    return (PyObject *)self;
}

static void records_dealloc(PyObject *object)
{
    struct records *self = (struct records *)object;
    PyTypeObject *type = Py_TYPE(object);
    if (self->weak)
        PyObject_ClearWeakRefs(object);
    free(self->indices);
    Py_XDECREF((PyObject *)self->document);
    PyObject_Free(object);
    Py_DECREF((PyObject *)type);
}

static Py_ssize_t records_length(PyObject *self) { return ((struct records *)self)->count; }

static uint32_t index_at(const struct records *self, Py_ssize_t i)
{
    return self->indices ? self->indices[i] : (uint32_t)(self->first + i * self->step);
}

static PyObject *records_item(PyObject *object, Py_ssize_t i)
{
    struct records *self = (struct records *)object;
    if (i < 0 || i >= self->count) {
        PyErr_SetString(PyExc_IndexError, "index out of range");
        return NULL;
    }
    return record_new(self->document, self->kind, index_at(self, i));
}

static PyObject *records_slice(struct records *self, PyObject *slice)
{
    Py_ssize_t start, stop, step;
    if (PySlice_Unpack(slice, &start, &stop, &step) < 0)
        return NULL;
    Py_ssize_t count = PySlice_AdjustIndices(self->count, &start, &stop, step);
    if (self->indices) {
        uint32_t *indices = malloc((size_t)(count ? count : 1) * sizeof *indices);
        if (!indices)
            return PyErr_NoMemory();
        for (Py_ssize_t i = 0; i < count; i++)
            indices[i] = self->indices[start + i * step];
        return records_chosen(self->document, self->kind, indices, (uint32_t)count);
    }
    struct records *part = records_alloc(self->document, self->kind, count);
    if (part && count) { /* of an empty slice, start may be anything */
        part->first = self->first + start * self->step;
        part->step = count > 1 ? self->step * step : 1;
    }
    return (PyObject *)part;
}

static PyObject *records_subscript(PyObject *object, PyObject *key)
{
    struct records *self = (struct records *)object;
    if (PyObject_TypeCheck(key, &PySlice_Type))
        return records_slice(self, key);
    Py_ssize_t i = PyNumber_AsSsize_t(key, PyExc_IndexError);
    if (i == -1 && PyErr_Occurred())
        return NULL;
    return records_item(object, i < 0 ? i + self->count : i);
}

static PyObject *records_compare(PyObject *a, PyObject *b, int operator)
{
    struct records *x = (struct records *)a, *y = (struct records *)b;
    if ((operator != Py_EQ && operator != Py_NE) || Py_TYPE(a) != Py_TYPE(b))
        Py_RETURN_NOTIMPLEMENTED;
    int same = x->count == y->count && (x->kind == y->kind || !x->count);
    for (Py_ssize_t i = 0; same && i < x->count; i++)
        same = index_at(x, i) == index_at(y, i);
    if (same && x->count && x->document != y->document) {
        same = PyObject_RichCompareBool((PyObject *)x->document, (PyObject *)y->document, Py_EQ);
        if (same < 0)
            return NULL;
    }
    return PyBool_FromLong(same == (operator == Py_EQ));
}

static Py_hash_t records_hash(PyObject *object)
{
    struct records *self = (struct records *)object;
    if (!self->count)
        return 0x5A150;
    Py_hash_t hash = PyObject_Hash((PyObject *)self->document);
    if (hash == -1)
        return -1;
    uint64_t mixed = (uint64_t)hash ^ self->kind;
    for (Py_ssize_t i = 0; i < self->count; i++)
        mixed = (mixed ^ index_at(self, i)) * UINT64_C(0x9E3779B97F4A7C15);
    hash = (Py_hash_t)(mixed ^ mixed >> 29);
    return hash == -1 ? -2 : hash;
}

static PyObject *records_repr(PyObject *object)
{
    struct records *self = (struct records *)object;
    Py_ssize_t shown = self->count > 6 ? 5 : self->count;
    PyObject *parts = PyList_New(0), *comma = PyUnicode_FromString(", "), *joined = NULL, *repr = NULL;
    for (Py_ssize_t i = 0; parts && i < shown; i++) {
        PyObject *item = records_item(object, i), *text = item ? PyObject_Repr(item) : NULL;
        if (!text || PyList_Append(parts, text) < 0)
            Py_CLEAR(parts);
        Py_XDECREF(text);
        Py_XDECREF(item);
    }
    if (parts && comma)
        joined = PyUnicode_Join(comma, parts);
    if (joined && shown < self->count)
        repr = PyUnicode_FromFormat("[%U, ... %zd in all]", joined, self->count);
    else if (joined)
        repr = PyUnicode_FromFormat("[%U]", joined);
    Py_XDECREF(parts);
    Py_XDECREF(comma);
    Py_XDECREF(joined);
    return repr;
}

static PyObject *records_reduce(PyObject *object, PyObject *unused)
{
    (void)unused;
    struct records *self = (struct records *)object;
    PyObject *restore = PyObject_GetAttrString(self->document->state->module, "_records");
    PyObject *indices = restore ? PyTuple_New(self->count) : NULL;
    for (Py_ssize_t i = 0; indices && i < self->count; i++) {
        PyObject *index = PyLong_FromUnsignedLong(index_at(self, i));
        if (!index || PyTuple_SetItem(indices, i, index) < 0)
            Py_CLEAR(indices);
    }
    if (!indices) {
        Py_XDECREF(restore);
        return NULL;
    }
    return Py_BuildValue("N(OIN)", restore, (PyObject *)self->document, (unsigned)self->kind, indices);
}

PyObject *records_restore(PyObject *module, PyObject *args)
{
    struct state *state = PyModule_GetState(module);
    PyObject *object, *tuple;
    unsigned kind;
    if (!PyArg_ParseTuple(args, "O!IO!:_records", state->document_type, &object, &kind, &PyTuple_Type, &tuple))
        return NULL;
    struct document *document = (struct document *)object;
    Py_ssize_t count = PyTuple_Size(tuple);
    uint32_t *indices = malloc((size_t)(count ? count : 1) * sizeof *indices);
    if (!indices)
        return PyErr_NoMemory();
    for (Py_ssize_t i = 0; i < count; i++) {
        unsigned long index = PyLong_AsUnsignedLong(PyTuple_GetItem(tuple, i));
        if (PyErr_Occurred())
            goto fail;
        if (kind >= SAYSO_SPAN || index >= SAYSO_NONE || !record_base(document, kind, (uint32_t)index)) {
            PyErr_SetString(PyExc_ValueError, "the document has no such record");
            goto fail;
        }
        indices[i] = (uint32_t)index;
    }
    return records_chosen(document, kind, indices, (uint32_t)count);
fail:
    free(indices);
    return NULL;
}

static PyObject *records_same(PyObject *self, PyObject *unused)
{
    (void)unused;
    return Py_NewRef(self);
}

/* Records[Token] in annotations: nothing but the class itself at run time. */
static PyObject *records_class(PyObject *type, PyObject *item)
{
    (void)item;
    return Py_NewRef(type);
}

static PyObject *records_index(PyObject *self, PyObject *args)
{
    PyObject *value;
    Py_ssize_t start = 0, stop = PY_SSIZE_T_MAX, count = records_length(self);
    if (!PyArg_ParseTuple(args, "O|nn:index", &value, &start, &stop))
        return NULL;
    start = start < 0 ? (start + count < 0 ? 0 : start + count) : start;
    stop = stop < 0 ? stop + count : stop;
    for (Py_ssize_t i = start; i < stop && i < count; i++) {
        PyObject *item = records_item(self, i);
        int same = item ? PyObject_RichCompareBool(item, value, Py_EQ) : -1;
        Py_XDECREF(item);
        if (same)
            return same < 0 ? NULL : PyLong_FromSsize_t(i);
    }
    PyErr_SetString(PyExc_ValueError, "there is no such record here");
    return NULL;
}

static PyObject *records_count(PyObject *self, PyObject *value)
{
    Py_ssize_t count = PySequence_Count(self, value);
    return count < 0 ? NULL : PyLong_FromSsize_t(count);
}

PyTypeObject *records_type_create(PyObject *module)
{
    static PyMethodDef methods[] = {
        {"index", records_index, METH_VARARGS,
         "index($self, value, start=0, stop=9223372036854775807, /)\n--\n\nWhere a record first stands; ValueError if "
         "nowhere."},
        {"count", records_count, METH_O, "count($self, value, /)\n--\n\nHow often a record stands here."},
        {"__class_getitem__", records_class, METH_O | METH_CLASS, NULL},
        {"__reduce__", records_reduce, METH_NOARGS, NULL},
        {"__copy__", records_same, METH_NOARGS, NULL},
        {"__deepcopy__", records_same, METH_O, NULL},
        {NULL, NULL, 0, NULL},
    };
    static PyMemberDef members[] = {
        {"__weaklistoffset__", T_PYSSIZET, offsetof(struct records, weak), READONLY, NULL},
        {NULL, 0, 0, 0, NULL},
    };
    PyType_Slot slots[] = {
        {Py_tp_doc, "An immutable sequence of records of one document, made on access."},
        {Py_tp_dealloc, SLOT(records_dealloc)},
        {Py_tp_richcompare, SLOT(records_compare)},
        {Py_tp_hash, SLOT(records_hash)},
        {Py_tp_repr, SLOT(records_repr)},
        {Py_tp_methods, methods},
        {Py_tp_members, members},
        {Py_sq_length, SLOT(records_length)},
        {Py_sq_item, SLOT(records_item)},
        {Py_mp_length, SLOT(records_length)},
        {Py_mp_subscript, SLOT(records_subscript)},
        {0, NULL},
    };
    PyType_Spec spec = {
        .name = "sayso.Records",
        .basicsize = sizeof(struct records),
        .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_DISALLOW_INSTANTIATION,
        .slots = slots,
    };
    return (PyTypeObject *)PyType_FromModuleAndSpec(module, &spec, NULL);
}
