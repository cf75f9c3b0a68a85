// The embedded numbers, and the curves that a panel draws from them.

const page = JSON.parse(document.getElementById('data').textContent);
const comparing = page.runs.length > 1;

// null is a missing value; infinities arrive as strings.
const decode = values => values.map(value => (value === null ? NaN : Number(value)));

for (const run of page.runs) {
  run.series.forEach(series => { series.values = decode(series.values); });
  for (const quantity of run.heads.quantities) {
    for (const head of quantity.heads) {
      head.last = decode(head.last)[0];
      head.values = decode(head.values ?? []);
      head.name = head.layer + '.' + head.head;
    }
  }
  for (const peaks of Object.values(run.peaks)) {
    peaks.forEach(peak => { peak.height = decode(peak.height)[0]; peak.prominence = decode(peak.prominence)[0]; });
  }
}

const figureOf = id => page.figures.find(figure => figure.id === id);
const headQuantity = (run, key) => run.heads.quantities.find(quantity => quantity.key === key);

// One curve per series of the only run, or one per run: {id, name, symbol, unit, steps, values, run, index, stroke}.
function curvesOf(panel) {
  const curves = [];
  page.runs.forEach((run, runIndex) => {
    for (const key of panel.series) {
      const series = run.series.find(candidate => candidate.key === key);
      if (series) {
        const word = panel.style?.names[key];
        const name = comparing ? run.label : word ?? series.description;
        const symbol = word ? '' : series.symbol;
        const index = comparing ? runIndex : curves.length;
        const id = comparing ? 'run ' + runIndex : panel.title + ' ' + key;
        curves.push({ ...series, symbol, id, name, steps: run.steps, run, index });
      }
    }
  });
  const share = shareOf(curves.flatMap(curve => shownValues(curve, panel)), panel.logarithmic);
  const points = curves.map(curve => shownValues(curve, panel).map((value, row) => [curve.steps[row], value]));
  return curves.map((curve, place) => {
    const over = curves.some((other, earlier) => earlier < place && coincide(points[place], points[earlier], share));
    return { ...curve, stroke: theme => lineStroke(panel, curve.key, curve.index, over, theme) };
  });
}

function lastStep() {
  return Math.max(1, ...page.runs.map(run => run.steps.at(-1) ?? 1));
}

function firstPositiveStep() {
  return Math.min(...page.runs.map(run => run.steps.find(step => step > 0) ?? 1));
}

// Points for a line of limited width: of every pixel column the first, the least, the greatest and the last value,
// so that no peak is lost. `column` maps a step to its column and is negative for steps that are off the axis.
// A missing value interrupts the line.
function decimate(steps, values, column) {
  const points = [];
  let bucket = [];
  let current = -1;
  const flush = () => {
    if (bucket.length > 0) {
      const least = bucket.reduce((a, b) => (values[b] < values[a] ? b : a));
      const greatest = bucket.reduce((a, b) => (values[b] > values[a] ? b : a));
      const kept = new Set([bucket[0], least, greatest, bucket.at(-1)]);
      [...kept].sort((a, b) => a - b).forEach(row => points.push([steps[row], values[row]]));
      bucket = [];
    }
  };
  steps.forEach((step, row) => {
    const position = Math.floor(column(step));
    if (!(position >= 0)) {
      return;
    }
    if (position !== current || !Number.isFinite(values[row])) {
      flush();
      current = position;
    }
    if (Number.isFinite(values[row])) {
      bucket.push(row);
    } else if (points.length > 0) {
      points.push([step, null]);
    }
  });
  flush();
  return points;
}

// The row logged nearest to a step, by bisection.
function nearestRow(steps, step) {
  let low = 0;
  let high = steps.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (steps[middle] <= step) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return Math.abs(steps[high] - step) < Math.abs(steps[low] - step) ? high : low;
}
