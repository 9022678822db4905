/* Characters and what stands for them. */
#include "base/plain.h"

#include <stdint.h>
#include <string.h>

#define NO_BREAK "\xC2\xA0"

static const struct {
    const char *character, *ascii;
} plain[] = {
    {NO_BREAK, " "},    {"\u202F", " "},    {"\u2192", "->"},
    {"\u2190", "<-"},   {"\u2010", "-"},    {"\u2011", "-"},
    {"\u2012", "-"},    {"\u2013", "-"},    {"\u2014", "-"},
    {"\u2212", "-"},    {"\u2018", "'"},    {"\u2019", "'"},
    {"\u201A", "'"},    {"\u201C", "\""},   {"\u201D", "\""},
    {"\u201E", "\""},   {"\u2026", "..."},  {"\u2022", "*"},
    {"\u2264", "<="},   {"\u2265", ">="},   {"\u221E", "any"},
    {"\xC2\xB7", "-"},  {"\xC3\x97", "x"},  {"\xC3\x84", "Ae"},
    {"\xC3\x96", "Oe"}, {"\xC3\x9C", "Ue"}, {"\xC3\xA4", "ae"},
    {"\xC3\xB6", "oe"}, {"\xC3\xBC", "ue"}, {"\xC3\x9F", "ss"},
    {"\xC3\xA9", "e"},  {"\xC3\xA8", "e"},  {"\xC3\xA0", "a"},
};

size_t
plain_ascii(const char *text, const char **shown)
{
    size_t length;

    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        length = strlen(plain[i].character);
        if (strncmp(text, plain[i].character, length) == 0) {
            *shown = plain[i].ascii;
            return length;
        }
    }
    *shown = "?";
    for (length = 1; ((unsigned char)text[length] & 0xC0) == 0x80;)
        length++;
    return length;
}

void
out_plain(struct out *out, const char *text, bool ascii)
{
    while (*text != '\0') {
        const char *shown = " ";
        size_t length = 0;

        while (text[length] != '\0' && (unsigned char)text[length] < 0x80)
            length++;
        (void)out_bytes(out, text, length);
        text += length;
        if (*text == '\0')
            break;
        if (ascii) {
            text += plain_ascii(text, &shown);
            (void)out_text(out, shown);
        } else if (strncmp(text, NO_BREAK, strlen(NO_BREAK)) == 0) {
            (void)out_text(out, " ");
            text += strlen(NO_BREAK);
        } else {
            (void)out_bytes(out, text++, 1);
        }
    }
}
