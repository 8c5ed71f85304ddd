/** The CSV a teacher takes along. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { cell, COLUMNS } from "../../extension/src/csv.js";

test("every cell is quoted, and none begins a formula", () => {
  assert.equal(cell('=HYPERLINK("x")'), `"'=HYPERLINK(""x"")"`);
  for (const start of ["=", "+", "-", "@", "\t", "\r"]) assert.ok(cell(`${start}1`).startsWith(`"'`));
  assert.equal(cell("Webinar, Literasi"), '"Webinar, Literasi"');
  assert.deepEqual(COLUMNS, ["date", "event", "organizer", "role", "evidence"]);
});
