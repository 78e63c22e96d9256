/** The first script of a page without figures. */
import { takeChosenTheme } from "./chosen_theme.js";

takeChosenTheme();
