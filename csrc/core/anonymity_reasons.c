/* anonymity_reasons: the words that tell why a name is kept from the reader ("spoke on condition of anonymity because the
 * talks are private", "asked not to be named", "was not authorized to speak publicly"), from their verb to their end. */
#include "anonymity.h"

#define REASON_BACK  20u /* tokens before the word that tells */
#define REASON_WORDS 60u

/* ---- the words that tell --------------------------------------------------------------------------------------------- */

static bool near_before(const struct view *v, uint32_t i, uint32_t steps, const char *const *words)
{
    struct sentence s = sentence_of(v, i);
    for (uint32_t k = 0; k < steps && i > s.first; k++)
        if (word_among(v, --i, words))
            return true;
    return false;
}

static bool near_after(const struct view *v, uint32_t i, uint32_t steps, const char *const *words)
{
    struct sentence s = sentence_of(v, i);
    for (uint32_t k = 0; k < steps && i + 1 < s.last; k++)
        if (word_among(v, ++i, words))
            return true;
    return false;
}

static bool is_condition(const struct view *v, uint32_t i)
{
    return word_is(v, i, "condition") || word_is(v, i, "conditions");
}

/* "that his name not be used", "whose identity is being withheld", "declined to give her name", "did not want his name
 * published" */
static bool tells_of_name(const struct view *v, uint32_t i)
{
    static const char *const kept[] = {"withheld", "withhold", "changed", "protected", "concealed", NULL};
    static const char *const shown[] = {"used",   "published",  "printed", "disclosed", "revealed",
                                        "known",  "public",     "shared",  "made",      "mentioned",
                                        "appear", "identified", NULL};
    static const char *const giving[] = {"give",   "giving", "provide", "use",   "publish", "disclose",
                                         "reveal", "have",   "share",   "print", NULL};
    static const char *const refusing[] = {"not",       "n't",      "n\xE2\x80\x99t", "declined",  "refused",
                                           "declining", "refusing", "unwilling",      "reluctant", NULL};
    if (near_after(v, i, 5, kept))
        return true;
    if (near_after(v, i, 4, shown) && (near_before(v, i, 6, refusing) || near_after(v, i, 2, refusing)))
        return true;
    return near_before(v, i, 4, giving) && near_before(v, i, 8, refusing);
}

