// Small comforts for people with JavaScript. Every page works without this file, and nothing that is
// typed is kept in the browser: reports are written on shared computers.

import { offerCopying } from "./copy.js";
import { countCharacters } from "./count.js";
import { offerNearDays } from "./dates.js";
import { sendFiles } from "./files.js";
import { sendOnce } from "./once.js";
import { offerPasskey } from "./passkeys.js";

document.querySelectorAll("[data-date]").forEach(offerNearDays);
document.querySelectorAll("textarea[data-limit]").forEach(countCharacters);
document.querySelectorAll("[data-copies]").forEach(offerCopying);
document.querySelectorAll("form[data-files]").forEach(sendFiles);
document.querySelectorAll("[data-passkey]").forEach(offerPasskey);
document.querySelectorAll('form[method="post"]').forEach(sendOnce);

// After a faulty answer the list of what to mend is the first thing heard.
document.querySelector("[data-problems]")?.focus();
