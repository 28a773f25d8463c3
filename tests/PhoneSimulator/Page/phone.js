// One phone on the table, put together from its parts.
import { announce, isAttended } from './announcer.js';
import { Bubbles } from './bubbles.js';
import { sendToPhone } from './commands.js';
import { element, newId, setText } from './dom.js';
import { field } from './field.js';
import { Handset } from './handset.js';
import { HoldToTalk } from './hold-to-talk.js';
import { icon } from './icons.js';
import { Keypad } from './keypad.js';
import { Settings } from './settings.js';
import { Tabs } from './tabs.js';
import { Transcript } from './transcript.js';

const icons = { ringing: 'bell', talking: 'wave', calling: 'receiver', idle: 'moon' };

export class Phone {
  #member;
  #state;
  #clock;
  #status = element('span', { className: 'status' });
  #statusIcon = element('span', { className: 'status-icon' });
  #timer = element('span', { className: 'timer' });
  #tabs = null;
  #bubbles = null;
  #transcript;
  #handset;
  #keypad;
  #hold;
  #settings;

  constructor(member, lines, clock, voices) {
    this.#member = member;
    this.#clock = clock;
    const act = (action, body) => sendToPhone(member.number, action, body);
    this.#handset = new Handset(act, () => this.#settings.dialling);
    this.#keypad = new Keypad(member.name, act);
    this.#settings = new Settings(member, lines, act);
    const say = field('Say', 'say', member.name, act, 'Type to say it');
    this.#hold = new HoldToTalk(member.name, say.input, text => act('say', { text }));
    say.form.prepend(this.#hold.button);
    const title = newId('title');
    this.card = element('section', {
      className: `phone ${member.role}`, id: `phone${member.number.replace('+', '-')}`, 'aria-labelledby': title, tabIndex: -1,
    });
    this.#transcript = new Transcript(member, clock, voices, this.card);
    this.card.append(...this.#parts(title, act, say, voices));
    this.card.addEventListener('keydown', event => this.#keypad.take(event));
    this.jump = element('a', { className: 'jump', href: `#${this.card.id}` }, element('span', { className: 'jump-mark', 'aria-hidden': 'true' }), member.name);
  }

  get name() {
    return this.#member.name;
  }

  /** Something worth looking at has just happened on it: a call, or a text. */
  onStir = () => {};

  show(state) {
    const before = this.#state;
    this.#state = state;
    if (before?.status !== state.status) {
      this.card.dataset.status = this.jump.dataset.status = state.status;
      this.#statusIcon.replaceChildren(icon(state.room ? 'people' : icons[state.status]));
    }

    setText(this.#status, statusWords(state));
    this.#announceChange(before, state);
    this.#handset.show(state);
    this.#hold.show(state);
    this.#settings.show(state);
    this.#transcript.show(state.lines);
    this.#bubbles?.show(state.texts, this.#tabs.isOpen('texts'));
    this.#turnTo(before, state);
    this.#countUnread();
    this.tick();
  }

  tick() {
    this.#transcript.tick();
    const on = this.#state?.status === 'talking' && this.#state.sinceMs;
    setText(this.#timer, on ? duration(this.#clock.now - this.#state.sinceMs) : '');
  }

  #parts(title, act, say, voices) {
    const plate = element('header', { className: 'plate' },
      element('h2', { id: title }, this.#member.name),
      element('span', { className: 'number' }, readable(this.#member.number)));
    const aloud = voices.toggle(this.#member);
    const bar = element('div', { className: 'status-bar' }, this.#statusIcon, this.#status, this.#timer, aloud);
    const controls = element('div', { className: 'controls' }, this.#handset.root, this.#keypad.root, say.form);
    const screen = element('div', { className: 'screen' }, bar);
    if (!this.#member.texts) {
      screen.append(this.#transcript.root);
      return [plate, element('div', { className: 'case' }, screen, controls, this.#settings.root)];
    }

    const text = field('Text', 'text', this.#member.name, act, 'Type a text');
    this.#bubbles = new Bubbles(this.#member.name);
    // A flip phone's keys stay where they are; a smartphone's keypad is part of what the call shows.
    const flip = this.#member.role === 'caller';
    this.#tabs = new Tabs(this.#member.name, [
      { id: 'call', label: 'Call', panel: flip ? [this.#transcript.root] : [this.#transcript.root, controls] },
      { id: 'texts', label: 'Texts', panel: flip ? [this.#bubbles.root] : [this.#bubbles.root, text.form] },
    ], () => this.#countUnread());
    screen.append(this.#tabs.list, ...this.#tabs.panels);
    if (!flip) {
      return [plate, element('div', { className: 'case' }, screen, this.#settings.root)];
    }

    text.form.classList.add('under-texts');
    controls.append(text.form);
    this.card.dataset.tab = 'call';
    this.#tabs.onTurn = id => { this.card.dataset.tab = id; };
    return [plate,
      element('div', { className: 'case lid' }, screen),
      element('div', { className: 'hinge', 'aria-hidden': 'true' }),
      element('div', { className: 'case base' }, controls, this.#settings.root)];
  }

  /** As a phone does: a call takes the screen, a text shows when nothing else does. Not under the hands of whoever is using it. */
  #turnTo(before, state) {
    if (!before) {
      return;
    }

    const rings = before.status !== state.status && state.status !== 'idle';
    const texted = state.texts.length > 0 && state.texts.at(-1).id !== before.texts.at(-1)?.id;
    if (rings || texted) {
      this.onStir(rings ? 'call' : 'text');
    }

    if (!this.#tabs || this.card.contains(document.activeElement)) {
      return;
    }

    if (rings) {
      this.#tabs.open('call');
    } else if (texted && state.status === 'idle') {
      this.#tabs.open('texts');
    }
  }

  #countUnread() {
    if (this.#tabs) {
      this.#tabs.badge('texts', this.#bubbles.unread(this.#tabs.isOpen('texts')));
    }
  }

  #announceChange(before, state) {
    if (before && before.status !== state.status) {
      if (state.status === 'ringing') {
        announce(`${this.#member.name}'s phone rings: ${state.with}`);
      } else if (isAttended(this.card)) {
        announce(`${this.#member.name}: ${statusWords(state)}`);
      }
    }

    const newest = state.texts.at(-1);
    if (before && newest && !newest.mine && newest.id !== before.texts.at(-1)?.id && isAttended(this.card)) {
      announce(`${this.#member.name} gets a text: ${newest.body}`);
    }
  }
}

function statusWords(state) {
  switch (state.status) {
    case 'ringing': return `rings: ${state.with}`;
    case 'calling': return `calls ${state.with}`;
    case 'talking': return !state.room ? `on the line with ${state.with}`
      : state.room.length === 0 ? 'waits for others'
      : `joined with ${state.room.join(' and ')}`;
    default: return 'idle';
  }
}

/** A North American number as it is read: 905 555 0110. */
function readable(number) {
  return number.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '$1 $2 $3');
}

function duration(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
