/** What a reader's press, key or click asks of a figure, passed on to whoever does it. */
import { withPreset } from "../figure/presets.js";
import type { FigureRuntime } from "../figure/runtime.js";
import type { AnatomyActions } from "./anatomy.js";
import type { Drawings } from "./drawings.js";
import type { StudyDrawer } from "./study_drawer.js";

/** The element's own methods: what a press does, a page's script can do too. */
export interface Acting {
  play(): Promise<void>;
  pause(): Promise<void>;
  step(n?: number): Promise<void>;
  reset(): Promise<void>;
  speed: number | null;
}

export function actionsOf(
  element: Acting,
  runtime: FigureRuntime,
  study: StudyDrawer,
  drawings: Drawings,
): AnatomyActions {
  const { state } = runtime;
  const set: AnatomyActions["set"] = (variable, value) => void runtime.setVariable(variable, value);
  return {
    toggle: () => void (state.status === "running" ? element.pause() : element.play()),
    step: () => {
      if (!study.step(state)) void element.step();
    },
    reset: () => void element.reset(),
    setSpeed: (speed) => {
      element.speed = speed;
    },
    scrub: (step) => study.scrub(step),
    newSeed: () => void runtime.setSeed(state.seed + 1),
    set,
    preset: (preset) => {
      void runtime.setAll((now) => withPreset(now, preset));
      void element.play();
    },
    point: (event) => {
      const intent = drawings.intentOfClick(event, state);
      if (intent) set(intent.variable, intent.value);
    },
    key: (event) => {
      const intent = drawings.intentOfKey(event, state);
      if (!intent) return;
      event.preventDefault();
      set(intent.variable, intent.value);
    },
  };
}
