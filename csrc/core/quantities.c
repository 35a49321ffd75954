#include "quantity_parts.h"

#include <math.h>
#include <string.h>

struct finder {
    const struct memory *memory;
    const struct quantity_patterns *patterns;
    struct pattern_matcher *matcher;
    const struct text *text;
    const struct token *tokens;
    const struct word *words;
    const struct lexemes *lexemes;
    uint32_t hit;        /* the first hit not before the token looked at */
    uint32_t begin, end; /* tokens of the sentence; `end` is cut at the next date */
    bool sterling;       /* the text writes £: its pounds are money */
    bool pattern_limit;
};

sayso_status quantity_patterns_create(struct quantity_patterns **patterns, const struct memory *memory, bool jit)
{
    sayso_status status = SAYSO_ERROR_MEMORY;
    *patterns = NULL;
    struct quantity_patterns *made = memory_new(memory, sizeof *made);
    if (!made)
        return status;
    /* letters of the country, then the sign; longer forms of one sign share its group */
    status = pattern_compile(&made->money, memory,
                             "(US|U\\.S\\.|C|CA|A|AU|NZ|HK|NT|S|R|MX)?(?:(\\$)|(£)|(€)|(¥)|(₹)|(₽)|(₩)|(₪)|(₴)|(₺))\\z",
                             false, jit);
    if (!status && !quantity_words_fill(made))
        status = SAYSO_ERROR_ARGUMENT;
    if (status) {
        quantity_patterns_free(made, memory);
        return status;
    }
    *patterns = made;
    return SAYSO_OK;
}

void quantity_patterns_free(struct quantity_patterns *patterns, const struct memory *memory)
{
    if (!patterns)
        return;
    pattern_free(patterns->money);
    memory_free(memory, patterns);
}

/* ---- single tokens ------------------------------------------------------------------------------------------- */

static struct word_code word_at(const struct finder *f, uint32_t at)
{
    if (at < f->begin || at >= f->end)
        return (struct word_code){0, 0};
    return word_table_find(&f->patterns->words, f->words[at].hash);
}

static bool is_code(const struct finder *f, uint32_t at, enum quantity_code code)
{
    return word_at(f, at).code == (uint16_t)code;
}

static bool is_class(const struct finder *f, uint32_t at, uint64_t class)
{
    return at >= f->begin && at < f->end && (f->words[at].classes & class) != 0;
}

static uint32_t over_hyphen(const struct finder *f, uint32_t at)
{
    bool hyphen = at + 1 < f->end && f->tokens[at].ascii == '-' && f->tokens[at].space_before == 0 &&
                  f->tokens[at + 1].space_before == 0;
    return hyphen ? at + 1 : at;
}

static void set_unit(struct quantity *q, const char *unit)
{
    size_t size = strlen(unit);
    size = size < sizeof q->unit ? size : sizeof q->unit - 1;
    memcpy(q->unit, unit, size);
    q->unit[size] = '\0';
}

/* The ISO code of a sign such as "$" or "HK$", NULL for another token. */
static const char *currency_of_sign(struct finder *f, uint32_t at)
{
    static const char *const prefixes[][2] = {{"C", "CAD"},  {"CA", "CAD"}, {"A", "AUD"}, {"AU", "AUD"}, {"NZ", "NZD"},
                                              {"HK", "HKD"}, {"NT", "TWD"}, {"S", "SGD"}, {"R", "BRL"},  {"MX", "MXN"}};
    static const char *const signs[] = {"USD", "GBP", "EUR", "JPY", "INR", "RUB", "KRW", "ILS", "UAH", "TRY"};
    struct slice groups[PATTERN_GROUPS], window = token_slice(&f->tokens[at]);
    if (f->tokens[at].kind != TOKEN_SYMBOL || window.end - window.start > 8)
        return NULL;
    if (f->tokens[at].ascii == '$')
        return "USD";
    int found = pattern_find(f->patterns->money, f->matcher, f->text, window, window.start, true, groups);
    f->pattern_limit = f->pattern_limit || found == -1;
    if (found <= 0)
        return NULL;
    for (uint32_t i = 0; i < sizeof signs / sizeof *signs && i + 2 < PATTERN_GROUPS; i++) {
        if (groups[i + 2].start == SAYSO_NONE || (int)i + 2 >= found)
            continue;
        uint32_t size = groups[1].start == SAYSO_NONE ? 0 : groups[1].end - groups[1].start;
        for (size_t k = 0; i == 0 && k < sizeof prefixes / sizeof *prefixes; k++)
            if (strlen(prefixes[k][0]) == size && memcmp(f->text->bytes + groups[1].start, prefixes[k][0], size) == 0)
                return prefixes[k][1];
        return signs[i];
    }
    return NULL;
}

