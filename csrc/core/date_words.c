/* the vocabulary of time, and looks at single tokens. */
#include "cue.h"
#include "date_parts.h"

static const struct word_list vocabulary[] = {
    {"the", DATE_THE, 0},
    {"a an another", DATE_A, 0},
    {"of", DATE_OF, 0},
    {"this", DATE_THIS, 0},
    {"that", DATE_THAT, 0},
    {"last", DATE_LAST, 0},
    {"next", DATE_NEXT, 0},
    {"past", DATE_PAST, 0},
    {"previous preceding prior", DATE_PREVIOUS, 0},
    {"following ensuing", DATE_FOLLOWING, 0},
    {"coming upcoming", DATE_COMING, 0},
    {"same", DATE_SAME, 0},
    {"early", DATE_EARLY, 0},
    {"mid", DATE_MID, 0},
    {"late", DATE_LATE, 0},
    {"earlier", DATE_EARLIER, 0},
    {"later", DATE_LATER, 0},
    {"ago", DATE_AGO, 0},
    {"before", DATE_BEFORE, 0},
    {"after", DATE_AFTER, 0},
    {"from", DATE_FROM, 0},
    {"now nowadays", DATE_NOW, 0},
    {"current", DATE_CURRENT, 0},
    {"currently presently", DATE_CURRENTLY, 0},
    {"recent latest", DATE_RECENT, 0},
    {"recently lately", DATE_RECENTLY, 0},
    {"future", DATE_FUTURE, 0},
    {"today", DATE_TODAY, 0},
    {"yesterday", DATE_YESTERDAY, 0},
    {"tomorrow", DATE_TOMORROW, 0},
    {"tonight", DATE_TONIGHT, 0},
    {"overnight", DATE_OVERNIGHT, 0},
    {"morning mornings dawn", DATE_PART, PART_MORNING},
    {"afternoon afternoons", DATE_PART, PART_AFTERNOON},
    {"evening evenings dusk", DATE_PART, PART_EVENING},
    {"night nights", DATE_PART, PART_NIGHT},
    {"midday", DATE_PART, PART_MIDDAY},
    {"noon", DATE_NOON, 0},
    {"midnight", DATE_MIDNIGHT, 0},
    {"spring springs", DATE_SEASON, SEASON_SPRING},
    {"summer summers", DATE_SEASON, SEASON_SUMMER},
    {"autumn fall", DATE_SEASON, SEASON_AUTUMN},
    {"winter winters", DATE_SEASON, SEASON_WINTER},
    {"every each", DATE_EVERY, 0},
    {"hourly", DATE_FREQUENCY, UNIT_HOUR},
    {"daily nightly", DATE_FREQUENCY, UNIT_DAY},
    {"weekly", DATE_FREQUENCY, UNIT_WEEK},
    {"monthly", DATE_FREQUENCY, UNIT_MONTH},
    {"annually yearly", DATE_FREQUENCY, UNIT_YEAR},
    {"few several many some", DATE_FEW, 0},
    {"couple", DATE_COUPLE, 0},
    {"half", DATE_HALF, 0},
    {"first 1st", DATE_ORDINAL, 1},
    {"second 2nd", DATE_ORDINAL, 2},
    {"third 3rd", DATE_ORDINAL, 3},
    {"fourth 4th", DATE_ORDINAL, 4},
    {"fifth", DATE_ORDINAL, 5},
    {"sixth", DATE_ORDINAL, 6},
    {"seventh", DATE_ORDINAL, 7},
    {"eighth", DATE_ORDINAL, 8},
    {"ninth", DATE_ORDINAL, 9},
    {"tenth", DATE_ORDINAL, 10},
    {"eleventh", DATE_ORDINAL, 11},
    {"twelfth", DATE_ORDINAL, 12},
    {"sixteenth", DATE_ORDINAL, 16},
    {"seventeenth", DATE_ORDINAL, 17},
    {"eighteenth", DATE_ORDINAL, 18},
    {"nineteenth", DATE_ORDINAL, 19},
    {"twentieth", DATE_ORDINAL, 20},
    {"fiscal", DATE_FISCAL, 0},
    {"about nearly almost roughly approximately around", DATE_ABOUT, 0},
    {"more less fewer", DATE_MORE, 0},
    {"than", DATE_THAN, 0},
    {"at", DATE_AT, 0},
    {"least", DATE_LEAST, 0},
    {"end beginning start middle", DATE_EDGE, 0},
    {"a.m. am", DATE_AM, 0},
    {"p.m. pm", DATE_PM, 0},
    {"o'clock", DATE_OCLOCK, 0},
    {"est edt et cst cdt ct mst mdt mt pst pdt pt gmt utc cet bst eet", DATE_ZONE, 0},
    {"old", DATE_OLD, 0},
    {"daylong", DATE_LONG, UNIT_DAY},
    {"weeklong", DATE_LONG, UNIT_WEEK},
    {"monthlong", DATE_LONG, UNIT_MONTH},
    {"yearlong", DATE_LONG, UNIT_YEAR},
    {"decadelong decadeslong", DATE_LONG, UNIT_DECADE},
    {"in since by until till during for within through between on over into as throughout under", DATE_PREPOSITION, 0},
    {"to", DATE_TO, 0},
    {"will 'll wo shall going expected scheduled due slated plans would opens reopens closes starts begins returns "
     "resumes"
     " meets plays faces airs expires",
     DATE_WILL, 0},
    {"was were had did said told has met held went came took began left won lost made fell rose broke ran got saw found"
     " sent brought built bought spent led struck shot sank stood spoke drew gave knew grew threw wrote kept paid sold"
     " sang froze drove flew hid became ate taught caught fought sought",
     DATE_DID, 0},
    {"be", DATE_BE, 0},
    {"is are 's 're", DATE_IS, 0},
    {"once twice times", DATE_TIMES, 0},
    {"per", DATE_PER, 0},
    {"twenties", DATE_DECADE, 20},
    {"thirties", DATE_DECADE, 30},
    {"forties", DATE_DECADE, 40},
    {"fifties", DATE_DECADE, 50},
    {"sixties", DATE_DECADE, 60},
    {"seventies", DATE_DECADE, 70},
    {"eighties", DATE_DECADE, 80},
    {"nineties", DATE_DECADE, 90},
    {"and or", DATE_AND, 0},
};

