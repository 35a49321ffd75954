/* sayso: who said what, in English news.  The one public header of the core, and its manual.
 *
 * Flow: open a model (lexicon and weights), make a parser (options), make one scratch per thread, parse texts
 * into documents, read their records, free them.
 *
 *     sayso_model_open -> sayso_parser_create -> sayso_scratch_create -> sayso_parse -> sayso_document_records
 *
 * Units: all offsets in records are code points into the text given, end exclusive; sizes of buffers are bytes;
 * confidences are probabilities from 0 to 1.  Threads: a model, a parser and a document are immutable and may
 * be used from any number of threads at once; a scratch belongs to one thread at a time.  Ownership: who creates
 * frees, with the allocator given at creation.  The core never aborts, prints, does I/O, reads the environment
 * or keeps global state that changes.  Every function that can fail returns a sayso_status and fills the
 * sayso_error, if one is given; on failure its outputs are left NULL and nothing leaks. */
#ifndef SAYSO_H
#define SAYSO_H

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SAYSO_VERSION       "0.1.0"
#define SAYSO_RULES_VERSION 2u         /* raised whenever the same text may give another result */
#define SAYSO_BLOCK_VERSION 3u         /* layout of a document's block */
#define SAYSO_MODEL_VERSION 1u         /* layout of english.sayso */
#define SAYSO_NONE          UINT32_MAX /* "no index", and the start of a span that is absent */
#define SAYSO_MAX_BYTES     2147483647u

/* ---- errors ------------------------------------------------------------------------------------------- */

typedef enum sayso_status {
    SAYSO_OK = 0,
    SAYSO_ERROR_MEMORY,    /* an allocation failed */
    SAYSO_ERROR_TOO_LONG,  /* the text is longer than SAYSO_MAX_BYTES; position: its size in bytes */
    SAYSO_ERROR_ENCODING,  /* the text is not UTF-8 (surrogates excepted); position: byte of the first fault */
    SAYSO_ERROR_CANCELLED, /* the cancel flag was raised */
    SAYSO_ERROR_DATE,      /* the date given is not an ISO date; position: character in it */
    SAYSO_ERROR_MODEL,     /* the model file is damaged; position: byte in it */
    SAYSO_ERROR_VERSION,   /* the model or block was written by another version */
    SAYSO_ERROR_BLOCK,     /* a document block is damaged; position: byte in it */
    SAYSO_ERROR_ARGUMENT   /* an argument is out of its range */
} sayso_status;

typedef struct sayso_error {
    sayso_status code;
    size_t position;
    char message[160]; /* English, NUL-terminated, without the position */
} sayso_error;

/* ---- memory ------------------------------------------------------------------------------------------- */

/* All memory of the core comes from here.  `resize` gets the old size, and p may be NULL (size 0); each may
 * return NULL.  The functions may be called from every thread that uses an object made with them. */
typedef struct sayso_allocator {
    void *context;
    void *(*allocate)(void *context, size_t size);
    void *(*resize)(void *context, void *p, size_t old_size, size_t new_size);
    void (*release)(void *context, void *p);
} sayso_allocator;

/* ---- records ------------------------------------------------------------------------------------------ */

typedef struct sayso_span {
    uint32_t start, end;
} sayso_span; /* start SAYSO_NONE: absent */
typedef struct sayso_range {
    uint32_t first, count;
} sayso_range; /* into one of the document's pools */

