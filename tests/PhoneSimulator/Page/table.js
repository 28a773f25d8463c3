// The phones on the table, the way to each of them, and the following of a story from phone to phone where only one fits.
import { element } from './dom.js';

const oneAtATime = window.matchMedia('(max-width: 44rem)');
const lessMotion = window.matchMedia('(prefers-reduced-motion: reduce)');

export class Table {
  #root;
  #follows = null;

  constructor(root, jumps, members, phones) {
    this.#root = root;
    const console = element('div', { className: 'console' }, element('div', { className: 'console-plate', 'aria-hidden': 'true' },
      element('span', {}, 'EMS dispatch'), element('span', { className: 'vents' })), element('div', { className: 'console-lines' }));
    for (const member of members) {
      const phone = phones.get(member.number);
      phone.onStir = what => this.#goTo(phone.card, what);
      if (member.role === 'ems') {
        root.append(console);
        console.lastElementChild.append(phone.card);
      } else {
        root.append(phone.card);
      }

      phone.jump.addEventListener('click', event => {
        event.preventDefault();
        showPhone(phone.card);
        phone.card.focus({ preventScroll: true });
      });
      jumps.append(phone.jump);
    }

    const toTimeline = element('a', { className: 'jump', href: '#timeline' }, 'Timeline');
    jumps.append(toTimeline);
  }

  /** @param follows whether to follow now; false when there is nothing to */
  follow(follows) {
    this.#follows = follows || null;
  }

  /** A text is worth a look only where nobody is on a call. */
  #goTo(card, what) {
    const calls = this.#root.querySelector('[data-status="ringing"], [data-status="talking"]');
    if (oneAtATime.matches && this.#follows?.() && (what === 'call' || !calls)) {
      showPhone(card);
    }
  }
}

/** Brings a phone before the eyes: along the table where one lies at a time, and clear of the bar. */
export function showPhone(card) {
  const behavior = lessMotion.matches ? 'auto' : 'smooth';
  const table = card.closest('.table');
  const [place, frame] = [card.getBoundingClientRect(), table.getBoundingClientRect()];
  table.scrollBy({ left: place.left + place.width / 2 - frame.left - frame.width / 2, behavior });
  const bar = document.getElementById('bar').getBoundingClientRect().bottom;
  if (place.top < bar || place.top > window.innerHeight / 2) {
    window.scrollBy({ top: place.top - bar - 12, behavior });
  }
}
