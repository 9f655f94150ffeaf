'use strict';

// --- light and dark ---
(() => {
  const root = document.documentElement;
  const button = document.querySelector('.theme');
  const system = matchMedia('(prefers-color-scheme: dark)');
  const now = () => root.dataset.theme || (system.matches ? 'dark' : 'light');
  const name = () => {
    button.textContent = now() === 'dark' ? '☀' : '☾';
    button.setAttribute('aria-label', now() === 'dark' ? 'Use light colours' : 'Use dark colours');
    button.title = button.getAttribute('aria-label');
  };
  button.hidden = false;
  name();
  button.addEventListener('click', () => {
    root.dataset.theme = now() === 'dark' ? 'light' : 'dark';
    try { localStorage.setItem('ipcsh-theme', root.dataset.theme); } catch (e) { /* kept for this page */ }
    name();
    document.dispatchEvent(new Event('ipcsh-theme'));
  });
  system.addEventListener('change', () => { name(); document.dispatchEvent(new Event('ipcsh-theme')); });
  window.ipcshTheme = now;
})();

// --- search ---
(() => {
  const form = document.querySelector('.search');
  const input = form.querySelector('input');
  const list = document.getElementById('results');
  const found = document.getElementById('found');
  const MOST = 12;

  function score(entry, words) {
    const [title, part, , text] = entry.low;
    let sum = 0;
    for (const word of words) {
      const place = title === word ? 50 : title.includes(word) ? 20 : part.includes(word) ? 10 : text.includes(word) ? 3 : 0;
      if (!place) return 0;
      sum += place;
    }
    return sum;
  }

  function snippet(text, words) {
    const low = text.toLowerCase();
    const at = words.map(word => low.indexOf(word)).filter(i => i >= 0);
    const from = Math.max(0, (at.length ? Math.min(...at) : 0) - 40);
    return (from ? '… ' : '') + text.slice(from, from + 130) + (from + 130 < text.length ? ' …' : '');
  }

  function marked(parent, text, words) {
    const low = text.toLowerCase();
    let done = 0;
    for (let i = 0; i < text.length;) {
      const word = words.find(each => low.startsWith(each, i));
      if (!word) { i++; continue; }
      parent.append(text.slice(done, i));
      const mark = document.createElement('mark');
      mark.textContent = text.slice(i, i + word.length);
      parent.append(mark);
      i += word.length;
      done = i;
    }
    parent.append(text.slice(done));
  }

  function element(parent, name, text, words) {
    const one = document.createElement(name);
    marked(one, text, words);
    parent.append(one);
  }

  function search() {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    list.replaceChildren();
    list.hidden = !words.length;
    found.textContent = '';
    if (!words.length) return;
    const index = window.ipcshIndex || [];
    const hits = [];
    for (const entry of index) {
      entry.low = entry.low || entry.map(text => text.toLowerCase());
      const points = score(entry, words);
      if (points) hits.push([points, entry]);
    }
    hits.sort((a, b) => b[0] - a[0]);
    for (const [, [title, part, url, text]] of hits.slice(0, MOST)) {
      const link = document.createElement('a');
      link.href = form.dataset.root + url;
      element(link, 'strong', part ? title + ' · ' + part : title, words);
      element(link, 'span', snippet(text, words), words);
      list.append(link);
    }
    found.textContent = hits.length ? hits.length + ' found' : 'Nothing found';
    if (!hits.length) element(list, 'p', 'Nothing found.', []);
  }

  input.addEventListener('input', search);
  input.addEventListener('focus', search);
  form.addEventListener('submit', event => {
    event.preventDefault();
    const first = list.querySelector('a');
    if (first) first.click();
  });
  form.addEventListener('keydown', event => {
    const links = [input, ...list.querySelectorAll('a')];
    const at = links.indexOf(document.activeElement);
    if (event.key === 'Escape') {
      input.value = '';
      search();
      input.blur();
    } else if (event.key === 'ArrowDown' && at + 1 < links.length) {
      event.preventDefault();
      links[at + 1].focus();
    } else if (event.key === 'ArrowUp' && at > 0) {
      event.preventDefault();
      links[at - 1].focus();
    }
  });
  list.addEventListener('click', () => { list.hidden = true; });
  document.addEventListener('click', event => { if (!form.contains(event.target)) list.hidden = true; });
  document.addEventListener('keydown', event => {
    const typing = /^(input|textarea|select)$/i.test(event.target.tagName || '') || event.target.closest?.('.player');
    if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      input.focus();
    }
  });
})();

// --- the recording ---
(() => {
  const box = document.querySelector('.player');
  if (!box) return;
  const assets = document.querySelector('link[rel=stylesheet]').href.replace(/[^/]*$/, '');
  const buttons = [...document.querySelectorAll('[data-marker]')];
  const times = buttons.map(button => {
    const [minutes, seconds] = button.querySelector('time').textContent.split(':').map(Number);
    return minutes * 60 + seconds;
  });
  let ready = null;
  let player = null;

  function load(name, url) {
    return new Promise((done, failed) => {
      const part = document.createElement(name);
      part.onload = done;
      part.onerror = () => failed(new Error(url));
      if (name === 'link') { part.rel = 'stylesheet'; part.href = url; } else { part.src = url; }
      document.head.append(part);
    });
  }

  function make(at) {
    if (player) player.dispose();
    box.replaceChildren();
    player = AsciinemaPlayer.create({ data: window.ipcshRecording }, box, {
      theme: 'ipcsh-' + window.ipcshTheme(), fit: 'width', controls: true, preload: true, startAt: at,
      terminalFontFamily: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace'
    });
    window.player = player;
  }

  function start() {
    ready = ready || Promise.all([
      load('link', assets + 'player.css'), load('script', assets + 'player.js'),
      load('script', new URL(box.dataset.recording, location.href).href)
    ]).then(() => {
      make(0);
      setInterval(highlight, 250);
    });
    return ready;
  }

  function highlight() {
    const now = player.getCurrentTime() + 0.5;
    let current = -1;
    times.forEach((time, i) => { if (time <= now) current = i; });
    buttons.forEach((button, i) => {
      if (i === current) button.setAttribute('aria-current', 'true');
      else button.removeAttribute('aria-current');
    });
  }

  box.querySelector('.play').addEventListener('click', () => start().then(() => player.play()));
  buttons.forEach((button, i) => button.addEventListener('click', async () => {
    await start();
    await player.seek({ marker: i });
    await player.play();
  }));
  document.addEventListener('ipcsh-theme', () => { if (player) make(player.getCurrentTime()); });
})();
