/* The head of a page: its date, headline (also when it stands twice), byline, standfirst. */
#include "layout_parts.h"

#include <string.h>

#define FRONT             12u  /* paragraphs from the top that may belong to the head */
#define HEADLINE          200u /* code points at most */
#define SENTENCE_HEADLINE 100u /* at most, where it ends with a period and is not in title case */

static const struct slice none = {SAYSO_NONE, SAYSO_NONE};

static struct slice where_of(const struct page *page, uint32_t i) { return page->layout->paragraphs.items[i].where; }
static sayso_zone kind_of(const struct page *page, uint32_t i) { return page->layout->paragraphs.items[i].kind; }
static void set_kind(struct page *page, uint32_t i, sayso_zone kind) { page->layout->paragraphs.items[i].kind = kind; }

static bool word_is_one_of(const struct text *text, struct slice word, const char *const *list, size_t count)
{
    uint8_t first = text->bytes[word.start] | 32;
    for (size_t i = 0; i < count; i++)
        if ((uint8_t)list[i][0] == first && word.end - word.start == strlen(list[i]) &&
            slice_starts(text, word, list[i]))
            return true;
    return false;
}

#define WORD_IN(text, word, list) word_is_one_of((text), (word), (list), sizeof(list) / sizeof *(list))

static bool has_digit(const struct text *text, struct slice slice)
{
    for (uint32_t i = slice.start; i < slice.end; i++)
        if ((uint8_t)(text->bytes[i] - '0') < 10)
            return true;
    return false;
}

/* Words that stand beside the date of a page: "Last updated at 12:01 GMT on ..." */
static bool is_dateish(const struct page *page, struct slice rest)
{
    static const char *const words[] = {
        "published", "updated", "posted",  "last",      "first",    "modified", "created",  "issued",  "released",
        "on",        "at",      "date",    "dated",     "am",       "pm",       "a.m.",     "p.m.",    "a.m",
        "p.m",       "gmt",     "utc",     "et",        "est",      "edt",      "bst",      "cet",     "cest",
        "ist",       "pt",      "pst",     "pdt",       "ct",       "cst",      "cdt",      "mt",      "mst",
        "mdt",       "aest",    "aedt",    "sast",      "eat",      "wat",      "jst",      "time",    "local",
        "of",        "the",     "noon",    "midnight",  "ago",      "min",      "read",     "minutes", "h",
        "mon",       "tue",     "tues",    "wed",       "thu",      "thur",     "thurs",    "fri",     "sat",
        "sun",       "monday",  "tuesday", "wednesday", "thursday", "friday",   "saturday", "sunday"};
    uint32_t at = rest.start, count = 0;
    struct slice word;
    while (slice_word(page->text, &at, rest.end, &word)) {
        if (++count > 12)
            return false;
        bool number = (uint8_t)(page->text->bytes[word.start] - '0') < 10 && word.end - word.start <= 6;
        if (!number && !WORD_IN(page->text, word, words))
            return false;
    }
    return true;
}

/* The page date in a line that holds nothing else; start SAYSO_NONE if it is none. */
static struct slice find_page_date(struct page *page, struct slice where)
{
    struct slice groups[PATTERN_GROUPS];
    if (where.end - where.start > 120 || !has_digit(page->text, where) ||
        !page_find(page, page->patterns->date, where, where.start, false, groups))
        return none;
    bool alone = is_dateish(page, (struct slice){where.start, groups[0].start}) &&
                 is_dateish(page, (struct slice){groups[0].end, where.end});
    return alone ? groups[0] : none;
}

static bool is_byline_word(const struct text *text, struct slice word)
{
    static const char *const small[] = {
        "and",    "for",     "of",  "the", "with",    "in",    "at",     "de",       "da",        "del",
        "der",    "den",     "di",  "du",  "la",      "le",    "van",    "von",      "bin",       "al",
        "el",     "dos",     "ter", "to",  "special", "staff", "writer", "reporter", "reporters", "correspondent",
        "editor", "writers", "by"};
    return starts_capital(text, word) || WORD_IN(text, word, small);
}

