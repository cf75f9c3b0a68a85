// Draws curves with bands, points with error bars, fits, heat maps: the figures of reproductions and of sweeps.

const FIT_DASH = [7, 4];

// Ordered groups get colours of viridis, without its ends that paper or screen swallow.
function curveColour(curve, index, theme) {
  if (!curve.hue) {
    return lineColour(theme, index);
  }
  const { place, of, sequential } = curve.hue;
  const share = of > 1 ? place / (of - 1) : 0.3;
  return !sequential ? lineColour(theme, place) : root.dataset.theme === 'dark' ? viridis(0.25 + 0.75 * share) : viridis(0.82 * share);
}

// Filled ones only for groups.
const symbolOf = (curve, index) => (curve.hue ? SYMBOLS[curve.hue.place % 4] : SYMBOLS[index % SYMBOLS.length]);

function curveDash(curve, index) {
  return curve.over ? OVER_DASH : curve.style === 'FIT' ? FIT_DASH : !curve.hue ? lineDash(index) : curve.hue.sequential ? 'solid' : lineDash(curve.hue.place);
}

const hasBounds = curve => curve.points.some(point => point.lower != null || point.upper != null);

// Every value that the axis has to hold.
const values = (panel, axis) => panel.curves.filter(curve => curve.style !== 'THIN' || choices.runs).flatMap(curve => curve.points.flatMap(point => (
  axis === 'x' ? [point.x] : [point.y, point.lower, point.upper].filter(value => value != null))));

// Ends a little beyond the values; on a logarithmic axis by a factor. There values of exactly 0 stand at the lower end.
function ends(description, of) {
  if (description.logarithmic) {
    const positive = of.filter(value => value > 0);
    const least = positive.length > 0 ? Math.min(...positive) : 0.1;
    const greatest = positive.length > 0 ? Math.max(...positive) : 1;
    const margin = Math.max(1.05, (greatest / least) ** 0.06);
    const zero = of.includes(0) ? least / margin ** 2.5 : undefined;
    return { min: zero ?? least / margin, max: greatest * margin, zero };
  }
  const least = Math.min(...of);
  const greatest = Math.max(...of);
  const margin = 0.04 * (greatest - least) || 0.5;
  return { min: description.low ?? least - margin, max: description.high ?? greatest + margin };
}

// Multiples of 1, 2 or 5 times a power of ten, about five of them.
function evenTicks({ min, max }) {
  const wanted = (max - min) / 5;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const step = [1, 2, 5, 10].find(factor => factor * power >= wanted) * power;
  const ticks = [];
  for (let index = Math.ceil(min / step); index * step <= max; index++) {
    ticks.push(Number((index * step).toPrecision(6)));
  }
  return ticks;
}

// Of a logarithmic axis: at 1, 2, 5 times powers of ten, as one of less than two decades has no whole ones; evenly
// where even those are too far apart. Of more than seven decades every second has one.
function niceTicks({ min, max }) {
  const ticks = [];
  const stride = max / min > 1e14 ? 4 : max / min > 1e7 ? 2 : 1;
  for (let exponent = Math.floor(Math.log10(min) / stride) * stride; exponent <= Math.log10(max); exponent += stride) {
    for (const mantissa of max / min > 300 ? [1] : max / min > 8 ? [1, 2, 5] : [1, 1.5, 2, 3, 4, 5, 6, 7, 8]) {
      const tick = mantissa * 10 ** exponent;
      if (tick >= min && tick <= max) {
        ticks.push(Number(tick.toPrecision(6)));
      }
    }
  }
  return ticks.length > 2 ? ticks : evenTicks({ min, max });
}

// Whether names of categories have no room side by side, even broken into lines of 44 pixels; 7 are a letter.
const isNarrow = ({ categories }, room) => room / categories.length < Math.min(44, 7 * Math.max(...categories.map(name => name.length)));

