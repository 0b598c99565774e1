// The agents that have joined: shown only where there are any, asked for every second while the live view is open.
import { get } from './api.js';
import { element, latency } from './words.js';

const EVERY_MILLIS = 1000;

export class AgentsPanel {
  constructor() {
    this.section = document.getElementById('agents');
    this.rows = this.section.querySelector('tbody');
    setInterval(() => this.look(), EVERY_MILLIS);
    this.look();
  }

  async look() {
    if (document.hidden || document.getElementById('view-live').hidden) return;
    try {
      this.show(await get('/api/agents'));
    } catch {
      // The page says already that the lab cannot be reached, or that the token is missing.
    }
  }

  show(agents) {
    this.section.hidden = agents.length === 0;
    this.rows.replaceChildren(...agents.map(agent => element('tr', { 'data-agent': agent.name, 'data-connected': String(agent.connected) },
      element('th', { scope: 'row' }, agent.name),
      element('td', {}, agent.place),
      element('td', {}, state(agent)),
      element('td', {}, clock(agent)))));
  }
}

function state(agent) {
  if (!agent.connected) return 'away; given up after 10 s';
  return agent.ending ? 'ending' : String(agent.processes);
}

/** How far its clock is from the supervisor's: never more exact than half the way there and back. */
function clock(agent) {
  if (agent.clockBoundNanos < 0) return '–';
  const sign = agent.clockOffsetNanos < 0 ? '−' : '+';
  return sign + latency(Math.abs(agent.clockOffsetNanos)) + ' ± ' + latency(agent.clockBoundNanos);
}
