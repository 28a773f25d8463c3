// A button to hold down while speaking, where the browser can listen; where it cannot, it says so and leads to the field to type in.
import { announce } from './announcer.js';
import { element, enable } from './dom.js';
import { icon } from './icons.js';

const holdKeys = [' ', 'Enter'];

export class HoldToTalk {
  #field;
  #say;
  #hint;
  #recognition = null;
  #heard = '';

  /** @param say what to do with the words that were recognised */
  constructor(owner, field, say) {
    this.#field = field;
    this.#say = say;
    this.#hint = field.placeholder;
    this.button = element('button', {
      type: 'button', className: 'hold', disabled: true, 'aria-pressed': 'false', 'aria-label': `Hold to talk: ${owner}`, title: 'Hold to talk',
    }, icon('mic'));
    this.button.addEventListener('pointerdown', event => this.#down(event, () => this.button.setPointerCapture(event.pointerId)));
    for (const up of ['pointerup', 'pointercancel', 'blur']) {
      this.button.addEventListener(up, () => this.#up());
    }

    this.button.addEventListener('keydown', event => holdKeys.includes(event.key) && (event.repeat ? event.preventDefault() : this.#down(event)));
    this.button.addEventListener('keyup', event => holdKeys.includes(event.key) && this.#up());
    this.button.addEventListener('contextmenu', event => event.preventDefault());
  }

  /** Nobody listens to a phone that is on no call. */
  show({ status }) {
    enable(this.button, status === 'talking');
    if (this.button.disabled) {
      this.#up();
    }
  }

  #down(event, capture = () => {}) {
    event.preventDefault();
    if (this.button.disabled || this.#recognition) {
      return;
    }

    const Recognition = window.SpeechRecognition ?? window.webkitSpeechRecognition;
    if (!Recognition) {
      this.#typeInstead('This browser cannot listen: type it');
      return;
    }

    capture();
    this.button.focus();
    this.#listen(new Recognition());
  }

  #listen(recognition) {
    this.#heard = '';
    recognition.lang = 'en-US';
    recognition.continuous = true;
    recognition.interimResults = true;
    recognition.onresult = event => {
      this.#heard = Array.from(event.results, result => result[0].transcript).join(' ').replace(/\s+/g, ' ').trim();
      this.#field.value = this.#heard;
    };
    recognition.onerror = event => {
      if (event.error !== 'no-speech' && event.error !== 'aborted') {
        this.#over(recognition);
        this.#typeInstead('The microphone cannot be used: type it');
      }
    };
    recognition.onend = () => {
      if (this.#over(recognition) && this.#heard) {
        this.#field.value = '';
        this.#say(this.#heard);
      }
    };
    this.#recognition = recognition;
    this.#show('Listening …', true);
    recognition.start();
  }

  #up() {
    this.#recognition?.stop();
  }

  #over(recognition) {
    if (this.#recognition !== recognition) {
      return false;
    }

    this.#recognition = null;
    this.#show(this.#hint, false);
    return true;
  }

  #show(hint, listening) {
    this.#field.placeholder = hint;
    this.button.setAttribute('aria-pressed', String(listening));
  }

  #typeInstead(why) {
    this.#field.placeholder = why;
    announce(why);
    this.#field.focus();
  }
}
