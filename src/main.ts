import { applyPageStyles } from "../components/theme";
import "../components/planner-app";

applyPageStyles();
document.body.append(document.createElement("planner-app"));
