/* What a paragraph is by what stands around it: entries of a live blog, block quotes, subheadings, pull quotes. */
#include "layout_parts.h"

#include <string.h>

#define SUBHEADING 80u      /* code points at most */
#define PULLQUOTES 16u      /* candidates looked for in one text */
#define PULLQUOTE_REACH 32768u /* bytes before and after it that are searched */
#define CUE_REACH 80u       /* bytes before a colon in which a verb of saying must stand */

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
        if (((uint8_t)(c - '0') >= 10 && c != '(') || !page_find(page, page->patterns->clock, head, head.start, true, groups))
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

/* Does a verb of saying stand shortly before the colon that ends this paragraph? */
static bool introduces(const struct page *page, uint32_t i)
{
    if (!page->facts.items[i].ends_colon)
        return false;
    struct slice tail = slice_tail(page->text, where_of(page, i), CUE_REACH), word;
    uint32_t at = tail.start;
    while (slice_word(page->text, &at, tail.end, &word))
        if (lexicon_word(page->lexicon, page->text->bytes + word.start, word.end - word.start) & (LEX_CUE_VERB | LEX_DOCUMENT))
            return true;
    return false;
}

/* Someone speaks for himself: "I", "we", "our" in the head of the paragraph. */
static bool is_first_person(const struct page *page, struct slice where)
{
    static const char *const words[] = {"I", "we", "We", "our", "Our", "my", "My", "us", "I'm", "I’m", "I've", "I’ve", "we're", "We’re"};
    struct slice head = slice_head(page->text, where, HEAD), word;
    uint32_t at = head.start;
    while (slice_word(page->text, &at, head.end, &word))
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
            if (word.end - word.start == strlen(words[i]) && !memcmp(page->text->bytes + word.start, words[i], word.end - word.start))
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
        bool deep = rare && facts->indent >= 2;
        bool opens = items[i - 1].kind == SAYSO_STORY && (introduces(page, i - 1) || (deep && page->facts.items[i - 1].ends_colon));
        bool goes_on = items[i - 1].kind == SAYSO_BLOCKQUOTE && page->text->bytes[items[i - 1].where.start] != '>' &&
                       (deep || (page->facts.items[i - 1].indent < 2 && is_first_person(page, items[i].where)));
        if (opens || goes_on)
            items[i].kind = SAYSO_BLOCKQUOTE;
    }
}

static bool is_story_zone(sayso_zone kind)
{
    return kind == SAYSO_STORY || kind == SAYSO_BLOCKQUOTE || kind == SAYSO_LIST || kind == SAYSO_TURN || kind == SAYSO_ENTRY;
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
    for (uint32_t i = from; i + size <= to;) {
        const uint8_t *hit = memchr(bytes + i, bytes[where.start], to - size - i + 1);
        if (!hit)
            return false;
        i = (uint32_t)(hit - bytes);
        if ((i + size <= whole.start || i >= whole.end) && !memcmp(hit, bytes + where.start, size))
            return true;
        i++;
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
        bool between = begun && i + 1 < count && is_story_zone(items[i + 1].kind) && !page->facts.items[i + 1].starts_mark;
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
