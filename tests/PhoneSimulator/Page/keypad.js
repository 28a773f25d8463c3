// Twelve keys. Typed digits press them too, while the phone has the focus.
import { element } from './dom.js';

const keys = [
  ['1', ''], ['2', 'ABC'], ['3', 'DEF'], ['4', 'GHI'], ['5', 'JKL'], ['6', 'MNO'],
  ['7', 'PQRS'], ['8', 'TUV'], ['9', 'WXYZ'], ['*', ''], ['0', '+'], ['#', ''],
];
const names = { '*': 'star', '#': 'pound' };
const downFor = 160;

export class Keypad {
  #act;
  #buttons = new Map();

  constructor(owner, act) {
    this.#act = act;
    this.root = element('div', { className: 'keypad', role: 'group', 'aria-label': `Keypad: ${owner}` });
    for (const [key, letters] of keys) {
      const button = element('button', { type: 'button', className: 'key', 'aria-label': names[key] ?? key },
        element('span', { className: 'digit' }, key), element('span', { className: 'letters', 'aria-hidden': 'true' }, letters));
      button.addEventListener('click', () => this.#press(key));
      this.#buttons.set(key, button);
      this.root.append(button);
    }
  }

  /** A key of the keyboard, typed anywhere on the phone but into a field. */
  take(event) {
    const typing = event.target.matches('input, select, textarea');
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !this.#buttons.has(event.key)) {
      return;
    }

    event.preventDefault();
    if (!event.repeat) {
      this.#press(event.key);
    }
  }

  #press(key) {
    const button = this.#buttons.get(key);
    button.classList.add('down');
    setTimeout(() => button.classList.remove('down'), downFor);
    this.#act('press', { keys: key });
  }
}
