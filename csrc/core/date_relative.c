/* dates by their distance: "last year", "this week", "the third quarter", "tonight", "the previous day". */
#include "date_parts.h"

static void anchor(const struct date_finder *f, struct date_found *found, bool from_text)
{
    found->anchor = from_text ? SAYSO_ANCHOR_TEXT : f->now.year ? DATE_SLOT_NOW : SAYSO_ANCHOR_NONE;
}

static bool is_code(const struct date_finder *f, uint32_t at, enum date_code code) { return date_is(f, at, code); }

static void reference(struct date_found *found, const char *value, uint32_t last)
{
    date_value_set(found, SAYSO_TYPE_DATE, value);
    found->anchor = SAYSO_ANCHOR_NONE;
    found->grain = GRAIN_NONE;
    found->last = last;
}

/* What an expression of this kind counts from: the date read before it, or the document's. */
static struct civil origin(const struct date_finder *f, bool from_text, bool *used_text)
{
    *used_text = from_text && f->last.year > 0;
    struct civil day = *used_text ? f->last : f->now;
    if (day.year && !day.month)
        day.month = 1;
    if (day.year && !day.day)
        day.day = 1;
    return day;
}

static bool counts_from_text(uint16_t code)
{
    return code == DATE_PREVIOUS || code == DATE_FOLLOWING || code == DATE_SAME || code == DATE_THAT;
}

/* -1, 0 or 1 step for the word before a unit; false where the word takes none. */
static bool step_of(uint16_t code, int *step)
{
    switch (code) {
    case DATE_LAST:
    case DATE_PREVIOUS: *step = -1; return true;
    case DATE_NEXT:
    case DATE_FOLLOWING:
    case DATE_COMING: *step = 1; return true;
    case DATE_THIS:
    case DATE_CURRENT:
    case DATE_SAME:
    case DATE_THAT: *step = 0; return true;
    default: return false;
    }
}

static bool unit_after(const struct date_finder *f, uint16_t code, uint32_t at, uint32_t unit, struct date_found *found)
{
    int step;
    bool used_text;
    found->last = at + 1;
    if (code == DATE_PAST || (unit <= UNIT_HOUR && code == DATE_LAST)) {
        date_value_duration(found, unit, 1);
        anchor(f, found, false);
        return true;
    }
    if (unit <= UNIT_HOUR || !step_of(code, &step) || (unit == UNIT_DAY && (code == DATE_LAST || code == DATE_THIS)))
        return false;
    if (step && (unit == UNIT_DECADE || unit == UNIT_CENTURY) && code == DATE_LAST) {
        date_value_duration(found, unit, 1);
        anchor(f, found, false);
        return true;
    }
    bool told = code == DATE_NEXT && is_code(f, at - 2, DATE_THE); /* "the next day" of what is told, not of today */
    struct civil from = origin(f, told || counts_from_text(code), &used_text);
    struct civil day = from.year ? date_shift(from, unit, step) : (struct civil){0, 0, 0};
    date_value(found, day, date_grain_of(unit), 0);
    anchor(f, found, used_text);
    return true;
}

static bool weekday_after(const struct date_finder *f, uint16_t code, uint32_t at, uint32_t weekday,
                          struct date_found *found)
{
    int step;
    if (!step_of(code, &step))
        return false;
    found->last = at + 1;
    anchor(f, found, false);
    if (!f->now.year) {
        date_value(found, (struct civil){0, 0, 0}, GRAIN_DAY, (int)weekday);
        return true;
    }
    int today = civil_weekday(f->now), days;
    if (step < 0)
        days = -((today - (int)weekday + 6) % 7 + 1);
    else if (step > 0)
        days = ((int)weekday - today + 6) % 7 + 1;
    else if (date_tense(f, at, at + 1) > 0)
        days = ((int)weekday - today + 7) % 7;
    else
        days = (int)weekday - today;
    date_value(found, civil_from_days(civil_days(f->now) + days), GRAIN_DAY, 0);
    return true;
}

