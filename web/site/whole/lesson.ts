/** The script of a page that is a whole lesson, in one file. */
import { behave } from "../behave.js";
import { defineFromPage } from "./carried.js";

behave();
void defineFromPage();
