/** The figure's own keys, which never take a key away from the control that has the focus. */

export type KeyAction = "toggle" | "step" | "reset";

const actions: Record<string, KeyAction> = { " ": "toggle", s: "step", r: "reset" };

/** Keys that a focused control needs for itself. */
function takes(target: Element, key: string): boolean {
  // A dialog over the figure has nothing to do with its training.
  if (target.closest("dialog")) return true;
  if (target.matches("select, textarea, [contenteditable]")) return true;
  if (target.matches("input:not([type=range]):not([type=checkbox]):not([type=radio])")) return true;
  return key === " " && target.matches("button, summary, input[type=checkbox], input[type=radio], a[href]");
}

export function keyAction(event: KeyboardEvent): KeyAction | null {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return null;
  const target = event.composedPath()[0];
  const key = event.key.toLowerCase();
  if (!(target instanceof Element) || takes(target, key)) return null;
  return actions[key] ?? null;
}
