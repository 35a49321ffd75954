/* numbers as one token: "1,250.5", "10:30", "9/11", "2021-12-01", "20th", "1990s"; a unit is cut off ("20|m"). */
#include "token_rules.h"

#include <string.h>

static uint8_t byte_at(const struct token_reader *reader, uint32_t at)
{
    return at < reader->end ? reader->bytes[at] : 0;
}

static bool is_digit(const struct token_reader *reader, uint32_t at)
{
    return (token_bytes[byte_at(reader, at)] & BYTE_DIGIT) != 0;
}

/* ASCII digits from `at`, at most `most` of them. */
static uint32_t digits(const struct token_reader *reader, uint32_t at, uint32_t most)
{
    uint32_t n = 0;
    while (n < most && is_digit(reader, at + n))
        n++;
    return n;
}

/* Groups of digits joined by hyphens that are one thing: 2021-12-01, 12-01-2021, telephone numbers. */
static uint32_t hyphenated(const struct token_reader *reader, uint32_t start)
{
    uint32_t groups[4] = {0}, count = 0, at = start;
    for (;;) {
        uint32_t n = digits(reader, at, 6);
        if (n == 0 || count == 4)
            return 0;
        groups[count++] = n;
        at += n;
        if (byte_at(reader, at) != '-')
            break;
        at++;
    }
    if (token_bytes[byte_at(reader, at)] & BYTE_WORD)
        return 0;
    bool iso = count == 3 && groups[0] == 4 && groups[1] <= 2 && groups[2] <= 2;
    bool us = count == 3 && groups[0] <= 2 && groups[1] <= 2 && (groups[2] == 4 || groups[2] == 2);
    bool phone = count >= 2 && groups[count - 1] == 4 && groups[count - 2] == 3 &&
                 (count < 3 || groups[count - 3] == 3) && (count < 4 || groups[0] == 1);
    return iso || us || phone ? at : 0;
}

/* Letters straight after a number that are a word of their own. */
static bool is_unit(const uint8_t *bytes, uint32_t size)
{
    static const char *const units[] = {"am",  "pm",  "AM",  "PM",  "k",   "m",   "bn",      "tn",   "mn",   "K",
                                        "M",   "B",   "mm",  "cm",  "km",  "kg",  "g",       "lb",   "lbs",  "ft",
                                        "mph", "kph", "kmh", "h",   "hrs", "min", "mins",    "MW",   "GW",   "kW",
                                        "GB",  "MB",  "TB",  "MHz", "GHz", "p",   "percent", "days", "years"};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (strlen(units[i]) == size && memcmp(units[i], bytes, size) == 0)
            return true;
    return false;
}

static bool is_ordinal(const uint8_t *bytes, uint32_t size)
{
    static const char endings[] = "stndrdth";
    if (size == 1)
        return bytes[0] == 's';
    for (uint32_t i = 0; size == 2 && i < 8; i += 2)
        if ((bytes[0] | 0x20) == endings[i] && (bytes[1] | 0x20) == endings[i + 1])
            return true;
    return false;
}

/* Does the number go on over the separator at `at`?  `run`: digits just before it. */
static bool joins(const struct token_reader *reader, uint32_t at, uint32_t run)
{
    uint32_t after = digits(reader, at + 1, 5);
    switch (reader->bytes[at]) {
    case ',': return run <= 3 && after == 3;
    case '.': return after > 0;
    case ':': return run <= 2 && (after == 1 || after == 2);
    case '/': return run <= 4 && after > 0 && after <= 4;
    default: return false;
    }
}

/* The end of the letters after a number that ends at `at`: `at` itself to cut them off, 0 for a word. */
static uint32_t suffix(const struct token_reader *reader, uint32_t at)
{
    uint32_t end = at;
    while (end < reader->end && end - at < 9 && (token_bytes[reader->bytes[end]] & BYTE_LETTER))
        end++;
    if (token_bytes[byte_at(reader, end)] & (BYTE_DIGIT | BYTE_HIGH | BYTE_LETTER))
        return 0;
    if (is_ordinal(reader->bytes + at, end - at))
        return end;
    if (is_unit(reader->bytes + at, end - at))
        return at;
    bool half_day = end - at == 1 && byte_at(reader, end) == '.' && (byte_at(reader, end + 1) | 0x20) == 'm' &&
                    ((reader->bytes[at] | 0x20) == 'a' || (reader->bytes[at] | 0x20) == 'p');
    return half_day ? at : 0; /* "10a.m." */
}

uint32_t token_number(const struct token_reader *reader, uint32_t start)
{
    uint32_t at = start, run = 0, width = 0;
    uint32_t whole = hyphenated(reader, start);
    if (whole)
        return whole;
    while (at < reader->end) {
        uint8_t byte = reader->bytes[at];
        if (token_bytes[byte] & BYTE_DIGIT) {
            at++;
            run++;
        } else if (token_bytes[byte] & BYTE_LETTER) {
            return suffix(reader, at);
        } else if (byte < 0x80) {
            if (!joins(reader, at, run))
                break;
            at++;
            run = 0;
        } else {
            enum char_class class = token_class(reader, at, &width);
            if (unicode_is_letter(class))
                return 0;
            if (class != CHAR_DIGIT && class != CHAR_COMBINING && class != CHAR_FORMAT)
                break;
            at += width;
        }
    }
    uint32_t mark = at < reader->end ? token_apostrophe(reader, at, false) : 0;
    bool decade = mark && reader->bytes[at - 1] == '0' && byte_at(reader, at + mark) == 's' &&
                  !(token_bytes[byte_at(reader, at + mark + 1)] & (BYTE_WORD | BYTE_HIGH));
    if (decade)
        return at + mark + 1; /* "1930's" */
    bool item = start == reader->start && at - start <= 3 && byte_at(reader, at) == '.' &&
                (token_bytes[byte_at(reader, at + 1)] & BYTE_SPACE);
    return item ? at + 1 : at; /* "1." that opens a paragraph */
}
