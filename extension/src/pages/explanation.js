/** The full explanation in a tab of its own, for the banner's "Mengapa?". */
import { stateOf } from "../background/tab_state.js";
import { explain } from "./explain.js";
import { showPage } from "./page.js";

const tabId = Number(new URLSearchParams(location.search).get("tab"));
void showPage(async (_settings, t) => explain(await stateOf(tabId), t));
