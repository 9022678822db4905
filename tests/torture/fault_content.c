/* Answers with status 200 and odd content. Those for one kind of request say
 * what kind; none says of a right that it is not granted, for that would be an
 * answer and no fault. */
#include "fault.h"

#define JSON "application/json"
#define SENDS(n, b, f, w)                                                      \
    {                                                                          \
        .name = (n), .act = ACT_ANSWER, .status = 200, .type = JSON,           \
        .extra = "", FAULT_BODY(b), .flags = (f), .where = (w)                 \
    }
#define ANY(n, b)   SENDS(n, b, FAULT_DOUBT, NULL)
#define ROWS(n, b)  SENDS(n, b, FAULT_DOUBT, "*/query")
#define FIELD(n, b) SENDS(n, "{\"fields\":" b "}", FAULT_DOUBT, "*/fields")
#define PICK(n, b)                                                             \
    FIELD(n, "[{\"name\":\"status\",\"isPickList\":true,\"picklistValues\":" b \
             "}]")
#define COUNT(n, b)  SENDS(n, b, 0, "*/count")
#define BUDGET(n, b) SENDS(n, b, 0, "*/ThresholdInformation")
#define MODULE(n, b) SENDS(n, b, FAULT_SAME, "*/Modules")
#define SWAP(n, from, to)                                                      \
    {                                                                          \
        .name = (n), .act = ACT_SWAP, .status = 200, .extra = (from),          \
        FAULT_BODY(to), .where = "*/EntityInformation"                         \
    }

static const struct fault content[] = {
    ANY("json-object", "{}"),
    ANY("json-list", "[]"),
    ANY("json-null", "null"),
    ANY("json-text", "\"x\""),
    ANY("json-zero", "0"),
    ANY("json-true", "true"),
    ANY("json-cut", "{\"items\":[{\"id\":1}"),
    ANY("json-nan", "{\"items\":[{\"id\":NaN}]}"),
    ANY("json-comment", "/* {\"items\":[{\"id\":1}]} */"),
    ANY("json-rest", "{\"items\":[{\"id\":1}]} and more"),
    ANY("json-two", "{\"items\":[{\"id\":1}]}{\"items\":[{\"id\":1}]}"),
    ANY("json-keys-same", "{\"items\":[],\"items\":[{\"id\":1}]}"),
    ANY("json-nul", "{\"items\\u0000\":[{\"id\":1}]}"),
    ANY("json-latin1", "{\"items\":[{\"id\":\"\xe9\xe8\"}]}"),
    ANY("json-utf16", "\xff\xfe{\0\"\0i\0t\0e\0m\0s\0\"\0:\0[\0]\0}\0"),
    ANY("json-utf16-be", "\xfe\xff\0{\0}"),
    SENDS("json-bom", "\xef\xbb\xbf{}", FAULT_DOUBT, NULL),
    ANY("spaces", "   \r\n\t  "),
    ANY("xml", "<?xml version=\"1.0\"?><items><id>1</id></items>"),
    ANY("bytes", "\x00\x01\x02\xff\xfe\xfd"),
    {.name = "nested",
     .act = ACT_NEST,
     .status = 200,
     .type = JSON,
     .extra = "[",
     .size = 200000,
     .flags = FAULT_DOUBT},
    {.name = "nested-objects",
     .act = ACT_NEST,
     .status = 200,
     .type = JSON,
     .extra = "{\"items\":",
     .size = 5000,
     .flags = FAULT_DOUBT},
    {.name = "keys-100000",
     .act = ACT_KEYS,
     .status = 200,
     .type = JSON,
     .size = 100000,
     .flags = FAULT_DOUBT},
    {.name = "keys-300000",
     .act = ACT_KEYS,
     .status = 200,
     .type = JSON,
     .size = 300000,
     .flags = FAULT_DOUBT},
    {.name = "keys-in-objects",
     .act = ACT_KEYS,
     .extra = "many",
     .status = 200,
     .type = JSON,
     .size = 300000,
     .flags = FAULT_DOUBT},

    ROWS("items-null", "{\"items\":null}"),
    ROWS("items-zero", "{\"items\":0}"),
    ROWS("items-object", "{\"items\":{}}"),
    ROWS("items-text", "{\"items\":\"[]\"}"),
    ROWS("items-true", "{\"items\":true}"),
    ROWS("items-of-null", "{\"items\":[null]}"),
    ROWS("items-of-numbers", "{\"items\":[1]}"),
    ROWS("items-of-lists", "{\"items\":[[1]]}"),
    ROWS("items-of-empty", "{\"items\":[{}]}"),
    ROWS("items-flat", "{\"item\":{\"id\":1}}"),
    ROWS("items-case", "{\"ITEMZ\":[{\"id\":1}]}"),
    ROWS("items-many", "{\"items\":[{\"id\":1},{\"id\":2},{\"id\":3}]}"),
    ROWS("items-same", "{\"items\":[{\"id\":1},{\"id\":1},{\"id\":1}]}"),
    ROWS("id-text", "{\"items\":[{\"id\":\"one\"}]}"),
    ROWS("id-fraction", "{\"items\":[{\"id\":1.5}]}"),
    ROWS("id-null", "{\"items\":[{\"id\":null}]}"),
    ROWS("id-true", "{\"items\":[{\"id\":true}]}"),
    ROWS("id-huge", "{\"items\":[{\"id\":1e300}]}"),
    ROWS("id-list", "{\"items\":[{\"id\":[1]}]}"),
    ROWS("id-twice", "{\"items\":[{\"id\":1,\"id\":2}]}"),
    SENDS("id-negative", "{\"items\":[{\"id\":-1}]}", 0, "*/query"),
    SENDS("items-none", "{\"items\":[]}", 0, "*/query"),
    SENDS("items-none-but-counted",
          "{\"items\":[],\"pageDetails\":{\"count\":5}}", 0, "*/query"),
};

