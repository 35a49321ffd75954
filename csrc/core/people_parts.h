/* people_parts: what the files of the room "people" share: one view of the document, and the notes on the way
 * from mentions to entities.  Private to the room. */
#ifndef SAYSO_PEOPLE_PARTS_H
#define SAYSO_PEOPLE_PARTS_H

#include "people.h"

/* Where a mention or pronoun stands in its clause, as far as its neighbours tell. */
enum place { PLACE_SUBJECT, PLACE_OBJECT, PLACE_OBLIQUE, PLACE_POSSESSIVE, PLACE_OTHER, PLACES };

enum title_use { TITLE_ALONE, TITLE_BEFORE_NAME, TITLE_AFTER_NAME };

/* Parallel to names.list. */
struct note {
    uint64_t key;      /* hash of the whole name; of its last word for a TITLE */
    uint32_t group;    /* SAYSO_NONE until linked */
    uint32_t modifier; /* TITLE: the mention that tells whose ("State Department official"), SAYSO_NONE */
    uint32_t owner;    /* TITLE: the mention of the person it is attached to, SAYSO_NONE */
    uint16_t evidence; /* how it was linked, enum code */
    uint8_t place;     /* enum place */
    uint8_t use;       /* TITLE: enum title_use */
    uint8_t quoted;    /* inside marks */
    uint8_t words;     /* of the name, without suffixes, up to 255 */
};

/* An entity on its way. */
struct group {
    uint64_t given, middle, surname, suffix; /* a person's name, hashed; 0: none */
    uint64_t role;                           /* hash of the role noun that made it, or that stands before the name */
    uint64_t words;                          /* of a role: a bit for each word that tells which, set by its hash */
    uint32_t first;                          /* mention */
    uint32_t name;                           /* mention: the fullest name */
    uint32_t last;                           /* mention: the latest so far */
    uint32_t merged;                         /* the group it is part of, or itself */
    uint32_t wikidata;
    uint32_t own_name; /* as in struct mention */
    uint32_t entity;   /* its number in the end */
    uint32_t modifier; /* group that its title names, SAYSO_NONE */
    uint8_t label;
    uint8_t gender;   /* by title or lexicon of whole names */
    uint8_t by_title; /* the gender stands in a title: "Mrs.", "spokeswoman" */
    uint8_t women;    /* share among bearers of the given name, 0..100; 255 unknown */
    uint8_t bearers;  /* log2 of how many bear the given name */
    uint8_t plural;
    uint8_t body;        /* a role noun for a body: ministry, police */
    uint8_t established; /* its surname alone was used before another bearer came */
    uint8_t vague;       /* a surname that could be several people's */
};

/* A title that a person bears: the words, and the mention that says where. */
struct held {
    uint32_t person /* mention */, title /* mention */, place /* mention, SAYSO_NONE */;
    struct token_range words;
};

/* Open addressing by 64-bit hashes, bounded probes: a crowded table forgets rather than grows slow. */
struct slot {
    uint64_t key;
    uint32_t value, next;
};
struct table {
    struct slot *slots;
    uint32_t mask;
};

/* What the text so far told of an entity. */
struct trail {
    uint32_t times;             /* named or meant by a pronoun so far */
    uint16_t she, he;           /* pronouns that mean it */
    uint16_t free_she, free_he; /* of these: chosen without regard to gender */
};

struct view {
    const struct memory *memory;
    const struct lexicon *lexicon;
    const struct text *text;
    const struct layout *layout;
    const struct tokens *tokens;
    const struct lexemes *lexemes;
    const struct marks *marks;
    const struct sentences *sentences;
    const struct dates *dates;
    const struct names *names;
    const struct attributions *attributions;
    struct people *people;
    bool gender; /* may it be inferred and used? */
    array_of(struct note) notes;
    array_of(struct group) groups;
    array_of(struct held) held;
    array_of(uint32_t) content_of; /* parallel to tokens: the innermost attribution whose content holds it */
    array_of(uint32_t) entity_at;  /* parallel to tokens: the entity that a pronoun there means */
    array_of(uint32_t) group_of;   /* parallel to entities */
    array_of(struct trail) trails; /* parallel to entities */
};

