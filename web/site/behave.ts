/** What a lesson page does besides its figures: the theme's button, the section marked in the contents, a kept place. */
import { markClaims } from "./claims/marks.js";
import { markSection } from "./contents.js";
import { keepPlace } from "./keep_place.js";
import { themeButton } from "./theme_button.js";

export function behave(): void {
  const button = document.querySelector<HTMLButtonElement>("button.theme");
  if (button) themeButton(button);
  markSection(document.querySelectorAll<HTMLAnchorElement>("nav.contents a"));
  keepPlace();
  markClaims();
}
