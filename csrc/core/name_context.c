/* name_context: what the words around a name say of it. */
#include "cue.h"
#include "name_rules.h"

#include <string.h>

static bool is_cue(uint64_t classes) { return (classes & LEX_CUE_VERB) != 0; }

/* Prepositions before places. */
static int place_preposition(const struct name_scan *scan, uint32_t before)
{
    if (name_word_is(scan, before, "in"))
        return 4;
    if (name_word_is(scan, before, "near") || name_word_is(scan, before, "across") ||
        name_word_is(scan, before, "outside") || name_word_is(scan, before, "around") ||
        name_word_is(scan, before, "throughout"))
        return 3;
    if (name_word_is(scan, before, "from") || name_word_is(scan, before, "to") || name_word_is(scan, before, "into") ||
        name_word_is(scan, before, "toward") || name_word_is(scan, before, "towards"))
        return 1;
    return 0;
}

/* Does a common noun in small letters follow, whose modifier the name would be? */
static bool modifies_noun(const struct name_scan *scan, uint32_t last)
{
    const uint64_t other =
        LEX_FUNCTION | LEX_AUXILIARY | LEX_MODAL | LEX_ADVERB | LEX_CUE_VERB | LEX_PREPOSITION | LEX_CONJUNCTION;
    uint32_t after = name_after(scan, last);
    return after != SAYSO_NONE && scan->tokens->list.items[after].letters == CASED_LOWER &&
           !(name_classes(scan, after) & other) && !(name_classes(scan, after) & LEX_VERB);
}

/* "in Gavin's career": what one owns, not where it is, unless the name is a place's. */
static bool owns_in(const struct name_scan *scan, struct name_range range)
{
    uint32_t after = name_after(scan, range.last);
    return after != SAYSO_NONE && !(name_classes(scan, range.first) & LEX_ANY_PLACE) &&
           (name_word_is(scan, after, "'s") || name_word_is(scan, after, "\xe2\x80\x99s"));
}

/* "the newspaper Berlingske", "told Radio Caracol", "told the Cape Argus": an outlet, though nobody knows it. */
static bool outlet_before(const struct name_scan *scan, struct name_range range, uint32_t before)
{
    static const char *const KINDS[] = {"newspaper", "magazine", "broadcaster", "website",
                                        "tabloid",   "weekly",   "daily"};
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++)
        if (name_word_is(scan, before, KINDS[i]))
            return !(scan->flags[before] & WORD_CAPITAL);
    if (name_word_is(scan, before, "the"))
        before = name_before(scan, before);
    if (before == SAYSO_NONE || !(name_classes(scan, before) & LEX_CUE_VERB) || range.last - range.first < 2)
        return false;
    const struct word *cue = &scan->lexemes->words.items[before];
    if (!(lexicon_value(cue->senses, cue->sense_count, LEX_CUE_VERB, 0) & CUE_RECIPIENT))
        return false;
    static const char *const OUTLETS[] = {"radio", "tv",        "television", "news",    "sports",  "fm",
                                          "times", "post",      "herald",     "gazette", "tribune", "journal",
                                          "argus", "chronicle", "observer",   "courier"};
    for (size_t i = 0; i < sizeof OUTLETS / sizeof *OUTLETS; i++)
        if (name_word_is(scan, range.first, OUTLETS[i]) || name_word_is(scan, range.last - 1, OUTLETS[i]))
            return true;
    return false;
}

