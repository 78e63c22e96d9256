// One function per test tool: runs it, lets it print, and reads its counts from its own report file.

import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { delimiter, dirname, join, relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { buildPreset } from "../build-preset.mjs";
import { projectFolder } from "../setup/toolchain.mjs";

/** @typedef {{ passed: number, failed: number, notes?: string, broken?: string[] }} Counts; `broken` names what failed. */

const reports = join(projectFolder, "build/reports");

function freshReport(name) {
  mkdirSync(reports, { recursive: true });
  const file = join(reports, name);
  rmSync(file, { force: true });
  return file;
}

/** Runs a command with its output shown as it comes; resolves with how it ended. */
export function show(command, args, env = {}) {
  return new Promise((resolve, reject) => {
    const path = [join(projectFolder, "node_modules/.bin"), process.env.PATH].join(delimiter);
    const child = spawn(command, args, {
      cwd: projectFolder,
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, PATH: path, ...env },
    });
    child.on("error", reject);
    child.on("close", (code, signal) => resolve(signal ?? code));
  });
}

/** A tool that wrote no report did not run: that is a failure of the stage, never "0 failed". */
function readReport(file, tool, ended) {
  if (!existsSync(file)) throw new Error(`${tool} ended with ${ended} and left no report`);
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    throw new Error(`${tool} ended with ${ended} in the middle of its report: it crashed, see above`);
  }
}

function counted(tool, ended, counts) {
  if (counts.passed + counts.failed === 0) throw new Error(`${tool} found no tests`);
  // A tool can fail without a failed test: a leak at exit, a file that does not load.
  if (ended !== 0 && counts.failed === 0) return { ...counts, failed: 1, notes: `${tool} ended with ${ended}` };
  return counts;
}

/** A freed block is kept from reuse for a while, but not a quarter of a gigabyte of them. */
function sanitizerEnvironment({ clang }) {
  const env = { UBSAN_OPTIONS: "print_stacktrace=1", ASAN_OPTIONS: "quarantine_size_mb=16:handle_abort=1" };
  return clang ? { ...env, ASAN_SYMBOLIZER_PATH: join(dirname(clang), "llvm-symbolizer") } : env;
}

/** The engine's Catch2 tests of one preset, natively or as WebAssembly under Node: in two processes, half of them each. */
export function catch2(preset, ...args) {
  return async ({ toolchain }) => {
    await buildPreset(toolchain, preset, ["livefig_tests"]);
    const folder = join(projectFolder, "build", preset);
    const env = sanitizerEnvironment(toolchain);
    const colour = process.stdout.isTTY ? "ansi" : "none"; // Catch2 cannot tell under Node
    const halves = [0, 1].map(async (half) => {
      const report = freshReport(`catch2-${preset}-${half}.json`);
      const shard = ["--shard-count", "2", "--shard-index", String(half), "--allow-running-no-tests"];
      const options = ["--rng-seed", "1", "--colour-mode", colour, ...shard, ...args];
      const reporters = ["--reporter", "console", "--reporter", `json::out=${report}`, ...options];
      const ended =
        preset === "wasm"
          ? await show(process.execPath, [join(folder, "tests/livefig_tests.js"), ...reporters])
          : await show(join(folder, "livefig_tests"), reporters, env);
      return { ended, ...readReport(report, "Catch2", ended)["test-run"].totals["test-cases"] };
    });
    const [a, b] = await Promise.all(halves);
    return counted("Catch2", a.ended || b.ended, { passed: a.passed + b.passed, failed: a.failed + b.failed });
  };
}

/**
 * The fuzzer (tests/fuzz) over `count` random programs and checkpoints, in two processes. Whatever it finds it prints
 * with the number that repeats it.
 */
export function fuzz(count) {
  return async ({ toolchain }) => {
    await buildPreset(toolchain, "native-asan", ["livefig_fuzz"]);
    const program = join(projectFolder, "build/native-asan/livefig_fuzz");
    const env = sanitizerEnvironment(toolchain);
    const halves = [0, 1].map(async (half) => {
      const report = freshReport(`fuzz-${half}.json`);
      const first = String(half * 1e9);
      const ended = await show(program, ["--first", first, "--count", String(count / 2), "--report", report], env);
      const answer = readReport(report, "the fuzzer", ended);
      return { ...answer, failures: answer.failures + (ended === 0 || answer.failures > 0 ? 0 : 1) };
    });
    const [a, b] = await Promise.all(halves);
    const sum = (name) => a[name] + b[name];
    const notes = `${sum("executions")} executions: ${sum("programs_trained")} programs trained, ${sum("checkpoints_restored")} checkpoints restored, the others refused`;
    return { passed: [a, b].filter(({ failures }) => failures === 0).length, failed: sum("failures"), notes };
  };
}

/** Vitest over the test files whose path contains one of `filters`. */
export function vitest(...filters) {
  return async () => {
    const report = freshReport(`vitest-${filters[0].replaceAll("/", "-")}.json`);
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    const ended = await show("vitest", ["run", ...filters, ...reporters]);
    const result = readReport(report, "Vitest", ended);
    const unloadable = result.testResults.filter(
      (file) => file.status === "failed" && file.assertionResults.length === 0,
    );
    const notes = result.numPendingTests > 0 ? `${result.numPendingTests} skipped by the tests themselves` : undefined;
    const failed = result.numFailedTests + unloadable.length;
    const broken = result.testResults.flatMap((file) => [
      ...(unloadable.includes(file) ? [[relative(projectFolder, file.name), file.message]] : []),
      ...file.assertionResults
        .filter((test) => test.status === "failed")
        .map((test) => [`${relative(projectFolder, file.name)} › ${test.fullName}`, test.failureMessages[0]]),
    ]);
    return counted("Vitest", ended, { passed: result.numPassedTests, failed, notes, broken: broken.map(named) });
  };
}

/** Also those that passed at a second try. */
function brokenSpecs({ suites = [], specs = [] }) {
  const here = specs.flatMap(({ file, title, tests }) =>
    tests
      .filter(({ status }) => status === "unexpected" || status === "flaky")
      .map(({ projectName, results }) =>
        named([`${file} › ${projectName} ${title}`, results.find(({ error }) => error)?.error.message]),
      ),
  );
  return [...here, ...suites.flatMap(brokenSpecs)];
}

/** A test and the first lines of what it said. */
const named = ([test, message = ""]) =>
  [test, ...stripVTControlCharacters(message).split("\n").slice(0, 6)].join("\n      ");

/** Playwright with the configuration of one folder; `env` is for its tests. */
export function playwright(folder, env = {}) {
  return async () => {
    const report = freshReport(`playwright-${folder.replaceAll("/", "-")}.json`);
    const config = join(projectFolder, folder, "playwright.config.ts");
    const ended = await show("playwright", ["test", "--config", config, "--reporter=list,json"], {
      PLAYWRIGHT_JSON_OUTPUT_FILE: report,
      ...env,
    });
    const { stats, errors, suites } = readReport(report, "Playwright", ended);
    for (const error of errors) console.log(error.message);
    const notes = stats.skipped > 0 ? `${stats.skipped} skipped by the tests themselves` : undefined;
    // A test that passes only at a second try is a failed test.
    const failed = stats.unexpected + stats.flaky;
    return counted("Playwright", ended, { passed: stats.expected, failed, notes, broken: suites.flatMap(brokenSpecs) });
  };
}

/** The native command-line engine (tests/native) is built before `run`, which compares the wasm with it. */
export function besideNative(run) {
  return async (context) => {
    await buildPreset(context.toolchain, "native", ["livefig_cli"]);
    return run(context);
  };
}
