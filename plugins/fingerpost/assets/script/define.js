/* What a page of a site does by having this script. */

import { Cards } from "./cards.js";
import { Editions } from "./editions.js";
import { DecisionTree } from "./fingerpost.js";

if (!customElements.get("decision-tree")) customElements.define("decision-tree", DecisionTree);
if (!customElements.get("decision-tree-cards")) customElements.define("decision-tree-cards", Cards);
if (!customElements.get("decision-tree-editions")) customElements.define("decision-tree-editions", Editions);
