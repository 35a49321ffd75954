/* entities: groups of mentions on their way, and what they are in the end, numbered by first mention. */
#include "people_parts.h"

/* Does a title tell the gender, not what the lexicon knows of a whole name? */
static bool told_by_title(const struct mention *m)
{
    return m->gender && !(m->label == SAYSO_PERSON && (m->classes & LEX_PERSON));
}

uint32_t group_new(struct view *v, uint32_t mention)
{
    struct group *group = array_push(v->memory, &v->groups);
    if (!group)
        return SAYSO_NONE;
    uint32_t g = v->groups.count - 1;
    const struct mention *m = mention_of(v, mention);
    *group = (struct group){.first = mention,
                            .name = mention,
                            .last = mention,
                            .merged = g,
                            .wikidata = m->wikidata,
                            .own_name = m->own_name,
                            .entity = SAYSO_NONE,
                            .modifier = SAYSO_NONE,
                            .label = m->label,
                            .women = 255,
                            .gender = m->gender,
                            .by_title = told_by_title(m)};
    v->notes.items[mention].group = g;
    v->notes.items[mention].evidence = m->evidence;
    return g;
}

/* Merges go from short names to long ones, never in circles; chains are cut short as they are walked. */
uint32_t group_root(const struct view *v, uint32_t group)
{
    struct group *items = v->groups.items;
    while (items[group].merged != group) {
        items[group].merged = items[items[group].merged].merged;
        group = items[group].merged;
    }
    return group;
}

void group_join(struct view *v, uint32_t mention, uint32_t g, enum code evidence)
{
    const struct mention *m = mention_of(v, mention);
    struct group *group = &v->groups.items[g];
    v->notes.items[mention].group = g;
    v->notes.items[mention].evidence = (uint16_t)evidence;
    if (mention < group->first)
        group->first = mention;
    if (!group->wikidata && m->label != SAYSO_TITLE)
        group->wikidata = m->wikidata;
    if (!group->own_name)
        group->own_name = m->own_name;
    if (m->label == SAYSO_PERSON && m->gender && (!group->gender || group->gender == m->gender)) {
        group->gender = m->gender;
        group->by_title |= told_by_title(m);
    }
    if (group->label == SAYSO_NORP && m->label == SAYSO_GPE)
        group->label = SAYSO_GPE; /* a country and its people: the country */
}

/* Does the name hold a word that no name has: a verb that a headline's capitals drew in, an epithet in front? */
static bool looks_clean(const struct view *v, const struct mention *mention)
{
    uint32_t last = mention->last - mention->first > 8 ? mention->first + 8 : mention->last;
    for (uint32_t i = mention->first; i < last; i++) {
        uint64_t classes = classes_at(v, i);
        uint32_t past = mention_past_nickname(v->tokens->list.items, mention, i);
        if (past > i)
            i = past - 1;
        else if ((classes & (LEX_VERB | LEX_CUE_VERB | LEX_AUXILIARY | LEX_MODAL)) &&
                 !(classes & (LEX_GIVEN | LEX_SURNAME)))
            return false;
    }
    uint64_t first = classes_at(v, mention->first);
    bool initials =
        token_at(v, mention->first)->letters == CASED_UPPER && mention->last - mention->first > 1; /* "CT Vell" */
    return mention->label != SAYSO_PERSON || initials || (first & LEX_GIVEN) || !(first & LEX_COMMON);
}

/* How full a name is: a name before a role noun, one of the story before one in a headline, then its words and bytes. */
static uint64_t fullness(const struct view *v, uint32_t m)
{
    const struct mention *mention = mention_of(v, m);
    const struct group *group = &v->groups.items[group_root(v, v->notes.items[m].group)];
    uint64_t bytes = token_at(v, mention->last - 1)->end - token_at(v, mention->first)->start;
    uint64_t words = mention->last - mention->first;
    bool own = mention->label == group->label, loud = token_at(v, mention->first)->letters == CASED_UPPER &&
                                                      token_at(v, mention->last - 1)->letters == CASED_UPPER &&
                                                      words > 1;
    return (own ? UINT64_C(1) << 60 : 0) + (loud ? 0 : UINT64_C(1) << 56) +
           (looks_clean(v, mention) ? UINT64_C(1) << 52 : 0) + (words << 32) + bytes;
}

static uint8_t key_basis(const struct view *v, const struct group *group)
{
    const struct mention *name = mention_of(v, group->name);
    if (group->label == SAYSO_TITLE || group->vague)
        return SAYSO_KEY_NONE;
    if (group->wikidata && group->wikidata < SAYSO_OWN_NUMBER)
        return SAYSO_KEY_WIKIDATA;
    return group->label == SAYSO_PERSON && name->last - name->first == 1 ? SAYSO_KEY_SURNAME : SAYSO_KEY_FULL_NAME;
}

static bool note_groups(struct view *v)
{
    uint32_t count = v->people->entities.count;
    if (!array_reserve(v->memory, &v->group_of, count) || !array_reserve(v->memory, &v->trails, count))
        return false;
    v->group_of.count = v->trails.count = count;
    for (uint32_t g = 0; g < v->groups.count; g++)
        if (v->groups.items[g].merged == g)
            v->group_of.items[v->groups.items[g].entity] = g;
    for (uint32_t e = 0; e < count; e++)
        v->trails.items[e] = (struct trail){0};
    return true;
}

