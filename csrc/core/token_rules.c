/* where a word, a mark or a run of punctuation ends. */
#include "token_rules.h"

#include <string.h>

#define L   BYTE_LOWER
#define U   BYTE_UPPER
#define D   BYTE_DIGIT
#define S   BYTE_SPACE
#define P   BYTE_PLAIN
#define H   BYTE_HIGH
#define H16 H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H
const uint8_t token_bytes[256] = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, S, S, S, S, S, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    /* ! " # $ % & ' ( ) * + , - . / 0-9 : ; < = > ? */
    S, P, P, 0, 0, 0, 0, 0, P, P, 0, 0, P, 0, 0, 0, D, D, D, D, D, D, D, D, D, D, 0, P, 0, 0, 0, P, 0, U, U, U, U, U, U,
    U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, P, 0, P, 0, 0, 0, L, L, L, L, L, L, L, L, L, L, L, L, L,
    L, L, L, L, L, L, L, L, L, L, L, L, L, 0, 0, 0, 0, 0, H16, H16, H16, H16, H16, H16, H16, H16};

enum char_class token_class(const struct token_reader *reader, uint32_t at, uint32_t *width)
{
    const uint8_t *p = reader->bytes + at;
    *width = 1;
    if (p[0] < 0x80)
        return unicode_class(p[0]);
    if (p[0] == 0xC3) { /* Latin-1 letters, all but U+00D7 and U+00F7 */
        *width = 2;
        return p[1] == 0x97 || p[1] == 0xB7 ? CHAR_SYMBOL : p[1] < 0x9F ? CHAR_UPPER : CHAR_LOWER;
    }
    uint32_t point = text_decode(reader->text, at, width);
    enum char_class class = unicode_class(point);
    if (class == CHAR_FORMAT &&
        ((point >= 0x600 && point <= 0x605) || point == 0x6DD || point == 0x70F || point == 0x8E2 || point == 0x110BD))
        return CHAR_SYMBOL; /* Arabic number signs and the like are to be seen */
    return class;
}

uint32_t token_apostrophe(const struct token_reader *reader, uint32_t at, bool left)
{
    const uint8_t *p = reader->bytes + at;
    uint32_t room = reader->end - at;
    if (p[0] == '\'')
        return 1;
    if (room >= 3 && p[0] == 0xE2 && p[1] == 0x80 && (p[2] == 0x99 || (left && p[2] == 0x98)))
        return 3;
    return room >= 2 && p[0] == 0xCA && p[1] == 0xBC ? 2 : 0;
}

static uint8_t byte_at(const struct token_reader *reader, uint32_t at)
{
    return at < reader->end ? reader->bytes[at] : 0;
}

static bool is_kind(const struct token_reader *reader, uint32_t at, unsigned bits)
{
    return (token_bytes[byte_at(reader, at)] & bits) != 0;
}

/* Is there a character of a word at `at`? */
static bool is_word(const struct token_reader *reader, uint32_t at, uint32_t *width)
{
    *width = 1;
    if (at >= reader->end)
        return false;
    if (reader->bytes[at] < 0x80)
        return is_kind(reader, at, BYTE_WORD);
    enum char_class class = token_class(reader, at, width);
    return class <= CHAR_FORMAT; /* letters, digits, what combines and what is not to be seen */
}

static bool is_letter(const struct token_reader *reader, uint32_t at)
{
    uint32_t width;
    return at < reader->end && (reader->bytes[at] < 0x80 ? is_kind(reader, at, BYTE_LETTER)
                                                         : unicode_is_letter(token_class(reader, at, &width)));
}

/* Lower-case ASCII letters from `at`, at most `room` - 1 of them, NUL-terminated; 0 if the word goes on. */
static uint32_t short_word(const struct token_reader *reader, uint32_t at, char *word, uint32_t room)
{
    uint32_t n = 0, width;
    while (n + 1 < room && is_kind(reader, at + n, BYTE_LETTER)) {
        word[n] = (char)(reader->bytes[at + n] | 0x20);
        n++;
    }
    word[n] = '\0';
    return is_word(reader, at + n, &width) ? 0 : n;
}

static bool among(const char *word, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(word, list[i]) == 0)
            return true;
    return false;
}
#define AMONG(word, list) among((word), (list), sizeof(list) / sizeof *(list))

