/** Where a lesson's links lead: within the page, to another lesson, to a file beside it; other sites only by their form. */

/** Another lesson of the site; `ids` is null where its text cannot be read. */
export interface Target {
  name: string;
  ids: readonly string[] | null;
}

/** What is wrong with a link, or null. `isFile` takes a path relative to the lesson's folder. */
export function checkLink(
  url: string,
  ownIds: readonly string[],
  lessons: readonly Target[],
  isFile: (path: string) => boolean,
): string | null {
  if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(url)) return checkExternal(url);
  if (url.startsWith("/")) return "begins at the host's root, where the site may not stand: write a relative link";
  const [address = "", fragment] = url.split("#");
  const path = safelyDecoded(address.split("?")[0] ?? "");
  const id = fragment === undefined ? undefined : safelyDecoded(fragment);
  if (path === null || id === null) return "is badly encoded";
  if (path === "") return id === undefined || ownIds.includes(id) ? null : missing(id, ownIds);
  const other = /^\.\.\/([^/]+)\/(?:index\.html)?$/.exec(path)?.[1];
  if (other === undefined) {
    if (path === "../" || path === "./") return null;
    if (path.split("/").includes("..")) return "leads out of the lesson's folder, whose files alone come with the page";
    return isFile(path) ? null : "there is no such file in the lesson's folder";
  }
  const lesson = lessons.find(({ name }) => name === other);
  if (!lesson) return `there is no lesson "${other}"; there are ${lessons.map(({ name }) => name).join(", ")}`;
  return id === undefined || !lesson.ids || lesson.ids.includes(id) ? null : missing(id, lesson.ids);
}

function checkExternal(url: string): string | null {
  if (/^mailto:[^@\s]+@[^@\s]+$/i.test(url)) return null;
  if (!URL.canParse(url)) return "is no address";
  const { protocol, hostname } = new URL(url);
  if (protocol !== "https:" && protocol !== "http:") return `${protocol} is not for a page's links`;
  return /^[^.]+(\.[^.]+)+$/.test(hostname) ? null : `"${hostname}" is no public host`;
}

function missing(id: string, ids: readonly string[]): string {
  const named = ids.filter((each) => !/^(fn|fnref|footnote|fig)-/.test(each));
  return `nothing has the id "${id}"; there are ${named.join(", ")}`;
}

function safelyDecoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
