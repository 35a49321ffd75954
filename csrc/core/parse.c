/* parse: parser and scratch, and the one way that text takes through the stages. */
#include "draft.h"
#include "model.h"

struct sayso_parser {
    sayso_allocator allocator;
    const sayso_model *model;
    sayso_options options;
    const struct kernels *kernels;
    struct lexicon *user; /* NULL: none */
    struct layout_patterns *layout;
    struct date_patterns *dates;
    struct quantity_patterns *quantities;
};

static sayso_status failed(sayso_error *error, sayso_status code, size_t position)
{
    static const char *const MESSAGES[] = {
        [SAYSO_OK] = "",
        [SAYSO_ERROR_MEMORY] = "memory ended",
        [SAYSO_ERROR_CANCELLED] = "cancelled",
        [SAYSO_ERROR_DATE] = "the date is not an ISO date such as 2021-12-01",
        [SAYSO_ERROR_ARGUMENT] = "an option or entry is not valid",
    };
    return error_fill(error, code, position, MESSAGES[code] ? MESSAGES[code] : "");
}

/* ---- parser and scratch ------------------------------------------------------------------------------------ */

sayso_status sayso_parser_create(const sayso_model *model, const sayso_options *options, const sayso_entry *entries,
                                 size_t entry_count, const sayso_allocator *allocator, sayso_parser **parser,
                                 sayso_error *error)
{
    struct memory memory = {allocator, NULL};
    *parser = NULL;
    sayso_parser *made = memory_new(&memory, sizeof *made);
    if (!made)
        return failed(error, SAYSO_ERROR_MEMORY, 0);
    made->allocator = *allocator;
    made->model = model;
    if (options)
        made->options = *options;
    if (!made->options.max_bytes || made->options.max_bytes > SAYSO_MAX_BYTES)
        made->options.max_bytes = SAYSO_MAX_BYTES;
    made->kernels = kernels_choose((enum kernel_set)made->options.instructions);
    if (!made->kernels) {
        memory_free(&memory, made);
        return error_fill(error, SAYSO_ERROR_ARGUMENT, SIZE_MAX, "this machine has no such instruction set");
    }
    bool jit = made->options.jit != SAYSO_OFF;
    sayso_status status = layout_patterns_create(&made->layout, &memory, jit);
    if (!status)
        status = date_patterns_create(&made->dates, &memory, jit);
    if (!status)
        status = quantity_patterns_create(&made->quantities, &memory, jit);
    if (status) {
        sayso_parser_free(made);
        return failed(error, status, 0);
    }
    if (entry_count &&
        (status = lexicon_from_entries(&made->user, &memory, model->lexicon, entries, entry_count, error))) {
        sayso_parser_free(made);
        return status;
    }
    *parser = made;
    return SAYSO_OK;
}

void sayso_parser_free(sayso_parser *parser)
{
    if (!parser)
        return;
    sayso_allocator allocator = parser->allocator;
    struct memory memory = {&allocator, NULL};
    layout_patterns_free(parser->layout, &memory);
    date_patterns_free(parser->dates, &memory);
    quantity_patterns_free(parser->quantities, &memory);
    lexicon_close(parser->user, &memory);
    memory_free(&memory, parser);
}

sayso_status sayso_scratch_create(const sayso_parser *parser, sayso_scratch **scratch, sayso_error *error)
{
    struct memory memory = {&parser->allocator, NULL};
    *scratch = NULL;
    sayso_scratch *made = memory_new(&memory, sizeof *made);
    if (!made)
        return failed(error, SAYSO_ERROR_MEMORY, 0);
    made->allocator = parser->allocator;
    if (pattern_matcher_create(&made->matcher, &memory)) {
        memory_free(&memory, made);
        return failed(error, SAYSO_ERROR_MEMORY, 0);
    }
    *scratch = made;
    return SAYSO_OK;
}

