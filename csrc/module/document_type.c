/* document_type: Document, a text and what was found in it. */
#include "module.h"

#include <stdlib.h>
#include <string.h>

static PyObject *or_none(PyObject *object) { return Py_NewRef(object ? object : Py_None); }

bool str_or_none(PyObject *value) { return !value || value == Py_None || PyUnicode_Check(value); }

PyObject *document_new(struct state *state, sayso_document *core, PyObject *text, PyObject *id, PyObject *date,
                       PyObject *error)
{
    struct document *self = (struct document *)PyType_GenericAlloc(state->document_type, 0);
    if (!self) {
        sayso_document_free(core);
        return NULL;
    }
    self->state = state;
    self->core = core;
    self->text = Py_NewRef(text);
    self->id = or_none(id);
    self->date = or_none(date);
    self->error = or_none(error);
    return (PyObject *)self;
}

PyObject *document_unreadable(struct state *state, PyObject *id, PyObject *date, PyObject *error)
{
    sayso_document *core;
    sayso_error core_error = {0};
    sayso_status status = sayso_document_unreadable(&module_allocator, &core, &core_error);
    if (status != SAYSO_OK)
        return raise_core(state, status, &core_error);
    PyObject *text = PyUnicode_FromString("");
    PyObject *document = text ? document_new(state, core, text, id, date, error) : NULL;
    if (!text)
        sayso_document_free(core);
    Py_XDECREF(text);
    return document;
}

static int document_traverse(PyObject *object, visitproc visit, void *arg)
{
    struct document *self = (struct document *)object;
    Py_VISIT(Py_TYPE(object));
    Py_VISIT(self->id); /* the only thing that may be of any type */
    return 0;
}

static int document_clear(PyObject *object)
{
    Py_CLEAR(((struct document *)object)->id);
    return 0;
}

static void document_dealloc(PyObject *object)
{
    struct document *self = (struct document *)object;
    PyTypeObject *type = Py_TYPE(object);
    PyObject_GC_UnTrack(object);
    if (self->weak)
        PyObject_ClearWeakRefs(object);
    sayso_document_free(self->core);
    Py_XDECREF(self->text);
    Py_XDECREF(self->id);
    Py_XDECREF(self->date);
    Py_XDECREF(self->error);
    PyObject_GC_Del(object);
    Py_DECREF((PyObject *)type);
}

/* ---- attributes ---- */

static PyObject *get_id(PyObject *self, void *closure)
{
    (void)closure;
    return or_none(((struct document *)self)->id);
}

static PyObject *get_date(PyObject *self, void *closure)
{
    (void)closure;
    return Py_NewRef(((struct document *)self)->date);
}

static PyObject *get_text(PyObject *self, void *closure)
{
    (void)closure;
    return Py_NewRef(((struct document *)self)->text);
}

static PyObject *get_error(PyObject *self, void *closure)
{
    (void)closure;
    return Py_NewRef(((struct document *)self)->error);
}

PyObject *document_rules(const struct document *document)
{
    return PyLong_FromUnsignedLong(sayso_document_origin(document->core).rules);
}

PyObject *document_model(const struct document *document)
{
    char hex[17];
    uint64_t model = sayso_document_origin(document->core).model;
    if (!model)
        Py_RETURN_NONE;
    PyOS_snprintf(hex, sizeof hex, "%016llx", (unsigned long long)model);
    return PyUnicode_FromString(hex);
}

static PyObject *get_rules(PyObject *self, void *closure)
{
    (void)closure;
    return document_rules((struct document *)self);
}

static PyObject *get_model(PyObject *self, void *closure)
{
    (void)closure;
    return document_model((struct document *)self);
}

/* All records of the kind that the closure points to. */
static PyObject *get_records(PyObject *self, void *closure)
{
    struct document *document = (struct document *)self;
    uint32_t kind = *(const uint32_t *)closure, count;
    sayso_document_records(document->core, (sayso_kind)kind, &count);
    return records_new(document, kind, 0, count);
}

static PyObject *get_only(PyObject *self, void *closure)
{
    return record_new((struct document *)self, *(const uint32_t *)closure, 0);
}

static bool is_outermost(const sayso_attribution *a) { return a->depth == 0; }
static bool is_nested(const sayso_attribution *a) { return a->depth > 0; }
static bool is_quote(const sayso_attribution *a) { return a->depth == 0 && a->act == SAYSO_SPEECH; }

