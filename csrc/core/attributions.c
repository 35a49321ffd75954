#include "attribution_parts.h"

/* How often a rule is right, content and source both, on PolNeAR's training articles: it knows no more than that. */
static float confidence_of(const struct cue *cue)
{
    bool left = range_is(cue->left) && cue->left.first < cue->first;
    switch (cue->rule) {
    case EVIDENCE_CUE_VERB: return !range_is(cue->source) ? 0.1f : left ? 0.9f : 0.7f;
    case EVIDENCE_CUE_THAT: return range_is(cue->source) ? 0.7f : 0.25f;
    case EVIDENCE_CUE_BARE: return 0.65f;
    case EVIDENCE_PARENTHETICAL: return 0.65f;
    case EVIDENCE_ACCORDING_TO: return left ? 0.6f : 0.75f;
    case EVIDENCE_CUE_INFINITIVE: return 0.4f;
    case EVIDENCE_CUE_OBJECT: return 0.45f;
    case EVIDENCE_COLON: return 0.45f;
    case EVIDENCE_TRANSCRIPT: return 0.9f;
    default: return 0.2f; /* nouns */
    }
}

void add_evidence(struct attribution *attribution, uint16_t code)
{
    for (unsigned i = 0; i < ATTRIBUTION_EVIDENCE && code; i++) {
        if (attribution->evidence[i] == code)
            return;
        if (attribution->evidence[i] == 0) {
            attribution->evidence[i] = code;
            return;
        }
    }
}

bool has_evidence(const struct attribution *attribution, uint16_t code)
{
    for (unsigned i = 0; i < ATTRIBUTION_EVIDENCE; i++)
        if (attribution->evidence[i] == code)
            return true;
    return false;
}

static sayso_status add_piece(struct attribution_room *room, struct token_range range, uint32_t owner)
{
    range = fit_marks(room, range);
    if (range.first >= range.last)
        return SAYSO_OK;
    struct loose_piece *piece = array_push(room->memory, &room->loose);
    if (!piece)
        return SAYSO_ERROR_MEMORY;
    *piece = (struct loose_piece){range, owner, 0};
    return SAYSO_OK;
}

static sayso_status add_attributions(struct attribution_room *room)
{
    for (uint32_t k = 0; k < room->cues.count; k++) {
        struct cue *cue = &room->cues.items[k];
        if ((k & 0xFFFu) == 0 && memory_cancelled(room->memory))
            return SAYSO_ERROR_CANCELLED;
        if (cue->side == SIDE_NONE)
            continue;
        status_read(room, cue);
        bool words = (range_is(cue->left) && reports_words(room, cue, cue->left)) ||
                     (range_is(cue->right) && reports_words(room, cue, cue->right));
        if (cue->act == SAYSO_SPEECH && !words)
            cue->act = SAYSO_OTHER;
        struct attribution *attribution = array_push(room->memory, &room->out->list);
        if (!attribution)
            return SAYSO_ERROR_MEMORY;
        *attribution = (struct attribution){.cue = {cue->first, cue->last},
                                            .source = without_comma(room, cue->source),
                                            .parent = SAYSO_NONE,
                                            .act = cue->act,
                                            .status = cue->status,
                                            .channel = cue->channel,
                                            .confidence = confidence_of(cue)};
        add_evidence(attribution, cue->rule);
        add_evidence(attribution, cue->extra);
        if (cue->users)
            add_evidence(attribution, EVIDENCE_USER_LEXICON);
        uint32_t owner = room->out->list.count - 1;
        sayso_status status = SAYSO_OK;
        if (range_is(cue->left))
            status = add_piece(room, cue->left, owner);
        if (status == SAYSO_OK && range_is(cue->right))
            status = add_piece(room, cue->right, owner);
        if (status != SAYSO_OK)
            return status;
    }
    return SAYSO_OK;
}

sayso_status link_and_nest(struct attribution_room *room)
{
    sayso_status status = pieces_sort(room);
    uint32_t held = room->loose.count;
    if (status == SAYSO_OK)
        status = quotations_link(room);
    for (uint32_t i = held; i < room->loose.count; i++)
        add_evidence(&room->out->list.items[room->loose.items[i].owner], room->loose.items[i].evidence);
    if (status == SAYSO_OK)
        status = pieces_sort(room);
    if (status == SAYSO_OK)
        status = attributions_nest(room);
    return status == SAYSO_OK ? scare_quotes_list(room) : status;
}

void attribution_room_free(struct attribution_room *room)
{
    array_free(room->memory, &room->traits);
    array_free(room->memory, &room->inner);
    array_free(room->memory, &room->cues);
    array_free(room->memory, &room->loose);
    array_free(room->memory, &room->merge);
    array_free(room->memory, &room->order);
}

sayso_status attributions_find(const struct memory *memory, const struct text *text, const struct layout *layout,
                               const struct tokens *tokens, const struct lexemes *lexemes, const struct marks *marks,
                               const struct sentences *sentences, const struct dates *dates, const struct names *names,
                               struct attributions *attributions)
{
    struct attribution_room room = {.memory = memory,
                                    .text = text,
                                    .layout = layout,
                                    .tokens = tokens->list.items,
                                    .count = tokens->list.count,
                                    .lexemes = lexemes,
                                    .marks = marks,
                                    .sentences = sentences,
                                    .dates = dates,
                                    .names = names,
                                    .out = attributions};
    array_clear(&attributions->list);
    array_clear(&attributions->pieces);
    array_clear(&attributions->scare_quotes);
    sayso_status status = traits_read(&room);
    if (status == SAYSO_OK)
        status = cues_find(&room);
    if (status == SAYSO_OK)
        status = contents_find(&room);
    if (status == SAYSO_OK)
        status = add_attributions(&room);
    if (status == SAYSO_OK)
        status = link_and_nest(&room);
    attribution_room_free(&room);
    return status;
}
