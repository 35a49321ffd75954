#include "people.h"

sayso_status people_find(const struct memory *memory, sayso_choice gender, const struct lexicon *lexicon,
                         const struct text *text, const struct layout *layout, const struct tokens *tokens,
                         const struct lexemes *lexemes, const struct marks *marks, const struct sentences *sentences,
                         const struct dates *dates, const struct names *names,
                         const struct attributions *attributions, struct people *people)
{
    (void)memory; (void)gender; (void)lexicon; (void)text; (void)layout; (void)tokens; (void)lexemes; (void)marks;
    (void)sentences; (void)dates; (void)names; (void)attributions;
    array_clear(&people->entities);
    array_clear(&people->entity_of);
    array_clear(&people->voices);
    return SAYSO_OK;
}
