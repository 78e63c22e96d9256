/** Everything that is said about a reader's own data, in English. */

/** What is wrong with them. */
export const dataProblemsEn = {
  dataEmpty: "there are no rows",
  dataRagged: "row {row} has {found} cells, but there are {expected} columns",
  dataQuote: "row {row}: a quotation mark opens and never closes",
  dataNotNumber: "row {row}, column “{column}”: must be a number, not “{value}”",
  dataCellEmpty: "row {row}, column “{column}”: is empty",
  dataNoColumn: "there is no column “{column}”; there are {columns}",
  dataFewColumns: "there must be at least two columns: what goes in, and what is to come out",
  dataManyClasses:
    "column “{column}” has {count} different values, and this figure learns classes: at most {most}. Choose another column to learn",
  dataOneClass: "column “{column}” has one value only, “{value}”: there is nothing to tell apart",
  dataTwoClasses: "column “{column}” has {count} classes ({classes}), and this figure tells two apart",
  dataShape: "a row has {found} inputs, which do not fill the shape {shape}",
  dataTrain: "train must be a whole number from 1 to {rows}, the number of rows",
  dataNoList: "row {row}: must be a list, as the first row is",
  dataNoObject: "row {row}: must be an object, as the first row is",
  dataKind: "must be CSV text, a list of rows, or { inputs, targets, shape }",
  dataInput: "row {row}, column {column} of the inputs: must be a finite number, not {value}",
  dataTarget: "row {row} of the targets: must be a finite number, not {value}",
  dataTooLarge: "there are more than {most} cells",
  dataUnread: "could not be read: {reason}",
} as const;

export const dataEn = {
  ...dataProblemsEn,
  dataTitle: "The data of this figure",
  dataPrivate: "Your data stay in this page: nothing is sent anywhere.",
  dataFromFigure: "It learns from the data that its author chose.",
  dataFromArrays: "It learns from data that this page's script has given.",
  dataSummaryClasses:
    "{name}: {train} rows to learn from, {validation} to validate, {features} inputs, {classes} classes.",
  dataSummaryValues:
    "{name}: {train} rows to learn from, {validation} to validate, {features} inputs, values of “{target}”.",
  dataLeftOut: "Left out, since they hold no numbers: {columns}.",
  dataDrawn: "{count} points drawn by hand, all of them to learn from.",
  dataChoose: "CSV file",
  dataDrop: "Choose one, or drop it on the figure: a column for each input, and one to learn.",
  dataTargetColumn: "column to learn",
  dataStandardize: "standardize",
  dataBack: "Back to the figure's own data",
  dataWrong: "{name}: {problem}.",
  // Drawing.
  draw: "Draw points",
  drawHint: "Click or drag in the drawing to add points, or type where they are.",
  drawClass: "class {number}",
  drawAs: "Points of",
  drawX: "x",
  drawY: "y",
  drawAdd: "Add this point",
  drawUndo: "Remove the last point",
  drawClear: "Begin with an empty plane",
  drawCleared: "The next point is the first of an empty plane.",
  drawAdded: "Point {count} added at {x}, {y}.",
  drawNumber: "A point needs two numbers.",
} as const;
