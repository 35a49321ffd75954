/* stretches of time and what repeats: "two years", "a few days ago", "every week", "$5 a day". */
#include "date_parts.h"

struct amount {
    double count; /* negative: the text gives no number */
    uint32_t unit, last;
    bool article; /* "a week" */
};

static bool is_code(const struct date_finder *f, uint32_t at, enum date_code code) { return date_is(f, at, code); }

/* Over "about", "more than", "at least", which belong to the expression. */
static uint32_t over_modifier(const struct date_finder *f, uint32_t at)
{
    if (is_code(f, at, DATE_ABOUT))
        return at + 1;
    if ((is_code(f, at, DATE_MORE) && is_code(f, at + 1, DATE_THAN)) ||
        (is_code(f, at, DATE_AT) && is_code(f, at + 1, DATE_LEAST)))
        return at + 2;
    return at;
}

/* "and a half" after a number, with or without hyphens. */
static uint32_t over_half(const struct date_finder *f, uint32_t at, double *count)
{
    uint32_t and = date_over_hyphen(f, at), a = date_over_hyphen(f, and + 1), half = date_over_hyphen(f, a + 1);
    if (!is_code(f, and, DATE_AND) || !is_code(f, a, DATE_A) || !is_code(f, half, DATE_HALF))
        return at;
    *count += 0.5;
    return half + 1;
}

/* "the day before", "the year after", with nothing to follow. */
static bool ends_before(const struct date_finder *f, uint32_t at)
{
    return (is_code(f, at, DATE_BEFORE) || is_code(f, at, DATE_AFTER)) &&
           (at + 1 >= f->end || f->tokens[at + 1].kind == TOKEN_PUNCTUATION);
}

/* What is counted and in which unit, from `at`. */
static bool read_amount(const struct date_finder *f, uint32_t at, struct amount *amount)
{
    struct number number;
    uint32_t next = at;
    *amount = (struct amount){-1, SAYSO_NONE, 0, false};
    if (is_code(f, at, DATE_A) || is_code(f, at, DATE_THE)) {
        amount->article = is_code(f, at, DATE_A);
        next++;
        if (is_code(f, next, DATE_FEW) || is_code(f, next, DATE_COUPLE))
            next += is_code(f, next, DATE_COUPLE) && is_code(f, next + 1, DATE_OF) ? 2 : 1;
        else if (amount->article && is_code(f, next, DATE_HALF)) {
            amount->count = 0.5;
            next++;
        } else if (date_number(f, amount->article ? at : next, &number)) { /* "a dozen years", "the nine months" */
            amount->count = number.value;
            next = number.last;
        } else if (amount->article || is_code(f, date_over_hyphen(f, next + 1), DATE_AGO) ||
                   is_code(f, date_over_hyphen(f, next + 1), DATE_EARLIER) || ends_before(f, next + 1)) {
            amount->count = 1;
        } else {
            return false;
        }
    } else if (is_code(f, at, DATE_HALF)) {
        amount->count = 0.5;
        next += 1 + is_code(f, at + 1, DATE_A);
    } else if (is_code(f, at, DATE_FEW)) {
        next++;
    } else if (date_number(f, at, &number)) {
        amount->count = number.value;
        next = over_half(f, number.last, &amount->count);
    }
    uint32_t unit_at = next > at ? date_over_hyphen(f, next) : next;
    amount->unit = date_class(f, unit_at, LEX_TIME_UNIT);
    amount->last = unit_at + 1;
    if (amount->unit == SAYSO_NONE || (next == at && !date_plural(f, unit_at)))
        return false;
    bool plural = date_plural(f, unit_at), hyphen = unit_at > next;
    if (is_code(f, at, DATE_FEW) && !plural)
        return false;
    if (amount->count == 1 && !hyphen)
        amount->last = over_half(f, amount->last, &amount->count); /* "a month and a half" */
    if (amount->article && amount->count == 1 && plural)
        return false;
    if (text_is(f->text, token_slice(&f->tokens[unit_at]), "fortnight"))
        amount->count = amount->count < 0 ? -1 : 2 * amount->count;
    if (amount->unit == UNIT_QUARTER && !(plural && amount->count > 1) && !(hyphen && amount->count > 1))
        return is_code(f, date_over_hyphen(f, amount->last), DATE_AGO) ||
               is_code(f, date_over_hyphen(f, amount->last), DATE_EARLIER);
    if (amount->unit == UNIT_SECOND && !(plural || hyphen))
        return false;
    bool counted = next > at, singular_ok = amount->count == 1 || amount->count == 0.5 || amount->count == 1.5 ||
                                            hyphen || amount->count < 0;
    return counted ? plural || singular_ok : true;
}

