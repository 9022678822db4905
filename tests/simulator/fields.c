/* The fields of the entities that integrations ask for most; all others have
 * a generic handful. Names are those of the published interface description;
 * the values of picklists are the simulator's own. */
#include "base/text.h"
#include "tests/simulator/record.h"

#include <stdlib.h>
#include <string.h>

const char udf_name[] = "SimulatedUdf";

#define F(entity, name, type, flags, as)                                       \
    {                                                                          \
        (entity), (name), FIELD_##type, (flags), (as)                          \
    }
#define ID(entity) F(entity, "id", INTEGER, FIELD_READ_ONLY, "#")

/* The five kinds of webhooks are alike. */
#define WEBHOOK(entity)                                                        \
    ID(entity), F(entity, "name", STRING, FIELD_REQUIRED, "Webhook #"),        \
        F(entity, "webhookUrl", STRING, FIELD_REQUIRED,                        \
          "https://hooks.acme.example/#"),                                     \
        F(entity, "deactivationUrl", STRING, FIELD_REQUIRED,                   \
          "https://hooks.acme.example/off/#"),                                 \
        F(entity, "isActive", BOOLEAN, FIELD_REQUIRED, "true"),                \
        F(entity, "isReady", BOOLEAN, FIELD_READ_ONLY, "true"),                \
        F(entity, "isSubscribedToCreateEvents", BOOLEAN, 0, "true"),           \
        F(entity, "isSubscribedToUpdateEvents", BOOLEAN, 0, "true"),           \
        F(entity, "isSubscribedToDeleteEvents", BOOLEAN, 0, "false"),          \
        F(entity, "notificationEmailAddress", STRING, 0, "it@acme.example"),   \
        F(entity, "ownerResourceID", REFERENCE, FIELD_READ_ONLY, "own"),       \
        F(entity, "secretKey", STRING, FIELD_REQUIRED,                         \
          "sim-webhook-secret-DO-NOT-USE"),                                    \
        F(entity, "sendThresholdExceededNotification", BOOLEAN,                \
          FIELD_REQUIRED, "true"),                                             \
        F(entity, "webhookGUID", STRING, FIELD_READ_ONLY,                      \
          "00000000-0000-0000-0000-00000000000#")

