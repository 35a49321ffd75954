/* civil: the proleptic Gregorian calendar in whole numbers. */
#ifndef SAYSO_CIVIL_H
#define SAYSO_CIVIL_H

#include "dates.h"

int32_t civil_days(struct civil date); /* days since 1970-01-01 */
struct civil civil_from_days(int32_t days);
int civil_weekday(struct civil date); /* 1 Monday .. 7 Sunday */
int civil_month_days(int32_t year, int month);
bool civil_valid(int32_t year, int month, int day);
struct civil civil_add_months(struct civil date, int32_t months); /* the day is cut to the month's last */
void civil_week(struct civil date, int32_t *year, int *week);     /* ISO 8601 */
struct civil civil_easter(int32_t year);

#endif
