/* What a paragraph is by what stands around it: entries of a live blog, block quotes, subheadings, pull quotes. */
#include "layout_parts.h"

#include <string.h>

#define SUBHEADING      80u    /* code points at most */
#define PULLQUOTES      16u    /* candidates looked for in one text */
#define PULLQUOTE_REACH 32768u /* bytes before and after it that are searched */
#define CUE_REACH       80u    /* bytes before a colon in which a verb of saying must stand */

static struct slice where_of(const struct page *page, uint32_t i) { return page->layout->paragraphs.items[i].where; }

/* "10:42 a.m.": two of them make a live blog. */
static void mark_entries(struct page *page)
{
    struct paragraph *items = page->layout->paragraphs.items;
    uint32_t first = SAYSO_NONE;
    for (uint32_t i = 0; i < page->layout->paragraphs.count && !page->failed; i++) {
        struct slice where = items[i].where, groups[PATTERN_GROUPS], head = slice_head(page->text, where, 40);
        uint8_t c = page->text->bytes[where.start];
        if (items[i].kind != SAYSO_STORY && items[i].kind != SAYSO_STANDFIRST)
            continue;
        if (((uint8_t)(c - '0') >= 10 && c != '(') ||
            !page_find(page, page->patterns->clock, head, head.start, true, groups))
            continue;
        struct slice rest = slice_trim(page->text, (struct slice){groups[0].end, where.end});
        uint32_t width, after = rest.start < rest.end ? text_decode(page->text, rest.start, &width) : '-';
        bool parted = after == '-' || after == 0x2013 || after == 0x2014 || after == ':' || after == '|' ||
                      unicode_class(after) == CHAR_UPPER;
        if (!parted)
            continue;
        if (first == SAYSO_NONE) {
            first = i;
            continue;
        }
        items[first].kind = items[i].kind = SAYSO_ENTRY;
    }
}

enum introduction { INTRODUCES_NOTHING, INTRODUCES_PERHAPS, INTRODUCES_SPEECH };

/* "Smith wrote:" is sure, "Smith said in a note to the board:" needs more. */
static enum introduction introduces(const struct page *page, uint32_t i)
{
    if (!page->facts.items[i].ends_colon || slice_starts(page->text, where_of(page, i), "here"))
        return INTRODUCES_NOTHING;
    struct slice tail = slice_tail(page->text, where_of(page, i), CUE_REACH), word;
    uint32_t at = tail.start, since = UINT8_MAX;
    while (slice_word(page->text, &at, tail.end, &word)) {
        uint64_t classes = lexicon_word(page->lexicon, page->text->bytes + word.start, word.end - word.start);
        since = classes & LEX_CUE_VERB && !starts_capital(page->text, word) ? 0 : since + (since < UINT8_MAX);
    }
    return since <= 1 ? INTRODUCES_SPEECH : since < UINT8_MAX ? INTRODUCES_PERHAPS : INTRODUCES_NOTHING;
}

static bool has_marks(const struct page *page, struct slice where)
{
    struct slice head = slice_head(page->text, where, HEAD);
    return slice_holds(page->text, head, "\"") || slice_holds(page->text, head, "\xE2\x80\x9C") ||
           slice_holds(page->text, head, "''");
}

/* Someone speaks for himself: "I", "we", "our" in the head of the paragraph. */
static bool is_first_person(const struct page *page, struct slice where)
{
    static const char *const words[] = {"I",  "we",  "We",  "our",  "Our",  "my",    "My",
                                        "us", "I'm", "I’m", "I've", "I’ve", "we're", "We’re"};
    struct slice head = slice_head(page->text, where, HEAD), word;
    uint32_t at = head.start;
    while (slice_word(page->text, &at, head.end, &word))
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
            if (word.end - word.start == strlen(words[i]) &&
                !memcmp(page->text->bytes + word.start, words[i], word.end - word.start))
                return true;
    return false;
}

static void mark_blockquotes(struct page *page)
{
    struct paragraph *items = page->layout->paragraphs.items;
    uint32_t count = page->layout->paragraphs.count, indented = 0;
    for (uint32_t i = 0; i < count; i++)
        indented += page->facts.items[i].indent >= 2;
    bool rare = indented * 3 <= count; /* else it is how this text begins its paragraphs */
    for (uint32_t i = 1; i < count; i++) {
        const struct facts *facts = &page->facts.items[i];
        if (items[i].kind != SAYSO_STORY || facts->starts_mark)
            continue;
        bool deep = rare && facts->indent >= 2, first_person = false;
        enum introduction intro = items[i - 1].kind == SAYSO_STORY ? introduces(page, i - 1) : INTRODUCES_NOTHING;
        bool after = items[i - 1].kind == SAYSO_BLOCKQUOTE && page->text->bytes[items[i - 1].where.start] != '>';
        if (intro || (after && page->facts.items[i - 1].indent < 2)) {
            if (has_marks(page, items[i].where))
                continue;
            first_person = is_first_person(page, items[i].where);
        }
        bool opens = intro == INTRODUCES_SPEECH || (intro && first_person) ||
                     (deep && items[i - 1].kind == SAYSO_STORY && page->facts.items[i - 1].ends_colon);
        bool goes_on = after && (deep || (page->facts.items[i - 1].indent < 2 && first_person));
        if (opens || goes_on)
            items[i].kind = SAYSO_BLOCKQUOTE;
    }
}