static bool is_outlet_word(const struct page *page, struct slice word)
{
    static const char *const words[] = {
        "staff",    "writer",   "writers",   "reporter",  "reporters", "correspondent", "correspondents", "editor",
        "press",    "post",     "times",     "news",      "tribune",   "journal",       "herald",         "reuters",
        "cnn",      "bbc",      "ap",        "afp",       "upi",       "today",         "bureau",         "columnist",
        "gazette",  "guardian", "telegraph", "chronicle", "globe",     "bloomberg",     "xinhua",         "npr",
        "politico", "agency",   "daily",     "magazine"};
    if (WORD_IN(page->text, word, words))
        return true;
    return (lexicon_word(page->lexicon, page->text->bytes + word.start, word.end - word.start) &
            (LEX_AGENCY | LEX_OUTLET)) != 0;
}

/* Are all words of it names, outlets or what joins them? */
static bool is_name_list(const struct page *page, struct slice where, uint32_t least, uint32_t *outlets)
{
    uint32_t at = where.start, count = 0;
    struct slice word;
    *outlets = 0;
    while (slice_word(page->text, &at, where.end, &word)) {
        if (++count > 24 || !is_byline_word(page->text, word))
            return false;
        *outlets += is_outlet_word(page, word);
    }
    return count >= least;
}

/* "By A and B, The Post": everything up to a date that follows; start SAYSO_NONE if it is none. */
static struct slice find_byline(struct page *page, struct slice where, bool after_headline)
{
    static const char *const starts[] = {"by ",          "by: ",       "written by ", "story by ",
                                         "reported by ", "posted by ", "author: ",    "from "};
    struct slice groups[PATTERN_GROUPS];
    uint32_t outlets;
    if (where.end - where.start > 200)
        return none;
    const uint8_t *bracket = memchr(page->text->bytes + where.start, '(', where.end - where.start);
    if (has_digit(page->text, where) && page_find(page, page->patterns->date, where, where.start, false, groups) &&
        is_dateish(page, (struct slice){groups[0].end, where.end})) {
        page->layout->page_date = page->layout->page_date.start == SAYSO_NONE ? groups[0] : page->layout->page_date;
        where.end = groups[0].start; /* "By Jane Doe | Updated May 3, 2021" */
        static const char *const joints[] = {"published", "updated", "posted", "on"};
        uint32_t at = where.start, end = where.start;
        struct slice word;
        while (slice_word(page->text, &at, where.end, &word) && !WORD_IN(page->text, word, joints))
            end = word.end;
        where.end = end;
    }
    if (bracket && bracket > page->text->bytes + where.start && bracket < page->text->bytes + where.end)
        where = slice_trim(page->text, (struct slice){where.start, (uint32_t)(bracket - page->text->bytes)});
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (slice_starts(page->text, where, starts[i])) {
            struct slice names = {where.start + (uint32_t)strlen(starts[i]), where.end};
            if (!is_name_list(page, names, i + 1 == sizeof starts / sizeof *starts ? 3 : 1, &outlets))
                return none;
            return i + 1 < sizeof starts / sizeof *starts || outlets ? where : none;
        }
    bool parted = memchr(page->text->bytes + where.start, '|', where.end - where.start) ||
                  memchr(page->text->bytes + where.start, ',', where.end - where.start);
    return after_headline && parted && where.end - where.start <= 90 && is_name_list(page, where, 3, &outlets) &&
                   outlets
               ? where
               : none;
}

