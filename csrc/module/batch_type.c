/* batch_type: the iterator that parse_many gives. */
#include "module.h"

struct batch {
    PyObject_HEAD
    struct state *state;
    PyObject *parser, *texts, *dates, *ids;
};

PyObject *batch_new(struct state *state, PyObject *parser, const struct batch_arguments *arguments)
{
    struct batch *self = (struct batch *)PyType_GenericAlloc(state->batch_type, 0);
    if (!self)
        return NULL;
    self->state = state;
    self->parser = Py_NewRef(parser);
    self->texts = PyObject_GetIter(arguments->texts);
    if (!self->texts)
        Py_CLEAR(self);
    return (PyObject *)self;
}

static PyObject *batch_next(PyObject *object)
{
    struct batch *self = (struct batch *)object;
    PyObject *text = PyIter_Next(self->texts);
    PyObject *d = text ? parser_parse_one(self->parser, text, NULL, NULL) : NULL;
    Py_XDECREF(text);
    return d;
}

static void batch_dealloc(PyObject *object)
{
    struct batch *self = (struct batch *)object;
    PyTypeObject *type = Py_TYPE(object);
    Py_XDECREF(self->parser);
    Py_XDECREF(self->texts);
    PyObject_Free(object);
    Py_DECREF((PyObject *)type);
}

PyTypeObject *batch_type_create(PyObject *module)
{
    PyType_Slot slots[] = {
        {Py_tp_dealloc, SLOT(batch_dealloc)},
        {Py_tp_iter, SLOT(PyObject_SelfIter)},
        {Py_tp_iternext, SLOT(batch_next)},
        {0, NULL},
    };
    PyType_Spec spec = {
        .name = "sayso.Batch",
        .basicsize = sizeof(struct batch),
        .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_DISALLOW_INSTANTIATION,
        .slots = slots,
    };
    return (PyTypeObject *)PyType_FromModuleAndSpec(module, &spec, NULL);
}
