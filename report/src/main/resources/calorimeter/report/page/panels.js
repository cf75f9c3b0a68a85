// What pages share whose figures are panels of curves through points: the boxes, their legends, the rows behind them,
// the reader's clicks. The page's own script, which stands after this one, ends with showPanels(…).

const { figures } = JSON.parse(document.getElementById('data').textContent);

const boxes = [...document.querySelectorAll('.chart')].map(element => {
  const figure = figures.find(candidate => candidate.id === element.dataset.figure);
  return { element, figure, panel: figure.panels[Number(element.dataset.panel)], legend: element.parentElement.querySelector('.legend') };
});

// A curve that lies on an earlier one of its panel is drawn so that both are seen.
for (const panel of figures.flatMap(figure => figure.panels)) {
  const joined = panel.curves.filter(curve => ['LINE', 'PLACES', 'FIT'].includes(curve.style));
  const share = shareOf(joined.flatMap(curve => curve.points.map(point => point.y)), panel.y.logarithmic);
  const points = joined.map(curve => curve.points.map(point => [point.x, point.y]));
  joined.forEach((curve, place) => {
    curve.over = !panel.corners && joined.some((other, earlier) => earlier < place && coincide(points[place], points[earlier], share));
  });
}

// Beyond the seventh they repeat, as the colours do.
const SYMBOLS = ['circle', 'rect', 'triangle', 'diamond', 'emptyCircle', 'emptyRect', 'emptyTriangle'];

const curveId = (panel, curve) => panel.title + ': ' + curve.name;
const shown = (panel, curve) => !choices.hidden.has(curveId(panel, curve));

// `description.label` with its _x as a subscript.
const axisName = description => description.label.replace(/_(\w)/, '{sub|$1}');

let own;

// draw(box, theme) fills box.chart; mark(curve, index, theme) and title(panel) are HTML of a legend; of a point,
// the file of numbers has cells(point, panel) under `columns`.
function showPanels(page) {
  own = page;
  begin(boxes.length);
}

// Of pieces of one curve the first stands for all; single runs are not named.
const named = panel => panel.curves
  .map((curve, index) => ({ curve, index }))
  .filter(({ curve, index }) => curve.style !== 'THIN' && panel.curves.findIndex(other => other.name === curve.name) === index);

function drawLegend({ panel, legend }, theme) {
  if (panel.map) {
    legend.innerHTML = own.mapLegend(panel);
    return;
  }
  const items = named(panel);
  // no title says what an open triangle is
  if (items.length > 1 || items.some(({ curve }) => curve.style === 'BOUND')) {
    legend.innerHTML = own.title(panel) + items.map(({ curve, index }) => (
      legendItem(curveId(panel, curve), own.mark(curve, index, theme), escapeHtml(curve.name)))).join('');
  }
}

const redraw = chosen => drawBoxes(chosen);
const drawAll = () => drawBoxes(boxes);

function drawBoxes(chosen) {
  const theme = colours();
  // what is hidden has no width to be drawn in
  for (const box of chosen.filter(({ element }) => element.clientWidth > 0)) {
    attempt(box, () => {
      box.chart ??= echarts.init(box.element, null, { renderer: 'svg' });
      box.chart.resize();
      own.draw(box, theme);
      box.chart.getZr().flush();
      drawLegend(box, theme);
    });
  }
}

function rowsOf(figure) {
  const rows = [['panel', 'curve', ...own.columns]];
  for (const panel of figure.panels) {
    for (const curve of panel.curves) {
      curve.points.forEach(point => rows.push([panel.title, curve.name, ...own.cells(point, panel)]));
    }
  }
  return rows;
}

document.addEventListener('click', event => {
  const button = event.target.closest('button');
  const { curve, figure, save } = button?.dataset ?? {};
  if (curve) {
    toggle(curve);
    const section = button.closest('section');
    drawBoxes(boxes.filter(box => section.contains(box.element)));
  } else if (save) {
    savePicture(figures.find(candidate => candidate.id === figure), save);
  } else if (figure) {
    download(figures.find(candidate => candidate.id === figure));
  }
});
