// The sessions as they stand in the program's store: where the ladder is, and what happened when.
import { element, timeOfDay } from './dom.js';

export class Sessions {
  #root;
  #hint;
  #clock;
  #cards = new Map();

  constructor(root, hint, clock) {
    this.#root = root;
    this.#hint = hint;
    this.#clock = clock;
  }

  show(sessions) {
    this.#hint.hidden = sessions.length > 0;
    const wanted = new Set(sessions.map(session => session.id));
    for (const [id, card] of this.#cards) {
      if (!wanted.has(id)) {
        card.root.remove();
        this.#cards.delete(id);
      }
    }

    for (const [index, session] of sessions.entries()) {
      const card = this.#cards.get(session.id) ?? this.#add(session);
      card.show(session);
      if (this.#root.children[index] !== card.root) {
        this.#root.insertBefore(card.root, this.#root.children[index] ?? null);
      }
    }
  }

  tick() {
    for (const card of this.#cards.values()) {
      card.tick();
    }
  }

  #add(session) {
    const card = new SessionCard(session, this.#clock);
    this.#cards.set(session.id, card);
    return card;
  }
}

class SessionCard {
  #clock;
  #session;
  #now = element('p', { className: 'now', role: 'status' });
  #count = element('p', { className: 'count' });
  #ladder = element('div', { className: 'ladder', 'aria-hidden': 'true' });
  #needle = element('div', { className: 'needle' });
  #people = element('ul', { className: 'people' });
  #history = element('tbody');
  #entries = 0;
  #marks = '';

  constructor(session, clock) {
    this.#clock = clock;
    this.root = element('section', { className: 'session', 'aria-label': `Session ${session.letter} ${session.id}` },
      element('h3', {}, `Session ${session.letter}`, element('span', { className: 'rhythm' })),
      this.#now, this.#count, this.#ladder, this.#people,
      element('table', {},
        element('caption', { className: 'unseen' }, 'What happened, and when, counted from the moment the check-in was due'),
        element('thead', { className: 'unseen' }, element('tr', {},
          element('th', { scope: 'col' }, 'time'), element('th', { scope: 'col' }, 'from due'), element('th', { scope: 'col' }, 'what'))),
        this.#history));
  }

  show(session) {
    this.#session = session;
    this.root.classList.toggle('closed', !session.open);
    this.root.querySelector('.rhythm').textContent = session.rhythm;
    setText(this.#now, session.now);
    this.#people.replaceChildren(...session.people.map(text => element('li', {}, text)));
    this.#people.hidden = session.people.length === 0;
    this.#drawMarks(session.marks);
    for (const entry of session.history.slice(this.#entries)) {
      this.#history.prepend(element('tr', { 'data-kind': entry.kind },
        element('td', { className: 'at' }, timeOfDay(entry.at)),
        element('td', { className: 'from' }, entry.fromDue === null ? '' : seconds(entry.fromDue)),
        element('td', {}, entry.label)));
    }

    this.#entries = session.history.length;
    this.tick();
  }

  tick() {
    const { zero, marks } = this.#session;
    if (zero === null) {
      setText(this.#count, '');
      return;
    }

    const since = (this.#clock.now - zero) / 1000;
    const bound = marks.find(mark => mark.label === 'bound');
    setText(this.#count, since < 0
      ? `due in ${Math.ceil(-since)} s`
      : `${Math.floor(since)} s since it was due${bound ? `; bound ${bound.seconds} s` : ''}`);
    this.#needle.style.setProperty('--at', String(Math.min(1, Math.max(0, since / scale(marks)))));
    this.#needle.hidden = since < 0;
  }

  #drawMarks(marks) {
    const drawn = JSON.stringify(marks);
    if (drawn === this.#marks) {
      return;
    }

    this.#marks = drawn;
    this.#ladder.hidden = marks.length === 0;
    const full = scale(marks);
    this.#ladder.replaceChildren(this.#needle, ...marks.map((mark, index) => {
      const shown = element('div', { className: `mark ${mark.label === 'bound' ? 'bound' : ''} ${index % 2 ? 'low' : 'high'}` },
        element('span', {}, `${mark.label} ${mark.seconds ? seconds(mark.seconds) : ''}`));
      shown.style.setProperty('--at', String(Math.min(1, Math.max(0, mark.seconds / full))));
      return shown;
    }));
  }
}

function scale(marks) {
  return Math.max(1, ...marks.map(mark => mark.seconds));
}

function seconds(count) {
  return `${count < 0 ? '−' : '+'}${Math.abs(count)} s`;
}

function setText(target, text) {
  if (target.textContent !== text) {
    target.textContent = text;
  }
}
