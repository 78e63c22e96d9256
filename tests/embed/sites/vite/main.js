import "livefig/define";
import "./style.css";