/* The arrays of a document.  The last four are pools that ranges point into. */
typedef enum sayso_kind {
    SAYSO_TOKEN,
    SAYSO_SENTENCE,
    SAYSO_PARAGRAPH,
    SAYSO_LAYOUT, /* exactly one */
    SAYSO_MENTION,
    SAYSO_ENTITY,
    SAYSO_ATTRIBUTION, /* outermost and nested, by position of the content's start */
    SAYSO_SCARE_QUOTE,
    SAYSO_DATE,
    SAYSO_QUANTITY,
    SAYSO_WARNING,
    SAYSO_HEALTH,     /* exactly one */
    SAYSO_SPAN,       /* pool: sayso_span */
    SAYSO_REF,        /* pool: uint32_t, an index into another array, or a code */
    SAYSO_STRING,     /* pool: UTF-8 bytes */
    SAYSO_TEXT,       /* pool: the text's UTF-8 bytes; a lone surrogate keeps its three bytes */
    SAYSO_CHECKPOINT, /* pool: uint32_t, code points before each 64th byte of the text; empty if all is ASCII */
    SAYSO_KINDS
} sayso_kind;

typedef enum sayso_label {
    SAYSO_PERSON,
    SAYSO_NORP,
    SAYSO_FAC,
    SAYSO_ORG,
    SAYSO_GPE,
    SAYSO_LOC,
    SAYSO_PRODUCT,
    SAYSO_EVENT,
    SAYSO_WORK_OF_ART,
    SAYSO_LAW,
    SAYSO_LANGUAGE,
    SAYSO_TITLE,
    SAYSO_LABELS
} sayso_label;

typedef enum sayso_zone {
    SAYSO_STORY,
    SAYSO_HEADLINE,
    SAYSO_STANDFIRST,
    SAYSO_SUBHEADING,
    SAYSO_CAPTION,
    SAYSO_LINK,
    SAYSO_LIST,
    SAYSO_PULLQUOTE,
    SAYSO_BLOCKQUOTE,
    SAYSO_TURN,
    SAYSO_ENTRY,
    SAYSO_EMBED,
    SAYSO_BOILERPLATE,
    SAYSO_ZONES
} sayso_zone;

