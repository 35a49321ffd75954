/* date_parts: what the files of the date stage share.  Private to dates.c and date_*.c. */
#ifndef SAYSO_DATE_PARTS_H
#define SAYSO_DATE_PARTS_H

#include "civil.h"
#include "numbers.h"
#include "word_table.h"

/* The closed vocabulary of time expressions, beside the lexicon's months, weekdays, units and numbers. */
enum date_code {
    DATE_NONE,
    DATE_THE,
    DATE_A,
    DATE_OF,
    DATE_THIS,
    DATE_THAT,
    DATE_LAST,
    DATE_NEXT,
    DATE_PAST,
    DATE_PREVIOUS,
    DATE_FOLLOWING,
    DATE_COMING,
    DATE_SAME,
    DATE_EARLY,
    DATE_MID,
    DATE_LATE,
    DATE_EARLIER,
    DATE_LATER,
    DATE_AGO,
    DATE_BEFORE,
    DATE_AFTER,
    DATE_FROM,
    DATE_NOW,
    DATE_CURRENT,
    DATE_CURRENTLY,
    DATE_RECENT,
    DATE_RECENTLY,
    DATE_FUTURE,
    DATE_TODAY,
    DATE_YESTERDAY,
    DATE_TOMORROW,
    DATE_TONIGHT,
    DATE_OVERNIGHT,
    DATE_PART /* enum day_part */,
    DATE_NOON,
    DATE_MIDNIGHT,
    DATE_SEASON /* enum date_season */,
    DATE_EVERY,
    DATE_FREQUENCY /* unit */,
    DATE_FEW,
    DATE_COUPLE,
    DATE_HALF,
    DATE_ORDINAL /* 1.. */,
    DATE_FISCAL,
    DATE_ABOUT,
    DATE_MORE,
    DATE_THAN,
    DATE_AT,
    DATE_LEAST,
    DATE_EDGE /* end, start, middle */,
    DATE_AM,
    DATE_PM,
    DATE_OCLOCK,
    DATE_ZONE,
    DATE_OLD,
    DATE_LONG /* unit: yearlong */,
    DATE_PREPOSITION,
    DATE_TO,
    DATE_WILL,
    DATE_DID,
    DATE_BE,
    DATE_IS,
    DATE_TIMES /* once, twice, times */,
    DATE_PER,
    DATE_DECADE /* 20: twenties .. */,
    DATE_AND
};
enum day_part { PART_MORNING, PART_MIDDAY, PART_AFTERNOON, PART_EVENING, PART_NIGHT };
enum date_season { SEASON_SPRING, SEASON_SUMMER, SEASON_AUTUMN, SEASON_WINTER };

/* How exact a date is. */
enum date_grain {
    GRAIN_NONE,
    GRAIN_DAY,
    GRAIN_WEEK,
    GRAIN_WEEKEND,
    GRAIN_MONTH,
    GRAIN_SEASON,
    GRAIN_QUARTER,
    GRAIN_HALF,
    GRAIN_YEAR,
    GRAIN_DECADE,
    GRAIN_CENTURY
};

#define DATE_SHAPES 3u
struct date_patterns {
    struct word_table words;             /* enum date_code */
    struct pattern *shapes[DATE_SHAPES]; /* year first; two numbers and a year; clock */
};

struct date_finder {
    const struct memory *memory;
    const struct date_patterns *patterns;
    struct pattern_matcher *matcher;
    const struct lexicon *lexicon;
    const struct text *text;
    const struct token *tokens;
    const struct word *words;
    const struct lexemes *lexemes;
    uint32_t hit;        /* the first hit not before the token looked at */
    uint32_t begin, end; /* tokens of the sentence */
    struct dates *dates;
    struct warnings *warnings;
    sayso_choice day_first;
    uint32_t token_count;
    bool pattern_limit; /* a limit was hit in this sentence */
    bool out_of_memory;
    bool order_known;  /* has the text been searched for dates that are plainly day or month first? */
    int order;         /* 1 day first, -1 month first, 0 unknown */
    int depth;         /* of expressions within expressions */
    struct civil now;  /* year 0: unknown */
    struct civil last; /* the date read last in this paragraph, year 0: none */
    enum date_grain last_grain;
    struct civil quarter; /* the quarter read last in this text, year 0: none */
};

/* One expression read: tokens up to `last`, its value, and its day for those that refer back to it. */
struct date_found {
    uint32_t last;
    uint8_t type, anchor;
    char value[30];
    struct civil day;
    enum date_grain grain; /* GRAIN_NONE: no point in time */
};

enum { DATE_SLOT_NOW = SAYSO_ANCHOR_GIVEN }; /* replaced by the anchor of the document's own date */

bool date_words_fill(struct date_patterns *patterns);
struct word_code date_word_at(const struct date_finder *f, uint32_t at); /* code 0 outside the sentence */
static inline bool date_is(const struct date_finder *f, uint32_t at, enum date_code code)
{
    return date_word_at(f, at).code == (uint16_t)code;
}
/* The lexicon's value of a class for a token, or SAYSO_NONE. */
uint32_t date_class(const struct date_finder *f, uint32_t at, uint64_t class);
bool date_plural(const struct date_finder *f, uint32_t at); /* ends with an s */
uint32_t date_over_hyphen(const struct date_finder *f, uint32_t at);
bool date_number(const struct date_finder *f, uint32_t at, struct number *number);
/* A whole number in digits, from least to most; SAYSO_NONE otherwise. */
uint32_t date_digits(const struct date_finder *f, uint32_t at, uint32_t least, uint32_t most);
/* Does the clause look to the future (1) or the past (-1)?  0: it does not say. */
int date_tense(const struct date_finder *f, uint32_t at, uint32_t last);

/* values: TIMEX3 strings */
void date_value(struct date_found *found, struct civil day, enum date_grain grain, int extra);
void date_value_set(struct date_found *found, sayso_date_type type, const char *value);
void date_value_append(struct date_found *found, const char *more);
void date_value_duration(struct date_found *found, uint32_t unit, double count); /* count < 0: X */
enum date_grain date_grain_of(uint32_t unit);
struct civil date_shift(struct civil day, uint32_t unit, int32_t count);
const char *date_part_code(int part);

/* shapes: numeric dates and clocks inside one token; 1 read, 0 not one */
int date_shape(struct date_finder *f, uint32_t at, struct date_found *found);
bool date_clock(struct date_finder *f, uint32_t at, struct date_found *found);

/* grammar; each true with *found filled if the expression begins at token `at` */
bool date_calendar(struct date_finder *f, uint32_t at, struct date_found *found);
bool date_relative(struct date_finder *f, uint32_t at, struct date_found *found);
bool date_amount(struct date_finder *f, uint32_t at, struct date_found *found);
bool date_set(struct date_finder *f, uint32_t at, struct date_found *found);
bool date_holiday(struct date_finder *f, uint32_t at, struct date_found *found);

/* ranges: the expression read last in the sentence, whose first token is `first`; found.last 0: none */
struct date_range {
    uint32_t first;
    struct date_found found;
};
bool date_range_first(struct date_finder *f, uint32_t at, struct date_found *found);
bool date_range_second(const struct date_finder *f, const struct date_range *before, uint32_t at,
                       struct date_found *found);
void date_range_weekday(const struct date_finder *f, const struct date_range *before, uint32_t at,
                        struct date_found *found);
void date_range_year(struct date_finder *f, const struct date_range *before, uint32_t at,
                     const struct date_found *found);

#endif
