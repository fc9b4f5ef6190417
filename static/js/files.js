// Several files at once, each with its progress, each sent again by itself when the line breaks. The form
// is the one that works without this file: every file goes to the same address with the same answers, and
// with a key of its own, so that a second try is never taken twice.

import { countCharacters } from "./count.js";
import { offerNearDays } from "./dates.js";

export function sendFiles(form) {
  const box = form.querySelector('input[type="file"]');
  const list = form.querySelector("[data-sent]");
  let busy = false;
  const away = form.querySelector(".button-link").href;
  if (!new URLSearchParams(location.search).has("replaces")) box.multiple = true;

  form.addEventListener("submit", async (event) => {
    if (event.defaultPrevented || box.files.length === 0) return; // the server says what is missing
    event.preventDefault();
    event.stopImmediatePropagation();
    if (busy) return;
    busy = true;
    const button = event.submitter;
    button?.setAttribute("aria-disabled", "true");
    list.replaceChildren();
    list.hidden = false;
    const tries = [...box.files].map((file) => new Try(form, file, list, box));
    for (const one of tries) await one.send();
    showMissing(form, tries.map((one) => one.answer).find((page) => page?.querySelector(".problems a")));
    busy = false;
    button?.removeAttribute("aria-disabled");
    if (tries.every((one) => one.done)) location.assign(away);
  });
}

class Try {
  constructor(form, file, list, box) {
    this.form = form;
    this.file = file;
    this.name = box.name;
    this.limit = Number(box.dataset.limit);
    this.key = [...crypto.getRandomValues(new Uint8Array(16))].map((n) => n.toString(16).padStart(2, "0")).join("");
    this.done = false;
    this.answer = null;
    this.said = document.createElement("span");
    this.again = document.createElement("button");
    this.again.type = "button";
    this.again.className = "button button-small button-second";
    this.again.textContent = `Send ${file.name} again`;
    this.again.hidden = true;
    this.again.addEventListener("click", () => this.send());
    const line = document.createElement("li");
    line.append(this.said, this.again);
    list.append(line);
  }

  say(words) {
    this.said.textContent = `${this.file.name}: ${words}`;
  }

  async send() {
    this.again.hidden = true;
    if (this.file.size > this.limit) {
      this.say("too large. At most 50 MB can be sent at once.");
      return;
    }
    const fault = await this.travel();
    this.done = fault === "";
    this.again.hidden = this.done;
    this.say(this.done ? "taken." : fault);
  }

  // "" when it was taken, else what went wrong, in words.
  travel() {
    const data = new FormData(this.form);
    data.set(this.name, this.file);
    data.set("key", this.key);
    return new Promise((tell) => {
      const line = new XMLHttpRequest();
      line.open("POST", this.form.action || location.href);
      line.responseType = "document";
      line.upload.addEventListener("progress", (step) => {
        if (step.lengthComputable) this.say(`${Math.floor((step.loaded / step.total) * 100)} % sent`);
      });
      line.addEventListener("error", () => tell("the line broke. Nothing of it was kept."));
      line.addEventListener("load", () => {
        this.answer = line.status === 422 ? line.response : null;
        tell(outcome(line));
      });
      this.say("0 % sent");
      line.send(data);
    });
  }
}

// After a file is taken the server leads to the list; a page that asks to sign in, or to mend something, is none.
function outcome(line) {
  if (line.status === 200 && new URL(line.responseURL).pathname.endsWith("/evidence")) return "";
  if (line.status === 200) return "you are signed out. Sign in in another tab, and send it again.";
  if (line.status === 413) return "too large. At most 50 MB can be sent at once.";
  const found = [...(line.response?.querySelectorAll(".problems li") ?? [])].map((one) => one.textContent.trim());
  return found.join(". ") || "something went wrong. Nothing of it was kept.";
}

// What is missing among the answers: the server's page says it at the top and beside each box, so that its
// boxes take the place of ours. Which file was not taken, and why, stands beside the file already.
function showMissing(form, page) {
  const here = form.ownerDocument;
  here.querySelector(".problems")?.remove();
  if (!page) return;
  const summary = here.importNode(page.querySelector(".problems"), true);
  for (const line of summary.querySelectorAll("li")) if (!line.querySelector("a")) line.remove();
  form.before(summary);
  const ours = form.querySelector('input[type="file"]').closest(".field");
  for (const old of [...form.querySelectorAll(":scope > .field")]) if (old !== ours) old.remove();
  const fields = [...page.querySelectorAll("form[data-files] > .field")];
  const fresh = fields.filter((one) => !one.querySelector('input[type="file"]')).map((one) => here.importNode(one, true));
  ours.after(...fresh);
  form.querySelectorAll("[data-date]").forEach(offerNearDays);
  form.querySelectorAll("textarea[data-limit]").forEach(countCharacters);
  summary.focus();
}
