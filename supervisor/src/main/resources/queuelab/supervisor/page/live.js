// The live view: two lanes, the knobs, and the list of what happened.
import { post } from './api.js';
import { bytes, clock, element, latency } from './words.js';
import { LanePanel } from './lane.js';

const SIZES = [64, 256, 1024, 4096, 16384, 65536];
const WINDOWS = [0, 4096, 65536, 1048576, 4194304];
const WORKS = [['none', 'none'], ['cpu 200', 'CPU 200 µs'], ['cpu 2000', 'CPU 2 ms'], ['sleep 2000', 'wait 2 ms'], ['sleep 20000', 'wait 20 ms'], ['sleep 200000', 'wait 200 ms']];
const ACKS = [['AUTO', 'auto'], ['CLIENT', 'client'], ['DUPS_OK', 'dups-ok'], ['INDIVIDUAL', 'individual'], ['PRE', 'pre (forgets at once)'], ['TRANSACTED', 'transacted']];
const MOST_MARKS = 40;

export class LiveView {
  constructor(notify, confirm) {
    this.notify = notify;
    this.confirm = confirm;
    this.lanes = new Map();
    this.lastMark = 0;
    this.form = document.getElementById('knobs');
    this.fillChoices();
    this.bind();
  }

  fillChoices() {
    const fill = (name, pairs) => this.form.elements[name].append(...pairs.map(([value, label]) => element('option', { value }, label)));
    fill('sizeBytes', SIZES.map(size => [size, bytes(size)]));
    fill('windowBytes', WINDOWS.map(size => [size, size === 0 ? '0: one at a time' : bytes(size)]));
    fill('work', WORKS);
    fill('ack', ACKS);
  }

  bind() {
    const button = (id, path) => document.getElementById(id).addEventListener('click', () => this.change(path));
    button('start', '/api/lanes/start');
    document.getElementById('pause').addEventListener('click', () => this.change(this.paused ? '/api/lanes/resume' : '/api/lanes/pause'));
    document.getElementById('stop').addEventListener('click', async () => {
      if (await this.confirm('Stop both lanes?', 'Their processes end, and what waits in their queues is gone. You can start them again at any time.')) this.change('/api/lanes/stop');
    });
    this.form.addEventListener('submit', event => event.preventDefault());
    this.form.addEventListener('change', event => this.turn(event.target));
    this.form.elements.rate.addEventListener('keydown', event => { if (event.key === 'Enter') this.turn(event.target); });
    document.getElementById('fewer').addEventListener('click', () => this.consumers(-1));
    document.getElementById('more').addEventListener('click', () => this.consumers(1));
  }

  async change(path, body) {
    const status = document.getElementById('knob-status');
    status.textContent = 'working …';
    try {
      status.textContent = (await post(path, body)).done;
      return true;
    } catch (problem) {
      status.textContent = '';
      this.notify(problem.message);
      return false;
    }
  }

  turn(field) {
    if (!field.checkValidity()) {
      field.reportValidity();
      return;
    }
    if (field.dataset.sent === field.value) return;
    field.dataset.sent = field.value;
    const body = {};
    if (field.name === 'work') {
      const [kind, micros] = field.value.split(' ');
      body.work = kind;
      if (micros) body.workMicros = Number(micros);
    } else {
      body[field.name] = field.name === 'ack' ? field.value : Number(field.value);
    }
    this.change('/api/lanes/knobs', body);
  }

  async consumers(by) {
    const wanted = (this.wantedConsumers || 1) + by;
    if (wanted < 1 || wanted > this.limits.mostConsumers) {
      this.notify('A lane takes 1 to ' + this.limits.mostConsumers + ' consumers.');
      return;
    }
    this.wantedConsumers = wanted;
    document.getElementById('consumers').textContent = wanted;
    if (!(await this.change('/api/lanes/knobs', { consumers: wanted })) && this.wantedConsumers === wanted) {
      this.wantedConsumers = this.knownConsumers; // refused: there are as many as before
      document.getElementById('consumers').textContent = this.knownConsumers;
    }
  }

  async act(lane, action, process) {
    if (action === 'kill' && process.role === 'BROKER' && !(await this.confirm('Kill the ' + lane + ' broker?', 'kill -9: it has no chance to tidy up. Restart it afterwards and see what comes back.'))) return;
    await this.change('/api/lanes/' + lane + '/process', { action, role: process.role.toLowerCase(), index: process.index });
  }

