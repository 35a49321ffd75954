/* names: the walk over the text, and the second pass in which the document's votes decide. */
#include <string.h>

#include "name_rules.h"

#define WEAK_ALONE  6 /* votes that a weak capital needs to be a name */
#define START_ALONE 3 /* the same for an unknown word that is seen only where sentences begin */
/* Votes that a name needs which has nothing but its capitals: of one word, of several. */
static const int16_t CAPITALS_ALONE[NAME_KINDS][2] = {
    [NAME_PERSON] = {2, 0}, [NAME_ORG] = {4, 7}, [NAME_PLACE] = {2, 0}};
#define WEAK_REPEATED 4 /* the same where it has its capital inside sentences more than once */

/* "al-Shabab": a particle in small letters, tied to a capital by a hyphen. */
static bool begins_with_particle(const struct name_scan *scan, uint32_t i)
{
    return i + 2 < scan->tokens->list.count && (name_classes(scan, i) & LEX_NAME_PARTICLE) &&
           name_hyphen(scan, i + 1) && name_capital(scan, i + 2);
}

/* "Officials said", "Marine forecasters": a role that has its capital because a sentence begins. */
static bool is_role_alone(const struct name_scan *scan, uint32_t i)
{
    if (name_portfolio(scan, i + 1, name_after(scan, i + 1) == SAYSO_NONE ? 0 : 8)) /* "Minister of Northern Affairs" */
        return false;
    return (scan->flags[i] & (WORD_START | WORD_COMMON)) == (WORD_START | WORD_COMMON) &&
           (name_classes(scan, i) & (LEX_ROLE | LEX_COLLECTIVE)) &&
           !(name_classes(scan, i) & (LEX_ANY_NAME & ~LEX_SURNAME)) &&
           !(i + 1 < scan->tokens->list.count && name_capital(scan, i + 1));
}

static sayso_status claim_all(struct name_scan *scan)
{
    uint32_t count = scan->tokens->list.count;
    for (uint32_t i = 0; i < count;) {
        uint8_t flags = scan->flags[i];
        if ((i & 1023u) == 0 && memory_cancelled(scan->memory))
            return SAYSO_ERROR_CANCELLED;
        const struct lexicon_hit *hit =
            scan->first_hit[i] == SAYSO_NONE ? NULL : &scan->lexemes->hits.items[scan->first_hit[i]];
        bool role =
            hit && hit->count > 1 && (hit->classes & LEX_ROLE); /* "first mate": an ordinal that is part of it */
        if ((flags & WORD_LOUD) || ((flags & WORD_BLOCKED) && !role)) {
            i++;
            continue;
        }
        if (((flags & (WORD_CAPITAL | WORD_PROPER)) && !is_role_alone(scan, i)) || begins_with_particle(scan, i)) {
            uint32_t end = name_run_end(scan, i);
            if (end > i) {
                if (!name_run_claim(scan, (struct name_range){i, end}))
                    return SAYSO_ERROR_MEMORY;
                i = end;
                continue;
            }
        }
        bool memory_ended = false;
        uint32_t length = hit ? name_role_claim(scan, i, &memory_ended) : 0;
        if (length == 0 && scan->first_hit[i] != SAYSO_NONE && memory_ended)
            return SAYSO_ERROR_MEMORY;
        i += length ? length : 1;
    }
    return SAYSO_OK;
}

#define LETTERS 12u /* of an acronym */

/* Where the long form of an acronym begins that ends before `open`: the words whose first letters it is made of, small
 * ones between them left out; `open` if they do not fit. */
static uint32_t long_form(const struct name_scan *scan, uint32_t acronym, uint32_t open)
{
    const struct token *tokens = scan->tokens->list.items, *token = &tokens[acronym];
    uint32_t letters = token->end - token->start, at = open;
    if (letters < 3 || letters > LETTERS)
        return open;
    while (letters > 0 && at > 0 && open - at < 2 * LETTERS && name_same_sentence(scan, at - 1, acronym)) {
        const struct token *word = &tokens[--at];
        uint8_t byte = scan->text->bytes[word->start], wanted = scan->text->bytes[token->start + letters - 1];
        if (word->kind == TOKEN_WORD && (scan->flags[at] & WORD_CAPITAL)) {
            if (byte != wanted)
                return open;
            letters--;
        } else if (!(name_classes(scan, at) & LEX_FUNCTION) && word->ascii != '-' && word->ascii != '\'' &&
                   !name_word_is(scan, at, "'s")) {
            return open;
        }
    }
    return letters ? open : at;
}

/* "The Lobster Fishers of Eastern Nova Scotia (LFENS)": the letters say how far the form reaches; the claims that it
 * was cut into become one, the first of them, and the others empty.  Returns the form's claim, right before that of the
 * acronym `k` where nothing is to be mended. */
