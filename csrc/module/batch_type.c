/* batch_type: the iterator that parse_many gives: it pulls texts on the caller's thread and has them read on
 * threads of its own, which end with it. */
#include "module.h"

#include <stdlib.h>
#include <string.h>
#ifndef _WIN32
#include <unistd.h>
#endif

#define MOST_BYTES (64u * 1024 * 1024) /* of texts under way; one is always allowed */
#define PATIENCE   50u                 /* milliseconds between two looks for Ctrl-C */

struct job {
    struct text_in text;
    PyObject *id, *date;
    PyObject *type, *value, *trace; /* why it cannot be read, NULL if it can */
};

struct batch {
    PyObject_HEAD PyObject *weak;
    struct state *state;
    PyObject *parser, *texts, *dates, *ids, *progress;
    PyObject *late_type, *late_value, *late_trace; /* what the iterable raised, due after the documents before it */
    PyObject *kept;                                /* a document that Ctrl-C kept from being given */
    sayso_batch *core;                             /* NULL: no threads, or closed */
    struct job *jobs;
    size_t window, head, count;
    size_t bytes;
    Py_ssize_t pulled, given;
    long process; /* that started the threads: a forked child has none */
    bool raises, ended, closed;
    atomic_bool busy; /* at most one thread is in it, also where Python has no lock */
};

static long process_now(void)
{
#ifdef _WIN32
    return 0;
#else
    return (long)getpid();
#endif
}

static void job_clear(struct job *job)
{
    text_in_release(&job->text);
    Py_CLEAR(job->id);
    Py_CLEAR(job->date);
    Py_CLEAR(job->type);
    Py_CLEAR(job->value);
    Py_CLEAR(job->trace);
}

/* ---- life ---- */

static PyObject *iterator_of(PyObject *object, const char *name)
{
    if (!object || object == Py_None)
        return NULL;
    if (PyUnicode_Check(object)) {
        PyErr_Format(PyExc_TypeError, "%s is an iterable with one item for each text, not a str", name);
        return NULL;
    }
    return PyObject_GetIter(object);
}

static PyObject *progress_of(PyObject *object, PyObject *texts)
{
    if (!object || object == Py_False || object == Py_None)
        return NULL;
    if (object != Py_True && PyCallable_Check(object))
        return Py_NewRef(object);
    if (object != Py_True) {
        PyErr_SetString(PyExc_TypeError, "progress is True, False or a callable");
        return NULL;
    }
    PyObject *module = PyImport_ImportModule("sayso._progress");
    PyObject *bar = module ? PyObject_CallMethod(module, "Bar", "O", texts) : NULL;
    Py_XDECREF(module);
    return bar;
}

static int batch_fill(struct batch *self, const struct batch_arguments *arguments)
{
    self->texts = PyObject_GetIter(arguments->texts);
    if (!self->texts)
        return -1;
    self->dates = iterator_of(arguments->dates, "dates");
    self->ids = PyErr_Occurred() ? NULL : iterator_of(arguments->ids, "ids");
    self->progress = PyErr_Occurred() ? NULL : progress_of(arguments->progress, arguments->texts);
    if (PyErr_Occurred())
        return -1;
    bool threaded = arguments->threads > 1;
    self->window = threaded ? (size_t)arguments->threads * 4 : 1;
    self->jobs = calloc(self->window, sizeof *self->jobs);
    if (!self->jobs)
        return PyErr_NoMemory(), -1;
    if (threaded) {
        sayso_error error = {0};
        sayso_status status = sayso_batch_create(parser_core(self->parser), (uint32_t)arguments->threads,
                                                 (uint32_t)self->window, &module_allocator, &self->core, &error);
        if (status != SAYSO_OK) {
            raise_core(self->state, status, &error);
            return -1;
        }
    }
    return 0;
}

PyObject *batch_new(struct state *state, PyObject *parser, const struct batch_arguments *arguments)
{
    struct batch *self = (struct batch *)PyType_GenericAlloc(state->batch_type, 0);
    if (!self)
        return NULL;
    self->state = state;
    self->parser = Py_NewRef(parser);
    self->raises = arguments->raises;
    self->process = process_now();
    if (batch_fill(self, arguments) < 0)
        Py_CLEAR(self);
    return (PyObject *)self;
}

