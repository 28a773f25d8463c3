// What is said to whoever does not see the page: everything about the phone they are at, and of the others only that they ring.
import { element } from './dom.js';

const kept = 20;
let attended = null;

document.addEventListener('focusin', event => {
  attended = event.target.closest('.phone') ?? attended;
});

/** Whether this phone is the one that the focus is on, or was on last. */
export function isAttended(card) {
  return attended === card;
}

export function announce(text) {
  const announcer = document.getElementById('announcer');
  announcer.append(element('p', {}, text));
  while (announcer.childElementCount > kept) {
    announcer.firstElementChild.remove();
  }
}