/* "USD", "EUR" before a number. */
static const char *currency_code(const struct finder *f, uint32_t at)
{
    const struct token *token = &f->tokens[at];
    if (token->letters != CASED_UPPER || token->end - token->start != 3 || at + 1 >= f->end ||
        f->tokens[at + 1].kind != TOKEN_NUMBER)
        return NULL;
    for (uint32_t i = 0; lexicon_currency(i); i++)
        if (memcmp(lexicon_currency(i), f->text->bytes + token->start, 3) == 0)
            return lexicon_currency(i);
    return NULL;
}

/* A currency in words at `at` ("dollars", "Swiss francs"): its ISO code, and one past its last token. */
static const char *currency_word(const struct finder *f, uint32_t at, uint32_t *last)
{
    uint32_t low = f->hit, high = f->lexemes->hits.count;
    if (at >= f->end || f->tokens[at].kind != TOKEN_WORD)
        return NULL;
    for (uint32_t steps = 0; low < high && steps < 64 && f->lexemes->hits.items[low].first < at; steps++)
        low++;
    for (; low < high && f->lexemes->hits.items[low].first == at; low++) {
        const struct lexicon_hit *hit = &f->lexemes->hits.items[low];
        if ((hit->classes & LEX_CURRENCY) && at + hit->count <= f->end) {
            *last = at + hit->count;
            return lexicon_currency(lexicon_value(hit->senses, hit->sense_count, LEX_CURRENCY, UINT32_MAX));
        }
    }
    return NULL;
}

/* Do the words before token `at` make the number vague? */
static bool is_vague(const struct finder *f, uint32_t at)
{
    if (at == f->begin)
        return false;
    struct word_code before = word_at(f, at - 1),
                     second = at >= f->begin + 2 ? word_at(f, at - 2) : (struct word_code){0, 0};
    if (before.code == QUANTITY_ABOUT)
        return true;
    if (before.code == QUANTITY_A && second.code == QUANTITY_ABOUT)
        return true;
    return (before.code == QUANTITY_THAN && second.code == QUANTITY_MORE) ||
           (before.code == QUANTITY_LEAST && second.code == QUANTITY_AT) ||
           (before.code == QUANTITY_TO && (second.code == QUANTITY_UP || second.code == QUANTITY_CLOSE)) ||
           (before.code == QUANTITY_AS && second.code == QUANTITY_AS) || f->tokens[at - 1].ascii == '~';
}

/* ---- what stands after a number ------------------------------------------------------------------------------ */

static bool percent_after(const struct finder *f, uint32_t at, struct quantity *q)
{
    uint32_t next = over_hyphen(f, at);
    if (next >= f->end)
        return false;
    struct word_code word = word_at(f, next), second = word_at(f, next + 1);
    if (f->tokens[next].ascii == '%' || word.code == QUANTITY_PERCENT) {
        q->last = next + 1;
        set_unit(q, "%");
    } else if (word.code == QUANTITY_PER && second.code == QUANTITY_CENT) {
        q->last = next + 2;
        set_unit(q, "%");
    } else if ((word.code == QUANTITY_PERCENTAGE || word.code == QUANTITY_BASIS) &&
               is_code(f, over_hyphen(f, next + 1), QUANTITY_POINTS)) {
        q->last = over_hyphen(f, next + 1) + 1;
        set_unit(q, word.code == QUANTITY_BASIS ? "basis points" : "percentage points");
    } else {
        return false;
    }
    q->type = SAYSO_PERCENT;
    return true;
}

