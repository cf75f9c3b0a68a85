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

// Whole decades, at most about six of them labelled. Where there are values of exactly 0, they have a line of their own
// below all others: `zero` is where it lies.
function decades(values) {
  const exponents = values.filter(value => value > 0 && Number.isFinite(value)).map(Math.log10);
  const least = Math.floor(exponents.reduce((a, b) => Math.min(a, b), Infinity));
  const greatest = Math.ceil(exponents.reduce((a, b) => Math.max(a, b), -Infinity));
  const zeros = values.includes(0);
  if (least > greatest) {
    return zeros ? { type: 'value', min: 0, max: 1, interval: 1, zero: 0 } : {};
  }
  const step = Math.ceil((greatest - least) / 6) || 1;
  const last = least + Math.max(1, Math.ceil((greatest - least) / step)) * step;
  const min = 10 ** (zeros ? least - step : least);
  return { type: 'log', min, max: 10 ** last, interval: step, splitNumber: 6, zero: zeros ? min : undefined };
}

// Where a value is drawn on such an axis.
const placed = (value, axis) => (value === 0 ? axis.zero ?? value : value);

const logLabel = axis => value => (axis.zero !== undefined && (value <= axis.zero * 1.000001) ? '0' : axis.zero === 0 ? '' : formatLogTick(value));

// Whether two curves with points at the same x are drawn on top of each other; `share` maps a value to 0…1 of the axis.
function coincide(one, other, share) {
  if (one.length !== other.length || one.length < 2) {
    return false;
  }
  let seen = 0;
  const near = one.every(([x, y], index) => {
    const [otherX, otherY] = other[index];
    const apart = Math.abs(share(y) - share(otherY));
    seen += Number.isFinite(apart) ? 1 : 0;
    return x === otherX && (Number.isFinite(apart) ? apart < 0.006 : Number.isFinite(y) === Number.isFinite(otherY));
  });
  return near && seen > 1;
}

// Maps values to 0…1 of the axis that holds them all.
function shareOf(values, logarithmic) {
  const scaled = value => (logarithmic ? Math.log10(value) : value);
  const all = values.map(scaled).filter(Number.isFinite);
  const least = all.reduce((a, b) => Math.min(a, b), Infinity);
  const greatest = all.reduce((a, b) => Math.max(a, b), -Infinity);
  return value => (scaled(value) - least) / (greatest - least || 1);
}

// Of a curve that lies on an earlier one, which shows through the gaps.
const OVER_DASH = [3, 9];

// A charge below some roundings of single precision is 0; its axis does not magnify them.
const NOTHING = 16 * 2 ** -24;
const isNothing = (panel, values) => Boolean(panel.style?.charge) && !panel.logarithmic && !values.some(value => Math.abs(value) > NOTHING);

// `values` are all that the axis has to hold.
function valueAxis(label, unit, panel, values, theme) {
  const style = axisStyle(theme);
  const share = unit === 'fraction' ? { min: 0, max: 1, interval: 0.25 } : {};
  const range = panel.logarithmic ? decades(values) : {};
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
    ...range,
    ...(isNothing(panel, values) ? { min: -NOTHING, max: NOTHING } : {}),
    axisLabel: { ...style.axisLabel, formatter: panel.logarithmic ? logLabel(range) : formatTick },
    axisPointer: { show: false },
  };
}

function eventTag(event) {
  const known = { memorisation: 'M', generalisation: 'G' };
  return known[event.name] ?? event.name.slice(0, 12);
}

const shortThreshold = threshold => String(threshold).replace(/^0\./, '.');

// Above its step; near an edge it grows inwards.
function tagExtent({ place, words }, width) {
  const length = tagText(words).length * TAG_WIDTH;
  const align = place < length / 2 ? 'left' : place > width - length / 2 + GRID.right - 4 ? 'right' : 'center';
  const from = place - { left: 0, center: length / 2, right: length }[align];
  return { align, from, to: from + length };
}

