/* attribution parts: what the files of the attribution stage share.  Nobody else includes this.
 *
 * traits -> cues (groups of words) -> sides (and sources) -> contents -> status -> marks (quotations without a cue)
 * -> nesting.  Every search is bounded by one of the limits below, so the stage is linear in the tokens. */
#ifndef SAYSO_ATTRIBUTION_PARTS_H
#define SAYSO_ATTRIBUTION_PARTS_H

#include "attributions.h"
#include "codes.h"

/* What a token can be in a clause, as bits; by the lexicon and a table of the closed-class words that matter. */
enum trait {
    T_COMMA = 1 << 0,
    T_COLON = 1 << 1,
    T_BREAK = 1 << 2, /* ; and dashes */
    T_STOP = 1 << 3,  /* . ! ? */
    T_OPEN = 1 << 4,  /* ( [ */
    T_CLOSE = 1 << 5,
    T_MARK = 1 << 6, /* a mark that opens or closes a quotation */
    T_THAT = 1 << 7,
    T_TO = 1 << 8,
    T_AND = 1 << 9,          /* and, or, nor */
    T_BUT = 1 << 10,         /* but, yet */
    T_RELATIVE = 1 << 11,    /* who, which */
    T_SUBORDINATE = 1 << 12, /* because, when, after */
    T_PREPOSITION = 1 << 13,
    T_OF = 1 << 14,
    T_DETERMINER = 1 << 15,
    T_POSSESSIVE = 1 << 16, /* 's, his */
    T_SUBJECT = 1 << 17,    /* he, they */
    T_OBJECT = 1 << 18,     /* him, them */
    T_BE = 1 << 19,
    T_HAVE = 1 << 20,
    T_AUXILIARY = 1 << 21, /* be, have, do and modals */
    T_MODAL = 1 << 22,
    T_NEGATION = 1 << 23,
    T_ADVERB = 1 << 24,
    T_VERB = 1 << 25, /* a finite verb, auxiliaries and cues too */
    T_WH = 1 << 26,   /* whether, how, why, what, if */
    T_NAME = 1 << 27, /* in a mention */
    T_DATE = 1 << 28, /* in a time expression */
    T_BY = 1 << 29,
    T_AS = 1 << 30
};
#define T_PHRASE_END (T_COLON | T_BREAK | T_STOP | T_MARK)

/* How far a search may look, tokens. */
enum {
    SOURCE_LIMIT = 48,
    SKIP_LIMIT = 32,
    CLAUSE_LIMIT = 64,
    GROUP_LIMIT = 8,
    CUE_LIMIT = 24,
    CHAIN_LIMIT = 16,
    TURN_LIMIT = 4 /* paragraphs */
};

enum cue_kind { KIND_VERB, KIND_NOUN, KIND_PHRASE, KIND_COLON };
enum cue_shape { SHAPE_FINITE, SHAPE_PARTICIPLE /* saying */, SHAPE_INFINITIVE, SHAPE_PASSIVE };
enum cue_side { SIDE_NONE, SIDE_RIGHT, SIDE_LEFT, SIDE_BOTH /* ", X said," */ };

struct cue {
    uint32_t first, last; /* the group: auxiliaries, negation, head */
    uint32_t head, head_last;
    uint32_t frame;     /* see cue.h */
    uint32_t quotation; /* the innermost it stands in, SAYSO_NONE */
    uint32_t low, high; /* tokens of its sentence and its quotation: the room for its content */
    struct token_range source;
    struct token_range left, right; /* contents, first SAYSO_NONE: none */
    uint32_t after;                 /* where the right content would start: recipients and adverbials skipped */
    uint8_t kind, shape, side;
    uint8_t negated, modal, subordinate; /* in the group; "if he said" */
    uint8_t act, status, channel;
    uint16_t rule; /* enum code */
    uint8_t extra; /* enum code of a second evidence, 0 */
    uint8_t users; /* an entry of the user's lexicon */
};

struct loose_piece {
    struct token_range range;
    uint32_t owner; /* attribution */
    uint16_t evidence;
};

struct attribution_room {
    const struct memory *memory;
    const struct text *text;
    const struct layout *layout;
    const struct token *tokens;
    uint32_t count; /* of tokens */
    const struct lexemes *lexemes;
    const struct marks *marks;
    const struct sentences *sentences;
    const struct dates *dates;
    const struct names *names;
    array_of(uint32_t) traits; /* parallel to tokens */
    array_of(uint32_t) inner;  /* parallel to tokens: the innermost quotation, SAYSO_NONE */
    array_of(struct cue) cues; /* by head */
    array_of(struct loose_piece) loose, merge;
    array_of(uint32_t) order; /* scratch */
    struct attributions *out;
};

static const struct token_range no_tokens = {SAYSO_NONE, SAYSO_NONE};
static inline bool range_is(struct token_range range) { return range.first != SAYSO_NONE; }

static inline uint32_t traits_at(const struct attribution_room *room, uint32_t i)
{
    return i < room->count ? room->traits.items[i] : (uint32_t)T_STOP;
}

/* The quotation that opens (or closes) with this token, or SAYSO_NONE. */
static inline uint32_t opens(const struct attribution_room *room, uint32_t i)
{
    uint32_t q = i < room->count ? room->inner.items[i] : SAYSO_NONE;
    return q != SAYSO_NONE && room->marks->quotations.items[q].first == i ? q : SAYSO_NONE;
}

