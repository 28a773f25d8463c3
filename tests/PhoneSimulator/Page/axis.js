// Which stretch of time the picture shows, and where on it a moment lies.
const second = 1000;

/** The edges move in steps, so that the picture does not creep. */
const step = 30 * second;
const before = 6 * second;
const ahead = 12 * second;

/** At least as many pixels to a second, so that a ladder's steps stand apart; what is older than fits is left out. */
const pixelsLeast = 1.5;
const shownLeast = 225 * second;

/** @returns [from, to], milliseconds */
export function stretch(picture, open, now, width) {
  const lasts = [picture.from, ...picture.lanes.flatMap(lane => [...lane.bars.map(bar => bar.to ?? bar.from), ...lane.signs.map(each => each.at)])];
  const coming = picture.ladders.flatMap(ladder => [
    ...ladder.ahead.map(each => ladder.zero + each.seconds * second),
    ...(ladder.bound !== null && ladder.running ? [ladder.zero + ladder.bound * second] : []),
  ]);
  const end = Math.max(...lasts, ...(open ? [now, ...coming] : [])) + ahead;
  const start = picture.from - before;
  const to = start + Math.ceil((end - start) / step) * step;
  const most = Math.max(shownLeast, (width / pixelsLeast) * second);
  return [Math.max(start, to - Math.ceil(most / step) * step), to];
}

/** Round moments to write under the picture, none closer to the next than this many pixels. */
export function ticks(from, to, width, apart) {
  const every = [10, 15, 30, 60, 120, 300, 600].map(each => each * second).find(each => (each / (to - from)) * width >= apart) ?? 1800 * second;
  const all = [];
  for (let at = Math.ceil(from / every) * every; at <= to; at += every) {
    all.push(at);
  }

  return all;
}
