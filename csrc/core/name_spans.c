/* name_spans: runs of capitalised words with what may stand between them, cut at titles. */
#include "name_rules.h"

#define HEADS    (LEX_ORG_HEAD | LEX_PLACE_HEAD | LEX_FACILITY_HEAD | LEX_EVENT_HEAD | LEX_LAW_HEAD)
#define RUN_HITS (LEX_ANY_NAME | LEX_TITLE)

static const struct token *token_at(const struct name_scan *scan, uint32_t i) { return &scan->tokens->list.items[i]; }

/* A capital that can be inside a name: not "The", "He", "I". */
static bool carries(const struct name_scan *scan, uint32_t i, uint32_t limit)
{
    return i < limit && name_capital(scan, i) && !(name_classes(scan, i) & (LEX_PRONOUN | LEX_DETERMINER));
}

/* A capitalised common noun: "Health", "Security"; it needs its neighbours to be a name. */
static bool is_noun(const struct name_scan *scan, uint32_t i, uint32_t limit)
{
    return carries(scan, i, limit) && (scan->flags[i] & WORD_COMMON) && !(name_classes(scan, i) & HEADS) &&
           !(name_classes(scan, i) & (LEX_COUNTRY | LEX_NATIONALITY | LEX_WEEKDAY | LEX_TITLE));
}

/* Does a title end right before `at`?  "President of", "Minister for". */
static bool title_ends(const struct name_scan *scan, uint32_t first, uint32_t at)
{
    for (uint32_t i = at - 1, steps = 0; steps < 4; i--, steps++) {
        const struct lexicon_hit *hit = name_hit(scan, i, LEX_TITLE | LEX_ROLE, at - i);
        if (hit && i + hit->count == at)
            return true;
        if (i == first)
            break;
    }
    return false;
}

/* Does a head stand before the next connector?  "... and Exchange Commission". */
static bool head_follows(const struct name_scan *scan, uint32_t i, uint32_t limit)
{
    for (uint32_t end = i + 4; i < end && carries(scan, i, limit); i++)
        if (name_classes(scan, i) & HEADS)
            return true;
    return false;
}

/* The connector at `at` after the run [first, at): where the run goes on, or `at`.  `inside`: the run has already
 * taken an "of" or "for", so that its head rules what follows. */
static uint32_t connect(const struct name_scan *scan, uint32_t first, uint32_t at, uint32_t limit, bool *inside)
{
    uint32_t next = at + 1, last = at - 1;
    uint64_t before = name_classes(scan, last);
    bool noun = is_noun(scan, last, limit);
    bool headed = (before & HEADS) != 0 && !title_ends(scan, first, at);

    if (name_word_is(scan, at, "of") || name_word_is(scan, at, "for") || name_word_is(scan, at, "on")) {
        bool of = name_word_is(scan, at, "of");
        if (next < limit && name_word_is(scan, next, "the"))
            next++;
        if (!carries(scan, next, limit))
            return at;
        if (title_ends(scan, first, at)) {
            uint32_t length = name_portfolio(scan, at, limit - at);
            return length ? at + length - 1 : at;
        }
        if (headed || (of && noun && !(scan->flags[last] & WORD_START))) {
            *inside = true;
            return next;
        }
        return at;
    }
    if (name_word_is(scan, at, "and")) {
        if (!carries(scan, next, limit) || (scan->flags[last] & WORD_START))
            return at;
        if (*inside && !((before | name_classes(scan, next)) & (LEX_ANY_PLACE | LEX_ANY_ORG | LEX_GIVEN | LEX_TITLE)) &&
            !(next + 1 < limit && (name_classes(scan, next) & HEADS) && name_word_is(scan, next + 1, "of")))
            return next;
        return noun && is_noun(scan, next, limit) && head_follows(scan, next, limit) ? next : at;
    }
    if (name_word_is(scan, at, "to")) /* "Committee to Protect ..." */
        return headed && carries(scan, next, limit) && (scan->flags[next] & WORD_COMMON) &&
                       (name_any_classes(scan, next) & LEX_VERB)
                   ? next
                   : at;
    if (name_word_is(scan, at, "in"))
        return *inside && noun && carries(scan, next, limit) && !(scan->flags[next] & WORD_COMMON) ? next : at;
    return at;
}

