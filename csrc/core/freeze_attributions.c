/* freeze_attributions: position and uid of each attribution, who speaks; the scare quotes. */
#include "freezer.h"
#include "model.h"

/* Words of the story before the attribution being frozen: they come in order, so this only moves on. */
struct progress {
    uint32_t token, words;
};

/* ---- which stay, and how deep they stand ---------------------------------------------------------------- */

static bool choose(struct freezer *f)
{
    const struct attributions *all = &f->draft->attributions;
    uint32_t next = 0;
    array_clear(&f->out->kept);
    if (!array_reserve(f->memory, &f->out->kept, all->list.count))
        return false;
    for (uint32_t i = 0; i < all->list.count; i++) {
        bool stays = all->list.items[i].confidence >= f->options->min_confidence && all->list.items[i].piece_count;
        f->out->kept.items[f->out->kept.count++] = stays ? next++ : SAYSO_NONE;
    }
    return true;
}

/* The nearest attribution around it that stays. */
static uint32_t kept_parent(const struct freezer *f, uint32_t index)
{
    const struct attributions *all = &f->draft->attributions;
    uint32_t parent = all->list.items[index].parent;
    while (parent != SAYSO_NONE && f->out->kept.items[parent] == SAYSO_NONE)
        parent = all->list.items[parent].parent;
    return parent == SAYSO_NONE ? SAYSO_NONE : f->out->kept.items[parent];
}

/* ---- identity and place --------------------------------------------------------------------------------- */

static uint64_t mix(uint64_t hash, uint64_t value)
{
    hash = (hash ^ value) * UINT64_C(0x9E3779B97F4A7C15);
    return hash ^ hash >> 29;
}

static uint64_t identity(const struct freezer *f, const sayso_attribution *a, uint64_t text)
{
    uint64_t hash = mix(text, a->content.count);
    for (uint32_t i = 0; i < a->content.count; i++) {
        sayso_span piece = f->out->spans.items[a->content.first + i];
        hash = mix(mix(hash, piece.start), piece.end);
    }
    return mix(mix(mix(mix(hash, a->cue.start), a->cue.end), a->source.start), a->source.end);
}

static float position_of(const struct freezer *f, uint32_t token, struct progress *progress)
{
    const struct draft *draft = f->draft;
    for (; progress->token < token; progress->token++) {
        uint32_t paragraph = draft->tokens.list.items[progress->token].paragraph;
        progress->words +=
            draft->layout.paragraphs.items[paragraph].kind == SAYSO_STORY && draft_word_begins(draft, progress->token);
    }
    uint32_t all = f->out->health.story_words;
    float share = all ? (float)progress->words / (float)all : 0.0f;
    return share > 1.0f ? 1.0f : share;
}

static bool freeze_voice(struct freezer *f, const struct voice *from, sayso_attribution *to)
{
    const struct people *people = &f->draft->people;
    to->speaker = from->speaker;
    to->speakers = (sayso_range){f->out->refs.count, from->speaker_count};
    for (uint32_t i = 0; i < from->speaker_count; i++)
        if (!freezer_add_ref(f, people->speakers.items[from->speakers + i]))
            return false;
    to->source_count = from->source_count;
    to->anonymity = (sayso_anonymity){freezer_span(f, from->anonymity), freezer_span(f, from->reason)};
    to->via = from->via;
    to->document = freezer_span(f, from->document);
    to->translated = freezer_span(f, from->translated);
    to->said_time = from->said_time;
    to->repeat_of = from->repeat_of == SAYSO_NONE ? SAYSO_NONE : f->out->kept.items[from->repeat_of];
    to->speaker_confidence = from->confidence;
    to->source_kind = from->source_kind;
    to->naming = from->naming;
    to->number = from->number;
    to->channel = from->channel;
    return freezer_add_codes(f, from->evidence, ATTRIBUTION_EVIDENCE, &to->speaker_evidence);
}

static bool freeze_attribution(struct freezer *f, uint32_t index, uint64_t text, struct progress *progress)
{
    const struct draft *draft = f->draft;
    const struct attribution *from = &draft->attributions.list.items[index];
    uint32_t first = draft->attributions.pieces.items[from->piece].first;
    sayso_attribution to = {.cue = freezer_span(f, from->cue),
                            .source = freezer_span(f, from->source),
                            .parent = kept_parent(f, index),
                            .confidence = from->confidence,
                            .act = from->act,
                            .status = from->status};
    to.depth = to.parent == SAYSO_NONE ? 0 : 1;
    if (!freeze_content(f, from, &to) || !freeze_voice(f, &draft->people.voices.items[index], &to) ||
        !freezer_add_codes(f, from->evidence, ATTRIBUTION_EVIDENCE, &to.evidence))
        return false;
    to.sentence = draft->sentences.of_token.items[first];
    to.paragraph = draft->tokens.list.items[first].paragraph;
    to.zone = (uint8_t)draft->layout.paragraphs.items[to.paragraph].kind;
    to.position = position_of(f, first, progress);
    to.uid = identity(f, &to, text);
    if (to.parent == SAYSO_NONE && to.act == SAYSO_SPEECH && to.speaker == SAYSO_NONE)
        f->out->health.unknown_speakers++;
    sayso_attribution *item = array_push(f->memory, &f->out->attributions);
    if (item)
        *item = to;
    return item != NULL;
}

/* Depth counts the attributions around one; a parent may stand after its child, so it is told at the end. */
static void count_depths(struct frozen *out)
{
    for (uint32_t i = 0; i < out->attributions.count; i++) {
        uint32_t depth = 0;
        for (uint32_t at = out->attributions.items[i].parent; at != SAYSO_NONE && depth < 255;
             at = out->attributions.items[at].parent)
            depth++;
        out->attributions.items[i].depth = depth;
    }
}

/* The share of the words in marks that stand in an attribution. */
static void count_attributed(struct frozen *out)
{
    uint64_t words = 0;
    for (uint32_t i = 0; i < out->attributions.count; i++)
        words += out->attributions.items[i].quoted_words;
    if (out->health.quoted_words)
        out->health.attributed =
            words >= out->health.quoted_words ? 1.0f : (float)words / (float)out->health.quoted_words;
}

bool freeze_attributions(struct freezer *f)
{
    struct progress progress = {0, 0};
    uint64_t text = model_checksum(f->draft->text.bytes, f->draft->text.size);
    if (!choose(f))
        return false;
    for (uint32_t i = 0; i < f->draft->attributions.list.count; i++)
        if (f->out->kept.items[i] != SAYSO_NONE && !freeze_attribution(f, i, text, &progress))
            return false;
    count_depths(f->out);
    if (!freeze_quoted_words(f))
        return false;
    count_attributed(f->out);
    return true;
}

bool freeze_scare_quotes(struct freezer *f)
{
    const struct attributions *all = &f->draft->attributions;
    if (f->options->scare_quotes == SAYSO_OFF)
        return true;
    for (uint32_t i = 0; i < all->scare_quotes.count; i++) {
        const struct quotation *q = &f->draft->marks.quotations.items[all->scare_quotes.items[i]];
        uint32_t first = q->first + q->opened, last = q->last - q->closed;
        if (first >= last)
            continue;
        sayso_span *item = array_push(f->memory, &f->out->scare_quotes);
        if (!item)
            return false;
        *item = freezer_span(f, (struct token_range){first, last});
    }
    return true;
}