/* A rate: something counted stands just before "a day". */
static bool is_rate(const struct date_finder *f, uint32_t at)
{
    if (at <= f->begin)
        return false;
    const struct token *before = &f->tokens[at - 1];
    if (before->kind == TOKEN_NUMBER || before->ascii == '%' || is_code(f, at - 1, DATE_TIMES) ||
        (f->words[at - 1].classes & (LEX_CURRENCY | LEX_MAGNITUDE)) || text_is(f->text, token_slice(before), "percent"))
        return true;
    if (!date_plural(f, at - 1) || before->letters != CASED_LOWER)
        return false;
    for (uint32_t back = 2; back <= 4 && at >= f->begin + back; back++)
        if (f->tokens[at - back].kind == TOKEN_NUMBER ||
            (f->words[at - back].classes & (LEX_NUMBER_WORD | LEX_MAGNITUDE)))
            return true;
    return false;
}

static void from_origin(const struct date_finder *f, const struct amount *counted, int sign, bool from_text,
                        struct date_found *found)
{
    struct amount whole = *counted, *amount = &whole;
    if (whole.count == 0.5 && (whole.unit == UNIT_DECADE || whole.unit == UNIT_CENTURY)) { /* half a century ago */
        whole.count = whole.unit == UNIT_DECADE ? 5 : 50;
        whole.unit = UNIT_YEAR;
    }
    bool text_date = from_text && f->last.year;
    struct civil from = text_date ? f->last : f->now;
    if (amount->count < 0 || amount->unit <= UNIT_HOUR) {
        if (amount->count >= 0 && from.year) {
            date_value(found, from, GRAIN_DAY, 0);
            date_value_append(found, "TXX");
            found->type = SAYSO_TYPE_TIME;
        } else {
            date_value_set(found, SAYSO_TYPE_DATE, sign < 0 ? "PAST_REF" : "FUTURE_REF");
            found->grain = GRAIN_NONE;
        }
        found->anchor = SAYSO_ANCHOR_NONE;
        return;
    }
    enum date_grain grain = date_grain_of(amount->unit);
    if (f->quarter.year && amount->unit == UNIT_YEAR && amount->count == 1 && sign < 0) {
        grain = GRAIN_QUARTER; /* a quarter's figures are compared with those of the same one a year earlier */
        from = f->quarter;
        text_date = true;
    }
    if (from.year && !from.month)
        from.month = 1;
    if (from.year && !from.day)
        from.day = 1;
    date_value(found,
               from.year
                   ? date_shift(from, amount->unit, sign * (int32_t)(amount->count < 20000 ? amount->count : 20000))
                   : (struct civil){0, 0, 0},
               grain, 0);
    found->anchor = text_date ? SAYSO_ANCHOR_TEXT : from.year ? DATE_SLOT_NOW : SAYSO_ANCHOR_NONE;
}

/* "ago", "earlier", "later" after an amount make a date of it. */
static bool distance(const struct date_finder *f, const struct amount *amount, struct date_found *found)
{
    uint32_t next = date_over_hyphen(f, amount->last);
    struct word_code word = date_word_at(f, next);
    int sign;
    bool from_text = word.code != DATE_AGO;
    switch (word.code) {
    case DATE_AGO:
    case DATE_EARLIER: sign = -1; break;
    case DATE_LATER: sign = 1; break;
    case DATE_FROM:
        if (!is_code(f, next + 1, DATE_NOW))
            return false;
        sign = 1;
        from_text = false;
        next++;
        break;
    case DATE_BEFORE:
    case DATE_AFTER:
        if (next + 1 < f->end && f->tokens[next + 1].kind != TOKEN_PUNCTUATION)
            return false;
        sign = word.code == DATE_BEFORE ? -1 : 1;
        break;
    default: return false;
    }
    found->last = next + 1;
    from_origin(f, amount, sign, from_text, found);
    return true;
}

