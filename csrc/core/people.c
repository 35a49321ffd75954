/* people: mentions to entities, and the speaker of each attribution.  The order of the steps; each has its file. */
#include "people_parts.h"

sayso_status notes_take(struct view *v)
{
    uint32_t count = v->names->list.count;
    if (!array_reserve(v->memory, &v->notes, count) || !array_reserve(v->memory, &v->groups, count))
        return SAYSO_ERROR_MEMORY;
    for (uint32_t m = 0; m < count; m++) {
        const struct mention *mention = mention_of(v, m);
        uint32_t first = mention->first;
        if (first + 1 < mention->last && word_is(v, first, "the"))
            first++;
        v->notes.items[v->notes.count++] =
            (struct note){.key = mention->label == SAYSO_PERSON ? 0 : words_hash(v, first, mention->last),
                          .group = SAYSO_NONE,
                          .modifier = SAYSO_NONE,
                          .owner = SAYSO_NONE,
                          .place = (uint8_t)place_of(v, mention->first, mention->last),
                          .quoted = in_marks(v, mention->first)};
    }
    return SAYSO_OK;
}

static void view_free(struct view *v)
{
    array_free(v->memory, &v->notes);
    array_free(v->memory, &v->groups);
    array_free(v->memory, &v->held);
    array_free(v->memory, &v->content_of);
    array_free(v->memory, &v->entity_at);
    array_free(v->memory, &v->group_of);
    array_free(v->memory, &v->trails);
}

sayso_status people_find(const struct memory *memory, sayso_choice gender, const struct lexicon *lexicon,
                         const struct text *text, const struct layout *layout, const struct tokens *tokens,
                         const struct lexemes *lexemes, const struct marks *marks, const struct sentences *sentences,
                         const struct dates *dates, const struct names *names, const struct attributions *attributions,
                         struct people *people)
{
    static sayso_status (*const steps[])(struct view *) = {
        notes_take,      people_link,  others_link,    titles_attach, roles_link,
        entities_number, sectors_tell, links_weigh,    speakers_find, pronouns_inside,
        voices_describe, repeats_find, anonymity_find, genders_tell,  entities_finish};
    struct view v = {.memory = memory,
                     .lexicon = lexicon,
                     .text = text,
                     .layout = layout,
                     .tokens = tokens,
                     .lexemes = lexemes,
                     .marks = marks,
                     .sentences = sentences,
                     .dates = dates,
                     .names = names,
                     .attributions = attributions,
                     .people = people,
                     .gender = gender != SAYSO_OFF};
    sayso_status status = SAYSO_OK;
    array_clear(&people->entities);
    array_clear(&people->entity_of);
    array_clear(&people->links);
    array_clear(&people->mentions);
    array_clear(&people->pronouns);
    array_clear(&people->titles);
    array_clear(&people->voices);
    array_clear(&people->speakers);
    for (uint32_t k = 0; k < sizeof steps / sizeof *steps && status == SAYSO_OK; k++)
        status = memory_cancelled(memory) ? SAYSO_ERROR_CANCELLED : steps[k](&v);
    view_free(&v);
    return status;
}
