/* unicode: what a code point is, by utf8proc's tables (ASCII by a table of our own). */
#ifndef SAYSO_UNICODE_H
#define SAYSO_UNICODE_H

#include <stdbool.h>
#include <stdint.h>

enum char_class {
    CHAR_OTHER,       /* unassigned, private, control */
    CHAR_UPPER,       /* Lu Lt */
    CHAR_LOWER,       /* Ll */
    CHAR_LETTER,      /* Lm Lo: letters without case */
    CHAR_DIGIT,       /* Nd Nl No */
    CHAR_COMBINING,   /* Mn Mc Me: belongs to the character before it */
    CHAR_FORMAT,      /* Cf: zero width, joins nothing and separates nothing */
    CHAR_SPACE,       /* Zs, tab, NBSP ... not a newline */
    CHAR_NEWLINE,     /* LF CR VT FF NEL LS PS */
    CHAR_PUNCTUATION, /* P* */
    CHAR_SYMBOL       /* S* */
};

enum char_class unicode_class(uint32_t code_point);
uint32_t unicode_lower(uint32_t code_point); /* simple case mapping */
static inline bool unicode_is_letter(enum char_class c) { return c >= CHAR_UPPER && c <= CHAR_LETTER; }
static inline bool unicode_is_space(enum char_class c) { return c == CHAR_SPACE || c == CHAR_NEWLINE; }

#endif
