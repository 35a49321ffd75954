/* entries: the user's lexicon and aliases, from rows (sayso._lexicon) and pairs of str to the core's entries. */
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

PyObject *lexicon_rows(PyObject *lexicon)
{
    PyObject *module = PyImport_ImportModule("sayso._lexicon");
    PyObject *rows = module ? PyObject_CallMethod(module, "rows", "(O)", lexicon) : NULL;
    Py_XDECREF(module);
    return rows;
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

/* The class that the lexicon gives to one of two names; else "", and the core asks the model. */
static PyObject *class_of_alias(PyObject *lexicon, PyObject *alias, PyObject *name)
{
    for (Py_ssize_t i = 0; lexicon && i < PyTuple_Size(lexicon); i++) {
        PyObject *pair = PyTuple_GetItem(lexicon, i), *text = PyTuple_GetItem(pair, 0);
        if (PyUnicode_Compare(text, name) == 0 || PyUnicode_Compare(text, alias) == 0)
            return Py_NewRef(PyTuple_GetItem(pair, 1));
    }
    return PyUnicode_FromString("");
}

static int append(PyObject *list, PyObject *text, PyObject *class_name, uint32_t number)
{
    PyObject *row = Py_BuildValue("(OOI)", text, class_name, (unsigned)number);
    int status = row ? PyList_Append(list, row) : -1;
    Py_XDECREF(row);
    return status;
}

/* A row of the lexicon with what a cue takes: (text, class, number, takes, act, status, channel, past). */
static int append_row(PyObject *list, PyObject *given)
{
    PyObject *text, *class_name, *past = Py_None;
    unsigned takes = 0, act = 0, said = 0, channel = 0, number = 0;
    if (!PyArg_ParseTuple(given, "UU|IIIIOI:lexicon", &text, &class_name, &takes, &act, &said, &channel, &past,
                          &number))
        return -1;
    if (!takes && !act && !said && !channel && past == Py_None)
        return append(list, text, class_name, number);
    PyObject *row = Py_BuildValue("(OOIIIIIO)", text, class_name, number, takes, act, said, channel, past);
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
        good = append_row(list, PyTuple_GetItem(lexicon, i)) == 0;
    }
    for (Py_ssize_t i = 0; good && aliases && i < PyTuple_Size(aliases); i++)
        good = append_alias(list, numbers, lexicon, PyTuple_GetItem(aliases, i)) == 0;
    Py_XDECREF(numbers);
    if (!good)
        Py_CLEAR(list);
    return list;
}

/* ---- for the core ---- */

/* UTF-8 bytes that live as long as `keep`. */
static const char *kept_bytes(PyObject *text, PyObject *keep, Py_ssize_t *size)
{
    PyObject *bytes = PyUnicode_AsEncodedString(text, "utf-8", "surrogatepass");
    char *start = NULL;
    if (bytes && (PyList_Append(keep, bytes) < 0 || PyBytes_AsStringAndSize(bytes, &start, size) < 0))
        start = NULL;
    Py_XDECREF(bytes);
    return start;
}

static int entry_read(PyObject *row, PyObject *keep, sayso_entry *entry, sayso_cue *cue)
{
    Py_ssize_t size = 0, unused = 0;
    entry->text = kept_bytes(PyTuple_GetItem(row, 0), keep, &size);
    entry->size = (size_t)size;
    entry->class_name = entry->text ? kept_bytes(PyTuple_GetItem(row, 1), keep, &unused) : NULL;
    if (!entry->class_name)
        return -1;
    entry->wikidata = (uint32_t)PyLong_AsUnsignedLong(PyTuple_GetItem(row, 2));
    if (PyTuple_Size(row) == 3)
        return 0;
    unsigned long numbers[4];
    for (Py_ssize_t i = 0; i < 4; i++)
        numbers[i] = PyLong_AsUnsignedLong(PyTuple_GetItem(row, 3 + i));
    *cue = (sayso_cue){(uint32_t)numbers[0], NULL, (uint8_t)numbers[1], (uint8_t)numbers[2], (uint8_t)numbers[3]};
    PyObject *past = PyTuple_GetItem(row, 7);
    if (past != Py_None && !(cue->past = kept_bytes(past, keep, &unused)))
        return -1;
    entry->cue = cue;
    return 0;
}

sayso_entry *entries_read(PyObject *rows, PyObject *keep)
{
    size_t count = (size_t)PyList_Size(rows);
    sayso_entry *entries = calloc(count + 1, sizeof *entries + sizeof(sayso_cue));
    sayso_cue *cues = (sayso_cue *)(void *)(entries + count + 1);
    if (!entries)
        PyErr_NoMemory();
    for (size_t i = 0; entries && i < count; i++) {
        if (entry_read(PyList_GetItem(rows, (Py_ssize_t)i), keep, &entries[i], &cues[i]) < 0) {
            free(entries);
            entries = NULL;
        }
    }
    return entries;
}
