// Texts of one phone, as bubbles.
import { drop, element, followEnd, timeOfDay } from './dom.js';

export class Bubbles {
  #shown = new Map();
  #texts = [];
  #read = new Set();
  #toEnd;

  constructor(owner) {
    this.root = element('ol', { className: 'bubbles', tabIndex: 0, role: 'list', 'aria-label': `Texts on the phone: ${owner}` });
    this.#toEnd = followEnd(this.root);
  }

  show(texts, seen) {
    this.#texts = texts;
    drop(this.#shown, texts, item => item.remove());
    for (const text of texts.filter(each => !this.#shown.has(each.id))) {
      const item = element('li', { className: text.mine ? 'bubble mine' : 'bubble' },
        element('span', { className: 'body' }, text.body), element('time', {}, timeOfDay(text.at).slice(0, 5)));
      this.#shown.set(text.id, item);
      this.root.append(item);
    }

    this.#toEnd();
    this.unread(seen);
  }

  /** How many came in and were not seen. */
  unread(seen) {
    if (seen) {
      this.#texts.forEach(text => this.#read.add(text.id));
    }

    return this.#texts.filter(text => !text.mine && !this.#read.has(text.id)).length;
  }
}
