// What a phone does by itself, and what kind of phone it is.
import { element, newId, setText } from './dom.js';

export class Settings {
  #behaviour;
  #line;
  #summary = element('span', { className: 'manner' });
  #landline = null;
  #hidden = null;

  constructor(member, lines, act) {
    this.#behaviour = element('select', { id: newId('behaviour') }, ...member.behaviours.map(b => element('option', { value: b.id }, b.label)));
    this.#behaviour.addEventListener('change', () => act('behave', { behaviour: this.#behaviour.value }));
    this.#line = element('select', { id: newId('line') }, ...lines.map(line => element('option', { value: line.number }, line.label)));
    this.#line.value = lines[member.role === 'ems' ? 1 : 0].number;
    const body = element('div', { className: 'settings-body' },
      element('label', { for: this.#behaviour.id }, 'When it rings'), this.#behaviour,
      element('label', { for: this.#line.id }, 'It calls'), this.#line);
    if (member.texts) {
      this.#landline = element('input', { type: 'checkbox' });
      this.#landline.addEventListener('change', () => act('landline', { on: this.#landline.checked }));
      this.#hidden = element('input', { type: 'checkbox' });
      body.append(
        element('label', { className: 'check' }, this.#landline, ' landline, gets no texts'),
        element('label', { className: 'check' }, this.#hidden, ' hides its number'));
    }

    this.root = element('details', { className: 'settings' }, element('summary', {}, 'When it rings: ', this.#summary), body);
  }

  /** What a call from this phone is placed with. */
  get dialling() {
    return { to: this.#line.value, on: this.#hidden?.checked ?? false };
  }

  show({ behaviour, landline }) {
    if (document.activeElement !== this.#behaviour) {
      this.#behaviour.value = behaviour;
    }

    setText(this.#summary, this.#behaviour.querySelector(`option[value="${behaviour}"]`).textContent);
    if (this.#landline) {
      this.#landline.checked = landline;
    }
  }
}
