/* Statuses with all kinds of bodies, and the API's own words. */
#include "fault.h"

#define JSON "application/json"
#define HTML "text/html"
#define TEXT "text/plain"
#define PAGE                                                                   \
    "<!DOCTYPE html><html><head><title>Blocked</title></head>"                 \
    "<body><h1>Access to this page was blocked</h1></body></html>"
#define ERROR "{\"errors\":[\"Something is wrong with this.\"]}"
#define DENIED                                                                 \
    "The logged in Resource does not have the adequate permissions to "        \
    "query this entity type."
#define ROW "{\"items\":[{\"id\":1}]}"

#define ANSWER(n, s, t, x, b, f)                                               \
    {                                                                          \
        .name = (n), .act = ACT_ANSWER, .status = (s), .type = (t),            \
        .extra = (x), FAULT_BODY(b), .flags = (f)                              \
    }
#define BARE(n, s, f)      ANSWER(n, s, NULL, "", "", f)
#define THROTTLE(n, x)     ANSWER(n, 429, JSON, x, "", FAULT_KEEP)
#define ELSEWHERE(n, s, x) ANSWER(n, s, HTML, x, PAGE, FAULT_DOUBT)

static const struct fault status[] = {
    ANSWER("400-json", 400, JSON, "", ERROR, FAULT_DOUBT),
    BARE("400-bare", 400, FAULT_DOUBT),
    ANSWER("402-text", 402, TEXT, "", "pay first", FAULT_DOUBT),
    BARE("403-bare", 403, FAULT_DOUBT),
    ANSWER("403-html", 403, HTML, "", PAGE, FAULT_DOUBT),
    ANSWER("403-json", 403, JSON, "", ERROR, FAULT_DOUBT),
    BARE("404-bare", 404, FAULT_DOUBT),
    ANSWER("404-html", 404, HTML, "", PAGE, FAULT_DOUBT),
    ANSWER("405-json", 405, JSON, "",
           "{\"Message\":\"The requested resource does not support http "
           "method 'POST'.\"}",
           FAULT_DOUBT),
    ANSWER("407-html", 407, HTML, "Proxy-Authenticate: Basic realm=\"p\"\r\n",
           PAGE, FAULT_DOUBT),
    BARE("408-bare", 408, 0),
    ANSWER("409-json", 409, JSON, "", ERROR, FAULT_DOUBT),
    BARE("411-bare", 411, FAULT_DOUBT),
    ANSWER("413-html", 413, HTML, "", PAGE, FAULT_DOUBT),
    ANSWER("418-text", 418, TEXT, "", "I am a teapot", FAULT_DOUBT),
    BARE("421-bare", 421, FAULT_DOUBT),
    BARE("425-bare", 425, 0),
    THROTTLE("429-bare", ""),
    THROTTLE("429-one-second", "Retry-After: 1\r\n"),
    THROTTLE("429-three-minutes", "Retry-After: 180\r\n"),
    THROTTLE("429-date-gone", "Retry-After: Thu, 01 Jan 1970 00:00:00 GMT\r\n"),
    THROTTLE("429-date-far", "Retry-After: Fri, 31 Dec 9999 23:59:59 GMT\r\n"),
    THROTTLE("429-garbage", "Retry-After: soon\r\n"),
    THROTTLE("429-huge", "Retry-After: 99999999999999999999999\r\n"),
    THROTTLE("429-negative", "Retry-After: -5\r\n"),
    THROTTLE("429-two", "Retry-After: 1\r\nRetry-After: 2\r\n"),
    ANSWER("429-html", 429, HTML, "", PAGE, 0),
    ANSWER("429-once", 429, JSON, "Retry-After: 1\r\n", "",
           FAULT_ONCE | FAULT_SAME),
    ANSWER("451-html", 451, HTML, "", PAGE, FAULT_DOUBT),
    BARE("500-bare", 500, FAULT_DOUBT),
    ANSWER("500-html", 500, HTML, "", PAGE, FAULT_DOUBT),
    ANSWER("500-text", 500, TEXT, "", "Runtime Error", FAULT_DOUBT),
    ANSWER("500-object", 500, JSON, "", "{}", FAULT_DOUBT),
    ANSWER("500-row", 500, JSON, "", ROW, FAULT_DOUBT),
    ANSWER("500-bytes", 500, JSON, "", "\x01\xff\xfe{]\x80", FAULT_DOUBT),
    ANSWER("500-once", 500, JSON, "", ERROR, FAULT_ONCE | FAULT_SAME_READ),
    BARE("502-bare", 502, FAULT_KEEP),
    ANSWER("502-html", 502, HTML, "", PAGE, 0),
    BARE("503-bare", 503, FAULT_KEEP),
    ANSWER("503-one-second", 503, NULL, "Retry-After: 1\r\n", "", FAULT_KEEP),
    ANSWER("503-once", 503, NULL, "", "", FAULT_ONCE | FAULT_SAME_READ),
    BARE("504-bare", 504, FAULT_KEEP),
    ANSWER("520-html", 520, HTML, "", PAGE, 0),
    BARE("522-bare", 522, 0),
    ANSWER("530-html", 530, HTML, "", PAGE, 0),
    BARE("599-bare", 599, 0),
    ANSWER("600-text", 600, TEXT, "", "beyond", FAULT_DOUBT),
    ANSWER("999-html", 999, HTML, "", PAGE, FAULT_DOUBT),
    ANSWER("000-row", 0, JSON, "", ROW, FAULT_DOUBT),
    BARE("200-bare", 200, FAULT_DOUBT),
    ANSWER("200-html", 200, HTML, "", PAGE, FAULT_DOUBT),
    ANSWER("200-html-as-json", 200, JSON, "", PAGE, FAULT_DOUBT),
    BARE("201-bare", 201, FAULT_DOUBT),
    BARE("202-bare", 202, FAULT_DOUBT),
    BARE("204-bare", 204, FAULT_DOUBT),
    BARE("205-bare", 205, FAULT_DOUBT),
    ANSWER("206-part", 206, JSON, "Content-Range: bytes 0-9/500\r\n",
           "{\"items\":[", FAULT_DOUBT),
    ELSEWHERE("300-html", 300, ""),
    ELSEWHERE("301-loop", 301, "Location: /\r\n"),
    ELSEWHERE("302-login", 302, "Location: https://login.example/\r\n"),
    ELSEWHERE("303-nowhere", 303, ""),
    ELSEWHERE("307-port", 307, "Location: http://127.0.0.1:1/\r\n"),
    ELSEWHERE("308-file", 308, "Location: file:///etc/passwd\r\n"),
    BARE("304-bare", 304, FAULT_DOUBT),
};

