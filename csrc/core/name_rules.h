/* name_rules: what the files of `names` share.  Private to names*.c and name_*.c.
 *
 * Two passes.  The first reads the text once: what each word is (name_words.c), where runs of capitals begin and
 * end (name_spans.c), what titles and roles stand there (name_titles.c), what names each run holds (name_parts.c) and
 * what each of them looks like (name_looks.c, name_context.c).
 * What it looks like is a vote for the name in the whole document (name_votes.c); the second pass (names.c) lets the
 * votes decide, so that a name clear in one place is clear everywhere. */
#ifndef SAYSO_NAME_RULES_H
#define SAYSO_NAME_RULES_H

#include "names.h"

#define NAME_RUN_LIMIT 48u  /* tokens of one run of capitals at most: bounds every search inside it */
#define NAME_UNDECIDED 255u /* mention.label before the second pass */

enum word_flag {
    WORD_CAPITAL = 1, /* begins with a capital */
    WORD_START = 2,   /* grammar asks for its capital: start of a sentence or of a quotation */
    WORD_BLOCKED = 4, /* part of a date or quantity, a weekday, a URL, a handle */
    WORD_LOUD = 8,    /* in a line where capitals say nothing: title case or all capitals */
    WORD_COMMON = 16, /* the language has this word apart from names */
    WORD_RARE = 64,   /* in small letters, and none of the common words */
    WORD_PROPER = 32  /* a lexicon entry of names begins here whose case rule holds */
};

enum name_kind { NAME_PERSON, NAME_ORG, NAME_PLACE, NAME_KINDS };

/* What the document says of a name: one entry for the whole name and one for the last word of each person's. */
struct name_votes {
    uint64_t key; /* 0: free */
    int16_t votes[NAME_KINDS];
    uint8_t inside; /* capitalised where grammar does not ask for it, counted up to 255 */
    uint8_t lower;  /* seen in lower case */
};
struct name_table {
    struct name_votes *slots;
    uint32_t used, capacity;
};

/* A claim of the first pass: a mention, or a name whose label is left to the votes. */
struct name_claim {
    struct mention mention;
    int16_t prior[NAME_KINDS]; /* what its own words and neighbours say */
    uint8_t weak;              /* capital only because of its place: needs to be seen elsewhere */
};

struct name_scan {
    const struct memory *memory;
    const struct lexicon *lexicon;
    const struct text *text;
    const struct tokens *tokens;
    const struct lexemes *lexemes;
    const struct sentences *sentences;
    const struct marks *marks;
    uint8_t *flags;      /* parallel to tokens, enum word_flag */
    uint32_t *first_hit; /* parallel to tokens: the longest hit that begins there, SAYSO_NONE */
    bool loose_hyphens;  /* the text was cut into words before: "Jean - Luc", "long - term" */
    struct name_table table;
    array_of(struct name_claim) claims;
};

struct name_range {
    uint32_t first, last;
}; /* tokens, end exclusive */

/* ---- name_words.c: single words -------------------------------------------------------------------------- */

sayso_status name_words_read(struct name_scan *scan, const struct dates *dates, const struct quantities *quantities);
bool name_word_is(const struct name_scan *scan, uint32_t token, const char *lower);
/* The longest hit at a token with any of the classes and at most `limit` tokens; NULL if there is none. */
const struct lexicon_hit *name_hit(const struct name_scan *scan, uint32_t token, uint64_t classes, uint32_t limit);
static inline uint64_t name_classes(const struct name_scan *scan, uint32_t token)
{
    return scan->lexemes->words.items[token].classes;
}
/* Is there a hyphen that ties the words on its sides together? */
bool name_hyphen(const struct name_scan *scan, uint32_t token);
static inline bool name_capital(const struct name_scan *scan, uint32_t token)
{
    return (scan->flags[token] & (WORD_CAPITAL | WORD_BLOCKED)) == WORD_CAPITAL;
}
/* Of all its senses, whatever their case: what the word would be in small letters too. */
uint64_t name_any_classes(const struct name_scan *scan, uint32_t token);
/* Do two tokens stand in one sentence?  Both must exist. */
static inline bool name_same_sentence(const struct name_scan *scan, uint32_t a, uint32_t b)
{
    return scan->sentences->of_token.items[a] == scan->sentences->of_token.items[b];
}
/* The token before or after in the same sentence, or SAYSO_NONE. */
uint32_t name_before(const struct name_scan *scan, uint32_t token);
uint32_t name_after(const struct name_scan *scan, uint32_t last);

/* ---- name_votes.c: names through the document ------------------------------------------------------------ */

