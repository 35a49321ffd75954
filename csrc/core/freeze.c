/* freeze: what the stages found, in bytes and tokens, becomes the document's records, in code points. */
#include "freezer.h"

#include <string.h>

static const sayso_span NOWHERE = {SAYSO_NONE, SAYSO_NONE};

static sayso_span span_of_tokens(const struct freezer *f, uint32_t first, uint32_t last)
{
    if (first == SAYSO_NONE || first >= last)
        return NOWHERE;
    return (sayso_span){f->out->tokens.items[first].span.start, f->out->tokens.items[last - 1].span.end};
}

sayso_span freezer_span(const struct freezer *f, struct token_range range)
{
    return span_of_tokens(f, range.first, range.last);
}

bool freezer_add_span(struct freezer *f, sayso_span span)
{
    sayso_span *item = array_push(f->memory, &f->out->spans);
    if (item)
        *item = span;
    return item != NULL;
}

bool freezer_add_ref(struct freezer *f, uint32_t ref)
{
    uint32_t *item = array_push(f->memory, &f->out->refs);
    if (item)
        *item = ref;
    return item != NULL;
}

bool freezer_add_codes(struct freezer *f, const uint16_t *codes, uint32_t count, sayso_range *range)
{
    *range = (sayso_range){f->out->refs.count, 0};
    for (uint32_t i = 0; i < count && codes[i]; i++) {
        if (!freezer_add_ref(f, codes[i]))
            return false;
        range->count++;
    }
    return true;
}

static bool add_bytes(struct freezer *f, const char *bytes, size_t size, sayso_range *range)
{
    *range = (sayso_range){f->out->strings.count, (uint32_t)size};
    if (!array_reserve(f->memory, &f->out->strings, size))
        return false;
    if (size)
        memcpy(f->out->strings.items + f->out->strings.count, bytes, size);
    f->out->strings.count += (uint32_t)size;
    return true;
}

/* ---- tokens, sentences, paragraphs, layout ------------------------------------------------------------ */

static bool freeze_tokens(struct freezer *f)
{
    const struct draft *draft = f->draft;
    uint32_t count = draft->tokens.list.count, byte = 0, point = 0;
    if (!array_reserve(f->memory, &f->out->tokens, count))
        return false;
    for (uint32_t i = 0; i < count; i++) {
        const struct token *token = &draft->tokens.list.items[i];
        sayso_span span = {token->start, token->end};
        if (!draft->text.ascii) { /* tokens are in order: count on from the last one */
            for (; byte < token->start; byte++)
                point += (draft->text.bytes[byte] & 0xC0) != 0x80;
            span.start = point;
            for (; byte < token->end; byte++)
                point += (draft->text.bytes[byte] & 0xC0) != 0x80;
            span.end = point;
        }
        f->out->tokens.items[i] = (sayso_token){span, draft->sentences.of_token.items[i], token->paragraph};
    }
    f->out->tokens.count = count;
    return true;
}

static bool freeze_sentences(struct freezer *f)
{
    const struct draft *draft = f->draft;
    for (uint32_t i = 0; i < draft->sentences.list.count; i++) {
        const struct sentence *from = &draft->sentences.list.items[i];
        sayso_sentence *to = array_push(f->memory, &f->out->sentences);
        if (!to)
            return false;
        *to = (sayso_sentence){
            span_of_tokens(f, from->first, from->last), {from->first, from->last - from->first}, from->paragraph};
    }
    return true;
}

static bool freeze_paragraphs(struct freezer *f)
{
    const struct draft *draft = f->draft;
    uint32_t sentence = 0;
    for (uint32_t i = 0; i < draft->layout.paragraphs.count; i++) {
        const struct paragraph *from = &draft->layout.paragraphs.items[i];
        sayso_paragraph *to = array_push(f->memory, &f->out->paragraphs);
        if (!to)
            return false;
        *to = (sayso_paragraph){text_span(&draft->text, from->where), {sentence, 0}, from->kind};
        while (sentence < draft->sentences.list.count && draft->sentences.list.items[sentence].paragraph == i) {
            sentence++;
            to->sentences.count++;
        }
    }
    return true;
}

static void freeze_layout(struct freezer *f)
{
    const struct layout *from = &f->draft->layout;
    const struct text *text = &f->draft->text;
    f->out->layout = (sayso_layout){text_span(text, from->page_date),
                                    text_span(text, from->headline),
                                    text_span(text, from->byline),
                                    {text_span(text, from->dateline), text_span(text, from->dateline_place),
                                     text_span(text, from->dateline_agency), text_span(text, from->dateline_date)}};
}

