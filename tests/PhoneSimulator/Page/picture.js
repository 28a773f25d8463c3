// A session as a picture: lanes for who was rung and spoken with, signs for what happened, and the ladder with its bound across them.
import { stretch, ticks } from './axis.js';
import { drawing, newId, timeOfDay } from './dom.js';
import { bar, sign, words } from './signs.js';

// In units of the page's letters, so that the picture grows with them.
const laneHigh = 1.5;
const rowHigh = 1.2;
const axisHigh = 1.25;
const signSize = 1.15;
const right = 0.8;
const rightOfBound = 6.2;

const shortNames = { 'Second phone': '2nd phone', Coordinator: 'Coord.' };

export class Picture {
  #clock;
  #picture = null;
  #open = true;
  #drawn = '';
  #moving = [];
  #hatch = newId('hatch');
  #frame = drawing('svg', { class: 'picture', role: 'img' });

  constructor(clock) {
    this.#clock = clock;
    this.root = this.#frame;
    new ResizeObserver(() => this.#draw()).observe(this.#frame);
  }

  show(picture, open) {
    this.#picture = picture;
    this.#open = open;
    if (this.#frame.getAttribute('aria-label') !== picture.label) {
      this.#frame.setAttribute('aria-label', picture.label);
    }

    this.#draw();
  }

  /** What moves with the clock: now, and what still lasts. */
  tick() {
    this.#draw();
    for (const move of this.#moving) {
      move();
    }
  }

  /** Draws anew where anything but the time has changed. */
  #draw() {
    const width = this.#frame.clientWidth;
    if (!this.#picture || width === 0) {
      return;
    }

    const letter = parseFloat(getComputedStyle(this.#frame).fontSize);
    const [from, to] = stretch(this.#picture, this.#open, this.#clock.now, width);
    const drawn = JSON.stringify([this.#picture, this.#open, from, to, width, letter]);
    if (drawn === this.#drawn) {
      return;
    }

    this.#drawn = drawn;
    this.#moving = [];
    this.#compose(new Sheet(this.#picture, from, to, width, letter));
  }

  #compose(sheet) {
    this.#frame.setAttribute('viewBox', `0 0 ${sheet.width} ${sheet.height}`);
    this.#frame.setAttribute('height', sheet.height);
    const { ladders, lanes } = this.#picture;
    this.#frame.replaceChildren(
      drawing('defs', {}, hatching(this.#hatch, sheet.letter)),
      ...lanes.map((lane, index) => this.#laneGround(sheet, lane, index)),
      ...timesBelow(sheet),
      ...ladders.flatMap(ladder => climbed(sheet, ladder)),
      ...lanes.flatMap((lane, index) => this.#lane(sheet, lane, index)),
      ...ladders.flatMap((ladder, index) => ladderAcross(sheet, ladder, ladders.length - 1 - index)),
      ...(this.#open ? [this.#now(sheet)] : []));
  }

  #laneGround(sheet, lane, index) {
    const y = sheet.laneTop(index);
    return drawing('g', { class: `lane ${lane.kind}` },
      drawing('rect', { class: index % 2 ? 'lane-odd' : 'lane-even', x: 0, y, width: sheet.width, height: sheet.lane }),
      drawing('text', { class: 'lane-name', x: sheet.letter * 0.4, y: y + sheet.lane * 0.68 }, sheet.narrow ? shortNames[lane.name] ?? lane.name : lane.name));
  }

  #lane(sheet, lane, index) {
    const middle = sheet.laneTop(index) + sheet.lane / 2;
    const high = sheet.lane * 0.52;
    const bars = lane.bars.filter(each => (each.to ?? Infinity) >= sheet.from).map(each => {
      const x = sheet.x(Math.max(each.from, sheet.from));
      const made = bar(each.kind, x, middle - high / 2, 0, high);
      if (each.kind === 'ring') {
        made.setAttribute('fill', `url(#${this.#hatch})`);
      }

      const stretchTo = end => made.setAttribute('width', Math.max(2, sheet.x(end) - x));
      stretchTo(each.to ?? this.#clock.now);
      if (each.to === null && this.#open) {
        this.#moving.push(() => stretchTo(Math.min(this.#clock.now, sheet.to)));
      }

      return made;
    });
    return [...bars, ...signsOn(sheet, lane, middle)];
  }

  #now(sheet) {
    const made = drawing('g', { class: 'now-line' },
      drawing('line', { x1: 0, x2: 0, y1: sheet.top, y2: sheet.bottom }),
      drawing('path', { d: `M0 ${sheet.top + sheet.letter * 0.2}l-${sheet.letter * 0.4}-${sheet.letter * 0.5}h${sheet.letter * 0.8}z` }));
    const place = () => made.setAttribute('transform', `translate(${sheet.x(Math.min(this.#clock.now, sheet.to))} 0)`);
    place();
    this.#moving.push(place);
    return made;
  }
}

/** Signs on a lane, each with its word beside it where there is room before the next. */
function signsOn(sheet, lane, middle) {
  const shown = lane.signs.filter(each => each.at >= sheet.from);
  return shown.flatMap((each, index) => {
    const x = sheet.x(each.at);
    const made = sign(each.kind);
    made.setAttribute('transform', `translate(${x} ${middle}) scale(${(sheet.letter * signSize) / 20})`);
    made.append(drawing('title', {}, `${timeOfDay(each.at)} ${each.words}`));
    const start = x + sheet.letter * 0.8;
    const room = (index + 1 < shown.length ? sheet.x(shown[index + 1].at) - sheet.letter * 0.8 : sheet.width) - start;
    const word = lane.kind === 'checks' ? words[each.kind] : undefined;
    return word && room > sheet.wide(word, 0.9)
      ? [made, drawing('text', { class: 'sign-name', x: start, y: middle + sheet.letter * 0.3 }, word)]
      : [made];
  });
}

/** Where everything lies on a sheet of this width. */
class Sheet {
  constructor(picture, from, to, width, letter) {
    Object.assign(this, { from, to, width, letter });
    this.narrow = width < letter * 34;
    this.right = letter * (picture.ladders.some(ladder => ladder.running && ladder.bound !== null) ? rightOfBound : right);
    this.left = letter * (this.narrow ? 5.2 : 7.4);
    this.lane = letter * laneHigh;
    this.row = letter * rowHigh;
    // A row for the ladder's steps, and one for every way to measure against its bound.
    const measured = Math.max(0, ...picture.ladders.map(ladder => ladder.measures.length));
    const bound = picture.ladders.some(ladder => ladder.bound !== null);
    this.rows = bound || measured ? 1 + measured : 1;
    this.top = this.rows * this.row + letter * 0.3;
    this.bottom = this.top + this.lane * picture.lanes.length;
    this.height = this.bottom + letter * axisHigh;
  }

  x(at) {
    return this.left + ((at - this.from) / (this.to - this.from)) * (this.width - this.left - this.right);
  }

  /** About how wide words are. */
  wide(text, size = 1) {
    return text.length * this.letter * 0.66 * size;
  }

  laneTop(index) {
    return this.top + index * this.lane;
  }
}

function hatching(id, letter) {
  const apart = letter * 0.42;
  return drawing('pattern', { id, width: apart, height: apart, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
    drawing('rect', { class: 'hatch-ground', width: apart, height: apart }),
    drawing('rect', { class: 'hatch-line', width: apart / 2, height: apart }));
}

function timesBelow(sheet) {
  return ticks(sheet.from, sheet.to, sheet.width - sheet.left, sheet.letter * 7).flatMap(at => {
    const x = sheet.x(at);
    return [
      drawing('line', { class: 'grid', x1: x, x2: x, y1: sheet.top, y2: sheet.bottom }),
      ...x < sheet.width - sheet.letter * 2.2
        ? [drawing('text', { class: 'time-below', x, y: sheet.bottom + sheet.letter * 0.95, 'text-anchor': 'middle' }, timeOfDay(at))] : [],
    ];
  });
}

/** The ground between due and bound, which is what was promised. */
function climbed(sheet, ladder) {
  if (ladder.bound === null) {
    return [];
  }

  const [from, to] = [ladder.zero, ladder.zero + ladder.bound * 1000].map(at => Math.max(sheet.x(at), sheet.left));
  return [drawing('rect', { class: 'promised', x: from, y: sheet.top, width: Math.max(0, to - from), height: sheet.bottom - sheet.top })];
}

/** @param older how many ladders came after it: only the latest has room for words on its steps */
function ladderAcross(sheet, ladder, older) {
  const lines = (older === 0 ? ladder.ahead : []).map(each => ({
    look: `step ${each.kind}`, name: `step-name ${each.kind}`, seconds: each.seconds,
    words: each.seconds === 0 ? [each.words] : [`${each.words} +${each.seconds}`, each.words],
  }));
  if (ladder.bound !== null) {
    // Beside its line where nothing else is: a step that was moved may lie behind it.
    const sides = lines.some(each => each.seconds > ladder.bound) ? ['end', 'start'] : ['start', 'end'];
    lines.push({ look: 'bound', name: 'bound-name', seconds: ladder.bound, words: [`bound ${ladder.bound} s`, 'bound'], sides });
  }

  const shown = lines.map(each => ({ ...each, x: sheet.x(ladder.zero + each.seconds * 1000) })).filter(each => each.x >= sheet.left);
  const y = sheet.row * 0.72;
  return [
    ...shown.map(each => drawing('line', { class: each.look, x1: each.x, x2: each.x, y1: y + sheet.letter * 0.3, y2: sheet.bottom })),
    ...placed(sheet, shown).map(each => drawing('text', { class: each.name, x: each.x, y, 'text-anchor': each.anchor }, each.text)),
    ...ladder.measures.flatMap((measure, index) => measured(sheet, ladder, measure, index)),
  ];
}

/** How much of a name's width lies left of its line. */
const leftOf = { start: 0, middle: 0.5, end: 1 };

/** Names over their lines, the latest step first: where one would run into another it stands beside its line, is shortened, or is left out. */
function placed(sheet, lines) {
  const taken = [];
  const free = (from, to) => from >= sheet.left && to <= sheet.width && taken.every(each => to <= each.from || from >= each.to);
  return lines.toReversed().flatMap(line => {
    for (const text of line.words) {
      const wide = sheet.wide(text) + sheet.letter * 0.6;
      for (const anchor of line.sides ?? ['middle', 'end', 'start']) {
        const from = line.x - wide * leftOf[anchor];
        if (free(from, from + wide)) {
          taken.push({ from, to: from + wide });
          return [{ ...line, text, anchor, x: line.x + (0.5 - leftOf[anchor]) * sheet.letter * 0.6 }];
        }
      }
    }

    return [];
  });
}

/** How long it really took, drawn as a length from the moment the check-in was due. */
function measured(sheet, ladder, measure, index) {
  const [from, to] = [sheet.x(Math.max(ladder.zero, sheet.from)), sheet.x(measure.at)];
  if (to < sheet.left) {
    return [];
  }

  const y = sheet.row * (index + 1.6);
  const tip = sheet.letter * 0.35;
  const words = `${measure.words}: ${measure.seconds} s`;
  const inside = to - from > sheet.wide(words) + sheet.letter * 2;
  const gap = inside ? sheet.wide(words) / 2 + sheet.letter * 0.3 : 0;
  const middle = (from + to) / 2;
  return [
    drawing('path', {
      class: `measure ${measure.kind}`, d: `M${from} ${y - tip}v${tip * 2}M${from} ${y}H${middle - gap}M${middle + gap} ${y}H${to}M${to - tip} ${y - tip}L${to} ${y}l-${tip} ${tip}`,
    }),
    drawing('line', { class: `measure-drop ${measure.kind}`, x1: to, x2: to, y1: y, y2: sheet.bottom }),
    drawing('text', {
      class: `measure-name ${measure.kind}`, y: y + sheet.letter * 0.33,
      x: inside ? middle : from - sheet.letter * 0.4, 'text-anchor': inside ? 'middle' : 'end',
    }, words),
  ];
}
