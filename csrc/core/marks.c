/* marks: pairs by a stack that runs through the quotations themselves, paragraph by paragraph. */
#include "marks_roles.h"

#define UNRESOLVED       0u                /* `last` of a quotation that is still open */
#define DEAD             (SAYSO_NONE - 1u) /* `last` of one that was an apostrophe after all */
#define APOSTROPHE_REACH 24u /* tokens: how far a doubtful single mark may close another in a text of double ones */

struct pairing {
    const struct memory *memory;
    const struct layout *layout;
    const struct tokens *tokens;
    const struct mark_list *list;
    struct marks *marks;
    struct warnings *warnings;
    bool single;  /* single marks are the outer ones */
    uint32_t top; /* innermost open quotation */
    uint32_t open[FAMILIES];
    uint32_t base;        /* the paragraph's first quotation */
    uint32_t begin, end;  /* its tokens */
    uint32_t last_double; /* its last mark that is not single, into the list */
    uint32_t pending;     /* one still open at the end of the story paragraph before */
};

static const struct token *token_at(const struct pairing *p, uint32_t i) { return &p->tokens->list.items[i]; }

static uint8_t family_of(const struct quotation *q) { return q->depth; } /* until depths are known */

static bool warn_at(const struct pairing *p, uint32_t token)
{
    return warnings_add(p->memory, p->warnings, WARNING_UNBALANCED_MARK, token_at(p, token)->start,
                        token_at(p, token)->end);
}

static bool open_quotation(struct pairing *p, uint32_t token, uint8_t family, uint8_t style, bool opened)
{
    struct quotation *q = array_push(p->memory, &p->marks->quotations);
    if (!q)
        return false;
    *q = (struct quotation){token, UNRESOLVED, p->top, SAYSO_NONE, family, style, opened, 0};
    p->top = p->marks->quotations.count - 1;
    p->open[family]++;
    return true;
}

/* Close the innermost quotation of a family; those opened inside it and still open end here, too. */
static void close_quotation(struct pairing *p, uint8_t family, uint32_t token)
{
    for (;;) {
        struct quotation *q = &p->marks->quotations.items[p->top];
        uint8_t own = family_of(q);
        p->top = q->parent;
        p->open[own]--;
        if (own == family) {
            q->last = token + 1;
            q->closed = 1;
            return;
        }
        q->last = own == FAMILY_SINGLE ? DEAD : token;
    }
}

static bool is_apostrophe(const struct pairing *p, const struct mark *mark, uint32_t index)
{
    const struct quotation *top = p->top == SAYSO_NONE ? NULL : &p->marks->quotations.items[p->top];
    if (!top || !p->open[FAMILY_SINGLE])
        return !(p->single && mark->after_stop);
    if (mark->weak && mark->later_strong)
        return true;
    if (family_of(top) != FAMILY_SINGLE) /* inside double marks that still close: not for the single one outside */
        return p->last_double > index && p->last_double != SAYSO_NONE;
    return mark->weak && !p->single && mark->token - top->first > APOSTROPHE_REACH;
}

static bool is_measure(const struct pairing *p, const struct mark *mark)
{
    if (!mark->measure || mark->family == FAMILY_SINGLE)
        return false;
    const struct mark *next = mark->next == SAYSO_NONE ? NULL : &p->list->list.items[mark->next];
    return !p->open[mark->family] || (next && next->role == ROLE_CLOSE && !next->measure);
}

static uint8_t decide_role(const struct pairing *p, const struct mark *mark)
{
    uint8_t role = mark->role;
    if (role == ROLE_EITHER)
        return p->open[mark->family] ? ROLE_CLOSE : ROLE_OPEN;
    /* said" we go" and: the space stands on the wrong side */
    if (role == ROLE_CLOSE && !p->open[mark->family] && mark->after_letter && mark->family == FAMILY_DOUBLE &&
        mark->style != SAYSO_STYLE_CURLY && mark->next != SAYSO_NONE &&
        p->list->list.items[mark->next].role == ROLE_CLOSE && !p->list->list.items[mark->next].after_stop)
        return ROLE_OPEN;
    return role;
}

static bool take_mark(struct pairing *p, uint32_t index)
{
    const struct mark *mark = &p->list->list.items[index];
    if (is_measure(p, mark))
        return true;
    if (decide_role(p, mark) == ROLE_OPEN)
        return open_quotation(p, mark->token, mark->family, mark->style, true);
    if (mark->family == FAMILY_SINGLE && is_apostrophe(p, mark, index))
        return true;
    if (!p->open[mark->family])
        return warn_at(p, mark->token);
    close_quotation(p, mark->family, mark->token);
    return true;
}

