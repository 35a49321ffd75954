/* numeric dates and clocks: shapes within one token, by PCRE2. */
#include "date_parts.h"

enum { SHAPE_YEAR_FIRST, SHAPE_YEAR_LAST, SHAPE_CLOCK };

static const char *const shapes[DATE_SHAPES] = {
    [SHAPE_YEAR_FIRST] = "(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})\\z",
    [SHAPE_YEAR_LAST] = "(\\d{1,2})([-/.])(\\d{1,2})\\2(\\d{4}|\\d{2})\\z",
    [SHAPE_CLOCK] = "([01]?\\d|2[0-4])[:.]([0-5]\\d)(?::[0-5]\\d)?\\z",
};

sayso_status date_patterns_create(struct date_patterns **patterns, const struct memory *memory, bool jit)
{
    sayso_status status = SAYSO_ERROR_MEMORY;
    *patterns = NULL;
    struct date_patterns *made = memory_new(memory, sizeof *made);
    if (!made)
        return status;
    if (!date_words_fill(made)) {
        status = SAYSO_ERROR_ARGUMENT;
        goto fail;
    }
    for (uint32_t i = 0; i < DATE_SHAPES; i++)
        if ((status = pattern_compile(&made->shapes[i], memory, shapes[i], false, jit)) != SAYSO_OK)
            goto fail;
    *patterns = made;
    return SAYSO_OK;
fail:
    date_patterns_free(made, memory);
    return status;
}

void date_patterns_free(struct date_patterns *patterns, const struct memory *memory)
{
    if (!patterns)
        return;
    for (uint32_t i = 0; i < DATE_SHAPES; i++)
        pattern_free(patterns->shapes[i]);
    memory_free(memory, patterns);
}

static int number_in(const struct date_finder *f, struct slice slice)
{
    int value = 0;
    for (uint32_t i = slice.start; i < slice.end; i++)
        value = value * 10 + (f->text->bytes[i] - '0');
    return value;
}

static bool matches(struct date_finder *f, int shape, uint32_t at, struct slice groups[PATTERN_GROUPS])
{
    struct slice window = token_slice(&f->tokens[at]);
    int found = pattern_find(f->patterns->shapes[shape], f->matcher, f->text, window, window.start, true, groups);
    f->pattern_limit = f->pattern_limit || found == -1;
    return found > 0;
}

/* Which way round the text itself writes such dates: 1 day first, -1 month first, 0 it does not say. */
static int order_in_text(struct date_finder *f)
{
    struct slice groups[PATTERN_GROUPS];
    if (f->order_known)
        return f->order;
    f->order_known = true;
    for (uint32_t i = 0; i < f->token_count && f->order == 0; i++) {
        uint32_t size = f->tokens[i].end - f->tokens[i].start;
        if (f->tokens[i].kind != TOKEN_NUMBER || size < 6 || size > 10 || !matches(f, SHAPE_YEAR_LAST, i, groups))
            continue;
        int first = number_in(f, groups[1]), second = number_in(f, groups[3]);
        f->order = first > 12 && second <= 12 ? 1 : second > 12 && first <= 12 ? -1 : 0;
    }
    return f->order;
}

static int year_of(const struct date_finder *f, struct slice slice)
{
    int year = number_in(f, slice);
    return slice.end - slice.start == 4 ? year : year < 50 ? 2000 + year : 1900 + year;
}

/* Both readings are dates: options decide, else the text, else the month comes first and a warning says so. */
static int day_first(struct date_finder *f, uint32_t at)
{
    int order = f->day_first == SAYSO_ON ? 1 : f->day_first == SAYSO_OFF ? -1 : order_in_text(f);
    if (order == 0 &&
        !warnings_add(f->memory, f->warnings, WARNING_AMBIGUOUS_DATE, f->tokens[at].start, f->tokens[at].end))
        f->out_of_memory = true;
    return order;
}

