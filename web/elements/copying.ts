/** Copies a text, or leaves it selected in a field where a page may not write the clipboard (a sandboxed frame, no https). */

export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

export function select(field: HTMLInputElement | HTMLTextAreaElement | null | undefined): void {
  field?.focus();
  field?.select();
}