/* people_words.c: small questions about tokens. */
static inline const struct token *token_at(const struct view *v, uint32_t i) { return &v->tokens->list.items[i]; }
static inline uint64_t classes_at(const struct view *v, uint32_t i) { return v->lexemes->words.items[i].classes; }
static inline uint32_t mention_at(const struct view *v, uint32_t i) { return v->names->of_token.items[i]; }
static inline const struct mention *mention_of(const struct view *v, uint32_t m) { return &v->names->list.items[m]; }
static inline uint32_t sentence_at(const struct view *v, uint32_t i) { return v->sentences->of_token.items[i]; }
static inline bool is_char(const struct view *v, uint32_t i, char c) { return token_at(v, i)->ascii == (uint8_t)c; }
static inline bool in_marks(const struct view *v, uint32_t i) { return v->marks->outermost.items[i] != SAYSO_NONE; }
bool word_is(const struct view *v, uint32_t i, const char *lower);
bool word_among(const struct view *v, uint32_t i, const char *const *lower); /* ends with NULL */
uint64_t word_hash(const struct view *v, uint32_t i); /* case folded, periods left out; never 0 */
uint64_t words_hash(const struct view *v, uint32_t first, uint32_t last);
uint64_t hash_of(const char *lower); /* word_hash of such a word */
uint64_t hash_join(uint64_t a, uint64_t b);
uint32_t value_at(const struct view *v, uint32_t i, uint64_t classes, uint32_t otherwise);
bool is_finite(const struct view *v, uint32_t i);     /* does it look like a finite verb or auxiliary? */
bool is_past(const struct view *v, uint32_t i);       /* in lower case, by its ending or the lexicon */
bool is_possessive(const struct view *v, uint32_t i); /* 's or a bare ' after a name */
bool is_mark(const struct view *v, uint32_t i);
bool in_range(struct token_range range, uint32_t i);
struct sentence sentence_of(const struct view *v, uint32_t i);
bool ends_phrase(const struct view *v, uint32_t i);          /* a word or mark that no title or noun phrase runs over */
uint32_t phrase_start(const struct view *v, uint32_t first); /* with the modifiers before it, determiner left out */
uint32_t title_head(const struct view *v, const struct mention *title);     /* the noun: "minister", "secretary" */
uint32_t place_within(const struct view *v, uint32_t first, uint32_t last); /* an organisation, else place, mention */
enum place place_of(const struct view *v, uint32_t first, uint32_t last);

/* tables */
bool table_create(const struct view *v, struct table *table, uint32_t items);
void table_free(const struct view *v, struct table *table);
struct slot *table_find(const struct table *table, uint64_t key); /* NULL: not there */
struct slot *table_put(const struct table *table, uint64_t key);  /* new ones have value SAYSO_NONE; NULL: crowded */

/* entities.c */
uint32_t group_new(struct view *v, uint32_t mention); /* SAYSO_NONE: memory ended */
uint32_t group_root(const struct view *v, uint32_t group);
void group_join(struct view *v, uint32_t mention, uint32_t group, enum code evidence);

/* pronouns.c: a walk through the text that keeps who can be meant by the next pronoun. */
#define CANDIDATES 32u
#define SPOKEN_OF  4u
struct candidate {
    uint32_t token, entity, sentence, clause, paragraph, order;
    uint32_t mention; /* SAYSO_NONE: a pronoun */
    uint8_t place, quoted, kind, listed, opens, governor, bracket, says;
    uint32_t last; /* one past its last token */
};
struct walk {
    struct view *v;
    struct candidate ring[CANDIDATES];
    uint32_t count;                         /* met so far; the latest is ring[(count - 1) % CANDIDATES] */
    uint32_t clause;                        /* clause boundaries met so far */
    uint32_t most_times;                    /* of any entity so far */
    uint32_t called[2], called_sentence[2]; /* whom the latest she, he meant */
    uint32_t first_person;                  /* the first person of the document, entity */
    uint32_t last_speaker, last_speaker_paragraph;
    uint32_t last_several, last_several_sentence;   /* the latest group of people as a subject or speaker */
    uint32_t last_body, last_body_sentence;         /* the latest organisation or government as such */
    uint32_t spoken_of[SPOKEN_OF], spoken_of_count; /* entities that the content names whose source is asked for */
    uint32_t unnamed; /* the noun of the latest source of whom nothing is known, token or SAYSO_NONE */
};
enum pronoun_kind { PRONOUN_IS_SUBJECT, PRONOUN_IS_OBJECT, PRONOUN_IS_POSSESSIVE, PRONOUN_IS_REFLEXIVE, PRONOUN_KINDS };
void walk_start(struct walk *w, struct view *v);
void walk_meet(struct walk *w, uint32_t token); /* a mention that begins here, a clause boundary */
/* Whom he, she, him, her, his ... at `token` means, SAYSO_NONE if nobody fits; `*margin`: how clearly, 0..1.
 * `speaks`: it is the source of an attribution; `except`: an entity that it cannot mean. Remembers the choice. */
