/* work: cost grows linearly with the text, memory is bounded by it, and a parse that is cancelled ends soon.  Work is counted, not
 * timed: the core is built with -fsanitize-coverage=trace-pc, which calls a function of ours at every basic block.  For each kind of
 * text that tempts a parser to look back too far, four times the text may take at most 4.4 times the blocks.  Memory held at once,
 * the document's included, is at most 16 MB and 512 bytes for each byte of text.  And wherever in a long text the cancel flag is
 * raised, what is still done is little, however long the text: some ten milliseconds, most of it a group of windows in the encoder.
 *
 *     work [SIZE]    repetitions of the larger text, 8000 if not said */
#include <inttypes.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sayso.h"

#define FACTOR 4
#define MOST   4.4 /* tables that grow by doubling cost a little more than four times */

#define ROOM_ANYWAY (16u << 20) /* bytes: most is the encoder's cache of words */
#define ROOM_A_BYTE 512u

#define LATE   60000000u /* blocks after the flag is raised, at most */
#define CUTS   10

static uint64_t blocks, cancel_at;
static atomic_int cancel;
void __sanitizer_cov_trace_pc(void);
void __sanitizer_cov_trace_pc(void)
{
    if (++blocks == cancel_at)
        atomic_store(&cancel, 1);
}

/* Each allocation is preceded by its size, so that what is held at once can be counted. */
enum { HEAD = 16 };
static size_t held, peak;

static void *resize(void *context, void *p, size_t old_size, size_t new_size)
{
    (void)context;
    char *made = realloc(p ? (char *)p - HEAD : NULL, HEAD + new_size);
    if (!made)
        return NULL;
    held += new_size - (p ? old_size : 0);
    peak = held > peak ? held : peak;
    memcpy(made, &new_size, sizeof new_size);
    return made + HEAD;
}

static void *allocate(void *context, size_t size)
{
    return resize(context, NULL, 0, size);
}

static void release(void *context, void *p)
{
    (void)context;
    size_t size = 0;
    if (p)
        memcpy(&size, (char *)p - HEAD, sizeof size);
    held -= size;
    free(p ? (char *)p - HEAD : NULL);
}

static const sayso_allocator allocator = {NULL, allocate, resize, release};

/* A text is `begin`, `middle` so many times, `end`; "%" in the middle becomes a changing capitalised word. */
static const struct {
    const char *name, *begin, *middle, *end;
} texts[] = {
    {"words of one sentence", "The mayor said that", " the harbour would stay open and", " so on."},
    {"words without space", "", "harbour", ""},
    {"sentences of a paragraph", "", "The mayor said the harbour would stay open. ", ""},
    {"paragraphs", "", "\"We waited,\" Ana Ruiz said Tuesday.\n\nShe told reporters it was late.\n\n", ""},
    {"quotations that repeat", "",
     "\"Too late and too late ... and too late for us,\" Ana Ruiz said.\n\n\"Too late ... for us\"\n\n", ""},
    {"straight marks", "", "\"", ""},
    {"opening marks, nested", "", "\xE2\x80\x9C", ""},
    {"marks nested in turn", "", "\xE2\x80\x9C\xE2\x80\x98", ""},
    {"marks opened and closed later", "",
     "\xE2\x80\x9C"
     "a ",
     ""},
    {"closing marks", "", "\xE2\x80\x9D", ""},
    {"apostrophes", "", "'", ""},
    {"quotations opened again", "", "\"We waited too long and lost.\n\n", ""},
    {"pairs of marks", "", "\"so\" ", ""},
    {"different names", "", "% Ruiz met ", "them."},
    {"one name", "", "Ana Ruiz met ", "them."},
    {"names in a list", "", "%, ", "and others said so."},
    {"one long name", "", "% ", ""},
    {"titles", "", "President Sen. Dr. ", ""},
    {"organisations and short forms", "", "the Harbour % Board (HB), ", ""},
    {"pronouns", "", "He said she told them he would. ", ""},
    {"pronouns without end", "Ana said", " he and she and they", "."},
    {"cues", "", "said ", ""},
    {"according to", "", "according to him ", ""},
    {"officials", "", "An official said on condition of anonymity. The official said so.\n\n", ""},
    {"condition of anonymity", "", "spoke on condition of anonymity ", ""},
    {"anonymous and named by turns", "", "Officials said it. They said they spoke on condition of anonymity. ", ""},
    {"surnames of many", "", "% Smith said. ", ""},
    {"bodies", "", "The % Bank said. ", ""},
    {"dates", "", "on Dec. 1, 2021, two days earlier ", ""},
    {"numbers", "", "1,234.5 million ", ""},
    {"one long number", "", "1,000", ""},
    {"number words", "", "twenty million ", ""},
    {"commas", "", ", ", ""},
    {"dashes", "", "\xE2\x80\x94 ", ""},
    {"colons and paragraphs", "", "RUIZ:\n\n", ""},
    {"turns of a transcript", "", "RUIZ: We will.\n\nLEE: We won't.\n\n", ""},
    {"empty lines", "", "\n", ""},
    {"brackets", "", "(", ""},
    {"addresses", "", "a@b.example/c?d ", ""},
    {"periods", "", "U.S. Corp. ", ""},
    {"accents above one letter", "e", "\xCC\x81", ""},
    {"invisible marks", "", "\xE2\x80\x8B", ""},
};

