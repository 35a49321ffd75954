/* sectors: what the lexicon's words of LEX_SECTOR tell of whom they name.  Private to the room "people". */
#ifndef SAYSO_SECTORS_H
#define SAYSO_SECTORS_H

#include "people_parts.h"

/* The value of such a sense: a sayso_sector in the lowest four bits, and */
#define SECTOR_OF(value) ((uint8_t)((value) & 15u))
#define SECTOR_YIELDS    16u  /* to the body that it stands beside: "president of the union" */
#define SECTOR_BODY      32u  /* a body, or the head of its name, not a person */
#define SECTOR_NAME      64u  /* a whole name */
#define SECTOR_OFFICE    128u /* an office that one person holds at a time */
#define SECTOR_SIGN      256u /* tells before a role noun only: "fire chief" */

/* The value of the longest entry that covers the token, 0 if there is none. */
uint32_t sector_word(const struct view *v, uint32_t token);

#endif
