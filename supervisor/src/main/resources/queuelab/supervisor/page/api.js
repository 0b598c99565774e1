// Talks to the lab: changes as JSON, the rest as it comes. Every failure becomes words that a person can act on.

export class LabError extends Error {
  constructor(words, details) {
    super(words);
    this.details = details;
  }
}

async function answer(response, changing) {
  const text = await response.text();
  let body = {};
  try {
    body = text ? JSON.parse(text) : {};
  } catch {
    throw new LabError('The lab answered something else than was asked for (' + response.status + ').');
  }
  if (response.status === 401) {
    throw new LabError((changing ? 'Without the token this page can only look' : 'Without the token this page shows nothing')
      + ': open the address that “lab serve” printed, on its terminal or in the log of its container. It carries the token.', body);
  }
  if (!response.ok) {
    throw new LabError(body.problem || 'The lab refused (' + response.status + ').', body);
  }
  return body;
}

async function reach(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new LabError('The lab cannot be reached: see whether “lab serve”, or the container of the supervisor, still runs. This page tries again by itself.');
  }
  return answer(response, options.method === 'POST');
}

export function get(path) {
  return reach(path, { headers: { Accept: 'application/json' } });
}

export function post(path, body = {}) {
  return reach(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    body: JSON.stringify(body),
  });
}

/** Listens for ever: the browser reconnects by itself, and each connection begins with a snapshot. */
export function listen({ snapshot, tick, connected }) {
  let source = null;
  let lastHeard = Date.now();
  const open = () => {
    source = new EventSource('/api/events');
    source.addEventListener('snapshot', event => {
      lastHeard = Date.now();
      connected(true);
      snapshot(JSON.parse(event.data));
    });
    source.addEventListener('tick', event => {
      lastHeard = Date.now();
      connected(true);
      tick(JSON.parse(event.data));
    });
    source.onerror = () => connected(false);
  };
  open();
  // A refusal ends an EventSource for good, and a machine that slept may not notice a dead connection.
  setInterval(() => {
    if (source.readyState === EventSource.CLOSED || Date.now() - lastHeard > 8000) {
      source.close();
      lastHeard = Date.now();
      connected(false);
      open();
    }
  }, 3000);
}
