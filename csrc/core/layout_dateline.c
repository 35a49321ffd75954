/* "RIGA, Latvia - ", "WASHINGTON (AP) —", "BEIJING, Dec. 1 (Reuters) -", "afrol News, 15 October -". */
#include "layout_parts.h"

#include <string.h>

#define WINDOW     140u /* bytes: no dateline is longer */
#define MAX_PIECES 8u

struct piece {
    struct slice where;
    bool date, agency;
};

struct head {
    struct slice before; /* all that stands before the dash */
    uint32_t end;        /* past the dash */
    bool colon;          /* NEW DELHI: ... */
    bool tight;          /* no space before the dash */
    bool bare;           /* nothing but the agency's brackets ends it */
};

static bool is_month(const struct text *text, struct slice word)
{
    static const char *const months[] = {"january", "february",  "march", "april",   "may",      "june",    "july",
                                         "august",  "september", "sept",  "october", "november", "december"};
    uint32_t size = word.end - word.start;
    if (size < 3)
        return false;
    if (text->bytes[word.end - 1] == '.')
        size--;
    for (size_t i = 0; i < sizeof months / sizeof *months; i++)
        if ((size == 3 || size == strlen(months[i])) && size <= strlen(months[i])) {
            struct slice cut = {word.start, word.start + size};
            char name[10] = {0};
            memcpy(name, months[i], size);
            if (slice_starts(text, cut, name))
                return true;
        }
    return false;
}

static bool is_number(const struct text *text, struct slice word)
{
    return word.end - word.start <= 5 && (uint8_t)(text->bytes[word.start] - '0') < 10;
}

static uint64_t classes_of(const struct page *page, struct slice word)
{
    return lexicon_word(page->lexicon, page->text->bytes + word.start, word.end - word.start);
}

/* "Dec. 1", "15 October", "March 3", "2021", "Monday" */
static bool is_date(const struct page *page, struct slice where)
{
    uint32_t at = where.start, words = 0, months = 0, numbers = 0, days = 0;
    struct slice word;
    while (slice_word(page->text, &at, where.end, &word)) {
        words++;
        months += is_month(page->text, word);
        numbers += is_number(page->text, word);
        days += (classes_of(page, word) & LEX_WEEKDAY) != 0;
    }
    return words && words <= 4 && months <= 1 && words == months + numbers + days &&
           ((months && numbers) || days || (numbers == 1 && where.end - where.start == 4));
}

/* Capitals but for particles between: "Port-au-Prince", "Rio de Janeiro", "RIGA". */
static bool is_capitalised(const struct page *page, struct slice where, bool *shout)
{
    static const char *const particles[] = {"de", "del", "da",  "do", "dos", "du", "la",   "le", "los",
                                            "of", "and", "the", "al", "el",  "on", "upon", "sur"};
    uint32_t at = where.start, words = 0, letters = 0, lower = 0;
    struct slice word;
    while (slice_word(page->text, &at, where.end, &word)) {
        bool particle = false;
        bool capital = starts_capital(page->text, word);
        for (size_t i = 0; !capital && i < sizeof particles / sizeof *particles; i++)
            particle = particle ||
                       (word.end - word.start == strlen(particles[i]) && slice_starts(page->text, word, particles[i]));
        if (!capital && !(particle && words))
            return false;
        words++;
        for (uint32_t i = word.start; !particle && i < word.end; i++) {
            uint8_t c = page->text->bytes[i];
            letters += (uint8_t)((c | 32) - 'a') < 26;
            lower += (uint8_t)(c - 'a') < 26;
        }
    }
    *shout = letters >= 2 && !lower;
    return words && words <= 5;
}

