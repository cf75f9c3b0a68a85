// Puts the charts into their boxes, the legends above them, and redraws when the reader chooses.

const boxes = [...document.querySelectorAll('.chart')].map(element => {
  const figure = figureOf(element.dataset.figure);
  const index = Number(element.dataset.panel);
  return { element, figure, index, panel: figure.panels[index], legend: element.parentElement.querySelector('.legend') };
});

function drawBox(box, theme) {
  const { element, figure, panel, index } = box;
  if (figure.kind === 'HEAD_MAPS') {
    element.style.height = mapHeight(headQuantity(page.runs[0], mapKey(panel, index))) + 'px';
  }
  const renderer = figure.kind === 'HEAD_MAPS' && !picturing ? 'canvas' : 'svg';
  if (box.renderer !== renderer) {
    box.chart?.dispose();
    box.chart = undefined;
    box.renderer = renderer;
  }
  box.chart ??= echarts.init(element, null, { renderer });
  box.chart.resize();
  const width = element.clientWidth;
  if (figure.kind === 'LINES') {
    lineChart(box.chart, panel, width, theme);
  } else if (figure.kind === 'HEAD_MAPS') {
    headMap(box.chart, panel, index, width, theme);
  } else {
    headPlane(box.chart, panel, theme);
  }
  box.chart.getZr().flush();
  drawLegend(box, theme);
}

function drawLegend(box, theme) {
  const { figure, panel, index, legend } = box;
  if (figure.kind === 'HEAD_MAPS') {
    legend.innerHTML = mapLegend(panel, index);
  } else if (!comparing && figure.kind === 'LINES') {
    legend.innerHTML = lineLegend(panel, theme);
  } else if (!comparing) {
    legend.innerHTML = planeGroups(panel).map(group => legendItem(group.id, dot(group.index, theme), escapeHtml(group.name))).join('');
  }
}

// A single curve needs no key, only its description where the title does not say it already.
function lineLegend(panel, theme) {
  const curves = curvesOf(panel);
  const zero = isNothing(panel, curves.flatMap(curve => curve.values)) ? '<span>zero but for single precision</span>' : '';
  const atZero = panel.logarithmic && curves.some(curve => curve.values.includes(0)) ? '<span>the line 0: exactly zero</span>' : '';
  const symbol = curve => (!curve.symbol || curve.symbol === panel.label ? '' : symbolHtml(curve.symbol) + ' ');
  const named = curve => symbol(curve) + escapeHtml(curve.name);
  if (curves.length === 1) {
    return zero + atZero + (panel.title.toLowerCase().startsWith(curves[0].name.toLowerCase()) ? '' : named(curves[0]));
  }
  return zero + atZero + curves.map(curve => legendItem(curve.id, strokeSwatch(curve.stroke(theme)), named(curve))).join('');
}

function dot(index, theme) {
  return '<svg width="10" height="10" aria-hidden="true"><circle cx="5" cy="5" r="4.5" fill="' + lineColour(theme, index) + '"/></svg>';
}

function mapLegend(panel, index) {
  const key = mapKey(panel, index);
  const quantity = headQuantity(page.runs[0], key);
  const { least, greatest } = mapRange(quantity);
  const name = candidate => symbolHtml(candidate.symbol) + ' ' + escapeHtml(candidate.description);
  const plain = candidate => escapeHtml(candidate.symbol + ' ' + candidate.description);
  const option = candidate => '<option value="' + escapeHtml(candidate) + '"' + (candidate === key ? ' selected' : '') + '>'
    + plain(headQuantity(page.runs[0], candidate)) + '</option>';
  const title = panel.series.length === 1
    ? '<span>' + name(quantity) + '</span>'
    : '<select data-map="' + index + '" aria-label="Quantity">' + panel.series.map(option).join('') + '</select>';
  const ramp = '<span class="scale">' + formatTick(least) + '<span class="ramp" style="background:linear-gradient(to right,'
    + VIRIDIS.join(',') + ')"></span>' + formatTick(greatest) + '</span>';
  return title + ramp + '<span>' + escapeHtml(quantity.unit) + '</span>';
}

function eventItem(dash, text, theme) {
  const line = '<svg width="8" height="14" aria-hidden="true"><path d="M4 0V14" stroke="' + theme.text
    + '" stroke-dasharray="' + dash + '"/></svg>';
  return '<span class="mark">' + line + escapeHtml(text) + '</span>';
}

// What holds for all panels of a figure: the runs, or the events of the only run.
function drawSharedLegend(figure, theme) {
  const legend = document.querySelector('#' + figure.id + ' .legend.shared');
  if (comparing) {
    const runs = page.runs.map((run, index) => legendItem('run ' + index, swatch(index, theme), escapeHtml(run.label)));
    const event = figure.kind === 'LINES' ? eventItem('6 4', 'generalised (≥ ' + page.runs[0].level + ')', theme) : '';
    legend.innerHTML = runs.join('') + event;
  } else if (figure.kind !== 'HEAD_PLANES' && figure.panels.some(panel => panel.series.length > 0)) {
    const events = Map.groupBy(page.runs[0].events, event => event.name + ': ' + event.observable);
    legend.innerHTML = [...events].map(([name, group]) => {
      const thresholds = group.map(event => event.threshold).join(', ');
      const text = eventTag(group[0]) + ' ' + name + ' ≥ ' + thresholds;
      return eventItem(eventTag(group[0]) === 'M' ? '2 3' : '6 4', text, theme);
    }).join('');
  }
}

function draw(chosen) {
  const theme = colours();
  chosen.forEach(box => attempt(box, () => drawBox(box, theme)));
  new Set(chosen.map(box => box.figure)).forEach(figure => drawSharedLegend(figure, theme));
}

const redraw = draw;
const drawAll = () => draw(boxes);

document.addEventListener('click', event => {
  const button = event.target.closest('button');
  if (!button) {
    return;
  }
  const { steps, curve, figure, save } = button.dataset;
  if (steps) {
    choices.steps = steps;
    document.querySelectorAll('[data-steps]').forEach(other => other.setAttribute('aria-pressed', String(other === button)));
    drawAll();
  } else if (curve) {
    toggle(curve);
    const section = button.closest('section');
    draw(comparing ? boxes : boxes.filter(box => section.contains(box.element)));
  } else if (save) {
    savePicture(figureOf(figure), save);
  } else if (figure) {
    download(figureOf(figure));
  }
});

document.addEventListener('change', event => {
  const { map } = event.target.dataset;
  if (map) {
    choices.headQuantity[map] = event.target.value;
    draw(boxes.filter(box => box.figure.kind === 'HEAD_MAPS' && box.index === Number(map)));
  }
});

begin(boxes.length);