static bool month_after(const struct date_finder *f, uint16_t code, uint32_t at, uint32_t month,
                        struct date_found *found)
{
    int step;
    if (!step_of(code, &step))
        return false;
    int32_t year = f->now.year;
    if (year && step < 0 && month >= f->now.month)
        year--;
    if (year && step > 0 && month <= f->now.month)
        year++;
    if (year && code == DATE_THAT && month > f->now.month)
        year--;
    date_value(found, (struct civil){year, (uint8_t)month, 0}, GRAIN_MONTH, 0);
    found->last = at + 1;
    anchor(f, found, false);
    return true;
}

/* The first month of a season; a winter is named by the year it begins in. */
static int season_month(int season) { return season == SEASON_WINTER ? 12 : 3 * season + 3; }

static bool season_after(const struct date_finder *f, uint16_t code, uint32_t at, int season, struct date_found *found)
{
    int step = 0, month = season_month(season);
    if (!step_of(code, &step) && code != DATE_PAST)
        return false;
    int32_t year = f->now.year;
    if (year && (code == DATE_PAST || step < 0) && (int)f->now.month < month + 3)
        year--;
    else if (year && step > 0 && (int)f->now.month >= month)
        year++;
    else if (year && step == 0 && season == SEASON_WINTER && f->now.month < 6)
        year--;
    date_value(found, (struct civil){year, (uint8_t)month, 0}, GRAIN_SEASON, season);
    found->last = at + 1;
    anchor(f, found, false);
    return true;
}

static bool part_after(const struct date_finder *f, uint16_t code, uint32_t at, int part, struct date_found *found)
{
    int step;
    bool used_text;
    if (!step_of(code, &step) || code == DATE_CURRENT)
        return false;
    struct civil from = origin(f, counts_from_text(code) || code == DATE_NEXT, &used_text);
    date_value(found, from.year ? date_shift(from, UNIT_DAY, step) : from, GRAIN_DAY, 0);
    date_value_append(found, "T");
    date_value_append(found, date_part_code(part));
    found->type = SAYSO_TYPE_TIME;
    found->last = at + 1;
    anchor(f, found, used_text);
    return true;
}

/* "the last three years", "the next few days", "recent weeks": a stretch of time. */
static bool stretch_after(const struct date_finder *f, uint16_t code, uint32_t at, struct date_found *found)
{
    struct number number = {-1, at, false, false}, counted;
    if (code != DATE_LAST && code != DATE_PAST && code != DATE_NEXT && code != DATE_COMING && code != DATE_PREVIOUS &&
        code != DATE_FOLLOWING && code != DATE_RECENT && code != DATE_THIS)
        return false;
    if (is_code(f, at, DATE_FEW) || is_code(f, at, DATE_COUPLE))
        number.last = is_code(f, at, DATE_COUPLE) && is_code(f, at + 1, DATE_OF) ? at + 2 : at + 1;
    else if (date_number(f, at, &counted))
        number = counted;
    else if (code != DATE_RECENT && code != DATE_COMING && code != DATE_PAST)
        return false;
    uint32_t next = date_over_hyphen(f, number.last), unit = date_class(f, next, LEX_TIME_UNIT);
    if (unit == SAYSO_NONE || (!date_plural(f, next) && !(number.value > 0 && next > number.last)))
        return false;
    date_value_duration(found, unit, number.value);
    anchor(f, found, false);
    found->last = next + 1;
    return true;
}

