/* marks_roles: what each quotation mark of a text may do, judged by glyph and neighbours. Private to marks*.c. */
#ifndef SAYSO_MARKS_ROLES_H
#define SAYSO_MARKS_ROLES_H

#include "marks.h"

enum mark_family { FAMILY_DOUBLE, FAMILY_SINGLE, FAMILY_GUILLEMET, FAMILY_ANGLE, FAMILIES };

enum mark_role {
    ROLE_NONE, /* an apostrophe, feet, inches */
    ROLE_OPEN,
    ROLE_CLOSE,
    ROLE_EITHER /* its neighbours do not tell: closes what is open, else opens */
};

struct mark {
    uint32_t token;
    uint32_t next; /* the next mark of its family in the paragraph (into the list), or SAYSO_NONE */
    uint8_t family, style, role;
    uint8_t after_stop; /* . , ! ? or an ellipsis stands before it */
    uint8_t after_letter;
    uint8_t measure;      /* a digit stands before it: may be feet or inches */
    uint8_t weak;         /* a closing single mark that may be an apostrophe: workers', goin' */
    uint8_t later_strong; /* a better closing mark comes before the next opening one */
};

struct mark_list {
    array_of(struct mark) list;
};

/* The marks of all tokens of kind TOKEN_MARK, in order, without those that can be none. */
sayso_status marks_collect(const struct memory *memory, const struct text *text, const struct layout *layout,
                           const struct tokens *tokens, struct mark_list *marks);

/* Fill `next` and `later_strong`; `single`: single marks are the outer ones of this text. */
void marks_look_ahead(const struct tokens *tokens, struct mark_list *marks, bool single);

/* Does the text open its quotations with single marks (British style)? */
bool marks_prefer_single(const struct tokens *tokens, const struct mark_list *marks);

#endif
