// Planes of the heads' latest values, one quantity against another.

// Groups: the layers of the only run, or the runs. {id, name, index, heads: [{name, x, y}]}
function planeGroups(panel) {
  const groups = new Map();
  page.runs.forEach((run, runIndex) => {
    const [x, y] = panel.series.map(key => headQuantity(run, key));
    (x?.heads ?? []).forEach((head, position) => {
      const index = comparing ? runIndex : head.layer;
      const id = comparing ? 'run ' + runIndex : 'layer ' + head.layer;
      const group = groups.get(id) ?? { id, name: comparing ? run.label : id, index, heads: [] };
      const point = { name: head.name, x: head.last, y: y?.heads[position].last ?? NaN };
      groups.set(id, group);
      if (Number.isFinite(point.x) && Number.isFinite(point.y)) {
        group.heads.push(point);
      }
    });
  });
  return [...groups.values()];
}

function headPlane(chart, panel, theme) {
  const [x, y] = panel.series.map(key => page.runs.map(run => headQuantity(run, key)).find(Boolean));
  const groups = planeGroups(panel).filter(group => !choices.hidden.has(group.id));
  const axis = quantity => ({ ...valueAxis(quantity.symbol, quantity.unit, {}, [], theme), scale: true, boundaryGap: ['6%', '6%'] });
  chart.setOption({
    animation: false,
    grid: GRID,
    xAxis: { ...axis(x), nameGap: 28 },
    yAxis: axis(y),
    tooltip: { ...tooltip(theme), trigger: 'item', formatter: item => planeTip(item, x, y) },
    series: groups.map(group => planeSeries(group, new Map(), theme)),
  }, true);
  // where the points lie is known only now
  if (!comparing) {
    const labels = placeLabels(chart, groups.flatMap(group => group.heads));
    chart.setOption({ series: groups.map(group => planeSeries(group, labels, theme)) });
  }
}

// `labels` maps a head to the side on which its name stands; heads without one are not named.
function planeSeries(group, labels, theme) {
  return {
    type: 'scatter',
    name: group.name,
    symbolSize: 9,
    itemStyle: { color: lineColour(theme, group.index), borderColor: theme.surface, borderWidth: 1, opacity: 1 },
    data: group.heads.map(head => ({
      value: [head.x, head.y],
      name: head.name,
      label: { show: labels.has(head), position: labels.get(head) ?? 'right' },
    })),
    label: { formatter: '{b}', distance: 4, color: theme.muted, fontSize: 11 },
    emphasis: { disabled: true },
  };
}

// Beside, above or below its point, a name must cover neither another point nor another name.
function placeLabels(chart, heads) {
  const points = heads.map(head => chart.convertToPixel({ xAxisIndex: 0, yAxisIndex: 0 }, [head.x, head.y]));
  const taken = points.map(([x, y]) => [x - 5, y - 5, x + 5, y + 5]);
  const overlap = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
  const labels = new Map();
  heads.forEach((head, index) => {
    const [x, y] = points[index];
    const width = head.name.length * TAG_WIDTH;
    const boxes = {
      right: [x + 6, y - 6, x + 8 + width, y + 6],
      left: [x - 8 - width, y - 6, x - 6, y + 6],
      top: [x - width / 2, y - 20, x + width / 2, y - 6],
      bottom: [x - width / 2, y + 6, x + width / 2, y + 20],
    };
    const inside = box => box[0] > GRID.left && box[2] < chart.getWidth() && box[1] > 0 && box[3] < chart.getHeight() - GRID.bottom;
    const side = Object.keys(boxes).find(name => inside(boxes[name]) && !taken.some(other => overlap(boxes[name], other)));
    if (side) {
      taken.push(boxes[side]);
      labels.set(head, side);
    }
  });
  return labels;
}

function planeTip(item, x, y) {
  const owner = comparing ? escapeHtml(item.seriesName) + ', ' : '';
  return '<div class="tip">' + owner + 'head ' + item.name + '<br>' + symbolHtml(x.symbol) + ' = ' + formatFull(item.value[0])
    + '<br>' + symbolHtml(y.symbol) + ' = ' + formatFull(item.value[1]) + '</div>';
}
