// One phone on the desk: what it shows, and what can be done with it.
import { sendToPhone } from './commands.js';
import { announce, element, newId, timeOfDay } from './dom.js';
import { Transcript } from './transcript.js';

const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];
const keyNames = { '*': 'star', '#': 'pound' };

export class Phone {
  #member;
  #state;
  #status;
  #answer;
  #decline;
  #hangUp;
  #dial;
  #bubbles;
  #transcript;
  #behaviour;
  #landline;
  #hidden;
  #shown = new Map();

  constructor(member, lines, clock) {
    this.#member = member;
    this.#transcript = new Transcript(member.name, clock);
    this.card = this.#build(lines);
    this.jump = element('a', { className: 'jump', href: `#${this.card.id}` }, member.name);
  }

  show(state) {
    const before = this.#state;
    this.#state = state;
    this.card.dataset.status = this.jump.dataset.status = state.status;
    this.#status.textContent = statusWords(state);
    if (before && before.status !== state.status && state.status === 'ringing') {
      announce(`${this.#member.name}'s phone rings: ${state.with}`);
    }

    this.#answer.disabled = this.#decline.disabled = state.status !== 'ringing';
    this.#hangUp.disabled = state.status !== 'talking' && state.status !== 'calling';
    this.#dial.disabled = state.status !== 'idle';
    if (document.activeElement !== this.#behaviour) {
      this.#behaviour.value = state.behaviour;
    }

    if (this.#landline) {
      this.#landline.checked = state.landline;
    }

    this.#transcript.show(state.lines);
    this.#showTexts(state.texts);
  }

  tick() {
    this.#transcript.tick();
  }

  #do(action, body) {
    return sendToPhone(this.#member.number, action, body);
  }

  #build(lines) {
    const title = newId('title');
    this.#status = element('p', { className: 'status' });
    this.#answer = this.#button('Answer', 'answer', 'go');
    this.#decline = this.#button('Decline', 'decline', 'stop');
    this.#hangUp = this.#button('Hang up', 'hang-up', 'stop');
    const card = element('section', { className: `phone ${this.#member.role}`, id: `phone${this.#member.number.replace('+', '-')}`, 'aria-labelledby': title },
      element('header', {},
        element('h2', { id: title }, this.#member.name),
        element('span', { className: 'number' }, this.#member.number)),
      this.#status,
      this.#transcript.root,
      element('div', { className: 'row calls' }, this.#answer, this.#decline, this.#hangUp),
      this.#keypad(),
      this.#field('Say', 'say'));
    if (this.#member.texts) {
      this.#bubbles = element('ol', { className: 'bubbles', tabIndex: 0, role: 'log', 'aria-label': `Texts on the phone: ${this.#member.name}` });
      card.append(this.#bubbles, this.#field('Text', 'text'));
    }

    card.append(this.#dialler(lines), this.#settings());
    return card;
  }

  #button(label, action, look) {
    const button = element('button', { type: 'button', className: look, disabled: true }, label);
    button.addEventListener('click', () => this.#do(action));
    return button;
  }

  #keypad() {
    const pad = element('div', { className: 'keypad', role: 'group', 'aria-label': `Keypad: ${this.#member.name}` });
    for (const key of keys) {
      const button = element('button', { type: 'button', 'aria-label': keyNames[key] ?? key }, key);
      button.addEventListener('click', () => this.#do('press', { keys: key }));
      pad.append(button);
    }

    return pad;
  }

  #field(label, action) {
    const id = newId(action);
    const input = element('input', { id, type: 'text', maxLength: 1600, autocomplete: 'off', 'aria-label': `${label}: ${this.#member.name}` });
    const form = element('form', { className: 'row field' },
      element('label', { for: id }, label), input, element('button', { type: 'submit', 'aria-label': `Send: ${label}` }, 'Send'));
    form.addEventListener('submit', async event => {
      event.preventDefault();
      const text = input.value.trim();
      if (text.length > 0 && await this.#do(action, { text })) {
        input.value = '';
      }
    });
    return form;
  }

  #dialler(lines) {
    const id = newId('line');
    const choice = element('select', { id }, ...lines.map(line => element('option', { value: line.number }, line.label)));
    if (this.#member.role === 'ems') {
      choice.value = lines[1].number;
    }

    this.#dial = element('button', { type: 'submit' }, 'Call');
    const form = element('form', { className: 'row field' }, element('label', { for: id }, 'Call'), choice, this.#dial);
    form.addEventListener('submit', event => {
      event.preventDefault();
      this.#do('dial', { to: choice.value, on: this.#hidden?.checked ?? false });
    });
    return form;
  }

  #settings() {
    const id = newId('behaviour');
    this.#behaviour = element('select', { id }, ...this.#member.behaviours.map(b => element('option', { value: b.id }, b.label)));
    this.#behaviour.addEventListener('change', () => this.#do('behave', { behaviour: this.#behaviour.value }));
    const settings = element('div', { className: 'settings' },
      element('div', { className: 'row field' }, element('label', { for: id }, 'When it rings'), this.#behaviour));
    if (this.#member.texts) {
      this.#landline = element('input', { type: 'checkbox' });
      this.#landline.addEventListener('change', () => this.#do('landline', { on: this.#landline.checked }));
      this.#hidden = element('input', { type: 'checkbox' });
      settings.append(element('div', { className: 'row' },
        element('label', {}, this.#landline, ' landline, gets no texts'),
        element('label', {}, this.#hidden, ' hides its number')));
    }

    return settings;
  }

  #showTexts(texts) {
    if (!this.#bubbles) {
      return;
    }

    const follows = this.#bubbles.scrollTop + this.#bubbles.clientHeight >= this.#bubbles.scrollHeight - 24;
    const wanted = new Set(texts.map(text => text.id));
    for (const [id, item] of this.#shown) {
      if (!wanted.has(id)) {
        item.remove();
        this.#shown.delete(id);
      }
    }

    for (const text of texts) {
      if (!this.#shown.has(text.id)) {
        const item = element('li', { className: text.mine ? 'bubble mine' : 'bubble' },
          element('span', { className: 'body' }, text.body), element('time', {}, timeOfDay(text.at)));
        this.#shown.set(text.id, item);
        this.#bubbles.append(item);
      }
    }

    if (follows) {
      this.#bubbles.scrollTop = this.#bubbles.scrollHeight;
    }
  }
}

function statusWords(state) {
  switch (state.status) {
    case 'ringing': return `rings: ${state.with}`;
    case 'calling': return `calls ${state.with}`;
    case 'talking': return state.inRoom ? 'on the line, joined with others' : `on the line with ${state.with}`;
    default: return 'idle';
  }
}