typedef enum sayso_attribution_kind { SAYSO_DIRECT, SAYSO_MIXED, SAYSO_INDIRECT } sayso_attribution_kind;
typedef enum sayso_act { SAYSO_SPEECH, SAYSO_BELIEF, SAYSO_INTENT, SAYSO_OTHER } sayso_act;
typedef enum sayso_said { SAYSO_SAID, SAYSO_DENIED, SAYSO_NOT_SAID, SAYSO_DECLINED, SAYSO_UNREALIZED } sayso_said;
typedef enum sayso_source_kind {
    SAYSO_SOURCE_PERSON,
    SAYSO_SOURCE_ORGANIZATION,
    SAYSO_SOURCE_PLACE,
    SAYSO_SOURCE_DOCUMENT,
    SAYSO_SOURCE_AUTHOR,
    SAYSO_SOURCE_UNKNOWN
} sayso_source_kind;
typedef enum sayso_naming { SAYSO_NAMED, SAYSO_ROLE, SAYSO_UNDISCLOSED, SAYSO_NAMING_UNKNOWN } sayso_naming;
typedef enum sayso_number { SAYSO_ONE, SAYSO_SEVERAL, SAYSO_NUMBER_UNKNOWN } sayso_number;
typedef enum sayso_channel {
    SAYSO_UNSTATED,
    SAYSO_STATEMENT,
    SAYSO_INTERVIEW,
    SAYSO_NEWS_CONFERENCE,
    SAYSO_SPEECH_CHANNEL,
    SAYSO_EMAIL,
    SAYSO_LETTER,
    SAYSO_SOCIAL_MEDIA,
    SAYSO_COURT_DOCUMENT,
    SAYSO_REPORT,
    SAYSO_BROADCAST
} sayso_channel;
typedef enum sayso_sector {
    SAYSO_SECTOR_UNKNOWN,
    SAYSO_EXECUTIVE,
    SAYSO_LEGISLATURE,
    SAYSO_JUDICIARY,
    SAYSO_POLICE,
    SAYSO_MILITARY,
    SAYSO_PARTY,
    SAYSO_BUSINESS,
    SAYSO_CIVIL_SOCIETY,
    SAYSO_ACADEMIA,
    SAYSO_HEALTH_SECTOR,
    SAYSO_MEDIA,
    SAYSO_SPORT_AND_CULTURE,
    SAYSO_CITIZEN
} sayso_sector;
typedef enum sayso_metonymy { SAYSO_LITERAL, SAYSO_GOVERNMENT, SAYSO_ORGANIZATION } sayso_metonymy;
typedef enum sayso_gender_value { SAYSO_GENDER_UNKNOWN, SAYSO_FEMALE, SAYSO_MALE } sayso_gender_value;
typedef enum sayso_gender_evidence {
    SAYSO_GENDER_NO_EVIDENCE,
    SAYSO_GENDER_PRONOUN,
    SAYSO_GENDER_TITLE,
    SAYSO_GENDER_GIVEN_NAME
} sayso_gender_evidence;
typedef enum sayso_key_basis {
    SAYSO_KEY_NONE,
    SAYSO_KEY_WIKIDATA,
    SAYSO_KEY_FULL_NAME,
    SAYSO_KEY_SURNAME
} sayso_key_basis;
typedef enum sayso_date_type { SAYSO_TYPE_DATE, SAYSO_TYPE_TIME, SAYSO_TYPE_DURATION, SAYSO_TYPE_SET } sayso_date_type;
typedef enum sayso_anchor { /* what a relative date was resolved against */
                            SAYSO_ANCHOR_NONE,
                            SAYSO_ANCHOR_GIVEN,
                            SAYSO_ANCHOR_DATELINE,
                            SAYSO_ANCHOR_PAGE,
                            SAYSO_ANCHOR_TEXT
} sayso_anchor;
typedef enum sayso_quantity_type {
    SAYSO_MONEY,
    SAYSO_PERCENT,
    SAYSO_CARDINAL,
    SAYSO_ORDINAL,
    SAYSO_MEASURE
} sayso_quantity_type;
typedef enum sayso_quote_style {
    SAYSO_STYLE_NONE,
    SAYSO_STYLE_STRAIGHT,
    SAYSO_STYLE_CURLY,
    SAYSO_STYLE_SINGLE,
    SAYSO_STYLE_GUILLEMET,
    SAYSO_STYLE_LOW_HIGH,
    SAYSO_STYLE_DOUBLED
} sayso_quote_style;

typedef struct sayso_token {
    sayso_span span;
    uint32_t sentence, paragraph;
} sayso_token;
typedef struct sayso_sentence {
    sayso_span span;
    sayso_range tokens;
    uint32_t paragraph;
} sayso_sentence;
typedef struct sayso_paragraph {
    sayso_span span;
    sayso_range sentences;
    uint32_t kind;
} sayso_paragraph;

typedef struct sayso_dateline {
    sayso_span span, place, agency, date;
} sayso_dateline;
typedef struct sayso_layout {
    sayso_span page_date, headline, byline;
    sayso_dateline dateline;
} sayso_layout;

typedef struct sayso_mention {
    sayso_span span;
    uint32_t entity;
    float confidence;
    sayso_range evidence; /* codes */
    uint8_t label, metonymy, reserved[2];
} sayso_mention;

typedef struct sayso_gender {
    uint8_t value, evidence, reserved[2];
    float probability;
} sayso_gender;

typedef struct sayso_entity {
    sayso_range name;                       /* string */
    sayso_range mentions, pronouns, titles; /* refs to mentions; spans; spans */
    uint32_t affiliation;                   /* entity */
    uint32_t wikidata;                      /* Q number, 0: none */
    sayso_range key;                        /* string, empty: none */
    sayso_gender gender;
    uint8_t label, sector, key_basis, reserved;
} sayso_entity;

typedef struct sayso_anonymity {
    sayso_span description, reason;
} sayso_anonymity;