int date_shape(struct date_finder *f, uint32_t at, struct date_found *found)
{
    struct slice groups[PATTERN_GROUPS];
    int year, month, day;
    uint32_t size = f->tokens[at].end - f->tokens[at].start;
    if (f->tokens[at].kind != TOKEN_NUMBER || size < 6 || size > 10)
        return 0;
    if (matches(f, SHAPE_YEAR_FIRST, at, groups)) {
        year = number_in(f, groups[1]);
        month = number_in(f, groups[3]);
        day = number_in(f, groups[4]);
    } else if (matches(f, SHAPE_YEAR_LAST, at, groups)) {
        year = year_of(f, groups[4]);
        month = number_in(f, groups[1]);
        day = number_in(f, groups[3]);
        bool dots = f->text->bytes[groups[2].start] == '.';
        bool both = month <= 12 && day <= 12 && month != day;
        if (dots || (month > 12 && day <= 12) || (both && day_first(f, at) > 0)) {
            int swapped = month;
            month = day;
            day = swapped;
        }
    } else {
        return 0;
    }
    if (!civil_valid(year, month, day))
        return 0;
    date_value(found, (struct civil){year, (uint8_t)month, (uint8_t)day}, GRAIN_DAY, 0);
    found->anchor = SAYSO_ANCHOR_NONE;
    found->last = at + 1;
    return 1;
}

/* "10 p.m.", "10:30", "10 o'clock", "noon": hour and minute, and one past the last token. */
static bool read_clock(struct date_finder *f, uint32_t at, uint32_t *last, int *hour, int *minute)
{
    struct slice groups[PATTERN_GROUPS];
    uint32_t size = f->tokens[at].end - f->tokens[at].start;
    bool exact = false;
    *minute = 0;
    *last = at + 1;
    if (date_is(f, at, DATE_NOON) || date_is(f, at, DATE_MIDNIGHT)) {
        *hour = date_is(f, at, DATE_NOON) ? 12 : 24;
        return true;
    }
    uint32_t whole = size == 4 && date_is(f, at + 1, DATE_ZONE) && f->tokens[at + 1].letters == CASED_UPPER
                         ? date_digits(f, at, 0, 2359)
                         : SAYSO_NONE;
    if (whole != SAYSO_NONE && whole % 100 < 60) { /* "0600 GMT" */
        *hour = (int)whole / 100;
        *minute = (int)whole % 100;
        return true;
    }
    if (f->tokens[at].kind == TOKEN_NUMBER && size >= 4 && size <= 8 && matches(f, SHAPE_CLOCK, at, groups)) {
        *hour = number_in(f, groups[1]);
        *minute = number_in(f, groups[2]);
        for (uint32_t i = f->tokens[at].start; i < f->tokens[at].end; i++)
            exact = exact || f->text->bytes[i] == ':';
    } else {
        struct number number;
        if (!date_number(f, at, &number) || number.value < 0 || number.value > 24 || number.last > at + 1 ||
            (number.in_digits && size > 2))
            return false;
        *hour = (int)number.value;
    }
    struct word_code half = date_word_at(f, at + 1);
    if (half.code == DATE_AM || half.code == DATE_PM) {
        if (*hour > 12)
            return false;
        *hour = *hour % 12 + (half.code == DATE_PM ? 12 : 0);
    } else if (half.code != DATE_OCLOCK) {
        return exact && *hour >= 5;
    }
    *last = at + 2;
    return true;
}

bool date_clock(struct date_finder *f, uint32_t at, struct date_found *found)
{
    int hour, minute;
    uint32_t last;
    if (!read_clock(f, at, &last, &hour, &minute))
        return false;
    if (date_is(f, last, DATE_ZONE) && f->tokens[last].letters == CASED_UPPER)
        last++;
    if (!(last < f->end && (date_calendar(f, last, found) || date_relative(f, last, found)) &&
          found->grain == GRAIN_DAY && found->type == SAYSO_TYPE_DATE)) {
        /* the day read before it in this sentence, else today */
        const struct date *before = f->dates->list.count ? &f->dates->list.items[f->dates->list.count - 1] : NULL;
        bool same = before && before->first >= f->begin && f->last.year && f->last_grain == GRAIN_DAY;
        date_value(found, same ? f->last : f->now, GRAIN_DAY, 0);
        found->anchor = same ? SAYSO_ANCHOR_TEXT : f->now.year ? DATE_SLOT_NOW : SAYSO_ANCHOR_NONE;
        found->last = last;
    }
    char clock[7] = {'T', (char)('0' + hour / 10),   (char)('0' + hour % 10),
                     ':', (char)('0' + minute / 10), (char)('0' + minute % 10),
                     0};
    date_value_append(found, clock);
    found->type = SAYSO_TYPE_TIME;
    return true;
}
