/** The popup of the toolbar button: everything known about the page in front of the teacher. */
import { api } from "../api.js";
import { linkForPopup, pagesStandBeside } from "../private_windows.js";
import { keepShowing } from "./page.js";
import { statePage } from "./state_page.js";

const [tab] = await api.tabs.query({ active: true, currentWindow: true });
const link = tab ? await linkForPopup(tab.windowId) : null;
const alone = tab !== undefined && !pagesStandBeside(tab);
keepShowing((_settings, t) => statePage(link ?? tab?.id ?? -1, t, alone));
