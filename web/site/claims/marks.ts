/** The marks beside a lesson's sentences about training: one press, and the reader's own browser tries the sentence. */

/** Without this script there are no marks, and the sentences read as any other. */
export function markClaims(): void {
  for (const mark of document.querySelectorAll<HTMLButtonElement>("button.claim-mark")) {
    mark.hidden = false;
    mark.setAttribute("aria-expanded", "false");
    mark.addEventListener("click", async () => {
      const { toggleEvidence } = await import("./evidence.js");
      await toggleEvidence(mark);
    });
  }
}
