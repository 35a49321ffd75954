/* What a paragraph is by its own text: captions, links, boilerplate, list items, embeds, turns. */
#include "layout_parts.h"

#include <string.h>

#define NOTICE 120u /* characters of a notice at most */
#define SHORT  400u /* bytes: longer paragraphs are searched at head and tail only */

static bool is_closing(uint32_t c)
{
    return c == '"' || c == '\'' || c == ')' || c == ']' || c == 0x201D || c == 0x2019 || c == 0xBB;
}

static bool is_quote(uint32_t c)
{
    return c == '"' || c == '\'' || c == '`' || (c >= 0x2018 && c <= 0x201F) || c == 0xAB || c == 0xBB;
}

static void gather_end(const struct page *page, struct slice where, struct facts *facts)
{
    uint32_t at = where.end, c = 0;
    facts->ends_mark = is_quote(text_decode_before(page->text, at, &at));
    at = where.end;
    for (unsigned i = 0; i < 4 && at > where.start; i++) {
        c = text_decode_before(page->text, at, &at);
        if (!is_closing(c))
            break;
    }
    facts->ends_stop = c == '.' || c == '!' || c == '?' || c == 0x2026;
    facts->ends_colon = c == ':' && at + 1 == where.end;
}

static void gather(const struct page *page, struct slice where, struct facts *facts)
{
    struct slice head = slice_head(page->text, where, HEAD), word;
    uint32_t width, at = head.start, upper = 0, lower = 0;
    bool stop = false;
    facts->length = text_code_points(page->text, where.end) - text_code_points(page->text, where.start);
    facts->starts_mark = is_quote(text_decode(page->text, where.start, &width));
    gather_end(page, where, facts);
    if (head.end < where.end) { /* too long for anything that is decided by its words */
        facts->words = UINT8_MAX;
        facts->inner_stop = 1;
        return;
    }
    while (slice_word(page->text, &at, head.end, &word)) {
        bool capital = starts_capital(page->text, word);
        facts->words++;
        facts->inner_stop = facts->inner_stop || (stop && capital);
        for (uint32_t i = word.start; i < word.end; i++) {
            upper += (uint8_t)(page->text->bytes[i] - 'A') < 26;
            lower += (uint8_t)(page->text->bytes[i] - 'a') < 26;
        }
        uint8_t sign = page->text->bytes[word.end - 1];
        if (sign != '.' && at < head.end)
            sign = page->text->bytes[at];
        /* a longer word in small letters before the period: no abbreviation */
        stop = (sign == '.' && word.end - word.start > 4 && !capital) || sign == '!' || sign == '?';
    }
    facts->shout = upper >= 2 && !lower;
}

void layout_gather(struct page *page)
{
    for (uint32_t i = 0; i < page->layout->paragraphs.count; i++)
        gather(page, page->layout->paragraphs.items[i].where, &page->facts.items[i]);
}

static uint8_t folded(uint8_t c) { return c >= 'A' && c <= 'Z' ? (uint8_t)(c | 32) : c; }

static bool starts_any(const struct page *page, struct slice where, const char *const *words, size_t count)
{
    uint8_t first = folded(page->text->bytes[where.start]);
    for (size_t i = 0; i < count; i++)
        if ((uint8_t)words[i][0] == first && slice_starts(page->text, where, words[i]))
            return true;
    return false;
}

/* One pass over the bytes; the words are tried only at the start of a word that one of them can begin. */
static bool holds_any(const struct page *page, struct slice where, const char *const *words, size_t count)
{
    uint32_t first[4] = {0};
    for (size_t i = 0; i < count; i++)
        first[((uint8_t)words[i][0] >> 5) & 3] |= 1u << (words[i][0] & 31);
    bool inside = false;
    for (; where.start < where.end; where.start++) {
        uint8_t c = folded(page->text->bytes[where.start]);
        if ((!inside || (uint8_t)(c - 'a') >= 26) && c < 128 && first[c >> 5] >> (c & 31) & 1 &&
            starts_any(page, where, words, count))
            return true;
        inside = (uint8_t)(c - 'a') < 26;
    }
    return false;
}

#define ANY(function, page, where, list) function((page), (where), (list), sizeof(list) / sizeof *(list))

