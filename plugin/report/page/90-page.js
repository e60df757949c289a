/* 90-page.js
 * Brings the parts together: begin, each new state, theme and paper.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

const MOST_PRINTED = 100;

function showState() {
    const state = readState();
    if (document.activeElement !== byId('search')) {
        byId('search').value = state.q;
    }
    byId('sort').value = state.sort === 'count' ? 'count' : '';
    showList(state);
    showCase(state);
    showPressed(state);
}

function showScope() {
    const { begin, end } = report.summary;
    const parts = [];
    if (!Number.isNaN(parseTime(begin))) {
        const texts = [begin, end].map((time) => asText(time).slice(0, 19).replace('T', ' '));
        parts.push(
            make(
                'span',
                {},
                codeNode(`${texts[0]} – ${texts[0].slice(0, 10) === texts[1].slice(0, 10) ? texts[1].slice(11) : texts[1]} UTC`),
            ),
        );
    }
    if (report.filter !== '') {
        parts.push(make('span', {}, `${label('display-filter')}: `, codeNode(report.filter)));
    }
    byId('scope').replaceChildren(...parts);
    byId('made-by').textContent = `sipexpert ${clip(report.version, 40)}`;
}

/* In memory only: pages of a disk may have no storage. */
function listenToTheme() {
    byId('theme').addEventListener('change', (event) => {
        if (event.target.value === '') {
            delete document.documentElement.dataset.theme;
        } else {
            document.documentElement.dataset.theme = event.target.value;
        }
    });
}

/* Paper gets what the filter lets through, each case whole. */
function fillPrinted() {
    const numbers = listed.numbers.slice(0, MOST_PRINTED);
    const note =
        numbers.length === listed.numbers.length
            ? null
            : make(
                  'p',
                  { class: 'hint' },
                  `${label('printed')}: ${formatNumber(numbers.length)} / ${formatNumber(listed.numbers.length)}`,
              );
    byId('printed').replaceChildren(...[note].filter((one) => one !== null), ...numbers.map(caseNode));
}

function listenToPage() {
    addEventListener('hashchange', showState);
    addEventListener('beforeprint', fillPrinted);
    addEventListener('afterprint', () => byId('printed').replaceChildren());
    widePage.addEventListener('change', () => {
        shownCase = null;
        showState();
    });
    byId('print').addEventListener('click', () => print());
    byId('more').addEventListener('click', showMore);
    byId('list').addEventListener('keydown', moveInList);
    byId('skip').addEventListener('click', (event) => {
        event.preventDefault();
        byId('cases-title').focus();
    });
}

function showEmpty() {
    for (const id of ['filters', 'shown', 'pane']) {
        byId(id).hidden = report.size === 0;
    }
    byId('none').hidden = report.size > 0;
    byId('unlisted').hidden = report.unlisted === 0;
    byId('unlisted').textContent = `${label('unlisted')}: ${formatNumber(report.unlisted)}`;
}

/* Languages that Intl does not know keep English numbers and lists. */
function chooseFormats(language) {
    try {
        numberFormat = new Intl.NumberFormat(`${language}-u-nu-latn`);
        listFormat = new Intl.ListFormat(language, { style: 'narrow' });
    } catch {
        /* The tag is none. */
    }
}

function begin() {
    chooseFormats(asText(readReport().language) || 'en');
    fillLabels(document);
    byId('report').hidden = false;
    prepareMeasuring();
    fitBadges();
    showScope();
    showSummary();
    makeFacets();
    listenToSearch();
    listenToTheme();
    listenToPage();
    showEmpty();
    showState();
    if (readState().case !== '') {
        document.querySelector('.box')?.scrollIntoView();
    }
    document.documentElement.dataset.ready = '';
}

try {
    begin();
} catch (error) {
    byId('broken').hidden = false;
    byId('report').hidden = true;
    console.error(error);
}
