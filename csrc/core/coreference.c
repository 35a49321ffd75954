/* coreference: names of people to entities.  Whole names are known before single ones are read, so that a headline's
 * "Okafor" finds the "Grace Okafor" of the story; two people of one surname stay two. */
#include "people_parts.h"

#include <string.h>

#define BEARERS 8u /* of one surname that are told apart; more are a crowd */

struct bearer {
    uint32_t group, next;
};

struct linker {
    struct view *v;
    struct table table;
    array_of(struct bearer) bearers;
};

/* One key space in one table. */
enum { KEY_FULL = 1, KEY_TAIL, KEY_SURNAME, KEY_GIVEN, KEY_ALONE, KEY_VAGUE, KEY_WIKIDATA };

static uint64_t keyed(uint64_t space, uint64_t hash) { return hash_join(space * UINT64_C(0x51ED270B), hash); }

/* A person's name taken apart. */
struct parts {
    uint64_t given, middle, tail, surname, suffix;
    uint64_t nickname; /* in marks or brackets */
    uint32_t words;    /* particles counted, suffixes not */
    uint32_t units;    /* without particles, hyphenated ones as one */
    uint8_t initial;   /* the given name is an initial: that letter */
    uint8_t letter;    /* with which the given name begins */
};

static const struct {
    char nick[8], given[12];
} nicknames[] = {
    {"abby", "abigail"},   {"al", "albert"},         {"alex", "alexander"}, {"andy", "andrew"},    {"barb", "barbara"},
    {"ben", "benjamin"},   {"bernie", "bernard"},    {"beth", "elizabeth"}, {"bill", "william"},   {"bob", "robert"},
    {"bobby", "robert"},   {"chris", "christopher"}, {"chuck", "charles"},  {"dan", "daniel"},     {"dave", "david"},
    {"debbie", "deborah"}, {"don", "donald"},        {"ed", "edward"},      {"fred", "frederick"}, {"greg", "gregory"},
    {"hank", "henry"},     {"jeff", "jeffrey"},      {"jen", "jennifer"},   {"jerry", "gerald"},   {"jim", "james"},
    {"jimmy", "james"},    {"joe", "joseph"},        {"johnny", "john"},    {"jon", "jonathan"},   {"josh", "joshua"},
    {"kate", "katherine"}, {"ken", "kenneth"},       {"larry", "lawrence"}, {"liz", "elizabeth"},  {"matt", "matthew"},
    {"mick", "michael"},   {"mike", "michael"},      {"mitch", "mitchell"}, {"nick", "nicholas"},  {"pam", "pamela"},
    {"pat", "patrick"},    {"pete", "peter"},        {"phil", "philip"},    {"ray", "raymond"},    {"rich", "richard"},
    {"rick", "richard"},   {"rob", "robert"},        {"ron", "ronald"},     {"sam", "samuel"},     {"steve", "steven"},
    {"sue", "susan"},      {"ted", "edward"},        {"tim", "timothy"},    {"tom", "thomas"},     {"tommy", "thomas"},
    {"tony", "anthony"},   {"vince", "vincent"},     {"walt", "walter"},    {"will", "william"}};

static uint64_t given_hash(const struct view *v, uint32_t i)
{
    uint32_t low = 0, high = sizeof nicknames / sizeof *nicknames;
    const struct token *token = token_at(v, i);
    uint32_t size = token->end - token->start;
    while (size < sizeof nicknames->nick && low < high) {
        uint32_t middle = (low + high) / 2;
        const uint8_t *bytes = v->text->bytes + token->start;
        int order = 0;
        for (uint32_t k = 0; k < size && order == 0; k++)
            order = (bytes[k] | 0x20) - (uint8_t)nicknames[middle].nick[k];
        if (order == 0 && nicknames[middle].nick[size] == '\0')
            return hash_of(nicknames[middle].given);
        if (order > 0)
            low = middle + 1;
        else
            high = middle;
    }
    return word_hash(v, i);
}

