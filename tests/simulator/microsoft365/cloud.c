/* Hosts by cloud. */
#include "tests/simulator/microsoft365/cloud.h"

#include <stddef.h>

const char *const cloud_words[CLOUD__N + 1] = {
    [CLOUD_GLOBAL] = "global",
    [CLOUD_US_GOV] = "us-gov",
    [CLOUD_US_DOD] = "us-dod",
    [CLOUD_CHINA] = "china",
};

/* The Exchange of the last two is [unverified]. */
static const struct cloud_hosts hosts[CLOUD__N] = {
    [CLOUD_GLOBAL] = {.authority = "login.microsoftonline.com",
                      .graph = "graph.microsoft.com",
                      .exchange = "outlook.office365.com",
                      .instance = "microsoftonline.com",
                      .issuer = "sts.windows.net",
                      .region = "EU"},
    [CLOUD_US_GOV] = {.authority = "login.microsoftonline.us",
                      .graph = "graph.microsoft.us",
                      .exchange = "outlook.office365.us",
                      .instance = "microsoftonline.us",
                      .issuer = "sts.windows.net",
                      .region = "USGov",
                      .sub_region = "DODCON"},
    [CLOUD_US_DOD] = {.authority = "login.microsoftonline.us",
                      .graph = "dod-graph.microsoft.us",
                      .exchange = "outlook-dod.office365.us",
                      .instance = "microsoftonline.us",
                      .issuer = "sts.windows.net",
                      .region = "USGov",
                      .sub_region = "DOD"},
    [CLOUD_CHINA] = {.authority = "login.partner.microsoftonline.cn",
                     .graph = "microsoftgraph.chinacloudapi.cn",
                     .exchange = "partner.outlook.cn",
                     .instance = "partner.microsoftonline.cn",
                     .issuer = "sts.chinacloudapi.cn",
                     .region = "AS"},
};

const struct cloud_hosts *
cloud_hosts(int cloud)
{
    return &hosts[cloud];
}