static void batch_shut(struct batch *self)
{
    if (self->closed)
        return;
    PyObject *type, *value, *trace; /* of an exception on its way out */
    PyErr_Fetch(&type, &value, &trace);
    self->closed = self->ended = true;
    sayso_batch *core = self->core;
    self->core = NULL;
    if (core && self->process == process_now()) { /* a fork has the memory but not the threads: let it be */
        Py_BEGIN_ALLOW_THREADS sayso_batch_close(core);
        Py_END_ALLOW_THREADS
    }
    for (size_t i = 0; self->jobs && i < self->window; i++)
        job_clear(&self->jobs[i]);
    self->count = 0;
    if (self->progress && PyObject_HasAttrString(self->progress, "close")) {
        PyObject *result = PyObject_CallMethod(self->progress, "close", NULL);
        if (!result)
            PyErr_WriteUnraisable(self->progress);
        Py_XDECREF(result);
    }
    Py_CLEAR(self->texts);
    Py_CLEAR(self->dates);
    Py_CLEAR(self->ids);
    Py_CLEAR(self->progress);
    Py_CLEAR(self->kept);
    PyErr_Restore(type, value, trace);
}

static int batch_traverse(PyObject *object, visitproc visit, void *arg)
{
    struct batch *self = (struct batch *)object;
    Py_VISIT(Py_TYPE(object));
    Py_VISIT(self->parser);
    Py_VISIT(self->texts);
    Py_VISIT(self->dates);
    Py_VISIT(self->ids);
    Py_VISIT(self->progress);
    Py_VISIT(self->kept);
    Py_VISIT(self->late_type);
    Py_VISIT(self->late_value);
    Py_VISIT(self->late_trace);
    for (size_t i = 0; self->jobs && i < self->window; i++)
        Py_VISIT(self->jobs[i].id);
    return 0;
}

static int batch_clear(PyObject *object)
{
    struct batch *self = (struct batch *)object;
    batch_shut(self);
    Py_CLEAR(self->late_type);
    Py_CLEAR(self->late_value);
    Py_CLEAR(self->late_trace);
    Py_CLEAR(self->parser);
    return 0;
}

static void batch_dealloc(PyObject *object)
{
    struct batch *self = (struct batch *)object;
    PyTypeObject *type = Py_TYPE(object);
    PyObject_GC_UnTrack(object);
    if (self->weak)
        PyObject_ClearWeakRefs(object);
    batch_clear(object);
    free(self->jobs);
    PyObject_GC_Del(object);
    Py_DECREF((PyObject *)type);
}

/* ---- pulling texts ---- */

/* The next of an iterator that must not end before the texts; NULL with an exception. */
static PyObject *companion(PyObject *iterator, const char *name, Py_ssize_t index)
{
    PyObject *item = PyIter_Next(iterator);
    if (!item && !PyErr_Occurred())
        PyErr_Format(PyExc_ValueError, "there are only %zd %s, and more texts", index, name);
    return item;
}

/* An exception that came from the iterables ends them; documents before it come first. */
static void end_with_error(struct batch *self)
{
    self->ended = true;
    PyErr_Fetch(&self->late_type, &self->late_value, &self->late_trace);
}

/* Pull one text and queue it. -1 for what must be raised at once, like KeyboardInterrupt. */
static int pull(struct batch *self)
{
    struct job *job = &self->jobs[(self->head + self->count) % self->window];
    PyObject *text = PyIter_Next(self->texts), *date = NULL, *id = NULL;
    if (!text && !PyErr_Occurred()) {
        self->ended = true;
        return 0;
    }
    if (text && self->dates)
        date = companion(self->dates, "dates", self->pulled);
    if (text && self->ids && !PyErr_Occurred())
        id = companion(self->ids, "ids", self->pulled);
    if (PyErr_Occurred()) {
        Py_XDECREF(text);
        Py_XDECREF(date);
        Py_XDECREF(id);
        if (!PyErr_ExceptionMatches(PyExc_Exception))
            return -1;
        end_with_error(self);
        return 0;
    }
    memset(job, 0, sizeof *job);
    job->id = id;
    job->date = date_in_take(self->state, date);
    if (!job->date && !self->raises &&
        (PyErr_ExceptionMatches(PyExc_TypeError) || PyErr_ExceptionMatches(self->state->error))) {
        PyErr_Clear(); /* the text does not suffer for it: the core warns of a date that is none */
        job->date = PyUnicode_FromString("?");
    }
    bool good = job->date != NULL;
    if (good && PyObject_TypeCheck(text, (PyTypeObject *)self->state->text_error)) {
        PyErr_SetObject(self->state->text_error, text); /* why there is no text, says who gives the texts */
        good = false;
    }
    good = good && text_in_take(self->state, text, &job->text) == 0;
    Py_DECREF(text);
    Py_XDECREF(date);
    self->pulled++;
    self->count++;
    self->bytes += job->text.size;
    if (!good) {
        PyErr_Fetch(&job->type, &job->value, &job->trace);
        return 0;
    }
    if (self->core) {
        sayso_input input = {job->text.bytes, job->text.size, date_in_chars(job->date), NULL, !self->raises};
        sayso_batch_submit(self->core, &input); /* there is room: the windows are the same */
    }
    return 0;
}

