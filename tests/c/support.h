/* support: what the C tests share: an allocator that counts and can fail, the model file, a parse in one call. */
#ifndef TESTS_SUPPORT_H
#define TESTS_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "sayso.h"

struct counter {
    long live;     /* allocations not yet released */
    long made;     /* allocations so far */
    long fail_at;  /* this one, counted from 1, fails, and all after it if `fail_on`; 0: none does */
    int fail_on;
};

static int counter_fails(struct counter *c)
{
    c->made++;
    return c->fail_at && (c->made == c->fail_at || (c->fail_on && c->made > c->fail_at));
}

static void *counter_allocate(void *context, size_t size)
{
    struct counter *c = context;
    void *p = counter_fails(c) ? NULL : malloc(size ? size : 1);
    c->live += p != NULL;
    return p;
}

static void *counter_resize(void *context, void *p, size_t old_size, size_t new_size)
{
    struct counter *c = context;
    (void)old_size;
    void *grown = counter_fails(c) ? NULL : realloc(p, new_size ? new_size : 1);
    c->live += grown && !p;
    return grown;
}

static void counter_release(void *context, void *p)
{
    struct counter *c = context;
    c->live -= p != NULL;
    free(p);
}

static inline sayso_allocator counting(struct counter *c)
{
    return (sayso_allocator){c, counter_allocate, counter_resize, counter_release};
}

/* english.sayso in memory (kept until the process ends); the tests run from the root of the repository. */
static inline const void *model_bytes(size_t *size)
{
    static void *bytes;
    static size_t length;
    if (!bytes) {
        FILE *file = fopen("python/sayso/data/english.sayso", "rb");
        if (!file)
            fail_msg("%s", "python/sayso/data/english.sayso cannot be opened: run from the repository's root");
        fseek(file, 0, SEEK_END);
        length = (size_t)ftell(file);
        rewind(file);
        /* aligned as a mapped file is */
        bytes = aligned_alloc(4096, (length + 4095) / 4096 * 4096);
        if (!bytes || fread(bytes, 1, length, file) != length)
            fail_msg("%s", "english.sayso cannot be read");
        fclose(file);
    }
    *size = length;
    return bytes;
}

struct session {
    struct counter counter;
    sayso_allocator allocator;
    sayso_model *model;
    sayso_parser *parser;
    sayso_scratch *scratch;
};

static inline void session_open(struct session *s, const sayso_options *options)
{
    size_t size;
    const void *bytes = model_bytes(&size);
    memset(s, 0, sizeof *s);
    s->allocator = counting(&s->counter);
    assert_int_equal(sayso_model_open(bytes, size, SAYSO_VERIFY, &s->allocator, &s->model, NULL), SAYSO_OK);
    assert_int_equal(sayso_parser_create(s->model, options, NULL, 0, &s->allocator, &s->parser, NULL), SAYSO_OK);
    assert_int_equal(sayso_scratch_create(s->parser, &s->scratch, NULL), SAYSO_OK);
}

static inline void session_close(struct session *s)
{
    sayso_scratch_free(s->scratch);
    sayso_parser_free(s->parser);
    sayso_model_close(s->model);
    assert_int_equal(s->counter.live, 0);
}

static inline sayso_document *session_parse(struct session *s, const char *text, const char *date)
{
    sayso_document *document = NULL;
    sayso_input input = {text, strlen(text), date, NULL, 0};
    sayso_error error = {0};
    if (sayso_parse(s->parser, s->scratch, &input, &s->allocator, &document, &error))
        fail_msg("parse failed: %s at %zu", error.message, error.position);
    return document;
}

#endif
