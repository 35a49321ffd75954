/* inflection: what an ending changes is told by the last letters alone; irregular forms are the caller's to give. */
#include "inflection.h"

#include <stdbool.h>
#include <string.h>

static bool is_one_of(uint8_t letter, const char *letters) { return letter && strchr(letters, letter) != NULL; }

static bool is_vowel(uint8_t letter) { return is_one_of(letter, "aeiouAEIOU"); }

/* The letter so many places from the end, 0: none. */
static uint8_t from_end(const uint8_t *word, size_t size, size_t place)
{
    return place < size ? word[size - 1 - place] : 0;
}

static bool ends_in_consonant_y(const uint8_t *word, size_t size)
{
    return size > 1 && from_end(word, size, 0) == 'y' && !is_vowel(from_end(word, size, 1));
}

/* One syllable that ends in one vowel and one consonant: "quip", "plan". */
static bool doubles(const uint8_t *word, size_t size)
{
    size_t vowels = 0;
    for (size_t i = 0; i < size; i++)
        vowels += is_vowel(word[i]) && !(word[i] == 'u' && i > 0 && word[i - 1] == 'q');
    const uint8_t last = from_end(word, size, 0), before = from_end(word, size, 1);
    return vowels == 1 && is_vowel(before) && !is_vowel(last) && last < 0x80 && !is_one_of(last, "wxy");
}

static bool ends_sibilant(const uint8_t *word, size_t size)
{
    const uint8_t last = from_end(word, size, 0), before = from_end(word, size, 1);
    return is_one_of(last, "sxzo") || (last == 'h' && is_one_of(before, "cs"));
}

size_t inflect(enum inflection form, const uint8_t *word, size_t size, uint8_t out[INFLECTION_ROOM])
{
    const char *ending = "";
    if (!size || size + 4 > INFLECTION_ROOM)
        return 0;
    memcpy(out, word, size);
    const bool y = ends_in_consonant_y(word, size), e = from_end(word, size, 0) == 'e';
    size_t kept = size;
    switch (form) {
    case INFLECT_THIRD:
        ending = y ? "ies" : ends_sibilant(word, size) ? "es" : "s";
        kept -= y;
        break;
    case INFLECT_PAST:
        ending = y ? "ied" : e ? "d" : "ed";
        kept -= y;
        break;
    case INFLECT_ING:
        if (e && from_end(word, size, 1) == 'i') {
            ending = "ying";
            kept -= 2;
        } else {
            ending = "ing";
            kept -= e && size > 1 && !is_one_of(from_end(word, size, 1), "eoy");
        }
        break;
    }
    if (form != INFLECT_THIRD && doubles(word, size))
        out[kept++] = word[size - 1];
    memcpy(out + kept, ending, strlen(ending));
    return kept + strlen(ending);
}
