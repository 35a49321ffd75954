/* tokens: words as the Penn Treebank splits clitics ("do n't", "Putin 's") and GUM hyphens ("well - known"). */
#ifndef SAYSO_TOKENS_H
#define SAYSO_TOKENS_H

#include "layout.h"

enum token_kind {
    TOKEN_WORD,
    TOKEN_NUMBER,
    TOKEN_PUNCTUATION,
    TOKEN_MARK /* may open or close a quotation */,
    TOKEN_SYMBOL,
    TOKEN_URL
};

enum token_case {
    CASED_NONE,
    CASED_LOWER,
    CASED_TITLE /* Xxxx */,
    CASED_UPPER /* all of 2+ letters */,
    CASED_SINGLE /* one capital letter, or initials "J." "U.S." */,
    CASED_MIXED
};

struct token {
    uint32_t start, end; /* bytes */
    uint32_t paragraph;
    uint8_t kind;         /* enum token_kind */
    uint8_t letters;      /* enum token_case */
    uint8_t ascii;        /* the byte of a one-byte token, else 0: cheap tests for , . ( : */
    uint8_t space_before; /* 0 none, 1 space, 2 newline, 3 paragraph break */
};

struct tokens {
    array_of(struct token) list;
};

/* Tokens of all paragraphs; a token never crosses a paragraph, and every visible character is in one token. */
sayso_status tokens_read(const struct memory *memory, const struct lexicon *lexicon, const struct text *text,
                         const struct layout *layout, struct tokens *tokens);

static inline struct slice token_slice(const struct token *token) { return (struct slice){token->start, token->end}; }

/* One trie pass: what the lexicon (and the user's, may be NULL, which wins) says of the tokens. */
sayso_status lexemes_find(const struct memory *memory, const struct lexicon *lexicon, const struct lexicon *user,
                          const struct text *text, const struct tokens *tokens, struct lexemes *lexemes);

#endif
