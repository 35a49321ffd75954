/* schema: the fields of every record, for bindings, tables and the check of foreign blocks. */
#include "sayso.h"

#define COUNT(a)         (uint32_t)(sizeof(a) / sizeof *(a))
#define NAMES(a)         (a), COUNT(a)
#define NO_NAMES         NULL, 0
#define AT(type, member) (uint32_t)offsetof(type, member)

static const char *const LABELS[] = {"PERSON",  "NORP",  "FAC",         "ORG", "GPE",      "LOC",
                                     "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE", "TITLE"};
static const char *const ZONES[] = {"story", "headline", "standfirst", "subheading", "caption",
                                    "link",  "list",     "pullquote",  "blockquote", "turn",
                                    "entry", "embed",    "boilerplate"};
static const char *const KINDS[] = {"direct", "mixed", "indirect"};
static const char *const ACTS[] = {"speech", "belief", "intent", "other"};
static const char *const STATUSES[] = {"said", "denied", "not said", "declined", "unrealized"};
static const char *const SOURCE_KINDS[] = {"person", "organization", "place", "document", "author", "unknown"};
static const char *const NAMINGS[] = {"named", "role", "undisclosed", "unknown"};
static const char *const NUMBERS[] = {"one", "several", "unknown"};
static const char *const CHANNELS[] = {"unstated",       "statement", "interview", "news conference",
                                       "speech",         "email",     "letter",    "social media",
                                       "court document", "report",    "broadcast"};
static const char *const SECTORS[] = {"unknown",  "executive", "legislature",       "judiciary",     "police",
                                      "military", "party",     "business",          "civil society", "academia",
                                      "health",   "media",     "sport and culture", "citizen"};
static const char *const METONYMIES[] = {NULL, "government", "organization"};
static const char *const GENDERS[] = {"unknown", "female", "male"};
static const char *const GENDER_EVIDENCES[] = {NULL, "pronoun", "title", "given name"};
static const char *const KEY_BASES[] = {NULL, "wikidata", "full name", "surname"};
static const char *const DATE_TYPES[] = {"DATE", "TIME", "DURATION", "SET"};
static const char *const ANCHORS[] = {NULL, "given", "dateline", "page", "text"};
static const char *const QUANTITY_TYPES[] = {"MONEY", "PERCENT", "CARDINAL", "ORDINAL", "QUANTITY"};
static const char *const STYLES[] = {NULL, "straight", "curly", "single", "guillemet", "low-high", "doubled"};

