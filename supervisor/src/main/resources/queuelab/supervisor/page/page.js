// Puts the views together: which one is shown, what the lab tells each second, and what goes wrong.
import { get, listen } from './api.js';
import { LiveView } from './live.js';
import { ExperimentsView } from './experiments.js';
import { RunsView } from './runs.js';
import { AgentsPanel } from './agents.js';

const notice = document.getElementById('notice');
notice.querySelector('button').addEventListener('click', () => { notice.hidden = true; });

function notify(words) {
  notice.querySelector('span').textContent = words;
  notice.hidden = false;
}

const ask = document.getElementById('ask');

/** Resolves to whether the person agrees. Escape means no. */
function confirm(title, words) {
  ask.querySelector('h3').textContent = title;
  ask.querySelector('p').textContent = words;
  ask.returnValue = 'no';
  ask.showModal();
  return new Promise(resolve => {
    ask.addEventListener('close', () => resolve(ask.returnValue === 'yes'), { once: true });
  });
}
ask.querySelectorAll('button').forEach(button => button.addEventListener('click', () => ask.close(button.value)));

const runs = new RunsView(notify);
const live = new LiveView(notify, confirm);
const experiments = new ExperimentsView(notify, confirm, run => {
  location.hash = '#runs';
  runs.openReport(run);
});
new AgentsPanel();
const views = { live, experiments, runs };

function show() {
  const name = Object.keys(views).find(view => '#' + view === location.hash) || 'live';
  for (const view of Object.keys(views)) {
    document.getElementById('view-' + view).hidden = view !== name;
    const link = document.querySelector('nav [data-view="' + view + '"]');
    if (view === name) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  document.title = name === 'live' ? 'Queue Lab' : 'Queue Lab: ' + name;
  if (name === 'live') live.redraw();
  else views[name].open();
}

window.addEventListener('hashchange', show);
document.addEventListener('visibilitychange', () => { if (!document.hidden) live.redraw(); });
window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => live.dress());

const link = document.getElementById('link');
let wasLost = false;

window.addEventListener('DOMContentLoaded', show);
show();
listen({
  connected(on) {
    const text = on ? 'live' : 'connection lost, trying again …';
    if (link.textContent !== text) link.textContent = text;
    link.dataset.on = on;
    document.body.classList.toggle('lost', !on);
    if (on && wasLost && !notice.hidden) notice.hidden = true;
    if (!on && !wasLost) get('/api/experiments/current').catch(error => notify(error.message)); // it tells why, the stream does not
    wasLost = !on;
  },
  snapshot(message) {
    live.snapshot(message.live);
    experiments.show(message.experiment);
  },
  tick(message) {
    live.tick(message.live);
    if (experiments.show(message.experiment) && location.hash === '#runs') runs.open();
  },
});
