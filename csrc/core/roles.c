/* roles: role nouns that stand alone ("the senator", "the official", "the ministry", "officials"): who bears the role,
 * or an entity of their own.  The undisclosed are kept apart: "the official" is the one of this or the last paragraph. */
#include "sectors.h"

/* A broader word for whoever bears the narrower title. */
static const struct {
    char narrow[20], broad[16];
} broader[] = {{"ambassador", "diplomat"},
               {"ambassador", "envoy"},
               {"envoy", "diplomat"},
               {"foreign minister", "diplomat"},
               {"foreign secretary", "diplomat"},
               {"secretary of state", "diplomat"},
               {"consul", "diplomat"},
               {"senator", "lawmaker"},
               {"senator", "legislator"},
               {"sen", "senator"},
               {"sen", "lawmaker"},
               {"representative", "lawmaker"},
               {"representative", "congressman"},
               {"representative", "congresswoman"},
               {"rep", "representative"},
               {"rep", "congressman"},
               {"rep", "congresswoman"},
               {"rep", "lawmaker"},
               {"congressman", "lawmaker"},
               {"congresswoman", "lawmaker"},
               {"prime minister", "pm"},
               {"pm", "prime minister"},
               {"mp", "parliamentarian"},
               {"cllr", "councillor"},
               {"coun", "councillor"},
               {"const", "constable"},
               {"const", "officer"},
               {"cst", "constable"},
               {"cst", "officer"},
               {"cpl", "corporal"},
               {"cpl", "officer"},
               {"insp", "inspector"},
               {"insp", "officer"},
               {"sgt", "officer"},
               {"inspector", "officer"},
               {"sergeant", "officer"},
               {"superintendent", "officer"},
               {"gov", "governor"},
               {"gen", "general"},
               {"gen", "commander"},
               {"general", "commander"},
               {"prof", "professor"},
               {"dr", "doctor"},
               {"pres", "president"},
               {"col", "colonel"},
               {"capt", "captain"},
               {"sgt", "sergeant"},
               {"rev", "reverend"},
               {"adm", "admiral"},
               {"lt", "lieutenant"},
               {"supt", "superintendent"},
               {"president", "leader"},
               {"prime minister", "premier"},
               {"prime minister", "leader"},
               {"premier", "prime minister"},
               {"chancellor", "leader"},
               {"chairman", "chair"},
               {"chairwoman", "chair"},
               {"chief executive", "executive"},
               {"ceo", "executive"},
               {"ceo", "chief executive"},
               {"professor", "academic"},
               {"professor", "scholar"},
               {"professor", "researcher"},
               {"lawyer", "attorney"},
               {"attorney", "lawyer"},
               {"attorney general", "prosecutor"},
               {"spokesman", "spokesperson"},
               {"spokeswoman", "spokesperson"},
               {"mp", "lawmaker"},
               {"councilman", "councilor"},
               {"coun", "councilor"},
               {"ald", "alderman"},
               {"det", "detective"},
               {"pte", "private"},
               {"cmdr", "commander"},
               {"maj", "major"},
               {"constable", "officer"},
               {"msgr", "monsignor"},
               {"fr", "priest"},
               {"rev", "pastor"},
               {"rev", "minister"},
               {"dr", "physician"},
               {"dr", "surgeon"},
               {"mla", "legislator"},
               {"mpp", "legislator"},
               {"mna", "legislator"},
               {"general manager", "gm"},
               {"striker", "player"},
               {"defender", "player"},
               {"goalkeeper", "player"},
               {"midfielder", "player"},
               {"forward", "player"},
               {"singer", "musician"},
               {"novelist", "author"},
               {"novelist", "writer"},
               {"author", "writer"},
               {"pastor", "minister"},
               {"detective", "officer"},
               {"sheriff", "officer"},
               {"police officer", "officer"},
               {"nominee", "candidate"}};
#define BROADER (sizeof broader / sizeof *broader)

enum { NEAR_PARAGRAPHS = 1, FAR_PARAGRAPHS = 3 };

struct roles {
    struct view *v;
    struct table bearers; /* role word: the latest bearer, the one before it */
    uint64_t narrow[BROADER], wide[BROADER];
};

