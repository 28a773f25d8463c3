// What can be broken on purpose: a switch for each, and a banner for as long as something is.
import { send } from './commands.js';
import { element } from './dom.js';
import { icon } from './icons.js';

const kinds = {
  PhoneCompanyDown: { short: 'Phone company', label: 'Phone company down', now: 'the phone company refuses every request' },
  WebhooksLost: { short: 'Webhooks', label: 'Webhooks lost', now: 'nothing the phone company tells reaches SpotterBot' },
  StoreDown: { short: 'Store', label: 'Store down', now: 'SpotterBot can neither read nor write' },
};

export class Faults {
  #banner;
  #buttons = new Map();

  constructor(root, banner) {
    this.#banner = banner;
    root.append(element('span', { className: 'group-name', 'aria-hidden': 'true' }, 'Break'));
    for (const [kind, { short, label, now }] of Object.entries(kinds)) {
      const button = element('button', { type: 'button', className: 'fault', 'aria-pressed': 'false', 'aria-label': label, title: `${label}: ${now}` }, short);
      button.addEventListener('click', () => send(`faults/${kind}`, { broken: button.getAttribute('aria-pressed') !== 'true' }));
      this.#buttons.set(kind, button);
      root.append(button);
    }
  }

  show(active) {
    for (const [kind, button] of this.#buttons) {
      button.setAttribute('aria-pressed', String(active.includes(kind)));
    }

    this.#banner.hidden = active.length === 0;
    if (active.length > 0) {
      const mend = element('button', { type: 'button', className: 'mend' }, 'Mend everything');
      mend.addEventListener('click', () => send('faults/mend'));
      this.#banner.replaceChildren(icon('broken'),
        element('span', {}, element('strong', {}, 'Broken on purpose: '), active.map(kind => kinds[kind].now).join('; '), '.'), mend);
    }
  }
}