static struct parts read_parts(const struct view *v, const struct mention *mention)
{
    struct parts parts = {0};
    bool joined = false;
    for (uint32_t i = mention->first; i < mention->last; i++) {
        const struct token *token = token_at(v, i);
        uint64_t classes = classes_at(v, i);
        uint32_t past = mention_past_nickname(v->tokens->list.items, mention, i);
        if (past > i) {
            parts.nickname = given_hash(v, i + 1);
            parts.words++;
            i = past - 1;
            continue;
        }
        if (token->ascii == '-' || token->ascii == ',') {
            joined = token->ascii == '-' && i > mention->first;
            continue;
        }
        if (is_mark(v, i))
            continue;
        if (i > mention->first && (classes & LEX_NAME_SUFFIX) && !joined) {
            parts.suffix = word_hash(v, i);
            continue;
        }
        bool hyphen = i + 1 < mention->last && is_char(v, i + 1, '-');
        uint64_t hash = word_hash(v, i);
        parts.words++;
        if ((classes & LEX_NAME_PARTICLE) && (token->letters == CASED_LOWER || hyphen) && i + 1 < mention->last) {
            parts.tail = parts.surname ? parts.surname : hash;
            parts.surname = hash;
            if (hyphen)
                i++; /* "al-Haddad" is found as "Haddad" */
            continue;
        }
        if (joined) {
            parts.surname = hash_join(parts.surname, hash);
            if (parts.units == 1)
                parts.given = parts.surname;
        } else {
            if (parts.units == 0) {
                parts.letter = (uint8_t)(v->text->bytes[token->start] | 0x20);
                /* "J. Vell", "CT Vell" */
                bool letters = token->letters == CASED_UPPER && token->end - token->start <= 3;
                parts.initial = token->letters == CASED_SINGLE || letters ? parts.letter : 0;
                parts.given = given_hash(v, i);
            } else if (parts.units == 1 && i + 1 < mention->last) {
                parts.middle = (uint64_t)(v->text->bytes[token->start] | 0x20);
            }
            parts.tail = parts.surname;
            parts.surname = hash;
            parts.units++;
        }
        joined = false;
    }
    return parts;
}

static sayso_status bear(struct linker *l, uint64_t key, uint32_t group)
{
    struct slot *slot = table_put(&l->table, key);
    if (!slot)
        return SAYSO_OK;
    struct bearer *bearer = array_push(l->v->memory, &l->bearers);
    if (!bearer)
        return SAYSO_ERROR_MEMORY;
    *bearer = (struct bearer){group, slot->value};
    slot->value = l->bearers.count - 1;
    return SAYSO_OK;
}

static uint32_t known(const struct linker *l, uint64_t key)
{
    const struct slot *slot = table_find(&l->table, key);
    return slot ? slot->value : SAYSO_NONE;
}

static void remember(struct linker *l, uint64_t key, uint32_t group)
{
    struct slot *slot = table_put(&l->table, key);
    if (slot && slot->value == SAYSO_NONE)
        slot->value = group;
}

static void take_given(struct view *v, struct group *group, const struct mention *mention)
{
    if (token_at(v, mention->first)->letters == CASED_SINGLE)
        return;
    uint32_t value = value_at(v, mention->first, LEX_GIVEN, 255);
    /* "Jean-François": a man, though "Jean" counts as a woman's name in the United States */
    bool jean =
        mention->first + 2 < mention->last && is_char(v, mention->first + 1, '-') && word_is(v, mention->first, "jean");
    group->women = jean ? 0 : (uint8_t)(value & 255u);
    group->bearers = (uint8_t)((value >> 8) & 255u);
}

/* The role noun right before a name: "Premier" Lavoie; 0: none. */
static uint64_t role_before(const struct view *v, uint32_t m)
{
    uint32_t first = mention_of(v, m)->first, title = first ? mention_at(v, first - 1) : SAYSO_NONE;
    if (title == SAYSO_NONE || mention_of(v, title)->label != SAYSO_TITLE ||
        (mention_of(v, title)->classes & LEX_HONORIFIC))
        return 0;
    return word_hash(v, title_head(v, mention_of(v, title)));
}

static uint32_t new_person(struct linker *l, uint32_t m, const struct parts *parts)
{
    struct view *v = l->v;
    uint32_t g = group_new(v, m);
    if (g == SAYSO_NONE)
        return g;
    struct group *group = &v->groups.items[g];
    group->surname = parts->surname;
    group->suffix = parts->suffix;
    group->role = role_before(v, m);
    if (parts->units >= 2) {
        group->given = parts->given;
        group->middle = parts->middle;
        take_given(v, group, mention_of(v, m));
    }
    return g;
}

static uint64_t full_key(const struct parts *parts)
{
    return keyed(KEY_FULL, hash_join(hash_join(parts->given, parts->surname), parts->suffix));
}

