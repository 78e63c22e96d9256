import "livefig/define";

document.querySelector("button").addEventListener("click", () => document.body.classList.toggle("night"));
