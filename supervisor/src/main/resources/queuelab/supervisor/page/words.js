// Figures for people.

export function latency(nanos) {
  if (nanos === null || nanos === undefined) return '–';
  if (nanos < 1e3) return nanos + ' ns';
  if (nanos < 1e6) return significant(nanos / 1e3) + ' µs';
  if (nanos < 1e9) return significant(nanos / 1e6) + ' ms';
  return significant(nanos / 1e9) + ' s';
}

export function significant(value) {
  if (value >= 100) return Math.round(value).toLocaleString('en');
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

export function count(value) {
  return value === null || value === undefined ? '–' : Math.round(value).toLocaleString('en');
}

export function bytes(value) {
  if (value >= 1048576) return Math.round(value / 1048576) + ' MiB';
  return value >= 1024 ? Math.round(value / 1024) + ' KiB' : value + ' B';
}

export function duration(seconds) {
  if (seconds < 90) return Math.ceil(seconds) + ' s';
  const minutes = Math.ceil(seconds / 60);
  return minutes < 90 ? minutes + ' min' : Math.floor(minutes / 60) + ' h ' + (minutes % 60) + ' min';
}

export function clock(millis) {
  return new Date(millis).toLocaleTimeString('en-GB');
}

/** What happened in two or three words, for where there is little room. */
export function brief(words) {
  return words.replace(/^(\d+ consumer) process(es)? takes? part now$/, (_, counted, several) => counted + (several ? 's' : '')).replace(/ was ready after.*/, ' is back').replace(/ with its agent$/, '').replace(/^started (\S+) in place of .*/, '$1 started')
    .replace(/^\w+\.(\w+) changed from .* to (.*)$/, '$1 $2').replace(/[(,;:].*/, '').trim();
}

/** An element with text in it; never markup, whatever the text is. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (key === 'onclick') made.addEventListener('click', value);
    else made.setAttribute(key, value === true ? '' : value);
  }
  made.append(...children);
  return made;
}