/* A whole name: the group of the same given name and surname, unless middle names differ. */
static sayso_status link_whole(struct linker *l, uint32_t m, const struct parts *parts)
{
    struct view *v = l->v;
    uint32_t wikidata = mention_of(v, m)->wikidata;
    uint64_t key = full_key(parts);
    uint32_t g = wikidata ? known(l, keyed(KEY_WIKIDATA, wikidata)) : SAYSO_NONE;
    if (g == SAYSO_NONE)
        g = known(l, key);
    if (g != SAYSO_NONE && parts->middle && v->groups.items[g].middle && parts->middle != v->groups.items[g].middle) {
        key = hash_join(key, parts->middle); /* "George H. W. Bush" is not "George W. Bush" */
        g = known(l, key);
    }
    if (g == SAYSO_NONE && parts->words == 2)
        g = known(l, keyed(KEY_TAIL, hash_join(parts->given, parts->surname)));
    if (g != SAYSO_NONE) {
        group_join(v, m, g, EVIDENCE_EARLIER_NAME);
        if (parts->middle && !v->groups.items[g].middle)
            v->groups.items[g].middle = parts->middle;
        return SAYSO_OK;
    }
    if ((g = new_person(l, m, parts)) == SAYSO_NONE)
        return SAYSO_ERROR_MEMORY;
    remember(l, key, g);
    if (wikidata)
        remember(l, keyed(KEY_WIKIDATA, wikidata), g);
    if (parts->words >= 3)
        remember(l, keyed(KEY_TAIL, hash_join(parts->tail, parts->surname)), g);
    sayso_status status = bear(l, keyed(KEY_SURNAME, parts->surname), g);
    if (status == SAYSO_OK)
        status = bear(l, keyed(KEY_GIVEN, parts->given), g);
    if (status || !parts->nickname)
        return status;
    struct parts called = *parts;
    called.given = parts->nickname;
    remember(l, full_key(&called), g);
    return bear(l, keyed(KEY_GIVEN, parts->nickname), g);
}

struct choice {
    uint32_t group, count, established, established_count, titled, titled_count;
};

static bool contradicts(const struct group *group, const struct mention *mention, const struct parts *parts)
{
    if (parts->suffix && group->suffix != parts->suffix)
        return true;
    if (mention->gender && group->gender && mention->gender != group->gender)
        return true;
    if (mention->gender && group->women <= 100 && group->bearers >= 8)
        return mention->gender == SAYSO_FEMALE ? group->women < 5 : group->women > 95;
    return false;
}

/* The bearers of a name that fit a short mention; `earlier`: only those met before it. */
static struct choice choose(const struct linker *l, uint64_t key, uint32_t m, const struct parts *parts, bool earlier)
{
    const struct view *v = l->v;
    struct choice choice = {SAYSO_NONE, 0, SAYSO_NONE, 0, SAYSO_NONE, 0};
    uint64_t role = role_before(v, m);
    uint32_t steps = 0;
    for (uint32_t b = known(l, key); b != SAYSO_NONE; b = l->bearers.items[b].next) {
        uint32_t g = l->bearers.items[b].group;
        const struct group *group = &v->groups.items[g];
        if (++steps > BEARERS) {
            choice.count = 2;
            break;
        }
        if ((earlier && group->first > m) || contradicts(group, mention_of(v, m), parts))
            continue;
        if (parts->units >= 2 && parts->initial) {
            uint8_t letter = (uint8_t)(v->text->bytes[token_at(v, mention_of(v, group->name)->first)->start] | 0x20);
            if (letter != parts->initial)
                continue;
        }
        choice.group = g;
        choice.count++;
        if (role && role == group->role) {
            choice.titled = g;
            choice.titled_count++;
        }
        if (group->established) {
            choice.established = g;
            choice.established_count++;
        }
    }
    return choice;
}

/* A title that a surname follows; "Sir", "Dame" and the like stand before given names too. */
static bool titled(const struct view *v, uint32_t m)
{
    static const char *const given[] = {"sir",   "dame",   "prince",   "princess", "king",
                                        "queen", "sister", "father",   "brother",  "pope",
                                        "aunt",  "uncle",  "monsieur", "madame",   NULL};
    uint32_t first = mention_of(v, m)->first;
    if (first > 0 && word_among(v, first - 1, given))
        return false;
    return first > 0 && (classes_at(v, first - 1) & (LEX_HONORIFIC | LEX_TITLE | LEX_TITLE_ABBREVIATION)) != 0;
}