static void look_before(const struct name_scan *scan, struct name_range range, int16_t votes[NAME_KINDS],
                        enum code *evidence)
{
    uint32_t before = name_before(scan, range.first);
    if (before == SAYSO_NONE)
        return;
    uint64_t classes = name_classes(scan, before);
    if (outlet_before(scan, range, before)) {
        votes[NAME_ORG] = (int16_t)(votes[NAME_ORG] + 6);
        votes[NAME_PERSON] = (int16_t)(votes[NAME_PERSON] - 3);
        votes[NAME_PLACE] = (int16_t)(votes[NAME_PLACE] - 2);
        return;
    }
    int place = owns_in(scan, range) ? 0 : place_preposition(scan, before);
    if (place) {
        votes[NAME_PLACE] = (int16_t)(votes[NAME_PLACE] + place);
        if (place > 1)
            *evidence = EVIDENCE_PREPOSITION;
    } else if (name_word_is(scan, before, "the")) {
        if (modifies_noun(scan, range.last))
            return; /* "the Oslo accords": the article is the noun's */
        votes[NAME_PERSON] = (int16_t)(votes[NAME_PERSON] - 4);
        votes[NAME_PLACE] = (int16_t)(votes[NAME_PLACE] - 2);
        votes[NAME_ORG] = (int16_t)(votes[NAME_ORG] + 2);
    } else if (name_word_is(scan, before, "of") || name_word_is(scan, before, "at") ||
               name_word_is(scan, before, "for")) {
        uint32_t kind = name_before(scan, before);
        if (kind != SAYSO_NONE && (name_any_classes(scan, kind) & (LEX_ROLE | LEX_TITLE)) &&
            !(scan->flags[kind] & WORD_CAPITAL)) {
            /* "chief executive of X", "analyst at X" */
            votes[NAME_ORG] = (int16_t)(votes[NAME_ORG] + 3);
            votes[NAME_PERSON] = (int16_t)(votes[NAME_PERSON] - 2);
            *evidence = EVIDENCE_PREPOSITION;
        }
        bool place_of = kind != SAYSO_NONE && (name_any_classes(scan, kind) & LEX_PLACE_HEAD);
        votes[NAME_PLACE] = (int16_t)(votes[NAME_PLACE] + (place_of ? 4 : 1));
    } else if ((classes & (LEX_ROLE | LEX_KIN | LEX_TITLE | LEX_HONORIFIC)) && !(scan->flags[before] & WORD_CAPITAL)) {
        votes[NAME_PERSON] = (int16_t)(votes[NAME_PERSON] + 5);
        *evidence = EVIDENCE_TITLE_BEFORE;
    } else if (classes & LEX_DETERMINER) {
        votes[NAME_PERSON] = (int16_t)(votes[NAME_PERSON] - 2);
    }
}

static bool is_body_word(const struct name_scan *scan, uint32_t i)
{
    const struct word *word = &scan->lexemes->words.items[i];
    return (word->classes & LEX_SECTOR) && !(word->classes & (LEX_PLACE_HEAD | LEX_FACILITY_HEAD)) &&
           (lexicon_value(word->senses, word->sense_count, LEX_SECTOR, 0) & SECTOR_BODY) &&
           scan->text->bytes[scan->tokens->list.items[i].end - 1] != 's';
}

/* A comma and an age, a role or "who": a person.  A comma and a bigger place: a place. */
static void look_past_comma(const struct name_scan *scan, struct name_range range, uint32_t comma,
                            int16_t votes[NAME_KINDS])
{
    uint32_t next = name_after(scan, comma + 1);
    if (next == SAYSO_NONE)
        return;
    uint64_t classes = name_classes(scan, next);
    if (scan->tokens->list.items[next].kind == TOKEN_NUMBER) {
        uint32_t close = name_after(scan, next + 1);
        if (close != SAYSO_NONE && scan->tokens->list.items[close].ascii == ',' &&
            scan->tokens->list.items[next].end - scan->tokens->list.items[next].start == 2)
            votes[NAME_PERSON] = (int16_t)(votes[NAME_PERSON] + 5);
    } else if ((classes & (LEX_COUNTRY | LEX_REGION)) && name_capital(scan, next) &&
               !(scan->flags[range.first] & WORD_COMMON)) {
        votes[NAME_PLACE] = (int16_t)(votes[NAME_PLACE] + 3);
    } else if (name_word_is(scan, next, "who")) {
        votes[NAME_PERSON] = (int16_t)(votes[NAME_PERSON] + 4);
    } else if (name_word_is(scan, next, "a") || name_word_is(scan, next, "an") || name_word_is(scan, next, "the")) {
        for (uint32_t i = next + 1, end = next + 5; i < end; i++) {
            if (name_after(scan, i) == SAYSO_NONE || scan->tokens->list.items[i].kind == TOKEN_PUNCTUATION)
                return;
            if (is_body_word(scan, i)) { /* ", a charity in" */
                votes[NAME_ORG] = (int16_t)(votes[NAME_ORG] + 4);
                return;
            }
            if (name_classes(scan, i) & (LEX_ROLE | LEX_KIN)) {
                votes[NAME_PERSON] = (int16_t)(votes[NAME_PERSON] + 4);
                return;
            }
        }
    } else if ((classes & LEX_ROLE) && !(scan->flags[next] & WORD_CAPITAL)) {
        votes[NAME_PERSON] = (int16_t)(votes[NAME_PERSON] + 3);
    }
}