/* A year named after a quarter or season: "of 1998", ", 1998", "1998", "of last year"; 0 if none is. */
static int32_t year_of(const struct date_finder *f, uint32_t at, uint32_t *last)
{
    uint32_t next = is_code(f, at, DATE_OF) || (at < f->end && f->tokens[at].ascii == ',') ? at + 1 : at;
    bool of = is_code(f, at, DATE_OF);
    if (is_code(f, next, DATE_FISCAL))
        next++;
    if (date_class(f, next, LEX_TIME_UNIT) == UNIT_YEAR && next > at + 1)
        next++;
    uint32_t year = date_digits(f, next, 1500, 2100);
    if (year != SAYSO_NONE) {
        *last = next + 1;
        return (int32_t)year;
    }
    struct word_code word = date_word_at(f, next);
    int step;
    if (of && f->now.year && step_of(word.code, &step) && date_class(f, next + 1, LEX_TIME_UNIT) == UNIT_YEAR) {
        *last = next + 2;
        return f->now.year + step;
    }
    return 0;
}

/* "third quarter", "first half", "first nine months", from the ordinal at `at`. */
static bool ordinal_after(const struct date_finder *f, uint32_t at, int ordinal, struct date_found *found)
{
    uint32_t next = date_over_hyphen(f, at + 1), unit = date_class(f, next, LEX_TIME_UNIT), last = next + 1;
    if (is_code(f, next, DATE_FISCAL)) {
        unit = date_class(f, ++next, LEX_TIME_UNIT);
        last = next + 1;
    }
    bool quarter = unit == UNIT_QUARTER && ordinal <= 4 && !date_plural(f, next),
         half = is_code(f, next, DATE_HALF) && ordinal <= 2;
    struct number number;
    if (quarter || half) {
        int32_t year = year_of(f, last, &last);
        anchor(f, found, false);
        if (year) {
            found->anchor = SAYSO_ANCHOR_NONE;
        } else if (half && !is_code(f, at - 1, DATE_THE)) {
            return false;
        } else if (f->now.year) {
            int current = quarter ? (f->now.month - 1) / 3 + 1 : (f->now.month - 1) / 6 + 1;
            year = ordinal > current && date_tense(f, at, last) <= 0 ? f->now.year - 1 : f->now.year;
        }
        date_value(found, (struct civil){year, (uint8_t)(quarter ? 3 * ordinal - 2 : 6 * ordinal - 5), 0},
                   quarter ? GRAIN_QUARTER : GRAIN_HALF, ordinal);
        found->last = last;
        return true;
    }
    if (unit == UNIT_CENTURY) {
        date_value(found, (struct civil){(ordinal - 1) * 100, 0, 0}, GRAIN_CENTURY, 0);
        found->anchor = SAYSO_ANCHOR_NONE;
        found->last = last;
        return true;
    }
    if (!date_number(f, next, &number) || number.value < 2)
        return false;
    unit = date_class(f, number.last, LEX_TIME_UNIT);
    if (unit == SAYSO_NONE || !date_plural(f, number.last))
        return false;
    date_value_duration(found, unit, number.value);
    found->anchor = SAYSO_ANCHOR_NONE;
    found->last = number.last + 1;
    return true;
}

/* Ordinals in digits: "19th century", "21st". */
static int ordinal_at(const struct date_finder *f, uint32_t at)
{
    struct word_code word = date_word_at(f, at);
    if (word.code == DATE_ORDINAL)
        return word.value;
    if (at >= f->end || f->tokens[at].kind != TOKEN_NUMBER || f->tokens[at].end - f->tokens[at].start != 4)
        return 0;
    double value;
    return number_digits(f->text, (struct slice){f->tokens[at].start, f->tokens[at].start + 2}, &value) ? (int)value
                                                                                                        : 0;
}

/* Does the noun phrase end at token `at`, so that what stands before it is its head? */
static bool phrase_ends(const struct date_finder *f, uint32_t at)
{
    return at >= f->end || f->tokens[at].kind == TOKEN_PUNCTUATION || f->tokens[at].kind == TOKEN_MARK ||
           (f->words[at].classes &
            (LEX_FUNCTION | LEX_VERB | LEX_AUXILIARY | LEX_MODAL | LEX_PREPOSITION | LEX_CONJUNCTION | LEX_CUE_VERB));
}

