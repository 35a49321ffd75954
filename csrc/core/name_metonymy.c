/* name_metonymy: a place, or its government.  "Moscow warned", "talks between London and Dublin", "Kyiv's demands"
 * speak of governments; "in Moscow", "reached Moscow", "Moscow's streets" of places.  What stands beside the name
 * decides: its preposition, the verb whose subject or object it is, the noun that it owns. */
#include "name_rules.h"

#include <string.h>

enum use {
    USE_PLACE = 1,     /* verb: what a place does, or a team: lies, froze, won */
    USE_OBJECT = 2,    /* verb: its object is somebody: urged, accused */
    USE_BOND = 4,      /* noun or verb before "with", "between", "and": talks, ties, war */
    USE_BURDEN = 8,    /* noun before "on", "against": sanctions */
    USE_TOWARDS = 16,  /* noun or verb before "to": message, ambassador */
    USE_OWNED = 32,    /* noun after "'s": policy, demands, allies */
    USE_CLAIM = 64,    /* noun after "has": right, plan */
    USE_TIE = 128,     /* after a hyphen: backed, led */
    USE_SUFFERED = 256 /* participle after "was": told, accused */
};

struct entry {
    char word[13];
    uint16_t use;
};

/* In alphabetical order; forms in -s, -ed, -ing are found by their base. */
static const struct entry entries[] = {
    {"accord", USE_BOND},
    {"accuse", USE_OBJECT | USE_SUFFERED},
    {"act", USE_OWNED},
    {"action", USE_OWNED | USE_BURDEN},
    {"aggression", USE_OWNED},
    {"agree", USE_BOND},
    {"agreement", USE_BOND},
    {"aid", USE_TOWARDS},
    {"aim", USE_OWNED},
    {"alliance", USE_BOND | USE_OWNED},
    {"allied", USE_TIE},
    {"ally", USE_OWNED},
    {"ambassador", USE_TOWARDS | USE_OWNED},
    {"ambition", USE_OWNED},
    {"anger", USE_OBJECT},
    {"appeal", USE_TOWARDS | USE_OWNED},
    {"approval", USE_OWNED},
    {"arm", USE_OBJECT},
    {"army", USE_OWNED},
    {"ask", USE_OBJECT | USE_SUFFERED},
    {"assurance", USE_TOWARDS | USE_OWNED},
    {"awake", USE_PLACE},
    {"back", USE_OBJECT | USE_TIE},
    {"ban", USE_BURDEN},
    {"be", USE_PLACE},
    {"beat", USE_PLACE},
    {"become", USE_PLACE},
    {"bid", USE_OWNED},
    {"blame", USE_OBJECT | USE_SUFFERED},
    {"blast", USE_OBJECT},
    {"bloom", USE_PLACE},
    {"boast", USE_PLACE},
    {"border", USE_PLACE},
    {"brokered", USE_TIE},
    {"buildup", USE_OWNED},
    {"burn", USE_PLACE},
    {"campaign", USE_OWNED},
    {"case", USE_BURDEN},
    {"celebrate", USE_PLACE},
    {"charge", USE_BURDEN},
    {"claim", USE_OWNED},
    {"clash", USE_BOND},
    {"come", USE_PLACE},
    {"commitment", USE_OWNED | USE_TOWARDS},
    {"complaint", USE_BURDEN},
    {"concern", USE_OWNED},
    {"concession", USE_TOWARDS | USE_OWNED},
    {"condemn", USE_OBJECT},
    {"conflict", USE_BOND},
    {"controlled", USE_TIE},
    {"convince", USE_OBJECT},
    {"cooperate", USE_BOND},
    {"cooperation", USE_BOND},
    {"criticism", USE_OWNED},
    {"criticize", USE_OBJECT},
    {"deal", USE_BOND},
    {"decision", USE_OWNED},
    {"defence", USE_OWNED},
    {"defense", USE_OWNED},
    {"defy", USE_OBJECT},
    {"delegation", USE_OWNED},
    {"demand", USE_OWNED},
    {"denial", USE_OWNED},
    {"denounce", USE_OBJECT},
    {"deter", USE_OBJECT},
    {"diplomacy", USE_OWNED},
    {"dispute", USE_BOND},
    {"draw", USE_PLACE},
    {"effort", USE_OWNED},
    {"embargo", USE_BURDEN},
    {"embassy", USE_OWNED},
    {"empty", USE_PLACE},
    {"encourage", USE_OBJECT},
    {"envoy", USE_TOWARDS | USE_OWNED},
    {"feud", USE_BOND},
    {"finish", USE_PLACE},
    {"flood", USE_PLACE},
    {"force", USE_OBJECT | USE_OWNED | USE_SUFFERED},
    {"freeze", USE_PLACE},
    {"friction", USE_BOND},
    {"froze", USE_PLACE},
    {"funded", USE_TIE},
    {"gave", USE_OBJECT},
    {"gift", USE_TOWARDS},
    {"give", USE_OBJECT},
    {"goal", USE_OWNED},
    {"government", USE_OWNED},
    {"grew", USE_PLACE},
    {"grow", USE_PLACE},
    {"guarantee", USE_TOWARDS | USE_OWNED},
    {"help", USE_OBJECT},
    {"hope", USE_OWNED},
    {"host", USE_PLACE},
    {"hostility", USE_BOND},
    {"house", USE_PLACE},
    {"influence", USE_OWNED},
    {"installed", USE_TIE},
    {"intention", USE_OWNED | USE_CLAIM},
    {"interest", USE_OWNED | USE_CLAIM},
    {"invasion", USE_OWNED},
    {"invite", USE_OBJECT | USE_SUFFERED},
    {"join", USE_OBJECT},
    {"lawsuit", USE_BURDEN | USE_OWNED},
    {"leadership", USE_OWNED},
    {"led", USE_TIE},
    {"leverage", USE_OWNED},
    {"lie", USE_PLACE},
    {"lobby", USE_OBJECT},
    {"lose", USE_PLACE},
    {"lost", USE_PLACE},
    {"loyal", USE_TOWARDS},
    {"meeting", USE_BOND},
    {"message", USE_TOWARDS | USE_OWNED},
    {"military", USE_OWNED},
    {"mourn", USE_PLACE},
    {"move", USE_OWNED},
    {"need", USE_PLACE},
    {"negotiate", USE_BOND},
    {"negotiation", USE_BOND},
    {"objection", USE_OWNED},
    {"obligation", USE_CLAIM},
    {"offensive", USE_OWNED},
    {"offer", USE_TOWARDS | USE_OWNED | USE_OBJECT},
    {"opposition", USE_OWNED},
    {"order", USE_OBJECT | USE_OWNED | USE_SUFFERED},
    {"pact", USE_BOND},
    {"partnership", USE_BOND},
    {"peace", USE_BOND},
    {"persuade", USE_OBJECT | USE_SUFFERED},
    {"plan", USE_OWNED | USE_CLAIM},
    {"play", USE_PLACE},
    {"pledge", USE_OWNED},
    {"policy", USE_OWNED},
    {"position", USE_OWNED},
    {"praise", USE_OBJECT},
    {"press", USE_OBJECT},
    {"pressure", USE_OBJECT | USE_BURDEN | USE_OWNED},
    {"promise", USE_OWNED},
    {"proposal", USE_OWNED},
    {"propose", USE_OWNED},
    {"provoke", USE_OBJECT},
    {"punish", USE_OBJECT},
    {"push", USE_OBJECT | USE_OWNED},
    {"quarrel", USE_BOND},
    {"rank", USE_PLACE},
    {"reaction", USE_OWNED},
    {"reason", USE_CLAIM},
    {"rebuke", USE_OBJECT},
    {"refusal", USE_OWNED},
    {"rejection", USE_OWNED},
    {"relation", USE_BOND | USE_OWNED},
    {"relationship", USE_BOND},
    {"reluctance", USE_OWNED},
    {"remain", USE_PLACE},
    {"remind", USE_OBJECT},
    {"request", USE_OWNED},
    {"response", USE_TOWARDS | USE_OWNED},
    {"restriction", USE_BURDEN},
    {"rift", USE_BOND},
    {"right", USE_CLAIM},
    {"rivalry", USE_BOND},
    {"run", USE_TIE},
    {"sanction", USE_BURDEN | USE_OBJECT | USE_OWNED},
    {"saw", USE_PLACE},
    {"say", USE_CLAIM},
    {"score", USE_PLACE},
    {"see", USE_PLACE},
    {"shake", USE_PLACE},
    {"shook", USE_PLACE},
    {"showdown", USE_BOND},
    {"side", USE_BOND},
    {"signal", USE_TOWARDS},
    {"sit", USE_PLACE},
    {"sleep", USE_PLACE},
    {"slept", USE_PLACE},
    {"sponsored", USE_TIE},
    {"stance", USE_OWNED},
    {"standoff", USE_BOND},
    {"strategy", USE_OWNED},
    {"strike", USE_OWNED},
    {"sue", USE_OBJECT},
    {"suffer", USE_PLACE},
    {"support", USE_OWNED},
    {"supported", USE_TIE},
    {"suspicion", USE_OWNED},
    {"swelter", USE_PLACE},
    {"talk", USE_BOND},
    {"tariff", USE_BURDEN},
    {"tell", USE_OBJECT | USE_SUFFERED},
    {"tension", USE_BOND},
    {"threat", USE_TOWARDS | USE_OWNED | USE_BURDEN},
    {"threaten", USE_OBJECT},
    {"tie", USE_BOND},
    {"told", USE_OBJECT | USE_SUFFERED},
    {"treaty", USE_BOND},
    {"troop", USE_OWNED},
    {"truce", USE_BOND},
    {"trust", USE_OBJECT},
    {"ultimatum", USE_TOWARDS | USE_OWNED},
    {"urge", USE_OBJECT | USE_SUFFERED},
    {"veto", USE_OWNED | USE_CLAIM},
    {"vote", USE_OWNED},
    {"wake", USE_PLACE},
    {"war", USE_BOND | USE_OWNED},
    {"warn", USE_OBJECT | USE_SUFFERED},
    {"warning", USE_TOWARDS | USE_OWNED},
    {"willingness", USE_OWNED},
    {"win", USE_PLACE},
    {"woke", USE_PLACE},
    {"won", USE_PLACE},
};
enum { ENTRIES = sizeof entries / sizeof *entries, LONGEST = 14 };

