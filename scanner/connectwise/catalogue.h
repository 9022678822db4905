/* What a security role of ConnectWise PSA can grant: the functions of its
 * modules, and the facts beside them that rules may ask for. Tables only. */
#ifndef SCANNER_CONNECTWISE_CATALOGUE_H
#define SCANNER_CONNECTWISE_CATALOGUE_H

#include "rules/model/right.h"

/* The facts that rules may name. */
#define CW_LOGIN         "login"
#define CW_API_ONLY      "api-only"
#define CW_ADMINISTRATOR "administrator"

/* The catalogue's verbs, by their place: the columns of the editor of roles,
 * in its order [3rd: every published table of rights]. */
enum cw_verb { CW_ADD, CW_EDIT, CW_DELETE, CW_INQUIRE, CW_VERBS };

/* Its scale of levels [swagger: addLevel and its like]. */
enum { CW_NONE, CW_MY, CW_ALL };

/* What else is known of a function; as the entities of the catalogue. */
struct cw_function {
    const char *module, *function; /* as printed */
    const char *customize;         /* group of items that narrows it, or NULL */
    const char *read;              /* a list that needs its Inquire, or NULL */
};

extern const struct catalogue connectwise_catalogue;
extern const struct cw_function connectwise_function[];

const struct right *connectwise_right(const struct entity *, enum cw_verb);

/* Other names of a module, NULL-ended, its own first; NULL: no such. */
const char *const *connectwise_module(const char *name);

#endif
