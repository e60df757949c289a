/* 30-filter.js
 * Which cases are listed. The state is the fragment of the address alone, so links and the back button work from a disk, too.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

const STATE_KEYS = ['q', 'column', 'sort', 'case', ...FACETS];

/* Empty strings for what is not chosen. */
function readState() {
    const parameters = new URLSearchParams(location.hash.slice(1));
    return Object.fromEntries(STATE_KEYS.map((key) => [key, parameters.get(key) || '']));
}

function formatState(state) {
    const parameters = new URLSearchParams();
    STATE_KEYS.filter((key) => state[key] !== '').forEach((key) => parameters.set(key, state[key]));
    return '#' + parameters;
}

/* The page follows when the event of the new fragment comes. `quietly`: without a step for the back button. */
function changeState(changes, quietly = false) {
    const hash = formatState({ ...readState(), ...changes });
    if (quietly) {
        location.replace(hash);
    } else {
        location.hash = hash;
    }
}

/* Chooses the value, or no longer if it was chosen. */
function toggleState(key, value) {
    changeState({ [key]: readState()[key] === value ? '' : value });
}

function filterKey(state) {
    return JSON.stringify(STATE_KEYS.filter((key) => key !== 'case').map((key) => state[key]));
}

/* Bit i is set where the group is not what facet i chooses. */
function unmetFacets(group, state) {
    return FACETS.reduce((mask, facet, i) => mask | (state[facet] !== '' && group[facet] !== state[facet] ? 1 << i : 0), 0);
}

/* Returns a function that tells whether a case began within a column of the chart, which counts failures only. */
function columnTest(column) {
    const chart = asObject(report.summary.failures_by_time);
    const begin = parseTime(chart.begin) + Number(column) * asNumber(chart.step_us);
    const end = begin + asNumber(chart.step_us);
    return (number) => report.times[number] >= begin && report.times[number] < end && groupOfCase(number).kind !== 'unanswered';
}

function isFound(number, words) {
    return words.every((word) => groupOfCase(number).search.includes(word) || searchTextOf(number).includes(word));
}

/* Cases of each group that search and column let through, with repetitions. */
function countGroups(numbers) {
    const counts = new Float64Array(report.groups.length);
    numbers.forEach((number) => {
        counts[report.groupNumbers[number]] += report.counts[number];
    });
    return counts;
}

/* For each facet a Map of value to cases, as if this facet chose nothing. */
function countFacets(counts, unmet) {
    return Object.fromEntries(
        FACETS.map((facet, i) => {
            const values = new Map();
            report.groups.forEach((group, g) => {
                if (counts[g] > 0 && (unmet[g] & ~(1 << i)) === 0 && group[facet] !== '') {
                    values.set(group[facet], (values.get(group[facet]) || 0) + counts[g]);
                }
            });
            return [facet, values];
        }),
    );
}

function byTime(a, b) {
    return (report.times[a] || 0) - (report.times[b] || 0) || a - b;
}

/* Returns the numbers of the cases to list, in order; how many cases they are with repetitions; and the counts of the facets. */
function applyFilter(state) {
    const words = state.q
        .toLowerCase()
        .split(/\s+/)
        .filter((word) => word !== '');
    const unmet = report.groups.map((group) => unmetFacets(group, state));
    const isInColumn = state.column === '' ? () => true : columnTest(state.column);
    const found = [];
    for (let number = 0; number < report.size; number++) {
        if (isInColumn(number) && isFound(number, words)) {
            found.push(number);
        }
    }
    const numbers = found.filter((number) => unmet[report.groupNumbers[number]] === 0);
    numbers.sort(state.sort === 'count' ? (a, b) => report.counts[b] - report.counts[a] || byTime(a, b) : byTime);
    return {
        numbers,
        repetitions: numbers.reduce((sum, number) => sum + report.counts[number], 0),
        facets: countFacets(countGroups(found), unmet),
    };
}

function facetText(facet, value) {
    switch (facet) {
        case 'severity':
            return SEVERITIES.includes(value) ? label('severity-' + value) : value;
        case 'kind':
            return KINDS.includes(value) ? label('kind-' + value) : value;
        case 'verdict':
            return Object.hasOwn(report.titles, value) ? value + ' · ' + asText(report.titles[value]) : value;
        default:
            return value;
    }
}

/* Options of one facet: the most frequent first, those with an order of their own in it. */
function facetOptions(facet, counts, chosen) {
    const order = { severity: SEVERITIES, kind: KINDS }[facet];
    const most = 300;
    let values = [...counts.keys()];
    if (order) {
        values.sort((a, b) => order.indexOf(a) - order.indexOf(b));
    } else if (facet === 'code') {
        values.sort();
    } else {
        values.sort((a, b) => counts.get(b) - counts.get(a) || (a < b ? -1 : 1));
    }
    values = values.slice(0, most);
    if (chosen !== '' && !values.includes(chosen)) {
        values.push(chosen);
    }
    return values.map((value) =>
        make(
            'option',
            { value, selected: value === chosen, dir: 'auto' },
            `\u2068${clip(facetText(facet, value), 80)}\u2069 (${formatNumber(counts.get(value) || 0)})`,
        ),
    );
}

function showFacets(facets, state) {
    for (const facet of FACETS) {
        const select = byId('facet-' + facet);
        select.replaceChildren(make('option', { value: '' }, label('all')), ...facetOptions(facet, facets[facet], state[facet]));
        select.classList.toggle('chosen', state[facet] !== '');
    }
}

function makeFacets() {
    byId('facets').replaceChildren(
        ...FACETS.map((facet) =>
            make(
                'label',
                {},
                make('span', {}, label(facet)),
                make('select', { id: 'facet-' + facet, change: (event) => changeState({ [facet]: event.target.value }) }),
            ),
        ),
    );
}

/* Typing makes no step of the back button for each letter. */
function listenToSearch() {
    let timer = 0;
    byId('search').addEventListener('input', (event) => {
        clearTimeout(timer);
        timer = setTimeout(() => changeState({ q: event.target.value.trim() }, true), 150);
    });
    byId('filters').addEventListener('submit', (event) => event.preventDefault());
    byId('filters').addEventListener('reset', (event) => {
        event.preventDefault();
        clearTimeout(timer);
        changeState(Object.fromEntries(STATE_KEYS.filter((key) => key !== 'case' && key !== 'sort').map((key) => [key, ''])));
    });
    byId('sort').addEventListener('change', (event) => changeState({ sort: event.target.value }));
}
