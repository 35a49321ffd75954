/* record_type: Span, Token, Attribution and their like, all made from the core's schema.  A record is a document,
 * a kind and an index; its fields are read from the document's block when they are asked for. */
#include "module.h"

#include <stdatomic.h>
#include <string.h>

#define MOST_FIELDS 64

/* Put a new reference in the place of an old one. */
static void replace(PyObject **slot, PyObject *value)
{
    PyObject *old = *slot;
    *slot = value;
    Py_XDECREF(old);
}

/* What a getter needs to know; the address is its closure. */
struct field_getter {
    uint32_t kind;
    const sayso_field *field;
};

/* Built once a process from the schema, which is constant; the same for every interpreter. */
static struct field_getter getters[SAYSO_VIEWS_END][MOST_FIELDS];
static PyGetSetDef getset_tables[SAYSO_VIEWS_END][MOST_FIELDS + 8];
static atomic_int tables_state; /* 0: none, 1: being built, 2: ready */

/* ---- where records lie ---- */

/* The kind whose records hold a view, and the field that is it. */
static const sayso_field *view_field(uint32_t view, uint32_t *owner)
{
    for (uint32_t kind = 0; kind < SAYSO_KINDS; kind++) {
        const sayso_record *schema = sayso_schema(kind);
        for (size_t i = 0; schema && i < schema->field_count; i++)
            if (schema->fields[i].type == SAYSO_FIELD_VIEW && schema->fields[i].target == view) {
                *owner = kind;
                return &schema->fields[i];
            }
    }
    return NULL;
}

const char *record_base(const struct document *document, uint32_t kind, uint32_t index)
{
    uint32_t offset = 0;
    if (kind >= SAYSO_KINDS) {
        const sayso_field *field = view_field(kind, &kind);
        if (!field)
            return NULL;
        offset = field->offset;
    }
    uint32_t count;
    const char *records = sayso_document_records(document->core, (sayso_kind)kind, &count);
    return index < count ? records + (size_t)index * sayso_schema(kind)->size + offset : NULL;
}

static struct record *record_alloc(struct document *document, PyTypeObject *type)
{
    struct record *self = (struct record *)PyType_GenericAlloc(type, 0);
    if (self)
        self->document = (struct document *)Py_NewRef((PyObject *)document);
    return self;
}

PyObject *record_at(struct document *document, uint32_t kind, uint32_t index, const char *base)
{
    struct record *self = record_alloc(document, document->state->record_types[kind]);
    if (!self)
        return NULL;
    self->kind = kind;
    self->index = index;
    self->base = base;
    return (PyObject *)self;
}

PyObject *span_new(struct document *document, sayso_span span)
{
    if (span.start == SAYSO_NONE)
        Py_RETURN_NONE;
    struct record *self = record_alloc(document, document->state->span_type);
    if (!self)
        return NULL;
    self->kind = SAYSO_SPAN;
    self->span = span;
    self->base = (const char *)&self->span;
    return (PyObject *)self;
}

PyObject *record_new(struct document *document, uint32_t kind, uint32_t index)
{
    const char *base = record_base(document, kind, index);
    if (!base) {
        PyErr_SetString(PyExc_IndexError, "no such record in this document");
        return NULL;
    }
    if (kind == SAYSO_SCARE_QUOTE || kind == SAYSO_SPAN) {
        sayso_span span;
        memcpy(&span, base, sizeof span);
        return span_new(document, span);
    }
    return record_at(document, kind, index, base);
}

static void record_dealloc(PyObject *object)
{
    struct record *self = (struct record *)object;
    PyTypeObject *type = Py_TYPE(object);
    if (self->weak)
        PyObject_ClearWeakRefs(object);
    Py_XDECREF((PyObject *)self->document);
    PyObject_Free(object);
    Py_DECREF((PyObject *)type);
}

/* ---- fields ---- */

static PyObject *getter_get(PyObject *object, void *closure)
{
    struct record *self = (struct record *)object;
    return field_get(self->document, self->index, self->base, ((const struct field_getter *)closure)->field);
}

static sayso_span own_span(PyObject *object)
{
    sayso_span span;
    memcpy(&span, ((struct record *)object)->base, sizeof span);
    return span;
}

static PyObject *get_start(PyObject *self, void *closure)
{
    (void)closure;
    return PyLong_FromUnsignedLong(own_span(self).start);
}

static PyObject *get_end(PyObject *self, void *closure)
{
    (void)closure;
    return PyLong_FromUnsignedLong(own_span(self).end);
}

static PyObject *get_text(PyObject *self, void *closure)
{
    (void)closure;
    return document_text(((struct record *)self)->document, own_span(self));
}

static PyObject *get_document(PyObject *self, void *closure)
{
    (void)closure;
    return Py_NewRef((PyObject *)((struct record *)self)->document);
}

