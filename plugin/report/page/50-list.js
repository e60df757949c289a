/* 50-list.js
 * The list: rows of the first cases, more on demand, so that 100,000 cost no more than 200.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

const ROWS_AT_A_TIME = 200;

let listed = { numbers: [], repetitions: 0, facets: {} };
let shownFilter = null;
let rowsShown = 0;

function severityBadge(severity) {
    const known = SEVERITIES.includes(severity);
    return make(
        'span',
        { class: 'badge ' + (known ? severity : 'chat') },
        known ? label('severity-' + severity) : clip(severity, 20) || '?',
    );
}

/* All badges of a list are as wide as the widest text. */
function fitBadges() {
    const widest = Math.max(...SEVERITIES.map((severity) => widthOf(label('severity-' + severity), 'bold')));
    document.documentElement.style.setProperty('--badge', `${widest + 14}px`);
}

/* "403 Forbidden: call declined", or the title alone where there is no response. */
function headlineNodes(group) {
    const title = valueNode(group.title || group.verdict || label('unknown'), LONGEST_IN_ROW);
    if (group.code === '') {
        return [title];
    }
    const name = codeNode(`${group.code} ${group.phrase}`.trim(), LONGEST_IN_ROW);
    return group.title === '' || group.title === group.phrase ? [name] : fillPattern('headline', { name, text: title });
}

function usersNodes(number, most) {
    const [from, to] = usersOf(number).map((user) => valueNode(asText(user) || '?', most));
    return make('span', { class: 'users', dir: 'ltr' }, from, ' > ', to);
}

/* Time of the day, after its date if there are failures of several days. */
function rowTime(number) {
    const text = formatTime(report.times[number]);
    return report.manyDays ? text.slice(0, 10) + ' ' + text.slice(11, 23) : text.slice(11, 23);
}

function rowItem(number) {
    const group = groupOfCase(number);
    const count = report.counts[number];
    return make(
        'li',
        {},
        make(
            'button',
            {
                type: 'button',
                class: 'row',
                'data-case': number,
                'aria-expanded': String(number === shownCase),
                click: () => openCase(number),
            },
            severityBadge(group.severity),
            make('span', { class: 'headline' }, headlineNodes(group)),
            count > 1 ? make('span', { class: 'times', dir: 'ltr' }, `× ${formatNumber(count)}`) : null,
            make(
                'span',
                { class: 'about' },
                codeNode(rowTime(number)),
                ' ',
                codeNode(group.method, 20),
                ' ',
                usersNodes(number, 40),
                ' ',
                make('span', {}, `${label('frame')} `, codeNode(frameOf(number))),
                ' ',
                group.origin ? codeNode(group.origin, 60) : null,
            ),
        ),
    );
}

function appendRows(upTo) {
    const end = Math.min(upTo, listed.numbers.length);
    byId('list').append(...listed.numbers.slice(rowsShown, end).map(rowItem));
    rowsShown = Math.max(rowsShown, end);
    byId('more').hidden = rowsShown >= listed.numbers.length;
}

function showMore() {
    const first = rowsShown;
    appendRows(rowsShown + ROWS_AT_A_TIME);
    rowButton(listed.numbers[first])?.focus();
}

function showTotals() {
    const total = report.repetitions;
    byId('shown').textContent =
        `${label('shown')}: ${formatNumber(listed.numbers.length)} / ${formatNumber(report.size)}` +
        (total > report.size
            ? ` · ${label('with-repetitions')}: ${formatNumber(listed.repetitions)} / ${formatNumber(total)}`
            : '');
}

function showList(state) {
    if (filterKey(state) === shownFilter) {
        return;
    }
    shownFilter = filterKey(state);
    listed = applyFilter(state);
    rowsShown = 0;
    closePlace();
    byId('list').replaceChildren();
    byId('nothing').hidden = listed.numbers.length > 0 || report.size === 0;
    appendRows(ROWS_AT_A_TIME);
    showFacets(listed.facets, state);
    showTotals();
}

function rowButton(number) {
    return byId('list').querySelector(`button[data-case="${number}"]`);
}

function markOpen() {
    for (const button of byId('list').querySelectorAll('button.row')) {
        button.setAttribute('aria-expanded', String(Number(button.dataset.case) === shownCase));
    }
}

function moveInList(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const buttons = [...byId('list').querySelectorAll('button.row')];
    const at = buttons.indexOf(event.target);
    if (step && at >= 0 && buttons[at + step]) {
        buttons[at + step].focus();
        event.preventDefault();
    }
}
