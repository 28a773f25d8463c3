// Line drawings, 24 by 24, drawn with the colour of the text they stand beside.
import { drawing } from './dom.js';

const paths = {
  bell: ['M6 16v-5a6 6 0 0 1 12 0v5l2 2H4z', 'M10 21h4', 'M2.5 8.5a10 10 0 0 1 2.7-5', 'M21.5 8.5a10 10 0 0 0-2.7-5'],
  receiver: ['M5 3h3.5l2 5-2.4 1.8a13 13 0 0 0 6.1 6.1l1.8-2.4 5 2V19a2 2 0 0 1-2 2A16 16 0 0 1 3 5a2 2 0 0 1 2-2z'],
  down: ['M2.5 14.5v-2.2C8 7.5 16 7.5 21.5 12.3v2.2l-4.6 1.2-1.2-3a12 12 0 0 0-7.4 0l-1.2 3z'],
  mic: ['M12 3a3 3 0 0 1 3 3v6a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3z', 'M5.5 11.5a6.5 6.5 0 0 0 13 0', 'M12 18v3.5'],
  send: ['M3.5 12 20.5 4l-5 16.5-3.6-6.9z', 'M20.5 4 11.9 13.6'],
  speaker: ['M4 9.5v5h3.5L12.5 19V5L7.5 9.5z', 'M16 9a4.2 4.2 0 0 1 0 6', 'M18.7 6.3a8 8 0 0 1 0 11.4'],
  wave: ['M3 12h1.5', 'M7.5 8v8', 'M11 4.5v15', 'M14.5 8v8', 'M18 10.5v3', 'M20.8 12h.2'],
  people: ['M8.5 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7z', 'M2.5 20a6 6 0 0 1 12 0', 'M16 4.4a3.5 3.5 0 0 1 0 6.2', 'M17.5 14.4a6 6 0 0 1 4 5.6'],
  moon: ['M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z'],
  play: ['M7 4.5v15l12-7.5z'],
  stop: ['M6 6h12v12H6z'],
  broken: ['M12 3 22 20.5H2z', 'M12 10v5', 'M12 17.6v.4'],
};

export function icon(name) {
  return drawing('svg', { viewBox: '0 0 24 24', class: `icon ${name}`, 'aria-hidden': 'true', focusable: 'false' },
    ...paths[name].map(d => drawing('path', { d })));
}
