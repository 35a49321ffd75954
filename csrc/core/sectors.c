/* sectors: executive, police, business, citizen ...: of a body by its name, of a person by the titles beside the name,
 * by the body that these name, and by the words around the role noun.  What tells most wins; nothing is guessed. */
#include "sectors.h"

#define HITS     48u /* entries of the lexicon that are looked at in a title or name */
#define AFTER    8u  /* tokens after a role noun that can say where: "owner of a bakery" */
#define MENTIONS 4u  /* of an entity that are looked at where its name tells nothing */
#define BACK     4u  /* words of the longest entry before its last */

enum rank {
    RANK_NONE,
    RANK_HEAD_BESIDE, /* "the department's spokesman" */
    RANK_YIELDING,    /* "the chairman" */
    RANK_KIN,         /* "her brother" */
    RANK_CLASS,       /* a company by the lexicon's lists */
    RANK_BODY_AFTER,  /* "owner of a bakery" */
    RANK_BEFORE,      /* "fire chief" */
    RANK_BODY,        /* the body that the title names */
    RANK_CITIZEN,     /* "the resident" */
    RANK_DECIDES      /* "the judge", "Supreme Court" */
};
struct finding {
    uint8_t sector, rank;
};

static void keep(struct finding *best, uint8_t sector, enum rank rank)
{
    if (sector && rank > best->rank)
        *best = (struct finding){sector, (uint8_t)rank};
}

/* ---- words ----------------------------------------------------------------------------------------------------------- */

