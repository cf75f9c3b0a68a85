// What all charts share: the step axis, the value axis, the marks of events, the frame of the tooltip.

const GRID = { left: 76, right: 26, top: 24, bottom: 46, outerBoundsMode: 'none' };
const TAG_WIDTH = 7;
const SUBSCRIPT = { sub: { fontSize: 9, padding: [7, 0, 0, 0] } };

const stepScale = panel => panel.steps ?? choices.steps;

// Maps a step to a fraction of the axis; negative (or NaN) where the axis does not show it.
function stepFraction(scale) {
  const last = lastStep();
  if (scale === 'linear') {
    return step => step / last;
  }
  const first = firstPositiveStep();
  const range = Math.log(last / first) || 1;
  return step => (step > 0 ? Math.log(step / first) / range : -1);
}

function axisStyle(theme) {
  return {
    axisLine: { show: true, onZero: false, lineStyle: { color: theme.muted } },
    axisTick: { show: true, lineStyle: { color: theme.muted } },
    splitLine: { show: true, lineStyle: { color: theme.grid } },
    nameTextStyle: { color: theme.text, fontSize: 12, rich: SUBSCRIPT },
    axisLabel: { color: theme.muted, fontSize: 11, hideOverlap: true },
    nameLocation: 'middle',
  };
}

function stepAxis(scale, theme) {
  const style = axisStyle(theme);
  const log = scale === 'log';
  return {
    ...style,
    type: log ? 'log' : 'value',
    name: 'step' + (log ? ' (logarithmic)' : ''),
    nameGap: 28,
    min: log ? firstPositiveStep() : 0,
    max: lastStep(),
    splitNumber: 5,
    axisLabel: { ...style.axisLabel, formatter: value => formatStep(Number(value.toPrecision(9))) },
    axisPointer: { label: { show: false } },
  };
}

// Whole decades, at most about six of them labelled.
function decades(values) {
  const exponents = values.filter(value => value > 0 && Number.isFinite(value)).map(Math.log10);
  const least = Math.floor(exponents.reduce((a, b) => Math.min(a, b), Infinity));
  const greatest = Math.ceil(exponents.reduce((a, b) => Math.max(a, b), -Infinity));
  if (least > greatest) {
    return {};
  }
  const step = Math.ceil((greatest - least) / 6) || 1;
  const last = least + Math.max(1, Math.ceil((greatest - least) / step)) * step;
  return { type: 'log', min: 10 ** least, max: 10 ** last, interval: step, splitNumber: 6 };
}

// A charge below some roundings of single precision is 0; its axis does not magnify them.
const NOTHING = 16 * 2 ** -24;
const isNothing = (panel, values) => Boolean(panel.style?.charge) && !panel.logarithmic && !values.some(value => Math.abs(value) > NOTHING);

// `values` are all that the axis has to hold.
function valueAxis(label, unit, panel, values, theme) {
  const style = axisStyle(theme);
  const share = unit === 'fraction' ? { min: 0, max: 1, interval: 0.25 } : {};
  return {
    ...style,
    ...share,
    type: 'value',
    scale: !panel.zero,
    // room above the highest peak for its mark and its step
    boundaryGap: panel.peaks ? [0, '18%'] : [0, 0],
    name: label.replace(/_(\w+)/, '{sub|$1}') + ' (' + unit + ')',
    nameGap: 58,
    splitNumber: 4,
    ...(panel.logarithmic ? decades(values) : {}),
    ...(isNothing(panel, values) ? { min: -NOTHING, max: NOTHING } : {}),
    axisLabel: { ...style.axisLabel, formatter: panel.logarithmic ? formatLogTick : formatTick },
    axisPointer: { show: false },
  };
}

function eventTag(event) {
  const known = { memorisation: 'M', generalisation: 'G' };
  return known[event.name] ?? event.name.slice(0, 12);
}

const shortThreshold = threshold => String(threshold).replace(/^0\./, '.');

// Dashed lines at the events of the only run; tags that would touch are merged: "G .9 .95 .99". Generalisation
// at another level than that of the table is drawn lightly.
function eventMarks(run, scale, width, theme) {
  const fraction = stepFraction(scale);
  const marks = [];
  const visible = run.events.filter(event => fraction(event.step) >= 0).sort((a, b) => a.step - b.step);
  const lighter = event => event.name === 'generalisation' && event.threshold !== run.level;
  for (const event of visible) {
    const place = fraction(event.step) * width;
    const tag = eventTag(event);
    const word = tag === 'M' ? 'M' : tag + ' ' + shortThreshold(event.threshold);
    const before = marks.findLast(mark => mark.tag);
    if (before && place - before.place < before.tag.length * TAG_WIDTH + 6) {
      before.tag += word.startsWith(before.last + ' ') ? word.slice(before.last.length) : ' ' + word;
      before.last = tag;
      marks.push({ step: event.step, dash: tag, light: lighter(event) });
    } else {
      marks.push({ step: event.step, dash: tag, light: lighter(event), place, tag: word, last: tag });
    }
  }
  return marks.map(mark => ({
    xAxis: mark.step,
    light: mark.light,
    lineStyle: { color: theme.text, width: 1, type: mark.dash === 'M' ? [2, 3] : [6, 4], opacity: mark.light ? 0.35 : 0.9 },
    label: tagLabel(mark, width, theme),
  }));
}

// Above the plot; near an edge the text grows inwards.
function tagLabel(mark, width, theme) {
  if (!mark.tag) {
    return { show: false };
  }
  const half = (mark.tag.length * TAG_WIDTH) / 2;
  const align = mark.place < half ? 'left' : mark.place > width - half + GRID.right - 4 ? 'right' : 'center';
  return { show: true, position: 'end', rotate: 0, distance: 5, align, formatter: mark.tag, color: theme.text, fontSize: 11, opacity: 1 };
}

function tooltip(theme) {
  return {
    confine: true,
    transitionDuration: 0,
    backgroundColor: theme.surface,
    borderColor: theme.muted,
    borderWidth: 1,
    padding: [5, 8],
    textStyle: { color: theme.text, fontSize: 12 },
  };
}