/* A city or country whose name nobody bears: it speaks as its government. */
static bool only_a_place(const struct name_scan *scan, struct name_range range)
{
    uint64_t classes = name_classes(scan, range.first);
    bool bears = (classes & (LEX_GIVEN | LEX_SURNAME)) && !(classes & (LEX_COUNTRY | LEX_REGION));
    return range.last == range.first + 1 && (classes & LEX_ANY_PLACE) && !bears;
}

/* Do these words lead to an office of state within a few of them: "deputy justice minister"? */
static bool owns_office(const struct name_scan *scan, uint32_t owned)
{
    for (uint32_t i = owned, steps = 0; i != SAYSO_NONE && steps < 5; i = name_after(scan, i + 1), steps++) {
        if (scan->tokens->list.items[i].kind != TOKEN_WORD || (name_classes(scan, i) & LEX_FUNCTION))
            return false;
        if (name_any_classes(scan, i) & LEX_TITLE)
            return true;
    }
    return false;
}

/* A title in small letters, and right after it another name: what stands before has the office. */
static bool names_officer(const struct name_scan *scan, uint32_t after)
{
    if (scan->tokens->list.items[after].letters != CASED_LOWER)
        return false;
    const struct lexicon_hit *hit = name_hit(scan, after, LEX_TITLE | LEX_ROLE, 4);
    uint32_t next = hit ? name_after(scan, after + hit->count) : SAYSO_NONE;
    return next != SAYSO_NONE && name_capital(scan, next) && (name_classes(scan, next) & (LEX_GIVEN | LEX_SURNAME));
}

static void look_after(const struct name_scan *scan, struct name_range range, int16_t votes[NAME_KINDS],
                       enum code *evidence)
{
    uint32_t after = name_after(scan, range.last);
    if (after == SAYSO_NONE)
        return;
    uint64_t classes = name_classes(scan, after);
    if (name_word_is(scan, after, "'s") || name_word_is(scan, after, "\xe2\x80\x99s")) {
        uint32_t owned = name_after(scan, after + 1);
        if (owned != SAYSO_NONE && name_capital(scan, owned) && (name_classes(scan, owned) & LEX_GIVEN))
            votes[NAME_PERSON] = (int16_t)(votes[NAME_PERSON] - 3); /* "Tesla's Ann Lee" */
        if (owns_office(scan, owned))
            votes[NAME_PERSON] = (int16_t)(votes[NAME_PERSON] - 4); /* "Alberta's justice minister" */
    } else if (scan->tokens->list.items[after].ascii == ',') {
        look_past_comma(scan, range, after, votes);
    } else if (name_word_is(scan, after, "who")) {
        votes[NAME_PERSON] = (int16_t)(votes[NAME_PERSON] + 4);
    } else if (is_cue(classes) && range.last - range.first < 5 && !only_a_place(scan, range)) {
        votes[NAME_PERSON] = (int16_t)(votes[NAME_PERSON] + 2);
        if (*evidence == EVIDENCE_CAPITALS)
            *evidence = EVIDENCE_SPEAKS;
    } else if (names_officer(scan, after)) { /* "Lithium North chief executive Ahmed Bouchard" */
        votes[NAME_ORG] = (int16_t)(votes[NAME_ORG] + 4);
        votes[NAME_PERSON] = (int16_t)(votes[NAME_PERSON] - 4);
    } else if (!(scan->flags[after] & WORD_CAPITAL) && (name_any_classes(scan, after) & LEX_PLACE_HEAD)) {
        votes[NAME_PLACE] = (int16_t)(votes[NAME_PLACE] + 3);
    } else if (!(scan->flags[after] & WORD_CAPITAL) &&
               (name_any_classes(scan, after) & (LEX_ORG_HEAD | LEX_COLLECTIVE)) &&
               !(name_classes(scan, range.last - 1) & (LEX_SURNAME | LEX_REGION | LEX_COUNTRY)) &&
               !only_a_place(scan, range)) { /* not "the Vell administration", "Toronto councillors" */
        votes[NAME_ORG] = (int16_t)(votes[NAME_ORG] + 2);
    }
}

