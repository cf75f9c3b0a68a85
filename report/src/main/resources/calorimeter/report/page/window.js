// Draws when the page is there, and again when its width or its colours change. Every page has its own drawAll().

document.addEventListener('click', event => {
  const themeChoice = event.target.closest('button')?.dataset.themeChoice;
  if (themeChoice) {
    setTheme(themeChoice);
    drawAll();
  }
});

// Draws one box. A failure is written into that box, and told as an error of the page; the others are drawn all the same.
function attempt(box, draw) {
  delete box.element.dataset.drawn;
  box.element.querySelector('.failed')?.remove();
  try {
    draw();
    box.element.dataset.drawn = 'true';
  } catch (error) {
    box.chart?.dispose();
    box.chart = undefined;
    const words = document.createElement('p');
    words.className = 'absent failed';
    words.textContent = 'This figure could not be drawn: ' + box.figure.title.replace(/<[^>]*>/g, '') + ', ' + box.panel.title
      + ' (' + error.message + ')';
    box.element.replaceChildren(words);
    reportError(error);
  }
}

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
