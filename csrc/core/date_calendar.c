/* dates by the calendar: weekdays, months with day and year, years, decades, holidays. */
#include "date_parts.h"

#include <string.h>

static void anchor_now(const struct date_finder *f, struct date_found *found)
{
    found->anchor = f->now.year ? DATE_SLOT_NOW : SAYSO_ANCHOR_NONE;
}

static bool is_comma(const struct date_finder *f, uint32_t at) { return at < f->end && f->tokens[at].ascii == ','; }

/* A year of four digits, on its own a year only in the company that years keep. */
static uint32_t year_at(const struct date_finder *f, uint32_t at) { return date_digits(f, at, 1000, 2100); }

/* A day of the month, "1" or "1st"; 0 for none. */
static uint32_t day_at(const struct date_finder *f, uint32_t at)
{
    if (at >= f->end || f->tokens[at].kind != TOKEN_NUMBER)
        return 0;
    uint32_t size = f->tokens[at].end - f->tokens[at].start, value = 0, n = 0;
    const uint8_t *p = f->text->bytes + f->tokens[at].start;
    while (n < size && n < 3 && p[n] >= '0' && p[n] <= '9')
        value = value * 10 + (p[n++] - '0');
    bool suffix =
        size == n + 2 && ((p[n] | 0x20) == 's' || (p[n] | 0x20) == 'n' || (p[n] | 0x20) == 'r' || (p[n] | 0x20) == 't');
    return n > 0 && n < 3 && (size == n || suffix) && value >= 1 && value <= 31 ? value : 0;
}

/* Day and month without a year: the year that brings it near, as the tense allows. */
static int32_t year_for(const struct date_finder *f, uint32_t month, uint32_t day, uint32_t at, uint32_t last)
{
    int32_t best = f->now.year, today = civil_days(f->now), nearest = INT32_MAX;
    int tense = date_is(f, at - 1, DATE_THE) ? 0 : date_tense(f, at, last); /* "the November election" may be to come */
    bool since = at > f->begin && text_is(f->text, token_slice(&f->tokens[at - 1]), "since");
    for (int32_t year = f->now.year - 1; year <= f->now.year + 1; year++) {
        uint32_t longest = (uint32_t)civil_month_days(year, (int)month);
        int32_t away =
            civil_days((struct civil){year, (uint8_t)month, (uint8_t)(day > longest ? longest : day)}) - today;
        bool against = (tense < 0 && away > 60) || (tense > 0 && away < -60) || (since && away > 0);
        int32_t distance = (away < 0 ? -away : away) + (against ? 400 : 0);
        if (distance < nearest) {
            nearest = distance;
            best = year;
        }
    }
    return best;
}

/* "Dec. 1, 2021", "December 2021", "December", from the month at `at`. */
static bool month_day_year(const struct date_finder *f, uint32_t at, struct date_found *found)
{
    uint32_t month = date_class(f, at, LEX_MONTH), last = at + 1, day, year;
    if (month == SAYSO_NONE)
        return false;
    day = last < f->end && f->tokens[last].space_before < 3 ? day_at(f, last) : 0;
    if (day && (date_is(f, last + 1, DATE_AM) || date_is(f, last + 1, DATE_PM)))
        day = 0;
    last += day > 0;
    uint32_t after = is_comma(f, last) ? last + 1 : last;
    if (date_is(f, after, DATE_OF) && !day)
        after++;
    year = year_at(f, after);
    if (year != SAYSO_NONE)
        last = after + 1;
    found->anchor = SAYSO_ANCHOR_NONE;
    if (year == SAYSO_NONE && f->now.year) {
        year = (uint32_t)year_for(f, month, day ? day : 15, at, last);
        anchor_now(f, found);
    }
    struct civil date = {year == SAYSO_NONE ? 0 : (int32_t)year, (uint8_t)month, (uint8_t)day};
    if (day && date.year && !civil_valid(date.year, (int)month, (int)day))
        return false;
    date_value(found, date, day ? GRAIN_DAY : GRAIN_MONTH, 0);
    found->last = last;
    return true;
}

/* Is a bare month's name none, as in "May we", "April Smith"? */
static bool month_is_name(const struct date_finder *f, uint32_t at, const struct date_found *found)
{
    if (found->last > at + 1)
        return false;
    struct word_code before = date_word_at(f, at - 1);
    if (at > f->begin && before.code != DATE_NONE && before.code != DATE_A)
        return false;
    bool title_next = at + 1 < f->end && f->tokens[at + 1].letters == CASED_TITLE &&
                      !(f->words[at + 1].classes & (LEX_WEEKDAY | LEX_MONTH)) && f->tokens[at + 1].space_before;
    bool title_before = at > f->begin && f->tokens[at - 1].letters == CASED_TITLE &&
                        f->tokens[at - 1].kind == TOKEN_WORD && at - 1 > f->begin;
    bool verb = text_is(f->text, token_slice(&f->tokens[at]), "may") ||
                text_is(f->text, token_slice(&f->tokens[at]), "march") ||
                text_is(f->text, token_slice(&f->tokens[at]), "mar");
    return title_next || (verb && (at == f->begin || title_before));
}

