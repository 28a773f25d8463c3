// Every button's way to the desk.
let tell = () => {};

export function onTrouble(show) {
  tell = show;
}

/** Asks the desk to do something; false, and the reason on the page, where it cannot be done. */
export async function send(path, body = {}) {
  try {
    const reply = await fetch(`/desk/${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    tell(reply.ok ? '' : (await reply.text()) || `The desk refused (${reply.status}).`);
    return reply.ok;
  } catch {
    tell('The desk does not answer. Is it still running?');
    return false;
  }
}

export function sendToPhone(number, action, body) {
  return send(`phones/${encodeURIComponent(number)}/${action}`, body);
}
