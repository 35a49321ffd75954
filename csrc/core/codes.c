#include "codes.h"

struct meaning {
    uint32_t code;
    const char *name, *text;
};

static const struct meaning MEANINGS[] = {
    {EVIDENCE_CUE_VERB, "cue-verb", "a verb of saying or thinking stands beside words in quotation marks"},
    {EVIDENCE_CUE_THAT, "cue-that", "a verb of saying or thinking with a that-clause"},
    {EVIDENCE_CUE_BARE, "cue-bare", "a verb of saying or thinking with a clause that has no \"that\""},
    {EVIDENCE_CUE_INFINITIVE, "cue-infinitive", "a verb of saying or wanting with a to-infinitive"},
    {EVIDENCE_CUE_OBJECT, "cue-object", "a verb of saying or judging with a noun phrase or a fragment in marks"},
    {EVIDENCE_ACCORDING_TO, "according-to", "\"according to\" or a phrase like it names the source"},
    {EVIDENCE_COLON, "colon", "a colon introduces what is said"},
    {EVIDENCE_CUE_NOUN, "cue-noun", "a noun of saying (\"the claim that ...\")"},
    {EVIDENCE_CONTINUED_PARAGRAPH, "continued-paragraph",
     "the marks were left open, and the next paragraph opens them again: the same speaker goes on"},
    {EVIDENCE_SPLIT, "split", "a second piece of the same quotation stands after the cue"},
    {EVIDENCE_FLOATING, "floating", "a quotation without a cue of its own follows an attributed one"},
    {EVIDENCE_TRANSCRIPT, "transcript", "a turn of a transcript (\"PENCE: ...\")"},
    {EVIDENCE_BLOCK_QUOTE, "block-quote", "a block set apart after a colon"},
    {EVIDENCE_PARENTHETICAL, "parenthetical", "the cue stands between commas inside what is said"},
    {EVIDENCE_ENCODER, "encoder", "the learned encoder decided; a rule named beside it found the same cue"},
    {EVIDENCE_RULES_AGREE, "rules-agree", "the rules found the same content and source as the encoder"},
    {EVIDENCE_LIMITED, "limited",
     "cut to what can be said: no dateline, headline or day, and no main clause after a subordinate one"},
    {EVIDENCE_SIGNATURE, "signature", "a dash and a name stand under the quotation"},
    {EVIDENCE_STANDS_ALONE, "stands-alone", "a paragraph in marks without a cue: who was spoken of before it speaks"},
    {EVIDENCE_OVERRULED, "encoder-overruled", "the rule named is surer than the encoder, which found something else"},
    {EVIDENCE_SOURCE_IS_NAME, "source-is-name", "the source itself holds the speaker's name"},
    {EVIDENCE_NEAREST_AGREEING, "nearest-agreeing",
     "the pronoun goes to the nearest person who agrees with it in number and gender"},
    {EVIDENCE_LAST_SPEAKER, "last-speaker", "whoever spoke last goes on speaking"},
    {EVIDENCE_ROLE_MATCH, "role-match", "the role (\"the president\") is that of somebody named earlier"},
    {EVIDENCE_ONLY_CANDIDATE, "only-candidate", "nobody else named in the article fits"},
    {EVIDENCE_APPOSITION, "apposition", "the source names the speaker and says who that is"},
    {EVIDENCE_NEW_ROLE, "new-role", "nobody named fits the role: it stands for itself"},
    {EVIDENCE_COLLECTIVE, "collective", "the source is several people or a body"},
    {EVIDENCE_LEXICON, "lexicon", "an entry of the lexicon"},
    {EVIDENCE_TITLE_BEFORE, "title-before", "a title or honorific stands before the name"},
    {EVIDENCE_GIVEN_NAME, "given-name", "the name begins with a known given name"},
    {EVIDENCE_HEAD_WORD, "head-word", "a word of the name tells its kind (\"Committee\", \"River\")"},
    {EVIDENCE_EARLIER_NAME, "earlier-name", "a part of a name that stands in full elsewhere in the article"},
    {EVIDENCE_CAPITALS, "capitals", "capital letters alone"},
    {EVIDENCE_USER_LEXICON, "user-lexicon", "an entry of the lexicon that the caller gave"},
    {EVIDENCE_ACRONYM, "acronym", "a short form given in parentheses after the long one"},
    {EVIDENCE_SPEAKS, "speaks", "it is the subject of a verb of saying"},
    {EVIDENCE_PREPOSITION, "preposition", "a preposition of place stands before it"},
    {WARNING_SURROGATE, "surrogate", "the text holds a lone surrogate; it was read as U+FFFD, offsets are unchanged"},
    {WARNING_UNBALANCED_MARK, "unbalanced-mark",
     "a quotation mark has no partner; the quotation was ended or begun within its paragraph"},
    {WARNING_NOT_ENGLISH, "not-english", "few of the words are English: the results mean little"},
    {WARNING_PATTERN_LIMIT, "pattern-limit", "a search for dates or amounts was given up here, since it took too long"},
    {WARNING_PAGE_DATE, "page-date", "the page's date contradicts the story's own"},
    {WARNING_AMBIGUOUS_DATE, "ambiguous-date", "day and month of this date could be either way round"},
    {WARNING_EMPTY, "empty", "the text holds no words"},
    {WARNING_UNREADABLE, "unreadable", "this text could not be read at all; the document is empty"},
    {WARNING_DATE_IGNORED, "date-ignored", "the date given with this text is no ISO date; it was read without one"},
};

static const struct meaning *meaning_of(uint32_t code)
{
    for (size_t i = 0; i < sizeof MEANINGS / sizeof *MEANINGS; i++)
        if (MEANINGS[i].code == code)
            return &MEANINGS[i];
    return NULL;
}

const char *sayso_code_name(uint32_t code)
{
    const struct meaning *meaning = meaning_of(code);
    return meaning ? meaning->name : NULL;
}

const char *sayso_code_meaning(uint32_t code)
{
    const struct meaning *meaning = meaning_of(code);
    return meaning ? meaning->text : NULL;
}

bool warnings_add(const struct memory *memory, struct warnings *warnings, enum code code, uint32_t start, uint32_t end)
{
    struct warning *warning = array_push(memory, &warnings->list);
    if (!warning)
        return false;
    *warning = (struct warning){{start, end}, code};
    return true;
}
