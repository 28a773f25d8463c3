// What this page is and which keys it knows.
import { element } from './dom.js';

const onPhones = [
  ['0 to 9, *, #', 'press that key, while a phone has the focus'],
  ['Space or Enter', 'held on the microphone: talk'],
  ['Up, Down', 'from line to line in what is heard; Enter speaks it aloud'],
  ['Left, Right', 'between a phone\'s call and its texts'],
];

export function helpDialog(dialog, button, shortcuts) {
  shortcuts.onHelp(() => dialog.showModal());
  const isOn = element('input', { type: 'checkbox', checked: true });
  isOn.addEventListener('change', () => { shortcuts.isOn = isOn.checked; });
  const close = element('button', { type: 'button', autofocus: true }, 'Close');
  close.addEventListener('click', () => dialog.close());
  dialog.append(
    element('h2', { id: 'help-title' }, 'The desk'),
    element('p', {}, 'Phones, a phone company and SpotterBot on one table. Text, call, answer, press keys and speak as people would. '
      + 'The clock can run faster or stand still; nobody real is ever called.'),
    element('p', {}, 'Hold the microphone to talk, where the browser can listen. Some browsers send what they hear to their maker: practise with made-up words, or type.'),
    element('h3', {}, 'On a phone'), keys(onPhones),
    element('h3', {}, 'Anywhere'), keys(shortcuts.list, 'two'),
    element('label', { className: 'check' }, isOn, ' single keys work anywhere'),
    element('div', { className: 'dialog-end' }, close));
  button.addEventListener('click', () => dialog.showModal());
}

function keys(list, look = 'one') {
  return element('dl', { className: `keys ${look}` }, ...list.flatMap(([key, what]) => [
    element('dt', {}, element('kbd', {}, key)), element('dd', {}, what)]));
}