/* ---- dates, quantities, warnings ------------------------------------------------------------------------ */

static bool freeze_dates(struct freezer *f)
{
    for (uint32_t i = 0; i < f->draft->dates.list.count; i++) {
        const struct date *from = &f->draft->dates.list.items[i];
        sayso_date *to = array_push(f->memory, &f->out->dates);
        if (!to)
            return false;
        *to = (sayso_date){text_span(&f->draft->text, from->where), {0, 0}, from->type, from->anchor};
        if (!add_bytes(f, from->value, strlen(from->value), &to->value))
            return false;
    }
    return true;
}

static bool freeze_quantities(struct freezer *f)
{
    for (uint32_t i = 0; i < f->draft->quantities.list.count; i++) {
        const struct quantity *from = &f->draft->quantities.list.items[i];
        sayso_quantity *to = array_push(f->memory, &f->out->quantities);
        if (!to)
            return false;
        memset(to, 0, sizeof *to);
        to->span = text_span(&f->draft->text, from->where);
        to->value = from->value;
        to->type = from->type;
        to->approximate = from->approximate != 0;
        if (!add_bytes(f, from->unit, strlen(from->unit), &to->unit))
            return false;
    }
    return true;
}

static bool freeze_warnings(struct freezer *f)
{
    sayso_range said[256] = {{0, 0}}; /* each message is kept once */
    for (uint32_t i = 0; i < f->draft->warnings.list.count; i++) {
        const struct warning *from = &f->draft->warnings.list.items[i];
        sayso_range *message = &said[from->code & 255u];
        const char *meaning = sayso_code_meaning(from->code);
        if (!message->count && meaning && !add_bytes(f, meaning, strlen(meaning), message))
            return false;
        sayso_warning *to = array_push(f->memory, &f->out->warnings);
        if (!to)
            return false;
        *to = (sayso_warning){text_span(&f->draft->text, from->where), from->code, *message};
    }
    return true;
}

/* ---- mentions and entities ------------------------------------------------------------------------------ */

static bool freeze_mentions(struct freezer *f)
{
    const struct names *names = &f->draft->names;
    for (uint32_t i = 0; i < names->list.count; i++) {
        const struct mention *from = &names->list.items[i];
        sayso_mention *to = array_push(f->memory, &f->out->mentions);
        if (!to)
            return false;
        const struct link *link = &f->draft->people.links.items[i];
        const uint16_t codes[2] = {from->evidence, link->evidence};
        *to = (sayso_mention){span_of_tokens(f, from->first, from->last),
                              f->draft->people.entity_of.items[i],
                              (float)link->percent / 100,
                              {0, 0},
                              from->label,
                              from->metonymy,
                              {0, 0}};
        if (!freezer_add_codes(f, codes, 2, &to->evidence))
            return false;
    }
    return true;
}

/* The words of a mention as one line: white space within is one space; `plain`: without a nickname. */
static bool add_name(struct freezer *f, const struct mention *mention, bool plain, sayso_range *name)
{
    const struct draft *draft = f->draft;
    *name = (sayso_range){f->out->strings.count, 0};
    for (uint32_t i = mention->first; i < mention->last; i++) {
        if (plain && mention->label == SAYSO_PERSON)
            i = mention_past_nickname(draft->tokens.list.items, mention, i);
        const struct token *token = &draft->tokens.list.items[i];
        sayso_range part;
        if (i > mention->first && token->space_before) {
            if (!add_bytes(f, " ", 1, &part))
                return false;
            name->count++;
        }
        /* a lone surrogate has no place in a string of ours */
        struct slice where = token_slice(token);
        bool surrogate = draft->text.first_surrogate != SAYSO_NONE && draft->text.first_surrogate < where.end;
        for (uint32_t at = where.start; surrogate && at < where.end;) {
            uint32_t width;
            bool replaced = text_decode(&draft->text, at, &width) == 0xFFFD;
            if (!add_bytes(f, replaced ? "\xEF\xBF\xBD" : (const char *)draft->text.bytes + at, replaced ? 3 : width,
                           &part))
                return false;
            at += width;
        }
        if (!surrogate && !add_bytes(f, (const char *)draft->text.bytes + where.start, where.end - where.start, &part))
            return false;
        name->count += where.end - where.start;
    }
    return true;
}

