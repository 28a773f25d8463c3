// The desk's time, carried on between two messages from the desk.
import { send } from './commands.js';
import { timeOfDay } from './dom.js';

export class Clock {
  #at = 0;
  #speed = 1;
  #stamp = 0;
  #output;
  #buttons;

  constructor(output, buttons) {
    this.#output = output;
    this.#buttons = [...buttons];
    for (const button of this.#buttons) {
      button.addEventListener('click', () => send('clock', { speed: Number(button.dataset.speed) }));
    }
  }

  /** Milliseconds since 1970 on the desk's clock. */
  get now() {
    // The desk holds its clock back now and then; what was told last is not run far ahead of.
    const real = Math.min(performance.now() - this.#stamp, 400);
    return this.#at === 0 ? 0 : this.#at + real * this.#speed;
  }

  show({ now, speed }) {
    this.#at = now;
    this.#speed = speed;
    this.#stamp = performance.now();
    for (const button of this.#buttons) {
      button.setAttribute('aria-pressed', String(Number(button.dataset.speed) === speed));
    }

    this.tick();
  }

  tick() {
    this.#output.textContent = this.#at === 0 ? '' : timeOfDay(this.now);
  }
}
