// How much room is left in a text box. Without JavaScript the same line states the limit.

const number = new Intl.NumberFormat("en-GB");

function words(left) {
  const many = Math.abs(left) === 1 ? "character" : "characters";
  const amount = `${number.format(Math.abs(left))} ${many}`;
  return left < 0 ? `You have ${amount} too many` : `You have ${amount} left`;
}

export function countCharacters(box) {
  const line = document.getElementById(`${box.id}-count`);
  if (!line) return;
  // The line on screen follows each key. Ears hear it only after a pause in typing, from a line of their own.
  const heard = document.createElement("p");
  heard.className = "heard";
  heard.setAttribute("role", "status");
  line.after(heard);
  let pause;
  const show = () => {
    // Spread counts what people call characters, as the server does: an emoji is one, not two.
    const left = Number(box.dataset.limit) - [...box.value].length;
    line.textContent = words(left);
    line.classList.toggle("count-over", left < 0);
    clearTimeout(pause);
    pause = setTimeout(() => { heard.textContent = words(left); }, 1000);
  };
  box.addEventListener("input", show);
  if (box.value) show();
}