// `room` is the width of the plot, of which every category has its share.
function axis(description, of, gap, room, theme) {
  const style = axisStyle(theme);
  const base = { ...style, name: axisName(description), nameGap: gap, axisPointer: { label: { show: false } } };
  if (description.categories.length > 0) {
    const last = description.categories.length;
    // upright names need 12 pixels each
    const every = isNarrow(description, room) ? Math.ceil(12 * last / room) : 1;
    const named = [...description.categories.keys()].filter(place => place % every === 0);
    return {
      ...base, type: 'value', min: -0.5, max: last - 0.5, splitLine: { show: false },
      axisTick: { ...style.axisTick, customValues: named },
      axisLabel: {
        ...style.axisLabel, customValues: named, formatter: place => description.categories[place] ?? '',
        hideOverlap: false, interval: 0, showMinLabel: true, showMaxLabel: true, lineHeight: 13,
        ...(isNarrow(description, room) ? { rotate: 90, width: 64, overflow: 'truncate' } : { width: Math.max(44, room / last - 4), overflow: 'break' }),
      },
    };
  }
  const range = of.length > 0 ? ends(description, of) : {};
  if (description.logarithmic) {
    const above = of.length > 0 ? niceTicks(range) : [];
    const ticks = range.zero === undefined ? above : [range.zero, ...above.filter(tick => tick > range.zero * (range.max / range.zero) ** 0.08)];
    const decadesOnly = above.every(tick => Number.isInteger(Math.log10(tick)));
    return {
      ...base, type: 'log', ...range,
      splitLine: { show: false },
      axisTick: { ...style.axisTick, customValues: ticks },
      axisLabel: { ...style.axisLabel, customValues: ticks, formatter: value => (value <= (range.zero ?? 0) * 1.000001 ? '0' : decadesOnly ? formatLogTick(value) : formatTick(value)) },
    };
  }
  // of a single value that alone is a tick
  const only = of.length > 0 && description.low === null && of.every(value => value === of[0]) ? { customValues: [of[0]] } : {};
  return {
    ...base, type: 'value', ...range,
    axisTick: { ...style.axisTick, ...only },
    // the ends are chosen by the data, so they get no labels of their own
    axisLabel: { ...style.axisLabel, ...only, showMinLabel: description.low !== null, showMaxLabel: description.high !== null, formatter: formatTick },
  };
}

function band(curve, index, range, theme) {
  const inside = curve.points.filter(point => point.lower != null && point.upper != null);
  return {
    type: 'custom', silent: true, tooltip: { show: false }, z: 1, data: [0],
    renderItem: (params, api) => ({
      type: 'polygon',
      shape: { points: [...inside.map(point => api.coord([point.x, atLeast(point.upper, range)])), ...inside.toReversed().map(point => api.coord([point.x, atLeast(point.lower, range)]))] },
      style: { fill: curveColour(curve, index, theme), opacity: 0.18 },
    }),
    clip: true,
  };
}

// A logarithmic axis has no place below its lower end.
const atLeast = (value, range) => (range.type === 'log' ? Math.max(value, range.min) : value);

// An end that the data do not bound reaches to the edge of the plot, without a cap.
function errorBars(curve, index, range, theme) {
  const bounded = curve.points.filter(point => point.lower != null || point.upper != null);
  return {
    type: 'custom', silent: true, tooltip: { show: false }, z: 2, clip: true, data: bounded.map((point, place) => [point.x, placed(point.y, range), place]),
    renderItem: (params, api) => {
      const point = bounded[params.dataIndex];
      const [x, high] = api.coord([point.x, atLeast(point.upper ?? range.max, range)]);
      const low = api.coord([point.x, atLeast(point.lower ?? range.min, range)])[1];
      const line = (x1, y1, x2, y2) => ({ type: 'line', shape: { x1, y1, x2, y2 }, style: { stroke: curveColour(curve, index, theme), lineWidth: 1.5 } });
      return {
        type: 'group',
        children: [line(x, low, x, high),
          ...(point.upper == null ? [] : [line(x - 4, high, x + 4, high)]),
          ...(point.lower == null ? [] : [line(x - 4, low, x + 4, low)])],
      };
    },
  };
}

function curveSeries(panel, curve, index, range, theme) {
  const colour = curveColour(curve, index, theme);
  const common = {
    id: 'curve ' + index, name: curve.name, data: curve.points.map(point => [point.x, placed(point.y, range)]), itemStyle: { color: colour },
    emphasis: { disabled: true }, clip: true, z: 3,
  };
  if (curve.style === 'THIN') {
    return choices.runs ? [{ ...common, type: 'line', showSymbol: false, silent: true, z: 0, lineStyle: { width: 0.7, color: colour, opacity: 0.45 } }] : [];
  }
  if (curve.style === 'BOUND') {
    return [{ ...common, type: 'scatter', symbol: 'triangle', symbolSize: 9, clip: false, itemStyle: { color: 'transparent', borderColor: colour, borderWidth: 1.5 } }];
  }
  if (curve.style === 'POINTS') {
    const places = { ...common, type: 'scatter', symbol: symbolOf(curve, index), symbolSize: hasBounds(curve) ? 9 : 7, clip: false };
    if (curve.hue) {
      // pieces of one slice: estimates stand out of single runs by their rim
      return hasBounds(curve)
        ? [errorBars(curve, index, range, theme), { ...places, z: 4, itemStyle: { color: colour, borderColor: theme.text, borderWidth: 1.2 } }]
        : [{ ...places, symbolSize: 5, itemStyle: { color: colour, opacity: 0.5 } }];
    }
    return hasBounds(curve) ? [errorBars(curve, index, range, theme), places] : [{ ...places, itemStyle: { color: colour, opacity: 0.75 } }];
  }
  const line = {
    // a lone point has no line
    ...common, type: 'line', showSymbol: curve.points.length === 1, symbol: 'circle', symbolSize: 7,
    lineStyle: { width: 1.8, color: colour, type: curveDash(curve, index) },
  };
  return hasBounds(curve) ? [band(curve, index, range, theme), line] : [line];
}

