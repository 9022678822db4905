// What published readers make of a JUnit file. Run by readers.sh, from the
// folder that holds their packages.
//   node readers.mjs FILE green|amber|red PAGE
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {openSync, readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {fileURLToPath} from 'node:url';
import {convertJUnitToCTRFReport} from 'junit-to-ctrf';
import {parse} from 'junit2json';

const require = createRequire(import.meta.url);
const results = require('test-results-parser');
const [file, colour, page] = process.argv.slice(2);
const target = 'grantscan.acme-inc-uk.';

// Each gives how many cases passed, failed, were in error and were skipped;
// and what they are called.
const readers = {
    async junit2json() {
        const suites = (await parse(readFileSync(file, 'utf8'))).testsuite;
        const cases = suites.flatMap((suite) => suite.testcase);
        const of = (kind) => cases.filter((one) => one[kind]).length;
        const sum = (key) => suites.reduce((n, suite) => n + suite[key], 0);
        const [failed, errors, skipped] = ['failure', 'error', 'skipped'].map(of);

        // What the suites say of themselves is what their cases come to.
        assert.equal(sum('tests'), cases.length);
        assert.equal(sum('failures'), failed);
        assert.equal(sum('errors'), errors);
        assert.equal(sum('skipped'), skipped);
        assert.ok(cases.every((one) => one.classname.startsWith(target) &&
                                       one.classname.split('.').length === 3));
        assert.equal(suites.filter((suite) => suite.properties?.length > 0)
                         .length, 1);
        return {failed, errors, skipped,
                passed: cases.length - failed - errors - skipped,
                names: cases.map((one) => one.name)};
    },
    // It has no word for an error: these have failed.
    async ctrf() {
        const {summary, tests} =
            (await convertJUnitToCTRFReport(file)).results;

        assert.equal(summary.tests, tests.length);
        return {red: summary.failed, skipped: summary.skipped,
                passed: summary.passed, names: tests.map((one) => one.name)};
    },
    async 'test-results-parser'() {
        const of = results.parse({type: 'junit', files: [file]});

        assert.equal(of.status === 'FAIL', colour !== 'green');
        return {failed: of.failed, errors: of.errors, skipped: of.skipped,
                passed: of.passed, names: of.suites.flatMap(
                    (suite) => suite.cases.map((one) => one.name))};
    },
    async 'xunit-viewer'() {
        const viewer = fileURLToPath(new URL(
            'node_modules/xunit-viewer/bin/xunit-viewer.js', import.meta.url));
        // It ends before a pipe has taken all it said; a file has.
        const heard = openSync(`${page}.txt`, 'w');
        execFileSync(process.execPath, [
            viewer, '--console', '--no-color', '--results', file, '--output',
            page], {stdio: ['ignore', heard, 'inherit']});
        const said = readFileSync(`${page}.txt`, 'utf8');
        const of = (word) =>
            Number(said.match(`\\n(?:.*, )?(\\d+) ${word}(?:, .*)?\\nWritten`)?.[1] ??
                   0);

        return {failed: of('failure'), errors: of('error'),
                skipped: of('skipped'), passed: of('passed')};
    },
};

const all = {};
for (const [name, read] of Object.entries(readers))
    all[name] = await read();
const first = all.junit2json;
for (const [name, one] of Object.entries(all)) {
    assert.equal(one.passed, first.passed, `${name}: passed`);
    assert.equal(one.skipped, first.skipped, `${name}: skipped`);
    assert.equal(one.red ?? one.failed + one.errors,
                 first.failed + first.errors, `${name}: failed or in error`);
    assert.equal(one.failed ?? first.failed, first.failed, `${name}: failed`);
    if (one.names)
        assert.deepEqual([...one.names].sort(), [...first.names].sort());
}
assert.equal(first.failed > 0 ? 'red' : first.errors > 0 ? 'amber' : 'green',
             colour);
console.log(`${Object.keys(all).length} readers agree: ${first.passed} passed, ` +
            `${first.failed} failed, ${first.errors} errors, ` +
            `${first.skipped} skipped`);