static uint32_t find_use(const char *word, size_t size)
{
    uint32_t low = 0, high = ENTRIES;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        size_t length = strlen(entries[middle].word);
        int order = memcmp(word, entries[middle].word, size < length ? size : length);
        if (order == 0 && size == length)
            return entries[middle].use;
        if (order > 0 || (order == 0 && size > length))
            low = middle + 1;
        else
            high = middle;
    }
    return 0;
}

/* Uses of a word in small letters, or of its base: "sanctions", "urged", "allies", "planning". */
static uint32_t use_at(const struct name_scan *scan, uint32_t token)
{
    const struct token *t = &scan->tokens->list.items[token];
    char word[LONGEST];
    size_t size = t->end - t->start;
    bool opens = (scan->flags[token] & WORD_START) != 0 && t->letters != CASED_UPPER;
    if (t->kind != TOKEN_WORD || (t->letters != CASED_LOWER && !opens) || size < 2 || size > sizeof word)
        return 0;
    memcpy(word, scan->text->bytes + t->start, size);
    word[0] = (char)(word[0] | 0x20);
    uint32_t use = find_use(word, size);
    static const struct {
        char ending[4], instead[2];
    } forms[] = {{"ies", "y"}, {"ied", "y"}, {"s", ""}, {"es", ""}, {"ed", ""}, {"d", ""}, {"ing", ""}, {"ing", "e"}};
    for (size_t k = 0; !use && k < sizeof forms / sizeof *forms; k++) {
        size_t ending = strlen(forms[k].ending), instead = strlen(forms[k].instead);
        if (size < ending + 2 || memcmp(word + size - ending, forms[k].ending, ending) != 0)
            continue;
        char last = word[size - ending];
        memcpy(word + size - ending, forms[k].instead, instead);
        use = find_use(word, size - ending + instead);
        word[size - ending] = last;
    }
    return use;
}

