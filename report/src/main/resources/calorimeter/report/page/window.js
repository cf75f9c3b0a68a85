// Draws when the page is there, and again when its width or its colours change. Every page has its own drawAll().

document.addEventListener('click', event => {
  const themeChoice = event.target.closest('button')?.dataset.themeChoice;
  if (themeChoice) {
    setTheme(themeChoice);
    drawAll();
  }
});

const systemDark = matchMedia('(prefers-color-scheme: dark)');

// `charts` is what a test waits for: how many there are, told once all are drawn.
function begin(charts) {
  systemDark.addEventListener('change', () => { setTheme(systemDark.matches ? 'dark' : 'light'); drawAll(); });

  const main = document.querySelector('main');
  let drawnWidth = main.clientWidth;
  new ResizeObserver(() => {
    if (main.clientWidth !== drawnWidth) {
      drawnWidth = main.clientWidth;
      drawAll();
    }
  }).observe(main);

  // Paper is white, whatever the screen.
  let screenTheme = 'light';
  addEventListener('beforeprint', () => { screenTheme = root.dataset.theme; setTheme('light'); drawAll(); });
  addEventListener('afterprint', () => { setTheme(screenTheme); drawAll(); });

  setTheme(systemDark.matches ? 'dark' : 'light');
  drawAll();
  root.dataset.ready = String(charts);
}