static PyObject *get_index(PyObject *self, void *closure)
{
    (void)closure;
    return PyLong_FromUnsignedLong(((struct record *)self)->index);
}

static PyObject *token_lower(PyObject *self, void *closure)
{
    PyObject *text = get_text(self, closure);
    PyObject *lower =
        text ? PyObject_CallMethodObjArgs(text, ((struct record *)self)->document->state->str_lower, NULL) : NULL;
    Py_XDECREF(text);
    return lower;
}

static PyObject *token_shape(PyObject *object, void *closure)
{
    (void)closure;
    struct record *self = (struct record *)object;
    char buffer[256];
    size_t size = sayso_document_shape(self->document->core, self->index, buffer, sizeof buffer);
    return PyUnicode_DecodeUTF8(buffer, (Py_ssize_t)size, "replace");
}

static PyObject *attribution_get_text(PyObject *self, void *closure)
{
    (void)closure;
    struct record *record = (struct record *)self;
    return attribution_text(record->document, (const sayso_attribution *)(const void *)record->base);
}

/* ---- comparison, pickling, repr ---- */

static PyObject *record_compare(PyObject *a, PyObject *b, int operator)
{
    struct record *x = (struct record *)a, *y = (struct record *)b;
    if ((operator != Py_EQ && operator != Py_NE) || Py_TYPE(a) != Py_TYPE(b))
        Py_RETURN_NOTIMPLEMENTED;
    int same = x->index == y->index && x->span.start == y->span.start && x->span.end == y->span.end;
    if (same && x->document != y->document) {
        same = PyObject_RichCompareBool((PyObject *)x->document, (PyObject *)y->document, Py_EQ);
        if (same < 0)
            return NULL;
    }
    return PyBool_FromLong(same == (operator == Py_EQ));
}

static Py_hash_t record_hash(PyObject *object)
{
    struct record *self = (struct record *)object;
    Py_hash_t hash = PyObject_Hash((PyObject *)self->document);
    if (hash == -1)
        return -1;
    uint64_t mixed = (uint64_t)hash;
    mixed = (mixed ^ self->kind) * UINT64_C(0x9E3779B97F4A7C15);
    mixed = (mixed ^ self->index ^ ((uint64_t)self->span.start << 32 | self->span.end)) * UINT64_C(0x9E3779B97F4A7C15);
    hash = (Py_hash_t)(mixed ^ mixed >> 29);
    return hash == -1 ? -2 : hash;
}

static PyObject *record_reduce(PyObject *object, PyObject *unused)
{
    (void)unused;
    struct record *self = (struct record *)object;
    bool span = self->kind == SAYSO_SPAN;
    PyObject *restore = PyObject_GetAttrString(self->document->state->module, span ? "_span" : "_record");
    if (!restore)
        return NULL;
    if (span)
        return Py_BuildValue("N(OII)", restore, (PyObject *)self->document, (unsigned)self->span.start,
                             (unsigned)self->span.end);
    return Py_BuildValue("N(OsI)", restore, (PyObject *)self->document, sayso_schema(self->kind)->name,
                         (unsigned)self->index);
}

static struct document *document_argument(PyObject *module, PyObject *object)
{
    struct state *state = PyModule_GetState(module);
    if (Py_TYPE(object) == state->document_type)
        return (struct document *)object;
    PyErr_SetString(PyExc_TypeError, "a Document is needed");
    return NULL;
}

PyObject *span_restore(PyObject *module, PyObject *args)
{
    PyObject *object;
    unsigned start, end;
    if (!PyArg_ParseTuple(args, "OII:_span", &object, &start, &end))
        return NULL;
    struct document *document = document_argument(module, object);
    if (!document)
        return NULL;
    if (start > end || end > sayso_document_length(document->core)) {
        PyErr_SetString(PyExc_ValueError, "the span lies outside the text");
        return NULL;
    }
    return span_new(document, (sayso_span){start, end});
}

PyObject *record_restore(PyObject *module, PyObject *args)
{
    PyObject *object;
    const char *name;
    unsigned index;
    if (!PyArg_ParseTuple(args, "OsI:_record", &object, &name, &index))
        return NULL;
    struct document *document = document_argument(module, object);
    if (!document)
        return NULL;
    for (uint32_t kind = 0; kind < SAYSO_VIEWS_END; kind++) {
        if (!document->state->record_types[kind] || strcmp(sayso_schema(kind)->name, name) != 0)
            continue;
        const char *base = record_base(document, kind, index);
        if (!base || (kind >= SAYSO_KINDS && !view_present(kind, base)))
            break;
        return record_at(document, kind, index, base);
    }
    PyErr_Format(PyExc_ValueError, "the document has no %s %u", name, index);
    return NULL;
}

