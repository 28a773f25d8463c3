// Puts the page together: lays out the phones, then shows what the desk sends.
import { Clock } from './clock.js';
import { Phone } from './phone.js';
import { Sessions } from './sessions.js';
import { send, onTrouble } from './commands.js';
import { element } from './dom.js';

const clock = new Clock(document.getElementById('time'), document.querySelectorAll('[data-speed]'));
const sessions = new Sessions(document.getElementById('sessions'), document.getElementById('no-session'), clock);
const phones = new Map();
const trouble = document.getElementById('trouble');

onTrouble(text => {
  trouble.textContent = text;
  trouble.hidden = text === '';
});

document.getElementById('restart').addEventListener('click', () => send('restart'));
document.getElementById('kill').addEventListener('click', () => send('kill'));

function showProgram(program) {
  const state = document.getElementById('program');
  state.textContent = `SpotterBot: ${program.state}`;
  state.dataset.state = program.state;
  state.title = program.warnings ? `${program.warnings} warnings, the last: ${program.lastWarning}` : 'no warnings';
}

function listen() {
  const events = new EventSource('/desk/events');
  const on = (name, show) => events.addEventListener(name, event => show(JSON.parse(event.data)));
  on('clock', data => clock.show(data));
  on('program', showProgram);
  on('phone', data => phones.get(data.number)?.show(data));
  on('sessions', data => sessions.show(data));
  events.addEventListener('open', () => { trouble.hidden = true; });
  events.addEventListener('error', () => {
    trouble.textContent = 'The desk does not answer. Is it still running?';
    trouble.hidden = false;
  });
}

const cast = await (await fetch('/desk/cast')).json();
const table = document.getElementById('phones');
const jumps = document.getElementById('jumps');
for (const member of cast.phones) {
  const phone = new Phone(member, cast.lines, clock);
  phones.set(member.number, phone);
  table.append(phone.card);
  jumps.append(phone.jump);
}

jumps.append(element('a', { className: 'jump', href: '#timeline' }, 'Timeline'));
listen();

// Ten times a second: words appear as they are spoken, and the clock runs.
setInterval(() => {
  clock.tick();
  sessions.tick();
  for (const phone of phones.values()) {
    phone.tick();
  }
}, 100);
