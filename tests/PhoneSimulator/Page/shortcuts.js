// Single keys that work anywhere but in a field: to a phone, to the timeline, pause, help. They can be switched off.
import { goToPhone } from './table.js';

const letters = { c: 'Caller', a: 'Ana', b: 'Ben', e: 'EMS desk', k: 'EMS backup', s: 'Second phone', o: 'Coordinator', m: 'Mentor', d: 'Second caller' };

export class Shortcuts {
  #actions = new Map();

  isOn = true;

  constructor(clock, phones, timeline) {
    for (const phone of phones.values()) {
      const letter = Object.keys(letters).find(key => letters[key] === phone.name);
      if (letter) {
        this.#add(letter, `go to ${phone.name}`, () => goToPhone(phone));
      }
    }

    this.#add('t', 'go to the timeline', () => timeline.focus());
    this.#add('p', 'pause, and go on', () => clock.pauseOrGoOn());
    document.addEventListener('keydown', event => this.#take(event));
  }

  /** [key, what it does], in order. */
  get list() {
    return [...this.#actions].map(([key, { what }]) => [key, what]);
  }

  onHelp(show) {
    this.#add('?', 'this help', show);
  }

  #add(key, what, act) {
    this.#actions.set(key, { what, act });
  }

  #take(event) {
    const typing = event.target.matches('input:not([type="checkbox"]), select, textarea') || document.querySelector('dialog[open]');
    const action = this.#actions.get(event.key);
    if (this.isOn && action && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      action.act();
    }
  }
}
