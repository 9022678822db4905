/* What elements of HTML say by their names and attributes. */
#include "rules/import/element.h"
#include "base/text.h"
#include "rules/import/page.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char *const tags[] = {
    [TAG_OTHER] = "",
    [TAG_TABLE] = "table",
    [TAG_ROW] = "tr",
    [TAG_CELL] = "td|th",
    [TAG_ITEM] = "li",
    [TAG_TERMS] = "dl",
    [TAG_HEADING] = "h1|h2|h3|h4|h5|h6",
    [TAG_LINES] = "pre",
    [TAG_TERM] = "dt",
    [TAG_SAID] = "dd",
    [TAG_LIST] = "ul|ol",
    [TAG_BLOCK] = "p|div|section|main|header|footer|article|"
                  "caption|nav|form|aside|body|blockquote|figure|details|hr|"
                  "html|summary",
    [TAG_BREAK] = "br",
    [TAG_ASIDE] = "i|em|sup",
    [TAG_BOLD] = "b|strong",
    [TAG_STRUCK] = "s|del|strike",
    [TAG_LINK] = "a",
    [TAG_IMAGE] = "img",
    [TAG_INPUT] = "input",
    [TAG_SILENT] = "script|style|head|noscript|template|svg",
};

enum tag
tag_of(const char *name)
{
    for (int tag = TAG_TABLE; tag <= TAG_SILENT; tag++)
        if (is_listed(tags[tag], name, strlen(name)))
            return (enum tag)tag;
    return TAG_OTHER;
}

bool
is_block(enum tag tag)
{
    return tag >= TAG_TABLE && tag <= TAG_BLOCK && tag != TAG_CELL;
}

const char *
attribute(const char *const *pair, const char *name)
{
    for (; pair != NULL && pair[0] != NULL; pair += 2)
        if (text_same(pair[0], name))
            return pair[1] == NULL ? "" : pair[1];
    return NULL;
}

enum tag
role_of(const char *const *pair)
{
    const char *role = text_or(attribute(pair, "role"), "");
    size_t length = strlen(role);

    if (is_listed("cell|gridcell|columnheader|rowheader", role, length))
        return TAG_CELL;
    return text_same(role, "row")                  ? TAG_ROW
           : is_listed("table|grid", role, length) ? TAG_TABLE
                                                   : TAG_OTHER;
}

uint32_t
attribute_number(const char *const *pair, const char *name, uint32_t most)
{
    const char *text = attribute(pair, name);
    unsigned long n = text == NULL ? 1 : strtoul(text, NULL, 10);

    return n < 1 ? 1 : n > most ? most : (uint32_t)n;
}

const char *
box_sign(const char *const *pair)
{
    if (!text_same_fold(attribute(pair, "type"), "checkbox"))
        return NULL;
    return attribute(pair, "checked") != NULL ? "\xe2\x98\x91" : "\xe2\x98\x90";
}

/* Whether a text has one of the words in it; alone: beside other letters it is
 * none. */
static bool
has_word(const char *text, const char *words, bool alone)
{
    text = text_or(text, "");
    for (size_t n; *words != '\0'; words += n + (words[n] == '|')) {
        n = strcspn(words, "|");
        for (const char *at = text; *at != '\0'; at++)
            if (strncasecmp(at, words, n) == 0 &&
                (!alone || ((at == text || !isalnum((unsigned char)at[-1])) &&
                            !isalnum((unsigned char)at[n]))))
                return true;
    }
    return false;
}

/* Whether its style says that, blanks aside. */
static bool
style_has(const char *const *pair, const char *what)
{
    const char *style = text_or(attribute(pair, "style"), "");

    for (; *style != '\0'; style++) {
        size_t n = 0;

        for (const char *at = style; what[n] != '\0' && *at != '\0'; at++)
            if (tolower((unsigned char)*at) == what[n])
                n++;
            else if (n == 0 || strchr(" \t\n", *at) == NULL)
                break;
        if (what[n] == '\0')
            return true;
    }
    return false;
}

bool
is_hidden(const char *name, const char *const *pair)
{
    return pair != NULL &&
           (attribute(pair, "hidden") != NULL ||
            style_has(pair, "display:none") ||
            style_has(pair, "visibility:hidden")) &&
           !is_listed("html|body", name, strlen(name));
}

bool
is_struck(enum tag tag, const char *const *pair)
{
    return tag == TAG_STRUCK || style_has(pair, "line-through") ||
           has_word(attribute(pair, "class"), "line-through|strike", false);
}

static bool
has_words(const char *const *pair)
{
    return *text_or(attribute(pair, "title"), "") != '\0' ||
           *text_or(attribute(pair, "aria-label"), "") != '\0' ||
           text_same(attribute(pair, "role"), "img");
}

bool
is_drawing(enum tag tag, const char *name, const char *const *pair)
{
    static const char shown[] = "svg|object|picture|embed|canvas|video|audio|"
                                "iframe|button|select|progress|meter";
    static const char signs[] = "icon|check|tick|fa-|glyph|emoji|emoticon|"
                                "symbol|sprite|cross|circle|badge|status|yes";
    static const char answers[] = "yes|true|check|checked|tick|ticked|allowed|"
                                  "granted|required|supported|available|"
                                  "included|enabled|success|full|ok";
    const char *type = text_or(attribute(pair, "type"), "text");
    const char *alt = text_or(attribute(pair, "alt"), "");

    if (tag == TAG_IMAGE)
        return page_blank(alt, strlen(alt));
    if (tag == TAG_INPUT)
        return !is_listed("checkbox|hidden", type, strlen(type));
    return is_listed(shown, name, strlen(name)) ||
           (pair != NULL && strpbrk(name, ":-") != NULL) || has_words(pair) ||
           style_has(pair, "url(") ||
           (text_same(name, "i") && attribute(pair, "class") != NULL) ||
           has_word(attribute(pair, "class"), tag == TAG_CELL ? answers : signs,
                    tag == TAG_CELL);
}

bool
is_denial(const char *const *pair)
{
    static const char signs[] = "times|cross|crossmark|xmark|x|ban|denied";
    const char *alt = text_or(attribute(pair, "alt"), "");

    return has_word(attribute(pair, "class"), signs, true) ||
           (page_blank(alt, strlen(alt)) &&
            has_word(attribute(pair, "src"), signs, true));
}