/* Does the first double mark close what this paragraph never opened? */
static bool lacks_opener(const struct pairing *p, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        const struct mark *mark = &p->list->list.items[i];
        if (mark->family != (p->single ? FAMILY_SINGLE : FAMILY_DOUBLE)) {
            if (mark->role == ROLE_OPEN)
                return false;
            continue;
        }
        if (mark->role != ROLE_CLOSE || mark->measure || mark->weak)
            return false;
        return mark->after_stop || (p->pending != SAYSO_NONE && !p->single);
    }
    return false;
}

static bool is_aside(const struct pairing *p, uint32_t paragraph)
{
    switch (p->layout->paragraphs.items[paragraph].kind) {
    case SAYSO_CAPTION:
    case SAYSO_LINK:
    case SAYSO_PULLQUOTE:
    case SAYSO_EMBED:
    case SAYSO_BOILERPLATE: return true;
    default: return false;
    }
}

static bool is_paragraph_start(const struct pairing *p, uint32_t token)
{
    return !token || token_at(p, token - 1)->paragraph != token_at(p, token)->paragraph;
}

/* Does the next paragraph of the story begin with an opening mark of this family? */
static bool is_continued(const struct pairing *p, uint32_t mark, uint8_t family)
{
    uint32_t paragraph = token_at(p, p->begin)->paragraph + 1;
    if (is_aside(p, paragraph - 1))
        return false;
    while (paragraph < p->layout->paragraphs.count && is_aside(p, paragraph))
        paragraph++;
    for (; mark < p->list->list.count; mark++) {
        const struct mark *m = &p->list->list.items[mark];
        if (token_at(p, m->token)->paragraph >= paragraph)
            return token_at(p, m->token)->paragraph == paragraph && is_paragraph_start(p, m->token) &&
                   m->family == family && (m->role == ROLE_OPEN || m->role == ROLE_EITHER);
    }
    return false;
}

static uint32_t sentence_end(const struct pairing *p, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        uint8_t c = token_at(p, i)->ascii;
        if (c == '.' || c == '!' || c == '?')
            return i + 1;
    }
    return to;
}

/* Ends for what was never closed: at the end of the paragraph, or before the next mark of its family opens. */
static bool resolve_open(struct pairing *p, uint32_t next_mark)
{
    uint32_t later[FAMILIES];
    for (unsigned family = 0; family < FAMILIES; family++)
        later[family] = SAYSO_NONE;
    bool warned = true;
    p->pending = is_aside(p, token_at(p, p->begin)->paragraph) ? p->pending : SAYSO_NONE;
    for (uint32_t i = p->marks->quotations.count; i-- > p->base;) {
        struct quotation *q = &p->marks->quotations.items[i];
        uint8_t family = family_of(q);
        if (q->last == UNRESOLVED) {
            bool cut = later[family] != SAYSO_NONE;
            bool continued = !cut && is_continued(p, next_mark, family);
            if (family == FAMILY_SINGLE && !continued && !p->single)
                q->last = DEAD;
            else
                q->last = cut ? sentence_end(p, q->first, later[family]) : p->end;
            if (q->last == p->end)
                p->pending = i;
            if (q->last != DEAD && !continued)
                warned = warned && warn_at(p, q->first);
        }
        if (q->last != DEAD)
            later[family] = q->first;
    }
    return warned;
}

/* Drop the dead, then parents and depths from the spans; `pending` moves along. */
static void settle_paragraph(struct pairing *p)
{
    struct quotation *items = p->marks->quotations.items;
    uint32_t kept = p->base, current = SAYSO_NONE;
    for (uint32_t i = p->base; i < p->marks->quotations.count; i++) {
        if (items[i].last == DEAD)
            continue;
        struct quotation *q = &items[kept];
        *q = items[i];
        if (p->pending == i)
            p->pending = kept;
        while (current != SAYSO_NONE && items[current].last <= q->first)
            current = items[current].parent;
        q->parent = current;
        q->depth = 0;
        if (current != SAYSO_NONE) {
            q->depth = items[current].depth < UINT8_MAX ? (uint8_t)(items[current].depth + 1) : UINT8_MAX;
            if (q->last > items[current].last) {
                q->last = items[current].last;
                q->closed = 0;
            }
        }
        current = kept++;
    }
    p->marks->quotations.count = kept;
}

