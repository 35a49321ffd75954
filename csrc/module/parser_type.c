/* parser_type: Parser, options and the user's lexicon over a model; and the scratch that its parses share. */
#include "module.h"

#include <stdlib.h>
#include <string.h>

#define POOL         16                 /* scratch kept between parses, one a thread that parses at once */
#define POOLED_BYTES (4u * 1024 * 1024) /* after a longer text its scratch is let go: memory stays flat */
#define BRIEF_BYTES  (64u * 1024)       /* a text that is read before anybody waits for Ctrl-C */

struct parser {
    PyObject_HEAD PyObject *weak;
    struct state *state;
    struct model_file *file;
    sayso_parser *core;
    PyObject *options; /* dict of the arguments that differ from the defaults; for pickling and repr */
    PyThread_type_lock lock;
    sayso_scratch *pool[POOL];
    int pooled;
};

/* ---- options ---- */

static int choice_read(const char *name, PyObject *value, sayso_choice *choice)
{
    if (!value)
        return 0;
    if (value == Py_True || value == Py_False) {
        *choice = value == Py_True ? SAYSO_ON : SAYSO_OFF;
        return 0;
    }
    if (PyUnicode_Check(value)) {
        static const char *const words[] = {"auto", "on", "off"};
        for (int i = 0; i < 3; i++)
            if (PyUnicode_CompareWithASCIIString(value, words[i]) == 0) {
                *choice = (sayso_choice)i;
                return 0;
            }
        PyErr_Format(PyExc_ValueError, "%s is True, False or \"auto\", not %R", name, value);
        return -1;
    }
    PyErr_Format(PyExc_TypeError, "%s is True, False or \"auto\", not an object of %R", name,
                 (PyObject *)Py_TYPE(value));
    return -1;
}

static int instructions_read(PyObject *value, sayso_instructions *set)
{
    static const char *const words[] = {"auto", "scalar", "avx2", "avx512-vnni", "neon"};
    if (!value)
        return 0;
    for (int i = 0; PyUnicode_Check(value) && i < (int)(sizeof words / sizeof *words); i++)
        if (PyUnicode_CompareWithASCIIString(value, words[i]) == 0) {
            *set = (sayso_instructions)i;
            return 0;
        }
    PyErr_Format(PyUnicode_Check(value) ? PyExc_ValueError : PyExc_TypeError,
                 "instruction_set is \"auto\", \"scalar\", \"avx2\", \"avx512-vnni\" or \"neon\", not %R", value);
    return -1;
}

static int core_create(struct parser *self, const sayso_options *options, PyObject *lexicon, PyObject *aliases)
{
    sayso_error error = {0};
    sayso_entry *entries = NULL;
    PyObject *keep = PyList_New(0), *rows = entry_rows(lexicon, aliases);
    int result = -1;
    if (!keep || !rows || !(entries = entries_read(rows, keep)))
        goto done;
    size_t count = (size_t)PyList_Size(rows), own = lexicon ? (size_t)PyTuple_Size(lexicon) : 0;
    sayso_status status = sayso_parser_create(model_file_model(self->file), options, entries, count, &module_allocator,
                                              &self->core, &error);
    if (status == SAYSO_ERROR_ARGUMENT && error.position < count)
        PyErr_Format(PyExc_ValueError, "%s %zu, %R: %s", error.position < own ? "lexicon, row" : "aliases, entry",
                     error.position < own ? error.position : error.position - own,
                     PyTuple_GetItem(PyList_GetItem(rows, (Py_ssize_t)error.position), 0), error.message);
    else if (status != SAYSO_OK)
        raise_core(self->state, status, &error);
    else
        result = 0;
done:
    free(entries);
    Py_XDECREF(keep);
    Py_XDECREF(rows);
    return result;
}

static int model_take(struct parser *self, PyObject *path)
{
    if (path && path != Py_None) {
        self->file = model_file_open(self->state, path, true); /* not ours: the whole checksum */
    } else if (self->state->default_parser) {
        self->file = model_file_share(((struct parser *)self->state->default_parser)->file);
    } else {
        PyObject *ours = model_path(self->state);
        self->file = ours ? model_file_open(self->state, ours, false) : NULL;
        Py_XDECREF(ours);
    }
    return self->file ? 0 : -1;
}

