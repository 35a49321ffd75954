/* sectors: what the lexicon's words of LEX_SECTOR tell of whom they name.  Private to the room "people". */
#ifndef SAYSO_SECTORS_H
#define SAYSO_SECTORS_H

#include "people_parts.h"

/* The value of the longest entry that covers the token, 0 if there is none. */
uint32_t sector_word(const struct view *v, uint32_t token);

#endif
