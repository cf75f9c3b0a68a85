// Numbers and foreign text as the page shows them.

const THIN_SPACE = '\u202f';
const SUPERSCRIPTS = { '-': '⁻', 0: '⁰', 1: '¹', 2: '²', 3: '³', 4: '⁴', 5: '⁵', 6: '⁶', 7: '⁷', 8: '⁸', 9: '⁹' };

function formatStep(step) {
  return String(step).replace(/(?<=\d)(?=(\d{3})+$)/g, THIN_SPACE);
}

// The shortest decimal that reads back as the same double: what tooltips and CSV show.
function formatFull(value) {
  return Number.isNaN(value) ? 'not recorded' : String(value).replace('-', '−');
}

function formatPower(exponent) {
  return '10' + [...String(exponent)].map(symbol => SUPERSCRIPTS[symbol]).join('');
}

// Of an axis of decades, which has one form of numbers: 10⁰ too.
const formatLogTick = value => formatPower(Math.round(Math.log10(value)));

// For axis ticks and colour scales; echarts' ticks carry rounding errors such as 0.30000000000000004.
function formatTick(value) {
  const magnitude = Math.abs(value);
  if (magnitude !== 0 && (magnitude < 5e-5 || magnitude >= 1e6)) {
    const [mantissa, exponent] = value.toExponential(2).split('e');
    return (Number(mantissa) + ' × ' + formatPower(Number(exponent))).replace(/^(-?)1 × /, '$1').replace(/^-/, '−');
  }
  const rounded = String(Number(value.toPrecision(4)));
  return (magnitude >= 1e4 ? formatStep(rounded) : rounded).replace('-', '−');
}

// _x is a subscript.
function symbolHtml(symbol) {
  return escapeHtml(symbol).replace(/_(\w+)/, '<sub>$1</sub>');
}

function escapeHtml(text) {
  const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return String(text).replace(/[&<>"']/g, symbol => entities[symbol]);
}