/* The arguments as they came, NULL where not given. */
struct arguments {
    PyObject *lexicon, *aliases, *single_quotes, *day_first, *gender, *scare_quotes, *jit, *model, *instruction_set;
    double min_confidence;
    Py_ssize_t max_bytes; /* 0: as many as can be read */
};

static int arguments_of(PyObject *kwargs, struct arguments *given)
{
    static char *names[] = {"lexicon", "aliases",         "single_quotes",  "day_first",
                            "gender",  "scare_quotes",    "min_confidence", "jit",
                            "model",   "instruction_set", "max_bytes",      NULL};
    PyObject *none = PyTuple_New(0);
    given->max_bytes = SAYSO_MAX_BYTES;
    int read =
        none && PyArg_ParseTupleAndKeywords(none, kwargs, "|$OOOOOOdOOOn:Parser", names, &given->lexicon,
                                            &given->aliases, &given->single_quotes, &given->day_first, &given->gender,
                                            &given->scare_quotes, &given->min_confidence, &given->jit, &given->model,
                                            &given->instruction_set, &given->max_bytes);
    Py_XDECREF(none);
    return read ? 0 : -1;
}

static int options_of(const struct arguments *given, sayso_options *options)
{
    if (choice_read("single_quotes", given->single_quotes, &options->single_quotes) < 0 ||
        choice_read("day_first", given->day_first, &options->day_first) < 0 ||
        choice_read("gender", given->gender, &options->gender) < 0 ||
        choice_read("scare_quotes", given->scare_quotes, &options->scare_quotes) < 0 ||
        choice_read("jit", given->jit, &options->jit) < 0 ||
        instructions_read(given->instruction_set, &options->instructions) < 0)
        return -1;
    if (!(given->min_confidence >= 0 && given->min_confidence <= 1)) {
        PyErr_SetString(PyExc_ValueError, "min_confidence is a probability, from 0 to 1");
        return -1;
    }
    if (given->max_bytes < 1 || given->max_bytes > (Py_ssize_t)SAYSO_MAX_BYTES) {
        PyErr_SetString(PyExc_ValueError, "max_bytes is a number of bytes, from 1 to 2147483647");
        return -1;
    }
    options->min_confidence = (float)given->min_confidence;
    options->max_bytes = (uint32_t)given->max_bytes;
    return 0;
}

static bool is_given(PyObject *value) { return value && value != Py_None; }

/* Steals the value; NULL is an error. */
static int keep_new(struct parser *self, const char *name, PyObject *value)
{
    int status = value ? PyDict_SetItemString(self->options, name, value) : -1;
    Py_XDECREF(value);
    return status;
}

static int keep_choice(struct parser *self, const char *name, sayso_choice choice, sayso_choice usual)
{
    if (choice == usual || (choice == SAYSO_AUTO && usual == SAYSO_ON))
        return 0;
    return keep_new(self, name,
                    choice == SAYSO_AUTO ? PyUnicode_FromString("auto") : PyBool_FromLong(choice == SAYSO_ON));
}

/* Options that differ from the defaults are kept, equal ones in one form: parsers are equal if these are. */
static int options_keep(struct parser *self, const struct arguments *given, const sayso_options *options)
{
    self->options = PyDict_New();
    if (!self->options || (is_given(given->lexicon) && keep_new(self, "lexicon", lexicon_rows(given->lexicon)) < 0) ||
        (is_given(given->aliases) && keep_new(self, "aliases", pairs_read("aliases", given->aliases)) < 0) ||
        keep_choice(self, "single_quotes", options->single_quotes, SAYSO_AUTO) < 0 ||
        keep_choice(self, "day_first", options->day_first, SAYSO_AUTO) < 0 ||
        keep_choice(self, "gender", options->gender, SAYSO_ON) < 0 ||
        keep_choice(self, "scare_quotes", options->scare_quotes, SAYSO_ON) < 0 ||
        keep_choice(self, "jit", options->jit, SAYSO_ON) < 0)
        return -1;
    if (given->min_confidence > 0 && keep_new(self, "min_confidence", PyFloat_FromDouble(given->min_confidence)) < 0)
        return -1;
    if (given->max_bytes < (Py_ssize_t)SAYSO_MAX_BYTES &&
        keep_new(self, "max_bytes", PyLong_FromSsize_t(given->max_bytes)) < 0)
        return -1;
    if (is_given(given->model) && keep_new(self, "model", PyOS_FSPath(given->model)) < 0)
        return -1;
    if (options->instructions)
        return keep_new(self, "instruction_set", Py_NewRef(given->instruction_set));
    return 0;
}