static const struct fault survey[] = {
    SWAP("level-word", "\"All\"", "\"Perhaps\""),
    SWAP("level-three", "\"All\"", "3"),
    SWAP("level-minus", "\"All\"", "-1"),
    SWAP("level-fraction", "\"All\"", "1.5"),
    SWAP("level-null", "\"All\"", "null"),
    SWAP("level-list", "\"All\"", "[\"All\"]"),
    SWAP("level-object", "\"All\"", "{\"All\":1}"),
    SWAP("level-empty", "\"All\"", "\"\""),
    SWAP("level-true", "\"All\"", "true"),
    SWAP("level-long", "\"All\"", "\"All and None\""),
    SWAP("none-three", "\"None\"", "3"),
    SWAP("none-null", "\"None\"", "null"),
    SWAP("none-false", "\"None\"", "false"),
    SWAP("can-text", ":true", ":\"true\""),
    SWAP("can-one", ":true", ":1"),
    SWAP("can-null", ":true", ":null"),
    SWAP("can-list", ":true", ":[true]"),
    SWAP("can-false-text", ":false", ":\"false\""),
    SWAP("names-null", "\"name\":", "\"name\":null,\"called\":"),
    SWAP("names-number", "\"name\":", "\"name\":7,\"called\":"),
    SWAP("names-gone", "\"name\":", "\"called\":"),
    SWAP("names-other", "\"name\":\"T", "\"name\":\"Un"),
    SWAP("info-text", "{\"info\":{", "{\"inf\":{"),
    SWAP("keys-renamed", "userAccessFor", "accessFor"),
    SWAP("list-renamed", "entityDescriptions", "descriptions"),
    {.name = "twice-none",
     .act = ACT_TWICE,
     .status = 200,
     .extra = "\"All\"",
     FAULT_BODY("\"None\""),
     .flags = FAULT_DOUBT,
     .where = "*/V1.0/EntityInformation"},
    {.name = "twice-restricted",
     .act = ACT_TWICE,
     .status = 200,
     .extra = "\"All\"",
     FAULT_BODY("\"Restricted\""),
     .flags = FAULT_DOUBT,
     .where = "*/V1.0/EntityInformation"},
    {.name = "twice-all",
     .act = ACT_TWICE,
     .status = 200,
     .extra = "\"None\"",
     FAULT_BODY("\"All\""),
     .where = "*/V1.0/EntityInformation"},
    {.name = "twice-same",
     .act = ACT_TWICE,
     .status = 200,
     .extra = "\1",
     FAULT_BODY("\1"),
     .where = "*/V1.0/EntityInformation"},
    SENDS("survey-null", "{\"entityDescriptions\":null}", FAULT_SAME,
          "*/V1.0/EntityInformation"),
    SENDS("survey-object", "{\"entityDescriptions\":{}}", FAULT_SAME,
          "*/V1.0/EntityInformation"),
    SENDS("survey-of-null", "{\"entityDescriptions\":[null,1,\"x\",[]]}",
          FAULT_SAME, "*/V1.0/EntityInformation"),
};

