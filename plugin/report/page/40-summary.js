/* 40-summary.js
 * Counts and charts. Bars and columns are buttons that filter the list.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

const FIRST_BARS = 6;
const MOST_BARS = 200;
const FIRST_METHODS = 8;
const MOST_METHODS = 40;

/* Label, member of the summary, and the kind of case that the number counts. */
const COUNTS = [
    [
        ['calls', 'calls'],
        ['answered', 'answered'],
        ['cancelled', 'cancelled'],
        ['redirected', 'redirected'],
        ['failed', 'failed_calls', 'call'],
        ['open', 'open_calls'],
        ['failed-in-calls', 'failed_in_calls', 'in-call'],
    ],
    [
        ['registrations', 'registrations'],
        ['failed', 'failed_registrations', 'registration'],
        ['open', 'open_registrations'],
    ],
    [
        ['failed-others', 'failed_others', 'request'],
        ['unanswered', 'unanswered', 'unanswered'],
        ['responses', 'responses'],
    ],
];

/* A button whose state tells whether the list is filtered by it; see showPressed. */
function filterButton(key, value, attributes, ...children) {
    return make(
        'button',
        {
            type: 'button',
            'data-filter': key,
            'data-value': value,
            'aria-pressed': 'false',
            click: () => toggleState(key, value),
            ...attributes,
        },
        ...children,
    );
}

function showPressed(state) {
    for (const button of document.querySelectorAll('button[data-filter]')) {
        button.setAttribute('aria-pressed', String(state[button.dataset.filter] === button.dataset.value));
    }
}

function countItem([key, member, kind]) {
    const number = asNumber(report.summary[member]);
    const text = formatNumber(number);
    return make(
        'div',
        {},
        make('dt', {}, label(key)),
        make('dd', {}, kind && number > 0 ? filterButton('kind', kind, { 'aria-label': `${label(key)}: ${text}` }, text) : text),
    );
}

function ratioItem() {
    const { answered, calls } = report.summary;
    if (asNumber(calls) === 0) {
        return null;
    }
    const percent = new Intl.NumberFormat(numberFormat.resolvedOptions().locale, { style: 'percent', maximumFractionDigits: 1 });
    return make(
        'div',
        { class: 'ratio' },
        make('dt', {}, label('answer-seizure')),
        make('dd', {}, percent.format(asNumber(answered) / calls)),
    );
}

function showCounts() {
    const lists = COUNTS.map((items) => make('dl', {}, items.map(countItem)));
    lists[0].append(...[ratioItem()].filter((item) => item !== null));
    byId('counts').replaceChildren(...lists);
}

function showHints() {
    const hints = [
        ['unassigned', 'unassigned_responses'],
        ['out-of-order', 'out_of_order'],
    ]
        .filter(([, member]) => asNumber(report.summary[member]) > 0)
        .map(([key, member]) => make('p', { class: 'hint' }, `${label(key)}: ${formatNumber(report.summary[member])}`));
    byId('hints').replaceChildren(...hints);
}

function chart(key, note, ...content) {
    return make(
        'section',
        { class: 'chart chart-' + key, 'aria-labelledby': 'chart-' + key },
        make('h3', { id: 'chart-' + key }, label(key), note ? make('bdi', { class: 'unit', dir: 'ltr' }, note) : null),
        ...content,
    );
}

function barItem(facet, name, count, most) {
    const fill = make('span', { class: 'fill' });
    fill.style.inlineSize = `${(100 * count) / most}%`;
    const title = facet === 'verdict' && Object.hasOwn(report.titles, name) ? asText(report.titles[name]) : null;
    return make(
        'li',
        {},
        filterButton(
            facet,
            name,
            { class: 'bar', title: clip(title === null ? name : `${title} · ${name}`, LONGEST_VALUE) },
            make(
                'span',
                { class: 'name' },
                title === null ? null : valueNode(title, LONGEST_IN_ROW),
                ' ',
                codeNode(name, LONGEST_IN_ROW),
            ),
            make('span', { class: 'track' }, fill),
            make('span', { class: 'number' }, formatNumber(count)),
        ),
    );
}

/* Returns null if there are no more. */
function moreButton(list, items) {
    if (items.length === 0) {
        return null;
    }
    const button = make(
        'button',
        {
            type: 'button',
            class: 'more',
            click: () => {
                list.append(...items);
                showPressed(readState());
                button.remove();
                items[0].querySelector('button').focus();
            },
        },
        label('show-more'),
    );
    return button;
}

function barChart(key, facet, counts) {
    const entries = Object.entries(asObject(counts))
        .map(([name, count]) => [name, asNumber(count)])
        .slice(0, MOST_BARS);
    if (entries.length === 0) {
        return null;
    }
    const most = Math.max(1, ...entries.map(([, count]) => count));
    const items = entries.map(([name, count]) => barItem(facet, name, count, most));
    const list = make('ol', { class: 'bars' }, items.slice(0, FIRST_BARS));
    return chart(key, null, list, moreButton(list, items.slice(FIRST_BARS)));
}

