// Runs a table of stages one after the other, times them, and ends with the one line that CI reads.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setUp } from "../setup/setup.mjs";
import { setUpSystem } from "../setup/system.mjs";
import { projectFolder } from "../setup/toolchain.mjs";

const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(1)} s`;

async function runStage(stage, context, broken) {
  const result = { name: stage.name, passed: 0, failed: 0, skipped: null, notes: "", milliseconds: 0 };
  const missing = (stage.system ?? []).map((name) => context.missing[name]).filter(Boolean);
  if (broken.has(stage.needs)) return { ...result, failed: 1, notes: `not run, since "${stage.needs}" failed` };
  if (missing.length > 0) {
    // In CI nothing may be left out unnoticed; on a developer's machine it is said and allowed.
    return { ...result, failed: process.env.CI ? 1 : 0, skipped: missing.join("; ") };
  }
  const begin = Date.now();
  try {
    Object.assign(result, await stage.run(context));
  } catch (error) {
    console.log(error.message);
    result.failed = 1;
    result.notes = "did not run to its end, see above";
  }
  return { ...result, milliseconds: Date.now() - begin };
}

function describe(result) {
  const counts = result.skipped ? "skipped" : `${result.passed} passed, ${result.failed} failed`;
  const time = result.skipped ? "" : seconds(result.milliseconds);
  return `  ${result.name.padEnd(40)} ${counts.padEnd(26)} ${time.padStart(8)}  ${result.skipped ?? result.notes ?? ""}`.trimEnd();
}

/**
 * @param name      of the results file in build/
 * @param filters   words of the command line: only stages whose name contains one of them (and "build")
 */
export async function runStages(name, table, filters = []) {
  const begin = Date.now();
  const chosen = table.filter(
    (stage) => filters.length === 0 || stage.name === "build" || filters.some((word) => stage.name.includes(word)),
  );
  const [toolchain, missing] = await Promise.all([
    setUp(),
    setUpSystem([...new Set(chosen.flatMap((stage) => stage.system ?? []))]),
  ]);

  const results = [];
  const broken = new Set();
  for (const stage of chosen) {
    console.log(`\n=== ${stage.name} ===`);
    const result = await runStage(stage, { toolchain, missing }, broken);
    if (result.failed > 0) broken.add(stage.name);
    if (result.skipped) console.log(`skipped: ${result.skipped}`);
    results.push(result);
  }

  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const failed = results.reduce((sum, result) => sum + result.failed, 0);
  mkdirSync(join(projectFolder, "build"), { recursive: true });
  writeFileSync(join(projectFolder, `build/${name}.json`), `${JSON.stringify({ passed, failed, results }, null, 2)}\n`);
  console.log(`\n=== ${seconds(Date.now() - begin)} in all ===\n${results.map(describe).join("\n")}\n`);
  // Again at the end, since a long run's middle is easily lost.
  for (const { name: stage, broken: tests = [] } of results)
    for (const test of tests.slice(0, 10)) console.log(`  failed in ${stage}: ${test}`);
  console.log(`${passed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}
