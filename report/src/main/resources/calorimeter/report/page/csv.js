// The numbers behind a figure, as a file made from the data inside this page. Every page has its own rowsOf(figure).

const csvCell = value => {
  const text = typeof value === 'number' && Number.isNaN(value) ? '' : String(value);
  return /[",\r\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
};
const csvText = rows => rows.map(row => row.map(csvCell).join(',')).join('\r\n') + '\r\n';

function download(figure) {
  handOut(new Blob([csvText(rowsOf(figure))], { type: 'text/csv;charset=utf-8' }), 'calorimeter-' + figure.id + '.csv');
}

function handOut(blob, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