static bool tells(const struct view *v, uint32_t i)
{
    static const char *const asking[] = {"condition",  "conditions", "requested", "requesting", "request",   "granted",
                                         "granting",   "insisted",   "insisting", "asked",      "asking",    "demanded",
                                         "sought",     "seeking",    "under",     "promised",   "offered",   "given",
                                         "guaranteed", "wanted",     "cover",     "with",       "preferred", NULL};
    static const char *const unwilling[] = {
        "asked",     "asking",     "requested", "requesting", "declined",  "declining", "refused",
        "refusing",  "want",       "wanted",    "wanting",    "wished",    "wishing",   "wish",
        "preferred", "preferring", "condition", "insisted",   "unwilling", "because",   "agreed",
        "can",       "could",      "cannot",    "is",         "are",       "being",     NULL};
    static const char *const negations[] = {"not", "n't", "n\xE2\x80\x99t", "without", "never", "none", "neither",
                                            "nor", NULL};
    static const char *const talking[] = {"speak",   "discuss", "comment",  "talk",    "brief", "disclose",
                                          "reveal",  "release", "share",    "address", "be",    "make",
                                          "divulge", "give",    "describe", NULL};
    static const char *const speaking[] = {"spoke",   "speaking", "speak",    "talked",
                                           "talking", "briefed",  "briefing", NULL};
    switch (v->text->bytes[token_at(v, i)->start] | 0x20) {
    case 'a':
        if (word_is(v, i, "anonymity"))
            return near_before(v, i, 6, asking);
        if (word_is(v, i, "anonymously"))
            return near_before(v, i, 4, speaking);
        if (word_is(v, i, "anonymous"))
            return near_before(v, i, 3, (const char *const[]){"remain", "stay", "remaining", "be", NULL}) &&
                   near_before(v, i, 8, unwilling);
        return (word_is(v, i, "authorized") || word_is(v, i, "authorised") || word_is(v, i, "allowed")) &&
               near_before(v, i, 3, negations) && near_after(v, i, 4, talking);
    case 'p': return word_is(v, i, "permitted") && near_before(v, i, 3, negations) && near_after(v, i, 4, talking);
    case 'u': return (word_is(v, i, "unauthorized") || word_is(v, i, "unauthorised")) && near_after(v, i, 3, talking);
    case 'b': return word_is(v, i, "background") && i > 0 && word_is(v, i - 1, "on") && near_before(v, i, 4, speaking);
    case 's': return (word_is(v, i, "surname") || word_is(v, i, "surnames")) && tells_of_name(v, i);
    case 'n':
        if (word_is(v, i, "named"))
            return near_before(v, i, 8, unwilling) &&
                   near_before(v, i, 2, (const char *const[]){"be", "being", NULL}) &&
                   (near_before(v, i, 5, negations) ||
                    near_before(
                        v, i, 8,
                        (const char *const[]){"declined", "declining", "refused", "refusing", "unwilling", NULL}));
        return (word_is(v, i, "name") || word_is(v, i, "names")) && tells_of_name(v, i);
    case 'i':
        if (word_is(v, i, "identity") || word_is(v, i, "identities"))
            return tells_of_name(v, i);
        return word_is(v, i, "identified") && near_before(v, i, 8, unwilling) &&
               near_before(v, i, 2, (const char *const[]){"be", "being", NULL}) &&
               (near_before(v, i, 5, negations) || near_after(v, i, 3, (const char *const[]){"only", "solely", NULL}) ||
                near_before(v, i, 4, (const char *const[]){"only", NULL}) ||
                near_before(v, i, 8,
                            (const char *const[]){"declined", "declining", "refused", "refusing", "unwilling", NULL}));
    case 'q':
        return word_is(v, i, "quoted") && near_before(v, i, 6, unwilling) && near_before(v, i, 3, negations) &&
               near_after(v, i, 2, (const char *const[]){"by", NULL});
    default: return false;
    }
}

/* "confirmed it on condition of anonymity": a condition without a verb of speaking begins with its preposition;
 * SAYSO_NONE where the verb belongs to it ("spoke to AP on condition of anonymity"). */
static uint32_t bare_condition(const struct view *v, uint32_t i, uint32_t floor)
{
    static const char *const verbs[] = {"spoke",       "speaking", "speak",    "spoken",  "talked",
                                        "talking",     "agreed",   "insisted", "granted", "briefing",
                                        "interviewed", "talk",     NULL};
    uint32_t at = i;
    for (uint32_t k = 0; k < 8 && at > floor; k++, at--)
        if (is_condition(v, at))
            break;
    if (!is_condition(v, at) || at < floor + 1)
        return SAYSO_NONE;
    for (uint32_t k = 0; k < 6 && at > floor && !word_is(v, at, "on") && !word_is(v, at, "under"); k++)
        at--;
    return near_before(v, at, 6, verbs) ? SAYSO_NONE : at;
}

/* "spoke to The Times on condition": an outlet is no subject. */
static bool is_press(const struct view *v, uint32_t i)
{
    uint32_t m = mention_at(v, i);
    return mention_of(v, m)->label != SAYSO_PERSON && mention_of(v, m)->label != SAYSO_TITLE &&
           v->people->entities.items[v->people->entity_of.items[m]].sector == SAYSO_MEDIA;
}

bool is_subject_noun(const struct view *v, uint32_t i)
{
    static const char *const nouns[] = {"person", "people", "source", "sources", "insider", "insiders", NULL};
    return word_among(v, i, nouns);
}