static PyObject *attributions_where(PyObject *self, bool (*wanted)(const sayso_attribution *))
{
    struct document *document = (struct document *)self;
    uint32_t count, chosen = 0;
    const sayso_attribution *all = sayso_document_records(document->core, SAYSO_ATTRIBUTION, &count);
    uint32_t *indices = malloc(((size_t)count + 1) * sizeof *indices);
    if (!indices)
        return PyErr_NoMemory();
    for (uint32_t i = 0; i < count; i++)
        if (wanted(&all[i]))
            indices[chosen++] = i;
    return records_chosen(document, SAYSO_ATTRIBUTION, indices, chosen);
}

static PyObject *get_attributions(PyObject *self, void *closure)
{
    (void)closure;
    return attributions_where(self, is_outermost);
}

static PyObject *get_quotes(PyObject *self, void *closure)
{
    (void)closure;
    return attributions_where(self, is_quote);
}

static PyObject *get_nested(PyObject *self, void *closure)
{
    (void)closure;
    return attributions_where(self, is_nested);
}

/* ---- object protocol ---- */

static PyObject *document_compare(PyObject *a, PyObject *b, int operator)
{
    struct document *x = (struct document *)a, *y = (struct document *)b;
    if ((operator != Py_EQ && operator != Py_NE) || Py_TYPE(a) != Py_TYPE(b))
        Py_RETURN_NOTIMPLEMENTED;
    bool same = x == y || sayso_document_equal(x->core, y->core); /* the block holds the text */
    return PyBool_FromLong(same == (operator == Py_EQ));
}

static Py_hash_t document_hash(PyObject *self) { return PyObject_Hash(((struct document *)self)->text); }

static PyObject *document_repr(PyObject *object)
{
    struct document *self = (struct document *)object;
    uint32_t tokens, mentions;
    sayso_document_records(self->core, SAYSO_TOKEN, &tokens);
    sayso_document_records(self->core, SAYSO_MENTION, &mentions);
    PyObject *attributions = get_attributions(object, NULL);
    if (!attributions)
        return NULL;
    Py_ssize_t count = PyObject_Length(attributions);
    Py_DECREF(attributions);
    PyObject *head = PyUnicode_Substring(self->text, 0, 40), *repr = NULL;
    if (head)
        repr = PyUnicode_FromFormat("<Document %R%s: %u tokens, %u mentions, %zd attributions>", head,
                                    PyUnicode_GetLength(self->text) > 40 ? "..." : "", (unsigned)tokens,
                                    (unsigned)mentions, count);
    Py_XDECREF(head);
    return repr;
}

static PyObject *document_reduce(PyObject *object, PyObject *unused)
{
    (void)unused;
    struct document *self = (struct document *)object;
    size_t size;
    const char *block = sayso_document_block(self->core, &size);
    PyObject *restore = PyObject_GetAttrString(self->state->module, "_document");
    PyObject *bytes = restore ? PyBytes_FromStringAndSize(block, (Py_ssize_t)size) : NULL;
    if (!bytes) {
        Py_XDECREF(restore);
        return NULL;
    }
    return Py_BuildValue("N(NOOO)", restore, bytes, self->id, self->date, self->error);
}

PyObject *document_from_block(struct state *state, const void *block, size_t size, PyObject *id, PyObject *date,
                              PyObject *error)
{
    sayso_document *core;
    sayso_error core_error = {0};
    sayso_status status = sayso_document_from_block(block, size, &module_allocator, &core, &core_error);
    if (status != SAYSO_OK)
        return raise_core(state, status, &core_error);
    uint32_t bytes;
    const char *utf8 = sayso_document_records(core, SAYSO_TEXT, &bytes);
    PyObject *text = PyUnicode_DecodeUTF8(bytes ? utf8 : "", (Py_ssize_t)bytes, "surrogatepass");
    if (text && PyUnicode_GetLength(text) != (Py_ssize_t)sayso_document_length(core)) {
        /* "\xED\xA0\xBD\xED\xB8\x80": a pair, which Python keeps as two; nothing else may differ */
        Py_CLEAR(text);
        PyErr_SetString(state->error, "a document block's text does not have the length that it claims");
    }
    if (!text) {
        sayso_document_free(core);
        return NULL;
    }
    PyObject *document = document_new(state, core, text, id, date, error);
    Py_DECREF(text);
    return document;
}

