/* Names of modules as vendors print them. Functions are known from the
 * catalogue, their aliases included. A table only. */
#include "scanner/connectwise/phrases.h"

#define SECTION(phrases, id, module)                                           \
    {                                                                          \
        .kind = IMPORT_SECTION, .words = (phrases), .name = (id),              \
        .what = (module),                                                      \
    }

static const struct import_phrase rows[] = {
    SECTION("companies|company", "companies", "Companies"),
    SECTION("finance", "finance", "Finance"),
    SECTION("marketing", "marketing", "Marketing"),
    SECTION("procurement", "procurement", "Procurement"),
    SECTION("project|projects", "project", "Project"),
    SECTION("sales", "sales", "Sales"),
    SECTION("service desk|service", "service-desk", "Service Desk"),
    SECTION("system", "system", "System"),
    SECTION("time & expense|time and expense|time & expenses|time and expenses",
            "time", "Time & Expense"),
};

const struct import_phrases connectwise_phrases = {
    .screen = "System > Security Roles > (the API member's role)",
    .editor = "Security Roles",
    .row = rows,
    .n = sizeof rows / sizeof *rows,
};
