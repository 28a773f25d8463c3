// What is heard, said and keyed on one phone. Words appear as they are spoken; speech that is cut off is shown cut; a line is spoken aloud at a click.
import { announce, isAttended } from './announcer.js';
import { drop, element, followEnd, setText, timeOfDay } from './dom.js';

const sounds = { beep: 'beep', music: 'hold music', ringback: 'ringing at the other end' };
const endless = ['music', 'ringback'];
const before = {
  caller: 'Someone about to use alone. Nothing heard yet.', peer: 'A peer on call. Nothing heard yet.', friend: 'Any other phone. Nothing heard yet.',
  coordinator: 'Alarmed when EMS is called. Nothing heard yet.', ems: 'A dispatch line. Nothing heard yet.',
};

export class Transcript {
  #list;
  #member;
  #clock;
  #voices;
  #card;
  #lines = new Map();
  #speaking = new Set();
  #toEnd;

  constructor(member, clock, voices, card) {
    this.#member = member;
    this.#clock = clock;
    this.#voices = voices;
    this.#card = card;
    this.#list = element('ol', {
      className: 'transcript', tabIndex: 0, role: 'list', 'aria-label': `What is heard on the phone: ${member.name}`,
      'data-before': before[member.role], 'aria-description': 'Arrow keys go from line to line; Enter speaks one aloud.',
    });
    this.#list.addEventListener('keydown', event => this.#arrow(event));
    this.#toEnd = followEnd(this.#list);
  }

  get root() {
    return this.#list;
  }

  show(lines) {
    drop(this.#lines, lines, shown => this.#remove(shown));
    for (const line of lines) {
      const shown = this.#lines.get(line.id) ?? this.#add(line);
      shown.line = line;
      this.#draw(shown);
    }

    this.#toEnd();
  }

  tick() {
    if (this.#speaking.size > 0) {
      this.#speaking.forEach(shown => this.#draw(shown));
      this.#toEnd();
    }
  }

  #add(line) {
    const words = element('span', { className: 'words' });
    const who = element('span', { className: 'who' }, whose(line));
    const isSpeech = line.kind === 'speech' || line.kind === 'voice' || line.kind === 'said';
    const body = isSpeech ? element('button', { type: 'button', className: 'line-body', tabIndex: -1, title: 'Speak it aloud' }, who, ' ', words)
      : element('span', { className: 'line-body' }, who, ' ', words);
    if (isSpeech) {
      body.addEventListener('click', () => this.#voices.again(this.#member, this.#lines.get(line.id).line));
    }

    const item = element('li', { className: `line ${line.kind}` }, body);
    if (line.kind === 'call') {
      item.append(' ', element('time', {}, timeOfDay(line.at)));
    }

    const shown = { item, words, line, said: 0, aloud: false };
    this.#lines.set(line.id, shown);
    this.#list.append(item);
    return shown;
  }

  /** A line that is gone while it was being heard was cut off before its first word was out. */
  #remove(shown) {
    shown.item.remove();
    if (this.#speaking.delete(shown)) {
      this.#voices.cut(this.#member, shown.line);
    }
  }

  #draw(shown) {
    const { line, words } = shown;
    const share = line.ms > 0 && !endless.includes(line.kind) ? (this.#clock.now - line.at) / line.ms : 1;
    const text = sounds[line.kind] ?? line.text;
    const out = line.cut || share >= 1 ? text : spoken(text, share);
    setText(words, out + (line.cut ? ' …' : ''));
    const speaks = share < 1 && !line.cut;
    shown.item.classList.toggle('cut', line.cut);
    shown.item.classList.toggle('speaking', speaks);
    if (speaks) {
      this.#speaking.add(shown);
    } else {
      this.#speaking.delete(shown);
    }

    this.#sayAloud(shown, share);
    this.#announce(shown, text, out);
  }

  /** What is heard is spoken by the browser as it begins, and stops when it is cut off. */
  #sayAloud(shown, share) {
    const { line } = shown;
    if (line.kind !== 'speech' && line.kind !== 'voice') {
      return;
    }

    if (line.cut) {
      this.#voices.cut(this.#member, line);
    } else if (!shown.aloud && share >= 0) {
      shown.aloud = true;
      if (share < 1) {
        this.#voices.heard(this.#member, line);
      }
    }
  }

  // A sentence is announced when its first word is out, so that a screen reader is neither ahead by a whole speech nor late for a key.
  #announce(shown, text, out) {
    if (shown.line.kind !== 'speech' && shown.line.kind !== 'voice') {
      return;
    }

    let start = 0;
    for (const [index, sentence] of (text.match(/[^.?!]+[.?!]*\s*/g) ?? []).entries()) {
      if (index >= shown.said && out.length > start) {
        shown.said = index + 1;
        if (isAttended(this.#card) && !this.#voices.speaksFor(this.#member)) {
          announce(`${this.#member.name} hears: ${sentence.trim()}`);
        }
      }

      start += sentence.length;
    }
  }

  #arrow(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const bodies = [...this.#list.querySelectorAll('button.line-body')];
    if (step && bodies.length > 0) {
      event.preventDefault();
      const at = bodies.indexOf(document.activeElement);
      const next = at < 0 ? bodies.length - 1 : Math.min(bodies.length - 1, Math.max(0, at + step));
      bodies[next].focus();
    }
  }
}

function whose(line) {
  switch (line.kind) {
    case 'speech': return 'SpotterBot:';
    case 'voice': return `${line.who}:`;
    case 'said': return 'said:';
    case 'pressed': return 'pressed';
    case 'tone': return line.who ? `${line.who} keys` : 'keyed:';
    default: return '';
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
