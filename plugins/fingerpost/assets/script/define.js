/* The one thing that this script does to a page by being there. */

import { DecisionTree } from "./fingerpost.js";

if (!customElements.get("decision-tree")) customElements.define("decision-tree", DecisionTree);
