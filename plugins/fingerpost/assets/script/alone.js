/* What a page does that holds trees and nothing else of a site. */

import { DecisionTree } from "./fingerpost.js";

if (!customElements.get("decision-tree")) customElements.define("decision-tree", DecisionTree);
