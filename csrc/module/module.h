/* module: what the files of the extension share.  One .c per Python type; no algorithms of the language here. */
#ifndef SAYSO_MODULE_H
#define SAYSO_MODULE_H

/* setup.py defines Py_LIMITED_API: one wheel for 3.11 and later.  Not where Python is free-threaded, which has no such API yet. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <structmember.h>

#include <stdatomic.h>
#include <stdbool.h>

#include "sayso.h"

#define SLOT(function) ((void *)(uintptr_t)(function)) /* ISO C keeps functions and objects apart */

struct model_file;

/* All that an interpreter's copy of the module holds; nothing lives in C globals. */
struct state {
    PyObject *module;                            /* borrowed: the state dies with it */
    PyTypeObject *record_types[SAYSO_VIEWS_END]; /* by kind or view; NULL for pools */
    PyTypeObject *span_type, *records_type, *document_type, *parser_type, *batch_type, *table_type;
    PyObject *error, *text_error, *model_error, *date_error;
    _Atomic(PyObject *) default_parser; /* made at first use */
    PyObject *str_isascii, *str_isoformat, *str_lower;
};

static inline struct state *state_of_type(PyTypeObject *type) { return PyType_GetModuleState(type); }

extern const sayso_allocator module_allocator; /* malloc, realloc, free */

/* ---- types ---- */

struct document {
    PyObject_HEAD PyObject *weak;
    struct state *state;
    sayso_document *core;
    PyObject *text;  /* exactly a str: the caller's own */
    PyObject *id;    /* anything, or None */
    PyObject *date;  /* ISO str or None */
    PyObject *error; /* why a batch could not read it: str, or None */
};

/* A new document object; steals `core` and takes references to the rest (NULL reads as None). */
PyObject *document_new(struct state *state, sayso_document *core, PyObject *text, PyObject *id, PyObject *date,
                       PyObject *error);
/* A document of no text with the warning "unreadable"; `error` says why. */
PyObject *document_unreadable(struct state *state, PyObject *id, PyObject *date, PyObject *error);
PyTypeObject *document_type_create(PyObject *module);
PyObject *document_restore(PyObject *module, PyObject *args); /* the inverse of Document.__reduce__ */

/* A record, a view inside a record, or a plain span: (document, kind, index). */
struct record {
    PyObject_HEAD PyObject *weak;
    struct document *document;
    const char *base; /* the C record, in the document or, for a plain span, `span` below */
    uint32_t kind;    /* sayso_kind or sayso_view; SAYSO_SPAN: a plain span */
    uint32_t index;   /* of the record, or of the one a view lies in */
    sayso_span span;
};

int record_types_create(PyObject *module, struct state *state);
PyObject *record_new(struct document *document, uint32_t kind, uint32_t index);
PyObject *record_at(struct document *document, uint32_t kind, uint32_t index,
                    const char *base);                          /* its C record is known */
PyObject *span_new(struct document *document, sayso_span span); /* None if absent */
PyObject *record_restore(PyObject *module, PyObject *args);
PyObject *span_restore(PyObject *module, PyObject *args);
/* The C record of a kind or view, NULL if there is no such index. */
const char *record_base(const struct document *document, uint32_t kind, uint32_t index);
PyObject *document_text(const struct document *document, sayso_span span);     /* the words of a span */
PyObject *document_string(const struct document *document, sayso_range range); /* from the pool; None if empty */
PyObject *attribution_text(const struct document *document, const sayso_attribution *attribution);

/* An immutable sequence of a document's records, made on access; `indices` (owned, malloc) or a step. */
PyTypeObject *records_type_create(PyObject *module);
PyObject *records_new(struct document *document, uint32_t kind, uint32_t first, uint32_t count);
PyObject *records_restore(PyObject *module, PyObject *args);
PyObject *records_chosen(struct document *document, uint32_t kind, uint32_t *indices, uint32_t count);

/* Plain values of records, for to_dict and pickled text. */
extern const char *const dict_keys[SAYSO_SPAN]; /* "tokens" ..., by kind */
PyObject *field_get(struct document *document, uint32_t index, const char *base, const sayso_field *field);
bool view_present(uint32_t view, const char *base); /* is a view there? one of spans is absent when its first span is */
PyObject *document_to_dict(struct document *document);
PyObject *document_rules(const struct document *document);
PyObject *document_model(const struct document *document);
bool str_or_none(PyObject *value); /* NULL counts as None */
/* What stands under a key, borrowed; NULL with no error set if nothing does (PyDict_GetItemString swallows MemoryError). */
PyObject *dict_item(PyObject *dict, const char *key);
PyObject *document_from_dict(struct state *state, PyObject *dict);