static int parser_fill(struct parser *self, PyObject *kwargs)
{
    struct arguments given = {0};
    sayso_options options = {0};
    if (arguments_of(kwargs, &given) < 0 || options_of(&given, &options) < 0 ||
        options_keep(self, &given, &options) < 0 || model_take(self, given.model) < 0)
        return -1;
    PyObject *lexicon = dict_item(self->options, "lexicon"), *aliases = dict_item(self->options, "aliases");
    return PyErr_Occurred() ? -1 : core_create(self, &options, lexicon, aliases);
}

static PyObject *parser_make(struct state *state, PyTypeObject *type, PyObject *kwargs)
{
    struct parser *self = (struct parser *)PyType_GenericAlloc(type, 0);
    if (!self)
        return NULL;
    self->state = state;
    self->lock = PyThread_allocate_lock();
    if (!self->lock)
        PyErr_NoMemory();
    if (!self->lock || parser_fill(self, kwargs) < 0)
        Py_CLEAR(self);
    return (PyObject *)self;
}

static PyObject *parser_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    if (PyTuple_Size(args) > 0) {
        PyErr_SetString(PyExc_TypeError, "Parser() takes its options by name");
        return NULL;
    }
    return parser_make(state_of_type(type), type, kwargs);
}

PyObject *parser_restore(PyObject *module, PyObject *args)
{
    struct state *state = PyModule_GetState(module);
    PyObject *options;
    if (!PyArg_ParseTuple(args, "O!:_parser", &PyDict_Type, &options))
        return NULL;
    return parser_make(state, state->parser_type, options);
}

PyObject *parser_default(struct state *state)
{
    PyObject *parser = atomic_load(&state->default_parser);
    if (parser)
        return parser;
    PyObject *made = parser_make(state, state->parser_type, NULL);
    if (!made || atomic_compare_exchange_strong(&state->default_parser, &parser, made))
        return made;
    Py_DECREF(made); /* another thread made one at the same time: that stays */
    return parser;
}

static void parser_dealloc(PyObject *object)
{
    struct parser *self = (struct parser *)object;
    PyTypeObject *type = Py_TYPE(object);
    if (self->weak)
        PyObject_ClearWeakRefs(object);
    for (int i = 0; i < self->pooled; i++)
        sayso_scratch_free(self->pool[i]);
    sayso_parser_free(self->core);
    model_file_release(self->file);
    if (self->lock)
        PyThread_free_lock(self->lock);
    Py_XDECREF(self->options);
    PyObject_Free(object);
    Py_DECREF((PyObject *)type);
}

const sayso_parser *parser_core(PyObject *parser) { return ((struct parser *)parser)->core; }

sayso_model_info parser_model_info(PyObject *parser)
{
    return sayso_model_describe(model_file_model(((struct parser *)parser)->file));
}

/* ---- parsing ---- */

static sayso_scratch *scratch_take(struct parser *self)
{
    sayso_scratch *scratch = NULL;
    PyThread_acquire_lock(self->lock, WAIT_LOCK);
    if (self->pooled)
        scratch = self->pool[--self->pooled];
    PyThread_release_lock(self->lock);
    return scratch;
}

static void scratch_give(struct parser *self, sayso_scratch *scratch, size_t size)
{
    if (size <= POOLED_BYTES) {
        PyThread_acquire_lock(self->lock, WAIT_LOCK);
        if (self->pooled < POOL) {
            self->pool[self->pooled++] = scratch;
            scratch = NULL;
        }
        PyThread_release_lock(self->lock);
    }
    sayso_scratch_free(scratch);
}

/* On the calling thread, with scratch from the pool. */
static sayso_status parse_here(struct parser *self, const sayso_input *input, sayso_document **core, sayso_error *error)
{
    sayso_status status = SAYSO_OK;
    sayso_scratch *scratch = scratch_take(self);
    Py_BEGIN_ALLOW_THREADS if (!scratch) status = sayso_scratch_create(self->core, &scratch, error);
    if (status == SAYSO_OK)
        status = sayso_parse(self->core, scratch, input, &module_allocator, core, error);
    Py_END_ALLOW_THREADS if (scratch) scratch_give(self, scratch, input->size);
    return status;
}

