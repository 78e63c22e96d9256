/** The script of a page that is one figure, in one file. */
import { speakWithHost } from "../frame/in_frame.js";
import { apply, settingsIn } from "../frame/settings.js";
import { defineFromPage } from "./carried.js";

apply(settingsIn(location.search));
speakWithHost();
void defineFromPage();
