/* Microsoft's two ways of answering: that of the token endpoint, whose errors
 * have a class and a number [official: v2-oauth2-client-creds, reference of
 * error codes], and that of Graph, with a code and a message [official:
 * errors]. The numbers may change [official], so one that is not known keeps
 * what its class means. */
#include "scanner/microsoft365/microsoft365.h"

#define NUMBER(status, number, kind, cause)                                    \
    {                                                                          \
        400, status, FORM_JSON, "error_description", "AADSTS" number ":",      \
            kind, cause                                                        \
    }
#define REFUSED(number, cause) NUMBER(401, number, ANSWER_LOGIN, cause)
#define STRAY(number, cause)   NUMBER(401, number, ANSWER_ELSEWHERE, cause)
#define PASSING(number)        NUMBER(599, number, ANSWER_UNAVAILABLE, NULL)
#define CLASS(status, word, kind, cause)                                       \
    {                                                                          \
        400, status, FORM_JSON, "error", word, kind, cause                     \
    }
#define CODE(status, word, kind, cause)                                        \
    {                                                                          \
        status, status, FORM_JSON, "error.code", word, kind, cause             \
    }

#define SERVERS_OWN                                                            \
    {500, 599, FORM_JSON, NULL, NULL, ANSWER_UNAVAILABLE, NULL},               \
        {500, 599, FORM_EMPTY, NULL, NULL, ANSWER_UNAVAILABLE, NULL},          \
    {                                                                          \
        500, 599, FORM_OTHER, NULL, NULL, ANSWER_UNAVAILABLE, NULL             \
    }

#define CODE_ANY(word, kind)                                                   \
    {                                                                          \
        0, 0, FORM_JSON, "error.code", word, kind, NULL                        \
    }

static const char wrong_secret[] =
    "Microsoft knows the app, but not this secret. Possible causes:\n"
    "The Secret ID was copied and not the Value, which is shown only once, "
    "when "
    "the secret is made.\n"
    "The Value was cut short, or has quotes or blanks around it.\n"
    "It is a secret of another app, or one that was deleted.";
static const char old_secret[] =
    "The secret that was sent has expired, and it is one of the app of "
    "AZURE_CLIENT_ID. Others of the same app may still be valid: make a new "
    "one (App registrations > the app > Certificates & secrets) and put it "
    "into the product, too.";
static const char strange_certificate[] =
    "Microsoft does not accept the signature of this certificate: it is not "
    "registered with the app (App registrations > the app > Certificates & "
    "secrets > Certificates), or another one is.";
static const char out_of_time[] =
    "Microsoft found the signed assertion outside its time: the clock of this "
    "machine is wrong, or the request was under way for minutes.";
static const char odd_assertion[] =
    "Microsoft could not make anything of the signed assertion. Is "
    "AZURE_CLIENT_ID the app that the certificate belongs to?";
static const char no_credential[] =
    "Microsoft found no credential in the request, or a part of it missing. Is "
    "one of the values empty?";
static const char no_app[] =
    "The tenant exists, and this app does not exist in it: compare "
    "AZURE_CLIENT_ID with the Application (client) ID, and AZURE_TENANT_ID "
    "with "
    "the tenant in which the app was registered or consented to.";
static const char disabled_app[] =
    "The app is there, but switched off: Enterprise applications > the app > "
    "Properties > Enabled for users to sign in. If that says Yes, Microsoft "
    "itself has disabled it.";
static const char no_tenant[] =
    "There is no such tenant in this cloud: compare AZURE_TENANT_ID with the "
    "Directory (tenant) ID. A tenant of the US Government or of China needs "
    "AZURE_AUTHORITY_HOST.";
static const char other_cloud[] =
    "The tenant lives in another cloud: set AZURE_AUTHORITY_HOST to "
    "https://login.microsoftonline.us (US Government) or "
    "https://login.partner.microsoftonline.cn (China).";
static const char no_resource[] =
    "This service is not there in this tenant, or is switched off.";
static const char assignment[] =
    "The service demands that the app is assigned to it, and it is not: "
    "Enterprise applications > the app > Properties.";
static const char conditional[] =
    "A Conditional Access policy for workload identities does not let the app "
    "sign in from here: run it from an allowed network, or change the policy.";
static const char persons_flow[] =
    "Microsoft took the request for a person's sign-in, which it is not.";
static const char loops[] =
    "Microsoft was sent the same request too often and wants no more of it.";
static const char bad_client[] =
    "Microsoft does not accept the app's credential. The number of its message "
    "is not one that is known here; its first sentence stands with the "
    "request.";
static const char bad_request[] =
    "Microsoft does not give this app a token. The number of its message is "
    "not one that is known here; its first sentence stands with the request.";

