// The rows of the file that holds the numbers of a figure, one kind of file for each kind of figure.

function rowsOf(figure) {
  const keys = [...new Set(figure.panels.flatMap(panel => panel.series))];
  return { LINES: lineRows, HEAD_MAPS: mapRows, HEAD_PLANES: planeRows }[figure.kind](keys);
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
