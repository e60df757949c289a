/* 80-copy.js
 * Texts for tickets, Mermaid and Wireshark.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

/* A line that runs from the left, also where an editor takes the direction of its first letter or of the page. */
function lineFromLeft(text) {
    return isFromRight() ? `\u200e\u2066${text}\u2069` : text;
}

function patternText(key, values) {
    return fillPattern(key, values).join('');
}

function lineOf(key, text) {
    return asText(text) === '' ? [] : [`${label(key)}: ${isolated(asText(text))}`];
}

function headlineText(number) {
    const group = groupOfCase(number);
    const title = group.title || group.verdict;
    const name = `${group.code} ${group.phrase}`.trim();
    const headline =
        group.code === ''
            ? title
            : group.title === '' || group.title === group.phrase
              ? name
              : patternText('headline', { name: isolated(name), text: title });
    return `${headline} [${group.verdict}, ${facetText('severity', group.severity)}]`;
}

function productLine(key, name, text) {
    return asText(text) === '' ? [] : [`${patternText(key, { name: asText(name) || '?' })}: ${text}`];
}

function pathText(one) {
    const silent = asList(one.silent);
    return asList(one.path)
        .map((hop) => asText(hop) + (silent.includes(hop) ? ` (${isolated(label('silent'))})` : ''))
        .join(' > ');
}

function adviceLines(one) {
    const evidence = asList(one.evidence).map((line) => `- ${asText(line)}`);
    return [
        ...lineOf(one.certain === true ? 'cause' : 'typical-cause', one.cause),
        ...lineOf('fix', one.fix),
        ...productLine('at', one.product, one.fix_product),
        ...productLine('at-client', one.client, one.fix_client),
        ...(evidence.length > 0 ? [`${label('evidence')}:`, ...evidence] : []),
    ];
}

function frameText(message) {
    return `${label('frame').toLocaleLowerCase(document.documentElement.lang)} ${asText(message.frame)}`;
}

/* "+0.012  frame 3  127.0.0.20:5060 > 127.0.0.30:5060  INVITE" */
function messageLines(one) {
    const elements = elementsOf(one);
    const messages = messagesOf(one);
    const first = parseTime(messages[0]?.time);
    const lines = messages.map((message) => {
        const again = asNumber(message.retransmissions);
        const notes = [...notesOf(message), ...(again > 0 ? [`${label('last-frame')}: ${asText(message.last_frame)}`] : [])];
        return lineFromLeft(
            [
                formatElapsed(parseTime(message.time) - first),
                isolated(frameText(message)),
                `${elementText(elements, message.from)} > ${elementText(elements, message.to)}`,
                whatText(message),
                ...(notes.length > 0 ? [`(${listText(notes)})`] : []),
            ].join('  '),
        );
    });
    return lines.length > 0 ? ['', `${label('messages')}:`, ...withLeftOut(one, lines, (text) => text)] : [];
}

function ticketOf(number) {
    const one = detailsOf(number);
    const users = usersOf(number).map((user) => asText(user) || '?');
    const count = report.counts[number];
    const lines = [
        headlineText(number),
        lineFromLeft(`${timeOf(number)}  ${groupOfCase(number).method}  ${users.map(isolated).join(' > ')}`),
        ...lineOf('frame', frameOf(number)),
    ];
    if (one) {
        lines.push(
            ...lineOf('call-id', one.call_id),
            ...lineOf('path', pathText(one)),
            ...lineOf('origin', one.origin),
            ...adviceLines(one),
        );
    }
    lines.push(...(count > 1 ? lineOf('seen', count) : []), ...(one ? messageLines(one) : []));
    return lines.join('\n') + '\n';
}

/* What Mermaid gives a meaning becomes an entity, #NN; there. ":" has one only in a line that begins or contains certain words. */
function mermaidText(text) {
    const plain = /style|classDef|wrap/i.test(text) ? /[^\p{L}\p{M}\p{N} ._/()+,=-]/gu : /[^\p{L}\p{M}\p{N} ._/:()+,=-]/gu;
    return clip(text, 200).replace(plain, (character) => `#${character.codePointAt(0)};`);
}

function mermaidArrow(message) {
    return message.kind === 'icmp' ? '-x' : message.kind === 'response' ? '-->>' : '->>';
}

function mermaidOf(one) {
    const elements = elementsOf(one);
    const participants = elements.map(
        (entry, i) =>
            `    participant E${i + 1} as ` +
            [entry.name, ...entry.addresses.slice(0, LADDER.addresses)]
                .filter((text) => text !== '')
                .map(mermaidText)
                .join('<br/>'),
    );
    const lines = messagesOf(one).map((message) => {
        const again = asNumber(message.retransmissions);
        const notes = [
            frameText(message),
            ...notesOf(message),
            ...(again > 0 ? [`${label('last-frame')} ${asText(message.last_frame)}`] : []),
        ];
        return (
            `    E${message.from + 1}${mermaidArrow(message)}E${message.to + 1}: ` +
            mermaidText(`${whatText(message)} (${listFormat.format(notes)})`)
        );
    });
    const noted = withLeftOut(one, lines, (text) => `    Note over E1,E${elements.length}: ${mermaidText(text)}`);
    return ['sequenceDiagram', ...participants, ...noted].join('\n') + '\n';
}

function displayFilterOf(number) {
    const frames = messagesOf(detailsOf(number))
        .flatMap((message) => [message.frame, message.last_frame])
        .map(asNumber)
        .filter((frame) => frame > 0);
    const unique = [...new Set(frames)].sort((a, b) => a - b);
    return unique.length > 0 ? `frame.number in {${unique.join(', ')}}` : `frame.number == ${frameOf(number)}`;
}

/* Where the clipboard is out of reach, as in an old browser on a page of a disk. */
function copyBySelection(text) {
    const area = make('textarea', { class: 'visually-hidden', 'aria-hidden': 'true', tabindex: '-1' });
    const before = document.activeElement;
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    before?.focus();
    return done;
}

async function copyText(text, name) {
    let done = false;
    try {
        await navigator.clipboard.writeText(text);
        done = true;
    } catch {
        done = copyBySelection(text);
    }
    say(`${name}: ${label(done ? 'copied' : 'not-copied')}`);
}
