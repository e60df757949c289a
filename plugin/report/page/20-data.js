/* 20-data.js
 * The data block. A case is known by its number: those with details first, then the rows.
 *
 * Any member may be missing; what is here is whole.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

const SEVERITIES = ['error', 'warn', 'note', 'chat'];
const KINDS = ['call', 'registration', 'in-call', 'request', 'unanswered'];
const FACETS = ['severity', 'kind', 'method', 'code', 'verdict', 'origin'];
const ROW = { FRAME: 0, TIME: 1, FROM: 2, TO: 3, GROUP: 4, COUNT: 5, RESPONSE: 6 };

let report = null;

/* What cases have in common, and what the filters choose by. */
function groupOf(source) {
    const unanswered = source.type === 'unanswered';
    const code = !unanswered && asNumber(source.code) > 0 ? String(source.code).padStart(3, '0') : '';
    const group = {
        kind: unanswered ? 'unanswered' : asText(source.kind),
        method: asText(source.method),
        code,
        phrase: asText(source.phrase),
        verdict: asText(source.verdict),
        title: asText(source.title),
        severity: asText(source.severity),
        origin: asText(source.origin),
    };
    group.search = Object.values(group).join('\n').toLowerCase();
    return group;
}

/* Adds to `groups`; returns the number of the one that is equal. */
function internGroup(source, groups, numbers) {
    const group = groupOf(source);
    const key = JSON.stringify(group);
    if (!numbers.has(key)) {
        numbers.set(key, groups.length);
        groups.push(group);
    }
    return numbers.get(key);
}

function addCases(into, cases, numbers) {
    cases.forEach((one, i) => {
        into.groupNumbers[i] = internGroup(one, into.groups, numbers);
        into.times[i] = parseTime(one.time);
        into.counts[i] = Math.max(1, asNumber(one.count));
    });
}

function addRows(into, rows, numbers, groups) {
    const offset = into.cases.length;
    const unknown = internGroup({}, into.groups, numbers);
    rows.forEach((row, i) => {
        const group = groups[row[ROW.GROUP]];
        into.groupNumbers[offset + i] = group === undefined ? unknown : group;
        into.times[offset + i] = typeof row[ROW.TIME] === 'number' ? row[ROW.TIME] : NaN;
        into.counts[offset + i] = Math.max(1, asNumber(row[ROW.COUNT]));
    });
}

/* Returns whether there are failures on more than one day: then times need their date. */
function spansDays(times) {
    const days = new Set();
    for (let i = 0; i < times.length && days.size < 2; i++) {
        if (!Number.isNaN(times[i])) {
            days.add(Math.floor(times[i] / 864e8));
        }
    }
    return days.size > 1;
}

/* Sets `report` and the labels. Throws if the data block is none. */
function readReport() {
    const data = JSON.parse(byId('data').textContent);
    if (data === null || typeof data !== 'object' || Array.isArray(data)) {
        throw new TypeError('the data block is no object');
    }
    const cases = asList(data.cases).map(asObject);
    const rows = asList(data.rows).filter(Array.isArray);
    const size = cases.length + rows.length;
    const numbers = new Map();
    const all = {
        cases,
        rows,
        size,
        groups: [],
        groupNumbers: new Int32Array(size),
        times: new Float64Array(size),
        counts: new Float64Array(size),
        summary: asObject(data.summary),
        titles: asObject(data.titles),
        unlisted: asNumber(data.unlisted),
        filter: asText(data.filter),
        version: asText(data.version),
        searched: new Array(size),
    };
    addCases(all, cases, numbers);
    addRows(
        all,
        rows,
        numbers,
        asList(data.groups).map((group) => internGroup(asObject(group), all.groups, numbers)),
    );
    all.manyDays = spansDays(all.times);
    all.repetitions = all.counts.reduce((sum, count) => sum + count, 0);
    labels = asObject(data.labels);
    report = all;
    return data;
}

/* Returns null where the report has no details of it. */
function detailsOf(number) {
    return number < report.cases.length ? report.cases[number] : null;
}

function rowOf(number) {
    return report.rows[number - report.cases.length];
}

function groupOfCase(number) {
    return report.groups[report.groupNumbers[number]];
}

function usersOf(number) {
    const one = detailsOf(number);
    return one ? [one.from_user, one.to_user] : [rowOf(number)[ROW.FROM], rowOf(number)[ROW.TO]];
}

/* The frame of the response, or of the request that has none. */
function frameOf(number) {
    const one = detailsOf(number);
    return asNumber(one ? one.frame || one.first_frame : rowOf(number)[ROW.RESPONSE] || rowOf(number)[ROW.FRAME]);
}

function timeOf(number) {
    const one = detailsOf(number);
    return one ? asText(one.time) : formatTime(report.times[number]);
}

/* Lower case, made when it is searched first: 100,000 of them take time. */
function searchTextOf(number) {
    if (report.searched[number] === undefined) {
        const one = detailsOf(number);
        const texts = usersOf(number).concat(
            one ? [one.call_id, one.call, one.cause, one.fix, one.product, one.client] : [],
            one ? asList(one.path) : [],
            one ? asList(one.evidence) : [],
        );
        report.searched[number] = texts.map(asText).join('\n').toLowerCase();
    }
    return report.searched[number];
}