/* An initial and a surname, or one word: whom can it mean? */
static sayso_status link_short(struct linker *l, uint32_t m, const struct parts *parts)
{
    struct view *v = l->v;
    uint64_t surname = keyed(KEY_SURNAME, parts->surname);
    uint32_t own = mention_of(v, m)->own_name ? known(l, keyed(KEY_WIKIDATA, mention_of(v, m)->wikidata)) : SAYSO_NONE;
    if (own != SAYSO_NONE) { /* an alias that the caller gave */
        group_join(v, m, own, EVIDENCE_USER_LEXICON);
        return SAYSO_OK;
    }
    struct choice choice = choose(l, surname, m, parts, true);
    if (choice.count == 0)
        choice = choose(l, surname, m, parts, false);
    if (choice.count == 0 && parts->units == 1 && !titled(v, m))
        choice = choose(l, keyed(KEY_GIVEN, parts->given), m, parts, true);
    else if (choice.count == 1)
        v->groups.items[choice.group].established = 1;
    if (choice.count > 1 && choice.titled_count == 1) /* "Premier Lavoie", who is not Justice Minister Lavoie */
        choice = (struct choice){.group = choice.titled, .count = 1};
    if (choice.count > 1 && choice.established_count == 1)
        choice = (struct choice){.group = choice.established, .count = 1};
    if (choice.count == 1) {
        group_join(v, m, choice.group, EVIDENCE_EARLIER_NAME);
        return SAYSO_OK;
    }
    uint64_t key = keyed(choice.count ? KEY_VAGUE : KEY_ALONE,
                         hash_join(parts->units >= 2 ? parts->given : 1, hash_join(parts->surname, parts->suffix)));
    uint32_t g = known(l, key);
    if (g != SAYSO_NONE && !contradicts(&v->groups.items[g], mention_of(v, m), parts)) {
        group_join(v, m, g, EVIDENCE_EARLIER_NAME);
        return SAYSO_OK;
    }
    if ((g = new_person(l, m, parts)) == SAYSO_NONE)
        return SAYSO_ERROR_MEMORY;
    v->groups.items[g].vague = choice.count > 0;
    if (parts->units < 2)
        take_given(v, &v->groups.items[g], mention_of(v, m));
    remember(l, key, g);
    if (mention_of(v, m)->own_name)
        remember(l, keyed(KEY_WIKIDATA, mention_of(v, m)->wikidata), g);
    /* "J.R. Macklin": whoever is called "Macklin" later */
    return parts->units >= 2 && !v->groups.items[g].vague ? bear(l, surname, g) : SAYSO_OK;
}

/* Three passes over the people: names of three words or more, of two, then all that lean on them. */
static sayso_status link_pass(struct linker *l, int pass)
{
    const struct view *v = l->v;
    for (uint32_t m = 0; m < v->names->list.count; m++) {
        const struct mention *mention = mention_of(v, m);
        if (mention->label != SAYSO_PERSON || v->notes.items[m].group != SAYSO_NONE)
            continue;
        struct parts parts = read_parts(v, mention);
        v->notes.items[m].words = (uint8_t)(parts.words < 255 ? parts.words : 255);
        bool whole = parts.units >= 2 && !parts.initial;
        if (pass == 2 ? false : !whole || (parts.words >= 3) != (pass == 0))
            continue;
        sayso_status status = whole ? link_whole(l, m, &parts) : link_short(l, m, &parts);
        if (status)
            return status;
    }
    return SAYSO_OK;
}

sayso_status people_link(struct view *v)
{
    struct linker l = {.v = v};
    sayso_status status = SAYSO_ERROR_MEMORY;
    uint32_t people = 0;
    for (uint32_t m = 0; m < v->names->list.count; m++)
        people += mention_of(v, m)->label == SAYSO_PERSON;
    if (people == 0)
        return SAYSO_OK;
    if (!table_create(v, &l.table, 8 * people))
        goto done;
    for (int pass = 0; pass < 3; pass++)
        if ((status = link_pass(&l, pass)) != SAYSO_OK)
            goto done;
done:
    table_free(v, &l.table);
    array_free(v->memory, &l.bearers);
    return status;
}
