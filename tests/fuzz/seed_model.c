/* seed_model OUT: a small model file with every section, as a seed for fuzz_model: a lexicon of a few words and the weights of
 * tests/c/encoder_golden.bin's first case. */
#include "fuzz.h"
#include "lexicon_writer.h"
#include "model.h"

static const struct {
    const char *words;
    uint64_t classes;
    const char *name;
} entries[] = {{"said", LEX_CUE_VERB, NULL},         {"told", LEX_CUE_VERB, NULL},      {"Ana", LEX_GIVEN, NULL},
               {"Ruiz", LEX_SURNAME, NULL},          {"Latvia", LEX_COUNTRY, "Latvia"}, {"Riga", LEX_CITY, NULL},
               {"New York", LEX_CITY, "New York"},   {"officials", LEX_COLLECTIVE, NULL}, {"she", LEX_PRONOUN, NULL},
               {"according to", LEX_CUE_PHRASE, NULL}, {"Tuesday", LEX_WEEKDAY, NULL},  {"the", LEX_DETERMINER, NULL}};

int main(int count, char **paths)
{
    const struct memory memory = {&plain_allocator, NULL};
    struct lexicon_writer *writer = lexicon_writer_create(&memory);
    struct lexicon_cutter cutter = {0};
    struct slice words[LEXICON_MAX_WORDS];
    uint8_t *lexicon = NULL;
    size_t size = 0;
    CHECK(count == 2 && writer);
    for (size_t i = 0; i < sizeof entries / sizeof *entries; i++) {
        const struct lexicon_sense sense = {.classes = entries[i].classes, .value = 1, .wikidata = (uint32_t)i};
        uint32_t n = 0;
        const uint8_t *text = (const uint8_t *)entries[i].words;
        CHECK(!lexicon_cut(&cutter, &memory, NULL, text, strlen(entries[i].words), words, &n, NULL));
        CHECK(!lexicon_writer_add(writer, cutter.copy.items ? cutter.copy.items : text, words, n, sense, entries[i].name));
    }
    CHECK(!lexicon_writer_finish(writer, &lexicon, &size));

    FILE *golden = fopen("tests/c/encoder_golden.bin", "rb");
    uint32_t weights = 0;
    CHECK(golden && !fseek(golden, 64, SEEK_SET) && fread(&weights, 4, 1, golden) == 1);
    const size_t first = 128, second = (first + size + 63) / 64 * 64, whole = second + weights;
    uint8_t *file = calloc(1, whole);
    CHECK(file && !fseek(golden, 128, SEEK_SET) && fread(file + second, 1, weights, golden) == weights);
    fclose(golden);
    memcpy(file, "SAYSO\r\n\032", 8);
    memcpy(file + 8, &(uint32_t[2]){SAYSO_MODEL_VERSION, 2}, 8);
    memcpy(file + 16, &(uint64_t){whole}, 8);
    memcpy(file + 32, &(uint64_t[3]){MODEL_LEXICON, first, size}, 24);
    memcpy(file + 56, &(uint64_t[3]){MODEL_WEIGHTS, second, weights}, 24);
    memcpy(file + first, lexicon, size);
    memcpy(file + 24, &(uint64_t){model_checksum(file + 32, whole - 32)}, 8);

    FILE *out = fopen(paths[1], "wb");
    CHECK(out && fputc(1, out) == 1 && fwrite(file, 1, whole, out) == whole && !fclose(out));
    free(file);
    plain_allocator.release(NULL, lexicon);
    lexicon_cutter_free(&cutter, &memory);
    lexicon_writer_free(writer);
    return 0;
}
