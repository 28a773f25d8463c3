// What stands for what in the picture: every sign has a shape of its own, so that none is told by its colour alone.
import { drawing, element } from './dom.js';

/** Drawn within 20 by 20 about the middle: a body, and a mark cut into it or drawn on it. */
const signs = {
  asked: { look: 'check hollow', body: ['circle', { r: 7 }] },
  louder: { look: 'louder', body: ['path', { d: 'M0-8.5 9 7.5H-9z' }], mark: 'M0-3v5.4M0 4.6v.6' },
  answered: { look: 'good', body: ['circle', { r: 8 }], mark: 'M-3.6.2-1 3 4-2.8' },
  missed: { look: 'bad', body: ['path', { d: 'M0-9.5 9.5 0 0 9.5-9.5 0z' }], mark: 'M-3-3 3 3M3-3-3 3' },
  more: { look: 'check hollow', body: ['circle', { r: 7 }], mark: 'M-3.4 0h6.8M0-3.4v6.8' },
  help: { look: 'bad', body: ['path', { d: 'M-4-9h8l5 5v8l-5 5h-8l-5-5v-8z' }], mark: 'M0-4.6v5M0 3.6v.8' },
  talk: { look: 'check', body: ['path', { d: 'M-8-7H8V4h-9l-5 5V4h-2z' }], mark: 'M-4-2h8' },
  accepted: { look: 'good', body: ['path', { d: 'M-7 9.5V-9H8L4.6-4.2 8 .6h-12V9.5z' }] },
  passed: { look: 'check hollow', body: ['circle', { r: 7 }], mark: 'M-4.6 4.6 4.6-4.6' },
  lost: { look: 'bad', body: ['path', { d: 'M-8-8H8V8H-8z' }], mark: 'M-3-3 3 3M3-3-3 3' },
  held: { look: 'check', body: ['circle', { r: 8 }], mark: 'M-2.4-3.4v6.8M2.4-3.4v6.8' },
  confirmed: { look: 'good', body: ['path', { d: 'M-3.4-9h6.8v5.6H9v6.8H3.4V9h-6.8V3.4H-9v-6.8h5.6z' }] },
  told: { look: 'check hollow', body: ['circle', { r: 7 }], mark: 'M-3.4.2-1 2.8 3.6-2.6' },
  alarmed: { look: 'louder', body: ['path', { d: 'M-7 5.5V-1a7 7 0 0 1 14 0v6.5l2 2.5H-9z' }] },
  down: { look: 'check', body: ['circle', { r: 8 }], mark: 'M0-4.4v8.6M-3.6.8 0 4.4 3.6.8' },
  over: { look: 'check', body: ['path', { d: 'M-6.5-6.5h13v13h-13z' }] },
};

export function sign(kind) {
  const { look, body: [tag, shape], mark } = signs[kind] ?? signs.over;
  const made = drawing('g', { class: `sign ${look}`, 'data-sign': kind }, drawing(tag, { ...shape, class: 'sign-body' }));
  if (mark) {
    made.append(drawing('path', { d: mark, class: 'sign-mark' }));
  }

  return made;
}

/** A word for what happens to check-ins. */
export const words = {
  asked: 'asked', answered: 'answered', louder: 'louder', missed: 'missed', more: 'more time', help: 'help now', talk: 'wants to talk', down: 'all stand down', over: 'closed',
};

const explained = [
  ['asked', 'asked'], ['answered', 'answered'], ['louder', 'louder'], ['missed', 'missed'], ['accepted', 'takes it'], ['confirmed', 'EMS confirms'], ['down', 'stood down'],
];
const bars = [['ring', 'ringing'], ['open', 'line open'], ['person', 'a person, shown by a key']];

/** One entry for everything that needs one. */
export function legend() {
  return [
    ...explained.map(([kind, words]) => entry(words, sign(kind))),
    ...bars.map(([kind, words]) => entry(words, bar(kind, -9, -4, 18, 8))),
  ];
}

export function bar(kind, x, y, width, height) {
  return drawing('rect', { class: `bar-${kind}`, x, y, width, height, rx: 2 });
}

function entry(words, drawn) {
  return element('li', {}, drawing('svg', { viewBox: '-11 -11 22 22', class: 'legend-sign' }, drawn), words);
}
