// Every page: the light/dark switch, copying, and opening and closing the panel without losing one's place.
(function () {
  "use strict";
  var root = document.documentElement;
  var opener = null; // the link that opened the panel: focus returns to it
  var moved = false; // whether focus should follow the panel's next change

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
    go(address(null));
    if (link) link.focus({ preventScroll: !given });
  }

  function focusPanel() {
    var title = document.querySelector("#stage #panel-title");
    if (title && moved) { moved = false; title.focus({ preventScroll: true }); panel().scrollTop = 0; }
  }

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
    if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    var target = event.target.closest("[data-figure], [data-close], [data-theme-switch], [data-copy]");
    if (!target) return;
    if (target.hasAttribute("data-theme-switch")) {
      root.dataset.theme = dark() ? "light" : "dark";
      try { localStorage.setItem("tradetrace-theme", root.dataset.theme); } catch (e) { /* not remembered */ }
    } else if (target.hasAttribute("data-copy")) {
      copy(document.getElementById(target.dataset.copy));
    } else if (live()) {
      event.preventDefault();
      if (target.hasAttribute("data-close")) close(); else open(target.dataset.figure, target);
    }
  });

  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && live() && current()) { event.preventDefault(); close(); }
  });

  window.addEventListener("popstate", syncLinks);

  function copy(element) {
    var range = document.createRange();
    range.selectNodeContents(element);
    var selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    if (navigator.clipboard) navigator.clipboard.writeText(element.textContent); else document.execCommand("copy");
  }

  // When Dash has taken over, the finished HTML that stood in its place goes.
  var entry = document.getElementById("react-entry-point");
  if (entry) {
    new MutationObserver(function () {
      if (!live()) return;
      var first = document.getElementById("prerender");
      if (first) first.remove();
      focusPanel();
      syncLinks();
    }).observe(entry, { childList: true, subtree: true });
  }

  window.tradetrace = { open: open };
})();
