/* date_ranges: the two ends of a range, where one leaves out what the other says: "March 3 to 5", "3 to 9 March", "2014-16",
 * "7-9 p.m.", "November to March 2020", "from Thursday to Monday". */
#include "date_parts.h"

#include <string.h>

enum joint { JOINT_NONE, JOINT_TO, JOINT_AND, JOINT_DASH, JOINT_COMMA };

static bool is_text(const struct date_finder *f, uint32_t at, const char *lower)
{
    return at >= f->begin && at < f->end && text_is(f->text, token_slice(&f->tokens[at]), lower);
}

static bool is_dash(const struct date_finder *f, uint32_t at)
{
    const struct token *token = &f->tokens[at];
    const uint8_t *bytes = f->text->bytes + token->start;
    return token->ascii == '-' ||
           (token->end - token->start == 3 && bytes[0] == 0xE2 && bytes[1] == 0x80 && bytes[2] == 0x93);
}

static enum joint joint_at(const struct date_finder *f, uint32_t at)
{
    if (at < f->begin || at + 1 >= f->end)
        return JOINT_NONE;
    if (is_dash(f, at) && !f->tokens[at].space_before && !f->tokens[at + 1].space_before)
        return JOINT_DASH;
    if (date_is(f, at, DATE_TO) || is_text(f, at, "until") || is_text(f, at, "till") || is_text(f, at, "through"))
        return JOINT_TO;
    if (is_text(f, at, "and") || is_text(f, at, "or"))
        return JOINT_AND;
    return f->tokens[at].ascii == ',' ? JOINT_COMMA : JOINT_NONE;
}

/* ---- the first end leaves something out ---------------------------------------------------------------------------------- */

/* The hour of "7" in "7-9 p.m.", by the second's value. */
static bool first_hour(uint32_t hour, const struct date_found *second, struct date_found *found)
{
    const char *clock = strchr(second->value, 'T');
    if (second->type != SAYSO_TYPE_TIME || !clock || clock[1] < '0' || clock[1] > '9' || hour > 12)
        return false;
    uint32_t end = (uint32_t)(clock[1] - '0') * 10 + (uint32_t)(clock[2] - '0');
    uint32_t start = hour % 12 + (end >= 12 ? 12 : 0);
    if (start >= end)
        start = hour;
    *found = *second;
    found->value[clock - second->value + 1] = (char)('0' + start / 10);
    found->value[clock - second->value + 2] = (char)('0' + start % 10);
    found->value[clock - second->value + 4] = found->value[clock - second->value + 5] = '0';
    return start < end;
}

bool date_range_first(struct date_finder *f, uint32_t at, struct date_found *found)
{
    uint32_t day = date_digits(f, at, 1, 31);
    enum joint joint = day == SAYSO_NONE ? JOINT_NONE : joint_at(f, at + 1);
    if (joint == JOINT_NONE || joint == JOINT_COMMA || f->tokens[at + 2].kind != TOKEN_NUMBER)
        return false;
    struct date_found second = {0};
    if (date_clock(f, at + 2, &second) && second.last > at + 3 && strlen(second.value) >= 6)
        return first_hour(day, &second, found) && (found->last = at + 1) != 0;
    bool placed = at == f->begin || date_is(f, at - 1, DATE_PREPOSITION) || date_is(f, at - 1, DATE_FROM) ||
                  is_text(f, at - 1, "between") || is_text(f, at - 1, "on");
    if ((joint != JOINT_DASH && !placed) || !date_calendar(f, at + 2, &second) || second.grain != GRAIN_DAY ||
        second.type != SAYSO_TYPE_DATE || !second.day.month || second.day.day <= day ||
        date_digits(f, at + 2, 1, 31) != second.day.day)
        return false;
    second.day.day = (uint8_t)day;
    date_value(found, second.day, GRAIN_DAY, 0);
    found->anchor = second.anchor;
    found->last = at + 1;
    return true;
}

/* "November to March 2020", "Nov. 28 to Dec. 2, 2023": the first end is of the second's year, or the one before. */
void date_range_year(struct date_finder *f, const struct date_range *before, uint32_t at,
                     const struct date_found *found)
{
    enum joint joint = at == before->found.last + 1 ? joint_at(f, before->found.last) : JOINT_NONE;
    bool months = before->found.grain == GRAIN_MONTH || before->found.grain == GRAIN_DAY;
    if (joint == JOINT_NONE || joint == JOINT_COMMA || !months || found->grain != before->found.grain ||
        found->anchor != SAYSO_ANCHOR_NONE || before->found.anchor == SAYSO_ANCHOR_NONE || !before->found.day.month ||
        !found->day.month || found->day.year <= 0 || before->found.type != SAYSO_TYPE_DATE ||
        date_class(f, before->first, LEX_MONTH) == SAYSO_NONE)
        return;
    struct civil day = before->found.day;
    bool later = day.month > found->day.month || (day.month == found->day.month && day.day > found->day.day);
    day.year = found->day.year - later;
    struct date_found whole;
    date_value(&whole, day, before->found.grain, 0);
    struct date *date = &f->dates->list.items[f->dates->list.count - 1];
    memcpy(date->value, whole.value, sizeof date->value);
    date->anchor = SAYSO_ANCHOR_NONE;
}

/* ---- the second end does --------------------------------------------------------------------------------------------------- */

