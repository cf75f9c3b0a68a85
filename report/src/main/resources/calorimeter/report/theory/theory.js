// Draws the figures of the theory: curves over two axes, and paths in the triangle of distributions over three levels.

const dashOf = (curve, index) => (curve.over ? OVER_DASH : lineDash(index));

function pathSeries(curve, index, vertical, theme) {
  const colour = lineColour(theme, index);
  return {
    type: 'line',
    name: curve.name,
    data: curve.points.map(point => [point.x, placed(point.y, vertical)]),
    showSymbol: curve.style === 'PLACES',
    symbol: SYMBOLS[index % SYMBOLS.length],
    // later ones smaller, so that equal values show as nested symbols
    symbolSize: [12, 9, 7, 6, 6][Math.min(index, 4)],
    lineStyle: { width: curve.style === 'PLACES' ? 1 : 1.8, type: dashOf(curve, index), color: colour },
    itemStyle: { color: colour },
    emphasis: { disabled: true },
    clip: false,
  };
}

// `places` are those of the words, known once the axes are.
function markSeries(marks, places, theme) {
  return {
    type: 'scatter',
    id: 'marks',
    data: marks.map((mark, index) => ({
      value: [mark.x, mark.y],
      label: {
        show: true, formatter: mark.label, position: places[index]?.position ?? 'top', offset: places[index]?.offset ?? [0, 0],
        distance: 6, color: theme.text, fontSize: 12,
        textBorderColor: theme.surface, textBorderWidth: 3,
      },
    })),
    symbolSize: 9,
    itemStyle: { color: theme.text, borderColor: theme.surface, borderWidth: 1.5 },
    z: 5,
    silent: true,
    tooltip: { show: false },
  };
}

// Words stand where they cover the least of the curves.
function placeMarks(chart, panel, theme) {
  const marks = panel.marks ?? [];
  const pixel = point => chart.convertToPixel({ xAxisIndex: 0, yAxisIndex: 0 }, [point.x, point.y]);
  const covered = shownCurves(panel).flatMap(({ curve }) => between(curve.points.map(pixel)));
  const points = marks.map(mark => {
    const [x, y] = pixel(mark);
    return { x, y, name: mark.label };
  });
  const places = placeLabels(points, covered, [panel.corners ? 0 : 74, 0, chart.getWidth(), chart.getHeight() - (panel.corners ? 0 : GRID.bottom)]);
  chart.setOption({ series: [markSeries(marks, places, theme)] });
}

// The points with others between them, so that no two are further apart than 4 pixels.
function between(points) {
  return points.flatMap(([x, y], index) => {
    const [toX, toY] = points[index + 1] ?? [x, y];
    const pieces = Math.min(500, Math.ceil(Math.hypot(toX - x, toY - y) / 4)) || 1;
    return Array.from({ length: pieces }, (_, piece) => [x + (toX - x) * piece / pieces, y + (toY - y) * piece / pieces]);
  });
}

const shownCurves = panel => panel.curves
  .map((curve, index) => ({ curve, index }))
  .filter(({ curve }) => shown(panel, curve));

function axis(description, values, gap, theme) {
  const style = axisStyle(theme);
  const range = description.logarithmic ? decades(values) : { type: 'value' };
  return {
    ...style,
    ...range,
    name: axisName(description),
    nameGap: gap,
    axisLabel: { ...style.axisLabel, formatter: description.logarithmic ? logLabel(range) : formatTick },
    axisPointer: { label: { show: false } },
  };
}

// An x axis of few decades reaches from the first to the last value, not to whole decades.
function horizontal(panel, theme) {
  const values = panel.curves.flatMap(curve => curve.points.map(point => point.x));
  const least = Math.min(...values);
  const greatest = Math.max(...values);
  const ends = panel.x.logarithmic && greatest / least > 1e6 ? {} : { min: least, max: greatest, interval: undefined };
  return { ...axis(panel.x, values, 28, theme), ...ends };
}

function drawLines(chart, panel, theme) {
  const heights = panel.curves.flatMap(curve => curve.points.map(point => point.y));
  const vertical = axis(panel.y, heights, 50, theme);
  chart.setOption({
    animation: false,
    grid: { ...GRID, left: 74 },
    xAxis: horizontal(panel, theme),
    yAxis: panel.y.logarithmic ? vertical : { ...vertical, boundaryGap: panel.marks ? [0, '15%'] : [0, 0] },
    tooltip: { ...tooltip(theme), trigger: 'axis', formatter: items => linesTip(items, panel, theme) },
    series: [
      ...shownCurves(panel).map(({ curve, index }) => pathSeries(curve, index, vertical, theme)),
      markSeries(panel.marks ?? [], [], theme),
    ],
  }, true);
  placeMarks(chart, panel, theme);
}