static uint32_t mend_long_form(struct name_scan *scan, uint32_t k)
{
    struct name_claim *claims = scan->claims.items;
    uint32_t open = claims[k].mention.first - 1, first = long_form(scan, open + 1, open), from = k;
    if (first == open)
        return k - 1;
    while (from > 0 && claims[from - 1].mention.first >= first)
        from--;
    bool cut_before = from > 0 && claims[from - 1].mention.last > first;
    if (from == k || cut_before || (claims[from].mention.first == first && claims[from].mention.last == open))
        return k - 1;
    claims[from].mention =
        (struct mention){.first = first, .last = open, .label = SAYSO_ORG, .evidence = EVIDENCE_ACRONYM};
    claims[from].weak = 0;
    for (uint32_t i = from + 1; i < k; i++)
        claims[i].mention.last = claims[i].mention.first;
    return from;
}

/* "(OSCE)" right after its long form is the same kind of thing. */
static bool join_acronyms(struct name_scan *scan)
{
    for (uint32_t k = 1; k < scan->claims.count; k++) {
        struct name_claim *acronym = &scan->claims.items[k];
        uint32_t at = acronym->mention.first, open = at - 1;
        const struct token *tokens = scan->tokens->list.items;
        if (at == 0 || tokens[open].ascii != '(' || acronym->mention.last != at + 1 ||
            tokens[at].letters != CASED_UPPER || at + 1 >= scan->tokens->list.count || tokens[at + 1].ascii != ')')
            continue;
        struct name_claim *form = &scan->claims.items[mend_long_form(scan, k)];
        if (form->mention.last != open || form->mention.last - form->mention.first < 2)
            continue;
        enum name_kind kind = name_kind_of(form->mention.label);
        if (kind == NAME_KINDS && form->mention.label == NAME_UNDECIDED)
            kind = NAME_ORG;
        if (kind != NAME_PLACE && kind != NAME_ORG)
            continue;
        int16_t votes[NAME_KINDS] = {0};
        votes[kind] = 8;
        if (!name_vote(scan, name_key(scan, (struct name_range){at, at + 1}), votes))
            return false;
        form->prior[kind] = (int16_t)(form->prior[kind] + 4);
        acronym->mention.evidence = EVIDENCE_ACRONYM;
    }
    return true;
}

static int16_t clamp(int16_t value, int16_t most)
{
    return value > most ? most : value < -most ? (int16_t)-most : value;
}

static uint8_t label_of_kind(enum name_kind kind, uint64_t classes)
{
    if (kind == NAME_PERSON)
        return SAYSO_PERSON;
    if (kind == NAME_ORG)
        return SAYSO_ORG;
    if ((classes & LEX_FACILITY) && !(classes & LEX_ANY_PLACE))
        return SAYSO_FAC;
    return (classes & LEX_PLACE) && !(classes & (LEX_COUNTRY | LEX_REGION | LEX_CITY)) ? SAYSO_LOC : SAYSO_GPE;
}

/* The last name that was decided, for those that follow it in a list. */
struct name_list {
    uint32_t last;
    enum name_kind kind;
};

/* "A, B and C": are the two joined by a comma or "and" alone? */
static bool is_listed(const struct name_scan *scan, uint32_t last, uint32_t first)
{
    const struct token *tokens = scan->tokens->list.items;
    if (last == SAYSO_NONE || last >= first || first - last > 2 || !name_same_sentence(scan, last - 1, first))
        return false;
    for (uint32_t i = last; i < first; i++)
        if (tokens[i].ascii != ',' && !name_word_is(scan, i, "and") && !name_word_is(scan, i, "or"))
            return false;
    return true;
}

/* Let the votes decide; false where it is no name after all. */
static bool decide(struct name_scan *scan, struct name_claim *claim, const struct name_list *list)
{
    struct mention *mention = &claim->mention;
    struct name_range range = {mention->first, mention->last};
    if (mention->label != NAME_UNDECIDED)
        return true;
    const struct name_votes *whole = name_votes_of(scan, name_key(scan, range), false);
    const struct name_votes *word = name_votes_of(scan, name_word_key(scan, range.first), false);
    int16_t score[NAME_KINDS];
    int best = NAME_PERSON;
    for (int k = 0; k < NAME_KINDS; k++) {
        score[k] = (int16_t)(claim->prior[k] + (whole ? clamp(whole->votes[k], 6) : 0));
        if ((int)list->kind == k && is_listed(scan, list->last, range.first))
            score[k] = (int16_t)(score[k] + 2);
        if (score[k] > score[best])
            best = k;
    }
    if (range.last - range.first > 1) {
        const struct name_votes *last =
            name_votes_of(scan, name_key(scan, (struct name_range){range.last - 1, range.last}), false);
        if (last && last->votes[NAME_PERSON] >= 4 && best != NAME_PERSON && score[best] < 4)
            best = NAME_PERSON;
    }
    if (claim->weak && best != NAME_PERSON && (name_any_classes(scan, range.first) & LEX_MONTH))
        return false;
    if (claim->weak && (scan->flags[range.first] & WORD_START) && !(word && word->inside) &&
        !(mention->classes & LEX_ANY_NAME))
        return false;
    if (claim->weak && score[best] < (word && word->inside > 1 ? WEAK_REPEATED : WEAK_ALONE))
        return false;
    if (range.last - range.first == 1 && (scan->flags[range.first] & WORD_START) && !(word && word->inside) &&
        ((word && word->lower) || (score[best] < START_ALONE && mention->evidence == EVIDENCE_CAPITALS)))
        return false;
    if (mention->evidence == EVIDENCE_CAPITALS && score[best] < CAPITALS_ALONE[best][range.last - range.first > 1])
        return false;
    if (whole && whole->votes[best] > 4 && claim->prior[best] <= 2)
        mention->evidence = EVIDENCE_EARLIER_NAME;
    mention->label = label_of_kind((enum name_kind)best, mention->classes);
    return true;
}

