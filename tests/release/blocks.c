/* What the core alone finds, for golden.py on systems without a Python: blocks MODEL <texts >blocks.
 * In, for each text: two uint32_t, its size and its date's (0: none), and their bytes.  Out: a uint64_t and the block. */
#include "sayso.h"

#include <stdio.h>
#include <stdlib.h>
#ifdef _WIN32
#include <fcntl.h>
#include <io.h>
#endif

static void *allocate(void *context, size_t size)
{
    (void)context;
    return malloc(size);
}

static void *resize(void *context, void *p, size_t old_size, size_t new_size)
{
    (void)context, (void)old_size;
    return realloc(p, new_size);
}

static void release(void *context, void *p)
{
    (void)context;
    free(p);
}

static const sayso_allocator ALLOCATOR = {NULL, allocate, resize, release};

static int fail(const char *what, const sayso_error *error)
{
    fprintf(stderr, "%s: %s\n", what, error ? error->message : "");
    return 1;
}

/* All of a file; NULL if it cannot be read. */
static void *whole(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    char *bytes = NULL;
    size_t room = 0, got = 1;
    for (*size = 0; file && got; *size += got) {
        if (*size == room && !(bytes = realloc(bytes, room = room * 2 + (1 << 20))))
            break;
        got = fread(bytes + *size, 1, room - *size, file);
    }
    if (file)
        fclose(file);
    return file ? bytes : NULL;
}

/* One text; 1 when there is none left, -1 when something is wrong. */
static int one(const sayso_parser *parser, sayso_scratch *scratch)
{
    uint32_t sizes[2];
    sayso_document *document = NULL;
    sayso_error error = {0};
    if (fread(sizes, sizeof *sizes, 2, stdin) != 2)
        return 1;
    char *text = malloc((size_t)sizes[0] + sizes[1] + 2), *date = text ? text + sizes[0] + 1 : NULL;
    if (!text || fread(text, 1, sizes[0], stdin) != sizes[0] || fread(date, 1, sizes[1], stdin) != sizes[1])
        return free(text), -1;
    date[sizes[1]] = 0;
    sayso_input input = {text, sizes[0], sizes[1] ? date : NULL, NULL, 0};
    sayso_status status = sayso_parse(parser, scratch, &input, &ALLOCATOR, &document, &error);
    size_t size = 0;
    const void *block = status ? NULL : sayso_document_block(document, &size);
    uint64_t told = size;
    int wrong = !block || fwrite(&told, sizeof told, 1, stdout) != 1 || fwrite(block, 1, size, stdout) != size;
    sayso_document_free(document);
    free(text);
    return wrong ? (fail("parse", &error), -1) : 0;
}

int main(int count, char **words)
{
    sayso_model *model = NULL;
    sayso_parser *parser = NULL;
    sayso_scratch *scratch = NULL;
    sayso_error error = {0};
    size_t size = 0;
#ifdef _WIN32
    _setmode(_fileno(stdin), _O_BINARY), _setmode(_fileno(stdout), _O_BINARY);
#endif
    void *file = count == 2 ? whole(words[1], &size) : NULL;
    if (!file)
        return fail("usage: blocks MODEL <texts >blocks", NULL);
    if (sayso_model_open(file, size, SAYSO_VERIFY, &ALLOCATOR, &model, &error) ||
        sayso_parser_create(model, NULL, NULL, 0, &ALLOCATOR, &parser, &error) ||
        sayso_scratch_create(parser, &scratch, &error))
        return fail("set up", &error);
    int state = 0;
    while (!state)
        state = one(parser, scratch);
    sayso_scratch_free(scratch);
    sayso_parser_free(parser);
    sayso_model_close(model);
    free(file);
    return state < 0 || fflush(stdout) ? 1 : 0;
}
