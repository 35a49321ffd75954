/* What a mark may do, from what stands before and after it. */
#include "marks_roles.h"

#include <string.h>

#define LOOK 4u /* how many marks or zero-width characters side by side are looked past */

enum side {
    SIDE_OPEN /* space, edge, bracket, dash */,
    SIDE_DASH,
    SIDE_STOP,
    SIDE_PUNCTUATION,
    SIDE_LETTER,
    SIDE_DIGIT,
    SIDE_MARK
};

static bool is_mark(uint32_t c)
{
    return c == '"' || c == '\'' || c == '`' || (c >= 0x2018 && c <= 0x201F) || c == 0xAB || c == 0xBB || c == 0x2039 ||
           c == 0x203A || c == 0xFF02;
}

static enum side side_of(uint32_t c)
{
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
        return SIDE_LETTER;
    if (c >= '0' && c <= '9')
        return SIDE_DIGIT;
    if (c == '.' || c == ',' || c == '!' || c == '?' || c == 0x2026)
        return SIDE_STOP;
    if (c == '(' || c == '[' || c == '{' || c == '=') /* = as in scraped markup */
        return SIDE_OPEN;
    if (c == '<' || c == '>')
        return SIDE_PUNCTUATION;
    if (c == '-' || c == '/' || (c >= 0x2010 && c <= 0x2015))
        return SIDE_DASH;
    if (is_mark(c))
        return SIDE_MARK;
    switch (unicode_class(c)) {
    case CHAR_SPACE:
    case CHAR_NEWLINE: return SIDE_OPEN;
    case CHAR_PUNCTUATION: return SIDE_PUNCTUATION;
    default: return SIDE_LETTER; /* symbols ($) and letters of all scripts stick to what they touch */
    }
}

static bool is_format(uint32_t c) { return c >= 0xAD && unicode_class(c) == CHAR_FORMAT; }

static enum side side_before(const struct text *text, uint32_t at, uint32_t floor)
{
    for (uint32_t i = 0; i < LOOK; i++) {
        if (at <= floor)
            return SIDE_OPEN;
        uint32_t c = text_decode_before(text, at, &at);
        if (!is_mark(c) && !is_format(c))
            return side_of(c);
    }
    return SIDE_MARK;
}

static enum side side_after(const struct text *text, uint32_t at, uint32_t ceiling)
{
    for (uint32_t i = 0; i < LOOK; i++) {
        if (at >= ceiling)
            return SIDE_OPEN;
        uint32_t width, c = text_decode(text, at, &width);
        if (c == '(' || c == '[' || c == '{' || c == '=')
            return SIDE_LETTER; /* "(sic) ...": an opening bracket begins what is quoted */
        if (!is_mark(c) && !is_format(c))
            return side_of(c);
        at += width;
    }
    return SIDE_MARK;
}

static uint8_t byte_at(const struct text *text, uint32_t at) { return at < text->size ? text->bytes[at] : 0; }

static bool is_ascii_letter(uint8_t c) { return (uint8_t)((c | 32u) - 'a') < 26; }
static bool is_digit(uint8_t c) { return (uint8_t)(c - '0') < 10; }

/* '90s, 'em, 'til: a mark that stands for letters left out. */
static bool is_elision(const struct text *text, uint32_t start, uint32_t after)
{
    static const char words[][6] = {"em",   "til",   "till",  "tis",  "twas",  "cause", "cuz", "cos",
                                    "bout", "round", "neath", "nuff", "twere", "n",     "un",  "tude"};
    if (is_digit(byte_at(text, after)) && is_digit(byte_at(text, after + 1)) && !is_digit(byte_at(text, after + 2))) {
        if ((byte_at(text, after + 2) | 32u) == 's')
            return true;
        /* "of '69," against ", '12 people died,'": a number that begins a quotation follows a stop or nothing */
        return start >= 2 && byte_at(text, start - 1) == ' ' && is_ascii_letter(byte_at(text, start - 2));
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        uint32_t size = (uint32_t)strlen(words[i]), k = 0;
        while (k < size && (byte_at(text, after + k) | 32u) == (uint8_t)words[i][k])
            k++;
        if (k == size && !is_ascii_letter(byte_at(text, after + k)))
            return true;
    }
    return false;
}

static uint8_t by_sides(bool left, bool right, uint8_t otherwise)
{
    return left == right ? otherwise : (uint8_t)(left ? ROLE_OPEN : ROLE_CLOSE);
}

static uint8_t role_single(const struct text *text, const struct token *token, uint32_t c, bool left, bool right)
{
    uint32_t before = 0, at = token->start;
    if (at)
        before = text_decode_before(text, at, &at);
    if (c == '`' || c == 0x201A)
        return right && !left ? ROLE_NONE : ROLE_OPEN;
    if (left && !right && c != 0x2019 && !is_elision(text, token->start, token->end))
        return ROLE_OPEN;
    if (right && !left) /* the second mark of 'n' closes nothing */
        return (before | 32u) == 'n' && at && is_mark(text_decode_before(text, at, &at)) ? ROLE_NONE : ROLE_CLOSE;
    return ROLE_NONE;
}

