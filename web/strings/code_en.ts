/** What an open code panel says, in English; apart from the figure's own catalog, since it is loaded with the panel. */
export const codeEn = {
  codeTitle: "PyTorch code",
  codeOf: "run",
  codeReset: "Reset code",
  codeShared: "An edit holds for every run, except where a run has a value or a part of its own.",
  codeKeys: "Ctrl+Enter runs at once. Escape, then Tab leaves the editor.",
  codeLine: "Line {line}",
  codeAt: "{place}: {message}",
  codeKept: "Until this is mended, the figure trains the last version that worked.",
  codeShown: "The figure trains it nevertheless; it can be read, copied and taken along.",
  codeSteps: "This figure trains to step {steps}; the code says {own}.",
  codeChanged: "A control was moved at step {step}: from its start this code prints other numbers after that.",
  codeOutput: "Output",
  codeOutputEmpty: "What the code prints appears here while the figure trains.",
} as const;
