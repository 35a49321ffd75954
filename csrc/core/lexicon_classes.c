/* lexicon_classes: the names of the classes, and the currencies that values stand for. */
#include "lexicon.h"

static const char *const class_names[LEX_COUNT] = {
    "given_name",    "surname",       "country",     "region",       "city",
    "place",         "nationality",   "group",       "language",     "organization",
    "party",         "company",       "university",  "club",         "agency",
    "outlet",        "government",    "military",    "event",        "law",
    "product",       "facility",      "person",      "work_of_art",  "organization_head",
    "place_head",    "facility_head", "event_head",  "law_head",     "honorific",
    "title",         "role",          "collective",  "kin",          "name_suffix",
    "name_particle", "document",      "cue_verb",    "cue_noun",     "cue_phrase",
    "pronoun",       "determiner",    "preposition", "conjunction",  "auxiliary",
    "modal",         "negation",      "adverb",      "function",     "common",
    "verb",          "month",         "weekday",     "time_unit",    "holiday",
    "number_word",   "magnitude",     "currency",    "abbreviation", "title_abbreviation",
    "sector"};

/* Append-only: the values of LEX_CURRENCY in english.sayso count on the order. */
static const char *const currencies[] = {
    "USD", "EUR", "GBP", "JPY", "CNY", "INR", "RUB", "BRL", "CHF", "CAD", "AUD", "NZD", "MXN", "KRW", "KPW",
    "SEK", "NOK", "DKK", "ISK", "PLN", "CZK", "HUF", "RON", "BGN", "UAH", "BYN", "TRY", "ILS", "EGP", "SAR",
    "AED", "QAR", "KWD", "BHD", "OMR", "JOD", "IQD", "IRR", "SYP", "LBP", "YER", "PKR", "BDT", "LKR", "NPR",
    "AFN", "KZT", "UZS", "AMD", "AZN", "GEL", "IDR", "MYR", "SGD", "THB", "VND", "PHP", "HKD", "TWD", "MMK",
    "KHR", "LAK", "MNT", "ZAR", "NGN", "GHS", "KES", "UGX", "TZS", "ETB", "MAD", "DZD", "TND", "LYD", "SDG",
    "SOS", "ZWL", "ZMW", "MZN", "AOA", "XAF", "XOF", "COP", "ARS", "CLP", "PEN", "UYU", "BOB", "PYG", "VES",
    "CUP", "DOP", "HTG", "JMD", "GTQ", "HNL", "NIO", "CRC", "PAB", "RSD", "ALL", "MKD", "BAM", "MDL", "BTC"};

const char *const *lexicon_class_names(void) { return class_names; }

const char *lexicon_currency(uint32_t value)
{
    return value < sizeof currencies / sizeof *currencies ? currencies[value] : NULL;
}
