#include "token_features.h"

#define FNV_START UINT32_C(2166136261)
#define FNV_PRIME UINT32_C(16777619)
#define AFFIX     3 /* code points */
#define AHEAD     8 /* tokens whose words are fetched in time */

#define ANY_TIME   (LEX_MONTH | LEX_WEEKDAY | LEX_TIME_UNIT | LEX_HOLIDAY)
#define ANY_NUMBER (LEX_NUMBER_WORD | LEX_MAGNITUDE | LEX_CURRENCY)
#define ANY_WORK   (LEX_EVENT | LEX_LAW | LEX_WORK | LEX_PRODUCT)

/* Bit k of a token's signals: its word alone is in one of these classes.  The order is the weights'. */
static const uint64_t WORD_SIGNALS[] = {
    LEX_GIVEN,
    LEX_SURNAME,
    LEX_COUNTRY,
    LEX_REGION | LEX_CITY,
    LEX_PLACE,
    LEX_NATIONALITY,
    LEX_GROUP | LEX_LANGUAGE,
    LEX_ANY_ORG,
    ANY_WORK,
    LEX_ORG_HEAD,
    LEX_PLACE_HEAD | LEX_FACILITY_HEAD | LEX_FACILITY,
    LEX_EVENT_HEAD | LEX_LAW_HEAD,
    LEX_HONORIFIC,
    LEX_TITLE,
    LEX_ROLE,
    LEX_COLLECTIVE,
    LEX_KIN,
    LEX_NAME_PARTICLE | LEX_NAME_SUFFIX,
    LEX_DOCUMENT,
    LEX_CUE_VERB,
    LEX_CUE_NOUN,
    LEX_PRONOUN,
    LEX_FUNCTION,
    LEX_COMMON,
    LEX_VERB | LEX_AUXILIARY | LEX_MODAL,
    ANY_TIME,
    ANY_NUMBER,
};
/* Bits after those: it lies in an entry of two words or more of these classes; the last bit: it begins one of them. */
static const uint64_t HIT_SIGNALS[] = {
    LEX_PERSON,
    LEX_COUNTRY | LEX_REGION | LEX_CITY | LEX_PLACE | LEX_FACILITY,
    LEX_ANY_ORG,
    LEX_NATIONALITY | LEX_GROUP,
    LEX_TITLE | LEX_ROLE | LEX_COLLECTIVE,
    LEX_CUE_PHRASE | LEX_CUE_VERB | LEX_CUE_NOUN,
    ANY_WORK,
};
enum { WORDS = sizeof WORD_SIGNALS / sizeof *WORD_SIGNALS, HITS = sizeof HIT_SIGNALS / sizeof *HIT_SIGNALS };
_Static_assert(WORDS + HITS + 1 == WEIGHTS_SIGNALS, "a bit of the signals is a row of the weights");

/* ---- words ---------------------------------------------------------------------------------------------------- */

static uint32_t mix(uint32_t hash, uint32_t code_point)
{
    for (int k = 0; k < 3; k++)
        hash = (hash ^ (code_point >> (8 * k) & 255)) * FNV_PRIME;
    return hash;
}

/* The row of up to three lower-case code points from the front; row 0 is kept for "left out" in training. */
static uint32_t prefix_of(const struct text *text, const struct token *token, uint32_t rows)
{
    uint32_t hash = (FNV_START ^ 'p') * FNV_PRIME, width;
    for (uint32_t at = token->start, n = 0; n < AFFIX && at < token->end; n++, at += width)
        hash = mix(hash, unicode_lower(text_decode(text, at, &width)));
    return hash % (rows - 1) + 1;
}

/* The same from the end, backwards. */
static uint32_t suffix_of(const struct text *text, const struct token *token, uint32_t rows)
{
    uint32_t hash = (FNV_START ^ 's') * FNV_PRIME, before;
    for (uint32_t at = token->end, n = 0; n < AFFIX && at > token->start; n++, at = before)
        hash = mix(hash, unicode_lower(text_decode_before(text, at, &before)));
    return hash % (rows - 1) + 1;
}

