/** Before the first paint of a page that is one figure: its theme, and no margins inside another page. */
import { apply, settingsIn } from "../frame/settings.js";

apply(settingsIn(location.search));
document.documentElement.toggleAttribute("data-framed", window.parent !== window);