struct title {
    uint32_t mention;
    uint64_t phrase, head; /* "prime minister", "minister" */
    uint64_t words;        /* that tell which one, as in struct group */
    uint32_t noun;         /* token */
    uint32_t modifier;     /* group */
    bool definite, office, body, plural;
    bool broad;     /* "diplomat", "lawmaker" */
    bool owned;     /* "his lawyer" */
    bool qualified; /* "band leader" */
    bool lesser;    /* "vice president": no president */
};

static uint64_t phrase_hash(const char *words)
{
    char word[20];
    uint32_t size = 0;
    uint64_t hash = 0;
    for (;; words++) {
        if (*words && *words != ' ') {
            word[size++] = *words;
            continue;
        }
        word[size] = '\0';
        hash = hash ? hash_join(hash, hash_of(word)) : hash_of(word);
        size = 0;
        if (!*words)
            return hash;
    }
}

static void bear(struct roles *r, uint64_t role, uint32_t group)
{
    struct slot *slot = table_put(&r->bearers, role);
    if (slot && slot->value != group) {
        slot->next = slot->value;
        slot->value = group;
    }
}

/* Who was called by the head alone: "Chief Vell" may be "the police chief", a foreign minister no defence minister. */
static uint64_t bare(uint64_t head) { return hash_join(head, 3); }

static void bear_title(struct roles *r, const struct title *title, uint32_t group)
{
    bear(r, title->phrase, group);
    if (title->lesser)
        return;
    bear(r, title->head == title->phrase ? bare(title->head) : title->head, group);
    for (uint32_t k = 0; k < BROADER; k++)
        if (r->narrow[k] == title->phrase || r->narrow[k] == title->head)
            bear(r, r->wide[k], group);
}

static bool says_plural(const struct view *v, uint32_t i)
{
    static const char *const irregular[] = {"people",    "men",     "women",       "children",
                                            "policemen", "firemen", "congressmen", NULL};
    const struct token *token = token_at(v, i);
    uint8_t last = v->text->bytes[token->end - 1],
            before = token->end - token->start > 2 ? v->text->bytes[token->end - 2] : 0;
    return ((last == 's' || last == 'S') && before != 's' && before != 'S') || word_among(v, i, irregular);
}

/* Whose title it is: a name before the noun, or after "of" and the like. */
static uint32_t modifier_of(const struct view *v, const struct mention *mention, uint32_t start)
{
    struct sentence s = sentence_of(v, mention->first);
    uint32_t m = place_within(v, start, mention->first);
    if (m == SAYSO_NONE && start < mention->first && mention_at(v, start) != SAYSO_NONE)
        m = mention_at(v, start); /* "Ortiz's spokesman" */
    if (m != SAYSO_NONE || mention->last + 1 >= s.last || !(classes_at(v, mention->last) & LEX_PREPOSITION))
        return m;
    uint32_t i = mention->last + 1;
    if (classes_at(v, i) & LEX_DETERMINER)
        i++;
    return i < s.last && mention_at(v, i) != SAYSO_NONE ? mention_at(v, i) : SAYSO_NONE;
}

/* Words between a determiner and the role noun that tell which of many it is; a rank or time does not. */
static bool is_qualified(const struct view *v, uint32_t start, uint32_t first)
{
    static const char *const neutral[] = {"top",     "senior", "former", "new",      "veteran", "longtime", "outgoing",
                                          "current", "late",   "then",   "incoming", "ex",      NULL};
    for (uint32_t i = start; i < first; i++)
        if (mention_at(v, i) == SAYSO_NONE && !is_possessive(v, i) && token_at(v, i)->kind == TOKEN_WORD &&
            !(classes_at(v, i) & (LEX_DETERMINER | LEX_NATIONALITY)) && !word_among(v, i, neutral))
            return true;
    return false;
}

/* Who once held an office bears it under another key, unless the title asks for that. */
static bool is_former(const struct view *v, uint32_t start, uint32_t first)
{
    static const char *const past[] = {"former", "ex", "late", "then", NULL};
    for (uint32_t i = start; i < first; i++)
        if (word_among(v, i, past))
            return true;
    return false;
}

