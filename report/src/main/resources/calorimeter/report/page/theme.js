// Colours, read from the style sheet so that page and charts agree, and the choices a reader makes.

const root = document.documentElement;
const choices = { steps: 'log', hidden: new Set(), headQuantity: {} };

// At equal distances; between them, linear in sRGB.
const VIRIDIS = getComputedStyle(root).getPropertyValue('--viridis').trim().split(/\s+/);

// Runs beyond the seventh repeat the colours with another dash.
const DASHES = ['solid', [7, 4], [2, 3]];

function colours() {
  const style = getComputedStyle(root);
  const value = name => style.getPropertyValue('--' + name).trim();
  const lines = [1, 2, 3, 4, 5, 6, 7].map(index => value('line-' + index));
  return { text: value('text'), muted: value('muted'), rule: value('rule'), grid: value('grid'), surface: value('surface'), lines };
}

const lineColour = (theme, index) => theme.lines[index % theme.lines.length];
const lineDash = index => DASHES[Math.floor(index / 7) % DASHES.length];

function viridis(fraction) {
  const place = Math.min(1, Math.max(0, fraction)) * (VIRIDIS.length - 1);
  const below = Math.min(VIRIDIS.length - 2, Math.floor(place));
  const channel = (colour, at) => parseInt(colour.slice(at, at + 2), 16);
  const mixed = [1, 3, 5].map(at => {
    const from = channel(VIRIDIS[below], at);
    return Math.round(from + (channel(VIRIDIS[below + 1], at) - from) * (place - below));
  });
  return 'rgb(' + mixed.join(',') + ')';
}

function setTheme(theme) {
  root.dataset.theme = theme;
  document.querySelectorAll('[data-theme-choice]').forEach(button => {
    button.setAttribute('aria-pressed', String(button.dataset.themeChoice === theme));
  });
}

// A piece of a line, for legends.
function swatch(index, theme, type = lineDash(index)) {
  return strokeSwatch({ color: lineColour(theme, index), type });
}

function strokeSwatch({ color, type, width = 2.4, opacity = 1 }) {
  const pattern = type === 'solid' ? '' : ' stroke-dasharray="' + type.join(' ') + '"';
  return '<svg width="22" height="8" aria-hidden="true"><path d="M0 4H22" stroke="' + color + '" stroke-opacity="' + opacity
    + '" stroke-width="' + width + '"' + pattern + '/></svg>';
}

// One curve in a legend, with a button that shows or hides it. `mark` and `name` are HTML.
function legendItem(id, mark, name) {
  const shown = !choices.hidden.has(id);
  return '<button type="button" data-curve="' + escapeHtml(id) + '" aria-pressed="' + shown + '" title="Show or hide">'
    + mark + '<span>' + name + '</span></button>';
}

function toggle(id) {
  choices.hidden.has(id) ? choices.hidden.delete(id) : choices.hidden.add(id);
}