/* "1 December 2021", "1st of December", from the day at `at`. */
static bool day_month_year(const struct date_finder *f, uint32_t at, struct date_found *found)
{
    uint32_t day = day_at(f, at), next = at + 1;
    if (!day)
        return false;
    if (date_is(f, next, DATE_OF))
        next++;
    uint32_t month = date_class(f, next, LEX_MONTH), last = next + 1;
    if (month == SAYSO_NONE || (at > f->begin && date_class(f, at - 1, LEX_MONTH) != SAYSO_NONE))
        return false;
    uint32_t after = is_comma(f, last) ? last + 1 : last, year = year_at(f, after);
    if (year != SAYSO_NONE)
        last = after + 1;
    found->anchor = SAYSO_ANCHOR_NONE;
    if (year == SAYSO_NONE && f->now.year) {
        year = (uint32_t)year_for(f, month, day, at, last);
        anchor_now(f, found);
    }
    struct civil date = {year == SAYSO_NONE ? 0 : (int32_t)year, (uint8_t)month, (uint8_t)day};
    if (date.year && !civil_valid(date.year, (int)month, (int)day))
        return false;
    date_value(found, date, GRAIN_DAY, 0);
    found->last = last;
    return true;
}

static void weekday_near(const struct date_finder *f, uint32_t weekday, uint32_t at, struct date_found *found)
{
    anchor_now(f, found);
    if (!f->now.year) {
        date_value(found, (struct civil){0, 0, 0}, GRAIN_DAY, (int)weekday);
        return;
    }
    int32_t today = civil_weekday(f->now), back = (today - (int32_t)weekday + 7) % 7;
    int32_t step = date_tense(f, at, at + 1) > 0 && back ? 7 - back : -back;
    date_value(found, civil_from_days(civil_days(f->now) + step), GRAIN_DAY, 0);
}

static bool weekday(const struct date_finder *f, uint32_t at, struct date_found *found)
{
    uint32_t day = date_class(f, at, LEX_WEEKDAY), next = at + 1;
    if (day == SAYSO_NONE)
        return false;
    if (f->tokens[at].end - f->tokens[at].start > 6 && date_plural(f, at)) {
        char value[] = "XXXX-WXX-0";
        value[9] = (char)('0' + day % 10);
        date_value_set(found, SAYSO_TYPE_SET, value);
        found->anchor = SAYSO_ANCHOR_NONE;
        found->grain = GRAIN_NONE;
        found->last = next;
        return true;
    }
    uint32_t after = is_comma(f, next) ? next + 1 : next;
    if ((month_day_year(f, after, found) || day_month_year(f, after, found)) && found->grain == GRAIN_DAY)
        return true;
    weekday_near(f, day, at, found);
    found->last = next;
    return true;
}

/* May a bare number of four digits be a year here? */
static bool keeps_years_company(const struct date_finder *f, uint32_t at, uint32_t year)
{
    if (f->tokens[at].end - f->tokens[at].start != 4 || year < 1500)
        return false;
    uint16_t before = date_word_at(f, at - 1).code;
    bool joined = at + 1 < f->end && f->tokens[at + 1].space_before == 0 &&
                  (f->tokens[at + 1].ascii == '%' || f->tokens[at + 1].ascii == ':');
    bool counted = at + 1 < f->end && (f->words[at + 1].classes & (LEX_MAGNITUDE | LEX_CURRENCY | LEX_TIME_UNIT));
    bool price = at > f->begin && (f->tokens[at - 1].kind == TOKEN_SYMBOL || f->tokens[at - 1].ascii == '#');
    if (joined || counted || price)
        return false;
    if (before == DATE_PREPOSITION || before == DATE_OF || before == DATE_FROM || before == DATE_TO ||
        before == DATE_EARLY || before == DATE_LATE || before == DATE_FISCAL || before == DATE_BEFORE ||
        before == DATE_AFTER || before == DATE_THAN || before == DATE_SEASON)
        return true;
    if (year < 1900 || year > 2060 || before == DATE_ABOUT || before == DATE_MORE || before == DATE_LEAST ||
        before == DATE_FEW)
        return false;
    bool noun = at + 1 < f->end && f->tokens[at + 1].letters == CASED_LOWER && date_plural(f, at + 1) &&
                !(f->words[at + 1].classes & LEX_FUNCTION);
    bool pair = before == DATE_AND && at >= f->begin + 2 && date_digits(f, at - 2, 1900, 2060) != SAYSO_NONE;
    return !(noun && before != DATE_THE && !pair); /* "the 2012 and 2016 elections" */
}

