import "livefig/define";
import DefaultTheme from "vitepress/theme";

export default DefaultTheme;