static char *make_text(size_t which, size_t times, size_t *size)
{
    static const char *const names[] = {"Bela", "Cyrus", "Dora", "Elif", "Faisal", "Greta", "Hoang", "Imani"};
    const char *middle = texts[which].middle;
    char *text = malloc(times * (strlen(middle) + 16) + 256), *p = text;
    if (!text)
        exit(2);
    p += sprintf(p, "%s", texts[which].begin);
    for (size_t i = 0; i < times; i++)
        for (const char *c = middle; *c; c++)
            if (*c == '%')
                p += sprintf(p, "%s%c%c%c", names[i % 8], 'a' + (int)(i / 8 % 26), 'a' + (int)(i / 208 % 26),
                             'a' + (int)(i / 5408 % 26));
            else
                *p++ = *c;
    p += sprintf(p, "%s", texts[which].end);
    *size = (size_t)(p - text);
    return text;
}

static size_t room, length; /* of the last text: bytes held at once, bytes long */

/* The blocks of one text; with `at`, of one whose cancel flag is raised after so many. */
static uint64_t work_of(const sayso_parser *parser, size_t which, size_t times, uint64_t at)
{
    sayso_scratch *scratch = NULL;
    sayso_document *document = NULL;
    sayso_error error;
    sayso_input input = {.date = "2021-12-01", .cancel = &cancel};
    char *text = make_text(which, times, &input.size);
    input.text = text;
    if (sayso_scratch_create(parser, &scratch, &error))
        exit(2);
    const size_t before = peak = held;
    blocks = 0;
    cancel_at = at;
    atomic_store(&cancel, 0);
    const sayso_status status = sayso_parse(parser, scratch, &input, &allocator, &document, &error);
    if (status && !(at && status == SAYSO_ERROR_CANCELLED)) { /* near the end it is too late to stop */
        fprintf(stderr, "%s: %s\n", texts[which].name, error.message);
        exit(1);
    }
    const uint64_t work = blocks;
    cancel_at = 0;
    room = peak - before;
    length = input.size;
    sayso_document_free(document);
    sayso_scratch_free(scratch);
    free(text);
    return work;
}

static sayso_model *open_model(void)
{
    FILE *file = fopen("python/sayso/data/english.sayso", "rb");
    const size_t room = 16u << 20;
    void *bytes = aligned_alloc(4096, room);
    sayso_model *model = NULL;
    sayso_error error = {.message = "it cannot be read"};
    if (!file || !bytes || sayso_model_open(bytes, fread(bytes, 1, room, file), 0, &allocator, &model, &error)) {
        fprintf(stderr, "english.sayso: %s\n", error.message);
        exit(2);
    }
    fclose(file);
    return model;
}

/* Articles one after another through one scratch: what the first ones left behind must not cost the later ones. */
static uint64_t work_of_articles(const sayso_parser *parser, size_t times)
{
    sayso_scratch *scratch = NULL;
    sayso_input input = {0};
    if (sayso_scratch_create(parser, &scratch, NULL))
        exit(2);
    blocks = 0;
    for (size_t i = 0; i < times; i++) {
        char *text = make_text(i % (sizeof texts / sizeof *texts), 20 + i % 7, &input.size);
        sayso_document *document = NULL;
        input.text = text;
        if (sayso_parse(parser, scratch, &input, &allocator, &document, NULL))
            exit(1);
        sayso_document_free(document);
        free(text);
    }
    sayso_scratch_free(scratch);
    return blocks;
}

static const char *const cut[] = {"paragraphs", "names in a list", "one long name"};

/* How much is done after the flag is raised, at worst of some places in a text. */
static int report_late(const sayso_parser *parser, size_t which, size_t times)
{
    const uint64_t whole = work_of(parser, which, times, 0);
    uint64_t worst = 0;
    for (uint64_t k = 0; k < CUTS; k++) {
        const uint64_t at = whole * (2 * k + 1) / (2 * CUTS), late = work_of(parser, which, times, at) - at;
        if (late > worst)
            worst = late;
    }
    const int good = worst <= LATE;
    printf("%-32s %9zu times: %13" PRIu64 " blocks, cancelled after %" PRIu64 " more at most%s\n", texts[which].name, times,
           whole, worst, good ? "" : "  TOO LATE");
    fflush(stdout);
    return !good;
}

static int report(const char *name, size_t times, uint64_t small, uint64_t large)
{
    const double growth = (double)large / (double)small;
    const int good = growth <= MOST;
    printf("%-32s %9zu times: %13" PRIu64 " blocks, %d times the text %5.2f times the work%s\n", name, times, large,
           FACTOR, growth, good ? "" : "  NOT LINEAR");
    fflush(stdout);
    return !good;
}

static int report_room(const char *name)
{
    const int good = room <= ROOM_ANYWAY + (uint64_t)ROOM_A_BYTE * length;
    if (!good)
        printf("%-32s %9zu bytes take %zu  TOO MUCH MEMORY\n", name, length, room);
    return !good;
}

int main(int count, char **arguments)
{
    const size_t times = count > 1 ? strtoull(arguments[1], NULL, 10) : 8000;
    sayso_parser *parser = NULL;
    int wrong = 0;
    if (sayso_parser_create(open_model(), NULL, NULL, 0, &allocator, &parser, NULL))
        return 2;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const uint64_t small = work_of(parser, i, times / FACTOR, 0);
        wrong += report(texts[i].name, times, small, work_of(parser, i, times, 0));
        wrong += report_room(texts[i].name);
    }
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        for (size_t k = 0; k < sizeof cut / sizeof *cut; k++)
            if (!strcmp(texts[i].name, cut[k]))
                wrong += report_late(parser, i, times);
    wrong += report("articles", times / 16, work_of_articles(parser, times / 64), work_of_articles(parser, times / 16));
    sayso_parser_free(parser);
    return wrong > 0;
}
