// The choices of a sweep's page: from where curves count, which slice, whether single runs are drawn behind.

const part = { clock: 'start', slice: '0' };

function showPart() {
  document.querySelectorAll('div[data-clock]').forEach(element => {
    element.hidden = element.dataset.clock !== part.clock || element.dataset.slice !== part.slice;
  });
  drawAll();
}

document.addEventListener('click', event => {
  const button = event.target.closest('button');
  if (button?.dataset.clockChoice) {
    part.clock = button.dataset.clockChoice;
    document.querySelectorAll('[data-clock-choice]').forEach(other => other.setAttribute('aria-pressed', String(other === button)));
    showPart();
  } else if (button && 'single' in button.dataset) {
    choices.runs = !choices.runs;
    button.setAttribute('aria-pressed', String(choices.runs));
    drawAll();
  }
});

document.addEventListener('change', event => {
  if ('slices' in event.target.dataset) {
    part.slice = event.target.value;
    showPart();
  }
});

showPanels(curvePage);