function linesTip(items, panel, theme) {
  const rows = items.filter(item => item.seriesName).map(item => {
    const index = panel.curves.findIndex(curve => curve.name === item.seriesName);
    return index < 0 ? '' : '<tr><td>' + swatch(index, theme) + '</td><td>' + escapeHtml(item.seriesName) + '</td><td>'
      + formatTick(item.value[1]) + '</td></tr>';
  });
  return '<div class="tip">' + escapeHtml(panel.x.label.replace(/ \([^()]*\)$/, '')) + ' = ' + formatTick(items[0].value[0])
    + '<table>' + rows.join('') + '</table></div>';
}

const TRIANGLE = [[0, 0], [1, 0], [0.5, Math.sqrt(3) / 2], [0, 0]];
const CORNER_LABELS = ['bottom', 'bottom', 'top'];

// One unit is equally long on both axes, so that the triangle has equal sides.
function triangleGrid(width, height) {
  const room = { width: width - 80, height: height - 64 };
  const side = Math.min(room.width, room.height / TRIANGLE[2][1]);
  return { left: (width - side) / 2, top: 32, width: side, height: side * TRIANGLE[2][1] };
}

// Lines of equal probability at quarters.
function triangleRules(theme) {
  const rules = [];
  for (const share of [0.25, 0.5, 0.75]) {
    const y = share * TRIANGLE[2][1];
    rules.push([[share / 2, y], [1 - share / 2, y]]);
    rules.push([[share, 0], [(1 + share) / 2, (1 - share) * TRIANGLE[2][1]]]);
    rules.push([[1 - share, 0], [(1 - share) / 2, (1 - share) * TRIANGLE[2][1]]]);
  }
  return rules.map(data => ({ type: 'line', data, showSymbol: false, silent: true, lineStyle: { width: 1, color: theme.grid }, z: 1 }));
}

function drawSimplex(chart, panel, width, height, theme) {
  const hidden = { type: 'value', show: false };
  const corners = panel.corners.map((formatter, index) => ({
    value: TRIANGLE[index],
    label: { show: true, formatter, position: CORNER_LABELS[index], distance: 6, color: theme.text, fontSize: 12 },
  }));
  const starts = shownCurves(panel).map(({ curve, index }) => ({
    value: [curve.points[0].x, curve.points[0].y],
    itemStyle: { color: lineColour(theme, index) },
  }));
  chart.setOption({
    animation: false,
    grid: triangleGrid(width, height),
    xAxis: { ...hidden, min: 0, max: 1 },
    yAxis: { ...hidden, min: 0, max: TRIANGLE[2][1] },
    tooltip: { ...tooltip(theme), trigger: 'item', formatter: item => distributionTip(item) },
    series: [
      ...triangleRules(theme),
      { type: 'line', data: TRIANGLE, showSymbol: false, silent: true, lineStyle: { width: 1.2, color: theme.muted }, clip: false, z: 1 },
      ...shownCurves(panel).map(({ curve, index }) => pathSeries(curve, index, {}, theme)),
      { type: 'scatter', data: starts, symbolSize: 7, z: 4 },
      { type: 'scatter', data: corners, symbolSize: 0.1, silent: true, clip: false },
      markSeries(panel.marks ?? [], [], theme),
    ],
  }, true);
  placeMarks(chart, panel, theme);
}

// The inverse of the map from three probabilities to a place.
function distributionTip(item) {
  const [x, y] = item.value;
  const third = y / TRIANGLE[2][1];
  const second = x - third / 2;
  return '<div class="tip">p = (' + [1 - second - third, second, third].map(formatTick).join(', ') + ')</div>';
}

function draw({ chart, panel, element }, theme) {
  if (panel.corners) {
    drawSimplex(chart, panel, element.clientWidth, element.clientHeight, theme);
  } else {
    drawLines(chart, panel, theme);
  }
}

showPanels({
  draw, mark: (curve, index, theme) => swatch(index, theme, dashOf(curve, index)), columns: ['x', 'y'], cells: point => [point.x, point.y],
  title: panel => (panel.corners ? '<span class="mark">p(0):</span>' : ''),
});