static const sayso_field TOKEN_FIELDS[] = {
    {"sentence", "Index of its sentence, in the document's sentences.", SAYSO_FIELD_COUNT, AT(sayso_token, sentence), 0,
     NO_NAMES},
    {"paragraph", "Index of its paragraph.", SAYSO_FIELD_COUNT, AT(sayso_token, paragraph), 0, NO_NAMES},
};
static const sayso_field SENTENCE_FIELDS[] = {
    {"tokens", "Its tokens.", SAYSO_FIELD_SLICE, AT(sayso_sentence, tokens), SAYSO_TOKEN, NO_NAMES},
    {"paragraph", "Index of its paragraph.", SAYSO_FIELD_COUNT, AT(sayso_sentence, paragraph), 0, NO_NAMES},
};
static const sayso_field PARAGRAPH_FIELDS[] = {
    {"kind", "What the paragraph is: \"story\", \"headline\", \"caption\" ...", SAYSO_FIELD_ENUM32,
     AT(sayso_paragraph, kind), 0, NAMES(ZONES)},
    {"sentences", "Its sentences.", SAYSO_FIELD_SLICE, AT(sayso_paragraph, sentences), SAYSO_SENTENCE, NO_NAMES},
};
static const sayso_field LAYOUT_FIELDS[] = {
    {"page_date", "The date that the page prints, or None.", SAYSO_FIELD_SPAN, AT(sayso_layout, page_date), 0,
     NO_NAMES},
    {"headline", "The (first) headline, or None.", SAYSO_FIELD_SPAN, AT(sayso_layout, headline), 0, NO_NAMES},
    {"byline", "Who wrote it, as printed, or None.", SAYSO_FIELD_SPAN, AT(sayso_layout, byline), 0, NO_NAMES},
    {"dateline", "Place, agency and date that open the story, or None.", SAYSO_FIELD_VIEW, AT(sayso_layout, dateline),
     SAYSO_VIEW_DATELINE, NO_NAMES},
};
static const sayso_field DATELINE_FIELDS[] = {
    {"place", "The place, or None.", SAYSO_FIELD_SPAN, AT(sayso_dateline, place), 0, NO_NAMES},
    {"agency", "The news agency, or None.", SAYSO_FIELD_SPAN, AT(sayso_dateline, agency), 0, NO_NAMES},
    {"date", "The date as written, or None.", SAYSO_FIELD_SPAN, AT(sayso_dateline, date), 0, NO_NAMES},
};
static const sayso_field MENTION_FIELDS[] = {
    {"label", "OntoNotes' label, or TITLE for roles and honorifics.", SAYSO_FIELD_ENUM8, AT(sayso_mention, label), 0,
     NAMES(LABELS)},
    {"entity", "The entity it names, or None.", SAYSO_FIELD_REF, AT(sayso_mention, entity), SAYSO_ENTITY, NO_NAMES},
    {"confidence", "Probability that label and entity are right.", SAYSO_FIELD_FLOAT, AT(sayso_mention, confidence), 0,
     NO_NAMES},
    {"metonymy", "What a place stands for: \"government\", \"organization\", or None.", SAYSO_FIELD_ENUM8,
     AT(sayso_mention, metonymy), 0, NAMES(METONYMIES)},
    {"evidence", "Codes that say why; see sayso.explain().", SAYSO_FIELD_CODES, AT(sayso_mention, evidence), 0,
     NO_NAMES},
};
static const sayso_field ENTITY_FIELDS[] = {
    {"name", "The fullest name that the article gives.", SAYSO_FIELD_STRING, AT(sayso_entity, name), 0, NO_NAMES},
    {"label", "OntoNotes' label, or TITLE if only a role is known.", SAYSO_FIELD_ENUM8, AT(sayso_entity, label), 0,
     NAMES(LABELS)},
    {"mentions", "Its names and role nouns.", SAYSO_FIELD_REFS, AT(sayso_entity, mentions), SAYSO_MENTION, NO_NAMES},
    {"pronouns", "The pronouns that stand for it.", SAYSO_FIELD_SPANS, AT(sayso_entity, pronouns), 0, NO_NAMES},
    {"titles", "Roles and affiliations as written.", SAYSO_FIELD_SPANS, AT(sayso_entity, titles), 0, NO_NAMES},
    {"affiliation", "The organisation or place it belongs to, or None.", SAYSO_FIELD_REF, AT(sayso_entity, affiliation),
     SAYSO_ENTITY, NO_NAMES},
    {"sector", "Where in society it speaks from: \"executive\", \"business\" ...", SAYSO_FIELD_ENUM8,
     AT(sayso_entity, sector), 0, NAMES(SECTORS)},
    {"gender", "Value, evidence and probability.", SAYSO_FIELD_VIEW, AT(sayso_entity, gender), SAYSO_VIEW_GENDER,
     NO_NAMES},
    {"wikidata", "Wikidata's id (\"Q30\"), or None.", SAYSO_FIELD_WIKIDATA, AT(sayso_entity, wikidata), 0, NO_NAMES},
    {"key", "The same in every article, for counting; None unless named.", SAYSO_FIELD_STRING, AT(sayso_entity, key), 0,
     NO_NAMES},
    {"key_basis", "What the key rests on: \"wikidata\", \"full name\", \"surname\", or None.", SAYSO_FIELD_ENUM8,
     AT(sayso_entity, key_basis), 0, NAMES(KEY_BASES)},
};
static const sayso_field GENDER_FIELDS[] = {
    {"value", "\"female\", \"male\" or \"unknown\".", SAYSO_FIELD_ENUM8, AT(sayso_gender, value), 0, NAMES(GENDERS)},
    {"evidence", "\"pronoun\", \"title\", \"given name\", or None.", SAYSO_FIELD_ENUM8, AT(sayso_gender, evidence), 0,
     NAMES(GENDER_EVIDENCES)},
    {"probability", "That the value is right; 0 if unknown.", SAYSO_FIELD_FLOAT, AT(sayso_gender, probability), 0,
     NO_NAMES},
};
static const sayso_field ATTRIBUTION_FIELDS[] = {
    {"uid", "16 hex digits of the text, content, cue and source.", SAYSO_FIELD_UID, AT(sayso_attribution, uid), 0,
     NO_NAMES},
    {"content", "What is said, in one or more pieces, with \"that\" and marks.", SAYSO_FIELD_SPANS,
     AT(sayso_attribution, content), 0, NO_NAMES},
    {"quoted", "What of the content stands in outermost marks, marks left out; of a nested one, in marks of its own.",
     SAYSO_FIELD_SPANS, AT(sayso_attribution, quoted), 0, NO_NAMES},
    {"words", "Words of the content.", SAYSO_FIELD_U32, AT(sayso_attribution, words), 0, NO_NAMES},
    {"quoted_words", "Words in marks that count for it: not those of a nested one in it.", SAYSO_FIELD_U32,
     AT(sayso_attribution, quoted_words), 0, NO_NAMES},
    {"kind", "\"direct\", \"mixed\" or \"indirect\".", SAYSO_FIELD_ENUM8, AT(sayso_attribution, kind), 0, NAMES(KINDS)},
    {"cue", "The words that attribute, or None.", SAYSO_FIELD_SPAN, AT(sayso_attribution, cue), 0, NO_NAMES},
    {"source", "The words that name who says it, or None.", SAYSO_FIELD_SPAN, AT(sayso_attribution, source), 0,
     NO_NAMES},
    {"speaker", "The entity behind the source, or None.", SAYSO_FIELD_REF, AT(sayso_attribution, speaker), SAYSO_ENTITY,
     NO_NAMES},
    {"speakers", "All of them, where there are several.", SAYSO_FIELD_REFS, AT(sayso_attribution, speakers),
     SAYSO_ENTITY, NO_NAMES},
    {"act", "\"speech\", \"belief\", \"intent\" or \"other\".", SAYSO_FIELD_ENUM8, AT(sayso_attribution, act), 0,
     NAMES(ACTS)},
    {"status", "\"said\", \"denied\", \"not said\", \"declined\" or \"unrealized\".", SAYSO_FIELD_ENUM8,
     AT(sayso_attribution, status), 0, NAMES(STATUSES)},
    {"source_kind", "What the speaker is: \"person\", \"organization\", \"place\" ...", SAYSO_FIELD_ENUM8,
     AT(sayso_attribution, source_kind), 0, NAMES(SOURCE_KINDS)},
    {"naming", "\"named\", \"role\", \"undisclosed\" or \"unknown\".", SAYSO_FIELD_ENUM8, AT(sayso_attribution, naming),
     0, NAMES(NAMINGS)},
    {"number", "\"one\", \"several\" or \"unknown\".", SAYSO_FIELD_ENUM8, AT(sayso_attribution, number), 0,
     NAMES(NUMBERS)},
    {"source_count", "How many, where the text says (\"three officials\"), or None.", SAYSO_FIELD_COUNT,
     AT(sayso_attribution, source_count), 0, NO_NAMES},
    {"anonymity", "Description and reason of an anonymous source, or None.", SAYSO_FIELD_VIEW,
     AT(sayso_attribution, anonymity), SAYSO_VIEW_ANONYMITY, NO_NAMES},
    {"channel", "How it was said: \"statement\", \"interview\" ... or \"unstated\".", SAYSO_FIELD_ENUM8,
     AT(sayso_attribution, channel), 0, NAMES(CHANNELS)},
    {"via", "The outlet it was told to, or None.", SAYSO_FIELD_REF, AT(sayso_attribution, via), SAYSO_ENTITY, NO_NAMES},
    {"document", "The words that name the document it is from, or None.", SAYSO_FIELD_SPAN,
     AT(sayso_attribution, document), 0, NO_NAMES},
    {"translated", "The words that say it is translated, or None.", SAYSO_FIELD_SPAN, AT(sayso_attribution, translated),
     0, NO_NAMES},
    {"said_time", "The date on which it was said, or None.", SAYSO_FIELD_REF, AT(sayso_attribution, said_time),
     SAYSO_DATE, NO_NAMES},
    {"sentence", "Index of the sentence in which it begins.", SAYSO_FIELD_COUNT, AT(sayso_attribution, sentence), 0,
     NO_NAMES},
    {"paragraph", "Index of its paragraph.", SAYSO_FIELD_COUNT, AT(sayso_attribution, paragraph), 0, NO_NAMES},
    {"zone", "The kind of its paragraph.", SAYSO_FIELD_ENUM8, AT(sayso_attribution, zone), 0, NAMES(ZONES)},
    {"position", "Share of the story's words before it, 0 to 1.", SAYSO_FIELD_FLOAT, AT(sayso_attribution, position), 0,
     NO_NAMES},
    {"repeat_of", "An earlier one whose quoted words it repeats, all or part of them, or None.", SAYSO_FIELD_REF,
     AT(sayso_attribution, repeat_of), SAYSO_ATTRIBUTION, NO_NAMES},
    {"parent", "The attribution whose content holds it, or None.", SAYSO_FIELD_REF, AT(sayso_attribution, parent),
     SAYSO_ATTRIBUTION, NO_NAMES},
    {"depth", "0 for an outermost one.", SAYSO_FIELD_U32, AT(sayso_attribution, depth), 0, NO_NAMES},
    {"confidence", "Probability that content and source are right.", SAYSO_FIELD_FLOAT,
     AT(sayso_attribution, confidence), 0, NO_NAMES},
    {"speaker_confidence", "Probability that the speaker is right, given those.", SAYSO_FIELD_FLOAT,
     AT(sayso_attribution, speaker_confidence), 0, NO_NAMES},
    {"evidence", "Codes that say why; see sayso.explain().", SAYSO_FIELD_CODES, AT(sayso_attribution, evidence), 0,
     NO_NAMES},
    {"speaker_evidence", "Codes that say why this speaker.", SAYSO_FIELD_CODES, AT(sayso_attribution, speaker_evidence),
     0, NO_NAMES},
};
static const sayso_field ANONYMITY_FIELDS[] = {
    {"description", "The source as printed.", SAYSO_FIELD_SPAN, AT(sayso_anonymity, description), 0, NO_NAMES},
    {"reason", "The reason given, or None.", SAYSO_FIELD_SPAN, AT(sayso_anonymity, reason), 0, NO_NAMES},
};
static const sayso_field DATE_FIELDS[] = {
    {"type", "TIMEX3's type: \"DATE\", \"TIME\", \"DURATION\" or \"SET\".", SAYSO_FIELD_ENUM32, AT(sayso_date, type), 0,
     NAMES(DATE_TYPES)},
    {"value", "TIMEX3's value (\"2021-12-01\", \"P2D\").", SAYSO_FIELD_STRING, AT(sayso_date, value), 0, NO_NAMES},
    {"anchor", "What a relative date was resolved against, or None.", SAYSO_FIELD_ENUM32, AT(sayso_date, anchor), 0,
     NAMES(ANCHORS)},
};
static const sayso_field QUANTITY_FIELDS[] = {
    {"type", "\"MONEY\", \"PERCENT\", \"CARDINAL\", \"ORDINAL\" or \"QUANTITY\".", SAYSO_FIELD_ENUM8,
     AT(sayso_quantity, type), 0, NAMES(QUANTITY_TYPES)},
    {"value", "The number, or None.", SAYSO_FIELD_DOUBLE, AT(sayso_quantity, value), 0, NO_NAMES},
    {"unit", "Currency (ISO 4217), \"%\" or measure, or None.", SAYSO_FIELD_STRING, AT(sayso_quantity, unit), 0,
     NO_NAMES},
    {"approximate", "Does the text say that it is not exact?", SAYSO_FIELD_BOOL, AT(sayso_quantity, approximate), 0,
     NO_NAMES},
};
static const sayso_field WARNING_FIELDS[] = {
    {"code", "What is odd; see sayso.explain().", SAYSO_FIELD_CODE, AT(sayso_warning, code), 0, NO_NAMES},
    {"message", "The same in words.", SAYSO_FIELD_STRING, AT(sayso_warning, detail), 0, NO_NAMES},
    {"span", "Where.", SAYSO_FIELD_SPAN, AT(sayso_warning, span), 0, NO_NAMES},
};
static const sayso_field HEALTH_FIELDS[] = {
    {"story_words", "Words of the story, headlines and furniture left out.", SAYSO_FIELD_U32,
     AT(sayso_health, story_words), 0, NO_NAMES},
    {"quoted_words", "Words of it in quotation marks.", SAYSO_FIELD_U32, AT(sayso_health, quoted_words), 0, NO_NAMES},
    {"attributed", "Share of the quoted words that stand in an attribution; None without any.", SAYSO_FIELD_SHARE,
     AT(sayso_health, attributed), 0, NO_NAMES},
    {"unknown_speakers", "Quotes whose speaker is not known.", SAYSO_FIELD_U32, AT(sayso_health, unknown_speakers), 0,
     NO_NAMES},
    {"unbalanced_marks", "Quotation marks without a partner.", SAYSO_FIELD_U32, AT(sayso_health, unbalanced_marks), 0,
     NO_NAMES},
    {"quote_style", "The kind of mark used most, or None.", SAYSO_FIELD_ENUM32, AT(sayso_health, quote_style), 0,
     NAMES(STYLES)},
    {"english", "How English the text is, 0 to 1.", SAYSO_FIELD_FLOAT, AT(sayso_health, english), 0, NO_NAMES},
    {"story_hash", "16 hex digits of the story's words; near copies differ in a few bits.", SAYSO_FIELD_UID,
     AT(sayso_health, story_hash), 0, NO_NAMES},
};

