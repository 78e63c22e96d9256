import { loadEngine } from "./engine.js";

const engine = await loadEngine({ wasmModule: livefigModule, datasets: {} });
const run = engine.createRun({
  data: { name: "moons" },
  model: [{ type: "Linear", out_features: 8 }, { type: "Tanh" }, { type: "Linear", out_features: 2 }],
  loss: { type: "CrossEntropyLoss" },
  optimizer: { type: "Adam", lr: 0.05 },
  batch_size: 16,
});
document.querySelector("output").textContent = `Loss after 100 steps: ${run.train(100).loss.toFixed(3)}`;
run.dispose();
