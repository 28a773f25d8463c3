// A line to type into and send.
import { element, newId } from './dom.js';
import { icon } from './icons.js';

export function field(label, action, owner, act, hint) {
  const id = newId(action);
  const input = element('input', { id, type: 'text', maxLength: 1600, autocomplete: 'off', placeholder: hint, 'aria-label': `${label}: ${owner}` });
  const form = element('form', { className: `field ${action}` },
    input, element('button', { type: 'submit', className: 'send', 'aria-label': `Send: ${label}` }, icon('send')));
  form.addEventListener('submit', async event => {
    event.preventDefault();
    const text = input.value.trim();
    if (text.length > 0 && await act(action, { text })) {
      input.value = '';
    }
  });
  return { form, input };
}