// [['G', '.9'], ['G', '.95']] is "G .9, .95"; of more than two levels the first and the last are named, "G .5–.99".
function tagText(words) {
  const tags = Map.groupBy(words, ([tag]) => tag);
  return [...tags].map(([tag, group]) => {
    const levels = group.map(([, threshold]) => threshold).filter(Boolean);
    return tag + (levels.length > 2 ? ' ' + levels[0] + '–' + levels.at(-1) : levels.length > 0 ? ' ' + levels.join(', ') : '');
  }).join(' ');
}

// Tags that would touch become one.
function mergedTags(tags, width) {
  const kept = [];
  for (const tag of tags) {
    kept.push(tag);
    while (kept.length > 1 && tagExtent(kept.at(-1), width).from < tagExtent(kept.at(-2), width).to + 4) {
      const later = kept.pop();
      kept.at(-1).words.push(...later.words);
    }
  }
  return kept;
}

// Dashed lines at the events of the only run. Generalisation at another level than that of the table is drawn lightly.
function eventMarks(run, scale, width, theme) {
  const fraction = stepFraction(scale);
  const visible = run.events.filter(event => fraction(event.step) >= 0).sort((a, b) => a.step - b.step);
  const tags = mergedTags(visible.map(event => {
    const tag = eventTag(event);
    return { step: event.step, place: fraction(event.step) * width, words: [[tag, tag === 'M' ? '' : shortThreshold(event.threshold)]] };
  }), width);
  return visible.map((event, index) => {
    const light = event.name === 'generalisation' && event.threshold !== run.level;
    const first = visible.findIndex(other => other.step === event.step) === index;
    const tag = first ? tags.find(other => other.step === event.step) : undefined;
    return {
      xAxis: event.step,
      light,
      lineStyle: { color: theme.text, width: 1, type: eventTag(event) === 'M' ? [2, 3] : [6, 4], opacity: light ? 0.35 : 0.9 },
      label: tag ? tagLabel(tag, width, theme) : { show: false },
    };
  });
}

// Above the plot.
function tagLabel(tag, width, theme) {
  const { align } = tagExtent(tag, width);
  return { show: true, position: 'end', rotate: 0, distance: 5, align, formatter: tagText(tag.words), color: theme.text, fontSize: 11, opacity: 1 };
}

// The boxes in which a name of this width may stand about a point, in pixels, with what puts it there.
function labelBoxes(x, y, width) {
  return [
    { box: [x + 6, y - 6, x + 8 + width, y + 6], position: 'right' },
    { box: [x - 8 - width, y - 6, x - 6, y + 6], position: 'left' },
    { box: [x - width / 2, y - 20, x + width / 2, y - 6], position: 'top' },
    { box: [x - width / 2, y + 6, x + width / 2, y + 20], position: 'bottom' },
    { box: [x + 6, y - 18, x + 8 + width, y - 6], position: 'right', offset: [0, -12] },
    { box: [x - 8 - width, y - 18, x - 6, y - 6], position: 'left', offset: [0, -12] },
    { box: [x + 6, y + 6, x + 8 + width, y + 18], position: 'right', offset: [0, 12] },
    { box: [x - 8 - width, y + 6, x - 6, y + 18], position: 'left', offset: [0, 12] },
  ];
}

// For each named point {x, y, name} the place of its name that covers the least of other points, other names and what
// else is to be avoided, a list of [x, y]; `cost` is 0 where it covers nothing. `room` is [left, top, right, bottom].
function placeLabels(points, avoided, room) {
  const taken = points.map(({ x, y }) => [x - 5, y - 5, x + 5, y + 5]);
  const overlap = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
  const inside = box => box[0] > room[0] && box[1] > room[1] && box[2] < room[2] && box[3] < room[3];
  return points.map(({ x, y, name }) => {
    const boxes = labelBoxes(x, y, name.length * TAG_WIDTH).map(place => {
      const names = taken.filter(other => overlap(place.box, other)).length + (inside(place.box) ? 0 : 1);
      const covered = avoided.filter(([px, py]) => px > place.box[0] && px < place.box[2] && py > place.box[1] && py < place.box[3]).length;
      return { ...place, cost: 1e4 * names + covered };
    });
    const best = boxes.reduce((a, b) => (b.cost < a.cost ? b : a));
    taken.push(best.box);
    return best;
  });
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
