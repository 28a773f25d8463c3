// Elements without markup in strings: whatever comes from outside goes in as text only.
const svgSpace = 'http://www.w3.org/2000/svg';
let ids = 0;

export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes('-') || name === 'role' || name === 'for') {
      made.setAttribute(name, value);
    } else {
      made[name] = value;
    }
  }

  made.append(...children);
  return made;
}

export function drawing(tag, attributes = {}, ...children) {
  const made = document.createElementNS(svgSpace, tag);
  for (const [name, value] of Object.entries(attributes)) {
    made.setAttribute(name, value);
  }

  made.append(...children);
  return made;
}

export function newId(prefix) {
  ids += 1;
  return `${prefix}-${ids}`;
}

/** Sets what is shown only where it changes: a live region is not read out anew for nothing. */
export function setText(target, text) {
  if (target.textContent !== text) {
    target.textContent = text;
  }
}

/** Switches a button of a phone on or off; the focus that was on it stays on the phone, where typed digits go on pressing keys. */
export function enable(button, enabled) {
  if (!enabled && document.activeElement === button) {
    button.closest('.phone')?.focus({ preventScroll: true });
  }

  button.disabled = !enabled;
}

/** The time of day of a moment on the desk's clock, 24 h UTC. */
export function timeOfDay(ms) {
  return new Date(ms).toISOString().slice(11, 19);
}

/**
 * A scrolling list stays at its end while it grows, or shrinks, until somebody scrolls back in it.
 * @returns what to call when it has grown
 */
export function followEnd(list) {
  let follows = true;
  const toEnd = () => {
    if (follows) {
      list.scrollTop = list.scrollHeight;
    }
  };
  list.addEventListener('scroll', () => { follows = list.scrollTop + list.clientHeight >= list.scrollHeight - 24; });
  new ResizeObserver(toEnd).observe(list);
  return toEnd;
}

/** Removes what is not wanted any more, by id. */
export function drop(shown, wanted, remove) {
  const ids = new Set(wanted.map(each => each.id));
  for (const [id, each] of shown) {
    if (!ids.has(id)) {
      remove(each);
      shown.delete(id);
    }
  }
}
