// Maps of a quantity over heads and time.

const MAP_GRID = { ...GRID, left: 52 };

function mapKey(panel, index) {
  return choices.headQuantity[index] ?? panel.series[0];
}

function mapRange(quantity) {
  const values = quantity.heads.flatMap(head => head.values).filter(Number.isFinite);
  const least = values.reduce((a, b) => Math.min(a, b), Infinity);
  const greatest = values.reduce((a, b) => Math.max(a, b), -Infinity);
  return { least, greatest };
}

// Whole pixels, so that all rows look alike.
const rowHeight = quantity => Math.round(Math.max(12, Math.min(30, 400 / quantity.heads.length)));

function mapHeight(quantity) {
  return rowHeight(quantity) * quantity.heads.length + GRID.top + GRID.bottom;
}

// A slice of steps reaches half-way to its neighbours, so that the map has no gaps on either scale of steps.
function sliceEdges(columns) {
  const edges = [columns[0].first];
  for (let i = 1; i < columns.length; i++) {
    edges.push((columns[i - 1].last + columns[i].first) / 2);
  }
  edges.push(columns.at(-1).last);
  return edges;
}

function headMap(chart, panel, index, width, theme) {
  const run = page.runs[0];
  const quantity = headQuantity(run, mapKey(panel, index));
  const columns = run.heads.columns;
  const edges = sliceEdges(columns);
  const range = mapRange(quantity);
  const span = range.greatest - range.least || 1;
  const scale = stepScale(panel);
  const data = [];
  quantity.heads.forEach((head, row) => head.values.forEach((value, column) => {
    if (Number.isFinite(value) && (scale === 'linear' || edges[column + 1] > 0)) {
      data.push([columns[column].last, row, column, value]);
    }
  }));
  const first = scale === 'log' ? firstPositiveStep() : 0;
  const draw = (parameters, api) => {
    const column = api.value(2);
    const row = api.value(1);
    const from = api.coord([Math.max(first, edges[column]), row]);
    const to = api.coord([edges[column + 1], row]);
    const height = rowHeight(quantity);
    const lastOfLayer = quantity.heads[row + 1]?.layer !== quantity.heads[row].layer;
    const gap = lastOfLayer ? 2 : height >= 18 ? 1 : 0;
    // whole pixels leave no seams between neighbours
    const x = Math.floor(from[0]);
    const shape = { x, y: Math.round(from[1] - height / 2), width: Math.ceil(to[0]) - x, height: height - gap };
    return { type: 'rect', shape, style: { fill: viridis((api.value(3) - range.least) / span) } };
  };
  const style = axisStyle(theme);
  chart.setOption({
    animation: false,
    grid: MAP_GRID,
    xAxis: { ...stepAxis(scale, theme), splitLine: { show: false } },
    yAxis: {
      ...style, type: 'category', inverse: true, name: 'head (layer.head)', nameGap: 34, nameRotate: 90,
      data: quantity.heads.map(head => head.name), splitLine: { show: false }, axisTick: { show: false },
    },
    tooltip: { ...tooltip(theme), trigger: 'item', formatter: item => mapTip(item.value, quantity, columns) },
    series: [{
      // in one piece: the map is complete when the page says that it is
      type: 'custom', renderItem: draw, data, encode: { x: 0, y: 1 }, clip: true, progressive: 0,
      markLine: { symbol: 'none', silent: true, animation: false, data: mapMarks(run, scale, width, theme) },
    }],
  }, true);
}

// White under the dashes keeps an event visible on every colour of the map. Of several events of one name only the
// last has a line here, lest they hide the map.
function mapMarks(run, scale, width, theme) {
  const marks = eventMarks(run, scale, width - MAP_GRID.left - MAP_GRID.right, theme);
  const line = (mark, style) => ({ ...mark.lineStyle, ...style, opacity: mark.light ? 0 : 1 });
  const halo = marks.map(mark => ({ ...mark, label: { show: false }, lineStyle: line(mark, { color: '#ffffff', width: 2.5, type: 'solid' }) }));
  const dark = marks.map(mark => ({ ...mark, lineStyle: line(mark, { color: '#000000' }) }));
  // the axis of heads runs downwards, so that the start of a line is its upper end
  return [...halo, ...dark].map(mark => ({ ...mark, label: { ...mark.label, position: 'start' } }));
}

function mapTip(value, quantity, columns) {
  const [, row, column, mean] = value;
  const { first, last, rows } = columns[column];
  const steps = first === last ? 'step ' + formatStep(first) : 'steps ' + formatStep(first) + '–' + formatStep(last);
  const note = rows === 1 ? '' : ' (mean of ' + rows + ' rows)';
  return '<div class="tip">head ' + quantity.heads[row].name + ', ' + steps + '<br>'
    + symbolHtml(quantity.symbol) + ' = ' + formatFull(mean) + note + '</div>';
}
