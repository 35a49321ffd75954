/* lexicon_values: which values a sense of a class may have, so that no reader of a value needs a check of its own. */
#include "cue.h"
#include "lexicon_format.h"
#include "numbers.h"

#define LEX_CUE    (LEX_CUE_VERB | LEX_CUE_NOUN | LEX_CUE_PHRASE)
#define LEX_GENDER (LEX_PERSON | LEX_HONORIFIC | LEX_ROLE | LEX_KIN)

static bool cue_fits(uint32_t value)
{
    return CUE_FORM(value) <= CUE_OTHER && CUE_STATUS(value) <= SAYSO_UNREALIZED &&
           CUE_CHANNEL(value) <= SAYSO_BROADCAST;
}

/* Share of women in per cent or 255, above it the log2 of a count. */
static bool given_fits(uint32_t value) { return ((value & 255) <= 100 || (value & 255) == 255) && value >> 8 < 64; }

/* The forms of a rule stand in date_calendar.c. */
static bool holiday_fits(uint32_t rule)
{
    const uint32_t month = rule < 10000 ? rule / 100 : (rule - 10000) / 100;
    if (rule < 10000)
        return rule == 0 || (month >= 1 && month <= 12 && rule % 100 >= 1 && rule % 100 <= 31);
    if (rule < 20000)
        return month >= 1 && month <= 12 && rule / 10 % 10 >= 1 && rule / 10 % 10 <= 7 && rule % 10 <= 9;
    return (rule >= 30000 && rule < 31000) || (rule > 40000 && rule <= 40009);
}

bool lexicon_value_fits(uint64_t classes, uint32_t value)
{
    return (!(classes & LEX_CUE) || cue_fits(value)) && (!(classes & LEX_GIVEN) || given_fits(value)) &&
           (!(classes & LEX_GENDER) || value <= 2) && (!(classes & LEX_HOLIDAY) || holiday_fits(value)) &&
           (!(classes & LEX_MONTH) || (value >= 1 && value <= 12)) &&
           (!(classes & LEX_WEEKDAY) || (value >= 1 && value <= 7)) &&
           (!(classes & LEX_TIME_UNIT) || (value >= UNIT_SECOND && value <= UNIT_WEEKEND)) &&
           (!(classes & LEX_MAGNITUDE) || value <= 18) && (!(classes & LEX_CURRENCY) || lexicon_currency(value));
}