function rules(panel, theme, beside) {
  return {
    type: 'line', data: [], silent: true, z: 4,
    markLine: {
      silent: true, symbol: 'none', animation: false,
      data: panel.lines.map(line => ({
        [line.vertical ? 'xAxis' : 'yAxis']: line.place,
        lineStyle: { color: theme.text, type: [4, 4], width: 1, opacity: 0.8 },
        label: { show: line.label !== '', formatter: line.label, color: theme.text, fontSize: 11, position: line.vertical || beside ? 'end' : 'insideEndTop' },
      })),
    },
  };
}

function draw(box, theme) {
  const { chart, panel } = box;
  if (panel.map) {
    drawMap(box, theme);
    return;
  }
  const heights = [...values(panel, 'y'), ...panel.lines.filter(line => !line.vertical).map(line => line.place)];
  const categorical = panel.x.categories.length > 0;
  const labels = panel.lines.filter(line => !line.vertical).map(line => line.label.length);
  // Points of the last category would lie under a label inside; 6 pixels are a letter of its size.
  const beside = categorical && Math.max(0, ...labels) > 0;
  const right = beside ? 12 + 6 * Math.max(...labels) : GRID.right;
  const room = box.element.clientWidth - 80 - right;
  const upright = isNarrow(panel.x, room);
  const vertical = axis(panel.y, heights, 54, room, theme);
  chart.setOption({
    animation: false,
    grid: { ...GRID, left: 80, right, bottom: upright ? 92 : categorical ? 58 : 46 },
    xAxis: axis(panel.x, values(panel, 'x'), upright ? 74 : categorical ? 42 : 28, room, theme),
    yAxis: vertical,
    tooltip: panel.curves.every(curve => curve.hue && curve.style !== 'POINTS' && curve.style !== 'BOUND')
      ? { ...tooltip(theme), trigger: 'axis', formatter: items => curvesTip(items[0]?.axisValue, panel, theme) }
      : { ...tooltip(theme), trigger: 'item', formatter: item => tip(item, panel) },
    series: [
      ...panel.curves.flatMap((curve, index) => (shown(panel, curve) ? curveSeries(panel, curve, index, vertical, theme) : [])),
      rules(panel, theme, beside),
    ],
  }, true);
}

function tip(item, panel) {
  const curve = panel.curves[Number(item.seriesId?.replace('curve ', ''))];
  const point = curve?.points[item.dataIndex];
  if (!point) {
    return '';
  }
  const place = panel.x.categories[Math.round(point.x)] ?? panel.x.label + ' = ' + formatTick(point.x);
  const interval = intervalText(point);
  return '<div class="tip">' + escapeHtml(curve.name) + '<br>' + escapeHtml(place) + '<br>' + escapeHtml(panel.y.label) + ' = ' + formatTick(point.y) + interval + '</div>';
}

const intervalText = point => (point.lower == null && point.upper == null
  ? '' : ' [' + [point.lower, point.upper].map(end => (end == null ? '…' : formatTick(end))).join(', ') + ']');

// Every named curve at the place nearest to x.
function curvesTip(x, panel, theme) {
  const rows = named(panel).filter(({ curve }) => shown(panel, curve) && curve.points.length > 0).map(({ curve, index }) => {
    const points = panel.curves.filter(piece => piece.name === curve.name && piece.style !== 'THIN').flatMap(piece => piece.points);
    const nearest = points.reduce((a, b) => (Math.abs(b.x - x) < Math.abs(a.x - x) ? b : a));
    return '<tr><td>' + mark(curve, index, theme) + '</td><td>' + escapeHtml(curve.name) + '</td><td>' + formatTick(nearest.y) + intervalText(nearest) + '</td></tr>';
  });
  return '<div class="tip">' + escapeHtml(panel.x.label) + ' = ' + formatTick(x) + '<table>' + rows.join('') + '</table></div>';
}

// A heat map: a row for each curve, a column for each category.
const mapValues = panel => panel.curves.flatMap(curve => curve.points.map(point => point.y));

function mapEnds(panel) {
  const of = mapValues(panel);
  return { least: panel.y.low ?? Math.min(...of), greatest: panel.y.high ?? Math.max(...of) };
}