static bool is_agency(const struct page *page, struct slice where)
{
    uint32_t at = where.start, words = 0;
    struct slice word, last = {0, 0};
    uint64_t any = 0;
    while (slice_word(page->text, &at, where.end, &word)) {
        any |= classes_of(page, word);
        last = word;
        words++;
    }
    if (!words || words > 4)
        return false;
    if (words == 1 && any & (LEX_AGENCY | LEX_OUTLET))
        return true;
    static const char *const ends[] = {"news", "press", "reuters", "times", "newswire", "media"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (slice_starts(page->text, last, ends[i]) && last.end - last.start == strlen(ends[i]))
            return true;
    return false;
}

/* The dash that ends the dateline, or the brackets of the agency, or a colon. */
static bool find_end(const struct page *page, struct slice window, struct head *head)
{
    const struct text *text = page->text;
    uint32_t width, depth = 0, bracket = 0;
    for (uint32_t at = window.start; at < window.end; at += width) {
        uint32_t c = text_decode(text, at, &width), next = at + width;
        bool spaced = at > window.start && text->bytes[at - 1] <= ' ';
        uint32_t after = next < window.end ? text->bytes[next] : ' ';
        if (c == '(')
            depth++;
        else if (c == ')' && depth && !--depth)
            bracket = next;
        if (depth)
            continue;
        bool dash = c == 0x2014 || c == 0x2015 || (c == 0x2013 && (spaced || after == ' ')) ||
                    ((c == '-' || c == '_') && spaced && after <= ' ');
        if (c == '-' && after == '-') {
            dash = true;
            next++;
        }
        if (dash || (c == ':' && after <= ' ')) {
            *head = (struct head){{window.start, at}, next, c == ':', !spaced, false};
            return at > window.start;
        }
        if (c == '.' && after <= ' ' && next + 1 < window.end && bracket)
            break; /* a sentence ends before any dash does */
    }
    if (!bracket)
        return false;
    *head = (struct head){{window.start, bracket}, bracket, false, false, true};
    return true;
}

/* "(AP)" or "/PRNewswire/" at the end of the head, taken off it. */
static struct slice take_agency(const struct page *page, struct slice *head)
{
    const uint8_t *bytes = page->text->bytes;
    static const struct slice none = {SAYSO_NONE, SAYSO_NONE};
    *head = slice_trim(page->text, *head);
    if (head->end - head->start < 3)
        return none;
    uint8_t last = bytes[head->end - 1], open = last == ')' ? '(' : last == '/' ? '/' : 0;
    if (!open)
        return none;
    uint32_t at = head->end - 1;
    while (at > head->start && bytes[at - 1] != open)
        at--;
    struct slice agency = {at, head->end - 1};
    bool shout;
    if (at == head->start || agency.end == agency.start || agency.end - agency.start > 40 ||
        !is_capitalised(page, agency, &shout))
        return none;
    *head = slice_trim(page->text, (struct slice){head->start, at - 1});
    return agency;
}

static uint32_t cut_pieces(const struct page *page, struct slice head, struct piece pieces[MAX_PIECES], bool *shout)
{
    uint32_t count = 0, start = head.start;
    *shout = false;
    for (uint32_t at = head.start; at <= head.end; at++) {
        if (at < head.end && page->text->bytes[at] != ',')
            continue;
        struct slice where = slice_trim(page->text, (struct slice){start, at});
        bool capitals = false;
        start = at + 1;
        if (where.start == where.end || count == MAX_PIECES)
            return 0;
        bool date = is_date(page, where), agency = !date && is_agency(page, where);
        if (!date && !is_capitalised(page, where, &capitals) && !agency)
            return 0;
        pieces[count] = (struct piece){where, date, agency};
        *shout = *shout || (!count && capitals && where.end - where.start >= 3);
        count++;
    }
    return count;
}

/* Is this a place as far as the lexicon knows?  1 yes, 0 unknown, -1 something else ("UPDATE", "NATO"). */
static int known_place(const struct page *page, struct slice where)
{
    uint32_t at = where.start, words = 0, common = 0;
    struct slice word;
    uint64_t any = 0;
    while (slice_word(page->text, &at, where.end, &word)) {
        uint64_t classes = classes_of(page, word);
        any |= classes;
        words++;
        common += (classes & (LEX_COMMON | LEX_FUNCTION | LEX_CUE_VERB)) != 0;
    }
    if (any & (LEX_CONJUNCTION | LEX_NEGATION | LEX_PRONOUN | LEX_AUXILIARY | LEX_MODAL | LEX_ADVERB) && words > 1)
        return -1;
    if (any & LEX_ANY_PLACE)
        return 1;
    return common == words || (words == 1 && any & LEX_ANY_ORG) ? -1 : 0;
}

/* Do the parts found so far make a dateline, given how it ends? */
static bool is_credible(const struct page *page, const struct head *head, struct slice place, struct slice agency,
                        struct slice date, uint32_t pieces, bool shout, bool long_enough)
{
    bool has_place = place.start != SAYSO_NONE, has_agency = agency.start != SAYSO_NONE;
    bool has_date = date.start != SAYSO_NONE;
    if (!has_place)
        return has_agency && has_date;
    int known = known_place(page, place);
    bool initials = false;
    if (has_agency)
        is_capitalised(page, agency, &initials);
    if (head->bare) /* "NATO (OTAN) leaders" is none */
        return has_agency && ((known > 0 && (shout || (initials && pieces > 1))) ||
                              (is_agency(page, agency) && (known > 0 || shout || pieces > 1)));
    if (has_agency || has_date)
        return true;
    if (head->colon)
        return shout && known > 0;
    if (!shout || head->tight)
        return known > 0 && pieces <= 2;
    /* capitals that the lexicon does not know: a sentence must follow */
    return known > 0 || (known == 0 && (pieces > 1 || long_enough));
}

static void keep(struct layout *layout, const struct head *head, struct slice place, struct slice agency,
                 struct slice date)
{
    layout->dateline = (struct slice){head->before.start, head->end};
    layout->dateline_place = place;
    layout->dateline_agency = agency;
    layout->dateline_date = date;
}

bool layout_dateline(struct page *page, uint32_t paragraph)
{
    static const struct slice none = {SAYSO_NONE, SAYSO_NONE};
    struct slice where = page->layout->paragraphs.items[paragraph].where, place = none, date = none;
    struct piece pieces[MAX_PIECES];
    struct head head;
    bool shout;
    if (!find_end(page, slice_head(page->text, where, WINDOW), &head))
        return false;
    struct slice rest = head.before;
    struct slice agency = take_agency(page, &rest);
    if (rest.start == rest.end) { /* "(Reuters) - " */
        if (agency.start == SAYSO_NONE || head.bare || head.end >= where.end)
            return false;
        keep(page->layout, &head, none, agency, none);
        return true;
    }
    uint32_t count = cut_pieces(page, rest, pieces, &shout);
    if (!count || head.end >= where.end || slice_starts(page->text, where, "the "))
        return false;
    for (uint32_t i = 0; i < count; i++) {
        struct piece *piece = &pieces[i];
        if (piece->date) { /* "March 3, 2021" is one date in two pieces */
            date = date.start == SAYSO_NONE ? piece->where : (struct slice){date.start, piece->where.end};
        } else if (piece->agency && agency.start == SAYSO_NONE) {
            agency = piece->where;
        } else if (place.start == SAYSO_NONE) {
            place = piece->where;
        } else if (date.start == SAYSO_NONE) {
            place.end = piece->where.end;
        } else {
            return false;
        }
    }
    if (!is_credible(page, &head, place, agency, date, count, shout,
                     page->facts.items[paragraph].length >= 80 && page->facts.items[paragraph].ends_stop))
        return false;
    keep(page->layout, &head, place, agency, date);
    return true;
}
