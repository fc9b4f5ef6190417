// "Today" and "Yesterday" beside the three boxes of a date. The boxes stay the way in; these only type.

const london = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/London", day: "numeric", month: "numeric", year: "numeric",
});

// The day in London, whatever the clock of this computer is set to: {day, month, year} as people type them.
function dayInLondon(daysAgo, now = new Date()) {
  const part = {};
  for (const { type, value } of london.formatToParts(now)) part[type] = Number(value);
  // Counted in whole UTC days, so that the hour lost or won in spring and autumn cannot shift it.
  const day = new Date(Date.UTC(part.year, part.month - 1, part.day - daysAgo));
  return [day.getUTCDate(), day.getUTCMonth() + 1, day.getUTCFullYear()];
}

// `group` holds three inputs (day, month, year) and hidden buttons with data-days-ago.
export function offerNearDays(group) {
  const boxes = [...group.querySelectorAll("input")];
  for (const button of group.querySelectorAll("[data-days-ago]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const typed = dayInLondon(Number(button.dataset.daysAgo));
      boxes.forEach((box, place) => {
        box.value = typed[place];
        box.dispatchEvent(new Event("input", { bubbles: true }));
      });
      // Focus on the first box says aloud what was filled in.
      boxes[0].focus();
    });
  }
}