/* Glyph to family, style and role; false: no quotation mark. */
static bool read_glyph(const struct text *text, const struct token *token, bool left, bool right, struct mark *mark)
{
    uint32_t width, c = text_decode(text, token->start, &width);
    bool doubled = token->end - token->start == 2 && (c == '\'' || c == '`');
    mark->family = FAMILY_DOUBLE;
    if (doubled) {
        mark->style = SAYSO_STYLE_DOUBLED;
        mark->role = c == '`' ? ROLE_OPEN : by_sides(left, right, ROLE_EITHER);
        return true;
    }
    if (width != token->end - token->start)
        return false;
    switch (c) {
    case '"':
    case 0xFF02:
        mark->style = SAYSO_STYLE_STRAIGHT;
        mark->role = by_sides(left, right, ROLE_EITHER);
        return true;
    case 0x201C:
    case 0x201F: /* closes what „ opened */
        mark->style = SAYSO_STYLE_CURLY;
        mark->role = right && !left ? ROLE_EITHER : ROLE_OPEN;
        return true;
    case 0x201D: /* some open with it, too */
        mark->style = SAYSO_STYLE_CURLY;
        mark->role = left && !right ? ROLE_EITHER : ROLE_CLOSE;
        return true;
    case 0x201E:
        mark->style = SAYSO_STYLE_LOW_HIGH;
        mark->role = ROLE_OPEN;
        return true;
    case 0xAB:
    case 0xBB:
    case 0x2039:
    case 0x203A:
        mark->family = c > 0xFF ? FAMILY_ANGLE : FAMILY_GUILLEMET;
        mark->style = SAYSO_STYLE_GUILLEMET;
        mark->role = by_sides(left, right, c == 0xAB || c == 0x2039 ? ROLE_OPEN : ROLE_CLOSE);
        return true;
    case '\'':
    case '`':
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B:
        mark->family = FAMILY_SINGLE;
        mark->style = c == 0x201A ? SAYSO_STYLE_LOW_HIGH : SAYSO_STYLE_SINGLE;
        mark->role = role_single(text, token, c, left, right);
        return mark->role != ROLE_NONE;
    default: return false;
    }
}

static bool read_mark(const struct text *text, const struct tokens *tokens, uint32_t i, struct slice paragraph,
                      struct mark *mark)
{
    const struct token *token = &tokens->list.items[i];
    enum side before = side_before(text, token->start, paragraph.start);
    enum side after = side_after(text, token->end, paragraph.end);
    bool left = before == SIDE_OPEN || before == SIDE_DASH;
    bool right = after == SIDE_OPEN || after == SIDE_DASH || after == SIDE_STOP || after == SIDE_PUNCTUATION;
    *mark = (struct mark){.token = i, .next = SAYSO_NONE};
    if (!read_glyph(text, token, left, right, mark))
        return false;
    mark->after_stop = before == SIDE_STOP;
    mark->after_letter = before == SIDE_LETTER;
    uint8_t last = token->start > paragraph.start ? text->bytes[token->start - 1] : 0;
    mark->measure = is_digit(last) && mark->role != ROLE_OPEN;
    mark->weak = mark->family == FAMILY_SINGLE && mark->role == ROLE_CLOSE && after == SIDE_OPEN &&
                 (is_digit(last) || (last && strchr("sSzZxXn", last)));
    /* 6'2": inches after feet, whatever else is open */
    if (mark->measure && mark->family == FAMILY_DOUBLE && token->start >= paragraph.start + 3) {
        const uint8_t *p = text->bytes + token->start;
        if (is_digit(p[-3]) ? p[-2] == '\'' : is_digit(p[-2]) && p[-3] == '\'')
            return false;
    }
    return true;
}

sayso_status marks_collect(const struct memory *memory, const struct text *text, const struct layout *layout,
                           const struct tokens *tokens, struct mark_list *marks)
{
    for (uint32_t i = 0; i < tokens->list.count; i++) {
        const struct token *token = &tokens->list.items[i];
        struct mark mark;
        if (token->kind != TOKEN_MARK ||
            !read_mark(text, tokens, i, layout->paragraphs.items[token->paragraph].where, &mark))
            continue;
        struct mark *new = array_push(memory, &marks->list);
        if (!new)
            return SAYSO_ERROR_MEMORY;
        *new = mark;
    }
    return SAYSO_OK;
}

void marks_look_ahead(const struct tokens *tokens, struct mark_list *marks, bool single)
{
    uint32_t next[FAMILIES], paragraph = SAYSO_NONE;
    bool strong = false;
    for (uint32_t i = marks->list.count; i-- > 0;) {
        struct mark *mark = &marks->list.items[i];
        uint32_t here = tokens->list.items[mark->token].paragraph;
        if (here != paragraph) {
            for (unsigned family = 0; family < FAMILIES; family++)
                next[family] = SAYSO_NONE;
            strong = false;
            paragraph = here;
        }
        mark->next = next[mark->family];
        next[mark->family] = i;
        if (mark->family != FAMILY_SINGLE) {
            strong = strong && single; /* single marks inside double ones close before those do */
            continue;
        }
        mark->later_strong = strong;
        strong = mark->role == ROLE_CLOSE && (strong || !mark->weak);
    }
}

bool marks_prefer_single(const struct tokens *tokens, const struct mark_list *marks)
{
    /* which kind opens first, counted by paragraphs; a single mark must have one that may close it */
    uint32_t doubles = 0, singles = 0, paragraph = SAYSO_NONE;
    for (uint32_t i = 0; i < marks->list.count; i++) {
        const struct mark *mark = &marks->list.items[i];
        uint32_t here = tokens->list.items[mark->token].paragraph;
        if (here == paragraph || mark->role == ROLE_CLOSE || mark->measure)
            continue;
        if (mark->family == FAMILY_SINGLE) {
            if (mark->next == SAYSO_NONE || marks->list.items[mark->next].role != ROLE_CLOSE)
                continue;
            singles++;
        } else {
            doubles++;
        }
        paragraph = here;
    }
    return singles > 2 * doubles;
}
