'use strict';
// Sets the chosen theme before anything is painted.
(() => {
  let chosen = null;
  try { chosen = localStorage.getItem('ipcsh-theme'); } catch (e) { /* a file may have no storage */ }
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen;
})();
