/* freeze_quoted: what of a content stands in marks, and for which attribution each word in marks counts: for the innermost
 * whose own marks hold it.  In "Ruiz told me she would go," said Berg, all words are Berg's; in "Ruiz told me 'I will go,'"
 * three are hers. */
#include "freezer.h"

static uint32_t words_between(const struct freezer *f, uint32_t first, uint32_t last)
{
    uint32_t words = 0;
    for (uint32_t i = first; i < last; i++)
        words += draft_word_begins(f->draft, i);
    return words;
}

/* ---- own marks ----------------------------------------------------------------------------------------------------------- */

static bool holds_cue(const struct quotation *q, const struct attribution *a)
{
    uint32_t at = a->cue.first != SAYSO_NONE ? a->cue.first : a->source.first;
    return at != SAYSO_NONE && q->first <= at && at < q->last;
}

/* The first quotation that begins at this token or later. */
static uint32_t quotation_from(const struct marks *marks, uint32_t token)
{
    uint32_t low = 0, high = marks->quotations.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (marks->quotations.items[middle].first < token)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The next stretch in marks of a piece from token *at on, marks left out; an outermost attribution has the outermost marks,
 * a nested one the outermost of those that do not hold its cue. */
static bool next_stretch(const struct freezer *f, const struct attribution *a, bool nested, struct token_range piece,
                         uint32_t *at, struct token_range *stretch)
{
    const struct marks *marks = &f->draft->marks;
    uint32_t inner = SAYSO_NONE;
    while (*at < piece.last) {
        uint32_t index = marks->outermost.items[*at];
        if (index != SAYSO_NONE && nested && holds_cue(&marks->quotations.items[index], a)) {
            uint32_t end = marks->quotations.items[index].last;
            inner = inner == SAYSO_NONE ? quotation_from(marks, *at) : inner;
            while (inner < marks->quotations.count &&
                   (marks->quotations.items[inner].first < *at || holds_cue(&marks->quotations.items[inner], a)))
                inner++;
            uint32_t next = inner < marks->quotations.count ? marks->quotations.items[inner].first : SAYSO_NONE;
            if (next >= end || next >= piece.last) {
                *at = end;
                continue;
            }
            *at = next;
            index = inner;
        }
        if (index == SAYSO_NONE) {
            ++*at;
            continue;
        }
        const struct quotation *q = &marks->quotations.items[index];
        uint32_t end = q->last < piece.last ? q->last : piece.last;
        stretch->first = *at == q->first && q->opened ? *at + 1 : *at;
        stretch->last = end == q->last && q->closed ? end - 1 : end;
        *at = end > *at ? end : *at + 1;
        if (stretch->first < stretch->last)
            return true;
    }
    return false;
}

/* A leading "that" or "to" outside the marks does not make a direct quotation a mixed one. */
static uint32_t leading_words(const struct freezer *f, struct token_range piece, uint32_t marked)
{
    const struct draft *draft = f->draft;
    for (uint32_t i = piece.first; i < piece.last && i < marked; i++) {
        if (!draft_word_begins(draft, i))
            continue;
        struct slice word = token_slice(&draft->tokens.list.items[i]);
        return text_is(&draft->text, word, "that") || text_is(&draft->text, word, "to");
    }
    return 0;
}

bool freeze_content(struct freezer *f, const struct attribution *from, sayso_attribution *to)
{
    const struct token_range *pieces = f->draft->attributions.pieces.items + from->piece;
    uint32_t first = SAYSO_NONE;
    to->content = (sayso_range){f->out->spans.count, from->piece_count};
    for (uint32_t i = 0; i < from->piece_count; i++)
        if (!freezer_add_span(f, freezer_span(f, pieces[i])))
            return false;
    to->quoted = (sayso_range){f->out->spans.count, 0};
    for (uint32_t i = 0; i < from->piece_count; i++) {
        struct token_range stretch;
        to->words += words_between(f, pieces[i].first, pieces[i].last);
        for (uint32_t at = pieces[i].first;
             next_stretch(f, from, to->parent != SAYSO_NONE, pieces[i], &at, &stretch);) {
            if (!freezer_add_span(f, freezer_span(f, stretch)))
                return false;
            first = first == SAYSO_NONE ? stretch.first : first;
            to->quoted.count++;
            to->quoted_words += words_between(f, stretch.first, stretch.last);
        }
    }
    uint32_t outside = to->words - to->quoted_words;
    to->kind = !to->quoted_words                               ? SAYSO_INDIRECT
               : outside <= leading_words(f, pieces[0], first) ? SAYSO_DIRECT
                                                               : SAYSO_MIXED;
    return true;
}

/* ---- for whom words in marks count --------------------------------------------------------------------------------------- */

/* Write `number` on all tokens in marks of an attribution. */
static void claim(const struct freezer *f, uint32_t *owner, const struct attribution *from, bool nested,
                  uint32_t number)
{
    const struct token_range *pieces = f->draft->attributions.pieces.items + from->piece;
    for (uint32_t p = 0; p < from->piece_count; p++) {
        struct token_range stretch;
        for (uint32_t at = pieces[p].first; next_stretch(f, from, nested, pieces[p], &at, &stretch);)
            for (uint32_t i = stretch.first; i < stretch.last; i++)
                owner[i] = number;
    }
}

/* Outer ones first, so that the innermost stays; one round a level, of which there are a few. */
bool freeze_quoted_words(struct freezer *f)
{
    const struct attributions *all = &f->draft->attributions;
    uint32_t tokens = f->draft->tokens.list.count, deepest = 0;
    sayso_attribution *out = f->out->attributions.items;
    for (uint32_t i = 0; i < f->out->attributions.count; i++)
        deepest = out[i].depth > deepest ? out[i].depth : deepest;
    if (!deepest)
        return true;
    array_clear(&f->out->owner);
    if (!array_reserve(f->memory, &f->out->owner, tokens))
        return false;
    f->out->owner.count = tokens;
    for (uint32_t i = 0; i < tokens; i++)
        f->out->owner.items[i] = SAYSO_NONE;
    for (uint32_t depth = 0; depth <= deepest; depth++)
        for (uint32_t i = 0; i < all->list.count; i++) {
            uint32_t kept = f->out->kept.items[i];
            if (kept != SAYSO_NONE && out[kept].depth == depth)
                claim(f, f->out->owner.items, &all->list.items[i], depth > 0, kept);
        }
    for (uint32_t i = 0; i < f->out->attributions.count; i++)
        out[i].quoted_words = 0;
    for (uint32_t i = 0; i < tokens; i++)
        if (f->out->owner.items[i] != SAYSO_NONE && draft_word_begins(f->draft, i))
            out[f->out->owner.items[i]].quoted_words++;
    return true;
}