typedef struct sayso_attribution {
    uint64_t uid;
    sayso_range content, quoted; /* spans */
    uint32_t words, quoted_words;
    sayso_span cue, source;
    uint32_t speaker;       /* entity */
    sayso_range speakers;   /* refs to entities */
    uint32_t parent, depth; /* attribution; 0 for an outermost one */
    uint32_t source_count;
    sayso_anonymity anonymity;
    uint32_t via; /* entity */
    sayso_span document, translated;
    uint32_t said_time; /* date */
    uint32_t sentence, paragraph;
    uint32_t repeat_of; /* attribution */
    float position, confidence, speaker_confidence;
    sayso_range evidence, speaker_evidence; /* codes */
    uint8_t kind, act, status, source_kind, naming, number, channel, zone;
} sayso_attribution;

typedef struct sayso_date {
    sayso_span span;
    sayso_range value; /* string, TIMEX3 */
    uint32_t type, anchor;
} sayso_date;

typedef struct sayso_quantity {
    sayso_span span;
    double value;     /* NaN: not a number that the text gives */
    sayso_range unit; /* string: an ISO 4217 code, "%", "people", ... or empty */
    uint8_t type, approximate, reserved[6];
} sayso_quantity;

typedef struct sayso_warning {
    sayso_span span;
    uint32_t code;
    sayso_range detail;
} sayso_warning;

typedef struct sayso_health {
    uint32_t story_words, quoted_words;
    float attributed; /* share of the quoted words that stand in an attribution; NaN if there are none */
    uint32_t unknown_speakers, unbalanced_marks;
    uint32_t quote_style;
    float english; /* share of the words that are common English ones, scaled to 0..1 */
    uint32_t reserved;
    uint64_t
        story_hash; /* of the story's words: of copies all but a few bits are the same; 0: fewer than three words */
} sayso_health;

/* ---- schema: what the records hold, for bindings, tables and checks ------------------------------------ */

typedef enum sayso_field_type {
    SAYSO_FIELD_U32,
    SAYSO_FIELD_COUNT,    /* uint32_t, SAYSO_NONE: absent */
    SAYSO_FIELD_FLOAT,    /* float */
    SAYSO_FIELD_SHARE,    /* float from 0 to 1, NaN: absent */
    SAYSO_FIELD_DOUBLE,   /* double, NaN: absent */
    SAYSO_FIELD_BOOL,     /* uint8_t */
    SAYSO_FIELD_ENUM8,    /* uint8_t into `names`; a NULL name reads as absent */
    SAYSO_FIELD_ENUM32,   /* uint32_t into `names` */
    SAYSO_FIELD_SPAN,     /* sayso_span, may be absent */
    SAYSO_FIELD_SPANS,    /* sayso_range into the pool of spans */
    SAYSO_FIELD_REF,      /* uint32_t index into the array `target`, may be SAYSO_NONE */
    SAYSO_FIELD_REFS,     /* sayso_range into the pool of refs, each an index into `target` */
    SAYSO_FIELD_SLICE,    /* sayso_range of consecutive records of `target` */
    SAYSO_FIELD_STRING,   /* sayso_range into the pool of strings; absent if empty */
    SAYSO_FIELD_CODES,    /* sayso_range into the pool of refs, each a code */
    SAYSO_FIELD_CODE,     /* uint32_t, a code */
    SAYSO_FIELD_WIKIDATA, /* uint32_t, reads as "Q" and its digits; 0: absent */
    SAYSO_FIELD_UID,      /* uint64_t, reads as 16 hex digits */
    SAYSO_FIELD_VIEW      /* a struct inside this record, with the fields of `target`; absent if its span is */
} sayso_field_type;

typedef struct sayso_field {
    const char *name;
    const char *doc;
    sayso_field_type type;
    uint32_t offset;          /* in the record, bytes */
    uint32_t target;          /* a sayso_kind or sayso_view */
    const char *const *names; /* of an enum; its length is name_count */
    uint32_t name_count;
} sayso_field;

