/* A target over JSON: the way of a line of JSON through Python's decoder and Document.from_dict, with an interpreter inside and the
 * module built in, so that the fuzzer sees both; json_in.py says what must hold of a document that was accepted. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include "fuzz.h"

PyMODINIT_FUNC PyInit__core(void);

/* What an interpreter keeps to its end is no leak. */
const char *__asan_default_options(void);
const char *__asan_default_options(void) { return "detect_leaks=0"; }

static PyObject *checker(void)
{
    static PyObject *check;
    if (check)
        return check;
    CHECK(!PyImport_AppendInittab("sayso._core", PyInit__core));
    Py_InitializeEx(0);
    CHECK(!PyRun_SimpleString("import sys\nsys.dont_write_bytecode = True\nsys.path[:0] = ['python', 'tests/fuzz']\n"));
    PyObject *module = PyImport_ImportModule("json_in");
    if (module)
        check = PyObject_GetAttrString(module, "check");
    if (!check)
        PyErr_Print();
    CHECK(check);
    return check;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    PyObject *result = PyObject_CallFunction(checker(), "y#", (const char *)data, (Py_ssize_t)size);
    if (!result)
        PyErr_Print();
    CHECK(result);
    Py_DECREF(result);
    return 0;
}

/* ---- mutations that leave most of it JSON ---------------------------------------------------------------------------------- */

struct piece {
    size_t first, last;
};

static const char *const scalars[] = {
    "null",  "true",         "false",      "0",     "1",      "-1",         "4294967294", "4294967295", "4294967296", "18446744073709551616",
    "NaN",   "Infinity",     "1e400",      "-0.0",  "0.5",    "\"\"",       "\"\\ud800\"", "\"Q1\"",     "\"Q4294967295\"", "[]",
    "{}",    "[0, 0]",       "[1, 0]",     "[null]", "\"PERSON\"", "\"ffffffffffffffff\"", "{\"start\": 0, \"end\": 0}", "{\"start\": 1, \"end\": 4294967294}"};

/* A string, number, literal or whole container near a place by chance; nothing where there is none. */
static struct piece piece_near(const uint8_t *text, size_t size, size_t at, bool container)
{
    const char *begins = container ? "[{" : "\"-0123456789tfn";
    while (at < size && !(text[at] && strchr(begins, text[at])))
        at++;
    if (at == size)
        return (struct piece){size, size};
    size_t last = at + 1;
    if (container)
        for (int depth = 1; last < size && depth; last++)
            depth += (text[last] == '[' || text[last] == '{') - (text[last] == ']' || text[last] == '}');
    else if (text[at] == '"') {
        while (last < size && text[last] != '"')
            last += text[last] == '\\' ? 2 : 1;
        last = last < size ? last + 1 : size;
    } else
        while (last < size && text[last] && strchr("+-.0123456789eEaflnrsu", text[last]))
            last++;
    return (struct piece){at, last};
}

static size_t replace(uint8_t *text, size_t size, size_t room, struct piece old, const uint8_t *with, size_t length)
{
    const size_t gone = old.last - old.first;
    if (size - gone + length > room)
        return size;
    memmove(text + old.first + length, text + old.last, size - old.last);
    memcpy(text + old.first, with, length);
    return size - gone + length;
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t room, unsigned seed)
{
    uint64_t dice = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    const unsigned how = (unsigned)(dice >> 60), other = (unsigned)(dice >> 20);
    if (size < 8 || how < 1)
        return LLVMFuzzerMutate(data, size, room);
    struct piece piece = piece_near(data, size, (size_t)(dice >> 33) % size, how > 12);
    if (piece.first == size)
        return size;
    if (how < 8) { /* a number by a little, else another scalar */
        char number[24];
        if (data[piece.first] >= '0' && data[piece.first] <= '9' && piece.last - piece.first < 10) {
            memcpy(number, data + piece.first, piece.last - piece.first);
            number[piece.last - piece.first] = 0;
            const int length = snprintf(number, sizeof number, "%ld", strtol(number, NULL, 10) + (long)(other % 5) - 2);
            return replace(data, size, room, piece, (const uint8_t *)number, (size_t)length);
        }
        const char *with = scalars[other % (sizeof scalars / sizeof *scalars)];
        return replace(data, size, room, piece, (const uint8_t *)with, strlen(with));
    }
    if (how == 15 && piece.last < size) /* a container is taken away, with its comma if it has one */
        return replace(data, size, room, (struct piece){piece.first, piece.last + (data[piece.last] == ',')}, data, 0);
    struct piece source = piece_near(data, size, other % size, how > 12);
    const size_t length = source.last - source.first;
    uint8_t *copy = malloc(length + 1);
    CHECK(copy);
    memcpy(copy, data + source.first, length);
    copy[length] = ',';
    if (how == 14) /* a container twice */
        piece.last = piece.first;
    size = replace(data, size, room, piece, copy, length + (how == 14));
    free(copy);
    return size;
}
