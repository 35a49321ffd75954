/* layout_parts: what the files of the layout stage share. Private to layout*.c. */
#ifndef SAYSO_LAYOUT_PARTS_H
#define SAYSO_LAYOUT_PARTS_H

#include "layout.h"

/* One paragraph's facts, gathered once; bounded looks at its head and its tail only. */
struct facts {
    uint32_t length;   /* code points */
    uint32_t words;    /* UINT8_MAX for a paragraph longer than HEAD */
    uint8_t ends_stop; /* . ! ? or an ellipsis, also inside closing marks and brackets */
    uint8_t ends_colon;
    uint8_t inner_stop;  /* a second sentence seems to begin within the head */
    uint8_t starts_mark; /* a quotation mark first */
    uint8_t ends_mark;
    uint8_t shout;  /* all letters of the head are capitals */
    uint8_t indent; /* leading columns, at most 255; a tab counts as 8 */
};

#define HEAD 320u

enum paragraph_break { BREAK_LINE, BREAK_BLANK };

struct page {
    const struct memory *memory;
    const struct layout_patterns *patterns;
    struct pattern_matcher *matcher;
    const struct lexicon *lexicon;
    const struct text *text;
    struct layout *layout;
    struct warnings *warnings;
    array_of(struct facts) facts; /* parallel to the paragraphs */
    bool failed;                  /* memory ended */
};

struct layout_patterns {
    struct pattern *date;   /* a full date, or a weekday with a day and month */
    struct pattern *clock;  /* 12:01, 3:45 p.m., at the start */
    struct pattern *handle; /* the last line of an embedded post: — Name (@handle) */
    struct pattern *turn;   /* PENCE: ..., Q: ... */
    struct pattern *label;  /* Mike Pence: ... */
};

/* layout_lines.c: paragraphs and their indents from lines. */
sayso_status layout_cut(struct page *page);

/* layout_kinds.c: what a paragraph is by its own text. */
void layout_gather(struct page *page);
void layout_kinds(struct page *page);

/* layout_front.c: the head of the page: date, headline, byline, standfirst. */
void layout_front(struct page *page);

/* layout_dateline.c: is there a dateline at the start of this paragraph?  Fills the layout's slices. */
bool layout_dateline(struct page *page, uint32_t paragraph);

/* layout_context.c: what a paragraph is by what stands around it. */
void layout_context(struct page *page);

/* Small helpers of layout.c. */
bool slice_starts(const struct text *text, struct slice slice, const char *ascii_lower);
bool slice_holds(const struct text *text, struct slice slice, const char *ascii_lower);
bool slice_equal(const struct text *text, struct slice a, struct slice b);
struct slice slice_head(const struct text *text, struct slice slice, uint32_t size);
struct slice slice_tail(const struct text *text, struct slice slice, uint32_t size);
struct slice slice_trim(const struct text *text, struct slice slice);
/* The next word (letters, digits, inner . ' ’ - &) at or after *at; false at the end. */
bool slice_word(const struct text *text, uint32_t *at, uint32_t end, struct slice *word);
bool starts_capital(const struct text *text, struct slice word);
/* Groups as pattern_find; a limit that was hit is warned of and counts as no match. */
bool page_find(struct page *page, const struct pattern *pattern, struct slice window, uint32_t from, bool anchored,
               struct slice groups[PATTERN_GROUPS]);

#endif
