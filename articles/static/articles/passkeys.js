/* What went wrong with a passkey, in words beside its button. */
"use strict";

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const { name } = event.detail.exception;
  const message = document.querySelector("[data-passkey-error]") ?? document.createElement("p");
  message.dataset.passkeyError = "";
  message.className = "errornote";
  message.setAttribute("role", "alert");
  message.textContent =
    name === "InvalidStateError"
      ? "Questa passkey c’è già."
      : "La passkey non ha risposto, o la richiesta è stata annullata. Riprova, o entra in un altro modo.";
  document.querySelector("#passkey-login, #passkey-authenticate, #passkey-again, #passkey-add").before(message);
});
