/* module: sayso._core, its state, its functions, and how it comes into being. */
#include "module.h"

#include <string.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <utf8proc.h>

/* ---- functions ---- */

static PyObject *parse(PyObject *module, PyObject *const *args, Py_ssize_t count, PyObject *names)
{
    PyObject *parser = parser_default(PyModule_GetState(module));
    return parser ? parser_parse(parser, args, count, names) : NULL;
}

static PyObject *parse_many(PyObject *module, PyObject *const *args, Py_ssize_t count, PyObject *names)
{
    PyObject *parser = parser_default(PyModule_GetState(module));
    return parser ? parser_parse_many(parser, args, count, names) : NULL;
}

static PyObject *corpus(PyObject *module, PyObject *args, PyObject *kwargs)
{
    PyObject *parser = parser_default(PyModule_GetState(module));
    return parser ? parser_corpus(parser, args, kwargs) : NULL;
}

#if defined __clang__
#define COMPILER "clang " __clang_version__
#elif defined __GNUC__
#define COMPILER "gcc " __VERSION__
#else
#define COMPILER "unknown"
#endif

static PyObject *build_info(PyObject *module, PyObject *args)
{
    struct state *state = PyModule_GetState(module);
    PyObject *parser = Py_None;
    if (!PyArg_ParseTuple(args, "|O:build_info", &parser))
        return NULL;
    if (parser == Py_None)
        parser = parser_default(state);
    else if (!Py_IS_TYPE(parser, state->parser_type))
        return PyErr_Format(PyExc_TypeError, "build_info() takes a Parser, not %R", Py_TYPE(parser));
    if (!parser)
        return NULL;
    sayso_model_info model = parser_model_info(parser);
    char pcre2[64] = "", checksum[17], weights[17];
    pcre2_config(PCRE2_CONFIG_VERSION, pcre2);
    uint32_t jit = 0;
    pcre2_config(PCRE2_CONFIG_JIT, &jit);
    PyOS_snprintf(checksum, sizeof checksum, "%016llx", (unsigned long long)model.checksum);
    PyOS_snprintf(weights, sizeof weights, "%016llx", (unsigned long long)model.weights);
    return Py_BuildValue("{s:s, s:I, s:I, s:I, s:s, s:z, s:I, s:s, s:s, s:N, s:s, s:s}", "version", SAYSO_VERSION,
                         "rules", (unsigned)SAYSO_RULES_VERSION, "block", (unsigned)SAYSO_BLOCK_VERSION, "model",
                         (unsigned)model.version, "model_checksum", checksum, "weights_checksum",
                         model.weights ? weights : NULL, "lexicon_entries", (unsigned)model.lexicon_entries, "compiler",
                         COMPILER, "pcre2", pcre2, "pcre2_jit", PyBool_FromLong((long)jit), "utf8proc",
                         utf8proc_version(), "instruction_set", model.instructions);
}

/* _together(function, arguments, function, arguments ...): calls of functions in C, with no bytecode of Python between
 * them, where an exception of a signal's handler (Ctrl-C) could come in.  Not a public interface. */
static PyObject *together(PyObject *module, PyObject *const *args, Py_ssize_t count)
{
    (void)module;
    for (Py_ssize_t i = 0; i + 1 < count; i += 2) {
        PyObject *result = PyObject_CallObject(args[i], args[i + 1]);
        if (!result)
            return NULL;
        Py_DECREF(result);
    }
    Py_RETURN_NONE;
}