static bool money_after(const struct finder *f, const struct number *number, struct quantity *q)
{
    uint32_t at = over_hyphen(f, number->last), last;
    struct word_code word = word_at(f, at);
    bool pence = at < f->end && f->tokens[at].ascii == 'p' && f->tokens[at].space_before == 0 && f->sterling;
    const char *iso = pence ? "GBP" : currency_word(f, at, &last);
    if (!iso || (f->tokens[at].letters != CASED_LOWER && word.code == QUANTITY_DOUBTFUL))
        return false;
    if (word.code == QUANTITY_DOUBTFUL && !number->magnitude && q->value < 100)
        return false;
    if (word.code == QUANTITY_POUNDS && q->value < 1e6 && !f->sterling)
        return false; /* a weight */
    if (pence || word.code == QUANTITY_HUNDREDTH)
        q->value /= 100;
    q->last = pence ? at + 1 : last;
    q->type = SAYSO_MONEY;
    set_unit(q, iso);
    return true;
}

static bool measure_after(const struct finder *f, uint32_t after, struct quantity *q)
{
    uint32_t at = over_hyphen(f, after);
    struct word_code word = word_at(f, at);
    const char *power = "";
    if (word.code == QUANTITY_SQUARE || word.code == QUANTITY_CUBIC) {
        power = word.code == QUANTITY_SQUARE ? "2" : "3";
        at = over_hyphen(f, at + 1);
        word = word_at(f, at);
    }
    bool sign = at < f->end && f->tokens[at].end - f->tokens[at].start == 2 &&
                memcmp(f->text->bytes + f->tokens[at].start, "\xC2\xB0", 2) == 0;
    q->type = SAYSO_MEASURE;
    if (sign || word.code == QUANTITY_DEGREES) {
        struct word_code scale = word_at(f, at + 1);
        bool letter = at + 1 < f->end && f->tokens[at + 1].letters != CASED_LOWER;
        bool known = letter && (scale.code == QUANTITY_CELSIUS || scale.code == QUANTITY_FAHRENHEIT);
        set_unit(q, !known                           ? "\xC2\xB0"
                    : scale.code == QUANTITY_CELSIUS ? "\xC2\xB0"
                                                       "C"
                                                     : "\xC2\xB0"
                                                       "F");
        q->last = at + 1 + known;
        return true;
    }
    if (word.code == QUANTITY_POUNDS) {
        set_unit(q, "lb");
    } else if (word.code == QUANTITY_UNIT) {
        char unit[12] = {0};
        strncpy(unit, quantity_unit(word.value), sizeof unit - 2);
        strcat(unit, power);
        set_unit(q, unit);
    } else {
        return false;
    }
    q->last = at + 1;
    return true;
}

/* The noun that is counted: "troops" of "100,000 Russian troops". */
static void count_unit(const struct finder *f, uint32_t at, struct quantity *q)
{
    static const char *const others[] = {"people", "men",       "women",    "children",
                                         "police", "personnel", "aircraft", "staff"};
    for (uint32_t i = at, limit = at + 4 < f->end ? at + 4 : f->end; i < limit; i++) {
        const struct token *token = &f->tokens[i];
        uint32_t size = token->end - token->start;
        if (token->kind != TOKEN_WORD || (f->words[i].classes & LEX_FUNCTION))
            return;
        const uint8_t *p = f->text->bytes + token->start;
        bool plural = size > 3 && p[size - 1] == 's' && p[size - 2] != 's';
        for (size_t k = 0; !plural && k < sizeof others / sizeof *others; k++)
            plural = text_is(f->text, token_slice(token), others[k]);
        if (!plural || token->letters != CASED_LOWER)
            continue;
        size = size < sizeof q->unit ? size : 0; /* too long a noun is left out rather than cut */
        memcpy(q->unit, p, size);
        q->unit[size] = '\0';
        return;
    }
}

static bool ends_as_past(const struct finder *f, uint32_t at)
{
    const struct token *token = &f->tokens[at];
    return token->end - token->start > 4 && memcmp(f->text->bytes + token->end - 2, "ed", 2) == 0;
}