/* Entities in the order of their first mention, and each mention's entity. */
sayso_status entities_number(struct view *v)
{
    struct people *people = v->people;
    uint32_t count = v->names->list.count;
    if (!array_reserve(v->memory, &people->entity_of, count) || !array_reserve(v->memory, &people->mentions, count) ||
        !array_reserve(v->memory, &people->entities, v->groups.count))
        return SAYSO_ERROR_MEMORY;
    for (uint32_t m = 0; m < count; m++) {
        uint32_t g = group_root(v, v->notes.items[m].group);
        struct group *group = &v->groups.items[g];
        if (group->entity == SAYSO_NONE) {
            group->entity = people->entities.count++;
            group->name = m;
            people->entities.items[group->entity] = (struct entity){.affiliation = SAYSO_NONE, .name = m};
        } else if (fullness(v, m) > fullness(v, group->name)) {
            group->name = m;
        }
        people->entities.items[group->entity].mention_count++;
        people->entity_of.items[people->entity_of.count++] = group->entity;
    }
    uint32_t at = 0;
    for (uint32_t e = 0; e < people->entities.count; e++) {
        people->entities.items[e].mention = at;
        at += people->entities.items[e].mention_count;
        people->entities.items[e].mention_count = 0;
    }
    people->mentions.count = at;
    for (uint32_t m = 0; m < count; m++) {
        struct entity *entity = &people->entities.items[people->entity_of.items[m]];
        people->mentions.items[entity->mention + entity->mention_count++] = m;
    }
    for (uint32_t g = 0; g < v->groups.count; g++) {
        struct group *group = &v->groups.items[g];
        if (group->merged != g)
            continue;
        struct entity *entity = &people->entities.items[group->entity];
        entity->name = group->name;
        entity->wikidata = group->wikidata < SAYSO_OWN_NUMBER ? group->wikidata : 0;
        entity->own_name = group->own_name;
        entity->label = group->label;
        entity->key_basis = key_basis(v, group);
        entity->plural = group->plural;
    }
    return note_groups(v) ? SAYSO_OK : SAYSO_ERROR_MEMORY;
}

static uint32_t entity_of_mention(const struct view *v, uint32_t m) { return v->people->entity_of.items[m]; }

/* Titles by entity: counted, placed, filled. */
static sayso_status finish_titles(struct view *v)
{
    struct people *people = v->people;
    if (!array_reserve(v->memory, &people->titles, v->held.count))
        return SAYSO_ERROR_MEMORY;
    for (uint32_t h = 0; h < v->held.count; h++)
        people->entities.items[entity_of_mention(v, v->held.items[h].person)].title_count++;
    uint32_t at = 0;
    for (uint32_t e = 0; e < people->entities.count; e++) {
        people->entities.items[e].title = at;
        at += people->entities.items[e].title_count;
        people->entities.items[e].title_count = 0;
    }
    people->titles.count = at;
    for (uint32_t h = 0; h < v->held.count; h++) {
        const struct held *held = &v->held.items[h];
        uint32_t e = entity_of_mention(v, held->person);
        struct entity *entity = &people->entities.items[e];
        people->titles.items[entity->title + entity->title_count++] = held->words;
        uint32_t place = held->place == SAYSO_NONE ? SAYSO_NONE : entity_of_mention(v, held->place);
        if (place == SAYSO_NONE || place == e)
            continue;
        bool better =
            entity->affiliation == SAYSO_NONE || (people->entities.items[place].label == SAYSO_ORG &&
                                                  people->entities.items[entity->affiliation].label != SAYSO_ORG);
        if (better)
            entity->affiliation = place;
    }
    return SAYSO_OK;
}

static sayso_status finish_pronouns(struct view *v)
{
    struct people *people = v->people;
    for (uint32_t i = 0; i < v->tokens->list.count; i++)
        if (v->entity_at.items[i] != SAYSO_NONE)
            people->entities.items[v->entity_at.items[i]].pronoun_count++;
    uint32_t at = 0;
    for (uint32_t e = 0; e < people->entities.count; e++) {
        people->entities.items[e].pronoun = at;
        at += people->entities.items[e].pronoun_count;
        people->entities.items[e].pronoun_count = 0;
    }
    if (!array_reserve(v->memory, &people->pronouns, at))
        return SAYSO_ERROR_MEMORY;
    people->pronouns.count = at;
    for (uint32_t i = 0; i < v->tokens->list.count; i++) {
        if (v->entity_at.items[i] == SAYSO_NONE)
            continue;
        struct entity *entity = &people->entities.items[v->entity_at.items[i]];
        people->pronouns.items[entity->pronoun + entity->pronoun_count++] = i;
    }
    return SAYSO_OK;
}

sayso_status entities_finish(struct view *v)
{
    sayso_status status = finish_titles(v);
    return status ? status : finish_pronouns(v);
}
