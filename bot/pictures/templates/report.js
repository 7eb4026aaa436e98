"use strict";
(() => {
  const PAGE = 60;
  const data = JSON.parse(document.getElementById("data").textContent);
  const { claims, articles, outlets } = data;
  const list = document.getElementById("list"), more = document.getElementById("more"), count = document.getElementById("count");
  const field = (name) => document.getElementById("f-" + name);
  const fields = ["words", "who", "stance", "outlet", "since", "until"].map(field);
  const signs = new Map([...document.getElementById("signs").content.children].map((one) => [one.classList[1], one]));
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const at = new Map(claims.map((claim, i) => [claim.id, i]));
  for (const claim of claims) {
    const article = articles[claim.a];
    claim.who = fold(claim.name);
    claim.text = fold([claim.sentence, claim.name, article.title, article.outlet, ...claim.via].join(" "));
  }
  for (const name of outlets) {
    const option = document.createElement("option");
    option.textContent = option.value = name;
    field("outlet").append(option);
  }
  let found = claims, shown = 0, sent = null;

  const made = (tag, className, text) => {
    const one = document.createElement(tag);
    if (className) one.className = className;
    if (text !== undefined) one.textContent = text;
    return one;
  };

  const marked = (claim) => {
    const article = articles[claim.a];
    const box = made("div", "article");
    box.tabIndex = 0;
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", "The words of " + claim.name + " in the article");
    box.dir = "auto";
    let done = 0;
    for (const [start, end] of claim.spans) {
      box.append(article.text.slice(done, start));
      box.append(made("mark", "", article.text.slice(start, end)));
      done = end;
    }
    box.append(article.text.slice(done));
    return box;
  };

  const toggle = (row, claim, button) => {
    const open = button.getAttribute("aria-expanded") === "true";
    button.setAttribute("aria-expanded", String(!open));
    if (open) {
      row.querySelector(".article").remove();
      return;
    }
    const box = marked(claim);
    row.append(box);
    const first = box.querySelector("mark");
    if (first) box.scrollTop = Math.max(0, first.offsetTop - box.offsetTop - 60);
  };

  const row = (claim) => {
    const article = articles[claim.a];
    const item = made("li", "claim");
    item.dataset.id = claim.id;
    const top = made("p");
    top.append(signs.get(claim.stance).cloneNode(true), " ", made("bdi", claim.anonymous ? "name unnamed" : "name", claim.name));
    if (claim.via.length) top.append(made("span", "soft", " via "), made("bdi", "", claim.via.join(", ")));
    const said = made("p", "words");
    said.append(made("bdi", "", claim.sentence));
    const where = made("p", "soft small");
    const title = article.url ? made("a", "", article.title) : made("bdi", "", article.title);
    if (article.url) {
      title.href = article.url;
      title.rel = "noopener noreferrer nofollow";
    }
    where.append(made("bdi", "", article.outlet), article.day ? " · " + article.day + " · " : " · ", title);
    const foot = made("p", "foot");
    const button = made("button", "", "In the article");
    button.type = "button";
    button.setAttribute("aria-expanded", "false");
    button.setAttribute("aria-label", "In the article: " + claim.name);
    button.addEventListener("click", () => toggle(item, claim, button));
    const link = made("a", "small", "Link to this claim");
    link.href = "#claim=" + encodeURIComponent(claim.id);
    link.setAttribute("aria-label", "Link to this claim: " + claim.name);
    foot.append(button, link);
    item.append(top, said, where, foot);
    return item;
  };

  const extend = (upto) => {
    const fragment = document.createDocumentFragment();
    for (; shown < Math.min(upto, found.length); shown++) fragment.append(row(found[shown]));
    list.append(fragment);
    more.hidden = shown >= found.length;
  };

  const filter = () => {
    const words = fold(field("words").value).split(/\s+/).filter(Boolean);
    const who = fold(field("who").value.trim()), stance = field("stance").value, outlet = field("outlet").value;
    const since = field("since").value, until = field("until").value;
    found = claims.filter((claim) => {
      const article = articles[claim.a];
      return (!stance || claim.stance === stance) && (!outlet || article.outlet === outlet) && (!who || claim.who.includes(who)) &&
        (!since || (article.day && article.day >= since)) && (!until || (article.day && article.day <= until)) &&
        words.every((word) => claim.text.includes(word));
    });
    list.replaceChildren();
    shown = 0;
    extend(PAGE);
    const all = claims.length.toLocaleString("en");
    count.textContent = found.length === claims.length ? all + " claims" : found.length.toLocaleString("en") + " of " + all + " claims";
  };

  const follow = () => {
    const match = /^#claim=(.+)$/.exec(location.hash);
    if (!match) return;
    let id;
    try { id = decodeURIComponent(match[1]); } catch { return; }
    const claim = claims[at.get(id)];
    if (!claim) {
      count.textContent = "This report does not hold the claim of that link";
      count.scrollIntoView();
      return;
    }
    if (!found.includes(claim)) {
      document.getElementById("filter").reset();
      filter();
    }
    extend(found.indexOf(claim) + 1 + PAGE / 2);
    if (sent) delete sent.dataset.sent;
    sent = list.children[found.indexOf(claim)];
    sent.dataset.sent = "";
    const button = sent.querySelector("button");
    if (button.getAttribute("aria-expanded") === "false") toggle(sent, claim, button);
    sent.scrollIntoView();
    button.focus({ preventScroll: true });
  };

  for (const one of fields) one.addEventListener("input", filter);
  document.getElementById("filter").addEventListener("submit", (event) => event.preventDefault());
  more.addEventListener("click", () => {
    const first = shown;
    extend(shown + PAGE);
    list.children[first]?.querySelector("button").focus();
  });
  addEventListener("hashchange", follow);
  filter();
  follow();
})();