bool date_amount(struct date_finder *f, uint32_t at, struct date_found *found)
{
    struct amount amount;
    uint32_t start = over_modifier(f, at), next;
    if (!read_amount(f, start, &amount))
        return false;
    if (distance(f, &amount, found))
        return true;
    if (start == at && amount.count < 0 && !is_code(f, at, DATE_FEW) && !is_code(f, at, DATE_A)) { /* bare "years" */
        uint16_t before = date_word_at(f, at - 1).code;
        if (before != DATE_PREPOSITION && before != DATE_AFTER)
            return false;
    }
    if (amount.unit == UNIT_DAY && amount.article && amount.count == 1 && !is_rate(f, at) &&
        date_word_at(f, at - 1).code != DATE_PREPOSITION && start == at)
        return false;
    date_value_duration(found, amount.unit, amount.count);
    found->anchor = SAYSO_ANCHOR_NONE;
    found->last = amount.last;
    if (amount.article && amount.count == 1 && start == at && is_rate(f, at))
        found->type = SAYSO_TYPE_SET;
    next = date_over_hyphen(f, amount.last);
    if (is_code(f, at, DATE_THE) && next > amount.last && is_code(f, next, DATE_OLD))
        return false; /* "the 38-year-old": the article is the person's */
    if (is_code(f, next, DATE_OLD))
        found->last = next + 1;
    else if (next > amount.last && text_is(f->text, token_slice(&f->tokens[next]), "long"))
        found->last = next + 1;
    return true;
}

/* "every day", "each week", "daily", "once a month", "yearlong". */
bool date_set(struct date_finder *f, uint32_t at, struct date_found *found)
{
    struct word_code word = date_word_at(f, at);
    struct amount amount;
    found->anchor = SAYSO_ANCHOR_NONE;
    if (word.code == DATE_FREQUENCY || word.code == DATE_LONG) {
        date_value_duration(found, (uint32_t)word.value, 1);
        if (word.code == DATE_FREQUENCY)
            found->type = SAYSO_TYPE_SET;
        found->last = at + 1;
        return f->tokens[at].letters == CASED_LOWER || at == f->begin;
    }
    if (word.code == DATE_TIMES && is_code(f, at + 1, DATE_A) && date_class(f, at + 2, LEX_TIME_UNIT) != SAYSO_NONE) {
        date_value_duration(found, date_class(f, at + 2, LEX_TIME_UNIT), 1);
        found->type = SAYSO_TYPE_SET;
        found->last = at + 3;
        return true;
    }
    if (word.code != DATE_EVERY)
        return false;
    uint32_t next = at + 1, unit = date_class(f, next, LEX_TIME_UNIT), weekday = date_class(f, next, LEX_WEEKDAY);
    struct word_code part = date_word_at(f, next);
    found->last = next + 1;
    if (unit != SAYSO_NONE) {
        date_value_duration(found, unit, 1);
    } else if (weekday != SAYSO_NONE) {
        char value[] = "XXXX-WXX-0";
        value[9] = (char)('0' + weekday % 10);
        date_value_set(found, SAYSO_TYPE_SET, value);
    } else if (part.code == DATE_SEASON) {
        static const char *const seasons[] = {"XXXX-SP", "XXXX-SU", "XXXX-FA", "XXXX-WI"};
        date_value_set(found, SAYSO_TYPE_SET, seasons[part.value & 3]);
    } else if (part.code == DATE_PART) {
        date_value_set(found, SAYSO_TYPE_SET, "XXXX-XX-XXT");
        date_value_append(found, date_part_code(part.value));
    } else if (read_amount(f, next, &amount) && amount.count > 0) {
        date_value_duration(found, amount.unit, amount.count);
        found->last = amount.last;
    } else {
        return false;
    }
    found->type = SAYSO_TYPE_SET;
    found->grain = GRAIN_NONE;
    return true;
}