static bool season_of_year(const struct date_finder *f, uint32_t at, int season, bool certain, struct date_found *found)
{
    uint32_t last = at + 1;
    int32_t year = year_of(f, last, &last);
    if (!year && !certain)
        return false;
    int month = season_month(season);
    anchor(f, found, false);
    if (year)
        found->anchor = SAYSO_ANCHOR_NONE;
    else if (f->now.year)
        year = month > f->now.month && date_tense(f, at, last) <= 0 ? f->now.year - 1 : f->now.year;
    date_value(found, (struct civil){year, (uint8_t)month, 0}, GRAIN_SEASON, season);
    found->last = last;
    return true;
}

/* "the BBC's Today programme" */
static bool is_programme(const struct date_finder *f, uint32_t at)
{
    static const char *const words[] = {"programme", "program", "show"};
    for (size_t i = 0; at < f->end && i < sizeof words / sizeof *words; i++)
        if (text_is(f->text, token_slice(&f->tokens[at]), words[i]))
            return true;
    return false;
}

/* "the day before yesterday", "the day after tomorrow", "the night before last". */
static bool twice_removed(const struct date_finder *f, uint32_t at, struct date_found *found)
{
    struct word_code part = date_word_at(f, at);
    bool day = date_class(f, at, LEX_TIME_UNIT) == UNIT_DAY, night = part.code == DATE_PART;
    bool before = is_code(f, at + 1, DATE_BEFORE), after = is_code(f, at + 1, DATE_AFTER);
    int days = day && before && is_code(f, at + 2, DATE_YESTERDAY) ? -2
               : day && after && is_code(f, at + 2, DATE_TOMORROW) ? 2
               : night && before && is_code(f, at + 2, DATE_LAST)  ? -2
                                                                   : 0;
    if (!days)
        return false;
    date_value(found, f->now.year ? date_shift(f->now, UNIT_DAY, days) : f->now, GRAIN_DAY, 0);
    anchor(f, found, false);
    found->last = at + 3;
    if (night) {
        date_value_append(found, "T");
        date_value_append(found, date_part_code(part.value));
        found->type = SAYSO_TYPE_TIME;
    }
    return true;
}

/* today, yesterday, tomorrow, tonight, now, and the like. */
static bool deictic(const struct date_finder *f, uint32_t at, struct date_found *found)
{
    struct word_code word = date_word_at(f, at), part = date_word_at(f, at + 1);
    bool name = f->tokens[at].letters != CASED_LOWER && at > f->begin &&
                (f->tokens[at - 1].letters == CASED_UPPER || is_programme(f, at + 1)); /* USA Today */
    int days = word.code == DATE_YESTERDAY ? -1 : word.code == DATE_TOMORROW ? 1 : 0;
    switch (word.code) {
    case DATE_NOW: reference(found, "PRESENT_REF", at + 1); return true;
    case DATE_CURRENTLY: reference(found, "PRESENT_REF", at + 1); return true;
    case DATE_RECENTLY: reference(found, "PAST_REF", at + 1); return true;
    case DATE_TODAY:
    case DATE_YESTERDAY:
    case DATE_TOMORROW:
    case DATE_TONIGHT:
    case DATE_OVERNIGHT: break;
    default: return false;
    }
    if (name)
        return false;
    date_value(found, f->now.year ? date_shift(f->now, UNIT_DAY, days) : f->now, GRAIN_DAY, 0);
    found->last = at + 1;
    anchor(f, found, false);
    if (word.code == DATE_TONIGHT || word.code == DATE_OVERNIGHT) {
        date_value_append(found, "TNI");
        found->type = SAYSO_TYPE_TIME;
    } else if (part.code == DATE_PART && !date_plural(f, at + 1)) {
        date_value_append(found, "T");
        date_value_append(found, date_part_code(part.value));
        found->type = SAYSO_TYPE_TIME;
        found->last++;
    }
    return true;
}