/* An iterable of pairs, or a mapping, as a tuple of (str, str). */
PyObject *pairs_read(const char *name, PyObject *value);
/* The user's lexicon, in whatever form, as a tuple of rows: sayso._lexicon reads it. */
PyObject *lexicon_rows(PyObject *lexicon);
/* A list of (text, class, number), or with a cue's (takes, act, status, channel, past) behind them, from the rows of a
 * lexicon and the pairs of aliases, either may be NULL. */
PyObject *entry_rows(PyObject *lexicon, PyObject *aliases);
/* Those as the core's entries (malloc); their bytes live in `keep`, a list. */
sayso_entry *entries_read(PyObject *rows, PyObject *keep);

PyTypeObject *parser_type_create(PyObject *module);
PyObject *parser_default(struct state *state); /* borrowed reference */
PyObject *parser_parse(PyObject *parser, PyObject *const *args, Py_ssize_t count, PyObject *names);
PyObject *parser_parse_many(PyObject *parser, PyObject *const *args, Py_ssize_t count, PyObject *names);
PyObject *parser_corpus(PyObject *parser, PyObject *args, PyObject *kwargs);
const sayso_parser *parser_core(PyObject *parser);
PyObject *parser_restore(PyObject *module, PyObject *args);
sayso_model_info parser_model_info(PyObject *parser);

struct text_in;
/* `date_optional`: a date that is none costs a warning only. */
PyObject *parser_parse_taken(PyObject *parser, const struct text_in *text, PyObject *date, PyObject *id,
                             bool date_optional);
/* The date that a document was read with: None if it was ignored; borrowed. */
PyObject *date_used(const sayso_document *core, PyObject *date);

PyTypeObject *batch_type_create(PyObject *module);
struct batch_arguments {
    PyObject *texts, *dates, *ids, *progress;
    Py_ssize_t threads;
    bool raises;
};
PyObject *batch_new(struct state *state, PyObject *parser, const struct batch_arguments *arguments);

struct table {
    PyObject_HEAD PyObject *weak;
    struct state *state;
    sayso_table *core;
    PyObject *name, *columns;   /* str, tuple of str */
    PyObject *carry, *metadata; /* tuples: of pairs of name and type; of keys and values in turn */
    sayso_value_type id;
    Py_ssize_t carried;
};

extern const char *const table_types[]; /* "int" ..., by sayso_value_type */
PyTypeObject *table_type_create(PyObject *module);
PyObject *table_make(PyObject *module, PyObject *args);
PyObject *table_seal(PyObject *table, PyObject *pairs);
PyObject *table_reduce(PyObject *table, PyObject *unused);
PyObject *table_restore(PyObject *module, PyObject *args); /* the inverse of Table.__reduce__ */
PyObject *arrow_columns(PyObject *module, PyObject *args);

/* ---- input ---- */

/* A text on its way into the core: bytes that live as long as `owner`. */
struct text_in {
    PyObject *text;  /* exactly a str */
    PyObject *owner; /* the object that holds the bytes */
    const char *bytes;
    size_t size;
};

/* 0, or -1 with TypeError or TextError set.  The caller's string is not grown. */
int text_in_take(struct state *state, PyObject *object, struct text_in *in);
void text_in_release(struct text_in *in);

/* A date argument as an ISO str or None: a new reference, or NULL with TypeError or DateError set. */
PyObject *date_in_take(struct state *state, PyObject *object);
/* Its characters, NULL for None; valid as long as the object. */
const char *date_in_chars(PyObject *date);

/* Arguments by position or name, each at most once; `values` are borrowed, NULL where not given.  The first
 * `positional` names may be positional only.  -1 with TypeError set. */
int arguments_read(const char *function, const char *const *names, PyObject **values, Py_ssize_t positional,
                   Py_ssize_t required, PyObject *const *args, Py_ssize_t count, PyObject *keywords);

/* ---- errors ---- */

/* Raise what the core reports; always returns NULL. */
PyObject *raise_core(struct state *state, sayso_status status, const sayso_error *error);
int errors_create(PyObject *module, struct state *state);

/* ---- model ---- */

/* A model file, mapped or read, shared by count. */
struct model_file *model_file_open(struct state *state, PyObject *path, bool verify);
struct model_file *model_file_share(struct model_file *file);
void model_file_release(struct model_file *file);
const sayso_model *model_file_model(const struct model_file *file);
PyObject *model_path(struct state *state); /* of the packaged file */

#endif