/* The end of a clitic whose apostrophe (of `mark` bytes) is at `at`: 's 're 've 'll 'd 'm; else 0. */
static uint32_t clitic(const struct token_reader *reader, uint32_t at, uint32_t mark)
{
    static const char *const clitics[] = {"s", "re", "ve", "ll", "d", "m"};
    char word[4];
    uint32_t n = short_word(reader, at + mark, word, sizeof word);
    return n && AMONG(word, clitics) ? at + mark + n : 0;
}

/* Prefixes that keep their hyphen, as the treebanks do ("non-profit", but "well|-|known"). */
static bool keeps_hyphen(const struct token_reader *reader, uint32_t start, uint32_t at)
{
    static const char *const prefixes[] = {"e",       "co",     "re",    "ex",     "un",      "de",    "pre",   "pro",
                                           "non",     "sub",    "mid",   "bi",     "tri",     "anti",  "post",  "semi",
                                           "mini",    "over",   "under", "multi",  "micro",   "macro", "mega",  "ultra",
                                           "super",   "inter",  "intra", "extra",  "cross",   "hyper", "infra", "trans",
                                           "counter", "pseudo", "socio", "psycho", "electro", "para",  "proto"};
    char word[12];
    if (at - start >= sizeof word || at == start)
        return false;
    uint32_t n = short_word(reader, start, word, sizeof word);
    bool before_name = strcmp(word, "post") == 0 && !is_kind(reader, at + 1, BYTE_LOWER); /* "post|-|Brexit" */
    return n == at - start && AMONG(word, prefixes) && !before_name;
}

/* The byte after the white space at `at`. */
static uint8_t next_visible(const struct token_reader *reader, uint32_t at)
{
    for (uint32_t i = 0; i < 4 && is_kind(reader, at, BYTE_SPACE); i++)
        at++;
    return byte_at(reader, at);
}

/* Does the period at `at` belong to the word that starts at `start`?  `letters`: since the last period. */
static bool is_abbreviation(const struct token_reader *reader, uint32_t start, uint32_t at, uint32_t letters,
                            bool dotted)
{
    uint8_t after = byte_at(reader, at + 1), next = next_visible(reader, at + 1), first = reader->bytes[start];
    if (after == '.' && (dotted || byte_at(reader, at + 2) == '.'))
        return false; /* an ellipsis; "Jr.." is an abbreviation and a full stop */
    if (dotted)
        return letters <= 3;
    if (at - start == 1 && (token_bytes[first] & BYTE_LETTER)) {
        if (start >= reader->start + 2 && memcmp(reader->bytes + start - 2, "\xC2\xB0", 2) == 0)
            return false; /* degrees */
        /* an initial; "I" only in the company of others, a small letter only before its own kind ("p. 5") */
        if (first == 'I')
            return (token_bytes[next] & BYTE_UPPER) && start >= reader->start + 2 &&
                   is_kind(reader, start - 2, BYTE_LOWER) == false;
        return (token_bytes[first] & BYTE_UPPER) || (token_bytes[next] & BYTE_DIGIT) || after == ',';
    }
    if (at - start > 12)
        return false;
    if (after == ',' || after == ';' || after == ':')
        return at - start <= 6;
    uint64_t with = reader->lexicon ? lexicon_word(reader->lexicon, reader->bytes + start, at + 1 - start) : 0;
    if (!(with & (LEX_ABBREVIATION | LEX_TITLE_ABBREVIATION)))
        return false;
    if (!(lexicon_word(reader->lexicon, reader->bytes + start, at - start) & LEX_COMMON))
        return true;
    if (at - start == 2 && (first | 0x20) == 'n' && (reader->bytes[start + 1] | 0x20) == 'o')
        return (token_bytes[next] & BYTE_DIGIT) || next == '#';
    bool listed = start >= reader->start + 2 && reader->bytes[start - 2] == ',';
    return (token_bytes[first] & BYTE_UPPER) && (listed || (token_bytes[next] & (BYTE_UPPER | BYTE_DIGIT)));
}

/* Does the word go on over the period at `at`, as in "U.S" or "Ph.D" or "v2.0"? */
static bool joins_period(const struct token_reader *reader, uint32_t at, uint32_t letters)
{
    uint32_t next = 0;
    if (is_kind(reader, at - 1, BYTE_DIGIT) && is_kind(reader, at + 1, BYTE_DIGIT))
        return true;
    while (next < 4 && is_kind(reader, at + 1 + next, BYTE_LETTER))
        next++;
    if (next == 0 || next > 3 || is_kind(reader, at + 1 + next, BYTE_WORD | BYTE_HIGH))
        return false;
    return letters == 1 || (letters == 2 && next == 1);
}