/* The words before a role noun and after its preposition, "Finance Department", "in the premier's office": a bit each. */
static uint64_t words_that_tell(const struct view *v, uint32_t start, uint32_t head, uint32_t last)
{
    const uint64_t small = LEX_FUNCTION | LEX_DETERMINER | LEX_PRONOUN | LEX_PREPOSITION | LEX_CONJUNCTION;
    static const char *const ranks[] = {"senior", "top", "second", "third", "other", "former", NULL};
    uint64_t words = 0;
    struct sentence s = sentence_of(v, head);
    uint32_t end = last < s.last && (classes_at(v, last) & LEX_PREPOSITION) ? last + 6 : last;
    for (uint32_t i = start; i < end && i < s.last; i++) {
        if (i >= last && mention_at(v, i) == SAYSO_NONE && (token_at(v, i)->kind != TOKEN_WORD || is_finite(v, i)) &&
            !is_possessive(v, i))
            break;
        if ((i >= head && i < last) || token_at(v, i)->kind != TOKEN_WORD || is_possessive(v, i) ||
            (classes_at(v, i) & small) || word_among(v, i, ranks))
            continue;
        words |= UINT64_C(1) << (word_hash(v, i) >> 58);
    }
    return words;
}

static struct title read_title(const struct view *v, uint32_t m)
{
    const struct mention *mention = mention_of(v, m);
    bool the = (classes_at(v, mention->first) & LEX_DETERMINER) && mention->last > mention->first + 1;
    uint32_t first = mention->first + (the ? 1u : 0u);
    struct mention bare = *mention;
    bare.first = first;
    uint32_t head = title_head(v, &bare), start = the ? first : phrase_start(v, first);
    struct sentence s = sentence_of(v, first);
    struct title title = {.mention = m,
                          .phrase = words_hash(v, first, mention->last),
                          .head = word_hash(v, head),
                          .noun = head,
                          .modifier = SAYSO_NONE};
    uint32_t modifier = modifier_of(v, &bare, start);
    if (modifier != SAYSO_NONE && v->notes.items[modifier].group != SAYSO_NONE) /* a role noun may come later */
        title.modifier = group_root(v, v->notes.items[modifier].group);
    static const char *const pointing[] = {"the", "this", "that", "his", "her", "its", "their", NULL};
    uint32_t before = the ? mention->first : start > s.first ? start - 1 : SAYSO_NONE;
    title.definite = mention->definite || (before != SAYSO_NONE && word_among(v, before, pointing)) ||
                     (start < first && is_possessive(v, first - 1));
    static const char *const owners[] = {"his", "her", "its", "their", "my", "our", NULL};
    static const char *const deputies[] = {"vice", "deputy", "assistant", "associate", NULL};
    title.owned = before != SAYSO_NONE && word_among(v, before, owners);
    /* "the former president": the mention may hold its article or the adjective */
    uint32_t from = the ? first : start;
    title.qualified = is_qualified(v, from, head);
    title.lesser = head > from && (word_among(v, first, deputies) || word_among(v, head - 1, deputies));
    if (is_former(v, from, head)) {
        title.phrase = hash_join(title.phrase, 2);
        title.head = hash_join(title.head, 2);
    }
    title.office = (classes_at(v, head) & LEX_TITLE) != 0 || (mention->classes & LEX_TITLE) != 0;
    title.plural = says_plural(v, head);
    title.body = !title.plural &&
                 (((classes_at(v, head) | mention->classes) & LEX_COLLECTIVE) || (sector_word(v, head) & SECTOR_BODY));
    title.words = words_that_tell(v, from, head, mention->last);
    return title;
}

static uint32_t paragraph_of(const struct view *v, uint32_t m)
{
    return token_at(v, mention_of(v, m)->first)->paragraph;
}

static bool same_modifier(const struct view *v, uint32_t a, uint32_t b)
{
    return a != SAYSO_NONE && b != SAYSO_NONE && group_root(v, a) == group_root(v, b);
}

/* May the title mean this bearer? */
static bool fits(const struct view *v, const struct title *title, const struct group *group, bool several)
{
    bool own = group->label == SAYSO_TITLE;
    if (group->plural != (title->plural ? 1 : 0))
        return false;
    /* a named bearer whose title says nothing of where ("Secretary of State") may be "the top American diplomat" */
    bool untold = !own && !several && group->modifier == SAYSO_NONE && title->definite && title->broad;
    if (title->modifier != SAYSO_NONE && !untold && !same_modifier(v, title->modifier, group->modifier))
        return false;
    uint8_t gender = mention_of(v, title->mention)->gender;
    if (gender && group->gender && gender != group->gender)
        return false;
    if (!own)
        return !title->plural && !title->owned && !(title->broad && title->qualified);
    if (title->body)
        return true;
    uint32_t distance = paragraph_of(v, title->mention) - paragraph_of(v, group->last);
    return distance <= (several || title->plural ? NEAR_PARAGRAPHS : FAR_PARAGRAPHS) ||
           (title->office && title->definite && !several);
}

