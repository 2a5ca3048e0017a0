/** Files: sent one after the other as soon as they are chosen, kept as boxes that the form sends. */
import { say } from "./announce.js";
import { setHint } from "./hint.js";
import { text } from "./texts.js";

const MEGABYTE = 1024 * 1024;

class Files {
  constructor(group) {
    this.group = group;
    this.kept = group.querySelector("[data-kept]");
    this.progress = group.querySelector("[data-progress]");
    this.waiting = [];
    for (const chooser of group.querySelectorAll("[data-choose]")) {
      chooser.addEventListener("change", () => this.take(chooser));
      // The browser's own control would say that no file is chosen, while they stand above it.
      chooser.classList.add("sr");
      chooser.closest("label").classList.add("button", "small");
    }
    group.closest("form").addEventListener("submit", (event) => this.hold(event), true);
  }

  get count() { return this.kept.querySelectorAll(":checked").length + this.waiting.length; }

  take(chooser) {
    const chosen = [...chooser.files];
    const { most } = this.group.dataset;
    const largest = Number(this.group.dataset.largest);
    chooser.value = "";
    this.hint("");
    for (const file of chosen) {
      if (this.count >= Number(most)) {
        this.hint(text("filesMany", { most }));
        break;
      }
      if (file.size > largest) this.hint(text("fileLarger", { name: file.name, size: largest / MEGABYTE }));
      else this.waiting.push(file);
    }
    if (!this.sending) this.next();
  }

  next() {
    const file = this.waiting[0];
    this.sending = Boolean(file);
    if (!file) return;
    const body = new FormData();
    body.append("file", file);
    const request = new XMLHttpRequest();
    request.open("POST", this.group.dataset.url);
    request.setRequestHeader("X-CSRFToken", this.group.closest("form").elements.csrf_token.value);
    request.responseType = "json";
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      this.progress.textContent = text("fileSending", { name: file.name, percent: Math.round((100 * loaded) / (total || 1)) });
    });
    request.addEventListener("loadend", () => this.answered(file, request));
    request.send(body);
  }

  answered(file, request) {
    this.waiting.shift();
    this.progress.textContent = "";
    if (request.status === 201) this.add(request.response);
    else this.hint((request.response && request.response.message) || text("fileFailed", { name: file.name }));
    this.next();
  }

  add({ key, name, size }) {
    const box = Object.assign(document.createElement("input"), { type: "checkbox", name: this.group.dataset.name, value: key, checked: true });
    const label = Object.assign(document.createElement("label"), { className: "check" });
    const title = Object.assign(document.createElement("span"), { textContent: name });
    const note = Object.assign(document.createElement("span"), { className: "files-size", textContent: size });
    const line = document.createElement("li");
    label.append(box, " ", title);
    line.append(label, " ", note);
    this.kept.append(line);
    box.dispatchEvent(new Event("change", { bubbles: true }));
    say(text("fileSent", { name }));
  }

  /** A form that is saved waits for what is still being sent. */
  hold(event) {
    if (!this.sending) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.hint(text("filesWaiting"));
  }

  hint(sentence) {
    setHint(this.group, "files", sentence);
    if (sentence) say(sentence);
  }
}

/** Bind every field of files under `root`. */
export function bindFiles(root) {
  for (const group of root.querySelectorAll("[data-files]")) new Files(group);
}
