/* build_lexicon: rows on standard input to the lexicon's section on standard output.
 * A row: text, classes joined by +, value (a number or an ISO currency), Q number, case rule, canonical name; tabs
 * between.  Words are cut by the tokenizer, which asks for abbreviations: so rows without a blank go first. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lexicon_writer.h"
#include "tokens.h"

enum { COLUMNS = 6, MAX_LINE = 4096 };
struct row {
    char *fields[COLUMNS];
    char line[MAX_LINE];
};

static void *allocate(void *context, size_t size)
{
    (void)context;
    return malloc(size ? size : 1);
}
static void *resize(void *context, void *p, size_t old, size_t size)
{
    (void)context;
    (void)old;
    return realloc(p, size);
}
static void release(void *context, void *p)
{
    (void)context;
    free(p);
}
static const sayso_allocator heap = {NULL, allocate, resize, release};
static const struct memory memory = {&heap, NULL};

static _Noreturn void stop(const char *what, const char *where)
{
    fprintf(stderr, "build_lexicon: %s: %s\n", what, where);
    exit(1);
}

static void split(struct row *row)
{
    char *p = row->line;
    for (int i = 0; i < COLUMNS; i++) {
        row->fields[i] = p;
        p += strcspn(p, "\t\n");
        if ((*p == '\t') != (i + 1 < COLUMNS))
            stop("a row has not six columns", row->line);
        *p++ = '\0';
    }
}

static uint64_t classes_of(char *names)
{
    uint64_t classes = 0;
    for (char *name = strtok(names, "+"); name; name = strtok(NULL, "+")) {
        uint32_t i = 0;
        while (i < LEX_COUNT && strcmp(lexicon_class_names()[i], name) != 0)
            i++;
        if (i == LEX_COUNT)
            stop("unknown class", name);
        classes |= LEX(i);
    }
    return classes;
}

static uint32_t number_of(const char *text)
{
    char *end;
    const unsigned long value = strtoul(text, &end, 10);
    if (*text && !*end && value <= UINT32_MAX)
        return (uint32_t)value;
    for (uint32_t i = 0; lexicon_currency(i); i++)
        if (strcmp(lexicon_currency(i), text) == 0)
            return i;
    if (*text)
        stop("not a number", text);
    return 0;
}

static uint32_t case_rule_of(const char *name)
{
    static const char *const names[] = {"any", "capital", "upper", "lower"};
    for (uint32_t i = 0; i < 4; i++)
        if (strcmp(names[i], name) == 0)
            return i;
    stop("unknown case rule", name);
}

/* The words of a row and what they mean; 0 words where only rows of one word, whole, are wanted. */
static uint32_t read_row(struct row *row, const struct lexicon *lexicon, struct lexicon_cutter *cutter,
                         struct slice words[LEXICON_MAX_WORDS], struct lexicon_sense *sense)
{
    const char *text = row->fields[0];
    uint32_t count = 1;
    sayso_error error;
    *sense = (struct lexicon_sense){.classes = classes_of(row->fields[1]),
                                    .value = number_of(row->fields[2]),
                                    .wikidata = number_of(row->fields[3]),
                                    .case_rule = case_rule_of(row->fields[4])};
    words[0] = (struct slice){0, (uint32_t)strlen(text)};
    const bool whole = !strchr(text, ' ') && (sense->classes & (LEX_ABBREVIATION | LEX_TITLE_ABBREVIATION));
    if (!lexicon)
        return strchr(text, ' ') ? 0 : 1;
    if (!whole && lexicon_cut(cutter, &memory, lexicon, (const uint8_t *)text, strlen(text), words, &count, &error))
        stop("cannot be cut into words", text);
    if (!count || count > LEXICON_MAX_WORDS)
        stop("has no words, or too many", text);
    return count;
}

