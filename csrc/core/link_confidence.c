/* link_confidence: how often a mention with such evidence has the right label and the right entity. */
#include "people_parts.h"

#define ANY 0xFFFFu

/* Percent of the mentions that are right, by kind of label, what made it a name, and what ties it to its entity; the
 * first row that fits counts.  Printed by tests/bench/links.py --table, which says how it is measured: news,
 * interviews, speeches and court in GUM's training part (Zeldes, CC BY 4.0) and our own coded passages. */
static const struct {
    uint8_t label;
    bool plural;
    uint16_t name, link;
    uint8_t percent;
} TABLE[] = {
    {SAYSO_ORG, false, EVIDENCE_CAPITALS, 0, 22},
    {SAYSO_ORG, false, EVIDENCE_CAPITALS, EVIDENCE_EARLIER_NAME, 42},
    {SAYSO_ORG, false, EVIDENCE_EARLIER_NAME, 0, 50},
    {SAYSO_ORG, false, EVIDENCE_HEAD_WORD, 0, 73},
    {SAYSO_ORG, false, EVIDENCE_HEAD_WORD, EVIDENCE_EARLIER_NAME, 84},
    {SAYSO_ORG, false, EVIDENCE_LEXICON, 0, 78},
    {SAYSO_ORG, false, EVIDENCE_LEXICON, EVIDENCE_EARLIER_NAME, 63},
    {SAYSO_ORG, false, ANY, 0, 60},
    {SAYSO_ORG, false, ANY, EVIDENCE_EARLIER_NAME, 57},
    {SAYSO_ORG, false, ANY, ANY, 59},
    {SAYSO_NORP, false, EVIDENCE_LEXICON, 0, 61},
    {SAYSO_NORP, false, ANY, 0, 60},
    {SAYSO_NORP, false, ANY, ANY, 52},
    {SAYSO_PERSON, false, EVIDENCE_CAPITALS, 0, 80},
    {SAYSO_PERSON, false, EVIDENCE_CAPITALS, EVIDENCE_EARLIER_NAME, 86},
    {SAYSO_PERSON, false, EVIDENCE_EARLIER_NAME, 0, 84},
    {SAYSO_PERSON, false, EVIDENCE_LEXICON, 0, 55},
    {SAYSO_PERSON, false, EVIDENCE_LEXICON, EVIDENCE_EARLIER_NAME, 92},
    {SAYSO_PERSON, false, EVIDENCE_SPEAKS, 0, 50},
    {SAYSO_PERSON, false, EVIDENCE_SPEAKS, EVIDENCE_EARLIER_NAME, 84},
    {SAYSO_PERSON, false, EVIDENCE_TITLE_BEFORE, 0, 94},
    {SAYSO_PERSON, false, EVIDENCE_TITLE_BEFORE, EVIDENCE_EARLIER_NAME, 97},
    {SAYSO_PERSON, false, ANY, 0, 79},
    {SAYSO_PERSON, false, ANY, EVIDENCE_EARLIER_NAME, 90},
    {SAYSO_PERSON, false, ANY, ANY, 83},
    {SAYSO_GPE, false, EVIDENCE_CAPITALS, 0, 52},
    {SAYSO_GPE, false, EVIDENCE_HEAD_WORD, 0, 95},
    {SAYSO_GPE, false, EVIDENCE_LEXICON, 0, 90},
    {SAYSO_GPE, false, EVIDENCE_LEXICON, EVIDENCE_EARLIER_NAME, 84},
    {SAYSO_GPE, false, EVIDENCE_PREPOSITION, 0, 77},
    {SAYSO_GPE, false, EVIDENCE_PREPOSITION, EVIDENCE_EARLIER_NAME, 88},
    {SAYSO_GPE, false, ANY, 0, 87},
    {SAYSO_GPE, false, ANY, EVIDENCE_EARLIER_NAME, 75},
    {SAYSO_GPE, false, ANY, ANY, 85},
    {SAYSO_EVENT, false, EVIDENCE_HEAD_WORD, 0, 70},
    {SAYSO_EVENT, false, EVIDENCE_LEXICON, 0, 80},
    {SAYSO_EVENT, false, ANY, 0, 72},
    {SAYSO_EVENT, false, ANY, EVIDENCE_EARLIER_NAME, 54},
    {SAYSO_EVENT, false, ANY, ANY, 65},
    {SAYSO_TITLE, false, EVIDENCE_LEXICON, 0, 44},
    {SAYSO_TITLE, false, EVIDENCE_LEXICON, EVIDENCE_APPOSITION, 94},
    {SAYSO_TITLE, false, EVIDENCE_LEXICON, EVIDENCE_ROLE_MATCH, 50},
    {SAYSO_TITLE, false, EVIDENCE_LEXICON, EVIDENCE_TITLE_BEFORE, 86},
    {SAYSO_TITLE, false, ANY, 0, 45},
    {SAYSO_TITLE, false, ANY, EVIDENCE_APPOSITION, 92},
    {SAYSO_TITLE, false, ANY, EVIDENCE_ROLE_MATCH, 51},
    {SAYSO_TITLE, false, ANY, EVIDENCE_TITLE_BEFORE, 85},
    {SAYSO_TITLE, false, ANY, ANY, 61},
    {SAYSO_TITLE, true, EVIDENCE_LEXICON, 0, 74},
    {SAYSO_TITLE, true, EVIDENCE_LEXICON, EVIDENCE_ROLE_MATCH, 38},
    {SAYSO_TITLE, true, ANY, 0, 74},
    {SAYSO_TITLE, true, ANY, EVIDENCE_ROLE_MATCH, 39},
    {SAYSO_TITLE, true, ANY, ANY, 66},
};

