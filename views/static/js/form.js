/** A form: binds what its fields can do. */
import { bindChoices } from "./choice.js";
import { bindManyChoices } from "./choices.js";
import { bindConditions } from "./conditions.js";
import { bindDates } from "./date_entry.js";
import { bindDateTimes } from "./date_time_entry.js";
import { bindDigits } from "./digits.js";
import { bindFiles } from "./files.js";
import { fieldsOf, setValue } from "./field_values.js";
import { bindGoes } from "./goes.js";
import { dropServerErrors } from "./hint.js";
import { bindMasked } from "./masked.js";
import { bindEnter } from "./next_field.js";
import { bindPickers } from "./picker.js";
import { bindPlaces } from "./place.js";
import { bindResidentIds } from "./resident_id.js";
import { offerDraft } from "./restore.js";
import { watchSections } from "./section_index.js";
import { bindSubRows } from "./sub_rows.js";
import { bindLengths } from "./text_length.js";
import { bindUnderstood } from "./understood.js";
import { guard } from "./unsaved.js";

const form = document.querySelector("[data-form]");

function setField(name, value, title) {
  const field = fieldsOf(form).get(name);
  if (field) setValue(field, value, title);
}

function bind(root) {
  bindMasked(root);
  bindDates(root);
  bindDateTimes(root);
  bindDigits(root);
  bindLengths(root);
  bindChoices(root);
  bindManyChoices(root);
  bindPickers(root);
  bindPlaces(root);
  bindFiles(root);
  bindResidentIds(root, setField);
  bindUnderstood(root, setField);
}

/** The first field that still has to be filled: in a new form one can type at once. */
function start() {
  if (document.querySelector("[data-errors]") || form.dataset.mode !== "new") return;
  const controls = [...form.querySelectorAll(".field .input, .field [type=radio]")];
  const first = controls.find((control) => !control.disabled && control.offsetParent && !control.value);
  if (first) first.focus({ preventScroll: true });
}

form.noValidate = true;
bind(form);
const rowsOf = bindSubRows(form, bind);
bindGoes(form);
form.addEventListener("change", (event) => dropServerErrors(event.target));
bindConditions(form);
guard(form);
bindEnter(form);
watchSections();
if (!offerDraft(form, rowsOf)) start();