uint64_t name_word_key(const struct name_scan *scan, uint32_t token);
uint64_t name_key(const struct name_scan *scan, struct name_range range);
/* The entry for a key, made if `create`; NULL if absent or, with `create`, when memory ends. */
struct name_votes *name_votes_of(struct name_scan *scan, uint64_t key, bool create);
bool name_vote(struct name_scan *scan, uint64_t key, const int16_t votes[NAME_KINDS]);

/* ---- name_spans.c: runs of capitals ---------------------------------------------------------------------- */

/* Where the run of capitals that begins at `first` ends. */
uint32_t name_run_end(const struct name_scan *scan, uint32_t first);
/* Past a nickname in marks or brackets that opens at a token and ends before `limit`, else that token. */
#define NICKNAME_WORDS 3u
uint32_t name_past_nickname(const struct name_scan *scan, uint32_t at, uint32_t limit);
/* "Coastal Fibre Corp.": an abbreviation that ends a company's name. */
bool name_ends_as_company(const struct name_scan *scan, struct name_range run);
/* Cut a run at titles and nationalities and claim each part. */
bool name_run_claim(struct name_scan *scan, struct name_range run);

/* ---- name_parts.c: a run without its titles -------------------------------------------------------------- */

/* Claim the names of a part that holds no title; `titled`: the one right before it, or NULL. */
bool name_part_claim(struct name_scan *scan, struct name_range part, const struct mention *titled);

/* ---- name_labels.c: from classes and heads to labels ------------------------------------------------------- */

uint8_t name_label_of_head(uint64_t heads);
enum name_kind name_kind_of(uint8_t label); /* NAME_KINDS: none of the three */
/* The head classes of a name of several words: of the word before its first preposition, else of its last one. */
uint64_t name_head_classes(const struct name_scan *scan, struct name_range part);
/* A claim without votes, NULL when memory ends. */
struct name_claim *name_claim(struct name_scan *scan, struct name_range range, uint8_t label, enum code evidence);
/* Claims; false when memory ends.  `hit`: the entry of the whole name, or NULL. */
bool name_claim_decided(struct name_scan *scan, struct name_range part, uint8_t label, enum code evidence,
                        const struct lexicon_hit *hit);
bool name_claim_open(struct name_scan *scan, struct name_range part, const struct lexicon_hit *hit);
bool name_claim_people(struct name_scan *scan, struct name_range part, const struct lexicon_hit *hit);
/* A whole entry of the lexicon by itself. */
bool name_hit_claim(struct name_scan *scan, struct name_range range, const struct lexicon_hit *hit);

/* ---- name_looks.c: what a name's own words say ------------------------------------------------------------- */

int name_person_looks(const struct name_scan *scan, struct name_range part);
int name_org_looks(const struct name_scan *scan, struct name_range part);
void name_lexicon_looks(uint64_t classes, int16_t prior[NAME_KINDS]);
/* A plural of a common word, which ends bodies' names and no people's: "Ferries". */
bool name_is_plural(const struct name_scan *scan, uint32_t at);
bool name_is_weak(const struct name_scan *scan, uint32_t at, uint64_t classes);
bool name_has_one_reading(uint64_t classes);

/* ---- name_lines.c: headlines and lines of capitals --------------------------------------------------------- */

/* To be called when all other names are claimed; its claims follow theirs, in order among themselves. */
bool name_lines_claim(struct name_scan *scan);

/* ---- name_context.c: what the neighbours say ------------------------------------------------------------- */

void name_context(const struct name_scan *scan, struct name_range range, int16_t votes[NAME_KINDS],
                  enum code *evidence);

/* ---- name_metonymy.c: places that stand for their governments ---------------------------------------------- */

/* enum sayso_metonymy of a mention; `names`: all mentions before it. */
uint8_t name_metonymy(const struct name_scan *scan, const struct names *names, const struct mention *mention);

/* ---- name_titles.c: titles, honorifics, roles ------------------------------------------------------------ */

/* How many tokens of a title begin here, in capitals or not; 0: none. */
uint32_t name_title_length(const struct name_scan *scan, uint32_t token, uint32_t limit);
/* "of Foreign Affairs", "for Health and Social Care" after a title: its length in tokens, 0 for none. */
uint32_t name_portfolio(const struct name_scan *scan, uint32_t at, uint32_t limit);
/* Claim a title and copy it to `title`, which may be NULL; false when memory ends. */
bool name_title_claim(struct name_scan *scan, struct name_range range, struct mention *title);
/* Claim a role in lower case that begins at a token: its length, 0 for none. */
uint32_t name_role_claim(struct name_scan *scan, uint32_t token, bool *memory_ended);

#endif