bool date_words_fill(struct date_patterns *patterns)
{
    return word_table_fill(&patterns->words, vocabulary, sizeof vocabulary / sizeof *vocabulary);
}

struct word_code date_word_at(const struct date_finder *f, uint32_t at)
{
    if (at < f->begin || at >= f->end)
        return (struct word_code){0, 0};
    return word_table_find(&f->patterns->words, f->words[at].hash);
}

uint32_t date_class(const struct date_finder *f, uint32_t at, uint64_t class)
{
    if (at < f->begin || at >= f->end || !(f->words[at].classes & class))
        return SAYSO_NONE;
    return lexicon_value(f->words[at].senses, f->words[at].sense_count, class, SAYSO_NONE);
}

bool date_plural(const struct date_finder *f, uint32_t at)
{
    return at < f->end && (f->text->bytes[f->tokens[at].end - 1] | 0x20) == 's';
}

uint32_t date_over_hyphen(const struct date_finder *f, uint32_t at)
{
    bool hyphen = at + 1 < f->end && f->tokens[at].ascii == '-' && f->tokens[at].space_before == 0 &&
                  f->tokens[at + 1].space_before == 0;
    return hyphen ? at + 1 : at;
}

bool date_number(const struct date_finder *f, uint32_t at, struct number *number)
{
    return at >= f->begin && at < f->end && number_read(f->text, f->tokens, f->words, at, f->end, number);
}

uint32_t date_digits(const struct date_finder *f, uint32_t at, uint32_t least, uint32_t most)
{
    uint32_t value = 0;
    if (at < f->begin || at >= f->end || f->tokens[at].kind != TOKEN_NUMBER ||
        f->tokens[at].end - f->tokens[at].start > 4)
        return SAYSO_NONE;
    for (uint32_t i = f->tokens[at].start; i < f->tokens[at].end; i++) {
        uint8_t byte = f->text->bytes[i];
        if (byte < '0' || byte > '9')
            return SAYSO_NONE;
        value = value * 10 + (byte - '0');
    }
    return value >= least && value <= most ? value : SAYSO_NONE;
}

#define TENSE_WINDOW 24u

/* "will be held", "to be paid": a participle that is still to come. */
static bool is_to_come(const struct date_finder *f, uint32_t at)
{
    uint32_t before = at - f->begin < 5 ? f->begin : at - 5;
    for (uint32_t i = at; i > before; i--) {
        if (!date_is(f, i - 1, DATE_BE))
            continue;
        for (uint32_t k = i - 1; k > before; k--)
            if (date_is(f, k - 1, DATE_WILL) || date_is(f, k - 1, DATE_TO) || (f->words[k - 1].classes & LEX_MODAL))
                return true;
        return false;
    }
    return false;
}

static int tense_at(const struct date_finder *f, uint32_t at)
{
    uint16_t code = date_word_at(f, at).code;
    const struct token *token = &f->tokens[at];
    if (code == DATE_WILL)
        return 1;
    const uint8_t *end = f->text->bytes + token->end;
    bool past = token->letters == CASED_LOWER && token->end - token->start > 3 && end[-1] == 'd' && end[-2] == 'e' &&
                end[-3] != 'e';
    uint32_t frame = token->letters == CASED_LOWER ? date_class(f, at, LEX_CUE_VERB) : SAYSO_NONE;
    if (code == DATE_DID || past || (frame != SAYSO_NONE && CUE_FORM(frame) == CUE_PAST))
        return is_to_come(f, at) ? 1 : -1;
    return 0;
}

/* "The vote is on Tuesday": what stands in the present and in no other tense is still to come. */
static bool is_present(const struct date_finder *f, uint32_t at)
{
    if (at > f->begin && date_is(f, at - 1, DATE_PREPOSITION))
        at--;
    return at > f->begin && date_is(f, at - 1, DATE_IS);
}

/* The nearest verb that tells, before the date and then behind it; a clause ends at marks, colons and brackets. */
static bool ends_clause(const struct token *token)
{
    return token->kind == TOKEN_MARK || token->ascii == ';' || token->ascii == ':' || token->ascii == '(';
}

int date_tense(const struct date_finder *f, uint32_t at, uint32_t last)
{
    uint32_t before = at - f->begin < TENSE_WINDOW ? f->begin : at - TENSE_WINDOW;
    if (is_present(f, at))
        return 1;
    uint32_t after = f->end - last < TENSE_WINDOW ? f->end : last + TENSE_WINDOW;
    for (uint32_t i = at; i > before && !ends_clause(&f->tokens[i - 1]); i--) {
        int tense = tense_at(f, i - 1);
        if (tense)
            return tense;
    }
    for (uint32_t i = last; i < after && !ends_clause(&f->tokens[i]); i++) {
        int tense = tense_at(f, i);
        if (tense)
            return tense;
    }
    return 0;
}
