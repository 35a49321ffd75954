/* mutate_news: what happens to news on its way: marks lost, doubled, exchanged and nested, lines that become something else. */
#include "fuzz.h"

struct draft {
    uint8_t *text;
    size_t size, room;
    uint64_t dice;
};

static size_t roll(struct draft *d, size_t sides)
{
    d->dice = d->dice * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return sides ? (size_t)(d->dice >> 33) % sides : 0;
}

static void insert(struct draft *d, size_t at, const char *what, size_t length)
{
    if (length > d->room - d->size || at > d->size)
        return;
    memmove(d->text + at + length, d->text + at, d->size - at);
    memcpy(d->text + at, what, length);
    d->size += length;
}

static void take_out(struct draft *d, size_t at, size_t length)
{
    if (at > d->size || length > d->size - at)
        return;
    memmove(d->text + at, d->text + at + length, d->size - at - length);
    d->size -= length;
}

/* ---- places ----------------------------------------------------------------------------------------------------------- */

static bool is_space(uint8_t c) { return c == ' ' || c == '\n'; }

/* Where a word begins or ends, near a place by chance. */
static size_t word_edge(struct draft *d)
{
    size_t at = roll(d, d->size + 1);
    while (at < d->size && !is_space(d->text[at]))
        at++;
    return at < d->size && roll(d, 2) ? at + 1 : at;
}

static size_t line_start(struct draft *d)
{
    size_t at = roll(d, d->size + 1);
    while (at && d->text[at - 1] != '\n')
        at--;
    return at;
}

static size_t line_end(const struct draft *d, size_t at)
{
    while (at < d->size && d->text[at] != '\n')
        at++;
    return at < d->size ? at + 1 : at;
}

/* ---- marks ------------------------------------------------------------------------------------------------------------ */

static const char *const marks[][2] = {
    {"\"", "\""}, {"'", "'"}, {"\xE2\x80\x9C", "\xE2\x80\x9D"}, {"\xE2\x80\x98", "\xE2\x80\x99"}, {"``", "''"},
    {"\xC2\xAB", "\xC2\xBB"}, {"\xE2\x80\x9E", "\xE2\x80\x9C"}, {"(", ")"}, {"[", "]"}};
enum { MARKS = sizeof marks / sizeof *marks };

static void set_marks(struct draft *d)
{
    const char *const *pair = marks[roll(d, MARKS)];
    size_t first = word_edge(d), last = word_edge(d);
    if (first > last) {
        size_t other = first;
        first = last;
        last = other;
    }
    insert(d, last, pair[1], strlen(pair[1]));
    insert(d, first, pair[0], strlen(pair[0]));
}

/* The first mark behind a place by chance is lost, doubled, or becomes another kind's. */
static void change_mark(struct draft *d)
{
    for (size_t at = roll(d, d->size + 1); at < d->size; at++)
        for (unsigned k = 0; k < MARKS * 2; k++) {
            const char *mark = marks[k / 2][k % 2];
            const size_t length = strlen(mark);
            if (length > d->size - at || memcmp(d->text + at, mark, length) != 0)
                continue;
            const size_t how = roll(d, 3);
            const char *other = how ? mark : marks[roll(d, MARKS)][k % 2];
            if (how < 2)
                take_out(d, at, length);
            if (how != 1)
                insert(d, at, other, strlen(other));
            return;
        }
}

/* ---- lines and paragraphs ----------------------------------------------------------------------------------------------- */

static const char *const beginnings[] = {
    "\n\n", "\n", "\"", "\xE2\x80\x9C", "> ", "- ", "* ", "1. ", "MAYOR: ", "Q. ", "A. ", "RIGA, Latvia (AP) \xE2\x80\x94 ", "By Ana Ruiz\n",
    "Ana Ruiz | Photo: Reuters\n", "Read more: ", "Dec. 1, 2021\n\n", "10:32 a.m.\n", "@ruiz: ", "Advertisement\n\n", "(", "he said, "};
static const char *const cues[] = {" said. ", ", she added, ", " told reporters that ", ": ", " according to ", " declined to comment. ",
                                   " asked: ", " denied that ", ", who said ", " would not say whether "};

static void begin_line(struct draft *d)
{
    const char *what = beginnings[roll(d, sizeof beginnings / sizeof *beginnings)];
    insert(d, line_start(d), what, strlen(what));
}

static void insert_cue(struct draft *d)
{
    const char *what = cues[roll(d, sizeof cues / sizeof *cues)];
    insert(d, word_edge(d), what, strlen(what));
}

static void move_line(struct draft *d)
{
    char line[512];
    const size_t first = line_start(d), last = line_end(d, first), length = last - first;
    if (length > sizeof line)
        return;
    memcpy(line, d->text + first, length);
    if (roll(d, 2))
        take_out(d, first, length);
    insert(d, line_start(d), line, length);
}

static void join_lines(struct draft *d)
{
    for (size_t at = roll(d, d->size + 1); at < d->size; at++)
        if (d->text[at] == '\n') {
            d->text[at] = ' ';
            return;
        }
}

static void cut_words(struct draft *d)
{
    const size_t first = word_edge(d), length = roll(d, 40);
    take_out(d, first, length < d->size - first ? length : d->size - first);
}

size_t mutate_news(uint8_t *text, size_t size, size_t room, unsigned seed)
{
    static void (*const ways[])(struct draft *) = {set_marks, set_marks, change_mark, change_mark, begin_line, insert_cue,
                                                   move_line, join_lines, cut_words};
    struct draft draft = {text, size, room, seed};
    for (size_t times = 1 + roll(&draft, 3); times--;)
        ways[roll(&draft, sizeof ways / sizeof *ways)](&draft);
    return draft.size;
}
