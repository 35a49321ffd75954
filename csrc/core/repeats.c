/* repeats: does an attribution quote words that stood before?  A pull quote, a headline and the story, a later sentence that
 * takes up part of a quotation: one's quoted words must hold all of the other's, in one stretch or across what the
 * shorter one leaves out ("...", "[he]", a mark).  Three words in a row, hashed, find the candidates. */
#include "people_parts.h"

#define SHINGLE      3u  /* words in a row by which candidates are found */
#define TRIES        8u  /* candidates that are compared word by word */
#define LEFT_OUT     64u /* words of the longer one at a place where the shorter one leaves some out */
#define BRACKETS     12u /* tokens in square brackets */
#define LEAST_SAME   3u  /* telling words of one speaker, in at least LEAST_WORDS */
#define LEAST_WORDS  5u
#define LEAST_OTHER  4u /* telling words where it is not seen that the speaker is the same */
#define LEAST_SHOWN  2u /* telling words of a headline or pull quote, in at least LEAST_LINE */
#define LEAST_LINE   4u
#define LEAST_TWICE  3u  /* words of a headline that stands twice */
#define LEAST_COMMON 12u /* nobody says so many words of somebody else's by chance */

struct quoted_word {
    uint64_t hash;
    bool gap;     /* something was left out before it, or may have been */
    bool telling; /* no closed-class word */
};

/* What one attribution quotes. */
struct quoted {
    uint32_t first, last; /* words */
    uint32_t telling;
    bool shown;    /* stands in a headline, pull quote or caption */
    bool unmarked; /* a headline without marks: all of its content */
};

struct repeats {
    const struct view *v;
    array_of(struct quoted_word) words;
    array_of(struct quoted) of; /* parallel to the attributions */
    array_of(uint32_t) owner;   /* parallel to words: the attribution */
};

/* ---- the words --------------------------------------------------------------------------------------------------------- */

static bool is_ellipsis(const struct view *v, uint32_t i)
{
    const struct token *token = token_at(v, i);
    const uint8_t *bytes = v->text->bytes + token->start;
    uint32_t size = token->end - token->start;
    bool dots = size >= 2 && bytes[0] == '.' && bytes[1] == '.';
    bool one = size == 3 && bytes[0] == 0xE2 && bytes[1] == 0x80 && bytes[2] == 0xA6;
    return dots || one || (token->ascii == '.' && i > 0 && is_char(v, i - 1, '.'));
}

/* One past the bracket that closes what begins at `i`, and past the rest of a word ("[T]he"). */
static uint32_t bracket_end(const struct view *v, uint32_t i, uint32_t limit)
{
    uint32_t end = limit - i > BRACKETS ? i + BRACKETS : limit;
    for (uint32_t k = i + 1; k < end; k++)
        if (is_char(v, k, ']'))
            return k + 1 < limit && token_at(v, k + 1)->kind == TOKEN_WORD && !token_at(v, k + 1)->space_before ? k + 2
                                                                                                                : k + 1;
    return i + 1;
}

static bool take_piece(struct repeats *r, uint32_t a, struct token_range piece, bool all)
{
    const struct view *v = r->v;
    struct quoted *quoted = &r->of.items[a];
    bool gap = true;
    for (uint32_t i = piece.first; i < piece.last; i++) {
        const struct token *token = token_at(v, i);
        if (is_char(v, i, '[')) {
            i = bracket_end(v, i, piece.last) - 1;
            gap = true;
        } else if (!all && !in_marks(v, i)) {
            gap = true;
        } else if (token->kind == TOKEN_WORD || token->kind == TOKEN_NUMBER) {
            struct quoted_word *word = array_push(v->memory, &r->words);
            uint32_t *owner = word ? array_push(v->memory, &r->owner) : NULL;
            if (!owner)
                return false;
            *word = (struct quoted_word){word_hash(v, i), gap, !(classes_at(v, i) & LEX_FUNCTION)};
            *owner = a;
            quoted->telling += word->telling;
            gap = false;
        } else {
            gap |= is_ellipsis(v, i);
        }
    }
    return true;
}