/* Structs that live inside records and read as objects of their own. */
typedef enum sayso_view {
    SAYSO_VIEW_DATELINE = SAYSO_KINDS,
    SAYSO_VIEW_ANONYMITY,
    SAYSO_VIEW_GENDER,
    SAYSO_VIEWS_END
} sayso_view;

typedef struct sayso_record {
    const char *name; /* "Token" */
    const char *doc;
    size_t size; /* of one record, bytes */
    const sayso_field *fields;
    size_t field_count;
    int is_span; /* the record begins with its own sayso_span */
} sayso_record;

/* The schema of a kind or view; NULL outside the range.  Static, from any thread. */
const sayso_record *sayso_schema(uint32_t kind);

/* The short name of an evidence or warning code ("cue-verb"), and what it means in a sentence or two; NULL if
 * there is no such code.  Codes are append-only: a number and its name never change their meaning. */
const char *sayso_code_name(uint32_t code);
const char *sayso_code_meaning(uint32_t code);

/* ---- model, parser, scratch ----------------------------------------------------------------------------- */

typedef struct sayso_model sayso_model;
typedef struct sayso_parser sayso_parser;
typedef struct sayso_scratch sayso_scratch;
typedef struct sayso_document sayso_document;

#define SAYSO_VERIFY 1u /* sayso_model_open: check the whole checksum, for a file that is not ours */

/* Read a model from `size` bytes at `data`, which must stay valid and unchanged until the model is closed.
 * Header and bounds are always checked.  Allocates only the handle. */
sayso_status sayso_model_open(const void *data, size_t size, unsigned flags, const sayso_allocator *allocator,
                              sayso_model **model, sayso_error *error);
void sayso_model_close(sayso_model *model); /* NULL is fine */

typedef struct sayso_model_info {
    uint32_t version, lexicon_entries;
    uint64_t checksum;        /* of the whole file */
    uint64_t weights;         /* checksum of the encoder's weights alone, 0: none */
    uint32_t encoder;         /* 1: the model has one, 0: rules alone decide */
    const char *instructions; /* the set that its kernels use here: "scalar", "avx2" ...; static */
} sayso_model_info;
/* Reads all weights for their checksum: half a millisecond. */
sayso_model_info sayso_model_describe(const sayso_model *model);

typedef enum sayso_choice { SAYSO_AUTO, SAYSO_ON, SAYSO_OFF } sayso_choice;

/* Of the encoder's kernels; the results are the same with each. */
typedef enum sayso_instructions { SAYSO_BEST, SAYSO_SCALAR, SAYSO_AVX2, SAYSO_AVX512, SAYSO_NEON } sayso_instructions;

typedef struct sayso_options {
    sayso_choice single_quotes;      /* are ' and ‘ ’ marks of quotations?  auto: as the text uses them */
    sayso_choice day_first;          /* is 01/12/2021 the first of December?  auto: by the text, else ambiguous */
    sayso_choice gender;             /* off: no gender is inferred or used */
    sayso_choice scare_quotes;       /* off: they are not listed */
    sayso_choice jit;                /* off: PCRE2 interprets; the results are the same */
    float min_confidence;            /* attributions below it are left out */
    uint32_t max_bytes;              /* of one text; 0: SAYSO_MAX_BYTES */
    sayso_instructions instructions; /* one set, for tests and measurements; SAYSO_ERROR_ARGUMENT where it is missing */
} sayso_options;

#define SAYSO_OWN_NUMBER 0xF0000000u

/* What a cue takes, as bits: words in marks; "that it rains"; the same without "that"; "to go"; a noun phrase; "X as
 * Y"; "whether", "how", "why"; "of" and "about"; a person ("told us"). */
