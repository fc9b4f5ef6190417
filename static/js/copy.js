// A button that copies what stands in a box. Without JavaScript, or where the browser refuses, the box can
// be marked and copied by hand: it is an ordinary one.

async function copy(box) {
  box.select();
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(box.value);
    return true;
  }
  return document.execCommand("copy");  // pages without a secure connection have no other way
}

// `button` names its box in data-copies; whether it worked is said in the line that belongs to the box.
export function offerCopying(button) {
  const box = document.getElementById(button.dataset.copies);
  const said = document.querySelector(`[data-copied="${button.dataset.copies}"]`);
  button.hidden = false;
  button.addEventListener("click", async () => {
    const done = await copy(box).catch(() => false);
    said.textContent = done ? "Copied" : "It is marked: press Ctrl and C to copy it";
  });
}