/* [official: AADSTS error codes; code: azure-cli#14509, psoxy#74,
 * vsts-release-aas#119, msal-dotnet#3150 #4951, msgraph-sdk-powershell#2439,
 * active-directory-dotnet-daemon#10, botbuilder#6759]. */
static const struct dialect_row rows[] = {
    /* "Later", whatever its dress. */
    {429, 429, FORM_ANY, NULL, NULL, ANSWER_THROTTLED, NULL},
    PASSING("90006"),
    PASSING("90012"),
    PASSING("90024"),
    PASSING("90033"),
    PASSING("90055"),
    PASSING("50033"),
    CLASS(599, "temporarily_unavailable", ANSWER_UNAVAILABLE, NULL),
    /* A tenant that is not here. */
    STRAY("90002", no_tenant),
    STRAY("900023", no_tenant),
    STRAY("50128", no_tenant),
    STRAY("50059", no_tenant),
    STRAY("90038", other_cloud),
    STRAY("900382", other_cloud),
    STRAY("900432", other_cloud),
    STRAY("90051", other_cloud),
    CLASS(401, "invalid_tenant", ANSWER_ELSEWHERE, no_tenant),
    /* The credential. A certificate may be known by its other hash (token.c).
     */
    NUMBER(401, "700027", ANSWER_DENIED, strange_certificate),
    REFUSED("7000215", wrong_secret),
    REFUSED("7000222", old_secret),
    REFUSED("700024", out_of_time),
    REFUSED("50027", odd_assertion),
    REFUSED("50048", odd_assertion),
    REFUSED("700023", odd_assertion),
    REFUSED("7000218", no_credential),
    REFUSED("7000216", no_credential),
    REFUSED("900144", no_credential),
    REFUSED("90014", no_credential),
    REFUSED("700016", no_app),
    REFUSED("700011", no_app),
    REFUSED("70001", no_app),
    REFUSED("7000112", disabled_app),
    REFUSED("1000031", disabled_app),
    REFUSED("500011", no_resource),
    REFUSED("500014", no_resource),
    REFUSED("650052", no_resource),
    REFUSED("50105", assignment),
    {400, 403, FORM_JSON, "error_description", "AADSTS53", ANSWER_LOGIN,
     conditional},
    REFUSED("65001", persons_flow),
    REFUSED("50034", persons_flow),
    REFUSED("50126", persons_flow),
    REFUSED("50076", persons_flow),
    REFUSED("50196", loops),
    CLASS(401, "invalid_client", ANSWER_LOGIN, bad_client),
    CLASS(403, "unauthorized_client", ANSWER_LOGIN, bad_request),
    CLASS(403, "invalid_request", ANSWER_LOGIN, bad_request),
    CLASS(403, "invalid_grant", ANSWER_LOGIN, bad_request),
    CLASS(403, "invalid_scope", ANSWER_LOGIN, bad_request),
    CLASS(403, "invalid_resource", ANSWER_LOGIN, bad_request),
    CLASS(403, "access_denied", ANSWER_LOGIN, bad_request),
    SERVERS_OWN,
};

/* A 401 of these is none of the login; what refuses what is in hear.c. The
 * words of the token endpoint mean nothing here. */
static const struct dialect_row graph_rows[] = {
    {429, 429, FORM_ANY, NULL, NULL, ANSWER_THROTTLED, NULL},
    CODE_ANY("ApplicationThrottled", ANSWER_THROTTLED),
    CODE_ANY("TooManyRequests", ANSWER_THROTTLED),
    CODE_ANY("activityLimitReached", ANSWER_THROTTLED),
    CODE(401, "NoPermissionsInAccessToken", ANSWER_DENIED, NULL),
    CODE(401, "ErrorInsufficientPermissionsInAccessToken", ANSWER_DENIED, NULL),
    CODE(401, "InvalidAuthenticationToken", ANSWER_DENIED, NULL),
    CODE(401, "Authorization_IdentityNotFound", ANSWER_DENIED, NULL),
    CODE(403, NULL, ANSWER_DENIED, NULL),
    SERVERS_OWN,
};

static const char *const said[] = {"error_description", NULL};
static const char *const graph_said[] = {"error.code", "error.message", NULL};

const struct dialect microsoft365_dialect = {
    .row = rows,
    .n = sizeof rows / sizeof *rows,
    .said = said,
    .errors = "error",
    .one_sentence = true,
    .secret = true,
};

const struct dialect microsoft365_graph_dialect = {
    .row = graph_rows,
    .n = sizeof graph_rows / sizeof *graph_rows,
    .said = graph_said,
    .errors = "error",
    .one_sentence = true,
};
