/* lexicon: names, places, roles, titles, cues: one trie over words, looked up in one pass over the tokens.
 * A word is looked up by a hash of its lower-case form (’ folded to '); an entry says which case it wants. */
#ifndef SAYSO_LEXICON_H
#define SAYSO_LEXICON_H

#include "text.h"
#include "unicode.h"

/* Classes of entries, as bits.  The names in lexicon_classes.c are those of sayso_entry.class_name. */
#define LEX(n) (UINT64_C(1) << (n))
enum { LEX_COUNT = 61 };
/* proper names */
#define LEX_GIVEN         LEX(0) /* value: 0..100 share of women, 255 unknown; bits 8..: log2 of the count */
#define LEX_SURNAME       LEX(1)
#define LEX_COUNTRY       LEX(2)
#define LEX_REGION        LEX(3) /* states, provinces, and other parts of a country */
#define LEX_CITY          LEX(4)
#define LEX_PLACE         LEX(5) /* continents, seas, deserts, world regions: LOC */
#define LEX_NATIONALITY   LEX(6) /* demonym, adjective or noun; its wikidata is the country's */
#define LEX_GROUP         LEX(7) /* religious, ethnic and political groups: NORP */
#define LEX_LANGUAGE      LEX(8)
#define LEX_ORG           LEX(9) /* organisations not listed below */
#define LEX_PARTY         LEX(10)
#define LEX_COMPANY       LEX(11)
#define LEX_UNIVERSITY    LEX(12)
#define LEX_CLUB          LEX(13)
#define LEX_AGENCY        LEX(14) /* news agencies */
#define LEX_OUTLET        LEX(15) /* papers, broadcasters, sites */
#define LEX_GOVERNMENT    LEX(16) /* bodies of state, also by their seat: "Pentagon", "Kremlin", "Congress" */
#define LEX_MILITARY      LEX(17)
#define LEX_EVENT         LEX(18)
#define LEX_LAW           LEX(19)
#define LEX_PRODUCT       LEX(20)
#define LEX_FACILITY      LEX(21)
#define LEX_PERSON        LEX(22) /* whole names of people (legislators, heads of state); value: gender 1 f, 2 m */
#define LEX_WORK          LEX(23) /* works of art */
/* words that make a name with their neighbours */
#define LEX_ORG_HEAD      LEX(24) /* Ministry, Committee, University, Corp */
#define LEX_PLACE_HEAD    LEX(25) /* River, County, Mount */
#define LEX_FACILITY_HEAD LEX(26) /* Airport, Bridge, Stadium */
#define LEX_EVENT_HEAD    LEX(27) /* Olympics, War, Summit */
#define LEX_LAW_HEAD      LEX(28) /* Act, Treaty, Amendment */
/* people */
#define LEX_HONORIFIC     LEX(29) /* Mr, Mrs, Dr, Sir; value: gender 1 f, 2 m, 0 either */
#define LEX_TITLE         LEX(30) /* stands before a name or is an office: President, Sen., Secretary of State */
#define LEX_ROLE          LEX(31) /* a noun for one person by role: official, senator, spokeswoman; value: gender */
#define LEX_COLLECTIVE    LEX(32) /* a noun for several or a body: officials, police, lawmakers, ministry */
#define LEX_KIN           LEX(33) /* mother, brother; value: gender */
#define LEX_NAME_SUFFIX   LEX(34) /* Jr, III */
#define LEX_NAME_PARTICLE LEX(35) /* van, de, bin, al */
#define LEX_DOCUMENT      LEX(36) /* report, lawsuit, statement, poll: things that say */
/* cues: `value` is a cue frame, see cue.h */
#define LEX_CUE_VERB      LEX(37)
#define LEX_CUE_NOUN      LEX(38)
#define LEX_CUE_PHRASE    LEX(39) /* "according to", "in the words of" */
/* grammar */
#define LEX_PRONOUN       LEX(40) /* value: see cue.h pronoun bits */
#define LEX_DETERMINER    LEX(41)
#define LEX_PREPOSITION   LEX(42)
#define LEX_CONJUNCTION   LEX(43)
#define LEX_AUXILIARY     LEX(44) /* be, have, do and their forms */
#define LEX_MODAL         LEX(45) /* will, would, can, may ... */
#define LEX_NEGATION      LEX(46)
#define LEX_ADVERB        LEX(47) /* frequent ones that stand between subject and verb: also, later, never */
#define LEX_FUNCTION      LEX(48) /* any closed-class word; together with the bits above */
#define LEX_COMMON        LEX(49) /* frequent English words: not a name when lower case; how English a text is */
#define LEX_VERB          LEX(50) /* finite forms of other frequent verbs: end a noun phrase */
/* time and number */
#define LEX_MONTH         LEX(51) /* value 1..12 */
#define LEX_WEEKDAY       LEX(52) /* value 1..7, Monday first */
#define LEX_TIME_UNIT     LEX(53) /* value: see quantities.h */
#define LEX_HOLIDAY       LEX(54)
#define LEX_NUMBER_WORD   LEX(55) /* value: the number */
#define LEX_MAGNITUDE     LEX(56) /* hundred, million; value: the exponent of ten */
#define LEX_CURRENCY      LEX(57) /* value: index of ISO code in lexicon_currency() */
/* tokens */
#define LEX_ABBREVIATION  LEX(58)      /* "Corp.", "Dec.": its period may end a sentence */
#define LEX_TITLE_ABBREVIATION LEX(59) /* "Mr.", "Gen.": its period never does */