static bool is_story_zone(sayso_zone kind)
{
    return kind == SAYSO_STORY || kind == SAYSO_BLOCKQUOTE || kind == SAYSO_LIST || kind == SAYSO_TURN ||
           kind == SAYSO_ENTRY;
}

/* Where the least frequent letter stands: the search leaps from one to the next. */
static uint32_t rarest(const uint8_t *p, uint32_t size)
{
    static const char order[] = "zqxjkvbpygfwmucldrhsnioate"; /* rarest first */
    uint32_t best = 0, rank = sizeof order;
    for (uint32_t i = 0; i < size; i++) {
        const char *at = p[i] ? strchr(order, p[i]) : NULL;
        if (at && (uint32_t)(at - order) < rank) {
            rank = (uint32_t)(at - order);
            best = i;
        }
    }
    return best;
}

/* Is there a quotation mark shortly before or after it on its line, and more than this on that line? */
static bool is_within_quotation(const struct page *page, uint32_t start, uint32_t end)
{
    const uint8_t *bytes = page->text->bytes;
    uint32_t from = start, to = end;
    while (from && start - from < HEAD && bytes[from - 1] != '\n')
        from--;
    while (to < page->text->size && to - end < HEAD && bytes[to] != '\n')
        to++;
    return to - from > end - start + 8 && has_marks(page, (struct slice){from, to});
}

/* Is the text of this paragraph, without its marks, said again nearby? */
static bool is_repeated(const struct page *page, struct slice where)
{
    struct slice whole = where;
    uint32_t width, at;
    const uint8_t *bytes = page->text->bytes;
    while (where.start < where.end && !unicode_is_letter(unicode_class(text_decode(page->text, where.start, &width))))
        where.start += width;
    while (where.end > where.start && !unicode_is_letter(unicode_class(text_decode_before(page->text, where.end, &at))))
        where.end = at;
    uint32_t size = where.end - where.start;
    if (size < 16)
        return false;
    uint32_t from = whole.start > PULLQUOTE_REACH ? whole.start - PULLQUOTE_REACH : 0;
    uint32_t to = page->text->size - whole.end > PULLQUOTE_REACH ? whole.end + PULLQUOTE_REACH : page->text->size;
    uint32_t anchor = rarest(bytes + where.start, size < 64 ? size : 64);
    for (uint32_t i = from + anchor; i + size - anchor <= to; i++) {
        const uint8_t *hit = memchr(bytes + i, bytes[where.start + anchor], to - size + anchor - i + 1);
        if (!hit)
            return false;
        i = (uint32_t)(hit - bytes);
        uint32_t start = i - anchor;
        if ((start + size <= whole.start || start >= whole.end) && !memcmp(bytes + start, bytes + where.start, size) &&
            is_within_quotation(page, start, start + size))
            return true;
    }
    return false;
}

/* Short lines in the story: a pull quote repeats the story, a subheading does not. */
static void mark_short_lines(struct page *page)
{
    struct paragraph *items = page->layout->paragraphs.items;
    uint32_t count = page->layout->paragraphs.count, searched = 0;
    bool begun = false;
    for (uint32_t i = 0; i < count; i++) {
        const struct facts *facts = &page->facts.items[i];
        if (items[i].kind != SAYSO_STORY) {
            begun = begun || is_story_zone(items[i].kind);
            continue;
        }
        bool quoted = facts->starts_mark && facts->ends_mark;
        bool open = !facts->ends_stop && !facts->ends_colon;
        if (begun && facts->length <= 240 && (quoted || open) && facts->words >= 4 && searched < PULLQUOTES) {
            searched++;
            if (is_repeated(page, items[i].where)) {
                items[i].kind = SAYSO_PULLQUOTE;
                continue;
            }
        }
        bool between =
            begun && i + 1 < count && is_story_zone(items[i + 1].kind) && !page->facts.items[i + 1].starts_mark;
        if (between && open && !quoted && facts->length <= SUBHEADING && facts->words && facts->words <= 12 &&
            page->facts.items[i + 1].length > facts->length && starts_capital(page->text, items[i].where))
            items[i].kind = SAYSO_SUBHEADING;
        begun = begun || facts->length > SUBHEADING || facts->ends_stop;
    }
}

/* "Continued from page 1" and the like left aside, a text without any story is a story throughout. */
static void keep_a_story(struct page *page)
{
    struct paragraph *items = page->layout->paragraphs.items;
    uint32_t count = page->layout->paragraphs.count;
    for (uint32_t i = 0; i < count; i++)
        if (is_story_zone(items[i].kind))
            return;
    for (uint32_t i = 0; i < count; i++)
        if (items[i].kind == SAYSO_STANDFIRST || items[i].kind == SAYSO_SUBHEADING || (count == 1 && i == 0))
            items[i].kind = SAYSO_STORY;
}

void layout_context(struct page *page)
{
    mark_entries(page);
    mark_blockquotes(page);
    mark_short_lines(page);
    keep_a_story(page);
}
