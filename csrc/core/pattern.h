/* pattern: shapes (dates, amounts, bylines, datelines, initials) by PCRE2, compiled once, bounded always.
 * Never word lists: those are the lexicon's.  \d, \w and case mean ASCII; utf8proc decides about the rest. */
#ifndef SAYSO_PATTERN_H
#define SAYSO_PATTERN_H

#include "codes.h"

#define PATTERN_GROUPS 12u

struct pattern;         /* a compiled pattern, immutable, shared by threads */
struct pattern_matcher; /* match data and JIT stack of one thread, for any pattern */

/* Patterns are our own and fixed, so a fault in one is a fault in the source: tests compile them all.
 * `jit`: try the JIT, else PCRE2 interprets. SAYSO_ERROR_MEMORY or _ARGUMENT. */
sayso_status pattern_compile(struct pattern **pattern, const struct memory *memory, const char *source, bool caseless,
                             bool jit);
void pattern_free(struct pattern *pattern);

sayso_status pattern_matcher_create(struct pattern_matcher **matcher, const struct memory *memory);
void pattern_matcher_free(struct pattern_matcher *matcher);

/* The first match at or after `from` within [window.start, window.end); lookbehind sees the window only.
 * Returns the number of groups set (1 or more), 0 for none, -1 for a limit that was hit (warn with
 * WARNING_PATTERN_LIMIT), -2 when memory ended.  groups[i].start is SAYSO_NONE for a group that took no part.
 * `anchored`: only at `from`. */
int pattern_find(const struct pattern *pattern, struct pattern_matcher *matcher, const struct text *text,
                 struct slice window, uint32_t from, bool anchored, struct slice groups[PATTERN_GROUPS]);

#endif