static uint64_t word_signals(uint64_t classes)
{
    uint64_t bits = 0;
    for (int k = 0; k < WORDS; k++)
        bits |= (uint64_t)((classes & WORD_SIGNALS[k]) != 0) << k;
    return bits;
}

/* 0 outside quotations, 1 the opening mark, 2 inside, 3 the closing mark. */
static uint8_t quotation_state(const struct marks *marks, uint32_t at)
{
    if (marks->outermost.items[at] == SAYSO_NONE)
        return 0;
    const struct quotation *q = &marks->quotations.items[marks->outermost.items[at]];
    return at == q->first && q->opened ? 1 : at + 1 == q->last && q->closed ? 3 : 2;
}

/* ---- what spans several tokens ---------------------------------------------------------------------------------- */

static void add_hits(const struct lexemes *lexemes, struct encoder_token *out)
{
    for (uint32_t i = 0; i < lexemes->hits.count; i++) {
        const struct lexicon_hit *hit = &lexemes->hits.items[i];
        uint64_t bits = 0;
        if (hit->count < 2)
            continue;
        for (int k = 0; k < HITS; k++)
            bits |= (uint64_t)((hit->classes & HIT_SIGNALS[k]) != 0) << (WORDS + k);
        if (!bits)
            continue;
        out[hit->first].signals |= UINT64_C(1) << (WORDS + HITS);
        for (uint32_t t = hit->first; t < hit->first + hit->count; t++)
            out[t].signals |= bits;
    }
}

static void paint(struct encoder_token *out, struct token_range range, uint8_t tag)
{
    for (uint32_t t = range.first; t < range.last && range.first != SAYSO_NONE; t++)
        out[t].rule = t == range.first ? tag : (uint8_t)(tag + 1);
}

/* The rules' outermost attributions, content first, then cue, then source. */
static void add_attributions(const struct attributions *attributions, struct encoder_token *out)
{
    for (uint32_t i = 0; i < attributions->list.count; i++) {
        const struct attribution *a = &attributions->list.items[i];
        if (a->depth)
            continue;
        for (uint32_t k = a->piece; k < a->piece + a->piece_count; k++)
            paint(out, attributions->pieces.items[k], 1);
        paint(out, a->cue, 3);
        paint(out, a->source, 5);
    }
}

static void add_names(const struct names *names, struct encoder_token *out)
{
    for (uint32_t i = 0; i < names->list.count; i++) {
        const struct mention *m = &names->list.items[i];
        for (uint32_t t = m->first; t < m->last; t++)
            out[t].mention = (uint8_t)(1 + 2 * m->label + (t > m->first));
    }
}

sayso_status features_read(const struct memory *memory, const struct weights *weights, const struct text *text,
                           const struct tokens *tokens, const struct lexemes *lexemes, const struct marks *marks,
                           const struct sentences *sentences, const struct names *names,
                           const struct attributions *attributions, struct features *features)
{
    uint32_t count = tokens->list.count;
    array_clear(&features->list);
    if (!array_reserve(memory, &features->list, count))
        return SAYSO_ERROR_MEMORY;
    for (uint32_t i = 0; i < count; i++) {
        const struct token *token = &tokens->list.items[i];
        const struct word *word = &lexemes->words.items[i];
        if (i + AHEAD < count)
            weights_fetch(weights, word[AHEAD].hash);
        bool paragraph = !i || token->paragraph != token[-1].paragraph;
        bool sentence = !i || sentences->of_token.items[i] != sentences->of_token.items[i - 1];
        features->list.items[i] = (struct encoder_token){.signals = word_signals(word->classes),
                                                         .word = weights_word(weights, word->hash),
                                                         .prefix = prefix_of(text, token, weights->prefixes),
                                                         .suffix = suffix_of(text, token, weights->suffixes),
                                                         .shape = (uint8_t)(token->kind * 6 + token->letters),
                                                         .breaks = paragraph  ? 2
                                                                   : sentence ? 1
                                                                              : 0,
                                                         .quote = quotation_state(marks, i),
                                                         .space = token->space_before != 0};
    }
    features->list.count = count;
    add_hits(lexemes, features->list.items);
    add_attributions(attributions, features->list.items);
    add_names(names, features->list.items);
    return SAYSO_OK;
}