/* "St. Mary's Hospital": a saint owns places, an honorific nothing. */
static bool is_saint(const struct name_scan *scan, uint32_t i)
{
    return (scan->flags[i] & WORD_CAPITAL) &&
           (name_word_is(scan, i, "st.") || name_word_is(scan, i, "st") || name_word_is(scan, i, "saint"));
}

/* The second half of a Korean or Chinese given name: "Yoon Suk-yeol", "Moon Jae-in". */
static bool is_syllable(const struct name_scan *scan, uint32_t last, uint32_t next, uint32_t limit)
{
    if (next >= limit || token_at(scan, next)->letters != CASED_LOWER ||
        token_at(scan, next)->end - token_at(scan, next)->start > 6)
        return false;
    if (!(scan->flags[next] & WORD_COMMON))
        return true;
    return last > 0 && name_same_sentence(scan, last - 1, last) && carries(scan, last - 1, last) &&
           !(scan->flags[last] & WORD_COMMON) && (name_classes(scan, next) & LEX_FUNCTION) &&
           token_at(scan, next)->end - token_at(scan, next)->start < 3;
}

uint32_t name_past_nickname(const struct name_scan *scan, uint32_t at, uint32_t limit)
{
    const struct token *open = token_at(scan, at);
    bool bracket = open->ascii == '(';
    if (!bracket && open->kind != TOKEN_MARK)
        return at;
    for (uint32_t i = at + 1; i < limit && i <= at + NICKNAME_WORDS + 1; i++) {
        const struct token *token = token_at(scan, i);
        if (bracket ? token->ascii == ')' : token->kind == TOKEN_MARK)
            return i > at + 1 && i + 1 < limit ? i + 1 : at;
        if (token->kind != TOKEN_WORD && token->ascii != '-')
            return at;
    }
    return at;
}

/* 'William "Buck" Tolliver', "William (Bill) Tolliver": a nickname between given name and surname. */
static uint32_t join_nickname(const struct name_scan *scan, uint32_t at, uint32_t limit)
{
    uint32_t next = name_past_nickname(scan, at, limit), word = at + 1;
    if (next == at || !carries(scan, next, limit) || !token_at(scan, at)->space_before ||
        token_at(scan, word)->space_before || !token_at(scan, next)->space_before)
        return at;
    bool given = name_capital(scan, at - 1) && (name_classes(scan, at - 1) & LEX_GIVEN);
    bool nickname = token_at(scan, at)->ascii == '('
                        ? next == at + 3 && (name_classes(scan, word) & (LEX_GIVEN | LEX_SURNAME)) != 0
                        : (scan->flags[word] & WORD_CAPITAL) != 0;
    bool surname = !(name_classes(scan, next) & (LEX_TITLE | LEX_WEEKDAY)) &&
                   (!(scan->flags[next] & WORD_COMMON) || (name_classes(scan, next) & LEX_SURNAME));
    return given && nickname && surname ? next : at;
}

/* What joins two capitals without being a word of its own: hyphen, ampersand, particle, possessive, comma, nickname. */
static uint32_t join(const struct name_scan *scan, uint32_t at, uint32_t limit)
{
    const struct token *token = token_at(scan, at);
    uint32_t next = at + 1, last = at - 1, past = join_nickname(scan, at, limit);

    if (past > at)
        return past;

    if (token->ascii == '-') {
        if (name_hyphen(scan, at) &&
            (carries(scan, next, limit) || is_syllable(scan, last, next, limit) ||
             (next < limit && (name_classes(scan, next) & LEX_NAME_PARTICLE) && carries(scan, next + 1, limit))))
            return next;
        return at;
    }
    if (token->ascii == '&')
        return carries(scan, next, limit) ? next : at;
    if (token->ascii == ',')
        return next < limit && (name_classes(scan, next) & LEX_NAME_SUFFIX) && name_capital(scan, next) ? next : at;
    if (name_classes(scan, at) & LEX_NAME_PARTICLE) {
        for (uint32_t end = at + 4; next < end && next < limit; next++) {
            if (carries(scan, next, limit))
                return next;
            if (!(name_classes(scan, next) & LEX_NAME_PARTICLE) && token_at(scan, next)->ascii != '-')
                break;
        }
        return at;
    }
    bool plural = name_word_is(scan, at, "'") || name_word_is(scan, at, "\xe2\x80\x99"); /* "Nurses' Union" */
    if (plural || name_word_is(scan, at, "'s") || name_word_is(scan, at, "\xe2\x80\x99s"))
        return ((plural && carries(scan, last, limit)) || is_noun(scan, last, limit) ||
                (last > 0 && is_saint(scan, last - 1))) &&
                       head_follows(scan, next, limit)
                   ? next
                   : at;
    return at;
}

