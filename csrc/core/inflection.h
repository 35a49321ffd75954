/* inflection: the regular forms of English verbs and nouns, for the cues that users add. */
#ifndef SAYSO_INFLECTION_H
#define SAYSO_INFLECTION_H

#include <stddef.h>
#include <stdint.h>

#define INFLECTION_ROOM 64u /* bytes of a form; longer words stay as they are */

enum inflection { INFLECT_THIRD /* says; also the plural of a noun */, INFLECT_PAST, INFLECT_ING };

/* Write a form of the word of `size` bytes, which is in its base form; the form's size, 0 if there is no room. */
size_t inflect(enum inflection form, const uint8_t *word, size_t size, uint8_t out[INFLECTION_ROOM]);

#endif