static bool year_or_decade(const struct date_finder *f, uint32_t at, struct date_found *found)
{
    uint32_t size = f->tokens[at].end - f->tokens[at].start, year = year_at(f, at);
    const uint8_t *p = f->text->bytes + f->tokens[at].start;
    found->anchor = SAYSO_ANCHOR_NONE;
    found->last = at + 1;
    if (year != SAYSO_NONE) {
        if (!keeps_years_company(f, at, year))
            return false;
        date_value(found, (struct civil){(int32_t)year, 0, 0}, GRAIN_YEAR, 0);
        return true;
    }
    struct word_code word = date_word_at(f, at);
    if (word.code == DATE_DECADE) {
        date_value(found, (struct civil){1900 + word.value, 0, 0}, GRAIN_DECADE, 0);
        return f->tokens[at].letters != CASED_TITLE && date_is(f, at - 1, DATE_THE);
    }
    if (f->tokens[at].kind != TOKEN_NUMBER || size < 3)
        return false;
    double first, second;
    if (size == 7 && p[4] == '/' &&
        number_digits(f->text, (struct slice){f->tokens[at].start, f->tokens[at].start + 4}, &first) &&
        number_digits(f->text, (struct slice){f->tokens[at].start + 5, f->tokens[at].end}, &second) && first >= 1500 &&
        first <= 2100 && (int)second == ((int)first + 1) % 100) { /* the 2007/08 season */
        date_value(found, (struct civil){(int32_t)first, 0, 0}, GRAIN_YEAR, 0);
        return true;
    }
    uint32_t digits = 0, value = 0, from = p[0] == '\'' ? 1 : p[0] == 0xE2 ? 3 : 0;
    while (from + digits < size && p[from + digits] >= '0' && p[from + digits] <= '9')
        value = value * 10 + (p[from + digits++] - '0');
    bool plural = (p[size - 1] | 0x20) == 's' && from + digits < size;
    if (from && digits == 2 && !plural && from + 2 == size) { /* '97 */
        date_value(found, (struct civil){(int32_t)(value < 50 ? 2000 + value : 1900 + value), 0, 0}, GRAIN_YEAR, 0);
        return true;
    }
    if (!plural || value % 10 ||
        (digits == 4 ? value < 1000 || value > 2100 : digits != 2 || (!from && !date_is(f, at - 1, DATE_THE))))
        return false;
    date_value(found,
               (struct civil){(int32_t)(digits == 4  ? value
                                        : value < 30 ? 2000 + value
                                                     : 1900 + value),
                              0, 0},
               GRAIN_DECADE, 0);
    return true;
}

/* "mid-July", "mid-1990s": one token. */
static bool middle_of(const struct date_finder *f, uint32_t at, struct date_found *found)
{
    static const char months[] = "janfebmaraprmayjunjulaugsepoctnovdec";
    uint32_t size = f->tokens[at].end - f->tokens[at].start;
    const uint8_t *p = f->text->bytes + f->tokens[at].start;
    if (size < 7 || size > 13 || (p[0] | 0x20) != 'm' || p[3] != '-' ||
        !text_is(f->text, (struct slice){f->tokens[at].start, f->tokens[at].start + 4}, "mid-"))
        return false;
    found->last = at + 1;
    found->anchor = SAYSO_ANCHOR_NONE;
    double value;
    if (size >= 8 && number_digits(f->text, (struct slice){f->tokens[at].start + 4, f->tokens[at].start + 8}, &value) &&
        value >= 1000 && value < 2100) {
        date_value(found, (struct civil){(int32_t)value, 0, 0}, size > 8 ? GRAIN_DECADE : GRAIN_YEAR, 0);
        return true;
    }
    for (uint32_t m = 0; m < 12; m++)
        if ((p[4] | 0x20) == months[3 * m] && (p[5] | 0x20) == months[3 * m + 1] &&
            (p[6] | 0x20) == months[3 * m + 2]) {
            uint32_t year = year_at(f, is_comma(f, at + 1) ? at + 2 : at + 1);
            found->last = year == SAYSO_NONE ? at + 1 : is_comma(f, at + 1) ? at + 3 : at + 2;
            if (year == SAYSO_NONE)
                anchor_now(f, found);
            int32_t known = year != SAYSO_NONE ? (int32_t)year : f->now.year ? year_for(f, m + 1, 15, at, at + 1) : 0;
            date_value(found, (struct civil){known, (uint8_t)(m + 1), 0}, GRAIN_MONTH, 0);
            return true;
        }
    return false;
}