static bool take_words(struct repeats *r, uint32_t a)
{
    const struct view *v = r->v;
    const struct attribution *attribution = &v->attributions->list.items[a];
    struct quoted *quoted = &r->of.items[a];
    *quoted = (struct quoted){.first = r->words.count, .last = r->words.count};
    if (attribution->depth || attribution->piece_count == 0)
        return true;
    const struct token_range *pieces = v->attributions->pieces.items + attribution->piece;
    uint8_t zone = (uint8_t)v->layout->paragraphs.items[token_at(v, pieces[0].first)->paragraph].kind;
    quoted->shown = zone != SAYSO_STORY && zone != SAYSO_TURN && zone != SAYSO_ENTRY && zone != SAYSO_BLOCKQUOTE;
    for (uint32_t p = 0; p < attribution->piece_count; p++)
        if (!take_piece(r, a, pieces[p], zone == SAYSO_PULLQUOTE))
            return false;
    if (r->words.count == quoted->first && zone == SAYSO_HEADLINE) {
        quoted->unmarked = true;
        for (uint32_t p = 0; p < attribution->piece_count; p++)
            if (!take_piece(r, a, pieces[p], true))
                return false;
    }
    quoted->last = r->words.count;
    return true;
}

/* ---- does one hold the other? -------------------------------------------------------------------------------------------- */

static bool same(const struct repeats *r, uint32_t i, uint32_t k)
{
    return r->words.items[i].hash == r->words.items[k].hash;
}

/* The words of `inner` after `i` in `outer` after `k`. */
static bool goes_on(const struct repeats *r, struct quoted inner, struct quoted outer, uint32_t i, uint32_t k)
{
    for (i++, k++; i < inner.last; i++, k++) {
        uint32_t limit = r->words.items[i].gap ? LEFT_OUT : 0, skipped = 0;
        while (k < outer.last && skipped <= limit &&
               !(same(r, i, k) &&
                 (i + 1 >= inner.last || r->words.items[i + 1].gap || k + 1 >= outer.last || same(r, i + 1, k + 1)))) {
            k++;
            skipped++;
        }
        if (k >= outer.last || skipped > limit)
            return false;
    }
    return true;
}

/* The same backwards; a gap stands before the word that was reached. */
static bool goes_back(const struct repeats *r, struct quoted inner, struct quoted outer, uint32_t i, uint32_t k)
{
    for (; i > inner.first; i--, k--) {
        uint32_t limit = r->words.items[i].gap ? LEFT_OUT : 0, skipped = 0;
        while (k > outer.first && skipped <= limit &&
               !(same(r, i - 1, k - 1) && (i - 1 == inner.first || r->words.items[i - 1].gap || k - 1 == outer.first ||
                                           same(r, i - 2, k - 2)))) {
            k--;
            skipped++;
        }
        if (k <= outer.first || skipped > limit)
            return false;
    }
    return true;
}

static bool holds(const struct repeats *r, struct quoted inner, struct quoted outer, uint32_t i, uint32_t k)
{
    return inner.last - inner.first <= outer.last - outer.first && goes_on(r, inner, outer, i, k) &&
           goes_back(r, inner, outer, i, k);
}

/* ---- is it the same speaker's? ------------------------------------------------------------------------------------------- */

enum kinship { KIN_NOT, KIN_PERHAPS, KIN_SAME };

