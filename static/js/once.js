// A second press within five seconds sends nothing. The server acts once anyway (a key in the form);
// this only spares people the doubt.

const WAIT = 5000;

export function sendOnce(form) {
  let sentAt = -Infinity;
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    const now = performance.now();
    if (now - sentAt < WAIT) {
      event.preventDefault();
      return;
    }
    sentAt = now;
    // Not `disabled`: a disabled button would take its own name and value out of what is sent,
    // and would throw the keyboard's place away.
    const button = event.submitter;
    button?.setAttribute("aria-disabled", "true");
    setTimeout(() => button?.removeAttribute("aria-disabled"), WAIT);
  });
  // Coming back by the browser's Back shows the page as it was left: let it be sent again.
  addEventListener("pageshow", (event) => { if (event.persisted) sentAt = -Infinity; });
}