PyObject *document_restore(PyObject *module, PyObject *args)
{
    PyObject *block, *id, *date, *error;
    char *data;
    Py_ssize_t size;
    if (!PyArg_ParseTuple(args, "SOOO:_document", &block, &id, &date, &error) ||
        PyBytes_AsStringAndSize(block, &data, &size) < 0)
        return NULL;
    if (!str_or_none(date) || !str_or_none(error)) {
        PyErr_SetString(PyExc_TypeError, "date and error must be str or None");
        return NULL;
    }
    return document_from_block(PyModule_GetState(module), data, (size_t)size, id, date, error);
}

static PyObject *document_same(PyObject *self, PyObject *unused)
{
    (void)unused;
    return Py_NewRef(self);
}

static PyObject *document_sizeof(PyObject *self, PyObject *unused)
{
    (void)unused;
    size_t size;
    sayso_document_block(((struct document *)self)->core, &size);
    return PyLong_FromSize_t(size + sizeof(struct document));
}

/* ---- other forms ---- */

/* function(self, *args, **kwargs) of a module of the package, imported only now. */
static PyObject *delegate(const char *module_name, const char *function, PyObject *self, PyObject *args,
                          PyObject *kwargs)
{
    PyObject *module = PyImport_ImportModule(module_name), *callable = NULL, *all = NULL, *result = NULL;
    Py_ssize_t count = args ? PyTuple_Size(args) : 0;
    if (module)
        callable = PyObject_GetAttrString(module, function);
    if (callable)
        all = PyTuple_New(count + 1);
    if (all && PyTuple_SetItem(all, 0, Py_NewRef(self)) == 0) {
        Py_ssize_t i = 0;
        while (i < count && PyTuple_SetItem(all, i + 1, Py_NewRef(PyTuple_GetItem(args, i))) == 0)
            i++;
        if (i == count)
            result = PyObject_Call(callable, all, kwargs);
    }
    Py_XDECREF(all);
    Py_XDECREF(callable);
    Py_XDECREF(module);
    return result;
}

static PyObject *document_to_html(PyObject *self, PyObject *args, PyObject *kwargs)
{
    return delegate("sayso._display", "to_html", self, args, kwargs);
}

static PyObject *document_repr_html(PyObject *self, PyObject *unused)
{
    (void)unused;
    return delegate("sayso._display", "fragment", self, NULL, NULL);
}

static PyObject *document_to_json(PyObject *self, PyObject *args, PyObject *kwargs)
{
    return delegate("sayso._json", "to_json", self, args, kwargs);
}

static PyObject *document_method_to_dict(PyObject *self, PyObject *unused)
{
    (void)unused;
    return document_to_dict((struct document *)self);
}

static PyObject *document_class_from_dict(PyObject *type, PyObject *dict)
{
    return document_from_dict(state_of_type((PyTypeObject *)type), dict);
}

static const uint32_t KIND[SAYSO_KINDS] = {SAYSO_TOKEN,   SAYSO_SENTENCE, SAYSO_PARAGRAPH,   SAYSO_LAYOUT,
                                           SAYSO_MENTION, SAYSO_ENTITY,   SAYSO_ATTRIBUTION, SAYSO_SCARE_QUOTE,
                                           SAYSO_DATE,    SAYSO_QUANTITY, SAYSO_WARNING,     SAYSO_HEALTH};
#define KIND_OF(kind) ((void *)(uintptr_t)&KIND[kind])

