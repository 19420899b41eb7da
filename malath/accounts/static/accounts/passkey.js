// Passkeys: turns what the browser answers into the field that the server expects. Without this, passwords and codes work.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const withBytes = (list) => (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }));

const make = async (form, asked) => {
  const alone = form.elements.passwordless?.checked;
  const wanted = {
    ...asked,
    challenge: bytes(asked.challenge),
    user: { ...asked.user, id: bytes(asked.user.id) },
    excludeCredentials: withBytes(asked.excludeCredentials),
    authenticatorSelection: {
      ...asked.authenticatorSelection,
      residentKey: alone ? "required" : "discouraged",
      requireResidentKey: Boolean(alone),
      ...(alone && { userVerification: "required" }),
    },
  };
  const made = await navigator.credentials.create({ publicKey: wanted });
  return [made, { attestationObject: text(made.response.attestationObject), transports: made.response.getTransports?.() ?? [] }];
};

const show = async (asked) => {
  const wanted = { ...asked, challenge: bytes(asked.challenge), allowCredentials: withBytes(asked.allowCredentials) };
  const shown = await navigator.credentials.get({ publicKey: wanted });
  const handle = shown.response.userHandle;
  return [
    shown,
    {
      authenticatorData: text(shown.response.authenticatorData),
      signature: text(shown.response.signature),
      userHandle: handle ? text(handle) : null,
    },
  ];
};

const options = async (form) => {
  if (form.dataset.options) return JSON.parse(form.dataset.options).publicKey;
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  return (await answer.json()).request_options.publicKey;
};

const run = async (form) => {
  const asked = await options(form);
  const [key, response] = form.dataset.passkey === "make" ? await make(form, asked) : await show(asked);
  form.elements.credential.value = JSON.stringify({
    id: key.id,
    rawId: text(key.rawId),
    type: key.type,
    clientExtensionResults: key.getClientExtensionResults(),
    response: { clientDataJSON: text(key.response.clientDataJSON), ...response },
  });
  form.submit();
};

// A passkey belongs to a host that has a name; at a bare address browsers refuse it, so it is not offered there.
const named = /[a-z]/i.test(location.hostname) && !location.hostname.includes(":");

if (window.PublicKeyCredential && named) {
  document.querySelectorAll("form[data-passkey]").forEach((form) => {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const problem = form.querySelector("[data-problem]");
      problem.hidden = true;
      run(form).catch(() => {
        problem.hidden = false;
        form.removeAttribute("aria-busy");
      });
    });
  });
} else {
  document.querySelectorAll("[data-without-passkey]").forEach((note) => (note.hidden = false));
}