uint32_t pronoun_resolve(struct walk *w, uint32_t token, bool speaks, uint32_t except, float *margin);
uint32_t pronoun_value(const struct view *v, uint32_t token); /* bits of cue.h; 0: no pronoun */
bool is_personal(uint32_t value);                             /* he, she and their forms */
void pronoun_link(struct view *v, uint32_t token, uint32_t entity);

/* bodies.c: the group of the organisation or government, named before `mention`, that a noun such as "bank" or
 * "province" means; SAYSO_NONE if none fits. */
uint32_t body_meant(const struct view *v, uint32_t noun, uint32_t mention);
uint32_t mention_before(const struct view *v, uint32_t token); /* how many mentions begin before it */

/* link_confidence.c: how often a speaker found in such a way is right, 0 to 1 */
float speaker_share(enum code evidence);

/* source_heads.c */
bool ends_noun_phrase(const struct view *v, uint32_t i); /* a word that the first noun phrase of a source runs up to */
uint32_t source_head(const struct view *v, struct token_range source); /* the mention that speaks, SAYSO_NONE */
/* What opens an apposition: a comma, or a dash with spaces: "one of the organizers - Anna Vell - says". */
bool opens_apposition(const struct view *v, uint32_t i);
uint32_t source_noun(const struct view *v, struct token_range source); /* the last word of its first noun phrase */
/* speakers.c */
struct token_range pieces_of(const struct view *v, const struct attribution *a); /* from the first to the last */

/* unsourced.c: entities, or SAYSO_NONE */
uint32_t person_before(const struct view *v, uint32_t token); /* of whom the paragraph before it speaks last */
uint32_t person_interviewed(const struct view *v);            /* the only one named before the first turn */

/* voices.c */
uint32_t source_telling_noun(const struct view *v, struct token_range source); /* "person" of "a person close to her" */
bool noun_is_plural(const struct view *v, uint32_t i);
/* May "the former adviser" be a person named before: nobody was brought in as one, and it is no office? */
bool is_epithet(const struct view *v, const struct entity *role, uint32_t noun);

/* channels.c */
void channel_find(const struct view *v, uint32_t attribution);    /* channel, via, document, translated */
uint8_t channel_of_document(const struct view *v, uint32_t noun); /* sayso_channel of "lawsuit", "study" */

/* The steps, in this order. */
sayso_status notes_take(struct view *v);
sayso_status people_link(struct view *v);     /* coreference.c: names of people */
sayso_status others_link(struct view *v);     /* organizations.c: all other names */
sayso_status titles_attach(struct view *v);   /* titles.c: titles before and after names */
sayso_status roles_link(struct view *v);      /* roles.c: role nouns that stand alone */
sayso_status entities_number(struct view *v); /* entities.c */
sayso_status links_weigh(struct view *v);     /* link_confidence.c */
sayso_status sectors_tell(struct view *v);    /* sectors.c */
sayso_status speakers_find(struct view *v);   /* speakers.c; and pronouns outside quotations */
sayso_status pronouns_inside(struct view *v); /* pronouns.c: within quotations, once speakers are known */
sayso_status voices_describe(struct view *v); /* voices.c */
sayso_status repeats_find(struct view *v);    /* repeats.c: words that stood before */
sayso_status anonymity_find(struct view *v);  /* anonymity.c */
sayso_status genders_tell(struct view *v);    /* gender.c */
sayso_status entities_finish(struct view *v); /* entities.c */

#endif
