#include "civil.h"

/* Days from the civil date by counting 400-year eras from March, so that the leap day comes last. */
int32_t civil_days(struct civil date)
{
    int32_t year = date.year - (date.month <= 2), era = (year >= 0 ? year : year - 399) / 400;
    int32_t of_era = year - era * 400, month = date.month > 2 ? date.month - 3 : date.month + 9;
    int32_t of_year = (153 * month + 2) / 5 + date.day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

struct civil civil_from_days(int32_t days)
{
    int32_t shifted = days + 719468, era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
    int32_t of_era = shifted - era * 146097;
    int32_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int32_t of_year = of_era - (365 * year + year / 4 - year / 100), month = (5 * of_year + 2) / 153;
    struct civil date = {0, (uint8_t)(month < 10 ? month + 3 : month - 9),
                         (uint8_t)(of_year - (153 * month + 2) / 5 + 1)};
    date.year = year + era * 400 + (date.month <= 2);
    return date;
}

int civil_weekday(struct civil date)
{
    int32_t from_thursday = (civil_days(date) + 3) % 7;
    return (from_thursday < 0 ? from_thursday + 7 : from_thursday) + 1;
}

int civil_month_days(int32_t year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return month < 1 || month > 12 ? 0 : days[month - 1] + (month == 2 && leap);
}

bool civil_valid(int32_t year, int month, int day)
{
    return year > 0 && year < 10000 && day >= 1 && day <= civil_month_days(year, month);
}

struct civil civil_add_months(struct civil date, int32_t months)
{
    int32_t count = date.year * 12 + date.month - 1 + months;
    int32_t year = count >= 0 ? count / 12 : (count - 11) / 12;
    int month = (int)(count - year * 12) + 1, last = civil_month_days(year, month);
    return (struct civil){year, (uint8_t)month, (uint8_t)(date.day > last ? last : date.day)};
}

void civil_week(struct civil date, int32_t *year, int *week)
{
    int32_t thursday = civil_days(date) - civil_weekday(date) + 4;
    struct civil middle = civil_from_days(thursday);
    *year = middle.year;
    *week = (int)(thursday - civil_days((struct civil){middle.year, 1, 1})) / 7 + 1;
}

/* The anonymous Gregorian computus. */
struct civil civil_easter(int32_t year)
{
    int32_t a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
    int32_t h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
    int32_t m = (a + 11 * h + 22 * l) / 451, sum = h + l - 7 * m + 114;
    return (struct civil){year, (uint8_t)(sum / 31), (uint8_t)(sum % 31 + 1)};
}

static int32_t digits_at(const char *text, size_t from, size_t count, size_t *position)
{
    int32_t value = 0;
    for (size_t i = from; i < from + count; i++) {
        if (text[i] < '0' || text[i] > '9') {
            *position = i;
            return -1;
        }
        value = value * 10 + text[i] - '0';
    }
    return value;
}

/* "2021-12-01" or "20211201", alone or before a time ("T10:00:00Z", " 10:00"). */
bool civil_parse(const char *iso, struct civil *date, size_t *position)
{
    *date = (struct civil){0, 0, 0};
    int32_t year = digits_at(iso, 0, 4, position);
    if (year < 0)
        return false;
    size_t hyphen = iso[4] == '-';
    int32_t month = digits_at(iso, 4 + hyphen, 2, position);
    if (month < 0)
        return false;
    if (hyphen && iso[7] != '-') {
        *position = 7;
        return false;
    }
    int32_t day = digits_at(iso, 6 + 2 * hyphen, 2, position);
    if (day < 0)
        return false;
    size_t end = 8 + 2 * hyphen;
    *position = year < 1 ? 0 : month < 1 || month > 12 ? 4 + hyphen : 6 + 2 * hyphen;
    if (!civil_valid(year, month, day))
        return false;
    *position = end;
    if (iso[end] != '\0' && iso[end] != 'T' && iso[end] != ' ')
        return false;
    *date = (struct civil){year, (uint8_t)month, (uint8_t)day};
    return true;
}
