/* Microsoft's clouds. A tenant lives in one; the others know of it. */
#ifndef SIMULATOR_MICROSOFT365_CLOUD_H
#define SIMULATOR_MICROSOFT365_CLOUD_H

enum cloud { CLOUD_GLOBAL, CLOUD_US_GOV, CLOUD_US_DOD, CLOUD_CHINA, CLOUD__N };

struct cloud_hosts {
    const char *authority, *graph, *exchange, *instance, *issuer;
    const char *region, *sub_region; /* of a tenant's discovery; or NULL */
};

/* As in tenant files; NULL-ended. */
extern const char *const cloud_words[CLOUD__N + 1];

const struct cloud_hosts *cloud_hosts(int cloud);

#endif