  snapshot(live) {
    this.limits = live.limits;
    this.form.elements.rate.max = live.limits.mostRate;
    [...this.form.elements.sizeBytes.options].forEach(option => { option.hidden = option.disabled = Number(option.value) > live.limits.mostSizeBytes; });
    for (const view of live.lanes) {
      if (!this.lanes.has(view.lane)) {
        this.lanes.set(view.lane, new LanePanel(view.lane, document.getElementById('lanes'), (...what) => this.act(...what)));
      }
      this.lanes.get(view.lane).begin(view, live.history[view.lane.toLowerCase()] || [], live.marks.filter(mark => mark.lane === view.lane));
    }
    this.lastMark = 0;
    document.getElementById('marks').replaceChildren();
    this.happened(live.marks);
    this.state(live.lanes);
    this.knobs(live.lanes[0].knobs);
  }

  tick(live) {
    const fresh = live.marks.filter(mark => mark.number > this.lastMark);
    for (const view of live.lanes) {
      this.lanes.get(view.lane)?.tick(view, fresh.filter(mark => mark.lane === view.lane));
    }
    this.happened(fresh);
    this.state(live.lanes);
    this.knobs(live.lanes[0].knobs);
  }

  state(lanes) {
    const flowing = lanes.some(lane => lane.state === 'FLOWING');
    const processes = lanes.flatMap(lane => lane.processes);
    this.paused = flowing && processes.length > 0 && processes.filter(p => p.state === 'RUNNING').length === 0 && processes.some(p => p.state === 'PAUSED');
    const still = lanes.filter(lane => lane.state === 'STOPPED' || lane.state === 'BROKEN');
    document.getElementById('start').hidden = still.length === 0;
    document.getElementById('start').textContent = still.length === 1 ? 'Start the ' + still[0].lane.toLowerCase() + ' lane' : 'Start the lanes';
    this.compare(lanes);
    document.getElementById('stop').hidden = !flowing;
    document.getElementById('pause').hidden = !flowing;
    document.getElementById('pause').textContent = this.paused ? 'Let everything go on' : 'Pause everything';
  }

  /** The difference in one sentence, as far as this second shows it. */
  compare(lanes) {
    const [durable, memory] = lanes;
    const known = durable.reading.p50Nanos !== null && memory.reading.p50Nanos !== null;
    const text = known ? 'Right now half of the messages arrive within ' + latency(durable.reading.p50Nanos) + ' durable and ' + latency(memory.reading.p50Nanos)
      + ' in memory; 99 of 100 within ' + latency(durable.reading.p99Nanos) + ' and ' + latency(memory.reading.p99Nanos) + '.' : '';
    const target = document.getElementById('now');
    if (target.textContent !== text) target.textContent = text;
  }

  /** Shows where the knobs stand, but not under the hand of somebody who is turning one. */
  knobs(knobs) {
    const fields = this.form.elements;
    const show = (field, value) => {
      if (document.activeElement === field) return;
      if (field.tagName === 'SELECT' && ![...field.options].some(option => option.value === value)) {
        field.append(element('option', { value }, value));
      }
      if (field.value !== value) field.value = value;
      field.dataset.sent = value;
    };
    show(fields.rate, String(parseFloat(knobs['producer.load'])));
    show(fields.sizeBytes, String(parseInt(knobs['producer.size'], 10)));
    show(fields.windowBytes, String(parseInt(knobs['consumer.window'], 10)));
    show(fields.work, knobs['consumer.work'].replace(/(\d+)ms/, (_, millis) => millis + '000').replace('us', ''));
    show(fields.ack, knobs['consumer.ack'].toUpperCase().replace('-', '_'));
    const consumers = Number(knobs['consumer.processes']);
    if (this.knownConsumers !== consumers || this.wantedConsumers === undefined) {
      this.knownConsumers = consumers;
      this.wantedConsumers = consumers;
      document.getElementById('consumers').textContent = consumers;
    }
  }

  happened(marks) {
    const list = document.getElementById('marks');
    for (const mark of marks) {
      if (mark.number <= this.lastMark) continue;
      this.lastMark = mark.number;
      list.querySelector('.empty')?.remove();
      list.prepend(element('li', { 'data-kind': mark.kind },
        element('time', {}, clock(mark.atMillis)), ' ', element('span', { class: 'of' }, mark.lane === 'DURABLE' ? 'durable' : 'memory'), ' ', mark.words));
    }
    while (list.children.length > MOST_MARKS) list.lastElementChild.remove();
    if (!list.children.length) list.append(element('li', { class: 'empty hint' }, 'Nothing yet. Kill a consumer, or the broker, and watch both lanes.'));
  }

  dress() {
    this.lanes.forEach(lane => lane.dress());
  }

  redraw() {
    this.lanes.forEach(lane => lane.charts.forEach(chart => { chart.chart.resize(); chart.draw(); }));
  }
}