/* A group made by a role noun of which other words told which it is than tell it here. */
static bool tells_other(const struct title *title, const struct group *group)
{
    return group->label == SAYSO_TITLE && title->words && group->words && !(title->words & group->words);
}

static uint32_t find_bearer(const struct roles *r, struct title *title)
{
    const struct view *v = r->v;
    uint64_t words[2] = {title->phrase, bare(title->head)};
    for (uint32_t k = 0; k < BROADER; k++)
        title->broad |= r->wide[k] == title->head;
    for (uint32_t k = 0; k < (title->phrase == title->head ? 1u : 2u); k++) {
        const struct slot *slot = table_find(&r->bearers, words[k]);
        if (!slot)
            continue;
        const struct group *group = &v->groups.items[slot->value];
        bool several = slot->next != SAYSO_NONE;
        const struct group *other = several ? &v->groups.items[slot->next] : NULL;
        if (k == 1 && group->modifier != SAYSO_NONE && !same_modifier(v, group->modifier, title->modifier))
            continue; /* "the leader of the council" is no "opposition leader" */
        bool same = other && title->words && (other->words & title->words) && !(group->words & title->words);
        if (!same && !tells_other(title, group) && fits(v, title, group, several))
            return slot->value;
        if (several && !tells_other(title, other) && fits(v, title, other, !same))
            return slot->next;
    }
    return SAYSO_NONE;
}

/* "the ministry", "the union": an organisation named before that the noun can stand for. */
static uint32_t find_body(const struct roles *r, const struct title *title)
{
    if (!title->definite || !title->body)
        return SAYSO_NONE;
    uint32_t g = body_meant(r->v, title->noun, title->mention);
    if (g != SAYSO_NONE && title->modifier != SAYSO_NONE && !same_modifier(r->v, title->modifier, g))
        return SAYSO_NONE;
    return g;
}

static sayso_status link_alone(struct roles *r, struct title *title)
{
    struct view *v = r->v;
    uint32_t g = SAYSO_NONE;
    /* "police said ... police said": a body needs no article to be the same */
    if (title->definite || title->body || title->plural)
        g = find_bearer(r, title);
    if (g == SAYSO_NONE)
        g = find_body(r, title);
    if (g != SAYSO_NONE) {
        group_join(v, title->mention, g, EVIDENCE_ROLE_MATCH);
    } else {
        if ((g = group_new(v, title->mention)) == SAYSO_NONE)
            return SAYSO_ERROR_MEMORY;
        struct group *group = &v->groups.items[g];
        group->role = title->head;
        group->words = title->words;
        group->plural = title->plural;
        group->body = title->body;
        group->modifier = title->modifier;
        v->notes.items[title->mention].evidence = EVIDENCE_NEW_ROLE;
    }
    bear_title(r, title, g);
    v->groups.items[g].last = title->mention;
    return SAYSO_OK;
}

sayso_status roles_link(struct view *v)
{
    struct roles r = {.v = v};
    sayso_status status = SAYSO_ERROR_MEMORY;
    uint32_t titles = 0;
    for (uint32_t m = 0; m < v->names->list.count; m++)
        titles += mention_of(v, m)->label == SAYSO_TITLE;
    if (titles == 0)
        return SAYSO_OK;
    for (uint32_t k = 0; k < BROADER; k++) {
        r.narrow[k] = phrase_hash(broader[k].narrow);
        r.wide[k] = phrase_hash(broader[k].broad);
    }
    if (!table_create(v, &r.bearers, 4 * titles))
        goto done;
    for (uint32_t m = 0; m < v->names->list.count; m++) {
        const struct mention *mention = mention_of(v, m);
        if (mention->label != SAYSO_TITLE)
            continue;
        struct title title = read_title(v, m);
        if (v->notes.items[m].group != SAYSO_NONE) /* attached to a name */
            bear_title(&r, &title, v->notes.items[m].group);
        else if ((status = link_alone(&r, &title)) != SAYSO_OK)
            goto done;
    }
    status = SAYSO_OK;
done:
    table_free(v, &r.bearers);
    return status;
}