/* Page dates and bylines among the first paragraphs; a date also at the very end. */
static uint32_t mark_front(struct page *page)
{
    uint32_t count = page->layout->paragraphs.count, last = SAYSO_NONE, seen = 0;
    for (uint32_t i = 0; i < count && i < FRONT; i++) {
        const struct facts *facts = &page->facts.items[i];
        bool stops = facts->ends_stop && facts->length > 60;
        if (kind_of(page, i) == SAYSO_STORY && facts->length > 200 && i > 2)
            break; /* in the midst of the story */
        if ((kind_of(page, i) != SAYSO_STORY && kind_of(page, i) != SAYSO_TURN) || facts->length > 200)
            continue;
        struct slice date = find_page_date(page, where_of(page, i)), before = page->layout->page_date;
        struct slice byline = date.start == SAYSO_NONE && !stops && page->layout->byline.start == SAYSO_NONE
                                  ? find_byline(page, where_of(page, i), seen > 0)
                                  : none;
        if (date.start != SAYSO_NONE) {
            if (before.start == SAYSO_NONE)
                page->layout->page_date = date;
        } else if (byline.start != SAYSO_NONE) {
            page->layout->byline = byline;
        } else {
            page->layout->page_date = before;
            seen++;
            continue;
        }
        set_kind(page, i, SAYSO_BOILERPLATE);
        last = i;
    }
    for (uint32_t i = count; i-- > FRONT && i + 2 >= count && page->layout->page_date.start == SAYSO_NONE;) {
        struct slice date = find_page_date(page, where_of(page, i));
        if (date.start != SAYSO_NONE) {
            page->layout->page_date = date;
            set_kind(page, i, SAYSO_BOILERPLATE);
        }
    }
    return last;
}

/* Nine of ten longer words begin with a capital. */
static bool is_title_case(const struct page *page, struct slice where)
{
    uint32_t at = where.start, words = 0, capitals = 0;
    struct slice word, head = slice_head(page->text, where, HEAD);
    while (slice_word(page->text, &at, head.end, &word)) {
        if (word.end - word.start < 4)
            continue;
        words++;
        capitals += starts_capital(page->text, word);
    }
    return words >= 3 && capitals * 10 >= words * 8;
}

static uint32_t next_story(const struct page *page, uint32_t i)
{
    while (i < page->layout->paragraphs.count && kind_of(page, i) != SAYSO_STORY)
        i++;
    return i < page->layout->paragraphs.count ? i : SAYSO_NONE;
}

/* Can this first paragraph be a headline although it ends like a sentence? */
static bool is_sentence_headline(const struct page *page, uint32_t i, uint32_t next)
{
    const struct facts *facts = &page->facts.items[i];
    struct slice where = where_of(page, i);
    if (next == SAYSO_NONE || (facts->inner_stop && facts->length > SENTENCE_HEADLINE))
        return false;
    if (is_title_case(page, where))
        return true;
    uint32_t longest = 0; /* of the next few: a label such as "LETTERS." or a deck may follow first */
    for (unsigned k = 0; k < 3 && next != SAYSO_NONE; k++) {
        longest = page->facts.items[next].length > longest ? page->facts.items[next].length : longest;
        next = next_story(page, next + 1);
    }
    bool deck = memchr(page->text->bytes + where.start, '\n', where.end - where.start) &&
                memchr(page->text->bytes + where.start, ';', where.end - where.start); /* head; \n deck */
    return deck || (facts->length <= SENTENCE_HEADLINE && facts->length < longest);
}

static bool is_story_like(const struct facts *facts)
{
    return facts->length > HEADLINE || facts->ends_stop || facts->ends_colon;
}

/* A section name over the headline: "World", "Politics". */
static bool is_kicker(const struct page *page, uint32_t i, uint32_t next)
{
    const struct facts *facts = &page->facts.items[i];
    return facts->words <= 2 && facts->length <= 24 && !facts->ends_stop && next != SAYSO_NONE && next < FRONT &&
           !is_story_like(&page->facts.items[next]) && page->facts.items[next].words > 2;
}

static void set_headline(struct page *page, uint32_t i)
{
    struct slice where = where_of(page, i), groups[PATTERN_GROUPS];
    page->layout->headline = where;
    set_kind(page, i, SAYSO_HEADLINE);
    /* "... Wednesday, October 9, 2013" at the end of it */
    struct slice tail = slice_tail(page->text, where, 40);
    if (page->layout->page_date.start != SAYSO_NONE || !has_digit(page->text, tail) ||
        !page_find(page, page->patterns->date, tail, tail.start, false, groups) || groups[0].end != where.end ||
        groups[0].start == where.start)
        return;
    page->layout->page_date = groups[0];
    struct slice title = slice_trim(page->text, (struct slice){where.start, groups[0].start});
    if (title.end > title.start)
        page->layout->headline = title;
}