static const struct field fields[] = {
    ID("Companies"),
    F("Companies", "companyName", STRING, FIELD_REQUIRED | FIELD_HOOK,
      "Acme #"),
    F("Companies", "companyType", PICK, FIELD_REQUIRED | FIELD_HOOK,
      "1=Customer|2=Lead|3=Prospect|7=Vendor"),
    F("Companies", "phone", STRING, FIELD_REQUIRED | FIELD_HOOK, "555-010#"),
    F("Companies", "ownerResourceID", REFERENCE, FIELD_REQUIRED, "Resources"),
    F("Companies", "isActive", BOOLEAN, FIELD_HOOK, "true"),
    F("Companies", "createDate", DATETIME, FIELD_READ_ONLY, NULL),

    ID("Contacts"),
    F("Contacts", "companyID", REFERENCE, FIELD_REQUIRED, "Companies"),
    F("Contacts", "firstName", STRING, FIELD_REQUIRED | FIELD_HOOK, "Person"),
    F("Contacts", "lastName", STRING, FIELD_REQUIRED | FIELD_HOOK, "No. #"),
    F("Contacts", "emailAddress", STRING, FIELD_HOOK, "person#@acme.example"),
    F("Contacts", "isActive", PICK, FIELD_REQUIRED, "1=Active|0=Inactive"),

    ID("Tickets"),
    F("Tickets", "ticketNumber", STRING, FIELD_READ_ONLY, "T20260105.#"),
    F("Tickets", "title", STRING, FIELD_REQUIRED | FIELD_HOOK, "Ticket #"),
    F("Tickets", "companyID", REFERENCE, FIELD_REQUIRED | FIELD_HOOK,
      "Companies"),
    F("Tickets", "contactID", REFERENCE, FIELD_HOOK, "Contacts"),
    F("Tickets", "status", PICK, FIELD_REQUIRED | FIELD_HOOK,
      "1=New|5=Complete|8=In Progress|12=Waiting Customer"),
    F("Tickets", "priority", PICK, FIELD_REQUIRED | FIELD_HOOK,
      "1=High|2=Medium|3=Low|4=Critical"),
    F("Tickets", "queueID", PICK, FIELD_HOOK,
      "5=Client Portal|6=Post Sale|8=Monitoring Alert"),
    F("Tickets", "issueType", PICK, 0, "1=Computer|2=Network|4=Software"),
    F("Tickets", "subIssueType", PICK, 0, "101=Hardware|102=Driver"),
    F("Tickets", "source", PICK, 0, "1=Phone|2=E-mail|6=Client Portal"),
    F("Tickets", "assignedResourceID", REFERENCE, FIELD_HOOK, "Resources"),
    F("Tickets", "creatorResourceID", REFERENCE, FIELD_READ_ONLY, "Resources"),
    F("Tickets", "createDate", DATETIME, FIELD_READ_ONLY, NULL),
    F("Tickets", "dueDateTime", DATETIME, 0, NULL),
    F("Tickets", "description", STRING, FIELD_HOOK, "What ticket # is about"),

    ID("TicketNotes"),
    F("TicketNotes", "ticketID", REFERENCE, FIELD_REQUIRED, "Tickets"),
    F("TicketNotes", "title", STRING, FIELD_REQUIRED, "Note #"),
    F("TicketNotes", "description", STRING, FIELD_REQUIRED, "Text #"),
    F("TicketNotes", "noteType", PICK, FIELD_REQUIRED,
      "1=Task Summary|2=Task Detail|3=Task Notes"),
    F("TicketNotes", "publish", PICK, FIELD_REQUIRED,
      "1=All Autotask Users|2=Internal Project Team"),
    F("TicketNotes", "creatorResourceID", REFERENCE, FIELD_READ_ONLY,
      "Resources"),

    ID("TicketHistory"),
    F("TicketHistory", "ticketID", REFERENCE, FIELD_READ_ONLY, "Tickets"),
    F("TicketHistory", "action", STRING, FIELD_READ_ONLY, "Edited"),
    F("TicketHistory", "detail", STRING, FIELD_READ_ONLY, "Change #"),
    F("TicketHistory", "date", DATETIME, FIELD_READ_ONLY, NULL),
    F("TicketHistory", "resourceID", REFERENCE, FIELD_READ_ONLY, "Resources"),

    ID("ServiceCalls"),
    F("ServiceCalls", "companyID", REFERENCE, FIELD_REQUIRED, "Companies"),
    F("ServiceCalls", "startDateTime", DATETIME, FIELD_REQUIRED, NULL),
    F("ServiceCalls", "endDateTime", DATETIME, FIELD_REQUIRED, NULL),
    F("ServiceCalls", "status", PICK, 0, "1=New|2=Complete"),
    F("ServiceCalls", "description", STRING, 0, "Visit #"),

    ID("ServiceCallTickets"),
    F("ServiceCallTickets", "serviceCallID", REFERENCE, FIELD_REQUIRED,
      "ServiceCalls"),
    F("ServiceCallTickets", "ticketID", REFERENCE, FIELD_REQUIRED, "Tickets"),

    ID("ServiceCallTicketResources"),
    F("ServiceCallTicketResources", "serviceCallTicketID", REFERENCE,
      FIELD_REQUIRED, "ServiceCallTickets"),
    F("ServiceCallTicketResources", "resourceID", REFERENCE, FIELD_REQUIRED,
      "Resources"),

    ID("Projects"),
    F("Projects", "projectName", STRING, FIELD_REQUIRED, "Project #"),
    F("Projects", "companyID", REFERENCE, FIELD_REQUIRED, "Companies"),
    F("Projects", "projectType", PICK, FIELD_REQUIRED,
      "2=Proposal|3=Template|4=Internal|5=Client"),
    F("Projects", "status", PICK, FIELD_REQUIRED, "0=Inactive|1=New"),
    F("Projects", "startDateTime", DATETIME, FIELD_REQUIRED, NULL),
    F("Projects", "endDateTime", DATETIME, FIELD_REQUIRED, NULL),

    ID("Phases"),
    F("Phases", "projectID", REFERENCE, FIELD_REQUIRED, "Projects"),
    F("Phases", "title", STRING, FIELD_REQUIRED, "Phase #"),

    ID("Tasks"),
    F("Tasks", "projectID", REFERENCE, FIELD_REQUIRED, "Projects"),
    F("Tasks", "title", STRING, FIELD_REQUIRED, "Task #"),
    F("Tasks", "status", PICK, FIELD_REQUIRED, "1=New|5=Complete"),
    F("Tasks", "taskType", PICK, FIELD_REQUIRED,
      "1=Fixed Work|2=Fixed Duration"),

    ID("Resources"),
    F("Resources", "firstName", STRING, FIELD_REQUIRED, "Technician"),
    F("Resources", "lastName", STRING, FIELD_REQUIRED, "No. #"),
    F("Resources", "userName", STRING, FIELD_REQUIRED, "technician#"),
    F("Resources", "email", STRING, FIELD_REQUIRED, "technician#@acme.example"),
    F("Resources", "isActive", BOOLEAN, FIELD_REQUIRED, "true"),
    F("Resources", "licenseType", PICK, FIELD_REQUIRED,
      "1=Administrator|4=Team Member|5=Time & Attendance|6=Dashboard|"
      "7=API User|8=Contractor|9=Co-managed Help Desk"),
    F("Resources", "resourceType", STRING, FIELD_READ_ONLY, "Employee"),
    F("Resources", "userType", PICK, FIELD_REQUIRED,
      "1=System Administrator|2=Simulated level"),
    F("Resources", "locationID", REFERENCE, 0, "InternalLocations"),

    ID("ResourceRoles"),
    F("ResourceRoles", "resourceID", REFERENCE, FIELD_READ_ONLY, "Resources"),
    F("ResourceRoles", "roleID", REFERENCE, FIELD_READ_ONLY, "Roles"),
    F("ResourceRoles", "queueID", INTEGER, FIELD_READ_ONLY, "#"),
    F("ResourceRoles", "departmentID", INTEGER, FIELD_READ_ONLY, "#"),

    ID("Roles"),
    F("Roles", "name", STRING, FIELD_REQUIRED, "Role #"),
    F("Roles", "hourlyRate", INTEGER, FIELD_REQUIRED, "#"),
    F("Roles", "isActive", BOOLEAN, FIELD_REQUIRED, "true"),

    ID("InternalLocations"),
    F("InternalLocations", "name", STRING, FIELD_READ_ONLY, "Office #"),
    F("InternalLocations", "timeZone", STRING, FIELD_READ_ONLY, "UTC"),

    ID("InternalLocationWithBusinessHours"),
    F("InternalLocationWithBusinessHours", "name", STRING, FIELD_REQUIRED,
      "Office #"),
    F("InternalLocationWithBusinessHours", "mondayBusinessHoursStartTime",
      STRING, 0, "08:00"),

    WEBHOOK("CompanyWebhooks"),
    WEBHOOK("ConfigurationItemWebhooks"),
    WEBHOOK("ContactWebhooks"),
    WEBHOOK("TicketNoteWebhooks"),
    WEBHOOK("TicketWebhooks"),

    ID("IntegrationVendorInsights"),
    F("IntegrationVendorInsights", "title", STRING, FIELD_REQUIRED,
      "Insight #"),
    F("IntegrationVendorInsights", "insightKey", STRING, FIELD_REQUIRED,
      "insight-#"),
    F("IntegrationVendorInsights", "referenceUrl", STRING, 0,
      "https://insight.acme.example/#"),
    F("IntegrationVendorInsights", "secret", STRING, 0,
      "sim-vendor-secret-DO-NOT-USE"),

    ID("IntegrationVendorWidgets"),
    F("IntegrationVendorWidgets", "title", STRING, FIELD_REQUIRED, "Widget #"),
    F("IntegrationVendorWidgets", "widgetKey", STRING, FIELD_REQUIRED,
      "widget-#"),
    F("IntegrationVendorWidgets", "referenceUrl", STRING, 0,
      "https://widget.acme.example/#"),
    F("IntegrationVendorWidgets", "secret", STRING, 0,
      "sim-vendor-secret-DO-NOT-USE"),

    ID("Invoices"),
    F("Invoices", "companyID", REFERENCE, FIELD_READ_ONLY, "Companies"),
    F("Invoices", "invoiceNumber", STRING, FIELD_READ_ONLY, "2026-#"),

    ID(NULL),
    F(NULL, "name", STRING, FIELD_REQUIRED, "Record #"),
    F(NULL, "isActive", BOOLEAN, 0, "true"),
    F(NULL, "createDateTime", DATETIME, FIELD_READ_ONLY, NULL),
};