/* The plain facts that Python code works from: fields of each record, and codes.  Not a public interface. */
static PyObject *schema(PyObject *module, PyObject *unused)
{
    (void)module;
    (void)unused;
    static const char *const types[] = {
        [SAYSO_FIELD_U32] = "int",      [SAYSO_FIELD_COUNT] = "count",       [SAYSO_FIELD_FLOAT] = "float",
        [SAYSO_FIELD_SHARE] = "float?", [SAYSO_FIELD_DOUBLE] = "float?",     [SAYSO_FIELD_BOOL] = "bool",
        [SAYSO_FIELD_ENUM8] = "enum",   [SAYSO_FIELD_ENUM32] = "enum",       [SAYSO_FIELD_SPAN] = "span",
        [SAYSO_FIELD_SPANS] = "spans",  [SAYSO_FIELD_REF] = "ref",           [SAYSO_FIELD_REFS] = "refs",
        [SAYSO_FIELD_SLICE] = "slice",  [SAYSO_FIELD_STRING] = "string",     [SAYSO_FIELD_CODES] = "codes",
        [SAYSO_FIELD_CODE] = "code",    [SAYSO_FIELD_WIKIDATA] = "wikidata", [SAYSO_FIELD_UID] = "uid",
        [SAYSO_FIELD_VIEW] = "view"};
    PyObject *all = PyDict_New();
    for (uint32_t kind = 0; all && kind < SAYSO_VIEWS_END; kind++) {
        const sayso_record *record = sayso_schema(kind);
        if (!record || (kind > SAYSO_SPAN && kind < SAYSO_KINDS) || kind == SAYSO_SCARE_QUOTE)
            continue;
        PyObject *fields = PyList_New(0);
        for (size_t i = 0; fields && i < record->field_count; i++) {
            const sayso_field *field = &record->fields[i];
            PyObject *values = PyList_New(0);
            for (uint32_t n = 0; values && n < field->name_count; n++) {
                PyObject *value = field->names[n] ? PyUnicode_FromString(field->names[n]) : Py_NewRef(Py_None);
                if (!value || PyList_Append(values, value) < 0)
                    Py_CLEAR(values);
                Py_XDECREF(value);
            }
            bool targets = field->type == SAYSO_FIELD_REF || field->type == SAYSO_FIELD_REFS ||
                           field->type == SAYSO_FIELD_SLICE || field->type == SAYSO_FIELD_VIEW;
            PyObject *row = values ? Py_BuildValue("(sssNz)", field->name, field->doc, types[field->type], values,
                                                   targets ? sayso_schema(field->target)->name : NULL)
                                   : NULL;
            if (!row || PyList_Append(fields, row) < 0)
                Py_CLEAR(fields);
            Py_XDECREF(row);
        }
        PyObject *entry =
            fields ? Py_BuildValue("(sON)", record->doc, record->is_span ? Py_True : Py_False, fields) : NULL;
        if (!entry || PyDict_SetItemString(all, record->name, entry) < 0)
            Py_CLEAR(all);
        Py_XDECREF(entry);
    }
    return all;
}

static PyObject *codes(PyObject *module, PyObject *unused)
{
    (void)module;
    (void)unused;
    PyObject *all = PyDict_New();
    for (uint32_t code = 0; all && code < 4096; code++) {
        const char *name = sayso_code_name(code);
        if (!name)
            continue;
        PyObject *entry = Py_BuildValue("(Is)", (unsigned)code, sayso_code_meaning(code));
        if (!entry || PyDict_SetItemString(all, name, entry) < 0)
            Py_CLEAR(all);
        Py_XDECREF(entry);
    }
    return all;
}

#define FAST(f) (PyCFunction)(void (*)(void))(f), METH_FASTCALL | METH_KEYWORDS