/* A quarter without a number is the one the text is about, else the last that has ended; other units are now's. */
static void quarter_or_now(const struct date_finder *f, uint32_t at, uint32_t unit, struct date_found *found)
{
    bool used_text = unit == UNIT_QUARTER && f->quarter.year;
    struct civil day = used_text ? f->quarter : f->now;
    if (unit == UNIT_QUARTER && !used_text && day.year && date_tense(f, at, at + 1) <= 0)
        day = date_shift(day, UNIT_QUARTER, -1);
    bool coming =
        at >= f->begin + 2 && text_is(f->text, token_slice(&f->tokens[at - 2]), "for"); /* "closed for the weekend" */
    if (unit == UNIT_WEEKEND && !coming && day.year && civil_weekday(day) < 6 && date_tense(f, at, at + 1) <= 0)
        day = date_shift(day, UNIT_WEEK, -1); /* "over the weekend two died" */
    date_value(found, day, date_grain_of(unit), 0);
    found->last = at + 1;
    anchor(f, found, used_text);
}

/* "the past", "the near future"; "the quarter", "the year": what the article names by its article alone. */
static bool definite(const struct date_finder *f, uint32_t at, struct date_found *found)
{
    uint32_t next = at + (at < f->end && (text_is(f->text, token_slice(&f->tokens[at]), "near") ||
                                          text_is(f->text, token_slice(&f->tokens[at]), "recent")));
    if ((is_code(f, next, DATE_PAST) || is_code(f, next, DATE_FUTURE)) && phrase_ends(f, next + 1)) {
        reference(found, is_code(f, next, DATE_PAST) ? "PAST_REF" : "FUTURE_REF", next + 1);
        return true;
    }
    uint32_t unit = date_class(f, at, LEX_TIME_UNIT);
    bool number = at + 1 < f->end && unit == UNIT_WEEKEND &&
                  (f->tokens[at + 1].kind == TOKEN_NUMBER || (f->words[at + 1].classes & LEX_NUMBER_WORD));
    if (unit == SAYSO_NONE || date_plural(f, at) || (!phrase_ends(f, at + 1) && !number) || is_code(f, at + 1, DATE_OF))
        return false;
    if (unit != UNIT_YEAR && unit != UNIT_QUARTER && unit != UNIT_MONTH && unit != UNIT_WEEK && unit != UNIT_WEEKEND)
        return false;
    quarter_or_now(f, at, unit, found);
    return true;
}

/* What follows this, last, next ... at `at`. */
static bool after_pointer(struct date_finder *f, uint16_t code, uint32_t at, struct date_found *found)
{
    uint32_t next = at + 1;
    if (code == DATE_THIS && (is_code(f, next, DATE_PAST) || is_code(f, next, DATE_COMING))) { /* "this past weekend" */
        code = date_word_at(f, next).code;
        at = next++;
        bool named = date_class(f, next, LEX_TIME_UNIT) == UNIT_WEEKEND ||
                     date_class(f, next, LEX_WEEKDAY) != SAYSO_NONE || date_class(f, next, LEX_MONTH) != SAYSO_NONE;
        code = named && code == DATE_PAST ? DATE_LAST : code;
    }
    if (is_code(f, next, DATE_FISCAL))
        next++;
    if (code != DATE_THAT && stretch_after(f, code, next, found))
        return true;
    uint32_t unit = date_class(f, next, LEX_TIME_UNIT), value;
    struct word_code word = date_word_at(f, next);
    if (unit == UNIT_QUARTER && code == DATE_RECENT) {
        quarter_or_now(f, next, unit, found);
        return true;
    }
    if (unit != SAYSO_NONE && !date_plural(f, next))
        return unit_after(f, code, next, unit, found);
    if ((value = date_class(f, next, LEX_WEEKDAY)) != SAYSO_NONE) {
        if (!weekday_after(f, code, next, value, found))
            return false;
        struct word_code part = date_word_at(f, found->last);
        if (part.code == DATE_PART) {
            date_value_append(found, "T");
            date_value_append(found, date_part_code(part.value));
            found->type = SAYSO_TYPE_TIME;
            found->last++;
        }
        return true;
    }
    if ((value = date_class(f, next, LEX_MONTH)) != SAYSO_NONE)
        return month_after(f, code, next, value, found);
    if (word.code == DATE_SEASON)
        return season_after(f, code, next, word.value, found);
    if (word.code == DATE_PART)
        return part_after(f, code, next, word.value, found);
    if (code == DATE_LAST || code == DATE_NEXT)
        return date_holiday(f, next, found);
    return false;
}

