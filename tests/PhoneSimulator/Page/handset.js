// The green and the red button: as on a phone, what they do is what can be done now.
import { element, enable } from './dom.js';
import { icon } from './icons.js';

export class Handset {
  #green;
  #red;
  #status = 'idle';

  /** @param dialling what to dial, asked when it is dialled */
  constructor(act, dialling) {
    this.#green = labelled('go', 'receiver');
    this.#red = labelled('stop', 'down');
    this.#green.button.addEventListener('click', () => this.#status === 'ringing' ? act('answer') : act('dial', dialling()));
    this.#red.button.addEventListener('click', () => act(this.#status === 'ringing' ? 'decline' : 'hang-up'));
    this.root = element('div', { className: 'handset' }, this.#green.button, this.#red.button);
    this.show({ status: 'idle' });
  }

  show({ status }) {
    this.#status = status;
    const rings = status === 'ringing';
    this.#green.label.textContent = rings ? 'Answer' : 'Call';
    this.#red.label.textContent = rings ? 'Decline' : 'Hang up';
    enable(this.#green.button, status === 'idle' || rings);
    enable(this.#red.button, status !== 'idle');
  }
}

function labelled(look, drawn) {
  const label = element('span');
  return { label, button: element('button', { type: 'button', className: look }, icon(drawn), label) };
}
