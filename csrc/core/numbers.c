#include "numbers.h"

#define NUMBER_TOKENS  12u /* the longest number in words that is read */
#define LONGEST_NUMBER 64u /* bytes of one in digits, far from where a double ends */

struct reader {
    const struct text *text;
    const struct token *tokens;
    const struct word *words;
    uint32_t end;
};

bool number_digits(const struct text *text, struct slice slice, double *value)
{
    double whole = 0, scale = 1;
    bool fraction = false, any = false;
    if (slice.end - slice.start > LONGEST_NUMBER)
        return false;
    for (uint32_t i = slice.start; i < slice.end; i++) {
        uint8_t byte = text->bytes[i];
        if (byte >= '0' && byte <= '9') {
            whole = whole * 10 + (byte - '0');
            scale = fraction ? scale * 10 : scale;
            any = true;
        } else if (byte == '.' && !fraction) {
            fraction = true;
        } else if (byte != ',' || fraction) {
            return false;
        }
    }
    *value = whole / scale;
    return any;
}

/* "1/2", "2½": shapes beside plain digits. */
static bool fraction_digits(const struct text *text, struct slice slice, double *value)
{
    const uint8_t *p = text->bytes + slice.start;
    uint32_t size = slice.end - slice.start;
    if (size == 3 && p[1] == '/' && p[2] > '1' && p[0] >= '1' && p[0] <= '9' && p[0] < p[2]) {
        *value = (double)(p[0] - '0') / (p[2] - '0');
        return true;
    }
    if (size < 2 || p[size - 2] != 0xC2 || p[size - 1] < 0xBC || p[size - 1] > 0xBE)
        return false;
    double whole = 0;
    if (size > 2 && !number_digits(text, (struct slice){slice.start, slice.end - 2}, &whole))
        return false;
    *value = whole + 0.25 * (p[size - 1] - 0xBB);
    return true;
}

static uint32_t value_of(const struct reader *r, uint32_t at, uint64_t class)
{
    return at < r->end && (r->words[at].classes & class)
               ? lexicon_value(r->words[at].senses, r->words[at].sense_count, class, SAYSO_NONE)
               : SAYSO_NONE;
}

static bool is_word(const struct reader *r, uint32_t at, const char *word)
{
    return at < r->end && text_is(r->text, token_slice(&r->tokens[at]), word);
}

/* What a magnitude multiplies with, 0 for none; the plural "millions" counts nothing by itself. */
static double magnitude_at(const struct reader *r, uint32_t at)
{
    uint32_t exponent = value_of(r, at, LEX_MAGNITUDE);
    if (exponent == SAYSO_NONE) {
        struct slice slice = at < r->end ? token_slice(&r->tokens[at]) : (struct slice){0, 0};
        bool joined = slice.end - slice.start == 1 && r->tokens[at].space_before == 0;
        uint8_t byte = joined ? r->text->bytes[slice.start] : 0;
        return byte == 'm' || byte == 'M' ? 1e6 : byte == 'k' || byte == 'K' ? 1e3 : byte == 'B' ? 1e9 : 0;
    }
    uint8_t last = r->text->bytes[r->tokens[at].end - 1];
    if (last == 's' || last == 'S')
        return 0;
    if (is_word(r, at, "dozen"))
        return 12;
    double factor = 1;
    for (uint32_t i = 0; i < exponent && i < 18; i++)
        factor *= 10;
    return factor;
}

/* Over one hyphen: "twenty-five". */
static uint32_t over_hyphen(const struct reader *r, uint32_t at)
{
    return at + 1 < r->end && r->tokens[at].ascii == '-' && r->tokens[at].space_before == 0 &&
                   r->tokens[at + 1].space_before == 0
               ? at + 1
               : at;
}

static bool read_words(const struct reader *r, uint32_t at, struct number *number)
{
    double total = 0, part = 0, factor;
    uint32_t start = at, value;
    bool any = false, article = is_word(r, at, "a") || is_word(r, at, "an");
    if (article) {
        if (magnitude_at(r, at + 1) == 0 || r->tokens[at + 1].space_before == 0)
            return false;
        part = 1;
        at++;
    }
    number->magnitude = false;
    while (at < r->end && at - start < NUMBER_TOKENS) {
        uint32_t next = any ? over_hyphen(r, at) : at;
        if (any && is_word(r, next, "and") && number->magnitude && value_of(r, next + 1, LEX_NUMBER_WORD) != SAYSO_NONE)
            next++;
        if ((value = value_of(r, next, LEX_NUMBER_WORD)) != SAYSO_NONE) {
            bool tens = part >= 20 && part < 1e6 && value < 10 && value > 0 && (uint32_t)part % 10 == 0;
            if (any && !number->magnitude && !tens)
                break;
            part += value;
            number->magnitude = false;
        } else if ((any || article) && (factor = magnitude_at(r, next)) > 0) {
            part = part > 0 ? part * factor : factor;
            if (factor >= 1000) {
                total += part;
                part = 0;
            }
            number->magnitude = true;
        } else {
            break;
        }
        any = true;
        at = next + 1;
    }
    number->value = total + part;
    number->last = at;
    number->in_digits = false;
    return any;
}

bool number_read(const struct text *text, const struct token *tokens, const struct word *words, uint32_t at,
                 uint32_t end, struct number *number)
{
    struct reader r = {text, tokens, words, end};
    if (at >= end)
        return false;
    if (tokens[at].kind != TOKEN_NUMBER)
        return read_words(&r, at, number);
    struct slice slice = token_slice(&tokens[at]);
    if (!number_digits(text, slice, &number->value) && !fraction_digits(text, slice, &number->value))
        return false;
    number->in_digits = true;
    number->last = at + 1;
    number->magnitude = false;
    for (uint32_t i = 0; i < 2; i++) { /* "5 million", "2 hundred thousand"; "5-million" */
        uint32_t next = over_hyphen(&r, number->last);
        double factor = next < end ? magnitude_at(&r, next) : 0;
        if (factor == 0 || factor == 12)
            break;
        number->value *= factor;
        number->magnitude = true;
        number->last = next + 1;
    }
    return true;
}
