/** The CSV a teacher takes along; the planner reads its columns by their places. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { cell, COLUMNS, toCsv } from "../../extension/src/csv.js";

const NOTE = { date: "2026-03-02", event: "Webinar", organizer: "PGRI", role: "Peserta", evidence: "map biru", activity: "A09" };

test("every cell is quoted, and none begins a formula", () => {
  assert.equal(cell('=HYPERLINK("x")'), `"'=HYPERLINK(""x"")"`);
  for (const start of ["=", "+", "-", "@", "\t", "\r"]) assert.ok(cell(`${start}1`).startsWith(`"'`));
  assert.equal(cell("Webinar, Literasi"), '"Webinar, Literasi"');
  assert.deepEqual(COLUMNS, ["date", "event", "organizer", "role", "evidence", "activity"]);
});

test("the file is one a spreadsheet opens as it is", () => {
  const [head, row, end] = toCsv([{ ...NOTE, event: "=1+1" }], COLUMNS).split("\r\n");
  assert.equal(head, `\ufeff${COLUMNS.map((name) => `"${name}"`).join(",")}`);
  assert.equal(row, `"2026-03-02","'=1+1","PGRI","Peserta","map biru","A09"`);
  assert.equal(end, "");
});
