// Elements without markup in strings: whatever comes from outside goes in as text only.
let ids = 0;

export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith('aria-') || name.startsWith('data-') || name === 'role' || name === 'for') {
      made.setAttribute(name, value);
    } else {
      made[name] = value;
    }
  }

  made.append(...children);
  return made;
}

export function newId(prefix) {
  ids += 1;
  return `${prefix}-${ids}`;
}

/** The time of day of a moment on the desk's clock, 24 h UTC. */
export function timeOfDay(ms) {
  return new Date(ms).toISOString().slice(11, 19);
}

/** Says something to whoever does not see the page. */
export function announce(text) {
  const announcer = document.getElementById('announcer');
  announcer.append(element('p', {}, text));
  while (announcer.childElementCount > 30) {
    announcer.firstElementChild.remove();
  }
}