enum { FIELDS = sizeof fields / sizeof *fields };

/* Where the fields of an entity begin; the table keeps them together. */
static uint32_t
first_field(const char *entity)
{
    uint32_t i = 0;

    while (i < FIELDS && !text_same(fields[i].entity, entity))
        i++;
    return i < FIELDS ? i : first_field(NULL);
}

const struct field *
field_at(const struct entity *entity, uint32_t n)
{
    uint32_t i = first_field(entity->name) + n;

    if (i >= FIELDS || !text_same(fields[i].entity, fields[i - n].entity))
        return NULL;
    return &fields[i];
}

const struct field *
field_named(const struct entity *entity, const char *name)
{
    const struct field *field;

    for (uint32_t n = 0; (field = field_at(entity, n)) != NULL; n++)
        if (text_same_fold(field->name, name))
            return field;
    return NULL;
}

const struct field *
field_of_parent(const struct nested *path)
{
    const struct entity *child = entity_named(path->child);
    const struct field *field;

    for (uint32_t n = 0; (field = field_at(child, n)) != NULL; n++)
        if (field->type == FIELD_REFERENCE &&
            text_same(field->as, path->parent))
            return field;
    return NULL;
}

bool
picks_each(const struct field *field,
           bool (*each)(int64_t value, const char *label, size_t length,
                        void *with),
           void *with)
{
    const char *p = field->as;

    while (*p != '\0') {
        char *label = NULL;
        int64_t value = strtoll(p, &label, 10);
        size_t length = strcspn(label, "|");

        if (!each(value, label + 1, length - 1, with))
            return false;
        p = label + length;
        p += *p == '|';
    }
    return true;
}
