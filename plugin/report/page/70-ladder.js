/* 70-ladder.js
 * The messages of a case as a ladder, and as a table for who cannot see it.
 *
 * A ladder is laid out first, from measured texts, and drawn then. It runs from left to right in every language, as addresses do.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

const LINES_OF_PART = 25;
const LADDER = { row: 36, head: 16, pad: 12, hook: 34, widestHead: 190, widestLabel: 360, addresses: 6, legColours: 5, font: 12 };

let measuring = null;
let measuredFonts = {};

/* The fonts of page.css, which a canvas does not inherit. */
function prepareMeasuring() {
    measuring = document.createElement('canvas').getContext('2d');
    const styles = getComputedStyle(document.documentElement);
    measuredFonts = {
        plain: `${LADDER.font}px ${styles.getPropertyValue('--sans')}`,
        bold: `600 ${LADDER.font}px ${styles.getPropertyValue('--sans')}`,
        code: `11px ${styles.getPropertyValue('--mono')}`,
    };
}

function widthOf(text, font) {
    measuring.font = measuredFonts[font];
    return Math.ceil(measuring.measureText(text).width * 1.03);
}

/* Cut at the end, or in the middle where both ends matter as in an address with its port. */
function fitText(text, width, font, inMiddle = false) {
    let kept = [...clip(text, 400)];
    const join = (length) =>
        inMiddle
            ? kept.slice(0, Math.ceil(length / 2)).join('') + '…' + kept.slice(kept.length - Math.floor(length / 2)).join('')
            : kept.slice(0, length).join('') + '…';
    if (kept.length === text.length && widthOf(text, font) <= width) {
        return text;
    }
    let least = 0;
    let most = kept.length;
    while (least < most) {
        const middle = Math.ceil((least + most) / 2);
        if (widthOf(join(middle), font) <= width) {
            least = middle;
        } else {
            most = middle - 1;
        }
    }
    return join(least);
}

function elementsOf(one) {
    return asList(one?.elements).map((entry) => ({
        name: asText(asObject(entry).name),
        addresses: asList(asObject(entry).addresses).map(asText),
    }));
}

/* Messages between elements that exist. */
function messagesOf(one) {
    const elements = elementsOf(one).length;
    const exists = (index) => Number.isInteger(index) && index >= 0 && index < elements;
    return asList(one?.messages)
        .map(asObject)
        .filter((message) => exists(message.from) && exists(message.to));
}

/* A copy of the items, one for each message, with one more where messages are left out. `made` gets their text. */
function withLeftOut(one, items, made) {
    const count = asNumber(one.messages_left_out);
    const text = `${label('left-out')}: ${formatNumber(count)}`;
    return count > 0 ? items.toSpliced(asNumber(one.messages_left_out_at), 0, made(text)) : items;
}

function elementText(elements, index) {
    return elements[index].addresses[0] || elements[index].name || '?';
}

/* What is true of a message beside its text, as words. */
function notesOf(message) {
    return [
        message.relay === true ? label('relayed') : null,
        message.kind === 'icmp' ? 'ICMP' : null,
        message.mark === 'failure' || message.mark === 'origin' ? label('mark-' + message.mark) : null,
    ].filter((note) => note !== null);
}

/* "INVITE × 3" if it was sent three times. */
function whatText(message) {
    const again = asNumber(message.retransmissions);
    return `${asText(message.what)}${again > 0 ? ` × ${again + 1}` : ''}`;
}

function labelOf(message) {
    const marks = message.mark === 'failure' || message.mark === 'origin' ? label('mark-' + message.mark) : '';
    const what = whatText(message);
    const room = LADDER.widestLabel - widthOf(marks, 'bold');
    return {
        what: fitText(what, room, 'plain'),
        marks,
        width: Math.min(room, widthOf(what, 'plain')) + (marks ? widthOf(marks, 'bold') + 26 : 0),
    };
}

