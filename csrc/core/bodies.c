/* bodies: the organisation that a noun stands for: "the bank" for a company, "the union" for an association of nurses,
 * "the ministry" for a department, "the province" for Ontario. */
#include "sectors.h"

#define KINDS    11u
#define MENTIONS 96u /* that are looked at, backwards */
#define BODIES   8u  /* organisations among them */

/* Nouns that stand for one kind of body, words in the names of such, the lexicon's classes and the sector of such. */
static const struct {
    const char *const nouns[26], *const heads[24];
    uint64_t classes;
    uint8_t sector;
} kinds[KINDS] = {
    {{"company", "bank",    "firm",         "airline",     "carmaker", "automaker", "retailer",
      "maker",   "carrier", "lender",       "railway",     "railroad", "utility",   "producer",
      "giant",   "chain",   "manufacturer", "developer",   "operator", "startup",   "insurer",
      "brewer",  "miner",   "grocer",       "corporation", NULL},
     {"corp", "inc", "ltd", "co", "company", "group", "holdings", "corporation", "limited", "plc", "llc", NULL},
     LEX_COMPANY,
     SAYSO_BUSINESS},
    {{"union", "local", "guild", "federation", NULL},
     {"union",    "local",        "federation", "association", "alliance",  "brotherhood",
      "guild",    "congress",     "teamsters",  "workers",     "employees", "nurses",
      "teachers", "steelworkers", "unifor",     "cupe",        "psac",      "cupw",
      "opseu",    "seiu",         "ufcw",       NULL},
     0,
     0},
    {{"ministry", "department", NULL},
     {"ministry", "department", "office", "canada", "secretariat", NULL},
     LEX_GOVERNMENT,
     SAYSO_EXECUTIVE},
    {{"agency", "regulator", "watchdog", "authority", "commission", "bureau", "service", "board", "tribunal", NULL},
     {"agency", "authority", "commission", "board", "administration", "bureau", "service", "office", "canada",
      "council", "tribunal", "services", NULL},
     LEX_GOVERNMENT,
     SAYSO_EXECUTIVE},
    {{"force", "detachment", "police", NULL}, {"police", "rcmp", "constabulary", "opp", NULL}, 0, SAYSO_POLICE},
    {{"party", "caucus", NULL}, {"party", "ndp", "liberals", "conservatives", "greens", NULL}, LEX_PARTY, SAYSO_PARTY},
    {{"university", "school", "college", "institute", "institution", "academy", NULL},
     {"university", "college", "school", "institute", "academy", NULL},
     LEX_UNIVERSITY,
     SAYSO_ACADEMIA},
    {{"league", "team", "club", "franchise", NULL},
     {"league", "association", "conference", "club", "fc", NULL},
     LEX_CLUB,
     SAYSO_SPORT_AND_CULTURE},
    {{"newspaper", "paper", "broadcaster", "network", "station", "magazine", "publisher", "outlet", NULL},
     {"times", "post", "news", "radio", "herald", "star", NULL},
     LEX_OUTLET | LEX_AGENCY,
     SAYSO_MEDIA},
    {{"hospital", "clinic", "centre", "center", NULL},
     {"hospital", "clinic", "centre", "center", "health", NULL},
     0,
     SAYSO_HEALTH},
    {{"group", "organization", "organisation", "association", "coalition", "foundation", "charity", "society",
      "alliance", "nonprofit", "ngo", "council", NULL},
     {"association", "society", "coalition", "foundation", "alliance", "network", "council", "group", "federation",
      "friends", "institute", "fund", NULL},
     LEX_ORG,
     SAYSO_CIVIL_SOCIETY}};

static uint32_t kind_of_noun(const struct view *v, uint32_t noun)
{
    for (uint32_t k = 0; k < KINDS; k++)
        if (word_among(v, noun, kinds[k].nouns))
            return k;
    return KINDS;
}

/* Does a name say by its words, its class or the lexicon of sectors what kind of body it is? */
static bool says_kind(const struct view *v, const struct mention *name, uint32_t kind)
{
    if (name->classes & kinds[kind].classes)
        return true;
    uint32_t last = name->last < name->first + 12 ? name->last : name->first + 12;
    for (uint32_t i = name->first; i < last; i++)
        if (word_among(v, i, kinds[kind].heads))
            return true;
    uint32_t sector = sector_word(v, name->last - 1);
    return kinds[kind].sector && (sector & (SECTOR_BODY | SECTOR_NAME)) && SECTOR_OF(sector) == kinds[kind].sector;
}

/* A place that a noun names the kind of: the lexicon's classes of such places, 0 for other nouns. */
static uint64_t places_of_noun(const struct view *v, uint32_t noun)
{
    static const char *const towns[] = {"city", "town", "municipality", "village", "township", NULL};
    static const char *const regions[] = {"province", "territory", "state", NULL};
    if (word_among(v, noun, towns))
        return LEX_CITY;
    return word_among(v, noun, regions) ? LEX_REGION : 0;
}

/* How well a noun fits a name: 3 the name holds the noun, 2 it tells the kind, 1 nothing speaks against it, 0 not at
 * all.  A place must have acted as its government. */
static int fit(const struct view *v, uint32_t noun, uint32_t kind, const struct mention *name)
{
    if (name->label == SAYSO_GPE)
        return (name->classes & places_of_noun(v, noun)) && name->metonymy == SAYSO_GOVERNMENT ? 2 : 0;
    if (name->label != SAYSO_ORG)
        return 0;
    for (uint32_t i = name->first; i < name->last && i < name->first + 12; i++)
        if (word_hash(v, i) == word_hash(v, noun))
            return 3;
    if (kind == KINDS)
        return 0;
    if (says_kind(v, name, kind))
        return 2;
    for (uint32_t k = 0; k < KINDS; k++)
        if (k != kind && says_kind(v, name, k))
            return 0;
    /* a name that tells nothing may be a company or group; unions, schools and ministries say what they are */
    return (kind == 0 || kind == KINDS - 1) && !(name->classes & LEX_ANY_ORG);
}

uint32_t body_meant(const struct view *v, uint32_t noun, uint32_t mention)
{
    uint32_t kind = kind_of_noun(v, noun), found = SAYSO_NONE, met[BODIES], count = 0;
    int best = 0;
    bool unsure = false;
    for (uint32_t k = 0; k < MENTIONS && mention > 0 && count < BODIES; k++) {
        uint32_t m = --mention;
        int fits = fit(v, noun, kind, mention_of(v, m));
        bool subject = v->notes.items[m].place == PLACE_SUBJECT;
        if (!fits || v->notes.items[m].group == SAYSO_NONE || (fits == 1 && !subject)) /* "Dominion workers" */
            continue;
        uint32_t group = group_root(v, v->notes.items[m].group), seen = 0;
        while (seen < count && met[seen] != group)
            seen++;
        if (seen == count)
            met[count++] = group;
        int score = 2 * fits + subject;
        unsure |= fits == 1 && best > 0 && group != found; /* two of which nothing is known */
        if (score > best) {
            best = score;
            found = group;
        }
    }
    return best < 4 && unsure ? SAYSO_NONE : found;
}

uint32_t mention_before(const struct view *v, uint32_t token)
{
    uint32_t low = 0, high = v->names->list.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (mention_of(v, middle)->first < token)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