static PyMethodDef module_methods[] = {
    {"parse", FAST(parse),
     "parse($module, text, /, *, date=None, id=None)\n--\n\n"
     "Read one article: who is in it, and who said what.\n\n"
     "Parameters\n----------\n"
     "text : str\n    The article as it is; it is never rewritten.  Any str is read, odd marks and lone surrogates "
     "included.\n"
     "date : str or datetime.date, optional\n    The day it was published; dates in the text are resolved against it.\n"
     "id : object, optional\n    The caller's own id, kept as Document.id.\n\n"
     "Returns\n-------\nDocument\n    All offsets in it are code points of text, end exclusive.\n\n"
     "Raises\n------\n"
     "TypeError\n    If text is no str (bytes: decode them first).\n"
     "sayso.DateError\n    If date is no ISO date; .position is the character at fault.\n"
     "sayso.TextError\n    If text is longer than 2^31 - 1 bytes of UTF-8.\n\n"
     "Examples\n--------\n"
     ">>> document = sayso.parse('\"Enough,\" said Maria Silva.')\n"
     ">>> document.quotes[0].source.text\n'Maria Silva'"},
    {"parse_many", FAST(parse_many),
     "parse_many($module, texts, /, *, dates=None, ids=None, threads=None, progress=False, errors=\"warn\")\n--\n\n"
     "Read many articles on several threads; lazily, in order, in bounded memory.\n\n"
     "Parameters\n----------\n"
     "texts : iterable of str\n    Pulled only while a document is asked for, on the thread that asks.\n"
     "dates, ids : iterable, optional\n    One for each text, as for parse.  With errors=\"warn\" a date that is none "
     "is left out, and the document has\n"
     "    the warning \"date-ignored\".\n"
     "threads : int, optional\n    How many; by default as many as the process may use.  1: no thread is started.\n"
     "progress : bool or callable\n    True: a bar, if tqdm is installed; a callable is called with the number of "
     "documents done.\n"
     "errors : \"warn\" or \"raise\"\n    What a text that cannot be read costs: an empty document with the warning\n"
     "    \"unreadable\" and its reason in .error, or an exception with .index, its place.\n\n"
     "Returns\n-------\niterator of Document\n    With close(); it is a context manager as well.  Ctrl-C does not end "
     "it: who goes on with it loses nothing."},
    {"corpus", (PyCFunction)(void (*)(void))corpus, METH_VARARGS | METH_KEYWORDS,
     "corpus($module, data, /, *, text=\"text\", id=None, date=None, headline=None, carry=(), threads=None, "
     "progress=False)\n--\n\n"
     "Read many articles into tables.\n\n"
     "Parameters\n----------\n"
     "data : iterable of str, or table\n    A table is anything with __arrow_c_stream__ (pandas, Polars, PyArrow, "
     "DuckDB), a mapping\n"
     "    of column names to lists, or an iterable of rows that are mappings.  A single column (a Series, an Arrow "
     "array)\n    is read as texts; so are the articles of files that sayso.read gives.\n"
     "text, id, date, headline : str\n    Names of the table's columns.  With a headline, what is read is headline + "
     "\"\\n\\n\" + text: all offsets in the\n    tables count in that joined string, and where a row has no headline "
     "in its text alone.\n"
     "carry : sequence of str\n    Columns of the table to copy into every table of the result.\n"
     "threads, progress\n    As for parse_many.\n\n"
     "Returns\n-------\nCorpus\n    Tables: documents, quotes, attributions, sources, mentions, entities, warnings.\n\n"
     "Raises\n------\n"
     "KeyboardInterrupt\n    After Ctrl-C, with the Corpus of what was finished as its attribute corpus.\n"
     "ValueError\n    If an id occurs twice, or a carried column has the name of one of ours."},
    {"build_info", build_info, METH_VARARGS,
     "build_info($module, parser=None, /)\n--\n\nVersions of sayso, its rules, model and libraries, and the "
     "instruction set in use.\n\n"
     "Parameters\n----------\nparser : Parser, optional\n    The one whose model is meant; else sayso's own.\n\n"
     "Returns\n-------\ndict"},
    {"_schema", schema, METH_NOARGS, NULL},
    {"_codes", codes, METH_NOARGS, NULL},
    {"_document", document_restore, METH_VARARGS, NULL},
    {"_record", record_restore, METH_VARARGS, NULL},
    {"_span", span_restore, METH_VARARGS, NULL},
    {"_records", records_restore, METH_VARARGS, NULL},
    {"_parser", parser_restore, METH_VARARGS, NULL},
    {"_table", table_make, METH_VARARGS, NULL},
    {"_table_restore", table_restore, METH_VARARGS, NULL},
    {"_arrow_columns", arrow_columns, METH_VARARGS, NULL},
    {"_together", (PyCFunction)(void (*)(void))together, METH_FASTCALL, NULL},
    {NULL, NULL, 0, NULL},
};

/* ---- life ---- */

static int add_type(PyObject *module, PyTypeObject **slot, PyTypeObject *(*create)(PyObject *))
{
    *slot = create(module);
    return *slot ? PyModule_AddType(module, *slot) : -1;
}

