/* Lines to paragraphs: blank lines part them; a single newline parts them, too, unless the text is hard-wrapped. */
#include "layout_parts.h"

#define WIDEST      160u /* columns; longer lines are whole paragraphs */
#define NARROWEST   40u  /* hard-wrapped text is at least this wide */
#define WIDEST_WRAP 120u

struct line {
    struct slice where; /* trimmed */
    uint32_t length;    /* code points */
    uint8_t first_word; /* columns of its first word, at most 255 */
    uint8_t indent;
    uint8_t after_blank; /* a blank line, form feed or paragraph separator stands before it */
    uint8_t starts_lower;
    uint8_t starts_item; /* a bullet or > */
    uint8_t ends_stop;   /* . ! ? : or a closing mark after one */
    uint8_t ends_open;   /* , ; or a dash: goes on */
};

struct lines {
    array_of(struct line) list;
};

/* The width in bytes of the line break at `at`, 0 if there is none; *parts: it parts paragraphs by itself. */
static uint32_t break_width(const uint8_t *p, uint32_t left, bool *parts)
{
    *parts = false;
    switch (p[0]) {
    case '\n':
    case 0x0B: return 1;
    case 0x0C: *parts = true; return 1;
    case '\r': return left > 1 && p[1] == '\n' ? 2 : 1;
    case 0xC2: return left > 1 && p[1] == 0x85 ? 2 : 0;
    case 0xE2:
        if (left > 2 && p[1] == 0x80 && (p[2] == 0xA8 || p[2] == 0xA9)) {
            *parts = p[2] == 0xA9;
            return 3;
        }
        return 0;
    default: return 0;
    }
}

static bool is_trimmed(uint32_t c)
{
    if (c <= ' ' || c == 0x7F)
        return true;
    if (c < 0x80)
        return false;
    enum char_class class = unicode_class(c);
    return class == CHAR_SPACE || class == CHAR_NEWLINE || class == CHAR_FORMAT;
}

struct slice slice_trim(const struct text *text, struct slice slice)
{
    uint32_t width, before;
    while (slice.start < slice.end && is_trimmed(text_decode(text, slice.start, &width)))
        slice.start += width;
    while (slice.end > slice.start && is_trimmed(text_decode_before(text, slice.end, &before)))
        slice.end = before;
    return slice;
}

static uint8_t capped(uint32_t value) { return value < UINT8_MAX ? (uint8_t)value : UINT8_MAX; }

static uint8_t indent_of(const struct text *text, uint32_t from, uint32_t to)
{
    uint32_t columns = 0, width;
    for (uint32_t at = from; at < to && columns < UINT8_MAX; at += width) {
        uint32_t c = text_decode(text, at, &width);
        columns += c == '\t' ? 8 : c == ' ' || c == 0xA0 || c == 0x3000;
    }
    return capped(columns);
}

static uint8_t first_word_of(const struct text *text, struct slice where)
{
    uint32_t columns = 0, at = where.start;
    for (; at < where.end && text->bytes[at] > ' ' && columns < UINT8_MAX; at++)
        columns += (text->bytes[at] & 0xC0) != 0x80;
    return capped(columns);
}

/* What closes a sentence may stand before its end: "we go.” [1] */
static bool is_closing(uint32_t c)
{
    return c == '"' || c == '\'' || c == ')' || c == ']' || c == 0x201D || c == 0x2019 || c == 0xBB || c == 0x201C;
}

static uint32_t last_sign(const struct text *text, struct slice where)
{
    uint32_t at = where.end, c = 0;
    for (unsigned i = 0; i < 4 && at > where.start; i++) {
        c = text_decode_before(text, at, &at);
        if (!is_closing(c))
            return c;
    }
    return c;
}

static bool is_item(uint32_t c)
{
    return c == '>' || c == '*' || c == 0x2022 || c == 0x25CF || c == 0x25AA || c == 0xB7;
}

