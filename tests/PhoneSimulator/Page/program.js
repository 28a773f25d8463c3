// Whether SpotterBot runs, and the buttons that restart and kill it.
import { send } from './commands.js';
import { setText } from './dom.js';
import { icon } from './icons.js';

document.getElementById('restart').addEventListener('click', () => send('restart'));
document.getElementById('kill').addEventListener('click', () => send('kill'));

export function showProgram(program) {
  const state = document.getElementById('program');
  setText(state, `SpotterBot: ${program.state}`);
  state.dataset.state = program.state;
  state.title = program.warnings ? `${program.warnings} warnings, the last: ${program.lastWarning}` : 'no warnings';
}

// Where there is no room for them, what breaks and restarts stands behind a button.
const workings = document.getElementById('workings');
const opener = document.getElementById('show-workings');
opener.append(icon('broken'));
opener.addEventListener('click', () => {
  opener.setAttribute('aria-expanded', String(workings.classList.toggle('shown')));
});