static uint8_t kind_of(uint8_t label)
{
    switch (label) {
    case SAYSO_PERSON:
    case SAYSO_ORG:
    case SAYSO_NORP:
    case SAYSO_TITLE: return label;
    case SAYSO_GPE:
    case SAYSO_LOC:
    case SAYSO_FAC: return SAYSO_GPE;
    default: return SAYSO_EVENT;
    }
}

static uint8_t percent_of(const struct view *v, const struct mention *mention, uint16_t link)
{
    uint8_t kind = kind_of(mention->label);
    bool plural = kind == SAYSO_TITLE && noun_is_plural(v, mention->last - 1);
    for (uint32_t k = 0; k < sizeof TABLE / sizeof *TABLE; k++)
        if (TABLE[k].label == kind && TABLE[k].plural == plural &&
            (TABLE[k].name == ANY || TABLE[k].name == mention->evidence) &&
            (TABLE[k].link == ANY || TABLE[k].link == link))
            return TABLE[k].percent;
    return 50;
}

/* The same of speakers, by what led to them, in our own coded passages; tests/bench/links.py prints how often they are
 * right.  They are plainer than news, so the numbers stay below what is found. */
float speaker_share(enum code evidence)
{
    switch (evidence) {
    case EVIDENCE_SOURCE_IS_NAME: return 0.98f;
    case EVIDENCE_APPOSITION: return 0.95f;
    case EVIDENCE_ROLE_MATCH: return 0.94f;
    case EVIDENCE_NEW_ROLE: return 0.87f;
    case EVIDENCE_COLLECTIVE: return 0.85f;
    default: return 0.90f;
    }
}

sayso_status links_weigh(struct view *v)
{
    struct people *people = v->people;
    uint32_t count = v->names->list.count;
    if (!array_reserve(v->memory, &people->links, count))
        return SAYSO_ERROR_MEMORY;
    people->links.count = count;
    for (uint32_t m = 0; m < count; m++) {
        const struct entity *entity = &people->entities.items[people->entity_of.items[m]];
        bool first = people->mentions.items[entity->mention] == m;
        const struct note *note = &v->notes.items[m];
        uint16_t link = first && note->owner == SAYSO_NONE ? 0 : note->evidence;
        if (link == mention_of(v, m)->evidence) /* named once */
            link = 0;
        people->links.items[m] = (struct link){link, percent_of(v, mention_of(v, m), link)};
    }
    return SAYSO_OK;
}
