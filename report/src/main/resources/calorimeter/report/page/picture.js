// A figure as a picture: the charts as they are shown, in the colours of a light page, with the titles and legends around
// them. Every page has its own redraw(boxes).

const SVG = (() => {
  const holder = document.createElement('div');
  holder.innerHTML = '<svg></svg>';
  return holder.firstChild.namespaceURI;
})();
const RAMP_PIECES = 64;
const PIXELS_PER_INCH = { screen: 96, paper: 300 };

const EDGE = 8;

let picturing = false;

function svgNode(name, attributes, children = []) {
  const node = document.createElementNS(SVG, name);
  Object.entries(attributes).forEach(([key, value]) => node.setAttribute(key, value));
  node.append(...children);
  return node;
}

// Each word where the page has it, since lines break where they please.
function wordsOf(element, origin) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const words = [];
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const parent = node.parentElement;
    if (parent.closest('[aria-pressed="false"], select, .chart')) {
      continue;
    }
    for (const found of node.data.matchAll(/\S+/g)) {
      const range = document.createRange();
      range.setStart(node, found.index);
      range.setEnd(node, found.index + found[0].length);
      words.push(word(found[0], range.getBoundingClientRect(), parent, origin));
    }
  }
  for (const select of element.querySelectorAll('select')) {
    words.push(word(select.selectedOptions[0].textContent, select.getBoundingClientRect(), select, origin));
  }
  return words;
}

// A line of letters stands at about four fifths of its height.
function word(text, box, styled, origin) {
  const style = getComputedStyle(styled);
  return svgNode('text', {
    x: box.left - origin.left, y: box.top - origin.top + 0.8 * box.height, fill: style.color,
    'font-size': style.fontSize, 'font-weight': style.fontWeight, 'font-family': 'Helvetica, Arial, sans-serif',
  }, [text]);
}

// Charts and pieces of lines in legends.
function drawingsOf(element, origin) {
  return [...element.querySelectorAll('svg')].filter(svg => !svg.closest('[aria-pressed="false"]')).map(svg => {
    const box = svg.getBoundingClientRect();
    const copy = svg.cloneNode(true);
    copy.removeAttribute('style');
    const place = { x: box.left - origin.left, y: box.top - origin.top, width: box.width, height: box.height };
    Object.entries(place).forEach(([key, value]) => copy.setAttribute(key, value));
    return copy;
  });
}

function rampsOf(element, origin) {
  return [...element.querySelectorAll('.ramp')].flatMap(ramp => {
    const box = ramp.getBoundingClientRect();
    return Array.from({ length: RAMP_PIECES }, (_, piece) => svgNode('rect', {
      x: box.left - origin.left + piece * box.width / RAMP_PIECES, y: box.top - origin.top,
      width: 1.05 * box.width / RAMP_PIECES, height: box.height, fill: viridis(piece / (RAMP_PIECES - 1)),
    }));
  });
}

function pictureOf(section) {
  const frame = section.querySelector('figure');
  const { left, top, width } = frame.getBoundingClientRect();
  const bottom = section.querySelector('.panels').getBoundingClientRect().bottom;
  const box = { left: left - EDGE, top: top - EDGE };
  const size = { width: Math.ceil(width) + 2 * EDGE, height: Math.ceil(bottom - top) + 2 * EDGE };
  const shown = [...frame.querySelectorAll('h3, .legend')];
  return svgNode('svg', { ...size, viewBox: '0 0 ' + size.width + ' ' + size.height }, [
    svgNode('rect', { ...size, fill: '#ffffff' }),
    ...drawingsOf(frame, box),
    ...rampsOf(frame, box),
    ...shown.flatMap(element => wordsOf(element, box)),
  ]);
}

// Paper is white: drawn in light colours, then again in those of the reader.
function lightPicture(figure) {
  const section = document.getElementById(figure.id);
  const chosen = boxes.filter(box => section.contains(box.element));
  const theme = root.dataset.theme;
  picturing = true;
  setTheme('light');
  try {
    redraw(chosen);
    return pictureOf(section);
  } finally {
    picturing = false;
    setTheme(theme);
    redraw(chosen);
  }
}

function savePicture(figure, format) {
  const picture = lightPicture(figure);
  const text = new XMLSerializer().serializeToString(picture);
  const name = 'calorimeter-' + figure.id + '.' + format;
  if (format === 'svg') {
    handOut(new Blob([text], { type: 'image/svg+xml' }), name);
    return;
  }
  const image = new Image();
  image.onload = () => {
    const scale = PIXELS_PER_INCH.paper / PIXELS_PER_INCH.screen;
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(Number(picture.getAttribute('width')) * scale);
    canvas.height = Math.round(Number(picture.getAttribute('height')) * scale);
    canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
    const bytes = atob(canvas.toDataURL('image/png').split(',')[1]);
    handOut(new Blob([Uint8Array.from(bytes, byte => byte.charCodeAt(0))], { type: 'image/png' }), name);
  };
  image.setAttribute('src', 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(text));
}