/* From the verb of the clause on: not before a mark, a name, "who" or a subject. */
static uint32_t reason_start(const struct view *v, uint32_t i, uint32_t floor)
{
    struct sentence s = sentence_of(v, i);
    uint32_t first = i, bare = bare_condition(v, i, floor > s.first ? floor : s.first);
    if (bare != SAYSO_NONE)
        return bare;
    for (uint32_t k = 0; k < REASON_BACK && first > s.first && first > floor; k++, first--) {
        const struct token *token = token_at(v, first - 1);
        uint32_t value = pronoun_value(v, first - 1);
        if (token->kind == TOKEN_PUNCTUATION && token->ascii != '-')
            break;
        if (token->kind == TOKEN_MARK || word_is(v, first - 1, "who") || word_is(v, first - 1, "whose"))
            break;
        if (mention_at(v, first - 1) != SAYSO_NONE && !is_press(v, first - 1))
            break;
        if (is_subject_noun(v, first - 1) && first < i && is_finite(v, first))
            break;
        bool subject = (value & PRONOUN_SUBJECT) && !(value & PRONOUN_OBJECT);
        if (subject || word_is(v, first - 1, "both") || word_is(v, first - 1, "all") || word_is(v, first - 1, "each"))
            if (!(first - 1 > s.first && (word_is(v, first - 2, "because") || word_is(v, first - 2, "as") ||
                                          word_is(v, first - 2, "since") || word_is(v, first - 2, "that"))))
                break;
    }
    while (first < i && (word_is(v, first, "and") || word_is(v, first, "but") || word_is(v, first, "of")))
        first++;
    return first;
}

/* Does what somebody says begin here?  Not if the reason's own verb only seems to say it ("authorized to discuss it"). */
static bool leaves(const struct view *v, uint32_t i, uint32_t first, uint32_t inside)
{
    uint32_t content = v->content_of.items[i];
    if (content == inside)
        return false;
    if (content == SAYSO_NONE || in_marks(v, i))
        return true;
    const struct attribution *attribution = &v->attributions->list.items[content];
    return attribution->cue.first == SAYSO_NONE || attribution->cue.first < first || attribution->cue.first > i;
}

/* After a comma: does the sentence go back to who says what? */
static bool turns_back(const struct view *v, uint32_t i, uint32_t first, uint32_t inside)
{
    if (word_is(v, i, "citing") || word_is(v, i, "because"))
        return false;
    for (uint32_t k = i; k < i + 5 && k < v->tokens->list.count && !is_char(v, k, ','); k++)
        if ((classes_at(v, k) & LEX_CUE_VERB) && is_finite(v, k) && mention_at(v, k) == SAYSO_NONE)
            return true;
    return is_finite(v, i) || (classes_at(v, i) & LEX_CUE_VERB) || leaves(v, i, first, inside);
}

/* To the end of the clause: a comma ends it only where the sentence goes back to who says what. */
static uint32_t reason_end(const struct view *v, uint32_t first, uint32_t i)
{
    struct sentence s = sentence_of(v, i);
    uint32_t end = i + 1, limit = s.last - i < REASON_WORDS ? s.last : i + REASON_WORDS,
             inside = v->content_of.items[first];
    for (; end < limit; end++) {
        const struct token *token = token_at(v, end);
        if (token->kind == TOKEN_MARK || token->ascii == ';' || token->ascii == '(' || token->ascii == ')' ||
            token->ascii == '.' || token->ascii == '!')
            break;
        if (leaves(v, end, first, inside) ||
            (token->ascii == ',' && end + 1 < limit && turns_back(v, end + 1, first, inside)))
            break;
        if (token->kind == TOKEN_PUNCTUATION && !token->ascii)
            break; /* a dash */
    }
    while (end > i + 1 && token_at(v, end - 1)->kind == TOKEN_PUNCTUATION)
        end--;
    return end;
}

sayso_status reasons_find(const struct view *v, struct reasons *reasons)
{
    uint32_t done = 0;
    for (uint32_t i = 0; i < v->tokens->list.count; i++) {
        if (i < done || token_at(v, i)->kind != TOKEN_WORD || !tells(v, i))
            continue;
        struct reason *reason = array_push(v->memory, &reasons->list);
        if (!reason)
            return SAYSO_ERROR_MEMORY;
        uint32_t first = reason_start(v, i, done);
        *reason = (struct reason){
            .words = {first, reason_end(v, first, i)}, .sentence = sentence_at(v, i), .subject = SAYSO_NONE};
        done = reason->words.last;
    }
    return SAYSO_OK;
}
