// Used by the grid: an amount is a link that opens its sentence; amounts and periods sort by what they mean.
var dagcomponentfuncs = (window.dashAgGridComponentFunctions = window.dashAgGridComponentFunctions || {});
dagcomponentfuncs.FigureLink = function (props) {
  return React.createElement(
    "a",
    { href: props.data.href, "data-figure": props.data.fact_id, className: "figure-link" },
    props.value
  );
};
var dagfuncs = (window.dashAgGridFunctions = window.dashAgGridFunctions || {});
dagfuncs.byValue = function (a, b, nodeA, nodeB) { return nodeA.data.sort_value - nodeB.data.sort_value; };
dagfuncs.byEnd = function (a, b, nodeA, nodeB) {
  return nodeA.data.sort_end.localeCompare(nodeB.data.sort_end);
};
