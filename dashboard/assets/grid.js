// Used by the grid: amounts are links that open their sentence, columns sort by what they mean, words are found with
// or without marks, and what the reader makes of the grid is kept in the address.
var dagcomponentfuncs = (window.dashAgGridComponentFunctions = window.dashAgGridComponentFunctions || {});
dagcomponentfuncs.FigureLink = function (props) {
  return React.createElement(
    "a",
    { href: props.data.href, "data-figure": props.data.fact_id, className: "figure-link" },
    props.value
  );
};
var dagfuncs = (window.dashAgGridFunctions = window.dashAgGridFunctions || {});
function byField(name) {
  return function (_a, _b, nodeA, nodeB) {
    var a = nodeA.data[name], b = nodeB.data[name];
    return a < b ? -1 : a > b ? 1 : 0;
  };
}
dagfuncs.byValue = byField("sort_value");
dagfuncs.byEnd = byField("sort_end");
dagfuncs.byPublished = byField("sort_published");
// As etl.query.fold does: case and marks do not count, and the d with a stroke is a d.
dagfuncs.fold = function (text) {
  return text == null ? null : String(text).normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/\u0111/g, "d");
};

(function () {
  "use strict";
  var grid; // the grid's own interface, once it is there

  function tools() { return document.querySelector(".grid-tools"); }

  function shownColumns() {
    return grid.getAllDisplayedColumns().map(function (column) { return column.getColId(); });
  }

  // The address follows without a new entry in the history: Back leads to the page before, not through every key.
  function keep() {
    var url = new URL(location.href), params = url.searchParams;
    Array.from(params.keys()).forEach(function (key) { if (/^(cols|sort|in\..*)$/.test(key)) params.delete(key); });
    var shown = shownColumns().join(",");
    if (shown !== tools().dataset.default) params.set("cols", shown);
    var sorted = grid.getColumnState().filter(function (c) { return c.sort; });
    sorted.sort(function (a, b) { return a.sortIndex - b.sortIndex; });
    if (sorted.length) params.set("sort", sorted.map(function (c) { return (c.sort === "desc" ? "-" : "") + c.colId; }).join(","));
    var model = grid.getFilterModel();
    Object.keys(model).forEach(function (name) { params.set("in." + name, model[name].filter); });
    // Rows on several pages are put into an order by the server, from the first page on.
    if (tools().dataset.paged && params.get("sort") !== new URL(location.href).searchParams.get("sort")) {
      params.delete("page");
      window.tradetrace.turn(url.href);
      return;
    }
    history.replaceState(history.state, "", url.href);
    window.tradetrace.here();
    window.tradetrace.sync();
    show();
  }

  function show() {
    var shown = shownColumns(), count = document.getElementById("grid-count");
    document.querySelectorAll("[data-column]").forEach(function (button) {
      button.setAttribute("aria-pressed", String(shown.indexOf(button.dataset.column) >= 0));
    });
    var filtered = Object.keys(grid.getFilterModel()).length;
    count.textContent = filtered ? count.dataset.shown.replace("{n}", grid.getDisplayedRowCount()) : "";
  }

  // A spreadsheet takes text that begins so for a formula; numbers it may take for numbers.
  function cell(params) {
    var text = params.value == null ? "" : String(params.value);
    var formula = /^'*[=+\-@\t\r|%\uff1d\uff0b\uff0d\uff20]/.test(text) && !/^[+\-]?[\d.,]+%?$/.test(text);
    return formula ? "'" + text : text;
  }

  function ready(api) {
    tools().classList.add("there");
    if (grid !== api) {
      grid = api;
      ["sortChanged", "filterChanged", "columnMoved", "columnVisible"].forEach(function (event) {
        grid.addEventListener(event, keep);
      });
    }
    show();
  }

  document.addEventListener("click", function (event) {
    var target = grid && event.target.closest("[data-column], [data-grid-csv]");
    if (!target) return;
    if ("column" in target.dataset) {
      var hide = target.getAttribute("aria-pressed") === "true";
      if (hide && shownColumns().length === 1) return;
      grid.setColumnsVisible([target.dataset.column], !hide);
    } else {
      grid.exportDataAsCsv({ fileName: target.dataset.gridCsv, processCellCallback: cell });
    }
  });

  function there() {
    if (!tools() || !document.querySelector("#stage #grid .ag-row, #stage #grid .ag-overlay") || !window.dash_ag_grid) return false;
    window.dash_ag_grid.getApiAsync("grid").then(ready);
    return true;
  }

  var entry = document.getElementById("react-entry-point");
  function watch() {
    if (there()) return;
    new MutationObserver(function (_, observer) { if (there()) observer.disconnect(); })
      .observe(entry, { childList: true, subtree: true });
  }
  watch();
  document.addEventListener("tradetrace-turned", watch);
})();
