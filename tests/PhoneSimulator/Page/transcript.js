// What is heard, said and keyed on one phone. Words appear as they are spoken; speech that is cut off is shown cut.
import { announce, element, timeOfDay } from './dom.js';

const names = { beep: 'beep', music: 'hold music', ringback: 'ringing at the other end' };

export class Transcript {
  #list;
  #owner;
  #clock;
  #lines = new Map();
  #speaking = new Set();

  constructor(owner, clock) {
    this.#owner = owner;
    this.#clock = clock;
    this.#list = element('ol', { className: 'transcript', tabIndex: 0, role: 'group', 'aria-label': `What is heard on the phone: ${owner}` });
  }

  get root() {
    return this.#list;
  }

  show(lines) {
    const follows = this.#list.scrollTop + this.#list.clientHeight >= this.#list.scrollHeight - 24;
    const wanted = new Set(lines.map(line => line.id));
    for (const [id, shown] of this.#lines) {
      if (!wanted.has(id)) {
        shown.item.remove();
        this.#lines.delete(id);
        this.#speaking.delete(shown);
      }
    }

    for (const line of lines) {
      const shown = this.#lines.get(line.id) ?? this.#add(line);
      shown.line = line;
      this.#draw(shown);
    }

    if (follows) {
      this.#list.scrollTop = this.#list.scrollHeight;
    }
  }

  tick() {
    if (this.#speaking.size === 0) {
      return;
    }

    const follows = this.#list.scrollTop + this.#list.clientHeight >= this.#list.scrollHeight - 24;
    for (const shown of this.#speaking) {
      this.#draw(shown);
    }

    if (follows) {
      this.#list.scrollTop = this.#list.scrollHeight;
    }
  }

  #add(line) {
    const words = element('span', { className: 'words' });
    const item = element('li', { className: `line ${line.kind}` },
      element('time', {}, timeOfDay(line.at)), ' ', element('span', { className: 'who' }, this.#who(line)), ' ', words);
    const shown = { item, words, line, said: 0 };
    this.#lines.set(line.id, shown);
    this.#list.append(item);
    return shown;
  }

  #who(line) {
    switch (line.kind) {
      case 'speech': return 'SpotterBot:';
      case 'voice': return `${line.who}:`;
      case 'said': return 'said:';
      case 'pressed': return 'pressed';
      case 'tone': return `${line.who || 'a key'}:`;
      default: return '';
    }
  }

  #draw(shown) {
    const { line, words } = shown;
    const share = line.ms > 0 && line.kind !== 'music' && line.kind !== 'ringback' ? (this.#clock.now - line.at) / line.ms : 1;
    const text = names[line.kind] ?? line.text;
    const out = line.cut || share >= 1 ? text : spoken(text, share);
    if (words.textContent !== out + (line.cut ? ' …' : '')) {
      words.textContent = out + (line.cut ? ' …' : '');
    }

    shown.item.classList.toggle('cut', line.cut);
    shown.item.classList.toggle('speaking', share < 1 && !line.cut);
    if (share < 1 && !line.cut) {
      this.#speaking.add(shown);
    } else {
      this.#speaking.delete(shown);
    }

    this.#sayAloud(shown, text, out);
  }

  // A sentence is announced when its first word is out, so that a screen reader is neither ahead by a whole speech nor late for a key.
  #sayAloud(shown, text, out) {
    if (shown.line.kind !== 'speech' && shown.line.kind !== 'voice') {
      return;
    }

    const sentences = text.match(/[^.?!]+[.?!]*\s*/g) ?? [];
    let start = 0;
    for (const [index, sentence] of sentences.entries()) {
      if (index >= shown.said && out.length > start) {
        shown.said = index + 1;
        announce(`${this.#owner} hears: ${sentence.trim()}`);
      }

      start += sentence.length;
    }
  }
}

/** The words that are out at this share of a text: whole words only. */
function spoken(text, share) {
  let end = Math.floor(text.length * Math.max(0, share));
  while (end > 0 && end < text.length && text[end] !== ' ') {
    end -= 1;
  }

  return text.slice(0, end);
}