void draft_free(struct draft *draft, const struct memory *memory)
{
    struct frozen *f = &draft->frozen;
    array_free(memory, &draft->text.checkpoints);
    array_free(memory, &draft->layout.paragraphs);
    array_free(memory, &draft->tokens.list);
    array_free(memory, &draft->lexemes.words), array_free(memory, &draft->lexemes.hits);
    array_free(memory, &draft->marks.quotations), array_free(memory, &draft->marks.outermost);
    array_free(memory, &draft->sentences.list), array_free(memory, &draft->sentences.of_token);
    array_free(memory, &draft->dates.list);
    array_free(memory, &draft->quantities.list);
    array_free(memory, &draft->names.list), array_free(memory, &draft->names.of_token);
    array_free(memory, &draft->attributions.list), array_free(memory, &draft->attributions.pieces);
    array_free(memory, &draft->attributions.scare_quotes);
    array_free(memory, &draft->features.list);
    encoder_free(&draft->encoder, memory);
    viterbi_free(&draft->viterbi, memory);
    links_free(&draft->links, memory);
    array_free(memory, &draft->people.entities), array_free(memory, &draft->people.entity_of);
    array_free(memory, &draft->people.links);
    array_free(memory, &draft->people.mentions), array_free(memory, &draft->people.pronouns);
    array_free(memory, &draft->people.titles), array_free(memory, &draft->people.voices);
    array_free(memory, &draft->people.speakers);
    array_free(memory, &draft->warnings.list);
    array_free(memory, &f->tokens), array_free(memory, &f->sentences), array_free(memory, &f->paragraphs);
    array_free(memory, &f->mentions), array_free(memory, &f->entities), array_free(memory, &f->attributions);
    array_free(memory, &f->scare_quotes), array_free(memory, &f->dates), array_free(memory, &f->quantities);
    array_free(memory, &f->warnings), array_free(memory, &f->spans), array_free(memory, &f->refs);
    array_free(memory, &f->strings), array_free(memory, &f->kept), array_free(memory, &f->owner);
}

void sayso_scratch_free(sayso_scratch *scratch)
{
    if (!scratch)
        return;
    sayso_allocator allocator = scratch->allocator;
    struct memory memory = {&allocator, NULL};
    pattern_matcher_free(scratch->matcher);
    draft_free(&scratch->draft, &memory);
    memory_free(&memory, scratch);
}

/* ---- the stages, in order ------------------------------------------------------------------------------------ */

struct run {
    const sayso_parser *parser;
    const struct memory *memory;
    struct pattern_matcher *matcher;
    struct draft *draft;
    const struct civil *given; /* the date of publication, NULL: not given */
    bool date_ignored;         /* it was given, but is none */
};

static sayso_status run_layout(const struct run *r)
{
    struct draft *d = r->draft;
    if (d->text.first_surrogate != SAYSO_NONE &&
        !warnings_add(r->memory, &d->warnings, WARNING_SURROGATE, d->text.first_surrogate, d->text.first_surrogate + 3))
        return SAYSO_ERROR_MEMORY;
    if (r->date_ignored && !warnings_add(r->memory, &d->warnings, WARNING_DATE_IGNORED, 0, 0))
        return SAYSO_ERROR_MEMORY;
    return layout_read(r->memory, r->parser->layout, r->matcher, r->parser->model->lexicon, &d->text, &d->layout,
                       &d->warnings);
}

static sayso_status run_tokens(const struct run *r)
{
    struct draft *d = r->draft;
    return tokens_read(r->memory, r->parser->model->lexicon, &d->text, &d->layout, &d->tokens);
}

static sayso_status run_lexemes(const struct run *r)
{
    struct draft *d = r->draft;
    return lexemes_find(r->memory, r->parser->model->lexicon, r->parser->user, &d->text, &d->tokens, &d->lexemes);
}

static sayso_status run_marks(const struct run *r)
{
    struct draft *d = r->draft;
    return marks_pair(r->memory, r->parser->options.single_quotes, &d->text, &d->layout, &d->tokens, &d->marks,
                      &d->warnings);
}

static sayso_status run_sentences(const struct run *r)
{
    struct draft *d = r->draft;
    return sentences_split(r->memory, &d->text, &d->layout, &d->tokens, &d->lexemes, &d->marks, &d->sentences);
}

static sayso_status run_dates(const struct run *r)
{
    struct draft *d = r->draft;
    return dates_find(r->memory, r->parser->dates, r->matcher, r->parser->options.day_first, r->given,
                      r->parser->model->lexicon, &d->text, &d->layout, &d->tokens, &d->lexemes, &d->sentences,
                      &d->dates, &d->warnings);
}

static sayso_status run_quantities(const struct run *r)
{
    struct draft *d = r->draft;
    return quantities_find(r->memory, r->parser->quantities, r->matcher, &d->text, &d->tokens, &d->lexemes,
                           &d->sentences, &d->dates, &d->quantities, &d->warnings);
}

static sayso_status run_names(const struct run *r)
{
    struct draft *d = r->draft;
    return names_find(r->memory, r->parser->model->lexicon, &d->text, &d->layout, &d->tokens, &d->lexemes, &d->marks,
                      &d->sentences, &d->dates, &d->quantities, &d->names);
}

