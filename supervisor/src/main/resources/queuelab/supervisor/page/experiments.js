// The experiments view: a scenario with its mistakes at their lines, and the experiment that runs.
import { get, post } from './api.js';
import { count, duration, element } from './words.js';

const CHECK_AFTER_MILLIS = 350;

export class ExperimentsView {
  constructor(notify, confirm, openReport) {
    this.notify = notify;
    this.confirm = confirm;
    this.openReport = openReport;
    this.pick = document.getElementById('scenario-pick');
    this.text = document.getElementById('scenario-text');
    this.lines = document.getElementById('scenario-lines');
    this.problems = document.getElementById('scenario-problems');
    this.button = document.getElementById('experiment-start');
    this.panel = document.getElementById('experiment');
    this.pick.addEventListener('change', () => this.choose());
    this.text.addEventListener('input', () => this.typed());
    this.text.addEventListener('scroll', () => { this.lines.scrollTop = this.text.scrollTop; });
    document.getElementById('scenario-form').addEventListener('submit', event => { event.preventDefault(); this.start(); });
  }

  async open() {
    if (this.scenarios) return;
    try {
      this.scenarios = await get('/api/scenarios');
    } catch (problem) {
      this.notify(problem.message);
      return;
    }
    this.pick.append(...this.scenarios.map(s => element('option', { value: s.name }, s.name + ' (' + s.trials + ' trials, ' + duration(s.seconds) + ')')));
    this.pick.value = this.scenarios.some(s => s.name === 'persistence') ? 'persistence' : this.scenarios[0]?.name;
    this.choose();
  }

  choose() {
    const scenario = this.scenarios.find(s => s.name === this.pick.value);
    if (!scenario) return;
    document.getElementById('scenario-about').textContent = scenario.about;
    this.text.value = scenario.yaml;
    this.shipped = scenario;
    this.mark([]);
    this.problems.replaceChildren(element('p', { class: 'good' }, scenario.trials + ' trials, about ' + duration(scenario.seconds) + '.'));
    this.button.disabled = false;
  }

  typed() {
    this.mark(this.mistakes || []);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.check(), CHECK_AFTER_MILLIS);
  }

  async check() {
    const yaml = this.text.value;
    this.asked = (this.asked || 0) + 1;
    const mine = this.asked;
    let checked;
    try {
      checked = await post('/api/scenarios/check', { yaml });
    } catch (problem) {
      this.problems.replaceChildren(element('p', { class: 'bad' }, problem.message));
      return;
    }
    if (mine === this.asked) this.checked(checked);
  }

  checked(checked) {
    this.mark(checked.problems);
    this.button.disabled = !checked.ok;
    if (checked.ok) {
      this.problems.replaceChildren(element('p', { class: 'good' }, 'Fine: ' + checked.points + (checked.points === 1 ? ' point, ' : ' points, ') + checked.trials + ' trials, about ' + duration(checked.seconds) + '.'));
      return;
    }
    this.problems.replaceChildren(element('ul', {}, ...checked.problems.map(problem => element('li', {},
      problem.line ? element('button', { type: 'button', class: 'link-like', onclick: () => this.goTo(problem.line) }, 'Line ' + problem.line) : element('span', {}, 'Everywhere'),
      ': ' + problem.words))));
  }

  goTo(line) {
    const lines = this.text.value.split('\n');
    const start = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
    this.text.focus();
    this.text.setSelectionRange(start, start + (lines[line - 1] || '').length);
    this.text.scrollTop = (line - 4) * parseFloat(getComputedStyle(this.text).lineHeight);
  }

  /** Numbers beside the lines, red where something is wrong. */
  mark(mistakes) {
    this.mistakes = mistakes;
    const wrong = new Map(mistakes.filter(m => m.line).map(m => [m.line, m.words]));
    const total = this.text.value.split('\n').length;
    this.lines.replaceChildren(...Array.from({ length: total }, (_, i) => element('span', { class: wrong.has(i + 1) ? 'wrong' : false, title: wrong.get(i + 1) }, String(i + 1) + '\n')));
    this.lines.scrollTop = this.text.scrollTop;
  }

  async start() {
    const unchanged = this.shipped && this.shipped.yaml === this.text.value;
    this.button.disabled = true;
    try {
      await post('/api/experiments', unchanged ? { scenario: this.shipped.name } : { yaml: this.text.value });
      this.panel.scrollIntoView({ block: 'nearest' });
    } catch (problem) {
      if (problem.details?.problems) this.checked({ ok: false, problems: problem.details.problems });
      this.notify(problem.message);
    } finally {
      this.button.disabled = false;
    }
  }

  async cancel() {
    if (!(await this.confirm('Cancel the experiment?', 'The trials that are over are kept and reported.'))) return;
    try {
      await post('/api/experiments/current/cancel');
    } catch (problem) {
      this.notify(problem.message);
    }
  }

  /** Each second. Rebuilt only when something changed, so that focus stays where it is. */
  show(experiment) {
    const text = JSON.stringify(experiment);
    if (text === this.shown) return;
    const before = this.shown ? JSON.parse(this.shown).state : undefined;
    this.shown = text;
    this.panel.hidden = experiment.state === 'none';
    if (this.panel.hidden) return;
    const running = experiment.state === 'running' || experiment.state === 'cancelling';
    if (!this.parts || before !== experiment.state) this.build(experiment, running);
    this.parts.progress.value = Math.max(0, running ? experiment.trial - 1 : experiment.trial);
    this.parts.progress.max = experiment.trials || 1;
    this.parts.words.textContent = (running && experiment.trial ? 'Trial ' + experiment.trial + ' of ' + experiment.trials + ', ' : '') + experiment.words
      + (experiment.remainingSeconds ? ', ' + experiment.remainingSeconds + ' s to go' : '')
      + (experiment.receivedPerSecond ? ', ' + count(experiment.receivedPerSecond) + ' received/s' : '');
    this.parts.verdicts.replaceChildren(...experiment.verdicts.map(verdict => element('li', {}, verdict)));
    return before !== undefined && before !== experiment.state && !running;
  }

  build(experiment, running) {
    const title = { running: 'Running: ', cancelling: 'Cancelling: ', finished: 'Finished: ', cancelled: 'Cancelled: ', failed: 'Failed: ' };
    this.parts = { progress: element('progress', { 'aria-label': 'Trials done' }), words: element('p'), verdicts: element('ul', { class: 'verdicts' }) };
    const buttons = element('p', { class: 'buttons' });
    if (experiment.state === 'running') buttons.append(element('button', { type: 'button', class: 'secondary', id: 'experiment-cancel', onclick: () => this.cancel() }, 'Cancel'));
    if (!running && experiment.run) buttons.append(element('button', { type: 'button', id: 'experiment-report', onclick: () => this.openReport(experiment.run) }, 'Open its report'));
    this.panel.dataset.state = experiment.state;
    this.panel.replaceChildren(element('h3', {}, title[experiment.state] + experiment.scenario), this.parts.progress, this.parts.words, this.parts.verdicts, buttons);
  }
}
