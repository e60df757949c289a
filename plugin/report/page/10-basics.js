/* 10-basics.js
 * Elements, labels and values. The files of this folder are concatenated in the order of their names to one script.
 *
 * Everything from the capture gets into the page as text of a node, never as markup.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
'use strict';

const SVG_NAMESPACE = 'http://www.w3.org/2000/svg';
const LONGEST_VALUE = 1000;
const LONGEST_IN_ROW = 120;

let labels = {};
let numberFormat = new Intl.NumberFormat('en');
let listFormat = new Intl.ListFormat('en', { style: 'narrow' });
let saying = 0;

function byId(id) {
    return document.getElementById(id);
}

function setAttributes(node, attributes) {
    for (const [key, value] of Object.entries(attributes)) {
        if (typeof value === 'function') {
            node.addEventListener(key, value);
        } else if (value !== null && value !== undefined && value !== false) {
            node.setAttribute(key, value === true ? '' : value);
        }
    }
}

/* Children are nodes or texts; null is skipped. An attribute that is a function listens to the event of that name. */
function make(tag, attributes = {}, ...children) {
    const node = document.createElement(tag);
    setAttributes(node, attributes);
    node.append(...children.flat().filter((child) => child !== null));
    return node;
}

function makeSvg(tag, attributes = {}, ...children) {
    const node = document.createElementNS(SVG_NAMESPACE, tag);
    setAttributes(node, attributes);
    node.append(...children.flat().filter((child) => child !== null));
    return node;
}

/* The key shows where a text is missing. */
function label(key) {
    return Object.hasOwn(labels, key) ? String(labels[key]) : key;
}

function fillLabels(root) {
    for (const node of root.querySelectorAll('[data-label]')) {
        node.textContent = label(node.dataset.label);
    }
}

/* A label whose {names} are replaced by what `values` has of that name. Returns texts and nodes. */
function fillPattern(key, values) {
    return label(key)
        .split(/(\{[a-z-]+\})/)
        .map((part) => {
            const name = /^\{([a-z-]+)\}$/.exec(part);
            return name && Object.hasOwn(values, name[1]) ? values[name[1]] : part;
        });
}

function asList(value) {
    return Array.isArray(value) ? value : [];
}

function asObject(value) {
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {};
}

function asNumber(value) {
    return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}

function asText(value) {
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/* No surrogate pair is cut. What controls direction is left out if it does not end within the text. */
function clip(text, most) {
    const kept = text.length > most ? [...text.slice(0, most + 1)].slice(0, -1).join('') + '…' : text;
    const opened = kept.split(/[\u2066-\u2068]/).length;
    return /[\u202a-\u202e]/.test(kept) || opened !== kept.split('\u2069').length
        ? kept.replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
        : kept;
}

/* A value of the capture: isolated from the direction of the text around it. */
function valueNode(value, most = LONGEST_VALUE) {
    const text = asText(value);
    const shown = clip(text, most);
    return make('bdi', { class: 'value', title: shown === text ? null : clip(text, LONGEST_VALUE) }, shown);
}

/* The same from left to right whatever the text: addresses, codes, times, commands. */
function codeNode(value, most = LONGEST_VALUE) {
    const node = valueNode(value, most);
    node.dir = 'ltr';
    node.classList.add('code');
    return node;
}

/* A text of the catalog with values in it; what is between ` and ` is to be typed. */
function proseNodes(text) {
    return clip(asText(text), LONGEST_VALUE)
        .split(/(`[^`]+`)/)
        .map((part) => (/^`[^`]+`$/.test(part) ? make('code', { dir: 'ltr' }, part.slice(1, -1)) : part));
}

function isFromRight() {
    return document.documentElement.dir === 'rtl';
}

/* A part of a plain text, kept together where the text around it runs from the right. */
function isolated(text) {
    return isFromRight() ? `\u2068${text}\u2069` : text;
}

function listText(texts) {
    return listFormat.format(texts.map(isolated));
}

function formatNumber(number) {
    return numberFormat.format(number);
}

/* Microseconds since 1970 of a time such as 2026-01-31T12:00:00.000000Z; NaN if it is none. */
function parseTime(text) {
    const parts = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?Z$/.exec(asText(text));
    return parts ? Date.parse(parts[1] + 'Z') * 1000 + Number((parts[2] || '').padEnd(6, '0')) : NaN;
}

function formatTime(us) {
    const date = new Date(Math.floor(us / 1000));
    return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 23) + String(us % 1000).padStart(3, '0') + 'Z';
}

/* Time since the first message, in s to the ms. */
function formatElapsed(us) {
    return Number.isFinite(us) ? (us < 0 ? '-' : '+') + (Math.round(Math.abs(us) / 1000) / 1000).toFixed(3) : '';
}

/* Four digits or so: the more, the longer it took. */
function formatMilliseconds(us) {
    const ms = asNumber(us) / 1000;
    return ms.toFixed(ms < 10 ? 3 : ms < 1000 ? 1 : 0);
}

/* Shown for a while, and said by screen readers. */
function say(text) {
    byId('said').textContent = text;
    clearTimeout(saying);
    saying = setTimeout(() => byId('said').replaceChildren(), 4000);
}
