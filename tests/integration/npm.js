// What a published client reads of the simulator, beside its own tests. Run by
// npm.sh. Environment: SIM_BASE, AUTOTASK_USERNAME, AUTOTASK_SECRET,
// AUTOTASK_INTEGRATION_CODE.
'use strict';
const {AutotaskRestApi, FilterOperators: op} =
    require('@apigrate/autotask-restapi');

const service = process.env.SIM_BASE + 'ATServicesRest/';
const login = (change) => {
    const with_ = {
        user: process.env.AUTOTASK_USERNAME,
        secret: process.env.AUTOTASK_SECRET,
        code: process.env.AUTOTASK_INTEGRATION_CODE,
        ...change
    };
    return new AutotaskRestApi(with_.user, with_.secret, with_.code,
                               {base_url: service});
};
const api = login({});
const all = [{op: op.gte, field: 'id', value: 0}];
let checked = 0, wrong = 0;

function same(what, wanted, got) {
    checked++;
    if (JSON.stringify(wanted) === JSON.stringify(got))
        return;
    wrong++;
    console.log(`FAILED: ${what}: ${JSON.stringify(wanted)}, not ` +
                JSON.stringify(got));
}

async function refused(what, status, words, promise) {
    try {
        await promise;
        same(what, 'an error', 'none');
    } catch (error) {
        same(what, status, error.status);
        same(what, words, error.details.errors?.[0] ?? error.details);
    }
}

// As its users page: the address that an answer names, with the same body.
async function pages(query) {
    const sizes = [], ids = [];
    let answer = await api.Tickets.query(query), back = null;

    for (;;) {
        sizes.push(answer.items.length);
        ids.push(...answer.items.map((item) => item.id));
        same(`page ${sizes.length}: the page before`, sizes.length === 1,
             answer.pageDetails.prevPageUrl === null);
        back = answer.pageDetails.prevPageUrl;
        const next = answer.pageDetails.nextPageUrl;
        if (next === null)
            break;
        answer = await api._post(next.replace(`${service}V1.0`, ''), query);
    }
    const before = await api._post(back.replace(`${service}V1.0`, ''), query);

    same('each once, in order', true, ids.every((id, i) => id === i + 1));
    same('the page before the last', ids[ids.length - sizes.at(-1) - 1],
         before.items.at(-1).id);
    return sizes;
}

async function read() {
    const filter = all;

    same('pages', [500, 500, 203], await pages({filter}));
    same('pages of MaxRecords', [400, 400, 400, 3],
         await pages({filter, MaxRecords: 400, IncludeFields: ['id']}));
    same('count', {queryCount: 1203}, await api.Tickets.count({filter}));
    same('versions', 'V1.0', (await (await fetch(
        `${service}VersionInformation`)).json()).apiVersions[0]);
    same('information', true, (await api.Tickets.info()).info.canQuery);
    const fields = (await api.Tickets.fieldInfo()).fields;
    same('fields', true, ['lastActivityDate', 'monitorID'].every(
        (name) => fields.some((field) => field.name === name)));
    same('user-defined', 1, (await api.Tickets.udfInfo()).fields.length);
    const below = await api._get('/Tickets/7/Notes');
    same('notes of a ticket', [7], below.items.map((note) => note.ticketID));
    same('page of them', 1, below.pageDetails.count);
    same('information below', 'TicketNotes',
         (await api._get('/Tickets/7/Notes/entityInformation')).info.name);
    same('one note', 7, (await api.TicketNotes.get(7)).item.id);
    await refused('wrong code', 500, 'IntegrationCode is invalid.',
                  login({code: 'X'}).Tickets.get(1));
    await refused('wrong secret', 401, '', login({secret: 'X'}).Tickets.get(1));
}

read().then(() => {
    console.log(`${checked} read, ${wrong} wrong`);
    process.exitCode = wrong > 0 ? 1 : 0;
});
