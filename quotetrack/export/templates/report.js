"use strict";
for (const table of document.querySelectorAll("table")) {
  const heads = [...table.querySelectorAll("thead th")];
  heads.forEach((head, column) => {
    const button = head.querySelector("button");
    button.addEventListener("click", () => {
      const numbers = button.dataset.sort === "number";
      const down = head.ariaSort ? head.ariaSort === "ascending" : numbers;
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const key = (row) => {
        const cell = row.cells[column];
        return numbers ? Number(cell.dataset.value ?? cell.textContent) : cell.textContent;
      };
      const order = (one, other) => (numbers ? key(one) - key(other) : key(one).localeCompare(key(other)));
      const body = table.tBodies[0];
      body.append(...[...body.rows].sort((one, other) => (down ? order(other, one) : order(one, other))));
    });
  });
}
