/* errors: sayso's exceptions, and how a core error becomes one. */
#include "module.h"

static PyObject *exception_new(PyObject *module, const char *name, const char *doc, PyObject *base, PyObject *second)
{
    PyObject *bases = second ? PyTuple_Pack(2, base, second) : PyTuple_Pack(1, base);
    if (!bases)
        return NULL;
    char qualified[64];
    PyOS_snprintf(qualified, sizeof qualified, "sayso.%s", name);
    PyObject *exception = PyErr_NewExceptionWithDoc(qualified, doc, bases, NULL);
    Py_DECREF(bases);
    if (exception && PyModule_AddObjectRef(module, name, exception) < 0)
        Py_CLEAR(exception);
    return exception;
}

int errors_create(PyObject *module, struct state *state)
{
    state->error = exception_new(module, "Error", "What goes wrong in sayso; all its own exceptions derive from it.",
                                 PyExc_Exception, NULL);
    if (!state->error)
        return -1;
    state->text_error = exception_new(module, "TextError",
                                      "A text that cannot be read: longer than 2^31 - 1 bytes of UTF-8.\n\n"
                                      "``index`` is its place in a batch, if it came from one.",
                                      state->error, PyExc_ValueError);
    state->model_error = exception_new(
        module, "ModelError", "The model file is missing, damaged, or of another version.", state->error, NULL);
    state->date_error =
        exception_new(module, "DateError", "A date that is no ISO date; ``position`` is the character at fault.",
                      state->error, PyExc_ValueError);
    return state->text_error && state->model_error && state->date_error ? 0 : -1;
}

static PyObject *raise_at(PyObject *type, const char *message, size_t position, bool placed)
{
    PyObject *text =
        placed ? PyUnicode_FromFormat("%s (position %zu)", message, position) : PyUnicode_FromString(message);
    PyObject *exception = text ? PyObject_CallFunctionObjArgs(type, text, NULL) : NULL;
    Py_XDECREF(text);
    if (!exception)
        return NULL;
    PyObject *number = PyLong_FromSize_t(position);
    if (number && PyObject_SetAttrString(exception, "position", number) == 0)
        PyErr_SetObject(type, exception);
    Py_XDECREF(number);
    Py_DECREF(exception);
    return NULL;
}

PyObject *raise_core(struct state *state, sayso_status status, const sayso_error *error)
{
    const char *message = error->message[0] ? error->message : "sayso failed without a reason";
    switch (status) {
    case SAYSO_ERROR_MEMORY: return PyErr_NoMemory();
    case SAYSO_ERROR_TOO_LONG: return raise_at(state->text_error, message, error->position, false);
    case SAYSO_ERROR_ENCODING: return raise_at(state->text_error, message, error->position, true);
    case SAYSO_ERROR_CANCELLED:
        if (!PyErr_Occurred())
            PyErr_SetNone(PyExc_KeyboardInterrupt);
        return NULL;
    case SAYSO_ERROR_DATE: return raise_at(state->date_error, message, error->position, true);
    case SAYSO_ERROR_MODEL: return raise_at(state->model_error, message, error->position, true);
    case SAYSO_ERROR_VERSION: return raise_at(state->model_error, message, error->position, false);
    case SAYSO_ERROR_BLOCK: return raise_at(state->error, message, error->position, true);
    case SAYSO_ERROR_ARGUMENT: PyErr_SetString(PyExc_ValueError, message); return NULL;
    case SAYSO_OK: break;
    }
    PyErr_SetString(state->error, message);
    return NULL;
}
