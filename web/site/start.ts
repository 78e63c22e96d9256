/** The first script of a lesson page: a worker and the engine's files are on their way while the page is still parsed. */
import { sharedClient } from "../engine/client.js";

sharedClient().warmUp();
