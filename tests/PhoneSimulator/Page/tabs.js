// What a phone's screen shows: one of several panels, each with its tab.
import { element, newId, setText } from './dom.js';

export class Tabs {
  #tabs = new Map();
  #open;
  #changed;

  onTurn = () => {};

  /** @param parts [{ id, label, panel: [elements] }], the first of them open */
  constructor(owner, parts, changed) {
    this.#changed = changed;
    this.list = element('div', { className: 'tabs', role: 'tablist', 'aria-label': `Screen: ${owner}` });
    this.panels = parts.map(part => this.#add(part));
    this.list.addEventListener('keydown', event => this.#arrow(event));
    this.open(parts[0].id);
  }

  isOpen(id) {
    return this.#open === id;
  }

  open(id) {
    if (this.#open === id) {
      return;
    }

    this.#open = id;
    for (const [each, { tab, panel }] of this.#tabs) {
      tab.setAttribute('aria-selected', String(each === id));
      tab.tabIndex = each === id ? 0 : -1;
      panel.hidden = each !== id;
    }
    this.onTurn(id);
    this.#changed();
  }

  badge(id, count) {
    const { tab, label, badge } = this.#tabs.get(id);
    tab.setAttribute('aria-label', count === 0 ? label : `${label}, ${count} unread`);
    badge.hidden = count === 0;
    setText(badge, count === 0 ? '' : String(count));
  }

  #add({ id, label, panel }) {
    const badge = element('span', { className: 'badge', hidden: true });
    const tab = element('button', { type: 'button', role: 'tab', id: newId('tab'), className: 'tab' }, element('span', {}, label), badge);
    const made = element('div', { className: `panel ${id}`, role: 'tabpanel', id: newId('panel'), 'aria-labelledby': tab.id, hidden: true }, ...panel);
    tab.setAttribute('aria-controls', made.id);
    tab.addEventListener('click', () => this.open(id));
    this.#tabs.set(id, { tab, label, badge, panel: made });
    this.list.append(tab);
    return made;
  }

  #arrow(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) {
      event.preventDefault();
      const ids = [...this.#tabs.keys()];
      const next = ids[(ids.indexOf(this.#open) + step + ids.length) % ids.length];
      this.open(next);
      this.#tabs.get(next).tab.focus();
    }
  }
}