static sayso_status run_attributions(const struct run *r)
{
    struct draft *d = r->draft;
    return attributions_find(r->memory, &d->text, &d->layout, &d->tokens, &d->lexemes, &d->marks, &d->sentences,
                             &d->dates, &d->names, &d->attributions);
}

/* Between two steps of a stage that are long. */
static sayso_status unless_cancelled(const struct run *r, sayso_status status)
{
    return !status && memory_cancelled(r->memory) ? SAYSO_ERROR_CANCELLED : status;
}

/* The rules' names and attributions are what the encoder is told, with the words; then it decides. */
static sayso_status run_encoder(const struct run *r)
{
    const sayso_model *model = r->parser->model;
    const struct kernels *kernels = r->parser->kernels;
    struct draft *d = r->draft;
    uint32_t count = d->tokens.list.count;
    if (!model->weights || !count)
        return SAYSO_OK;
    sayso_status status = features_read(r->memory, model->weights, &d->text, &d->tokens, &d->lexemes, &d->marks,
                                        &d->sentences, &d->names, &d->attributions, &d->features);
    const struct encoder_token *tokens = d->features.list.items;
    if (!(status = unless_cancelled(r, status)))
        status = encoder_run(r->memory, model->weights, kernels, tokens, count, false, &d->encoder);
    if (!(status = unless_cancelled(r, status)))
        status = viterbi_run(r->memory, tokens, count, &d->encoder, &d->viterbi);
    if (!(status = unless_cancelled(r, status)))
        status = links_find(r->memory, kernels, tokens, count, &d->encoder, &d->viterbi, &d->links);
    if (!(status = unless_cancelled(r, status)))
        status = confidence_measure(r->memory, tokens, &d->encoder, &d->viterbi, &d->links);
    return status;
}

static sayso_status run_decision(const struct run *r)
{
    struct draft *d = r->draft;
    if (!r->parser->model->weights || !d->tokens.list.count)
        return SAYSO_OK;
    return attributions_decide(r->memory, &d->text, &d->layout, &d->tokens, &d->lexemes, &d->marks, &d->sentences,
                               &d->dates, &d->names, &d->links, &d->attributions);
}

static sayso_status run_people(const struct run *r)
{
    struct draft *d = r->draft;
    return people_find(r->memory, r->parser->options.gender, r->parser->model->lexicon, &d->text, &d->layout,
                       &d->tokens, &d->lexemes, &d->marks, &d->sentences, &d->dates, &d->names, &d->attributions,
                       &d->people);
}

static sayso_status run_health(const struct run *r) { return health_measure(r->memory, r->draft); }

static sayso_status run_freeze(const struct run *r)
{
    return freeze(r->memory, &r->parser->options, r->parser->user, r->draft);
}

static sayso_status run_stages(const struct run *run)
{
    static sayso_status (*const STAGES[])(const struct run *) = {
        run_layout, run_tokens,       run_lexemes, run_marks,    run_sentences, run_dates,  run_quantities,
        run_names,  run_attributions, run_encoder, run_decision, run_people,    run_health, run_freeze,
    };
    for (size_t i = 0; i < sizeof STAGES / sizeof *STAGES; i++) {
        if (memory_cancelled(run->memory))
            return SAYSO_ERROR_CANCELLED;
        sayso_status status = STAGES[i](run);
        if (status)
            return status;
    }
    return SAYSO_OK;
}

sayso_status sayso_parse(const sayso_parser *parser, sayso_scratch *scratch, const sayso_input *input,
                         const sayso_allocator *allocator, sayso_document **document, sayso_error *error)
{
    struct memory memory = {&scratch->allocator, input->cancel};
    struct civil given;
    size_t position = 0;
    *document = NULL;
    bool dated = input->date && civil_parse(input->date, &given, &position);
    if (input->date && !dated && !input->date_optional)
        return failed(error, SAYSO_ERROR_DATE, position);
    array_clear(&scratch->draft.warnings.list);
    sayso_status status =
        text_view(&scratch->draft.text, &memory, input->text, input->size, parser->options.max_bytes, error);
    if (status)
        return status;
    struct run run = {parser, &memory, scratch->matcher, &scratch->draft, dated ? &given : NULL, input->date && !dated};
    status = run_stages(&run);
    if (!status)
        status = document_create(&scratch->draft, parser->model->info.checksum, allocator, document);
    return status ? failed(error, status, 0) : SAYSO_OK;
}