uint32_t name_run_end(const struct name_scan *scan, uint32_t first)
{
    const struct sentence *sentence = &scan->sentences->list.items[scan->sentences->of_token.items[first]];
    uint32_t limit = sentence->last - first < NAME_RUN_LIMIT ? sentence->last : first + NAME_RUN_LIMIT;
    uint32_t end = first, i = first;
    bool inside = false;
    while (i < limit) {
        const struct lexicon_hit *hit = name_hit(scan, i, RUN_HITS, limit - i);
        if (hit && hit->count == 1 && !carries(scan, i, limit) && (scan->flags[i] & WORD_COMMON))
            hit = NULL; /* "He", "An": names only as part of longer ones */
        if (carries(scan, i, limit) || (i == first && (hit || (name_classes(scan, i) & LEX_NAME_PARTICLE)))) {
            end = hit && hit->count > 1 ? i + hit->count : i + 1;
            i = end;
            continue;
        }
        uint32_t next = i > first ? connect(scan, first, i, limit, &inside) : i;
        if (i > first && next == i)
            next = join(scan, i, limit);
        if (next == i)
            break;
        i = next;
        if (i < limit && token_at(scan, i)->letters == CASED_LOWER && token_at(scan, i - 1)->ascii == '-' &&
            !(name_classes(scan, i) & LEX_NAME_PARTICLE))
            end = ++i; /* a syllable */
    }
    return end;
}

/* A title inside a longer name is none: "General Electric", "Queen Mary University", "Attorney General's Office". */
static bool title_stands(const struct name_scan *scan, struct name_range part, uint32_t at, uint32_t length,
                         bool titled)
{
    /* "Chief Dolleen Prince": behind a title, what ends in one is a name */
    if (titled && length == 1 && at == part.first + 1 && at + 1 == part.last)
        return false;
    for (uint32_t i = part.first; i <= at; i++) {
        const struct lexicon_hit *hit = name_hit(scan, i, LEX_ANY_NAME, part.last - i);
        if (hit && i + hit->count > at && hit->count > length)
            return false;
        if (i + 8 < at)
            i = at - 8;
    }
    uint64_t classes = name_classes(scan, at);
    /* "Stephen King", "Tim Cook" */
    if (length == 1 && at > part.first && (name_classes(scan, at - 1) & LEX_GIVEN) &&
        !(name_classes(scan, at - 1) & (LEX_TITLE | LEX_ANY_ORG | LEX_ANY_PLACE)))
        return false;
    if (at + length == part.last)
        return !(length == 1 && at > part.first && !(classes & (LEX_TITLE | LEX_HONORIFIC)));
    if ((classes & LEX_HONORIFIC) && !is_saint(scan, at))
        return true;
    uint64_t heads = name_head_classes(scan, (struct name_range){part.first, part.last});
    if ((classes & LEX_TITLE_ABBREVIATION) && !is_saint(scan, at) && !(heads & ~LEX_PLACE_HEAD))
        return true; /* "Cmdr. Alice Shore" */
    return !(heads & HEADS) || (name_classes(scan, part.last - 1) & LEX_SURNAME);
}

/* "New Glasgow", "North Vancouver", "Port Hope": what a place's name begins with, before a capital that can end one. */
static bool begins_place(const struct name_scan *scan, uint32_t first)
{
    static const char *const ANY[] = {"north", "south", "east", "west",  "fort",
                                      "port",  "mount", "lake", "saint", "st."};
    static const char *const PLACE[] = {"new", "old", "upper", "lower", "great", "grand", "little"};
    uint64_t next = name_classes(scan, first + 1);
    for (size_t i = 0; i < sizeof ANY / sizeof *ANY; i++)
        if (name_word_is(scan, first, ANY[i]))
            return !(next & (LEX_ANY_ORG | LEX_NATIONALITY | LEX_GROUP));
    for (size_t i = 0; i < sizeof PLACE / sizeof *PLACE; i++)
        if (name_word_is(scan, first, PLACE[i]))
            return (next & LEX_ANY_PLACE) != 0;
    return false;
}