/* On a thread of its own, so that this one can look for Ctrl-C. */
static sayso_status parse_watched(struct parser *self, const sayso_input *input, sayso_document **core,
                                  sayso_error *error)
{
    sayso_batch *batch;
    sayso_result result = {0};
    sayso_status status = sayso_batch_create(self->core, 1, 1, &module_allocator, &batch, error);
    if (status != SAYSO_OK)
        return status;
    sayso_batch_submit(batch, input);
    int taken = 0;
    do {
        Py_BEGIN_ALLOW_THREADS taken = sayso_batch_take(batch, 50, &result);
        Py_END_ALLOW_THREADS
    } while (!taken && PyErr_CheckSignals() == 0);
    Py_BEGIN_ALLOW_THREADS sayso_batch_close(batch);
    Py_END_ALLOW_THREADS if (!taken) return SAYSO_ERROR_CANCELLED; /* the exception is set */
    *core = result.document;
    *error = result.error;
    return result.status;
}

PyObject *parser_parse_taken(PyObject *parser, const struct text_in *text, PyObject *date, PyObject *id,
                             bool date_optional)
{
    struct parser *self = (struct parser *)parser;
    sayso_input input = {text->bytes, text->size, date_in_chars(date), NULL, date_optional};
    sayso_document *core = NULL;
    sayso_error error = {0};
    sayso_status status =
        text->size > BRIEF_BYTES ? parse_watched(self, &input, &core, &error) : parse_here(self, &input, &core, &error);
    if (status != SAYSO_OK)
        return raise_core(self->state, status, &error);
    return document_new(self->state, core, text->text, id, date_used(core, date), NULL);
}

static PyObject *parse_object(PyObject *parser, PyObject *object, PyObject *date_object, PyObject *id)
{
    struct state *state = ((struct parser *)parser)->state;
    struct text_in text;
    PyObject *document = NULL, *date = date_in_take(state, date_object);
    if (date && text_in_take(state, object, &text) == 0) {
        document = parser_parse_taken(parser, &text, date, id, false);
        text_in_release(&text);
    }
    Py_XDECREF(date);
    return document;
}

PyObject *parser_parse(PyObject *parser, PyObject *const *args, Py_ssize_t count, PyObject *keywords)
{
    static const char *const names[] = {"text", "date", "id", NULL};
    PyObject *values[3];
    if (arguments_read("parse", names, values, 1, 1, args, count, keywords) < 0)
        return NULL;
    return parse_object(parser, values[0], values[1], values[2]);
}

static Py_ssize_t cores(void)
{
    PyObject *os = PyImport_ImportModule("os"), *result = NULL;
    Py_ssize_t count = 1;
    if (os) { /* what this process may use, not what the machine has */
        PyObject *set = PyObject_CallMethod(os, "sched_getaffinity", "i", 0);
        if (set) {
            count = PyObject_Length(set);
            Py_DECREF(set);
        } else {
            PyErr_Clear();
            result = PyObject_CallMethod(os, "cpu_count", NULL);
            count = result && result != Py_None ? PyLong_AsSsize_t(result) : 1;
        }
    }
    Py_XDECREF(result);
    Py_XDECREF(os);
    PyErr_Clear();
    return count > 0 ? count : 1;
}

static int threads_read(PyObject *value, Py_ssize_t *threads)
{
    if (!value || value == Py_None) {
        *threads = cores();
        return 0;
    }
    *threads = PyNumber_AsSsize_t(value, PyExc_OverflowError);
    if (*threads == -1 && PyErr_Occurred())
        return -1;
    if (*threads < 1) {
        PyErr_Format(PyExc_ValueError, "threads is at least 1, not %zd", *threads);
        return -1;
    }
    if (*threads > 256)
        *threads = 256;
    return 0;
}

