/* pronoun_features: what the core sees of each candidate for each pronoun, for python/training/pronouns.py.
 *
 *     pronoun_features MODEL < ROWS > FEATURES
 *
 * A row is "<id> <bytes> <spans>\n", then the spans, then the text and a newline.  A span "<start> <end> <cluster>"
 * (code points) tells what lies there; clusters below zero are wrong answers for certain.  A pronoun is a span as
 * well; one whose cluster is C is written as "<id> <start> <kind> <candidates>\n", and a line for each candidate:
 * "<1 right, 0 wrong, -1 not told> <entity> <features ...>". */
#define pronoun_resolve pronoun_resolve_quietly
#include "../../csrc/core/pronouns.c"
#undef pronoun_resolve

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct gold {
    uint32_t start, end;
    int cluster;
};
static struct gold *golds;
static size_t gold_count;
static char row_id[128];

/* The smallest span around a token of the text, preferably one that ends with it. */
static const struct gold *gold_around(const struct view *v, uint32_t first, uint32_t last)
{
    const struct gold *found = NULL;
    uint32_t start = text_code_points(v->text, token_at(v, first)->start);
    uint32_t end = text_code_points(v->text, token_at(v, last - 1)->end);
    for (size_t k = 0; k < gold_count; k++)
        if (golds[k].start < end && start < golds[k].end &&
            ((golds[k].start <= start && end <= golds[k].end) || (start <= golds[k].start && golds[k].end <= end)) &&
            (!found || golds[k].end - golds[k].start < found->end - found->start))
            found = &golds[k];
    return found;
}

static int judge(const struct view *v, uint32_t entity, int cluster)
{
    const struct entity *e = &v->people->entities.items[entity];
    int verdict = -1;
    for (uint32_t k = 0; k < e->mention_count; k++) {
        const struct mention *m = mention_of(v, v->people->mentions.items[e->mention + k]);
        const struct gold *gold = gold_around(v, m->first, m->last);
        if (gold && gold->cluster == cluster)
            return 1;
        if (gold)
            verdict = 0;
    }
    return verdict;
}

static void write_candidate(const struct walk *w, const struct candidate *c, const struct pronoun *p, uint32_t rank,
                            int cluster)
{
    uint16_t features[PRONOUN_ACTIVE];
    uint32_t gendered, n = features_of(w, c, p, rank, features, &gendered);
    printf("%d %u", judge(w->v, c->entity, cluster), c->entity);
    for (uint32_t k = 0; k < n; k++)
        printf(" %u", features[k]);
    printf("\n");
}

uint32_t pronoun_resolve(struct walk *w, uint32_t token, bool speaks, uint32_t except, float *margin)
{
    const struct view *v = w->v;
    const struct gold *gold = gold_around(v, token, token + 1);
    uint32_t start = text_code_points(v->text, token_at(v, token)->start),
             end = text_code_points(v->text, token_at(v, token)->end);
    if (gold && gold->start == start && gold->end == end) {
        struct pronoun p = read_pronoun(w, token, speaks);
        struct candidate ahead;
        bool has_ahead = subject_ahead(w, &p, &ahead) && ahead.entity != except;
        uint32_t met[CANDIDATES], rank = 0, count = at_most(w->count, CANDIDATES), written = has_ahead;
        for (uint32_t k = 0; k < count; k++)
            written += w->ring[(w->count - 1 - k) % CANDIDATES].entity != except;
        printf("%s %u %u %u\n", row_id, start, p.gender, written);
        for (uint32_t k = 0; k < count; k++) {
            const struct candidate *c = &w->ring[(w->count - 1 - k) % CANDIDATES];
            uint32_t r = 0;
            if (c->entity == except)
                continue;
            while (r < rank && met[r] != c->entity)
                r++;
            if (r == rank)
                met[rank++] = c->entity;
            write_candidate(w, c, &p, r, gold->cluster);
        }
        if (has_ahead)
            write_candidate(w, &ahead, &p, 0, gold->cluster);
    }
    return pronoun_resolve_quietly(w, token, speaks, except, margin);
}

static void *allocate(void *context, size_t size)
{
    (void)context;
    return malloc(size);
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

int main(int argc, char **argv)
{
    static const sayso_allocator allocator = {NULL, allocate, resize, release};
    FILE *file = argc > 1 ? fopen(argv[1], "rb") : NULL;
    sayso_model *model;
    sayso_parser *parser;
    sayso_scratch *scratch;
    sayso_error error;
    size_t bytes, spans;
    if (!file || fseek(file, 0, SEEK_END))
        return 1;
    size_t size = (size_t)ftell(file);
    char *data = aligned_alloc(64, (size + 63) / 64 * 64);
    rewind(file);
    if (!data || fread(data, 1, size, file) != size || sayso_model_open(data, size, 0, &allocator, &model, &error) ||
        sayso_parser_create(model, NULL, NULL, 0, &allocator, &parser, &error) ||
        sayso_scratch_create(parser, &scratch, &error))
        return 1;
    while (scanf("%127s %zu %zu", row_id, &bytes, &spans) == 3) {
        golds = malloc((spans + 1) * sizeof *golds);
        char *text = malloc(bytes + 1);
        for (gold_count = 0; golds && gold_count < spans; gold_count++)
            if (scanf("%u %u %d", &golds[gold_count].start, &golds[gold_count].end, &golds[gold_count].cluster) != 3)
                return 1;
        if (!text || getchar() != '\n' || fread(text, 1, bytes, stdin) != bytes)
            return 1;
        sayso_document *document;
        sayso_input input = {text, bytes, NULL, NULL};
        if (sayso_parse(parser, scratch, &input, &allocator, &document, &error))
            return 1;
        sayso_document_free(document);
        free(text);
        free(golds);
    }
    return 0;
}