/* The end of the joint at `at` inside a word that starts at `start`, or 0 if the word ends here. */
static uint32_t joint(const struct token_reader *reader, uint32_t start, uint32_t at)
{
    uint8_t byte = reader->bytes[at];
    uint32_t end = at + 1, width;
    switch (byte) {
    case '-': return is_word(reader, end, &width) && keeps_hyphen(reader, start, at) ? end : 0;
    case '_': return is_word(reader, end, &width) ? end : 0;
    case '&':
        return at - start <= 3 && is_kind(reader, at - 1, BYTE_UPPER) && is_kind(reader, end, BYTE_UPPER) ? end : 0;
    case '*':
        while (byte_at(reader, end) == '*')
            end++;
        return is_kind(reader, at - 1, BYTE_LETTER) && is_kind(reader, end, BYTE_LETTER) ? end : 0;
    case '/':
        return at - start == 1 && is_kind(reader, end, BYTE_LETTER) && is_kind(reader, end + 1, BYTE_LETTER) &&
                       !is_kind(reader, end + 2, BYTE_WORD | BYTE_HIGH)
                   ? end
                   : 0;
    case 0xE2: /* U+2010 and U+2011, hyphens */
        return reader->end - at > 3 && reader->bytes[at + 1] == 0x80 && (reader->bytes[at + 2] & 0xFE) == 0x90 &&
                       is_word(reader, at + 3, &width) && keeps_hyphen(reader, start, at)
                   ? at + 3
                   : 0;
    default: return 0;
    }
}

/* Words that the treebanks cut in two: the length of the first part. */
static uint32_t contraction(const struct token_reader *reader, uint32_t start, uint32_t end)
{
    static const char *const contractions[] = {"cannot", "gonna", "gotta", "wanna", "lemme", "gimme"};
    char word[8];
    if (end - start < 5 || end - start > 6 || !strchr("cgwl", reader->bytes[start] | 0x20))
        return 0;
    return short_word(reader, start, word, sizeof word) == end - start && AMONG(word, contractions) ? 3 : 0;
}

/* An apostrophe at `at` inside a word: true if the word goes on, with *end after it; else *end is the word's. */
static bool over_apostrophe(const struct token_reader *reader, uint32_t start, uint32_t at, uint32_t mark,
                            uint32_t *end)
{
    *end = at;
    if (!is_letter(reader, at + mark) || clitic(reader, at, mark))
        return false;
    uint32_t width;
    bool negation = (byte_at(reader, at + mark) | 0x20) == 't' && (reader->bytes[at - 1] | 0x20) == 'n' &&
                    !is_word(reader, at + mark + 1, &width);
    if (negation && at - 1 > start) {
        *end = at - 1;
        return false;
    }
    *end = at + mark + (negation ? 1 : 0);
    return !negation;
}

static uint32_t word_end(const struct token_reader *reader, uint32_t start, enum token_kind *kind)
{
    uint32_t at = start, segment = start, width, mark, end;
    bool dotted = false;
    *kind = TOKEN_WORD;
    for (;;) {
        while (is_word(reader, at, &width))
            at += width;
        if (at >= reader->end || at == start || is_kind(reader, at, BYTE_SPACE | BYTE_PLAIN))
            break;
        if ((mark = token_apostrophe(reader, at, true)) != 0) {
            if (!over_apostrophe(reader, start, at, mark, &end))
                return end;
            segment = at = end;
        } else if (reader->bytes[at] == '.') {
            if (!is_kind(reader, at + 1, BYTE_WORD) || !joins_period(reader, at, at - segment))
                break;
            dotted = true;
            segment = ++at;
        } else if (reader->bytes[at] == '$' && at - start <= 3 && is_kind(reader, at - 1, BYTE_UPPER)) {
            *kind = TOKEN_SYMBOL; /* US$ */
            return at + 1;
        } else if ((end = joint(reader, start, at)) != 0) {
            segment = at = end;
        } else {
            break;
        }
    }
    if (at == start)
        return start + width;
    uint32_t first = contraction(reader, start, at);
    if (first)
        return start + first;
    bool period = byte_at(reader, at) == '.' && is_abbreviation(reader, start, at, at - segment, dotted);
    return period ? at + 1 : at;
}

