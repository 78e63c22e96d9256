/** The editor of a figure's code as a test meets it: its lines, what stands beneath them, and typing. */
import type { Locator, Page } from "@playwright/test";
import type { Program } from "../../web/engine/program.js";
import { expect } from "./lesson.js";

export const codeOf = (live: Locator) => live.evaluate((element) => (element as unknown as { code: string }).code);
export const programOf = (live: Locator) =>
  live.evaluate((element) => (element as unknown as { program: Program }).program);
export const layersOf = async (live: Locator) => (await programOf(live)).model!.map(({ type }) => type);

export const editorOf = (live: Locator) => live.getByRole("textbox", { name: "PyTorch code" });
export const outputOf = (live: Locator) => live.getByRole("group", { name: "Output" });
export const problemOf = (live: Locator) => live.locator("#code-problem");
export const lineOf = (live: Locator, text: string) => live.locator(".cm-line", { hasText: text }).first();

export async function openCode(live: Locator): Promise<void> {
  await live.getByRole("button", { name: "Code", exact: true }).click();
  await expect(editorOf(live)).toBeVisible();
}

/** Puts the cursor behind a line and types. */
export async function typeBehind(page: Page, line: Locator, text: string): Promise<void> {
  await line.click();
  await page.keyboard.press("End");
  await page.keyboard.type(text);
}

/** Types another line in place of one. */
export async function retype(page: Page, line: Locator, text: string): Promise<void> {
  await line.click();
  await page.keyboard.press("End");
  await page.keyboard.press("Shift+Home");
  await page.keyboard.type(text);
}
