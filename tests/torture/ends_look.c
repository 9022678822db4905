/* What must hold of what a run left. */
#include "base/json.h"
#include "base/text.h"

#include "ends.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* How each format ends when nothing of it is missing. */
static const char *const ends_in[FORMATS] = {"}", "</testsuites>", "",
                                             "</html>", ""};

/* A report of a stored audit is always the same: the first that came out
 * whole is what all others are held against. */
static bool
as_reference(struct trial *trial, size_t format, const char *text,
             size_t length)
{
    const char *path = arena_print(&trial->mem, "%s/reference.%s",
                                   trial->world->out, format_words[format]);
    size_t wanted;
    const char *reference;

    if (access(path, R_OK) != 0)
        return true;
    reference = trial_text(trial, path, &wanted);
    return wanted == length && memcmp(reference, text, length) == 0;
}

static bool
is_whole(struct trial *trial, size_t format, const char *path)
{
    size_t length, end = strlen(ends_in[format]);
    const char *text = trial_text(trial, path, &length);
    size_t last = length;

    while (last > 0 && text[last - 1] == '\n')
        last--;
    if (last == length || last <= end ||
        memcmp(text + last - end, ends_in[format], end) != 0)
        return false;
    if (text_same(format_words[format], "json") &&
        json_parse(&trial->mem, text, length, NULL) == NULL)
        return false;
    return trial->command != COMMAND_REPORT ||
           as_reference(trial, format, text, length);
}

/* Written anew it is another file (base/save.c). */
static bool
is_the_same(const struct stat *a, const struct stat *b)
{
    return a->st_ino == b->st_ino && a->st_size == b->st_size &&
           a->st_mtim.tv_sec == b->st_mtim.tv_sec &&
           a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

static void
look_target(struct trial *trial, size_t format)
{
    const char *path =
        arena_print(&trial->mem, "%s/r.%s", trial->dir, format_words[format]);
    struct stat status;
    size_t length;
    const char *text;

    if (stat(path, &status) != 0) {
        if (trial->old)
            trial_wrong(trial, "the old %s is gone", format_words[format]);
        return;
    }
    if (is_the_same(&status, &trial->whole[format]))
        return;
    text = trial_text(trial, path, &length);
    if (trial->old && length == 4 && memcmp(text, "old\n", 4) == 0)
        return;
    if (is_whole(trial, format, path))
        trial->whole[format] = status;
    else
        trial_wrong(trial, "a part of %s, %zu bytes", format_words[format],
                    length);
}

static bool
is_target(const char *name)
{
    for (size_t i = 0; i < FORMATS; i++)
        if (strncmp(name, "r.", 2) == 0 && text_same(name + 2, format_words[i]))
            return true;
    return false;
}

void
look_files(struct trial *trial, uint32_t most_left)
{
    DIR *dir = opendir(trial->dir);
    const struct dirent *entry;
    uint32_t left = 0;

    for (size_t i = 0; i < FORMATS; i++)
        look_target(trial, i);
    while (dir != NULL && (entry = readdir(dir)) != NULL) {
        if (entry->d_name[0] == '.' || is_target(entry->d_name))
            continue;
        left++;
        if (left > most_left)
            trial_wrong(trial, "left behind: %s", entry->d_name);
        else
            (void)unlink(
                arena_print(&trial->mem, "%s/%s", trial->dir, entry->d_name));
    }
    if (dir != NULL)
        (void)closedir(dir);
}

void
look_said(struct trial *trial)
{
    const char *err = trial->err;
    size_t first = strcspn(err, "\n");

    if (strstr(err, "Sanitizer") != NULL ||
        strstr(err, "runtime error:") != NULL)
        trial_wrong(trial, "a sanitizer complains: %.300s", err);
    if (trial->status != 3 && trial->status != 4)
        return;
    if (err[first] != '\n' || strchr(err, ':') == NULL || first < 10)
        trial_wrong(trial, "status %d without a sentence: \"%.100s\"",
                    trial->status, err);
}