static bool is_caption(const struct page *page, struct slice where, const struct facts *facts)
{
    static const char *const starts[] = {
        "photo:",       "photos:",       "photo by ",    "photo credit", "photograph:",     "photograph by",
        "image:",       "image credit",  "image by ",    "image source", "image copyright", "image caption",
        "picture:",     "pictures:",     "pictured:",    "file photo",   "file - ",         "file – ",
        "file — ",      "(file photo",   "credit:",      "caption:",     "illustration:",   "illustration by",
        "graphic:",     "media caption", "getty images", "ap photo",     "(ap photo",       "reuters/",
        "courtesy of ", "video:",        "(photo by",    "(photo:"};
    static const char *const tails[] = {"(ap photo",    "/ap)",      "/ap images", "reuters/",       "/reuters",
                                        "getty images", "/afp",      "afp/",       "/epa",           "ap photo/",
                                        "file photo)",  "(photo by", "(photo:",    "photo courtesy", "/shutterstock"};
    if (ANY(starts_any, page, where, starts))
        return true;
    return facts->length <= 500 && !facts->ends_mark && ANY(holds_any, page, slice_tail(page->text, where, 36), tails);
}

static bool is_link(const struct page *page, struct slice where, const struct facts *facts)
{
    static const char *const starts[] = {
        "read more",      "read also",       "also read",      "read:",        "read next",
        "read the full",  "related:",        "\"related:",     "related stor", "related article",
        "related link",   "related content", "related topics", "see also",     "see more",
        "click here",     "click on",        "sign up",        "watch:",       "watch live",
        "watch the",      "watch now",       "listen:",        "more:",        "more on this",
        "more from",      "more stories",    "more coverage",  "follow us",    "follow live",
        "don't miss",     "don’t miss",      "download ",      "join our",     "join the conversation",
        "get the latest", "get our",         "subscribe",      "like us on",   "find us on",
        "tap here",       "also on ",        "also see",       "in pictures:", "in pics:",
        "what to know:",  "opinion:",        "explainer:",     "recommended:", "trending:",
        "most read",      "view gallery",    "view comments",  "share this",   "you may also like",
        "go here"};
    if (facts->length > 250)
        return false;
    if (ANY(starts_any, page, where, starts))
        return true;
    if (slice_starts(page->text, where, "follow ") && slice_holds(page->text, where, " on twitter"))
        return true;
    if (facts->length <= 80 &&
        (slice_starts(page->text, where, "read ") || slice_starts(page->text, where, "watch ")) &&
        (slice_holds(page->text, where, " here") || slice_holds(page->text, where, " below")))
        return true;
    bool address = slice_starts(page->text, where, "http://") || slice_starts(page->text, where, "https://") ||
                   slice_starts(page->text, where, "www.");
    return address && !slice_holds(page->text, where, " ");
}

/* "Home | News | Sport": what a page is steered by. */
static bool is_navigation(const struct page *page, struct slice where, const struct facts *facts)
{
    unsigned bars = 0;
    if (facts->length > 120 || facts->ends_stop)
        return false;
    for (uint32_t i = where.start; i < where.end; i++)
        bars += page->text->bytes[i] == '|';
    return bars >= 2;
}