static int module_exec(PyObject *module)
{
    struct state *state = PyModule_GetState(module);
    state->module = module;
    state->str_isascii = PyUnicode_InternFromString("isascii");
    state->str_isoformat = PyUnicode_InternFromString("isoformat");
    state->str_lower = PyUnicode_InternFromString("lower");
    if (!state->str_isascii || !state->str_isoformat || !state->str_lower)
        return -1;
    if (errors_create(module, state) < 0 || record_types_create(module, state) < 0 ||
        add_type(module, &state->records_type, records_type_create) < 0 ||
        add_type(module, &state->document_type, document_type_create) < 0 ||
        add_type(module, &state->parser_type, parser_type_create) < 0 ||
        add_type(module, &state->batch_type, batch_type_create) < 0 ||
        add_type(module, &state->table_type, table_type_create) < 0)
        return -1;
    return PyModule_AddStringConstant(module, "__version__", SAYSO_VERSION);
}

static int module_traverse(PyObject *module, visitproc visit, void *arg)
{
    struct state *state = PyModule_GetState(module);
    for (int kind = 0; kind < SAYSO_VIEWS_END; kind++)
        Py_VISIT(state->record_types[kind]);
    Py_VISIT(state->span_type);
    Py_VISIT(state->records_type);
    Py_VISIT(state->document_type);
    Py_VISIT(state->parser_type);
    Py_VISIT(state->batch_type);
    Py_VISIT(state->table_type);
    Py_VISIT(state->error);
    Py_VISIT(state->text_error);
    Py_VISIT(state->model_error);
    Py_VISIT(state->date_error);
    Py_VISIT(state->default_parser);
    return 0;
}

static int module_clear(PyObject *module)
{
    struct state *state = PyModule_GetState(module);
    for (int kind = 0; kind < SAYSO_VIEWS_END; kind++)
        Py_CLEAR(state->record_types[kind]);
    Py_XDECREF(atomic_exchange(&state->default_parser, NULL)); /* before its type */
    Py_CLEAR(state->span_type);
    Py_CLEAR(state->records_type);
    Py_CLEAR(state->document_type);
    Py_CLEAR(state->parser_type);
    Py_CLEAR(state->batch_type);
    Py_CLEAR(state->table_type);
    Py_CLEAR(state->error);
    Py_CLEAR(state->text_error);
    Py_CLEAR(state->model_error);
    Py_CLEAR(state->date_error);
    Py_CLEAR(state->str_isascii);
    Py_CLEAR(state->str_isoformat);
    Py_CLEAR(state->str_lower);
    return 0;
}

static void module_free(void *module)
{
    if (PyModule_GetState(module))
        module_clear(module);
}

/* 3.11's headers know only the first slot; later interpreters want to be told more.  The numbers and values are
 * part of the stable ABI of 3.12 (slot 3: each interpreter may have its own GIL) and 3.13 (slot 4: none is needed). */
static PyModuleDef_Slot slots_3_11[] = {{Py_mod_exec, SLOT(module_exec)}, {0, NULL}};
static PyModuleDef_Slot slots_3_12[] = {{Py_mod_exec, SLOT(module_exec)}, {3, (void *)2}, {0, NULL}};
static PyModuleDef_Slot slots_3_13[] = {{Py_mod_exec, SLOT(module_exec)}, {3, (void *)2}, {4, (void *)1}, {0, NULL}};

#define DEFINITION(slots)                                                                                              \
    {PyModuleDef_HEAD_INIT, "sayso._core",  "The extension under sayso.",                                              \
     sizeof(struct state),  module_methods, slots,                                                                     \
     module_traverse,       module_clear,   module_free}
static PyModuleDef definition_3_11 = DEFINITION(slots_3_11);
static PyModuleDef definition_3_12 = DEFINITION(slots_3_12);
static PyModuleDef definition_3_13 = DEFINITION(slots_3_13);

PyMODINIT_FUNC PyInit__core(void)
{
    if (Py_Version >= 0x030D0000)
        return PyModuleDef_Init(&definition_3_13);
    return PyModuleDef_Init(Py_Version >= 0x030C0000 ? &definition_3_12 : &definition_3_11);
}
