/* dates: the pass over the tokens, and the document's own date. */
#include "date_parts.h"

#define PAGE_DATE_DAYS 7 /* a page may come out so many days after the story without contradicting it */

/* May a time expression begin at this token?  Cheap, for every token of a text. */
static bool is_trigger(const struct date_finder *f, uint32_t at)
{
    const struct token *token = &f->tokens[at];
    if (token->kind == TOKEN_NUMBER ||
        (f->words[at].classes & (LEX_MONTH | LEX_WEEKDAY | LEX_TIME_UNIT | LEX_HOLIDAY | LEX_NUMBER_WORD)))
        return true;
    if (token->kind != TOKEN_WORD)
        return false;
    if (f->hit < f->lexemes->hits.count && f->lexemes->hits.items[f->hit].first == at &&
        (f->lexemes->hits.items[f->hit].classes & LEX_HOLIDAY))
        return true;
    struct word_code word = date_word_at(f, at);
    switch (word.code) {
    case DATE_NONE:
    case DATE_OF:
    case DATE_AM:
    case DATE_PM:
    case DATE_OCLOCK:
    case DATE_ZONE:
    case DATE_OLD:
    case DATE_PREPOSITION:
    case DATE_TO:
    case DATE_WILL:
    case DATE_DID:
    case DATE_BE:
    case DATE_IS:
    case DATE_AND:
    case DATE_THAN:
    case DATE_LEAST:
    case DATE_AGO:
    case DATE_PER:
    case DATE_BEFORE:
    case DATE_AFTER:
    case DATE_FROM: return token->end - token->start > 6 && f->text->bytes[token->start + 3] == '-'; /* mid-July */
    case DATE_THE:
    case DATE_A:
    case DATE_AT:
    case DATE_MORE:
    case DATE_ABOUT: {
        if (at + 1 >= f->end)
            return false;
        const struct token *next = &f->tokens[at + 1];
        return next->kind == TOKEN_NUMBER ||
               (f->words[at + 1].classes & (LEX_TIME_UNIT | LEX_NUMBER_WORD | LEX_MAGNITUDE)) ||
               date_word_at(f, at + 1).code != DATE_NONE;
    }
    default: return true;
    }
}

/* "year-end", "year-ago". */
static bool compound(struct date_finder *f, uint32_t at, struct date_found *found)
{
    uint32_t next = date_over_hyphen(f, at + 1);
    uint32_t unit = date_class(f, at, LEX_TIME_UNIT);
    if (unit == SAYSO_NONE || next == at + 1 || date_plural(f, at))
        return false;
    enum date_grain grain = date_grain_of(unit);
    found->last = next + 1;
    found->anchor = f->now.year ? DATE_SLOT_NOW : SAYSO_ANCHOR_NONE;
    if (date_is(f, next, DATE_EDGE)) {
        date_value(found, f->now, grain, 0);
        return true;
    }
    if (!date_is(f, next, DATE_AGO) && !date_is(f, next, DATE_EARLIER))
        return false;
    uint32_t compared = date_class(f, next + 1, LEX_TIME_UNIT); /* "the year-earlier quarter" */
    if ((compared != SAYSO_NONE && !date_plural(f, next + 1)) ||
        (next + 1 < f->end && text_is(f->text, token_slice(&f->tokens[next + 1]), "period")))
        found->last++;
    bool quarter = unit == UNIT_YEAR && f->quarter.year;
    struct civil from = quarter ? f->quarter : f->now;
    date_value(found, from.year ? date_shift(from, unit, -1) : from, quarter ? GRAIN_QUARTER : grain, 0);
    found->anchor = quarter ? SAYSO_ANCHOR_TEXT : found->anchor;
    return true;
}

static bool read_expression(struct date_finder *f, uint32_t at, struct date_found *found)
{
    found->grain = GRAIN_NONE;
    found->day = (struct civil){0, 0, 0};
    uint32_t start = at + (date_is(f, at, DATE_THE) && (date_class(f, at + 1, LEX_TIME_UNIT) != SAYSO_NONE));
    return date_holiday(f, at, found) || date_set(f, at, found) || date_clock(f, at, found) ||
           date_calendar(f, at, found) || compound(f, start, found) || date_amount(f, at, found) ||
           date_relative(f, at, found);
}

static bool keep(struct date_finder *f, uint32_t at, const struct date_found *found, uint8_t published_anchor)
{
    struct date *date = array_push(f->memory, &f->dates->list);
    if (!date)
        return false;
    date->where = (struct slice){f->tokens[at].start, f->tokens[found->last - 1].end};
    date->first = at;
    date->last = found->last;
    date->type = found->type;
    date->anchor = found->anchor == DATE_SLOT_NOW ? published_anchor : found->anchor;
    for (size_t i = 0; i < sizeof date->value; i++)
        date->value[i] = found->value[i];
    if (found->grain != GRAIN_NONE && found->day.year) {
        f->last = found->day;
        f->last_grain = found->grain;
        if (found->grain == GRAIN_QUARTER && found->anchor != SAYSO_ANCHOR_TEXT) /* not one that counts from it */
            f->quarter = found->day;
    }
    return true;
}

