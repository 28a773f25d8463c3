// The desk's time, carried on between two messages from the desk, and the buttons that set its speed.
import { send } from './commands.js';
import { setText, timeOfDay } from './dom.js';

/** The desk holds its clock back now and then; what was told last is not run far ahead of. */
const aheadMost = 400;

export class Clock {
  #at = 0;
  #stamp = 0;
  #output;
  #buttons;
  #told = [];

  /** Desk seconds per real second; 0 while paused. */
  speed = 1;

  /** The speed is left to the story that is being told. */
  isStorys = false;

  constructor(root) {
    this.#output = root.querySelector('#time');
    this.#buttons = [...root.querySelectorAll('[data-speed]')];
    for (const button of this.#buttons) {
      button.addEventListener('click', () => Number(button.dataset.speed) === 0 ? this.pauseOrGoOn() : send('clock', { speed: Number(button.dataset.speed) }));
    }
  }

  /** Milliseconds since 1970 on the desk's clock. */
  get now() {
    const real = Math.min(performance.now() - this.#stamp, aheadMost);
    return this.#at === 0 ? 0 : this.#at + real * this.speed;
  }

  get isPaused() {
    return this.speed === 0;
  }

  onSpeed(told) {
    this.#told.push(told);
  }

  leaveToStory() {
    return send('clock', { storys: true });
  }

  pauseOrGoOn() {
    return send('clock', this.isPaused ? { goOn: true } : { speed: 0 });
  }

  show({ now, speed, storys }) {
    const changed = this.speed !== speed || this.isStorys !== storys;
    this.#at = now;
    this.speed = speed;
    this.isStorys = storys;
    this.#stamp = performance.now();
    document.documentElement.classList.toggle('paused', this.isPaused);
    for (const button of this.#buttons) {
      const own = Number(button.dataset.speed);
      button.setAttribute('aria-pressed', String(own === speed && (own === 0 || !storys)));
    }

    this.tick();
    if (changed) {
      this.#told.forEach(told => told());
    }
  }

  tick() {
    setText(this.#output, this.#at === 0 ? '' : timeOfDay(this.now));
  }
}