static bool is_any(const struct name_scan *scan, uint32_t token, const char *const *words)
{
    for (; *words; words++)
        if (name_word_is(scan, token, *words))
            return true;
    return false;
}

static bool is_lower(const struct name_scan *scan, uint32_t token)
{
    const struct token *t = &scan->tokens->list.items[token];
    return t->kind == TOKEN_WORD && t->letters == CASED_LOWER;
}

static bool ends_with(const struct name_scan *scan, uint32_t token, const char *ending)
{
    const struct token *t = &scan->tokens->list.items[token];
    size_t size = strlen(ending);
    return is_lower(scan, token) && t->end - t->start > size + 2 &&
           memcmp(scan->text->bytes + t->end - size, ending, size) == 0;
}

/* After "would" or "should Moscow": what is in small letters and no word of grammar is a verb. */
static bool is_infinitive(const struct name_scan *scan, uint32_t token)
{
    return is_lower(scan, token) && !(name_classes(scan, token) & LEX_FUNCTION) && !name_word_is(scan, token, "be") &&
           !(use_at(scan, token) & USE_PLACE);
}

static bool is_verb(const struct name_scan *scan, uint32_t token)
{
    return is_lower(scan, token) &&
           ((name_classes(scan, token) & (LEX_VERB | LEX_CUE_VERB)) || ends_with(scan, token, "ed"));
}

