// Every page: the light/dark switch, copying, and opening and closing the panel without losing one's place.
(function () {
  "use strict";
  var root = document.documentElement;
  var opener = null; // the link that opened the panel: focus returns to it
  var moved = false; // whether focus should follow the panel's changes

  function dark() {
    return root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  }

  function panel() { return document.querySelector("#stage #panel"); }

  // Dash is there once its root holds the page; until then links simply load the page they name.
  function live() { return !!panel(); }

  function go(href) {
    if (href === location.href) return;
    history.pushState({}, "", href);
    window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
    syncLinks();
  }

  function address(figure) {
    var url = new URL(location.href);
    if (figure) url.searchParams.set("figure", figure); else url.searchParams.delete("figure");
    if (!url.searchParams.get("lang")) url.searchParams.set("lang", (root.lang || "en").split("-")[0]);
    url.hash = "";
    return url.href;
  }

  // From a chart there is no link to return to; the one in the chart's table then stands in for it.
  function open(figure, link) {
    opener = link || null;
    moved = true;
    go(address(figure));
    if (panel() && panel().childElementCount && current() === figure) focusPanel();
  }

  function current() { return new URL(location.href).searchParams.get("figure"); }

  function close() {
    var same = 'a[data-figure="' + CSS.escape(current() || "") + '"]';
    var link = opener && opener.isConnected ? opener : null;
    if (!link) link = document.querySelector("#stage .table-wrap " + same) || document.querySelector("#stage " + same);
    var given = link === opener;
    opener = null;
    used = null;
    moved = false;
    go(address(null));
    if (link) link.focus({ preventScroll: !given });
  }

  function focusPanel() {
    var title = document.querySelector("#stage #panel-title");
    if (!title || !moved || document.activeElement === title) return;
    title.focus({ preventScroll: true });
    panel().scrollTop = 0;
  }

  // A late answer may replace what the panel shows while it is being used: focus goes to what now stands in its place.
  var used = null; // what has focus in the panel: the element and its place in the order of tabbing
  function reached() { return Array.from(panel() ? panel().querySelectorAll("a[href], button, summary") : []); }
  document.addEventListener("focusin", function (event) {
    var place = reached().indexOf(event.target);
    used = place < 0 ? null : { element: event.target, place: place };
  });
  function keepPlace() {
    if (!used || used.element.isConnected || document.activeElement !== document.body) return;
    var now = reached()[used.place];
    if (now) now.focus({ preventScroll: true });
  }

  // Answers may come late and out of turn; focus follows them until the reader does something else.
  ["keydown", "pointerdown"].forEach(function (kind) {
    document.addEventListener(kind, function () { moved = false; }, true);
  });

  // The language links in the header keep whatever the address has come to say.
  function syncLinks() {
    document.querySelectorAll("a[data-switch]").forEach(function (a) {
      var url = new URL(location.href);
      url.searchParams.set("lang", a.getAttribute("hreflang").split("-")[0]);
      a.href = url.pathname + url.search;
    });
    var figure = current();
    document.querySelectorAll("#stage a[data-figure]").forEach(function (a) {
      if (a.dataset.figure === figure) a.setAttribute("aria-current", "true"); else a.removeAttribute("aria-current");
    });
  }

  document.addEventListener("click", function (event) {
    closeMenus(event.target);
    if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    var target = event.target.closest(
      "[data-figure], [data-close], [data-theme-switch], [data-copy], [data-copy-text], [data-copy-link], [data-copy-embed], [data-copy-from], [data-picture], a[href*='#']");
    if (!target) return;
    var data = target.dataset;
    if ("themeSwitch" in data) {
      root.dataset.theme = dark() ? "light" : "dark";
      try { localStorage.setItem("tradetrace-theme", root.dataset.theme); } catch (e) { /* not remembered */ }
    } else if ("copy" in data) copy(document.getElementById(data.copy).textContent, target);
    else if ("copyText" in data) copy(data.copyText, target);
    else if ("copyLink" in data) copy(absolute(data.copyLink), target);
    else if ("copyEmbed" in data) copy(embedCode(data), target);
    else if ("copyFrom" in data) copyFrom(data.copyFrom, target);
    else if ("picture" in data) picture(data, target);
    else if (target.hash) reveal(target.hash);
    else if (live()) {
      event.preventDefault();
      if ("close" in data) close(); else open(data.figure, target);
    }
  });

  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    var menu = document.querySelector("details.menu[open]");
    if (menu) { menu.open = false; menu.querySelector("summary").focus(); event.preventDefault(); }
    else if (live() && current()) { event.preventDefault(); close(); }
  });

  window.addEventListener("popstate", syncLinks);

  function closeMenus(except) {
    document.querySelectorAll("details.menu[open]").forEach(function (menu) {
      if (!menu.contains(except)) menu.open = false;
    });
  }

  // A link to a folded table opens it.
  function reveal(hash) {
    var place = document.getElementById(decodeURIComponent(hash.slice(1)));
    if (place && place.tagName === "DETAILS") place.open = true;
  }

  // Said to everybody: shown for a moment, and read out.
  var hush;
  function say(words) {
    var live = document.getElementById("live");
    if (!live) return;
    live.textContent = words || "";
    clearTimeout(hush);
    hush = setTimeout(function () { live.textContent = ""; }, 4000);
  }

  function absolute(link) { return new URL(link, location.href).href; }

  function embedCode(data) {
    return '<iframe src="' + absolute(data.copyEmbed).replace(/&/g, "&amp;") + '" title="' + data.title +
      '" width="100%" height="640" style="border:0" loading="lazy"></iframe>';
  }

  function copy(text, button) {
    function done() { say(button.dataset.said); }
    function byHand() {
      var box = document.createElement("textarea");
      box.value = text;
      box.className = "sr-only";
      document.body.append(box);
      box.select();
      var copied = document.execCommand("copy");
      box.remove();
      button.focus();
      say(copied ? button.dataset.said : text);
    }
    if (navigator.clipboard) navigator.clipboard.writeText(text).then(done, byHand); else byHand();
  }

  // The row is fetched when it is wanted, from the address that also serves it as a file.
  function copyFrom(address, button) {
    fetch(address).then(function (answer) {
      if (!answer.ok) throw new Error(answer.status);
      return answer.text();
    }).then(function (text) { copy(text.replace(/^\ufeff/, ""), button); }, function () { location.href = address; });
  }

  // What draws pictures is loaded when the first one is asked for.
  var ours = document.currentScript;
  var drawing;
  function picture(data, button) {
    drawing = drawing || new Promise(function (resolve, reject) {
      var script = document.createElement("script");
      script.src = ours.dataset.pictureScript;
      script.onload = resolve;
      script.onerror = reject;
      document.head.append(script);
    });
    drawing.then(function () {
      return window.tradetrace.picture(document.getElementById(data.of), data.picture);
    }).then(function (name) { say(name); }, function () { say(button.dataset.failed); });
  }

  // On paper nothing can be unfolded.
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details:not(.menu):not([open])").forEach(function (d) { d.open = true; d.dataset.printed = ""; });
  });
  window.addEventListener("afterprint", function () {
    document.querySelectorAll("details[data-printed]").forEach(function (d) { d.open = false; delete d.dataset.printed; });
  });

  // When Dash has taken over, the finished HTML that stood in its place goes, but for the parts that Dash left to it:
  // those move into their slots.
  var spare = null;
  function settle() {
    if (!live() || (window.tradetrace.turning && window.tradetrace.turning())) return;
    var first = document.getElementById("prerender");
    if (first && !same(first)) return;
    if (first) {
      var focused = document.activeElement;
      spare = first;
      fill();
      first.remove();
      if (focused && focused.isConnected && focused !== document.activeElement) focused.focus({ preventScroll: true });
      reveal(location.hash || "#");
    } else fill();
    focusPanel();
    keepPlace();
    syncLinks();
  }

  function fill() {
    if (spare) document.querySelectorAll("#stage [data-slot]").forEach(function (slot) {
      if (slot.firstChild) return;
      var held = spare.querySelector('[data-slot="' + slot.dataset.slot + '"]');
      if (held) slot.append.apply(slot, Array.from(held.childNodes));
    });
  }

  // The tables may be refreshed between the page and what Dash asked for: then the page is asked for again, and where
  // that does not help it stays as it is.
  var tries = 0;
  function same(first) {
    var stage = document.getElementById("shown"), held = first.querySelector("[data-state]");
    if (!stage || !held || !stage.querySelector("[data-slot]") || stage.dataset.state === held.dataset.state) return true;
    if (tries++ < 3) window.tradetrace.again();
    return false;
  }

  var entry = document.getElementById("react-entry-point");
  if (entry) new MutationObserver(settle).observe(entry, { childList: true, subtree: true });

  // The page's other scripts add to this, some before this one has run.
  window.tradetrace = Object.assign(window.tradetrace || {}, { open: open, say: say, sync: syncLinks, settle: settle });
  reveal(location.hash || "#");
})();
