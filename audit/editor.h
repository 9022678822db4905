/* The provider's editor of rights, as an audit tells of it: which of its
 * sections a finding is set in, and the order in which a person walks through
 * it. Pure. */
#ifndef AUDIT_EDITOR_H
#define AUDIT_EDITOR_H

#include "base/arena.h"
#include "base/index.h"
#include "rules/model/audit.h"

/* Where a finding is set right: a section of the editor, if its screen names
 * one; else that of its rules. */
const char *editor_section(const struct audit *, const struct finding *);

/* The section with the page of the editor that it is on, where the rules are
 * called by that: "API permissions > Microsoft Graph". */
const char *
editor_title(const struct audit *, const char *section, struct arena *);

/* The sections of the editor in its order; around them others as they appear:
 * what its rules name before anything of the editor comes before it, too, as
 * what has to be there before rights can be set. */
struct index editor_walk(const struct audit *, struct arena *);

#endif
