/* input: texts, dates and arguments on their way from Python into the core. */
#include "module.h"

#include <string.h>

static int wrong_text(PyObject *object)
{
    if (PyBytes_Check(object) || PyByteArray_Check(object))
        PyErr_SetString(PyExc_TypeError,
                        "sayso reads str, not bytes: decode them first, for example text.decode(\"utf-8\")");
    else if (object == Py_None)
        PyErr_SetString(PyExc_TypeError, "sayso reads str, not None");
    else
        PyErr_Format(PyExc_TypeError, "sayso reads str, not an object of %R", (PyObject *)Py_TYPE(object));
    return -1;
}

static int too_long(struct state *state, Py_ssize_t size)
{
    PyErr_Format(state->text_error, "the text is too long: %zd %s, at most 2147483647 bytes of UTF-8 can be read", size,
                 "bytes");
    return -1;
}

int text_in_take(struct state *state, PyObject *object, struct text_in *in)
{
    *in = (struct text_in){0};
    if (!PyUnicode_Check(object))
        return wrong_text(object);
    Py_ssize_t length = PyUnicode_GetLength(object);
    if (length < 0)
        return -1;
    if (length > (Py_ssize_t)SAYSO_MAX_BYTES)
        return too_long(state, length);
    in->text = PyUnicode_FromObject(object); /* a subclass may say anything; the document holds a plain str */
    if (!in->text)
        return -1;
    PyObject *ascii = PyObject_CallMethodObjArgs(in->text, state->str_isascii, NULL);
    if (!ascii)
        goto fail;
    bool plain = ascii == Py_True;
    Py_DECREF(ascii);
    Py_ssize_t size = 0;
    if (plain) { /* its UTF-8 is its own buffer: nothing is copied or kept */
        in->owner = Py_NewRef(in->text);
        in->bytes = PyUnicode_AsUTF8AndSize(in->text, &size);
        if (!in->bytes)
            goto fail;
    } else { /* a copy of our own, since AsUTF8 would leave one in the caller's string */
        char *bytes;
        in->owner = PyUnicode_AsEncodedString(in->text, "utf-8", "surrogatepass");
        if (!in->owner || PyBytes_AsStringAndSize(in->owner, &bytes, &size) < 0)
            goto fail;
        in->bytes = bytes;
    }
    if (size > (Py_ssize_t)SAYSO_MAX_BYTES) {
        too_long(state, size);
        goto fail;
    }
    in->size = (size_t)size;
    return 0;
fail:
    text_in_release(in);
    return -1;
}

void text_in_release(struct text_in *in)
{
    Py_CLEAR(in->text);
    Py_CLEAR(in->owner);
    in->bytes = NULL;
}

/* "2021-12-01T08:30:00+01:00" names a day as well: its first ten characters. */
static PyObject *day_of(PyObject *iso)
{
    Py_ssize_t length = PyUnicode_GetLength(iso);
    if (length > 10) {
        Py_UCS4 next = PyUnicode_ReadChar(iso, 10);
        if (next == 'T' || next == ' ')
            return PyUnicode_Substring(iso, 0, 10);
    }
    return PyUnicode_FromObject(iso);
}

PyObject *date_in_take(struct state *state, PyObject *object)
{
    if (!object || object == Py_None)
        return Py_NewRef(Py_None);
    if (PyUnicode_Check(object))
        return day_of(object);
    PyObject *method = PyObject_GetAttr(object, state->str_isoformat);
    if (!method) {
        if (!PyErr_ExceptionMatches(PyExc_AttributeError))
            return NULL;
        PyErr_Format(PyExc_TypeError,
                     "date is an ISO str (\"2021-12-01\"), a datetime.date or None, not an object of %R",
                     (PyObject *)Py_TYPE(object));
        return NULL;
    }
    PyObject *iso = PyObject_CallObject(method, NULL);
    Py_DECREF(method);
    if (!iso)
        return NULL;
    PyObject *day = NULL;
    if (!PyUnicode_Check(iso))
        PyErr_SetString(PyExc_TypeError, "date.isoformat() must give a str");
    else if (PyUnicode_CompareWithASCIIString(iso, "NaT") == 0) /* pandas' missing date */
        day = Py_NewRef(Py_None);
    else
        day = day_of(iso);
    Py_DECREF(iso);
    return day;
}

PyObject *date_used(const sayso_document *core, PyObject *date)
{
    uint32_t count;
    const sayso_warning *warnings = sayso_document_records(core, SAYSO_WARNING, &count);
    for (uint32_t i = 0; i < count; i++)
        if (strcmp(sayso_code_name(warnings[i].code), "date-ignored") == 0)
            return Py_None;
    return date;
}

const char *date_in_chars(PyObject *date)
{
    if (!date || date == Py_None)
        return NULL;
    const char *chars = PyUnicode_AsUTF8AndSize(date, NULL);
    if (!chars) { /* a lone surrogate: no date either, and the core names the place */
        PyErr_Clear();
        return "?";
    }
    return chars;
}

int arguments_read(const char *function, const char *const *names, PyObject **values, Py_ssize_t positional,
                   Py_ssize_t required, PyObject *const *args, Py_ssize_t count, PyObject *keywords)
{
    Py_ssize_t known = 0;
    while (names[known])
        values[known++] = NULL;
    if (count > positional) {
        PyErr_Format(PyExc_TypeError, "%s() takes at most %zd positional argument%s, %zd were given", function,
                     positional, positional == 1 ? "" : "s", count);
        return -1;
    }
    for (Py_ssize_t i = 0; i < count; i++)
        values[i] = args[i];
    Py_ssize_t named = keywords ? PyTuple_Size(keywords) : 0;
    for (Py_ssize_t k = 0; k < named; k++) {
        PyObject *name = PyTuple_GetItem(keywords, k);
        Py_ssize_t i = 0;
        while (i < known && PyUnicode_CompareWithASCIIString(name, names[i]) != 0)
            i++;
        if (i == known) {
            PyErr_Format(PyExc_TypeError, "%s() got an unexpected keyword argument '%U'", function, name);
            return -1;
        }
        if (values[i]) {
            PyErr_Format(PyExc_TypeError, "%s() got multiple values for argument '%s'", function, names[i]);
            return -1;
        }
        values[i] = args[count + k];
    }
    for (Py_ssize_t i = 0; i < required; i++)
        if (!values[i]) {
            PyErr_Format(PyExc_TypeError, "%s() missing required argument '%s'", function, names[i]);
            return -1;
        }
    return 0;
}