/* Is a number in digits part of a name: "Boeing 737", "Section 230", "No. 10"? */
static bool in_name(const struct finder *f, uint32_t at, uint32_t last)
{
    if (at == f->begin || f->tokens[at].space_before == 0)
        return at > f->begin && f->tokens[at].space_before == 0 &&
               (f->tokens[at - 1].ascii == '-' || f->tokens[at - 1].ascii == '#');
    const struct token *before = &f->tokens[at - 1];
    bool capital = before->letters == CASED_TITLE || before->letters == CASED_UPPER || before->letters == CASED_MIXED;
    bool counted = last < f->end && f->tokens[last].letters == CASED_LOWER &&
                   !(f->words[last].classes & (LEX_FUNCTION | LEX_VERB | LEX_CUE_VERB)) && !ends_as_past(f, last);
    bool opens = at - 1 == f->begin && (f->words[at - 1].classes & LEX_COMMON);
    return capital && before->kind == TOKEN_WORD && !counted &&
           !(f->words[at - 1].classes & (LEX_FUNCTION | LEX_CUE_VERB | LEX_VERB)) && !opens;
}

/* ---- expressions --------------------------------------------------------------------------------------------- */

/* "$1.5 billion", "EUR 20m". */
static bool money_before(struct finder *f, uint32_t at, struct quantity *q)
{
    struct number number;
    const char *iso = currency_of_sign(f, at);
    if (!iso)
        iso = currency_code(f, at);
    if (!iso || !number_read(f->text, f->tokens, f->words, at + 1, f->end, &number))
        return false;
    q->value = number.value;
    q->last = number.last;
    q->type = SAYSO_MONEY;
    set_unit(q, iso);
    return true;
}

static bool is_several(const struct finder *f, uint32_t at)
{
    return at < f->end && (text_is(f->text, token_slice(&f->tokens[at]), "several") ||
                           text_is(f->text, token_slice(&f->tokens[at]), "Several"));
}

/* "dozens", "hundreds of thousands of people", "millions of dollars": how many is not told. */
static bool many(const struct finder *f, uint32_t at, struct quantity *q)
{
    uint32_t last = at + 1, after;
    if (is_several(f, at) && is_class(f, last, LEX_MAGNITUDE)) { /* "several hundred" */
        q->value = NAN;
        q->approximate = 1;
        q->type = SAYSO_CARDINAL;
        q->last = last + 1;
        count_unit(f, q->last, q);
        return true;
    }
    if (!is_code(f, at, QUANTITY_MANY))
        return false;
    while (is_code(f, last, QUANTITY_OF) && is_code(f, last + 1, QUANTITY_MANY) && last < at + 6)
        last += 2;
    q->value = NAN;
    q->approximate = 1;
    q->type = SAYSO_CARDINAL;
    q->last = last;
    const char *iso = is_code(f, last, QUANTITY_OF) ? currency_word(f, last + 1, &after) : NULL;
    if (iso) {
        q->type = SAYSO_MONEY;
        q->last = after;
        set_unit(q, iso);
    } else if (is_code(f, last, QUANTITY_OF)) {
        count_unit(f, last + 1, q);
    }
    return true;
}

/* "two-thirds", "a quarter of", "one-third". */
static bool fraction(const struct finder *f, uint32_t at, struct quantity *q)
{
    uint32_t value = is_class(f, at, LEX_NUMBER_WORD)
                         ? lexicon_value(f->words[at].senses, f->words[at].sense_count, LEX_NUMBER_WORD, 0)
                     : is_code(f, at, QUANTITY_A) ? 1
                                                  : 0;
    uint32_t next = over_hyphen(f, at + 1);
    struct word_code part = word_at(f, next);
    bool article = is_code(f, at, QUANTITY_A);
    bool single = value == 1 && (part.code == QUANTITY_ORDINAL || part.code == QUANTITY_PART) && part.value >= 3;
    bool plural = value > 1 && part.code == QUANTITY_PART;
    if (!(single || plural) || (article && !is_code(f, next + 1, QUANTITY_OF)) ||
        (single && next == at + 1 && !is_code(f, next + 1, QUANTITY_OF)))
        return false;
    q->value = (double)value / part.value;
    q->type = SAYSO_CARDINAL;
    q->last = next + 1;
    return true;
}