function headOf(entry) {
    const shown = entry.addresses.slice(0, LADDER.addresses).map((text) => fitText(text, LADDER.widestHead, 'code', true));
    if (entry.addresses.length > LADDER.addresses) {
        shown.push(`+ ${entry.addresses.length - LADDER.addresses}`);
    }
    const name = fitText(entry.name, LADDER.widestHead, 'bold');
    const width = Math.max(widthOf(name, 'bold'), ...shown.map((text) => widthOf(text, 'code')), 60);
    return { name, shown, width, full: [entry.name, ...entry.addresses].map((text) => clip(text, LONGEST_VALUE)).join('\n') };
}

/* Widths between neighbours, so that each label has room over its arrow. */
function gapsOf(heads, rows) {
    const gaps = heads.slice(1).map((head, i) => (heads[i].width + head.width) / 2 + 16);
    const widen = (from, to, width) => {
        const lack = width - gaps.slice(from, to).reduce((sum, gap) => sum + gap, 0);
        for (let i = from; i < to && lack > 0; i++) {
            gaps[i] += lack / (to - from);
        }
    };
    rows.filter((row) => row.from === row.to && row.from < gaps.length).forEach((row) =>
        widen(row.from, row.from + 1, row.label.width + LADDER.hook + 24),
    );
    rows.filter((row) => row.from !== row.to)
        .sort((a, b) => Math.abs(a.from - a.to) - Math.abs(b.from - b.to))
        .forEach((row) => widen(Math.min(row.from, row.to), Math.max(row.from, row.to), row.label.width + 36));
    return gaps;
}

function elapsedHead() {
    return `${label('elapsed')} (s)`;
}

/* Texts at the left of each row: elapsed time and frame, below them those of the last retransmission, and the leg if there are several. */
function marginOf(messages) {
    const first = parseTime(messages[0]?.time);
    const legs = new Set(messages.map((message) => asNumber(message.leg)));
    const times = messages.map((message) => {
        const again = asNumber(message.retransmissions) > 0;
        return {
            time: formatElapsed(parseTime(message.time) - first),
            frame: asText(message.frame),
            lastTime: again ? `… ${formatElapsed(parseTime(message.last_time) - first)}` : '',
            lastFrame: again ? `… ${asText(message.last_frame)}` : '',
            leg: legs.size > 1 ? asText(message.leg) : '',
        };
    });
    const widest = (keys, head) =>
        Math.max(widthOf(head, 'plain'), ...times.flatMap((one) => keys.map((key) => widthOf(one[key], 'code'))));
    const time = LADDER.pad + widest(['time', 'lastTime'], elapsedHead());
    const frame = time + 14 + widest(['frame', 'lastFrame'], label('frame'));
    const leg = legs.size > 1 ? frame + 14 + widest(['leg'], label('leg')) : frame;
    return { times, time, frame, leg, several: legs.size > 1, width: leg + 18 };
}

/* Everything that drawing needs, in pixels. */
function layLadder(one) {
    const elements = elementsOf(one);
    const messages = messagesOf(one);
    const heads = elements.map(headOf);
    const margin = marginOf(messages);
    const rows = messages.map((message, i) => ({
        message,
        from: message.from,
        to: message.to,
        label: labelOf(message),
        times: margin.times[i],
    }));
    const gaps = gapsOf(heads, rows);
    const left = margin.width + heads[0].width / 2;
    const places = heads.map((head, i) => left + gaps.slice(0, i).reduce((sum, gap) => sum + gap, 0));
    const lines = withLeftOut(one, rows, (text) => ({ text }));
    lines.forEach((line, i) => {
        line.top = 8 + LADDER.row * i;
    });
    const last = places.length - 1;
    const hooks = rows.filter((row) => row.from === row.to && row.from === last).map((row) => row.label.width + LADDER.hook + 12);
    return {
        one,
        elements,
        heads,
        rows,
        places,
        margin,
        lines,
        height: 16 + LADDER.row * lines.length,
        headHeight: LADDER.pad + LADDER.head * Math.max(...heads.map((head) => head.shown.length + 1)),
        width: places[last] + Math.max(heads[last].width / 2, ...hooks) + LADDER.pad,
    };
}

function svgText(x, y, text, name, anchor = 'middle') {
    return makeSvg('text', { x, y, class: name, 'text-anchor': anchor }, text);
}

