/* 60-case.js
 * One case: what it means, and where it is shown.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

const widePage = matchMedia('(min-width: 64rem)');

let shownCase = null;
let focusNextCase = false;

function pathNode(one) {
    const silent = asList(one.silent);
    const hops = asList(one.path)
        .slice(0, 64)
        .flatMap((hop, i) => [
            ...(i > 0 ? [' > '] : []),
            codeNode(hop, LONGEST_IN_ROW),
            ...(silent.includes(hop) ? [' ', make('bdi', { class: 'silent' }, `(${label('silent')})`)] : []),
        ]);
    return hops.length > 0 ? make('span', { class: 'path', dir: 'ltr' }, hops) : null;
}

/* Value, and the frame in which it is. */
function inFrame(value, frame) {
    return asText(value) === ''
        ? null
        : [codeNode(value), asNumber(frame) > 0 ? [` (${label('frame')} `, codeNode(frame), ')'] : []].flat();
}

function fact(key, value) {
    return value === null ? null : make('div', {}, make('dt', {}, label(key)), make('dd', {}, value));
}

function countFact(key, number, least) {
    return asNumber(number) > least ? fact(key, formatNumber(number)) : null;
}

function nonEmpty(value) {
    return asText(value) === '' ? null : codeNode(value);
}

function factsOf(number) {
    const one = detailsOf(number) || {};
    const group = groupOfCase(number);
    return make(
        'dl',
        { class: 'facts' },
        fact('time', [codeNode(timeOf(number))]),
        fact('call-id', nonEmpty(one.call_id)),
        asText(one.call) !== asText(one.call_id) ? fact('first-call-id', nonEmpty(one.call)) : null,
        fact('path', pathNode(one)),
        fact('origin', inFrame(group.origin, one.origin_frame)),
        fact('also', inFrame(one.also, one.also_frame)),
        fact('kind', facetText('kind', group.kind)),
        fact('frame', [codeNode(frameOf(number))]),
        countFact('seen', report.counts[number], 1),
        report.counts[number] > 1 ? fact('last-frame', nonEmpty(one.last_frame)) : null,
        countFact('refused', one.refusals, report.counts[number]),
        countFact('sendings', one.sendings, 1),
        asNumber(one.icmp_frame) > 0 ? fact('icmp-frame', codeNode(one.icmp_frame)) : null,
        fact('product', nonEmpty(one.product)),
        fact('client', nonEmpty(one.client)),
    );
}

function advicePart(name, title, text) {
    return asText(text) === ''
        ? null
        : make('div', { class: name }, make('h4', {}, title), make('p', { dir: 'auto' }, proseNodes(text)));
}

function productPart(key, name, text) {
    return asText(text) === ''
        ? null
        : advicePart('at', fillPattern(key, { name: valueNode(name ?? '?', LONGEST_IN_ROW) }), text);
}

function evidencePart(evidence) {
    const lines = asList(evidence).slice(0, 200);
    return lines.length === 0
        ? null
        : make(
              'div',
              { class: 'evidence' },
              make('h4', {}, label('evidence')),
              make(
                  'ul',
                  {},
                  lines.map((line) => make('li', { dir: 'auto' }, proseNodes(line))),
              ),
          );
}

function adviceOf(one) {
    return make(
        'div',
        { class: 'advice' },
        advicePart('cause', label(one.certain === true ? 'cause' : 'typical-cause'), one.cause),
        advicePart('fix', label('fix'), one.fix),
        productPart('at', one.product, one.fix_product),
        productPart('at-client', one.client, one.fix_client),
        evidencePart(one.evidence),
    );
}

/* Where to look for a case of a huge capture. */
function withoutDetails(number) {
    return make(
        'div',
        { class: 'advice' },
        make('p', {}, label('no-details')),
        make('p', {}, make('code', { dir: 'ltr' }, displayFilterOf(number))),
    );
}

function copyButton(key, text) {
    return make('button', { type: 'button', 'data-copy': key, click: () => copyText(text(), label(key)) }, label(key));
}