static void take(struct name_scan *scan, struct names *names, struct name_claim *claim, struct name_list *list)
{
    if (claim->mention.first == claim->mention.last || !decide(scan, claim, list))
        return;
    *list = (struct name_list){claim->mention.last, name_kind_of(claim->mention.label)};
    struct mention *mention = &names->list.items[names->list.count];
    *mention = claim->mention;
    mention->metonymy = name_metonymy(scan, names, mention);
    for (uint32_t i = mention->first; i < mention->last; i++)
        names->of_token.items[i] = names->list.count;
    names->list.count++;
}

/* The claims before `lines` and those from it on are each in order: merge them. */
static sayso_status take_all(struct name_scan *scan, uint32_t lines, struct names *names)
{
    struct name_claim *claims = scan->claims.items;
    struct name_list list = {SAYSO_NONE, NAME_KINDS};
    uint32_t a = 0, b = lines;
    if (!array_reserve(scan->memory, &names->list, scan->claims.count))
        return SAYSO_ERROR_MEMORY;
    while (a < lines || b < scan->claims.count) {
        if (((a + b) & 0xFFFu) == 0 && memory_cancelled(scan->memory))
            return SAYSO_ERROR_CANCELLED;
        bool line = a == lines || (b < scan->claims.count && claims[b].mention.first < claims[a].mention.first);
        take(scan, names, line ? &claims[b++] : &claims[a++], &list);
    }
    return SAYSO_OK;
}

sayso_status names_find(const struct memory *memory, const struct lexicon *lexicon, const struct text *text,
                        const struct layout *layout, const struct tokens *tokens, const struct lexemes *lexemes,
                        const struct marks *marks, const struct sentences *sentences, const struct dates *dates,
                        const struct quantities *quantities, struct names *names)
{
    struct name_scan scan = {.memory = memory,
                             .lexicon = lexicon,
                             .text = text,
                             .tokens = tokens,
                             .lexemes = lexemes,
                             .sentences = sentences,
                             .marks = marks};
    sayso_status status = SAYSO_ERROR_MEMORY;
    uint32_t count = tokens->list.count;
    (void)layout;
    array_clear(&names->list);
    array_clear(&names->of_token);
    if (!array_reserve(memory, &names->of_token, count))
        return SAYSO_ERROR_MEMORY;
    names->of_token.count = count;
    if (count == 0)
        return SAYSO_OK;
    memset(names->of_token.items, 0xff, count * sizeof *names->of_token.items); /* SAYSO_NONE */
    scan.flags = memory_new(memory, count * sizeof *scan.flags);
    scan.first_hit = memory_new(memory, count * sizeof *scan.first_hit);
    if (!scan.flags || !scan.first_hit)
        goto fail;
    memset(scan.first_hit, 0xff, count * sizeof *scan.first_hit); /* SAYSO_NONE */
    if ((status = name_words_read(&scan, dates, quantities)) != SAYSO_OK || (status = claim_all(&scan)) != SAYSO_OK)
        goto fail;
    uint32_t lines = scan.claims.count;
    status = join_acronyms(&scan) && name_lines_claim(&scan) ? take_all(&scan, lines, names) : SAYSO_ERROR_MEMORY;
fail:
    memory_free(memory, scan.flags);
    memory_free(memory, scan.first_hit);
    memory_free(memory, scan.table.slots);
    array_free(memory, &scan.claims);
    return status;
}

uint32_t mention_past_nickname(const struct token *tokens, const struct mention *mention, uint32_t i)
{
    if (i == mention->first || (tokens[i].kind != TOKEN_MARK && tokens[i].ascii != '('))
        return i;
    for (uint32_t end = i + 1; end < mention->last; end++)
        if (tokens[end].kind == TOKEN_MARK || tokens[end].ascii == ')')
            return end + 1;
    return i;
}