static const struct fault detail[] = {
    FIELD("fields-null", "null"),
    FIELD("fields-object", "{}"),
    FIELD("fields-empty", "[]"),
    FIELD("fields-of-null", "[null]"),
    FIELD("fields-of-text", "[\"status\"]"),
    PICK("picks-null", "null"),
    PICK("picks-empty", "[]"),
    PICK("picks-text", "\"open\""),
    PICK("picks-object", "{\"value\":\"1\"}"),
    PICK("picks-of-null", "[null]"),
    PICK("picks-of-numbers", "[1,2]"),
    PICK("picks-of-empty", "[{}]"),
    PICK("picks-value-null", "[{\"value\":null,\"isActive\":true}]"),
    PICK("picks-inactive", "[{\"value\":\"1\",\"isActive\":false}]"),
    FIELD("picks-on-no-list",
          "[{\"name\":\"status\",\"isPickList\":false,\"picklistValues\":"
          "[{\"value\":\"1\",\"isActive\":true}]}]"),
    COUNT("count-negative", "{\"queryCount\":-1}"),
    COUNT("count-fraction", "{\"queryCount\":1.5}"),
    COUNT("count-text", "{\"queryCount\":\"many\"}"),
    COUNT("count-null", "{\"queryCount\":null}"),
    COUNT("count-huge", "{\"queryCount\":1e300}"),
    COUNT("count-list", "{\"queryCount\":[1]}"),
    BUDGET("budget-text",
           "{\"externalRequestThreshold\":\"10000\",\"requestThresholdTime"
           "frame\":\"60\",\"currentTimeframeRequestCount\":\"few\"}"),
    BUDGET("budget-null",
           "{\"externalRequestThreshold\":null,\"requestThresholdTimeframe\":"
           "null,\"currentTimeframeRequestCount\":null}"),
    BUDGET("budget-negative",
           "{\"externalRequestThreshold\":-1,\"requestThresholdTimeframe\":60,"
           "\"currentTimeframeRequestCount\":-5}"),
    BUDGET("budget-fraction",
           "{\"externalRequestThreshold\":0.5,\"requestThresholdTimeframe\":60,"
           "\"currentTimeframeRequestCount\":0.1}"),
    BUDGET("budget-zero",
           "{\"externalRequestThreshold\":0,\"requestThresholdTimeframe\":0,"
           "\"currentTimeframeRequestCount\":0}"),
    BUDGET("budget-huge",
           "{\"externalRequestThreshold\":1e300,\"requestThresholdTimeframe\":"
           "60,\"currentTimeframeRequestCount\":1e299}"),
    BUDGET("budget-list",
           "{\"externalRequestThreshold\":[10000],\"requestThresholdTimeframe\""
           ":{},\"currentTimeframeRequestCount\":true}"),
    MODULE("modules-null", "{\"modules\":null}"),
    MODULE("modules-object", "{\"modules\":{\"key\":65}}"),
    MODULE("modules-text",
           "{\"modules\":[{\"key\":\"65\",\"value\":\"false\"}]}"),
    MODULE("modules-of-null", "{\"modules\":[null,7,{\"key\":null}]}"),
};

const struct fault_family fault_content = FAULT_FAMILY(content);
const struct fault_family fault_survey = FAULT_FAMILY(survey);
const struct fault_family fault_detail = FAULT_FAMILY(detail);
