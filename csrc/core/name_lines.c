/* name_lines: names in headlines and lines of capitals, where a capital says nothing: only those that the lexicon or
 * the rest of the document knows. */
#include "name_rules.h"

#define KNOWN_WORDS 5u /* tokens of a name of the document at most */
#define KNOWN_VOTES 3

/* The longest name of the document that begins here; 0 for none. */
static uint32_t known_length(struct name_scan *scan, uint32_t first, uint32_t limit)
{
    for (uint32_t count = limit < KNOWN_WORDS ? limit : KNOWN_WORDS; count > 0; count--) {
        const struct name_range range = {first, first + count};
        if (!(scan->flags[range.last - 1] & WORD_CAPITAL))
            continue;
        const struct name_votes *votes = name_votes_of(scan, name_key(scan, range), false);
        if (!votes || (count == 1 && (scan->flags[first] & WORD_COMMON) && votes->votes[NAME_PERSON] < KNOWN_VOTES))
            continue;
        for (int k = 0; k < NAME_KINDS; k++)
            if (votes->votes[k] >= KNOWN_VOTES)
                return count;
    }
    return 0;
}

static bool is_full_name(const struct name_scan *scan, uint32_t first, uint32_t limit)
{
    return limit >= 2 && name_capital(scan, first + 1) &&
           !((scan->flags[first] | scan->flags[first + 1]) & WORD_COMMON) && (name_classes(scan, first) & LEX_GIVEN) &&
           (name_classes(scan, first + 1) & LEX_SURNAME);
}

/* Claim what begins at a token of such a line: its length, 0 for nothing, SAYSO_NONE when memory ends. */
static uint32_t claim_known(struct name_scan *scan, uint32_t at, uint32_t limit)
{
    const struct lexicon_hit *hit = name_hit(scan, at, LEX_ANY_NAME & ~(LEX_GIVEN | LEX_SURNAME), limit);
    uint32_t known = known_length(scan, at, limit), length = 0;
    bool ok = true;
    if (hit && hit->count >= known && (hit->count > 1 || !(scan->flags[at] & WORD_COMMON))) {
        length = hit->count;
        ok = name_hit_claim(scan, (struct name_range){at, at + length}, hit);
    } else if (known) {
        length = known;
        ok = name_claim(scan, (struct name_range){at, at + length}, NAME_UNDECIDED, EVIDENCE_EARLIER_NAME) != NULL;
    } else if (is_full_name(scan, at, limit)) {
        length = 2;
        ok = name_claim(scan, (struct name_range){at, at + length}, SAYSO_PERSON, EVIDENCE_GIVEN_NAME) != NULL;
    }
    return ok ? length : SAYSO_NONE;
}

bool name_lines_claim(struct name_scan *scan)
{
    for (uint32_t s = 0; s < scan->sentences->list.count; s++) {
        const struct sentence *sentence = &scan->sentences->list.items[s];
        if (sentence->first == sentence->last || !(scan->flags[sentence->first] & WORD_LOUD))
            continue;
        for (uint32_t i = sentence->first; i < sentence->last;) {
            uint32_t length = name_capital(scan, i) ? claim_known(scan, i, sentence->last - i) : 0;
            if (length == SAYSO_NONE)
                return false;
            i += length ? length : 1;
        }
    }
    return true;
}
