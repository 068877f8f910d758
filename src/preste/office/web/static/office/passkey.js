// Passkeys: asks the browser for one and sends what it answers. A form says what for: data-passkey="create" or "get",
// with its options in data-options, or at the address data-from.
"use strict";
for (const form of document.querySelectorAll("form[data-passkey]")) {
  const given = form.querySelector("[name=credential], [name=fresh_credential]");
  const problem = form.querySelector(".problem[hidden]");
  if (!window.PublicKeyCredential?.parseRequestOptionsFromJSON) continue; // the form stays hidden
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const credential = form.dataset.passkey === "create" ? await create(form) : await get(form);
      given.value = JSON.stringify(credential.toJSON());
      form.submit();
    } catch {
      problem.hidden = false;
    }
  });
}

function create(form) {
  const options = JSON.parse(form.dataset.options).publicKey;
  options.authenticatorSelection = { residentKey: "required", requireResidentKey: true, userVerification: "required" };
  return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) });
}

async function get(form) {
  let options = form.dataset.options && JSON.parse(form.dataset.options);
  if (!options) {
    const answer = await fetch(form.dataset.from, { headers: { Accept: "application/json" } });
    options = (await answer.json()).request_options;
  }
  return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options.publicKey) });
}
