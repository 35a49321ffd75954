/* model_file: english.sayso, ours mapped read-only where the system can, anybody else's read into the heap. */
#include "module.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#ifndef _WIN32
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

struct model_file {
    atomic_size_t count;
    sayso_model *model;
    void *data;
    size_t size;
    bool mapped;
};

static void *allocate(void *context, size_t size)
{
    (void)context;
    return malloc(size ? size : 1);
}

static void *resize(void *context, void *p, size_t old_size, size_t new_size)
{
    (void)context;
    (void)old_size;
    return realloc(p, new_size ? new_size : 1);
}

static void release(void *context, void *p)
{
    (void)context;
    free(p);
}

const sayso_allocator module_allocator = {NULL, allocate, resize, release};

#ifdef _WIN32
static int take_whole(const char *path, bool map, struct model_file *file, const char **reason)
{
    (void)map;
    FILE *stream = fopen(path, "rb");
    if (!stream)
        return -1;
    int status = -1;
    if (fseek(stream, 0, SEEK_END) == 0) {
        long size = ftell(stream);
        if (size >= 0 && fseek(stream, 0, SEEK_SET) == 0 && (file->data = malloc((size_t)size + 1)) != NULL) {
            file->size = fread(file->data, 1, (size_t)size, stream);
            status = file->size == (size_t)size ? 0 : -1;
        }
    }
    if (status < 0 && !errno)
        *reason = "it cannot be read";
    fclose(stream);
    return status;
}
#else
static int read_whole(int descriptor, size_t size, struct model_file *file, const char **reason)
{
    char *data = malloc(size + 1);
    file->data = data;
    while (data && file->size < size) {
        ssize_t got = read(descriptor, data + file->size, size - file->size);
        if (got == 0)
            *reason = "it became shorter while it was read";
        if (got == 0 || (got < 0 && errno != EINTR))
            return -1;
        file->size += got > 0 ? (size_t)got : 0;
    }
    return data ? 0 : -1;
}

/* A mapped file that somebody cuts or writes over changes results or ends the process: only our own is mapped. */
static int take_whole(const char *path, bool map, struct model_file *file, const char **reason)
{
    /* without O_NONBLOCK a pipe that nobody writes to would be waited for */
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0)
        return -1;
    struct stat info;
    int status = -1;
    if (fstat(descriptor, &info) < 0)
        goto done;
    if (!S_ISREG(info.st_mode)) {
        *reason = S_ISDIR(info.st_mode) ? "it is a directory" : "it is no regular file";
        goto done;
    }
    size_t size = (size_t)info.st_size;
    void *data = map && size ? mmap(NULL, size, PROT_READ, MAP_PRIVATE, descriptor, 0) : MAP_FAILED;
    if (data == MAP_FAILED) {
        status = read_whole(descriptor, size, file, reason);
        goto done;
    }
    file->data = data;
    file->size = size;
    file->mapped = true;
    status = 0;
done:
    close(descriptor);
    return status;
}
#endif

struct model_file *model_file_open(struct state *state, PyObject *path, bool verify)
{
    PyObject *bytes = NULL;
    struct model_file *file = calloc(1, sizeof *file);
    if (!file) {
        PyErr_NoMemory();
        return NULL;
    }
    atomic_init(&file->count, 1);
    if (!PyUnicode_FSConverter(path, &bytes))
        goto fail;
    const char *name = PyBytes_AsString(bytes);
    if (!name)
        goto fail;
    const char *reason = NULL;
    errno = 0;
    if (take_whole(name, !verify, file, &reason) < 0) {
        if (!reason)
            reason = errno ? strerror(errno) : "it cannot be read";
        PyErr_Format(state->model_error, "the model file %R cannot be opened: %s", path, reason);
        goto fail;
    }
    sayso_error error = {0};
    sayso_status opened =
        sayso_model_open(file->data, file->size, verify ? SAYSO_VERIFY : 0, &module_allocator, &file->model, &error);
    if (opened != SAYSO_OK) {
        raise_core(state, opened, &error);
        goto fail;
    }
    Py_DECREF(bytes);
    return file;
fail:
    Py_XDECREF(bytes);
    model_file_release(file);
    return NULL;
}

struct model_file *model_file_share(struct model_file *file)
{
    atomic_fetch_add(&file->count, 1);
    return file;
}

void model_file_release(struct model_file *file)
{
    if (!file || atomic_fetch_sub(&file->count, 1) != 1)
        return;
    sayso_model_close(file->model);
#ifndef _WIN32
    if (file->mapped)
        munmap(file->data, file->size);
#endif
    if (!file->mapped)
        free(file->data);
    free(file);
}

const sayso_model *model_file_model(const struct model_file *file) { return file->model; }

PyObject *model_path(struct state *state)
{
    PyObject *file = PyModule_GetFilenameObject(state->module), *path = NULL;
    if (!file)
        return NULL;
    Py_ssize_t length = PyUnicode_GetLength(file), slash = length;
    while (slash > 0) {
        Py_UCS4 c = PyUnicode_ReadChar(file, slash - 1);
        if (c == '/' || c == '\\')
            break;
        slash--;
    }
    PyObject *folder = PyUnicode_Substring(file, 0, slash);
    if (folder)
        path = PyUnicode_FromFormat("%Udata/english.sayso", folder);
    Py_XDECREF(folder);
    Py_DECREF(file);
    return path;
}