static PyObject *same(PyObject *self, PyObject *unused)
{
    (void)unused;
    return Py_NewRef(self); /* immutable: a copy is itself */
}

/* At most sixty characters of a text, on one line. */
static PyObject *excerpt(PyObject *text)
{
    if (!text || PyUnicode_GetLength(text) <= 60)
        return text;
    PyObject *head = PyUnicode_Substring(text, 0, 57);
    Py_DECREF(text);
    PyObject *cut = head ? PyUnicode_FromFormat("%U...", head) : NULL;
    Py_XDECREF(head);
    return cut;
}

static PyObject *attribution_repr(struct record *self)
{
    const sayso_attribution *a = (const void *)self->base;
    PyObject *kind = PyObject_GetAttrString((PyObject *)self, "kind");
    PyObject *text = excerpt(attribution_text(self->document, a)), *speaker = NULL, *repr = NULL;
    if (!kind || !text)
        goto done;
    if (a->speaker != SAYSO_NONE) {
        const sayso_entity *entity = (const void *)record_base(self->document, SAYSO_ENTITY, a->speaker);
        speaker = document_string(self->document, entity->name);
    } else {
        speaker = a->source.start != SAYSO_NONE ? document_text(self->document, a->source) : Py_NewRef(Py_None);
    }
    if (speaker)
        repr = PyUnicode_FromFormat("<Attribution %U %R by %R>", kind, text, speaker);
done:
    Py_XDECREF(kind);
    Py_XDECREF(text);
    Py_XDECREF(speaker);
    return repr;
}

/* <Name field=value ...> for what is no span, all fields of plain values. */
static PyObject *fields_repr(struct record *self, const sayso_record *schema)
{
    PyObject *parts = PyList_New(0), *part = PyUnicode_FromFormat("<%s", schema->name), *repr = NULL;
    if (!parts || !part || PyList_Append(parts, part) < 0)
        goto done;
    for (size_t i = 0; i < schema->field_count; i++) {
        const sayso_field *field = &schema->fields[i];
        if (field->type == SAYSO_FIELD_REFS || field->type == SAYSO_FIELD_SPANS || field->type == SAYSO_FIELD_REF)
            continue;
        PyObject *value = field_get(self->document, self->index, self->base, field);
        replace(&part, value ? PyUnicode_FromFormat(" %s=%R", field->name, value) : NULL);
        Py_XDECREF(value);
        if (!part || PyList_Append(parts, part) < 0)
            goto done;
    }
    replace(&part, PyUnicode_FromString(">"));
    if (!part || PyList_Append(parts, part) < 0)
        goto done;
    replace(&part, PyUnicode_FromString(""));
    repr = part ? PyUnicode_Join(part, parts) : NULL;
done:
    Py_XDECREF(parts);
    Py_XDECREF(part);
    return repr;
}

static PyObject *record_repr(PyObject *object)
{
    struct record *self = (struct record *)object;
    const sayso_record *schema = sayso_schema(self->kind);
    if (self->kind == SAYSO_ATTRIBUTION)
        return attribution_repr(self);
    if (self->kind == SAYSO_ENTITY) {
        const sayso_entity *entity = (const void *)self->base;
        PyObject *name = document_string(self->document, entity->name),
                 *label = PyObject_GetAttrString(object, "label");
        PyObject *repr = name && label ? PyUnicode_FromFormat("<Entity %U %R, %u mentions>", label, name,
                                                              (unsigned)entity->mentions.count)
                                       : NULL;
        Py_XDECREF(name);
        Py_XDECREF(label);
        return repr;
    }
    if (!schema->is_span)
        return fields_repr(self, schema);
    sayso_span span = own_span(object);
    PyObject *text = excerpt(document_text(self->document, span)), *main = NULL, *repr = NULL;
    if (!text)
        return NULL;
    const sayso_field *first = schema->field_count ? &schema->fields[0] : NULL;
    const char *main_name = self->kind == SAYSO_DATE ? "value" : first && first->names ? first->name : NULL;
    if (main_name)
        main = PyObject_GetAttrString(object, main_name);
    if (!main_name)
        repr = PyUnicode_FromFormat("<%s %R %u:%u>", schema->name, text, (unsigned)span.start, (unsigned)span.end);
    else if (main)
        repr = PyUnicode_FromFormat("<%s %S %R %u:%u>", schema->name, main, text, (unsigned)span.start,
                                    (unsigned)span.end);
    Py_DECREF(text);
    Py_XDECREF(main);
    return repr;
}

/* ---- types ---- */

