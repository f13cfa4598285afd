"use strict";
// The editor asks this server and nobody else; it suggests nothing that would have to be fetched from elsewhere.
const START = "PREFIX kg: <https://w3id.org/newskg/ontology#>\nPREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\nSELECT ?name (COUNT(?claim) AS ?claims) WHERE {\n  ?claim a kg:Claim ; kg:source/kg:canonical ?who .\n  GRAPH ?g { ?who kg:mentionCount ?n ; rdfs:label ?name }\n}\nGROUP BY ?name ORDER BY DESC(?claims) LIMIT 20";
const endpoint = new URL("/sparql", location.href).href;
Yasgui.Yasqe.defaults.value = START;
Yasgui.Yasqe.defaults.autocompleters = ["variables"];
const yasgui = new Yasgui(document.getElementById("editor"), {
  requestConfig: { endpoint, method: "POST" },
  copyEndpointOnNewTab: true,
  endpointCatalogueOptions: { getData: () => [{ endpoint }], keys: [] },
  persistenceId: `kg ${location.host}`,
});
for (const button of document.querySelectorAll(".ready")) {
  button.addEventListener("click", () => {
    const tab = yasgui.getTab();
    tab.setQuery(button.dataset.sparql);
    tab.yasqe.query();
  });
}
