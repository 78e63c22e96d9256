/** The editor of the code panel: CodeMirror with Python, in a figure's shadow root. What a text means is others' affair. */
import { defaultKeymap, history, historyKeymap, indentWithTab, isolateHistory } from "@codemirror/commands";
import { bracketMatching, indentService, indentUnit } from "@codemirror/language";
import { Annotation, EditorState, type Extension, Prec, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, keymap, lineNumbers } from "@codemirror/view";
import { highlight } from "../code/highlight.js";

/** Offsets into the text, `to` behind the last character. */
export interface Place {
  from: number;
  to: number;
}

export interface EditorEvents {
  /** Someone typed, pasted, undid. */
  edited(text: string): void;
  /** It shall run at once. */
  run(): void;
  /** The name of the editor, and the ids of what describes it. */
  attributes(): Record<string, string>;
}

/** A change that comes from the figure: nobody needs to be told of it. */
const ofFigure = Annotation.define<boolean>();
const setProblem = StateEffect.define<Place | null>();

/** What is wrong, underlined, and its line; both move with the text. */
const problemMarks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, { changes, effects, state }) {
    let next = marks.map(changes);
    for (const effect of effects) {
      if (!effect.is(setProblem)) continue;
      next = effect.value ? marksAt(effect.value, state) : Decoration.none;
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});

function marksAt({ from, to }: Place, { doc }: EditorState): DecorationSet {
  const start = Math.min(from, doc.length);
  const line = doc.lineAt(start);
  const end = Math.min(Math.max(to, start + 1), line.to);
  const whole = Decoration.line({ class: "cm-problem-line" }).range(line.from);
  return Decoration.set(end > start ? [whole, Decoration.mark({ class: "cm-problem" }).range(start, end)] : [whole]);
}

/** Colours by kind, as a script that is only read has them; the parser that knows what a text means is with the reader. */
const colours = StateField.define<DecorationSet>({
  create: ({ doc }) => coloursOf(doc.toString()),
  update: (marks, { docChanged, state }) => (docChanged ? coloursOf(state.doc.toString()) : marks),
  provide: (field) => EditorView.decorations.from(field),
});

function coloursOf(text: string): DecorationSet {
  let from = 0;
  const ranges = highlight(text).flatMap(({ kind, text: { length } }) => {
    const [start, end] = [from, from + length];
    from = end;
    return kind === "plain" ? [] : [Decoration.mark({ class: kind }).range(start, end)];
  });
  return Decoration.set(ranges);
}

/** What is typed over several lines: the browser would keep their look by an inline style, which a strict policy refuses. */
const typedOver = EditorView.domEventHandlers({
  beforeinput({ inputType, data }, view) {
    if (inputType !== "insertText" || data === null || view.state.selection.main.empty) return false;
    view.dispatch(view.state.replaceSelection(data), { userEvent: "input.type", scrollIntoView: true });
    return true;
  },
});

const OPENS = /[:([{]\s*(#.*)?$/;
const LEAVES = /^\s*(return|pass|break|continue|raise)\b/;

/** A new line stands below the last one, further in after what opens a block, further out after what leaves it. */
const indentation = indentService.of((context, at) => {
  if (context.simulatedBreak === null) return undefined;
  const { text } = context.lineAt(at, -1);
  const now = context.lineIndent(at, -1);
  if (OPENS.test(text)) return now + context.unit;
  return LEAVES.test(text) ? Math.max(0, now - context.unit) : now;
});

export class CodeEditor {
  readonly #view: EditorView;
  readonly #extensions: Extension;

  constructor(root: ShadowRoot, events: EditorEvents) {
    const run = () => {
      events.run();
      return true;
    };
    this.#extensions = [
      Prec.high(keymap.of([{ key: "Mod-Enter", run }])),
      lineNumbers(),
      history(),
      indentUnit.of("    "),
      indentation,
      bracketMatching(),
      typedOver,
      colours,
      problemMarks,
      keymap.of([...defaultKeymap, ...historyKeymap, indentWithTab]),
      EditorView.contentAttributes.of(() => ({ tabindex: "0", ...events.attributes() })),
      EditorView.updateListener.of(({ docChanged, transactions, state }) => {
        if (docChanged && !transactions.some((one) => one.annotation(ofFigure))) events.edited(state.doc.toString());
      }),
    ];
    this.#view = new EditorView({ root, state: this.fresh("") });
  }

  get dom(): HTMLElement {
    return this.#view.dom;
  }

  get text(): string {
    return this.#view.state.doc.toString();
  }

  /** A text with a history of its own. */
  fresh(text: string): EditorState {
    return EditorState.create({ doc: text, extensions: this.#extensions });
  }

  /** Puts another text into the editor; answers the one that was there, with its history. */
  exchange(state: EditorState): EditorState {
    const before = this.#view.state;
    this.#view.setState(state);
    return before;
  }

  /** A change of the figure's, which can be undone like any other. */
  change(changes: readonly (Place & { insert: string })[], apart = false): void {
    if (changes.length === 0) return;
    const annotations = [ofFigure.of(true), ...(apart ? [isolateHistory.of("full")] : [])];
    this.#view.dispatch({ changes: [...changes], annotations });
  }

  mark(problem: Place | null): void {
    this.#view.dispatch({ effects: setProblem.of(problem) });
  }

  /** Leads the reader to a place. */
  go({ from, to }: Place): void {
    const end = Math.min(to, this.#view.state.doc.length);
    this.#view.dispatch({ selection: { anchor: Math.min(from, end), head: end }, scrollIntoView: true });
    this.#view.focus();
  }

  selectAll(): void {
    this.go({ from: 0, to: this.#view.state.doc.length });
  }
}
