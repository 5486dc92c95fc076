// The loop over lines and cells, included once for each way to read a number.
//
// ROW_NUMBER reads a number, ROW_NAME gives the functions their names, ROW_TARGET the instructions
// that they may use.

// One line; returns its end.
ROW_TARGET static const uint8_t *ROW_NAME(line_of)(
    reader *r, const uint8_t *p, impact_text_layout layout, int64_t row, double *values,
    int64_t *spans) {
  const uint8_t *line = p;
  for (int64_t k = 0; k < layout.labels; k++) {
    int open = 0;
    const uint8_t *stop = field_end(r, p, &open);
    spans[2 * k] = p - r->text;
    spans[2 * k + 1] = stop - r->text;
    if (open) {
      report(r, IMPACT_TEXT_OPEN_QUOTE, row, k, p, stop);
      return stop;
    }
    p = stop;
    if (k + 1 == layout.labels && layout.numbers == 0) break;
    if (p >= r->end || *p != r->delimiter) return ragged(r, row, line);
    p++;
  }
  for (int64_t j = 0; j < layout.numbers; j++) {
    const uint8_t *stop = ROW_NUMBER(p, r->end, r->delimiter, &values[j]);
    if (stop == NULL || (stop < r->end && *stop == '\r' && !ends_line(stop, r->end))) {
      int open = 0;
      stop = field_end(r, p, &open);
      values[j] = 0;
      if (open) {
        report(r, IMPACT_TEXT_OPEN_QUOTE, row, j + layout.labels, p, stop);
        return stop;
      }
      // A line that ends early is one fault, not one for each cell that is missing.
      if (j + 1 < layout.numbers && ends_line(stop, r->end)) return ragged(r, row, line);
      report(r, IMPACT_TEXT_ODD_CELL, row, j, p, stop);
    }
    p = stop;
    if (j + 1 == layout.numbers) break;
    if (p >= r->end || *p != r->delimiter) return ragged(r, row, line);
    p++;
  }
  return ends_line(p, r->end) ? p : ragged(r, row, line);
}

ROW_TARGET static impact_text_result ROW_NAME(rows)(
    const uint8_t *text, int64_t length, impact_text_layout layout, double *values, int64_t *spans,
    int64_t *line_of_row, int64_t capacity, impact_text_fault *faults, int64_t fault_capacity) {
  reader r = {text, text + length, layout.delimiter, faults, fault_capacity, 0};
  impact_text_result result = {0, 0, 0, 0};
  const uint8_t *p = text;
  while (p < r.end && result.rows < capacity) {
    if (!ends_line(p, r.end)) {
      int64_t row = result.rows;
      line_of_row[row] = result.lines;
      for (int64_t k = 0; k < 2 * layout.labels; k++) spans[row * 2 * layout.labels + k] = 0;
      p = ROW_NAME(line_of)(&r, p, layout, row, values + row * layout.numbers, spans + row * 2 * layout.labels);
      result.rows++;
    }
    if (p < r.end && *p == '\r') p++;
    if (p < r.end && *p == '\n') {
      p++;
      result.lines++;
    }
  }
  result.consumed = p - text;
  result.faults = r.fault_count;
  return result;
}

