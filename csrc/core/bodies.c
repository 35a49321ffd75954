/* bodies: the organisation that a noun stands for: "the bank" for a company, "the union" for an association of nurses,
 * "the ministry" for a department. */
#include "sectors.h"

#define KINDS 11u

/* Nouns that stand for one kind of body, words in the names of such, the lexicon's classes and the sectors of such. */
static const struct {
    const char *const nouns[26], *const heads[24];
    uint64_t classes;
    uint8_t sectors[3];
} kinds[KINDS] = {
    {{"company", "bank",    "firm",         "airline",     "carmaker", "automaker", "retailer",
      "maker",   "carrier", "lender",       "railway",     "railroad", "utility",   "producer",
      "giant",   "chain",   "manufacturer", "developer",   "operator", "startup",   "insurer",
      "brewer",  "miner",   "grocer",       "corporation", NULL},
     {"corp", "inc", "ltd", "co", "company", "group", "holdings", "corporation", "limited", "plc", "llc", NULL},
     LEX_COMPANY,
     {SAYSO_BUSINESS}},
    {{"union", "local", "guild", "federation", NULL},
     {"union",    "local",        "federation", "association", "alliance",  "brotherhood",
      "guild",    "congress",     "teamsters",  "workers",     "employees", "nurses",
      "teachers", "steelworkers", "unifor",     "cupe",        "psac",      "cupw",
      "opseu",    "seiu",         "ufcw",       NULL},
     0,
     {0}},
    {{"ministry", "department", NULL},
     {"ministry", "department", "office", "canada", "secretariat", NULL},
     LEX_GOVERNMENT,
     {SAYSO_EXECUTIVE}},
    {{"agency", "regulator", "watchdog", "authority", "commission", "bureau", "service", "board", "tribunal", NULL},
     {"agency", "authority", "commission", "board", "administration", "bureau", "service", "office", "canada",
      "council", "tribunal", "services", NULL},
     LEX_GOVERNMENT,
     {SAYSO_EXECUTIVE}},
    {{"force", "detachment", "police", NULL}, {"police", "rcmp", "constabulary", "opp", NULL}, 0, {SAYSO_POLICE}},
    {{"party", "caucus", NULL},
     {"party", "ndp", "liberals", "conservatives", "greens", NULL},
     LEX_PARTY,
     {SAYSO_PARTY}},
    {{"university", "school", "college", "institute", "institution", "academy", NULL},
     {"university", "college", "school", "institute", "academy", NULL},
     LEX_UNIVERSITY,
     {SAYSO_ACADEMIA}},
    {{"league", "team", "club", "franchise", NULL},
     {"league", "association", "conference", "club", "fc", NULL},
     LEX_CLUB,
     {SAYSO_SPORT_AND_CULTURE}},
    {{"newspaper", "paper", "broadcaster", "network", "station", "magazine", "publisher", "outlet", NULL},
     {"times", "post", "news", "radio", "herald", "star", NULL},
     LEX_OUTLET | LEX_AGENCY,
     {SAYSO_MEDIA}},
    {{"hospital", "clinic", "centre", "center", NULL},
     {"hospital", "clinic", "centre", "center", "health", NULL},
     0,
     {SAYSO_HEALTH}},
    {{"group", "organization", "organisation", "association", "coalition", "foundation", "charity", "society",
      "alliance", "nonprofit", "ngo", "council", NULL},
     {"association", "society", "coalition", "foundation", "alliance", "network", "council", "group", "federation",
      "friends", "institute", "fund", NULL},
     LEX_ORG,
     {SAYSO_CIVIL_SOCIETY}}};

static uint32_t kind_of_noun(const struct view *v, uint32_t noun)
{
    for (uint32_t k = 0; k < KINDS; k++)
        if (word_among(v, noun, kinds[k].nouns))
            return k;
    return KINDS;
}

/* Does a name say by its words or its class what kind of body it is? */
static bool says_kind(const struct view *v, const struct mention *name, uint32_t kind)
{
    if (name->classes & kinds[kind].classes)
        return true;
    uint32_t last = name->last < name->first + 12 ? name->last : name->first + 12;
    for (uint32_t i = name->first; i < last; i++)
        if (word_among(v, i, kinds[kind].heads))
            return true;
    return false;
}

/* How well a noun fits an organisation: 3 its name holds the noun, 2 its name or sector tells the kind, 1 nothing is
 * known that speaks against it, 0 not at all. */
static int fit(const struct view *v, uint32_t noun, uint32_t kind, uint32_t entity)
{
    const struct entity *body = &v->people->entities.items[entity];
    const struct mention *name = mention_of(v, body->name);
    if (body->label != SAYSO_ORG)
        return 0;
    for (uint32_t i = name->first; i < name->last && i < name->first + 12; i++)
        if (word_hash(v, i) == word_hash(v, noun))
            return 3;
    if (kind == KINDS)
        return 0;
    if (says_kind(v, name, kind))
        return 2;
    for (uint32_t k = 0; k < 3 && kinds[kind].sectors[k]; k++)
        if (body->sector == kinds[kind].sectors[k])
            return 2;
    for (uint32_t k = 0; k < KINDS; k++)
        if (k != kind && says_kind(v, name, k))
            return 0;
    return body->sector == SAYSO_SECTOR_UNKNOWN && !(name->classes & LEX_ANY_ORG);
}

uint32_t body_meant(const struct walk *w, uint32_t noun, uint32_t subject)
{
    const struct view *v = w->v;
    uint32_t kind = kind_of_noun(v, noun), found = SAYSO_NONE;
    uint32_t count = w->body_count < BODIES ? w->body_count : BODIES;
    int best = 0;
    bool unsure = false;
    for (uint32_t k = 0; k <= count; k++) {
        uint32_t body = k == 0 ? subject : w->bodies[(w->body_count - k) % BODIES];
        int fits = body == SAYSO_NONE ? 0 : fit(v, noun, kind, body);
        unsure |= fits == 1 && best == 1 && body != found; /* two of which nothing is known */
        if (fits > best) {
            best = fits;
            found = body;
        }
    }
    return best == 1 && unsure ? SAYSO_NONE : found;
}
