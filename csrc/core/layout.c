/* layout: lines to paragraphs, then what each is: by its own text, by the head of the page, by its neighbours. */
#include "layout_parts.h"

#include <string.h>

#define MONTH   "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\\.?"
#define WEEKDAY "(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\\.?"
#define DAY     "\\d{1,2}(?:st|nd|rd|th)?"
#define YEAR    "(?:1[89]|20)\\d\\d"

sayso_status layout_patterns_create(struct layout_patterns **patterns, const struct memory *memory, bool jit)
{
    sayso_status status = SAYSO_ERROR_MEMORY;
    *patterns = NULL;
    struct layout_patterns *made = memory_new(memory, sizeof *made);
    if (!made)
        return status;
    const struct {
        struct pattern **pattern;
        const char *source;
        bool caseless;
    } rows[] = {
        {&made->date,
         "\\b(?:" WEEKDAY ",? +)?(?:" MONTH " +" DAY ",? +" YEAR "|" DAY " +(?:of +)?" MONTH ",? +" YEAR "|" YEAR
         "-\\d\\d-\\d\\d|\\d{1,2}[./]\\d{1,2}[./]" YEAR ")\\b|\\b" WEEKDAY ",? +(?:" MONTH " +" DAY "|" DAY " +" MONTH
         ")(?![\\w])",
         true},
        {&made->clock,
         "\\(?(?:\\d{1,2}[:.]\\d\\d(?: ?[ap]\\.?m\\b\\.?)?|\\d{1,2} ?[ap]\\.?m\\b\\.?)(?: ?\\(?[A-Z]{2,4}\\b\\)?)?\\)?",
         true},
        {&made->handle, "(?:[-\\x{2013}\\x{2014}]{1,2}) ?[^()\\n]{1,60}\\(@\\w{1,20}\\)", false},
        {&made->turn,
         "(?:[A-Z\\x{C0}-\\x{DE}][A-Z\\x{C0}-\\x{DE}.'\\x{2019}\\-]+(?: "
         "[A-Z\\x{C0}-\\x{DE}][A-Z\\x{C0}-\\x{DE}.'\\x{2019}\\-]*){0,4}(?: \\([^()]{1,30}\\))?:|[QA][.:]|Q(?= "
         "+[A-Z]))\\s+\\S",
         false},
        {&made->label, "((?:[A-Z\\x{C0}-\\x{17F}][\\w\\x{C0}-\\x{17F}.'\\x{2019}\\-]+ ?){1,4}):\\s+\\S", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        status = pattern_compile(rows[i].pattern, memory, rows[i].source, rows[i].caseless, jit);
        if (status) {
            layout_patterns_free(made, memory);
            return status;
        }
    }
    *patterns = made;
    return SAYSO_OK;
}

void layout_patterns_free(struct layout_patterns *patterns, const struct memory *memory)
{
    if (!patterns)
        return;
    struct pattern *all[] = {patterns->date, patterns->clock, patterns->handle, patterns->turn, patterns->label};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        pattern_free(all[i]);
    memory_free(memory, patterns);
}

static uint8_t folded(uint8_t c) { return c >= 'A' && c <= 'Z' ? (uint8_t)(c + 32) : c; }

bool slice_starts(const struct text *text, struct slice slice, const char *ascii_lower)
{
    for (uint32_t at = slice.start; *ascii_lower; at++, ascii_lower++)
        if (at >= slice.end || folded(text->bytes[at]) != (uint8_t)*ascii_lower)
            return false;
    return true;
}

bool slice_holds(const struct text *text, struct slice slice, const char *ascii_lower)
{
    for (; slice.start < slice.end; slice.start++)
        if (folded(text->bytes[slice.start]) == (uint8_t)ascii_lower[0] && slice_starts(text, slice, ascii_lower))
            return true;
    return false;
}

bool slice_equal(const struct text *text, struct slice a, struct slice b)
{
    return a.end - a.start == b.end - b.start && !memcmp(text->bytes + a.start, text->bytes + b.start, a.end - a.start);
}

static bool is_inside(const struct text *text, uint32_t at)
{
    return at < text->size && (text->bytes[at] & 0xC0) == 0x80;
}

struct slice slice_head(const struct text *text, struct slice slice, uint32_t size)
{
    if (slice.end - slice.start <= size)
        return slice;
    uint32_t end = slice.start + size;
    while (end > slice.start && is_inside(text, end))
        end--;
    return (struct slice){slice.start, end};
}

struct slice slice_tail(const struct text *text, struct slice slice, uint32_t size)
{
    if (slice.end - slice.start <= size)
        return slice;
    uint32_t start = slice.end - size;
    while (start < slice.end && is_inside(text, start))
        start++;
    return (struct slice){start, slice.end};
}

static bool is_word_sign(uint32_t c)
{
    if (c < 0x80)
        return (uint8_t)(folded((uint8_t)c) - 'a') < 26 || c - '0' < 10u;
    enum char_class class = unicode_class(c);
    return unicode_is_letter(class) || class == CHAR_DIGIT || class == CHAR_COMBINING;
}

static bool is_inner_sign(uint32_t c)
{
    return c == '.' || c == '\'' || c == '-' || c == '&' || c == 0x2019 || c == 0x2011;
}

bool slice_word(const struct text *text, uint32_t *at, uint32_t end, struct slice *word)
{
    uint32_t width, c = 0;
    while (*at < end && !is_word_sign(c = text_decode(text, *at, &width)))
        *at += width;
    word->start = word->end = *at;
    while (*at < end) {
        c = text_decode(text, *at, &width);
        bool sign = is_word_sign(c);
        if (!sign && !is_inner_sign(c))
            break;
        *at += width;
        if (sign || c == '.')
            word->end = *at; /* a period at the end stays: "Dec." */
    }
    return word->end > word->start;
}

bool starts_capital(const struct text *text, struct slice word)
{
    uint32_t width;
    enum char_class class = unicode_class(text_decode(text, word.start, &width));
    return class == CHAR_UPPER || class == CHAR_DIGIT;
}

bool page_find(struct page *page, const struct pattern *pattern, struct slice window, uint32_t from, bool anchored,
               struct slice groups[PATTERN_GROUPS])
{
    int found = pattern_find(pattern, page->matcher, page->text, window, from, anchored, groups);
    if (found == -2 ||
        (found == -1 && !warnings_add(page->memory, page->warnings, WARNING_PATTERN_LIMIT, window.start, window.end)))
        page->failed = true;
    return found > 0;
}

sayso_status layout_read(const struct memory *memory, const struct layout_patterns *patterns,
                         struct pattern_matcher *matcher, const struct lexicon *lexicon, const struct text *text,
                         struct layout *layout, struct warnings *warnings)
{
    static const struct slice none = {SAYSO_NONE, SAYSO_NONE};
    struct page page = {memory, patterns, matcher, lexicon, text, layout, warnings, {NULL, 0, 0}, false};
    array_clear(&layout->paragraphs);
    layout->page_date = layout->headline = layout->byline = none;
    layout->dateline = layout->dateline_place = layout->dateline_agency = layout->dateline_date = none;
    sayso_status status = layout_cut(&page);
    if (status)
        goto done;
    layout_gather(&page);
    layout_kinds(&page);
    layout_front(&page);
    layout_context(&page);
    if (page.failed)
        status = SAYSO_ERROR_MEMORY;
    else if (memory_cancelled(memory))
        status = SAYSO_ERROR_CANCELLED;
done:
    array_free(memory, &page.facts);
    return status;
}