function drawHead(plan) {
    const { margin } = plan;
    const base = plan.headHeight - 6;
    const columns = plan.heads.map((head, i) =>
        makeSvg(
            'g',
            { class: 'element', 'data-element': i },
            makeSvg('title', {}, head.full),
            svgText(plan.places[i], LADDER.pad + 4, head.name, 'name'),
            head.shown.map((text, line) => svgText(plan.places[i], LADDER.pad + 4 + LADDER.head * (line + 1), text, 'address')),
        ),
    );
    return makeSvg(
        'svg',
        {
            class: 'ladder-head',
            width: plan.width,
            height: plan.headHeight,
            viewBox: `0 0 ${plan.width} ${plan.headHeight}`,
            preserveAspectRatio: 'xMinYMin',
            'aria-hidden': 'true',
        },
        columns,
        makeSvg(
            'g',
            { class: 'margin' },
            makeSvg('rect', { class: 'margin-head', x: 0, y: 0, width: margin.leg + 10, height: plan.headHeight }),
            svgText(margin.time, base, elapsedHead(), 'axis', 'end'),
            svgText(margin.frame, base, label('frame'), 'axis', 'end'),
            margin.several ? svgText(margin.leg, base, label('leg'), 'axis', 'end') : null,
        ),
    );
}

function drawLifelines(plan) {
    return plan.places.map((x) => makeSvg('line', { class: 'life', x1: x, x2: x, y1: 0, y2: plan.height }));
}

function arrowHead(x, y, direction, isIcmp) {
    return isIcmp
        ? makeSvg('path', { class: 'cross', d: `M${x - direction * 10} ${y - 5}l10 10m0 -10l-10 10` })
        : makeSvg('path', { class: 'head', d: `M${x} ${y}l${-direction * 9} -4.5v9z` });
}

function drawArrow(plan, row, y) {
    const isIcmp = row.message.kind === 'icmp';
    const from = plan.places[row.from];
    const to = plan.places[row.to];
    if (row.from === row.to) {
        return [
            makeSvg('path', { class: 'line', d: `M${from} ${y - 8}h${LADDER.hook}v12h${4 - LADDER.hook}` }),
            arrowHead(from + 1, y + 4, -1, isIcmp),
        ];
    }
    const direction = to > from ? 1 : -1;
    return [
        makeSvg('line', { class: 'line', x1: from, y1: y, x2: to - direction * 4, y2: y }),
        arrowHead(to - direction, y, direction, isIcmp),
    ];
}

/* The text, and at its end the mark in a frame. */
function drawLabel(plan, row, y) {
    const isHook = row.from === row.to;
    const middle = isHook
        ? plan.places[row.from] + LADDER.hook + 10 + row.label.width / 2
        : (plan.places[row.from] + plan.places[row.to]) / 2;
    const base = isHook ? y + 2 : y - 7;
    if (row.label.marks === '') {
        return [svgText(middle, base, row.label.what, 'what')];
    }
    const start = middle - row.label.width / 2;
    const end = start + row.label.width;
    const width = widthOf(row.label.marks, 'bold') + 12;
    return [
        svgText(start, base, row.label.what, 'what', 'start'),
        makeSvg('rect', { class: 'mark-frame', x: end - width, y: base - 12.5, width, height: 16.5, rx: 2 }),
        svgText(end - width / 2, base, row.label.marks, 'mark-text'),
    ];
}

function drawMargin(plan, row) {
    const { margin } = plan;
    const { times } = row;
    const base = row.top + LADDER.row / 2 + (times.lastTime ? -2 : 4);
    return makeSvg(
        'g',
        { class: messageClass(row.message), 'data-transaction': asText(row.message.transaction) },
        makeSvg('rect', { class: 'band margin-band', x: 0, y: row.top + 1, width: margin.leg + 10, height: LADDER.row - 2 }),
        svgText(margin.time, base, times.time, 'number', 'end'),
        svgText(margin.frame, base, times.frame, 'number frame', 'end'),
        times.lastTime
            ? [
                  svgText(margin.time, base + 13, times.lastTime, 'number last', 'end'),
                  svgText(margin.frame, base + 13, times.lastFrame, 'number last', 'end'),
              ]
            : [],
        margin.several ? svgText(margin.leg, base, times.leg, 'number leg-text', 'end') : null,
    );
}