bool name_ends_as_company(const struct name_scan *scan, struct name_range run)
{
    const uint64_t ends = LEX_ORG_HEAD | LEX_ABBREVIATION;
    return (name_classes(scan, run.last - 1) & ends) == ends;
}

/* The first word of a sentence is part of a name only with more evidence than its capital. */
static uint32_t skip_start(struct name_scan *scan, struct name_range run)
{
    uint32_t first = run.first;
    if (!(scan->flags[first] & WORD_START) || !(scan->flags[first] & WORD_COMMON) || run.last - first < 2)
        return first;
    const struct lexicon_hit *hit = name_hit(scan, first, RUN_HITS | LEX_HONORIFIC | LEX_ROLE, run.last - first);
    bool function = (name_classes(scan, first) & LEX_FUNCTION) != 0;
    if (hit && (hit->count > 1 || (!function && hit->classes != LEX_SURNAME)))
        return first;
    /* "De Vries", "Water Without Borders": a particle before a surname, a capital that a headline alone would give */
    bool particle = (name_classes(scan, first) & LEX_NAME_PARTICLE) && (name_classes(scan, first + 1) & LEX_SURNAME);
    bool inner = !function && run.last - first > 2 && (name_classes(scan, first + 1) & LEX_FUNCTION) &&
                 (scan->flags[first + 1] & WORD_CAPITAL);
    if (particle || inner)
        return first;
    if (function)
        return first + 1;
    if (begins_place(scan, first))
        return first;
    if (run.last - first == 2 && (name_classes(scan, first + 1) & HEADS))
        return first;
    if (!(name_any_classes(scan, first) & LEX_ADVERB) && name_ends_as_company(scan, run))
        return first;
    const struct name_votes *seen = name_votes_of(scan, name_word_key(scan, first), false);
    return seen && seen->inside > 0 ? first : first + 1;
}

bool name_run_claim(struct name_scan *scan, struct name_range run)
{
    struct mention title;
    struct name_range part = {skip_start(scan, run), run.last};
    bool titled = false;
    for (uint32_t i = part.first; i < run.last;) {
        uint32_t past = i > part.first ? name_past_nickname(scan, i, run.last) : i;
        if (i > part.first && name_hyphen(scan, i - 1))
            past = i + 1; /* "Jean-Guy": no title */
        if (past > i) {
            i = past;
            continue;
        }
        uint32_t length = name_title_length(scan, i, run.last - i);
        if (length == 0 || !title_stands(scan, part, i, length, titled)) {
            const struct lexicon_hit *hit = name_hit(scan, i, LEX_ANY_NAME, run.last - i);
            i += hit && length == 0 ? hit->count : 1;
            continue;
        }
        uint32_t claims = scan->claims.count;
        if (i > part.first && !name_part_claim(scan, (struct name_range){part.first, i}, titled ? &title : NULL))
            return false;
        if (claims < scan->claims.count && (name_classes(scan, i) & LEX_TITLE)) {
            /* "Apple CEO ...": what stands before a title has the office; "Toronto Mayor ...": so does a place */
            struct name_claim *owner = &scan->claims.items[scan->claims.count - 1];
            bool place = (owner->mention.classes & LEX_ANY_PLACE) && !(owner->mention.classes & LEX_ANY_ORG);
            enum name_kind kind = place ? NAME_PLACE : NAME_ORG;
            owner->prior[kind] = (int16_t)(owner->prior[kind] + 4);
            owner->prior[NAME_PERSON] = (int16_t)(owner->prior[NAME_PERSON] - 4);
            owner->weak = 0;
        }
        if (!name_title_claim(scan, (struct name_range){i, i + length}, &title))
            return false;
        titled = true;
        i += length;
        part.first = i;
    }
    return part.first >= run.last || name_part_claim(scan, part, titled ? &title : NULL);
}
