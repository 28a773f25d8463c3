// Puts the page together: lays out the phones, then shows what the desk sends.
import { Clock } from './clock.js';
import { Faults } from './faults.js';
import { helpDialog } from './help.js';
import { Phone } from './phone.js';
import { showProgram } from './program.js';
import { Sessions } from './sessions.js';
import { Shortcuts } from './shortcuts.js';
import { Stories } from './stories.js';
import { Table } from './table.js';
import { themeButton } from './theme.js';
import { Voices } from './voices.js';
import { onTrouble } from './commands.js';

const byId = id => document.getElementById(id);
const clock = new Clock(byId('clock'));
const voices = new Voices(clock);
const sessions = new Sessions(byId('timeline'), clock);
const faults = new Faults(byId('faults'), byId('broken'));
const trouble = byId('trouble');

function showTrouble(text) {
  trouble.textContent = text;
  trouble.hidden = text === '';
}

/** A phone on the table, unless it lies there already. */
function lay(member) {
  if (!phones.has(member.number)) {
    const phone = new Phone(member, cast.lines, clock, voices);
    phones.set(member.number, phone);
    table.lay(member, phone);
  }
}

onTrouble(showTrouble);
themeButton(byId('theme'));

const cast = await (await fetch('/desk/cast')).json();
const phones = new Map();
const table = new Table(byId('phones'), byId('jumps'));
for (const member of cast.phones) {
  lay(member);
}

const stories = new Stories(byId('shelf'), byId('story'), cast.stories, clock, table);
const shortcuts = new Shortcuts(clock, phones, byId('timeline'));
helpDialog(byId('help'), byId('show-help'), shortcuts);

const events = new EventSource('/desk/events');
const on = (name, show) => events.addEventListener(name, event => show(JSON.parse(event.data)));
on('clock', data => clock.show(data));
on('program', showProgram);
on('faults', data => faults.show(data));
on('story', data => stories.show(data));
on('further', data => data.forEach(lay));
on('phone', data => phones.get(data.number)?.show(data));
on('sessions', data => sessions.show(data));
events.addEventListener('open', () => showTrouble(''));
events.addEventListener('error', () => showTrouble('The desk does not answer. Is it still running?'));

// Ten times a second: words appear as they are spoken, and the clock runs.
setInterval(() => {
  clock.tick();
  sessions.tick();
  phones.forEach(phone => phone.tick());
}, 100);
