/** A page of the site: its styles, what it does besides its figures, and that it is kept for readers offline. */
import "virtual:palette.css";
import "./styles/site.css";
import { behave } from "./behave.js";
import { workOffline } from "./offline.js";

behave();
workOffline();
