/* health: how well a text could be read, told without gold. */
#include "draft.h"

#include "story_hash.h"

#include <math.h>

#define ENOUGH_WORDS  20u   /* fewer say nothing about the language */
#define ENGLISH_SHARE 0.55f /* of common words in English news; a text at or above it counts as 1 */
#define NOT_ENGLISH   0.45f

static bool is_word(const struct token *token)
{
    return token->kind == TOKEN_WORD || token->kind == TOKEN_NUMBER || token->kind == TOKEN_URL;
}

bool draft_word_begins(const struct draft *draft, uint32_t token)
{
    const struct token *all = draft->tokens.list.items;
    return is_word(&all[token]) && (all[token].space_before || !token || !is_word(&all[token - 1]));
}

static bool in_story(const struct draft *draft, uint32_t token)
{
    switch (draft->layout.paragraphs.items[draft->tokens.list.items[token].paragraph].kind) {
    case SAYSO_STORY:
    case SAYSO_BLOCKQUOTE:
    case SAYSO_TURN:
    case SAYSO_LIST:
    case SAYSO_ENTRY: return true;
    default: return false;
    }
}

static void count_words(const struct draft *draft, sayso_health *health, uint32_t *words, uint32_t *common)
{
    struct story_hash story = {0};
    for (uint32_t i = 0; i < draft->tokens.list.count; i++) {
        if (!draft_word_begins(draft, i))
            continue;
        ++*words;
        *common += (draft->lexemes.words.items[i].classes & (LEX_COMMON | LEX_FUNCTION)) != 0;
        if (!in_story(draft, i))
            continue;
        health->story_words++;
        story_hash_add(&story, draft->lexemes.words.items[i].hash);
        health->quoted_words += draft->marks.outermost.items[i] != SAYSO_NONE;
    }
    health->story_hash = story_hash_finish(&story);
}

sayso_status health_measure(const struct memory *memory, struct draft *draft)
{
    sayso_health *health = &draft->frozen.health;
    uint32_t words = 0, common = 0;
    *health = (sayso_health){.attributed = NAN, .quote_style = draft->marks.style};
    count_words(draft, health, &words, &common);
    float share = words ? (float)common / (float)words / ENGLISH_SHARE : 0.0f;
    health->english = share > 1.0f ? 1.0f : share;
    if (!words && !warnings_add(memory, &draft->warnings, WARNING_EMPTY, 0, draft->text.size))
        return SAYSO_ERROR_MEMORY;
    if (words >= ENOUGH_WORDS && health->english < NOT_ENGLISH &&
        !warnings_add(memory, &draft->warnings, WARNING_NOT_ENGLISH, 0, draft->text.size))
        return SAYSO_ERROR_MEMORY;
    for (uint32_t i = 0; i < draft->warnings.list.count; i++)
        health->unbalanced_marks += draft->warnings.list.items[i].code == WARNING_UNBALANCED_MARK;
    return SAYSO_OK;
}