PyObject *parser_parse_many(PyObject *parser, PyObject *const *args, Py_ssize_t count, PyObject *keywords)
{
    static const char *const names[] = {"texts", "dates", "ids", "threads", "progress", "errors", NULL};
    PyObject *values[6];
    if (arguments_read("parse_many", names, values, 1, 1, args, count, keywords) < 0)
        return NULL;
    struct batch_arguments arguments = {
        .texts = values[0], .dates = values[1], .ids = values[2], .progress = values[4]};
    if (threads_read(values[3], &arguments.threads) < 0)
        return NULL;
    if (values[5]) {
        bool is_text = PyUnicode_Check(values[5]);
        arguments.raises = is_text && PyUnicode_CompareWithASCIIString(values[5], "raise") == 0;
        if (!arguments.raises && !(is_text && PyUnicode_CompareWithASCIIString(values[5], "warn") == 0)) {
            PyErr_Format(PyExc_ValueError, "errors is \"warn\" or \"raise\", not %R", values[5]);
            return NULL;
        }
    }
    if (PyUnicode_Check(values[0])) { /* an iterable of its characters, surely not meant */
        PyErr_SetString(PyExc_TypeError, "parse_many() takes an iterable of texts; for one text there is parse()");
        return NULL;
    }
    return batch_new(((struct parser *)parser)->state, parser, &arguments);
}

PyObject *parser_corpus(PyObject *parser, PyObject *args, PyObject *kwargs)
{
    PyObject *module = PyImport_ImportModule("sayso._corpus"), *function = NULL, *all = NULL, *result = NULL;
    if (module)
        function = PyObject_GetAttrString(module, "corpus");
    if (function && PyTuple_Size(args) != 1)
        PyErr_SetString(PyExc_TypeError, "corpus() takes one positional argument, the data");
    else if (function)
        all = PyTuple_Pack(2, parser, PyTuple_GetItem(args, 0));
    if (all)
        result = PyObject_Call(function, all, kwargs);
    Py_XDECREF(all);
    Py_XDECREF(function);
    Py_XDECREF(module);
    return result;
}

/* ---- object protocol ---- */

static PyObject *parser_reduce(PyObject *object, PyObject *unused)
{
    (void)unused;
    struct parser *self = (struct parser *)object;
    PyObject *restore = PyObject_GetAttrString(self->state->module, "_parser");
    return restore ? Py_BuildValue("N(O)", restore, self->options) : NULL;
}

static PyObject *parser_repr(PyObject *object)
{
    struct parser *self = (struct parser *)object;
    PyObject *parts = PyList_New(0), *comma = PyUnicode_FromString(", "), *joined = NULL, *repr = NULL;
    PyObject *name, *value;
    Py_ssize_t at = 0;
    while (parts && PyDict_Next(self->options, &at, &name, &value)) {
        bool pairs = PyTuple_Check(value);
        PyObject *part = pairs ? PyUnicode_FromFormat("%U=<%zd entries>", name, PyTuple_Size(value))
                               : PyUnicode_FromFormat("%U=%R", name, value);
        if (!part || PyList_Append(parts, part) < 0)
            Py_CLEAR(parts);
        Py_XDECREF(part);
    }
    if (parts && comma)
        joined = PyUnicode_Join(comma, parts);
    if (joined)
        repr = PyUnicode_FromFormat("Parser(%U)", joined);
    Py_XDECREF(parts);
    Py_XDECREF(comma);
    Py_XDECREF(joined);
    return repr;
}

static PyObject *parser_compare(PyObject *object, PyObject *other, int op)
{
    struct parser *self = (struct parser *)object;
    if ((op != Py_EQ && op != Py_NE) || !Py_IS_TYPE(other, Py_TYPE(object)))
        Py_RETURN_NOTIMPLEMENTED;
    return PyObject_RichCompare(self->options, ((struct parser *)other)->options, op);
}

static Py_hash_t parser_hash(PyObject *object)
{
    PyObject *items = PyDict_Items(((struct parser *)object)->options);
    PyObject *set = items ? PyFrozenSet_New(items) : NULL;
    Py_hash_t hash = set ? PyObject_Hash(set) : -1;
    Py_XDECREF(items);
    Py_XDECREF(set);
    return hash;
}

static PyObject *parser_options(PyObject *object, void *unused)
{
    (void)unused;
    return PyDict_Copy(((struct parser *)object)->options);
}

