/** The popup of the toolbar button: everything known about the page in front of the teacher. */
import { api } from "../api.js";
import { keepShowing } from "./page.js";
import { statePage } from "./state_page.js";

const [tab] = await api.tabs.query({ active: true, currentWindow: true });
keepShowing((_settings, t) => statePage(tab?.id ?? -1, t));
