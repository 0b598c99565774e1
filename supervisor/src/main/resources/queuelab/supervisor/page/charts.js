// Three charts a lane, ten minutes wide, with what happened drawn where it happened.
import { latency, count, clock, brief } from './words.js';

const SECONDS = 600;
const MARKS_SHOWN = 24;
const LABEL_PIXELS = 13;
/** They stand upright in the chart. */
const LABEL_LENGTH = 100;
const MARGIN = { left: 58, right: 26 };

/** Charts of a kind, one in each lane: what is side by side has one scale, or it cannot be compared. */
const peers = { latency: [], rate: [], depth: [] };

function colours() {
  const style = getComputedStyle(document.documentElement);
  const of = name => style.getPropertyValue(name).trim();
  return {
    text: of('--chart-text'), grid: of('--chart-grid'), back: of('--pico-card-background-color'),
    main: of('--chart-main'), second: of('--chart-second'), third: of('--chart-third'),
    CHANGE: of('--mark-change'), FAULT: of('--mark-fault'), RECOVERY: of('--mark-recovery'),
  };
}

function line(name, colour, options = {}) {
  return { name, type: 'line', showSymbol: false, data: [], lineStyle: { width: 1.6, color: colour }, itemStyle: { color: colour }, animation: false, connectNulls: false, ...options };
}

const KINDS = {
  latency: c => ({
    axis: { type: 'log', min: 1e5, axisLabel: { color: c.text, hideOverlap: true, formatter: value => latency(value).replace(/\.0+(?= )/, '') } },
    format: latency,
    series: [line('p50', c.main), line('p99', c.second), line('slowest', c.third, { lineStyle: { width: 1, color: c.third, type: 'dotted' } })],
    values: r => [r.p50Nanos, r.p99Nanos, r.maxNanos],
  }),
  rate: c => ({
    axis: { type: 'value', min: 0, axisLabel: { color: c.text, formatter: count } },
    format: value => count(value) + '/s',
    series: [line('in', c.second, { lineStyle: { width: 2.4, color: c.second, opacity: 0.55 } }), line('out', c.main)],
    values: r => [r.sentPerSecond, r.receivedPerSecond],
  }),
  depth: c => ({
    axis: { type: 'value', min: 0, minInterval: 1, axisLabel: { color: c.text, formatter: count } },
    format: count,
    series: [line('waiting', c.main, { areaStyle: { color: c.main, opacity: 0.15 } })],
    values: r => [r.depth],
  }),
};

export class Chart {
  constructor(holder, kind) {
    this.holder = holder;
    this.kind = kind;
    this.readings = [];
    this.marks = [];
    this.chart = window.echarts.init(holder, null, { renderer: 'canvas' });
    peers[kind].push(this);
    this.chart.group = kind; // pointing at one shows the same moment in the other
    window.echarts.connect(kind);
    this.dress();
    new ResizeObserver(() => this.chart.resize()).observe(holder);
  }

  /** Again after light and dark change places. */
  dress() {
    const c = colours();
    this.colours = c;
    this.spec = KINDS[this.kind](c);
    const { axis, series, format } = this.spec;
    this.chart.setOption({
      grid: { ...MARGIN, top: 26, bottom: 22 },
      legend: { top: 0, right: 8, itemHeight: 8, itemWidth: 16, textStyle: { color: c.text, fontSize: 11 }, selectedMode: false, data: series.map(s => s.name) },
      tooltip: { trigger: 'axis', valueFormatter: format, backgroundColor: c.back, borderColor: c.grid, textStyle: { color: c.text }, transitionDuration: 0 },
      xAxis: { type: 'time', splitNumber: 4, axisLabel: { color: c.text, hideOverlap: true, fontSize: 10, formatter: clock }, axisLine: { lineStyle: { color: c.grid } }, splitLine: { show: false } },
      yAxis: { ...axis, splitLine: { lineStyle: { color: c.grid } }, splitNumber: 3 },
      series,
    }, true);
    this.draw();
  }

