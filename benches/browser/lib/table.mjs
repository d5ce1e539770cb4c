// Numbers and tables as text.

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/// Three digits that say something: 0.0123, 1.23, 12.3, 1,234.
export function number(value) {
  if (value === 0 || Math.abs(value) >= 100) return Math.round(value).toLocaleString('en-US');
  return value.toLocaleString('en-US', { minimumSignificantDigits: 3, maximumSignificantDigits: 3 });
}

export const spread = (values) => `${number(Math.min(...values))}-${number(Math.max(...values))}`;

/// Rows are lists of cells, the first to the left, the rest to the right; a row of one cell is a heading.
export function printTable(rows) {
  const width = (column) => Math.max(...rows.filter((row) => row.length > 1).map((row) => String(row[column] ?? '').length));
  const widths = rows.find((row) => row.length > 1).map((_, column) => width(column));
  for (const row of rows) {
    const cells = row.length === 1 ? row : widths.map((w, column) => {
      const text = String(row[column] ?? '');
      return column === 0 ? text.padEnd(w) : text.padStart(w);
    });
    console.log(cells.join('  ').trimEnd());
  }
}