static enum kinship speakers_agree(const struct repeats *r, uint32_t a, uint32_t b)
{
    const struct view *v = r->v;
    uint32_t one = v->people->voices.items[a].speaker, other = v->people->voices.items[b].speaker;
    struct token_range source = v->attributions->list.items[a].source, words = v->attributions->list.items[b].source;
    if (one != SAYSO_NONE && one == other)
        return KIN_SAME;
    if (one != SAYSO_NONE && other != SAYSO_NONE) {
        uint8_t label = v->people->entities.items[one].label, with = v->people->entities.items[other].label;
        bool role = label == SAYSO_TITLE || with == SAYSO_TITLE; /* "Minister: ..." */
        return role || label != with ? KIN_PERHAPS : KIN_NOT;
    }
    if (source.first == SAYSO_NONE || words.first == SAYSO_NONE || r->of.items[a].shown || r->of.items[b].shown)
        return KIN_PERHAPS;
    uint32_t noun = source_telling_noun(v, source), next = source_telling_noun(v, words);
    return noun != SAYSO_NONE && next != SAYSO_NONE && word_hash(v, noun) == word_hash(v, next) ? KIN_PERHAPS : KIN_NOT;
}

static bool is_repeat(const struct repeats *r, uint32_t a, uint32_t b, struct quoted inner)
{
    const struct quoted *one = &r->of.items[a], *other = &r->of.items[b];
    uint32_t words = inner.last - inner.first;
    bool whole = one->last - one->first == other->last - other->first;
    if (one->unmarked || other->unmarked)
        return one->unmarked && other->unmarked && whole && words >= LEAST_TWICE;
    enum kinship kinship = speakers_agree(r, a, b);
    if (kinship == KIN_NOT)
        return words >= LEAST_COMMON;
    if (one->shown || other->shown)
        return words >= LEAST_LINE && inner.telling >= LEAST_SHOWN;
    if (kinship == KIN_SAME)
        return inner.telling >= LEAST_SAME && (whole || words >= LEAST_WORDS);
    return inner.telling >= LEAST_OTHER;
}

static uint64_t shingle(const struct repeats *r, uint32_t i)
{
    const struct quoted_word *words = r->words.items + i;
    return hash_join(hash_join(words[0].hash, words[1].hash), words[2].hash);
}

static uint32_t earlier(const struct repeats *r, const struct table *table, uint32_t b)
{
    struct quoted own = r->of.items[b];
    uint32_t place = SAYSO_NONE, tries = 0;
    for (uint32_t i = own.first; i + SHINGLE <= own.last && tries < TRIES; i++) {
        const struct slot *slot = table_find(table, shingle(r, i));
        if (!slot || slot->value == SAYSO_NONE || slot->value - i == place)
            continue; /* unknown, or compared already side by side */
        uint32_t k = slot->value, a = r->owner.items[k];
        struct quoted of = r->of.items[a];
        place = k - i;
        tries++;
        if ((holds(r, own, of, i, k) && is_repeat(r, a, b, own)) || (holds(r, of, own, k, i) && is_repeat(r, a, b, of)))
            return a;
    }
    return SAYSO_NONE;
}

/* The first place of each shingle stands in the table. */
static void remember(const struct repeats *r, struct table *table, uint32_t b)
{
    for (uint32_t i = r->of.items[b].first; i + SHINGLE <= r->of.items[b].last; i++) {
        struct slot *slot = table_put(table, shingle(r, i));
        if (slot && slot->value == SAYSO_NONE)
            slot->value = i;
    }
}

sayso_status repeats_find(struct view *v)
{
    struct repeats r = {.v = v};
    struct table table = {NULL, 0};
    uint32_t count = v->attributions->list.count;
    sayso_status status = SAYSO_ERROR_MEMORY;
    if (count < 2)
        return SAYSO_OK;
    if (!array_reserve(v->memory, &r.of, count))
        goto done;
    r.of.count = count;
    for (uint32_t a = 0; a < count; a++)
        if (!take_words(&r, a))
            goto done;
    if (!table_create(v, &table, r.words.count))
        goto done;
    for (uint32_t b = 0; b < count; b++) {
        v->people->voices.items[b].repeat_of = earlier(&r, &table, b);
        remember(&r, &table, b);
    }
    status = SAYSO_OK;
done:
    table_free(v, &table);
    array_free(v->memory, &r.words);
    array_free(v->memory, &r.of);
    array_free(v->memory, &r.owner);
    return status;
}