/* "early this year", "mid-1998", "the end of the month": a part of the date that follows. */
static bool edge_of(struct date_finder *f, uint32_t at, struct date_found *found)
{
    uint32_t next = at + 1;
    struct word_code word = date_word_at(f, at);
    if (word.code == DATE_EDGE) {
        if (!is_code(f, next, DATE_OF))
            return false;
        next++;
    } else if (word.code == DATE_MID || word.code == DATE_EARLY || word.code == DATE_LATE) {
        next = date_over_hyphen(f, next);
    } else if (word.code != DATE_EARLIER && word.code != DATE_LATER) {
        return false;
    }
    if (date_relative(f, next, found) || date_calendar(f, next, found) || date_holiday(f, next, found))
        return found->type == SAYSO_TYPE_DATE || found->type == SAYSO_TYPE_TIME;
    return false;
}

bool date_relative(struct date_finder *f, uint32_t at, struct date_found *found)
{
    bool the = is_code(f, at, DATE_THE);
    uint32_t i = at + the;
    if (i >= f->end)
        return false;
    struct word_code word = date_word_at(f, i);
    int ordinal;
    if (++f->depth > 3) { /* "the end of the end of ..." */
        f->depth--;
        return false;
    }
    bool read = twice_removed(f, i, found);
    if (read)
        goto done;
    switch (word.code) {
    case DATE_THIS:
    case DATE_THAT: read = !the && after_pointer(f, word.code, i, found); break;
    case DATE_LAST:
    case DATE_NEXT:
    case DATE_PAST:
    case DATE_PREVIOUS:
    case DATE_FOLLOWING:
    case DATE_COMING:
    case DATE_SAME:
    case DATE_CURRENT:
    case DATE_RECENT:
        read = after_pointer(f, word.code, i, found) || (the && definite(f, i, found));
        if (!read && !the && word.code == DATE_CURRENT && f->tokens[i].letters == CASED_LOWER) {
            reference(found, "PRESENT_REF", i + 1);
            read = true;
        }
        break;
    case DATE_EARLY:
    case DATE_LATE:
    case DATE_MID:
    case DATE_EDGE:
    case DATE_EARLIER:
    case DATE_LATER: read = edge_of(f, i, found); break;
    case DATE_SEASON: read = season_of_year(f, i, word.value, the && phrase_ends(f, i + 1), found); break;
    case DATE_FISCAL:
        read = (date_digits(f, i + 1, 1900, 2100) != SAYSO_NONE && date_calendar(f, i + 1, found)) ||
               (date_class(f, i + 1, LEX_TIME_UNIT) == UNIT_YEAR && date_digits(f, i + 2, 1900, 2100) != SAYSO_NONE &&
                date_calendar(f, i + 2, found)) ||
               ((ordinal = ordinal_at(f, i + 1)) != 0 && ordinal_after(f, i + 1, ordinal, found));
        break;
    default:
        if (!the && deictic(f, i, found))
            read = true;
        else if ((ordinal = ordinal_at(f, i)) != 0 && ordinal_after(f, i, ordinal, found))
            read = true;
        else if (the)
            read = definite(f, i, found) ||
                   ((f->tokens[i].kind == TOKEN_NUMBER || word.code == DATE_DECADE) && date_calendar(f, i, found) &&
                    found->grain >= GRAIN_YEAR && found->grain != GRAIN_YEAR);
    }
done:
    f->depth--;
    return read;
}