function copyButtons(number) {
    const withMessages = messagesOf(detailsOf(number)).length > 0;
    return make(
        'div',
        { class: 'copies' },
        copyButton('copy-ticket', () => ticketOf(number)),
        withMessages ? copyButton('copy-mermaid', () => mermaidOf(detailsOf(number))) : null,
        copyButton('copy-filter', () => displayFilterOf(number)),
    );
}

function caseHeading(number) {
    const group = groupOfCase(number);
    return make(
        'header',
        {},
        make('h3', { tabindex: '-1' }, headlineNodes(group)),
        make(
            'p',
            { class: 'subtitle' },
            severityBadge(group.severity),
            ' ',
            codeNode(group.verdict, LONGEST_IN_ROW),
            ' ',
            codeNode(group.method, 40),
            ' ',
            usersNodes(number, LONGEST_IN_ROW),
        ),
    );
}

/* The whole case, for the page or for paper. */
function caseNode(number) {
    const one = detailsOf(number);
    return make(
        'article',
        { class: 'case' },
        caseHeading(number),
        copyButtons(number),
        make(
            'div',
            { class: 'columns-of-case' },
            make('div', { class: 'texts' }, one ? adviceOf(one) : withoutDetails(number), factsOf(number)),
            one ? ladderNode(one) : null,
        ),
    );
}

function stepButton(number, step, key) {
    const next = listed.numbers[listed.numbers.indexOf(number) + step];
    return make(
        'button',
        { type: 'button', disabled: next === undefined, 'data-step': step, click: () => changeState({ case: String(next) }) },
        label(key),
    );
}

function navigation(number) {
    return make(
        'nav',
        { class: 'steps', 'aria-label': label('cases') },
        stepButton(number, -1, 'previous-case'),
        stepButton(number, 1, 'next-case'),
        widePage.matches ? null : make('button', { type: 'button', click: () => closeCase(number) }, label('close')),
    );
}

function openCase(number) {
    if (number === shownCase && widePage.matches) {
        byId('pane').querySelector('h3').focus();
    } else if (number === shownCase) {
        closeCase(number);
    } else {
        focusNextCase = true;
        changeState({ case: String(number) });
    }
}

/* What is beside the list stays there. */
function closeCase(number) {
    if (!widePage.matches) {
        changeState({ case: '' });
    }
    (rowButton(number) || byId('cases-title')).focus();
}

/* Takes the case out of the page, so that the list can be made anew. */
function closePlace() {
    byId('list').querySelector('li.opened')?.remove();
    byId('pane').replaceChildren();
    shownCase = null;
}

/* Beside the list, or in it after its row where the page is narrow. */
function placeCase(number, box) {
    const at = listed.numbers.indexOf(number);
    if (at < rowsShown + ROWS_AT_A_TIME) {
        appendRows(at + 1);
    }
    const row = rowButton(number);
    if (widePage.matches) {
        byId('pane').replaceChildren(box);
        byId('pane').scrollTop = 0;
    } else if (row) {
        row.parentNode.after(make('li', { class: 'opened' }, box));
    } else {
        byId('list').prepend(make('li', { class: 'opened' }, box));
    }
}

function focusCase(number, box, step) {
    const button = step && box.querySelector(`button[data-step="${step}"]:not(:disabled)`);
    if (button) {
        button.focus();
        rowButton(number)?.scrollIntoView({ block: 'nearest' });
    } else if (focusNextCase || step) {
        box.querySelector('h3').focus();
    }
    focusNextCase = false;
}

/* The case that is chosen, unless the filter leaves it out. Beside the list its first case otherwise, or null. */
function caseToShow(state) {
    const chosen = state.case === '' ? NaN : Number(state.case);
    if (listed.numbers.includes(chosen)) {
        return chosen;
    }
    return widePage.matches && listed.numbers.length > 0 ? listed.numbers[0] : null;
}

function showCase(state) {
    const number = caseToShow(state);
    if (number === shownCase && number !== null) {
        return;
    }
    const step = document.activeElement?.dataset.step;
    closePlace();
    shownCase = number;
    if (number !== null) {
        const box = make('div', { class: 'box' }, navigation(number), caseNode(number));
        box.addEventListener('keydown', (event) => event.key === 'Escape' && closeCase(number));
        placeCase(number, box);
        focusCase(number, box, step);
    }
    markOpen();
}