#define RECORD(name, doc, type, fields, is_span)                                                                       \
    {name, doc, sizeof(type), fields, sizeof(fields) / sizeof *(fields), is_span}
#define BARE(name, doc, type, is_span) {name, doc, sizeof(type), NULL, 0, is_span}

static const sayso_record RECORDS[] = {
    [SAYSO_TOKEN] = RECORD("Token", "A word, number, mark or sign.", sayso_token, TOKEN_FIELDS, 1),
    [SAYSO_SENTENCE] = RECORD("Sentence", "A sentence.", sayso_sentence, SENTENCE_FIELDS, 1),
    [SAYSO_PARAGRAPH] = RECORD("Paragraph", "A paragraph, with what it is.", sayso_paragraph, PARAGRAPH_FIELDS, 1),
    [SAYSO_LAYOUT] = RECORD("Layout", "What stands around the story.", sayso_layout, LAYOUT_FIELDS, 0),
    [SAYSO_MENTION] = RECORD("Mention", "A span that names an entity.", sayso_mention, MENTION_FIELDS, 1),
    [SAYSO_ENTITY] = RECORD("Entity", "All mentions of one person, body or place.", sayso_entity, ENTITY_FIELDS, 0),
    [SAYSO_ATTRIBUTION] =
        RECORD("Attribution", "Who says what: content, cue and source.", sayso_attribution, ATTRIBUTION_FIELDS, 0),
    [SAYSO_SCARE_QUOTE] = BARE("Span", "Marks without attribution.", sayso_span, 1),
    [SAYSO_DATE] = RECORD("Date", "A time expression with its TIMEX3 value.", sayso_date, DATE_FIELDS, 1),
    [SAYSO_QUANTITY] = RECORD("Quantity", "An amount with its value and unit.", sayso_quantity, QUANTITY_FIELDS, 1),
    [SAYSO_WARNING] = RECORD("Warning", "Something odd about the text.", sayso_warning, WARNING_FIELDS, 0),
    [SAYSO_HEALTH] = RECORD("Health", "How well the text could be read, without gold.", sayso_health, HEALTH_FIELDS, 0),
    [SAYSO_SPAN] = BARE("Span", "A stretch of the text.", sayso_span, 1),
    [SAYSO_REF] = BARE("Ref", "An index.", uint32_t, 0),
    [SAYSO_STRING] = BARE("String", "Bytes of strings.", char, 0),
    [SAYSO_TEXT] = BARE("Text", "Bytes of the text.", char, 0),
    [SAYSO_CHECKPOINT] = BARE("Checkpoint", "Code points before each 64th byte.", uint32_t, 0),
    [SAYSO_VIEW_DATELINE] =
        RECORD("Dateline", "Place, agency and date that open the story.", sayso_dateline, DATELINE_FIELDS, 1),
    [SAYSO_VIEW_ANONYMITY] = RECORD("Anonymity", "How an anonymous source is described, and why it is anonymous.",
                                    sayso_anonymity, ANONYMITY_FIELDS, 0),
    [SAYSO_VIEW_GENDER] =
        RECORD("Gender", "A person's gender as far as the article tells.", sayso_gender, GENDER_FIELDS, 0),
};

const sayso_record *sayso_schema(uint32_t kind)
{
    return kind < COUNT(RECORDS) && RECORDS[kind].name ? &RECORDS[kind] : NULL;
}
