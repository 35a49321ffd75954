/* core_view: what the core knows of each token before the encoder runs, for training.
 * Built by core.py with all of csrc/core as a shared library; the twin of the features that the core's encoder reads
 * itself (INTEGERS.md, "Features of a token"). */
#include <stdlib.h>

#include "parse.c"

struct view_token {
    uint32_t start, end;     /* code points */
    uint32_t prefix, suffix; /* rows, 1 .. HASH_ROWS - 1 */
    uint64_t signals, hash;
    uint8_t shape, breaks, quote, space;
    uint8_t rule, mention, unused[2]; /* what the rules say: O, B/I content, cue, source; O, B/I of each sayso_label */
};

enum { HASH_ROWS = 4096 };

#define ANY_TIME (LEX_MONTH | LEX_WEEKDAY | LEX_TIME_UNIT | LEX_HOLIDAY)
#define ANY_NUMBER (LEX_NUMBER_WORD | LEX_MAGNITUDE | LEX_CURRENCY)
#define ANY_BODY (LEX_ORG | LEX_PARTY | LEX_COMPANY | LEX_UNIVERSITY | LEX_CLUB | LEX_AGENCY | LEX_OUTLET | LEX_GOVERNMENT | LEX_MILITARY)

/* Bit k of a token's signals: its word alone is in one of these classes. */
static const uint64_t WORD_SIGNALS[] = {
    LEX_GIVEN, LEX_SURNAME, LEX_COUNTRY, LEX_REGION | LEX_CITY, LEX_PLACE, LEX_NATIONALITY, LEX_GROUP | LEX_LANGUAGE, ANY_BODY,
    LEX_EVENT | LEX_LAW | LEX_WORK | LEX_PRODUCT, LEX_ORG_HEAD, LEX_PLACE_HEAD | LEX_FACILITY_HEAD | LEX_FACILITY,
    LEX_EVENT_HEAD | LEX_LAW_HEAD, LEX_HONORIFIC, LEX_TITLE, LEX_ROLE, LEX_COLLECTIVE, LEX_KIN,
    LEX_NAME_PARTICLE | LEX_NAME_SUFFIX, LEX_DOCUMENT, LEX_CUE_VERB, LEX_CUE_NOUN, LEX_PRONOUN, LEX_FUNCTION, LEX_COMMON,
    LEX_VERB | LEX_AUXILIARY | LEX_MODAL, ANY_TIME, ANY_NUMBER,
};
/* Bits after those: it lies in an entry of two words or more of these classes; the last bit: it begins one of them. */
static const uint64_t HIT_SIGNALS[] = {
    LEX_PERSON, LEX_COUNTRY | LEX_REGION | LEX_CITY | LEX_PLACE | LEX_FACILITY, ANY_BODY, LEX_NATIONALITY | LEX_GROUP,
    LEX_TITLE | LEX_ROLE | LEX_COLLECTIVE, LEX_CUE_PHRASE | LEX_CUE_VERB | LEX_CUE_NOUN, LEX_EVENT | LEX_LAW | LEX_WORK | LEX_PRODUCT,
};
enum { WORDS = sizeof WORD_SIGNALS / sizeof *WORD_SIGNALS, HITS = sizeof HIT_SIGNALS / sizeof *HIT_SIGNALS };

static uint32_t mix(uint32_t hash, uint32_t code_point)
{
    for (int k = 0; k < 3; k++)
        hash = (hash ^ (code_point >> (8 * k) & 255)) * 16777619u;
    return hash;
}

/* FNV-1a of up to three lower-case code points, from the front or from the end. */
static uint32_t affix(const struct text *text, const struct token *token, bool front)
{
    uint32_t hash = (2166136261u ^ (front ? 'p' : 's')) * 16777619u, at = front ? token->start : token->end;
    for (int n = 0; n < 3 && (front ? at < token->end : at > token->start); n++) {
        uint32_t width, before;
        if (front) {
            hash = mix(hash, unicode_lower(text_decode(text, at, &width)));
            at += width;
        } else {
            hash = mix(hash, unicode_lower(text_decode_before(text, at, &before)));
            at = before;
        }
    }
    return hash % (HASH_ROWS - 1) + 1;
}

static uint8_t quotation_state(const struct marks *marks, uint32_t at)
{
    if (marks->outermost.items[at] == SAYSO_NONE)
        return 0;
    const struct quotation *q = &marks->quotations.items[marks->outermost.items[at]];
    return at == q->first && q->opened ? 1 : at + 1 == q->last && q->closed ? 3 : 2;
}