typedef enum sayso_takes {
    SAYSO_TAKES_QUOTE = 1,
    SAYSO_TAKES_THAT = 2,
    SAYSO_TAKES_CLAUSE = 4,
    SAYSO_TAKES_INFINITIVE = 8,
    SAYSO_TAKES_OBJECT = 16,
    SAYSO_TAKES_AS = 32,
    SAYSO_TAKES_WHETHER = 64,
    SAYSO_TAKES_ABOUT = 128,
    SAYSO_TAKES_RECIPIENT = 256,
    SAYSO_TAKES_ALL = 511
} sayso_takes;

typedef struct sayso_cue {
    uint32_t takes;   /* 0: marks, "that" and clauses */
    const char *past; /* of an irregular verb ("spake"), UTF-8, NUL-terminated; NULL: regular */
    uint8_t act, status, channel;
} sayso_cue;

/* One entry of a user's lexicon: `text` (UTF-8), `class_name` a label ("ORG") or a class ("outlet"); grammar and time
 * are no classes for users.  A "cue_verb" is given in its base form, a "cue_noun" in the singular: the other forms are
 * made.  Where the user's cue attributes, its attribution stands against the encoder's. */
typedef struct sayso_entry {
    const char *text;
    size_t size;
    const char *class_name;
    uint32_t wikidata;    /* 0: none.  Entries of one number name one thing; numbers from SAYSO_OWN_NUMBER on are the
                           * caller's own and stand in no document: the first entry of such is the name that makes
                           * the key.  With such a number the class may be "": what the model knows that name as, else
                           * a person */
    const sayso_cue *cue; /* of a cue; NULL: the usual, speech that is said */
} sayso_entry;

/* A parser over a model that must outlive it; `options` NULL: all auto; `entries` are added to the model's
 * lexicon and win over it. */
sayso_status sayso_parser_create(const sayso_model *model, const sayso_options *options, const sayso_entry *entries,
                                 size_t entry_count, const sayso_allocator *allocator, sayso_parser **parser,
                                 sayso_error *error);
void sayso_parser_free(sayso_parser *parser);

sayso_status sayso_scratch_create(const sayso_parser *parser, sayso_scratch **scratch, sayso_error *error);
void sayso_scratch_free(sayso_scratch *scratch);

/* ---- parse ------------------------------------------------------------------------------------------------ */

typedef struct sayso_input {
    const char *text; /* UTF-8 of `size` bytes; surrogates as three bytes each read as U+FFFD */
    size_t size;
    const char *date;         /* ISO date of publication ("2021-12-01"), or NULL */
    const atomic_int *cancel; /* looked at between paragraphs and stages: not 0 stops; or NULL */
    int date_optional;        /* not 0: a date that is none costs a warning ("date-ignored"), not the text */
} sayso_input;

sayso_status sayso_parse(const sayso_parser *parser, sayso_scratch *scratch, const sayso_input *input,
                         const sayso_allocator *allocator, sayso_document **document, sayso_error *error);

/* ---- document --------------------------------------------------------------------------------------------- */

void sayso_document_free(sayso_document *document);
/* The records of a kind, `*count` of them; never NULL where count > 0.  Valid as long as the document. */
const void *sayso_document_records(const sayso_document *document, sayso_kind kind, uint32_t *count);
uint32_t sayso_document_length(const sayso_document *document); /* of the text, code points */
/* Where a span lies in the bytes of SAYSO_TEXT. */
sayso_range sayso_document_bytes(const sayso_document *document, sayso_span span);
/* The document as one block of bytes, little-endian and without pointers, owned by the document. */
const void *sayso_document_block(const sayso_document *document, size_t *size);
/* A document from such a block, copied; everything in it is checked as in a file from a stranger. */
sayso_status sayso_document_from_block(const void *block, size_t size, const sayso_allocator *allocator,
                                       sayso_document **document, sayso_error *error);
/* What read a document: the version of the rules, and the checksum of the model's file, lexicon and weights in one (0:
 * none, or not known). */
