#include "unicode.h"

#include <utf8proc.h>

static enum char_class ascii_class(uint32_t c)
{
    if (c >= 'a' && c <= 'z')
        return CHAR_LOWER;
    if (c >= 'A' && c <= 'Z')
        return CHAR_UPPER;
    if (c >= '0' && c <= '9')
        return CHAR_DIGIT;
    if (c == ' ' || c == '\t')
        return CHAR_SPACE;
    if (c >= '\n' && c <= '\r')
        return CHAR_NEWLINE;
    if (c < ' ' || c == 127)
        return CHAR_OTHER;
    return c == '$' || c == '+' || c == '<' || c == '=' || c == '>' || c == '^' || c == '`' || c == '|' || c == '~'
               ? CHAR_SYMBOL
               : CHAR_PUNCTUATION;
}

enum char_class unicode_class(uint32_t c)
{
    if (c < 128)
        return ascii_class(c);
    if (c == 0x85 || c == 0x2028 || c == 0x2029)
        return CHAR_NEWLINE;
    switch (utf8proc_category((utf8proc_int32_t)c)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LT: return CHAR_UPPER;
    case UTF8PROC_CATEGORY_LL: return CHAR_LOWER;
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO: return CHAR_LETTER;
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO: return CHAR_DIGIT;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME: return CHAR_COMBINING;
    case UTF8PROC_CATEGORY_CF: return CHAR_FORMAT;
    case UTF8PROC_CATEGORY_ZS: return CHAR_SPACE;
    case UTF8PROC_CATEGORY_PC:
    case UTF8PROC_CATEGORY_PD:
    case UTF8PROC_CATEGORY_PS:
    case UTF8PROC_CATEGORY_PE:
    case UTF8PROC_CATEGORY_PI:
    case UTF8PROC_CATEGORY_PF:
    case UTF8PROC_CATEGORY_PO: return CHAR_PUNCTUATION;
    case UTF8PROC_CATEGORY_SM:
    case UTF8PROC_CATEGORY_SC:
    case UTF8PROC_CATEGORY_SK:
    case UTF8PROC_CATEGORY_SO: return CHAR_SYMBOL;
    default: return CHAR_OTHER;
    }
}

uint32_t unicode_lower(uint32_t c)
{
    if (c < 128)
        return c >= 'A' && c <= 'Z' ? c + 32 : c;
    return (uint32_t)utf8proc_tolower((utf8proc_int32_t)c);
}
