/* Starts the explore page. Whatever cannot be loaded, the list by week takes the place of the page, and a note says so. */

const app = document.querySelector(".dlx-app");

import("./explore-page.js")
  .then(({ fill }) => fill(app))
  .catch((error) => {
    app.hidden = true;
    document.querySelector(".dlx-plain").classList.add("dlx-needed");
    document.querySelector(".dlx-failed").hidden = false;
    console.warn(`The events cannot be explored: ${error.message}`);
  });