function mapShare(panel, value) {
  const { least, greatest } = mapEnds(panel);
  const scale = panel.y.logarithmic ? Math.log : number => number;
  return greatest > least ? (scale(value) - scale(least)) / (scale(greatest) - scale(least)) : 0.5;
}

function mapLegend(panel) {
  if (mapValues(panel).length === 0) {
    return 'no value';
  }
  const { least, greatest } = mapEnds(panel);
  return '<span class="scale">' + formatTick(least) + '<span class="ramp" style="background:linear-gradient(to right,'
    + VIRIDIS.join(',') + ')"></span>' + formatTick(greatest) + '</span><span>' + escapeHtml(panel.y.label) + '</span>';
}

function drawMap({ chart, panel, element }, theme) {
  const style = axisStyle(theme);
  const rows = panel.curves.map(curve => curve.name);
  const left = Math.min(element.clientWidth * 0.4, 16 + 6.4 * Math.max(...rows.map(name => name.length)));
  const cells = rows.flatMap((name, row) => panel.x.categories.map((category, column) => [column, row]));
  const pointAt = (column, row) => panel.curves[row].points.find(point => Math.round(point.x) === column);
  // cells have numbers when all have room for theirs, at 6.5 pixels a letter
  const room = (element.clientWidth - left - 12) / panel.x.categories.length;
  const numberOf = point => (point ? formatTick(Number(point.y.toPrecision(room < 46 ? 2 : 3))) : '–');
  const numbered = panel.curves.every(curve => curve.points.every(point => numberOf(point).length * 6.5 < room));
  const flat = { ...style, type: 'category', splitLine: { show: false }, axisTick: { show: false } };
  chart.setOption({
    animation: false,
    grid: { ...GRID, left, right: 12, top: 8 },
    xAxis: { ...flat, data: panel.x.categories, name: axisName(panel.x), nameGap: 26 },
    yAxis: { ...flat, data: rows, inverse: true, axisLabel: { ...style.axisLabel, width: left - 12, overflow: 'break', interval: 0 } },
    tooltip: { ...tooltip(theme), trigger: 'item', formatter: item => mapTip(item.data, panel, pointAt) },
    series: [{
      type: 'custom', data: cells,
      renderItem: (params, api) => {
        const [column, row] = cells[params.dataIndex];
        const [x, y] = api.coord([column, row]);
        const [width, height] = api.size([1, 1]);
        const point = pointAt(column, row);
        const share = point && mapShare(panel, point.y);
        return {
          type: 'rect',
          shape: { x: x - width / 2 + 1, y: y - height / 2 + 1, width: width - 2, height: height - 2 },
          style: point ? { fill: viridis(share) } : { fill: 'none', stroke: theme.grid },
          textContent: { style: { text: numbered ? numberOf(point) : '', fill: point ? (share > 0.6 ? '#14161a' : '#ffffff') : theme.muted, fontSize: 11 } },
          textConfig: { position: 'inside' },
        };
      },
    }],
  }, true);
}

function mapTip([column, row], panel, pointAt) {
  const point = pointAt(column, row);
  return '<div class="tip">' + escapeHtml(panel.x.label + ' = ' + panel.x.categories[column]) + '<br>' + escapeHtml(panel.curves[row].name) + '<br>'
    + escapeHtml(panel.y.label) + ' = ' + (point ? formatTick(point.y) + intervalText(point) : '–') + '</div>';
}

// A dot for points, a piece of line for lines.
function mark(curve, index, theme) {
  if (curve.style === 'BOUND') {
    return '<svg width="12" height="10" aria-hidden="true"><path d="M6 1L11 9.5H1Z" fill="none" stroke-width="1.6" stroke="' + curveColour(curve, index, theme) + '"/></svg>';
  }
  if (curve.style === 'POINTS') {
    const shape = ['<circle cx="5" cy="5" r="4"/>', '<rect x="1" y="1" width="8" height="8"/>', '<path d="M5 0L10 9H0Z"/>', '<path d="M5 0L10 5L5 10L0 5Z"/>'][(curve.hue?.place ?? index) % 7 % 4];
    const empty = !curve.hue && index % 7 >= 4;
    return '<svg width="12" height="10" aria-hidden="true"><g fill="' + (empty ? 'none' : curveColour(curve, index, theme)) + '" stroke="' + curveColour(curve, index, theme) + '">' + shape + '</g></svg>';
  }
  return strokeSwatch({ color: curveColour(curve, index, theme), type: curveDash(curve, index) });
}

const curvePage = {
  draw, mark, mapLegend, title: () => '', columns: ['category', 'x', 'y', 'lower', 'upper'],
  cells: (point, panel) => [panel.x.categories[Math.round(point.x)] ?? '', point.x, point.y, point.lower ?? '', point.upper ?? ''],
};