static PyMethodDef record_methods[] = {
    {"__reduce__", record_reduce, METH_NOARGS, NULL},
    {"__copy__", same, METH_NOARGS, NULL},
    {"__deepcopy__", same, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static PyMemberDef record_members[] = {
    {"__weaklistoffset__", T_PYSSIZET, offsetof(struct record, weak), READONLY, NULL},
    {NULL, 0, 0, 0, NULL},
};

static size_t add_extra(PyGetSetDef *table, size_t at, const char *name, getter get, const char *doc)
{
    table[at] = (PyGetSetDef){name, get, NULL, doc, NULL};
    return at + 1;
}

static void getset_build(uint32_t kind)
{
    const sayso_record *schema = sayso_schema(kind);
    PyGetSetDef *table = getset_tables[kind];
    size_t at = 0;
    if (schema->is_span) { /* also on subclasses, so that help() shows them first */
        at = add_extra(table, at, "start", get_start, "First character, in code points of the document's text.");
        at = add_extra(table, at, "end", get_end, "One past the last character.");
        at = add_extra(table, at, "text", get_text, "The words: document.text[start:end].");
    }
    if (kind != SAYSO_SPAN && kind < SAYSO_KINDS && kind != SAYSO_LAYOUT && kind != SAYSO_HEALTH)
        at = add_extra(table, at, "index", get_index, "Its place among the document's records of this kind.");
    if (kind == SAYSO_TOKEN) {
        at = add_extra(table, at, "lower", token_lower, "The text in lower case.");
        at =
            add_extra(table, at, "shape", token_shape, "Its outline: \"Xxxx\", \"dd\", \"X.X.\", runs cut after four.");
    }
    if (kind == SAYSO_ATTRIBUTION)
        at = add_extra(table, at, "text", attribution_get_text, "The pieces of the content, joined by a space.");
    for (size_t i = 0; i < schema->field_count && i < MOST_FIELDS; i++) {
        getters[kind][i] = (struct field_getter){kind, &schema->fields[i]};
        table[at++] = (PyGetSetDef){schema->fields[i].name, getter_get, NULL, schema->fields[i].doc, &getters[kind][i]};
    }
    /* Attribution.document is the document it is from; elsewhere the name is free for the way back. */
    if (kind != SAYSO_ATTRIBUTION)
        at = add_extra(table, at, "document", get_document, "The Document it belongs to.");
    table[at] = (PyGetSetDef){NULL, NULL, NULL, NULL, NULL};
}

static bool has_type(uint32_t kind) { return kind <= SAYSO_SPAN ? kind != SAYSO_SCARE_QUOTE : kind > SAYSO_KINDS - 1; }

static void tables_build(void)
{
    int none = 0;
    if (atomic_compare_exchange_strong(&tables_state, &none, 1)) {
        for (uint32_t kind = 0; kind < SAYSO_VIEWS_END; kind++)
            if (has_type(kind))
                getset_build(kind);
        atomic_store(&tables_state, 2);
    }
    while (atomic_load(&tables_state) != 2)
        ; /* another interpreter's thread is building them: microseconds */
}

static PyTypeObject *record_type_create(PyObject *module, struct state *state, uint32_t kind)
{
    const sayso_record *schema = sayso_schema(kind);
    bool base = kind == SAYSO_SPAN;
    char name[64];
    PyOS_snprintf(name, sizeof name, "sayso.%s", schema->name);
    PyType_Slot slots[] = {
        {Py_tp_doc, (void *)(uintptr_t)schema->doc},
        {Py_tp_dealloc, SLOT(record_dealloc)},
        {Py_tp_richcompare, SLOT(record_compare)},
        {Py_tp_hash, SLOT(record_hash)},
        {Py_tp_repr, SLOT(record_repr)},
        {Py_tp_methods, record_methods},
        {Py_tp_members, record_members},
        {Py_tp_getset, getset_tables[kind]},
        {0, NULL},
    };
    PyType_Spec spec = {
        .name = name,
        .basicsize = sizeof(struct record),
        .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_DISALLOW_INSTANTIATION |
                 (base ? Py_TPFLAGS_BASETYPE : 0),
        .slots = slots,
    };
    PyObject *bases = schema->is_span && !base ? (PyObject *)state->span_type : NULL;
    PyTypeObject *type = (PyTypeObject *)PyType_FromModuleAndSpec(module, &spec, bases);
    if (type && PyModule_AddType(module, type) < 0)
        Py_CLEAR(type);
    return type;
}

int record_types_create(PyObject *module, struct state *state)
{
    tables_build();
    state->span_type = record_type_create(module, state, SAYSO_SPAN);
    if (!state->span_type)
        return -1;
    state->record_types[SAYSO_SPAN] = (PyTypeObject *)Py_NewRef((PyObject *)state->span_type);
    for (uint32_t kind = 0; kind < SAYSO_VIEWS_END; kind++) {
        if (!has_type(kind) || kind == SAYSO_SPAN)
            continue;
        state->record_types[kind] = record_type_create(module, state, kind);
        if (!state->record_types[kind])
            return -1;
    }
    return 0;
}