/* To the second, or the minute where columns are that wide; with its date if the chart is longer than a day. */
function columnTime(us, step, length) {
    const text = formatTime(us);
    return (length > 864e8 ? text.slice(5, 10) + ' ' : '') + text.slice(11, step >= 6e7 ? 16 : step >= 1e6 ? 19 : 23);
}

function columnItem(count, number, most, from, to) {
    if (count === 0) {
        return make('li', { 'aria-hidden': 'true' });
    }
    const text = `${from} – ${to}: ${formatNumber(count)}`;
    const fill = make('span', { class: 'fill' });
    fill.style.blockSize = `${(100 * count) / most}%`;
    return make(
        'li',
        {},
        filterButton('column', String(number), { class: 'column', 'aria-label': text, title: text, tabindex: '-1' }, fill),
    );
}

/* One stop of the tab key; the arrow keys move within. */
function roveFocus(box, selector) {
    const items = () => [...box.querySelectorAll(selector)];
    const first = items()[0];
    if (first) {
        first.setAttribute('tabindex', '0');
    }
    box.addEventListener('keydown', (event) => {
        const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
        const all = items();
        const at = all.indexOf(event.target.closest(selector));
        const next = event.key === 'Home' ? all[0] : event.key === 'End' ? all[all.length - 1] : step && all[at + step];
        if (at >= 0 && next) {
            all[at].setAttribute('tabindex', '-1');
            next.setAttribute('tabindex', '0');
            next.focus();
            event.preventDefault();
        }
    });
}

function timeChart() {
    const { begin, step_us: step, counts } = asObject(report.summary.failures_by_time);
    const start = parseTime(begin);
    const columns = asList(counts).map(asNumber);
    if (columns.length < 2 || Number.isNaN(start) || !(asNumber(step) > 0)) {
        return null;
    }
    const most = Math.max(1, ...columns);
    const at = (i) => columnTime(start + i * step, step, step * columns.length);
    const list = make(
        'ol',
        { class: 'columns' },
        columns.map((count, i) => columnItem(count, i, most, at(i), at(i + 1))),
    );
    roveFocus(list, 'button');
    return chart(
        'by-time',
        'UTC',
        make(
            'div',
            { class: 'plot', dir: 'ltr' },
            make('p', { class: 'top' }, formatNumber(most)),
            list,
            make(
                'p',
                { class: 'time-axis', 'aria-hidden': 'true' },
                [0, 0.5, 1].map((part) => make('span', {}, at(columns.length * part))),
            ),
        ),
    );
}

/* Where on a logarithmic axis from 0.1 ms to `most` a time is, in %. */
function place(us, most) {
    const least = 100;
    return us <= least ? 0 : (100 * Math.log(us / least)) / Math.log(Math.max(most, 10 * least) / least);
}

function rangeBar(times, most) {
    const at = ['min', 'median', 'p95', 'max'].map((key) => place(asNumber(times[key]), most));
    const part = (name, from, to) => {
        const node = make('span', { class: name });
        node.style.insetInlineStart = `${from}%`;
        node.style.inlineSize = `${Math.max(0, to - from)}%`;
        return node;
    };
    return make(
        'span',
        { class: 'range', 'aria-hidden': 'true' },
        part('whole', at[0], at[3]),
        part('most', at[0], at[2]),
        part('median', at[1], at[1]),
    );
}

function timesRow([method, values], most) {
    const times = asObject(values);
    return make(
        'tr',
        {},
        make('th', { scope: 'row' }, filterButton('method', method, {}, codeNode(method, 30))),
        make('td', {}, formatNumber(asNumber(times.count))),
        ['min', 'median', 'p95', 'max'].map((key) => make('td', {}, formatMilliseconds(times[key]))),
        make('td', { class: 'ranges' }, rangeBar(times, most)),
    );
}

function timesChart() {
    const entries = Object.entries(asObject(report.summary.response_times_us)).slice(0, MOST_METHODS);
    if (entries.length === 0) {
        return null;
    }
    const most = Math.max(...entries.map(([, times]) => asNumber(asObject(times).max)));
    const head = ['method', 'count', 'minimum', 'median', 'p95', 'maximum'].map((key) =>
        make('th', { scope: 'col' }, label(key)),
    );
    const rows = entries.map((entry) => timesRow(entry, most));
    const body = make('tbody', {}, rows.slice(0, FIRST_METHODS));
    return chart(
        'response-times',
        'ms',
        make(
            'div',
            { class: 'scroll', tabindex: '0', role: 'group', 'aria-labelledby': 'chart-response-times' },
            make(
                'table',
                {},
                make('thead', {}, make('tr', {}, head, make('td', { class: 'ranges' }, label('logarithmic')))),
                body,
            ),
        ),
        moreButton(body, rows.slice(FIRST_METHODS)),
    );
}

function showSummary() {
    showHints();
    showCounts();
    const { failures_by_verdict: verdicts, failures_by_origin: origins } = report.summary;
    const charts = [
        barChart('by-verdict', 'verdict', verdicts),
        barChart('by-origin', 'origin', origins),
        timeChart(),
        timesChart(),
    ];
    byId('charts').replaceChildren(...charts.filter((one) => one !== null));
}
