/* statement_key: the same for statements of the same letters and digits, so that what many outlets print counts once. */
#ifndef SAYSO_STATEMENT_KEY_H
#define SAYSO_STATEMENT_KEY_H

#include "sayso.h"

/* Of the text in these pieces, whatever its case, marks, accents that stand apart, and spaces. */
uint64_t statement_key(const sayso_document *document, const sayso_span *pieces, uint32_t count);

#endif