/* An apostrophe that stands for letters at the start of a word: 'em, 'til, '90s; the end, else 0. */
static uint32_t elision(const struct token_reader *reader, uint32_t at, uint32_t mark, enum token_kind *kind)
{
    static const char *const sure[] = {"em", "til", "tis", "twas", "n"}, *const likely[] = {"cause", "bout", "round",
                                                                                            "till"};
    char word[8];
    bool right = mark > 1 && token_apostrophe(reader, at, false);
    uint32_t after = at + mark;
    if (is_kind(reader, after, BYTE_DIGIT) && is_kind(reader, after + 1, BYTE_DIGIT)) {
        bool plural = byte_at(reader, after + 2) == 's' && !is_kind(reader, after + 3, BYTE_WORD | BYTE_HIGH);
        if (!plural && (!right || is_kind(reader, after + 2, BYTE_WORD | BYTE_HIGH)))
            return 0;
        *kind = TOKEN_NUMBER;
        return after + 2 + plural;
    }
    *kind = TOKEN_WORD;
    uint32_t n = short_word(reader, after, word, sizeof word);
    if (n == 0 || !(AMONG(word, sure) || (right && AMONG(word, likely))))
        return 0;
    uint32_t last = after + n < reader->end && n == 1 ? token_apostrophe(reader, after + n, false) : 0;
    return after + n + last; /* rock 'n' roll */
}

/* The width of a quotation mark other than an apostrophe at `at`, else 0. */
static uint32_t mark_width(const struct token_reader *reader, uint32_t at)
{
    const uint8_t *p = reader->bytes + at;
    if (p[0] == '"' || p[0] == '`')
        return 1;
    if (p[0] == 0xC2)
        return p[1] == 0xAB || p[1] == 0xBB ? 2 : 0;
    if (p[0] != 0xE2 || p[1] != 0x80)
        return 0;
    return (p[2] >= 0x98 && p[2] <= 0x9F) || p[2] == 0xB9 || p[2] == 0xBA ? 3 : 0;
}

/* A mark at `at`; two equal single ones are one mark. */
static uint32_t mark_end(const struct token_reader *reader, uint32_t at, uint32_t width)
{
    const uint8_t *p = reader->bytes + at;
    bool single = p[0] == '\'' || p[0] == '`' || (width == 3 && (p[2] == 0x98 || p[2] == 0x99));
    if (single && reader->end - at >= 2 * width && memcmp(p, p + width, width) == 0)
        return at + 2 * width;
    return at + width;
}

/* What is shown as one picture: what combines, joiners with what they join, skin tones, flags. */
static uint32_t picture_end(const struct token_reader *reader, uint32_t start)
{
    uint32_t width, end = start, point = text_decode(reader->text, start, &width);
    bool flag = point >= 0x1F1E6 && point <= 0x1F1FF;
    end += width;
    while (end < reader->end && reader->bytes[end] >= 0x80) {
        uint32_t next = text_decode(reader->text, end, &width);
        bool tone = next >= 0x1F3FB && next <= 0x1F3FF;
        bool pair = flag && next >= 0x1F1E6 && next <= 0x1F1FF;
        enum char_class class = unicode_class(next);
        if (!tone && !pair && class != CHAR_COMBINING && class != CHAR_FORMAT)
            break;
        flag = flag && !pair;
        end += width;
        if (next == 0x200D && end < reader->end && token_class(reader, end, &width) == CHAR_SYMBOL)
            end += width;
    }
    return end;
}

