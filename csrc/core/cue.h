/* cue: how the values of cue and pronoun entries of the lexicon are read. Shared with python/training. */
#ifndef SAYSO_CUE_H
#define SAYSO_CUE_H

/* A cue frame: which contents a cue takes, what act it is, and what it says about the saying. */
#define CUE_QUOTE      (1u << 0)           /* marks beside it: said, asked, smiled */
#define CUE_THAT       (1u << 1)           /* that-clause */
#define CUE_BARE       (1u << 2)           /* clause without "that" */
#define CUE_INFINITIVE (1u << 3)           /* to-infinitive: vowed to, declined to, urged X to */
#define CUE_OBJECT     (1u << 4)           /* noun phrase: denounced, praised, rejected */
#define CUE_AS         (1u << 5)           /* X as Y: described, called */
#define CUE_WHETHER    (1u << 6)           /* indirect question: asked whether, how, why */
#define CUE_ABOUT      (1u << 7)           /* "warned of", "spoke about" */
#define CUE_RECIPIENT  (1u << 8)           /* takes a person: told, assured, reminded */
#define CUE_FORM(v)    (((v) >> 9) & 7u)   /* enum cue_form */
#define CUE_ACT(v)     (((v) >> 12) & 3u)  /* sayso_act */
#define CUE_STATUS(v)  (((v) >> 14) & 7u)  /* sayso_said */
#define CUE_CHANNEL(v) (((v) >> 17) & 15u) /* sayso_channel: tweeted, wrote */
#define CUE_STRONG     (1u << 21)          /* alone it makes a content an attribution; else only marks or that do */
#define CUE_OFTEN_NOUN (1u << 22)          /* of a verb's form: in most texts it is a noun ("plan", "reports") */
enum cue_form {
    CUE_BASE,
    CUE_THIRD /* says */,
    CUE_PAST /* said, also when the participle is equal */,
    CUE_PARTICIPLE /* spoken */,
    CUE_ING,
    CUE_PLURAL /* nouns */,
    CUE_OTHER
};

#define PRONOUN_FIRST      (1u << 0)
#define PRONOUN_SECOND     (1u << 1)
#define PRONOUN_THIRD      (1u << 2)
#define PRONOUN_SINGULAR   (1u << 3)
#define PRONOUN_PLURAL     (1u << 4)
#define PRONOUN_FEMALE     (1u << 5)
#define PRONOUN_MALE       (1u << 6)
#define PRONOUN_NEUTER     (1u << 7)
#define PRONOUN_SUBJECT    (1u << 8)
#define PRONOUN_OBJECT     (1u << 9)
#define PRONOUN_POSSESSIVE (1u << 10)
#define PRONOUN_REFLEXIVE  (1u << 11)
#define PRONOUN_RELATIVE   (1u << 12) /* who, which */
#define PRONOUN_INDEFINITE (1u << 13) /* some, many, others, everyone */

#endif
