// The numbers behind a figure, as a file made from the data inside this page.

const csvCell = value => {
  const text = typeof value === 'number' && Number.isNaN(value) ? '' : String(value);
  return /[",\r\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
};
const csvText = rows => rows.map(row => row.map(csvCell).join(',')).join('\r\n') + '\r\n';

function csvOf(figure) {
  const keys = [...new Set(figure.panels.flatMap(panel => panel.series))];
  const rows = { LINES: lineRows, HEAD_MAPS: mapRows, HEAD_PLANES: planeRows }[figure.kind](keys);
  return csvText(rows);
}

function lineRows(keys) {
  const rows = [['run', 'step', ...keys]];
  for (const run of page.runs) {
    const columns = keys.map(key => run.series.find(series => series.key === key)?.values);
    run.steps.forEach((step, row) => rows.push([run.name, step, ...columns.map(values => values?.[row] ?? NaN)]));
  }
  return rows;
}

function mapRows(keys) {
  const run = page.runs[0];
  const quantities = keys.map(key => headQuantity(run, key));
  const rows = [['run', 'first_step', 'last_step', 'rows', 'layer', 'head', ...keys.map(key => 'mean_' + key)]];
  run.heads.columns.forEach((slice, column) => quantities[0].heads.forEach((head, position) => rows.push([
    run.name, slice.first, slice.last, slice.rows, head.layer, head.head,
    ...quantities.map(quantity => quantity.heads[position].values[column]),
  ])));
  return rows;
}

function planeRows(keys) {
  const rows = [['run', 'layer', 'head', ...keys]];
  for (const run of page.runs) {
    const quantities = keys.map(key => headQuantity(run, key));
    (quantities.find(Boolean)?.heads ?? []).forEach((head, position) => rows.push([
      run.name, head.layer, head.head, ...quantities.map(quantity => quantity?.heads[position].last ?? NaN),
    ]));
  }
  return rows;
}

function download(figure) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([csvOf(figure)], { type: 'text/csv;charset=utf-8' }));
  link.download = 'calorimeter-' + figure.id + '.csv';
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