static PyGetSetDef parser_properties[] = {
    {"options", parser_options, NULL, "The options that differ from the defaults, as a dict.", NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyObject *parser_same(PyObject *self, PyObject *unused)
{
    (void)unused;
    return Py_NewRef(self);
}

static PyMethodDef parser_methods[] = {
    {"parse", (PyCFunction)(void (*)(void))parser_parse, METH_FASTCALL | METH_KEYWORDS,
     "parse($self, text, /, *, date=None, id=None)\n--\n\nRead one article; see sayso.parse."},
    {"parse_many", (PyCFunction)(void (*)(void))parser_parse_many, METH_FASTCALL | METH_KEYWORDS,
     "parse_many($self, texts, /, *, dates=None, ids=None, threads=None, progress=False, errors=\"warn\")\n--\n\n"
     "Read many articles on several threads; see sayso.parse_many."},
    {"corpus", (PyCFunction)(void (*)(void))parser_corpus, METH_VARARGS | METH_KEYWORDS,
     "corpus($self, data, /, *, text=\"text\", id=None, date=None, headline=None, carry=(), threads=None, "
     "progress=False)\n--\n\nRead many articles into tables; see sayso.corpus."},
    {"__reduce__", parser_reduce, METH_NOARGS, NULL},
    {"__copy__", parser_same, METH_NOARGS, NULL},
    {"__deepcopy__", parser_same, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static PyMemberDef parser_members[] = {
    {"__weaklistoffset__", T_PYSSIZET, offsetof(struct parser, weak), READONLY, NULL},
    {NULL, 0, 0, 0, NULL},
};

PyTypeObject *parser_type_create(PyObject *module)
{
    PyType_Slot slots[] = {
        {Py_tp_doc,
         "Parser(*, lexicon=None, aliases=None, single_quotes=\"auto\", day_first=\"auto\", gender=True, "
         "scare_quotes=True, min_confidence=0.0, jit=True, model=None, instruction_set=\"auto\", "
         "max_bytes=2147483647)\n--\n\n"
         "How to read: options and a lexicon of one's own.  Immutable; any number of threads may use it at once.\n\n"
         "Parameters\n----------\n"
         "lexicon : mapping, iterable, table or path, optional\n    Words of one's own and their class (a label such "
         "as "
         "\"ORG\" or a class such as \"outlet\" or \"cue_verb\", see\n    sayso.explain(\"lexicon\")); they win over "
         "the built-in ones, and a cue of one's own attributes whatever\n    the encoder says.  A mapping of text to "
         "class, pairs, dicts, a table or a TSV, CSV or JSON Lines file with\n    the columns text and class; of cues "
         "also takes, act, status, channel and past; wikidata of names.\n"
         "aliases : mapping of str to str, optional\n    Other names, and the name or Wikidata id (\"Q42\") that each "
         "stands for: their mentions become "
         "one entity.\n    Of the class that the lexicon given has for one of the two, else people.\n"
         "single_quotes : bool or \"auto\"\n    Are single marks quotation marks?  \"auto\": as the text uses them.\n"
         "day_first : bool or \"auto\"\n    Is 01/12/2021 the first of December?  \"auto\": by the text, else "
         "ambiguous.\n"
         "gender : bool\n    Infer and use gender.\n"
         "scare_quotes : bool\n    List words in marks that nobody is said to have said.\n"
         "min_confidence : float\n    Attributions below this probability are left out.\n"
         "jit : bool\n    Let PCRE2 compile its patterns; results are the same without.\n"
         "model : path, optional\n    Another model file; its checksum is verified.\n"
         "instruction_set : str\n    Of the encoder, to measure or test one: \"scalar\", \"avx2\", \"avx512-vnni\", "
         "\"neon\"; "
         "results are the same.\n"
         "max_bytes : int\n    A text of more bytes of UTF-8 is not read: TextError, and in a batch an \"unreadable\" "
         "document.\n\n"
         "Raises\n------\nsayso.ModelError\n    If the model file is missing or damaged.\n"
         "ValueError\n    If a value is out of its range, or this machine lacks the instruction set."},
        {Py_tp_new, SLOT(parser_new)},
        {Py_tp_dealloc, SLOT(parser_dealloc)},
        {Py_tp_repr, SLOT(parser_repr)},
        {Py_tp_richcompare, SLOT(parser_compare)},
        {Py_tp_hash, SLOT(parser_hash)},
        {Py_tp_getset, parser_properties},
        {Py_tp_methods, parser_methods},
        {Py_tp_members, parser_members},
        {0, NULL},
    };
    PyType_Spec spec = {
        .name = "sayso.Parser",
        .basicsize = sizeof(struct parser),
        .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE,
        .slots = slots,
    };
    return (PyTypeObject *)PyType_FromModuleAndSpec(module, &spec, NULL);
}
