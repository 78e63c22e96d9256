/** All views by the type that a figure spec names; what few figures draw is loaded for those. */
import { curves } from "./curves.js";
import { featureMaps } from "./feature_maps.js";
import { meanActivation } from "./mean_activation.js";
import { network } from "./network.js";
import { readoutBars } from "./readout_bars.js";
import type { View } from "./view.js";

/** Any view, its options as a spec gives them: `{ ...view.defaults, ...spec }`. */
export type AnyView = View<Record<string, unknown>>;

const all = [curves, featureMaps, readoutBars, network, meanActivation] as unknown as readonly AnyView[];

const byType = new Map(all.map((view) => [view.type, view]));

/** Not known to `findView` before `loadViews`. */
const late: Readonly<Record<string, () => Promise<unknown>>> = {
  accuracy_rows: async () => (await import("./accuracy_rows.js")).accuracyRows,
  activation_ridges: async () => (await import("./activation_ridges.js")).activationRidges,
  boundary: async () => (await import("./boundary.js")).boundary,
  column_grid: async () => (await import("./column_grid.js")).columnGrid,
  contour: async () => (await import("./contour.js")).contour,
  filters: async () => (await import("./filters.js")).filters,
  fit: async () => (await import("./fit.js")).fit,
  gradient_heat: async () => (await import("./gradient_heat.js")).gradientHeat,
  gradient_norms: async () => (await import("./gradient_norms.js")).gradientNorms,
  hidden_units: async () => (await import("./hidden_units.js")).hiddenUnits,
  moments: async () => (await import("./moments.js")).moments,
  norm_parameters: async () => (await import("./norm_parameters.js")).normParameters,
  penalty_geometry: async () => (await import("./penalty_geometry.js")).penaltyGeometry,
  signal_variance: async () => (await import("./signal_variance.js")).signalVariance,
  stacked_loss: async () => (await import("./stacked_loss.js")).stackedLoss,
  weight_histogram: async () => (await import("./weight_histogram.js")).weightHistogram,
};

export const viewTypes: readonly string[] = [...byType.keys(), ...Object.keys(late)];

/** Of these types, those that are not here yet. */
export async function loadViews(types: readonly string[]): Promise<void> {
  const missing = types.filter((type) => !byType.has(type) && Object.hasOwn(late, type));
  await Promise.all(missing.map(async (type) => byType.set(type, (await late[type]!()) as AnyView)));
}

/**
 * Every view that a spec may come to show, as its views' template names them. With `shown`, the types that are shown now,
 * those that wait for another kind of program are left until then.
 */
export function loadViewsOf({ views }: { views: unknown }, shown?: readonly string[]): Promise<void> {
  const text = JSON.stringify([views, shown], (_, each) => (shown && each?.for ? null : each));
  return loadViews(Object.keys(late).filter((type) => text.includes(JSON.stringify(type))));
}

export function findView(type: string): AnyView | undefined {
  return byType.get(type);
}
