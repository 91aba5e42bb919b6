import { applyPageStyles } from "../components/theme";
import "../components/fault-banner";
import "../components/planner-app";

applyPageStyles();
document.body.append(document.createElement("planner-app"), document.createElement("fault-banner"));