/* ASCII letters suffice to meet in counting. */
static bool lower_key(struct freezer *f, sayso_range key)
{
    for (uint32_t i = 0; i < key.count; i++) {
        char *c = &f->out->strings.items[key.first + i];
        *c = (char)(*c >= 'A' && *c <= 'Z' ? *c + 32 : *c);
    }
    return true;
}

static bool add_key(struct freezer *f, const struct entity *from, sayso_entity *to)
{
    char digits[12];
    size_t size = 0;
    if (from->key_basis == SAYSO_KEY_NONE)
        return true;
    if (from->own_name && from->key_basis != SAYSO_KEY_WIKIDATA) { /* what the caller's aliases stand for */
        const char *name = lexicon_string(f->user, from->own_name);
        if (!add_bytes(f, name, strlen(name), &to->key))
            return false;
        to->key_basis = from->label == SAYSO_PERSON && !strchr(name, ' ') ? SAYSO_KEY_SURNAME : SAYSO_KEY_FULL_NAME;
        return lower_key(f, to->key);
    }
    if (from->key_basis != SAYSO_KEY_WIKIDATA) { /* the name in lower case */
        if (!add_name(f, &f->draft->names.list.items[from->name], true, &to->key))
            return false;
        return lower_key(f, to->key);
    }
    for (uint32_t q = from->wikidata; q || !size; q /= 10)
        digits[sizeof digits - 1 - size++] = (char)('0' + q % 10);
    digits[sizeof digits - 1 - size++] = 'Q';
    return add_bytes(f, digits + sizeof digits - size, size, &to->key);
}

static bool freeze_entity(struct freezer *f, const struct entity *from, sayso_entity *to)
{
    const struct people *people = &f->draft->people;
    to->mentions = (sayso_range){f->out->refs.count, from->mention_count};
    for (uint32_t i = 0; i < from->mention_count; i++)
        if (!freezer_add_ref(f, people->mentions.items[from->mention + i]))
            return false;
    to->pronouns = (sayso_range){f->out->spans.count, from->pronoun_count};
    for (uint32_t i = 0; i < from->pronoun_count; i++) {
        uint32_t token = people->pronouns.items[from->pronoun + i];
        if (!freezer_add_span(f, span_of_tokens(f, token, token + 1)))
            return false;
    }
    to->titles = (sayso_range){f->out->spans.count, from->title_count};
    for (uint32_t i = 0; i < from->title_count; i++)
        if (!freezer_add_span(f, freezer_span(f, people->titles.items[from->title + i])))
            return false;
    return add_name(f, &f->draft->names.list.items[from->name], false, &to->name) && add_key(f, from, to);
}

static bool freeze_entities(struct freezer *f)
{
    const struct people *people = &f->draft->people;
    for (uint32_t i = 0; i < people->entities.count; i++) {
        const struct entity *from = &people->entities.items[i];
        sayso_entity to = {.affiliation = from->affiliation,
                           .wikidata = from->wikidata,
                           .label = from->label,
                           .sector = from->sector,
                           .key_basis = from->key_basis,
                           .gender = {from->gender, from->gender_evidence, {0, 0}, from->gender_probability}};
        if (!freeze_entity(f, from, &to))
            return false;
        sayso_entity *item = array_push(f->memory, &f->out->entities);
        if (!item)
            return false;
        *item = to;
    }
    return true;
}

sayso_status freeze(const struct memory *memory, const sayso_options *options, const struct lexicon *user,
                    struct draft *draft)
{
    struct freezer f = {memory, options, user, draft, &draft->frozen};
    struct frozen *out = &draft->frozen;
    array_clear(&out->tokens), array_clear(&out->sentences), array_clear(&out->paragraphs);
    array_clear(&out->mentions), array_clear(&out->entities), array_clear(&out->attributions);
    array_clear(&out->scare_quotes), array_clear(&out->dates), array_clear(&out->quantities);
    array_clear(&out->warnings), array_clear(&out->spans), array_clear(&out->refs), array_clear(&out->strings);
    freeze_layout(&f);
    bool done = freeze_tokens(&f) && freeze_sentences(&f) && freeze_paragraphs(&f) && freeze_dates(&f) &&
                freeze_quantities(&f) && freeze_warnings(&f) && freeze_mentions(&f) && freeze_entities(&f) &&
                freeze_attributions(&f) && freeze_scare_quotes(&f);
    return done ? SAYSO_OK : SAYSO_ERROR_MEMORY;
}