static PyGetSetDef document_getset[] = {
    {"id", get_id, NULL, "The caller's own id, or None.", NULL},
    {"date", get_date, NULL, "The day it was published as given (ISO str), or None.", NULL},
    {"text", get_text, NULL, "The caller's text, unchanged.", NULL},
    {"rules", get_rules, NULL, "The version of the rules that read it (int), as in ``build_info()``.", NULL},
    {"model", get_model, NULL, "The checksum of the model, lexicon and weights, that read it (str), or None.", NULL},
    {"error", get_error, NULL, "Why a batch could not read it (str), or None.", NULL},
    {"tokens", get_records, NULL, "Its words, numbers, marks and signs.", KIND_OF(SAYSO_TOKEN)},
    {"sentences", get_records, NULL, "Its sentences.", KIND_OF(SAYSO_SENTENCE)},
    {"paragraphs", get_records, NULL, "Its paragraphs, with what each is.", KIND_OF(SAYSO_PARAGRAPH)},
    {"layout", get_only, NULL, "Page date, headline, byline and dateline.", KIND_OF(SAYSO_LAYOUT)},
    {"mentions", get_records, NULL, "Names and role nouns, in order, never overlapping.", KIND_OF(SAYSO_MENTION)},
    {"entities", get_records, NULL, "Who and what the mentions name.", KIND_OF(SAYSO_ENTITY)},
    {"attributions", get_attributions, NULL, "Who says, thinks or wants what; outermost ones.", NULL},
    {"quotes", get_quotes, NULL, "The attributions whose act is \"speech\", quoted or paraphrased.", NULL},
    {"nested", get_nested, NULL, "Attributions inside the content of another.", NULL},
    {"scare_quotes", get_records, NULL, "Words in marks that nobody is said to have said.", KIND_OF(SAYSO_SCARE_QUOTE)},
    {"dates", get_records, NULL, "Time expressions with TIMEX3 values.", KIND_OF(SAYSO_DATE)},
    {"quantities", get_records, NULL, "Numbers, money, shares and measures.", KIND_OF(SAYSO_QUANTITY)},
    {"warnings", get_records, NULL, "What is odd about the text.", KIND_OF(SAYSO_WARNING)},
    {"health", get_only, NULL, "How well the text could be read, measured without gold.", KIND_OF(SAYSO_HEALTH)},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyMethodDef document_methods[] = {
    {"to_dict", document_method_to_dict, METH_NOARGS,
     "to_dict($self, /)\n--\n\nEverything about the document as dicts, lists, str, int, float, bool and None.\n\n"
     "Returns\n-------\ndict\n    Offsets are code points; references are indices into the lists of the same dict.\n"
     "    ``Document.from_dict`` gives the document back."},
    {"from_dict", document_class_from_dict, METH_O | METH_CLASS,
     "from_dict($type, dict, /)\n--\n\nThe document that ``to_dict`` described.\n\n"
     "Raises\n------\nsayso.Error\n    If anything in it does not fit together; every offset and index is checked."},
    {"to_json", (PyCFunction)(void (*)(void))document_to_json, METH_VARARGS | METH_KEYWORDS,
     "to_json($self, /, *, indent=None)\n--\n\n``to_dict`` as JSON text.\n\n"
     "Parameters\n----------\nindent : int, optional\n    Spaces a level; None for one line."},
    {"to_html", (PyCFunction)(void (*)(void))document_to_html, METH_VARARGS | METH_KEYWORDS,
     "to_html($self, /, *, quotes=True)\n--\n\nThe article as a standalone page, mentions and quotations "
     "highlighted.\n\n"
     "Parameters\n----------\nquotes : bool\n    Put the table of who said what under it.\n\n"
     "Returns\n-------\nstr\n    Escaped, without scripts; nothing is loaded from a network."},
    {"_repr_html_", document_repr_html, METH_NOARGS, "_repr_html_($self, /)\n--\n\nWhat a notebook shows."},
    {"__reduce__", document_reduce, METH_NOARGS, NULL},
    {"__copy__", document_same, METH_NOARGS, NULL},
    {"__deepcopy__", document_same, METH_O, NULL},
    {"__sizeof__", document_sizeof, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static PyMemberDef document_members[] = {
    {"__weaklistoffset__", T_PYSSIZET, offsetof(struct document, weak), READONLY, NULL},
    {NULL, 0, 0, 0, NULL},
};

PyTypeObject *document_type_create(PyObject *module)
{
    PyType_Slot slots[] = {
        {Py_tp_doc,
         "A text and what was found in it; immutable.  Made by sayso.parse and its like.\n\n"
         "All offsets are code points into ``text``, end exclusive: text[span.start:span.end] == span.text."},
        {Py_tp_dealloc, SLOT(document_dealloc)},
        {Py_tp_traverse, SLOT(document_traverse)},
        {Py_tp_clear, SLOT(document_clear)},
        {Py_tp_richcompare, SLOT(document_compare)},
        {Py_tp_hash, SLOT(document_hash)},
        {Py_tp_repr, SLOT(document_repr)},
        {Py_tp_methods, document_methods},
        {Py_tp_members, document_members},
        {Py_tp_getset, document_getset},
        {0, NULL},
    };
    PyType_Spec spec = {
        .name = "sayso.Document",
        .basicsize = sizeof(struct document),
        .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_DISALLOW_INSTANTIATION,
        .slots = slots,
    };
    return (PyTypeObject *)PyType_FromModuleAndSpec(module, &spec, NULL);
}
