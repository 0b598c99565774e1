// The runs view: every run with its answer, its report in place, two held against each other.
import { get } from './api.js';
import { element } from './words.js';

export class RunsView {
  constructor(notify) {
    this.notify = notify;
    this.chosen = [];
    this.list = document.getElementById('runs');
    this.report = document.getElementById('report');
    this.comparison = document.getElementById('comparison');
    document.getElementById('report-close').addEventListener('click', () => this.closeReport());
    document.getElementById('compare').addEventListener('click', () => this.compare());
  }

  async open() {
    let runs;
    try {
      runs = await get('/api/runs');
    } catch (problem) {
      this.notify(problem.message);
      return;
    }
    this.chosen = this.chosen.filter(name => runs.some(run => run.name === name));
    this.list.replaceChildren(...runs.map(run => this.row(run)));
    if (!runs.length) {
      this.list.append(element('li', { class: 'empty' }, 'No runs yet. Start one under ', element('a', { href: '#experiments' }, 'Experiments'), ', or with “lab run” in a terminal.'));
    }
    this.counted();
  }

  row(run) {
    const path = '/api/runs/' + encodeURIComponent(run.name);
    const tick = element('input', { type: 'checkbox', 'aria-label': 'Compare ' + run.name, checked: this.chosen.includes(run.name) });
    tick.addEventListener('change', () => this.tick(run.name, tick.checked));
    const [headline = '', ...more] = run.answer;
    const answer = element('div', { class: 'answer' }, element('p', {}, headline));
    if (more.length) answer.append(element('details', {}, element('summary', {}, more.length + ' more'), element('ul', {}, ...more.map(sentence => element('li', {}, sentence)))));
    const links = element('p', { class: 'buttons' });
    if (run.report) links.append(element('button', { type: 'button', class: 'small report', 'aria-label': 'Open the report of ' + run.name, onclick: () => this.openReport(run.name) }, 'Report'));
    links.append(element('a', { href: path + '/zip', role: 'button', class: 'small secondary', download: run.name + '.zip', 'aria-label': 'Download everything of ' + run.name + ' as a zip' }, 'Zip'));
    return element('li', { class: 'run card', 'data-run': run.name },
      element('label', { class: 'run-name' }, tick, element('strong', {}, run.name)), element('p', { class: 'hint verdict' }, run.verdicts), answer, links);
  }

  tick(name, on) {
    this.chosen = this.chosen.filter(other => other !== name);
    if (on) this.chosen.push(name);
    this.counted();
  }

  counted() {
    document.getElementById('compare').disabled = this.chosen.length !== 2;
    document.getElementById('compare-hint').textContent = this.chosen.length === 2 ? 'Two runs chosen.'
      : this.chosen.length > 2 ? 'Only two can be compared: untick ' + (this.chosen.length - 2) + '.' : 'Tick two runs to compare them.';
  }

  async compare() {
    const [second, first] = [...this.chosen].sort().reverse();
    try {
      const found = await get('/api/runs/compare?first=' + encodeURIComponent(first) + '&second=' + encodeURIComponent(second));
      this.comparison.hidden = false;
      this.comparison.querySelector('h3').textContent = first + ' against ' + second;
      this.comparison.querySelector('pre').textContent = found.text;
      this.comparison.scrollIntoView({ block: 'start' });
    } catch (problem) {
      this.notify(problem.message);
    }
  }

  openReport(name) {
    this.report.hidden = false;
    document.getElementById('report-title').textContent = name;
    this.report.querySelector('iframe').src = '/api/runs/' + encodeURIComponent(name) + '/report';
    this.report.scrollIntoView({ block: 'start' });
    document.getElementById('report-close').focus({ preventScroll: true });
  }

  closeReport() {
    this.report.hidden = true;
    this.report.querySelector('iframe').removeAttribute('src');
    this.list.querySelector('button')?.focus();
  }
}
