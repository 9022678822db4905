/* What was learned on the way. */
#include "scanner/engine/session.h"
#include "base/json.h"
#include "rules/model/subject.h"
#include "scanner/engine/plan.h"

#include <string.h>

void
session_base(struct session *session, uint32_t index, const struct base *base)
{
    if (index >= SESSION_BASES)
        unreachable("more addresses than room for them");
    session->base[index] = base;
}

void
session_know(struct session *session, const char *name, const char *value)
{
    if (session_value(session, name) != NULL)
        return;
    session->known = arena_grow(session->mem, session->known, session->n_known,
                                &session->known_capacity);
    session->known[session->n_known++] = (struct known){name, value};
}

static void
know_subjects(struct session *session, const struct subject *subject,
              uint32_t n)
{
    const char **person;
    uint32_t total = 0, at = 0;

    for (uint32_t i = 0; i < n; i++)
        total += subject[i].n_value;
    person = arena_new(session->mem, const char *, total);
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t k = 0; k < subject[i].n_value; k++) {
            person[at++] = subject[i].value[k];
            session_know(session,
                         subject_right(subject[i].name, k + 1, session->mem),
                         subject[i].value[k]);
        }
    }
    if (session->secrets == NULL)
        return;
    session->secrets->person = person;
    session->secrets->n_person = total;
}

void
session_begin(struct session *session, const struct base *endpoint,
              const struct base *api, const struct ruleset *rules)
{
    session_base(session, BASE_ENDPOINT, endpoint);
    if (api != NULL)
        session_base(session, BASE_API, api);
    if (rules != NULL)
        know_subjects(session, rules->subject, rules->n_subject);
}

const char *
session_value(const struct session *session, const char *name)
{
    return expand_find(session->known, session->n_known, name);
}

bool
session_expand(const struct session *session, const char *template,
               enum expand_as as, struct out *out)
{
    return expand(template, as, session->known, session->n_known, out);
}

bool
session_compose(const struct session *session, const struct step *step,
                struct out *path, struct out *body)
{
    enum expand_as as =
        step->content == CONTENT_FORM ? EXPAND_FORM : EXPAND_JSON;

    if (!session_expand(session, step->path, EXPAND_URL, path))
        return false;
    if (step->body != NULL && !session_expand(session, step->body, as, body))
        return false;
    if (step->parameter != NULL) {
        (void)out_print(path, "?%s=", step->parameter);
        expand_quote(out_string(body), path);
    }
    return true;
}

bool
session_token(struct session *session, uint32_t index, const char *word,
              const char *token)
{
    /* One of that length was cut when it was read (base/json.h), and is of use
     * to nobody. */
    if (strlen(token) >= JSON_TEXT_CAP) {
        secrets_unlearn(session->secrets, index);
        return false;
    }
    return secrets_learn(session->secrets, index, NULL, word, token);
}

const char *
session_scrub(const struct session *session, const char *text,
              struct arena *arena)
{
    return secrets_scrub(session->secrets, text, arena);
}

static bool
has_token(const struct session *session, uint32_t token)
{
    return session->secrets != NULL && token < LEARNED_CAP &&
           session->secrets->learned[token].word != NULL &&
           session->secrets->learned[token].value.hidden != NULL;
}

bool
session_address(const struct session *session, struct request *request,
                uint32_t base, enum auth auth, uint32_t token)
{
    bool tokened = auth != AUTH_NONE && auth != AUTH_HEADERS;

    if (base >= SESSION_BASES || session->base[base] == NULL)
        return false;
    if (tokened && !has_token(session, token))
        return false;
    request->base = session->base[base];
    request->auth = auth;
    request->token = token;
    request->secrets = session->secrets;
    return true;
}