/* ---- giving documents ---- */

/* The exception that is set, as "TypeError: sayso reads str, not None". */
static PyObject *exception_text(PyObject *type, PyObject *value)
{
    PyObject *name = PyObject_GetAttrString(type, "__name__"), *text = NULL;
    PyObject *words = value ? PyObject_Str(value) : PyUnicode_FromString("");
    if (name && words)
        text = PyUnicode_FromFormat("%U: %U", name, words);
    Py_XDECREF(name);
    Py_XDECREF(words);
    return text;
}

/* "text 3: " before what an exception says; without it where that fails. */
static void place_message(PyObject *exception, Py_ssize_t index)
{
    PyObject *words = PyObject_Str(exception), *args = NULL;
    PyObject *text = words ? PyUnicode_FromFormat("text %zd: %U", index, words) : NULL;
    if (text)
        args = PyTuple_Pack(1, text);
    if (!args || PyObject_SetAttrString(exception, "args", args) < 0)
        PyErr_Clear();
    Py_XDECREF(words);
    Py_XDECREF(text);
    Py_XDECREF(args);
}

/* What a text that could not be read costs: its exception is set, with its place; or an empty document. */
static PyObject *failed_document(struct batch *self, struct job *job)
{
    PyObject *type, *value, *trace, *document = NULL;
    PyErr_Fetch(&type, &value, &trace);
    PyErr_NormalizeException(&type, &value, &trace);
    bool soft =
        PyErr_GivenExceptionMatches(value, PyExc_TypeError) || PyErr_GivenExceptionMatches(value, self->state->error);
    if (soft && !self->raises) {
        PyObject *text = exception_text(type, value);
        if (text)
            document = document_unreadable(self->state, job->id, job->date, text);
        Py_XDECREF(text);
        Py_XDECREF(type);
        Py_XDECREF(value);
        Py_XDECREF(trace);
        return document;
    }
    if (soft)
        place_message(value, self->given);
    PyObject *index = PyLong_FromSsize_t(self->given);
    if (!index || PyObject_SetAttrString(value, "index", index) < 0)
        PyErr_Clear();
    Py_XDECREF(index);
    PyErr_Restore(type, value, trace);
    return NULL;
}

/* Wait for the oldest job's result; -1 with an exception on Ctrl-C. */
static int await_result(struct batch *self, sayso_result *result)
{
    for (;;) {
        int taken;
        Py_BEGIN_ALLOW_THREADS taken = sayso_batch_take(self->core, PATIENCE, result);
        Py_END_ALLOW_THREADS if (taken) return 0;
        if (PyErr_CheckSignals() < 0)
            return -1;
    }
}

static PyObject *oldest_document(struct batch *self)
{
    struct job *job = &self->jobs[self->head];
    PyObject *document = NULL;
    if (job->type) {
        PyErr_Restore(job->type, job->value, job->trace);
        job->type = job->value = job->trace = NULL;
    } else if (!self->core) {
        document = parser_parse_taken(self->parser, &job->text, job->date, job->id, !self->raises);
    } else {
        sayso_result result = {0};
        if (await_result(self, &result) < 0)
            return NULL;
        if (result.status == SAYSO_OK)
            document = document_new(self->state, result.document, job->text.text, job->id,
                                    date_used(result.document, job->date), NULL);
        else
            raise_core(self->state, result.status, &result.error);
    }
    return document ? document : failed_document(self, job);
}

