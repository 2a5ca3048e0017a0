/** An icon of the sprite, like the `icon` macro of the templates. */
const SVG = "http://www.w3.org/2000/svg";
const sprite = new URL("../img/icons.svg", import.meta.url).href;

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `${sprite}#${name}`);
  svg.append(use);
  return svg;
}