/* The next token that is no adverb or negation, at most three on; SAYSO_NONE at the sentence's end. */
static uint32_t past_adverbs(const struct name_scan *scan, uint32_t token)
{
    for (int steps = 0; token != SAYSO_NONE && steps < 3; steps++) {
        bool adverb = (name_classes(scan, token) & (LEX_ADVERB | LEX_NEGATION)) || ends_with(scan, token, "ly");
        if (!adverb)
            return token;
        token = name_after(scan, token + 1);
    }
    return token;
}

/* ---- the name as a subject --------------------------------------------------------------------------------------- */

/* "is considering", "was told", but not "is large", "was shelled". */
static bool acts_after_be(const struct name_scan *scan, uint32_t token)
{
    return token != SAYSO_NONE && ((ends_with(scan, token, "ing") && !(use_at(scan, token) & USE_PLACE)) ||
                                   (use_at(scan, token) & USE_SUFFERED) || name_word_is(scan, token, "ready") ||
                                   name_word_is(scan, token, "willing") || name_word_is(scan, token, "determined"));
}

/* "had no right", "has joined", but not "has the largest forest". */
static bool acts_after_have(const struct name_scan *scan, uint32_t token)
{
    static const char *const between[] = {"no", "a", "the", "every", "any", "little", NULL};
    if (token == SAYSO_NONE)
        return false;
    if (name_word_is(scan, token, "been"))
        return acts_after_be(scan, past_adverbs(scan, name_after(scan, token + 1)));
    if (is_any(scan, token, between)) {
        uint32_t noun = name_after(scan, token + 1);
        return noun != SAYSO_NONE && (use_at(scan, noun) & USE_CLAIM);
    }
    return is_lower(scan, token) && !(name_classes(scan, token) & (LEX_DETERMINER | LEX_PREPOSITION)) &&
           (is_verb(scan, token) || (use_at(scan, token) & USE_CLAIM)) && !(use_at(scan, token) & USE_PLACE);
}

/* Is what begins at this token something that a government does? */
static bool acts(const struct name_scan *scan, uint32_t token)
{
    static const char *const be[] = {"is", "was", "are", "were", "'s", NULL};
    static const char *const have[] = {"has", "had", "have", NULL};
    static const char *const helpers[] = {"does", "did", "do", NULL};
    if ((token = past_adverbs(scan, token)) == SAYSO_NONE || !is_lower(scan, token))
        return false;
    uint32_t next = past_adverbs(scan, name_after(scan, token + 1));
    if (is_any(scan, token, be))
        return acts_after_be(scan, next);
    if (is_any(scan, token, have))
        return acts_after_have(scan, next);
    bool helped = (name_classes(scan, token) & LEX_MODAL) || is_any(scan, token, helpers);
    if (helped) {
        if (next == SAYSO_NONE)
            return false;
        if (name_word_is(scan, next, "be"))
            return acts_after_be(scan, name_after(scan, next + 1));
        return is_infinitive(scan, next);
    }
    if (!is_verb(scan, token) || (use_at(scan, token) & USE_PLACE))
        return false;
    /* "the Riga talks had": a noun after all */
    return next == SAYSO_NONE || !(name_classes(scan, next) & (LEX_AUXILIARY | LEX_MODAL)) ||
           ends_with(scan, token, "ed");
}

static bool is_subject(const struct name_scan *scan, uint32_t before, uint32_t after)
{
    static const char *const links[] = {"that", "which", "who", NULL};
    static const char *const inverted[] = {"should", "did", "does", "will", "would", "could", "can", NULL};
    if (after == SAYSO_NONE)
        return false;
    if (before != SAYSO_NONE && (name_classes(scan, before) & LEX_DETERMINER) && !name_word_is(scan, before, "the"))
        return false;
    if (before != SAYSO_NONE && is_any(scan, before, inverted) && is_infinitive(scan, after))
        return true; /* "should Moscow launch" */
    if (scan->tokens->list.items[after].ascii == ',')
        after = name_after(scan, after + 1);
    else if (name_word_is(scan, after, "and") || name_word_is(scan, after, "or")) {
        uint32_t other = name_after(scan, after + 1); /* "London and Dublin agreed" */
        if (other == SAYSO_NONE || !name_capital(scan, other) || !(name_classes(scan, other) & LEX_ANY_PLACE))
            return false;
        return acts(scan, name_after(scan, other + 1));
    } else
        return acts(scan, is_any(scan, after, links) ? name_after(scan, after + 1) : after);
    return after != SAYSO_NONE && is_any(scan, after, links) && acts(scan, name_after(scan, after + 1));
}

