/** The element's API as Markdown tables, from custom-elements.json, which the build takes from the class itself. */

interface Described {
  name: string;
  description?: string;
  type?: { text: string };
}
interface Member extends Described {
  kind: "field" | "method";
  attribute?: string;
  privacy?: string;
  readonly?: boolean;
  parameters?: Described[];
  return?: { type?: { text: string } };
}
export interface ElementDescription {
  description?: string;
  attributes: Described[];
  members: Member[];
  events: Described[];
  slots: Described[];
}

/** The declaration of <live-figure> in the text of a manifest. */
export function describedElement(manifest: string): ElementDescription {
  const { modules } = JSON.parse(manifest) as {
    modules: { declarations: (ElementDescription & { tagName?: string })[] }[];
  };
  const found = modules.flatMap(({ declarations }) => declarations).find(({ tagName }) => tagName === "live-figure");
  if (!found) throw new Error("custom-elements.json does not describe live-figure");
  return found;
}

const cell = (text = "") => text.replace(/\s+/g, " ").replaceAll("|", "\\|");
const code = (text: string) => `\`${cell(text)}\``;

function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  return [titles, titles.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
}

export function elementTables({ description, attributes, members, events, slots }: ElementDescription): string {
  const shown = members.filter(({ privacy }) => privacy !== "private");
  const properties = shown.filter(({ kind, attribute }) => kind === "field" && !attribute);
  const methods = shown.filter(({ kind }) => kind === "method");
  const typed = ({ name, type, description: says }: Described) => [code(name), code(type?.text ?? ""), cell(says)];
  const signature = ({ name, parameters = [], return: answer }: Member) =>
    code(`${name}(${parameters.map((given) => given.name).join(", ")})${answer?.type ? `: ${answer.type.text}` : ""}`);
  return [
    cell(description),
    "## Attributes",
    table(["attribute", "type", "says"], attributes.map(typed)),
    "## Properties",
    table(["property", "type", "says"], properties.map(typed)),
    "## Methods",
    table(
      ["method", "does"],
      methods.map((method) => [signature(method), cell(method.description)]),
    ),
    "## Events",
    table(["event", "type", "when"], events.map(typed)),
    "## Inside the tags",
    ...slots.map((slot) => cell(slot.description)),
  ].join("\n\n");
}