static bool ordinal(const struct finder *f, uint32_t at, struct quantity *q)
{
    struct word_code word = word_at(f, at);
    const struct token *token = &f->tokens[at];
    q->type = SAYSO_ORDINAL;
    q->last = at + 1;
    if (word.code == QUANTITY_ORDINAL) {
        q->value = word.value;
        bool seconds = word.value == 2 && at > f->begin &&
                       (is_class(f, at - 1, LEX_NUMBER_WORD) || f->tokens[at - 1].kind == TOKEN_NUMBER);
        return !seconds;
    }
    uint32_t tens = is_class(f, at, LEX_NUMBER_WORD)
                        ? lexicon_value(f->words[at].senses, f->words[at].sense_count, LEX_NUMBER_WORD, 0)
                        : 0;
    uint32_t next = over_hyphen(f, at + 1);
    if (tens >= 20 && tens < 100 && tens % 10 == 0 && next > at + 1) { /* "twenty-first" */
        word = word_at(f, next);
        q->value = (double)tens + word.value;
        q->last = next + 1;
        return word.code == QUANTITY_ORDINAL && word.value < 10;
    }
    if (token->kind != TOKEN_NUMBER || token->end - token->start < 3)
        return false;
    uint8_t a = f->text->bytes[token->end - 2] | 0x20, b = f->text->bytes[token->end - 1] | 0x20;
    bool suffix = (a == 's' && b == 't') || (a == 'n' && b == 'd') || (a == 'r' && b == 'd') || (a == 't' && b == 'h');
    return suffix && number_digits(f->text, (struct slice){token->start, token->end - 2}, &q->value);
}

/* "half a million", "half-million", "a half million". */
static bool half(const struct finder *f, uint32_t at, struct number *number)
{
    uint32_t next = at + is_code(f, at, QUANTITY_A);
    if (!is_code(f, next, QUANTITY_HALF))
        return false;
    next = over_hyphen(f, next + 1);
    if (next == at + 1 && is_code(f, next, QUANTITY_A))
        next++;
    uint32_t exponent = is_class(f, next, LEX_MAGNITUDE)
                            ? lexicon_value(f->words[next].senses, f->words[next].sense_count, LEX_MAGNITUDE, 0)
                            : 0;
    *number = (struct number){0.5, next + 1, false, true};
    for (uint32_t i = 0; i < exponent && i < 18; i++)
        number->value *= 10;
    return exponent > 1 && !is_code(f, next, QUANTITY_MANY);
}

static bool counted(struct finder *f, uint32_t at, struct quantity *q)
{
    struct number number;
    if (!half(f, at, &number) && !number_read(f->text, f->tokens, f->words, at, f->end, &number))
        return false;
    q->value = number.value;
    if (percent_after(f, number.last, q) || money_after(f, &number, q))
        return true;
    if (number.in_digits && in_name(f, at, number.last))
        return false;
    if (measure_after(f, number.last, q))
        return true;
    uint32_t next = over_hyphen(f, number.last);
    bool one = !number.in_digits && number.value == 1 && number.last == at + 1;
    if (one &&
        (next >= f->end || f->tokens[next].kind != TOKEN_WORD ||
         (is_class(f, next, LEX_FUNCTION | LEX_VERB | LEX_AUXILIARY | LEX_CUE_VERB) && !is_code(f, next, QUANTITY_OF))))
        return false; /* a pronoun */
    q->type = SAYSO_CARDINAL;
    q->last = number.last;
    count_unit(f, next, q);
    return true;
}