/* All that is known of a message, in parts. */
function describe(plan, row) {
    const { message, times } = row;
    const again = asNumber(message.retransmissions);
    return [
        `${label('frame')} ${asText(message.frame)}`,
        `${times.time} s`,
        asText(message.time),
        `${elementText(plan.elements, row.from)} > ${elementText(plan.elements, row.to)}`,
        asText(message.what),
        `CSeq ${asText(message.cseq)}`,
        ...notesOf(message),
        times.leg ? `${label('leg')} ${times.leg}` : '',
        again > 0
            ? listText([
                  `${label('retransmissions')}: ${again}`,
                  `${label('last-frame')}: ${asText(message.last_frame)}`,
                  asText(message.last_time),
              ])
            : '',
    ]
        .filter((text) => text !== '')
        .map((text) => isolated(clip(text, 300)))
        .join(' · ');
}

function messageClass(message) {
    return [
        'message',
        message.kind === 'icmp' ? 'icmp' : '',
        message.relay === true ? 'relay' : '',
        message.mark === 'failure' || message.mark === 'origin' ? message.mark : '',
        asNumber(message.leg) > 1 ? `leg-${1 + ((asNumber(message.leg) - 1) % LADDER.legColours)}` : '',
    ]
        .filter((name) => name !== '')
        .join(' ');
}

function drawMessage(plan, row) {
    const y = row.top + LADDER.row - 12;
    const text = describe(plan, row);
    return makeSvg(
        'g',
        {
            class: messageClass(row.message),
            role: 'listitem',
            tabindex: '-1',
            'aria-label': text,
            'data-frame': asText(row.message.frame),
            'data-transaction': asText(row.message.transaction),
        },
        makeSvg('title', {}, text),
        makeSvg('rect', { class: 'band', x: 1, y: row.top + 1, width: plan.width - 2, height: LADDER.row - 2 }),
        drawArrow(plan, row, y),
        drawLabel(plan, row, y),
    );
}

function drawGap(plan, gap) {
    const y = gap.top + LADDER.row / 2;
    return makeSvg(
        'g',
        { class: 'gap', role: 'listitem' },
        makeSvg('rect', { x: 0, y: y - 12, width: plan.width, height: 24 }),
        svgText(LADDER.pad, y + 4, gap.text, 'gap-text', 'start'),
    );
}

/* Lines from `first` up to `end`: one drawing, so that paper is cut between lines. */
function drawPart(plan, first, end) {
    const top = first === 0 ? 0 : plan.lines[first].top;
    const bottom = plan.lines[end]?.top ?? plan.height;
    const lines = plan.lines.slice(first, end);
    return makeSvg(
        'svg',
        { width: plan.width, height: bottom - top, viewBox: `0 ${top} ${plan.width} ${bottom - top}`, role: 'presentation' },
        makeSvg('g', { 'aria-hidden': 'true' }, drawLifelines(plan)),
        lines.map((line) => (line.message ? drawMessage(plan, line) : drawGap(plan, line))),
        makeSvg(
            'g',
            { class: 'margin', 'aria-hidden': 'true' },
            lines.filter((line) => line.message).map((row) => drawMargin(plan, row)),
        ),
    );
}

function drawBody(plan) {
    const parts = [];
    for (let first = 0; first < plan.lines.length; first += LINES_OF_PART) {
        parts.push(drawPart(plan, first, first + LINES_OF_PART));
    }
    return make('div', { class: 'ladder-body', role: 'list', 'aria-label': label('messages') }, parts);
}

/* The message under the pointer or with the focus: its transaction stands out, and a line says all of it. */
function listenToMessages(body, line) {
    const show = (event) => {
        const message = event.target.closest?.('.message[role="listitem"]');
        for (const other of body.querySelectorAll('.message')) {
            other.classList.toggle('same', Boolean(message) && other.dataset.transaction === message.dataset.transaction);
        }
        body.classList.toggle('choosing', Boolean(message));
        if (message) {
            line.textContent = message.getAttribute('aria-label');
        }
    };
    const hide = () => show({ target: body });
    body.addEventListener('mouseover', show);
    body.addEventListener('focusin', show);
    body.addEventListener('mouseleave', hide);
    body.addEventListener('focusout', hide);
}