static inline uint32_t closes(const struct attribution_room *room, uint32_t i)
{
    uint32_t q = i < room->count ? room->inner.items[i] : SAYSO_NONE;
    return q != SAYSO_NONE && room->marks->quotations.items[q].last == i + 1 ? q : SAYSO_NONE;
}

/* attributions.c */
void attribution_room_free(struct attribution_room *room); /* what the room holds of its own */
void add_evidence(struct attribution *attribution, uint16_t code);
bool has_evidence(const struct attribution *attribution, uint16_t code);
/* The loose pieces become contents: quotations that hang in the air are linked, then parents, depths, scare quotes. */
sayso_status link_and_nest(struct attribution_room *room);

/* traits.c */
sayso_status traits_read(struct attribution_room *room);
/* Is the token this lower-case ASCII word? */
bool token_is(const struct attribution_room *room, uint32_t token, const char *word);
bool token_ends(const struct attribution_room *room, uint32_t token, const char *suffix);
/* Is there a finite verb in [first, last)?  Looks at CLAUSE_LIMIT tokens at most. */
bool has_verb(const struct attribution_room *room, uint32_t first, uint32_t last);

/* cues.c: every group of words that may attribute, by head; not yet whether it does. */
sayso_status cues_find(struct attribution_room *room);

/* sources.c */
/* The noun phrase that ends before `end`, not before `low`. */
struct token_range phrase_before(const struct attribution_room *room, uint32_t end, uint32_t low);
/* The noun phrase that starts at `first`, with its appositives; not beyond `high`. */
struct token_range phrase_after(const struct attribution_room *room, uint32_t first, uint32_t high, bool prepositions);
/* The subject of the first finite verb after `low`, before `at`. */
struct token_range clause_subject(const struct attribution_room *room, uint32_t low, uint32_t at);

/* neighbours.c: what stands behind a cue. */
enum next {
    NEXT_END,
    NEXT_COMMA,
    NEXT_COLON,
    NEXT_QUOTE,
    NEXT_THAT,
    NEXT_TO,
    NEXT_WH,
    NEXT_PREPOSITION,
    NEXT_SUBORDINATE,
    NEXT_AND,
    NEXT_OTHER
};
enum next next_at(const struct attribution_room *room, uint32_t i, uint32_t high);
/* Past what is no content: adverbs, dates, a recipient, "in a statement", "at a rally in Ohio". */
uint32_t skip_after(const struct attribution_room *room, const struct cue *cue, uint32_t i);

/* sides.c: where the source of every cue is, and on which side its content. */
void sides_find(struct attribution_room *room);
/* A cue that needs no marks and no "that": by its frame, or since a document speaks ("the poll found"). */
bool is_strong(const struct attribution_room *room, const struct cue *cue);

/* contents.c: source, side and content of every cue, in order. */
sayso_status contents_find(struct attribution_room *room);
/* "While he said S, his aides ...": where the content from `start` ends in a clause that opens its sentence. */
uint32_t subordinate_end(const struct attribution_room *room, const struct cue *cue, uint32_t start, uint32_t end);

/* attribution_status.c: act, status and channel of a cue. */
void status_read(const struct attribution_room *room, struct cue *cue);
/* Words, in marks or as a clause, and not just a stance ("praised the plan") or what a cue unknown to the lexicon did. */
bool reports_words(const struct attribution_room *room, const struct cue *cue, struct token_range content);

/* attribution_limits.c: what the encoder's pieces may hold; an emptied content has first == last. */
/* The running text and what belongs to it; headlines, captions, links are texts of their own. */
bool is_body(sayso_zone zone);
struct token_range limit_content(const struct attribution_room *room, struct token_range range, uint32_t cue);
struct token_range limit_source(const struct attribution_room *room, struct token_range range);
struct token_range limit_cue(const struct attribution_room *room, struct token_range range);
struct token_range without_comma(const struct attribution_room *room, struct token_range range);
struct token_range without_tail(const struct attribution_room *room, struct token_range range, const struct cue *cue);
enum { LOOSE_WORDS = 5 /* so few beside a whole quotation are no content without a verb */ };
/* Of the pieces from `held` on: loose words go; a cue keeps no preposition that leads nowhere. */
void drop_loose_words(struct attribution_room *room, const struct cue *cue, uint32_t held);
void trim_adverbial(const struct attribution_room *room, struct cue *cue, uint32_t held);
/* "[on] the condition of anonymity": nobody's words. */
bool grants_anonymity(const struct attribution_room *room, struct token_range content);
/* "The fire claimed the lives of two": nobody says so. */
bool takes_lives(const struct attribution_room *room, struct token_range cue, struct token_range content);

/* attribution_sources.c: a learned source, mended; and the one that stands behind a cue which has none, or no_tokens. */
struct token_range source_of_cue(const struct attribution_room *room, const struct cue *cue, struct token_range source);
struct token_range source_behind(const struct attribution_room *room, const struct cue *cue);

/* attribution_marks.c */
/* Move the ends of a content so that it holds whole quotations only, or lies within one. */
struct token_range fit_marks(const struct attribution_room *room, struct token_range range);
/* Quotations that no content holds go to the attribution before them, where that is plain. */
sayso_status quotations_link(struct attribution_room *room);
/* A quotation that fills its paragraph up to a dash and a name: "..." - Anna Lind.  All but `piece` is filled in. */
bool signature_of(const struct attribution_room *room, uint32_t q, struct attribution *found);
sayso_status scare_quotes_list(struct attribution_room *room);

/* nesting.c: pieces in order, parents, depths. */
sayso_status pieces_sort(struct attribution_room *room);
sayso_status attributions_nest(struct attribution_room *room);

#endif