/* May a quantity begin here?  Cheap, for every token. */
static bool is_trigger(const struct finder *f, uint32_t at)
{
    const struct token *token = &f->tokens[at];
    if (token->kind == TOKEN_NUMBER || token->kind == TOKEN_SYMBOL)
        return true;
    if (token->kind != TOKEN_WORD)
        return false;
    if ((f->words[at].classes & (LEX_NUMBER_WORD | LEX_MAGNITUDE)) ||
        (token->letters == CASED_UPPER && token->end - token->start == 3))
        return true;
    struct word_code word = word_at(f, at);
    if (word.code == QUANTITY_A)
        return is_class(f, at + 1, LEX_MAGNITUDE) || word_at(f, at + 1).code == QUANTITY_ORDINAL ||
               word_at(f, at + 1).code == QUANTITY_PART || is_code(f, at + 1, QUANTITY_HALF);
    return word.code == QUANTITY_ORDINAL || word.code == QUANTITY_HALF || word.code == QUANTITY_MANY ||
           (word.code == QUANTITY_AS && is_several(f, at));
}

static bool read_quantity(struct finder *f, uint32_t at, struct quantity *q)
{
    *q = (struct quantity){.first = at};
    q->approximate = is_vague(f, at);
    return money_before(f, at, q) || many(f, at, q) || fraction(f, at, q) || ordinal(f, at, q) || counted(f, at, q);
}

/* The quantities of the tokens [begin, end): a stretch of a sentence without a date. */
static sayso_status read_stretch(struct finder *f, struct quantities *quantities)
{
    struct quantity q;
    for (uint32_t at = f->begin; at < f->end;) {
        while (f->hit < f->lexemes->hits.count && f->lexemes->hits.items[f->hit].first < at)
            f->hit++;
        if (!is_trigger(f, at) || !read_quantity(f, at, &q)) {
            at++;
            continue;
        }
        q.where = (struct slice){f->tokens[at].start, f->tokens[q.last - 1].end};
        struct quantity *slot = array_push(f->memory, &quantities->list);
        if (!slot)
            return SAYSO_ERROR_MEMORY;
        *slot = q;
        at = q.last;
    }
    return SAYSO_OK;
}

/* Does the text write pound signs?  The first few thousand symbols tell. */
static bool writes_sterling(const struct text *text)
{
    if (text->ascii)
        return false;
    uint32_t limit = text->size < 65536 ? text->size : 65536;
    const uint8_t *at = text->bytes, *end = text->bytes + limit;
    while (at && at + 1 < end) {
        at = memchr(at, 0xC2, (size_t)(end - at));
        if (at && at + 1 < end && at[1] == 0xA3)
            return true;
        at = at ? at + 1 : NULL;
    }
    return false;
}

sayso_status quantities_find(const struct memory *memory, const struct quantity_patterns *patterns,
                             struct pattern_matcher *matcher, const struct text *text, const struct tokens *tokens,
                             const struct lexemes *lexemes, const struct sentences *sentences,
                             const struct dates *dates, struct quantities *quantities, struct warnings *warnings)
{
    struct finder f = {.memory = memory,
                       .patterns = patterns,
                       .matcher = matcher,
                       .text = text,
                       .tokens = tokens->list.items,
                       .words = lexemes->words.items,
                       .lexemes = lexemes,
                       .sterling = writes_sterling(text)};
    uint32_t date = 0;
    array_clear(&quantities->list);
    for (uint32_t i = 0; i < sentences->list.count; i++) {
        const struct sentence *sentence = &sentences->list.items[i];
        f.pattern_limit = false;
        for (uint32_t at = sentence->first; at < sentence->last;) {
            while (date < dates->list.count && dates->list.items[date].last <= at)
                date++;
            bool dated = date < dates->list.count && dates->list.items[date].first < sentence->last;
            f.begin = at;
            f.end = dated && dates->list.items[date].first > at ? dates->list.items[date].first
                    : dated                                     ? at
                                                                : sentence->last;
            sayso_status status = read_stretch(&f, quantities);
            if (status)
                return status;
            at = dated ? dates->list.items[date].last : sentence->last;
        }
        if (f.pattern_limit &&
            !warnings_add(memory, warnings, WARNING_PATTERN_LIMIT, tokens->list.items[sentence->first].start,
                          tokens->list.items[sentence->last - 1].end))
            return SAYSO_ERROR_MEMORY;
        if ((i & 63u) == 0 && memory_cancelled(memory))
            return SAYSO_ERROR_CANCELLED;
    }
    return SAYSO_OK;
}
