/** The popup of the toolbar button: everything known about the page in front of the teacher. */
import { api } from "../api.js";
import { stateOf } from "../background/tab_state.js";
import { explain } from "./explain.js";
import { showPage } from "./page.js";

void showPage(async (_settings, t) => {
  const [tab] = await api.tabs.query({ active: true, currentWindow: true });
  return explain(tab?.id === undefined ? null : await stateOf(tab.id), t);
});