#define PRONOUN_REACH 16u

/* "he" or "her" soon after a word of which nothing is known but its capital. */
static bool pronoun_follows(const struct name_scan *scan, struct name_range range)
{
    uint32_t count = scan->tokens->list.count, paragraph = scan->tokens->list.items[range.first].paragraph;
    for (uint32_t i = range.last; i < count && i < range.last + PRONOUN_REACH; i++) {
        const struct word *word = &scan->lexemes->words.items[i];
        if (scan->tokens->list.items[i].paragraph != paragraph)
            break;
        if (word->classes & LEX_PRONOUN)
            if (lexicon_value(word->senses, word->sense_count, LEX_PRONOUN, 0) & (PRONOUN_FEMALE | PRONOUN_MALE))
                return true;
    }
    return false;
}

static bool pronoun_precedes(const struct name_scan *scan, struct name_range range)
{
    uint32_t paragraph = scan->tokens->list.items[range.first].paragraph;
    for (uint32_t i = range.first; i > 0 && i + 3 * PRONOUN_REACH > range.first; i--) {
        const struct word *word = &scan->lexemes->words.items[i - 1];
        if (scan->tokens->list.items[i - 1].paragraph != paragraph)
            break;
        if (word->classes & LEX_PRONOUN)
            if (lexicon_value(word->senses, word->sense_count, LEX_PRONOUN, 0) & (PRONOUN_FEMALE | PRONOUN_MALE))
                return true;
    }
    return false;
}

/* One word that people bear, or that nobody knows, does something, and "he" or "her" comes soon after. */
static int acts_as_person(const struct name_scan *scan, struct name_range range)
{
    uint64_t classes = name_classes(scan, range.first);
    bool unknown = scan->lexemes->words.items[range.first].sense_count == 0;
    uint32_t after = name_after(scan, range.last);
    if ((!unknown && !(classes & (LEX_GIVEN | LEX_SURNAME))) || after == SAYSO_NONE || only_a_place(scan, range))
        return 0;
    const struct token *next = &scan->tokens->list.items[after];
    bool past = next->letters == CASED_LOWER && next->end - next->start > 4 &&
                memcmp(scan->text->bytes + next->end - 2, "ed", 2) == 0;
    bool verb = past || (next->letters == CASED_LOWER &&
                         (name_classes(scan, after) & (LEX_VERB | LEX_AUXILIARY | LEX_MODAL | LEX_CUE_VERB)));
    bool owner = name_word_is(scan, after, "'s") || name_word_is(scan, after, "\xe2\x80\x99s");
    if (!verb && !owner)
        return 0;
    return pronoun_follows(scan, range) ? 3 : verb && pronoun_precedes(scan, range) ? 2 : 0;
}

void name_context(const struct name_scan *scan, struct name_range range, int16_t votes[NAME_KINDS], enum code *evidence)
{
    look_before(scan, range, votes, evidence);
    uint32_t before = name_before(scan, range.first);
    if (before != SAYSO_NONE && is_cue(name_classes(scan, before)) &&
        scan->tokens->list.items[before].kind == TOKEN_WORD)
        votes[NAME_PERSON] = (int16_t)(votes[NAME_PERSON] + 1);
    look_after(scan, range, votes, evidence);
    if (*evidence == EVIDENCE_CAPITALS && range.last - range.first <= 3 && pronoun_follows(scan, range))
        votes[NAME_PERSON] = (int16_t)(votes[NAME_PERSON] + 1);
    if (range.last - range.first == 1 && *evidence != EVIDENCE_PREPOSITION)
        votes[NAME_PERSON] = (int16_t)(votes[NAME_PERSON] + acts_as_person(scan, range));
}
