/* stages MODEL TEXTS INSTRUCTIONS: where the time of a parse goes.  parse.c is compiled with -finstrument-functions, so that
 * its functions report here; printed is how far each lies from main and its share of the time of sayso_parse, for
 * bench.py to name by the symbol table.  TEXTS: each ended by a zero byte. */
#define _POSIX_C_SOURCE 200809L
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "sayso.h"

enum { MOST = 64, DEPTH = 16, ROUNDS = 5 };
#define QUIET __attribute__((no_instrument_function))

static struct {
    void *function;
    double seconds;
} spent[MOST];
static double began[DEPTH];
static int depth;

QUIET static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

QUIET void __cyg_profile_func_enter(void *function, void *site);
QUIET void __cyg_profile_func_exit(void *function, void *site);

void __cyg_profile_func_enter(void *function, void *site)
{
    (void)function, (void)site;
    if (depth < DEPTH)
        began[depth] = now();
    depth++;
}

void __cyg_profile_func_exit(void *function, void *site)
{
    (void)site;
    depth--;
    for (int k = 0; k < MOST && depth < DEPTH; k++)
        if (!spent[k].function || spent[k].function == function) {
            spent[k].function = function;
            spent[k].seconds += now() - began[depth];
            return;
        }
}

static void *allocate(void *context, size_t size) { (void)context; return malloc(size ? size : 1); }
static void *resize(void *context, void *p, size_t old, size_t size) { (void)context, (void)old; return realloc(p, size ? size : 1); }
static void release(void *context, void *p) { (void)context; free(p); }
static const sayso_allocator ALLOCATOR = {NULL, allocate, resize, release};

static char *read_file(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END))
        exit(2);
    *size = (size_t)ftell(file);
    rewind(file);
    char *bytes = aligned_alloc(4096, (*size / 4096 + 1) * 4096);
    if (!bytes || fread(bytes, 1, *size, file) != *size)
        exit(2);
    fclose(file);
    return bytes;
}

int main(int count, char **words)
{
    sayso_model *model;
    sayso_parser *parser;
    sayso_scratch *scratch;
    size_t model_size, size;
    if (count != 4)
        return 2;
    char *bytes = read_file(words[1], &model_size), *texts = read_file(words[2], &size);
    const sayso_options options = {.instructions = (sayso_instructions)atoi(words[3])};
    if (sayso_model_open(bytes, model_size, 0, &ALLOCATOR, &model, NULL) ||
        sayso_parser_create(model, &options, NULL, 0, &ALLOCATOR, &parser, NULL) ||
        sayso_scratch_create(parser, &scratch, NULL))
        return 3;
    for (int round = 0; round <= ROUNDS; round++) {
        if (round == 1) /* the first one fills caches */
            memset(spent, 0, sizeof spent);
        for (const char *text = texts; text < texts + size; text += strlen(text) + 1) {
            const sayso_input input = {text, strlen(text), NULL, NULL, 0};
            sayso_document *document;
            if (sayso_parse(parser, scratch, &input, &ALLOCATOR, &document, NULL))
                return 4;
            sayso_document_free(document);
        }
    }
    double whole = 0;
    for (int k = 0; k < MOST && spent[k].function; k++)
        whole = spent[k].seconds > whole ? spent[k].seconds : whole;
    for (int k = 0; k < MOST && spent[k].function; k++)
        printf("%lld %.5f\n", (long long)((intptr_t)spent[k].function - (intptr_t)main), spent[k].seconds / whole);
    return 0;
}
