// The sessions as they stand in the program's store: a picture of each, and below it what happened when, in words.
import { drop, element, setText, timeOfDay } from './dom.js';
import { Picture } from './picture.js';
import { legend } from './signs.js';

export class Sessions {
  #dock;
  #root;
  #hint;
  #size;
  #clock;
  #cards = new Map();

  constructor(dock, clock) {
    this.#dock = dock;
    this.#root = dock.querySelector('#sessions');
    this.#hint = dock.querySelector('#no-session');
    this.#size = dock.querySelector('#dock-size');
    this.#clock = clock;
    dock.querySelector('#legend').append(...legend());
    this.#size.addEventListener('click', () => this.#resize());
    this.show([]);
  }

  show(sessions) {
    this.#hint.hidden = sessions.length > 0;
    this.#size.hidden = sessions.length === 0;
    this.#dock.classList.toggle('empty', sessions.length === 0);
    this.#root.dataset.open = String(sessions.filter(session => session.open).length);
    drop(this.#cards, sessions, card => card.root.remove());
    for (const [index, session] of sessions.entries()) {
      const card = this.#cards.get(session.id) ?? this.#add(session);
      if (this.#root.children[index] !== card.root) {
        this.#root.insertBefore(card.root, this.#root.children[index] ?? null);
      }

      card.show(session);
    }
  }

  tick() {
    this.#cards.forEach(card => card.tick());
  }

  #add(session) {
    const card = new SessionCard(session, this.#clock);
    this.#cards.set(session.id, card);
    return card;
  }

  #resize() {
    const large = this.#dock.classList.toggle('large');
    this.#size.setAttribute('aria-expanded', String(large));
    this.#size.textContent = large ? 'Smaller' : 'Larger';
  }
}

class SessionCard {
  #clock;
  #session;
  #now = element('p', { className: 'now', role: 'status' });
  #count = element('p', { className: 'count' });
  #rhythm = element('span', { className: 'rhythm' });
  #people = element('ul', { className: 'people' });
  #history = element('tbody');
  #picture;
  #entries = 0;

  constructor(session, clock) {
    this.#clock = clock;
    this.#picture = new Picture(clock);
    this.root = element('section', { className: 'session', 'aria-label': `Session ${session.letter} ${session.id}` },
      element('div', { className: 'session-head' },
        element('h3', {}, `Session ${session.letter}`), this.#now, this.#count, this.#rhythm),
      this.#picture.root,
      element('div', { className: 'session-words', tabIndex: 0, role: 'group', 'aria-label': `What happened in session ${session.letter}` },
        this.#people,
        element('table', {},
          element('caption', { className: 'unseen' }, 'What happened, newest first, with the time and the seconds from the moment the check-in was due'),
          element('thead', { className: 'unseen' }, element('tr', {},
            element('th', { scope: 'col' }, 'time'), element('th', { scope: 'col' }, 'from due'), element('th', { scope: 'col' }, 'what'))),
          this.#history)));
  }

  show(session) {
    this.#session = session;
    this.root.classList.toggle('closed', !session.open);
    setText(this.#rhythm, session.rhythm);
    setText(this.#now, session.now);
    this.#people.replaceChildren(...session.people.map(text => element('li', {}, text)));
    this.#people.hidden = session.people.length === 0;
    this.#picture.show(session.picture, session.open);
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
    const { zero, bound, metAfter } = this.#session;
    const since = zero === null ? null : (this.#clock.now - zero) / 1000;
    setText(this.#count, since === null ? ''
      : since < 0 ? `due in ${Math.ceil(-since)} s`
      : `${Math.floor(since)} s since due${bound === null ? '' : `; bound ${bound} s${metAfter === null ? '' : `, met after ${metAfter} s`}`}`);
    this.#picture.tick();
  }
}

function seconds(count) {
  return `${count < 0 ? '−' : '+'}${Math.abs(count)} s`;
}
