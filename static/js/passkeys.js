// Asks the phone, the computer or the stick for a passkey, and sends what it answers with the form. Without
// JavaScript the form stays hidden, and the line beside it says so and names another way.

function bytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
}

function text(buffer) {
  if (!buffer) return undefined;
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

const opened = (one) => ({ ...one, id: bytes(one.id) });

async function make(asked) {
  const publicKey = {
    ...asked,
    challenge: bytes(asked.challenge),
    user: opened(asked.user),
    excludeCredentials: (asked.excludeCredentials ?? []).map(opened),
  };
  const made = await navigator.credentials.create({ publicKey });
  return {
    ...about(made),
    response: {
      clientDataJSON: text(made.response.clientDataJSON),
      attestationObject: text(made.response.attestationObject),
    },
  };
}

async function use(asked) {
  const publicKey = {
    ...asked,
    challenge: bytes(asked.challenge),
    allowCredentials: (asked.allowCredentials ?? []).map(opened),
  };
  const used = await navigator.credentials.get({ publicKey });
  return {
    ...about(used),
    response: {
      clientDataJSON: text(used.response.clientDataJSON),
      authenticatorData: text(used.response.authenticatorData),
      signature: text(used.response.signature),
      userHandle: text(used.response.userHandle),
    },
  };
}

function about(key) {
  return { id: key.id, rawId: text(key.rawId), type: key.type, clientExtensionResults: {} };
}

// What went wrong, in words; the names are the standard's.
const WHY = {
  InvalidStateError: "This phone, computer or stick has a passkey of yours for Candour already.",
  NotSupportedError: "This phone, computer or stick cannot keep a passkey. Use another one.",
};
const STOPPED = "That did not work, or it was stopped. Press the button to try again.";

// `box` holds the form, the line for browsers without passkeys ([data-without]) and one for what went wrong.
export function offerPasskey(box) {
  const form = box.querySelector("form");
  const without = box.querySelector("[data-without]");
  const said = box.querySelector("[data-said]");
  if (!window.PublicKeyCredential) {
    without.textContent = "This browser cannot use passkeys. " + without.dataset.without;
    return;
  }
  if (location.origin !== box.dataset.origin) {
    without.textContent = `Passkeys work only at ${box.dataset.origin}. ` + without.dataset.without;
    return;
  }
  form.hidden = false;
  without.hidden = true;
  const answer = form.elements.namedItem("answer");
  form.addEventListener("submit", async (event) => {
    if (answer.value) return;
    event.preventDefault();
    said.textContent = "";
    const asked = JSON.parse(box.dataset.options);
    try {
      answer.value = JSON.stringify(await (box.dataset.passkey === "make" ? make(asked) : use(asked)));
    } catch (fault) {
      said.textContent = WHY[fault.name] ?? STOPPED;
      return;
    }
    form.requestSubmit();
  });
}
