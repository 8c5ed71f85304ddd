/** The full explanation in a tab of its own, for the banner's "Mengapa?". */
import { stateOf } from "../tab_state.js";
import { keepShowing } from "./page.js";
import { statePage } from "./state_page.js";

const tabId = new URLSearchParams(location.search).get("tab") ?? "";
keepShowing(async (_settings, t) => statePage(tabId, await stateOf(tabId), t));
