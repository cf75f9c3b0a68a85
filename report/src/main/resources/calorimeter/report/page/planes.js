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
    const labels = headLabels(chart, groups.flatMap(group => group.heads));
    chart.setOption({ series: groups.map(group => planeSeries(group, labels, theme)) });
  }
}

// `labels` maps a head to the place of its name; heads without one are not named.
function planeSeries(group, labels, theme) {
  return {
    type: 'scatter',
    name: group.name,
    symbolSize: 9,
    itemStyle: { color: lineColour(theme, group.index), borderColor: theme.surface, borderWidth: 1, opacity: 1 },
    data: group.heads.map(head => ({
      value: [head.x, head.y],
      name: head.name,
      label: { show: labels.has(head), position: labels.get(head)?.position ?? 'right', offset: labels.get(head)?.offset ?? [0, 0] },
    })),
    label: { formatter: '{b}', distance: 4, color: theme.muted, fontSize: 11 },
    emphasis: { disabled: true },
  };
}

// A name must cover neither another point nor another name.
function headLabels(chart, heads) {
  const points = heads.map(head => {
    const [x, y] = chart.convertToPixel({ xAxisIndex: 0, yAxisIndex: 0 }, [head.x, head.y]);
    return { x, y, name: head.name };
  });
  const places = placeLabels(points, [], [GRID.left, 0, chart.getWidth(), chart.getHeight() - GRID.bottom]);
  return new Map(heads.map((head, index) => [head, places[index]]).filter(([, place]) => place.cost === 0));
}

function planeTip(item, x, y) {
  const owner = comparing ? escapeHtml(item.seriesName) + ', ' : '';
  return '<div class="tip">' + owner + 'head ' + item.name + '<br>' + symbolHtml(x.symbol) + ' = ' + formatFull(item.value[0])
    + '<br>' + symbolHtml(y.symbol) + ' = ' + formatFull(item.value[1]) + '</div>';
}