/* Runs of one character ("...", "--", "***") and of "!?" are one token. */
static uint32_t punctuation_end(const struct token_reader *reader, uint32_t start, enum token_kind *kind)
{
    uint8_t byte = reader->bytes[start];
    uint32_t end = start + 1, width;
    if (byte >= 0x80) {
        enum char_class class = token_class(reader, start, &width);
        *kind = class == CHAR_PUNCTUATION ? TOKEN_PUNCTUATION : TOKEN_SYMBOL;
        end = picture_end(reader, start);
        bool dots = byte == 0xE2 && width == 3 && reader->bytes[start + 1] == 0x80 && reader->bytes[start + 2] == 0xA6;
        while (dots && (byte_at(reader, end) == '.' ||
                        (end + 2 < reader->end && memcmp(reader->bytes + end, reader->bytes + start, 3) == 0)))
            end += byte_at(reader, end) == '.' ? 1 : 3;
        return end;
    }
    *kind = memchr("$%&+=<>|~^#@*\\_", byte, 15) ? TOKEN_SYMBOL : TOKEN_PUNCTUATION;
    if (byte < ' ' || byte == 127)
        *kind = TOKEN_SYMBOL;
    if (byte == '!' || byte == '?') {
        while (byte_at(reader, end) == '!' || byte_at(reader, end) == '?')
            end++;
    } else if (memchr(".-=*_~#+<>|", byte, 11)) {
        while (byte_at(reader, end) == byte)
            end++;
    }
    if (end < reader->end && reader->bytes[end] >= 0x80) /* keycaps and accents go with what they stand on */
        while (end < reader->end && reader->bytes[end] >= 0x80 && token_class(reader, end, &width) == CHAR_COMBINING)
            end += width;
    return end;
}

/* ":)", ";-(" and the like, standing alone; the end, else 0. */
static uint32_t emoticon_end(const struct token_reader *reader, uint32_t start)
{
    uint32_t mouth = start + 1 + (byte_at(reader, start + 1) == '-');
    uint8_t byte = byte_at(reader, mouth), after = byte_at(reader, mouth + 1);
    bool alone = after == 0 || is_kind(reader, mouth + 1, BYTE_SPACE) || after == '.';
    return alone && (byte == ')' || byte == '(' || byte == 'D' || byte == 'P') ? mouth + 1 : 0;
}

/* Does the run of letters and digits at `start` go on as addresses do? */
static bool may_be_address(const struct token_reader *reader, uint32_t start)
{
    uint32_t end = start;
    while (is_kind(reader, end, BYTE_WORD))
        end++;
    uint8_t byte = byte_at(reader, end);
    if (byte == ':')
        return byte_at(reader, end + 1) == '/';
    return (byte == '.' || byte == '@' || byte == '-' || byte == '_' || byte == '+' || byte == '%') &&
           is_kind(reader, end + 1, BYTE_WORD);
}

static uint32_t tag_end(const struct token_reader *reader, uint32_t start)
{
    uint32_t end = start + 1, width;
    while (is_word(reader, end, &width) || byte_at(reader, end) == '_')
        end += width;
    return end;
}

uint32_t token_end(struct token_reader *reader, uint32_t start, enum token_kind *kind)
{
    uint8_t byte = reader->bytes[start];
    uint32_t width, end, mark = token_apostrophe(reader, start, true);
    bool alone = start == reader->start || is_kind(reader, start - 1, BYTE_SPACE);
    *kind = TOKEN_WORD;
    if (mark) {
        if (!alone && (end = clitic(reader, start, mark)) != 0)
            return end;
        if ((end = elision(reader, start, mark, kind)) != 0)
            return end;
        *kind = TOKEN_MARK;
        return mark_end(reader, start, mark);
    }
    if ((mark = mark_width(reader, start)) != 0) {
        *kind = TOKEN_MARK;
        return mark_end(reader, start, mark);
    }
    if (is_kind(reader, start, BYTE_WORD) && may_be_address(reader, start) &&
        (end = token_address(reader, start)) != 0) {
        *kind = TOKEN_URL;
        return end;
    }
    bool sign = alone && (byte == '.' || byte == '+') && is_kind(reader, start + 1, BYTE_DIGIT);
    if (sign || is_kind(reader, start, BYTE_DIGIT)) {
        end = token_number(reader, start + sign);
        if (end) {
            *kind = TOKEN_NUMBER;
            return end;
        }
    }
    if ((byte == '@' || byte == '#') && is_letter(reader, start + 1) &&
        (alone || byte == '#' || !is_kind(reader, start - 1, BYTE_WORD)))
        return tag_end(reader, start);
    if (is_word(reader, start, &width) && (end = word_end(reader, start, kind)) > start) {
        if (byte >= 0x80 && !unicode_is_letter(token_class(reader, start, &width)))
            *kind = token_class(reader, start, &width) == CHAR_DIGIT ? TOKEN_NUMBER : TOKEN_SYMBOL;
        return end;
    }
    if ((byte == ':' || byte == ';') && alone && (end = emoticon_end(reader, start)) != 0) {
        *kind = TOKEN_SYMBOL;
        return end;
    }
    return punctuation_end(reader, start, kind);
}
