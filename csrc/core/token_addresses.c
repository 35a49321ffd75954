/* URLs, e-mail addresses and bare domains. */
#include "token_rules.h"

#include <string.h>

#define ADDRESS_LIMIT 96u /* bytes before "@", or in a bare domain */

static const char *const domains[] = {"com", "org", "net", "gov", "edu", "mil", "int", "info", "biz",
                                      "co",  "uk",  "us",  "ca",  "au",  "de",  "fr",  "io",   "tv",
                                      "eu",  "ru",  "cn",  "jp",  "ie",  "nz",  "ch",  "nl"};

static bool is_domain_label(const uint8_t *bytes, uint32_t size)
{
    for (size_t i = 0; i < sizeof domains / sizeof *domains; i++)
        if (strlen(domains[i]) == size && memcmp(domains[i], bytes, size) == 0)
            return true;
    return false;
}

static bool is_dash_or_word(uint8_t byte) { return (token_bytes[byte] & BYTE_WORD) || byte == '-' || byte == '_'; }

static bool is_local_part(uint8_t byte) { return is_dash_or_word(byte) || byte == '.' || byte == '+' || byte == '%'; }

/* Does the URL go on with the character at `at`? */
static bool goes_on(const struct token_reader *reader, uint32_t at, uint32_t *width)
{
    uint8_t byte = reader->bytes[at];
    *width = 1;
    if (byte < 0x80)
        return byte > ' ' && byte != '<' && byte != '>' && byte != '"' && byte != '{' && byte != '}' && byte != '|' &&
               byte != '`' && byte != '^' && byte != 127;
    enum char_class class = token_class(reader, at, width);
    return unicode_is_letter(class) || class == CHAR_DIGIT || class == CHAR_COMBINING;
}

/* A URL takes all that may stand in one, less the sentence's own marks at its end. */
static uint32_t url_end(const struct token_reader *reader, uint32_t start)
{
    uint32_t end = start, opened = 0, width = 0;
    while (end < reader->end && goes_on(reader, end, &width)) {
        opened += reader->bytes[end] == '(';
        end += width;
    }
    while (end > start) {
        uint8_t byte = reader->bytes[end - 1];
        bool closes = byte == ')' && opened == 0;
        if (!closes && (byte == '\0' || !strchr(".,;:!?'*]", byte)))
            break;
        end--;
    }
    return end;
}

static bool begins(const struct token_reader *reader, uint32_t at, const char *prefix)
{
    size_t size = strlen(prefix);
    if (reader->end - at < size)
        return false;
    for (size_t i = 0; i < size; i++)
        if ((reader->bytes[at + i] | ((token_bytes[reader->bytes[at + i]] & BYTE_UPPER) ? 0x20 : 0)) != prefix[i])
            return false;
    return true;
}

/* Labels joined by dots up to `*end`; true if there are two or more and the last one is a known top level. */
static bool domain_at(const struct token_reader *reader, uint32_t start, uint32_t *end)
{
    uint32_t at = start, label = start, labels = 0;
    bool known = false;
    while (at < reader->end && at - start < ADDRESS_LIMIT) {
        if (is_dash_or_word(reader->bytes[at])) {
            at++;
            continue;
        }
        if (at == label)
            break;
        labels++;
        known = is_domain_label(reader->bytes + label, at - label);
        *end = at;
        if (reader->bytes[at] != '.' || at + 1 >= reader->end || !(token_bytes[reader->bytes[at + 1]] & BYTE_WORD))
            return labels > 1 && known;
        label = ++at;
    }
    if (at > label && at - start < ADDRESS_LIMIT) {
        *end = at;
        return labels > 0 && is_domain_label(reader->bytes + label, at - label);
    }
    *end = at;
    return false;
}

static uint32_t mail_end(struct token_reader *reader, uint32_t start)
{
    uint32_t at = start, end = 0;
    if (start < reader->no_address_before)
        return 0;
    while (at < reader->end && at - start < ADDRESS_LIMIT && is_local_part(reader->bytes[at]))
        at++;
    if (at > start && at + 1 < reader->end && reader->bytes[at] == '@' &&
        (token_bytes[reader->bytes[at + 1]] & BYTE_WORD)) {
        bool dotted = false;
        for (end = at + 1; end < reader->end && end - at < ADDRESS_LIMIT; end++) {
            uint8_t byte = reader->bytes[end];
            bool dot = byte == '.' && end + 1 < reader->end && (token_bytes[reader->bytes[end + 1]] & BYTE_WORD);
            if (!is_dash_or_word(byte) && !dot)
                break;
            dotted = dotted || dot;
        }
        if (dotted)
            return end;
    }
    reader->no_address_before = at;
    return 0;
}

uint32_t token_address(struct token_reader *reader, uint32_t start)
{
    uint32_t end = 0;
    if (begins(reader, start, "http://") || begins(reader, start, "https://") || begins(reader, start, "ftp://"))
        return url_end(reader, start);
    if (begins(reader, start, "www.") && reader->end - start > 4 && (token_bytes[reader->bytes[start + 4]] & BYTE_WORD))
        return url_end(reader, start);
    end = mail_end(reader, start);
    if (end || start < reader->no_domain_before)
        return end;
    if (!domain_at(reader, start, &end)) {
        reader->no_domain_before = end;
        return 0;
    }
    if (end < reader->end && reader->bytes[end] == '/')
        return url_end(reader, start);
    return end;
}