/* ---- the name as an object, an owner, a part of a word ----------------------------------------------------------------- */

/* Does one of the four words before a token have this use? */
static bool governs(const struct name_scan *scan, uint32_t token, uint32_t use)
{
    for (int steps = 0; steps < 4; steps++) {
        token = name_before(scan, token);
        if (token == SAYSO_NONE || scan->tokens->list.items[token].kind == TOKEN_PUNCTUATION)
            return false;
        if (use_at(scan, token) & use)
            return true;
    }
    return false;
}

static bool after_preposition(const struct name_scan *scan, uint32_t before, uint32_t after)
{
    if (name_word_is(scan, before, "with"))
        return governs(scan, before, USE_BOND) && !(use_at(scan, before - 1) & USE_PLACE);
    if (name_word_is(scan, before, "between"))
        return governs(scan, before, USE_BOND);
    if (name_word_is(scan, before, "against"))
        return governs(scan, before, USE_BURDEN);
    if (name_word_is(scan, before, "on"))
        return governs(scan, before, USE_BURDEN);
    if (name_word_is(scan, before, "to"))
        return governs(scan, before, USE_TOWARDS);
    if (name_word_is(scan, before, "for"))
        return after != SAYSO_NONE && name_word_is(scan, after, "to");
    if (name_word_is(scan, before, "by")) {
        uint32_t deed = name_before(scan, before);
        return deed != SAYSO_NONE && (ends_with(scan, deed, "ed") || (use_at(scan, deed) & USE_OWNED));
    }
    return false;
}

static bool owns_deed(const struct name_scan *scan, uint32_t mark)
{
    uint32_t noun = mark;
    for (int steps = 0; steps < 3; steps++) {
        noun = name_after(scan, noun + 1);
        if (noun == SAYSO_NONE || !is_lower(scan, noun))
            return false;
        if (use_at(scan, noun) & USE_OWNED)
            return true;
    }
    return false;
}

/* The second of a pair: "between London and Dublin" follows what the first is. */
static bool paired(const struct name_scan *scan, const struct names *names, uint32_t before)
{
    if (before == SAYSO_NONE || before == 0 || !name_word_is(scan, before, "and") ||
        names->of_token.items[before - 1] == SAYSO_NONE)
        return false;
    const struct mention *other = &names->list.items[names->of_token.items[before - 1]];
    return other->label == SAYSO_GPE && other->metonymy == SAYSO_GOVERNMENT;
}

uint8_t name_metonymy(const struct name_scan *scan, const struct names *names, const struct mention *mention)
{
    if (mention->label != SAYSO_GPE)
        return SAYSO_LITERAL;
    uint32_t before = name_before(scan, mention->first), after = name_after(scan, mention->last);
    if (before != SAYSO_NONE && name_word_is(scan, before, "the"))
        before = name_before(scan, before);
    bool government = paired(scan, names, before);
    if (after != SAYSO_NONE && (name_word_is(scan, after, "'s") || name_word_is(scan, after, "\xe2\x80\x99s"))) {
        government |= owns_deed(scan, after);
        after = SAYSO_NONE;
    } else if (after != SAYSO_NONE && name_hyphen(scan, after)) {
        uint32_t tied = name_after(scan, after + 1);
        government = tied != SAYSO_NONE && (use_at(scan, tied) & USE_TIE);
        after = SAYSO_NONE;
    } else if (before != SAYSO_NONE && (name_classes(scan, before) & LEX_PREPOSITION) &&
               !(name_classes(scan, before) & LEX_CONJUNCTION)) {
        government |= after_preposition(scan, before, after);
        after = SAYSO_NONE;
    }
    government |= is_subject(scan, before, after);
    /* "urged Moscow to": its object, unless the name belongs to what follows */
    if (before != SAYSO_NONE && is_verb(scan, before) && (use_at(scan, before) & USE_OBJECT))
        government = true;
    return government ? SAYSO_GOVERNMENT : SAYSO_LITERAL;
}
