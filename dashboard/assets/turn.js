// Pages that react: another choice on the same page shows its answer in place of the old one, without loading the
// page's frame, fonts and scripts again. What comes is the finished HTML of the address, as for a first visit; Dash
// then takes it over. The address, Back and a reload work as if the page had been loaded.
(function () {
  "use strict";
  var main = document.getElementById("main");
  var entry = document.getElementById("react-entry-point");
  var asked = null; // the running question, which a later one ends
  var turns = 0;
  var awaited = 0; // which turn Dash has still to show
  var shown = state(location.href);

  // What an address shows apart from the open figure.
  function state(href) {
    var url = new URL(href, location.href);
    url.searchParams.delete("figure");
    url.hash = "";
    return url.href;
  }

  function live() { return !!(entry && document.querySelector("#stage #panel")); }

  function ask(href) {
    var control = new AbortController();
    var text = fetch(href, { signal: control.signal, headers: { Accept: "text/html" } }).then(function (answer) {
      if (!answer.ok) throw new Error(answer.status);
      return answer.text();
    });
    return { href: href, text: text, abort: function () { control.abort(); } };
  }

  // What a form would ask for is asked a moment after a choice was made, so that it is there when the button is pressed.
  var ahead = null, pause;
  function foresee(form) {
    var href = address(form);
    if ((ahead && ahead.href === href) || (navigator.connection && navigator.connection.saveData)) return;
    if (ahead) ahead.abort();
    ahead = ask(href);
    ahead.text.catch(function () { /* it is asked again, and then told */ });
  }

  function turn(href, push) {
    if (asked) asked.abort();
    clearTimeout(pause);
    var foreseen = ahead && ahead.href === href ? ahead : null;
    if (ahead && !foreseen) ahead.abort();
    ahead = null;
    var mine = (asked = foreseen || ask(href));
    main.setAttribute("aria-busy", "true");
    // while the server is at work
    requestAnimationFrame(function () { if (mine === asked) mine.places = places(); });
    mine.text.then(function (text) {
      if (mine === asked) show(href, push, mine.places || places(), new DOMParser().parseFromString(text, "text/html"));
    }).catch(function (error) {
      if (error.name === "AbortError") return;
      // whatever is wrong is told by the page itself
      if (push) location.assign(href); else location.reload();
    });
  }

  function show(href, push, before, page) {
    var fresh = page.getElementById("prerender");
    if (!fresh) throw new Error("no page that reacts");
    var focused = place(document.activeElement);
    if (push) history.pushState({}, "", href);
    asked = null;
    shown = state(href);
    document.title = page.title;
    var old = document.getElementById("prerender");
    var late = new URL(href).hash ? [] : below(fresh, before);
    if (old) old.remove();
    // A line that is read out when it changes must stay the same element.
    var status = main.querySelector(":scope > * [role=status]"), next = page.querySelector("#main > * [role=status]");
    // A form with the same choices stays too: its hundreds of options need not be made anew.
    var form = main.querySelector(":scope > form.filters"), filled = page.querySelector("#main > form.filters");
    var before = form && filled && refill(form, filled) ? form : entry;
    Array.from(main.childNodes).some(function (node) {
      if (node === entry) return true;
      if (node !== before) node.remove();
    });
    Array.from(page.getElementById("main").childNodes).some(function (node) {
      if (node === filled && before === form) before = entry;
      else main.insertBefore(document.adoptNode(node), before);
      return node === fresh;
    });
    if (status && next && !entry.contains(status)) {
      var words = Array.from(next.childNodes);
      next.replaceWith(status);
      setTimeout(function () { status.replaceChildren.apply(status, words); });
    }
    entry.classList.add("awaiting");
    main.removeAttribute("aria-busy");
    var anchor = new URL(href).hash, there = anchor && document.getElementById(decodeURIComponent(anchor.slice(1)));
    if (there) there.scrollIntoView();
    if (focused) {
      var target = focused() || main;
      if (late.some(function (block) { return block.contains(target); })) late.forEach(reveal);
      target.focus({ preventScroll: true });
    }
    var mine = (awaited = ++turns);
    // Dash begins when this has been painted.
    painted(function () {
      late.forEach(reveal);
      (late.length ? painted : call)(function () { hand(href, mine); });
    });
  }

  function call(what) { what(); }

  function painted(then) { requestAnimationFrame(function () { setTimeout(then); }); }

  // What of an answer will stand below the edge of the window, as its parts did in the old one, is drawn a frame later
  // than the rest: until then it has the old one's heights. What had no such part before is drawn at once.
  function blocks(from) {
    return Array.from(from.querySelectorAll(".view section")).map(function (section) {
      return Array.from(section.querySelectorAll(":scope > :not(.charts), :scope > .charts > *"));
    });
  }

  // The height of each part, 0 where it is in the window or above.
  function places() {
    return blocks(document.getElementById("prerender") || entry).map(function (parts) {
      return parts.map(function (part) {
        var box = part.getBoundingClientRect();
        return box.top < innerHeight ? 0 : box.height;
      });
    });
  }

  function below(fresh, heights) {
    var late = [];
    blocks(fresh).forEach(function (parts, k, all) {
      if (all.length === heights.length) parts.forEach(function (part, n) {
        if (!heights[k][n]) return;
        part.style.contentVisibility = "hidden";
        part.style.containIntrinsicHeight = heights[k][n] + "px";
        late.push(part);
      });
    });
    return late;
  }

  function reveal(block) { block.style.contentVisibility = block.style.containIntrinsicHeight = ""; }

  // Bring a form into the state of another one of the same parts: what offers the same choices stays. Whether it could.
  function refill(form, filled) {
    if (form.children.length !== filled.children.length) return false;
    Array.from(form.elements).forEach(function (field, k) {
      var like = filled.elements[k];
      if (!like || like.type !== field.type) return;
      if (field.options) {
        var was = field.querySelector("[selected]"), is = like.querySelector("[selected]");
        if (was) was.defaultSelected = false;
        if (is && field.options[is.index]) field.options[is.index].defaultSelected = true;
      } else if (field.matches("input")) field.defaultValue = like.defaultValue;
    });
    form.reset();
    Array.from(filled.children).forEach(function (part, k) {
      if (!part.isEqualNode(form.children[k])) form.children[k].replaceWith(document.adoptNode(part));
    });
    return true;
  }

  function hand(href, mine) {
    if (awaited !== mine) return;
    entry.classList.add("unseen"); // only now: every element of the old answer is styled anew for it
    // Dash must find its elements as it made them.
    entry.querySelectorAll("[data-slot]").forEach(function (slot) { slot.replaceChildren(); });
    window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
    window.dash_clientside.set_props("asked", { data: [href, mine] });
    window.tradetrace.sync();
  }

  // How to find the element again that has the focus, once what holds it was made anew.
  function place(element) {
    if (!element || !main.contains(element) || element === main) return null;
    var name = element.getAttribute("name");
    var which = name ? '[name="' + CSS.escape(name) + '"]' : element.matches(".filters button") ? ".filters button" : null;
    if (!which && element.matches(".pages a")) which = element.rel ? '.pages a[rel="' + element.rel + '"]' : ".pages a";
    return function () { return which && main.querySelector(which); };
  }

  window.addEventListener("submit", function (event) {
    var form = event.target;
    if (event.defaultPrevented || !form.matches("#main form.filters") || !live()) return;
    event.preventDefault();
    turn(address(form), true);
  });

  window.addEventListener("change", function (event) {
    var form = event.target.form;
    clearTimeout(pause);
    if (form && form.matches("#main form.filters") && live()) pause = setTimeout(foresee, 150, form);
  });

  function address(form) {
    var url = new URL(form.action);
    new FormData(form).forEach(function (value, name) { if (value) url.searchParams.set(name, value); });
    return url.href;
  }

  // On the window, so after what the page does with a click of its own.
  window.addEventListener("click", function (event) {
    if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    var link = event.target.closest("#main a[href]");
    if (!link || link.target || link.hasAttribute("download") || "figure" in link.dataset) return;
    if (link.origin !== location.origin || link.pathname !== location.pathname || !live()) return;
    if (document.body.classList.contains("bare") || (link.hash && link.search === location.search)) return;
    event.preventDefault();
    turn(link.href, true);
  });

  window.addEventListener("popstate", function () {
    if (state(location.href) !== shown) turn(location.href, false);
  });

  // Dash says which turn it shows. Two frames later what it shows has been drawn.
  if (entry) {
    new MutationObserver(function () {
      var stage = awaited && document.getElementById("shown");
      if (!stage || stage.dataset.at !== String(awaited)) return;
      var at = awaited;
      requestAnimationFrame(function () {
        requestAnimationFrame(function () {
          if (awaited !== at) return;
          awaited = 0;
          entry.classList.remove("awaiting", "unseen");
          window.tradetrace.settle();
          document.dispatchEvent(new CustomEvent("tradetrace-turned"));
        });
      });
    }).observe(entry, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-at"] });
  }

  window.tradetrace = Object.assign(window.tradetrace || {}, {
    // The grid writes what the reader made of it into the address: that is no other page.
    here: function () { shown = state(location.href); },
    turn: function (href) { if (live()) turn(href, true); else location.assign(href); },
    again: function () { turn(location.href, false); },
    turning: function () { return !!awaited; },
  });
})();