/* people and bodies */
#define LEX_SECTOR LEX(60) /* tells the sector of whom it names; value below */

/* how the user's own entries are told from ours; no class name of its own */
#define LEX_USER LEX(61)

#define LEX_ANY_NAME (LEX(24) - 1)
#define LEX_ANY_ORG                                                                                                    \
    (LEX_ORG | LEX_PARTY | LEX_COMPANY | LEX_UNIVERSITY | LEX_CLUB | LEX_AGENCY | LEX_OUTLET | LEX_GOVERNMENT |        \
     LEX_MILITARY)
#define LEX_ANY_PLACE (LEX_COUNTRY | LEX_REGION | LEX_CITY | LEX_PLACE)

/* The value of a sense of LEX_SECTOR: a sayso_sector in the lowest four bits, and */
#define SECTOR_OF(value) ((uint8_t)((value) & 15u))
#define SECTOR_YIELDS    16u  /* to the body that it stands beside: "president of the union" */
#define SECTOR_BODY      32u  /* a body, or the head of its name, not a person */
#define SECTOR_NAME      64u  /* a whole name */
#define SECTOR_OFFICE    128u /* an office that one person holds at a time */
#define SECTOR_SIGN      256u /* tells before a role noun only: "fire chief" */

struct lexicon_sense {
    uint64_t classes;
    uint32_t value;    /* by class, see above */
    uint32_t wikidata; /* Q number, 0: none */
    uint32_t name;     /* byte of the NUL-terminated canonical name among the lexicon's strings, 0: none */
    uint32_t case_rule;
};
/* CASE_LOWER holds also for a capitalised word that may begin a sentence, in a headline with Capitals Throughout, and
 * in a run of capitals; so "May" there is month and modal, and elsewhere the month only. */
enum lexicon_case { CASE_ANY, CASE_CAPITAL /* each word of it but function words */, CASE_UPPER, CASE_LOWER };

struct lexicon; /* a view of the model's section or of a user's entries, immutable */

/* One entry met in the text: tokens [first, first + count), its senses are senses[0 .. sense_count). */
struct lexicon_hit {
    uint32_t first;
    uint16_t count, sense_count;
    const struct lexicon_sense *senses;
    uint64_t classes; /* of all senses whose case rule holds here */
};

/* What the lexicon says of the tokens. `words` is parallel to the tokens. */
struct word {
    uint64_t classes;                   /* of one-word entries whose case rule holds */
    const struct lexicon_sense *senses; /* sense_count of them, for all cases; NULL if the word is unknown */
    uint32_t sense_count;
    uint32_t id;   /* of the lower-case form in the model's lexicon, 0: unknown */
    uint64_t hash; /* of the lower-case form, unknown words too: equal words, equal hashes */
};
struct lexemes {
    array_of(struct word) words;
    array_of(struct lexicon_hit) hits; /* by first token, then longest first; one-word entries too */
};

/* A word by its bytes, before there are tokens: 0 if unknown. For layout and the tokenizer: abbreviations are asked
 * for with their period ("Corp.", "Gen.").
 * Classes of every sense whose case rule the bytes fulfil. */
uint64_t lexicon_word(const struct lexicon *lexicon, const uint8_t *bytes, size_t size);
/* The value of the first sense of these classes in senses, or `otherwise`. */
uint32_t lexicon_value(const struct lexicon_sense *senses, uint32_t count, uint64_t classes, uint32_t otherwise);
const char *lexicon_string(const struct lexicon *lexicon, uint32_t at);
const char *lexicon_currency(uint32_t value); /* "USD"; NULL outside the table */

/* Open a section of a model: all bounds checked. */
sayso_status lexicon_open(struct lexicon **lexicon, const struct memory *memory, const uint8_t *section, size_t size,
                          sayso_error *error);
void lexicon_close(struct lexicon *lexicon, const struct memory *memory);
uint32_t lexicon_entries(const struct lexicon *lexicon);

/* Compile the user's entries (tokenised as texts are, with the model's lexicon). A class is one of
 * lexicon_class_names() or a label ("ORG"); SAYSO_ERROR_ARGUMENT with the entry's index in error->position for an
 * unknown class, SAYSO_ERROR_ENCODING for text that is not UTF-8. Texts without a word are passed over. */
sayso_status lexicon_from_entries(struct lexicon **lexicon, const struct memory *memory, const struct lexicon *model,
                                  const sayso_entry *entries, size_t count, sayso_error *error);

const char *const *lexicon_class_names(void); /* LEX_COUNT names, bit order, lower case with underscores */

#endif