  begin(readings, marks) {
    this.readings = readings.slice(-SECONDS);
    this.marks = marks;
    this.draw();
  }

  add(reading, marks) {
    this.readings.push(reading);
    if (this.readings.length > SECONDS) this.readings.shift();
    if (marks.length) this.marks = this.marks.concat(marks);
    this.draw();
  }

  draw() {
    // Nothing is drawn that nobody sees; what was missed is drawn with the next second.
    if (document.hidden || this.holder.offsetParent === null) return;
    const last = this.readings.length ? this.readings[this.readings.length - 1].atMillis : Date.now();
    const first = Math.max(last - SECONDS * 1000, Math.min(this.readings.length ? this.readings[0].atMillis : last, last - 60000));
    this.marks = this.marks.filter(mark => mark.atMillis > last - SECONDS * 1000);
    const columns = this.readings.map(r => [r.atMillis, this.spec.values(r)]);
    const floor = this.spec.axis.type === 'log' ? this.spec.axis.min : -Infinity;
    const series = this.spec.series.map((s, index) => ({
      data: columns.map(([at, values]) => [at, values[index] === null || values[index] === undefined ? null : Math.max(values[index], floor)]),
    }));
    series[0].markLine = this.markLine(first, last);
    this.chart.setOption({ xAxis: { min: first, max: last }, yAxis: scale(this.kind), series });
    this.describe();
  }

  /** The largest value in sight. */
  largest() {
    return this.readings.reduce((most, r) => Math.max(most, ...this.spec.values(r).map(value => value ?? 0)), 0);
  }

  /** What happened, in words on the topmost chart only, where there is room for them. */
  markLine(first, last) {
    const shown = this.marks.filter(mark => mark.atMillis >= first).slice(-MARKS_SHOWN);
    const pixels = (this.holder.clientWidth - MARGIN.left - MARGIN.right) / Math.max(1, last - first);
    const worded = new Set();
    // The latest first, and what went wrong before what was put right.
    const byWeight = [...shown.keys()].reverse().sort((a, b) => (shown[b].kind === 'FAULT') - (shown[a].kind === 'FAULT'));
    for (const i of this.kind === 'latency' ? byWeight : []) {
      const free = [...worded].every(j => Math.abs(shown[j].atMillis - shown[i].atMillis) * pixels >= LABEL_PIXELS);
      if (free) worded.add(i);
    }
    return {
      silent: true, symbol: 'none', animation: false,
      data: shown.map((mark, i) => ({
        xAxis: mark.atMillis,
        lineStyle: { color: this.colours[mark.kind], width: 1.4, type: mark.kind === 'FAULT' ? 'solid' : 'dashed' },
        label: { show: worded.has(i), position: 'insideEndTop', formatter: brief(mark.words), color: this.colours[mark.kind], fontSize: 10, distance: 2, width: LABEL_LENGTH, overflow: 'truncate' },
      })),
    };
  }

  /** What a screen reader says of the picture. */
  describe() {
    const reading = this.readings[this.readings.length - 1];
    if (!reading) return;
    const values = this.spec.values(reading);
    this.holder.setAttribute('aria-label', this.spec.series.map((s, i) => s.name + ' ' + this.spec.format(values[i])).join(', '));
  }
}

/** A round end of the axis above the largest value of both lanes. */
function scale(kind) {
  const most = Math.max(...peers[kind].map(chart => chart.largest()));
  if (kind === 'latency') {
    const powers = Math.max(3, Math.ceil(Math.log10(Math.max(1, most))) - 5); // above 100 µs
    return { max: 10 ** (5 + powers), splitNumber: powers }; // else every tenth power only, once there are many
  }
  const rough = Math.max(1, most / 3);
  const power = 10 ** Math.floor(Math.log10(rough));
  const interval = power * [1, 2, 5, 10].find(step => step * power >= rough);
  return { max: Math.max(1, Math.ceil(most / interval)) * interval, interval };
}