static sayso_status read_sentence(struct date_finder *f, uint8_t published_anchor)
{
    struct date_found found = {0};
    struct date_range before = {0};
    f->pattern_limit = false;
    for (uint32_t at = f->begin; at < f->end;) {
        while (f->hit < f->lexemes->hits.count && f->lexemes->hits.items[f->hit].first < at)
            f->hit++;
        bool number = f->tokens[at].kind == TOKEN_NUMBER;
        bool range = number && (date_range_second(f, &before, at, &found) || date_range_first(f, at, &found));
        if (!range && (!is_trigger(f, at) || !read_expression(f, at, &found))) {
            at++;
            continue;
        }
        date_range_weekday(f, &before, at, &found);
        date_range_year(f, &before, at, &found);
        before = (struct date_range){at, found};
        if (!keep(f, at, &found, published_anchor))
            return SAYSO_ERROR_MEMORY;
        at = found.last;
    }
    if (f->pattern_limit && !warnings_add(f->memory, f->warnings, WARNING_PATTERN_LIMIT, f->tokens[f->begin].start,
                                          f->tokens[f->end - 1].end))
        return SAYSO_ERROR_MEMORY;
    return f->out_of_memory ? SAYSO_ERROR_MEMORY : SAYSO_OK;
}

/* The first whole date among the tokens of a slice of the layout; `needs_year` false takes one without. */
static struct civil date_in(struct date_finder *f, struct slice slice, struct civil near)
{
    struct civil none = {0, 0, 0};
    struct date_found found;
    if (slice.start == SAYSO_NONE)
        return none;
    uint32_t low = 0, high = f->token_count;
    while (low < high) { /* the first token that ends after the slice's start */
        uint32_t middle = low + (high - low) / 2;
        if (f->tokens[middle].end <= slice.start)
            low = middle + 1;
        else
            high = middle;
    }
    for (f->begin = f->end = low; f->end < f->token_count && f->end - low < 16 && f->tokens[f->end].start < slice.end;
         f->end++)
        ;
    f->now = near;
    for (uint32_t at = f->begin; at < f->end; at++)
        if (date_calendar(f, at, &found) && found.grain == GRAIN_DAY && found.day.month && found.day.year)
            return found.day;
    return none;
}

static int32_t days_apart(struct civil a, struct civil b)
{
    int32_t days = civil_days(a) - civil_days(b);
    return days < 0 ? -days : days;
}

/* Given by the caller, else the dateline's (its year may be the page's), else the page's. */
static sayso_status find_published(struct date_finder *f, const struct civil *given, const struct layout *layout)
{
    struct civil none = {0, 0, 0}, page = date_in(f, layout->page_date, given ? *given : none);
    struct civil line = date_in(f, layout->dateline_date, given ? *given : page);
    f->dates->published = given ? *given : line.year ? line : page;
    f->dates->published_anchor = given       ? SAYSO_ANCHOR_GIVEN
                                 : line.year ? SAYSO_ANCHOR_DATELINE
                                 : page.year ? SAYSO_ANCHOR_PAGE
                                             : SAYSO_ANCHOR_NONE;
    bool against_given = given && page.year && days_apart(page, *given) > PAGE_DATE_DAYS;
    bool against_line = line.year && page.year && days_apart(page, line) > PAGE_DATE_DAYS;
    if ((against_given || against_line) &&
        !warnings_add(f->memory, f->warnings, WARNING_PAGE_DATE, layout->page_date.start, layout->page_date.end))
        return SAYSO_ERROR_MEMORY;
    f->now = f->dates->published;
    return SAYSO_OK;
}

sayso_status dates_find(const struct memory *memory, const struct date_patterns *patterns,
                        struct pattern_matcher *matcher, sayso_choice day_first, const struct civil *given,
                        const struct lexicon *lexicon, const struct text *text, const struct layout *layout,
                        const struct tokens *tokens, const struct lexemes *lexemes, const struct sentences *sentences,
                        struct dates *dates, struct warnings *warnings)
{
    struct date_finder f = {.memory = memory,
                            .patterns = patterns,
                            .matcher = matcher,
                            .lexicon = lexicon,
                            .text = text,
                            .tokens = tokens->list.items,
                            .token_count = tokens->list.count,
                            .words = lexemes->words.items,
                            .lexemes = lexemes,
                            .dates = dates,
                            .warnings = warnings,
                            .day_first = day_first};
    array_clear(&dates->list);
    sayso_status status = find_published(&f, given, layout);
    uint32_t paragraph = SAYSO_NONE;
    for (uint32_t i = 0; i < sentences->list.count && !status; i++) {
        const struct sentence *sentence = &sentences->list.items[i];
        f.begin = sentence->first;
        f.end = sentence->last;
        if (sentence->paragraph != paragraph)
            f.last = (struct civil){0, 0, 0};
        paragraph = sentence->paragraph;
        status = read_sentence(&f, dates->published_anchor);
        if (!status && (i & 63u) == 0 && memory_cancelled(memory))
            status = SAYSO_ERROR_CANCELLED;
    }
    return status;
}
