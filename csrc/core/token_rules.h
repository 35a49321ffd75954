/* token_rules: where one token ends. Private to tokens.c; every search is bounded or remembered, so all is linear. */
#ifndef SAYSO_TOKEN_RULES_H
#define SAYSO_TOKEN_RULES_H

#include "tokens.h"

/* The paragraph being read. */
struct token_reader {
    const struct text *text;
    const struct lexicon *lexicon; /* may be NULL */
    const uint8_t *bytes;
    uint32_t start, end;        /* of the paragraph */
    uint32_t no_address_before; /* an e-mail address was sought and not found up to here */
    uint32_t no_domain_before;  /* likewise a bare domain */
};

/* Bits of token_ascii[], the fast path's table. */
#define BYTE_LOWER  1u
#define BYTE_UPPER  2u
#define BYTE_DIGIT  4u
#define BYTE_SPACE  8u  /* space, tab, newlines */
#define BYTE_HIGH   16u /* part of a longer sequence */
#define BYTE_PLAIN  32u /* ends a word and joins nothing: , ; ! ? ) ( " [ ] */
#define BYTE_LETTER (BYTE_LOWER | BYTE_UPPER)
#define BYTE_WORD   (BYTE_LETTER | BYTE_DIGIT)
extern const uint8_t token_bytes[256];

/* What stands at `at` (below the paragraph's end), and its width. */
enum char_class token_class(const struct token_reader *reader, uint32_t at, uint32_t *width);
/* The width of an apostrophe at `at` (' ’ ʼ and, if `left`, ‘), else 0. */
uint32_t token_apostrophe(const struct token_reader *reader, uint32_t at, bool left);

/* The end of the token that starts at `start`, and its kind. */
uint32_t token_end(struct token_reader *reader, uint32_t start, enum token_kind *kind);
/* The end of a URL, e-mail address or bare domain that starts at `start`, else 0. */
uint32_t token_address(struct token_reader *reader, uint32_t start);
/* The end of the number that starts with the digit at `start`, or 0 if letters make it a word ("3D", "81P"). */
uint32_t token_number(const struct token_reader *reader, uint32_t start);

#endif
