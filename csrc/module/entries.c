/* entries: the user's lexicon and aliases, from pairs of str to the core's entries. */
#include "module.h"

#include <stdlib.h>

PyObject *pairs_read(const char *name, PyObject *value)
{
    PyObject *items =
        PyObject_HasAttrString(value, "items") ? PyObject_CallMethod(value, "items", NULL) : Py_NewRef(value);
    PyObject *given = items ? PySequence_Tuple(items) : NULL; /* may be the caller's own */
    Py_ssize_t count = given ? PyTuple_Size(given) : 0;
    PyObject *tuple = given ? PyTuple_New(count) : NULL;
    Py_XDECREF(items);
    for (Py_ssize_t i = 0; tuple && i < count; i++) {
        PyObject *item = PyTuple_GetItem(given, i);
        PyObject *pair = PyUnicode_Check(item) ? NULL : PySequence_Tuple(item); /* "ab" is not the pair of a and b */
        bool good = pair && PyTuple_Size(pair) == 2 && PyUnicode_Check(PyTuple_GetItem(pair, 0)) &&
                    PyUnicode_Check(PyTuple_GetItem(pair, 1));
        if (!good) {
            PyErr_Format(PyExc_TypeError, "%s is an iterable of pairs of str; item %zd is %R", name, i,
                         PyTuple_GetItem(given, i));
            Py_XDECREF(pair);
        }
        if (!good || PyTuple_SetItem(tuple, i, pair) < 0)
            Py_CLEAR(tuple);
    }
    Py_XDECREF(given);
    return tuple;
}

/* ---- aliases: entries that share a number ---- */

/* "Q42" is 42; anything else 0. */
static uint32_t wikidata_number(PyObject *name)
{
    Py_ssize_t length = PyUnicode_GetLength(name);
    uint32_t number = 0;
    if (length < 2 || length > 10 || PyUnicode_ReadChar(name, 0) != 'Q')
        return 0;
    for (Py_ssize_t i = 1; i < length; i++) {
        Py_UCS4 c = PyUnicode_ReadChar(name, i);
        if (c < '0' || c > '9')
            return 0;
        number = number * 10 + (c - '0');
    }
    return number;
}

/* The class that the lexicon gives to one of two names, else that of a person. */
static PyObject *class_of_alias(PyObject *lexicon, PyObject *alias, PyObject *name)
{
    for (Py_ssize_t i = 0; lexicon && i < PyTuple_Size(lexicon); i++) {
        PyObject *pair = PyTuple_GetItem(lexicon, i), *text = PyTuple_GetItem(pair, 0);
        if (PyUnicode_Compare(text, name) == 0 || PyUnicode_Compare(text, alias) == 0)
            return Py_NewRef(PyTuple_GetItem(pair, 1));
    }
    return PyUnicode_FromString("PERSON");
}

static int append(PyObject *list, PyObject *text, PyObject *class_name, uint32_t number)
{
    PyObject *row = Py_BuildValue("(OOI)", text, class_name, (unsigned)number);
    int status = row ? PyList_Append(list, row) : -1;
    Py_XDECREF(row);
    return status;
}

static int append_alias(PyObject *list, PyObject *numbers, PyObject *lexicon, PyObject *pair)
{
    PyObject *alias = PyTuple_GetItem(pair, 0), *name = PyTuple_GetItem(pair, 1);
    PyObject *class_name = class_of_alias(lexicon, alias, name);
    uint32_t number = wikidata_number(name);
    int status = class_name ? 0 : -1;
    if (!status && !number) { /* a number of our own, the same for all aliases of a name */
        PyObject *known = PyDict_GetItemWithError(numbers, name);
        number = SAYSO_OWN_NUMBER + (known ? (uint32_t)PyLong_AsUnsignedLong(known) : (uint32_t)PyDict_Size(numbers));
        if (!known && !PyErr_Occurred()) {
            PyObject *fresh = PyLong_FromUnsignedLong(number - SAYSO_OWN_NUMBER);
            status = fresh ? PyDict_SetItem(numbers, name, fresh) : -1;
            Py_XDECREF(fresh);
            status = status || append(list, name, class_name, number) < 0 ? -1 : 0;
        }
    }
    if (!status)
        status = append(list, alias, class_name, number);
    Py_XDECREF(class_name);
    return status;
}

PyObject *entry_rows(PyObject *lexicon, PyObject *aliases)
{
    PyObject *list = PyList_New(0), *numbers = PyDict_New();
    bool good = list && numbers;
    for (Py_ssize_t i = 0; good && lexicon && i < PyTuple_Size(lexicon); i++) {
        PyObject *pair = PyTuple_GetItem(lexicon, i);
        good = append(list, PyTuple_GetItem(pair, 0), PyTuple_GetItem(pair, 1), 0) == 0;
    }
    for (Py_ssize_t i = 0; good && aliases && i < PyTuple_Size(aliases); i++)
        good = append_alias(list, numbers, lexicon, PyTuple_GetItem(aliases, i)) == 0;
    Py_XDECREF(numbers);
    if (!good)
        Py_CLEAR(list);
    return list;
}

/* ---- for the core ---- */

sayso_entry *entries_read(PyObject *rows, PyObject *keep)
{
    Py_ssize_t count = PyList_Size(rows);
    sayso_entry *entries = calloc((size_t)count + 1, sizeof *entries);
    if (!entries)
        PyErr_NoMemory();
    for (Py_ssize_t i = 0; entries && i < count; i++) {
        PyObject *row = PyList_GetItem(rows, i);
        PyObject *text = PyUnicode_AsEncodedString(PyTuple_GetItem(row, 0), "utf-8", "surrogatepass");
        PyObject *name = text ? PyUnicode_AsEncodedString(PyTuple_GetItem(row, 1), "utf-8", "replace") : NULL;
        bool kept = name && PyList_Append(keep, text) == 0 && PyList_Append(keep, name) == 0;
        char *bytes;
        Py_ssize_t size;
        if (kept && PyBytes_AsStringAndSize(text, &bytes, &size) == 0)
            entries[i] = (sayso_entry){bytes, (size_t)size, PyBytes_AsString(name),
                                       (uint32_t)PyLong_AsUnsignedLong(PyTuple_GetItem(row, 2))};
        Py_XDECREF(text);
        Py_XDECREF(name);
        if (!kept || PyErr_Occurred()) {
            free(entries);
            entries = NULL;
        }
    }
    return entries;
}
