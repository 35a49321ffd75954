/* unsourced: who speaks where no words say so: a paragraph in marks that stands alone, the answers of an interview. */
#include "people_parts.h"

#define SENTENCE_LIMIT  64u /* tokens of the sentence before */
#define INTERRUPTIONS   3u  /* links and captions between two paragraphs of the story */
#define MENTIONS_BEFORE 64u /* of an interview's introduction */

/* May this entity be the one who speaks: somebody, named or by a role? */
static bool is_one_person(const struct view *v, uint32_t entity)
{
    uint8_t label = v->people->entities.items[entity].label;
    return (label == SAYSO_PERSON || label == SAYSO_TITLE) && !v->people->entities.items[entity].plural &&
           !v->groups.items[v->group_of.items[entity]].body;
}

/* Who is the subject at a token: a name, a role or a pronoun that was resolved; SAYSO_NONE. */
static uint32_t subject_at(const struct view *v, uint32_t i)
{
    uint32_t m = mention_at(v, i);
    if (m != SAYSO_NONE)
        return v->notes.items[m].place == PLACE_SUBJECT && is_one_person(v, v->people->entity_of.items[m])
                   ? v->people->entity_of.items[m]
                   : SAYSO_NONE;
    return is_personal(pronoun_value(v, i)) && !word_is(v, i, "her") && !word_is(v, i, "him") && !word_is(v, i, "his")
               ? v->entity_at.items[i]
               : SAYSO_NONE;
}

uint32_t person_before(const struct view *v, uint32_t token)
{
    uint32_t i = token, here = token_at(v, token)->paragraph, only = SAYSO_NONE;
    while (i > 0 && here - token_at(v, i - 1)->paragraph <= INTERRUPTIONS &&
           v->layout->paragraphs.items[token_at(v, i - 1)->paragraph].kind != SAYSO_STORY)
        i--;
    if (i == 0)
        return SAYSO_NONE;
    struct sentence s = sentence_of(v, i - 1);
    uint32_t end = s.last - s.first > SENTENCE_LIMIT ? s.first + SENTENCE_LIMIT : s.last;
    bool several = false;
    for (uint32_t k = s.first; k < end; k++) {
        uint32_t subject = in_marks(v, k) ? SAYSO_NONE : subject_at(v, k), m = mention_at(v, k);
        if (subject != SAYSO_NONE)
            return subject;
        if (m == SAYSO_NONE || mention_of(v, m)->label != SAYSO_PERSON)
            continue;
        several |= only != SAYSO_NONE && only != v->people->entity_of.items[m];
        only = v->people->entity_of.items[m];
    }
    return several ? SAYSO_NONE : only;
}

uint32_t person_interviewed(const struct view *v)
{
    uint32_t only = SAYSO_NONE;
    for (uint32_t m = 0; m < v->names->list.count && m < MENTIONS_BEFORE; m++) {
        const struct mention *mention = mention_of(v, m);
        uint8_t zone = (uint8_t)v->layout->paragraphs.items[token_at(v, mention->first)->paragraph].kind;
        if (zone == SAYSO_TURN)
            break;
        if (mention->label != SAYSO_PERSON || (zone != SAYSO_STORY && zone != SAYSO_STANDFIRST))
            continue;
        if (only != SAYSO_NONE && only != v->people->entity_of.items[m])
            return SAYSO_NONE;
        only = v->people->entity_of.items[m];
    }
    return only;
}
