/** Every view in the states that matter: what the gallery shows and the tests go through. */
import type { FigureState } from "../../../web/figure/state.js";
import type { Scene } from "../../../web/scene/scene.js";
import { findView, loadViews, viewTypes } from "../../../web/views/registry.js";
import * as synthetic from "./synthetic/index.js";

export interface Case {
  name: string;
  type: string;
  options: Record<string, unknown>;
  state: FigureState;
}

await loadViews(viewTypes);

const one = (name: string, type: string, state: FigureState, options: Record<string, unknown> = {}): Case => ({
  name,
  type,
  options,
  state,
});

export const cases: readonly Case[] = [
  one("curves: loss", "curves", synthetic.overfitting()),
  one("curves: early", "curves", synthetic.overfitting(60)),
  one("curves: accuracy", "curves", synthetic.depth(), { quantity: "accuracy" }),
  one("curves: diverged", "curves", synthetic.diverging()),
  one("curves: before", "curves", synthetic.atStart(synthetic.overfitting())),
  one("curves: log, surface", "curves", synthetic.descent("bowl", [-5, 2]), { log: true }),
  one("feature maps", "feature_maps", synthetic.imageMaps()),
  one("feature maps: before", "feature_maps", synthetic.atStart(synthetic.depth())),
  one("filters", "filters", synthetic.imageUnits(32)),
  one("filters: none", "filters", synthetic.imageUnits(32, "moons")),
  one("filters: before", "filters", synthetic.atStart(synthetic.imageUnits(32))),
  one("readout", "readout_bars", synthetic.readouts()),
  one("readout: before", "readout_bars", synthetic.atStart(synthetic.depth())),
  one("network: train", "network", synthetic.dropoutMasks()),
  one("network: eval", "network", synthetic.dropoutMasks(), { mode: "eval" }),
  one("mean activation", "mean_activation", synthetic.trainEval()),
  one("mean activation: none", "mean_activation", synthetic.depth()),
  one("boundary", "boundary", synthetic.boundaries(1)),
  one("boundary: three", "boundary", synthetic.boundaries(3)),
  one("boundary: before", "boundary", synthetic.atStart(synthetic.moons(1))),
  one("weights", "weight_histogram", synthetic.histograms(1)),
  one("weights: three", "weight_histogram", synthetic.histograms(3)),
  one("stacked loss", "stacked_loss", synthetic.moons(2), { run: 1 }),
  one("stacked loss: before", "stacked_loss", synthetic.atStart(synthetic.moons(2)), { run: 1 }),
  one("geometry", "penalty_geometry", synthetic.priced(0.01)),
  one("geometry: λ = 0", "penalty_geometry", synthetic.priced(0)),
  one("geometry: dear", "penalty_geometry", synthetic.priced(0.1)),
  one("geometry: none", "penalty_geometry", synthetic.priced(0.01, 3)),
  one("geometry: before", "penalty_geometry", synthetic.atStart(synthetic.moons(1))),
  one("contour: rosenbrock", "contour", synthetic.descent("rosenbrock", [-1.5, 2])),
  one("contour: bowl", "contour", synthetic.descent("bowl", [-5, 2])),
  one("contour: himmelblau", "contour", synthetic.descent("himmelblau", [0.2, -0.5])),
  one("moments: surface", "moments", synthetic.adamOnSurface()),
  one("moments: digits", "moments", synthetic.adamOnDigits(), { run: 0 }),
  one("moments: chosen among", "moments", synthetic.adamOnDigits(), { run: 0, variable: "weight" }),
  one("moments: one weight", "moments", synthetic.adamUpdate(), { weight: 1, variable: "weight" }),
  one("moments: one of digits", "moments", synthetic.adamOnDigits(), { run: 0, weight: 10, variable: "weight" }),
  one("moments: one weight before", "moments", synthetic.atStart(synthetic.adamUpdate()), { weight: 0 }),
  one("moments: before", "moments", synthetic.atStart(synthetic.adamOnSurface())),
  one("ridges", "activation_ridges", synthetic.ridges()),
  one("ridges: before", "activation_ridges", synthetic.atStart(synthetic.tenLayerRuns())),
  one("γ and β", "norm_parameters", synthetic.scales()),
  one("γ and β: far", "norm_parameters", synthetic.scales(3)),
  one("γ and β: none", "norm_parameters", synthetic.moons(1)),
  one("γ and β: before", "norm_parameters", synthetic.atStart(synthetic.tenLayerRuns())),
  one("gradient norms", "gradient_norms", synthetic.gradients()),
  one("gradient norms: before", "gradient_norms", synthetic.atStart(synthetic.tenLayerRuns())),
  one("gradient heat", "gradient_heat", synthetic.hundredLayers()),
  one("gradient heat: broken", "gradient_heat", synthetic.brokenLayers()),
  one("gradient heat: before", "gradient_heat", synthetic.atStart(synthetic.hundredLayers())),
  one("signal", "signal_variance", synthetic.hundredLayers()),
  one("signal: broken", "signal_variance", synthetic.brokenLayers()),
  one("signal: before", "signal_variance", synthetic.atStart(synthetic.hundredLayers())),
  one("fit", "fit", synthetic.fits([3]), { units: true }),
  one("fit: three", "fit", synthetic.fits([2, 5, 50]), { units: true }),
  one("fit: before", "fit", synthetic.atStart(synthetic.fits([3]))),
  one("hidden units: four", "hidden_units", synthetic.planeUnits(4)),
  one("hidden units: twelve", "hidden_units", synthetic.planeUnits(12)),
  one("hidden units: none", "hidden_units", synthetic.planeUnits(0)),
  one("accuracy rows", "accuracy_rows", synthetic.tables()),
  one("accuracy rows: seeds", "accuracy_rows", synthetic.tables({ seeds: true })),
  one("accuracy rows: before", "accuracy_rows", synthetic.atStart(synthetic.tables())),
  one("column grid", "column_grid", synthetic.tables(), { beside: 1 }),
  one("column grid: one", "column_grid", synthetic.tables()),
  one("column grid: none", "column_grid", synthetic.tables({ channels: 1 })),
  one("hidden units: before", "hidden_units", synthetic.atStart(synthetic.planeUnits(4))),
];

export function draw({ type, options, state }: Case, width: number): Scene {
  const view = findView(type)!;
  const chosen = { ...view.defaults, ...options };
  return view.scene(state, chosen, { width, height: Math.round(width * view.aspect(chosen, width)) });
}