static bool pair_paragraph(struct pairing *p, uint32_t from, uint32_t to)
{
    uint32_t before = p->pending;
    p->base = p->marks->quotations.count;
    p->top = p->last_double = SAYSO_NONE;
    for (unsigned family = 0; family < FAMILIES; family++)
        p->open[family] = 0;
    for (uint32_t i = from; i < to; i++)
        if (p->list->list.items[i].family != FAMILY_SINGLE)
            p->last_double = i;
    if (lacks_opener(p, from, to) &&
        !open_quotation(p, p->begin, p->single ? FAMILY_SINGLE : FAMILY_DOUBLE, p->list->list.items[from].style, false))
        return false;
    for (uint32_t i = from; i < to; i++)
        if (!take_mark(p, i))
            return false;
    if (p->marks->quotations.count > p->base) {
        const struct quotation *first = &p->marks->quotations.items[p->base];
        if (!first->opened && first->closed && !warn_at(p, first->last - 1))
            return false;
    }
    if (!resolve_open(p, to))
        return false;
    settle_paragraph(p);
    if (before != SAYSO_NONE && p->marks->quotations.count > p->base &&
        !is_aside(p, token_at(p, p->begin)->paragraph)) {
        struct quotation *first = &p->marks->quotations.items[p->base];
        if (first->first == p->begin)
            first->continues = before;
    }
    return true;
}

static bool pair_all(struct pairing *p)
{
    uint32_t mark = 0, count = p->tokens->list.count, marks = p->list->list.count;
    for (p->begin = 0; p->begin < count; p->begin = p->end) {
        uint32_t paragraph = token_at(p, p->begin)->paragraph, from = mark;
        for (p->end = p->begin + 1; p->end < count && token_at(p, p->end)->paragraph == paragraph;)
            p->end++;
        while (mark < marks && p->list->list.items[mark].token < p->end)
            mark++;
        if (mark > from) {
            if (!pair_paragraph(p, from, mark))
                return false;
        } else if (!is_aside(p, paragraph)) {
            p->pending = SAYSO_NONE;
        }
    }
    return true;
}

/* Which quotation each token lies in, and the style that most of the outermost have. */
static bool fill_outermost(struct pairing *p)
{
    struct marks *marks = p->marks;
    uint32_t count = p->tokens->list.count, styles[SAYSO_STYLE_DOUBLED + 1] = {0};
    if (!array_reserve(p->memory, &marks->outermost, count))
        return false;
    marks->outermost.count = count;
    for (uint32_t i = 0; i < count; i++)
        marks->outermost.items[i] = SAYSO_NONE;
    for (uint32_t k = 0; k < marks->quotations.count; k++) {
        const struct quotation *q = &marks->quotations.items[k];
        if (q->parent != SAYSO_NONE)
            continue;
        styles[q->style]++;
        for (uint32_t i = q->first; i < q->last; i++)
            marks->outermost.items[i] = k;
    }
    for (unsigned style = 0; style <= SAYSO_STYLE_DOUBLED; style++)
        if (styles[style] > styles[marks->style])
            marks->style = (sayso_quote_style)style;
    return true;
}

sayso_status marks_pair(const struct memory *memory, sayso_choice single_quotes, const struct text *text,
                        const struct layout *layout, const struct tokens *tokens, struct marks *marks,
                        struct warnings *warnings)
{
    struct mark_list list = {0};
    struct pairing p = {memory,     layout, tokens, &list, marks, warnings,   false,
                        SAYSO_NONE, {0},    0,      0,     0,     SAYSO_NONE, SAYSO_NONE};
    array_clear(&marks->quotations);
    array_clear(&marks->outermost);
    marks->style = SAYSO_STYLE_NONE;
    sayso_status status = marks_collect(memory, text, layout, tokens, &list);
    if (status)
        goto done;
    if (single_quotes == SAYSO_OFF) {
        uint32_t kept = 0;
        for (uint32_t i = 0; i < list.list.count; i++)
            if (list.list.items[i].family != FAMILY_SINGLE)
                list.list.items[kept++] = list.list.items[i];
        list.list.count = kept;
    }
    marks_look_ahead(tokens, &list, false);
    p.single = single_quotes == SAYSO_ON || (single_quotes == SAYSO_AUTO && marks_prefer_single(tokens, &list));
    if (p.single)
        marks_look_ahead(tokens, &list, true);
    if (!pair_all(&p) || !fill_outermost(&p))
        status = SAYSO_ERROR_MEMORY;
done:
    array_free(memory, &list.list);
    return status;
}
