// The phones on the table, the way to each of them, the place for one more, and the following of a story from phone to phone where only one fits.
import { send } from './commands.js';
import { element, newId } from './dom.js';

const oneAtATime = window.matchMedia('(max-width: 44rem)');
const lessMotion = window.matchMedia('(prefers-reduced-motion: reduce)');

export class Table {
  #root;
  #jumps;
  #toTimeline = element('a', { className: 'jump', href: '#timeline' }, 'Timeline');
  #console = element('div', { className: 'console' }, element('div', { className: 'console-plate', 'aria-hidden': 'true' },
    element('span', {}, 'EMS dispatch'), element('span', { className: 'vents' })), element('div', { className: 'console-lines' }));
  #another = anotherPhone();
  #follows = null;

  constructor(root, jumps) {
    this.#root = root;
    this.#jumps = jumps;
    root.append(this.#another);
    jumps.append(element('a', { className: 'jump', href: `#${this.#another.id}` }, 'Another phone'), this.#toTimeline);
  }

  /** Lays a phone down, after those that lie there. */
  lay(member, phone) {
    phone.onStir = what => this.#goTo(phone.card, what);
    if (member.role === 'ems') {
      if (!this.#console.isConnected) {
        this.#another.before(this.#console);
      }

      this.#console.lastElementChild.append(phone.card);
    } else {
      this.#another.before(phone.card);
    }

    phone.jump.addEventListener('click', event => {
      event.preventDefault();
      goToPhone(phone);
    });
    this.#toTimeline.previousElementSibling.before(phone.jump);
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

export function goToPhone(phone) {
  showPhone(phone.card);
  phone.card.focus({ preventScroll: true });
}

/** Brings a phone before the eyes: along the table where one lies at a time, and clear of the bar. */
function showPhone(card) {
  const behavior = lessMotion.matches ? 'auto' : 'smooth';
  const table = card.closest('.table');
  const [place, frame] = [card.getBoundingClientRect(), table.getBoundingClientRect()];
  table.scrollBy({ left: place.left + place.width / 2 - frame.left - frame.width / 2, behavior });
  const bar = document.getElementById('bar').getBoundingClientRect().bottom;
  if (place.top < bar || place.top > window.innerHeight / 2) {
    window.scrollBy({ top: place.top - bar - 12, behavior });
  }
}

/** Where a further phone is put on the table: whoever a visitor needs, with a number of their own. */
function anotherPhone() {
  const name = element('input', { id: newId('name'), type: 'text', maxLength: 20, autocomplete: 'off', placeholder: 'Cleo' });
  const number = element('input', { id: newId('number'), type: 'tel', maxLength: 20, autocomplete: 'off', placeholder: '905 555 0150', required: true });
  const title = newId('title');
  const form = element('form', {},
    element('label', { for: name.id }, 'Name'), name,
    element('label', { for: number.id }, 'Number'), number,
    element('button', { type: 'submit' }, 'Put it on the table'));
  form.addEventListener('submit', async event => {
    event.preventDefault();
    if (await send('phones', { name: name.value, number: number.value })) {
      form.reset();
    }
  });
  return element('section', { className: 'another', id: 'another', 'aria-labelledby': title, tabIndex: -1 },
    element('h2', { id: title }, 'Another phone'),
    element('p', {}, 'A third peer, a shared phone, somebody to reach first. On the roster by the coordinator\'s text: ADD Cleo 905 555 0150 fr'),
    form);
}