static bool add_line(struct page *page, struct lines *lines, struct slice raw, bool *blank)
{
    const struct text *text = page->text;
    struct slice where = slice_trim(text, raw);
    if (where.start == where.end) {
        *blank = true;
        return true;
    }
    struct line *line = array_push(page->memory, &lines->list);
    if (!line)
        return false;
    uint32_t width, first = text_decode(text, where.start, &width), last = last_sign(text, where);
    *line = (struct line){
        .where = where,
        .length = text_code_points(text, where.end) - text_code_points(text, where.start),
        .first_word = first_word_of(text, where),
        .indent = indent_of(text, raw.start, where.start),
        .after_blank = *blank,
        .starts_lower = unicode_class(first) == CHAR_LOWER,
        .starts_item = is_item(first),
        .ends_stop = last == '.' || last == '!' || last == '?' || last == ':' || last == 0x2026,
        .ends_open = last == ',' || last == ';',
    };
    *blank = false;
    return true;
}

static bool read_lines(struct page *page, struct lines *lines)
{
    const uint8_t *bytes = page->text->bytes;
    uint32_t size = page->text->size, start = 0;
    bool blank = true, parts;
    for (uint32_t at = 0; at < size;) {
        uint8_t c = bytes[at];
        uint32_t width = c > '\r' && c != 0xC2 && c != 0xE2 ? 0 : break_width(bytes + at, size - at, &parts);
        if (!width) {
            at++;
            continue;
        }
        if (!add_line(page, lines, (struct slice){start, at}, &blank))
            return false;
        blank = blank || parts;
        start = at += width;
    }
    return add_line(page, lines, (struct slice){start, size}, &blank);
}

/* The width at which the text was wrapped, or 0: most lines end where the next word would not have fitted, and
 * most of them in mid-sentence. */
static uint32_t wrap_width(const struct lines *lines)
{
    uint32_t counts[WIDEST + 1] = {0}, pairs = 0, full = 0, open = 0, count = lines->list.count;
    for (uint32_t i = 0; i + 1 < count; i++) {
        const struct line *line = &lines->list.items[i];
        if (!line[1].after_blank) {
            counts[line->length < WIDEST ? line->length : WIDEST]++;
            pairs++;
        }
    }
    if (!pairs)
        return 0;
    uint32_t width = WIDEST, above = counts[WIDEST], allowed = pairs / 50;
    while (width && above <= allowed)
        above += counts[--width];
    if (width < NARROWEST || width > WIDEST_WRAP)
        return 0;
    for (uint32_t i = 0; i + 1 < count; i++) {
        const struct line *line = &lines->list.items[i];
        if (line[1].after_blank)
            continue;
        full += line->length + 1 + line[1].first_word > width;
        open += !line->ends_stop;
    }
    return full * 10 >= pairs * 6 && open * 2 >= pairs ? width : 0;
}

/* Does `next` go on with the paragraph of the line before it? */
static bool goes_on(const struct line *line, const struct line *next, uint32_t width)
{
    if (next->after_blank || (next->starts_item && !line->starts_item))
        return false;
    if (line->starts_item && next->starts_item) /* > lines of one quotation; bullets are items of their own */
        return false;
    if (width && line->length + 1 + next->first_word > width && next->indent <= line->indent + 1)
        return true;
    return (next->starts_lower && !line->ends_stop) || line->ends_open;
}

sayso_status layout_cut(struct page *page)
{
    struct lines lines = {0};
    struct layout *layout = page->layout;
    sayso_status status = SAYSO_ERROR_MEMORY;
    if (!read_lines(page, &lines))
        goto done;
    uint32_t width = wrap_width(&lines);
    for (uint32_t i = 0; i < lines.list.count; i++) {
        const struct line *line = &lines.list.items[i];
        if (i && goes_on(line - 1, line, width)) {
            layout->paragraphs.items[layout->paragraphs.count - 1].where.end = line->where.end;
            continue;
        }
        struct paragraph *paragraph = array_push(page->memory, &layout->paragraphs);
        struct facts *facts = array_push(page->memory, &page->facts);
        if (!paragraph || !facts)
            goto done;
        *paragraph = (struct paragraph){line->where, SAYSO_STORY};
        *facts = (struct facts){.indent = line->indent};
    }
    status = SAYSO_OK;
done:
    array_free(page->memory, &lines.list);
    return status;
}