typedef struct sayso_origin {
    uint64_t model;
    uint32_t rules, reserved;
} sayso_origin;
sayso_origin sayso_document_origin(const sayso_document *document);
/* The outline of a token ("Xxxx", "dd", "X.X."), runs cut after four; returns its size, at most `room`. */
size_t sayso_document_shape(const sayso_document *document, uint32_t token, char *buffer, size_t room);

/* Do two documents say the same: equal text, and equal records whatever the order of their pools? */
int sayso_document_equal(const sayso_document *a, const sayso_document *b);

/* ---- builder: a document from records, for what comes back from JSON or another language -------------------- */

typedef struct sayso_builder sayso_builder;

sayso_status sayso_builder_create(const char *text, size_t size, const sayso_allocator *allocator,
                                  sayso_builder **builder, sayso_error *error);
void sayso_builder_free(sayso_builder *builder);
/* A new zeroed record of a kind below SAYSO_SPAN, valid until the next one of its kind; NULL when memory ends.
 * There is one record of SAYSO_LAYOUT and one of SAYSO_HEALTH from the start, which this returns. */
void *sayso_builder_add(sayso_builder *builder, sayso_kind kind);
/* Append to the pools of spans, refs and strings; 0 when memory ends. */
int sayso_builder_span(sayso_builder *builder, sayso_range *range, sayso_span span);
int sayso_builder_ref(sayso_builder *builder, sayso_range *range, uint32_t ref);
int sayso_builder_string(sayso_builder *builder, sayso_range *range, const char *bytes, size_t size);
/* How long the range's pool is now: where the next range begins.  `kind`: one of the three pools. */
sayso_range sayso_builder_range(const sayso_builder *builder, sayso_kind kind);
/* Say what had read it; else these rules and no model. */
void sayso_builder_origin(sayso_builder *builder, sayso_origin origin);
/* The document, checked like a block from a stranger. */
sayso_status sayso_builder_finish(const sayso_builder *builder, const sayso_allocator *allocator,
                                  sayso_document **document, sayso_error *error);

/* A document of no text with the warning "unreadable", for a text that could not be read at all. */
sayso_status sayso_document_unreadable(const sayso_allocator *allocator, sayso_document **document, sayso_error *error);

/* ---- batch: many texts on several threads, in order --------------------------------------------------------- */

typedef struct sayso_batch sayso_batch;
typedef struct sayso_result {
    sayso_document *document;
    sayso_status status;
    sayso_error error;
} sayso_result;

/* Starts `threads` workers over a queue of at most `window` texts.  One thread owns the batch: only it submits,
 * takes and closes. */
sayso_status sayso_batch_create(const sayso_parser *parser, uint32_t threads, uint32_t window,
                                const sayso_allocator *allocator, sayso_batch **batch, sayso_error *error);
/* Queue a text; its bytes and date stay the caller's and must stay valid until its result is taken or the batch is
 * closed.  SAYSO_ERROR_ARGUMENT if the window is full.  The input's `cancel` is not used. */
sayso_status sayso_batch_submit(sayso_batch *batch, const sayso_input *input);
/* The result of the oldest text not yet taken, waiting for at most `milliseconds`: 1 if there is one (a document of
 * the caller's to free, or an error), 0 if it is not done or nothing is queued. */
int sayso_batch_take(sayso_batch *batch, uint32_t milliseconds, sayso_result *result);
/* Is the oldest text done? */
int sayso_batch_ready(sayso_batch *batch);
/* Cancels what is under way, joins the workers, frees everything that was not taken.  NULL is fine. */
void sayso_batch_close(sayso_batch *batch);

/* ---- tables: records of many documents as columns ------------------------------------------------------------ */

typedef enum sayso_table_kind {
    SAYSO_TABLE_DOCUMENTS,
    SAYSO_TABLE_QUOTES,
    SAYSO_TABLE_ATTRIBUTIONS,
    SAYSO_TABLE_SOURCES,
    SAYSO_TABLE_MENTIONS,
    SAYSO_TABLE_ENTITIES,
    SAYSO_TABLE_WARNINGS,
    SAYSO_TABLES
} sayso_table_kind;