/* Times and frames stay in sight when many columns are scrolled. */
function keepMargin(scroll) {
    const margins = scroll.querySelectorAll('.margin');
    scroll.addEventListener(
        'scroll',
        () =>
            margins.forEach((margin) => {
                margin.style.transform = `translateX(${scroll.scrollLeft}px)`;
            }),
        { passive: true },
    );
}

/* What the kinds of lines mean, as far as they are there. */
function legendOf(messages) {
    const kinds = [
        ['relayed', 'relay', (message) => message.relay === true],
        ['icmp', 'icmp', (message) => message.kind === 'icmp'],
    ];
    const items = kinds
        .filter(([, , test]) => messages.some(test))
        .map(([key, name]) =>
            make(
                'li',
                {},
                makeSvg(
                    'svg',
                    { class: 'message ' + name, width: 34, height: 12, 'aria-hidden': 'true' },
                    makeSvg('line', { class: 'line', x1: 0, x2: 28, y1: 6, y2: 6 }),
                    arrowHead(33, 6, 1, name === 'icmp'),
                ),
                ' ',
                label(key),
            ),
        );
    return items.length > 0 ? make('ul', { class: 'legend' }, items) : null;
}

function tableRow(plan, row) {
    const { message, times } = row;
    const again = asNumber(message.retransmissions);
    const notes = notesOf(message).concat(
        again > 0 ? [`${label('retransmissions')}: ${again}`, `${label('last-frame')}: ${asText(message.last_frame)}`] : [],
    );
    return make(
        'tr',
        {},
        make('td', {}, codeNode(times.time)),
        make('td', {}, codeNode(message.frame)),
        make('td', {}, codeNode(elementText(plan.elements, row.from), LONGEST_IN_ROW)),
        make('td', {}, codeNode(elementText(plan.elements, row.to), LONGEST_IN_ROW)),
        make('th', { scope: 'row' }, codeNode(message.what, LONGEST_IN_ROW)),
        plan.margin.several ? make('td', {}, codeNode(message.leg)) : null,
        make('td', {}, listText(notes)),
    );
}

function messageTable(plan) {
    const keys = ['frame', 'from', 'to', 'message', ...(plan.margin.several ? ['leg'] : []), 'notes'];
    const heads = [elapsedHead(), ...keys.map(label)];
    const rows = withLeftOut(
        plan.one,
        plan.rows.map((row) => tableRow(plan, row)),
        (text) => make('tr', {}, make('td', { colspan: heads.length }, text)),
    );
    return make(
        'details',
        { class: 'as-table' },
        make('summary', {}, label('as-table')),
        make(
            'div',
            { class: 'scroll' },
            make(
                'table',
                {},
                make(
                    'thead',
                    {},
                    make(
                        'tr',
                        {},
                        heads.map((head) => make('th', { scope: 'col' }, head)),
                    ),
                ),
                make('tbody', {}, rows),
            ),
        ),
    );
}

/* Returns null if the case has no messages. */
function ladderNode(one) {
    if (messagesOf(one).length === 0) {
        return null;
    }
    const plan = layLadder(one);
    const body = drawBody(plan);
    const line = make('p', { class: 'about-message', 'aria-hidden': 'true' });
    const scroll = make('div', { class: 'ladder', dir: 'ltr' }, drawHead(plan), body);
    roveFocus(body, '.message[role="listitem"]');
    keepMargin(scroll);
    listenToMessages(body, line);
    return make(
        'section',
        { class: `messages${plan.places.length > 6 ? ' wide' : ''}${plan.lines.length > LINES_OF_PART ? ' long' : ''}` },
        make('h4', {}, label('messages')),
        scroll,
        line,
        legendOf(plan.rows.map((row) => row.message)),
        messageTable(plan),
    );
}
