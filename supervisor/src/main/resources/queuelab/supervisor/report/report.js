'use strict';
(function () {
  const data = JSON.parse(document.getElementById('chart-data').textContent);
  const section = document.getElementById('charts');
  if (!window.echarts || !data.trials.length) return;
  section.hidden = false;

  // Okabe and Ito's palette, told apart with any colour vision; dash and symbol repeat what the colour says.
  const COLOURS = ['#0072B2', '#D55E00', '#009E73', '#CC79A7', '#E69F00', '#56B4E9', '#999999'];
  const COLOURS_ON_DARK = ['#56B4E9', '#E69F00', '#2FC79A', '#E79CC6', '#F0E442', '#D5763A', '#BBBBBB'];
  const DASHES = ['solid', 'dashed', 'dotted', [8, 3, 2, 3]];
  const SYMBOLS = ['circle', 'triangle', 'rect', 'diamond', 'pin', 'arrow'];
  const P50 = 'dueToReceive.p50Nanos', P99 = 'dueToReceive.p99Nanos', RECEIVED = 'throughput.receivedPerSecond', CPU = 'cpu.nanosPerMessage';
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  let printing = false;
  const plots = [];

  const narrow = () => section.clientWidth < 480;
  const isDark = () => dark.matches && !printing;
  const ink = () => (isDark() ? '#c9d1dc' : '#39424e');
  const faint = () => (isDark() ? '#333c48' : '#e3e7ec');
  const colour = i => (isDark() ? COLOURS_ON_DARK : COLOURS)[i % COLOURS.length];
  const grey = () => (isDark() ? '#8793a3' : '#8a94a0');
  const variantAt = name => Math.max(0, data.variants.indexOf(name));
  const text = s => String(s).replace(/[&<>"']/g, c => '&#' + c.charCodeAt(0) + ';');

  const millis = v => v >= 1000 ? trim(v / 1000) + ' s' : v >= 1 ? trim(v) + ' ms' : trim(v * 1000) + ' µs';
  const trim = v => v === 0 ? '0' : String(Number(v.toPrecision(3)));
  const count = v => Math.abs(v) >= 1e6 ? trim(v / 1e6) + 'M' : Math.abs(v) >= 1e4 ? trim(v / 1e3) + 'k' : String(Math.round(v * 100) / 100);

  function heading(words, note) {
    const h2 = document.createElement('h2');
    h2.textContent = words;
    section.append(h2);
    if (note) {
      const p = document.createElement('p');
      p.className = 'note across';
      p.textContent = note;
      section.append(p);
    }
  }

  function plot(title, note, build, low, parent) {
    const figure = document.createElement('figure');
    const caption = document.createElement('figcaption');
    const small = document.createElement('small');
    caption.textContent = title;
    small.textContent = note;
    caption.append(small);
    const box = document.createElement('div');
    box.className = low ? 'plot low' : 'plot';
    box.setAttribute('role', 'img');
    box.setAttribute('aria-label', title + '. ' + note);
    figure.append(caption, box);
    (parent || section).append(figure);
    const made = { box, build, small, chart: null };
    plots.push(made);
    return made;
  }

  function draw(made) {
    if (made.chart) made.chart.dispose();
    made.chart = null;
    const options = made.build();
    if (!options.series.some(hasFigures)) { // a log axis without any figure has no ends
      made.box.textContent = 'No figure: too few messages, or none.';
      return;
    }
    made.box.textContent = '';
    made.chart = window.echarts.init(made.box, null, { renderer: 'svg' });
    made.chart.setOption(Object.assign({ animation: false, textStyle: { color: ink(), fontFamily: 'system-ui, sans-serif' } }, options));
  }
  const known = v => v !== null && v !== undefined;
  const hasFigures = series => (series.data || []).some(d => [d && d.value !== undefined ? d.value : d].flat().every(known));
  const drawAll = () => plots.forEach(draw);

  function axis(type, name, more) {
    return Object.assign({
      type, name, nameTextStyle: { color: ink(), align: 'left' }, axisLabel: { color: ink(), hideOverlap: true },
      axisLine: { onZero: false, lineStyle: { color: grey() } }, splitLine: { lineStyle: { color: faint() } },
    }, more);
  }
  const below = (type, name, more) => axis(type, name, Object.assign({ nameLocation: 'middle', nameGap: 28, nameTextStyle: { color: ink(), align: 'center' } }, more));
  const grid = () => ({ left: 8, right: 30, top: 54, bottom: 26, containLabel: true });
  const legend = (names, more) => Object.assign({ data: names, type: 'scroll', top: 0, right: 4, textStyle: { color: ink() }, inactiveColor: grey() }, more);
  const tooltip = more => Object.assign({
    confine: true, backgroundColor: isDark() ? '#1b222c' : '#fff', borderColor: grey(), textStyle: { color: ink() },
  }, more);

  // A log axis spans whole powers of ten, so that its labels are round.
  function decades(values) {
    const known = values.filter(v => v > 0);
    if (!known.length) return { min: 0.01, max: 10 };
    return {
      min: Math.pow(10, Math.floor(Math.log10(Math.min(...known)) + 1e-9)),
      max: Math.pow(10, Math.ceil(Math.log10(Math.max(...known)) - 1e-9)),
    };
  }

  // Consumers: curve, fit and knee ------------------------------------------------------------------------
  const scalingBox = document.getElementById('scaling-charts');
  if (scalingBox && (data.scaling.length || data.fairness.length)) {
    scalingBox.hidden = false;
    let made = null;
    data.scaling.forEach(c => plot(c.title, 'messages received per second. Large: medians with 95 % intervals; small: each trial; grey: ideal, as many times one as there are consumers. Hollow: the rate was met, or the machine was out of cores.', () => {
      const series = [{ type: 'line', name: 'ideal', data: c.ideal, symbol: 'none', silent: true, lineStyle: { width: 1.5, type: [3, 5], color: grey() }, itemStyle: { color: grey() }, z: 1 }];
      const most = Math.max(...c.ideal.map(p => p[0])), top = Math.max(...c.curves.flatMap(k => k.points.map(p => Math.max(p.median, p.high || 0))), ...c.ideal.map(p => p[1]));
      c.curves.forEach((k, i) => {
        const bars = k.points.flatMap(p => p.low === null ? [] : [[p.consumers, p.low], [p.consumers, p.high], [p.consumers, null]]);
        series.push({ type: 'line', name: k.name, data: bars, symbol: 'rect', symbolSize: [10, 2], connectNulls: false, lineStyle: { width: 2, color: colour(i) }, itemStyle: { color: colour(i) }, silent: true, z: 2 });
        series.push({ type: 'line', name: k.name, data: k.points.map(p => [p.consumers, p.median]), symbol: 'none', silent: true, lineStyle: { width: k.fit.length ? 0 : 1.6, type: DASHES[i % DASHES.length], color: colour(i) }, itemStyle: { color: colour(i) }, z: 2 });
        if (k.fit.length) series.push({
          type: 'line', name: 'fit', data: k.fit, symbol: 'none', silent: true, lineStyle: { width: 1.8, type: DASHES[1], color: colour(i) }, itemStyle: { color: colour(i) }, z: 2,
          markLine: k.knee === null ? undefined : { silent: true, symbol: 'none', lineStyle: { color: colour(i), type: 'dotted' }, label: { color: ink(), formatter: 'knee ' + trim(k.knee) }, data: [{ xAxis: k.knee }] },
        });
        series.push({
          type: 'scatter', name: k.name, symbol: SYMBOLS[i % SYMBOLS.length], symbolSize: 11, itemStyle: { color: colour(i) }, z: 3,
          data: k.points.map(p => ({ value: [p.consumers, p.median], point: p, itemStyle: p.flagged ? { color: 'transparent', borderColor: colour(i), borderWidth: 2 } : undefined })),
        });
        series.push({ type: 'scatter', name: k.name, symbol: 'emptyCircle', symbolSize: 5, itemStyle: { color: colour(i), opacity: 0.65 }, z: 4, data: k.trials.map(t => ({ value: [t.consumers + most * 0.012, t.value], words: t.id })) });
      });
      return {
        grid: grid(), series,
        legend: legend(c.curves.map(k => k.name).concat(c.curves.some(k => k.fit.length) ? ['fit'] : [], ['ideal'])),
        tooltip: tooltip({ trigger: 'item', formatter: p => text(p.data.words || p.seriesName) + '<br>' + p.value[0].toFixed(0) + ': ' + count(p.value[1]) + '/s' + (p.data.point ? (p.data.point.low === null ? '' : '<br>95 %: ' + count(p.data.point.low) + ' to ' + count(p.data.point.high) + '/s') + '<br>limited by ' + text(p.data.point.limit) : '') }),
        xAxis: below('value', 'consumers', { min: 0, max: Math.ceil(most * 1.05), minInterval: 1, splitLine: { show: false } }),
        yAxis: axis('value', 'messages/s', { min: 0, max: v => Math.max(v.max, top), axisLabel: { color: ink(), formatter: count } }),
      };
    }, false, scalingBox));
    if (data.fairness.length) made = plot('Share of each consumer', 'in percent of an even share, each consumer of each trial a dot; on the line, all have the same', () => ({
      grid: Object.assign(grid(), { top: 24, left: 16 }),
      tooltip: tooltip({ trigger: 'item', formatter: p => text(data.fairness[p.data.row].label) + '<br>' + trim(p.data.share) + ' % of the messages' }),
      xAxis: below('value', '% of an even share', { min: 0, splitLine: { lineStyle: { color: faint() } } }),
      yAxis: axis('category', '', { data: data.fairness.map(f => f.label), inverse: true, axisTick: { show: false }, axisLabel: { color: ink(), width: 190, overflow: 'break', lineHeight: 14 } }),
      series: [{
        type: 'scatter', symbol: 'emptyCircle', symbolSize: 8, itemStyle: { color: colour(0), opacity: 0.75 },
        data: data.fairness.flatMap((f, row) => f.shares.map(share => ({ value: [100 * share / f.even, f.label], row, share }))),
        markLine: { silent: true, symbol: 'none', lineStyle: { color: grey(), type: 'dashed' }, label: { color: ink(), formatter: 'even', position: 'start' }, data: [{ xAxis: 100 }] },
      }],
    }), false, scalingBox);
    if (data.fairness.length > 6) made.box.style.height = 110 + 34 * data.fairness.length + 'px';
  }

  // The ladder: every way to pass a message on one log axis -----------------------------------------------
  const ladderBox = document.getElementById('ladder-charts');
  if (ladderBox && data.ladders.length) {
    ladderBox.hidden = false;
    data.ladders.forEach(l => {
      const format = l.byRate ? v => count(v) + '/s' : millis;
      const made = plot(l.byRate ? 'Received, saturating' : 'dueToReceive', 'medians with 95 % intervals; small: each trial. The axis is logarithmic', () => {
        const names = [...new Set(l.rungs.flatMap(r => r.marks.map(m => m.name)))];
        const range = decades(l.rungs.flatMap(r => r.marks.flatMap(m => [m.median, m.low, m.high].concat(m.trials))));
        const series = [];
        names.forEach((name, i) => {
          const off = (i - (names.length - 1) / 2) * 0.3;
          const marks = l.rungs.map((r, row) => ({ row, r, m: r.marks.find(m => m.name === name) })).filter(x => x.m);
          const bars = marks.flatMap(x => x.m.low === null ? [] : [[x.m.low, x.row + off], [x.m.high, x.row + off], [null, x.row + off]]);
          series.push({ type: 'line', name, data: bars, symbol: 'rect', symbolSize: [2, 10], connectNulls: false, lineStyle: { width: 2, color: colour(i) }, itemStyle: { color: colour(i) }, silent: true, z: 2 });
          series.push({ type: 'scatter', name, symbol: SYMBOLS[i % SYMBOLS.length], symbolSize: 11, itemStyle: { color: colour(i) }, z: 3, data: marks.map(x => ({ value: [x.m.median, x.row + off], words: x.r.way + ', ' + name, m: x.m })) });
          series.push({ type: 'scatter', name, symbol: 'emptyCircle', symbolSize: 5, itemStyle: { color: colour(i), opacity: 0.65 }, z: 4, data: marks.flatMap(x => x.m.trials.map(t => ({ value: [t, x.row + off + 0.1], words: x.r.way + ', ' + name + ', one trial' }))) });
        });
        return {
          grid: { left: 16 + 7 * Math.max(...l.rungs.map(r => r.way.length)), right: 30, top: 34, bottom: 42 }, series, legend: legend(names),
          tooltip: tooltip({ trigger: 'item', formatter: p => text(p.data.words) + '<br>' + format(p.value[0]) + (p.data.m && p.data.m.low !== null ? '<br>95 %: ' + format(p.data.m.low) + ' to ' + format(p.data.m.high) : '') }),
          xAxis: below('log', l.byRate ? 'messages/s' : 'latency', { logBase: 10, min: range.min, max: range.max, axisLabel: { color: ink(), fontSize: narrow() ? 10 : 12, formatter: l.byRate ? count : millis }, splitLine: { lineStyle: { color: faint() } } }),
          yAxis: axis('value', '', { min: -0.5, max: l.rungs.length - 0.5, interval: 0.5, inverse: true, splitLine: { show: false }, axisTick: { show: false }, axisLabel: { color: ink(), formatter: v => Number.isInteger(v) && l.rungs[v] ? l.rungs[v].way : '' } }),
        };
      }, false, ladderBox);
      made.box.style.height = 90 + 44 * l.rungs.length + 'px';
    });
  }

  // Latency by percentile ---------------------------------------------------------------------------------
  const byPercentile = oneIn => oneIn <= 1 ? 'min' : (100 - 100 / oneIn).toFixed(Math.max(0, Math.round(Math.log10(oneIn)) - 2)) + ' %';
  heading('Latency by percentile', 'dueToReceive. One line a trial; lines that lie together mean trials that agree. The last point of a line is its slowest message. Grey, dotted: trials that failed or are invalid.');
  const range = decades(data.trials.flatMap(t => t.latency.map(p => p[1])));
  const slowest = Math.max(10, ...data.trials.flatMap(t => t.latency.map(p => p[0])));
  data.sweeps.forEach(sweep => {
    const trials = data.trials.filter(t => t.sweep === sweep && t.latency.length);
    if (!trials.length) return;
    const queueing = data.points.some(p => p.sweep === sweep && p.queueing);
    plot(sweep || 'All trials', queueing ? 'saturated: time spent queueing, not a stable latency' : 'how long the slowest share of messages took', () => ({
      grid: grid(),
      legend: legend(data.variants.filter(v => trials.some(t => t.variant === v && t.verdict === 'pass')), { selectedMode: true }),
      tooltip: tooltip({ trigger: 'item', formatter: p => text(p.data.id || p.seriesName) + '<br>' + byPercentile(p.value[0]) + ': ' + millis(p.value[1]) }),
      xAxis: below('log', 'percentile', { logBase: 10, min: 1, max: Math.pow(10, Math.ceil(Math.log10(slowest))), axisLabel: { color: ink(), hideOverlap: true, formatter: v => v === 1 ? '0 %' : byPercentile(v) }, splitLine: { show: true, lineStyle: { color: faint() } } }),
      yAxis: axis('log', 'latency', { logBase: 10, min: range.min, max: range.max, axisLabel: { color: ink(), formatter: millis } }),
      series: trials.map(t => {
        const i = variantAt(t.variant), passed = t.verdict === 'pass';
        return {
          type: 'line', name: passed ? t.variant : t.id + ' (' + t.verdict + ')', data: t.latency.map(p => ({ value: p, id: t.id })),
          showSymbol: true, symbol: SYMBOLS[i % SYMBOLS.length], symbolSize: 4, color: passed ? colour(i) : grey(),
          lineStyle: { width: passed ? 1.8 : 1.2, type: passed ? DASHES[i % DASHES.length] : [2, 4], color: passed ? colour(i) : grey() },
        };
      }),
    }));
  });

  // Figures per point -------------------------------------------------------------------------------------
  function perPoint(title, note, metric, y) {
    const wide = data.sweeps.length > 1;
    plot(title, note, () => {
      const step = 0.5 / Math.max(1, data.variants.length);
      const series = [];
      data.variants.forEach((variant, i) => {
        const dodge = (i - (data.variants.length - 1) / 2) * step;
        const at = sweep => data.sweeps.indexOf(sweep) + dodge;
        const points = data.points.filter(p => p.variant === variant && p.medians[metric]);
        const bars = points.flatMap(p => {
          const m = p.medians[metric];
          return m[1] === null ? [] : [[at(p.sweep), m[1]], [at(p.sweep), m[2]], [at(p.sweep), null]];
        });
        series.push({ type: 'line', name: variant, data: bars, symbol: 'rect', symbolSize: [12, 2], connectNulls: false, lineStyle: { width: 2, color: colour(i) }, itemStyle: { color: colour(i) }, silent: true, z: 2 });
        series.push({
          type: 'scatter', name: variant, symbol: SYMBOLS[i % SYMBOLS.length], symbolSize: 12, itemStyle: { color: colour(i) }, z: 3,
          data: points.map(p => ({ value: [at(p.sweep), p.medians[metric][0]], words: variant + (p.sweep ? ', ' + p.sweep : ''), range: p.medians[metric] })),
        });
        series.push({
          type: 'scatter', name: variant, symbol: 'emptyCircle', symbolSize: 6, itemStyle: { color: colour(i), opacity: 0.65 }, z: 4,
          data: data.trials.filter(t => t.variant === variant && t.verdict === 'pass' && t.figures[metric] !== null)
            .map(t => ({ value: [at(t.sweep) + step * 0.28, t.figures[metric]], words: t.id })),
        });
      });
      const notPassed = data.trials.filter(t => t.verdict !== 'pass' && t.figures[metric]);
      if (notPassed.length) series.push({
        type: 'scatter', name: 'not counted', symbol: 'path://M0,0 L10,10 M10,0 L0,10', symbolSize: 8, itemStyle: { color: 'transparent', borderColor: grey(), borderWidth: 2 },
        data: notPassed.map(t => ({ value: [data.sweeps.indexOf(t.sweep) + (variantAt(t.variant) - (data.variants.length - 1) / 2) * step - step * 0.28, t.figures[metric]], words: t.id + ' (' + t.verdict + ')' })),
      });
      return {
        grid: grid(), series,
        legend: legend(data.variants.concat(notPassed.length ? ['not counted'] : [])),
        tooltip: tooltip({ trigger: 'item', formatter: p => text(p.data.words || p.seriesName) + '<br>' + y.format(p.value[1]) + (p.data.range && p.data.range[1] !== null ? '<br>95 %: ' + y.format(p.data.range[1]) + ' to ' + y.format(p.data.range[2]) : '') }),
        xAxis: below('value', wide ? 'point' : '', {
          min: -0.5, max: data.sweeps.length - 0.5, interval: 0.5, splitLine: { show: false }, axisTick: { show: false },
          axisLabel: { color: ink(), hideOverlap: true, formatter: v => Number.isInteger(v) && data.sweeps[v] !== undefined ? label(data.sweeps[v], v) : '' },
        }),
        yAxis: y.axis(),
      };
    });
  }
  const label = (sweep, i) => {
    const short = (sweep || 'all trials').replace(/(^|, )[^ ,]+ (?=[^ ,]+(,|$))/g, data.sweeps.length > 4 ? '$1' : '$&');
    return short + (data.points.some(p => p.sweep === data.sweeps[i] && p.queueing) ? ' *' : '');
  };
  heading('Per point', 'Large: the median of the trials that passed, with its 95 % interval. Small: each trial. A cross is a trial that failed or is invalid and counts in no median. * saturated.');
  perPoint('Throughput', 'messages received per second', RECEIVED, { format: v => count(v) + '/s', axis: () => axis('value', 'messages/s', { min: 0, axisLabel: { color: ink(), formatter: count } }) });
  const latencies = decades(data.trials.flatMap(t => [t.figures[P50], t.figures[P99]]));
  const latencyAxis = () => axis('log', 'latency', { logBase: 10, min: latencies.min, max: latencies.max, axisLabel: { color: ink(), formatter: millis } });
  perPoint('Latency, p99', 'dueToReceive; 99 of 100 messages were faster', P99, { format: millis, axis: latencyAxis });
  perPoint('Latency, p50', 'dueToReceive; half of the messages were faster', P50, { format: millis, axis: latencyAxis });

  perPoint('CPU per message', 'of all processes within the window, for each message received', CPU, { format: millis, axis: () => axis('value', 'CPU time', { min: 0, axisLabel: { color: ink(), formatter: millis } }) });

  // One trial over time -----------------------------------------------------------------------------------
  const timed = data.trials.filter(t => t.series && t.series.seconds.length);
  if (timed.length) {
    heading('One trial over time', 'Shaded: the measured window. Before it the trial warms up, after it the queues drain.');
    let shown = timed.find(t => t.verdict !== 'pass') || timed[0];
    const box = document.createElement('label');
    box.className = 'across';
    box.textContent = 'Trial ';
    const select = document.createElement('select');
    timed.forEach((t, i) => select.add(new Option(t.id + ' – ' + t.variant + (t.sweep ? ', ' + t.sweep : '') + (t.verdict === 'pass' ? '' : ' – ' + t.verdict.toUpperCase()), i, false, t === shown)));
    box.append(select);
    section.append(box);
    const overTime = (title, note, y, lines, from) => plot(title, note, () => {
      const times = ((from ? from(shown) : null) || shown.series).seconds;
      const all = lines(shown.series);
      return {
        grid: grid(),
        legend: all.length > 1 ? legend(all.map(l => l.name)) : undefined,
        tooltip: tooltip({ trigger: 'axis', valueFormatter: v => v === null || v === undefined ? '–' : y.format(v) }),
        xAxis: below('value', 'seconds after the start', { min: Math.min(0, Math.floor(shown.series.seconds[0])), max: Math.ceil(shown.series.seconds[shown.series.seconds.length - 1]), splitLine: { show: false } }),
        yAxis: y.axis(),
        series: all.map((l, i) => ({
          type: 'line', name: l.name, showSymbol: false, connectNulls: true, data: times.map((s, k) => [s, l.values[k]]),
          color: colour(i), lineStyle: { width: 1.8, type: DASHES[i % DASHES.length] },
          markArea: i ? undefined : { silent: true, itemStyle: { color: isDark() ? 'rgba(255,255,255,.05)' : 'rgba(0,0,0,.045)' }, data: [[{ xAxis: shown.series.measureFrom }, { xAxis: shown.series.measureTo }]] },
          markLine: i || !shown.series.marks.length ? undefined : {
            symbol: 'none', label: { show: false }, tooltip: { formatter: p => text(p.name) },
            data: shown.series.marks.map(m => ({ xAxis: m.second, name: m.second + ' s: ' + m.what, lineStyle: { color: m.fault ? '#d1242f' : grey(), type: m.fault ? 'solid' : 'dashed', width: 1 } })),
          },
        })),
      };
    }, true);
    const fromZero = (name, format) => ({ format, axis: () => axis('value', name, { min: 0, axisLabel: { color: ink(), formatter: count } }) });
    const processes = map => Object.keys(map).map(name => ({ name, values: map[name] }));
    // Of the lab's own broker; an external one has none.
    const activityCharts = () => {
      if (!timed.some(t => t.activity)) return [];
      const from = t => t.activity;
      const line = (name, key) => ({ name, values: shown.activity ? shown.activity[key] : [] });
      return [
        overTime('Journal', 'how often its buffer was written out, and how often the disk was flushed (by any process)', fromZero('1/s', v => count(v) + '/s'), () => [line('journal flushes', 'journalFlushesPerSecond'), line('disk flushes', 'deviceFlushesPerSecond')], from),
        overTime('Written by the broker', 'to any disk: journal, pages, large messages', fromZero('MiB/s', v => trim(v) + ' MiB/s'), () => [line('written', 'writtenMebibytesPerSecond')], from),
        overTime('Garbage collection', 'of the broker: time stood still in each second', fromZero('ms/s', v => trim(v) + ' ms/s'), () => [line('collection', 'collectionMillisPerSecond')], from),
        overTime('Broker heap and pages', 'heap in use, garbage included; page files of the queues', fromZero('MiB, files', v => count(v)), () => [line('heap, MiB', 'heapMebibytes'), line('page files', 'pages')], from),
      ];
    };
    const made = [
      overTime('Rate', 'all producers, all consumers', fromZero('messages/s', v => count(v) + '/s'), s => [{ name: 'sent', values: s.sentPerSecond }, { name: 'received', values: s.receivedPerSecond }]),
      overTime('Latency', 'dueToReceive of each second, the slowest consumer', {
        format: millis, axis: () => {
          const r = decades(shown.series.p50Millis.concat(shown.series.p99Millis));
          return axis('log', 'latency', { logBase: 10, min: r.min, max: r.max, axisLabel: { color: ink(), formatter: millis } });
        },
      }, s => [{ name: 'p50', values: s.p50Millis }, { name: 'p99', values: s.p99Millis }]),
      overTime('Queue depth', 'messages in all queues, ready and delivering', fromZero('messages', count), s => [{ name: 'depth', values: s.depth }]),
      ...activityCharts(),
      overTime('CPU', 'per process; 100 % is one core', fromZero('% of a core', v => trim(v) + ' %'), s => processes(s.cpuPercent)),
      overTime('Memory', 'per process, resident', fromZero('MiB', v => Math.round(v) + ' MiB'), s => processes(s.memoryMebibytes)),
      plot('Share of messages per consumer', 'of all that arrived in this trial', () => {
        const names = Object.keys(shown.shares);
        return {
          grid: grid(), tooltip: tooltip({ trigger: 'item', formatter: p => text(p.name) + ': ' + trim(p.value) + ' %' }),
          xAxis: below('category', 'consumer process', { data: names.map(n => n.replace('consumer-', '')), axisTick: { show: false } }),
          yAxis: axis('value', '% of messages', { min: 0, max: names.length === 1 ? 100 : undefined }),
          series: [{ type: 'bar', barMaxWidth: 48, data: names.map(n => shown.shares[n] * 100), itemStyle: { color: colour(0) } }],
        };
      }, true),
    ];
    select.addEventListener('change', () => { shown = timed[Number(select.value)]; made.forEach(draw); });
  }

  drawAll();
  new ResizeObserver(() => !printing && plots.forEach(p => p.chart && p.chart.resize())).observe(section);
  dark.addEventListener('change', drawAll);
  let opened = [];
  window.addEventListener('beforeprint', () => {
    printing = true;
    // The page is laid out for paper only after this: two charts side by side on A4.
    plots.forEach(p => { p.box.style.width = '325px'; });
    drawAll();
    opened = [...document.querySelectorAll('details:not([open])')];
    opened.forEach(d => { d.open = true; });
  });
  window.addEventListener('afterprint', () => {
    printing = false;
    plots.forEach(p => { p.box.style.width = ''; });
    drawAll();
    opened.forEach(d => { d.open = false; });
  });
  // A link to a trial opens it.
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.tagName === 'DETAILS') target.open = true;
  };
  window.addEventListener('hashchange', reveal);
  reveal();
})();