/* "ABSTRACT.", "LETTERS.": a label of the page, not of the story. */
static bool is_page_label(const struct facts *facts) { return facts->shout && facts->words <= 2 && facts->ends_stop; }

/* Everything between headline and story: the headline again, or a standfirst. */
static void mark_standfirst(struct page *page, uint32_t headline, uint32_t to)
{
    struct slice title = where_of(page, headline);
    for (uint32_t i = headline + 1; i < to; i++)
        if (kind_of(page, i) == SAYSO_STORY) {
            set_kind(page, i,
                     slice_equal(page->text, where_of(page, i), title) ? SAYSO_HEADLINE
                     : is_page_label(&page->facts.items[i])            ? SAYSO_BOILERPLATE
                                                                       : SAYSO_STANDFIRST);
        }
}

/* Where the story begins at the latest: after the last byline or page date, or at a dateline, if what stands
 * between it and the headline is short enough. */
static uint32_t story_start(struct page *page, uint32_t headline, uint32_t front)
{
    uint32_t i = headline + 1, dateline = SAYSO_NONE, story = 0, count = page->layout->paragraphs.count;
    for (uint32_t k = i; k < count && k < FRONT && story < 3 && dateline == SAYSO_NONE; k++)
        if (kind_of(page, k) == SAYSO_STORY) {
            story++;
            if (layout_dateline(page, k))
                dateline = k;
        }
    uint32_t goal = dateline != SAYSO_NONE ? dateline : front != SAYSO_NONE && front > headline ? front : i;
    uint32_t decks = 0;
    for (; i < count; i++) {
        const struct facts *facts = &page->facts.items[i];
        if (kind_of(page, i) != SAYSO_STORY || is_page_label(facts) ||
            slice_equal(page->text, where_of(page, i), where_of(page, headline)))
            continue;
        if (i == dateline || facts->length > 300 || decks >= 3 || i >= FRONT)
            break;
        if (is_story_like(facts) && i >= goal)
            break;
        decks++;
    }
    return i;
}

void layout_front(struct page *page)
{
    uint32_t count = page->layout->paragraphs.count;
    if (count < 2) {
        if (count && !page->failed) {
            set_kind(page, 0, SAYSO_STORY);
            layout_dateline(page, 0);
        }
        return;
    }
    /* "Watch the Best Moments of the Debate" at the top is a headline */
    if (kind_of(page, 0) == SAYSO_LINK && !page->facts.items[0].ends_colon && is_title_case(page, where_of(page, 0)))
        set_kind(page, 0, SAYSO_STORY);
    uint32_t front = mark_front(page), first = next_story(page, 0);
    if (first == SAYSO_NONE || page->failed)
        return;
    uint32_t next = next_story(page, first + 1);
    if (is_kicker(page, first, next) && !layout_dateline(page, first)) {
        set_kind(page, first, SAYSO_BOILERPLATE);
        first = next;
        next = next_story(page, first + 1);
    }
    const struct facts *facts = &page->facts.items[first];
    bool dateline = layout_dateline(page, first);
    bool headline = !dateline && first < FRONT && next != SAYSO_NONE && facts->length <= HEADLINE &&
                    !facts->ends_colon && (!facts->ends_stop || is_sentence_headline(page, first, next));
    if (headline) {
        set_headline(page, first);
        mark_standfirst(page, first, story_start(page, first, front));
        return;
    }
    for (uint32_t i = first + 1, story = 1; !dateline && i < count && story < 3; i++)
        if (kind_of(page, i) == SAYSO_STORY) {
            story++;
            dateline = layout_dateline(page, i);
        }
}