typedef enum sayso_value_type {
    SAYSO_VALUE_NULL,
    SAYSO_VALUE_INT,
    SAYSO_VALUE_FLOAT,
    SAYSO_VALUE_BOOL,
    SAYSO_VALUE_TEXT,
    SAYSO_VALUE_LIST
} sayso_value_type;

/* A value of a cell; text borrowed, of `size` bytes; a list of int32_t. */
typedef struct sayso_value {
    sayso_value_type type;
    int64_t integer;
    double real;
    const char *text;
    const int32_t *list;
    size_t size;
} sayso_value;

/* A column of the caller's, copied into every row of a document. */
typedef struct sayso_carry {
    const char *name;
    sayso_value_type type;
} sayso_carry;

/* What the caller knows of a document. */
typedef struct sayso_row {
    sayso_value id, date, error;
    const sayso_value *carry;
} sayso_row;

typedef struct sayso_table sayso_table;

/* `id`: SAYSO_VALUE_INT or SAYSO_VALUE_TEXT, the type of the column doc_id.  SAYSO_ERROR_ARGUMENT if a carried
 * column has a name of ours or comes twice; error->position is its index. */
sayso_status sayso_table_create(sayso_table_kind kind, sayso_value_type id, const sayso_carry *carry, uint32_t carried,
                                const sayso_allocator *allocator, sayso_table **table, sayso_error *error);
/* Append the rows of a document; row->carry has one value for each carried column, of its type or null. */
sayso_status sayso_table_add(sayso_table *table, const sayso_document *document, const sayso_row *row,
                             sayso_error *error);
/* No more rows; `metadata` are pairs of key and value, ended by NULL, that go with the Arrow schema. */
sayso_status sayso_table_seal(sayso_table *table, const char *const *metadata, sayso_error *error);
void sayso_table_free(sayso_table *table); /* streams and arrays given out stay valid; NULL is fine */

uint64_t sayso_table_rows(const sayso_table *table);
uint32_t sayso_table_width(const sayso_table *table);
const char *sayso_table_column(const sayso_table *table, uint32_t column); /* its name */
/* What a column is.  `type`: "int32", "int64", "float32", "float64", "bool", "text", "label" (one of a few names) or
 * "list of int32"; `unit` may be NULL.  Valid as long as the table; all NULL out of range. */
typedef struct sayso_column {
    const char *name, *type, *unit, *description;
} sayso_column;
sayso_column sayso_table_describe(const sayso_table *table, uint32_t column);
sayso_value sayso_table_cell(const sayso_table *table, uint64_t row, uint32_t column);

/* The bytes of a column in one batch, borrowed from the table; `offsets` of text and lists only, `valid` (a bit a
 * row) only where something is null. */
typedef struct sayso_buffers {
    const void *values, *offsets, *valid;
    size_t value_bytes, offset_bytes, valid_bytes;
} sayso_buffers;
uint32_t sayso_table_batches(const sayso_table *table);
uint32_t sayso_table_batch_rows(const sayso_table *table, uint32_t batch);
sayso_buffers sayso_table_buffers(const sayso_table *table, uint32_t batch, uint32_t column);
/* Append a batch of at least one row from such bytes, one for each column, copied and checked as from a stranger:
 * SAYSO_ERROR_BLOCK, position: the column. */
sayso_status sayso_table_load(sayso_table *table, uint32_t rows, const sayso_buffers *columns, sayso_error *error);

struct ArrowArrayStream;
/* A fresh stream over a sealed table, of batches of at most 64 MiB; may be read and released on any thread. */
sayso_status sayso_table_stream(sayso_table *table, struct ArrowArrayStream *stream, sayso_error *error);

#ifdef __cplusplus
}
#endif
#endif