static bool is_boilerplate(const struct page *page, struct slice where, const struct facts *facts)
{
    static const char *const starts[] = {"©",
                                         "(c) ",
                                         "copyright",
                                         "all rights reserved",
                                         "reporting by ",
                                         "(reporting by ",
                                         "additional reporting",
                                         "(additional reporting",
                                         "editing by ",
                                         "(editing by",
                                         "writing by ",
                                         "(writing by",
                                         "compiled by ",
                                         "translated by ",
                                         "contributing:",
                                         "contributors:",
                                         "contact ",
                                         "advertisement",
                                         "story continues below",
                                         "article continues below",
                                         "this story has been",
                                         "this article has been",
                                         "this article was originally",
                                         "this article originally",
                                         "this story originally",
                                         "this story was originally",
                                         "an earlier version of this",
                                         "a version of this",
                                         "correction:",
                                         "editor's note",
                                         "editor’s note",
                                         "support our journalism",
                                         "support journalism",
                                         "already a subscriber",
                                         "our standards:",
                                         "terms of ",
                                         "privacy policy",
                                         "loading...",
                                         "loading…",
                                         "click to ",
                                         "share on ",
                                         "skip to ",
                                         "filed under",
                                         "tags:",
                                         "topics:",
                                         "category:",
                                         "abstract.",
                                         "comments",
                                         "leave a comment",
                                         "this is a breaking news",
                                         "this is a developing story",
                                         "–30–",
                                         "-30-",
                                         "###",
                                         "with files from",
                                         "source:",
                                         "sources:",
                                         "media contact"};
    /* what players, forms and templates leave in a scraped page */
    static const char *const notices[] = {"article content",
                                          "we apologize, but this video",
                                          "try refreshing your browser",
                                          "this advertisement has not loaded",
                                          "recommended from editorial",
                                          "recommended videos",
                                          "breadcrumb trail",
                                          "trending stories",
                                          "related stories",
                                          "get breaking ",
                                          "get daily ",
                                          "get the latest ",
                                          "get our ",
                                          "join the conversation",
                                          "report an error",
                                          "report a typo",
                                          "download our app",
                                          "listen to this article",
                                          "hide caption",
                                          "toggle caption",
                                          "enlarge this image",
                                          "back to top",
                                          "watch live"};
    static const char *const inner[] = {"all rights reserved",   "contributed to this ",
                                        "contributed reporting", "may not be published, broadcast",
                                        "material may not be",   "; editing by",
                                        "this message was sent", "terms of service",
                                        "privacy policy",        "cookies"};
    if (facts->words == 0)
        return true; /* a rule of dashes, stars */
    if (where.end - where.start > SHORT)
        return slice_starts(page->text, where, "copyright ") || slice_starts(page->text, where, "©");
    if (ANY(starts_any, page, where, starts) && !(facts->length > 60 && slice_starts(page->text, where, "contact ")))
        return facts->length < 300 && !(facts->length > 40 && slice_starts(page->text, where, "comments"));
    if (facts->length <= NOTICE && !facts->starts_mark && ANY(starts_any, page, where, notices))
        return true;
    if (is_navigation(page, where, facts))
        return true;
    uint8_t first = page->text->bytes[where.start], last = page->text->bytes[where.end - 1];
    if ((first == '.' || first == '#' || first == '}') && slice_holds(page->text, where, "{"))
        return true; /* a style sheet that was scraped along */
    return ANY(holds_any, page, where, inner) && last != '"' && !facts->starts_mark;
}

/* A bullet that is one by itself (2), or only beside its like (1: "- ", "1. "), or none (0). */
static unsigned bullet_of(const struct page *page, struct slice where)
{
    uint32_t width, c = text_decode(page->text, where.start, &width), at = where.start + width;
    bool spaced = at < where.end && page->text->bytes[at] <= ' ';
    if (c == 0x2022 || c == 0x25CF || c == 0x25AA || c == 0xB7 || c == 0x2023 || c == 0x25E6 || c == 0x25A0 ||
        c == 0x27A4)
        return 2;
    if (c == '*' && spaced)
        return 2;
    if ((c == '-' || c == 0x2013 || c == 0x2014) && spaced)
        return 1;
    unsigned digits = 0;
    for (; digits < 3 && at - 1 < where.end && (uint8_t)(page->text->bytes[at - 1] - '0') < 10; digits++)
        at++;
    return digits && digits < 3 && at < where.end &&
                   (page->text->bytes[at - 1] == '.' || page->text->bytes[at - 1] == ')') &&
                   page->text->bytes[at] <= ' '
               ? 1
               : 0;
}

static bool is_embed(struct page *page, struct slice where)
{
    struct slice groups[PATTERN_GROUPS], tail = slice_tail(page->text, where, 140);
    if (slice_holds(page->text, tail, "pic.twitter.com/"))
        return true;
    return slice_holds(page->text, tail, "(@") &&
           page_find(page, page->patterns->handle, tail, tail.start, false, groups);
}

static bool is_turn(struct page *page, struct slice where)
{
    struct slice groups[PATTERN_GROUPS], head = slice_head(page->text, where, 120);
    uint8_t first = page->text->bytes[where.start];
    if ((uint8_t)(first - 'A') >= 26 && first < 0xC3)
        return false;
    if (!memchr(page->text->bytes + head.start, ':', head.end - head.start) &&
        !((first == 'Q' || first == 'A') && head.end > head.start + 1 &&
          (page->text->bytes[head.start + 1] == '.' || page->text->bytes[head.start + 1] == ' ')))
        return false;
    return page_find(page, page->patterns->turn, head, head.start, true, groups);
}

static sayso_zone kind_of(struct page *page, uint32_t i)
{
    struct slice where = page->layout->paragraphs.items[i].where;
    const struct facts *facts = &page->facts.items[i];
    if (page->text->bytes[where.start] == '>')
        return SAYSO_BLOCKQUOTE;
    if (page->text->bytes[where.start] == '<') /* markup that was scraped along */
        return slice_holds(page->text, slice_head(page->text, where, 40), "tweet") ? SAYSO_EMBED : SAYSO_BOILERPLATE;
    if (is_boilerplate(page, where, facts))
        return SAYSO_BOILERPLATE;
    if (is_link(page, where, facts))
        return SAYSO_LINK;
    if (is_caption(page, where, facts))
        return SAYSO_CAPTION;
    if (bullet_of(page, where) == 2)
        return SAYSO_LIST;
    if (is_embed(page, where))
        return SAYSO_EMBED;
    return SAYSO_STORY;
}

