#define PCRE2_CODE_UNIT_WIDTH 8
#include "pattern.h"

#include <pcre2.h>
#include <string.h>

#define MATCH_LIMIT 20000u /* steps of backtracking: a bounded window never needs more */
#define JIT_STACK   (32u * 1024u)

struct pattern {
    sayso_allocator allocator; /* a copy: PCRE2 calls it for as long as the pattern lives */
    pcre2_general_context *context;
    pcre2_code *code;
    bool jit;
};

struct pattern_matcher {
    sayso_allocator allocator;
    pcre2_general_context *context;
    pcre2_match_context *match;
    pcre2_match_data *data;
    pcre2_jit_stack *stack;
};

static void *pcre_allocate(PCRE2_SIZE size, void *context)
{
    const sayso_allocator *allocator = context;
    return allocator->allocate(allocator->context, size);
}

static void pcre_release(void *p, void *context)
{
    const sayso_allocator *allocator = context;
    if (p)
        allocator->release(allocator->context, p);
}

sayso_status pattern_compile(struct pattern **pattern, const struct memory *memory, const char *source, bool caseless,
                             bool jit)
{
    int error = 0;
    PCRE2_SIZE at = 0;
    sayso_status status = SAYSO_ERROR_MEMORY;
    pcre2_compile_context *compile = NULL;
    *pattern = NULL;
    struct pattern *made = memory_new(memory, sizeof *made);
    if (!made)
        return SAYSO_ERROR_MEMORY;
    made->allocator = *memory->allocator;
    made->context = pcre2_general_context_create(pcre_allocate, pcre_release, &made->allocator);
    if (!made->context || !(compile = pcre2_compile_context_create(made->context)))
        goto fail;
    pcre2_set_newline(compile, PCRE2_NEWLINE_ANYCRLF);
    uint32_t options = PCRE2_UTF | PCRE2_NO_UTF_CHECK | PCRE2_NEVER_BACKSLASH_C | (caseless ? PCRE2_CASELESS : 0);
    made->code = pcre2_compile((PCRE2_SPTR)source, PCRE2_ZERO_TERMINATED, options, &error, &at, compile);
    if (!made->code) {
        status = error == PCRE2_ERROR_HEAP_FAILED ? SAYSO_ERROR_MEMORY : SAYSO_ERROR_ARGUMENT;
        goto fail;
    }
    /* without the JIT (refused, or no executable memory) the interpreter gives the same matches */
    made->jit = jit && pcre2_jit_compile(made->code, PCRE2_JIT_COMPLETE) == 0;
    pcre2_compile_context_free(compile);
    *pattern = made;
    return SAYSO_OK;
fail:
    pcre2_compile_context_free(compile);
    pattern_free(made);
    return status;
}

void pattern_free(struct pattern *pattern)
{
    if (!pattern)
        return;
    sayso_allocator allocator = pattern->allocator;
    pcre2_code_free(pattern->code);
    pcre2_general_context_free(pattern->context);
    allocator.release(allocator.context, pattern);
}

sayso_status pattern_matcher_create(struct pattern_matcher **matcher, const struct memory *memory)
{
    *matcher = NULL;
    struct pattern_matcher *made = memory_new(memory, sizeof *made);
    if (!made)
        return SAYSO_ERROR_MEMORY;
    made->allocator = *memory->allocator;
    made->context = pcre2_general_context_create(pcre_allocate, pcre_release, &made->allocator);
    if (!made->context || !(made->match = pcre2_match_context_create(made->context)) ||
        !(made->data = pcre2_match_data_create(PATTERN_GROUPS, made->context))) {
        pattern_matcher_free(made);
        return SAYSO_ERROR_MEMORY;
    }
    pcre2_set_match_limit(made->match, MATCH_LIMIT);
    made->stack = pcre2_jit_stack_create(JIT_STACK, JIT_STACK, made->context);
    if (made->stack) /* none where there is no JIT */
        pcre2_jit_stack_assign(made->match, NULL, made->stack);
    *matcher = made;
    return SAYSO_OK;
}

void pattern_matcher_free(struct pattern_matcher *matcher)
{
    if (!matcher)
        return;
    sayso_allocator allocator = matcher->allocator;
    pcre2_jit_stack_free(matcher->stack);
    pcre2_match_data_free(matcher->data);
    pcre2_match_context_free(matcher->match);
    pcre2_general_context_free(matcher->context);
    allocator.release(allocator.context, matcher);
}

static void read_groups(const pcre2_match_data *data, uint32_t base, uint32_t found,
                        struct slice groups[PATTERN_GROUPS])
{
    union {
        const pcre2_match_data *given;
        pcre2_match_data *passed;
    } match = {data};
    const PCRE2_SIZE *pairs = pcre2_get_ovector_pointer(match.passed);
    for (uint32_t i = 0; i < PATTERN_GROUPS; i++) {
        bool set = i < found && pairs[2 * i] != PCRE2_UNSET;
        groups[i] = set ? (struct slice){base + (uint32_t)pairs[2 * i], base + (uint32_t)pairs[2 * i + 1]}
                        : (struct slice){SAYSO_NONE, SAYSO_NONE};
    }
}

int pattern_find(const struct pattern *pattern, struct pattern_matcher *matcher, const struct text *text,
                 struct slice window, uint32_t from, bool anchored, struct slice groups[PATTERN_GROUPS])
{
    PCRE2_SPTR subject = text->bytes + window.start;
    PCRE2_SIZE size = window.end - window.start, offset = from - window.start;
    /* our check let surrogates pass, PCRE2's would not: their three bytes are harmless to it in a match */
    uint32_t options = PCRE2_NO_UTF_CHECK | (anchored ? PCRE2_ANCHORED : 0);
    int found = PCRE2_ERROR_JIT_STACKLIMIT;
    if (pattern->jit && !anchored)
        found =
            pcre2_jit_match(pattern->code, subject, size, offset, PCRE2_NO_UTF_CHECK, matcher->data, matcher->match);
    if (found == PCRE2_ERROR_JIT_STACKLIMIT)
        found =
            pcre2_match(pattern->code, subject, size, offset, options | PCRE2_NO_JIT, matcher->data, matcher->match);
    if (found == PCRE2_ERROR_NOMATCH)
        return 0;
    if (found == PCRE2_ERROR_MATCHLIMIT || found == PCRE2_ERROR_DEPTHLIMIT)
        return -1;
    if (found < 0)
        return -2;
    read_groups(matcher->data, window.start, found ? (uint32_t)found : PATTERN_GROUPS, groups);
    return found ? found : (int)PATTERN_GROUPS;
}
