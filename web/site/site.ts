/** A page of the site: its styles, and what it does besides its figures. */
import "virtual:palette.css";
import "./styles/site.css";
import { behave } from "./behave.js";

behave();
