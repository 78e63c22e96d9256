/** All views by the type that a figure spec names. */
import { activationRidges } from "./activation_ridges.js";
import { boundary } from "./boundary.js";
import { contour } from "./contour.js";
import { curves } from "./curves.js";
import { featureMaps } from "./feature_maps.js";
import { fit } from "./fit.js";
import { gradientNorms } from "./gradient_norms.js";
import { hiddenUnits } from "./hidden_units.js";
import { meanActivation } from "./mean_activation.js";
import { moments } from "./moments.js";
import { network } from "./network.js";
import { readoutBars } from "./readout_bars.js";
import { stackedLoss } from "./stacked_loss.js";
import type { View } from "./view.js";
import { weightHistogram } from "./weight_histogram.js";

/** Any view, its options as a spec gives them: `{ ...view.defaults, ...spec }`. */
export type AnyView = View<Record<string, unknown>>;

const all = [
  curves,
  featureMaps,
  readoutBars,
  network,
  meanActivation,
  boundary,
  weightHistogram,
  stackedLoss,
  contour,
  moments,
  activationRidges,
  gradientNorms,
  fit,
  hiddenUnits,
] as unknown as readonly AnyView[];

const byType = new Map(all.map((view) => [view.type, view]));

export const viewTypes: readonly string[] = [...byType.keys()];

export function findView(type: string): AnyView | undefined {
  return byType.get(type);
}