/* Does the number stand alone: "and 13 failed", not "and 5 people drowned"? */
static bool stands_alone(const struct date_finder *f, uint32_t at)
{
    if (at + 1 >= f->end)
        return true;
    const struct token *next = &f->tokens[at + 1];
    if (next->kind != TOKEN_WORD)
        return next->kind == TOKEN_PUNCTUATION || next->kind == TOKEN_MARK;
    if (f->words[at + 1].classes & (LEX_MONTH | LEX_TIME_UNIT | LEX_MAGNITUDE | LEX_CURRENCY))
        return false;
    if (date_is(f, at + 1, DATE_AM) || date_is(f, at + 1, DATE_PM) || is_text(f, at + 1, "percent"))
        return false;
    const uint8_t *end = f->text->bytes + next->end;
    bool past = next->letters == CASED_LOWER && next->end - next->start > 3 && end[-2] == 'e' && end[-1] == 'd';
    return past || (f->words[at + 1].classes & (LEX_FUNCTION | LEX_VERB));
}

/* The days after "April 2" in "April 2, 3 and 4". */
static bool goes_on(const struct date_finder *f, uint32_t at, uint32_t day)
{
    for (uint32_t k = at + 1, steps = 0; steps < 8; steps++, k += 2) {
        enum joint joint = joint_at(f, k);
        uint32_t next = joint == JOINT_NONE ? SAYSO_NONE : date_digits(f, k + 1, 1, 31);
        if (next == SAYSO_NONE || next <= day)
            return false;
        if (joint != JOINT_COMMA)
            return stands_alone(f, k + 1);
        day = next;
    }
    return false;
}

static bool second_day(const struct date_finder *f, const struct date_found *before, uint32_t at, enum joint joint,
                       struct date_found *found)
{
    uint32_t day = date_digits(f, at, 1, 31);
    if (day == SAYSO_NONE || before->grain != GRAIN_DAY || before->type != SAYSO_TYPE_DATE || !before->day.month ||
        day <= before->day.day || date_digits(f, before->last - 1, 1, 31) != before->day.day ||
        (before->day.year && !civil_valid(before->day.year, before->day.month, (int)day)))
        return false;
    if (joint == JOINT_COMMA ? !goes_on(f, at, day) : !stands_alone(f, at))
        return false;
    struct civil date = before->day;
    date.day = (uint8_t)day;
    uint32_t year = at + 2 < f->end && f->tokens[at + 1].ascii == ',' ? date_digits(f, at + 2, 1900, 2100) : SAYSO_NONE;
    if (year != SAYSO_NONE)
        date.year = (int32_t)year;
    date_value(found, date, GRAIN_DAY, 0);
    found->anchor = year != SAYSO_NONE ? SAYSO_ANCHOR_NONE : before->anchor;
    found->last = year != SAYSO_NONE ? at + 3 : at + 1;
    return true;
}

/* "2014-16", "2007/08". */
static bool second_year(const struct date_finder *f, const struct date_found *before, uint32_t at,
                        struct date_found *found)
{
    uint32_t year = date_digits(f, at, 0, 99), size = f->tokens[at].end - f->tokens[at].start;
    bool before_year = before->grain == GRAIN_YEAR && date_digits(f, before->last - 1, 1000, 2100) != SAYSO_NONE;
    if (year == SAYSO_NONE || size != 2 || !before_year || f->tokens[at].space_before)
        return false;
    int32_t century = before->day.year / 100 * 100, end = century + (int32_t)year;
    if (end <= before->day.year)
        end += 100;
    if (end - before->day.year > 30)
        return false;
    date_value(found, (struct civil){end, 0, 0}, GRAIN_YEAR, 0);
    found->anchor = SAYSO_ANCHOR_NONE;
    found->last = at + 1;
    return true;
}

bool date_range_second(const struct date_finder *f, const struct date_range *before, uint32_t at,
                       struct date_found *found)
{
    if (at != before->found.last + 1 || f->tokens[at].kind != TOKEN_NUMBER)
        return false;
    enum joint joint = joint_at(f, at - 1);
    bool slash = f->tokens[at - 1].ascii == '/' && !f->tokens[at - 1].space_before;
    if ((joint == JOINT_DASH || slash) && second_year(f, &before->found, at, found))
        return true;
    return joint != JOINT_NONE && second_day(f, &before->found, at, joint, found);
}

/* "from Thursday to Monday": the Monday after that Thursday. */
void date_range_weekday(const struct date_finder *f, const struct date_range *before, uint32_t at,
                        struct date_found *found)
{
    const struct date_found *first = &before->found;
    uint32_t weekday = date_class(f, at, LEX_WEEKDAY);
    if (at != first->last + 1 || weekday == SAYSO_NONE || found->last != at + 1 || found->grain != GRAIN_DAY ||
        first->grain != GRAIN_DAY || !first->day.day || !first->day.year || first->last != before->first + 1 ||
        date_class(f, before->first, LEX_WEEKDAY) == SAYSO_NONE)
        return;
    enum joint joint = joint_at(f, at - 1);
    bool range =
        joint == JOINT_TO || joint == JOINT_DASH || (joint == JOINT_AND && is_text(f, before->first - 1, "between"));
    if (!range)
        return;
    uint8_t anchor = found->anchor;
    int32_t days = ((int32_t)weekday - civil_weekday(first->day) + 6) % 7 + 1;
    date_value(found, civil_from_days(civil_days(first->day) + days), GRAIN_DAY, 0);
    found->anchor = anchor;
}