static void add(struct lexicon_writer *writer, struct row *row, const struct lexicon *with,
                struct lexicon_cutter *cutter)
{
    struct slice words[LEXICON_MAX_WORDS];
    struct lexicon_sense sense;
    const uint32_t count = read_row(row, with, cutter, words, &sense);
    const uint8_t *text = (const uint8_t *)row->fields[0];
    const sayso_status status =
        count ? lexicon_writer_add(writer, text, words, count, sense, row->fields[5]) : SAYSO_OK;
    if (status)
        stop(status == SAYSO_ERROR_MEMORY ? "out of memory" : "has too many senses", row->fields[0]);
}

/* Is the row found, with its classes?  Two words with one fingerprint side by side would hide each other. */
static void check(const struct lexicon *lexicon, struct row *row, const struct lexicon *with,
                  struct lexicon_cutter *cutter)
{
    struct slice words[LEXICON_MAX_WORDS];
    struct lexicon_sense sense;
    const uint32_t count = read_row(row, with, cutter, words, &sense);
    uint32_t node = 0, number = 0;
    for (uint32_t i = 0; i < count; i++) {
        const uint8_t *word = (const uint8_t *)row->fields[0] + words[i].start;
        const uint64_t hash = lexicon_hash(word, words[i].end - words[i].start);
        const uint32_t slot =
            i ? lexicon_slot_find(lexicon->edges, lexicon->edge_slots, lexicon_edge_hash(number, hash))
              : lexicon_slot_find(lexicon->words, lexicon->word_slots, hash);
        if (slot == SAYSO_NONE)
            stop("is not found", row->fields[0]);
        node = i ? lexicon->edges[slot].node : lexicon->words[slot].node;
        number = i ? lexicon->word_slots + slot : slot;
    }
    uint64_t classes = 0;
    for (uint32_t i = 0; i < NODE_SENSES(node); i++)
        classes |= lexicon->senses[NODE_FIRST_SENSE(node) + i].classes;
    if (sense.classes & ~classes)
        stop("is found as something else", row->fields[0]);
}

static void compile(const char *path, const struct lexicon *with, struct lexicon **lexicon, uint8_t **section,
                    size_t *size)
{
    FILE *rows = fopen(path, "rb");
    struct row row;
    struct lexicon_writer *writer = lexicon_writer_create(&memory);
    struct lexicon_cutter cutter;
    sayso_error error = {0};
    memset(&cutter, 0, sizeof cutter);
    if (!rows || !writer)
        stop("cannot be read", path);
    while (fgets(row.line, sizeof row.line, rows)) {
        split(&row);
        add(writer, &row, with, &cutter);
    }
    if (ferror(rows) || lexicon_writer_finish(writer, section, size) ||
        lexicon_open(lexicon, &memory, *section, *size, &error))
        stop("cannot be compiled", error.message);
    rewind(rows);
    while (with && fgets(row.line, sizeof row.line, rows)) {
        split(&row);
        check(*lexicon, &row, with, &cutter);
    }
    fclose(rows);
    lexicon_cutter_free(&cutter, &memory);
    lexicon_writer_free(writer);
}

int main(int count, char **arguments)
{
    struct lexicon *words, *lexicon;
    uint8_t *first, *second;
    size_t first_size, second_size;
    if (count != 3)
        stop("usage", "build_lexicon ROWS.tsv SECTION");
    compile(arguments[1], NULL, &words, &first, &first_size);
    compile(arguments[1], words, &lexicon, &second, &second_size);
    FILE *out = fopen(arguments[2], "wb");
    if (!out || fwrite(second, 1, second_size, out) != second_size || fclose(out))
        stop("cannot be written", arguments[2]);
    printf("%" PRIu32 " entries, %" PRIu32 " word slots, %" PRIu32 " edge slots, %" PRIu32 " senses, %zu bytes\n",
           lexicon->entries, lexicon->word_slots, lexicon->edge_slots, lexicon->sense_count, second_size);
    lexicon_close(lexicon, &memory);
    lexicon_close(words, &memory);
    free(first);
    free(second);
    return 0;
}
