/* gender: for those who audit sources.  From titles ("Mrs.", "spokeswoman"), from pronouns whose link did not itself
 * use gender, and from given names by their counts; never from surnames or origin.  "Unknown" is a full answer. */
#include "people_parts.h"

#define GIVEN_NAME_CERTAIN 90u /* percent of the bearers */
#define GIVEN_NAME_BEARERS 6u  /* log2: fewer tell nothing */

static void tell(struct entity *entity, uint8_t value, uint8_t evidence, float probability)
{
    entity->gender = value;
    entity->gender_evidence = evidence;
    entity->gender_probability = probability;
}

sayso_status genders_tell(struct view *v)
{
    for (uint32_t e = 0; e < v->people->entities.count; e++) {
        struct entity *entity = &v->people->entities.items[e];
        const struct group *group = &v->groups.items[v->group_of.items[e]];
        const struct trail *trail = &v->trails.items[e];
        bool one_person =
            entity->label == SAYSO_PERSON || (entity->label == SAYSO_TITLE && !group->plural && !group->body);
        if (!v->gender || !one_person)
            continue;
        uint32_t she = trail->free_she, he = trail->free_he;
        uint32_t women = group->women, most = women <= 100 ? (women > 50 ? women : 100 - women) : 0;
        if (group->gender && group->by_title) {
            tell(entity, group->gender, SAYSO_GENDER_TITLE, 0.99f);
        } else if (she + he > 0 && (she >= 3 * he || he >= 3 * she)) {
            uint32_t more = she > he ? she : he;
            tell(entity, she > he ? SAYSO_FEMALE : SAYSO_MALE, SAYSO_GENDER_PRONOUN,
                 (float)(more + 1) / (float)(she + he + 2));
        } else if (most >= GIVEN_NAME_CERTAIN && group->bearers >= GIVEN_NAME_BEARERS) {
            tell(entity, women > 50 ? SAYSO_FEMALE : SAYSO_MALE, SAYSO_GENDER_GIVEN_NAME, (float)most / 100.0f);
        }
    }
    return SAYSO_OK;
}
