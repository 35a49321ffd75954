/* TIMEX3 values as strings, and steps in time. */
#include "date_parts.h"

#include <string.h>

static void append_byte(struct date_found *found, char byte)
{
    size_t size = strlen(found->value);
    if (size + 1 < sizeof found->value) {
        found->value[size] = byte;
        found->value[size + 1] = '\0';
    }
}

void date_value_append(struct date_found *found, const char *more)
{
    for (; *more; more++)
        append_byte(found, *more);
}

static void append_number(struct date_found *found, int64_t value, int width)
{
    char digits[24];
    int n = 0;
    for (value = value < 0 ? 0 : value; value > 0 || n < width; value /= 10)
        digits[n++] = (char)('0' + value % 10);
    while (n > 0)
        append_byte(found, digits[--n]);
}

void date_value_set(struct date_found *found, sayso_date_type type, const char *value)
{
    found->value[0] = '\0';
    date_value_append(found, value);
    found->type = (uint8_t)type;
}

enum date_grain date_grain_of(uint32_t unit)
{
    static const enum date_grain grains[] = {
        [UNIT_SECOND] = GRAIN_DAY,      [UNIT_MINUTE] = GRAIN_DAY,     [UNIT_HOUR] = GRAIN_DAY,
        [UNIT_DAY] = GRAIN_DAY,         [UNIT_WEEK] = GRAIN_WEEK,      [UNIT_MONTH] = GRAIN_MONTH,
        [UNIT_QUARTER] = GRAIN_QUARTER, [UNIT_YEAR] = GRAIN_YEAR,      [UNIT_DECADE] = GRAIN_DECADE,
        [UNIT_CENTURY] = GRAIN_CENTURY, [UNIT_WEEKEND] = GRAIN_WEEKEND};
    return unit < sizeof grains / sizeof *grains ? grains[unit] : GRAIN_NONE;
}

struct civil date_shift(struct civil day, uint32_t unit, int32_t count)
{
    if (count > 20000)
        count = 20000;
    if (count < -20000)
        count = -20000;
    switch (unit) {
    case UNIT_DAY: return civil_from_days(civil_days(day) + count);
    case UNIT_WEEK:
    case UNIT_WEEKEND: return civil_from_days(civil_days(day) + 7 * count);
    case UNIT_MONTH: return civil_add_months(day, count);
    case UNIT_QUARTER: return civil_add_months(day, 3 * count);
    case UNIT_YEAR: return civil_add_months(day, 12 * count);
    case UNIT_DECADE: return civil_add_months(day, 120 * count);
    case UNIT_CENTURY: return civil_add_months(day, 1200 * count);
    default: return day;
    }
}

static void append_year(struct date_found *found, int32_t year)
{
    if (year > 0)
        append_number(found, year, 4);
    else
        date_value_append(found, "XXXX");
}

/* `extra`: the season, the half; the weekday of a date whose week is not known. Year 0 and month 0: X. */
void date_value(struct date_found *found, struct civil day, enum date_grain grain, int extra)
{
    static const char *const seasons[] = {"SP", "SU", "FA", "WI"};
    int32_t year = day.year;
    int week = 0;
    found->value[0] = '\0';
    found->type = SAYSO_TYPE_DATE;
    found->day = day;
    found->grain = grain;
    if (grain == GRAIN_DECADE || grain == GRAIN_CENTURY) {
        append_number(found, grain == GRAIN_DECADE ? year / 10 : year / 100, grain == GRAIN_DECADE ? 3 : 2);
        return; /* "199" is the 1990s, "19" the twentieth century's hundred years */
    }
    bool known = day.year > 0 && day.month > 0 && day.day > 0;
    if ((grain == GRAIN_WEEK || grain == GRAIN_WEEKEND) && known)
        civil_week(day, &year, &week);
    append_year(found, year);
    if (grain == GRAIN_YEAR || grain == GRAIN_NONE)
        return;
    append_byte(found, '-');
    switch (grain) {
    case GRAIN_SEASON: date_value_append(found, seasons[extra & 3]); return;
    case GRAIN_HALF:
        append_byte(found, 'H');
        append_number(found, extra, 1);
        return;
    case GRAIN_QUARTER:
        append_byte(found, 'Q');
        if (extra || day.month)
            append_number(found, extra ? extra : (day.month - 1) / 3 + 1, 1);
        else
            append_byte(found, 'X');
        return;
    case GRAIN_WEEK:
    case GRAIN_WEEKEND:
        append_byte(found, 'W');
        if (known)
            append_number(found, week, 2);
        else
            date_value_append(found, "XX");
        if (grain == GRAIN_WEEKEND)
            date_value_append(found, "-WE");
        return;
    default: break;
    }
    if (grain == GRAIN_DAY && !known && day.month == 0 && extra) { /* a weekday of no known week */
        date_value_append(found, "WXX-");
        append_number(found, extra, 1);
        return;
    }
    if (day.month)
        append_number(found, day.month, 2);
    else
        date_value_append(found, "XX");
    if (grain == GRAIN_MONTH)
        return;
    append_byte(found, '-');
    if (day.day)
        append_number(found, day.day, 2);
    else
        date_value_append(found, "XX");
}

void date_value_duration(struct date_found *found, uint32_t unit, double count)
{
    static const char *const units[] = {[UNIT_SECOND] = "S",   [UNIT_MINUTE] = "M",  [UNIT_HOUR] = "H",
                                        [UNIT_DAY] = "D",      [UNIT_WEEK] = "W",    [UNIT_MONTH] = "M",
                                        [UNIT_QUARTER] = "Q",  [UNIT_YEAR] = "Y",    [UNIT_DECADE] = "DE",
                                        [UNIT_CENTURY] = "CE", [UNIT_WEEKEND] = "WE"};
    date_value_set(found, SAYSO_TYPE_DURATION, unit <= UNIT_HOUR ? "PT" : "P");
    found->grain = GRAIN_NONE;
    if (unit == UNIT_HOUR && count > 0.4 && count < 0.6) { /* "half an hour" */
        unit = UNIT_MINUTE;
        count = 30;
    }
    if (count < 0 || count > 1e9) {
        append_byte(found, 'X');
    } else {
        int64_t whole = (int64_t)count, hundredths = (int64_t)((count - (double)whole) * 100 + 0.5);
        append_number(found, whole, 1);
        if (hundredths > 0 && hundredths < 100) {
            append_byte(found, '.');
            append_number(found, hundredths % 10 ? hundredths : hundredths / 10, hundredths % 10 ? 2 : 1);
        }
    }
    date_value_append(found, unit < sizeof units / sizeof *units && units[unit] ? units[unit] : "D");
}

const char *date_part_code(int part)
{
    static const char *const codes[] = {"MO", "MI", "AF", "EV", "NI"};
    return codes[part % 5];
}
