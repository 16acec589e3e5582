// What is here only adds: every page works without it.
"use strict";

// A date that has passed is marked as late.
{
  const word = document.body.dataset.late;
  const now = new Date();
  const today = [now.getFullYear(), String(now.getMonth() + 1).padStart(2, "0"), String(now.getDate()).padStart(2, "0")].join("-");
  for (const time of document.querySelectorAll("time[data-due]")) {
    if (time.dateTime < today) {
      const mark = document.createElement("strong");
      mark.className = "late";
      mark.textContent = word;
      time.after(" ", mark);
    }
  }
}

// The list of datasets can be filtered by its words.
{
  const field = document.getElementById("filter");
  const list = document.getElementById("filtered");
  const count = document.getElementById("count");
  if (field && list && count) {
    field.parentElement.hidden = false;
    const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
    const cards = [...list.querySelectorAll(".card")].map((card) => [card, plain(card.textContent + " " + card.dataset.keywords)]);
    const filter = () => {
      const words = plain(field.value).split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const [card, text] of cards) {
        card.hidden = !words.every((word) => text.includes(word));
        shown += card.hidden ? 0 : 1;
      }
      if (!words.length) count.textContent = count.dataset.all;
      else if (!shown) count.textContent = count.dataset.none;
      else count.textContent = count.dataset.some + " " + shown;
    };
    field.addEventListener("input", filter);
    filter();
  }
}

// Code can be copied.
if (navigator.clipboard) {
  const { copy, copied } = document.body.dataset;
  for (const code of document.querySelectorAll(".snippets pre > code")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = copy;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(code.textContent);
      button.textContent = copied;
      setTimeout(() => (button.textContent = copy), 2000);
    });
    code.parentElement.before(button);
  }
}
