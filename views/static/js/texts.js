/** The page's sentences, written by the server in the reader's language as JSON in #texts. */
const block = document.getElementById("texts");
const texts = block ? JSON.parse(block.textContent) : {};

/** Fill the {names} of a template with values. */
export function fill(template, values = {}) {
  return template.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
}

/** The sentence of that name, its {names} filled. */
export function text(name, values) {
  return fill(texts[name] || "", values);
}
