// Series against step.

function lineChart(chart, panel, width, theme) {
  const scale = stepScale(panel);
  const curves = curvesOf(panel).filter(curve => !choices.hidden.has(curve.id));
  const plotWidth = width - GRID.left - GRID.right;
  const fraction = stepFraction(scale);
  const values = curves.flatMap(curve => shownValues(curve, panel));
  const units = new Set(curvesOf(panel).map(curve => curve.unit));
  const vertical = valueAxis(panel.label, [...units].join(', '), panel, values, theme);
  const series = curves.map(curve => lineSeries(curve, panel, vertical, step => fraction(step) * plotWidth, theme));
  if (panel.peaks) {
    curves.forEach(curve => series.push(peakSeries(curve, panel, scale, theme)));
  }
  const marks = comparing ? runMarks(curves, scale, theme) : eventMarks(page.runs[0], scale, plotWidth, theme);
  series.push({ type: 'line', data: [], silent: true, markLine: { symbol: 'none', silent: true, animation: false, data: marks } });
  chart.setOption({
    animation: false,
    grid: GRID,
    xAxis: stepAxis(scale, theme),
    yAxis: vertical,
    tooltip: { ...tooltip(theme), trigger: 'axis', formatter: items => lineTip(items, curves, theme) },
    series,
  }, true);
}

// What is exactly 0 has a place on a logarithmic axis, what is below has none.
function shownValues(curve, panel) {
  const magnitudes = panel.absolute ? curve.values.map(Math.abs) : curve.values;
  return panel.logarithmic ? magnitudes.map(value => (value >= 0 ? value : NaN)) : magnitudes;
}

// Predictions of a charge have the same colour and dash in all panels.
const PREDICTORS = ['continuous', 'coherent', 'white', 'driven', 'rmsprop', 'released'];

// How a curve is drawn, in panels and legends.
function lineStroke(panel, key, index, over, theme) {
  const what = key.replace(/\.deviation$/, '').split('.').at(-1);
  if (!panel.style?.predictions) {
    return { width: comparing ? 1.4 : 1.7, type: over ? OVER_DASH : lineDash(index), color: lineColour(theme, index), z: 2 };
  }
  if (what === 'charge') {
    return { width: 7, type: 'solid', color: lineColour(theme, 0), opacity: 0.4, z: 2 };
  }
  if (what === 'exact') {
    return { width: 1.2, type: 'solid', color: theme.text, z: 4 };
  }
  const place = PREDICTORS.indexOf(what);
  return { width: 2, type: [[7, 4], [2, 3]][place % 2], color: lineColour(theme, 1 + place % 5), z: 3 };
}

function lineSeries(curve, panel, vertical, column, theme) {
  const data = decimate(curve.steps, shownValues(curve, panel), column).map(([step, value]) => [step, placed(value, vertical)]);
  return {
    type: 'line',
    name: curve.name,
    data,
    // a lone value between missing ones has no line to be seen by
    showSymbol: data.filter(point => point[1] !== null).length < 3,
    symbolSize: 5,
    symbol: 'circle',
    lineStyle: curve.stroke(theme),
    itemStyle: { color: curve.stroke(theme).color },
    z: curve.stroke(theme).z,
    emphasis: { disabled: true },
    // a line at the end of the axis keeps its full width; no point lies outside
    clip: false,
  };
}

// Where a fit puts the peak, or the logged step if there was no fit.
const placeOf = peak => peak.place ?? peak.step;

// Downward triangles just above the peaks; the highest tells its step.
function peakSeries(curve, panel, scale, theme) {
  const fraction = stepFraction(scale);
  const peaks = (curve.run.peaks[panel.peaks] ?? []).filter(peak => fraction(placeOf(peak)) >= 0 && Number.isFinite(peak.height));
  const highest = Math.max(...peaks.map(peak => peak.height));
  return {
    type: 'scatter',
    data: peaks.map(peak => ({
      value: [placeOf(peak), peak.height],
      label: {
        show: !comparing && peak.height === highest,
        position: 'top', distance: 7, formatter: formatStep(Math.round(placeOf(peak))), color: theme.text, fontSize: 11,
        textBorderColor: theme.surface, textBorderWidth: 3,
        align: fraction(placeOf(peak)) > 0.92 ? 'right' : fraction(placeOf(peak)) < 0.04 ? 'left' : 'center',
      },
    })),
    symbol: 'triangle',
    symbolRotate: 180,
    symbolSize: 8,
    symbolOffset: [0, -8],
    itemStyle: { color: comparing ? lineColour(theme, curve.index) : theme.text, opacity: 1 },
    silent: true,
    tooltip: { show: false },
  };
}

// Side by side, each run is marked only where it generalised, at the level of the table.
function runMarks(curves, scale, theme) {
  const fraction = stepFraction(scale);
  const marks = [];
  for (const curve of curves) {
    const reached = curve.run.events.find(event => event.name === 'generalisation' && event.threshold === curve.run.level);
    if (reached && fraction(reached.step) >= 0) {
      const lineStyle = { color: lineColour(theme, curve.index), width: 1, type: [6, 4], opacity: 0.8 };
      marks.push({ xAxis: reached.step, lineStyle, label: { show: false } });
    }
  }
  return marks;
}

function lineTip(items, curves, theme) {
  const step = items[0]?.axisValue;
  const rows = curves.map(curve => {
    const row = nearestRow(curve.steps, step);
    const name = escapeHtml(curve.name);
    const symbol = comparing || !curve.symbol ? '' : symbolHtml(curve.symbol) + ' ';
    return '<tr><td>' + strokeSwatch(curve.stroke(theme)) + '</td><td>' + symbol + name + '</td><td>'
      + (comparing ? formatStep(curve.steps[row]) + '</td><td>' : '') + formatFull(curve.values[row]) + '</td></tr>';
  });
  const logged = curves.length === 0 ? step : curves[0].steps[nearestRow(curves[0].steps, step)];
  const title = comparing ? 'run, step, value' : 'step ' + formatStep(logged);
  return '<div class="tip">' + title + '<table>' + rows.join('') + '</table></div>';
}