/* "Wednesday night": the part of the day that follows. */
static void add_part(const struct date_finder *f, struct date_found *found)
{
    struct word_code part = date_word_at(f, found->last);
    if (found->grain != GRAIN_DAY || part.code != DATE_PART ||
        (date_plural(f, found->last) && part.value != PART_MIDDAY))
        return;
    date_value_append(found, "T");
    date_value_append(found, date_part_code(part.value));
    found->type = SAYSO_TYPE_TIME;
    found->last++;
}

bool date_calendar(struct date_finder *f, uint32_t at, struct date_found *found)
{
    if (at < f->begin || at >= f->end)
        return false;
    if (f->tokens[at].kind == TOKEN_NUMBER) {
        if (date_shape(f, at, found) || day_month_year(f, at, found)) {
            add_part(f, found);
            return true;
        }
        return year_or_decade(f, at, found);
    }
    if (weekday(f, at, found)) {
        add_part(f, found);
        return true;
    }
    if (month_day_year(f, at, found) && !month_is_name(f, at, found)) {
        add_part(f, found);
        return true;
    }
    if (f->tokens[at].letters == CASED_NONE || f->tokens[at].kind != TOKEN_WORD)
        return false;
    return middle_of(f, at, found) || year_or_decade(f, at, found);
}

/* The nth weekday of a month; the fifth is its last. */
static struct civil nth_weekday(int32_t year, int month, int weekday_, int nth)
{
    struct civil first = {year, (uint8_t)month, 1};
    int day = 1 + (weekday_ - civil_weekday(first) + 7) % 7 + 7 * (nth - 1);
    while (day > civil_month_days(year, month))
        day -= 7;
    return (struct civil){year, (uint8_t)month, (uint8_t)day};
}

/* The day of a holiday by the lexicon's rule: MMDD, 10000 + MM W N (the nth weekday), 30500 + days from Easter,
 * 40001 to 40003: Election Day, Black Friday, Cyber Monday. Month 0 where the day moves otherwise. */
static struct civil holiday_day(int32_t year, uint32_t rule)
{
    if (rule >= 101 && rule <= 1231)
        return (struct civil){year, (uint8_t)(rule / 100), (uint8_t)(rule % 100)};
    if (rule >= 10000 && rule < 20000)
        return nth_weekday(year, (int)(rule - 10000) / 100, (int)(rule / 10 % 10), (int)(rule % 10));
    if (rule >= 30000 && rule < 31000)
        return civil_from_days(civil_days(civil_easter(year)) + (int32_t)rule - 30500);
    if (rule == 40001)
        return civil_from_days(civil_days(nth_weekday(year, 11, 1, 1)) + 1);
    if (rule == 40002 || rule == 40003)
        return civil_from_days(civil_days(nth_weekday(year, 11, 4, 4)) + (rule == 40002 ? 1 : 4));
    return (struct civil){year, 0, 0};
}

bool date_holiday(struct date_finder *f, uint32_t at, struct date_found *found)
{
    const struct lexicon_hit *hit = NULL;
    for (uint32_t i = f->hit; i < f->lexemes->hits.count && f->lexemes->hits.items[i].first <= at; i++)
        if (f->lexemes->hits.items[i].first == at && (f->lexemes->hits.items[i].classes & LEX_HOLIDAY)) {
            hit = &f->lexemes->hits.items[i];
            break; /* the longest comes first */
        }
    if (!hit || at + hit->count > f->end)
        return false;
    uint32_t rule = lexicon_value(hit->senses, hit->sense_count, LEX_HOLIDAY, 0), last = at + hit->count;
    uint32_t after = is_comma(f, last) ? last + 1 : last, year = year_at(f, after);
    found->anchor = SAYSO_ANCHOR_NONE;
    if (year != SAYSO_NONE)
        last = after + 1;
    int32_t known = year == SAYSO_NONE ? 0 : (int32_t)year;
    if (!known && f->now.year) {
        struct civil day = holiday_day(f->now.year, rule);
        known = day.month ? year_for(f, day.month, day.day, at, last) : f->now.year;
        anchor_now(f, found);
    }
    struct civil day = holiday_day(known ? known : 2000, rule); /* without a year only fixed days are known */
    bool fixed = rule >= 101 && rule <= 1231;
    if (!known)
        day = fixed ? (struct civil){0, day.month, day.day} : (struct civil){0, 0, 0};
    date_value(found, day, day.month ? GRAIN_DAY : GRAIN_YEAR, 0);
    found->last = last;
    add_part(f, found);
    return true;
}