/* "- one", "1. two": items only where two stand together. */
static void mark_lists(struct page *page)
{
    struct paragraph *items = page->layout->paragraphs.items;
    unsigned before = 0;
    for (uint32_t i = 0; i < page->layout->paragraphs.count; i++) {
        unsigned bullet = items[i].kind == SAYSO_STORY ? bullet_of(page, items[i].where) : 0;
        if (bullet && before)
            items[i - 1].kind = items[i].kind = SAYSO_LIST;
        before = bullet;
    }
}

/* A transcript needs two turns, and an answer a question. */
static void mark_turns(struct page *page)
{
    struct paragraph *items = page->layout->paragraphs.items;
    uint32_t first = SAYSO_NONE;
    bool asked = false;
    for (uint32_t i = 0; i < page->layout->paragraphs.count; i++) {
        if (items[i].kind != SAYSO_STORY || !is_turn(page, items[i].where))
            continue;
        const uint8_t *p = page->text->bytes + items[i].where.start;
        bool letter = p[1] == '.' || p[1] == ':';
        asked = asked || (letter && p[0] == 'Q');
        bool bare = p[1] == ' '; /* "Q Mr. President, did you": between turns only */
        if ((letter && !asked) || (bare && first == SAYSO_NONE) ||
            (!page->facts.items[i].ends_stop && page->facts.items[i].length < 60))
            continue;
        if (first == SAYSO_NONE) {
            first = i;
            continue;
        }
        items[first].kind = items[i].kind = SAYSO_TURN;
    }
}

/* The speaker of "Mike Pence: ..."; start SAYSO_NONE if there is none. */
static struct slice label_of(struct page *page, struct slice where)
{
    struct slice groups[PATTERN_GROUPS], head = slice_head(page->text, where, 80);
    uint8_t first = page->text->bytes[where.start];
    if (((uint8_t)(first - 'A') < 26 || first >= 0xC3) &&
        memchr(page->text->bytes + head.start, ':', head.end - head.start) &&
        page_find(page, page->patterns->label, head, head.start, true, groups))
        return groups[1];
    return (struct slice){SAYSO_NONE, SAYSO_NONE};
}

/* Names in small letters before a colon are turns where the same name comes back two or three paragraphs later. */
static void mark_labels(struct page *page)
{
    struct paragraph *items = page->layout->paragraphs.items;
    struct slice recent[3] = {{SAYSO_NONE, 0}, {SAYSO_NONE, 0}, {SAYSO_NONE, 0}};
    for (uint32_t i = 0; i < page->layout->paragraphs.count; i++) {
        struct slice label =
            items[i].kind == SAYSO_STORY ? label_of(page, items[i].where) : (struct slice){SAYSO_NONE, 0};
        if (label.start != SAYSO_NONE) {
            bool again = false;
            for (unsigned k = 1; k < 3; k++)
                again = again || (recent[k].start != SAYSO_NONE && slice_equal(page->text, recent[k], label));
            for (uint32_t k = 0; again && k <= 3 && k <= i; k++)
                if (items[i - k].kind == SAYSO_STORY && (!k || recent[k - 1].start != SAYSO_NONE))
                    items[i - k].kind = SAYSO_TURN;
        }
        recent[2] = recent[1];
        recent[1] = recent[0];
        recent[0] = label;
    }
}

static void mark_embeds(struct page *page)
{
    struct paragraph *items = page->layout->paragraphs.items;
    for (uint32_t i = 1; i < page->layout->paragraphs.count; i++) {
        uint32_t width, c = text_decode(page->text, items[i].where.start, &width);
        bool signature = items[i].kind == SAYSO_EMBED && (c == '-' || c == 0x2013 || c == 0x2014);
        if (signature && items[i - 1].kind == SAYSO_STORY && page->facts.items[i - 1].length <= 400)
            items[i - 1].kind = SAYSO_EMBED;
    }
}

void layout_kinds(struct page *page)
{
    for (uint32_t i = 0; i < page->layout->paragraphs.count && !page->failed; i++)
        page->layout->paragraphs.items[i].kind = kind_of(page, i);
    mark_lists(page);
    mark_embeds(page);
    mark_turns(page);
    mark_labels(page);
}