static void add_hits(const struct lexemes *lexemes, struct view_token *out)
{
    for (uint32_t i = 0; i < lexemes->hits.count; i++) {
        const struct lexicon_hit *hit = &lexemes->hits.items[i];
        uint64_t bits = 0;
        for (int k = 0; k < HITS; k++)
            if (hit->classes & HIT_SIGNALS[k])
                bits |= UINT64_C(1) << (WORDS + k);
        if (hit->count < 2 || !bits)
            continue;
        out[hit->first].signals |= UINT64_C(1) << (WORDS + HITS);
        for (uint32_t t = hit->first; t < hit->first + hit->count; t++)
            out[t].signals |= bits;
    }
}

static void *allocate(void *context, size_t size) { (void)context; return malloc(size); }
static void *resize(void *context, void *p, size_t old, size_t size) { (void)context, (void)old; return realloc(p, size); }
static void release(void *context, void *p) { (void)context; free(p); }
static const sayso_allocator ALLOCATOR = {NULL, allocate, resize, release};

static void paint(struct view_token *out, uint32_t first, uint32_t last, uint8_t tag)
{
    for (uint32_t t = first; t < last; t++)
        out[t].rule = t == first ? tag : (uint8_t)(tag + 1);
}

/* The rules' outermost attributions and their mentions, as tags. */
static void add_rules(const struct draft *d, struct view_token *out)
{
    for (uint32_t i = 0; i < d->attributions.list.count; i++) {
        const struct attribution *a = &d->attributions.list.items[i];
        if (a->depth)
            continue;
        for (uint32_t k = a->piece; k < a->piece + a->piece_count; k++)
            paint(out, d->attributions.pieces.items[k].first, d->attributions.pieces.items[k].last, 1);
        if (a->cue.first != SAYSO_NONE)
            paint(out, a->cue.first, a->cue.last, 3);
        if (a->source.first != SAYSO_NONE)
            paint(out, a->source.first, a->source.last, 5);
    }
    for (uint32_t i = 0; i < d->names.list.count; i++) {
        const struct mention *m = &d->names.list.items[i];
        for (uint32_t t = m->first; t < m->last; t++)
            out[t].mention = (uint8_t)(1 + 2 * m->label + (t > m->first));
    }
}

/* Tokens of a text; returns their number, -1 where room fails, -1 less a sayso_status where the parse does. */
int core_view(const sayso_parser *parser, sayso_scratch *scratch, const char *bytes, size_t size, struct view_token *out, int room)
{
    sayso_input input = {.text = bytes, .size = size};
    sayso_document *document;
    sayso_error error;
    const sayso_status status = sayso_parse(parser, scratch, &input, &ALLOCATOR, &document, &error);
    if (status)
        return -1 - (int)status;
    sayso_document_free(document);
    const struct draft *d = &scratch->draft;
    const int count = (int)d->tokens.list.count;
    if (count > room)
        return -1;
    for (int i = 0; i < count; i++) {
        const struct token *token = &d->tokens.list.items[i];
        const sayso_span span = text_span(&d->text, token_slice(token));
        const bool paragraph = i == 0 || token->paragraph != token[-1].paragraph;
        const bool sentence = i == 0 || d->sentences.of_token.items[i] != d->sentences.of_token.items[i - 1];
        out[i] = (struct view_token){
            .start = span.start, .end = span.end, .prefix = affix(&d->text, token, true), .suffix = affix(&d->text, token, false),
            .hash = d->lexemes.words.items[i].hash, .shape = (uint8_t)(token->kind * 6 + token->letters),
            .breaks = paragraph ? 2 : sentence ? 1 : 0, .quote = quotation_state(&d->marks, (uint32_t)i),
            .space = token->space_before != 0,
        };
        for (int k = 0; k < WORDS; k++)
            if (d->lexemes.words.items[i].classes & WORD_SIGNALS[k])
                out[i].signals |= UINT64_C(1) << k;
    }
    add_hits(&d->lexemes, out);
    add_rules(d, out);
    return count;
}

int core_view_size(void) { return (int)sizeof(struct view_token); }
int core_view_signals(void) { return WORDS + HITS + 1; }

/* Open a model file's bytes and make a parser and a scratch for one thread. 0 where all went well. */
int core_view_open(const void *bytes, size_t size, sayso_parser **parser, sayso_scratch **scratch)
{
    sayso_model *model;
    sayso_error error;
    sayso_options options = {0};
    if (sayso_model_open(bytes, size, 0, &ALLOCATOR, &model, &error))
        return 1;
    if (sayso_parser_create(model, &options, NULL, 0, &ALLOCATOR, parser, &error))
        return 2;
    return sayso_scratch_create(*parser, scratch, &error) ? 3 : 0;
}