static int report(struct batch *self)
{
    if (!self->progress)
        return 0;
    PyObject *count = PyLong_FromSsize_t(self->given);
    PyObject *result = count ? PyObject_CallFunctionObjArgs(self->progress, count, NULL) : NULL;
    Py_XDECREF(count);
    Py_XDECREF(result);
    return result ? 0 : -1;
}

/* Ctrl-C or the like: what is finished or under way can still be had. */
static bool interrupted(void) { return PyErr_Occurred() && !PyErr_ExceptionMatches(PyExc_Exception); }

static PyObject *batch_step(struct batch *self)
{
    if (self->kept) {
        PyObject *document = self->kept;
        self->kept = NULL;
        return document;
    }
    /* at least one text a call, and on until the oldest is done: a slow iterable delays nobody */
    bool pulled = false;
    while (!self->ended && self->count < self->window && (!self->count || self->bytes < MOST_BYTES)) {
        if (pulled && self->core && sayso_batch_ready(self->core))
            break;
        if (pull(self) < 0)
            return NULL;
        pulled = true;
    }
    if (!self->count) {
        PyErr_Restore(self->late_type, self->late_value, self->late_trace); /* nothing, if there was nothing */
        self->late_type = self->late_value = self->late_trace = NULL;
        return NULL;
    }
    PyObject *document = oldest_document(self);
    if (!document)
        return NULL;
    struct job *job = &self->jobs[self->head];
    self->bytes -= job->text.size;
    job_clear(job);
    self->head = (self->head + 1) % self->window;
    self->count--;
    self->given++;
    if (report(self) < 0) {
        if (interrupted())
            self->kept = Py_NewRef(document);
        Py_CLEAR(document);
    }
    return document;
}

static PyObject *batch_next(PyObject *object)
{
    struct batch *self = (struct batch *)object;
    if (atomic_exchange(&self->busy, true)) {
        PyErr_SetString(PyExc_ValueError, "the batch is already at work on another thread, or in its own iterable");
        return NULL;
    }
    PyObject *document = self->closed ? NULL : batch_step(self);
    if (!document && !interrupted())
        batch_shut(self);
    atomic_store(&self->busy, false);
    return document;
}

static PyObject *batch_close(PyObject *object, PyObject *unused)
{
    (void)unused;
    struct batch *self = (struct batch *)object;
    if (atomic_exchange(&self->busy, true)) {
        PyErr_SetString(PyExc_ValueError, "the batch is at work and cannot be closed now");
        return NULL;
    }
    batch_shut(self);
    atomic_store(&self->busy, false);
    Py_RETURN_NONE;
}

static PyObject *batch_enter(PyObject *self, PyObject *unused)
{
    (void)unused;
    return Py_NewRef(self);
}

static PyObject *batch_exit(PyObject *self, PyObject *args)
{
    (void)args;
    return batch_close(self, NULL);
}

PyTypeObject *batch_type_create(PyObject *module)
{
    static PyMethodDef methods[] = {
        {"close", batch_close, METH_NOARGS,
         "close($self, /)\n--\n\nEnd the threads and forget the texts that wait; iteration is over then.  Ctrl-C does "
         "not close a batch: iterated on, it gives what was finished or under way."},
        {"__enter__", batch_enter, METH_NOARGS, NULL},
        {"__exit__", batch_exit, METH_VARARGS, NULL},
        {NULL, NULL, 0, NULL},
    };
    static PyMemberDef members[] = {
        {"__weaklistoffset__", T_PYSSIZET, offsetof(struct batch, weak), READONLY, NULL},
        {NULL, 0, 0, 0, NULL},
    };
    PyType_Slot slots[] = {
        {Py_tp_doc, "An iterator of documents, read on threads that end with it; see sayso.parse_many."},
        {Py_tp_dealloc, SLOT(batch_dealloc)},
        {Py_tp_traverse, SLOT(batch_traverse)},
        {Py_tp_clear, SLOT(batch_clear)},
        {Py_tp_iter, SLOT(PyObject_SelfIter)},
        {Py_tp_iternext, SLOT(batch_next)},
        {Py_tp_methods, methods},
        {Py_tp_members, members},
        {0, NULL},
    };
    PyType_Spec spec = {
        .name = "sayso.Batch",
        .basicsize = sizeof(struct batch),
        .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_DISALLOW_INSTANTIATION,
        .slots = slots,
    };
    return (PyTypeObject *)PyType_FromModuleAndSpec(module, &spec, NULL);
}