/* The first hit that begins at or after the token. */
static uint32_t hit_from(const struct view *v, uint32_t token)
{
    uint32_t low = 0, high = v->lexemes->hits.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (v->lexemes->hits.items[middle].first < token)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The value of its first sense of this class whose case is that of the text; 0 if there is none. */
static uint32_t value_of(const struct view *v, const struct lexicon_hit *hit)
{
    if (!(hit->classes & LEX_SECTOR))
        return 0;
    bool capital = token_at(v, hit->first)->letters != CASED_LOWER;
    for (uint32_t s = 0; s < hit->sense_count; s++)
        if ((hit->senses[s].classes & LEX_SECTOR) && (capital || hit->senses[s].case_rule != CASE_CAPITAL))
            return hit->senses[s].value;
    return 0;
}

uint32_t sector_word(const struct view *v, uint32_t token)
{
    uint32_t first = token > BACK ? token - BACK : 0;
    for (uint32_t h = hit_from(v, first); h < v->lexemes->hits.count; h++) {
        const struct lexicon_hit *hit = &v->lexemes->hits.items[h];
        if (hit->first > token)
            break;
        uint32_t value = hit->first + hit->count > token ? value_of(v, hit) : 0;
        if (value)
            return value;
    }
    return 0;
}

/* ---- bodies ---------------------------------------------------------------------------------------------------------- */

static uint8_t sector_of_class(uint64_t classes)
{
    static const struct {
        uint64_t classes;
        uint8_t sector;
    } known[] = {{LEX_PARTY, SAYSO_PARTY},          {LEX_UNIVERSITY, SAYSO_ACADEMIA},
                 {LEX_COMPANY, SAYSO_BUSINESS},     {LEX_CLUB, SAYSO_SPORT_AND_CULTURE},
                 {LEX_AGENCY, SAYSO_MEDIA},         {LEX_OUTLET, SAYSO_MEDIA},
                 {LEX_GOVERNMENT, SAYSO_EXECUTIVE}, {LEX_MILITARY, SAYSO_MILITARY}};
    for (uint32_t k = 0; k < sizeof known / sizeof *known; k++)
        if (classes & known[k].classes)
            return known[k].sector;
    return SAYSO_SECTOR_UNKNOWN;
}

/* "the charity Shelter": the noun right before the name. */
static uint32_t noun_before(const struct view *v, uint32_t first)
{
    if (first == 0 || token_at(v, first - 1)->letters != CASED_LOWER || mention_at(v, first - 1) != SAYSO_NONE)
        return 0;
    uint32_t value = sector_word(v, first - 1);
    return value & SECTOR_BODY ? value : 0;
}

static struct finding read_name(const struct view *v, const struct mention *mention)
{
    struct finding best = {0};
    uint32_t first = mention->first, covered = first;
    if (first + 1 < mention->last && word_is(v, first, "the"))
        covered = ++first;
    for (uint32_t h = hit_from(v, mention->first), k = 0; k < HITS && h < v->lexemes->hits.count; h++, k++) {
        const struct lexicon_hit *hit = &v->lexemes->hits.items[h];
        uint32_t end = hit->first + hit->count, value = value_of(v, hit);
        if (hit->first >= mention->last)
            break;
        if (!value || end > mention->last)
            continue;
        if ((value & SECTOR_NAME) && hit->first <= first && end == mention->last)
            keep(&best, SECTOR_OF(value), RANK_DECIDES);
        if (hit->first < covered)
            continue;
        covered = end;
        if (!(value & SECTOR_BODY))
            keep(&best, SECTOR_OF(value), RANK_HEAD_BESIDE);
        else if (value & SECTOR_NAME)
            keep(&best, SECTOR_OF(value), RANK_CLASS);
        else if (value & SECTOR_YIELDS)
            keep(&best, SECTOR_OF(value), RANK_YIELDING);
        else
            keep(&best, SECTOR_OF(value), RANK_BODY);
    }
    if (mention->label == SAYSO_GPE || mention->label == SAYSO_LOC)
        return best.rank == RANK_DECIDES ? best : (struct finding){0};
    keep(&best, sector_of_class(mention->classes), RANK_CLASS);
    keep(&best, SECTOR_OF(noun_before(v, mention->first)), RANK_CLASS);
    return best;
}

/* ---- people ---------------------------------------------------------------------------------------------------------- */

static enum rank rank_of(const struct view *v, uint32_t value, uint32_t first, uint32_t head, bool covers)
{
    if (covers && !(value & (SECTOR_BODY | SECTOR_SIGN))) {
        if (classes_at(v, head) & LEX_KIN)
            return RANK_KIN;
        if (value & SECTOR_YIELDS)
            return RANK_YIELDING;
        return SECTOR_OF(value) == SAYSO_CITIZEN ? RANK_CITIZEN : RANK_DECIDES;
    }
    if (covers) /* "the police", "the ministry" */
        return value & SECTOR_YIELDS ? RANK_YIELDING : RANK_DECIDES;
    if (value & SECTOR_NAME)
        return RANK_BODY;
    if (first < head && (value & (SECTOR_SIGN | SECTOR_BODY)))
        return value & SECTOR_YIELDS ? RANK_HEAD_BESIDE : RANK_BEFORE;
    if (first > head && (value & SECTOR_BODY))
        return value & SECTOR_YIELDS ? RANK_HEAD_BESIDE : RANK_BODY_AFTER;
    return RANK_NONE;
}

static void read_title(const struct view *v, struct token_range words, uint32_t head, struct finding *best)
{
    uint32_t covered = words.first;
    for (uint32_t h = hit_from(v, words.first), k = 0; k < HITS && h < v->lexemes->hits.count; h++, k++) {
        const struct lexicon_hit *hit = &v->lexemes->hits.items[h];
        uint32_t end = hit->first + hit->count, value = value_of(v, hit);
        if (hit->first >= words.last)
            break;
        if (!value || hit->first < covered)
            continue;
        covered = end;
        keep(best, SECTOR_OF(value), rank_of(v, value, hit->first, head, head >= hit->first && head < end));
    }
}

static uint8_t sector_of_mention(const struct view *v, uint32_t m)
{
    if (m == SAYSO_NONE || mention_of(v, m)->label == SAYSO_PERSON || mention_of(v, m)->label == SAYSO_TITLE)
        return SAYSO_SECTOR_UNKNOWN;
    return v->people->entities.items[v->people->entity_of.items[m]].sector;
}

/* A role noun that stands alone, with the words before it and what comes after "of", "for", "at". */
static void read_role(const struct view *v, uint32_t m, struct finding *best)
{
    const struct mention *mention = mention_of(v, m);
    struct sentence s = sentence_of(v, mention->first);
    struct token_range words = {phrase_start(v, mention->first), mention->last};
    if (words.last < s.last && (classes_at(v, words.last) & LEX_PREPOSITION))
        for (uint32_t k = 0; k < AFTER && words.last < s.last; k++, words.last++)
            if (token_at(v, words.last)->kind == TOKEN_PUNCTUATION || is_finite(v, words.last))
                break;
    read_title(v, words, title_head(v, mention), best);
    for (uint32_t i = words.first; i < words.last && i < words.first + 16; i++)
        keep(best, sector_of_mention(v, mention_at(v, i)), RANK_BODY);
}

/* What the entity's further mentions tell where its titles told nothing. */
static void read_mentions(const struct view *v, const struct entity *entity, struct finding *best)
{
    for (uint32_t k = 0; k < entity->mention_count && k < MENTIONS && !best->rank; k++) {
        uint32_t m = v->people->mentions.items[entity->mention + k];
        const struct mention *mention = mention_of(v, m);
        if (mention->label == SAYSO_TITLE && v->notes.items[m].owner == SAYSO_NONE)
            read_role(v, m, best);
        else if (mention->label != SAYSO_PERSON && mention->label != SAYSO_TITLE)
            *best = read_name(v, mention);
    }
}

sayso_status sectors_tell(struct view *v)
{
    struct people *people = v->people;
    array_of(struct finding) found = {0};
    if (!array_reserve(v->memory, &found, people->entities.count))
        return SAYSO_ERROR_MEMORY;
    for (uint32_t e = 0; e < people->entities.count; e++) { /* bodies first: titles lean on them */
        struct entity *entity = &people->entities.items[e];
        found.items[e] = (struct finding){0};
        if (entity->label == SAYSO_PERSON || entity->label == SAYSO_TITLE)
            continue;
        found.items[e] = read_name(v, mention_of(v, entity->name));
        read_mentions(v, entity, &found.items[e]);
        entity->sector = found.items[e].sector;
    }
    for (uint32_t h = 0; h < v->held.count; h++) {
        const struct held *held = &v->held.items[h];
        struct finding *best = &found.items[people->entity_of.items[held->person]];
        uint32_t last = held->words.last - 1;
        if (held->title != SAYSO_NONE)
            read_title(v, held->words, title_head(v, mention_of(v, held->title)), best);
        else if (mention_at(v, last) == SAYSO_NONE)
            read_title(v, held->words, last, best);
        keep(best, sector_of_mention(v, held->place), RANK_BODY);
    }
    for (uint32_t e = 0; e < people->entities.count; e++) {
        struct entity *entity = &people->entities.items[e];
        if (entity->label != SAYSO_PERSON && entity->label != SAYSO_TITLE)
            continue;
        read_mentions(v, entity, &found.items[e]);
        entity->sector = found.items[e].sector;
    }
    array_free(v->memory, &found);
    return SAYSO_OK;
}