/* Words of one API, that others do not have. */
#define AUTOTASK "*/ATServicesRest/*"
#define OWN(n, s, words, f)                                                    \
    {                                                                          \
        .name = (n), .act = ACT_ANSWER, .status = (s), .type = JSON,           \
        .extra = "", FAULT_BODY("{\"errors\":[\"" words "\"]}"), .flags = (f), \
        .where = AUTOTASK                                                      \
    }
#define SAYS(n, s, words, f)                                                   \
    ANSWER(n, s, JSON, "", "{\"errors\":[\"" words "\"]}", f)

/* [api.md 4.3 of the notes on Autotask: texts that public code has met] */
static const struct fault words[] = {
    SAYS("says-denied", 500, DENIED, FAULT_DOUBT),
    SAYS("says-denied-variant", 500,
         "The logged in Resource does not have the adequate permissions to "
         "query this entity projectType.",
         FAULT_DOUBT),
    SAYS("says-denied-200", 200, DENIED, FAULT_DOUBT),
    SAYS("says-denied-403", 403, DENIED, FAULT_DOUBT),
    OWN("says-code", 500, "IntegrationCode is invalid.", FAULT_ENDS),
    OWN("says-code-200", 200, "IntegrationCode is invalid.", FAULT_ENDS),
    OWN("says-threads", 500, "Itgenatr005: thread threshold exceeded",
        FAULT_KEEP),
    OWN("says-threads-once", 500, "Itgenatr005: thread threshold exceeded",
        FAULT_ONCE | FAULT_SAME),
    SAYS("says-zone", 500, "Zone information could not be determined",
         FAULT_DOUBT),
    SAYS("says-unexpected", 500, "An unexpected error occurred.", FAULT_DOUBT),
    SAYS("says-no-record", 500,
         "No matching records found. The logged in resource may not have the "
         "required permissions to update the data.",
         FAULT_DOUBT),
    SAYS("says-field", 500, "Unable to find id in the Entity", FAULT_DOUBT),
    SAYS("says-markup", 500,
         "<script>alert(1)</script> ]]> & \\u001b[31m \\u202e \\u0007",
         FAULT_DOUBT),
    ANSWER("says-beside-row", 200, JSON, "",
           "{\"items\":[{\"id\":1}],\"errors\":[\"Something is wrong.\"]}",
           FAULT_DOUBT),
    ANSWER("says-in-object", 500, JSON, "",
           "{\"errors\":[{\"message\":\"Something is wrong.\"}]}", FAULT_DOUBT),
    ANSWER("says-numbers", 500, JSON, "", "{\"errors\":[1,null,[],{}]}",
           FAULT_DOUBT),
    ANSWER("says-text", 500, JSON, "", "{\"errors\":\"" DENIED "\"}",
           FAULT_DOUBT),
    {.name = "says-secrets", .act = ACT_ECHO, .status = 500, .type = JSON},
    {.name = "says-secrets-200", .act = ACT_ECHO, .status = 200, .type = JSON},
    {.name = "says-secrets-page", .act = ACT_ECHO, .status = 500, .type = HTML},
};

const struct fault_family fault_status = FAULT_FAMILY(status);
const struct fault_family fault_words = FAULT_FAMILY(words);
