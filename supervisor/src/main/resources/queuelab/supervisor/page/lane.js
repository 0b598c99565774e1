// One lane: its figures, its story, its charts and its processes.
import { latency, count, bytes, element } from './words.js';
import { Chart } from './charts.js';

const NAMES = { DURABLE: ['Durable', 'Every message is on disk before it counts as sent.'], MEMORY: ['In memory', 'Messages live only in the memory of the broker.'] };
const STATES = { STOPPED: 'stopped', STARTING: 'starting', FLOWING: 'flowing', ENDING: 'ending', BROKEN: 'broken' };
const PROCESS = { STARTING: 'starting', RUNNING: 'running', PAUSED: 'paused', LEAVING: 'leaving', GONE: 'gone', KILLED: 'killed', FAILED: 'died', LOST: 'gone with its agent' };

export class LanePanel {
  constructor(kind, parent, onAction) {
    this.kind = kind;
    this.onAction = onAction;
    const made = document.getElementById('lane-template').content.cloneNode(true).querySelector('.lane');
    made.dataset.lane = kind.toLowerCase();
    made.querySelector('h3').textContent = NAMES[kind][0];
    made.querySelector('.what').textContent = NAMES[kind][1];
    made.setAttribute('aria-label', NAMES[kind][0] + ' lane');
    parent.append(made);
    this.root = made;
    this.cards = new Map();
    this.charts = [...made.querySelectorAll('.chart')].map(holder => new Chart(holder, holder.dataset.chart));
  }

  begin(view, readings, marks) {
    this.charts.forEach(chart => chart.begin(readings, marks));
    this.show(view);
  }

  tick(view, marks) {
    this.charts.forEach(chart => chart.add(view.reading, marks));
    this.show(view);
  }

  dress() {
    this.charts.forEach(chart => chart.dress());
  }

  figure(name, text) {
    const target = this.root.querySelector('[data-figure="' + name + '"]');
    if (target.textContent !== text) target.textContent = text;
    return target;
  }

  show(view) {
    const { reading, account } = view;
    this.root.dataset.state = view.state;
    const paused = view.state === 'FLOWING' && view.processes.length > 0 && view.processes.every(p => p.state === 'PAUSED');
    const brokers = view.processes.filter(p => p.role === 'BROKER');
    const down = view.state === 'FLOWING' && brokers.length > 0 && !brokers.some(p => p.state === 'RUNNING' || p.state === 'PAUSED');
    this.root.querySelector('.state').textContent = paused ? 'paused' : down ? 'its broker is down' : STATES[view.state] + (view.words && view.state !== 'BROKEN' ? ': ' + view.words : '');
    this.figure('p50', latency(reading.p50Nanos));
    this.figure('p99', latency(reading.p99Nanos));
    this.figure('max', latency(reading.maxNanos));
    this.figure('rate', reading.sentPerSecond === null ? '–' : count(reading.sentPerSecond) + ' → ' + count(reading.receivedPerSecond));
    this.figure('depth', count(reading.depth));
    const lost = account.lost === null ? 'not known yet' : count(account.lost);
    const target = this.figure('lost', lost);
    target.parentElement.classList.toggle('bad', account.lost > 0);
    target.parentElement.title = account.words || count(account.unsettled) + ' confirmed messages are on their way; of ' + count(account.acknowledged) + ' confirmed, ' + count(account.received) + ' arrived';
    this.figure('duplicated', count(account.duplicated));
    this.tell(view);
    this.processes(view);
  }

  /** What became of the messages when the broker died. */
  tell(view) {
    const { account } = view;
    const back = view.processes.some(process => process.role === 'BROKER' && process.state === 'RUNNING');
    let text = view.state === 'BROKEN' ? 'This lane does not flow. ' + view.words : view.story;
    if (view.state === 'FLOWING' && view.story && back) {
      if (account.lost === null) text += ' Losses are ' + account.words + '.';
      else if (account.lost > 0) text += ' ' + count(account.lost) + ' messages that were confirmed never arrived.';
      else text += this.kind === 'DURABLE' ? ' Nothing was lost.' : ' Nothing is known to be lost: let messages pile up (slow the consumers), and kill it again.';
    }
    const story = this.root.querySelector('.story');
    if (story.textContent !== text) story.textContent = text;
    story.hidden = !text;
  }

  processes(view) {
    const list = this.root.querySelector('.processes');
    const wanted = new Set(view.processes.map(p => p.name));
    for (const [name, card] of this.cards) {
      if (!wanted.has(name)) {
        card.root.remove();
        this.cards.delete(name);
      }
    }
    view.processes.forEach((process, at) => {
      let card = this.cards.get(process.name);
      if (!card) {
        card = this.card(process);
        this.cards.set(process.name, card);
      }
      if (list.children[at] !== card.root) list.insertBefore(card.root, list.children[at] || null);
      this.fill(card, process);
    });
    let empty = list.parentElement.querySelector('.empty');
    if (!empty) {
      empty = element('p', { class: 'empty hint' });
      list.after(empty);
    }
    empty.hidden = view.processes.length > 0;
    empty.textContent = view.state === 'STARTING' ? 'Broker, producer and consumers are being started.' : 'None: start the lanes to see them.';
  }

  card(process) {
    const act = action => () => this.onAction(this.kind.toLowerCase(), action, process);
    const named = this.kind.toLowerCase() + ' ' + process.name;
    const button = (action, label, about) => element('button', { type: 'button', class: 'small ' + action, 'data-action': action, 'aria-label': about + ' ' + named, title: about + ' ' + process.name, onclick: act(action) }, label);
    const parts = {
      state: element('span', { class: 'state' }),
      facts: element('p', { class: 'facts' }),
      rate: element('p', { class: 'facts' }),
      kill: button('kill', 'kill -9', 'Kill'),
      pause: button('pause', 'pause', 'Pause'),
      resume: button('resume', 'resume', 'Resume'),
      restart: button('restart', 'restart', 'Restart'),
    };
    parts.root = element('li', { class: 'process', 'data-process': process.name, 'data-role': process.role },
      element('p', { class: 'name' }, element('strong', {}, process.name), parts.state), parts.facts, parts.rate,
      element('p', { class: 'buttons' }, parts.kill, parts.pause, parts.resume, parts.restart));
    return parts;
  }

  fill(card, process) {
    const set = (target, text) => { if (target.textContent !== text) target.textContent = text; };
    const dead = ['KILLED', 'FAILED', 'LOST'].includes(process.state);
    const leaving = process.state === 'LEAVING' || process.state === 'STARTING';
    card.root.dataset.state = process.state;
    set(card.state, PROCESS[process.state]);
    const who = process.pid ? 'PID ' + process.pid + ' of ' + process.parentPid : dead ? 'never started,' : 'no PID yet,';
    set(card.facts, who + (process.agent ? ' at ' + process.agent : '') + (dead || !process.pid ? '' : ' · CPU ' + Math.round(process.cpuShare * 100) + ' % · ' + bytes(process.rssBytes)));
    const rates = { BROKER: '', PRODUCER: count(process.sentPerSecond) + ' sent/s', CONSUMER: count(process.receivedPerSecond) + ' received/s' };
    set(card.rate, dead ? '' : rates[process.role] || '');
    card.kill.hidden = dead;
    card.pause.hidden = dead || leaving || process.state === 'PAUSED';
    card.resume.hidden = process.state !== 'PAUSED';
    card.restart.hidden = leaving || (!dead && process.role !== 'BROKER');
    set(card.restart, dead ? 'start again' : 'restart');
  }
}
