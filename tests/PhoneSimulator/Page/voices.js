// Lines spoken aloud by the browser, one at a time, each role with a voice of its own as far as the browser has any.
import { element } from './dom.js';
import { icon } from './icons.js';

/** Which of the browser's voices (counted round), how high, how fast. SpotterBot is one voice, a little different on every kind of phone. */
const speakers = {
  'SpotterBot on caller': { voice: 0, pitch: 1, rate: 1.1 },
  'SpotterBot on peer': { voice: 0, pitch: 1.1, rate: 1.1 },
  'SpotterBot on friend': { voice: 0, pitch: 1.05, rate: 1.1 },
  'SpotterBot on coordinator': { voice: 0, pitch: 0.95, rate: 1.1 },
  'SpotterBot on mentor': { voice: 0, pitch: 0.9, rate: 1.1 },
  'SpotterBot on further': { voice: 0, pitch: 1.15, rate: 1.1 },
  'SpotterBot on ems': { voice: 0, pitch: 0.85, rate: 1.05 },
  Caller: { voice: 1, pitch: 0.9, rate: 0.95 },
  Ana: { voice: 2, pitch: 1.25, rate: 1.1 },
  Ben: { voice: 3, pitch: 0.7, rate: 1.1 },
  'Second caller': { voice: 1, pitch: 1.2, rate: 1 },
  Mentor: { voice: 2, pitch: 0.85, rate: 1 },
  'EMS desk': { voice: 4, pitch: 0.8, rate: 1.15 },
  'EMS backup': { voice: 5, pitch: 1.15, rate: 1.15 },
};
const anybody = { voice: 6, pitch: 1, rate: 1.1 };

/** At real time a line may wait for those before it, but not for many of them. */
const waitingMost = 3;

export class Voices {
  #clock;
  #on = new Set();
  #queue = [];
  #current = null;

  constructor(clock) {
    this.#clock = clock;
    clock.onSpeed(() => {
      if (clock.isPaused) {
        this.#silence();
      }
    });
  }

  get #synthesis() {
    return window.speechSynthesis;
  }

  /** The button that switches speaking aloud on for a phone. */
  toggle(member) {
    const button = element('button', {
      type: 'button', className: 'aloud', 'aria-pressed': 'false', 'aria-label': `Speak aloud: ${member.name}`,
    }, icon('speaker'));
    button.disabled = !this.#synthesis;
    button.title = this.#synthesis ? 'Speak aloud what is heard here' : 'This browser has no voice';
    button.addEventListener('click', () => {
      const on = !this.#on.delete(member.number);
      if (on) {
        this.#on.add(member.number);
      } else {
        this.#stop(each => each.number === member.number);
      }

      button.setAttribute('aria-pressed', String(on));
    });
    return button;
  }

  speaksFor(member) {
    return this.#on.has(member.number);
  }

  /** A line begins to be heard. When time runs fast it is spoken only if nothing else is: nobody listens to a queue. */
  heard(member, line) {
    if (!this.speaksFor(member) || this.#clock.isPaused || (this.#clock.speed > 1 && (this.#current || this.#queue.length > 0))) {
      return;
    }

    this.#queue.push(spokenBy(member, line));
    while (this.#queue.length > waitingMost) {
      this.#queue.shift();
    }

    this.#next();
  }

  /** A line was cut off where it was heard. */
  cut(member, line) {
    this.#stop(each => each.number === member.number && each.id === line.id && !each.again);
  }

  /** A click on a line: it is spoken now, whatever else was. */
  again(member, line) {
    if (this.#synthesis) {
      this.#silence();
      this.#queue.push({ ...spokenBy(member, line), again: true });
      this.#next();
    }
  }

  #silence() {
    this.#stop(() => true);
  }

  #stop(which) {
    this.#queue = this.#queue.filter(each => !which(each));
    if (this.#current && which(this.#current)) {
      this.#current = null;
      this.#synthesis.cancel();
      this.#next();
    }
  }

  #next() {
    if (this.#current || this.#queue.length === 0) {
      return;
    }

    const line = this.#queue.shift();
    this.#current = line;
    const utterance = new SpeechSynthesisUtterance(line.text);
    const { voice, pitch, rate } = speakers[line.speaker] ?? anybody;
    const english = this.#synthesis.getVoices().filter(each => each.lang.startsWith('en'));
    utterance.lang = 'en-US';
    utterance.voice = english.length > 0 ? english[voice % english.length] : null;
    utterance.pitch = pitch;
    utterance.rate = rate;
    utterance.onend = utterance.onerror = () => {
      if (this.#current === line) {
        this.#current = null;
        this.#next();
      }
    };
    this.#synthesis.speak(utterance);
  }
}

function spokenBy(member, line) {
  const speaker = line.kind === 'voice' ? line.who : line.kind === 'said' ? member.name : `SpotterBot on ${member.role}`;
  return { number: member.number, id: line.id, text: line.text, speaker };
}
